#include "match/clearance.h"

#include <algorithm>

#include <fmt/format.h>

#include "match/phrase.h"
#include "match/result.h"
#include "measure/creatinine_clearance.h"

namespace eligo::match {
namespace {

using measure::FormulaSex;
using records::Number;
using records::Row;

constexpr std::string_view kFormula = "creatinine_clearance_cg";
constexpr std::string_view kMeasured = "creatinine_clearance_measured";

FormulaSex SexForFormula(const records::Patient& patient) {
  const records::Sex sex = SexOf(patient);
  if (sex == records::Sex::kFemale) return FormulaSex::kFemale;
  return sex == records::Sex::kMale ? FormulaSex::kMale : FormulaSex::kUnknown;
}

std::optional<Number> InUnit(const Row& row, const Subject& subject, terms::ConceptId id, std::string_view unit) {
  const auto from = units::ParseUnit(subject.run.records.Text(row.unit));
  const auto to = units::ParseUnit(unit);
  if (!row.number || row.number->titer || row.unit == 0 || !from || !to) return std::nullopt;
  Number n = *row.number;
  const auto convert = [&](std::optional<units::Rational>& end) {
    if (end) end = units::Convert(*end, *from, *to, subject.Concept(id).molar_mass);
  };
  const bool low = n.low.has_value();
  const bool high = n.high.has_value();
  convert(n.low);
  convert(n.high);
  return low == n.low.has_value() && high == n.high.has_value() ? std::optional(n) : std::nullopt;
}

// The value nearest to a day: the latest on it or before, else the first after it. Several of one day make an interval.
struct Body {
  std::optional<Number> value;
  Date day;
  const Row* row = nullptr;
};
Body BodyOn(std::optional<terms::ConceptId> id, std::string_view unit, const Subject& subject, Date day) {
  Body best;
  if (!id) return best;
  for (const Row& row : subject.Rows(*id)) {
    if (row.domain != records::Domain::kObservation || !row.start || !row.start->exact() || !Exists(row, subject.known_by())) continue;
    const auto value = InUnit(row, subject, *id, unit);
    if (!value || !value->exact()) continue;
    const Date on = row.start->first;
    const bool better = best.row == nullptr || (on <= day ? best.day > day || on > best.day : best.day > day && on < best.day);
    if (better) {
      best = {value, on, &row};
    } else if (on == best.day) {
      best.value->low = std::min(*best.value->low, *value->low);
      best.value->high = std::max(*best.value->high, *value->high);
    }
  }
  return best;
}

// "39.957", "64.93 to 76.39".
std::string ClearanceText(const Number& n) {
  const auto end = [](const std::optional<units::Rational>& e) { return e ? fmt::format("{:.3f}", e->ToDouble()) : std::string("?"); };
  return n.exact() ? end(n.low) : fmt::format("{} to {}", end(n.low), end(n.high));
}

// What one creatinine makes.
struct Computed {
  std::optional<Number> clearance;
  bool strict = true;  // made of nothing but what counts strictly
  Body weight;
  std::string missing;
  std::string parts;  // "creatinine 1 mg/dL on 2026-05-20, 50 kg, 30 years, female"
};

Computed Compute(const Row& row, terms::ConceptId creatinine, const Subject& subject) {
  Computed out;
  const auto value = InUnit(row, subject, creatinine, kCreatinineUnit);
  if (!value) out.missing = "the creatinine result as a number with its unit";
  if (!row.start || !row.start->exact()) out.missing = "the day of the creatinine result";
  if (!out.missing.empty()) return out;
  const Date day = row.start->first;
  const auto ages = AgesOn(subject, day);
  out.weight = BodyOn(subject.run.known.body_weight, kWeightUnit, subject, day);
  if (!ages) out.missing = "the date of birth";
  if (!out.weight.value) out.missing = fmt::format("a body weight of {} or before", ToString(day));
  if (!out.missing.empty()) return out;
  out.strict = out.weight.day <= day && out.weight.day >= AddDays(day, -kWeightDays);
  if (!out.strict) out.missing = fmt::format("a body weight of {} or up to {} days before", ToString(day), kWeightDays);
  const FormulaSex sex = SexForFormula(subject.patient);
  out.clearance = measure::CockcroftGault(ages->low, ages->high, *out.weight.value, *value, sex);
  if (!out.clearance)
    out.missing = fmt::format("creatinine clearance: the formula holds from {} years on", measure::kCockcroftGaultFromAge);
  if (!subject.run.words) return out;
  const std::string years = ages->low == ages->high ? std::to_string(ages->low) : fmt::format("{} to {}", ages->low, ages->high);
  const std::string_view who = sex == FormulaSex::kFemale ? "female" : sex == FormulaSex::kMale ? "male" : "of unknown sex";
  out.parts = fmt::format("creatinine {} on {}, {} kg on {}, {} years, {}", ValueText(subject.run, row), ToString(day),
                          NumberText(*out.weight.value), ToString(out.weight.day), years, who);
  return out;
}

Truth Compare(const Number& clearance, const PreparedFact& fact) {
  const Limit& limit = fact.limits.front();
  const auto from = units::ParseUnit(kClearanceUnit);
  if (!from || !limit.unit) return Truth::kUnknown;
  Number n = clearance;
  for (std::optional<units::Rational>* end : {&n.low, &n.high}) {
    if (!*end) continue;
    *end = units::Convert(**end, *from, *limit.unit);
    if (!*end) return Truth::kUnknown;
  }
  return CompareNumber(n, limit.compare.op, limit.compare.value, limit.compare.high);
}

// Were the ideal weight taken: the clearance, if it turns the verdict round.
std::string ByIdealWeight(const Row& row, const Computed& computed, const PreparedFact& fact, Truth truth, const Subject& subject,
                          terms::ConceptId creatinine) {
  const Body height = BodyOn(subject.run.terms.Find("height"), "cm", subject, row.start->first);
  const FormulaSex sex = SexForFormula(subject.patient);
  if (!height.value || !height.value->exact()) return "";
  const auto ideal = measure::IdealWeight(*height.value->low, sex);
  const auto ages = AgesOn(subject, row.start->first);
  const auto value = InUnit(row, subject, creatinine, kCreatinineUnit);
  if (!ideal || !ages || !value || !computed.clearance) return "";
  Number weight;
  weight.low = weight.high = ideal;
  const auto other = measure::CockcroftGault(ages->low, ages->high, weight, *value, sex);
  if (!other || !Known(Compare(*other, fact)) || Compare(*other, fact) == truth) return "";
  return fmt::format("; with the ideal weight of {:.1f} kg it would be {} mL/min, which turns it round", ideal->ToDouble(),
                     ClearanceText(*other));
}

}  // namespace

std::vector<terms::ConceptId> ConceptsOfClearance(const terms::Terms& terms) {
  std::vector<terms::ConceptId> ids;
  for (const std::string_view id :
       {kFormula, kMeasured, std::string_view("creatinine"), std::string_view("weight"), std::string_view("height")}) {
    if (const auto found = terms.Find(id)) ids.push_back(*found);
  }
  return ids;
}

bool AsksForClearance(const PreparedFact& fact, const Subject& subject) {
  if (!fact.concept_id || !fact->compare) return false;
  const std::string_view id = subject.Concept(*fact.concept_id).id;
  return id == kFormula || id == kMeasured;
}

bool IsFormulaOfClearance(const terms::Concept& c) { return c.id == kFormula; }

LeafResult JudgeClearance(const PreparedFact& fact, const Subject& subject, const TimeSpan& span, LeafResult measured) {
  constexpr Fields kHonoured = kCompareField | kMethodField | kProvidedField | kPickField | kWindowField;
  // Another test than the text asks for, of which there is but something to say.
  const bool other_test = subject.Concept(*fact.concept_id).id == kMeasured;
  if (other_test && !subject.run.words) return measured;
  const auto creatinine = subject.run.terms.Find("creatinine");
  const logic::Compare& c = *fact->compare;
  const bool plain = (fact.fields & ~kHonoured) == 0 && fact->pick.value_or(logic::Pick::kLatest) == logic::Pick::kLatest;
  if (Known(measured.truth.strict) || !creatinine || !plain || c.times_uln || c.times_lln || c.per_kg || c.titer) return measured;
  if (span.half_lives > 0 || span.ahead(subject.as_of())) return measured;

  Computed computed;
  const Row* used = nullptr;
  const Timeline timeline =
      JudgeTimeline(*creatinine, subject, span, logic::Pick::kLatest, Freshness::kLimited, [&](const Row& row, std::string& unsure) {
        computed = Compute(row, *creatinine, subject);
        used = &row;
        unsure = computed.missing;
        if (!computed.clearance) return Reading{};
        const Truth truth = Compare(*computed.clearance, fact);
        if (!Known(truth) && unsure.empty())
          unsure =
              Told(subject, [&] { return fmt::format("{} mL/min stands on both sides of the limit", ClearanceText(*computed.clearance)); });
        return Reading{computed.strict ? truth : Truth::kUnknown, truth};
      });
  if (!timeline.found) return measured;
  const std::string_view label = subject.Concept(*subject.run.terms.Find(kFormula)).label;
  const Truth presumed = timeline.reading.presumed;
  const std::string says = Told(subject, [&] {
    const std::string made = computed.clearance ? ClearanceText(*computed.clearance) + " mL/min" : "not computed";
    std::string text = fmt::format("{} {} from {}", label, made, computed.parts);
    if (Known(presumed)) text += fmt::format(" is {} {}", RelationText(c.op, presumed == Truth::kTrue), LimitText(c));
    if (timeline.stale && used->start) text += fmt::format(", {} days old", span.anchor.day - used->start->first.day);
    return text;
  });
  if (other_test) {
    if (computed.clearance && !Known(measured.truth.presumed)) measured.says += fmt::format("; {}, which is no measured clearance", says);
    return measured;
  }
  // An old stored result stands against nothing but an older or undecided computed one.
  if (Known(measured.truth.presumed) && (timeline.stale || !Known(presumed))) return measured;
  if (!computed.clearance && !Known(measured.truth.presumed)) {
    measured.missing += fmt::format("; to compute it, {}", computed.missing);
    return measured;
  }

  LeafResult result;
  result.truth = timeline.reading;
  for (const Row* row : timeline.used) ShowRow(result.evidence, subject, *row, *creatinine);
  if (computed.weight.row != nullptr) ShowRow(result.evidence, subject, *computed.weight.row, *subject.run.known.body_weight);
  result.says = says;
  if (Known(presumed) && subject.run.words) result.says += ByIdealWeight(*used, computed, fact, presumed, subject, *creatinine);
  if (!Known(result.truth.strict)) {
    result.missing =
        timeline.stale
            ? Told(subject, [&] { return fmt::format("a creatinine result not older than {}", LengthText(subject.run.settings.validity)); })
            : timeline.unsure;
    if (timeline.conflict) result.missing = "which creatinine result is right";
  }
  if (fact.provided) {
    const Reading holds = JudgeTree(*fact.provided, subject);
    result.truth = While(result.truth, holds);
    if (holds.presumed == Truth::kFalse) result.says += ", which does not count here";
    if (!Known(result.truth.strict) && result.missing.empty())
      result.missing = fmt::format("whether {} was measured as the text asks", label);
  }
  return result;
}

}  // namespace eligo::match
