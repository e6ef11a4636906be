// Funnel: orders, who is stopped by one alone, pairs; from verdicts made by hand.
#include <gtest/gtest.h>

#include "verdict/funnel.h"

namespace eligo::verdict {
namespace {

// One letter a criterion: f fails, u unknown, p passes.
PatientVerdict Patient(std::string_view presumed, std::string_view strict) {
  const auto outcome = [](char c) { return c == 'f' ? Outcome::kFail : c == 'u' ? Outcome::kUnknown : Outcome::kPass; };
  PatientVerdict verdict;
  for (std::size_t i = 0; i < presumed.size(); ++i) {
    CriterionVerdict& criterion = verdict.criteria.emplace_back();
    criterion.presumed = outcome(presumed[i]);
    criterion.strict = outcome(strict[i]);
  }
  const auto overall = [](std::string_view of) {
    if (of.find('f') != std::string_view::npos) return Overall::kIneligible;
    return of.find('u') != std::string_view::npos ? Overall::kUndetermined : Overall::kEligible;
  };
  verdict.presumed = overall(presumed);
  verdict.strict = overall(strict);
  return verdict;
}

Funnel Of(const std::vector<std::string_view>& presumed) {
  Funnel funnel(presumed.front().size());
  for (const std::string_view one : presumed) funnel.Add(Patient(one, one));
  return funnel;
}

std::string Text(const std::vector<Step>& steps) {
  std::string out;
  for (const Step& step : steps) {
    out += (out.empty() ? "" : "; ") + std::to_string(step.criterion) + ": " + std::to_string(step.out) + ' ' + std::to_string(step.in) +
           ' ' + std::to_string(step.unknown);
  }
  return out;
}

TEST(FunnelCounts, InTheOrderOfTheProtocol) {
  const Funnel funnel = Of({"ppp", "fpp", "ffp", "ufp", "upu", "ppf"});
  EXPECT_EQ(Text(funnel.presumed.InOrder({0, 1, 2})), "0: 2 4 2; 1: 1 3 0; 2: 1 2 1");
  EXPECT_EQ(Text(funnel.presumed.InOrder({2, 1, 0})), "2: 1 5 1; 1: 2 3 0; 0: 1 2 1");
}

TEST(FunnelCounts, TheBestOrderTakesMostOfTheRest) {
  // The second criterion stops four; of the rest the third stops two, although the first stops three in all.
  const Funnel funnel = Of({"ffp", "ffp", "pfp", "pff", "ppf", "fpf", "ppp"});
  EXPECT_EQ(funnel.presumed.BestOrder(), (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(Text(funnel.presumed.InOrder(funnel.presumed.BestOrder())), "1: 4 3 0; 2: 2 1 0");
  // Equal ones stay as in the protocol, and who stops nobody is not in it.
  EXPECT_EQ(Of({"fpp", "ppf"}).presumed.BestOrder(), (std::vector<std::size_t>{0, 2}));
  EXPECT_TRUE(Of({"pup"}).presumed.BestOrder().empty());
}

TEST(FunnelCounts, OfEachCriterion) {
  const Funnel funnel = Of({"fpu", "fpu", "ffp", "pup"});
  EXPECT_EQ(funnel.presumed.Fails(0), 3u);
  EXPECT_EQ(funnel.presumed.OnlyFails(0), 2u);
  EXPECT_EQ(funnel.presumed.Fails(1), 1u);
  EXPECT_EQ(funnel.presumed.OnlyFails(1), 0u);
  EXPECT_EQ(funnel.presumed.Unknown(2), 2u);
  EXPECT_EQ(funnel.presumed.In({false, true, true}), 3u);
}

TEST(FunnelCounts, PairsThatFailTogether) {
  const std::vector<Pair> pairs = Of({"ffp", "fff", "pff", "fpp"}).presumed.Pairs(2);
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].first, 0u);
  EXPECT_EQ(pairs[0].second, 1u);
  EXPECT_EQ(pairs[0].together, 2u);
  EXPECT_EQ(pairs[0].only_they, 1u);
  EXPECT_EQ(pairs[1].first, 1u);
  EXPECT_EQ(pairs[1].second, 2u);
}

TEST(FunnelCounts, ReadingsAreApartAndTheDeceasedAreOutFirst) {
  Funnel funnel(2);
  funnel.Add(Patient("fp", "up"));
  PatientVerdict dead = Patient("fp", "fp");
  dead.controlled_by = "deceased";
  Funnel more(2);
  more.Add(dead);
  more.Add(Patient("pp", "pu"));
  funnel.Merge(more);
  EXPECT_EQ(funnel.judged, 3u);
  EXPECT_EQ(funnel.deceased, 1u);
  EXPECT_EQ(funnel.presumed.Fails(0), 1u);
  EXPECT_EQ(funnel.strict.Fails(0), 0u);
  EXPECT_EQ(funnel.strict.Unknown(0), 1u);
  EXPECT_EQ(funnel.strict.Unknown(1), 1u);
  EXPECT_EQ(funnel.presumed_overall, (std::array<std::size_t, 4>{2, 0, 0, 1}));
  EXPECT_EQ(funnel.strict_overall, (std::array<std::size_t, 4>{1, 2, 0, 0}));
}

}  // namespace
}  // namespace eligo::verdict
