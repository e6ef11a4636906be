// Patients whose verdict is another: which criteria made it so, and how it is told.
#include "report/flips.h"

#include <gtest/gtest.h>

namespace eligo::report {
namespace {

using verdict::Flip;
using verdict::Outcome;
using verdict::Outcomes;
using verdict::Overall;
using verdict::Partners;
using verdict::RunCriterion;

constexpr Outcome kFail = Outcome::kFail;
constexpr Outcome kUnknown = Outcome::kUnknown;
constexpr Outcome kPass = Outcome::kPass;

const std::vector<RunCriterion> kOld = {{"inc-1", "age"}, {"exc-1", "drug"}, {"exc-2", "liver"}, {"exc-3", "heart"}};
// exc-1 is new, the drug moved behind it, the liver was reworded, the heart is not asked any more.
const std::vector<RunCriterion> kNew = {{"inc-1", "age"}, {"exc-1", "lung"}, {"exc-3", "drug"}, {"exc-2", "liver reworded"}};

verdict::PatientVerdict Now(Overall strict, Overall presumed, const std::vector<Outcome>& outcomes,
                            const std::vector<RunCriterion>& criteria = kNew) {
  verdict::PatientVerdict verdict;
  verdict.patient = "anna-7";
  verdict.strict = strict;
  verdict.presumed = presumed;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    verdict::CriterionVerdict criterion;
    criterion.id = criteria[i].id;
    criterion.strict = criterion.presumed = outcomes[i];
    criterion.why = "Why of " + criteria[i].key + '.';
    verdict.criteria.push_back(std::move(criterion));
  }
  return verdict;
}

std::optional<Flip> FlipOfBoth(const verdict::PatientVerdict& was, const verdict::PatientVerdict& is) {
  const Partners partners = Partners::Of(kOld, kNew);
  const verdict::RunVerdict before = verdict::RunVerdictOf(kOld, 0, was);
  return verdict::FlipOf({kOld, kNew, partners}, 0, {&before, &is, &was});
}

TEST(Flips, CriteriaBelongTogetherByTheirWordsThenByTheirNumber) {
  const Partners partners = Partners::Of(kOld, kNew);
  // The new exc-1 and exc-3 bear the numbers of others: the drug is known by its words, the liver by its number.
  EXPECT_EQ(partners.before_of_after, (std::vector<int>{0, -1, 1, 2}));
  EXPECT_EQ(partners.removed, (std::vector<int>{3}));
}

TEST(Flips, TheSameVerdictIsNone) {
  EXPECT_FALSE(FlipOfBoth(Now(Overall::kUndetermined, Overall::kUndetermined, {kPass, kUnknown, kPass, kPass}, kOld),
                          Now(Overall::kUndetermined, Overall::kUndetermined, {kPass, kPass, kUnknown, kPass})));
}

TEST(Flips, NewlyExcludedNamesWhatStopsNow) {
  const auto flip = FlipOfBoth(Now(Overall::kCandidate, Overall::kCandidate, {kPass, kUnknown, kUnknown, kPass}, kOld),
                               Now(Overall::kIneligible, Overall::kIneligible, {kPass, kFail, kPass, kFail}));
  ASSERT_TRUE(flip);
  EXPECT_EQ(FlipsText(std::span(&*flip, 1), {}, 3),
            "  1 newly excluded, 2 the same\n"
            "\n"
            "newly excluded\n"
            "  anna-7: candidate -> ineligible, strict candidate -> ineligible\n"
            "    exc-1 (added): not asked -> fail: Why of lung.\n"
            "    exc-2: unknown -> fail: Why of liver reworded.\n"
            "    1 more changed, shown by --format json\n");
}

TEST(Flips, NoLongerExcludedNamesWhatStoppedBeforeAndWhy) {
  const auto flip = FlipOfBoth(Now(Overall::kUndetermined, Overall::kIneligible, {kPass, kFail, kPass, kFail}, kOld),
                               Now(Overall::kUndetermined, Overall::kEligible, {kPass, kPass, kPass, kPass}));
  ASSERT_TRUE(flip);
  EXPECT_EQ(FlipsText(std::span(&*flip, 1), {}, 1),
            "  1 newly eligible, 0 the same\n"
            "\n"
            "newly eligible\n"
            "  anna-7: ineligible -> eligible\n"
            "    exc-3 (was exc-1): fail -> pass: Why of drug.\n"
            "      before: Why of drug.\n"
            "    exc-3 (removed): fail -> not asked\n"
            "      before: Why of heart.\n");
}

TEST(Flips, OfTheStrictReadingAloneStandLast) {
  const auto was = Now(Overall::kUndetermined, Overall::kUndetermined, {kPass, kPass, kUnknown, kPass}, kOld);
  auto is = Now(Overall::kIneligible, Overall::kUndetermined, {kPass, kPass, kPass, kUnknown});
  is.criteria[3].strict = kFail;
  const auto flip = FlipOfBoth(was, is);
  ASSERT_TRUE(flip);
  EXPECT_TRUE(flip->strict_only);
  EXPECT_EQ(FlipsText(std::span(&*flip, 1), {}, 1),
            "  1 newly excluded by what the record states alone, 0 the same\n"
            "\n"
            "newly excluded, by what the record states alone\n"
            "  anna-7: undetermined, strict undetermined -> ineligible\n"
            "    exc-2: by what the record states alone unknown -> fail: Why of liver reworded.\n");
}

TEST(Flips, WhatNoOutcomeExplainsIsSaid) {
  const auto flip = FlipOfBoth(Now(Overall::kCandidate, Overall::kCandidate, {kPass, kUnknown, kPass, kPass}, kOld),
                               Now(Overall::kUndetermined, Overall::kUndetermined, {kPass, kPass, kUnknown, kPass}));
  ASSERT_TRUE(flip);
  EXPECT_NE(FlipsText(std::span(&*flip, 1), {}, 1).find("    no criterion has another outcome: who can settle what is open has changed\n"),
            std::string::npos);
  auto dead = Now(Overall::kIneligible, Overall::kIneligible, {kPass, kPass, kUnknown, kPass});
  dead.controlled_by = verdict::kDeceased;
  const auto died = FlipOfBoth(Now(Overall::kCandidate, Overall::kCandidate, {kPass, kUnknown, kPass, kPass}, kOld), dead);
  ASSERT_TRUE(died);
  EXPECT_NE(FlipsText(std::span(&*died, 1), {}, 1).find("strict candidate -> ineligible\n    the patient has died\n"), std::string::npos);
}

TEST(Flips, WhoIsNewAndWhoIsGoneByCohort) {
  const Partners partners = Partners::Of(kNew, kNew);
  auto is = Now(Overall::kIneligible, Overall::kIneligible, {kPass, kFail, kPass, kUnknown});
  is.cohort = 1;
  verdict::RunVerdict was = verdict::RunVerdictOf(kNew, 0, Now(Overall::kUndetermined, Overall::kCandidate, {kPass, kPass, kPass, kPass}));
  was.cohort = 0;
  std::vector<Flip> flips;
  flips.push_back(*verdict::FlipOf({kNew, kNew, partners}, 0, {&was, nullptr, nullptr}));
  flips.push_back(*verdict::FlipOf({kNew, kNew, partners}, 0, {nullptr, &is, nullptr}));
  EXPECT_EQ(FlipsText(flips, {"lupus", "myositis"}, 1),
            "  1 new, 1 gone, 0 the same\n"
            "\n"
            "cohort lupus\n"
            "\n"
            "gone: not judged any more\n"
            "  anna-7: was candidate, strict undetermined\n"
            "\n"
            "cohort myositis\n"
            "\n"
            "new: not judged before\n"
            "  anna-7: ineligible, strict ineligible\n"
            "    exc-1: fail: Why of lung.\n");
  EXPECT_EQ(FlipCountsJson(flips).dump(),
            R"({"newly_eligible":0,"newly_candidate":0,"newly_undetermined":0,"newly_excluded":0,"new":1,"gone":1,"strict_only":0})");
  EXPECT_EQ(FlipJson(flips[0]).dump(),
            R"({"patient":"anna-7","change":"gone","before":{"strict":"undetermined","presumed":"candidate"},"after":null,"criteria":[]})");
}

TEST(Flips, JsonHoldsEveryCriterionThatChanged) {
  const auto flip = FlipOfBoth(Now(Overall::kIneligible, Overall::kIneligible, {kPass, kPass, kFail, kPass}, kOld),
                               Now(Overall::kCandidate, Overall::kCandidate, {kPass, kUnknown, kPass, kPass}));
  ASSERT_TRUE(flip);
  EXPECT_EQ(
      FlipJson(*flip).dump(),
      R"({"patient":"anna-7","change":"newly_candidate","reading":"presumed","before":{"strict":"ineligible","presumed":"ineligible"},)"
      R"("after":{"strict":"candidate","presumed":"candidate"},"criteria":[)"
      R"({"id":"exc-1","id_before":null,"before":null,"after":{"strict":"unknown","presumed":"unknown"},"responsible":false,"why":"Why of lung."},)"
      R"({"id":"exc-2","id_before":"exc-2","before":{"strict":"fail","presumed":"fail"},"after":{"strict":"pass","presumed":"pass"},)"
      R"("responsible":true,"why_before":"Why of liver.","why":"Why of liver reworded."}]})");
}

TEST(Flips, TheHeadSaysWhatTheRunsDifferIn) {
  verdict::Run before;
  before.engine = "0.1.0";
  before.terms = "aaaaaaaaaaaaaaaaaaaa";
  before.settings.as_of = FromCivil({2026, 5, 25});
  before.data = {"export", 1, 1, "11"};
  before.protocols = {{"p.txt", "1", {}, {}}, {"q.txt", "2", {}, {}}};
  verdict::Run now = before;
  EXPECT_EQ(SinceText(before, now), "since the run as of 2026-05-25: nothing differs, neither engine, terms, settings, data nor protocols");
  now.terms = "bbbbbbbbbbbbbbbbbbbb";
  now.settings.as_of = FromCivil({2026, 6, 1});
  now.data.sha256 = "22";
  now.protocols[1].hash = "3";
  now.not_read.files = 1;
  EXPECT_EQ(SinceText(before, now),
            "since the run as of 2026-05-25: terms aaaaaaaaaaaa -> bbbbbbbbbbbb; as of 2026-05-25 -> 2026-06-01; other data; other text or "
            "logic of q.txt, where criteria are matched by their words, then by their number; not everything was read now");
  const Json json = SinceJson(before, now);
  EXPECT_EQ(json["differs"].dump(), R"(["terms","as of","data"])");
  EXPECT_EQ(json["changed_protocols"].dump(), R"(["q.txt"])");
  now.data.sha256.clear();
  EXPECT_NE(SinceText(before, now).find("; whether the data changed cannot be told; "), std::string::npos);
  EXPECT_EQ(SinceJson(before, now)["not_known"].dump(), R"(["data"])");
}

}  // namespace
}  // namespace eligo::report
