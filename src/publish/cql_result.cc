#include "publish/cql_result.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "publish/cql_span.h"
#include "units/unit.h"

namespace eligo::publish {
namespace {

using logic::Compare;
using logic::Fact;
using logic::Operator;
using logic::Pick;

// What laboratories report in. Which of them convert into a limit is asked of units.
constexpr std::array<std::string_view, 62> kReported = {
    "g/L",    "g/dL",    "mg/dL",   "mg/L",    "ug/mL",      "ug/L",     "ug/dL",     "ng/mL",
    "ng/dL",  "ng/L",    "pg/mL",   "mg/mL",   "g/mL",       "mol/L",    "mmol/L",    "umol/L",
    "nmol/L", "pmol/L",  "meq/L",   "10*9/L",  "10*3/uL",    "10*6/uL",  "10*12/L",   "10*6/L",
    "/uL",    "/mm3",    "/L",      "/mL",     "{cells}/uL", "10*3/mm3", "K/uL",      "U/L",
    "U/mL",   "[IU]/L",  "[IU]/mL", "k[IU]/L", "k[IU]/mL",   "m[IU]/mL", "m[IU]/L",   "u[IU]/mL",
    "%",      "1",       "{ratio}", "s",       "min",        "mL/min",   "mL/s",      "mL/min/{1.73_m2}",
    "mg/g",   "mg/mmol", "g/g",     "g/d",     "mg/d",       "g/(24.h)", "mg/(24.h)", "kg",
    "g",      "cm",      "m",       "kg/m2",   "mm[Hg]",     "Cel"};

// `value` of a row against one limit.
std::string CompareText(Operator op, const CqlDecimal& low, const CqlDecimal& high, std::string_view factor) {
  const std::string value = "ValueOf(O), ComparatorOf(O)";
  const auto bound = [&](const CqlDecimal& d) { return factor.empty() ? d.text : fmt::format("{} * {}", d.text, factor); };
  // A limit that was cut off lies above what was written: no value with fewer digits lies between.
  const auto at_least = [&](const CqlDecimal& d) { return fmt::format("{}({}, {})", d.exact ? "IsAtLeast" : "IsAbove", value, bound(d)); };
  const auto above = [&](const CqlDecimal& d) { return fmt::format("IsAbove({}, {})", value, bound(d)); };
  switch (op) {
    case Operator::kLess: return "not " + at_least(low);
    case Operator::kLessEqual: return "not " + above(low);
    case Operator::kGreaterEqual: return at_least(low);
    case Operator::kGreater: return above(low);
    case Operator::kBetween: return at_least(low) + " and not " + above(high);
    case Operator::kEqual: return at_least(low) + " and not " + above(low);
  }
  return "";
}

// The limit that decides about results in a unit: its own, else the first that meets it without a molar mass, else the first.
const Compare& LimitFor(const std::vector<Compare>& limits, std::string_view reported, const units::Unit& unit) {
  for (const Compare& limit : limits) {
    if (limit.unit == reported) return limit;
  }
  for (const Compare& limit : limits) {
    const auto own = units::ParseUnit(limit.unit);
    if (own && own->Commensurable(unit)) return limit;
  }
  return limits.front();
}

Result<std::string> LimitText(const std::vector<Compare>& limits, const terms::Concept& analyte) {
  const Compare& first = limits.front();
  if (first.titer) return Error{"a titer"};
  if (first.per_kg) return Error{"a limit per kg"};
  if (first.op == Operator::kBetween && !first.high) return Error{"a limit with one end"};
  if (first.value < units::Rational(0)) return Error{"a limit below nought"};
  if (first.times_uln || first.times_lln) {
    const std::string_view limit = first.times_uln ? "UpperLimitOf(O)" : "LowerLimitOf(O)";
    return CompareText(first.op, DecimalOf(first.value), DecimalOf(first.high.value_or(first.value)), limit);
  }
  std::string text;
  std::vector<std::string_view> reported{kReported.begin(), kReported.end()};
  for (const Compare& limit : limits) {
    if (std::find(reported.begin(), reported.end(), limit.unit) == reported.end()) reported.push_back(limit.unit);
  }
  for (const std::string_view unit : reported) {
    const auto from = units::ParseUnit(unit);
    if (unit.empty() || !from) continue;
    const Compare& limit = LimitFor(limits, unit, *from);
    const auto own = units::ParseUnit(limit.unit);
    const auto convert = [&](const units::Rational& value) -> std::optional<units::Rational> {
      if (limit.unit == unit) return value;
      return own && !limit.unit.empty() ? units::Convert(value, *own, *from, analyte.molar_mass) : std::nullopt;
    };
    const auto low = convert(limit.value);
    const auto high = convert(limit.high.value_or(limit.value));
    if (!low || !high) continue;
    // Nobody reports ten million of anything, nor a ten-thousandth.
    if (*high > units::Rational(10'000'000) || (*low > units::Rational(0) && *low < *units::Rational::Of(1, 10'000))) continue;
    text += fmt::format("\n      when {} then {}", QuotedText(unit), CompareText(limit.op, DecimalOf(*low), DecimalOf(*high), ""));
  }
  if (text.empty()) return Error{fmt::format("the unit `{}`", first.unit)};
  return fmt::format("case UnitOf(O){}\n      else null as Boolean end", text);
}

}  // namespace

Result<CqlReadings> WriteResult(const Fact& fact, terms::ConceptId id, const std::vector<Compare>& twins, logic::Side side,
                                CqlLibrary& library) {
  const terms::Terms& terms = library.terms();
  const terms::Concept& c = terms.Get(id);
  if (!fact.compare && !fact.answer) return Error{"a test without a limit or an answer"};
  if (fact.answer && *fact.answer != logic::Answer::kPositive && *fact.answer != logic::Answer::kNegative)
    return Error{fmt::format("the answer `{}`", logic::ToString(*fact.answer))};
  if (c.female_only) return Error{"a test that only women can have positive"};
  if (c.id == "bmi") return Error{"a body mass index, which is computed from weight and height"};
  if (c.id == "creatinine_clearance_cg") return Error{"a clearance, which is computed from other results"};
  auto span = SpanOf(fact, library);
  if (!span) return Error{span.error()};
  if (fact.pick == Pick::kFirst) return Error{"the pick `first`"};
  const std::vector<terms::ConceptId> closure = terms.Closure(id);
  if (closure.size() > 1 && fact.compare) return Error{"a limit for a class of tests"};
  const bool negative = fact.answer == logic::Answer::kNegative;

  std::string ask;
  if (fact.compare) {
    std::vector<Compare> limits{*fact.compare};
    limits.insert(limits.end(), twins.begin(), twins.end());
    const auto limit = LimitText(limits, c);
    if (!limit) return Error{limit.error()};
    ask = *limit;
  }
  if (fact.answer)
    ask = ask.empty() ? (negative && closure.size() == 1 ? "not IsPositive(O)" : "IsPositive(O)")
                      : fmt::format("({}) and {}IsPositive(O)", ask, negative ? "not " : "");
  const bool any = fact.pick == Pick::kAny || (!fact.pick && span->mode == Span::Mode::kEver && fact.answer && !negative);
  const std::string fresh = span->mode == Span::Mode::kNow ? fmt::format("({} - 28 days)", span->anchor) : span->first;

  // Of each member of a class its own latest one.
  std::string strict;
  std::string presumed;
  bool some = false;
  for (const terms::ConceptId member : closure) {
    const std::string results = library.Results(member);
    const std::string_view own_name = terms.Get(member).id;
    if (results.empty()) {
      // Its results are not seen: unknown, as without one.
      if (member == id && closure.size() > 1) continue;
      strict += (strict.empty() ? "" : ", ") + std::string("null as Boolean");
      presumed += (presumed.empty() ? "" : ", ") + std::string("null as Boolean");
      continue;
    }
    some = true;
    const std::string name = closure.size() == 1 ? fact.id : fmt::format("{} {}", fact.id, own_name);
    const std::string all = name + " results";
    library.Define(all, fmt::format("ResultsUpTo({}, {})", results, span->last));
    const std::string newer = library.MayBeNewer(any ? "" : QuotedName(all), span->last, member);
    if (any) {
      library.Define(name + " in time",
                     fmt::format("if LastDay({0}) is null or {3} or not exists ({0} O where DayOfResult(O) >= {1}) then null as "
                                 "Boolean\n    else AnyOf({0} O where DayOfResult(O) >= {1} return all {2})",
                                 QuotedName(all), fresh, ask, newer));
      strict += (strict.empty() ? "" : ", ") + QuotedName(name + " in time");
      presumed += (presumed.empty() ? "" : ", ") + QuotedName(name + " in time");
      continue;
    }
    library.Define(name + " latest",
                   fmt::format("if {} then null as Boolean\n    else Agreed((LastOf({})) O return all {})", newer, QuotedName(all), ask));
    library.Define(name + " fresh",
                   fmt::format("if LastDay({}) >= {} then {} else null as Boolean", QuotedName(all), fresh, QuotedName(name + " latest")));
    // In a look-back window of what excludes, an earlier result may be what is meant: it must not say otherwise.
    const bool both = side == logic::Side::kExcluding && !fact.pick && span->mode == Span::Mode::kBetween;
    if (both) {
      library.Define(name + " any", fmt::format("AnyOf({} O where DayOfResult(O) >= {} return all {})", QuotedName(all), fresh, ask));
      for (const char* reading : {" fresh", " latest"}) {
        library.Define(name + reading + " and any",
                       fmt::format("case when {0} then true when {0} is false and {1} is false then false else null as Boolean end",
                                   QuotedName(name + reading), QuotedName(name + " any")));
      }
    }
    const std::string agreed = both ? " and any" : "";
    // Of a class, what it itself is called counts where it was tested.
    const bool of_class = member == id && closure.size() > 1;
    const auto counted = [&](const std::string& reading) {
      return of_class ? fmt::format("(if exists {} then {} else false)", QuotedName(all), QuotedName(reading)) : QuotedName(reading);
    };
    strict += (strict.empty() ? "" : ", ") + counted(fmt::format("{} fresh{}", name, agreed));
    presumed += (presumed.empty() ? "" : ", ") + counted(fmt::format("{} latest{}", name, agreed));
  }
  if (!some) return Error{"no code is known for it"};
  if (closure.size() == 1) return CqlReadings{{CqlTerm::Kind::kPlain, strict}, {CqlTerm::Kind::kPlain, presumed}};
  library.Define(fact.id + " strict", fmt::format("AnyOf({{ {} }})", strict));
  library.Define(fact.id + " presumed", fmt::format("AnyOf({{ {} }})", presumed));
  CqlReadings readings{Named(fact.id + " strict"), Named(fact.id + " presumed")};
  if (negative) readings = {Not(readings.strict), Not(readings.presumed)};
  return readings;
}

}  // namespace eligo::publish
