#include "match/why.h"

#include <algorithm>

#include <fmt/format.h>

#include "logic/kleene.h"
#include "match/phrase.h"

namespace eligo::match {
namespace {

constexpr std::size_t kShown = 2;

logic::Grounds Grounds(const logic::Criterion& criterion, const std::vector<const LeafResult*>& results, Truth Reading::*side) {
  std::vector<Truth> values;
  values.reserve(results.size());
  for (const LeafResult* result : results) values.push_back(result->truth.*side);
  return logic::GroundsOf(criterion.expression, logic::SideOf(criterion.kind), values);
}

// The clauses of the leaves, each once; the rest counted.
std::string Clauses(const std::vector<std::string>& all) {
  std::vector<std::string> shown;
  std::size_t more = 0;
  for (const std::string& clause : all) {
    if (clause.empty() || std::find(shown.begin(), shown.end(), clause) != shown.end()) continue;
    if (shown.size() < kShown) {
      shown.push_back(clause);
    } else {
      ++more;
    }
  }
  std::string text = Join(shown, "; ");
  if (more > 0) text += fmt::format("; and {} more", more);
  return text;
}

std::string Sentence(std::string text) { return Capital(std::move(text)) + "."; }

}  // namespace

std::string Why(const logic::Criterion& criterion, const std::vector<const LeafResult*>& results) {
  const logic::Grounds strict = Grounds(criterion, results, &Reading::strict);
  const logic::Grounds presumed = Grounds(criterion, results, &Reading::presumed);
  const logic::Grounds& told = Known(strict.value) ? strict : presumed;
  std::vector<std::string> says;
  std::vector<std::string> missing;
  for (const int n : told.leaves) {
    const LeafResult& leaf = *results[static_cast<std::size_t>(n)];
    says.push_back(leaf.says);
    if (!Known(told.value) && !leaf.missing.empty() && leaf.missing != kLater) missing.push_back(leaf.missing);
  }
  if (says.empty()) return Known(told.value) ? "This does not apply to the patient." : "The record does not say.";
  std::string text = Clauses(says);
  if (Known(strict.value)) return Sentence(text);
  if (Known(presumed.value)) return Sentence(text + " (presumed: the record does not settle it)");
  if (!missing.empty()) {
    const std::string needed = Clauses(missing);
    if (text.find(needed) == std::string::npos) text += "; needed: " + needed;
  }
  return Sentence(text);
}

}  // namespace eligo::match
