// Assessment: the items of an instrument as the record answers them, for one patient and one day.
//
// An item that was itself recorded on the day counts in both readings. What else shows or rules out an item (a laboratory result in
// the instrument's window, a coded condition, an answer of an earlier day) counts in the presumed reading alone: whether lupus is the
// cause, and not an infection or a drug, stands in no record. Items that came with the total of another version are that version's
// (contract section 4.5). docs/instruments.md says why.
// Tested by test/match/instruments.txt.
#pragma once

#include <string>
#include <vector>

#include "match/instruments.h"
#include "match/window.h"
#include "measure/total.h"

namespace eligo::match {

// Whether results and conditions that show an item are looked at, beside the items that were recorded.
enum class Signs { kNo, kYes };

struct Assessment {
  std::vector<measure::Finding> strict, presumed;  // in the order of the instrument's items
  int answered = 0;                                // items recorded on the day
  bool shown = false;                              // some item is shown by something else
  EvidenceList evidence;                           // of items that hold; where none does, of one that was answered
  std::vector<std::string> presumes;               // "that no infection explains the pyuria"
};

// Criteria without a window count what was found on any day up to `day`. `column`: of the points.
// Stays where it is as long as what is worked out of the subject's rows (SubjectRows::Forget).
const Assessment& Assess(const PreparedInstrument& instrument, int column, const Subject& subject, Date day, Signs signs);
// The days on which signs of items count that are assessed on that day, and what a sign with a fact says in them.
TimeSpan SpanOfSigns(const PreparedInstrument& instrument, Date day);
LeafResult JudgeSign(const PreparedSign& sign, const Subject& subject, const TimeSpan& span);
// What one row says of an item; nothing where it cannot be taken for one of its scores.
std::optional<measure::Finding> FindingOf(const records::Row& row, const measure::Item& item, int column);
// The latest day up to `last` on which an item was recorded; nothing when none was.
std::optional<Date> LatestAnswers(const PreparedInstrument& instrument, const Subject& subject, Date last);
// The second column where a muscle biopsy is on record.
int ColumnOf(const PreparedInstrument& instrument, const Subject& subject);

}  // namespace eligo::match
