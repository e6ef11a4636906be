#include "logic/parse_amount.h"

#include <array>
#include <limits>
#include <string>

#include "logic/parse_fact.h"
#include "logic/vocabulary.h"
#include "units/unit.h"

namespace eligo::logic {
namespace {

struct Unit {
  std::optional<std::string> code;  // nothing is written
  bool times_uln = false, times_lln = false;
};

// What only ends an amount: no unit is one of these words.
bool EndsAmount(const Token& next) {
  return next.kind == Token::Kind::kEnd || next.kind == Token::Kind::kOperator || (next.kind == Token::Kind::kMark && !next.Is("[")) ||
         (next.kind == Token::Kind::kWord && (IsReserved(next.text) || ParseAnswer(next.text)));
}

bool ReadUnit(LineReading& line, Unit& unit) {
  Cursor& cursor = line.cursor;
  const std::string text = cursor.PeekUnit();
  const Span span = cursor.TakeUnit();
  if (text.empty()) {
    line.Fail(span, "no unit behind `x`; write `ULN`, `LLN` or a unit");
    return false;
  }
  // What people write comes first: K/uL is thousands, not kelvins.
  if (const auto known = units::ParseUnit(text)) {
    unit.code = known->code;
  } else {
    line.Fail(span, "unknown unit `" + text + "`; write it in UCUM, such as `mg/dL`", "kUnknownUnit");
    return false;
  }
  return true;
}

bool ParseUnitHere(LineReading& line, Unit& unit) {
  Cursor& cursor = line.cursor;
  if (cursor.Peek().kind == Token::Kind::kString) {
    unit.code = cursor.Take().text;
    return true;
  }
  if (const auto spoken = cursor.Peek().kind == Token::Kind::kWord ? ParseSpokenUnit(cursor.Peek().text) : std::nullopt) {
    cursor.Take();
    unit.code = std::string(*spoken);
    return true;
  }
  while (cursor.TakeIf("x")) {
    if (cursor.TakeIf("ULN")) {
      unit.times_uln = true;
    } else if (cursor.TakeIf("LLN")) {
      unit.times_lln = true;
    } else {
      return ReadUnit(line, unit);
    }
  }
  if (unit.times_uln || unit.times_lln || EndsAmount(cursor.Peek())) return true;
  return ReadUnit(line, unit);
}

// "(no unit)", "(unit "...")".
bool ParseUnitRemark(LineReading& line, Unit& unit) {
  Cursor& cursor = line.cursor;
  if (!cursor.Peek().Is("(")) return true;
  const Token inside = cursor.Second();
  if (inside.Is("no")) {
    cursor.Take();
    cursor.Take();
    unit.code = "";
    return line.Require("unit", "`unit`") && line.Require(")", "`)`");
  }
  if (!inside.Is("unit")) return true;
  cursor.Take();
  cursor.Take();
  unit.code = ParseWord(line, "a unit");
  return unit.code && line.Require(")", "`)`");
}

bool ParseNumber(LineReading& line, units::Rational& value, bool& titer) {
  Cursor& cursor = line.cursor;
  if (cursor.Peek().kind == Token::Kind::kNumber && cursor.Peek().text == "1" && cursor.Second().Is(":")) {
    cursor.Take();
    cursor.Take();
    titer = true;
  }
  if (cursor.Peek().kind != Token::Kind::kNumber) {
    line.Expected("a number");
    return false;
  }
  value = cursor.Take().number;
  return true;
}

struct Limit {
  Operator op = Operator::kEqual;
  units::Rational value;
  std::optional<units::Rational> high;
  bool titer = false;
};

bool ParseLimit(LineReading& line, Limit& limit) {
  Cursor& cursor = line.cursor;
  if (cursor.Peek().kind == Token::Kind::kOperator) {
    limit.op = ParseOperator(cursor.Take().text);
    return ParseNumber(line, limit.value, limit.titer);
  }
  if (!line.Require("between", "`>=` or another comparison")) return false;
  limit.op = Operator::kBetween;
  if (!ParseNumber(line, limit.value, limit.titer)) return false;
  // "between 2 times", "between 2 4 weeks apart of": a count has one number.
  if (cursor.Peek().Is("times") || cursor.Peek().Is("of") || cursor.Peek().kind == Token::Kind::kNumber) return true;
  if (!line.Require("and", "`and` and the higher number")) return false;
  if (cursor.TakeIf("unstated")) return true;
  bool titer = false;
  units::Rational high;
  if (!ParseNumber(line, high, titer)) return false;
  limit.high = high;
  return true;
}

std::optional<int> Whole(const units::Rational& value) {
  if (value.denominator() != 1 || value.numerator() < std::numeric_limits<int>::min() ||
      value.numerator() > std::numeric_limits<int>::max())
    return std::nullopt;
  return static_cast<int>(value.numerator());
}

}  // namespace

Operator ParseOperator(std::string_view text) {
  for (const Operator op : {Operator::kLess, Operator::kLessEqual, Operator::kEqual, Operator::kGreaterEqual}) {
    if (ToString(op) == text) return op;
  }
  return Operator::kGreater;
}

bool ParseCountBound(LineReading& line, CountBound& count) {
  const Span begin = line.cursor.Peek().span;
  Limit limit;
  if (!ParseLimit(line, limit)) return false;
  const auto value = Whole(limit.value);
  if (!value || limit.high || limit.titer) {
    line.Fail({begin.begin, line.cursor.taken()}, "a count that is no whole number; write one, such as `>= 2`");
    return false;
  }
  count.op = limit.op;
  count.value = *value;
  return true;
}

bool ParseCompare(LineReading& line, Compare& compare, std::optional<CountBound>& times) {
  Cursor& cursor = line.cursor;
  const Span begin = cursor.Peek().span;
  Limit limit;
  if (!ParseLimit(line, limit)) return false;
  if (cursor.TakeIf("times")) {
    const auto value = Whole(limit.value);
    if (!value || limit.high || limit.titer) {
      line.Fail({begin.begin, cursor.taken()}, "a count that is no whole number; write one, such as `>= 2 times`");
      return false;
    }
    times = CountBound{limit.op, *value, std::nullopt};
    return true;
  }
  Unit unit;
  if (!ParseUnitHere(line, unit)) return false;
  if (cursor.TakeIf("per")) {
    if (!line.Require("kg", "`kg`")) return false;
    compare.per_kg = true;
  }
  if (!ParseUnitRemark(line, unit)) return false;
  const bool bare = unit.times_uln || unit.times_lln || limit.titer;
  compare.op = limit.op;
  compare.value = limit.value;
  compare.high = limit.high;
  compare.titer = limit.titer;
  compare.times_uln = unit.times_uln;
  compare.times_lln = unit.times_lln;
  compare.unit = unit.code.value_or(bare ? "" : "1");
  return true;
}

bool ParseDose(LineReading& line, Fact& fact) {
  Cursor& cursor = line.cursor;
  Limit limit;
  if (!ParseLimit(line, limit)) return false;
  Unit unit;
  const bool quoted = cursor.Peek().kind == Token::Kind::kString;
  if (!cursor.Second().Is("equivalent") && !ParseUnitHere(line, unit)) return false;
  Dose dose;
  dose.op = limit.op;
  dose.value = limit.value;
  dose.high = limit.high;
  if (cursor.TakeIf("per")) {
    if (!line.Require("kg", "`kg`")) return false;
    dose.per_kg = true;
  }
  if (!ParseUnitRemark(line, unit)) return false;
  dose.unit = unit.code.value_or("1");
  if (!quoted && dose.unit == "mg/kg/d") {
    dose.unit = "mg/d";
    dose.per_kg = true;
  }
  if (cursor.Second().Is("equivalent") && !EndsAmount(cursor.Peek())) {
    auto of = ParseWord(line, "a drug");
    if (!of) return false;
    dose.equivalent_of = std::move(*of);
    cursor.Take();
  }
  fact.dose = std::move(dose);
  return true;
}

bool ParseChange(LineReading& line, Fact& fact) {
  Change change;
  Limit limit;
  if (!ParseLimit(line, limit)) return false;
  Unit unit;
  if (!ParseUnitHere(line, unit) || !ParseUnitRemark(line, unit) || !line.Require("against", "`against` and what it is compared with"))
    return false;
  auto against = ParseWord(line, "`baseline`, `previous` or `normal`");
  if (!against) return false;
  change.op = limit.op;
  change.value = limit.value;
  change.unit = unit.code.value_or("1");
  change.against = std::move(*against);
  fact.change = std::move(change);
  return true;
}

}  // namespace eligo::logic
