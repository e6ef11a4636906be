#include "report/parse_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/expression_json.h"
#include "report/parse_text.h"
#include "test/report/fixture.h"

namespace eligo::report {
namespace {

class ParseJson : public testing::Test {
 protected:
  void SetUp() override {
    auto terms = terms::Terms::Open(ELIGO_BUILD_DIR "/terms.bin");
    if (!terms) GTEST_SKIP() << terms.error();
    terms_.emplace(std::move(*terms));
  }
  nlohmann::ordered_json Parsed(const Reading& reading) { return nlohmann::ordered_json::parse(report::ParseJson(reading, *terms_)); }

  std::optional<terms::Terms> terms_;
};

units::Rational Decimal(std::string_view text) { return *units::Rational::Parse(text); }

TEST(NumberJson, PrintsTheDecimalAsWritten) {
  for (const char* text : {"85", "0", "-3", "1.5", "0.1", "0.7", "7.35", "1000000", "0.005", "33.3", "-0.25", "1.73"}) {
    EXPECT_EQ(Dump(NumberJson(Decimal(text))), text);
  }
  // Every limit that a protocol is likely to write.
  for (int hundredths = 1; hundredths < 20000; ++hundredths) {
    const auto value = *units::Rational::Of(hundredths, 100);
    EXPECT_EQ(Dump(NumberJson(value)), value.ToString());
  }
}

TEST_F(ParseJson, HasTheContractsShape) {
  const auto json = Parsed(test::MakeReading());
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  EXPECT_EQ(keys, (std::vector<std::string>{"contract", "eligo", "document", "cohorts", "headers", "criteria", "diagnostics"}));
  EXPECT_EQ(json["document"].dump(), R"({"path":"trials/demo-1.txt","id":null,"title":null,"characters":125})");
  const auto& criterion = json["criteria"][1];
  keys.clear();
  for (const auto& item : criterion.items()) keys.push_back(item.key());
  EXPECT_EQ(keys, (std::vector<std::string>{"id", "key", "kind", "cohort", "number", "span", "text", "phase", "decides", "logic",
                                            "mentions", "unread"}));
  EXPECT_EQ(criterion["number"], "1");
  EXPECT_TRUE(criterion["cohort"].is_null());
  EXPECT_EQ(criterion["logic"]["op"], "or");
  EXPECT_EQ(criterion["logic"]["of"][1]["op"], "judgement");
  EXPECT_EQ(criterion["logic"]["of"][1]["about"], "organ failure");
  EXPECT_EQ(criterion["logic"]["of"][2]["op"], "unread");
  EXPECT_EQ(criterion["unread"].size(), 1u);
  EXPECT_EQ(json["diagnostics"][0]["code"], "kUnread");
  EXPECT_EQ(json["diagnostics"][0]["severity"], "warning");
}

TEST_F(ParseJson, PrintsEveryFieldOfAFactAndNoneThatIsAbsent) {
  logic::Fact fact;
  fact.id = "inc-4.2";
  fact.span = {10, 20};
  fact.about = logic::About::kMeasurement;
  fact.concept_ref.text = "made up";
  fact.compare = logic::Compare{logic::Operator::kBetween, Decimal("1.5"), Decimal("3"), "g/L", true, false, false, false};
  fact.window = logic::Window{};
  fact.window->from = logic::Bound{{0, -56, 0}, 0};
  fact.window->to = logic::Bound{};
  fact.window->open_from = true;
  fact.window->anchor = logic::Anchor::kFirstDose;
  fact.window->or_longer = logic::Bound{{}, 5};
  fact.stable_for = Period{0, 30, 0};
  fact.cause = logic::Cause{"sle", false};
  logic::Fact topical;
  topical.route = {"topical"};
  fact.except = {std::make_shared<logic::Fact>(topical)};
  logic::Expression e;
  e.op = logic::Op::kFact;
  e.fact = std::make_shared<logic::Fact>(fact);
  EXPECT_EQ(
      Dump(ExpressionJson(e, *terms_)),
      R"({"op":"fact","id":"inc-4.2","span":[10,20],"phase":"prescreen","decides":"record","about":"measurement",)"
      R"("concept":{"text":"made up","open":false},"compare":{"operator":"between","value":1.5,"high":3,"unit":"g/L","times_uln":true},)"
      R"("cause":{"concept":"sle","is":false},"except":[{"route":["topical"]}],"stable_for":"P30D",)"
      R"("window":{"from":"-P8W","to":"P0D","open":["from"],"anchor":"first_dose","or_longer":{"half_lives":5}}})");
}

TEST_F(ParseJson, ConnectivesNestAsInTheContract) {
  const auto leaf = [] {
    logic::Expression e;
    e.op = logic::Op::kUnread;
    e.span = {1, 2};
    return e;
  };
  const std::string unread = R"({"op":"unread","span":[1,2]})";
  logic::Expression e;
  e.of = {leaf(), leaf()};
  e.op = logic::Op::kAtLeast;
  e.count = 2;
  EXPECT_EQ(Dump(ExpressionJson(e, *terms_)), R"({"op":"at_least","count":2,"of":[)" + unread + "," + unread + "]}");
  e.op = logic::Op::kIf;
  EXPECT_EQ(Dump(ExpressionJson(e, *terms_)), R"({"op":"if","when":)" + unread + R"(,"then":)" + unread + "}");
  e.op = logic::Op::kUnless;
  EXPECT_EQ(Dump(ExpressionJson(e, *terms_)), R"({"op":"unless","base":)" + unread + R"(,"exception":)" + unread + "}");
  e.of.pop_back();
  e.op = logic::Op::kNot;
  EXPECT_EQ(Dump(ExpressionJson(e, *terms_)), R"({"op":"not","of":)" + unread + "}");
}

TEST_F(ParseJson, AFieldOfARegistryHasNoPlace) {
  Reading reading = test::MakeReading();
  reading.logic->criteria[0].span = {};
  reading.logic->criteria[0].field = "eligibilityModule.minimumAge";
  const auto json = Parsed(reading);
  EXPECT_TRUE(json["criteria"][0]["span"].is_null());
  EXPECT_EQ(json["criteria"][0]["field"], "eligibilityModule.minimumAge");
}

TEST_F(ParseJson, AnOutlineHasItemsAndNoLogic) {
  Reading reading = test::MakeReading();
  source::Item item;
  item.kind = source::Kind::kExclusion;
  item.span = reading.logic->criteria[1].span;
  reading.source.items = {item};
  reading.logic.reset();
  const auto json = Parsed(reading);
  ASSERT_EQ(json["criteria"].size(), 1u);
  EXPECT_EQ(json["criteria"][0]["id"], "exc-1");
  EXPECT_FALSE(json["criteria"][0].contains("logic"));
}

TEST_F(ParseJson, TextShowsSentenceLogicAndUnderlinedDiagnostic) {
  const std::string text = ParseText(test::MakeReading(), *terms_);
  EXPECT_NE(text.find("exclusion 1   exc-1\n  \"Rituximab <b>within</b> 9 months & \"organ failure\" 漢 vaguely put\"\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("      unread \"vaguely put\"\n"), std::string::npos) << text;
  EXPECT_NE(text.find("trials/demo-1.txt:4:57: warning: not read: `vaguely put` [kUnread]\n"
                      "    1. Rituximab <b>within</b> 9 months & \"organ failure\" 漢 vaguely put\n"
                      "                                                             ~~~~~~~~~~~\n"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace eligo::report
