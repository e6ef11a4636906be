#include "readers/meds.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "readers/code_map.h"
#include "readers/fhir_text.h"
#include "readers/fhir_value.h"
#include "readers/omop_codes.h"
#include "readers/reporter.h"
#include "tables/table.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

namespace fs = std::filesystem;

using records::Domain;
using records::Row;
using records::Sex;
using tables::As;

constexpr std::size_t kCacheEntries = 200'000;

enum Column : std::size_t { kSubject, kTime, kCode, kNumber, kText, kUnit, kOwnUnit, kEnd, kOwnEnd, kOwnValue };
const std::vector<tables::Column> kColumns = {
    {"subject_id", As::kWhole}, {"time", As::kTime},      "code",       {"numeric_value", As::kNumber}, "text_value", "unit", "eligo_unit",
    {"end", As::kTime},         {"eligo_end", As::kTime}, "eligo_value"};

std::vector<std::string> ParquetUnder(const fs::path& folder, bool deep, std::error_code& error) {
  std::vector<std::string> files;
  for (fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, error), end; !error && walk != end;
       walk.increment(error)) {
    const std::string name = walk->path().filename().string();
    std::error_code unknown;
    if (walk->is_directory(unknown) && (!deep || name.starts_with('.'))) walk.disable_recursion_pending();
    if (!name.starts_with('.') && tables::LowerName(walk->path().extension().string()) == ".parquet")
      files.push_back(walk->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The shards, in order; none when this is no MEDS data set. `error` when a folder cannot be listed to its end.
std::vector<std::string> Shards(const std::string& path, std::error_code& error) {
  std::error_code absent;
  if (!fs::is_directory(path, absent)) {
    return tables::LowerName(fs::path(path).extension().string()) == ".parquet" && fs::exists(path, absent) ? std::vector{path}
                                                                                                            : std::vector<std::string>();
  }
  if (fs::is_directory(fs::path(path) / "data", absent)) {
    if (auto files = ParquetUnder(fs::path(path) / "data", true, error); !files.empty() || error) return files;
  }
  return ParquetUnder(path, false, error);
}

bool StartsLike(std::string_view text, std::string_view beginning) { return LowerCase(text.substr(0, beginning.size())) == beginning; }

std::optional<Sex> SexOf(const MedsCode& code) {
  const std::string prefix = LowerCase(code.prefix);
  if (prefix != "gender" && prefix != "sex") return std::nullopt;
  const std::string value = LowerCase(code.rest);
  if (value == "f" || value == "female") return Sex::kFemale;
  if (value == "m" || value == "male") return Sex::kMale;
  return value == "other" || value == "o" ? Sex::kOther : Sex::kUnknown;
}

class MedsIngest {
 public:
  MedsIngest(std::shared_ptr<tables::Database> database, records::EventSink& sink, ReadReport& report)
      : database_(std::move(database)), sink_(sink), report_(report), reporter_(report) {}

  Result<Done> ReadCodes(const std::string& path) {
    auto table = tables::OpenParquet(database_, {path}, path);
    if (!table.ok()) return Error{table.error()};
    if (const auto chosen = (*table)->Choose({"code", "description", "parent_codes"}); !chosen.ok())
      return Error{fmt::format("{}: {}", path, chosen.error())};
    while ((*table)->Next([](const std::string&, const std::string&) {})) {
      Described described{std::string((*table)->Cell(1)), {}};
      // A list as text: "[LOINC/718-7, LOINC/30313-1]".
      std::string_view parents = (*table)->Cell(2);
      if (parents.starts_with('[') && parents.ends_with(']')) parents = parents.substr(1, parents.size() - 2);
      for (std::size_t at = 0; at < parents.size();) {
        const std::size_t end = std::min(parents.find(", ", at), parents.size());
        MedsCode parent = SplitMedsCode(parents.substr(at, end - at));
        if (!parent.system.empty()) described.parents.push_back({parent.system, parent.rest, ""});
        at = end + 2;
      }
      if (!described.name.empty() || !described.parents.empty()) described_[std::string((*table)->Cell(0))] = std::move(described);
    }
    if (!(*table)->failure().empty()) return Error{fmt::format("{}: {}", path, (*table)->failure())};
    return Done{};
  }

  Result<Done> ReadShard(const std::string& path, const std::string& name) {
    auto table = tables::OpenParquet(database_, {path}, path);
    if (!table.ok()) return Error{table.error()};
    for (const std::size_t column : {kSubject, kTime, kCode}) {
      if (!(*table)->Has(kColumns[column].name))
        return Error{fmt::format("{}: has no column {}; see docs/meds.md", path, kColumns[column].name)};
    }
    if (const auto chosen = (*table)->Choose(kColumns); !chosen.ok()) return Error{fmt::format("{}: {}", path, chosen.error())};
    table_ = table->get();
    row_ = 0;
    const std::string source = name + ':';
    while ((*table)->Next([](const std::string&, const std::string&) {})) {
      ++row_;
      ++report_.resources;
      Problem problem;
      ReadEvent(problem, source);
      if (!problem.any()) continue;
      ++report_.skipped_resources;
      reporter_.Tell(table_->Place(), "", problem, "event skipped");
    }
    if (!(*table)->failure().empty()) return Error{fmt::format("{}: {}", path, (*table)->failure())};
    return Done{};
  }

  void Finish() {
    if (births_ > 1 && births_ == first_of_january_) reporter_.Note("every birth lies on a 1 January; ages count from that day");
    reporter_.Finish();
  }

 private:
  struct Described {
    std::string name;
    std::vector<Coding> parents;
  };
  struct Entry {
    MedsCode parts;
    Codeable code;
    records::CodeId id;
    bool vaccine = false;
  };

  std::string_view Cell(std::size_t column) const { return Trim(table_->Cell(column)); }
  bool Empty(std::size_t column) const { return table_->Form(column) == As::kText ? Cell(column).empty() : table_->IsNull(column); }

  const Entry& Find(std::string_view code, bool has_value) {
    std::string key(code);
    key += has_value ? "=" : "";
    const auto known = cache_.find(key);
    if (known != cache_.end()) return known->second;
    Entry entry;
    entry.parts = SplitMedsCode(code);
    if (!entry.parts.system.empty()) {
      entry.code.codings.push_back({entry.parts.system, entry.parts.rest, ""});
    } else {
      entry.code.text = entry.parts.rest;
    }
    if (const auto described = described_.find(std::string(code)); described != described_.end()) {
      if (entry.code.codings.empty()) entry.code.codings.push_back({entry.parts.prefix, entry.parts.rest, ""});
      entry.code.codings.front().display = described->second.name;
      entry.code.above = described->second.parents;
    }
    const bool drug = entry.parts.system == "RxNorm" || entry.parts.system == "CVX" || StartsLike(entry.parts.prefix, "med") ||
                      StartsLike(entry.parts.prefix, "drug") || StartsLike(entry.parts.prefix, "rx");
    // A finding's code says that it is there; a question's code needs an answer.
    const bool finding = entry.parts.system == "SNOMED" || entry.parts.system == "ICD10CM";
    entry.vaccine = entry.parts.system == "CVX";
    entry.id = sink_.Code(entry.code, drug ? Bearer::kDrug : has_value ? Bearer::kResult : finding ? Bearer::kCondition : Bearer::kEvent);
    if (cache_.size() >= kCacheEntries) cache_.clear();
    return cache_.emplace(std::move(key), std::move(entry)).first->second;
  }

  std::optional<records::PatientIndex> Subject(Problem& problem) {
    const auto id = IdOf(*table_, kSubject);
    if (!id || Empty(kSubject)) {
      problem = {"subject_id", id ? "is missing" : "is no whole number", false};
      return std::nullopt;
    }
    const auto known = subjects_.find(*id);
    if (known != subjects_.end()) return known->second;
    records::Patient patient;
    patient.id = std::to_string(*id);
    patient.source = "subject/" + patient.id;
    ++report_.patients;
    return subjects_[*id] = sink_.AddPatient(std::move(patient));
  }

  std::optional<DateInterval> Day(Column column, Problem& problem) const {
    if (Empty(column)) return std::nullopt;
    std::optional<DateInterval> day;
    if (table_->Form(column) == As::kText) {
      day = ParseDate(Cell(column));
    } else if (const auto time = table_->Time(column)) {
      day = On(time->day);
    }
    if (!day && !problem.any()) problem = {kColumns[column].name, "is no time", false};
    return day;
  }

  // Midnight stands for no time of day.
  std::int16_t Minute() const {
    int minute = -1;
    if (table_->Form(kTime) == As::kText) {
      minute = ParseMinuteOfDay(Cell(kTime));
      if (minute > 0) return static_cast<std::int16_t>(ParseInstantMinute(Cell(kTime)).value_or(records::kNoMinute));
    } else if (const auto time = table_->Time(kTime)) {
      minute = time->minute;
    }
    return minute > 0 ? static_cast<std::int16_t>(minute) : records::kNoMinute;
  }

  std::optional<records::Number> ReadNumber() const {
    if (Empty(kNumber)) return std::nullopt;
    if (table_->Form(kNumber) == As::kText) return NumberOfFloat(Cell(kNumber));
    const auto decimal = table_->Number(kNumber);
    return decimal ? NumberOfFloat(*decimal) : std::nullopt;
  }

  void ReadBirth(records::Patient& patient, const std::optional<DateInterval>& day) {
    if (!day) return;
    if (patient.birth && patient.birth != day)
      return reporter_.Tell(table_->Place(), patient.source, {"time", "is another birth", false}, "the first is kept");
    if (patient.death && patient.death->last < day->first)
      return reporter_.Tell(table_->Place(), patient.source, {"time", "is a birth after the death", false}, "read as not given");
    patient.birth = day;
    const CivilDate civil = ToCivil(day->first);
    ++births_;
    first_of_january_ += civil.month == 1 && civil.day == 1 ? 1 : 0;
  }

  void ReadDeath(records::Patient& patient, const std::optional<DateInterval>& day) {
    patient.deceased = true;
    if (day && patient.birth && day->last < patient.birth->first)
      return reporter_.Tell(table_->Place(), patient.source, {"time", "is a death before the birth", false}, "read as not given");
    if (day)
      patient.death =
          patient.death ? DateInterval{std::min(patient.death->first, day->first), std::max(patient.death->last, day->last)} : *day;
  }

  void ReadEvent(Problem& problem, const std::string& shard) {
    const auto subject = Subject(problem);
    const std::string_view code = Cell(kCode);
    if (code.empty() && !problem.any()) problem = {"code", "is missing", false};
    const auto day = Day(kTime, problem);
    if (problem.any()) return;
    records::Patient& patient = sink_.patient(*subject);
    if (code == "MEDS_BIRTH" || code == "SNOMED/3950001" || code == "SNOMED//3950001") return ReadBirth(patient, day);
    if (code == "MEDS_DEATH" || code == "SNOMED/419620001" || code == "SNOMED//419620001") return ReadDeath(patient, day);

    Value value = ReadTextValue(Cell(kText));
    std::optional<records::Number> number;
    if (const auto exact = units::Rational::Parse(Cell(kOwnValue))) number = records::Number{*exact, *exact, false, false, false};
    if (!number) number = ReadNumber();
    const Entry& entry = Find(code, number || !value.empty());
    if (const auto sex = SexOf(entry.parts)) {
      if (patient.gender == Sex::kUnknown) patient.gender = *sex;
      return;
    }
    if (!day) return;  // race and the like
    if (number) value.number = number;
    if (number || value.unit.empty()) {
      const std::string_view own = Cell(kOwnUnit).empty() ? Cell(kUnit) : Cell(kOwnUnit);
      value.unit = TidyUnit(own.empty() ? std::string_view(entry.parts.unit) : own);
    }
    Row row;
    row.patient = *subject;
    row.start = day;
    row.minute = Minute();
    auto end = Day(kOwnEnd, problem);
    if (!end) end = Day(kEnd, problem);
    if (end && end->last < day->first && !problem.any()) problem = {"end", "lies before time", false};
    if (problem.any()) return;
    row.domain = Domain::kUnsaid;
    row.end = end;
    row.exposure = entry.vaccine ? records::Exposure::kAdministration : records::Exposure::kDispense;
    if (sink_.Keeps(entry.id)) {
      row.source = sink_.SourceOf(shard, static_cast<std::uint64_t>(row_));
      row.number = value.number;
      row.answer = value.answer;
      row.text = sink_.Intern(value.text);
      row.unit = sink_.Intern(value.unit);
      if (!value.empty()) CheckUnit(value.unit);
    }
    if (sink_.Knows(entry.id)) ++report_.read;
    sink_.Add({entry.id, row});
  }

  void CheckUnit(const std::string& unit) {
    if (unit.empty()) return;
    const auto [known, added] = unit_known_.emplace(unit, false);
    if (added) known->second = units::ParseUnit(unit).has_value();
    if (!known->second) reporter_.UnknownUnit(table_->Place(), "", "unit", unit);
  }

  std::shared_ptr<tables::Database> database_;
  records::EventSink& sink_;
  ReadReport& report_;
  Reporter reporter_;
  std::unordered_map<std::string, Described> described_;
  std::unordered_map<std::string, Entry> cache_;
  std::unordered_map<std::int64_t, records::PatientIndex> subjects_;
  std::unordered_map<std::string, bool> unit_known_;
  tables::Table* table_ = nullptr;
  std::int64_t row_ = 0;
  int births_ = 0, first_of_january_ = 0;
};

}  // namespace

bool IsMeds(const std::string& path) {
  std::error_code error;
  return !Shards(path, error).empty();
}

Result<Done> ReadMeds(const std::string& path, records::EventSink& sink, ReadReport& report) {
  report.Restart("event");
  std::error_code error;
  const std::vector<std::string> shards = Shards(path, error);
  if (error) return Error{fmt::format("{}: cannot be listed: {}", path, error.message())};
  if (shards.empty()) return Error{fmt::format("{}: holds no Parquet file; is this a MEDS data set?", path)};
  auto database = tables::Database::Open();
  if (!database.ok()) return Error{fmt::format("{}: {}", path, database.error())};
  MedsIngest ingest(std::make_shared<tables::Database>(std::move(*database)), sink, report);
  const fs::path codes = fs::path(path) / "metadata" / "codes.parquet";
  if (fs::exists(codes, error)) {
    if (const auto read = ingest.ReadCodes(codes.string()); !read.ok()) return Error{read.error()};
  }
  for (const std::string& shard : shards) {
    const fs::path data = fs::path(path) / "data";
    std::string name = fs::relative(shard, fs::is_directory(data, error) ? data : fs::path(path), error).replace_extension().string();
    if (name.empty() || name == ".") name = fs::path(shard).stem().string();
    if (const auto read = ingest.ReadShard(shard, name); !read.ok()) return Error{read.error()};
  }
  ingest.Finish();
  if (report.patients == 0) return Error{fmt::format("{}: holds no subject", path)};
  return Done{};
}

}  // namespace eligo::readers
