// WorkUp: the examinations before a trial: on one day, everything that a protocol may ask of a chart.
//
// A near miss is a patient in whom one result, or one day, was moved to one side of a bound of an example protocol: the last value
// that lets in, or the first that keeps out. Nothing else of the patient is changed.
// Tested by test/generate/near_miss_test.cc.
#pragma once

#include <span>
#include <string_view>

#include "generate/body.h"

namespace eligo::generate {

// One fact at a bound. `in` and `out` are values of `item` in the chart's first unit (scaled), or days before the last day.
struct NearMiss {
  enum class What : std::uint8_t { kResult, kSledai, kTitre, kInfusion, kCourseEnd, kVaccine, kAge, kTrialEnd };
  std::string_view name;  // the protocol, the criterion and the bound, for the truth file
  What what = What::kResult;
  history::Item item = history::Item::kLupus;
  std::int64_t in = 0, out = 0;
  bool lupus = true, myositis = false, sclerosis = false;  // the diseases whose patients it suits
};
std::span<const NearMiss> NearMisses();
// One that suits the disease.
const NearMiss& PickNearMiss(history::Disease disease, Random& random);

struct Moved {
  const NearMiss* miss = nullptr;
  bool out = false;
  std::int64_t value() const { return out ? miss->out : miss->in; }
};

// The manifestations whose SLEDAI-2K is `total` (3 .. 12), without alopecia.
Manifestations ItemsOf(int total);

// Results of `day`. `complete`: everything; else what a clinic would have without a trial in view.
void WorkUp(Chart& chart, const Traits& traits, const State& state, Date day, bool complete, const Moved& moved);
// What a near miss adds beside results: an infusion, a vaccine, a trial, on its day.
void AddMoved(Chart& chart, const Moved& moved);

}  // namespace eligo::generate
