#include "match/counter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <map>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>

#include "logic/print.h"
#include "match/alike.h"
#include "match/by_signs.h"
#include "match/kernels.h"
#include "match/needed.h"
#include "match/overall.h"
#include "match/plain.h"
#include "match/plain_clearance.h"
#include "match/plain_drug.h"
#include "match/planes.h"
#include "match/prepared_cohort.h"
#include "match/silent.h"

namespace eligo::match {
namespace {

using verdict::Bits;
using verdict::kBitsAWord;

// Bytes that may be kept of which patients are alike.
constexpr std::int64_t kMostRemembered = std::int64_t{1} << 29;

// Whether Judge() says no more of anybody than that the day is not known yet.
bool WaitsForLater(const PreparedLeaf& leaf, const Run& run) {
  if (!leaf.fact || leaf.fact->Has(kSubjectField) || !leaf.fact->concept_id || run.records.patients().empty()) return false;
  const PreparedFact& fact = *leaf.fact;
  if (!fact->window || fact->window->event) return false;
  const TimeSpan span = Resolve(fact, Subject{run, 0, run.records.patients().front()});
  return span.problem.empty() && span.later && !(fact.excluding() && span.last <= span.anchor);
}

// A leaf as it stands in one or several trees.
struct DistinctLeaf {
  DistinctLeaf(const PreparedLeaf& of, const Run& in, ColumnSet& columns, TakenColumns& taken, LookSet& looks)
      : leaf(of),
        run(in),
        waits(WaitsForLater(of, in)),
        silent(of, in),
        plain(PlainMeasurement::Of(of, in, columns)),
        plain_drug(PlainDrug::Of(of, in, taken)),
        plain_clearance(PlainClearance::Of(of, in, columns)),
        alike(plain_drug ? nullptr : Alike::Of(of, in, silent, looks)),
        by_signs(BySigns::Of(of, in, columns)) {}

  const PreparedLeaf& leaf;
  const Run& run;
  bool waits;  // for a day that is not known, whoever the patient is
  Silent silent;
  std::unique_ptr<PlainMeasurement> plain;
  std::unique_ptr<PlainDrug> plain_drug;
  std::unique_ptr<PlainClearance> plain_clearance;
  std::unique_ptr<Alike> alike;
  std::unique_ptr<BySigns> by_signs;

  // Of a patient of whom another one's truth tells theirs, or may from now on.
  std::optional<LeafTruth> OfOthers(const Who& who, LeafMemory& memory, const std::shared_ptr<SubjectRows>& rows) const {
    if (alike) return alike->Judge(who, memory, rows);
    return by_signs ? by_signs->Judge(who, memory, rows) : std::nullopt;
  }
};

// Its truth for the patients of a block, a word of lanes for 64.
struct LeafLanes {
  std::vector<Lanes> strict, presumed;
  Bits later;

  explicit LeafLanes(std::size_t words) : strict(words), presumed(words), later(words) {}
  // The lanes of `which`, whose bits are unset so far.
  void Set(std::size_t word, std::uint64_t which, const LeafTruth& truth) {
    CHECK(!Known(truth.reading.strict) || truth.reading.presumed == truth.reading.strict);  // as Judge() holds the kernels to it
    Put(strict[word], which, truth.reading.strict);
    Put(presumed[word], which, truth.reading.presumed);
    if (truth.later) later[word] |= which;
  }

 private:
  static void Put(Lanes& lanes, std::uint64_t which, Truth truth) {
    if (truth == Truth::kTrue) lanes.is_true |= which;
    if (truth == Truth::kFalse) lanes.is_false |= which;
  }
};

// What a value may still become (logic::Range), 64 patients at a time.
struct LanesRange {
  Lanes low, high;
};
constexpr LanesRange And(LanesRange a, LanesRange b) { return {And(a.low, b.low), And(a.high, b.high)}; }
constexpr LanesRange Or(LanesRange a, LanesRange b) { return {Or(a.low, b.low), Or(a.high, b.high)}; }
constexpr LanesRange Not(LanesRange a) { return {Not(a.high), Not(a.low)}; }
constexpr LanesRange Choose(LanesRange when, LanesRange then, LanesRange otherwise) {
  const LanesRange a = logic::Choose<LanesRange>({when.low, when.low}, then, otherwise);
  const LanesRange b = logic::Choose<LanesRange>({when.high, when.high}, then, otherwise);
  return {And(a.low, b.low), Or(a.high, b.high)};
}

}  // namespace
}  // namespace eligo::match

template <>
struct eligo::logic::Constant<eligo::match::LanesRange> {
  static constexpr eligo::match::LanesRange True() { return {Constant<match::Lanes>::True(), Constant<match::Lanes>::True()}; }
  static constexpr eligo::match::LanesRange False() { return {Constant<match::Lanes>::False(), Constant<match::Lanes>::False()}; }
};

namespace eligo::match {
namespace {

struct CountedCriterion {
  const PreparedCriterion* prepared = nullptr;
  std::vector<std::size_t> leaves;  // of its tree, among the distinct ones
};

struct CountedCohort {
  std::unique_ptr<PreparedCohort> prepared;
  std::vector<CountedCriterion> criteria;
  // The cohort's disease, and where it stands among the distinct leaves.
  std::unique_ptr<const PreparedLeaf> disease;
  std::size_t disease_at = 0;
  bool sections_missing = false;
};

void ForEachFact(const logic::Fact& fact, const std::function<void(const logic::Fact&)>& visit) {
  visit(fact);
  for (const logic::FactPtr& part : fact.required) ForEachFact(*part, visit);
  for (const logic::FactPtr& part : fact.except) ForEachFact(*part, visit);
  if (fact.window && fact.window->event) ForEachFact(*fact.window->event, visit);
  if (!fact.provided) return;
  logic::ForEachLeaf(*fact.provided, [&](const logic::Expression& leaf) {
    if (leaf.op == logic::Op::kFact) ForEachFact(*leaf.fact, visit);
  });
}

// What makes two leaves one: the logic, with what the tree gave its fact (Prepare), the side on which it stands, and what the kernels know
// of the trial.
using Identity = std::tuple<std::string, logic::Side, std::string, std::vector<terms::ConceptId>, std::uint32_t, bool>;
Identity IdentityOf(const PreparedLeaf& leaf, const Run& run) {
  std::string text = leaf.fact ? logic::Print(**leaf.fact, &run.terms) : std::string(logic::ToString(leaf.expression->op));
  if (leaf.fact) {
    for (const Limit& limit : leaf.fact->limits) {
      const logic::Compare& c = limit.compare;
      text += fmt::format("|{} {} {} {}{}{}{}{}", logic::ToString(c.op), c.value.ToString(), c.high ? c.high->ToString() : "", c.unit,
                          c.times_uln ? " uln" : "", c.times_lln ? " lln" : "", c.titer ? " titer" : "", c.per_kg ? " kg" : "");
    }
    for (const terms::ConceptId drug : leaf.fact->since) text += fmt::format("|since {}", drug.value);
  }
  // What hangs on which trial this is: participations, cohorts, and what is other than its disease.
  bool of_trial = false;
  const auto look = [&](const logic::Fact& fact) {
    of_trial =
        of_trial || fact.about == logic::About::kTrialParticipation || fact.about == logic::About::kCohort || !fact.other_than.empty();
  };
  if (leaf.fact) ForEachFact(**leaf.fact, look);
  if (!of_trial) return {text, leaf.side, "", {}, 0, false};
  return {std::move(text), leaf.side, run.protocol_id, run.index_diseases, run.cohort ? run.cohort->value + 1 : 0, run.has_cohorts};
}

// What asking a kernel about a leaf costs beside others, by its kind: instruments are assessed from many items, courses and doses of drugs
// are put together from orders.
int CostOf(const PreparedLeaf& leaf) {
  if (!leaf.fact) return 0;
  switch ((*leaf.fact)->about) {
    case logic::About::kScore: return 5;
    case logic::About::kDrug: return (*leaf.fact)->dose ? 4 : 3;
    case logic::About::kMeasurement: return 2;
    default: return 1;
  }
}

// What the criteria so far make of 64 patients.
struct SoFar {
  std::uint64_t fails = 0, passes = 0, may = 0;
};

}  // namespace

struct Counter::State {
  State(const records::Records& of, const verdict::Settings& by) : records(of), settings(by) {}

  const records::Records& records;
  const verdict::Settings& settings;
  std::vector<std::vector<CountedCohort>> protocols;
  std::vector<std::unique_ptr<DistinctLeaf>> leaves;
  std::size_t all_leaves = 0;
  // The trees of all protocols; one that several cohorts share once.
  using Trees = std::map<std::pair<const logic::Expression*, std::vector<std::size_t>>, logic::Side>;  // expression, its leaves
  using Tree = Trees::value_type;
  Trees trees;
  std::vector<std::vector<const Tree*>> trees_of;  // [leaf]
  std::vector<bool> of_cohort;                     // [leaf], whether it tells whom a cohort takes
  std::vector<std::size_t> by_cost;                // leaves that a kernel is asked about, the cheap ones first
  std::array<Bits, 4> of_sex;
  Bits dead;
  std::vector<Who> who;
  ColumnSet columns{records, who};
  TakenColumns taken{records};
  LookSet looks{records};
  // Of each leaf, what one thread has asked so far. No truth depends on it.
  mutable tbb::enumerable_thread_specific<std::vector<LeafMemory>> memories;
  mutable LeafMemory::Budget budget{kMostRemembered};
  // Memory of one thread for the rows of 64 patients.
  mutable tbb::enumerable_thread_specific<std::array<std::shared_ptr<SubjectRows>, kBitsAWord>> rows_of_word;

  // Truths of all distinct leaves for the patients of a block.
  std::vector<LeafLanes> LanesOf(std::size_t first, std::size_t count) const;
  void AskSilent(const DistinctLeaf& leaf, std::size_t first, std::size_t count, LeafLanes& lanes, Bits& to_ask) const;
  template <class Plain>
  static void AskEach(const Plain& plain, std::size_t first, LeafLanes& lanes, Bits& to_ask);
  static void AskPlain(const PlainMeasurement& plain, std::size_t first, LeafLanes& lanes, Bits& to_ask);
  std::uint64_t Needed(std::size_t n, const std::vector<LeafLanes>& lanes, std::size_t word) const;
  verdict::Tally Of(const CountedCohort& cohort, const std::vector<LeafLanes>& lanes, std::size_t first, std::size_t count) const;
};

Counter::Counter(const std::vector<const logic::Protocol*>& protocols, const records::Records& records, const terms::Terms& terms,
                 const verdict::Settings& settings)
    : state_(new State(records, settings)) {
  State& state = *state_;
  const std::vector<records::Patient>& patients = records.patients();
  for (Bits& bits : state.of_sex) bits.resize(verdict::WordsFor(patients.size()));
  state.dead.resize(verdict::WordsFor(patients.size()));
  for (std::size_t p = 0; p < patients.size(); ++p) {
    state.who.push_back(WhoIs(static_cast<records::PatientIndex>(p), patients[p]));
    const std::uint64_t bit = std::uint64_t{1} << (p % kBitsAWord);
    state.of_sex[static_cast<std::size_t>(state.who.back().sex)][p / kBitsAWord] |= bit;
    if (Dead(patients[p], settings.as_of)) state.dead[p / kBitsAWord] |= bit;
  }

  // What is measured is looked up in columns, mostly.
  terms::ConceptSet needed;
  for (const logic::Protocol* protocol : protocols) AddNeeded(*protocol, terms, needed);
  std::vector<terms::ConceptId> measured;
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const terms::Kind kind = terms.Get({i}).kind;
    const bool in_columns = kind == terms::Kind::kMeasurement || kind == terms::Kind::kScore || kind == terms::Kind::kItem;
    if (in_columns && needed.Has({i})) measured.push_back({i});
  }
  state.columns.Make(measured);

  const Run::Known known = FindKnown(terms);
  std::map<Identity, std::size_t> distinct;
  for (const logic::Protocol* protocol : protocols) {
    std::vector<CountedCohort>& cohorts = state.protocols.emplace_back();
    for (int number = protocol->cohorts.empty() ? -1 : 0; number < static_cast<int>(protocol->cohorts.size()); ++number) {
      CountedCohort& cohort = cohorts.emplace_back();
      cohort.prepared = std::make_unique<PreparedCohort>(*protocol, records, terms, settings, known, number);
      cohort.prepared->run.words = false;
      cohort.sections_missing = !protocol->has_inclusion_section || !protocol->has_exclusion_section;
      const auto place_of = [&](const PreparedLeaf& leaf) {
        const auto [at, added] = distinct.try_emplace(IdentityOf(leaf, cohort.prepared->run), state.leaves.size());
        if (added)
          state.leaves.push_back(std::make_unique<DistinctLeaf>(leaf, cohort.prepared->run, state.columns, state.taken, state.looks));
        return at->second;
      };
      if (const auto& disease = cohort.prepared->disease) {
        cohort.disease = std::make_unique<const PreparedLeaf>(PreparedLeaf{nullptr, logic::Side::kIncluding, *disease});
        cohort.disease_at = place_of(*cohort.disease);
        state.of_cohort.resize(state.leaves.size());
        state.of_cohort[cohort.disease_at] = true;
      }
      for (const PreparedCriterion& prepared : cohort.prepared->criteria) {
        CountedCriterion& criterion = cohort.criteria.emplace_back();
        criterion.prepared = &prepared;
        for (const std::size_t n : prepared.in_tree) {
          ++state.all_leaves;
          criterion.leaves.push_back(place_of(*prepared.leaves[n]));
        }
        const logic::Expression& expression = prepared.criterion->expression;
        state.trees.try_emplace({&expression, criterion.leaves}, logic::SideOf(prepared.criterion->kind));
      }
    }
  }
  state.columns.Drop();
  state.taken.Fill();
  for (const auto& leaf : state.leaves) {
    if (leaf->plain_drug) leaf->plain_drug->Prepare();
  }
  state.trees_of.resize(state.leaves.size());
  state.of_cohort.resize(state.leaves.size());
  for (const State::Tree& tree : state.trees) {
    std::vector<std::size_t> leaves = tree.first.second;
    std::sort(leaves.begin(), leaves.end());
    leaves.erase(std::unique(leaves.begin(), leaves.end()), leaves.end());
    for (const std::size_t n : leaves) state.trees_of[n].push_back(&tree);
  }
  state.by_cost.resize(state.leaves.size());
  std::iota(state.by_cost.begin(), state.by_cost.end(), std::size_t{0});
  std::stable_sort(state.by_cost.begin(), state.by_cost.end(),
                   [&](std::size_t a, std::size_t b) { return CostOf(state.leaves[a]->leaf) < CostOf(state.leaves[b]->leaf); });
}
Counter::~Counter() = default;

Counter::Effort Counter::effort() const {
  const std::size_t bits = state_->leaves.size() * state_->of_sex[0].size() * sizeof(std::uint64_t);  // who is silent
  const std::size_t who = state_->who.size() * sizeof(Who);
  return {state_->all_leaves, state_->leaves.size(), state_->columns.bytes() + state_->taken.bytes() + state_->looks.bytes() + bits + who};
}

// Those of whom nothing is on record that the leaf looks up; all others are left `to_ask`.
void Counter::State::AskSilent(const DistinctLeaf& leaf, std::size_t first, std::size_t count, LeafLanes& lanes, Bits& to_ask) const {
  for (std::size_t w = 0; w < to_ask.size(); ++w) {
    const std::size_t word = first / kBitsAWord + w;
    to_ask[w] = leaf.silent.Spoken(word);
    for (std::size_t sex = 0; sex < of_sex.size(); ++sex) {
      const std::uint64_t which = of_sex[sex][word] & ~to_ask[w];
      if (which == 0) continue;
      if (const auto& truth = leaf.silent.Of(static_cast<records::Sex>(sex))) {
        lanes.Set(w, which, *truth);
        continue;
      }
      for (std::uint64_t left = which; left != 0; left &= left - 1) {
        const std::uint64_t bit = left & ~(left - 1);
        const auto truth = leaf.silent.Of(who[word * kBitsAWord + static_cast<std::size_t>(std::countr_zero(left))]);
        if (truth) lanes.Set(w, bit, *truth);
        if (!truth) to_ask[w] |= bit;
      }
    }
  }
  const std::size_t over = count % kBitsAWord;
  if (over != 0) to_ask.back() &= (std::uint64_t{1} << over) - 1;
}

// Takes those whose rows are plain out of `to_ask`.
void Counter::State::AskPlain(const PlainMeasurement& plain, std::size_t first, LeafLanes& lanes, Bits& to_ask) {
  for (std::size_t w = 0; w < to_ask.size(); ++w) {
    const auto begin = static_cast<records::PatientIndex>(first + w * kBitsAWord);
    to_ask[w] &= ~plain.JudgeMany(begin, to_ask[w], lanes.strict[w], lanes.presumed[w]);
  }
  AskEach(plain, first, lanes, to_ask);
}

template <class Plain>
void Counter::State::AskEach(const Plain& plain, std::size_t first, LeafLanes& lanes, Bits& to_ask) {
  for (std::size_t w = 0; w < to_ask.size(); ++w) {
    const auto begin = static_cast<records::PatientIndex>(first + w * kBitsAWord);
    for (std::uint64_t left = to_ask[w]; left != 0; left &= left - 1) {
      const std::uint64_t bit = left & ~(left - 1);
      const auto truth = plain.Judge(begin + static_cast<records::PatientIndex>(std::countr_zero(left)));
      if (!truth) continue;
      lanes.Set(w, bit, *truth);
      to_ask[w] &= ~bit;
    }
  }
}

// Of 64 patients, those of whom some tree does not know yet what it comes to without leaf `n`. Kleene's trees are monotonic: what is known
// while a leaf is unknown stays so whatever it says.
std::uint64_t Counter::State::Needed(std::size_t n, const std::vector<LeafLanes>& lanes, std::size_t word) const {
  std::uint64_t needed = 0;
  for (const Tree* tree : trees_of[n]) {
    const logic::Expression& expression = *tree->first.first;
    const std::vector<std::size_t>& of = tree->first.second;
    for (const auto reading : {&LeafLanes::strict, &LeafLanes::presumed}) {
      const auto leaf = [&](const logic::Expression&, int number, logic::Side) {
        return (lanes[of[static_cast<std::size_t>(number)]].*reading)[word];
      };
      const Lanes truth = logic::Evaluate<Lanes>(expression, tree->second, leaf);
      needed |= ~(truth.is_true | truth.is_false);
    }
    if (needed == ~std::uint64_t{0}) break;
  }
  return needed;
}

std::vector<LeafLanes> Counter::State::LanesOf(std::size_t first, std::size_t count) const {
  const std::size_t words = verdict::WordsFor(count);
  std::vector<LeafLanes> lanes(leaves.size(), LeafLanes(words));
  std::vector<Bits> to_ask(leaves.size(), Bits(words));
  for (std::size_t n = 0; n < leaves.size(); ++n) {
    if (leaves[n]->waits) {
      for (std::size_t w = 0; w < words; ++w) lanes[n].Set(w, ~std::uint64_t{0}, {Reading{}, true});
      continue;
    }
    AskSilent(*leaves[n], first, count, lanes[n], to_ask[n]);
    if (leaves[n]->plain) AskPlain(*leaves[n]->plain, first, lanes[n], to_ask[n]);
    if (leaves[n]->plain_clearance) AskEach(*leaves[n]->plain_clearance, first, lanes[n], to_ask[n]);
    if (leaves[n]->plain_drug) AskEach(*leaves[n]->plain_drug, first, lanes[n], to_ask[n]);
  }
  std::vector<LeafMemory>& memory = memories.local();
  memory.resize(leaves.size(), LeafMemory(budget));
  // The rest 64 patients at a time, so that their rows are unpacked once. Cheap leaves go first: patients whose trees they settle need not
  // be asked about the others.
  std::array<std::shared_ptr<SubjectRows>, kBitsAWord>& rows = rows_of_word.local();
  for (std::size_t w = 0; w < words; ++w) {
    for (auto& of_patient : rows) {
      if (!of_patient) of_patient = std::make_shared<SubjectRows>(false);
      of_patient->Clear();
    }
    for (const std::size_t n : by_cost) {
      std::uint64_t left = to_ask[n][w];
      if (left != 0 && !of_cohort[n]) left &= Needed(n, lanes, w);
      for (; left != 0; left &= left - 1) {
        const std::uint64_t bit = left & ~(left - 1);
        const auto lane = static_cast<std::size_t>(std::countr_zero(left));
        const auto patient = static_cast<records::PatientIndex>(first + w * kBitsAWord + lane);
        if (const auto truth = leaves[n]->OfOthers(who[patient], memory[n], rows[lane])) {
          lanes[n].Set(w, bit, *truth);
          continue;
        }
        const Subject subject{leaves[n]->run, patient, records.patients()[patient], rows[lane]};
        lanes[n].Set(w, bit, TruthOf(Judge(leaves[n]->leaf, subject)));
      }
    }
  }
  return lanes;
}

verdict::Tally Counter::State::Of(const CountedCohort& cohort, const std::vector<LeafLanes>& lanes, std::size_t first,
                                  std::size_t count) const {
  const std::size_t words = verdict::WordsFor(count);
  verdict::Tally tally;
  tally.patients = count;
  tally.judged.resize(words, ~std::uint64_t{0});
  if (count % kBitsAWord != 0) tally.judged.back() = (std::uint64_t{1} << (count % kBitsAWord)) - 1;
  // As RuledOut() says.
  for (std::size_t w = 0; w < words && cohort.disease; ++w) tally.judged[w] &= ~lanes[cohort.disease_at].strict[w].is_false;
  for (std::size_t w = 0; w < words; ++w) tally.deceased.push_back(dead[first / kBitsAWord + w] & tally.judged[w]);
  const auto fill = [&](verdict::Tally::Side& side, std::vector<Lanes> LeafLanes::*reading) {
    side.fails.assign(cohort.criteria.size(), Bits(words));
    side.unknown.assign(cohort.criteria.size(), Bits(words));
    for (Bits& bits : side.overall) bits.resize(words);
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint64_t judged = tally.judged[w];
      SoFar all{0, judged, judged};
      for (std::size_t c = 0; c < cohort.criteria.size(); ++c) {
        const CountedCriterion& criterion = cohort.criteria[c];
        const logic::Criterion& asked = *criterion.prepared->criterion;
        const bool inclusion = asked.kind == logic::Kind::kInclusion;
        const auto leaf = [&](const logic::Expression& e, int number, logic::Side) {
          const LeafLanes& of = lanes[criterion.leaves[static_cast<std::size_t>(number)]];
          const Lanes truth = (of.*reading)[w];
          const std::uint64_t open = ~(truth.is_true | truth.is_false) & (MayOpen(e) ? ~std::uint64_t{0} : of.later[w]);
          return LanesRange{{truth.is_true, truth.is_false | open}, {truth.is_true | open, truth.is_false}};
        };
        const auto truth_alone = [&](const logic::Expression&, int number, logic::Side) {
          return (lanes[criterion.leaves[static_cast<std::size_t>(number)]].*reading)[w];
        };
        const logic::Side of_kind = logic::SideOf(asked.kind);
        const Lanes truth = logic::Evaluate<Lanes>(asked.expression, of_kind, truth_alone);
        const LanesRange range = logic::Evaluate<LanesRange>(asked.expression, of_kind, leaf);
        const std::uint64_t pass = inclusion ? truth.is_true : truth.is_false;
        const std::uint64_t fail = inclusion ? truth.is_false : truth.is_true;
        side.fails[c][w] = fail & judged;
        side.unknown[c][w] = ~(pass | fail) & judged;
        all.fails |= fail & judged;
        all.passes &= pass;
        all.may &= pass | (inclusion ? range.high.is_true : range.low.is_false);
      }
      const std::uint64_t out = all.fails | tally.deceased[w];
      const std::uint64_t eligible = cohort.sections_missing ? 0 : all.passes & ~out;
      const std::uint64_t candidate = all.may & ~out & ~eligible;
      side.overall[static_cast<std::size_t>(verdict::Overall::kIneligible)][w] = out;
      side.overall[static_cast<std::size_t>(verdict::Overall::kEligible)][w] = eligible;
      side.overall[static_cast<std::size_t>(verdict::Overall::kCandidate)][w] = candidate;
      side.overall[static_cast<std::size_t>(verdict::Overall::kUndetermined)][w] = judged & ~out & ~eligible & ~candidate;
    }
  };
  fill(tally.strict, &LeafLanes::strict);
  fill(tally.presumed, &LeafLanes::presumed);
  return tally;
}

std::vector<std::vector<verdict::Tally>> Counter::Count(std::size_t first, std::size_t count) const {
  CHECK(first % kBitsAWord == 0);
  const std::size_t all = state_->records.patients().size();
  count = first < all ? std::min(count, all - first) : 0;
  std::vector<std::vector<verdict::Tally>> tallies;
  const std::vector<LeafLanes> lanes = state_->LanesOf(first, count);
  for (const auto& cohorts : state_->protocols) {
    std::vector<verdict::Tally>& of = tallies.emplace_back();
    for (const CountedCohort& cohort : cohorts) of.push_back(state_->Of(cohort, lanes, first, count));
  }
  return tallies;
}

}  // namespace eligo::match
