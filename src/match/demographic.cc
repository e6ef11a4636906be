// Demographics: age, sex, childbearing potential; what else observations state of the patient.
//
//   field        honoured as
//   concept      age, sex (female, male), childbearing_potential; others: results and observations of them, without a limit of time
//   compare      of age: in completed years ("a"), months ("mo"), weeks ("wk") or in days ("d"); a partial birth date gives an interval
//   category     of sex: "female", "male"; none, or both, is no restriction
//   window       its anchor: the day on which age is taken; in a look-back window every age that the patient had in it
//   duration, cause, state, method, except: unknown, no record says them of a person
//
// Silence is unknown in both readings, except that childbearing potential is presumed absent outside 12-55 years.
// Tested by test/match/demographic.txt.
#include <algorithm>

#include <fmt/format.h>

#include "match/kernels.h"
#include "match/phrase.h"
#include "match/record_row.h"
#include "match/result.h"

namespace eligo::match {
namespace {

constexpr Fields kHonoured = kCompareField | kCategoryField | kAnswerField | kDurationField | kCauseField | kStateField | kMethodField |
                             kExceptField | kPickField | kWindowField;

verdict::Evidence FromPatient(const Subject& subject, std::string date, std::string value, std::string text) {
  return {subject.patient.source, std::move(date), std::move(value), std::move(text)};
}

std::string_view Word(records::Sex sex) {
  switch (sex) {
    case records::Sex::kFemale: return "female";
    case records::Sex::kMale: return "male";
    case records::Sex::kOther: return "other";
    case records::Sex::kUnknown: return "unknown";
  }
  return "unknown";
}

int CompletedMonths(Date birth, Date on) {
  const CivilDate b = ToCivil(birth);
  const CivilDate o = ToCivil(on);
  const int months = (o.year - b.year) * 12 + o.month - b.month;
  // Born on the 31st, a month of 30 days is complete on its last day.
  return Add(birth, Period{months, 0, 0}) > on ? months - 1 : months;
}

LeafResult JudgeAge(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (!fact->compare || fact.Has(kCategoryField | kAnswerField)) return Unknown("what the text asks of age");
  const logic::Compare& c = *fact->compare;
  const bool by_days = c.unit == "d" || c.unit == "wk";
  if (c.times_uln || c.times_lln || c.titer || c.per_kg || (c.unit != "a" && c.unit != "mo" && !by_days))
    return Unknown(fmt::format("what the text means by an age in `{}`", c.unit));
  const auto& birth = subject.birth();
  if (!birth) return Unknown("the date of birth", "no date of birth on record");
  // In a look-back window it is any age that the patient had in it.
  const Date first = span.mode == TimeSpan::Mode::kBetween ? std::min(span.first, span.last) : span.anchor;
  const Date last = span.mode == TimeSpan::Mode::kBetween ? span.last : span.anchor;
  const int length = c.unit == "wk" ? 7 : 1;
  Ages ages{AgesOn(subject, first)->low, AgesOn(subject, last)->high};
  if (c.unit == "mo") ages = {CompletedMonths(birth->last, first), CompletedMonths(birth->first, last)};
  if (by_days) ages = {(first.day - birth->last.day) / length, (last.day - birth->first.day) / length};
  records::Number n;
  n.low = ages.low;
  n.high = ages.high;
  LeafResult result;
  result.truth = Both(CompareNumber(n, c.op, c.value, c.high));
  if (!subject.run.words) {
    result.evidence.AddUntold();
    return result;
  }
  const std::string unit = c.unit == "a" ? "years" : c.unit == "mo" ? "months" : c.unit == "wk" ? "weeks" : "days";
  const std::string value = ages.low == ages.high
                                ? fmt::format("{} {}", ages.low, unit)
                                : fmt::format("{} {} {} {}", ages.low, ages.high - ages.low > 1 ? "to" : "or", ages.high, unit);
  result.evidence.Add(
      FromPatient(subject, ToString(*birth), value, fmt::format("born {}, {} on {}", ToString(*birth), value, ToString(span.anchor))));
  std::string limit = c.value.ToString();
  if (c.high) limit += " to " + c.high->ToString();
  if (Known(result.truth.strict)) {
    result.says =
        fmt::format("age {} on {} is {} {}", value, ToString(span.anchor), RelationText(c.op, result.truth.strict == Truth::kTrue), limit);
  } else {
    result.says = fmt::format("born {}, the patient is {} on {}", ToString(*birth), value, ToString(span.anchor));
    result.missing = birth->exact() ? fmt::format("the day {} on which the age counts", ToString(span)) : "the full date of birth";
  }
  return result;
}

LeafResult JudgeSex(const PreparedFact& fact, const Subject& subject, const std::vector<std::string>& words) {
  if (fact.Has(kCompareField | kAnswerField)) return Unknown("what the text asks of sex");
  bool female = false;
  bool male = false;
  for (const std::string& word : words) {
    female = female || word == "female";
    male = male || word == "male";
    if (word != "female" && word != "male") return Unknown(fmt::format("what the text means by the sex `{}`", word));
  }
  LeafResult result;
  if (female == male) {
    result.truth = Both(Truth::kTrue);
    result.says = "any sex may take part";
    return result;
  }
  const records::Sex sex = SexOf(subject.patient);
  if (sex != records::Sex::kFemale && sex != records::Sex::kMale)
    return Unknown("the patient's sex", "the record does not state the patient's sex");
  result.truth = Both(FromBool(sex == (female ? records::Sex::kFemale : records::Sex::kMale)));
  result.evidence.Add(FromPatient(subject, "", std::string(Word(sex)), fmt::format("sex: {}", Word(sex))));
  result.says = fmt::format("the patient is {}", Word(sex));
  return result;
}

LeafResult JudgeChildbearing(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (fact.Has(kCompareField | kCategoryField | kAnswerField)) return Unknown("what the text asks of childbearing potential");
  LeafResult result;
  const records::Sex sex = SexOf(subject.patient);
  if (sex == records::Sex::kMale) {
    result.truth = Both(Truth::kFalse);
    result.evidence.Add(FromPatient(subject, "", "male", "sex: male"));
    result.says = "the patient is male";
    return result;
  }
  if (sex != records::Sex::kFemale) return Unknown("the patient's sex", "the record does not state the patient's sex");
  for (const terms::ConceptId id : subject.run.known.infertility) {
    for (const records::Row& row : subject.Rows(id)) {
      if (!Exists(row, subject.known_by()) || row.standing != records::Standing::kConfirmed || row.domain == records::Domain::kNote ||
          row.answer == records::Answer::kNegative) {
        continue;
      }
      result.truth = Both(Truth::kFalse);
      ShowRow(result.evidence, subject, row, id);
      result.says = fmt::format("{} is on record", subject.Concept(id).label);
      return result;
    }
  }
  result.missing = "whether the patient can become pregnant";
  result.says = "the record does not say whether the patient can become pregnant";
  const auto ages = AgesOn(subject, span.anchor);
  if (ages && (ages->low > 55 || ages->high < 12)) {
    result.truth.presumed = Truth::kFalse;
    result.says = fmt::format("at {} years presumed not able to become pregnant", ages->low);
  }
  return result;
}

// What else is known of the patient: as observations state it. It has no age limit, and silence is unknown.
LeafResult JudgeRecorded(const PreparedFact& fact, const Subject& subject, TimeSpan span) {
  const std::string name = Name(fact, subject);
  if (!fact.concept_id) return Unknown(fmt::format("what the text means by `{}` of the patient", name));
  if (fact.Has(kCompareField | kAnswerField)) {
    span.mode = TimeSpan::Mode::kEver;
    span.first = kDawn;
    return JudgeMeasurement(fact, subject, span);
  }
  LeafResult result = Unknown(fmt::format("the patient's {}", name), fmt::format("no record of the patient's {}", name));
  for (const terms::ConceptId id : fact.closure) {
    for (const records::Row& row : subject.Rows(id)) {
      if (row.domain != records::Domain::kObservation || !Exists(row, subject.known_by())) continue;
      const std::string_view text = subject.run.records.Text(row.text);
      Truth truth = Truth::kUnknown;
      if (!fact->category.empty() && !text.empty()) truth = FromBool(SameCategory(text, fact->category));
      if (fact->category.empty() && row.answer == records::Answer::kPositive) truth = Truth::kTrue;
      if (fact->category.empty() && row.answer == records::Answer::kNegative) truth = Truth::kFalse;
      if (!Known(truth)) continue;
      const bool against = !result.evidence.empty() && result.truth.strict != truth;
      result.truth = against ? Reading{} : Both(truth);
      ShowRow(result.evidence, subject, row, id);
      result.says = fmt::format("{} {}", name, ValueText(subject.run, row));
      result.missing = against ? fmt::format("which record of the patient's {} is right", name) : "";
    }
  }
  return result;
}

}  // namespace

records::Sex SexOf(const records::Patient& patient) {
  return patient.birth_sex == records::Sex::kFemale || patient.birth_sex == records::Sex::kMale ? patient.birth_sex : patient.gender;
}

std::optional<Ages> AgesOn(const Subject& subject, Date day) {
  subject.rows->NoteBirth(day != subject.as_of());
  const auto& birth = subject.patient.birth;
  if (!birth) return std::nullopt;
  return Ages{CompletedYears(birth->last, day), CompletedYears(birth->first, day)};
}

LeafResult JudgeDemographic(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  const std::string& id = fact->concept_ref.id;
  if (fact.Has(kDurationField | kCauseField | kStateField | kMethodField | kExceptField)) {
    return Unknown(fmt::format("what the text asks of {} ({})", Name(fact, subject),
                               NamesOf(fact.fields & (kDurationField | kCauseField | kStateField | kMethodField | kExceptField))));
  }
  if (id == "age") return JudgeAge(fact, subject, span);
  if (id == "sex") return JudgeSex(fact, subject, fact->category);
  if (id == "female" || id == "male") return fact->category.empty() ? JudgeSex(fact, subject, {id}) : Unknown("what the text asks of sex");
  if (id == "childbearing_potential") return JudgeChildbearing(fact, subject, span);
  return JudgeRecorded(fact, subject, span);
}

}  // namespace eligo::match
