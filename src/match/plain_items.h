// PlainItems: what the items of each day add up to, beside which a stored total stands. Worked out once, from their columns.
//
// Where no item is of a later day than the total, and those of its day can make it, the kernel (score.cc) goes by the total; where they
// contradict it, by what both agree on; later ones it adds up. Parts of one observation and two answers of a day are left to the kernel.
// Tested by test/match/counter_test.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "match/instruments.h"
#include "records/records.h"

namespace eligo::match {

class ColumnSet;

class PlainItems {
 public:
  // Nothing for instruments whose items are not simply added up, and where an item's rows are of too many shapes. `left_out`: items that do
  // not count, as in the instrument; empty for none.
  static std::unique_ptr<PlainItems> Of(const PreparedInstrument& instrument, const std::vector<bool>& left_out, std::size_t patients,
                                        ColumnSet& columns);

  // Points that items leave possible.
  struct Range {
    double low = 0, high = 0;
    bool Holds(double total) const { return low <= total && total <= high; }
  };
  // Of all items on one day. Days of the whole that the instrument is part of stand here, too.
  struct OfDay {
    std::int32_t day = 0;
    bool plain = true;           // not: the kernel must be asked
    bool own = false;            // there is a total of this version, or of another with the same rules
    bool another = false;        // there is one of another version
    std::uint16_t answered = 0;  // items
    Range all, same;             // of all items; of those alone that are the same in all versions
  };
  // What items make that count, where some are left out: of all, of those that are the same in all versions; and what those gave.
  struct Less {
    Range all, same, left_out;
  };
  // Where some are left out.
  const Less& LessOf(const OfDay& day) const { return less_[static_cast<std::size_t>(&day - days_.data())]; }
  // On a day without items.
  const Range& LeftOut() const { return left_out_; }
  bool leaves_out() const { return leaves_out_; }
  // The latest up to `last`; nullptr for none.
  const OfDay* Latest(records::PatientIndex patient, Date last) const;
  // Whether they alone make a total: no other instrument's bounds it, and there is one way to count them.
  bool make_total() const { return make_total_; }
  bool Complete(const OfDay& day) const { return day.answered == count_; }
  // A patient's days are about to be looked at.
  void Expect(records::PatientIndex patient) const {
    if (patient + 1 < first_.size() && first_[patient + 1] > 0) __builtin_prefetch(days_.data() + first_[patient + 1] - 1);
  }
  // What a pass over all patients may read.
  std::size_t bytes() const { return days_.size() * sizeof(OfDay) + less_.size() * sizeof(Less) + first_.size() * sizeof first_[0]; }

 private:
  struct Source;
  struct Piece;

  std::vector<std::uint32_t> first_;  // of each patient: where the days begin; one more for the end
  std::vector<OfDay> days_;           // sorted by day
  std::vector<Less> less_;            // of each of days_, where some are left out
  bool leaves_out_ = false;
  Range left_out_;
  bool make_total_ = false;
  std::size_t count_ = 0;  // items there are
};

}  // namespace eligo::match
