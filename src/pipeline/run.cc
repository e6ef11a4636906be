#include "pipeline/run.h"

#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/sha256.h"

namespace eligo::pipeline {
namespace {

using Json = nlohmann::json;
using verdict::Outcome;
using verdict::Overall;
using verdict::RunVerdict;

constexpr std::string_view kNoRun = "is no record of a run; name a file that `eligo screen --record` wrote";
constexpr std::string_view kDamaged = "is damaged or cut short; record a new run";

Snapshot SnapshotOf(const Json& json) {
  Snapshot snapshot;
  snapshot.path = json.value("path", "");
  if (json.at("sha256").is_null()) return snapshot;
  snapshot.files = json.at("files").get<std::size_t>();
  snapshot.bytes = json.at("bytes").get<std::size_t>();
  snapshot.sha256 = json.at("sha256").get<std::string>();
  return snapshot;
}

std::optional<Snapshot> SnapshotIfAny(const Json& json) { return json.is_null() ? std::nullopt : std::optional(SnapshotOf(json)); }

// Nothing when a setting is none that this program knows.
std::optional<verdict::Settings> SettingsOf(const Json& json) {
  SettingsText text;
  text.as_of = json.at("as_of").get<std::string>();
  for (const auto& [name, day] : json.at("anchors").items()) text.anchors.push_back(name + '=' + day.get<std::string>());
  text.complete = json.at("complete").get<std::vector<std::string>>();
  text.validity = json.at("validity").get<std::string>();
  text.timezone = json.at("timezone").get<std::string>();
  auto settings = ParseSettings(text);
  return settings ? std::optional(std::move(*settings)) : std::nullopt;
}

std::optional<verdict::Run> RunOf(const Json& json) {
  verdict::Run run;
  run.engine = json.at("eligo").get<std::string>();
  run.terms = json.at("terms").get<std::string>();
  auto settings = SettingsOf(json);
  if (!settings) return std::nullopt;
  run.settings = std::move(*settings);
  run.pseudonymised = json.at("pseudonymised").get<bool>();
  run.data = SnapshotOf(json.at("data"));
  run.answers = SnapshotIfAny(json.at("answers"));
  run.vocabulary = SnapshotIfAny(json.at("vocabulary"));
  const Json& not_read = json.at("not_read");
  run.not_read = {not_read.at("protocols").get<int>(), not_read.at("files").get<int>(), not_read.at("resources").get<int>()};
  for (const Json& protocol : json.at("protocols")) {
    verdict::RunProtocol& read = run.protocols.emplace_back();
    read.path = protocol.at("path").get<std::string>();
    read.hash = protocol.at("hash").get<std::string>();
    read.cohorts = protocol.at("cohorts").get<std::vector<std::string>>();
    for (const Json& criterion : protocol.at("criteria"))
      read.criteria.push_back({criterion.at("id").get<std::string>(), criterion.at("key").get<std::string>()});
  }
  return run;
}

std::optional<Outcome> OutcomeOf(char letter) {
  for (const Outcome outcome : {Outcome::kPass, Outcome::kUnknown, Outcome::kFail}) {
    if (report::LetterOf(outcome) == letter) return outcome;
  }
  return std::nullopt;
}

std::optional<Overall> OverallOf(std::string_view name) {
  for (const Overall overall : {Overall::kIneligible, Overall::kUndetermined, Overall::kCandidate, Overall::kEligible}) {
    if (ToString(overall) == name) return overall;
  }
  return std::nullopt;
}

// Nothing of a line that fits no protocol of the run.
std::optional<RunVerdict> RowOf(const Json& json, const verdict::Run& run) {
  RunVerdict row;
  row.protocol = json.at("protocol").get<std::size_t>();
  if (row.protocol >= run.protocols.size()) return std::nullopt;
  const verdict::RunProtocol& protocol = run.protocols[row.protocol];
  row.cohort = json.at("cohort").is_null() ? -1 : json.at("cohort").get<int>();
  if (row.cohort < -1 || row.cohort >= static_cast<int>(protocol.cohorts.size())) return std::nullopt;
  row.patient = json.at("patient").get<std::string>();
  const auto strict = OverallOf(json.at("strict").get<std::string>());
  const auto presumed = OverallOf(json.at("presumed").get<std::string>());
  const auto letters = json.at("criteria").get<std::vector<std::string>>();
  if (!strict || !presumed || letters.size() != 2 || letters[0].size() != protocol.criteria.size() ||
      letters[1].size() != protocol.criteria.size())
    return std::nullopt;
  row.overall = {*strict, *presumed};
  for (std::size_t i = 0; i < protocol.criteria.size(); ++i) {
    if (letters[0][i] == report::kNotAsked && letters[1][i] == report::kNotAsked) {
      row.criteria.emplace_back();
      continue;
    }
    const auto one = OutcomeOf(letters[0][i]);
    const auto other = OutcomeOf(letters[1][i]);
    if (!one || !other) return std::nullopt;
    row.criteria.emplace_back(verdict::Outcomes{*one, *other});
  }
  return row;
}

// What `read` makes of a line; nothing where the line is not of its shape.
template <typename Read>
auto Parsed(const std::string& line, const Read& read) -> decltype(read(Json())) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  try {
    return read(json);
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

// Version 0 of what is no head.
int VersionOf(const std::string& line) {
  const auto version = Parsed(line, [](const Json& json) { return std::optional(json.at("eligo_run").get<int>()); });
  return version.value_or(0);
}

}  // namespace

verdict::Run MakeRun(const std::vector<Reading>& readings, const terms::Terms& terms, const ScreenRequest& request, RunInputs inputs) {
  verdict::Run run;
  run.engine = ELIGO_VERSION;
  run.terms = std::string(terms.version());
  run.settings = request.settings;
  run.pseudonymised = request.pseudonymise;
  run.data = std::move(inputs.data);
  run.answers = std::move(inputs.answers);
  run.vocabulary = std::move(inputs.vocabulary);
  run.not_read = inputs.not_read;
  for (const Reading& reading : readings) run.protocols.push_back(verdict::RunProtocolOf(reading.source.document.path, *reading.logic));
  return run;
}

Result<Done> RunLines::Check(const NextLine& next) {
  std::string line;
  if (!next(line)) return Error{std::string(kNoRun)};
  const int version = VersionOf(line);
  if (version == 0) return Error{std::string(kNoRun)};
  if (version != verdict::kRunVersion)
    return Error{fmt::format("is a record of version {}, this eligo reads {}; record a new run", version, verdict::kRunVersion)};
  Sha256 lines;
  std::size_t count = 0;
  for (std::string after; next(after); line = std::move(after), ++count) lines.Update(line + '\n');
  const auto end = Parsed(line, [](const Json& json) {
    return std::optional(std::pair(json.at("verdicts").get<std::size_t>(), json.at("sha256").get<std::string>()));
  });
  // The head is no verdict.
  if (!end || count == 0 || end->first != count - 1 || end->second != lines.Hex()) return Error{std::string(kDamaged)};
  return Done{};
}

Result<RunLines> RunLines::Open(NextLine next) {
  std::string line;
  auto run = next(line) ? Parsed(line, RunOf) : std::nullopt;
  if (!run) return Error{std::string(kDamaged)};
  return RunLines(std::move(*run), std::move(next));
}

std::optional<RunVerdict> RunLines::Next() {
  std::string line;
  if (!failure_.empty() || !next_(line)) return std::nullopt;
  const auto end = Parsed(line, [](const Json& json) { return std::optional(json.contains("verdicts")); });
  if (end.value_or(false)) return std::nullopt;
  auto row = Parsed(line, [this](const Json& json) { return RowOf(json, run_); });
  if (!row) failure_ = kDamaged;
  return row;
}

}  // namespace eligo::pipeline
