// Bytes as tables of OMOP in CSV: each table read alone, then all of them as patients.
//
// A line `@NAME` begins a table; what stands before the first is MEASUREMENT. PERSON and CONCEPT are given where the bytes have none.
// Asserted beside "no crash": every row has a cell a column, in UTF-8; rows written again, all quoted, are read as the same rows; a row
// is read, skipped with a line, or says nothing; whatever fails has words.
#include <map>
#include <vector>

#include "readers/omop.h"
#include "readers/record_sink.h"
#include "source/utf8.h"
#include "tables/table.h"
#include "test/fuzz/promise.h"
#include "test/fuzz/scratch.h"

namespace eligo {
namespace {

using fuzz::Require;
using Rows = std::vector<std::vector<std::string>>;

constexpr char kPerson[] = "person_id,gender_concept_id,year_of_birth\n1,8532,1980\n2,8507,1970\n";
constexpr char kConcept[] =
    "concept_id,concept_name,domain_id,vocabulary_id,concept_code\n"
    "101,Systemic lupus erythematosus,Condition,SNOMED,55464009\n"
    "201,prednisone,Drug,RxNorm,8640\n"
    "202,prednisone 5 MG Oral Tablet,Drug,RxNorm,312617\n"
    "301,Creatinine,Measurement,LOINC,2160-0\n"
    "901,milligram,Unit,UCUM,mg\n"
    "903,milliliter,Unit,UCUM,mL\n";

// Tables by name; names are small letters and `_`, so that none leaves the folder.
std::map<std::string, std::string> TablesOf(std::string_view bytes) {
  constexpr std::size_t kMostTables = 8;
  std::map<std::string, std::string> tables;
  std::string* table = &tables["measurement"];
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (line.starts_with('@') && tables.size() < kMostTables) {
      std::string name;
      for (const char c : line) {
        if ((c >= 'a' && c <= 'z') || c == '_') name += c;
      }
      if (!name.empty() && name.size() < 40) table = &tables[name];
    } else {
      *table += line;
    }
  }
  std::erase_if(tables, [](const auto& one) { return one.second.empty(); });
  tables.try_emplace("person", kPerson);
  tables.try_emplace("concept", kConcept);
  return tables;
}

// The rows of a file, or nothing where it cannot be opened. Of columns of one name the first is chosen each time.
std::optional<Rows> RowsOf(const std::string& path, std::size_t& skipped) {
  const auto table = tables::OpenCsv(path);
  if (!table) {
    Require(table.error().size() > path.size() + 2, "an error without words");
    return std::nullopt;
  }
  const std::vector<std::string> columns = (*table)->columns();
  std::vector<tables::Column> chosen(columns.begin(), columns.end());
  Require((*table)->Choose(chosen).ok(), "a column of its own is refused");
  Rows rows = {columns};
  while ((*table)->Next([&](const std::string& place, const std::string& why) {
    Require(place.starts_with(path + ":") && !why.empty(), "a line left out without words");
    ++skipped;
  })) {
    std::vector<std::string>& row = rows.emplace_back();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      row.emplace_back((*table)->Cell(i));
      Require(source::DecodeUtf8(row.back()).has_value() && row.back().find('\0') == std::string::npos, "a cell that is no text");
    }
  }
  return rows;
}

std::string Quoted(const Rows& rows) {
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += i == 0 ? "\"" : ",\"";
      for (const char c : row[i]) out += c == '"' ? std::string("\"\"") : std::string(1, c);
      out += '"';
    }
    out += '\n';
  }
  return out;
}

// Another separator may win over the comma where a name holds it.
bool PlainNames(const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(),
                     [](const std::string& name) { return name.find_first_of(",;\t|\"\n\r") == std::string::npos; });
}

}  // namespace
}  // namespace eligo

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace eligo;
  static const fuzz::Scratch kFolder("csv"), kAgain("csv-again");
  kFolder.Empty();
  for (const auto& [name, text] : TablesOf({reinterpret_cast<const char*>(data), size})) {
    kFolder.Write(name + ".csv", text);
    std::size_t skipped = 0;
    const auto rows = RowsOf(kFolder.Path(name + ".csv"), skipped);
    if (!rows || !PlainNames(rows->front())) continue;
    kAgain.Write("again.csv", Quoted(*rows));
    skipped = 0;
    const auto again = RowsOf(kAgain.Path("again.csv"), skipped);
    Require(again && skipped == 0 && *again == *rows, "written again other rows: " + Quoted(*rows));
  }
  readers::ReadReport report;
  readers::RecordSink sink(fuzz::BuiltTerms());
  const auto read = readers::ReadOmop(kFolder.Path(), fuzz::BuiltTerms(), sink, report);
  Require(read.ok() || !read.error().empty(), "an error without words");
  Require(report.read + report.skipped_resources <= report.resources, "more rows than there are");
  Require(report.skipped_resources + report.skipped_files == 0 || !report.errors.empty(), "skipped without words");
  const records::Records records = sink.Finish();
  Require(records.patients().size() == static_cast<std::size_t>(report.patients), "the report counts other patients");
  return 0;
}
