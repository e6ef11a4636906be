// The same patients in every format: same bytes for any threads and shards, and read back without a complaint.
#include <map>
#include <set>
#include <sstream>

#include "readers/patients.h"
#include "test/cli/program.h"
#include "test/generate/cohort.h"
#include "writers/fhir_history.h"
#include "writers/omop_history.h"
#include "writers/truth_history.h"

namespace eligo::generate {
namespace {

using writers::FhirHistory;
using writers::OmopHistory;

pipeline::GenerationText Text(std::int64_t patients, int threads, const std::string& dirt = "all") {
  pipeline::GenerationText text;
  text.patients = patients;
  text.as_of = "2026-06-01";
  text.dirt = dirt;
  text.threads = threads;
  return text;
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

template <typename Writer>
void ExpectSameBytes() {
  const auto one = test::Written<Writer>(Text(650, 1));
  EXPECT_EQ(one, test::Written<Writer>(Text(650, 2)));
  std::vector<std::string> shards(one.size());
  for (const auto& [first, patients] : std::vector<std::pair<int, int>>{{1, 1}, {2, 255}, {257, 300}, {557, 94}}) {
    pipeline::GenerationText text = Text(patients, 2);
    text.first = first;
    const auto shard = test::Written<Writer>(text);
    for (std::size_t i = 0; i < shards.size(); ++i) shards[i] += shard[i];
  }
  EXPECT_EQ(one, shards);
}

TEST(GenerateFormats, FhirIsTheSameForAnyThreadsAndShards) { ExpectSameBytes<FhirHistory>(); }
TEST(GenerateFormats, OmopIsTheSameForAnyThreadsAndShards) { ExpectSameBytes<OmopHistory>(); }

TEST(GenerateFormats, AnotherSeedIsAnotherCohort) {
  pipeline::GenerationText other = Text(20, 1);
  other.seed = 2;
  EXPECT_NE(test::Written<FhirHistory>(Text(20, 1)), test::Written<FhirHistory>(other));
}

TEST(GenerateFormats, FhirIsReadWithoutASkippedLine) {
  // With every code missing too: what the charts call things is understood.
  for (const char* rate : {"missing_code=0", "missing_code=100", "text_result=100", "other_unit=100"}) {
    const cli::test::Folder folder;
    pipeline::GenerationText text = Text(300, 2, "none");
    text.rates = {rate};
    test::WriteFhir(folder, text);
    readers::ReadReport report;
    const auto records = readers::ReadPatients((folder.path() / "data").string(), test::Terms(), {}, report);
    ASSERT_TRUE(records.ok()) << records.error();
    EXPECT_EQ(records->patients().size(), 300u);
    EXPECT_TRUE(report.errors.empty()) << rate << ": " << report.errors.front();
    EXPECT_EQ(report.skipped_files, 0);
    EXPECT_EQ(report.skipped_resources, 0);
    std::string unmapped;
    for (const auto& [code, count] : records->unmapped()) unmapped += code + '\n';
    EXPECT_EQ(unmapped, "") << rate;
  }
}

// Cells of a CSV line; quotes as the writer sets them.
std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      cells.emplace_back();
    else
      cells.back() += c;
  }
  return cells;
}

TEST(GenerateFormats, OmopTablesHoldTogether) {
  const OmopHistory writer(test::Catalogue());
  std::map<std::string, std::string> tables;
  const std::vector<std::string> names = OmopHistory::Files();
  writer.Begin([&](std::size_t file, std::string_view bytes) {
    tables[names[file]] += bytes;
    return true;
  });
  const auto rows = test::Written<OmopHistory>(Text(400, 2));
  for (std::size_t i = 0; i < names.size(); ++i) tables[names[i]] += rows[i];
  std::set<std::string> concepts{"0"}, persons;
  for (const std::string& line : Lines(tables["CONCEPT.csv"])) EXPECT_TRUE(concepts.insert(Cells(line)[0]).second) << line;
  for (const std::string& line : Lines(tables["PERSON.csv"])) EXPECT_TRUE(persons.insert(Cells(line)[0]).second) << line;
  EXPECT_EQ(persons.size(), 401u);
  for (const auto& [name, table] : tables) {
    const std::vector<std::string> lines = Lines(table);
    const std::vector<std::string> header = Cells(lines.front());
    std::set<std::string> ids;
    const bool row_ids = name != "CONCEPT_ANCESTOR.csv";
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const std::vector<std::string> cells = Cells(lines[i]);
      ASSERT_EQ(cells.size(), header.size()) << name << ": " << lines[i];
      if (row_ids) {
        EXPECT_TRUE(ids.insert(cells[0]).second) << name << ": " << lines[i];
      }
      for (std::size_t c = 0; c < header.size(); ++c) {
        if (header[c] == "person_id") {
          EXPECT_TRUE(persons.contains(cells[c])) << lines[i];
        }
        if (cells[c].starts_with("2000000")) {
          EXPECT_TRUE(concepts.contains(cells[c])) << name << ": " << lines[i];
        }
      }
    }
  }
}

TEST(GenerateFormats, TruthTellsWhatTheChartDoesNot) {
  DirtRates rates = NoDirt();
  rates[static_cast<std::size_t>(history::Dirt::kNotRecorded)] = 10000;
  std::string truth;
  const auto cohort = test::Cohort(30, rates);
  for (const history::History& history : cohort) writers::AppendTruth(history, truth);
  const std::vector<std::string> lines = Lines(truth);
  ASSERT_EQ(lines.size(), 30u);
  for (const std::string& line : lines) {
    EXPECT_NE(line.find("\"unrecorded\":[{\"concept\":\""), std::string::npos) << line;
    EXPECT_NE(line.find("\"hemoglobin\":[\""), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace eligo::generate
