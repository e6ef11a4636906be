// Funnel: what is hidden, and that nothing shown gives it away.
#include "report/funnel.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/funnel_text.h"
#include "test/report/fixture.h"

namespace eligo::report {
namespace {

// The demo protocol: inc-1 and exc-1. Of each way to come out so many patients.
struct World {
  Reading reading = test::MakeReading();
  verdict::Funnel funnel{2};

  void Add(std::size_t patients, std::string_view outcomes, bool deceased = false) {
    verdict::PatientVerdict verdict;
    for (const char c : outcomes) {
      verdict::CriterionVerdict& criterion = verdict.criteria.emplace_back();
      criterion.presumed = criterion.strict = c == 'f'   ? verdict::Outcome::kFail
                                              : c == 'u' ? verdict::Outcome::kUnknown
                                                         : verdict::Outcome::kPass;
    }
    const bool fails = deceased || outcomes.find('f') != std::string_view::npos;
    verdict.strict = verdict.presumed = fails ? verdict::Overall::kIneligible : verdict::Overall::kUndetermined;
    if (deceased) verdict.controlled_by = "deceased";
    for (std::size_t i = 0; i < patients; ++i) funnel.Add(verdict);
  }
  ShownFunnel Make(std::size_t least = 10) const { return MakeFunnel({&reading, -1, funnel, {}}, SmallCounts(least)); }
};

std::string Text(const ShownStep& step) { return step.out.Text() + ' ' + step.in.Text() + ' ' + step.unknown.Text(); }

TEST(Funnel, ShowsWhatManyShare) {
  World world;
  world.Add(60, "pu");
  world.Add(20, "fp");
  world.Add(30, "pf");
  const ShownFunnel funnel = world.Make();
  EXPECT_EQ(funnel.judged.Text(), "110");
  EXPECT_EQ(Text(funnel.presumed.in_order[0]), "20 90 0");
  EXPECT_EQ(Text(funnel.presumed.in_order[1]), "30 60 60");
  EXPECT_EQ(funnel.presumed.best[0].criterion, 1u);
  EXPECT_EQ(Text(funnel.presumed.best[1]), "20 60 0");
  EXPECT_EQ(funnel.presumed.criteria[1].only.Text(), "30");
}

TEST(Funnel, AFewWhoAreOutAreHiddenOnEverySide) {
  World world;
  world.Add(60, "pu");
  world.Add(4, "fp");
  world.Add(30, "pf");
  const ShownFunnel funnel = world.Make();
  EXPECT_EQ(Text(funnel.presumed.in_order[0]), "<10 >84 0");
  EXPECT_EQ(Text(funnel.presumed.in_order[1]), ">=10 60 60");
  EXPECT_EQ(funnel.presumed.criteria[0].fails.Text(), "<10");
  // 30 would give 94 - 30 - 60.
  EXPECT_EQ(funnel.presumed.criteria[1].fails.Text(), ">=10");
  EXPECT_EQ(Text(world.Make(0).presumed.in_order[0]), "4 90 0");
}

TEST(Funnel, UnknownInEverybodyDoesNotTellWhoIsIn) {
  World world;
  world.Add(60, "up");
  world.Add(4, "pf", true);
  const ShownFunnel funnel = world.Make();
  EXPECT_EQ(funnel.judged.Text(), "64");
  EXPECT_EQ(funnel.deceased.Text(), "<10");
  EXPECT_EQ(funnel.presumed.criteria[0].unknown.exact(), false);
  EXPECT_EQ(funnel.presumed.in_order[0].unknown.exact(), false);
  EXPECT_EQ(funnel.presumed.fate.overall[static_cast<std::size_t>(verdict::Overall::kUndetermined)].exact(), false);
}

TEST(Funnel, AFewWhoFailBothAreHidden) {
  World world;
  world.Add(100, "pp");
  world.Add(5, "ff");
  world.Add(40, "fp");
  world.Add(30, "pf");
  const ShownFunnel funnel = world.Make();
  EXPECT_EQ(funnel.presumed.pairs[0].together.Text(), "<10");
  // By fails 35 and out 30 the five could be told.
  EXPECT_EQ(funnel.presumed.criteria[1].fails.exact() && funnel.presumed.in_order[1].out.exact(), false);
  EXPECT_EQ(funnel.presumed.criteria[1].fails.exact() && funnel.presumed.criteria[1].only.exact(), false);
}

// All numbers that a reading shows exactly, against what could be told by taking one from another.
TEST(Funnel, NoDifferenceOfNestedCountsIsSmall) {
  for (std::size_t few = 1; few < 10; ++few) {
    World world;
    world.Add(80, "pu");
    world.Add(few, "ff");
    world.Add(20 + few, "fu");
    world.Add(31, "pf");
    world.Add(3 * few, "up");
    const ShownFunnel funnel = world.Make();
    const ShownReading& reading = funnel.presumed;
    std::vector<Shown> in = {funnel.judged, reading.in_order[0].in, reading.in_order[1].in};
    for (std::size_t i = 0; i < in.size(); ++i) {
      for (std::size_t j = i + 1; j < in.size(); ++j) {
        if (in[i].exact() && in[j].exact()) {
          EXPECT_FALSE(SmallCounts(10).Small(in[i].count - in[j].count)) << few;
        }
      }
    }
    for (std::size_t i = 0; i < 2; ++i) {
      const ShownStops& of = reading.criteria[i];
      for (const Shown& part : {of.only, reading.in_order[i].out}) {
        if (part.exact() && of.fails.exact()) {
          EXPECT_FALSE(SmallCounts(10).Small(of.fails.count - part.count)) << few;
        }
      }
      if (funnel.judged.exact() && of.fails.exact() && of.unknown.exact()) {
        EXPECT_FALSE(SmallCounts(10).Small(funnel.judged.count - of.fails.count - of.unknown.count)) << few;
      }
    }
  }
}

TEST(Funnel, ChangesOfAFewAreHidden) {
  World world;
  world.Add(60, "pu");
  world.Add(20, "fp");
  World looser;
  looser.Add(63, "pu");
  looser.Add(17, "fp");
  World loosest;
  loosest.Add(80, "pu");
  const Counted counted{&world.reading, -1, world.funnel, {{"a", {false, true}, looser.funnel}, {"b", {false, true}, loosest.funnel}}};
  const ShownFunnel funnel = MakeFunnel(counted, SmallCounts(10));
  EXPECT_EQ(funnel.what_ifs[0].presumed_change.Text(), "+<10");
  EXPECT_EQ(funnel.what_ifs[0].presumed.in.exact(), false);
  for (const Shown& one : funnel.what_ifs[0].presumed.overall) EXPECT_TRUE(!one.exact() || one.none());
  EXPECT_EQ(funnel.what_ifs[1].presumed_change.Text(), "+20");
  EXPECT_EQ(MakeFunnel(counted, SmallCounts(0)).what_ifs[0].presumed_change.Text(), "+3");
}

TEST(Funnel, FormatsTellTheSame) {
  World world;
  world.Add(60, "pu");
  world.Add(4, "fp");
  FunnelReport report;
  report.settings.as_of = FromCivil({2026, 6, 1});
  report.terms = "feedc0de12345678";
  report.patients = {Shown::How::kExact, 64};
  report.funnels = {world.Make()};
  const auto json = nlohmann::json::parse(FunnelJson(report));
  EXPECT_EQ(json["judged"], 64);
  EXPECT_EQ(json["presumed"]["in_order"][0]["in"], ">54");
  EXPECT_EQ(json["presumed"]["overall"]["ineligible"], "<10");
  const std::string csv = FunnelCsv(report);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 3);
  EXPECT_NE(csv.find(",inc-1,inclusion,Age >= 18 years,<10,<10,0,<10,>54,0,1,<10,>54,"), std::string::npos) << csv;
  const std::string text = FunnelText(report);
  EXPECT_NE(text.find("<10  >54"), std::string::npos) << text;
}

}  // namespace
}  // namespace eligo::report
