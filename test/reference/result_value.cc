#include "test/reference/result_value.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "measure/instrument.h"
#include "test/reference/bounds.h"
#include "test/reference/person.h"
#include "units/unit.h"

namespace eligo::reference {
namespace {

using logic::Operator;
using records::Number;
using units::Rational;
using AnswerAsked = logic::Answer;
using AnswerGiven = records::Answer;

constexpr Reading kUnknown = {Truth::kUnknown, Truth::kUnknown};

std::optional<Number> Converted(const Number& number, std::string_view from, std::string_view to, const terms::Concept& analyte) {
  const bool bare = to.empty() || to == "1";
  if (from.empty() != bare) return std::nullopt;
  // Of what has a unit, a bare number lacks it, against a bare limit too.
  if (bare) return analyte.unit.empty() || analyte.unit == "1" ? std::optional(number) : std::nullopt;
  const auto unit = units::ParseUnit(from);
  const auto wanted = units::ParseUnit(to);
  if (!unit || !wanted) return std::nullopt;
  Number converted = number;
  for (std::optional<Rational>* end : {&converted.low, &converted.high}) {
    if (!*end) continue;
    *end = units::Convert(**end, *unit, *wanted, analyte.molar_mass);
    if (!*end) return std::nullopt;
  }
  return converted;
}

}  // namespace

Reading ByRange(const Question& q, const Record& record, const JudgeByRange& judge) {
  const Number& number = *record.row.number;
  if (const auto own = judge(number, {record.row.ref_low, record.row.ref_high}, q.records.Text(record.row.unit))) return Both(*own);
  const terms::Concept& analyte = q.terms.Get(record.concept_id);
  const auto converted = Converted(number, q.records.Text(record.row.unit), analyte.unit, analyte);
  if (!converted || analyte.ranges.empty()) return kUnknown;
  const records::Patient& patient = q.records.patients()[q.patient];
  std::set<int> ages;
  if (patient.birth) {
    for (Date birth = patient.birth->first; birth <= patient.birth->last; ++birth.day) ages.insert(YearsOn(birth, record.start()));
  } else {
    for (int age = 0; age <= 120; ++age) ages.insert(age);
  }
  std::set<Truth> found;
  for (const int age : ages) {
    for (const records::Sex sex : PossibleSexes(patient)) {
      const auto of = sex == records::Sex::kMale ? terms::RangeSex::kMale : terms::RangeSex::kFemale;
      const auto range = std::find_if(analyte.ranges.begin(), analyte.ranges.end(), [&](const auto& r) { return r.Covers(of, age); });
      if (range == analyte.ranges.end()) return kUnknown;
      const auto truth = judge(*converted, {range->low, range->high}, analyte.unit);
      if (!truth) return kUnknown;
      found.insert(*truth);
    }
  }
  return {Truth::kUnknown, found.size() == 1 ? *found.begin() : Truth::kUnknown};
}

namespace {

std::optional<ValueSaid> OfLimit(const Question& q, const Record& record) {
  const logic::Compare& c = *q.fact.compare;
  if (c.per_kg) return std::nullopt;
  const auto& number = record.row.number;
  if (c.titer) {
    if (record.row.answer == AnswerGiven::kNegative && !number) {
      // A negative titer test is below 1:80.
      return ValueSaid{Both(AgainstLimit({{}, Rational(80), false, true, true}, c.op, c.value, c.high))};
    }
    if (!number || !number->titer) return ValueSaid{kUnknown, true};
    return ValueSaid{Both(AgainstLimit(*number, c.op, c.value, c.high))};
  }
  if (!number || number->titer) return ValueSaid{kUnknown, true};
  if (c.times_uln || c.times_lln) {
    return ValueSaid{ByRange(q, record, [&](const Number& value, const Limits& limits, std::string_view) -> std::optional<Truth> {
      const auto& limit = c.times_uln ? limits.high : limits.low;
      if (!limit) return std::nullopt;
      std::optional<Rational> high;
      if (c.high) high = Multiply(*c.high, *limit);
      return AgainstLimit(value, c.op, Multiply(c.value, *limit).value(), high);
    })};
  }
  const auto converted = InUnit(q, record, c.unit);
  if (!converted) return ValueSaid{kUnknown, true};
  const Truth truth = AgainstLimit(*converted, c.op, c.value, c.high);
  // A total that may be one of a shorter form, unless its range tells.
  const measure::Instrument* instrument = measure::Find(q.fact.concept_ref.id);
  if (instrument != nullptr && instrument->ambiguous_to && (!number->high || *number->high <= *instrument->ambiguous_to)) {
    if (!number->exact() || (record.row.ref_high && *record.row.ref_high <= *instrument->ambiguous_to)) return std::nullopt;
    if (!record.row.ref_high) return ValueSaid{{Truth::kUnknown, truth}};
  }
  return ValueSaid{Both(truth)};
}

// Positive or negative.
std::optional<ValueSaid> OfFinding(const Record& record, AnswerAsked asked) {
  switch (record.row.answer) {
    case AnswerGiven::kPositive: return ValueSaid{Both(FromBool(asked == AnswerAsked::kPositive))};
    case AnswerGiven::kNegative: return ValueSaid{Both(FromBool(asked == AnswerAsked::kNegative))};
    case AnswerGiven::kEquivocal:
    case AnswerGiven::kIndeterminate: return ValueSaid{kUnknown};
    case AnswerGiven::kNone: break;
    default: return std::nullopt;
  }
  if (!record.row.number) return std::nullopt;
  if (record.row.number->titer) return ValueSaid{kUnknown, true};
  // Contract 4.9: of a number, only by the result's own range.
  if (!record.row.ref_high) return ValueSaid{kUnknown, true};
  const Truth above = AgainstLimit(*record.row.number, Operator::kGreater, *record.row.ref_high);
  return ValueSaid{Both(asked == AnswerAsked::kPositive ? above : Not(above))};
}

// Low, high, normal, abnormal.
std::optional<ValueSaid> OfRange(const Question& q, const Record& record, AnswerAsked asked) {
  if (record.row.answer != AnswerGiven::kNone || !record.row.number || record.row.number->titer) return std::nullopt;
  return ValueSaid{ByRange(q, record, [&](const Number& value, const Limits& limits, std::string_view) -> std::optional<Truth> {
    if (!limits.low || !limits.high) return std::nullopt;
    return Tried(value, {*limits.low, *limits.high}, [&](Rational v) {
      const bool low = v < *limits.low;
      const bool high = v > *limits.high;
      if (asked == AnswerAsked::kLow) return low;
      if (asked == AnswerAsked::kHigh) return high;
      return asked == AnswerAsked::kNormal ? !low && !high : low || high;
    });
  })};
}

// One of the categories that are asked for: "III", "Class III". More than one, or none, is unknown.
std::optional<ValueSaid> OfCategory(const Question& q, const Record& record) {
  if (record.row.text == 0 || record.row.number || record.row.answer != AnswerGiven::kNone) return std::nullopt;
  std::string text(q.records.Text(record.row.text));
  std::replace(text.begin(), text.end(), '-', ' ');
  std::set<bool> asked;
  int written = 0;
  std::stringstream words(text);
  for (std::string word; words >> word;) {
    if (word.find_first_not_of("IV") != std::string::npos) continue;
    asked.insert(std::find(q.fact.category.begin(), q.fact.category.end(), word) != q.fact.category.end());
    ++written;
  }
  if (asked.empty()) return ValueSaid{kUnknown, true};
  // Of two that are both asked for, or neither, no page says whether they answer.
  if (written > 1 && asked.size() == 1) return std::nullopt;
  return ValueSaid{asked.size() == 1 ? Both(FromBool(*asked.begin())) : kUnknown};
}

// An item of a score by itself: whether it was found.
std::optional<ValueSaid> OfItem(const Record& record) {
  if (record.row.answer == AnswerGiven::kPositive || record.row.answer == AnswerGiven::kNegative) {
    if (record.row.number) return std::nullopt;
    return ValueSaid{Both(FromBool(record.row.answer == AnswerGiven::kPositive))};
  }
  if (!record.row.number || !record.row.number->exact() || record.row.unit != 0 || record.row.answer != AnswerGiven::kNone)
    return std::nullopt;
  return ValueSaid{Both(FromBool(*record.row.number->low > Rational(0)))};
}

}  // namespace

std::optional<Number> InUnit(const Question& q, const Record& record, std::string_view unit) {
  return Converted(*record.row.number, q.records.Text(record.row.unit), unit, q.terms.Get(record.concept_id));
}

std::optional<ValueSaid> SaysOf(const Question& q, const Record& record) {
  if (q.fact.compare && q.fact.answer) return std::nullopt;
  if (!q.fact.item.empty()) return OfItem(record);
  if (!q.fact.category.empty()) return q.fact.compare || q.fact.answer ? std::nullopt : OfCategory(q, record);
  if (q.fact.compare) return OfLimit(q, record);
  if (!q.fact.answer) return std::nullopt;
  switch (*q.fact.answer) {
    case AnswerAsked::kPositive:
    case AnswerAsked::kNegative: return OfFinding(record, *q.fact.answer);
    case AnswerAsked::kLow:
    case AnswerAsked::kHigh:
    case AnswerAsked::kNormal:
    case AnswerAsked::kAbnormal: return OfRange(q, record, *q.fact.answer);
    default: return std::nullopt;
  }
}

}  // namespace eligo::reference
