#include "match/needed.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "match/body_mass.h"
#include "match/clearance.h"
#include "match/instrument_item.h"
#include "match/instruments.h"
#include "match/lab_grade.h"
#include "match/prepare.h"
#include "match/score.h"

namespace eligo::match {
namespace {

class Needs {
 public:
  Needs(const terms::Terms& terms, terms::ConceptSet& needed) : terms_(terms), needed_(needed), known_(FindKnown(terms)) {}

  // What kernels ask for whatever the protocol is.
  void AddKnown() {
    for (const auto& id : {known_.pregnancy, known_.body_weight}) {
      if (id) AddConcept(*id);
    }
    for (const auto* ids : {&known_.infertility, &known_.classifications, &known_.bilag_domains}) needed_.Insert(*ids);
    AddNamed("clinical_trial");
    AddNamed("informed_consent");
  }

  void AddNamed(std::string_view id) {
    if (const auto found = terms_.Find(id)) AddConcept(*found);
  }

  void AddTree(const PreparedTree& tree) {
    for (const PreparedLeaf& leaf : tree.leaves) {
      if (leaf.fact) AddFact(*leaf.fact);
    }
  }

 private:
  void AddConcept(terms::ConceptId id) {
    needed_.Insert(terms_.Closure(id));
    AddTestsOf(id);
    // Classification criteria without a result are told by the disease.
    const auto& criteria = known_.classifications;
    if (terms_.Get(id).kind == terms::Kind::kScore || std::find(criteria.begin(), criteria.end(), id) != criteria.end())
      AddDisease(DiseaseOf(terms_.Get(id)));
  }

  void AddDisease(std::string_view id) {
    const auto found = terms_.Find(id);
    if (!found) return;
    needed_.Insert(terms_.Closure(*found));
    AddTestsOf(*found);
  }

  // Tests that may speak of a condition: of it, of what is below or above it, of the disease without "active".
  void AddTestsOf(terms::ConceptId id) {
    constexpr std::string_view kActive = "active_";
    const std::string_view name = terms_.Get(id).id;
    const auto broader = name.starts_with(kActive) ? terms_.Find(name.substr(kActive.size())) : std::nullopt;
    const bool of_tuberculosis = name.find("tuberculosis") != std::string_view::npos;
    for (const auto& [condition, test] : known_.tests) {
      const bool related = condition == broader || terms_.IsA(condition, id) || terms_.IsA(id, condition);
      if (related || (of_tuberculosis && terms_.Get(condition).id == "latent_tuberculosis")) needed_.Insert(test);
    }
  }

  void AddFact(const PreparedFact& fact) {
    const logic::Fact& asked = *fact;
    if (fact.concept_id) AddConcept(*fact.concept_id);
    needed_.Insert(fact.cause);
    if (asked.about == logic::About::kDrug) {
      needed_.Insert(known_.glucocorticoids);
      if (asked.alone) needed_.Insert(known_.companions);
    }
    if (const auto test = GradingTest(asked, terms_)) needed_.Insert(*test);
    if (!asked.scale.empty()) {
      for (const std::string& id : ScaleConcepts(asked)) AddNamed(id);
      for (const std::string& name : {asked.scale + " " + asked.version, asked.scale}) {
        for (const terms::ConceptId id : terms_.FindName(name)) {
          AddConcept(id);
          AddInstrument(id);
        }
      }
    }
    if (fact.concept_id) {
      const terms::Concept& instrument = terms_.Get(*fact.concept_id);
      for (const std::string_view sister : SistersOf(instrument.id)) AddNamed(sister);
      if (instrument.id == kBodyMassIndex) AddNamed("height");
      AddInstrument(*fact.concept_id);
      AddItem(instrument, asked);
      for (const PreparedFact& except : fact.except) AddItem(instrument, *except);
    }
    for (const PreparedFact& part : fact.except) AddFact(part);
    for (const PreparedFact& part : fact.required) AddFact(part);
    if (fact.provided) AddTree(*fact.provided);
    if (fact.event) AddFact(*fact.event);
  }

  // A score may be computed from its items and what shows them, criteria from the disease, a clearance from what it is made of.
  void AddInstrument(terms::ConceptId id) {
    if (const PreparedInstrument* instrument = known_.instruments->Find(id)) {
      for (const terms::ConceptId of : ConceptsOf(*instrument, terms_)) AddConcept(of);
    }
    const std::vector<terms::ConceptId> clearance = ConceptsOfClearance(terms_);
    if (std::find(clearance.begin(), clearance.end(), id) != clearance.end()) needed_.Insert(clearance);
  }

  void AddItem(const terms::Concept& instrument, const logic::Fact& part) {
    if (const auto id = ItemConcept(terms_, instrument, ItemId(part))) needed_.Insert(*id);
  }

  const terms::Terms& terms_;
  terms::ConceptSet& needed_;
  const Run::Known known_;
};

}  // namespace

void AddNeeded(const logic::Protocol& protocol, const terms::Terms& terms, terms::ConceptSet& needed) {
  Needs needs(terms, needed);
  needs.AddKnown();
  for (const logic::Cohort& cohort : protocol.cohorts) {
    if (cohort.concept_id) needs.AddNamed(*cohort.concept_id);
  }
  for (const logic::Criterion& criterion : protocol.criteria) {
    needs.AddTree(Prepare(criterion.expression, logic::SideOf(criterion.kind), terms));
  }
}

}  // namespace eligo::match
