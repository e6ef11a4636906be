// Kernels against the slow reference (test/reference/leaf.h): random facts put to random patients, both readings compared.
//
// A world is a few patients and many facts of every kind. A cell is one fact, one patient, one reading. Where the reference says nothing,
// because contract and pages do not, nothing is compared; the tally says how often. ELIGO_SCALE=N tries N times as many worlds.
#include <array>
#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "test/match/throw.h"
#include "test/match/world.h"
#include "test/reference/leaf.h"
#include "test/scale.h"

namespace eligo::match::test {
namespace {

constexpr int kPatients = 6;
constexpr int kMostMismatches = 10;  // then the rest is not tried
// Of a kind, and of all together: fewer than these, and the check would have fallen silent.
constexpr int kFewestCells = 700;
constexpr int kFewestOfAll = 90'000;

struct Domain {
  std::string (*line)(Throw&);
  int lines;           // a patient, at most
  bool apart = false;  // in a world of their own: what stands in the others would show items of scores
};
const std::array<Domain, 13> kDomains = {{{PersonLine, 1},
                                          {ConditionLine, 6},
                                          {ProcedureLine, 4},
                                          {TrialLine, 2},
                                          {AllergyLine, 2},
                                          {ResultLine, 16},
                                          {DrugLine, 7},
                                          {SledaiLine, 5, true},
                                          {FormLine, 8, true},
                                          {LetterLine, 4, true},
                                          {CriteriaLine, 3, true},
                                          {HourLine, 12, true},
                                          {BackLine, 16, true}}};

struct Kind {
  const char* name;
  std::size_t domain;  // whose lines it is about
  std::string (*fact)(Throw&);
  int facts;            // a world
  bool beside = false;  // it is about lines of other domains, too
};
const std::array<Kind, 33> kKinds = {{{"age", 0, AgeFact, 6},
                                      {"sex", 0, SexFact, 6},
                                      {"condition", 1, ConditionFact, 16},
                                      {"condition_state", 1, StateFact, 6},
                                      {"condition_length", 1, ConditionLengthFact, 8},
                                      {"procedure", 2, ProcedureFact, 8},
                                      {"procedure_count", 2, ProcedureCountFact, 5},
                                      {"trial", 3, TrialFact, 5},
                                      {"allergy", 4, AllergyFact, 5},
                                      {"result_limit", 5, LimitFact, 16},
                                      {"result_range", 5, RangeFact, 12},
                                      {"result_answer", 5, AnswerFact, 10},
                                      {"result_class", 5, ClassFact, 5},
                                      {"result_count", 5, ResultCountFact, 6},
                                      {"result_provided", 5, ProvidedFact, 12, true},
                                      {"result_change", 5, ChangeFact, 16},
                                      {"result_normal", 5, NormalFact, 8},
                                      {"result_back", 12, BackFact, 8},
                                      {"drug", 6, DrugFact, 16},
                                      {"drug_length", 6, DrugLengthFact, 10},
                                      {"drug_count", 6, DrugCountFact, 6},
                                      {"drug_dose", 6, DoseFact, 10},
                                      {"drug_steady", 6, SteadyFact, 4},
                                      {"score", 7, SledaiFact, 16},
                                      {"score_part", 7, PartFact, 10},
                                      {"score_form", 8, FormFact, 16, true},
                                      {"score_change", 8, ScoreChangeFact, 6, true},
                                      {"score_letters", 9, LetterFact, 10},
                                      {"score_criteria", 10, CriteriaFact, 10},
                                      {"hours", 11, HourFact, 16},
                                      {"hours_result", 11, HourResultFact, 8},
                                      {"hours_dose", 11, HourDoseFact, 8},
                                      {"hours_count", 11, HourCountFact, 8}}};

struct Tally {
  int cells = 0;
  int open = 0;
  std::array<int, 3> strict{}, presumed{};
};

struct Written {
  std::string settings;
  std::array<std::string, kPatients> persons;
  std::array<std::array<std::string, kDomains.size()>, kPatients> lines;
  std::vector<std::pair<const Kind*, std::string>> facts;

  // Those that a fact of a kind may ask for.
  std::string LinesFor(const Kind& kind, std::size_t patient) const {
    std::string text;
    for (std::size_t domain = 0; domain < kDomains.size(); ++domain) {
      const bool beside = kind.beside && kDomains[domain].apart == kDomains[kind.domain].apart;
      if ((domain == 0 && !kDomains[kind.domain].apart) || domain == kind.domain || beside) text += lines[patient][domain];
    }
    return text;
  }

  // Of the domains that stand apart, or of the others.
  std::string Text(bool apart) const {
    std::string text = settings;
    for (std::size_t i = 0; i < kPatients; ++i) {
      text += persons[i];
      for (std::size_t domain = 0; domain < kDomains.size(); ++domain) {
        if (kDomains[domain].apart == apart) text += lines[i][domain];
      }
    }
    for (const auto& [kind, fact] : facts) {
      if (kDomains[kind->domain].apart == apart) text += fact;
    }
    return text;
  }
};

Written Write(unsigned seed) {
  Dice first(seed);
  const Date as_of = FromCivil(first.Chance(70)   ? CivilDate{2026, 6, 1}
                               : first.Chance(50) ? CivilDate{2024, 8, 31}
                                                  : CivilDate{2024, 2, 29});
  Throw t{Dice(900'000 + seed), as_of, {}};
  Written w;
  w.settings = "as_of " + ToString(as_of) + "\n";
  if (t.d.Chance(15)) w.settings += "anchor screening " + t.Back(t.d.Roll(60)) + "\n";
  if (t.d.Chance(30)) w.settings += "anchor first_dose " + t.Back(t.d.Roll(60) - 30) + "\n";
  if (t.d.Chance(60)) w.settings += "anchor baseline " + t.Back(t.d.Roll(100) - 5) + "\n";
  if (t.d.Chance(20)) w.settings += "anchor leukapheresis " + t.Back(t.d.Roll(40) - 20) + "\n";
  if (t.d.Chance(25)) w.settings += "validity " + t.d.Of({"P14D", "P3M"}) + "\n";
  if (t.d.Chance(15)) w.settings += "timezone " + t.d.Of({"+10:00", "-10:00"}) + "\n";
  for (const char* domain : {"condition", "drug", "procedure", "allergy", "trial_participation"}) {
    if (t.d.Chance(35)) w.settings += std::string("complete ") + domain + "\n";
  }
  t.drug = t.d.Of({"prednisone", "methylprednisolone", "methylprednisolone", "azathioprine", "tacrolimus"});
  for (std::size_t i = 0; i < kPatients; ++i) {
    w.persons[i] = Person(t, static_cast<int>(i)) + "\n";
    for (std::size_t domain = 0; domain < kDomains.size(); ++domain) {
      for (int n = t.d.Roll(kDomains[domain].lines + 1); n > 0; --n) w.lines[i][domain] += kDomains[domain].line(t) + "\n";
    }
  }
  for (const Kind& kind : kKinds) {
    for (int n = 0; n < kind.facts; ++n) w.facts.emplace_back(&kind, kind.fact(t) + "\n");
  }
  return w;
}

std::string Both(Truth strict, Truth presumed) { return std::string(ToString(strict)) + ", presumed " + std::string(ToString(presumed)); }

class Comparison {
 public:
  void Compare(unsigned seed) {
    const Written written = Write(seed);
    for (const bool apart : {false, true}) {
      const World world = ReadWorld(written.Text(apart));
      auto question = world.questions.begin();
      for (const auto& [kind, fact] : written.facts) {
        if (kDomains[kind->domain].apart != apart) continue;
        ASSERT_NE(question, world.questions.end());
        for (records::PatientIndex patient = 0; patient < kPatients; ++patient) {
          const std::string lines = written.settings + written.persons[patient] + written.LinesFor(*kind, patient);
          CompareOne(world, *question, patient, *kind,
                     [&] { return kind->name + (", seed " + std::to_string(seed)) + "\n" + lines + fact; });
        }
        ++question;
      }
      ASSERT_EQ(question, world.questions.end());
    }
  }

  int cells() const { return cells_; }
  int mismatches() const { return mismatches_; }
  const Tally& Of(const Kind& kind) { return tallies_[kind.name]; }

 private:
  void CompareOne(const World& world, const Question& question, records::PatientIndex patient, const Kind& kind,
                  const std::function<std::string()>& words) {
    Tally& tally = tallies_[kind.name];
    const auto expected =
        reference::EvaluateLeaf({question.fact, question.side, world.records, patient, SmallTerms(), question.settings, question.since});
    if (!expected) {
      ++tally.open;
      return;
    }
    const LeafResult answer = Answer(world, question, patient);
    cells_ += 2;
    tally.cells += 2;
    ++tally.strict[static_cast<std::size_t>(expected->strict)];
    ++tally.presumed[static_cast<std::size_t>(expected->presumed)];
    if (answer.truth.strict == expected->strict && answer.truth.presumed == expected->presumed) return;
    ++mismatches_;
    ADD_FAILURE() << words() << "reference: " << Both(expected->strict, expected->presumed) << "\nkernel:    " << Print(answer);
  }

  std::map<std::string, Tally> tallies_;
  int cells_ = 0;
  int mismatches_ = 0;
};

TEST(Reference, KernelsSayTheSame) {
  Comparison comparison;
  const auto worlds = static_cast<unsigned>(eligo::test::Scaled(33));
  for (unsigned seed = 1; seed <= worlds && comparison.mismatches() < kMostMismatches; ++seed) comparison.Compare(seed);
  RecordProperty("cells", comparison.cells());
  if (comparison.mismatches() > 0) return;
  EXPECT_GE(comparison.cells(), kFewestOfAll);
  for (const Kind& kind : kKinds) {
    const Tally& tally = comparison.Of(kind);
    RecordProperty(std::string(kind.name) + "_cells", tally.cells);
    RecordProperty(std::string(kind.name) + "_open", tally.open);
    EXPECT_GE(tally.cells, kFewestCells) << kind.name;
    EXPECT_LT(2 * tally.open, tally.cells) << kind.name << " is left open more often than compared";
    for (const Truth truth : {Truth::kFalse, Truth::kUnknown, Truth::kTrue}) {
      EXPECT_GT(tally.strict[static_cast<std::size_t>(truth)], 0) << kind.name << " is never strictly " << ToString(truth);
      EXPECT_GT(tally.presumed[static_cast<std::size_t>(truth)], 0) << kind.name << " is never presumed " << ToString(truth);
    }
  }
}

}  // namespace
}  // namespace eligo::match::test
