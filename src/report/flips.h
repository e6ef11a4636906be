// Flips: patients whose verdict is another than before, for people and for programs.
//
// Text groups them by what became of them, the changes of the presumed reading before those of the strict one alone, and says of each which
// criteria changed and why. Counts come first.
// Tested by test/report/flips_test.cc, test/cli/run_test.cc, test/cli/amendment_test.cc.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "report/expression_json.h"
#include "verdict/flip.h"
#include "verdict/run.h"

namespace eligo::report {

// What the two runs differ in, on one line: "since the run as of 2026-05-25: as of 2026-05-25 -> 2026-06-01; other data".
std::string SinceText(const verdict::Run& before, const verdict::Run& now);
// The same as one object.
Json SinceJson(const verdict::Run& before, const verdict::Run& now);

// Of one protocol, by cohort: the counts, then the patients. `cohorts`: what people call them; `judged`: how many verdicts there are now.
std::string FlipsText(std::span<const verdict::Flip> flips, const std::vector<std::string>& cohorts, std::size_t judged);

// {"newly_candidate": 1, ...}, of the presumed reading; "strict_only": of the other.
Json FlipCountsJson(std::span<const verdict::Flip> flips);
// {"patient", "change", "reading", "before", "after", "criteria"}, for a caller to say of which protocol and cohort.
Json FlipJson(const verdict::Flip& flip);

}  // namespace eligo::report
