// PlainItems: whether the items on record leave a stored total as it is, told from what the items of each day make.
//
// They do when none of them is of a later day, and those of the total's day can make it: then the kernel (score.cc) goes by the total.
// Whatever else there is (items that contradict it, another version's total on that day, parts of one observation, two answers of a day)
// is left to the kernel. What the items of a day add up to is worked out once, from their columns. Tested by test/match/counter_test.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "match/instruments.h"
#include "records/records.h"

namespace eligo::match {

class PlainItems {
 public:
  // Nothing for instruments whose items are not simply added up, and where an item's rows are of too many shapes.
  static std::unique_ptr<PlainItems> Of(const PreparedInstrument& instrument, const records::Records& records);

  // `total`: the one on record on `day`, the latest up to `last`.
  bool Leave(records::PatientIndex patient, double total, Date day, Date last) const;
  // A patient's days are about to be looked at.
  void Expect(records::PatientIndex patient) const {
    if (patient + 1 < first_.size()) __builtin_prefetch(days_.data() + first_[patient + 1] - 1);
  }
  // What a pass over all patients may read.
  std::size_t bytes() const { return days_.size() * sizeof(OfDay) + first_.size() * sizeof first_[0]; }

 private:
  // Of all items on one day: what they leave possible of a total. Days of the whole that the instrument is part of stand here, too.
  struct OfDay {
    std::int32_t day = 0;
    bool plain = true;      // not: the kernel must be asked
    bool answered = false;  // some item is
    double low = 0, high = 0;
  };

  std::vector<std::uint32_t> first_;  // of each patient: where the days begin; one more for the end
  std::vector<OfDay> days_;           // sorted by day
};

}  // namespace eligo::match
