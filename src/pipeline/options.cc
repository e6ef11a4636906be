#include "pipeline/options.h"

#include <array>
#include <ctime>
#include <filesystem>
#include <optional>
#include <utility>

namespace eligo::pipeline {
namespace {

constexpr std::string_view kExampleDay = "2026-06-01";

Error Unknown(std::string_view option, std::string_view seen, std::string_view known) {
  return Error{std::string(option) + ": unknown `" + std::string(seen) + "`; known: " + std::string(known)};
}

std::optional<Date> ParseDay(std::string_view text) {
  // "2026-06" is a month, and a timestamp is more than was asked for: a setting is one day.
  if (text.size() != kExampleDay.size()) return std::nullopt;
  const auto interval = ParseDate(text);
  if (!interval || !interval->exact()) return std::nullopt;
  return interval->first;
}

Error NoDay(std::string_view option, std::string_view seen) {
  return Error{std::string(option) + ": `" + std::string(seen) + "` is no day; write one like " + std::string(kExampleDay)};
}

Date Today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return FromCivil({local.tm_year + 1900, local.tm_mon + 1, local.tm_mday});
}

std::vector<std::string_view> Split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(by);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

constexpr auto kAnchors =
    std::to_array({logic::Anchor::kScreening, logic::Anchor::kEnrolment, logic::Anchor::kConsent, logic::Anchor::kBaseline,
                   logic::Anchor::kRandomisation, logic::Anchor::kFirstDose, logic::Anchor::kDay0, logic::Anchor::kLeukapheresis,
                   logic::Anchor::kLymphodepletion, logic::Anchor::kInfusion, logic::Anchor::kLastDose});
// Domains whose records can be complete: the ones in which silence may mean that something did not happen.
constexpr auto kDomains =
    std::to_array({logic::About::kCondition, logic::About::kDrug, logic::About::kProcedure, logic::About::kMeasurement,
                   logic::About::kScore, logic::About::kObservation, logic::About::kAllergy, logic::About::kTrialParticipation});

template <typename Range>
std::string Names(const Range& values) {
  std::string names;
  for (const auto value : values) names += (names.empty() ? "`" : ", `") + std::string(ToString(value)) + '`';
  return names;
}

Result<Done> AddAnchor(std::string_view text, verdict::Settings& settings) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos)
    return Error{"--anchor: `" + std::string(text) + "` has no day; write one like first_dose=" + std::string(kExampleDay)};
  const auto anchor = logic::ParseAnchor(text.substr(0, equals));
  if (!anchor) return Unknown("--anchor", text.substr(0, equals), Names(kAnchors));
  const auto day = ParseDay(text.substr(equals + 1));
  if (!day) return NoDay("--anchor", text.substr(equals + 1));
  if (const auto [at, added] = settings.anchors.emplace(*anchor, *day); !added && at->second != *day) {
    return Error{"--anchor: two days for `" + std::string(ToString(*anchor)) + "`; give one"};
  }
  return Done{};
}

Result<Done> AddComplete(std::string_view text, verdict::Settings& settings) {
  for (const std::string_view name : Split(text, ',')) {
    bool found = false;
    for (const logic::About domain : kDomains) {
      if (ToString(domain) == name) {
        settings.complete.insert(domain);
        found = true;
      }
    }
    if (!found) return Unknown("--complete", name, Names(kDomains));
  }
  return Done{};
}

// "+02:00", "-0530"
bool IsOffset(std::string_view text) {
  if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) return false;
  std::string digits;
  for (const char c : text.substr(1)) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c != ':') {
      return false;
    }
  }
  return digits.size() == 4 && digits.substr(0, 2) <= "14" && digits.substr(2) <= "59";
}

bool IsTimezone(const std::string& text) {
  if (text == "UTC" || text == "Z" || IsOffset(text)) return true;
  if (text.empty() || text.front() == '/' || text.find("..") != std::string::npos) return false;
  std::error_code ignored;
  return std::filesystem::is_regular_file("/usr/share/zoneinfo/" + text, ignored);
}

}  // namespace

Result<verdict::Settings> ParseSettings(const SettingsText& text) {
  verdict::Settings settings;
  settings.as_of = Today();
  if (!text.as_of.empty()) {
    const auto day = ParseDay(text.as_of);
    if (!day) return NoDay("--as-of", text.as_of);
    settings.as_of = *day;
  }
  for (const std::string& anchor : text.anchors) {
    if (auto added = AddAnchor(anchor, settings); !added) return Error{added.error()};
  }
  for (const std::string& domains : text.complete) {
    if (auto added = AddComplete(domains, settings); !added) return Error{added.error()};
  }
  const auto validity = ParsePeriod(text.validity);
  if (!validity || validity->zero() || validity->months < 0 || validity->days < 0 || validity->hours < 0) {
    return Error{"--validity: `" + text.validity + "` is no length of time; write one like P28D or P6W"};
  }
  settings.validity = *validity;
  if (!IsTimezone(text.timezone)) {
    return Error{"--timezone: unknown `" + text.timezone + "`; write UTC, an offset like +02:00 or a name like Europe/Berlin"};
  }
  settings.timezone = text.timezone;
  return settings;
}

Result<Stage> ParseStage(std::string_view text) {
  if (text == "outline") return Stage::kOutline;
  if (text == "parse") return Stage::kParse;
  if (text == "bind") return Stage::kBind;
  if (text == "lint") return Stage::kLint;
  return Unknown("--stop-after", text, "`outline`, `parse`, `bind`, `lint`");
}

Result<ParseFormat> ParseParseFormat(std::string_view text) {
  if (text == "text") return ParseFormat::kText;
  if (text == "json") return ParseFormat::kJson;
  if (text == "eligo") return ParseFormat::kEligo;
  if (text == "brat") return ParseFormat::kBrat;
  return Unknown("--format", text, "`text`, `json`, `eligo`, `brat`");
}

Result<PageFormat> ParsePageFormat(std::string_view text) {
  if (text == "text") return PageFormat::kText;
  if (text == "json") return PageFormat::kJson;
  return Unknown("--format", text, "`text`, `json`");
}

Result<Severity> ParseSeverity(std::string_view option, std::string_view text) {
  if (text == "note") return Severity::kNote;
  if (text == "warning") return Severity::kWarning;
  if (text == "error") return Severity::kError;
  return Unknown(option, text, "`note`, `warning`, `error`");
}

Result<FunnelFormat> ParseFunnelFormat(std::string_view text) {
  if (text == "text") return FunnelFormat::kText;
  if (text == "json") return FunnelFormat::kJson;
  if (text == "csv") return FunnelFormat::kCsv;
  return Unknown("--format", text, "`text`, `json`, `csv`");
}

Result<ScreenFormat> ParseScreenFormat(std::string_view text) {
  if (text == "text") return ScreenFormat::kText;
  if (text == "json") return ScreenFormat::kJson;
  if (text == "html") return ScreenFormat::kHtml;
  if (text == "csv") return ScreenFormat::kCsv;
  return Unknown("--format", text, "`text`, `json`, `html`, `csv`");
}

}  // namespace eligo::pipeline
