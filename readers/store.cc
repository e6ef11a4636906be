#include "readers/store.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <tbb/parallel_for.h>

#include "base/sha256.h"
#include "records/store_format.h"
#include "tables/database.h"

namespace eligo::readers {
namespace {

namespace fs = std::filesystem;

using records::Bearer;
using records::Codeable;
using records::CodeId;
using records::Event;
using records::Patient;
using records::PatientIndex;
using records::Row;
using records::Sex;
using tables::Cursor;

constexpr std::string_view kDescription = "eligo/store.json";
constexpr std::string_view kShards = "data/";
constexpr const char* kEverybody = "true";
constexpr const char* kCodes = "eligo/codes.parquet";
const std::string kPatients = "eligo/patients/";
constexpr const char* kStranger = "holds events of a subject that is not among the store's patients";
constexpr const char* kNoEvent = "holds an event that no store does";

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// In the order of the SELECT below. Days are whole numbers since 1970.
enum Column : std::size_t {
  kSubject,
  kCode,
  kFlags,
  kStart,
  kStartLast,
  kMinute,
  kEnd,
  kEndLast,
  kRecorded,
  kRecordedLast,
  kText,
  kValue,
  kLow,
  kHigh,
  kUnit,
  kRefLow,
  kRefHigh,
  kDose,
  kSeverity,
  kMethod,
  kSource,
  kSourceNumber
};

std::string Days(std::string_view column) { return fmt::format("({} - DATE '1970-01-01')::BIGINT", column); }

std::string EventQuery(const std::string& path, const std::string& kept) {
  return fmt::format(
      "SELECT subject_id::BIGINT, eligo_code::BIGINT, eligo_flags::BIGINT, {}, {}, eligo_minute::BIGINT, {}, {}, {}, {}, "
      "text_value::VARCHAR, eligo_value, eligo_low, eligo_high, eligo_unit, eligo_ref_low, eligo_ref_high, eligo_dose, eligo_severity, "
      "eligo_method, eligo_source, eligo_source_number::BIGINT FROM read_parquet({}) WHERE {}",
      Days("time::DATE"), Days("eligo_start_last"), Days("eligo_end"), Days("eligo_end_last"), Days("eligo_recorded"),
      Days("eligo_recorded_last"), tables::QuotedFile(path), kept);
}

std::optional<DateInterval> Interval(const Cursor& row, std::size_t first, std::size_t last) {
  if (row.IsNull(first)) return std::nullopt;
  const Date from{static_cast<std::int32_t>(row.Whole(first))};
  return row.IsNull(last) ? On(from) : DateInterval{from, Date{static_cast<std::int32_t>(row.Whole(last))}};
}

Sex SexOf(std::string_view word) {
  return word == "female" ? Sex::kFemale : word == "male" ? Sex::kMale : word == "other" ? Sex::kOther : Sex::kUnknown;
}

class StoreIngest {
 public:
  StoreIngest(std::string path, tables::Database database, records::EventSink& sink, ReadReport& report)
      : path_(std::move(path)), database_(std::move(database)), sink_(sink), report_(report) {}

  Result<Done> ReadCodes() {
    const std::string name = kCodes;
    auto rows = database_.Query("SELECT eligo_code::BIGINT, bearer, role, system, code, display, guessed::BIGINT FROM read_parquet(" +
                                tables::QuotedFile(Path(name)) + ")");
    if (!rows) return Damaged(name, rows.error());
    std::vector<std::pair<Codeable, Bearer>> codes;
    while (rows->Next()) {
      const auto bearer = records::ParseBearer(rows->Text(1));
      const auto number = static_cast<std::size_t>(rows->Whole(0));
      // Each begins with its text.
      const bool starts = rows->Text(2) == "text";
      if (!bearer || number != codes.size() - (starts ? 0U : 1U)) return Damaged(name, "holds what no store does");
      if (starts) codes.push_back({{}, *bearer});
      Codeable& code = codes.back().first;
      if (starts)
        code.text = rows->Text(5);
      else
        (rows->Text(2) == "above" ? code.above : code.codings)
            .push_back({std::string(rows->Text(3)), std::string(rows->Text(4)), std::string(rows->Text(5)), rows->Whole(6) != 0});
    }
    if (!rows->failure().empty()) return Damaged(name, rows->failure());
    codes_.reserve(codes.size());
    std::string left;
    for (const auto& [code, bearer] : codes) {
      codes_.push_back(sink_.Code(code, bearer));
      if (!sink_.Keeps(codes_.back())) left += (left.empty() ? "" : ", ") + std::to_string(codes_.size() - 1);
    }
    // Of one patient all events are soon read.
    if (!left.empty() && whose_ == kEverybody) {
      kept_ = "eligo_code NOT IN (" + left + ")";
      left_ = "eligo_code IN (" + left + ")";
    }
    return Done{};
  }

  void IgnoreMinutes() { local_minutes_ = true; }

  // The shard of the patient, who alone is read from now on; nothing where none of the shards has them.
  std::optional<std::string> ReadOnly(std::string_view patient, const std::vector<std::string>& shards) {
    const std::string who = tables::Quoted(std::string(patient));
    for (const std::string& shard : shards) {
      auto rows = database_.Query(fmt::format("SELECT subject_id::BIGINT FROM read_parquet({}) WHERE id = {} OR source = {}",
                                              tables::QuotedFile(Path(kPatients + shard)), who, who));
      if (!rows || !rows->Next()) continue;
      whose_ = fmt::format("subject_id = {}", rows->Whole(0));
      return shard;
    }
    return std::nullopt;
  }

  Result<Done> ReadShard(const std::string& number) {
    if (auto read = ReadPatients(kPatients + number); !read) return read;
    const std::string data = std::string(kShards) + number;
    if (auto read = ReadEvents(data); !read || left_.empty()) return read;
    return CountOthers(data);
  }

 private:
  std::string Path(const std::string& name) const { return path_ + '/' + name; }
  Error Damaged(const std::string& name, const std::string& why) const { return {fmt::format("{}/{}: {}", path_, name, why)}; }

  Result<Done> ReadPatients(const std::string& name) {
    auto rows = database_.Query(fmt::format(
        "SELECT subject_id::BIGINT, {}, {}, {}, {}, deceased::BIGINT, id, gender, birth_sex, source FROM read_parquet({}) WHERE {}",
        Days("birth"), Days("birth_last"), Days("death"), Days("death_last"), tables::QuotedFile(Path(name)), whose_));
    if (!rows) return Damaged(name, rows.error());
    subjects_.clear();
    patient_.reset();
    while (rows->Next()) {
      Patient patient;
      patient.id = rows->Text(6);
      patient.birth = Interval(*rows, 1, 2);
      patient.death = Interval(*rows, 3, 4);
      patient.deceased = rows->Whole(5) != 0;
      patient.gender = SexOf(rows->Text(7));
      patient.birth_sex = SexOf(rows->Text(8));
      patient.source = rows->Text(9);
      if (sink_.FindPatient(patient.id)) return Damaged(name, "holds a patient a second time");
      subjects_[rows->Whole(0)] = sink_.AddPatient(std::move(patient));
      ++report_.patients;
    }
    if (!rows->failure().empty()) return Damaged(name, rows->failure());
    return Done{};
  }

  Result<Done> ReadEvents(const std::string& name) {
    auto rows = database_.Query(EventQuery(Path(name), kept_ + " AND " + whose_));
    if (!rows) return Damaged(name, rows.error());
    while (rows->Next()) {
      const auto patient = PatientOf(*rows);
      if (!patient) return Damaged(name, kStranger);
      if (!ReadEvent(*rows, *patient)) return Damaged(name, kNoEvent);
      ++report_.resources;
      ++report_.read;
    }
    if (!rows->failure().empty()) return Damaged(name, rows->failure());
    return Done{};
  }

  // The events that the sink keeps nothing of: whose, and of which code.
  Result<Done> CountOthers(const std::string& name) {
    auto rows = database_.Query(fmt::format("SELECT subject_id::BIGINT, eligo_code::BIGINT FROM read_parquet({}) WHERE {} AND {}",
                                            tables::QuotedFile(Path(name)), left_, whose_));
    if (!rows) return Damaged(name, rows.error());
    Event event;
    while (rows->Next()) {
      const auto patient = PatientOf(*rows);
      const auto code = static_cast<std::size_t>(rows->Whole(kCode));
      if (!patient) return Damaged(name, kStranger);
      if (code >= codes_.size()) return Damaged(name, kNoEvent);
      event.row.patient = *patient;
      event.code = codes_[code];
      sink_.Add(event);
      ++report_.resources;
      ++report_.read;
    }
    if (!rows->failure().empty()) return Damaged(name, rows->failure());
    return Done{};
  }

  std::optional<PatientIndex> PatientOf(const Cursor& row) {
    if (row.Whole(kSubject) == subject_ && patient_) return patient_;
    subject_ = row.Whole(kSubject);
    const auto known = subjects_.find(subject_);
    patient_ = known == subjects_.end() ? std::nullopt : std::optional(known->second);
    return patient_;
  }

  records::StringId Word(const Cursor& cells, Column column) { return cells.IsNull(column) ? 0 : sink_.Intern(cells.Text(column)); }

  // False for what StoreWriter does not write.
  bool ReadEvent(const Cursor& cells, PatientIndex patient) {
    const auto code = static_cast<std::size_t>(cells.Whole(kCode));
    if (code >= codes_.size()) return false;
    Event event;
    event.code = codes_[code];
    Row& row = event.row;
    row.patient = patient;
    row.start = Interval(cells, kStart, kStartLast);
    row.end = Interval(cells, kEnd, kEndLast);
    row.recorded = Interval(cells, kRecorded, kRecordedLast);
    row.minute = cells.IsNull(kMinute) || local_minutes_ ? records::kNoMinute : static_cast<std::int16_t>(cells.Whole(kMinute));
    bool good = true;
    const auto exact = [&](Column column) {
      if (cells.IsNull(column)) return std::optional<units::Rational>();
      auto number = records::ParseExact(cells.Text(column));
      good &= number.has_value();
      return number;
    };
    const auto value = exact(kValue);
    const auto low = value ? value : exact(kLow);
    const auto high = value ? value : exact(kHigh);
    if (low || high) row.number = records::Number{low, high, false, false, false};
    bool text_is_made = false;
    if (!UnpackFlags(static_cast<std::uint32_t>(cells.Whole(kFlags)), event, text_is_made)) return false;
    row.ref_low = exact(kRefLow);
    row.ref_high = exact(kRefHigh);
    row.daily_dose = exact(kDose);
    row.unit = Word(cells, kUnit);
    row.severity = Word(cells, kSeverity);
    row.method = Word(cells, kMethod);
    if (!text_is_made) row.text = Word(cells, kText);
    if (cells.IsNull(kSourceNumber)) {
      row.source = sink_.SourceOf(cells.Text(kSource));
    } else {
      source_ = cells.Text(kSource);
      source_ += std::to_string(cells.Whole(kSourceNumber));
      row.source = sink_.SourceOf(source_);
    }
    if (good) sink_.Add(event);
    return good;
  }

  std::string path_;
  tables::Database database_;
  records::EventSink& sink_;
  bool local_minutes_ = false;  // of an offset that nobody kept
  ReadReport& report_;
  std::vector<CodeId> codes_;                      // by the store's number
  std::map<std::int64_t, PatientIndex> subjects_;  // of the present shard
  std::int64_t subject_ = 0;                       // the last one asked for
  std::optional<PatientIndex> patient_;
  std::string kept_ = "eligo_code IS NOT NULL", left_;  // conditions on an event
  std::string whose_ = kEverybody;                      // and on whose it is
  std::string source_;
};

// That every file is there and as long as it was written, which costs nothing.
Result<Done> CheckSizes(const std::string& path, const nlohmann::ordered_json& store) {
  for (const auto& [name, bytes] : store["files"].items()) {
    std::error_code failed;
    const auto size = fs::file_size(fs::path(path) / name, failed);
    if (failed) return Error{fmt::format("{}/{}: is missing; write the store again", path, name)};
    if (!bytes.is_number_unsigned() || size != bytes.get<std::uintmax_t>())
      return Error{fmt::format("{}/{}: is cut short or was changed; write the store again", path, name)};
  }
  return Done{};
}

// That these files hold the bytes that were written. Stores of before there were sums have none.
Result<Done> CheckSums(const std::string& path, const nlohmann::ordered_json& store, const std::vector<std::string>& names) {
  const auto sums = store.find("sha256");
  if (sums == store.end()) return Done{};
  std::vector<std::optional<FileHash>> hashes(names.size());
  tbb::parallel_for(std::size_t{0}, names.size(), [&](std::size_t i) { hashes[i] = HashFile(path + '/' + names[i]); });
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!hashes[i]) return Error{fmt::format("{}/{}: cannot be read", path, names[i])};
    const auto sum = sums->is_object() ? sums->find(names[i]) : sums->end();
    if (sum == sums->end() || *sum != hashes[i]->sha256)
      return Error{fmt::format("{}/{}: holds other bytes than were written; write the store again", path, names[i])};
  }
  return Done{};
}

}  // namespace

bool IsStore(const std::string& path) {
  std::error_code failed;
  return fs::is_regular_file(fs::path(path) / kDescription, failed);
}

Result<Done> ReadStore(const std::string& path, std::string_view terms_version, std::string_view only, records::EventSink& sink,
                       ReadReport& report) {
  report.Restart("event");
  const auto store = nlohmann::ordered_json::parse(ReadFile(fs::path(path) / kDescription), nullptr, false);
  if (!store.is_object() || !store.contains("version") || !store["version"].is_number_integer() || !store.contains("files") ||
      !store["files"].is_object())
    return Error{fmt::format("{}/{}: is no description of a store; write the store again with `eligo ingest`", path, kDescription)};
  if (const auto version = store["version"].get<std::int64_t>(); version > records::kStoreVersion)
    return Error{fmt::format("{}: is a store of version {}, this eligo reads up to {}; use a newer eligo, or write the store again", path,
                             version, records::kStoreVersion)};
  if (const auto terms = store.find("terms"); terms != store.end() && terms->is_string() && *terms != terms_version) {
    report.notes.push_back(
        fmt::format("{}: was written with other terms; its codes are looked up anew, but what stands below others in a vocabulary of its "
                    "own, and which results "
                    "are items of instruments, is as those had it (docs/store.md)",
                    path));
  }
  if (auto whole = CheckSizes(path, store); !whole) return whole;
  std::vector<std::string> shards, names;
  for (const auto& [name, bytes] : store["files"].items()) {
    names.push_back(name);
    if (name.starts_with(kShards)) shards.push_back(name.substr(kShards.size()));
  }
  if (const auto told = store.find("told"); told != store.end() && told->is_number_unsigned() && *told > 0) {
    const auto places = told->get<std::uint64_t>();
    report.notes.push_back(fmt::format("{0}: {1} of its source {2} not read as {3}; {0}/eligo/skipped.txt names {4}", path,
                                       places == 1 ? "1 place" : fmt::format("{} places", places), places == 1 ? "was" : "were",
                                       places == 1 ? "it stands" : "they stand", places == 1 ? "it" : "them"));
  }
  auto database = tables::Database::Open();
  if (!database) return Error{fmt::format("{}: {}", path, database.error())};
  StoreIngest ingest(path, std::move(*database), sink, report);
  if (store["version"].get<std::int64_t>() < 2) {
    ingest.IgnoreMinutes();
    report.notes.push_back(
        fmt::format("{}: is a store of version 1, whose times of day bear no offset and are not used; write the store again", path));
  }
  if (const auto shard = only.empty() ? std::nullopt : ingest.ReadOnly(only, shards)) {
    shards = {*shard};
    names = {kCodes, kPatients + *shard, std::string(kShards) + *shard};
  }
  if (auto same = CheckSums(path, store, names); !same) return same;
  if (auto read = ingest.ReadCodes(); !read) return read;
  for (const std::string& shard : shards) {
    if (auto read = ingest.ReadShard(shard); !read) return read;
  }
  if (report.patients == 0) return Error{fmt::format("{}: holds no patient", path)};
  return Done{};
}

}  // namespace eligo::readers
