// Whole protocols: outcomes, the overall word, cohorts, death, why, what to ask. One protocol, few patients.
#include "match/match.h"

#include <gtest/gtest.h>

#include "forecast/decisive.h"
#include "match/overall.h"
#include "match/run.h"
#include "test/match/world.h"

namespace eligo::match::test {
namespace {

using logic::Expression;
using verdict::Outcome;
using verdict::Overall;

// Facts as in the text cases; ids are given by Number().
Expression Fact(const std::string& words) {
  logic::Side ignored{};
  return logic::Leaf(ReadFact("fact " + words, ignored));
}

void Number(Expression& e, const std::string& criterion, int& next) {
  if (e.op == logic::Op::kFact) {
    logic::Fact fact = *e.fact;
    fact.id = criterion + "." + std::to_string(next++);
    if (fact.provided) {
      Expression provided = *fact.provided;
      Number(provided, criterion, next);
      fact.provided = std::make_shared<const Expression>(std::move(provided));
    }
    e.fact = std::make_shared<logic::Fact>(std::move(fact));
  } else if (e.leaf()) {
    e.id = criterion + "." + std::to_string(next++);
  }
  for (Expression& child : e.of) Number(child, criterion, next);
}

logic::Criterion Criterion(logic::Kind kind, const std::string& id, Expression e, int cohort = -1) {
  logic::Criterion c;
  c.id = id;
  c.kind = kind;
  c.cohort = cohort;
  int next = 1;
  Number(e, id, next);
  c.expression = std::move(e);
  return c;
}
logic::Criterion Include(const std::string& id, Expression e, int cohort = -1) {
  return Criterion(logic::Kind::kInclusion, id, std::move(e), cohort);
}
logic::Criterion Exclude(const std::string& id, Expression e, int cohort = -1) {
  return Criterion(logic::Kind::kExclusion, id, std::move(e), cohort);
}

logic::Protocol Protocol(std::vector<logic::Criterion> criteria) {
  logic::Protocol p;
  p.path = "p.txt";
  p.criteria = std::move(criteria);
  p.has_inclusion_section = p.has_exclusion_section = true;
  return p;
}

const std::string kAge = "about=demographic concept=age compare=\">= 18 a\"";
const std::string kRituximab = "about=drug concept=rituximab from=-P9M to=P0D anchor=first_dose";

std::vector<verdict::PatientVerdict> Screen(const logic::Protocol& protocol, const std::string& world) {
  const World w = ReadWorld(world);
  return Match(protocol, w.records, SmallTerms(), w.settings);
}

TEST(Match, OutcomesAndOverall) {
  const auto protocol = Protocol({Include("inc-1", Fact(kAge)), Exclude("exc-1", Fact(kRituximab))});
  const auto all = Screen(protocol,
                          "patient id p1 born 1980-05-01 female\n"
                          "patient id p2 born 1980-05-01 female\ngive rituximab on 2026-05-01\n"
                          "patient id p3 born 2012-05-01 female\n"
                          "patient id p4 female\n");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].strict, Overall::kUndetermined);
  EXPECT_EQ(all[0].presumed, Overall::kEligible);
  EXPECT_EQ(all[0].criteria[0].strict, Outcome::kPass);
  EXPECT_EQ(all[0].criteria[1].strict, Outcome::kUnknown);
  EXPECT_EQ(all[0].criteria[1].presumed, Outcome::kPass);
  EXPECT_EQ(all[0].criteria[1].why, "No rituximab on record from 2025-09-01 to 2026-06-01 (presumed: the record does not settle it).");
  EXPECT_EQ(all[1].strict, Overall::kIneligible);
  EXPECT_EQ(all[1].criteria[1].strict, Outcome::kFail);
  EXPECT_EQ(all[1].criteria[1].why, "Rituximab on 2026-05-01 is on record.");
  ASSERT_EQ(all[1].criteria[1].atoms.size(), 1U);
  EXPECT_EQ(all[1].criteria[1].atoms[0].leaf, "exc-1.1");
  EXPECT_EQ(all[1].criteria[1].atoms[0].holds, Truth::kTrue);
  EXPECT_EQ(all[1].criteria[1].atoms[0].evidence.size(), 1U);
  EXPECT_EQ(all[2].presumed, Overall::kIneligible);
  EXPECT_EQ(all[2].criteria[0].why, "Age 14 years on 2026-06-01 is below 18.");
  EXPECT_EQ(all[3].presumed, Overall::kUndetermined) << "the record itself leaves the age open";
}

TEST(Match, CandidateWhereOnlyPersonsScoresAndLaterDaysAreOpen) {
  const auto person = Include("inc-1", logic::Judgement("investigator", {}));
  const auto consent = Include("inc-2", Fact("about=consent concept=informed_consent decides=person"));
  const auto later = Exclude("exc-1", Fact("about=procedure concept=plasma_exchange from=-P14D to=P0D anchor=leukapheresis"));
  const auto unread = Exclude("exc-2", logic::Unread({}));
  const auto lab = Include("inc-3", Fact("about=measurement concept=hemoglobin compare=\">= 80 g/L\" anchor=screening"));
  EXPECT_EQ(Screen(Protocol({person, consent, later}), "patient id p1\n")[0].strict, Overall::kCandidate);
  EXPECT_EQ(Screen(Protocol({person, unread}), "patient id p1\n")[0].presumed, Overall::kUndetermined);
  EXPECT_EQ(Screen(Protocol({person, lab}), "patient id p1\n")[0].presumed, Overall::kUndetermined);
  // An open leaf beside a false one decides nothing.
  EXPECT_EQ(Screen(Protocol({Exclude("exc-1", logic::Or({logic::Judgement("x", {}), logic::Unread({})}))}), "patient id p1\n")[0].presumed,
            Overall::kUndetermined);
  EXPECT_EQ(Screen(Protocol({Exclude("exc-1", logic::And({logic::Judgement("x", {}), logic::Unread({})}))}), "patient id p1\n")[0].presumed,
            Overall::kCandidate);
}

TEST(Match, AMissingSectionNeverYieldsBetterThanCandidate) {
  auto protocol = Protocol({Include("inc-1", Fact(kAge))});
  protocol.has_exclusion_section = false;
  const auto all = Screen(protocol, "patient id p1 born 1980-01-01 female\n");
  EXPECT_EQ(all[0].strict, Overall::kCandidate);
  ASSERT_EQ(all[0].diagnostics.size(), 1U);
  EXPECT_EQ(all[0].diagnostics[0].message, "the text has no exclusion section: no patient can be better than candidate");
}

TEST(Match, Death) {
  const auto protocol = Protocol({Include("inc-1", Fact(kAge))});
  const auto all = Screen(protocol,
                          "patient id p1 born 1980-01-01 female died 2026-06-01\n"
                          "patient id p2 born 1980-01-01 female died 2026-06-02\n"
                          "patient id p3 born 1980-01-01 female dead\n");
  EXPECT_EQ(all[0].strict, Overall::kIneligible);
  EXPECT_EQ(all[0].controlled_by, "deceased");
  EXPECT_EQ(all[1].strict, Overall::kEligible) << "what is dated after as-of does not exist yet";
  EXPECT_EQ(all[2].controlled_by, "deceased");
}

TEST(Match, CohortsWhoseDiseaseIsNotRuledOut) {
  auto protocol = Protocol({Include("inc-1", Fact(kAge)), Include("inc-2", Fact("about=condition concept=sle"), 0),
                            Include("inc-3", Fact("about=condition concept=ssc"), 1),
                            Exclude("exc-1", Fact("about=condition concept=autoimmune_disease other_than=index_disease"))});
  protocol.cohorts = {{"sle", "SLE", "sle", {}}, {"ssc", "SSc", "ssc", {}}};
  const auto all = Screen(
      protocol,
      "patient id p1 born 1980-01-01 female\ncondition sle from 2019-01-01 active ongoing\ncondition ssc refuted recorded 2020-01-01\n"
      "patient id p2 born 1980-01-01 female\ncondition ssc from 2019-01-01 active ongoing\n");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].cohort, 0);
  EXPECT_EQ(all[0].patient, "p1");
  EXPECT_EQ(all[0].criteria.size(), 3U) << "criteria of the other cohort are not judged";
  EXPECT_EQ(all[0].criteria[2].presumed, Outcome::kPass) << "lupus is this cohort's own disease";
  EXPECT_EQ(all[1].cohort, 0);
  EXPECT_EQ(all[1].patient, "p2");
  EXPECT_EQ(all[1].criteria[2].presumed, Outcome::kFail) << "systemic sclerosis is another disease here";
  EXPECT_EQ(all[2].cohort, 1);
  EXPECT_EQ(all[2].patient, "p2");
}

TEST(Match, AnIfWithoutElseStopsNobodyToWhomItDoesNotApply) {
  const Expression man = Fact("about=demographic concept=sex category=male");
  const Expression woman = Fact("about=demographic concept=sex category=female");
  const Expression pregnant = Fact("about=condition concept=pregnancy");
  const auto all = Screen(Protocol({Include("inc-1", logic::If(man, logic::Judgement("x", {}))), Exclude("exc-1", logic::If(man, pregnant)),
                                    Exclude("exc-2", logic::Not(logic::If(man, logic::Judgement("x", {})))),
                                    Include("inc-2", logic::If(woman, logic::Not(pregnant)))}),
                          "patient id p1 born 1950-01-01 female\n");
  EXPECT_EQ(all[0].criteria[0].strict, Outcome::kPass);
  EXPECT_EQ(all[0].criteria[1].strict, Outcome::kPass);
  EXPECT_EQ(all[0].criteria[2].strict, Outcome::kPass);
  EXPECT_EQ(all[0].criteria[3].presumed, Outcome::kPass);
}

TEST(Match, OneLimitInTwoUnitsIsOneLimit) {
  const auto protocol =
      Protocol({Exclude("exc-1", logic::Or({Fact("about=measurement concept=creatinine compare=\"> 2.5 mg/dL\" anchor=screening"),
                                            Fact("about=measurement concept=creatinine compare=\"> 221 umol/L\" anchor=screening")}))});
  // 2.5 mg/dL is 221.004 umol/L: the limb of the reported unit decides, and 2.5 is not above 2.5.
  const auto all = Screen(protocol,
                          "patient id p1\nresult creatinine 2.5 mg/dL on 2026-05-20\n"
                          "patient id p2\nresult creatinine 221 umol/L on 2026-05-20\n"
                          "patient id p3\nresult creatinine 2.51 mg/dL on 2026-05-20\n");
  EXPECT_EQ(all[0].criteria[0].strict, Outcome::kPass);
  EXPECT_EQ(all[1].criteria[0].strict, Outcome::kPass);
  EXPECT_EQ(all[2].criteria[0].strict, Outcome::kFail);
}

TEST(Match, ARecoveryThatLiftsAnExclusionOfADrugComesAfterTheDrug) {
  const std::string drug = "about=drug concept=rituximab from=-P1M to=P0D anchor=screening";
  const std::string normal = "about=measurement concept=c3 answer=normal";
  const auto protocol = Protocol({Include("inc-1", Fact(kAge)), Exclude("exc-1", logic::Unless(Fact(drug), Fact(normal)))});
  const auto all = Screen(protocol,
                          "patient id p1 born 1980-05-01 female\n"
                          "result c3 1.0 g/L on 2026-05-09 range 0.9..1.8\ngive rituximab on 2026-05-10\n"
                          "patient id p2 born 1980-05-01 female\n"
                          "give rituximab on 2026-05-10\nresult c3 1.0 g/L on 2026-05-11 range 0.9..1.8\n"
                          "patient id p3 born 1980-05-01 female\n"
                          "give rituximab on 2026-05-10\nresult c3 0.5 g/L on 2026-05-11 range 0.9..1.8\n");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].criteria[1].presumed, Outcome::kUnknown);  // normal before the drug
  EXPECT_EQ(all[1].criteria[1].presumed, Outcome::kPass);
  EXPECT_EQ(all[2].criteria[1].presumed, Outcome::kFail);
}

TEST(Match, AtomsStandInTheOrderOfTheLeaves) {
  logic::Side ignored{};
  logic::Fact fact = ReadFact("fact about=measurement concept=hemoglobin compare=\">= 80 g/L\" anchor=screening", ignored);
  fact.provided =
      std::make_shared<const Expression>(logic::Not(Fact("about=procedure concept=transfusion from=-P7D to=P0D anchor=screening")));
  const auto protocol = Protocol({Include("inc-1", logic::And({logic::Leaf(logic::Fact(fact)), Fact(kAge)}))});
  const auto all = Screen(protocol, "patient id p1 born 1980-01-01\nresult hemoglobin 84 g/L on 2026-05-20\n");
  const auto& atoms = all[0].criteria[0].atoms;
  ASSERT_EQ(atoms.size(), 3U);
  EXPECT_EQ(atoms[0].leaf, "inc-1.1");
  EXPECT_EQ(atoms[1].concept_id, "transfusion");
  EXPECT_EQ(atoms[2].concept_id, "age");
  EXPECT_EQ(all[0].criteria[0].presumed, Outcome::kPass);
  EXPECT_EQ(all[0].criteria[0].strict, Outcome::kUnknown);
}

TEST(Match, WhyNamesWhatDecides) {
  const auto protocol =
      Protocol({Exclude("exc-1", logic::Or({Fact("about=measurement concept=hemoglobin compare=\"< 85 g/L\" anchor=screening"),
                                            Fact("about=measurement concept=hbsag answer=positive anchor=screening"),
                                            Fact("about=condition concept=stroke")}))});
  const auto all = Screen(protocol,
                          "patient id p1\nresult hemoglobin 84 g/L on 2026-05-20\n"
                          "patient id p2\nresult hemoglobin 120 g/L on 2026-05-20\n");
  EXPECT_EQ(all[0].criteria[0].why, "Hemoglobin 84 g/L on 2026-05-20 is below 85 g/L.");
  EXPECT_EQ(all[1].criteria[0].why, "No HBsAg result on record; needed: HBsAg not older than 28 days.");
}

TEST(Match, Decisive) {
  const std::string hbsag = "about=measurement concept=hbsag answer=positive anchor=screening";
  const auto protocol =
      Protocol({Include("inc-1", Fact(kAge)), Exclude("exc-1", Fact(hbsag)),
                Exclude("exc-2", logic::Or({Fact(hbsag), logic::Judgement("fitness", {})})),
                Exclude("exc-3", Fact("about=procedure concept=plasma_exchange from=-P14D to=P0D anchor=leukapheresis")),
                Exclude("exc-4", logic::And({Fact("about=condition concept=stroke"),
                                             Fact("about=measurement concept=alt compare=\"> 2 xULN\" anchor=screening")}))});
  auto all = Screen(protocol, "patient id p1 born 1980-01-01\npatient id p2 born 2020-01-01\n");
  const auto asks = forecast::Decisive(protocol, SmallTerms(), all[0]);
  ASSERT_EQ(asks.size(), 3U) << "ALT beside a stroke that is presumed absent decides nothing";
  EXPECT_EQ(asks[0].ask, "HBsAg");
  EXPECT_EQ(asks[0].kind, "lab");
  EXPECT_EQ(asks[0].settles, (std::vector<std::string>{"exc-1", "exc-2"}));
  EXPECT_EQ(asks[1].ask, "fitness");
  EXPECT_EQ(asks[1].kind, "person");
  EXPECT_EQ(asks[2].ask, "plasma exchange");
  EXPECT_EQ(asks[2].kind, "later");
  EXPECT_TRUE(forecast::Decisive(protocol, SmallTerms(), all[1]).empty()) << "nothing to ask about a patient who is out";
}

// Of an `or` that lets in one member is enough, the cheapest; of one that excludes all are asked. What is asked anyway is enough.
TEST(Match, DecisiveIsTheSmallestSetThenWhatCouldTakeItsPlace) {
  const std::string hbsag = "about=measurement concept=hbsag answer=negative anchor=screening";
  const std::string alt = "about=measurement concept=alt compare=\"< 2 xULN\" anchor=screening";
  const auto asks_of = [](const logic::Protocol& protocol) {
    std::string out;
    for (const verdict::Ask& ask : forecast::Decisive(protocol, SmallTerms(), Screen(protocol, "patient id p1 born 1980-01-01\n")[0]))
      out += (ask.alternative ? "or " : "") + ask.ask + " (" + ask.kind + ")\n";
    return out;
  };
  EXPECT_EQ(asks_of(Protocol({Include("inc-1", logic::Or({Fact(alt), logic::Judgement("fitness", {})}))})),
            "fitness (person)\nor ALT (lab)\n");
  EXPECT_EQ(asks_of(Protocol({Include("inc-1", logic::Or({Fact(alt), logic::Judgement("fitness", {})})), Include("inc-2", Fact(alt))})),
            "ALT (lab)\nor fitness (person)\n");
  EXPECT_EQ(asks_of(Protocol({Exclude("exc-1", logic::Or({Fact(hbsag), logic::Judgement("fitness", {}), Fact(alt)}))})),
            "fitness (person)\nHBsAg (lab)\nALT (lab)\n");
  EXPECT_EQ(asks_of(Protocol({Include("inc-1", logic::Or({logic::And({Fact(hbsag), logic::Judgement("fitness", {})}), Fact(alt)}))})),
            "ALT (lab)\nor fitness (person)\nor HBsAg (lab)\n");
}

TEST(Match, TheSizeOfABatchAndTheOrderOfPatientsChangeNothing) {
  const auto protocol = Protocol(
      {Include("inc-1", Fact(kAge)), Exclude("exc-1", Fact(kRituximab)), Exclude("exc-2", Fact("about=condition concept=stroke"))});
  std::string forward;
  std::string backward;
  for (int i = 0; i < 70; ++i) {
    const std::string lines = "patient id p" + std::to_string(100 + i) + " born " + std::to_string(1940 + i) + "-05-01 female\n" +
                              (i % 3 == 0 ? "give rituximab on 2026-05-01\n" : "") +
                              (i % 7 == 0 ? "condition stroke refuted recorded 2020-01-01\n" : "");
    forward += lines;
    backward = lines + backward;
  }
  const World a = ReadWorld(forward);
  const World b = ReadWorld(backward);
  const auto print = [](const std::vector<verdict::PatientVerdict>& all) {
    std::string out;
    for (const auto& v : all) {
      out += v.patient + " " + std::string(ToString(v.strict)) + " " + std::string(ToString(v.presumed));
      for (const auto& c : v.criteria) out += " " + std::string(ToString(c.strict)) + "/" + std::string(ToString(c.presumed)) + " " + c.why;
      out += "\n";
    }
    return out;
  };
  const std::string expected = print(Match(protocol, a.records, SmallTerms(), a.settings));
  for (const std::size_t batch : {1U, 63U, 64U, 2048U})
    EXPECT_EQ(print(MatchInBatches(protocol, a.records, SmallTerms(), a.settings, batch)), expected);
  EXPECT_EQ(print(Match(protocol, b.records, SmallTerms(), b.settings)), expected);
}

}  // namespace
}  // namespace eligo::match::test
