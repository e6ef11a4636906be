// What hangs on age and sex (contract 3.3, 3.12, 4.4; docs/match.md).
#include "test/reference/person.h"

#include <algorithm>
#include <set>

#include "test/reference/bounds.h"
#include "test/reference/kinds.h"
#include "test/reference/worlds.h"

namespace eligo::reference {
namespace {

using records::Sex;

// Sex at birth, or for clinical use, before administrative gender.
Sex SexOf(const records::Patient& patient) {
  const Sex sex = patient.birth_sex != Sex::kUnknown ? patient.birth_sex : patient.gender;
  return sex == Sex::kFemale || sex == Sex::kMale ? sex : Sex::kUnknown;
}

// The age on a day, in completed units.
std::optional<int> AgeOn(Date birth, Date on, const std::string& unit) {
  if (unit == "a") return YearsOn(birth, on);
  if (unit == "d") return on.day - birth.day;
  if (unit == "wk") return (on.day - birth.day) / 7;
  const CivilDate born = ToCivil(birth);
  // How months of one who was born on 29 February are counted is said of years only.
  if (unit != "mo" || (born.month == 2 && born.day == 29)) return std::nullopt;
  CivilDate month = born;
  for (int months = 0;; ++months) {
    if (++month.month == 13) {
      month.month = 1;
      ++month.year;
    }
    CivilDate day = month;
    while (!ValidCivil(day)) --day.day;
    if (FromCivil(day) > on) return months;
  }
}

Said Age(const Question& q, const When& when) {
  const records::Patient& patient = q.records.patients()[q.patient];
  if (!patient.birth) return Both(Truth::kUnknown);
  if (!q.fact.compare || when.reach == Reach::kEver) return std::nullopt;
  // In a look-back window, every age that the patient had in it.
  const Date first = when.reach == Reach::kWithin ? when.from : when.anchor;
  const Date last = when.reach == Reach::kWithin ? when.to : when.anchor;
  std::set<Truth> found;
  for (Date birth = patient.birth->first; birth <= patient.birth->last; ++birth.day) {
    for (Date on = first; on <= last; ++on.day) {
      if (birth > on) return std::nullopt;
      const auto age = AgeOn(birth, on, q.fact.compare->unit);
      if (!age) return std::nullopt;
      found.insert(FromBool(Holds(units::Rational(*age), q.fact.compare->op, q.fact.compare->value, q.fact.compare->high)));
    }
  }
  return Both(found.size() == 1 ? *found.begin() : Truth::kUnknown);
}

// Whether the patient is of the ages in which a woman is taken to be able to become pregnant.
Truth From12To55(const records::Patient& patient, Date on) {
  if (!patient.birth) return Truth::kUnknown;
  std::set<bool> found;
  for (Date birth = patient.birth->first; birth <= patient.birth->last; ++birth.day) {
    const int age = YearsOn(birth, on);
    found.insert(12 <= age && age <= 55);
  }
  return found.size() == 1 ? FromBool(*found.begin()) : Truth::kUnknown;
}

}  // namespace

int YearsOn(Date birth, Date on) {
  const CivilDate born = ToCivil(birth);
  int birthdays = 0;
  for (int year = born.year + 1;; ++year) {
    // Born on 29 February, the birthday of a common year is 1 March.
    const bool moved = !ValidCivil({year, born.month, born.day});
    const Date birthday = moved ? FromCivil({year, 3, 1}) : FromCivil({year, born.month, born.day});
    if (birthday > on) return birthdays;
    ++birthdays;
  }
}

std::vector<Sex> PossibleSexes(const records::Patient& patient) {
  const Sex sex = SexOf(patient);
  if (sex == Sex::kUnknown) return {Sex::kFemale, Sex::kMale};
  return {sex};
}

Said Demographic(const Question& q, const When& when) {
  if (q.fact.concept_ref.id == "age") return Age(q, when);
  if (q.fact.concept_ref.id != "sex") return std::nullopt;
  std::set<Truth> found;
  for (const Sex sex : PossibleSexes(q.records.patients()[q.patient])) {
    const std::string name = sex == Sex::kMale ? "male" : "female";
    found.insert(FromBool(std::find(q.fact.category.begin(), q.fact.category.end(), name) != q.fact.category.end()));
  }
  return Both(found.size() == 1 ? *found.begin() : Truth::kUnknown);
}

bool SexDecides(const Question& q) {
  const std::string& id = q.fact.concept_ref.id;
  if (!q.terms.Get(q.terms.Find(id).value()).female_only) return false;
  return id == "pregnancy" || id == "childbearing_potential" || SexOf(q.records.patients()[q.patient]) != Sex::kFemale;
}

Said BySex(const Question& q, const When& when) {
  const records::Patient& patient = q.records.patients()[q.patient];
  const bool evidence = !RowsOf(q).empty();
  const Sex sex = SexOf(patient);
  if (sex == Sex::kMale) {
    for (const Record& record : RowsOf(q)) {
      // What is doubtful or denied is not the evidence that beats the rule.
      if (record.row.standing != records::Standing::kConfirmed || record.row.domain == records::Domain::kNote) return std::nullopt;
    }
    return Both(evidence ? Truth::kUnknown : Truth::kFalse);
  }
  if (evidence) return std::nullopt;
  if (sex == Sex::kUnknown) return Both(Truth::kUnknown);
  const bool infertile = !RowsOf(q, {q.terms.Find("hysterectomy").value()}).empty();
  const Truth of_age = From12To55(patient, when.anchor);
  if (q.fact.concept_ref.id == "childbearing_potential") {
    if (infertile) return Both(Truth::kFalse);
    return Reading{Truth::kUnknown, of_age == Truth::kFalse ? Truth::kFalse : Truth::kUnknown};
  }
  // Pregnancy that nothing speaks of: silence is absence only where it cannot well be.
  if (!infertile && of_age != Truth::kFalse) return Both(Truth::kUnknown);
  return Reading{q.complete() ? Truth::kFalse : Truth::kUnknown, Truth::kFalse};
}

}  // namespace eligo::reference
