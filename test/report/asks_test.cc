#include "report/asks.h"

#include <gtest/gtest.h>

#include "test/report/fixture.h"

namespace eligo::report {
namespace {

verdict::Ask Make(std::string ask, std::string kind, bool alternative = false) {
  const int cost = verdict::CostOf(kind);
  return {std::move(ask), {"inc-1"}, std::move(kind), alternative, cost};
}

TEST(Asks, OfManyTrialsFirstThenTheCheapest) {
  Screening screening;
  const std::vector<std::vector<verdict::Ask>> asks = {
      {Make("weight", "later"), Make("consent", "person"), Make("HBsAg", "lab"), Make("stroke", "chart", true)},
      {Make("unread", ""), Make("HBsAg", "lab"), Make("stroke", "chart")},
      {Make("HBsAg", "visit"), Make("unread", "")},
      {}};
  for (std::size_t p = 0; p < asks.size(); ++p) {
    Judged judged;
    judged.reading.source.document.path = "trials/" + std::string(1, static_cast<char>('a' + p)) + ".txt";
    // Two cohorts of one trial count once.
    for (int cohort = 0; cohort < 2; ++cohort) {
      verdict::PatientVerdict& verdict = judged.verdicts.emplace_back();
      verdict.cohort = cohort;
      verdict.decisive = asks[p];
    }
    screening.protocols.push_back(std::move(judged));
  }
  const AsksOfTrials all = AcrossTrials(screening);
  EXPECT_EQ(all.open, 3u);
  std::string text;
  for (const AskOfTrials& ask : all.asks) {
    text += ask.ask + " (" + ask.kind + "):";
    for (const std::string& trial : ask.trials) text += ' ' + trial;
    text += '\n';
  }
  EXPECT_EQ(text, "HBsAg (lab): a b\nstroke (chart): b\nconsent (person): a\nHBsAg (visit): c\nweight (later): a\nunread (): b c\n");
}

}  // namespace
}  // namespace eligo::report
