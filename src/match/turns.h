// Turns: on which later days a leaf's presumed truth becomes another, were the record to stay as it is (contract section 3.16).
//
// A kernel compares days of the record with days that move along with the as-of day: the ends of windows, what a duration reaches
// back to, birthdays, until when an open order is confirmed. So a leaf can turn only about a day of a row moved by the offsets that
// its fact states. Those days are asked, one by one, by the kernel itself; every other day is as the day before it. What is offered too
// many costs time, what is missing a wrong date: tests hold the turns against every day asked.
// Tested by test/match/random_test.cc and test/forecast/dates.txt.
#pragma once

#include <vector>

#include "match/kernels.h"

namespace eligo::match {

// By how much a fact and its parts move days of the record; made once a run.
struct Offsets {
  std::vector<Period> moves;    // from a day of a row to a day on which a leaf may turn
  std::vector<int> half_lives;  // windows of so many, of each drug
  bool one_window = false;      // made of the half-lives of all drugs on record together (SharesOneWindow)
  std::vector<Period> ages;     // from birth
  bool drugs = false;           // courses are asked for: supplies of unknown length (kGapDays), orders that nobody confirms (kConfirmedFor)
};
Offsets OffsetsOf(const PreparedLeaf& leaf, const Run& run);
// Its windows in half-lives, for rows of a concept beside others that are looked up: moves besides.
std::vector<Period> HalfLivesOf(const Offsets& offsets, const Run& run, terms::ConceptId id, const std::vector<terms::ConceptId>& beside);

// `asked`: concepts that the kernel looked up on the as-of day (SubjectRows::Watch). By day; none is as the one before it.
std::vector<verdict::Turn> TurnsOf(const PreparedLeaf& leaf, const Offsets& offsets, const Subject& subject, Truth now,
                                   std::vector<terms::ConceptId> asked);

}  // namespace eligo::match
