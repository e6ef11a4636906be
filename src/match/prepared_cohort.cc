#include "match/prepared_cohort.h"

#include <set>

#include "match/kernels.h"
#include "match/score.h"

namespace eligo::match {
namespace {

using logic::Criterion;
using logic::Protocol;

void CollectLeaves(const PreparedTree& tree, bool of_tree, PreparedCriterion& prepared) {
  for (const PreparedLeaf& leaf : tree.leaves) {
    if (of_tree) prepared.in_tree.push_back(prepared.leaves.size());
    prepared.leaves.push_back(&leaf);
    if (leaf.fact && leaf.fact->provided) CollectLeaves(*leaf.fact->provided, false, prepared);
  }
}

// The diseases that the trial is about: the cohort's, else those that its inclusion criteria ask for.
std::vector<terms::ConceptId> IndexDiseases(const Protocol& protocol, const logic::Cohort* cohort, const terms::Terms& terms) {
  std::set<terms::ConceptId> all;
  const auto add = [&](std::string_view id) {
    const auto found = terms.Find(id);
    if (!found) return;
    for (const terms::ConceptId below : terms.Closure(*found)) all.insert(below);
  };
  if (cohort != nullptr && cohort->concept_id) {
    add(*cohort->concept_id);
  } else {
    for (const Criterion& criterion : protocol.criteria) {
      if (criterion.kind != logic::Kind::kInclusion) continue;
      logic::ForEachLeaf(criterion.expression, [&](const logic::Expression& e) {
        if (e.op != logic::Op::kFact) return;
        const auto id = terms.Find(e.fact->concept_ref.id);
        if (!id) return;
        const terms::Concept& c = terms.Get(*id);
        if (c.index_disease) add(c.id);
        if (c.kind == terms::Kind::kScore) add(DiseaseOf(c));
      });
    }
  }
  return {all.begin(), all.end()};
}

const logic::Cohort* CohortOf(const Protocol& protocol, int number) {
  return number < 0 ? nullptr : &protocol.cohorts[static_cast<std::size_t>(number)];
}

std::optional<terms::ConceptId> ConceptOf(const logic::Cohort* cohort, const terms::Terms& terms) {
  return cohort != nullptr && cohort->concept_id ? terms.Find(*cohort->concept_id) : std::nullopt;
}

}  // namespace

PreparedCohort::PreparedCohort(const Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                               const verdict::Settings& settings, const Run::Known& known, int number)
    : cohort(number),
      run{records,
          terms,
          settings,
          protocol.id.value_or(""),
          IndexDiseases(protocol, CohortOf(protocol, number), terms),
          ConceptOf(CohortOf(protocol, number), terms),
          number >= 0,
          known},
      untold(run) {
  untold.words = false;
  if (run.cohort) {
    diagnosis_.concept_ref.id = *CohortOf(protocol, number)->concept_id;
    disease = Prepare(diagnosis_, logic::Side::kIncluding, terms);
    KeepRecorded(*disease, records);
  }
  for (const Criterion& criterion : protocol.criteria) {
    if (criterion.cohort >= 0 && criterion.cohort != number) continue;
    PreparedCriterion& prepared = criteria.emplace_back();
    prepared.criterion = &criterion;
    prepared.tree = Prepare(criterion.expression, logic::SideOf(criterion.kind), terms);
    KeepRecorded(prepared.tree, records);
    CollectLeaves(prepared.tree, true, prepared);
    prepared.offsets.resize(prepared.leaves.size());
    for (const std::size_t n : prepared.in_tree) prepared.offsets[n] = OffsetsOf(*prepared.leaves[n], run);
  }
}

bool RuledOut(const PreparedCohort& cohort, const Subject& subject) {
  return cohort.disease && Judge(*cohort.disease, subject).truth.strict == Truth::kFalse;
}

bool Dead(const records::Patient& patient, Date as_of) {
  if (patient.death) return patient.death->first <= as_of;
  return patient.deceased;
}

}  // namespace eligo::match
