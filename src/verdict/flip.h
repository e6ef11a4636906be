// Flip: a patient whose verdict is another than before: in a later run, or by another version of the protocol.
//
// Tested by test/report/flips_test.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verdict/run.h"

namespace eligo::verdict {

struct CriterionFlip {
  std::string before_id, after_id;        // "" where there is none
  std::optional<Outcomes> before, after;  // nothing where it was not asked
  std::string why_before, why;            // "" where it is not known
  // It made the verdict: it stops the patient now and did not, or the reverse; of two verdicts that stop nobody, it moved as they did.
  bool responsible = false;
};

struct Flip {
  // What became of the patient in the reading that changed, the presumed one before the strict one.
  enum class Kind { kEligible, kCandidate, kUndetermined, kExcluded, kNew, kGone };
  Kind kind = Kind::kUndetermined;
  bool strict_only = false;  // the presumed verdict is the same
  std::size_t protocol = 0;
  int cohort = -1;
  std::string patient;
  std::optional<Overalls> before, after;  // nothing before of one who is new, nothing after of one who is gone
  bool deceased = false;                  // now
  std::vector<CriterionFlip> criteria;    // whose outcome changed in a reading that changed; of one who is new, those that stop
};
constexpr std::string_view ToString(Flip::Kind kind) {
  switch (kind) {
    case Flip::Kind::kEligible: return "newly eligible";
    case Flip::Kind::kCandidate: return "newly candidate";
    case Flip::Kind::kUndetermined: return "newly undetermined";
    case Flip::Kind::kExcluded: return "newly excluded";
    case Flip::Kind::kNew: return "new";
    case Flip::Kind::kGone: return "gone";
  }
  return "";
}

// Which criterion of one version is which of the other: places, -1 for none.
struct Partners {
  std::vector<int> before_of_after;
  std::vector<int> removed;  // of the version before, without a partner

  // By the words, then by the id, of those left over.
  static Partners Of(const std::vector<RunCriterion>& before, const std::vector<RunCriterion>& after);
};

// What is compared: either may be null, not both.
struct Judgements {
  const RunVerdict* before = nullptr;
  const PatientVerdict* after = nullptr;
  const PatientVerdict* why_before = nullptr;  // of `before`, where it is known
};

// The criteria of two versions, and how they belong together.
struct Versions {
  const std::vector<RunCriterion>& before;
  const std::vector<RunCriterion>& after;
  const Partners& partners;
};

// Nothing when both overall verdicts are the same.
std::optional<Flip> FlipOf(const Versions& versions, std::size_t protocol, const Judgements& judgements);

}  // namespace eligo::verdict
