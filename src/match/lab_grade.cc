#include "match/lab_grade.h"

#include <fmt/format.h>

#include "match/phrase.h"
#include "match/record_row.h"
#include "match/result.h"
#include "measure/lab_grade.h"

namespace eligo::match {
namespace {

using records::Number;
using records::Row;
using units::Rational;

const measure::LabGrades* GradesOf(const logic::Fact& fact) {
  if (fact.scale != "CTCAE" || fact.category.empty()) return nullptr;
  return measure::FindLabGrades(fact.concept_ref.id, fact.version);
}

logic::Fact OfAnyVersion(logic::Fact fact) {
  fact.version.clear();
  return fact;
}

std::optional<measure::GradeInterval> GradeOfResult(const Row& row, const measure::LabGrades& grades, const terms::Concept& analyte,
                                                    const Subject& subject) {
  const auto from = units::ParseUnit(subject.run.records.Text(row.unit));
  const auto to = units::ParseUnit(grades.unit);
  if (!row.number || row.number->titer || row.unit == 0 || !from || !to) return std::nullopt;
  bool converted = true;
  const auto convert = [&](const std::optional<Rational>& value) {
    const auto out = value ? units::Convert(*value, *from, *to, analyte.molar_mass) : std::nullopt;
    converted = converted && value.has_value() == out.has_value();
    return out;
  };
  Number n = *row.number;
  n.low = convert(row.number->low);
  n.high = convert(row.number->high);
  const auto ref_low = convert(row.ref_low);
  const auto ref_high = convert(row.ref_high);
  if (!converted) return std::nullopt;
  return measure::GradeOf(grades, n, ref_low, ref_high);
}

Truth IsOneOf(measure::GradeInterval interval, const std::vector<std::string>& wanted) {
  bool some = false;
  bool all = true;
  for (int grade = interval.low; grade <= interval.high; ++grade) {
    const bool is = SameCategory(std::to_string(grade), wanted);
    some = some || is;
    all = all && is;
  }
  return all ? Truth::kTrue : some ? Truth::kUnknown : Truth::kFalse;
}

std::string GradeText(measure::GradeInterval interval) {
  return interval.low == interval.high ? fmt::format("grade {}", interval.low) : fmt::format("grade {} to {}", interval.low, interval.high);
}

}  // namespace

std::optional<terms::ConceptId> GradingTest(const logic::Fact& fact, const terms::Terms& terms) {
  const measure::LabGrades* grades = GradesOf(OfAnyVersion(fact));
  return grades == nullptr ? std::nullopt : terms.Find(grades->analyte);
}

namespace {

std::optional<logic::Pick> PickOf(const logic::Fact& fact, const TimeSpan& span) {
  const logic::Pick pick = fact.pick.value_or(span.mode == TimeSpan::Mode::kNow ? logic::Pick::kLatest : logic::Pick::kAny);
  const bool known = pick == logic::Pick::kLatest || pick == logic::Pick::kAny;
  return known ? std::optional(pick) : std::nullopt;
}

// Limits of another version do not grade the result; one that they call abnormal is no silence either.
LeafResult OfUnknownVersion(const PreparedFact& fact, const Subject& subject, const TimeSpan& span, LeafResult recorded) {
  const measure::LabGrades* grades = GradesOf(OfAnyVersion(*fact));
  const auto test = GradingTest(*fact, subject.run.terms);
  const auto pick = PickOf(*fact, span);
  if (!test || !pick || recorded.truth.strict == Truth::kTrue || span.half_lives > 0 || span.ahead(subject.as_of())) return recorded;
  const terms::Concept& analyte = subject.Concept(*test);
  const Timeline timeline = JudgeTimeline(*test, subject, span, pick, Freshness::kLimited, [&](const Row& row, std::string& unsure) {
    const auto grade = GradeOfResult(row, *grades, analyte, subject);
    unsure.clear();
    return grade && grade->high == 0 ? Both(Truth::kFalse) : Reading{};
  });
  if (!timeline.found || timeline.reading.presumed == Truth::kFalse) return recorded;
  LeafResult result;
  for (const Row* used : timeline.used) ShowRow(result.evidence, subject, *used, *test);
  const Row& row = *timeline.told;
  result.says = Told(subject, "{} {} on {} is of no known grade of CTCAE version {}", analyte.label, ValueText(subject.run, row),
                     DayText(row.start), fact->version);
  result.missing = Told(subject, "the grade of the {} by CTCAE version {}", Name(fact, subject), fact->version);
  return result;
}

}  // namespace

LeafResult JudgeLabGrade(const PreparedFact& fact, const Subject& subject, const TimeSpan& span, LeafResult recorded) {
  constexpr Fields kHonoured = kCategoryField | kScaleField | kPickField | kWindowField;
  const auto test = GradingTest(*fact, subject.run.terms);
  if ((fact.fields & ~kHonoured) != 0) return recorded;
  if (test && GradesOf(*fact) == nullptr) return OfUnknownVersion(fact, subject, span, std::move(recorded));
  if (!test) return recorded;
  // "At most grade 1" is presumed of a condition that nobody recorded; a result knows better.
  const bool at_most = SameCategory("0", fact->category);
  if (recorded.truth.presumed == (at_most ? Truth::kFalse : Truth::kTrue)) return recorded;
  const measure::LabGrades& grades = *GradesOf(*fact);
  const terms::Concept& analyte = subject.Concept(*test);
  const auto pick = PickOf(*fact, span);
  if (!pick || span.half_lives > 0 || span.ahead(subject.as_of())) return recorded;
  std::string graded;
  const Timeline timeline = JudgeTimeline(*test, subject, span, pick, Freshness::kLimited, [&](const Row& row, std::string& unsure) {
    const auto grade = GradeOfResult(row, grades, analyte, subject);
    unsure = Told(subject, "the CTCAE grade of {} {}", analyte.label, ValueText(subject.run, row));
    if (!grade) return Reading{};
    const Truth truth = IsOneOf(*grade, fact->category);
    if (graded.empty() || truth == Truth::kTrue) graded = GradeText(*grade);
    return Reading{grades.presumes.empty() ? truth : Truth::kUnknown, truth};
  });
  if (!timeline.found || (!Known(timeline.reading.presumed) && Known(recorded.truth.strict))) return recorded;

  // A result that leaves the grade open is no silence: nothing is presumed then.
  LeafResult result;
  result.truth = timeline.reading;
  // Against a record that says there is none.
  if (recorded.truth.strict == Truth::kFalse && timeline.reading.presumed == Truth::kTrue) result.truth = {};
  const Row& row = *timeline.told;
  for (const Row* used : timeline.used) ShowRow(result.evidence, subject, *used, *test);
  result.says = Told(subject, "{} {} on {} is {}", analyte.label, ValueText(subject.run, row), DayText(row.start),
                     graded.empty() ? "of no known CTCAE grade" : "CTCAE " + graded);
  if (!grades.presumes.empty()) result.says += ", presuming " + grades.presumes;
  if (timeline.stale && row.start) result.says += Told(subject, ", {} days old", span.anchor.day - row.start->first.day);
  if (!Known(result.truth.strict)) {
    result.missing = timeline.stale ? fmt::format("{} not older than {}", analyte.label, LengthText(subject.run.settings.validity))
                                    : fmt::format("the CTCAE grade of the {}", Name(fact, subject));
  }
  if (!recorded.evidence.empty()) {
    result.evidence.Add(recorded.evidence);
    result.says += "; " + recorded.says;
  }
  return result;
}

}  // namespace eligo::match
