// The words of a prescription: sigs, routes, dose forms.
#include <algorithm>
#include <cctype>

#include "readers/fhir_dose.h"
#include "readers/fhir_text.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

using records::Route;
using units::Rational;

struct Frequency {
  std::string_view words;
  int times, days;
};

// At one place the first that fits counts, so longer phrases stand first.
constexpr Frequency kFrequencies[] = {
    {"every other day", 1, 2},
    {"every 2 days", 1, 2},
    {"every 3 days", 1, 3},
    {"every 2 weeks", 1, 14},
    {"every two weeks", 1, 14},
    {"every 4 weeks", 1, 28},
    {"every four weeks", 1, 28},
    {"every 8 weeks", 1, 56},
    {"every 3 weeks", 1, 21},
    {"every other week", 1, 14},
    {"every 4 hours", 6, 1},
    {"every 6 hours", 4, 1},
    {"every 8 hours", 3, 1},
    {"every 12 hours", 2, 1},
    {"every 24 hours", 1, 1},
    {"every morning", 1, 1},
    {"every evening", 1, 1},
    {"every night", 1, 1},
    {"every day", 1, 1},
    {"every week", 1, 7},
    {"each morning", 1, 1},
    {"each day", 1, 1},
    {"each week", 1, 7},
    {"once daily", 1, 1},
    {"once a day", 1, 1},
    {"once per day", 1, 1},
    {"one time daily", 1, 1},
    {"one time a day", 1, 1},
    {"twice daily", 2, 1},
    {"twice a day", 2, 1},
    {"twice per day", 2, 1},
    {"two times daily", 2, 1},
    {"two times a day", 2, 1},
    {"2 times daily", 2, 1},
    {"2 times a day", 2, 1},
    {"2 times per day", 2, 1},
    {"three times daily", 3, 1},
    {"three times a day", 3, 1},
    {"3 times daily", 3, 1},
    {"3 times a day", 3, 1},
    {"3 times per day", 3, 1},
    {"four times daily", 4, 1},
    {"four times a day", 4, 1},
    {"4 times daily", 4, 1},
    {"4 times a day", 4, 1},
    {"once weekly", 1, 7},
    {"once a week", 1, 7},
    {"once per week", 1, 7},
    {"one time per week", 1, 7},
    {"twice weekly", 2, 7},
    {"twice a week", 2, 7},
    {"two times a week", 2, 7},
    {"three times a week", 3, 7},
    {"3 times a week", 3, 7},
    {"per day", 1, 1},
    {"a day", 1, 1},
    {"per week", 1, 7},
    {"a week", 1, 7},
    {"at bedtime", 1, 1},
    {"in the morning", 1, 1},
    {"in the evening", 1, 1},
    {"nightly", 1, 1},
    {"daily", 1, 1},
    {"weekly", 1, 7},
    {"qd", 1, 1},
    {"bid", 2, 1},
    {"tid", 3, 1},
    {"qid", 4, 1},
    {"qod", 1, 2},
    {"qhs", 1, 1},
    {"qam", 1, 1},
    {"qpm", 1, 1},
    {"q4h", 6, 1},
    {"q6h", 4, 1},
    {"q8h", 3, 1},
    {"q12h", 2, 1},
    {"q24h", 1, 1},
    {"qweek", 1, 7},
    {"q2wk", 1, 14},
    {"q4wk", 1, 28},
};

constexpr std::string_view kAsNeeded[] = {"as needed", "as required", "when needed", "prn"};

// Words that change neither amount nor frequency.
constexpr std::string_view kFillers[] = {"take",
                                         "by mouth",
                                         "po",
                                         "orally",
                                         "oral",
                                         "give",
                                         "inject",
                                         "infuse",
                                         "administer",
                                         "subcutaneously",
                                         "subcutaneous",
                                         "under the skin",
                                         "sc",
                                         "sq",
                                         "subcut",
                                         "subq",
                                         "iv",
                                         "intravenously",
                                         "intravenous",
                                         "im",
                                         "intramuscularly",
                                         "intramuscular",
                                         "apply",
                                         "with food",
                                         "with meals",
                                         "after food",
                                         "after meals",
                                         "before meals",
                                         "with water",
                                         "with breakfast",
                                         "route"};

// Lower case words joined by single blanks: no commas, full stops only inside numbers, "b.i.d." as "bid".
std::string TidySig(std::string_view text) {
  const std::string lower = LowerCase(PlainSigns(text));
  std::string out;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = lower[i];
    if (c == '.') {
      const bool inside = i > 0 && i + 1 < lower.size() && std::isdigit(static_cast<unsigned char>(lower[i - 1])) != 0 &&
                          std::isdigit(static_cast<unsigned char>(lower[i + 1])) != 0;
      if (inside) out += c;
      continue;
    }
    const bool blank = c == ' ' || c == ',' || c == ';' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

// Takes `phrase` from the front when it stands there as whole words.
bool TakeWords(std::string_view& text, std::string_view phrase) {
  if (!text.starts_with(phrase)) return false;
  const std::string_view rest = text.substr(phrase.size());
  if (!rest.empty() && rest[0] != ' ') return false;
  text = Trim(rest);
  return true;
}

std::optional<Amount> TakeAmount(std::string_view& text, const std::optional<Strength>& strength, bool& broken) {
  std::string_view rest = text;
  const auto number = TakeNumber(rest);
  if (!number) return std::nullopt;
  rest = Trim(rest);
  const std::string_view unit = rest.substr(0, rest.find(' '));
  broken = true;  // a number that is no amount makes the whole unknown
  for (const std::string_view piece :
       {"tablet", "tablets", "tab", "tabs", "tablet(s)", "tab(s)", "capsule", "capsules", "cap", "caps", "capsule(s)", "pill", "pills"}) {
    if (unit != piece || !strength || strength->per_ml) continue;
    const auto mg = Multiply(*number, strength->mg);
    if (!mg) return std::nullopt;
    text = Trim(rest.substr(unit.size()));
    broken = false;
    return Amount{*mg, "mg"};
  }
  const auto parsed = unit.empty() ? std::nullopt : units::ParseUnit(unit);
  if (!parsed) return std::nullopt;
  text = Trim(rest.substr(unit.size()));
  broken = false;
  // "40 mg/day" carries its frequency.
  if (const auto mg = units::Convert(*number, *parsed, *units::ParseUcum("mg"))) return Amount{*mg, "mg"};
  if (const auto mg = units::Convert(*number, *parsed, *units::ParseUcum("mg/d"))) return Amount{*mg, "mg/d"};
  return Amount{*number, parsed->code};
}

}  // namespace

std::optional<Sig> ReadSig(std::string_view text, const std::optional<Strength>& strength) {
  if (text.empty() || text.size() > 200) return std::nullopt;
  const std::string tidy = TidySig(text);
  std::string_view rest = tidy;
  Sig sig;
  while (!rest.empty()) {
    bool known = false;
    for (const Frequency& frequency : kFrequencies) {
      if (!TakeWords(rest, frequency.words)) continue;
      if (sig.times_per_day) return std::nullopt;  // twice said, or two different things said
      sig.times_per_day = Rational::Of(frequency.times, frequency.days);
      known = true;
      break;
    }
    for (const std::string_view words : kAsNeeded) {
      if (!known && TakeWords(rest, words)) sig.as_needed = known = true;
    }
    for (const std::string_view words : kFillers) {
      if (!known && TakeWords(rest, words)) known = true;
    }
    if (known) continue;
    bool broken = false;
    const auto amount = TakeAmount(rest, strength, broken);
    if (!amount || broken || sig.amount) return std::nullopt;
    sig.amount = amount;
  }
  if (sig.amount && sig.amount->unit == "mg/d") {
    if (sig.times_per_day) return std::nullopt;
    sig.amount->unit = "mg";
    sig.times_per_day = Rational(1);
  }
  return sig;
}

Route RouteOf(const Codeable& route) {
  struct Known {
    std::string_view code;
    Route route;
  };
  static constexpr Known kCodes[] = {
      {"26643006", Route::kOral},          {"47625008", Route::kIntravenous},    {"34206005", Route::kSubcutaneous},
      {"78421000", Route::kIntramuscular}, {"6064005", Route::kTopical},         {"46713006", Route::kNasal},
      {"37161004", Route::kRectal},        {"12130007", Route::kIntraarticular}, {"16857009", Route::kTopical}};
  if (route.empty()) return Route::kUnstated;
  const std::string_view code = route.CodeIn("SNOMED");
  for (const Known& known : kCodes) {
    if (code == known.code) return known.route;
  }
  struct Words {
    std::string_view words;
    Route route;
  };
  static constexpr Words kWords[] = {{"intra-articular", Route::kIntraarticular},
                                     {"intraarticular", Route::kIntraarticular},
                                     {"subcut", Route::kSubcutaneous},
                                     {"intravenous", Route::kIntravenous},
                                     {"intramuscular", Route::kIntramuscular},
                                     {"oral", Route::kOral},
                                     {"by mouth", Route::kOral},
                                     {"ophthalm", Route::kOphthalmic},
                                     {"intraocular", Route::kOphthalmic},
                                     {"inhal", Route::kInhaled},
                                     {"nasal", Route::kNasal},
                                     {"rectal", Route::kRectal},
                                     {"topical", Route::kTopical},
                                     {"cutaneous", Route::kTopical},
                                     {"vaginal", Route::kTopical}};
  static constexpr Words kShort[] = {{"po", Route::kOral},         {"iv", Route::kIntravenous},    {"sc", Route::kSubcutaneous},
                                     {"sq", Route::kSubcutaneous}, {"subq", Route::kSubcutaneous}, {"im", Route::kIntramuscular},
                                     {"pr", Route::kRectal},       {"ih", Route::kInhaled}};
  const std::string label = LowerCase(route.Label());
  for (const Words& known : kShort) {
    if (label == known.words) return known.route;
  }
  // Through the skin into the body; not into a joint's wall.
  if (label.find("transdermal") != std::string::npos || label.find("percutaneous") != std::string::npos) return Route::kOther;
  for (const Words& known : kWords) {
    if (label.find(known.words) != std::string::npos) return known.route;
  }
  return Route::kOther;
}

Route RouteInName(std::string_view product) {
  struct Words {
    std::string_view words;
    Route route;
  };
  static constexpr Words kForms[] = {
      {"ophthalmic", Route::kOphthalmic}, {"eye drop", Route::kOphthalmic}, {"nasal", Route::kNasal},
      {"inhal", Route::kInhaled},         {"topical", Route::kTopical},     {"cream", Route::kTopical},
      {"ointment", Route::kTopical},      {"otic", Route::kTopical},        {"rectal", Route::kRectal},
      {"suppositor", Route::kRectal},     {"vaginal", Route::kTopical},     {"oral tablet", Route::kOral},
      {"oral capsule", Route::kOral},     {"oral solution", Route::kOral},  {"oral suspension", Route::kOral},
      {"oral product", Route::kOral},     {"tablet", Route::kOral},         {"capsule", Route::kOral}};
  const std::string lower = LowerCase(product);
  for (const Words& form : kForms) {
    if (lower.find(form.words) != std::string::npos) return form.route;
  }
  return Route::kUnstated;
}

}  // namespace eligo::readers
