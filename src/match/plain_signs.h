// PlainSigns: whether what shows items of an instrument falls short of making a score, where none of its items was recorded.
//
// Without items a score may still be presumed by results and conditions of its window (assessment.h). For most patients they cannot add up
// to the limit; then the score is unknown, as silence about it is. Only that is told here, whatever may reach the limit is left to the
// kernel. Tested by test/match/counter_test.cc.
#pragma once

#include <memory>
#include <vector>

#include "match/column_set.h"
#include "match/instruments.h"
#include "match/window.h"
#include "verdict/tally.h"

namespace eligo::match {

class PlainMeasurement;

class PlainSigns {
 public:
  // Nothing unless the fact asks for a total from a limit on, and items that nothing shows could reach it.
  static std::unique_ptr<PlainSigns> Of(const PreparedFact& fact, const PreparedInstrument& instrument, const std::vector<bool>& left_out,
                                        Date day, const Run& run, ColumnSet& columns);
  PlainSigns();
  ~PlainSigns();
  PlainSigns(const PlainSigns&) = delete;
  PlainSigns& operator=(const PlainSigns&) = delete;

  // Of a patient of whom no item and no total of the instrument counts: true when signs cannot make the score.
  bool FallShort(records::PatientIndex patient) const;

 private:
  struct Sign {
    std::vector<const records::Timeline*> rows;  // of what is asked for, as far as anybody has any
    std::unique_ptr<PlainMeasurement> plain;     // where it can be told from columns
  };
  struct Item {
    double points = 0;
    verdict::Bits recorded;  // who has rows of all signs of one of these
    std::vector<std::vector<Sign>> shown_by;
  };
  static bool MayHold(const Sign& sign, records::PatientIndex patient);

  double limit_ = 0;
  std::vector<Item> items_;  // of many points first
};

}  // namespace eligo::match
