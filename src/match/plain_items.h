// PlainItems: whether the items on record leave a stored total as it is, told from columns.
//
// They do when none of them is of a later day, and those of the total's day can make it: then the kernel (score.cc) goes by the total.
// Whatever else there is (items that contradict it, another version's total on that day, parts of one observation, two answers of a day)
// is left to the kernel. Tested by test/match/counter_test.cc.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "match/column_set.h"
#include "match/instruments.h"

namespace eligo::match {

class PlainItems {
 public:
  // Nothing for instruments whose items are not simply added up.
  static std::unique_ptr<PlainItems> Of(const PreparedInstrument& instrument, ColumnSet& columns);

  // `total`: the one on record on `day`, the latest up to `last`.
  bool Leave(records::PatientIndex patient, double total, Date day, Date last) const;

 private:
  // What a row of one shape says of its item.
  struct Told {
    enum class Kind { kNothing, kAsk, kAnswer, kByNumber } kind = Kind::kNothing;
    double low = 0, high = 0;  // its points
    Truth holds = Truth::kUnknown;
    bool operator==(const Told&) const = default;
  };
  static constexpr int kScores = 16;
  struct Item {
    const records::Columns* columns = nullptr;
    double whole = 0;                     // its points
    bool differs = false;                 // it has another rule in some version
    bool graded = false;                  // scores beside those of by_number may be some of it
    std::vector<Told> told;               // [shape]
    std::array<Told, kScores> by_number;  // of a score of so many points
  };
  static Told ToldBy(const records::Row& row, const measure::Item& item);

  std::vector<Item> items_;                       // of those that anybody has answers of
  double others_ = 0;                             // points of all other items
  std::vector<const records::Columns*> another_;  // totals of other versions
  const records::Columns* whole_ = nullptr;       // the total of which this one is a part
};

}  // namespace eligo::match
