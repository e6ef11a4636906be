// Points: what the items on record make of an instrument on a day, as the interval of totals it may be (contract 4.7; docs/instruments.md).
//
// Items, points and versions are those of the instruments' tables; sums are made item by item.
#pragma once

#include <map>
#include <string>

#include "measure/instrument.h"
#include "test/reference/worlds.h"

namespace eligo::reference {

// Whose the items of a day are.
enum class Owner {
  kOwn,     // the instrument's: one of its rows stands on that day, and no sister's
  kSister,  // a sister's
  kUntold,  // nothing tells the version
  kOpen     // rows of two versions stand on that day
};

// The records of an instrument's items, and of the totals that tell the version.
class Items {
 public:
  Items(const Question& question, const measure::Instrument& instrument);

  // Of one of them it is not settled on which day it was, whose it is, or what it says.
  bool open() const { return open_; }
  bool any() const { return !answers_.empty(); }
  // Days on which the instrument's own items stand, or such as may be its own.
  std::vector<Date> Days() const;
  Owner OwnerOn(Date day) const;
  // Items of a day by the item's id: its points, or that what was written is no answer.
  using Answers = std::map<std::string, std::optional<units::Rational>>;
  Answers On(Date day) const;
  // The totals that the answers of a day leave, with those of days before or without; what signs show besides, when presumed. Nothing:
  // not settled by the pages.
  std::optional<records::Number> Total(Date day, bool strict, bool with_earlier) const;

 private:
  std::optional<units::Rational> PointsOf(const measure::Item& item, const Record& record);
  // What counts of an item on a day.
  std::optional<units::Rational> Counted(const measure::Item& item, Date day, bool strict, bool with_earlier) const;

  const Question& q_;
  const measure::Instrument& instrument_;
  bool open_ = false;
  std::map<Date, Answers> answers_;
  std::map<Date, std::pair<bool, bool>> versions_;  // own rows, sisters' rows
};

}  // namespace eligo::reference
