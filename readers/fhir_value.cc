#include "readers/fhir_value.h"

#include <algorithm>

#include "readers/fhir_text.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

using records::Answer;
using records::Number;
using units::Rational;

struct AnswerCode {
  std::string_view system, code;
  Answer answer;
};

constexpr AnswerCode kAnswerCodes[] = {
    {"SNOMED", "10828004", Answer::kPositive},      {"SNOMED", "260408008", Answer::kPositive},
    {"SNOMED", "260373001", Answer::kPositive},     {"SNOMED", "11214006", Answer::kPositive},
    {"SNOMED", "52101004", Answer::kPositive},      {"SNOMED", "373066001", Answer::kPositive},
    {"SNOMED", "77386006", Answer::kPositive},      {"SNOMED", "260385009", Answer::kNegative},
    {"SNOMED", "260415000", Answer::kNegative},     {"SNOMED", "131194007", Answer::kNegative},
    {"SNOMED", "2667000", Answer::kNegative},       {"SNOMED", "373067005", Answer::kNegative},
    {"SNOMED", "60001007", Answer::kNegative},      {"SNOMED", "42425007", Answer::kEquivocal},
    {"SNOMED", "82334004", Answer::kIndeterminate}, {"SNOMED", "419984006", Answer::kIndeterminate},
    {"SNOMED", "17621005", Answer::kNormal},        {"SNOMED", "263654008", Answer::kAbnormal},
    {"SNOMED", "75540009", Answer::kHigh},          {"SNOMED", "371879000", Answer::kHigh},
    {"SNOMED", "62482003", Answer::kLow},           {"LOINC", "LA6576-8", Answer::kPositive},
    {"LOINC", "LA11882-0", Answer::kPositive},      {"LOINC", "LA9633-4", Answer::kPositive},
    {"LOINC", "LA33-6", Answer::kPositive},         {"LOINC", "LA6577-6", Answer::kNegative},
    {"LOINC", "LA11883-8", Answer::kNegative},      {"LOINC", "LA9634-2", Answer::kNegative},
    {"LOINC", "LA32-8", Answer::kNegative},         {"LOINC", "LA11884-6", Answer::kIndeterminate},
};

// HL7 ObservationInterpretation (v3 and v2 table 0078), most telling first.
constexpr AnswerCode kInterpretations[] = {
    {"", "POS", Answer::kPositive}, {"", "RR", Answer::kPositive},  {"", "WR", Answer::kPositive},
    {"", "DET", Answer::kPositive}, {"", "NEG", Answer::kNegative}, {"", "NR", Answer::kNegative},
    {"", "ND", Answer::kNegative},  {"", "E", Answer::kEquivocal},  {"", "IND", Answer::kIndeterminate},
    {"", "HH", Answer::kHigh},      {"", "HU", Answer::kHigh},      {"", "H", Answer::kHigh},
    {"", "LL", Answer::kLow},       {"", "LU", Answer::kLow},       {"", "L", Answer::kLow},
    {"", "AA", Answer::kAbnormal},  {"", "A", Answer::kAbnormal},   {"", "N", Answer::kNormal},
};

bool IsInterpretationSystem(std::string_view system) {
  return system.empty() || system.find("ObservationInterpretation") != std::string_view::npos || system.ends_with("v2-0078") ||
         system.ends_with("v2/0078") || system.find("observation-interpretation") != std::string_view::npos ||
         system == "urn:oid:2.16.840.1.113883.5.83";
}

bool HasLetter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%'; });
}

// What may follow a number: nothing, a laboratory's flag, a unit, an answer, or a unit and an answer.
bool ReadTail(std::string_view tail, Value& value) {
  tail = Trim(tail);
  while (tail.ends_with('*')) tail = Trim(tail.substr(0, tail.size() - 1));
  if (tail.empty()) return true;
  for (const std::string_view flag : {"H", "L", "HH", "LL", "A", "(H)", "(L)"}) {
    if (tail == flag) return true;
  }
  for (const std::string_view flag : {" H", " L", " HH", " LL", " (H)", " (L)"}) {
    if (tail.ends_with(flag) && !units::ParseUnit(tail)) tail = Trim(tail.substr(0, tail.size() - flag.size()));
  }
  if (tail[0] == '/' && tail.size() > 1 && tail[1] >= '0' && tail[1] <= '9') return false;  // 120/80
  if (HasLetter(tail) && units::ParseUnit(tail)) {
    value.unit = tail;
    return true;
  }
  const Answer answer = AnswerOfText(tail);
  if (answer == Answer::kNone) return false;
  // "35 IU/mL (positive)": the words before the answer must be a unit.
  for (std::size_t split = tail.find_first_of(" ("); split != std::string_view::npos; split = tail.find_first_of(" (", split + 1)) {
    const std::string_view unit = Trim(tail.substr(0, split));
    if (unit.empty() || AnswerOfText(unit) != Answer::kNone) break;
    if (HasLetter(unit) && units::ParseUnit(unit) && AnswerOfText(tail.substr(split)) == answer) {
      value.unit = unit;
      break;
    }
  }
  value.answer = answer;
  return value.unit.empty() ? WordCount(tail) <= 3 : true;
}

// "1:160" anywhere in the text, with its comparator; nothing when there are several that differ.
std::optional<Number> FindTitre(std::string_view text) {
  std::optional<Number> found;
  for (std::size_t at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
    std::string_view before = Trim(text.substr(0, at));
    std::string_view after = Trim(text.substr(at + 1));
    if (!before.ends_with('1')) continue;
    before.remove_suffix(1);
    if (!before.empty() && ((before.back() >= '0' && before.back() <= '9') || before.back() == '.')) continue;
    std::size_t digits = 0;
    while (digits < after.size() && after[digits] >= '0' && after[digits] <= '9') ++digits;
    const auto dilution = Rational::Parse(after.substr(0, digits));
    if (!dilution || *dilution == Rational(0) || (digits < after.size() && (after[digits] == ':' || after[digits] == '.')))
      return std::nullopt;
    std::string_view comparator;
    const std::string_view sign = Trim(before);
    for (const std::string_view c : {"<=", ">=", "<", ">"}) {
      if (sign.ends_with(c)) {
        comparator = c;
        break;
      }
    }
    std::optional<Number> number = Compared(comparator, *dilution);
    number->titer = true;
    if (found && (found->low != number->low || found->high != number->high)) return std::nullopt;
    found = number;
  }
  return found;
}

// comparator? number ("-" number)? tail
bool ReadNumber(std::string_view text, Value& value) {
  text = Trim(text);
  const std::string_view comparator = TakeComparator(text);
  const std::optional<Rational> first = TakeNumber(text);
  if (!first) return false;
  Value read;
  std::string_view rest = Trim(text);
  std::string_view after = rest;
  const bool range = comparator.empty() && (after.starts_with('-') || after.starts_with("to "));
  if (range) {
    after.remove_prefix(after[0] == '-' ? 1 : 3);
    after = Trim(after);
    const std::optional<Rational> second = TakeNumber(after);
    if (!second || *second < *first) return false;
    read.number = Number{first, second, false, false, false};
    rest = after;
  } else {
    read.number = Compared(comparator, *first);
  }
  if (!ReadTail(rest, read)) return false;
  value.number = read.number;
  value.unit = read.unit;
  if (read.answer != Answer::kNone) value.answer = read.answer;
  return true;
}

Value ReadRatio(const Node& ratio) {
  Value value;
  const Value above = ReadQuantity(ratio["numerator"]);
  const Value below = ReadQuantity(ratio["denominator"]);
  const auto numerator = ratio["numerator"]["value"].Decimal();
  if (!numerator || !above.number || !below.number || !below.number->exact() || *below.number->low <= Rational(0)) return value;
  const Rational denominator = *below.number->low;
  const bool bare = (above.unit.empty() || above.unit == "1" || above.unit == "{titer}") &&
                    (below.unit.empty() || below.unit == "1" || below.unit == "{titer}");
  if (bare && *numerator == Rational(1) && denominator > Rational(1)) {
    value.number = Compared(ratio["numerator"]["comparator"].Text(), denominator);
    if (value.number) value.number->titer = true;
    return value;
  }
  Number number = *above.number;
  if (number.low) number.low = Divide(*number.low, denominator);
  if (number.high) number.high = Divide(*number.high, denominator);
  if (!number.low && !number.high) return value;
  value.number = number;
  if (!bare) value.unit = (above.unit.empty() ? "1" : above.unit) + (below.unit.empty() || below.unit == "1" ? "" : "/" + below.unit);
  return value;
}

}  // namespace

std::optional<Number> Compared(std::string_view comparator, Rational value) {
  Number number;
  if (comparator.empty() || comparator == "=") {
    number.low = number.high = value;
  } else if (comparator == "<" || comparator == "<=") {
    number.high = value;
    number.high_open = comparator == "<";
  } else if (comparator == ">" || comparator == ">=") {
    number.low = value;
    number.low_open = comparator == ">";
  } else {
    return std::nullopt;
  }
  return number;
}

Value ReadTextValue(std::string_view text) {
  Value value;
  value.text = ShortText(text);
  if (text.size() > 200) return value;
  const std::string plain = PlainSigns(text);
  value.answer = AnswerOfText(plain);
  value.number = FindTitre(plain);
  if (value.number || plain.find('+') != std::string::npos || ReadNumber(plain, value)) return value;  // "2+" is no number
  // "Detected, <20 IU/mL": the number after the answer.
  if (value.answer != Answer::kNone) {
    const std::size_t digit = plain.find_first_of("<>0123456789");
    if (digit != std::string::npos && digit > 0 && AnswerOfText(std::string_view(plain).substr(0, digit)) == value.answer) {
      ReadNumber(std::string_view(plain).substr(digit), value);
    }
  }
  return value;
}

Value ReadQuantity(const Node& quantity) {
  Value value;
  if (!quantity.present()) return value;
  const auto members = quantity.Members<5>({"code", "unit", "system", "value", "comparator"});
  const std::string_view code = members[0].Text();
  const std::string_view unit = members[1].Text();
  const std::string_view system = members[2].Text();
  const bool ucum = system.starts_with("http://unitsofmeasure.org") || system == "urn:oid:2.16.840.1.113883.6.8";
  value.unit = TidyUnit(ucum && !code.empty() ? code : unit);
  if (value.unit.empty()) value.unit = TidyUnit(code);
  if (const auto number = members[3].Decimal()) value.number = Compared(members[4].Text(), *number);
  return value;
}

Value ReadValue(const Node& holder) {
  if (const Node q = holder["valueQuantity"]; q.present()) return ReadQuantity(q);
  if (const Node c = holder["valueCodeableConcept"]; c.present()) {
    const Codeable code = ReadCodeable(c);
    Value value = ReadTextValue(code.Label());
    if (const Answer answer = AnswerOf(code); answer != Answer::kNone) value.answer = answer;
    return value;
  }
  if (const Node s = holder["valueString"]; s.present()) return ReadTextValue(s.Text());
  if (const Node r = holder["valueRange"]; r.present()) {
    Value value = ReadQuantity(r["low"].present() ? r["low"] : r["high"]);
    Number number;
    number.low = r["low"]["value"].Decimal();
    number.high = r["high"]["value"].Decimal();
    if (number.low && number.high && *number.high < *number.low) r.Complain("ends before it starts");
    value.number = number.low || number.high ? std::optional(number) : std::nullopt;
    return value;
  }
  if (const Node r = holder["valueRatio"]; r.present()) return ReadRatio(r);
  Value value;
  if (const Node b = holder["valueBoolean"]; b.present()) {
    value.answer = b.True() ? Answer::kPositive : Answer::kNegative;
  } else if (const Node i = holder["valueInteger"]; i.present()) {
    if (const auto whole = i.Whole()) value.number = Number{Rational(*whole), Rational(*whole), false, false, false};
  } else if (const Node d = holder["valueDateTime"]; d.present()) {
    if (d.Day()) value.text = d.Text();
  }
  return value;
}

Answer AnswerOf(const Codeable& code) {
  for (const Coding& coding : code.codings) {
    for (const AnswerCode& known : kAnswerCodes) {
      if (coding.system == known.system && coding.code == known.code) return known.answer;
    }
    if (coding.system.empty() || !IsInterpretationSystem(coding.system)) continue;
    for (const AnswerCode& known : kInterpretations) {
      if (coding.code == known.code) return known.answer;
    }
  }
  if (!code.text.empty()) {
    if (const Answer answer = AnswerOfText(code.text); answer != Answer::kNone) return answer;
  }
  for (const Coding& coding : code.codings) {
    if (const Answer answer = AnswerOfText(coding.display); answer != Answer::kNone) return answer;
  }
  return Answer::kNone;
}

Answer ReadInterpretation(const Node& interpretation) {
  std::size_t best = std::size(kInterpretations);
  Answer by_words = Answer::kNone;
  for (const Node& entry : interpretation.Items()) {
    const Codeable code = ReadCodeable(entry);
    for (const Coding& coding : code.codings) {
      if (!IsInterpretationSystem(coding.system)) continue;
      for (std::size_t i = 0; i < best; ++i) {
        if (coding.code == kInterpretations[i].code) best = i;
      }
    }
    if (by_words == Answer::kNone) by_words = AnswerOf(code);
  }
  return best < std::size(kInterpretations) ? kInterpretations[best].answer : by_words;
}

std::string TidyUnit(std::string_view unit) {
  unit = Trim(unit);
  for (const std::string_view none : {"''", "\"\"", "n/a", "N/A", "NA", "none", "None", "-", ".", "{nominal}"}) {
    if (unit == none) return {};
  }
  return std::string(unit);
}

std::string ShortText(std::string_view text) {
  constexpr std::size_t kBytes = 200;
  text = Trim(text);
  if (text.size() <= kBytes) return std::string(text);
  std::size_t end = kBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end));
}

}  // namespace eligo::readers
