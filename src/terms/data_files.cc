#include "terms/data_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utf8proc.h>

#include "terms/image.h"
#include "units/unit.h"

namespace eligo::terms {
namespace {

namespace fs = std::filesystem;

using Fields = std::vector<std::string>;

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 10> kFlags = {{
    {"routine_test", image::kRoutineTest},
    {"female_only", image::kFemaleOnly},
    {"chronic", image::kChronic},
    {"glucocorticoid", image::kGlucocorticoid},
    {"index_disease", image::kIndexDisease},
    {"person", image::kPerson},
    {"by_name", image::kByName},
    {"this_trial", image::kThisTrial},
    {"length_of_time", image::kLengthOfTime},
    {"measured", image::kMeasured},
}};

std::string Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return std::string(text);
}

// The parts between separators, trimmed, empty ones kept.
Fields Split(std::string_view text, char separator) {
  Fields parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(Trim(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// An id is what a person types in the criteria language: small letters, digits, underscores.
bool ValidId(std::string_view id) {
  return !id.empty() &&
         std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

class Reader {
 public:
  Reader(TermsData& data, std::vector<std::string>& errors) : data_(data), errors_(errors) {}

  void ReadFolder(const fs::path& folder) {
    const std::pair<const char*, std::pair<Fields, void (Reader::*)(const Place&, const Fields&)>> files[] = {
        {"concepts.tsv", {{"id", "kind", "label", "flags", "unit", "test_of"}, &Reader::ReadConcept}},
        {"names.tsv", {{"concept", "names"}, &Reader::ReadNames}},
        {"classes.tsv", {{"class", "members"}, &Reader::ReadClass}},
        {"codes.tsv", {{"concept", "system", "code", "display", "source"}, &Reader::ReadCode}},
        {"analytes.tsv",
         {{"concept", "molar_mass", "sex", "age_from", "age_to", "low", "high", "certainty", "source"}, &Reader::ReadAnalyte}},
        {"glucocorticoids.tsv", {{"concept", "mg_equal_to_5_mg_prednisone", "certainty", "source"}, &Reader::ReadGlucocorticoid}},
        {"mechanisms.tsv", {{"concept", "mechanism", "certainty", "source"}, &Reader::ReadMechanism}},
        {"readings.tsv", {{"concept", "scale", "context"}, &Reader::ReadReading}},
        {"half_lives.tsv", {{"concept", "low", "high", "unit", "certainty", "source"}, &Reader::ReadHalfLife}},
    };
    for (const auto& [name, format] : files) {
      if (std::error_code ignored; fs::exists(folder / name, ignored)) ReadFile((folder / name).string(), format.first, format.second);
    }
    // A misspelt file name would drop its rows silently.
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const bool known = std::any_of(std::begin(files), std::end(files), [&](const auto& f) { return entry.path().filename() == f.first; });
      if (entry.path().extension() == ".tsv" && !known) {
        Fail(
            {entry.path().string(), 1},
            "a table of another name; known: concepts, names, classes, codes, analytes, glucocorticoids, mechanisms, readings, half_lives");
      }
    }
    if (error) Fail({folder.string(), 0}, fmt::format("{}; check its permissions", error.message()));
  }

 private:
  void ReadFile(const std::string& path, const Fields& columns, void (Reader::*read_row)(const Place&, const Fields&)) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Fail({path, 0}, "cannot be opened; check its permissions");
    Place place{path, 0};
    bool header_read = false;
    for (std::string line; std::getline(file, line);) {
      ++place.line;
      if (Trim(line).empty() || line[0] == '#') continue;
      if (!ValidUtf8(line)) {
        Fail(place, "bytes that are not UTF-8; save the file as UTF-8");
        continue;
      }
      const Fields fields = Split(line, '\t');
      if (!header_read) {
        header_read = true;
        if (fields != columns)
          return Fail(place, fmt::format("columns `{}`; expected `{}`", fmt::join(fields, " "), fmt::join(columns, " ")));
        continue;
      }
      if (fields.size() != columns.size()) {
        Fail(place, fmt::format("{} columns; expected {}: {}", fields.size(), columns.size(), fmt::join(columns, ", ")));
        continue;
      }
      (this->*read_row)(place, fields);
    }
  }

  void Fail(const Place& place, const std::string& message) { errors_.push_back(ErrorAt(place, message)); }

  void ReadConcept(const Place& place, const Fields& f) {
    ConceptRow row{place, f[0], f[2], f[4], f[5], Kind::kCondition, 0};
    const std::string wrong = ReadConceptFields(row, f[1], f[3].empty() ? Fields() : Split(f[3], ','));
    if (!wrong.empty()) return Fail(place, wrong);
    data_.concepts.push_back(std::move(row));
  }

  // A list of ids or names between semicolons; an empty entry is an error.
  std::optional<Fields> List(const Place& place, const std::string& text) {
    Fields parts = Split(text, ';');
    if (std::find(parts.begin(), parts.end(), "") == parts.end()) return parts;
    Fail(place, fmt::format("an empty entry in `{}`; remove the extra semicolon", text));
    return std::nullopt;
  }

  void ReadNames(const Place& place, const Fields& f) {
    if (auto names = List(place, f[1])) data_.names.push_back({place, f[0], std::move(*names)});
  }

  void ReadClass(const Place& place, const Fields& f) {
    if (auto members = List(place, f[1])) data_.classes.push_back({place, f[0], std::move(*members)});
  }

  void ReadCode(const Place& place, const Fields& f) {
    if (f[1].empty() || f[2].empty()) return Fail(place, fmt::format("no system or no code for `{}`; give both", f[0]));
    if (f[4].empty()) return Fail(place, fmt::format("no source for code `{}`; say where it was seen", f[2]));
    data_.codes.push_back({place, f[0], f[1], f[2], f[4]});
  }

  void ReadMechanism(const Place& place, const Fields& f) {
    if (f[1].empty() || f[2].empty() || f[3].empty())
      return Fail(place, fmt::format("no mechanism, certainty or source for `{}`; give all three", f[0]));
    data_.mechanisms.push_back({place, f[0], fmt::format("{}; {} {}", f[1], f[2], f[3])});
  }

  void ReadReading(const Place& place, const Fields& f) {
    ReadingRow row{place, f[0], f[1], {}};
    if (f[1].empty() && f[2].empty()) return Fail(place, fmt::format("neither scale nor context for `{}`; give one", f[0]));
    if (!f[2].empty()) {
      auto words = List(place, f[2]);
      if (!words) return;
      row.context = std::move(*words);
    }
    data_.readings.push_back(std::move(row));
  }

  // Empty is no value and no error.
  std::optional<units::Rational> Number(const Place& place, const std::string& text, units::Rational above) {
    std::optional<units::Rational> number;
    if (const std::string wrong = ReadNumber(number, text, above); !wrong.empty()) Fail(place, wrong);
    return number;
  }

  void ReadAnalyte(const Place& place, const Fields& f) {
    FactRow row{place, f[0], "", {}, {}, {}};
    row.molar_mass = Number(place, f[1], 0);
    RangeRow range{place, f[0], fmt::format("{} {}", f[7], f[8]), RangeSex::kAny, 0, ReferenceRange::kNoLimit, {}, {}};
    if (const std::string wrong = ReadRangeFields(range, {f[2], f[3], f[4], f[5], f[6]}); !wrong.empty()) return Fail(place, wrong);
    if (range.low || range.high) data_.ranges.push_back(std::move(range));
    data_.facts.push_back(std::move(row));
  }

  void ReadGlucocorticoid(const Place& place, const Fields& f) {
    FactRow row{place, f[0], fmt::format("{} {}", f[2], f[3]), {}, {}, {}};
    const auto dose = Number(place, f[1], 0);
    if (!dose) return;
    row.prednisone_factor = Divide(5, *dose);
    data_.facts.push_back(std::move(row));
  }

  // The longest is taken: a wash-out that counts half-lives must not end too early.
  void ReadHalfLife(const Place& place, const Fields& f) {
    FactRow row{place, f[0], fmt::format("{} {}", f[4], f[5]), {}, {}, {}};
    const auto low = Number(place, f[1], 0);
    const auto high = Number(place, f[2], 0);
    if (low && high && *low > *high) return Fail(place, fmt::format("low `{}` is above high `{}`", f[1], f[2]));
    if (f[3] != "d" && f[3] != "h") return Fail(place, fmt::format("unit `{}`; known: d, h", f[3]));
    if (high) row.half_life_days = f[3] == "d" ? high : Divide(*high, 24);
    data_.facts.push_back(std::move(row));
  }

  TermsData& data_;
  std::vector<std::string>& errors_;
};

}  // namespace

bool ValidUtf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t c = 0;
    const auto n = utf8proc_iterate(bytes, left, &c);
    if (n <= 0) return false;
    bytes += n;
    left -= n;
  }
  return true;
}

std::string ErrorAt(const Place& place, const std::string& message) { return fmt::format("{}:{}: {}", place.file, place.line, message); }

std::string ReadConceptFields(ConceptRow& row, const std::string& kind, const std::vector<std::string>& flags) {
  if (!ValidId(row.id)) return fmt::format("id `{}`; use small letters, digits and underscores", row.id);
  if (row.label.empty()) return fmt::format("no label for `{}`; give the name to show", row.id);
  bool kind_known = false;
  for (int k = 0; k <= static_cast<int>(Kind::kConsent); ++k) {
    if (ToString(static_cast<Kind>(k)) != kind) continue;
    row.kind = static_cast<Kind>(k);
    kind_known = true;
  }
  if (!kind_known) {
    return fmt::format(
        "kind `{}`; known: condition, drug, procedure, measurement, score, item, observation, demographic, trial_participation, consent",
        kind);
  }
  for (const std::string& flag : flags) {
    const auto known = std::find_if(kFlags.begin(), kFlags.end(), [&](const auto& pair) { return pair.first == flag; });
    if (known == kFlags.end()) {
      return fmt::format(
          "flag `{}`; known: routine_test, female_only, chronic, glucocorticoid, index_disease, person, by_name, this_trial, "
          "length_of_time, measured",
          flag);
    }
    row.flags |= known->second;
  }
  // Both say of what kind of thing the concept is.
  if ((row.flags & image::kThisTrial) != 0 && row.kind != Kind::kTrial)
    return fmt::format("flag `this_trial` on a {}; only a trial_participation may bear it", kind);
  const bool of_time = row.unit == "a" || row.unit == "mo" || row.unit == "wk" || row.unit == "d";
  if ((row.flags & image::kLengthOfTime) != 0 && !of_time)
    return fmt::format("flag `length_of_time` with unit `{}`; give a unit of time: a, mo, wk, d", row.unit);
  if ((row.flags & image::kMeasured) != 0 && row.kind != Kind::kCondition)
    return fmt::format("flag `measured` on a {}; only a condition may bear it", kind);
  if (!row.unit.empty() && !units::ParseUcum(row.unit)) return fmt::format("unit `{}`; write a UCUM unit", row.unit);
  return "";
}

std::string ReadNumber(std::optional<units::Rational>& number, const std::string& text, units::Rational above) {
  if (text.empty()) return "";
  number = units::Rational::Parse(text);
  if (number && *number > above) return "";
  number.reset();
  return fmt::format("`{}`; expected a decimal number above {}", text, above.ToString());
}

std::string ReadRangeFields(RangeRow& row, const RangeFields& fields) {
  if (std::string wrong = ReadNumber(row.low, fields.low, -1); !wrong.empty()) return wrong;
  if (std::string wrong = ReadNumber(row.high, fields.high, 0); !wrong.empty()) return wrong;
  if (row.low && row.high && *row.low >= *row.high) return fmt::format("low `{}` is not below high `{}`", fields.low, fields.high);
  if (!fields.sex.empty() && fields.sex != "female" && fields.sex != "male")
    return fmt::format("sex `{}`; known: female, male, or nothing for both", fields.sex);
  row.sex = fields.sex.empty() ? RangeSex::kAny : fields.sex == "female" ? RangeSex::kFemale : RangeSex::kMale;
  for (const auto& [text, age] : {std::pair(&fields.age_from, &row.age_from), std::pair(&fields.age_to, &row.age_to)}) {
    if (text->empty()) continue;
    const char* end = text->data() + text->size();
    const auto [read, error] = std::from_chars(text->data(), end, *age);
    if (error != std::errc() || read != end || *age < 0 || *age > ReferenceRange::kNoLimit)
      return fmt::format("age `{}`; give completed years, as 18", *text);
  }
  if (row.age_from > row.age_to) return fmt::format("age_from `{}` is above age_to `{}`", fields.age_from, fields.age_to);
  return "";
}

void ReadTermsFolder(const std::string& folder, TermsData& data, std::vector<std::string>& errors) {
  std::error_code error;
  std::vector<fs::path> sources;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (std::error_code ignored; entry.is_directory(ignored)) sources.push_back(entry.path());
  }
  if (error) {
    errors.push_back(fmt::format("{}:0: {}; name a folder of terms", folder, error.message()));
    return;
  }
  std::sort(sources.begin(), sources.end());
  Reader reader(data, errors);
  for (const fs::path& source : sources) reader.ReadFolder(source);
}

}  // namespace eligo::terms
