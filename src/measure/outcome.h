// Outcome: what trials measure in the end, from instruments at two visits: low disease activity (LLDAS) and response (SRI-4).
//
// Both ask for what no single record holds (what is new, whether treatment is tolerated), so they are functions of answers, in three
// values; no kernel computes them from a chart. They are outcomes, not eligibility: the criteria language knows the stored result.
// Tested by test/measure/outcome_test.cc.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/truth.h"
#include "measure/total.h"

namespace eligo::measure {

// Franklyn et al., Ann Rheum Dis 2016;75:1615-21 [S]: all of (1) SLEDAI-2K of at most 4, nothing active in kidneys, nervous system, heart
// and lungs, no vasculitis, no fever, no hemolytic anemia, nothing active in the gut; (2) nothing new; (3) physician's global of SELENA
// (0 to 3) of at most 1; (4) prednisone equivalent of at most 7.5 mg/d; (5) standard treatment, tolerated.
struct LowActivity {
  std::span<const Finding> sledai_2k;  // in the order of the instrument's items
  Truth hemolytic_anemia = Truth::kUnknown, gastrointestinal = Truth::kUnknown;
  Truth new_activity = Truth::kUnknown;
  std::optional<units::Rational> physician_global;  // 0 to 3
  std::optional<units::Rational> prednisone;        // mg/d
  Truth standard_treatment = Truth::kUnknown;
};
Truth IsLowActivity(const LowActivity& at);

// SRI-4 [S]: SELENA-SLEDAI lower by at least 4, no new BILAG A and at most one new B, physician's global (0 to 3) not worse by 0.3 or more.
struct Visit {
  std::optional<records::Number> selena_sledai;
  std::string_view bilag;                           // nine letters, in one order; "?" for one not known; "" for none
  std::optional<units::Rational> physician_global;  // 0 to 3
};
Truth IsResponse(const Visit& baseline, const Visit& now);

}  // namespace eligo::measure
