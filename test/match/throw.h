// Throw: random lines and facts of one world for the comparison of kernels with the slow reference, about its own as-of day.
//
// Days lie often at the edge of a window, and what a fact asks for is often on record, so that few questions are of silence alone. Many
// orders and facts of a world are of one drug, so that its orders meet: begun on one day, stopped nobody knows when, beside what was
// given by an unstated route.
#pragma once

#include <string>

#include "base/date.h"
#include "test/match/random_lines.h"

namespace eligo::match::test {

// One world's dice and as-of day, about which all days are thrown.
struct Throw {
  Dice d;
  Date as_of;
  std::string drug;  // many orders and facts of a world are of one

  std::string Back(int days) { return ToString(AddDays(as_of, -days)); }
  // Mostly within a year, often at the edge of a window, now and then only a month or a year, or after as-of.
  std::string Day(bool partial = true) {
    if (partial && d.Chance(6)) return Back(d.Roll(300)).substr(0, 7);
    if (partial && d.Chance(1)) return Back(d.Roll(700)).substr(0, 4);
    if (d.Chance(3)) return Back(-d.Roll(20));
    if (!d.Chance(30)) return Back(d.Roll(d.Chance(20) ? 1500 : 250));
    const std::string length = d.Of({"-P8W", "-P28D", "-P3M", "-P1Y", "-P14D", "-P6M", "P0D"});
    return ToString(AddDays(Add(as_of, ParsePeriod(length).value()), d.Roll(3) - 1));
  }
  // " from D to D", the later one not before the other.
  std::string FromTo(int longest) {
    const int first = d.Roll(300);
    return " from " + Back(first) + " to " + Back(first - d.Roll(std::min(longest, first + 1)));
  }
};

std::string Side(Throw& t);      // "fact", or of what excludes
std::string LookBack(Throw& t);  // a window with a beginning
std::string When(Throw& t);      // any

std::string Person(Throw& t, int number);

// throw_events.cc: persons, conditions, procedures, participations, allergies, drugs
std::string PersonLine(Throw& t);
std::string AgeFact(Throw& t);
std::string SexFact(Throw& t);
std::string ConditionLine(Throw& t);
std::string ConditionFact(Throw& t);
std::string StateFact(Throw& t);
std::string ConditionLengthFact(Throw& t);
std::string ProcedureLine(Throw& t);
std::string ProcedureFact(Throw& t);
std::string ProcedureCountFact(Throw& t);
std::string TrialLine(Throw& t);
std::string TrialFact(Throw& t);
std::string AllergyLine(Throw& t);
std::string AllergyFact(Throw& t);
std::string DrugLine(Throw& t);
std::string DrugFact(Throw& t);
std::string DrugLengthFact(Throw& t);
std::string DrugCountFact(Throw& t);
std::string DoseFact(Throw& t);
std::string SteadyFact(Throw& t);

// throw_results.cc: results, what they are provided with, changes
std::string ResultLine(Throw& t);
std::string LimitFact(Throw& t);
std::string RangeFact(Throw& t);
std::string AnswerFact(Throw& t);
std::string ClassFact(Throw& t);
std::string ResultCountFact(Throw& t);
std::string ProvidedFact(Throw& t);
std::string ChangeFact(Throw& t);
std::string NormalFact(Throw& t);
std::string BackLine(Throw& t);
std::string BackFact(Throw& t);
std::string ChangeWhen(Throw& t);

// throw_scores.cc: totals, items, letters, criteria
std::string SledaiLine(Throw& t);
std::string SledaiFact(Throw& t);
std::string PartFact(Throw& t);
std::string FormLine(Throw& t);
std::string FormFact(Throw& t);
std::string ScoreChangeFact(Throw& t);
std::string LetterLine(Throw& t);
std::string LetterFact(Throw& t);
std::string CriteriaLine(Throw& t);
std::string CriteriaFact(Throw& t);

// throw_hours.cc: what lies within hours of its anchor
std::string HourLine(Throw& t);
std::string HourFact(Throw& t);
std::string HourResultFact(Throw& t);
std::string HourCountFact(Throw& t);
std::string HourDoseFact(Throw& t);

}  // namespace eligo::match::test
