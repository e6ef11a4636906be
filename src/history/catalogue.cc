#include "history/catalogue.h"

#include <algorithm>

namespace eligo::history {
namespace {

using terms::Code;
using terms::ConceptId;

bool Lower(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

// Code of `system` for the concept, "" when there is none that means it alone.
std::string_view Choose(const terms::Terms& terms, ConceptId id, std::string_view system, std::string_view wanted) {
  const auto means_it_alone = [&](std::string_view code) { return terms.FindCode(system, code) == std::vector<ConceptId>{id}; };
  for (std::size_t at = 0; at < wanted.size();) {
    const std::size_t end = std::min(wanted.find(' ', at), wanted.size());
    const std::string_view own = wanted.substr(at, end - at);
    const std::vector<ConceptId> meant = terms.FindCode(system, own);
    if (std::find(meant.begin(), meant.end(), id) != meant.end()) return own;
    at = end + 1;
  }
  const bool lowest = system == "RxNorm" || system == "LOINC";
  std::string_view best;
  for (const Code& code : terms.Codes(id)) {
    if (code.system != system || !means_it_alone(code.code)) continue;
    if (best.empty() || (lowest && Lower(code.code, best))) best = code.code;
  }
  return best;
}

std::vector<std::string_view> Systems(Domain domain) {
  switch (domain) {
    case Domain::kCondition: return {"ICD10CM", "SNOMED"};
    case Domain::kDrug: return {"RxNorm"};
    case Domain::kVaccine: return {"CVX"};
    case Domain::kProcedure: return {"SNOMED"};
    case Domain::kMeasurement: return {"LOINC"};
    case Domain::kScore:
    case Domain::kTrial:
    case Domain::kConsent: return {};
  }
  return {};
}

}  // namespace

Result<Catalogue> Catalogue::Make(const terms::Terms& terms) {
  Catalogue catalogue;
  for (std::size_t i = 0; i < kItems; ++i) {
    const ItemFacts& facts = Facts(static_cast<Item>(i));
    const auto id = terms.Find(facts.concept_id);
    if (!id) return Error{"these terms lack the concept `" + std::string(facts.concept_id) + "`, which the generator needs"};
    std::vector<ItemCode>& codes = catalogue.codes_.emplace_back();
    // An ointment is told from tablets by its words; the ingredient's code says neither.
    for (const std::string_view system : Systems(facts.domain)) {
      const std::string_view code = Choose(terms, *id, system, facts.code);
      if (!code.empty()) codes.push_back({system, code});
    }
  }
  return catalogue;
}

}  // namespace eligo::history
