// The words of a prescription: "20 mg by mouth daily for 2 weeks, then 10 mg daily".
//
// Read from left to right, the longest known words first. A word that is not known makes the whole unknown, and so does what is
// said twice. A new step begins at "then", or at an amount behind a length ("40 mg daily x 7 days, 30 mg daily x 7 days").
#include <algorithm>
#include <cctype>

#include "readers/fhir_dose.h"
#include "readers/fhir_text.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

using units::Rational;

constexpr std::size_t kLongestText = 600;

struct Frequency {
  std::string_view words;
  int times, days;
};

// At one place the first that fits counts, so longer phrases stand first. "every 6 hours", "three times a day", "2x/day" are
// composed (TakeFrequency).
constexpr Frequency kFrequencies[] = {
    {"every other day", 1, 2},
    {"every second day", 1, 2},
    {"on alternate days", 1, 2},
    {"alternate days", 1, 2},
    {"every other week", 1, 14},
    {"every second week", 1, 14},
    {"once every day", 1, 1},
    {"once every week", 1, 7},
    {"every day", 1, 1},
    {"every week", 1, 7},
    {"each day", 1, 1},
    {"each week", 1, 7},
    {"once daily", 1, 1},
    {"once a day", 1, 1},
    {"once per day", 1, 1},
    {"twice daily", 2, 1},
    {"twice a day", 2, 1},
    {"twice per day", 2, 1},
    {"thrice daily", 3, 1},
    {"once weekly", 1, 7},
    {"once a week", 1, 7},
    {"once per week", 1, 7},
    {"twice weekly", 2, 7},
    {"twice a week", 2, 7},
    {"twice per week", 2, 7},
    {"per day", 1, 1},
    {"a day", 1, 1},
    {"per week", 1, 7},
    {"a week", 1, 7},
    {"daily", 1, 1},
    {"weekly", 1, 7},
    {"qd", 1, 1},
    {"q day", 1, 1},
    {"qday", 1, 1},
    {"bid", 2, 1},
    {"bd", 2, 1},
    {"tid", 3, 1},
    {"tds", 3, 1},
    {"qid", 4, 1},
    {"qds", 4, 1},
    {"qod", 1, 2},
    {"qweek", 1, 7},
    {"qwk", 1, 7},
};

// Times of day: they say how often when nothing else does, and must not say more than what does.
struct Moment {
  std::string_view words;
  int times;
};
constexpr Moment kMoments[] = {
    {"in the morning and in the evening", 2},
    {"in the morning and at bedtime", 2},
    {"in the morning and evening", 2},
    {"every morning and every evening", 2},
    {"every morning and evening", 2},
    {"every morning and at bedtime", 2},
    {"morning and evening", 2},
    {"morning and night", 2},
    {"every morning", 1},
    {"every evening", 1},
    {"every night", 1},
    {"each morning", 1},
    {"each evening", 1},
    {"each night", 1},
    {"at bedtime", 1},
    {"before bedtime", 1},
    {"at night", 1},
    {"at noon", 1},
    {"in the morning", 1},
    {"in the evening", 1},
    {"nightly", 1},
    {"nocte", 1},
    {"mane", 1},
    {"qhs", 1},
    {"qam", 1},
    {"qpm", 1},
};

constexpr std::string_view kWeekdays[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

constexpr std::string_view kAsNeeded[] = {"only as needed", "only if needed", "as needed",   "as required", "when needed",
                                          "when required",  "if needed",      "if required", "prn"};

// Words that change neither amount nor frequency.
constexpr std::string_view kFillers[] = {"take",
                                         "by mouth",
                                         "by oral route",
                                         "via oral route",
                                         "oral route",
                                         "po",
                                         "orally",
                                         "oral",
                                         "give",
                                         "swallow",
                                         "inject",
                                         "infuse",
                                         "administer",
                                         "into the skin",
                                         "under the skin",
                                         "subcutaneously",
                                         "subcutaneous injection",
                                         "subcutaneous",
                                         "sc",
                                         "sq",
                                         "subcut",
                                         "subq",
                                         "sub-q",
                                         "iv",
                                         "by intravenous infusion",
                                         "intravenous infusion",
                                         "intravenously",
                                         "intravenous",
                                         "im",
                                         "into the muscle",
                                         "intramuscularly",
                                         "intramuscular",
                                         "apply",
                                         "with food",
                                         "with a meal",
                                         "with meals",
                                         "after food",
                                         "after meals",
                                         "after a meal",
                                         "before meals",
                                         "before food",
                                         "with milk",
                                         "with water",
                                         "with a glass of water",
                                         "with breakfast",
                                         "after breakfast",
                                         "before breakfast",
                                         "with lunch",
                                         "with dinner",
                                         "with supper",
                                         "on an empty stomach",
                                         "route",
                                         "start with",
                                         "start",
                                         "begin with",
                                         "begin",
                                         "please"};

struct NumberWord {
  std::string_view word;
  int value;
};
constexpr NumberWord kNumberWords[] = {{"one", 1},   {"two", 2},   {"three", 3}, {"four", 4}, {"five", 5},    {"six", 6},
                                       {"seven", 7}, {"eight", 8}, {"nine", 9},  {"ten", 10}, {"eleven", 11}, {"twelve", 12}};

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
    // "1,000 mg" and "0,5 mg" stay as they are, and unread.
    const bool in_number = c == ',' && i > 0 && i + 1 < lower.size() && std::isdigit(static_cast<unsigned char>(lower[i - 1])) != 0 &&
                           std::isdigit(static_cast<unsigned char>(lower[i + 1])) != 0;
    const bool blank = c == ' ' || (c == ',' && !in_number) || c == ';' || c == '\t' || c == '\n' || c == '\r';
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

template <typename Phrases>
bool TakeAny(std::string_view& text, const Phrases& phrases) {
  return std::any_of(std::begin(phrases), std::end(phrases), [&text](std::string_view phrase) { return TakeWords(text, phrase); });
}

// "7", "seven".
std::optional<int> TakeWhole(std::string_view& text) {
  for (const NumberWord& word : kNumberWords) {
    if (TakeWords(text, word.word)) return word.value;
  }
  std::string_view rest = text;
  const auto number = TakeNumber(rest);
  if (!number || number->denominator() != 1 || number->numerator() < 1 || number->numerator() > 1000) return std::nullopt;
  text = rest;
  return static_cast<int>(number->numerator());
}

// "20", "2.5", "1/2", "1 1/2", "half a", "one", "1 (one)", "one (1)".
std::optional<Rational> TakeCount(std::string_view& text) {
  for (const std::string_view half : {"half a", "one half", "one-half", "half"}) {
    if (TakeWords(text, half)) return Rational::Of(1, 2);
  }
  const auto fraction = [](std::string_view& rest) -> std::optional<Rational> {
    struct Fraction {
      std::string_view text;
      int above, below;
    };
    static constexpr Fraction kFractions[] = {{"1/2", 1, 2}, {"1/4", 1, 4}, {"3/4", 3, 4}};
    for (const Fraction& known : kFractions) {
      if (TakeWords(rest, known.text)) return Rational::Of(known.above, known.below);
    }
    return std::nullopt;
  };
  if (const auto part = fraction(text)) return part;
  std::optional<Rational> count;
  for (const NumberWord& word : kNumberWords) {
    if (!count && TakeWords(text, word.word)) count = Rational(word.value);
  }
  if (!count) count = TakeNumber(text);
  if (!count) return std::nullopt;
  text = Trim(text);
  if (const auto part = fraction(text)) return Add(*count, *part);
  // Said again in the other way.
  if (text.starts_with('(')) {
    std::string_view rest = text.substr(1);
    const std::size_t close = rest.find(')');
    if (close == std::string_view::npos) return count;
    std::string_view again = rest.substr(0, close);
    const auto whole = TakeWhole(again);
    if (whole && again.empty()) {
      if (Rational(*whole) != *count) return std::nullopt;
      text = Trim(rest.substr(close + 1));
    }
  }
  return count;
}

bool IsPiece(std::string_view unit) {
  for (const std::string_view piece :
       {"tablet", "tablets", "tab", "tabs", "tablet(s)", "tab(s)", "capsule", "capsules", "cap", "caps", "capsule(s)", "pill", "pills"}) {
    if (unit == piece) return true;
  }
  return false;
}

// One amount; `pieces` for tablets whose strength is not known.
struct Taken {
  std::optional<Amount> amount;
  bool pieces = false;
};
std::optional<Taken> TakePlainAmount(std::string_view& text, const std::optional<Strength>& strength) {
  std::string_view rest = text;
  const auto number = TakeCount(rest);
  if (!number || *number <= Rational(0)) return std::nullopt;
  rest = Trim(rest);
  const std::string_view unit = rest.substr(0, rest.find_first_of(" )"));
  const std::string_view whole_unit = rest.substr(0, rest.find(' '));
  for (const std::string_view piece : {whole_unit, unit}) {
    if (!IsPiece(piece)) continue;
    text = Trim(rest.substr(piece.size()));
    if (!strength || strength->per_ml) return Taken{std::nullopt, true};
    const auto mg = Multiply(*number, strength->mg);
    return mg ? std::optional(Taken{Amount{*mg, "mg"}, true}) : std::nullopt;
  }
  const auto parsed = unit.empty() ? std::nullopt : units::ParseUnit(unit);
  if (!parsed || units::Convert(1, *parsed, *units::ParseUcum("d"))) return std::nullopt;  // "7 days" is no amount
  text = Trim(rest.substr(unit.size()));
  // "40 mg/day" carries its frequency.
  if (const auto mg = units::Convert(*number, *parsed, *units::ParseUcum("mg"))) return Taken{Amount{*mg, "mg"}, false};
  if (const auto mg = units::Convert(*number, *parsed, *units::ParseUcum("mg/d"))) return Taken{Amount{*mg, "mg/d"}, false};
  return Taken{Amount{*number, parsed->code}, false};
}

// "2 tablets", "10 mg", "2 tablets (10 mg total)", "10 mg (2 tablets)": what the bracket says must be the same.
std::optional<Amount> TakeAmount(std::string_view& text, const std::optional<Strength>& strength) {
  std::optional<Taken> taken = TakePlainAmount(text, strength);
  if (!taken) return std::nullopt;
  if (text.starts_with('(')) {
    std::string_view rest = text.substr(1);
    const auto again = TakePlainAmount(rest, strength);
    if (!again) return std::nullopt;
    for (const std::string_view word : {"total dose", "total", "dose"}) {
      if (!rest.starts_with(word)) continue;
      rest = Trim(rest.substr(word.size()));
      break;
    }
    if (!rest.starts_with(')') || again->pieces == taken->pieces) return std::nullopt;
    const bool differ =
        taken->amount && again->amount && (taken->amount->unit != again->amount->unit || taken->amount->value != again->amount->value);
    if (differ) return std::nullopt;
    if (!taken->amount) taken->amount = again->amount;
    text = Trim(rest.substr(1));
  }
  return taken->amount;
}

// Days of "hours", "day", "wk", "months"; the month is UCUM's, as in structured timing.
std::optional<Rational> TakeSpan(std::string_view& text) {
  struct Span {
    std::string_view words;
    int above, below;
  };
  static constexpr Span kSpans[] = {{"hours", 1, 24}, {"hour", 1, 24}, {"hrs", 1, 24}, {"hr", 1, 24},   {"h", 1, 24},
                                    {"days", 1, 1},   {"day", 1, 1},   {"d", 1, 1},    {"weeks", 7, 1}, {"week", 7, 1},
                                    {"wks", 7, 1},    {"wk", 7, 1},    {"w", 7, 1}};
  for (const Span& span : kSpans) {
    if (TakeWords(text, span.words)) return Rational::Of(span.above, span.below);
  }
  if (TakeWords(text, "months") || TakeWords(text, "month")) return units::Convert(1, *units::ParseUcum("mo"), *units::ParseUcum("d"));
  return std::nullopt;
}

std::optional<Rational> TakeFrequency(std::string_view& text) {
  for (const Frequency& frequency : kFrequencies) {
    if (TakeWords(text, frequency.words)) return Rational::Of(frequency.times, frequency.days);
  }
  if (TakeWords(text, "every month") || TakeWords(text, "once a month") || TakeWords(text, "once monthly") || TakeWords(text, "monthly")) {
    const auto month = units::Convert(1, *units::ParseUcum("mo"), *units::ParseUcum("d"));
    return month ? Divide(1, *month) : std::nullopt;
  }
  for (const std::string_view day : kWeekdays) {
    std::string_view rest = text;
    if (TakeWords(rest, "every") && rest.starts_with(day) && TakeWords(rest, day)) {
      text = rest;
      return Rational::Of(1, 7);
    }
  }
  // "every 6 hours", "once every two weeks", "q6h", "q 12 hours", "q2wk".
  std::string_view rest = text;
  (void)TakeWords(rest, "once");
  const bool every = TakeWords(rest, "every") || TakeWords(rest, "each");
  const bool letter = !every && rest == text && rest.size() > 1 && rest[0] == 'q' &&
                      (rest[1] == ' ' || std::isdigit(static_cast<unsigned char>(rest[1])) != 0);
  if (letter) rest = Trim(rest.substr(1));
  if (every || letter) {
    const auto count = TakeWhole(rest);
    rest = Trim(rest);
    const auto span = count ? TakeSpan(rest) : std::nullopt;
    const auto days = span ? Multiply(*span, *count) : std::nullopt;
    if (!days) return std::nullopt;
    text = rest;
    return Divide(1, *days);
  }
  // "three times a day", "2x daily", "3 times/week".
  rest = text;
  const auto count = TakeWhole(rest);
  if (!count || *count > 24) return std::nullopt;
  rest = Trim(rest);
  bool times = false;
  for (const std::string_view word : {"times", "time", "x"}) {
    if (times || !rest.starts_with(word)) continue;
    const std::string_view after = rest.substr(word.size());
    times = after.starts_with(' ') || after.starts_with('/');
    if (times) rest = Trim(after);
  }
  if (!times) return std::nullopt;
  for (const std::string_view day : {"daily", "a day", "per day", "each day", "every day", "/day", "/d"}) {
    if (!TakeWords(rest, day)) continue;
    text = rest;
    return Rational(*count);
  }
  for (const std::string_view week : {"weekly", "a week", "per week", "each week", "every week", "/week", "/wk"}) {
    if (!TakeWords(rest, week)) continue;
    text = rest;
    return Rational::Of(*count, 7);
  }
  return std::nullopt;
}

// "for 2 weeks", "x 7 days", "for 7-10 days", "for one month".
std::optional<Length> TakeLength(std::string_view& text) {
  std::string_view rest = text;
  const bool times = rest.size() > 1 && rest[0] == 'x' && (rest[1] == ' ' || std::isdigit(static_cast<unsigned char>(rest[1])) != 0);
  if (times)
    rest = Trim(rest.substr(1));
  else if (!TakeWords(rest, "for") && !TakeWords(rest, "over"))
    return std::nullopt;
  (void)TakeWords(rest, "a total of");
  int low = 0;
  int high = 0;
  if (TakeWords(rest, "a")) {
    low = high = 1;
  } else {
    const auto first = TakeWhole(rest);
    if (!first) return std::nullopt;
    low = high = *first;
    rest = Trim(rest);
    if (rest.starts_with('-') || rest.starts_with("to ")) {
      rest = Trim(rest.substr(rest[0] == '-' ? 1 : 3));
      const auto second = TakeWhole(rest);
      if (!second || *second < low) return std::nullopt;
      high = *second;
      rest = Trim(rest);
    }
  }
  const auto make = [&](int months, int days) {
    text = rest;
    return Length{{low * months, low * days, 0}, {high * months, high * days, 0}};
  };
  for (const std::string_view day : {"days", "day", "d"}) {
    if (TakeWords(rest, day)) return make(0, 1);
  }
  for (const std::string_view week : {"weeks", "week", "wks", "wk", "w"}) {
    if (TakeWords(rest, week)) return make(0, 7);
  }
  for (const std::string_view month : {"months", "month"}) {
    if (TakeWords(rest, month)) return make(1, 0);
  }
  return std::nullopt;
}

// A step while its words are read.
struct Draft {
  Sig sig;
  int moments = 0;
  bool weekday = false;
  bool separated = false;  // begun by "then"

  bool empty() const { return !sig.amount && !sig.times_per_day && moments == 0 && !sig.length && !sig.as_needed; }
};

// False when its words do not go together.
bool Close(Draft& draft) {
  Sig& sig = draft.sig;
  if (sig.amount && sig.amount->unit == "mg/d") {
    if (sig.times_per_day || draft.moments > 0) return false;
    sig.amount->unit = "mg";
    sig.times_per_day = Rational(1);
  }
  if (draft.weekday && sig.times_per_day != Rational::Of(1, 7)) return false;
  if (draft.moments > 0) {
    if (!sig.times_per_day) sig.times_per_day = Rational(draft.moments);
    const bool fits = draft.moments == 1 ? *sig.times_per_day <= Rational(1) : *sig.times_per_day == Rational(draft.moments);
    if (!fits) return false;
  }
  return true;
}

}  // namespace

std::vector<Sig> ReadSigSteps(std::string_view text, const std::optional<Strength>& strength) {
  if (text.empty() || text.size() > kLongestText) return {};
  const std::string tidy = TidySig(text);
  std::string_view rest = tidy;
  std::vector<Draft> drafts(1);
  bool stops = false;
  while (!rest.empty()) {
    Draft& now = drafts.back();
    if (stops) return {};
    if (TakeWords(rest, "and then") || TakeWords(rest, "then") || TakeWords(rest, "followed by")) {
      if (!now.sig.length) return {};
      if (TakeWords(rest, "stop") || TakeWords(rest, "discontinue") || TakeWords(rest, "off")) {
        stops = true;
        continue;
      }
      drafts.emplace_back();
      drafts.back().separated = true;
      continue;
    }
    if (drafts.size() > 1 && TakeWords(rest, "thereafter")) continue;
    if (const auto length = TakeLength(rest)) {
      if (now.sig.length) return {};
      now.sig.length = length;
      continue;
    }
    if (const auto times = TakeFrequency(rest)) {
      if (now.sig.times_per_day) return {};  // twice said, or two different things said
      // "5 days every 4 weeks" comes again and again: neither a course of 5 days nor a dose a day.
      if (now.sig.length && *times < Rational(1)) return {};
      now.sig.times_per_day = times;
      continue;
    }
    bool known = false;
    for (const Moment& moment : kMoments) {
      if (known || !TakeWords(rest, moment.words)) continue;
      if (now.moments > 0) return {};
      now.moments = moment.times;
      known = true;
    }
    for (const std::string_view day : kWeekdays) {
      std::string_view after = rest;
      if (known || !TakeWords(after, "on")) continue;
      if (!TakeWords(after, day) && !TakeWords(after, std::string(day) + "s")) continue;
      if (now.weekday) return {};
      now.weekday = known = true;
      rest = after;
    }
    if (!known && TakeAny(rest, kAsNeeded)) now.sig.as_needed = known = true;
    if (!known && TakeAny(rest, kFillers)) known = true;
    if (known) continue;
    // An amount behind a length begins the next step.
    if (now.sig.amount && now.sig.length) {
      drafts.emplace_back();
    } else if (now.sig.amount) {
      return {};
    }
    drafts.back().sig.amount = TakeAmount(rest, strength);
    if (!drafts.back().sig.amount) return {};
  }

  std::vector<Sig> steps;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Draft& draft = drafts[i];
    if (!Close(draft)) return {};
    if (i + 1 < drafts.size() && !draft.sig.length) return {};
    if (i > 0) {
      // What goes without saying: "then 10 mg" (daily), "then every other day" (as much).
      const Sig& before = steps.back();
      if (!draft.sig.amount && !draft.sig.times_per_day) return {};
      if (!draft.sig.times_per_day && before.times_per_day == Rational(1)) draft.sig.times_per_day = Rational(1);
      if (!draft.sig.amount && draft.separated) draft.sig.amount = before.amount;
    }
    steps.push_back(draft.sig);
  }
  return steps;
}

std::optional<Sig> ReadSig(std::string_view text, const std::optional<Strength>& strength) {
  const std::vector<Sig> steps = ReadSigSteps(text, strength);
  if (steps.size() != 1 || steps.front().length) return std::nullopt;
  return steps.front();
}

bool SpeaksOfChange(std::string_view text) {
  const std::string tidy = " " + TidySig(text);
  for (const std::string_view words :
       {" taper", " reduc", " decreas", " increas", " titrat", " wean", " then ", " followed by ", " alternat", " adjust", " escalat",
        " loading ", " day 1", " days 1", " week 1", " weeks 1", " day one", " week one"}) {
    if (tidy.find(words) != std::string::npos) return true;
  }
  return false;
}

}  // namespace eligo::readers
