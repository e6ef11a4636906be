// Funnel: whom the criteria of a protocol stop, as it may be shown. Text, JSON and CSV are printed from it.
//
// MakeFunnel hides: after it no count of fewer than `least` patients is left, nor what would give one away. Nearly every number of a
// funnel is a difference of two counts "patients whom none of these criteria stops"; those are held against each other (HeldCounts), and
// a difference is shown where both are.
// Tested by test/report/funnel_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/reading.h"
#include "report/small_counts.h"
#include "verdict/funnel.h"
#include "verdict/settings.h"

namespace eligo::report {

struct ShownStep {
  std::size_t criterion = 0;  // index into ShownFunnel::criteria
  Shown out, in, unknown;
};

struct ShownPair {
  std::size_t first = 0, second = 0;
  Shown together, only_they;
};

struct ShownStops {
  Shown fails, only, unknown;
};

struct ShownFate {
  Shown in;                        // whom no criterion stops
  std::array<Shown, 4> overall{};  // by verdict::Overall
};

// How many more or fewer; `many` may be blurred.
struct ShownChange {
  bool fewer = false;
  Shown many;
  std::string Text() const;  // "+12", "-<10", "0"
};

struct ShownReading {
  ShownFate fate;
  std::vector<ShownStops> criteria;
  std::vector<ShownStep> in_order, best;
  std::vector<ShownPair> pairs;
};

struct ShownWhatIf {
  std::string text;
  ShownFate strict, presumed;
  ShownChange strict_change, presumed_change;  // of `in`
};

struct FunnelCriterion {
  std::string id, kind, text;
};

struct ShownFunnel {
  std::string path, hash;  // of the protocol
  std::optional<std::string> cohort;
  Shown judged, deceased;
  std::vector<FunnelCriterion> criteria;  // of the cohort
  ShownReading strict, presumed;
  std::vector<ShownWhatIf> what_ifs;
};

struct FunnelReport {
  verdict::Settings settings;
  std::string terms;
  std::size_t least = 10;
  Shown patients;                    // that were read
  std::vector<ShownFunnel> funnels;  // by protocol, then cohort
};

// What was counted of one protocol's cohort.
struct Counted {
  struct WhatIf {
    std::string text;
    verdict::Mask untouched;  // criteria of the cohort that it leaves as they are
    verdict::Funnel funnel;
  };
  const Reading* reading = nullptr;  // `logic` is present
  int cohort = -1;
  verdict::Funnel funnel;
  std::vector<WhatIf> what_ifs;
};

// Indices of the criteria by which the patients of a cohort are judged.
std::vector<std::size_t> CriteriaOf(const logic::Protocol& protocol, int cohort);

ShownFunnel MakeFunnel(const Counted& counted, const SmallCounts& counts);

}  // namespace eligo::report
