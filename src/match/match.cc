#include "match/match.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "match/kernels.h"
#include "match/overall.h"
#include "match/planes.h"
#include "match/prepared_cohort.h"
#include "match/run.h"
#include "match/turns.h"
#include "match/why.h"
#include "verdict/failing_days.h"

namespace eligo::match {
namespace {

using logic::Protocol;
using verdict::Outcome;
using verdict::Overall;
using verdict::PatientVerdict;

// What a criterion and its leaves came to for the patients of a batch.
struct Judged {
  const PreparedCriterion& work;
  std::vector<std::vector<LeafResult>> results;                   // [leaf][patient of the batch]
  std::vector<std::vector<std::vector<terms::ConceptId>>> asked;  // [leaf][patient of the batch]: what its kernel looked up
  std::vector<std::vector<std::vector<verdict::Turn>>> turns;     // [leaf][patient of the batch]: where a date hangs on them
  std::vector<Outcome> strict, presumed;                          // [patient of the batch]

  const LeafResult& ResultOf(std::size_t tree_leaf, std::size_t patient) const { return results[work.in_tree[tree_leaf]][patient]; }
};

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
  atom.evidence = result.evidence.told();
  atom.missing = result.missing;
  return atom;
}

Column ColumnOf(const std::vector<LeafResult>& results, Truth Reading::*side) {
  Column column(results.size());
  for (std::size_t i = 0; i < results.size(); ++i) column.Set(i, results[i].truth.*side);
  return column;
}

Judged JudgeBatch(const PreparedCriterion& work, const std::vector<Subject>& batch, Ahead ahead) {
  Judged judged{work, {}, {}, {}, {}, {}};
  judged.results.resize(work.leaves.size());
  judged.turns.resize(work.leaves.size());
  judged.asked.resize(work.leaves.size());
  for (std::size_t n = 0; n < work.leaves.size(); ++n) {
    judged.results[n].reserve(batch.size());
    judged.turns[n].resize(batch.size());
    judged.asked[n].resize(batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (ahead != Ahead::kNot) batch[i].rows->Watch(&judged.asked[n][i]);
      judged.results[n].push_back(Judge(*work.leaves[n], batch[i]));
      batch[i].rows->Watch(nullptr);
    }
  }
  for (const bool presumed : {false, true}) {
    std::vector<Column> columns;
    columns.reserve(work.in_tree.size());
    for (const std::size_t n : work.in_tree)
      columns.push_back(ColumnOf(judged.results[n], presumed ? &Reading::presumed : &Reading::strict));
    const Column truths = EvaluateColumns(*work.tree.tree, work.tree.side, columns, batch.size());
    std::vector<Outcome>& outcomes = presumed ? judged.presumed : judged.strict;
    for (std::size_t i = 0; i < batch.size(); ++i) outcomes.push_back(OutcomeOf(work.criterion->kind, truths.Get(i)));
  }
  return judged;
}

// Finds the turns of a criterion's leaves for one patient; true when it fails and never ceases to.
bool FindTurns(Judged& judged, const Subject& subject, std::size_t i) {
  const PreparedCriterion& work = judged.work;
  std::vector<verdict::LeafCourse> courses;
  for (const std::size_t n : work.in_tree) {
    const Truth now = judged.results[n][i].truth.presumed;
    judged.turns[n][i] = TurnsOf(*work.leaves[n], work.offsets[n], subject, now, judged.asked[n][i]);
    courses.push_back({now, &judged.turns[n][i]});
  }
  if (judged.presumed[i] != Outcome::kFail) return false;
  return !verdict::FailingDays(*work.criterion, courses, subject.as_of()).Clears();
}

// Where a criterion never lets go, no date hangs on those that do not stop the patient today.
void FindTurns(std::vector<Judged>& judged, const Subject& subject, std::size_t i, bool of_all) {
  bool never = false;
  for (const bool failing : {true, false}) {
    if (never && !of_all) return;
    for (Judged& one : judged) {
      if ((one.presumed[i] == Outcome::kFail) == failing) never = FindTurns(one, subject, i) || never;
    }
  }
}

// Could this criterion still pass, in one reading?
bool MayStillPass(const Judged& judged, std::size_t i, Truth Reading::*side) {
  std::vector<Truth> values;
  std::vector<bool> open;
  for (std::size_t n = 0; n < judged.work.in_tree.size(); ++n) {
    const LeafResult& result = judged.ResultOf(n, i);
    values.push_back(result.truth.*side);
    open.push_back(Open(*judged.work.tree.leaves[n].expression, result));
  }
  return MayPass(*judged.work.criterion, values, open);
}

verdict::CriterionVerdict VerdictOf(const Judged& judged, std::size_t i, bool words) {
  const PreparedCriterion& work = judged.work;
  verdict::CriterionVerdict v;
  v.id = work.criterion->id;
  v.strict = judged.strict[i];
  v.presumed = judged.presumed[i];
  std::vector<const LeafResult*> results;
  for (std::size_t n = 0; n < work.in_tree.size(); ++n) results.push_back(&judged.ResultOf(n, i));
  if (words) v.why = Why(*work.criterion, results);
  for (std::size_t n = 0; n < work.leaves.size(); ++n) {
    v.atoms.push_back(AtomOf(*work.leaves[n], judged.results[n][i]));
    v.atoms.back().turns = judged.turns[n][i];
  }
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

PatientVerdict VerdictOf(const Protocol& protocol, int cohort, const Subject& subject, const std::vector<Judged>& judged, std::size_t i) {
  PatientVerdict v;
  v.protocol = protocol.path;
  v.cohort = cohort;
  v.patient = subject.patient.id;
  v.diagnostics = MissingSections(protocol);
  std::vector<Outcome> strict;
  std::vector<Outcome> presumed;
  bool strict_may = true;
  bool presumed_may = true;
  for (const Judged& one : judged) {
    v.criteria.push_back(VerdictOf(one, i, subject.run.words));
    strict.push_back(one.strict[i]);
    presumed.push_back(one.presumed[i]);
    strict_may = strict_may && (one.strict[i] == Outcome::kPass || MayStillPass(one, i, &Reading::strict));
    presumed_may = presumed_may && (one.presumed[i] == Outcome::kPass || MayStillPass(one, i, &Reading::presumed));
  }
  const bool missing = !v.diagnostics.empty();
  v.strict = OverallOf(strict, strict_may, missing);
  v.presumed = OverallOf(presumed, presumed_may, missing);
  if (Dead(subject.patient, subject.known_by())) {
    v.strict = v.presumed = Overall::kIneligible;
    v.controlled_by = verdict::kDeceased;
  }
  return v;
}

}  // namespace

struct Matcher::State {
  const Protocol& protocol;
  Ahead ahead;
  std::vector<std::unique_ptr<PreparedCohort>> cohorts;
};

Matcher::Matcher(const Protocol& protocol, const records::Records& records, const terms::Terms& terms, const verdict::Settings& settings,
                 Ahead ahead, Words words)
    : state_(std::make_unique<State>(State{protocol, ahead, {}})) {
  const Run::Known known = FindKnown(terms);
  if (protocol.cohorts.empty()) state_->cohorts.push_back(std::make_unique<PreparedCohort>(protocol, records, terms, settings, known, -1));
  for (std::size_t i = 0; i < protocol.cohorts.size(); ++i) {
    state_->cohorts.push_back(std::make_unique<PreparedCohort>(protocol, records, terms, settings, known, static_cast<int>(i)));
  }
  for (const auto& cohort : state_->cohorts) cohort->run.words = words == Words::kYes;
}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

std::size_t Matcher::cohorts() const { return state_->cohorts.size(); }

namespace {

std::vector<PatientVerdict> MatchSome(const Protocol& protocol, const PreparedCohort& cohort, std::span<const records::PatientIndex> which,
                                      Ahead ahead, int days_later) {
  std::vector<Subject> batch;
  for (const records::PatientIndex p : which) {
    Subject subject{cohort.run, p, cohort.run.records.patients()[p]};
    subject.days_later = days_later;
    if (!RuledOut(cohort, subject)) batch.push_back(std::move(subject));
  }
  std::vector<PatientVerdict> verdicts;
  if (batch.empty()) return verdicts;
  std::vector<Judged> judged;
  judged.reserve(cohort.criteria.size());
  for (const PreparedCriterion& work : cohort.criteria) judged.push_back(JudgeBatch(work, batch, ahead));
  for (std::size_t i = 0; i < batch.size() && ahead != Ahead::kNot; ++i) {
    if (Dead(batch[i].patient, batch[i].known_by())) continue;
    FindTurns(judged, Subject{cohort.untold, batch[i].index, batch[i].patient, batch[i].rows}, i, ahead == Ahead::kAll);
    batch[i].rows->Forget();
  }
  for (std::size_t i = 0; i < batch.size(); ++i) verdicts.push_back(VerdictOf(protocol, cohort.cohort, batch[i], judged, i));
  return verdicts;
}

std::vector<records::PatientIndex> PlacesFrom(std::size_t first, std::size_t count, const records::Records& records) {
  const std::size_t all = records.patients().size();
  std::vector<records::PatientIndex> which(first < all ? std::min(count, all - first) : 0);
  std::iota(which.begin(), which.end(), static_cast<records::PatientIndex>(first));
  return which;
}

}  // namespace

std::vector<PatientVerdict> Matcher::Match(std::size_t cohort, std::span<const records::PatientIndex> which) const {
  return MatchSome(state_->protocol, *state_->cohorts[cohort], which, state_->ahead, 0);
}

std::vector<PatientVerdict> Matcher::Match(std::size_t cohort, std::size_t first, std::size_t count) const {
  return Match(cohort, PlacesFrom(first, count, state_->cohorts[cohort]->run.records));
}

void MatchOnLaterDays(const Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                      const verdict::Settings& settings, int days,
                      const std::function<void(int, const std::vector<PatientVerdict>&)>& each) {
  const Run::Known known = FindKnown(terms);
  std::vector<std::unique_ptr<PreparedCohort>> cohorts;
  for (int cohort = protocol.cohorts.empty() ? -1 : 0; cohort < static_cast<int>(protocol.cohorts.size()); ++cohort)
    cohorts.push_back(std::make_unique<PreparedCohort>(protocol, records, terms, settings, known, cohort));
  const std::vector<records::PatientIndex> all_patients = PlacesFrom(0, records.patients().size(), records);
  for (int day = 0; day <= days; ++day) {
    std::vector<PatientVerdict> all;
    for (const auto& asked : cohorts) {
      std::vector<PatientVerdict> verdicts = MatchSome(protocol, *asked, all_patients, Ahead::kNot, day);
      std::move(verdicts.begin(), verdicts.end(), std::back_inserter(all));
    }
    each(day, all);
  }
}

std::vector<PatientVerdict> MatchInBatches(const Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                                           const verdict::Settings& settings, std::size_t batch_size) {
  CHECK(batch_size > 0);
  const Matcher matcher(protocol, records, terms, settings, Ahead::kAll);
  std::vector<PatientVerdict> all;
  for (std::size_t cohort = 0; cohort < matcher.cohorts(); ++cohort) {
    for (std::size_t first = 0; first < records.patients().size(); first += batch_size) {
      std::vector<PatientVerdict> verdicts = matcher.Match(cohort, first, batch_size);
      std::move(verdicts.begin(), verdicts.end(), std::back_inserter(all));
    }
  }
  return all;
}

std::vector<PatientVerdict> Match(const Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                                  const verdict::Settings& settings) {
  return MatchInBatches(protocol, records, terms, settings, kBatch);
}

}  // namespace eligo::match
