#include "match/match.h"

#include <numeric>
#include <set>

#include <fmt/format.h>

#include "match/kernels.h"
#include "match/overall.h"
#include "match/planes.h"
#include "match/prepare.h"
#include "match/run.h"
#include "match/score.h"
#include "match/why.h"

namespace eligo::match {
namespace {

using logic::Criterion;
using logic::Protocol;
using verdict::Outcome;
using verdict::Overall;
using verdict::PatientVerdict;

// A criterion made ready, and what its leaves came to for the patients of a batch.
struct Work {
  const Criterion* criterion = nullptr;
  PreparedTree tree;
  // Every leaf in the order of ForEachLeaf: those of a fact's `provided` follow it. in_tree[n] is the place of the tree's n-th.
  std::vector<const PreparedLeaf*> leaves;
  std::vector<std::size_t> in_tree;
  std::vector<std::vector<LeafResult>> results;  // [leaf][patient of the batch]
  std::vector<Outcome> strict, presumed;         // [patient of the batch]

  const LeafResult& ResultOf(std::size_t tree_leaf, std::size_t patient) const { return results[in_tree[tree_leaf]][patient]; }
};

void CollectLeaves(const PreparedTree& tree, bool of_tree, Work& work) {
  for (const PreparedLeaf& leaf : tree.leaves) {
    if (of_tree) work.in_tree.push_back(work.leaves.size());
    work.leaves.push_back(&leaf);
    if (leaf.fact && leaf.fact->provided) CollectLeaves(*leaf.fact->provided, false, work);
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

bool Dead(const records::Patient& patient, Date as_of) {
  if (patient.death) return patient.death->first <= as_of;
  return patient.deceased;
}

// A cohort judges everyone whom the record does not say to be free of its disease.
bool RuledOut(const std::optional<PreparedFact>& disease, const Subject& subject) {
  return disease && Judge(*disease, subject).truth.strict == Truth::kFalse;
}

verdict::Atom AtomOf(const PreparedLeaf& leaf, const LeafResult& result) {
  verdict::Atom atom;
  if (leaf.fact) {
    const logic::Fact& fact = **leaf.fact;
    atom.leaf = fact.id;
    atom.concept_id = fact.concept_ref.id;
    atom.span = fact.span;
    atom.decides = fact.decides;
    atom.phase = fact.phase;
  } else {
    atom.leaf = leaf.expression->id;
    atom.span = leaf.expression->span;
    atom.decides = leaf.expression->op == logic::Op::kJudgement ? logic::Decides::kPerson : logic::Decides::kRecord;
  }
  atom.holds = result.truth.strict;
  atom.presumed = result.truth.presumed;
  atom.evidence = result.evidence;
  atom.missing = result.missing;
  return atom;
}

Column ColumnOf(const std::vector<LeafResult>& results, Truth Reading::*side) {
  Column column(results.size());
  for (std::size_t i = 0; i < results.size(); ++i) column.Set(i, results[i].truth.*side);
  return column;
}

void JudgeBatch(Work& work, const std::vector<Subject>& batch) {
  work.results.assign(work.leaves.size(), {});
  for (std::size_t n = 0; n < work.leaves.size(); ++n) {
    work.results[n].reserve(batch.size());
    for (const Subject& subject : batch) work.results[n].push_back(Judge(*work.leaves[n], subject));
  }
  for (const bool presumed : {false, true}) {
    std::vector<Column> columns;
    columns.reserve(work.in_tree.size());
    for (const std::size_t n : work.in_tree) columns.push_back(ColumnOf(work.results[n], presumed ? &Reading::presumed : &Reading::strict));
    const Column truths = EvaluateColumns(*work.tree.tree, work.tree.side, columns, batch.size());
    std::vector<Outcome>& outcomes = presumed ? work.presumed : work.strict;
    outcomes.clear();
    for (std::size_t i = 0; i < batch.size(); ++i) outcomes.push_back(OutcomeOf(work.criterion->kind, truths.Get(i)));
  }
}

// Could this criterion still pass, in one reading?
bool MayStillPass(const Work& work, std::size_t i, Truth Reading::*side) {
  std::vector<Truth> values;
  std::vector<bool> open;
  for (std::size_t n = 0; n < work.in_tree.size(); ++n) {
    const LeafResult& result = work.ResultOf(n, i);
    values.push_back(result.truth.*side);
    open.push_back(Open(*work.tree.leaves[n].expression, result));
  }
  return MayPass(*work.criterion, values, open);
}

verdict::CriterionVerdict VerdictOf(const Work& work, std::size_t i) {
  verdict::CriterionVerdict v;
  v.id = work.criterion->id;
  v.strict = work.strict[i];
  v.presumed = work.presumed[i];
  std::vector<const LeafResult*> results;
  for (std::size_t n = 0; n < work.in_tree.size(); ++n) results.push_back(&work.ResultOf(n, i));
  v.why = Why(*work.criterion, results);
  for (std::size_t n = 0; n < work.leaves.size(); ++n) v.atoms.push_back(AtomOf(*work.leaves[n], work.results[n][i]));
  return v;
}

Diagnostics MissingSections(const Protocol& protocol) {
  Diagnostics diagnostics;
  const auto add = [&](std::string_view which) {
    diagnostics.push_back({"kMissingSection",
                           Severity::kWarning,
                           {},
                           fmt::format("the text has no {} section: no patient can be better than candidate", which)});
  };
  if (!protocol.has_inclusion_section) add("inclusion");
  if (!protocol.has_exclusion_section) add("exclusion");
  return diagnostics;
}

PatientVerdict VerdictOf(const Protocol& protocol, int cohort, const Subject& subject, const std::vector<Work>& works, std::size_t i) {
  PatientVerdict v;
  v.protocol = protocol.path;
  v.cohort = cohort;
  v.patient = subject.patient.id;
  v.diagnostics = MissingSections(protocol);
  std::vector<Outcome> strict;
  std::vector<Outcome> presumed;
  bool strict_may = true;
  bool presumed_may = true;
  for (const Work& work : works) {
    v.criteria.push_back(VerdictOf(work, i));
    strict.push_back(work.strict[i]);
    presumed.push_back(work.presumed[i]);
    strict_may = strict_may && (work.strict[i] == Outcome::kPass || MayStillPass(work, i, &Reading::strict));
    presumed_may = presumed_may && (work.presumed[i] == Outcome::kPass || MayStillPass(work, i, &Reading::presumed));
  }
  const bool missing = !v.diagnostics.empty();
  v.strict = OverallOf(strict, strict_may, missing);
  v.presumed = OverallOf(presumed, presumed_may, missing);
  if (Dead(subject.patient, subject.as_of())) {
    v.strict = v.presumed = Overall::kIneligible;
    v.controlled_by = "deceased";
  }
  return v;
}

}  // namespace

std::vector<PatientVerdict> MatchInBatches(const Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                                           const verdict::Settings& settings, std::size_t batch_size) {
  CHECK(batch_size > 0);
  std::vector<PatientVerdict> all;
  const Run::Known known = FindKnown(terms);
  std::vector<int> cohorts(protocol.cohorts.size());
  std::iota(cohorts.begin(), cohorts.end(), 0);
  if (cohorts.empty()) cohorts.push_back(-1);
  for (const int cohort : cohorts) {
    const logic::Cohort* here = cohort < 0 ? nullptr : &protocol.cohorts[static_cast<std::size_t>(cohort)];
    Run run{records, terms, settings, protocol.id.value_or(""), IndexDiseases(protocol, here, terms), std::nullopt, here != nullptr, known};
    std::optional<PreparedFact> disease;
    logic::Fact asked;
    if (here != nullptr && here->concept_id) {
      run.cohort = terms.Find(*here->concept_id);
      asked.concept_ref.id = *here->concept_id;
      if (run.cohort) disease = Prepare(asked, logic::Side::kIncluding, terms);
    }
    std::vector<Work> works;
    for (const Criterion& criterion : protocol.criteria) {
      if (criterion.cohort >= 0 && criterion.cohort != cohort) continue;
      Work& work = works.emplace_back();
      work.criterion = &criterion;
      work.tree = Prepare(criterion.expression, logic::SideOf(criterion.kind), terms);
      CollectLeaves(work.tree, true, work);
    }
    std::vector<Subject> batch;
    const auto finish = [&] {
      for (Work& work : works) JudgeBatch(work, batch);
      for (std::size_t i = 0; i < batch.size(); ++i) all.push_back(VerdictOf(protocol, cohort, batch[i], works, i));
      batch.clear();
    };
    for (std::size_t p = 0; p < records.patients().size(); ++p) {
      const Subject subject{run, static_cast<records::PatientIndex>(p), records.patients()[p]};
      if (RuledOut(disease, subject)) continue;
      batch.push_back(subject);
      if (batch.size() == batch_size) finish();
    }
    if (!batch.empty()) finish();
  }
  return all;
}

std::vector<PatientVerdict> Match(const Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                                  const verdict::Settings& settings) {
  return MatchInBatches(protocol, records, terms, settings, kBatch);
}

}  // namespace eligo::match
