#include "verdict/verdict.h"

#include <algorithm>
#include <array>

namespace eligo::verdict {

std::string_view ToString(Outcome outcome) {
  switch (outcome) {
    case Outcome::kFail: return "fail";
    case Outcome::kUnknown: return "unknown";
    case Outcome::kPass: return "pass";
  }
  return "unknown";
}

std::string_view ToString(Overall overall) {
  switch (overall) {
    case Overall::kIneligible: return "ineligible";
    case Overall::kUndetermined: return "undetermined";
    case Overall::kCandidate: return "candidate";
    case Overall::kEligible: return "eligible";
  }
  return "undetermined";
}

int CostOf(std::string_view kind) {
  constexpr std::array<std::string_view, 5> kCheapestFirst = {"chart", "person", "lab", "visit", "later"};
  return 1 + static_cast<int>(std::find(kCheapestFirst.begin(), kCheapestFirst.end(), kind) - kCheapestFirst.begin());
}

std::size_t Needed(const std::vector<Ask>& asks) {
  return static_cast<std::size_t>(std::count_if(asks.begin(), asks.end(), [](const Ask& ask) { return !ask.alternative; }));
}

}  // namespace eligo::verdict
