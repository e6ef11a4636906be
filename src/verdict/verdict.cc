#include "verdict/verdict.h"

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

}  // namespace eligo::verdict
