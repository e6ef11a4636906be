// PlainItems: what the items of each day add up to, beside which a stored total stands. Worked out once, from their columns.
//
// Where no item is of a later day than the total, and those of its day can make it, the kernel (score.cc) goes by the total; where they
// contradict it, by what both agree on. Parts of one observation and two answers of a day are left to the kernel. Tested by
// test/match/counter_test.cc.
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

  // What the items of one day leave possible of a total.
  struct Sum {
    bool plain = true;      // not: the kernel must be asked
    bool answered = false;  // some item is
    double low = 0, high = 0;
  };
  // On the day of the latest total up to `last`. Not plain where there are items of a later day.
  Sum Of(records::PatientIndex patient, Date day, Date last) const;
  // A patient's days are about to be looked at.
  void Expect(records::PatientIndex patient) const {
    if (patient + 1 < first_.size()) __builtin_prefetch(days_.data() + first_[patient + 1] - 1);
  }
  // What a pass over all patients may read.
  std::size_t bytes() const { return days_.size() * sizeof(OfDay) + first_.size() * sizeof first_[0]; }

 private:
  // Days of the whole that the instrument is part of stand here, too.
  struct OfDay {
    std::int32_t day = 0;
    Sum sum;
  };

  std::vector<std::uint32_t> first_;  // of each patient: where the days begin; one more for the end
  std::vector<OfDay> days_;           // sorted by day
};

}  // namespace eligo::match
