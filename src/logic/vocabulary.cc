#include "logic/vocabulary.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "units/unit.h"

namespace eligo::logic {
namespace {

constexpr auto kReserved = std::to_array<std::string_view>({
    "a",           "after",     "against",  "all",         "allergy",
    "alone",       "and",       "any",      "apart",       "around",
    "at",          "before",    "between",  "by",          "change",
    "cohort",      "condition", "confirms", "day",         "decided",
    "demographic", "dose",      "drug",     "due",         "else",
    "ever",        "every",     "everyone", "except",      "first",
    "for",         "from",      "highest",  "if",          "in",
    "is",          "item",      "judges",   "last",        "latest",
    "least",       "less",      "lowest",   "measurement", "more",
    "nobody",      "not",       "nothing",  "observation", "of",
    "on",          "open",      "or",       "other",       "participation",
    "per",         "person",    "phase",    "procedure",   "provided",
    "requiring",   "route",     "score",    "specimen",    "stable",
    "state",       "test",      "than",     "then",        "times",
    "to",          "unless",    "unread",   "unstated",    "version",
    "within",      "x",
});

// What the reading of texts knows (src/parse/cues.cc); test/language/language_test.cc holds it to that.
constexpr auto kStates = std::to_array<std::string_view>({"active",
                                                          "acute",
                                                          "advanced",
                                                          "asymptomatic",
                                                          "bilateral",
                                                          "chronic",
                                                          "clinically_significant",
                                                          "congenital",
                                                          "healed",
                                                          "idiopathic",
                                                          "latent",
                                                          "localized",
                                                          "long_term",
                                                          "major",
                                                          "metastatic",
                                                          "mild",
                                                          "minor",
                                                          "moderate",
                                                          "newly_diagnosed",
                                                          "permanent",
                                                          "persistent",
                                                          "primary",
                                                          "progressive",
                                                          "recurrent",
                                                          "refractory",
                                                          "relapsed_or_refractory",
                                                          "requiring_treatment",
                                                          "resected",
                                                          "secondary",
                                                          "severe",
                                                          "stable",
                                                          "symptomatic",
                                                          "treated",
                                                          "uncontrolled",
                                                          "unexplained",
                                                          "unresectable",
                                                          "unstable",
                                                          "untreated"});

constexpr auto kRoutes =
    std::to_array<std::string_view>({"inhaled", "intraarticular", "intramuscular", "intranasal", "intrathecal", "intravenous", "ophthalmic",
                                     "oral", "rectal", "subcutaneous", "systemic", "topical"});

constexpr std::array kAnswers = {Answer::kPositive, Answer::kNegative, Answer::kAbnormal,  Answer::kNormal,
                                 Answer::kLow,      Answer::kHigh,     Answer::kEquivocal, Answer::kIndeterminate};

constexpr auto kSpoken = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"a", "years"}, {"mo", "months"}, {"wk", "weeks"}, {"d", "days"}, {"h", "hours"}});

static_assert(std::is_sorted(kReserved.begin(), kReserved.end()) && std::is_sorted(kStates.begin(), kStates.end()) &&
              std::is_sorted(kRoutes.begin(), kRoutes.end()));
template <typename List>
bool Holds(const List& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

bool WordCharacter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

bool Keeps(std::string_view unit) {
  const auto read = units::ParseUnit(unit);
  return read && read->code == unit;
}

// What the parser takes for one unit: no blank, balanced, beginning with nothing that has another meaning.
bool IsPlainUnit(std::string_view unit) {
  if (unit.empty() || std::string_view("\"`(),;:<>=#)]}").find(unit.front()) != std::string_view::npos) return false;
  std::string open;
  for (const char c : unit) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '`' || c == ',' || c == ';' || c == '\x7F') return false;
    if (c == '(' || c == '[' || c == '{') open += c;
    if (c == ')' || c == ']' || c == '}') {
      const char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
      if (open.empty() || open.back() != wanted) return false;
      open.pop_back();
    }
  }
  std::size_t word = 0;
  while (word < unit.size() && WordCharacter(unit[word])) ++word;
  const std::string_view first = unit.substr(0, word);
  return open.empty() && !IsReserved(first) && !ParseAnswer(first) && !ParseSpokenUnit(unit) && unit != "ULN" && unit != "LLN" &&
         unit != "1" && Keeps(unit);
}

}  // namespace

bool IsReserved(std::string_view word) { return Holds(kReserved, word); }
bool IsState(std::string_view word) { return Holds(kStates, word); }
bool IsRoute(std::string_view word) { return Holds(kRoutes, word); }

std::optional<Answer> ParseAnswer(std::string_view word) {
  for (const Answer answer : kAnswers) {
    if (ToString(answer) == word) return answer;
  }
  return std::nullopt;
}

bool IsPlainWord(std::string_view word) {
  if (word.empty() || !WordCharacter(word.front()) || !WordCharacter(word.back())) return false;
  return std::all_of(word.begin(), word.end(), [](char c) { return WordCharacter(c) || c == '-' || c == '.'; });
}

std::string QuotedText(std::string_view text) {
  std::string out = "\"";
  out.reserve(text.size() + 2);
  std::size_t from = 0;  // what stands before is in `out`
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char* escaped = nullptr;
    switch (text[i]) {
      case '"': escaped = "\\\""; break;
      case '\\': escaped = "\\\\"; break;
      case '\n': escaped = "\\n"; break;
      case '\r': escaped = "\\r"; break;
      case '\t': escaped = "\\t"; break;
      default: continue;
    }
    out.append(text.substr(from, i - from)).append(escaped);
    from = i + 1;
  }
  out.append(text.substr(from)).append(1, '"');
  return out;
}

std::string NameText(std::string_view id) {
  const bool number = !id.empty() && (id.front() < 'a' || id.front() > 'z') && units::Rational::Parse(id).has_value();
  if (IsPlainWord(id) && !number && !IsReserved(id) && !IsState(id) && !IsRoute(id) && !ParseAnswer(id)) return std::string(id);
  return "`" + std::string(id) + "`";
}

std::string WordText(std::string_view word) {
  // Digits beyond what a number can hold are words of their own.
  const bool digits = word.find_first_not_of("0123456789.") == std::string_view::npos && word.find('.') == word.rfind('.');
  const bool plain = IsPlainWord(word) && !IsReserved(word) && !ParseAnswer(word) && (!digits || units::Rational::Parse(word));
  return plain ? std::string(word) : QuotedText(word);
}

std::string NumberText(const units::Rational& value) {
  std::string decimal = value.ToString();
  if (units::Rational::Parse(decimal) == value) return decimal;
  return fmt::format("{}/{}", value.numerator(), value.denominator());
}

std::string LengthText(Period p) {
  p = {std::abs(p.months), std::abs(p.days), std::abs(p.hours), p.small_units};
  std::string out;
  const auto add = [&](int n, std::string_view unit) {
    out += fmt::format("{}{} {}{}", out.empty() ? "" : " ", n, unit, n == 1 ? "" : "s");
  };
  if (p.months != 0) p.months % 12 == 0 && !p.small_units ? add(p.months / 12, "year") : add(p.months, "month");
  if (p.days != 0) p.days % 7 == 0 && p.months == 0 && !p.small_units ? add(p.days / 7, "week") : add(p.days, "day");
  if (p.hours != 0) add(p.hours, "hour");
  return out.empty() ? "0 days" : out;
}

std::string_view SpokenUnit(std::string_view ucum) {
  for (const auto& [code, word] : kSpoken) {
    if (code == ucum) return word;
  }
  return "";
}

std::optional<std::string_view> ParseSpokenUnit(std::string_view word) {
  for (const auto& [code, plural] : kSpoken) {
    if (word == plural || word == plural.substr(0, plural.size() - 1)) return code;
  }
  return std::nullopt;
}

std::string UnitText(std::string_view ucum) {
  if (const std::string_view spoken = SpokenUnit(ucum); !spoken.empty()) return std::string(spoken);
  if (!IsPlainUnit(ucum)) return QuotedText(ucum);
  const bool digit = ucum.front() >= '0' && ucum.front() <= '9';
  return (digit ? "x " : "") + std::string(ucum);  // 2.5 x 10*9/L
}

std::string_view OtherThan(About about) { return about == About::kTrialParticipation ? "this_trial" : "index_disease"; }

}  // namespace eligo::logic
