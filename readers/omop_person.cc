#include "readers/omop_person.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "readers/fhir_text.h"

namespace eligo::readers {
namespace {

using records::Sex;
using tables::As;

Sex SexOf(std::int64_t concept_id, const Coding& coding, std::string_view source_value) {
  if (concept_id == 8507) return Sex::kMale;
  if (concept_id == 8532) return Sex::kFemale;
  for (const std::string_view text : {std::string_view(coding.code), source_value}) {
    const std::string lower = LowerCase(text);
    if (lower == "m" || lower == "male") return Sex::kMale;
    if (lower == "f" || lower == "female") return Sex::kFemale;
  }
  return concept_id != 0 && !coding.code.empty() ? Sex::kOther : Sex::kUnknown;
}

enum PersonColumn : std::size_t { kPersonId, kGender, kYear, kMonth, kDayOfMonth, kBirthTime, kGenderText };
const std::vector<tables::Column> kPersonColumns = {
    {"person_id", As::kWhole},    {"gender_concept_id", As::kWhole}, {"year_of_birth", As::kWhole}, {"month_of_birth", As::kWhole},
    {"day_of_birth", As::kWhole}, {"birth_datetime", As::kTime},     "gender_source_value"};

std::optional<DateInterval> BirthOf(const OmopCells& cells) {
  const std::int64_t year = cells.Id(kYear);
  const std::int64_t month = cells.Id(kMonth);
  const std::int64_t day = cells.Id(kDayOfMonth);
  const auto exact = cells.Day(kBirthTime);
  if (year == 0) return exact;
  const auto text = month == 0 ? fmt::format("{:04}", year)
                    : day == 0 ? fmt::format("{:04}-{:02}", year, month)
                               : fmt::format("{:04}-{:02}-{:02}", year, month, day);
  const auto birth = ParseDate(text);
  if (!birth) {
    cells.Complain(kYear, "makes no date with the month and the day");
    return std::nullopt;
  }
  // 1 January stands for a year of which no more is known.
  if (month != 0 || !exact || ToCivil(exact->first).year != year) return birth;
  const CivilDate civil = ToCivil(exact->first);
  return civil.month == 1 && civil.day == 1 ? birth : exact;
}

// Calls `take` with the cells of each row; an error names the file.
template <typename Take>
Result<Done> ForEach(OmopInput& input, const std::string& name, const std::vector<tables::Column>& columns, std::size_t required,
                     Reporter& reporter, ReadReport& report, const Take& take) {
  auto table = input.Table(name);
  if (!table.ok()) return Error{table.error()};
  for (std::size_t i = 0; i < required; ++i) {
    if (!(*table)->Has(columns[i].name))
      return Error{fmt::format("{}: {} has no column {}; see docs/omop.md", input.path(), name, columns[i].name)};
  }
  if (const auto chosen = (*table)->Choose(columns); !chosen.ok())
    return Error{fmt::format("{}: {}: {}", input.path(), name, chosen.error())};
  const auto skipped = [&](const std::string& place, const std::string& why) {
    ++report.skipped_files;
    reporter.Tell(place, "", {"", why, false}, "line skipped");
  };
  while ((*table)->Next(skipped)) {
    ++report.resources;
    Problem problem;
    take(OmopCells(**table, columns, problem), problem, (*table)->Place());
  }
  if (!(*table)->failure().empty()) return Error{fmt::format("{}: {}: {}", input.path(), name, (*table)->failure())};
  return Done{};
}

}  // namespace

Result<OmopPersons> ReadPersons(OmopInput& input, OmopWorld& world, Reporter& reporter, ReadReport& report) {
  OmopPersons persons;
  const auto skip = [&](const std::string& place, const std::string& row, const Problem& problem) {
    ++report.skipped_resources;
    reporter.Tell(place, row, problem, "row skipped");
  };
  Result<Done> done = ForEach(input, "person", kPersonColumns, 1, reporter, report,
                              [&](const OmopCells& cells, Problem& problem, const std::string& place) {
                                const std::int64_t id = cells.Id(kPersonId);
                                if (id == 0 && !problem.any()) problem = {"person_id", "is missing", false};
                                if (problem.any()) return skip(place, "person", problem);
                                const std::string row = fmt::format("person/{}", id);
                                if (persons.contains(id)) return skip(place, row, {"person_id", "was given to a person before", false});
                                records::Patient patient;
                                patient.id = std::to_string(id);
                                patient.source = row;
                                const std::int64_t gender = cells.Id(kGender);
                                patient.gender = SexOf(gender, world.codes.Of(gender), cells.Text(kGenderText));
                                patient.birth = BirthOf(cells);
                                if (problem.any()) reporter.Tell(place, row, problem, "read as not given");
                                persons[id] = world.sink.AddPatient(std::move(patient));
                                ++report.patients;
                                ++report.read;
                              });
  if (!done.ok()) return Error{done.error()};
  world.observed_to.resize(persons.size());

  // The patient of a row of the other two, or nothing, told.
  const auto find = [&](const OmopCells& cells, Problem& problem, const std::string& place,
                        const std::string& name) -> std::optional<records::PatientIndex> {
    const auto person = persons.find(cells.Id(0));
    if (person == persons.end() && !problem.any()) problem = {"person_id", "names no row of PERSON", false};
    if (!problem.any()) return person->second;
    skip(place, name, problem);
    return std::nullopt;
  };
  if (input.Has("observation_period")) {
    done = ForEach(input, "observation_period", {{"person_id", As::kWhole}, {"observation_period_end_date", As::kTime}}, 2, reporter,
                   report, [&](const OmopCells& cells, Problem& problem, const std::string& place) {
                     const auto end = cells.Day(1);
                     const auto patient = find(cells, problem, place, "observation_period");
                     if (!patient || !end) return;
                     auto& last = world.observed_to[*patient];
                     last = last ? std::max(*last, end->last) : end->last;
                     ++report.read;
                   });
    if (!done.ok()) return Error{done.error()};
  }
  if (input.Has("death")) {
    done = ForEach(input, "death", {{"person_id", As::kWhole}, {"death_date", As::kTime}, {"death_datetime", As::kTime}}, 1, reporter,
                   report, [&](const OmopCells& cells, Problem& problem, const std::string& place) {
                     auto day = cells.Day(1);
                     if (!day) day = cells.Day(2);
                     Problem about_day;
                     std::swap(about_day, problem);
                     const auto index = find(cells, problem, place, "death");
                     if (!index) return;
                     records::Patient& patient = world.sink.patient(*index);
                     patient.deceased = true;
                     if (patient.birth && day && day->last < patient.birth->first) {
                       about_day = {"death_date", "lies before the birth", false};
                       day.reset();
                     }
                     if (about_day.any()) reporter.Tell(place, patient.source, about_day, "read as not given");
                     if (day) {
                       const auto& known = patient.death;
                       patient.death = known ? DateInterval{std::min(known->first, day->first), std::max(known->last, day->last)} : *day;
                     }
                     ++report.read;
                   });
    if (!done.ok()) return Error{done.error()};
  }
  return persons;
}

}  // namespace eligo::readers
