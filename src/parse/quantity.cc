#include "parse/quantity.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "parse/phrases.h"
#include "units/unit.h"

namespace eligo::parse {
namespace {

using syntax::Relation;
using units::Rational;

bool IsNumber(const std::vector<Token>& t, std::size_t i) { return i < t.size() && t[i].kind == Token::Kind::kNumber; }

struct Wording {
  Relation relation;
  std::string_view phrases;  // as in the table of cues
};
constexpr Wording kComparators[] = {
    {Relation::kLessEqual,
     "less than or equal to|lower than or equal to|equal to or less than|less or equal to|lower or equal to|less than / equal to|equal or "
     "less than|inferior or equal to|no more than|not more than|no greater than|not greater than|not exceed|not exceeding|maximum of|at "
     "most|up to|<=|< or =|< / ="},
    {Relation::kGreaterEqual,
     "greater than or equal to|more than or equal to|higher than or equal to|equal to or greater than|equal to or more than|equal to or "
     "higher than|greater or equal to|greater than / equal to|equal or greater than|equal or more than|superior or equal to|no less "
     "than|not less than|no fewer than|minimum of|at least|at or above|>=|> or =|> / ="},
    {Relation::kGreater, "greater than|more than|higher than|older than|longer than|in excess of|above|over|exceeding|exceed|>"},
    {Relation::kLess, "less than|fewer than|lower than|younger than|shorter than|below|under|<"},
    {Relation::kEqual, "equal to|="},
};

const PhraseTable<Relation>& Comparators() {
  static const auto kTable = [] {
    PhraseTable<Relation> table;
    for (const Wording& w : kComparators) table.Add(w.relation, w.phrases);
    table.Index();
    return table;
  }();
  return kTable;
}

constexpr std::array<WordKey, 13> kNumberWords = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                                  "seven", "eight", "nine", "ten",   "eleven", "twelve"};

Relation Flipped(Relation r) {
  switch (r) {
    case Relation::kLess: return Relation::kGreater;
    case Relation::kLessEqual: return Relation::kGreaterEqual;
    case Relation::kGreater: return Relation::kLess;
    case Relation::kGreaterEqual: return Relation::kLessEqual;
    default: return r;
  }
}

// "x ULN", "times the upper limit of normal (ULN)". Gives the tokens and whether it is the upper one.
std::pair<std::size_t, bool> ReadNormalLimit(const std::vector<Token>& t, std::size_t at) {
  std::size_t i = at;
  if (At(t, i, "-")) ++i;
  if (AtAny(t, i, {"x", "*", "time", "fold", "xuln"})) {
    if (t[i].Is("xuln")) return {i + 1 - at, true};
    ++i;
  }
  while (AtAny(
      t, i, {"the", "institutional", "laboratory", "local", "lab", "of", "institution", "'", "s", "central", "central's", "laboratory's"}))
    ++i;
  bool upper = true;
  if (AtAny(t, i, {"uln", "unl", "ulnr"})) {
    ++i;
  } else if (AtAny(t, i, {"lln", "lnl"})) {
    upper = false;
    ++i;
  } else if (AtAny(t, i, {"upper", "lower"}) && AtAny(t, i + 1, {"limit", "normal", "limits"})) {
    upper = t[i].Is("upper");
    i += 2;
    while (AtAny(t, i, {"of", "the", "normal", "limit", "reference", "range", "laboratory", "value"})) ++i;
  } else {
    return {0, true};
  }
  while (AtAny(t, i, {"of", "normal", "range"})) ++i;
  if (At(t, i, "(") && AtAny(t, i + 1, {"uln", "lln", "unl"}) && At(t, i + 2, ")")) i += 3;
  return {i - at, upper};
}

// Texts have the same few units over and over: each thread remembers what it has asked, not without end.
bool IsUnit(const std::string& text) {
  constexpr std::size_t kMost = 4096;
  thread_local std::unordered_map<std::string, bool> known;
  const auto found = known.find(text);
  if (found != known.end()) return found->second;
  if (known.size() >= kMost) known.clear();
  return known.emplace(text, units::ParseUnit(text).has_value()).first->second;
}

// The longest run of tokens from `at` that is a unit; its text as written.
std::pair<std::size_t, std::string> ReadUnit(const CleanText& clean, const std::vector<Token>& t, std::size_t at) {
  if (at >= t.size()) return {0, ""};
  if (AtAny(t, at, {"a", "in", "at",  "as",  "or",  "and",  "to",  "of",  "on",  "is", "b", "u",
                    "i", "t",  "out", "the", "for", "with", "out", "min", "bar", "n",  "p"}) &&
      !At(t, at + 1, "/"))
    return {0, ""};
  std::pair<std::size_t, std::string> best{0, ""};
  std::string text;
  for (std::size_t i = at; i < t.size() && i < at + 12; ++i) {
    if (AtAny(t, i, {"(", ")", ",", ";", ":", "and", "or", "<", ">", "<=", ">=", "="})) break;
    // A space inside a unit stands at a slash, after "x", in "mm Hg", "24 h" or "1.73 m2"; else the unit has ended.
    const bool mercury = i > at && t[i - 1].Is("mm") && AtAny(t, i, {"hg", "h2o"});
    const bool surface = i > at && t[i - 1].Is("1.73") && t[i].low.starts_with("m");
    const bool per = AtAny(t, i, {"per"}) && (IsNumber(t, i + 1) || (i == at && i + 1 < t.size()));
    if (i > at && t[i].space_before && !t[i].Is("/") && !t[i - 1].Is("/") && !AtAny(t, i - 1, {"x", "cell", "*", "24", "12", "per"}) &&
        !AtAny(t, i, {"x", "*"}) && !mercury && !surface && !per)
      break;
    if (per) {  // "mL/min per 1.73 m2", "1500 per uL"
      text += '/';
      continue;
    }
    if (t[i].Is(".") && (i + 1 == t.size() || t[i + 1].space_before)) break;
    if (i > at && t[i].space_before && !t[i - 1].Is("/") && !t[i].Is("/") && !t[i - 1].Is("per")) text += ' ';  // "mL/min/ 1.73m2"
    // As written, superscripts included: the clean text between the token's ends.
    const auto begin = std::lower_bound(clean.place.begin(), clean.place.end(), t[i].span.begin) - clean.place.begin();
    for (auto k = static_cast<std::size_t>(begin); k < clean.text.size() && clean.place[k] < t[i].span.end; ++k) {
      const char32_t c = clean.text[k];
      if (c < 0x80) {
        text += static_cast<char>(c);
      } else if (c < 0x800) {
        text += static_cast<char>(0xC0 | (c >> 6));
        text += static_cast<char>(0x80 | (c & 0x3F));
      } else {
        text += static_cast<char>(0xE0 | (c >> 12));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
      }
    }
    if (IsUnit(text)) best = {i + 1 - at, text};
  }
  return best;
}

// "of predicted", "of the predicted normal value": how many tokens.
std::size_t PredictedWords(const std::vector<Token>& t, std::size_t at) {
  std::size_t i = at;
  while (AtAny(t, i, {"of", "the", "their", "normal"})) ++i;
  if (!AtAny(t, i, {"predicted", "pred", "predict"})) return 0;
  ++i;
  while (AtAny(t, i, {"normal", "value"})) ++i;
  return i - at;
}

std::optional<Period> PeriodOf(const Rational& number, const Token& unit) {
  if (number.denominator() != 1 || number.numerator() < 0 || number.numerator() > 100000) return std::nullopt;
  const int n = static_cast<int>(number.numerator());
  if (unit.Is("hour") || unit.Is("hr") || unit.low == "h") return Period{0, 0, n};
  if (unit.Is("day") || unit.low == "d") return Period{0, n, 0, n % 7 == 0};
  if (unit.Is("week") || unit.Is("wk")) return Period{0, 7 * n, 0};
  if (unit.Is("month") || unit.low == "mo") return Period{n, 0, 0, n % 12 == 0};
  if (unit.Is("year") || unit.Is("yr")) return Period{12 * n, 0, 0};
  return std::nullopt;
}

Read LimitChunk(const std::vector<Token>& t, std::size_t at, std::size_t end, syntax::Limit limit, bool age) {
  Read out;
  out.tokens = end - at;
  out.chunk.kind = ChunkKind::kLimit;
  out.chunk.span = limit.span = Covering(t, at, end - at);
  out.chunk.limit = std::move(limit);
  out.chunk.age = age;
  return out;
}

}  // namespace

Span Covering(const std::vector<Token>& tokens, std::size_t at, std::size_t count) {
  return {tokens[at].span.begin, tokens[at + count - 1].span.end};
}

std::vector<WordKey> ComparatorBegins() { return Comparators().Begins(); }
std::span<const WordKey> NumberWords() { return kNumberWords; }

std::optional<Comparator> ReadComparator(const std::vector<Token>& t, std::size_t at) {
  if (at >= t.size()) return std::nullopt;
  const auto* phrase = Comparators().Longest(t, at);
  if (phrase == nullptr) return std::nullopt;
  const Relation relation = phrase->meaning;
  std::size_t n = phrase->size();
  if (At(t, at + n, "=") && relation != Relation::kEqual) ++n;  // doubled: ">= ="
  return Comparator{n, relation, relation == Relation::kEqual && t[at].Is("=")};
}

std::pair<std::size_t, Relation> ReadSuffix(const std::vector<Token>& t, std::size_t i) {
  if (!AtAny(t, i, {"or", "and"})) return {0, Relation::kNone};
  if (AtAny(t, i + 1, {"more", "greater", "higher", "above", "older", "over", "longer"})) return {2, Relation::kGreaterEqual};
  if (AtAny(t, i + 1, {"less", "fewer", "lower", "below", "younger", "under"})) return {2, Relation::kLessEqual};
  return {0, Relation::kNone};
}

std::optional<Rational> ReadNumber(const std::vector<Token>& t, std::size_t at) {
  if (at >= t.size()) return std::nullopt;
  if (t[at].kind == Token::Kind::kNumber) return t[at].value;
  static constexpr std::uint64_t kBits = [] {
    std::uint64_t bits = 0;
    for (const WordKey word : kNumberWords) bits |= word.bit();
    return bits;
  }();
  if ((t[at].bits & kBits) == 0) return std::nullopt;
  for (std::size_t n = 0; n < kNumberWords.size(); ++n) {
    if (t[at].low == kNumberWords[n]) return Rational(static_cast<std::int64_t>(n));
  }
  return std::nullopt;
}

std::optional<LengthRead> ReadLength(const std::vector<Token>& t, std::size_t at) {
  std::size_t i = at;
  std::optional<Rational> number = ReadNumber(t, i);
  if (number) {
    ++i;
    if (At(t, i, "(") && ReadNumber(t, i + 1) && At(t, i + 2, ")")) i += 3;  // "two (2) weeks"
    if (At(t, i, "-")) ++i;
  } else if (AtAny(t, i, {"a", "past", "last"}) && i + 1 < t.size() && AtAny(t, i + 1, {"day", "week", "month", "year"})) {
    number = Rational(1);
    ++i;
  } else {
    return std::nullopt;
  }
  if (AtAny(t, i, {"calendar", "consecutive", "full", "complete"})) ++i;
  if (i >= t.size()) return std::nullopt;
  if (AtWords(t, i, {"half", "-", "life"}) || AtWords(t, i, {"half", "-", "live"}) || AtWords(t, i, {"half", "-", "lives"}))
    i += 3;
  else if (AtWords(t, i, {"half", "life"}) || AtWords(t, i, {"half", "live"}) || AtWords(t, i, {"half", "lives"}))
    i += 2;
  else if (AtAny(t, i, {"halflife", "halflives"}))
    i += 1;
  else {
    if (t[i].low == "d" || t[i].low == "h") {
      if (t[i].space_before && t[i].low == "d") return std::nullopt;
    }
    const std::optional<Period> period = PeriodOf(*number, t[i]);
    if (!period) return std::nullopt;
    return LengthRead{i + 1 - at, {*period, 0, t[i].Is("week") || t[i].Is("wk")}};
  }
  if (number->denominator() != 1 || number->numerator() < 1 || number->numerator() > 100) return std::nullopt;
  if (At(t, i, "period")) ++i;
  return LengthRead{i - at, {{}, static_cast<int>(number->numerator()), false}};
}

std::optional<LengthRead> ReadLengthOfOne(const std::vector<Token>& t, std::size_t at) {
  const std::optional<Period> period = at < t.size() ? PeriodOf(Rational(1), t[at]) : std::nullopt;
  if (!period) return std::nullopt;
  return LengthRead{1, {*period, 0, t[at].Is("week")}};
}

std::optional<Read> ReadLimit(const CleanText& clean, const std::vector<Token>& t, std::size_t at) {
  syntax::Limit limit;
  bool says_age = false;
  std::size_t i = at;
  bool between = false;
  if (AtWords(t, i, {"between", "the", "age", "of"}))
    i += 4, between = says_age = true;
  else if (AtWords(t, i, {"between", "age"}) && IsNumber(t, i + 2))
    i += 2, between = says_age = true;
  else if (At(t, i, "between") || (At(t, i, "from") && IsNumber(t, i + 1)))
    ++i, between = true;
  else if (const auto comparator = ReadComparator(t, i)) {
    says_age = AtAny(t, i, {"older", "younger"});
    limit.relation = comparator->relation;
    limit.damaged = comparator->damaged;
    i += comparator->tokens;
    const std::size_t of_age = AtWords(t, i, {"the", "age", "of"}) ? 3 : AtWords(t, i, {"age", "of"}) ? 2 : 0;
    if (of_age > 0 && IsNumber(t, i + of_age)) {  // "under the age of 18"
      i += of_age;
      says_age = true;
    }
    if (const auto [n, upper] = ReadNormalLimit(t, i); n > 0) {  // "> ULN": one times it
      limit.value = 1;
      (upper ? limit.times_uln : limit.times_lln) = true;
      return LimitChunk(t, at, i + n, std::move(limit), says_age);
    }
  }
  // "within 1.5 times the ULN": up to.
  if (limit.relation == Relation::kNone && !between && At(t, i, "within") && IsNumber(t, i + 1) && ReadNormalLimit(t, i + 2).first > 0)
    ++i, limit.relation = Relation::kLessEqual;
  // "more than twice the ULN", "three times the ULN".
  const auto spelled = At(t, i, "twice") ? Rational(2) : !IsNumber(t, i) ? ReadNumber(t, i).value_or(Rational(0)) : Rational(0);
  if (spelled > Rational(1) && ReadNormalLimit(t, i + 1).first > 0) {
    const auto [n, upper] = ReadNormalLimit(t, i + 1);
    limit.value = spelled;
    (upper ? limit.times_uln : limit.times_lln) = true;
    return LimitChunk(t, at, i + 1 + n, std::move(limit), says_age);
  }
  if (AtAny(t, i, {"a", "an"}) && IsNumber(t, i + 1)) ++i;
  if (!IsNumber(t, i)) return std::nullopt;
  limit.value = t[i++].value;
  // "3 or more times the ULN".
  if (const auto [n, relation] = ReadSuffix(t, i); n > 0 && limit.relation == Relation::kNone && ReadNormalLimit(t, i + n).first > 0) {
    limit.relation = relation;
    i += n;
  }
  if (limit.value == Rational(1) && At(t, i, ":") && IsNumber(t, i + 1)) {  // a titre
    limit.titer = true;
    limit.value = t[i + 1].value;
    i += 2;
  }
  if (AtWords(t, i, {"out", "of"}) && IsNumber(t, i + 2))
    i += 3;
  else if (At(t, i, "of") && IsNumber(t, i + 1) && t[i + 1].value >= limit.value)
    i += 2;
  else if (At(t, i, "/") && IsNumber(t, i + 1) && !limit.titer) {
    // "141/150": the value and the most it can be. "mmHg" values ("140/90") are two limits: pressure.h reads them.
    if (t[i + 1].value < limit.value || AtAny(t, i + 2, {"mmhg", "mm"})) return std::nullopt;
    i += 2;
  }
  auto unit = ReadUnit(clean, t, i);
  const auto normal = ReadNormalLimit(t, i);
  if (normal.first > 0) {
    (normal.second ? limit.times_uln : limit.times_lln) = true;
    i += normal.first;
  } else if (unit.first > 0) {
    limit.unit = unit.second;
    i += unit.first;
  }
  // "50% of predicted": of what is so measured the lexicon has a name.
  if (limit.unit == "%") i += PredictedWords(t, i);
  // A range: "18-80", "18 to 65 years", "between 2 and 4".
  const bool to = AtAny(t, i, {"-", "to", "~", "through"}) || (between && At(t, i, "and"));
  const std::size_t gap = AtWords(t, i, {"to", "<="}) || AtWords(t, i, {"-", "<="}) ? 2 : 1;
  if (to && IsNumber(t, i + gap) && limit.relation == Relation::kNone && t[i + gap].value > limit.value) {
    limit.relation = Relation::kBetween;
    limit.high = t[i + gap].value;
    i += gap + 1;
    const std::string unit_of_low = limit.unit;
    unit = ReadUnit(clean, t, i);
    // "6 months to 17 years": half a year; other pairs of times are left.
    const auto length = [](const std::string& u) {
      return u.starts_with("month") ? 1 : u.starts_with("y") ? 12 : u.starts_with("week") || u.starts_with("day") ? -1 : 0;
    };
    if (unit.first > 0 && length(unit_of_low) != 0 && length(unit.second) != 0 && length(unit_of_low) != length(unit.second)) {
      if (length(unit_of_low) < 0 || length(unit.second) < 0) return std::nullopt;
      const auto low =
          units::Divide(units::Multiply(limit.value, Rational(length(unit_of_low))).value_or(limit.value), Rational(length(unit.second)));
      if (!low) return std::nullopt;
      limit.value = *low;
    }
    if (const auto [n, upper] = ReadNormalLimit(t, i); n > 0) {
      (upper ? limit.times_uln : limit.times_lln) = true;
      i += n;
    } else if (unit.first > 0) {
      limit.unit = unit.second;
      i += unit.first;
    }
    if (limit.unit == "%") i += PredictedWords(t, i);
  } else if (between) {
    return std::nullopt;
  }
  // "141/150": of a score, the second number is its top.
  if (limit.unit.empty() && At(t, i, "/") && !t[i].space_before && IsNumber(t, i + 1) && !t[i + 1].space_before &&
      t[i + 1].value > limit.value && t[i + 1].value >= Rational(10) && !At(t, i + 2, "/"))
    i += 2;
  if (At(t, i, "+") && !t[i].space_before && limit.unit.empty()) {  // "2+" of a dipstick
    limit.unit = "+";
    ++i;
  }
  if (limit.unit == "yr" || limit.unit == "yrs") limit.unit = "years";
  const bool age = AtWords(t, i, {"year", "old"}) || AtWords(t, i, {"year", "of", "age"}) || AtWords(t, i, {"-", "year", "-", "old"});
  if (age) i += At(t, i + 1, "of") ? 3 : (At(t, i, "-") ? 4 : 2);
  if (AtAny(t, i, {"old"}) && (limit.unit == "years" || limit.unit == "year"))
    ++i, says_age = true;
  else if (AtWords(t, i, {"of", "age"}) && limit.unit.rfind("year", 0) == 0)
    i += 2, says_age = true;
  if (age) {
    says_age = true;
    limit.unit = "years";
  }
  if (limit.relation == Relation::kNone) {
    if (const auto [n, relation] = ReadSuffix(t, i); n > 0) {
      limit.relation = relation;
      i += n;
      if (AtAny(t, i, {"point", "score"})) ++i;
    }
  }
  if (AtWords(t, i, {"of", "age"})) i += 2, says_age = true;
  if (AtAny(t, i, {"point"})) ++i;
  // "7 <= SLEDAI": the name follows; the comparison is the other way round. Only where no number follows it.
  if (limit.relation == Relation::kNone) {
    const auto behind = ReadComparator(t, i);
    if (behind && t[i].kind == Token::Kind::kSymbol && i + behind->tokens < t.size() && t[i + behind->tokens].kind == Token::Kind::kWord) {
      limit.relation = Flipped(behind->relation);
      i += behind->tokens;
    }
  }
  return LimitChunk(t, at, i, std::move(limit), says_age);
}

std::optional<Read> ReadCount(const std::vector<Token>& t, std::size_t at) {
  std::size_t i = at;
  Relation relation = Relation::kNone;
  if (const auto c = ReadComparator(t, i)) {
    relation = c->relation;
    i += c->tokens;
  }
  const auto number = ReadNumber(t, i);
  if (!number || number->denominator() != 1 || number->numerator() < 1 || number->numerator() > 50) return std::nullopt;
  ++i;
  if (At(t, i, "(") && ReadNumber(t, i + 1) && At(t, i + 2, ")")) i += 3;
  if (const auto [n, suffix] = ReadSuffix(t, i); n > 0 && relation == Relation::kNone) {
    relation = suffix;
    i += n;
  }
  if (At(t, i, "different")) ++i;
  const bool of_list = At(t, i, "of");
  if (AtWords(t, i, {"of", "the", "following"}))
    i += IsNumber(t, i + 3) ? 4 : 3;
  else if (AtWords(t, i, {"of", "following"}))
    i += 2;
  else if (AtWords(t, i, {"of", "the"}))
    i += IsNumber(t, i + 2) && !At(t, i + 3, "%") ? 3 : 2;
  else if (At(t, i, "of") && !IsNumber(t, i + 1))
    ++i;
  Read out;
  out.chunk.kind = ChunkKind::kCount;
  out.chunk.count = {Covering(t, at, i - at), relation == Relation::kNone ? Relation::kGreaterEqual : relation,
                     static_cast<int>(number->numerator())};
  out.chunk.count.of_list = of_list;
  out.chunk.span = out.chunk.count.span;
  out.tokens = i - at;
  return out;
}

}  // namespace eligo::parse
