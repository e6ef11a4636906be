// Instrument: a score that is computed from items: its items, their points, what shows them, and where it was published.
//
// The tables are text (data/instruments/*.tsv, with sources and certainty marks), compiled into the program and read once. A mistake
// in them is a programmer's error (CHECK). How they are read, and what was chosen where the literature conflicts: docs/instruments.md.
// Tested by test/measure/instrument_test.cc.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "units/rational.h"

namespace eligo::measure {

// One thing on record that shows an item, or a part of one: "platelets < 100 10*9/L", "c3 low", "ana >= 1:80", "seizure", "age 18..39".
struct Sign {
  enum class Kind {
    kCondition,  // a diagnosis or finding of the concept
    kCompare,    // a result against a limit
    kTiter,
    kAnswer,  // "low", "high", "positive"
    kAge      // completed years when the instrument's disease was first recorded; no concept
  };
  Kind kind = Kind::kCondition;
  std::string concept_id;
  std::string op;                       // "<", ">", ">=", ...
  units::Rational value;                // limit, titer, lowest age
  std::optional<units::Rational> high;  // highest age
  std::string unit;                     // UCUM
  std::string answer;
  bool twice = false;  // two such results are needed
};

// Signs that show an item together.
struct Showing {
  std::vector<Sign> signs;
  bool optional = false;  // not looked for, it does not keep the item from being ruled out
};

struct Item {
  std::string id, label;
  std::string domain;  // of those with one domain the highest counts
  std::string group;   // "clinical", "biopsy", ...
  std::array<units::Rational, 2> points;
  bool graded = false;  // scored from 0 to `points`
  std::vector<Showing> shown_by;
  std::string presumes;              // what `shown_by` takes for granted: "that no infection explains it"; "" when nothing
  std::vector<std::string> differs;  // instruments of the set in which the item has a rule of its own
  std::string certainty, source;
};

enum class Rule { kSum, kDomains, kMean };

// "probable", from this total on (by column).
struct Grade {
  std::string name;
  std::array<units::Rational, 2> from;
};

struct Instrument {
  std::string id, set;
  Rule rule = Rule::kSum;
  std::optional<Period> window;  // back from the day of assessment; nothing: ever
  std::array<std::optional<units::Rational>, 2> cut_off;
  std::vector<Grade> grades;                     // highest first
  std::string entry;                             // item id
  std::vector<std::string> needs;                // groups
  std::vector<std::vector<std::string>> enough;  // item ids that meet the criteria together
  std::string whole;                             // the total of which this one is a part
  std::vector<std::string> without;              // ids of the set's items that do not count here
  std::optional<units::Rational> ambiguous_to;
  int least = 0;
  std::string certainty, source;
  std::vector<Item> items;  // those that count

  bool classifies() const { return cut_off[0].has_value(); }
  // Points of a second kind (with muscle biopsy).
  bool two_columns() const { return cut_off[1].has_value(); }
  // The concept of an item: "sledai_item_rash".
  std::string ConceptOf(std::string_view item) const { return set + "_item_" + std::string(item); }
  // Whose rules it follows: of a part, the whole's.
  const std::string& version() const { return whole.empty() ? id : whole; }
  bool Differs(const Item& item) const;
};

std::span<const Instrument> Instruments();
const Instrument* Find(std::string_view id);

}  // namespace eligo::measure
