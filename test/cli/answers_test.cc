#include "pipeline/answers.h"

#include <gtest/gtest.h>

#include "logic/named_in_phrase.h"
#include "logic/number.h"
#include "pipeline/rejudge.h"
#include "test/report/fixture.h"

namespace eligo::pipeline {
namespace {

using verdict::Outcome;
using verdict::Overall;

Answer MakeAnswer(std::string leaf, Truth value) {
  return {"berta-12", "key-drug", std::move(leaf), value, "dr-m", "2026-05-30", "asked by phone"};
}

// berta-12 of the fixture, after these answers.
verdict::PatientVerdict After(std::vector<Answer> answers, std::vector<std::string>* unused = nullptr) {
  report::Judged judged = report::test::MakeScreening().protocols[0];
  judged.verdicts[1].criteria[1].atoms[1].decides = logic::Decides::kPerson;
  AnswerBook book(std::move(answers));
  book.Apply(*judged.reading.logic, judged.verdicts);
  if (unused) *unused = book.Unused();
  return judged.verdicts[1];
}

TEST(Answers, SetTheLeafInBothReadingsAndJudgeAnew) {
  const auto verdict = After({MakeAnswer("exc-1.1", Truth::kTrue)});
  const auto& criterion = verdict.criteria[1];
  EXPECT_EQ(criterion.strict, Outcome::kFail);
  EXPECT_EQ(criterion.presumed, Outcome::kFail);
  EXPECT_EQ(verdict.strict, Overall::kIneligible);
  EXPECT_EQ(verdict.presumed, Overall::kIneligible);
  EXPECT_EQ(criterion.atoms[0].evidence[0].resource, "answer");
  EXPECT_EQ(criterion.atoms[0].evidence[0].date, "2026-05-30");
  EXPECT_EQ(criterion.atoms[0].evidence[0].value, "true");
  EXPECT_EQ(criterion.atoms[0].evidence[0].text, "by dr-m: asked by phone");
  EXPECT_EQ(criterion.why, "answered by dr-m on 2026-05-30: asked by phone; =no rituximab on record");
}

TEST(Answers, SettleEverythingThatWasOpen) {
  const auto verdict =
      After({MakeAnswer("exc-1.1", Truth::kFalse), MakeAnswer("exc-1.2", Truth::kFalse), MakeAnswer("exc-1.3", Truth::kFalse)});
  EXPECT_EQ(verdict.criteria[1].strict, Outcome::kPass);
  EXPECT_EQ(verdict.strict, Overall::kEligible);
  EXPECT_EQ(verdict.presumed, Overall::kEligible);
}

TEST(Answers, WhatOnlyAPersonDecidesLeavesACandidate) {
  const auto verdict = After({MakeAnswer("exc-1.1", Truth::kFalse), MakeAnswer("exc-1.3", Truth::kFalse)});
  EXPECT_EQ(verdict.strict, Overall::kCandidate);
  EXPECT_EQ(verdict.presumed, Overall::kCandidate);
}

TEST(Answers, UnreadWordsLeaveItUndetermined) { EXPECT_EQ(After({MakeAnswer("exc-1.1", Truth::kFalse)}).strict, Overall::kUndetermined); }

TEST(Answers, SurviveRenumberingByTheirKey) {
  const auto verdict = After({MakeAnswer("exc-9.1", Truth::kTrue)});
  EXPECT_EQ(verdict.criteria[1].strict, Outcome::kFail);
}

TEST(Answers, ALaterLineReplacesAnEarlierOne) {
  const auto verdict = After({MakeAnswer("exc-1.1", Truth::kTrue), MakeAnswer("exc-1.1", Truth::kFalse)});
  EXPECT_EQ(verdict.criteria[1].atoms[0].holds, Truth::kFalse);
}

TEST(Answers, SayWhyTheyWereNotUsed) {
  Answer changed = MakeAnswer("exc-1.1", Truth::kTrue);
  changed.key = "old-key";
  Answer stranger = MakeAnswer("exc-1.1", Truth::kTrue);
  stranger.patient = "zoe";
  std::vector<std::string> unused;
  const auto verdict = After({changed, stranger, MakeAnswer("exc-1.7", Truth::kTrue)}, &unused);
  EXPECT_EQ(verdict.criteria[1].strict, Outcome::kUnknown);
  ASSERT_EQ(unused.size(), 3u);
  EXPECT_EQ(unused[0], "answer 1 about `exc-1.1` is not used: no criterion has its key; the text has changed, so ask again");
  EXPECT_EQ(unused[1], "answer 2 about `exc-1.1` is not used: its patient was not screened for that protocol");
  EXPECT_EQ(unused[2],
            "answer 3 about `exc-1.7` is not used: the criterion has no such leaf for this patient; name one that `eligo screen --format "
            "json` prints");
}

TEST(Answers, NothingRevivesTheDead) {
  report::Judged judged = report::test::MakeScreening().protocols[0];
  judged.verdicts[1].presumed = judged.verdicts[1].strict = Overall::kIneligible;
  judged.verdicts[1].controlled_by = "deceased";
  AnswerBook book({MakeAnswer("exc-1.1", Truth::kFalse)});
  book.Apply(*judged.reading.logic, judged.verdicts);
  EXPECT_EQ(judged.verdicts[1].presumed, Overall::kIneligible);
}

// "organ failure" is named beside the unread phrase that it stands in: whoever answers for the phrase answers for it.
TEST(Answers, OfAPhraseThatWasNotReadHoldForWhatItNames) {
  logic::Fact organ;
  organ.span = {4, 17};
  organ.concept_ref.text = "organ failure";
  logic::Fact other = organ;
  other.span = {20, 30};
  std::vector<logic::Expression> both;
  both.push_back(logic::Leaf(logic::Fact(organ)));
  both.push_back(logic::Not(logic::Leaf(logic::Fact(organ))));
  both.push_back(logic::Leaf(logic::Fact(other)));
  both.push_back(logic::Unread({0, 18}));
  logic::Criterion criterion;
  criterion.kind = logic::Kind::kExclusion;
  criterion.id = "exc-1";
  criterion.key = "key";
  criterion.expression = logic::And(std::move(both));
  logic::Number(criterion);
  const auto named = logic::NamedInPhrases(criterion.expression);
  ASSERT_EQ(named.size(), 2u);
  EXPECT_FALSE(named[0].negated);
  EXPECT_TRUE(named[1].negated);
  EXPECT_EQ(named[0].phrase->id, "exc-1.4");
  logic::Protocol protocol;
  protocol.criteria.push_back(criterion);
  const auto after = [&](Truth value) {
    verdict::PatientVerdict patient;
    patient.patient = "p";
    patient.criteria.emplace_back();
    patient.criteria[0].id = "exc-1";
    for (const char* leaf : {"exc-1.1", "exc-1.2", "exc-1.3", "exc-1.4"}) {
      patient.criteria[0].atoms.emplace_back();
      patient.criteria[0].atoms.back().leaf = leaf;
    }
    std::vector<verdict::PatientVerdict> verdicts{patient};
    AnswerBook({{"p", "key", "exc-1.4", value, "", "", ""}}).Apply(protocol, verdicts);
    return verdicts[0].criteria[0];
  };
  const verdict::CriterionVerdict holds = after(Truth::kTrue);
  EXPECT_EQ(holds.atoms[0].holds, Truth::kTrue);
  EXPECT_EQ(holds.atoms[1].holds, Truth::kFalse);
  EXPECT_EQ(holds.atoms[2].holds, Truth::kUnknown);
  EXPECT_EQ(holds.atoms[0].evidence[0].text, "as the phrase it stands in");
  EXPECT_EQ(after(Truth::kFalse).atoms[0].holds, Truth::kUnknown);
  EXPECT_EQ(after(Truth::kFalse).strict, Outcome::kPass);
}

TEST(Answers, ReadLines) {
  const auto answer =
      ParseAnswer(R"({"patient":"p","key":"k","leaf":"inc-1.1","value":"false","by":"x","on":"2026-05-30","reason":"r","more":1})");
  ASSERT_TRUE(answer.ok()) << answer.error();
  EXPECT_EQ(answer->value, Truth::kFalse);
  EXPECT_TRUE(ParseAnswer(R"({"patient":"p","key":"k","leaf":"l","value":true})").ok());
  const struct {
    const char* line;
    const char* message;
  } cases[] = {
      {"{", "is no JSON"},
      {"[]", "is no JSON object"},
      {R"({"patient":"p"})", "lacks `patient`, `key` or `leaf`"},
      {R"({"patient":7,"key":"k","leaf":"l","value":"true"})", "`patient` is no text"},
      {R"({"patient":"p","key":"k","leaf":"l"})", "lacks `value`; write `true`, `false` or `unknown`"},
      {R"({"patient":"p","key":"k","leaf":"l","value":"yes"})", "`value` is neither `true`, `false` nor `unknown`"},
      {R"({"patient":"p","key":"k","leaf":"l","value":"true","on":"2026-02-30"})", "`on` is no date"},
  };
  for (const auto& c : cases) EXPECT_EQ(ParseAnswer(c.line).error(), c.message);
}

}  // namespace
}  // namespace eligo::pipeline
