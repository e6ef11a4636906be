// Publish on text cases: the input is a protocol (text, or a .eligo file), the output its CQL library without what is the same in all.
#include "publish/publish.h"

#include <set>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pipeline/publication.h"
#include "pipeline/reading.h"
#include "publish/cql_functions.h"
#include "publish/cql_term.h"
#include "source/utf8.h"
#include "test/generate/cohort.h"
#include "test/text_cases.h"

namespace eligo::test {
namespace {

pipeline::Reading ReadText(const std::string& utf8) {
  source::Document document;
  document.path = "trials/a-trial.txt";
  document.text = source::DecodeUtf8(utf8).value_or(U"");
  return pipeline::Read(std::move(document), generate::test::Terms());
}

TEST(Publish, Cases) {
  RunTextCases("publish", [](const TextCase& c) {
    const pipeline::Publication publication = pipeline::PublishAsCql(ReadText(c.input + "\n"), generate::test::Terms());
    std::string text = publication.text;
    const std::size_t same = text.find(publish::kCqlFunctions);
    EXPECT_NE(same, std::string::npos);
    text.erase(same, publish::kCqlFunctions.size());
    for (const std::string& line : publication.left_out) text += "left out: " + line + "\n";
    return text;
  });
}

// A criterion is in the library with both readings, or there is a reason: never neither, never both.
TEST(Publish, EveryCriterionIsWrittenOrHasAReason) {
  const pipeline::Reading reading = ReadText(
      "Inclusion Criteria:\n- Age 18 to 65 years\n- Hemoglobin >= 80 g/L\n- SLEDAI-2K >= 6\n- A whatsit of the frobnicator\n"
      "Exclusion Criteria:\n- Rituximab within 6 months before screening\n- Prednisone > 20 mg/day\n- Pregnancy\n");
  const publish::CqlPublication cql = publish::PublishCql(*reading.logic, generate::test::Terms());
  ASSERT_EQ(cql.criteria.size(), reading.logic->criteria.size());
  int written = 0;
  for (const publish::PublishedCriterion& criterion : cql.criteria) {
    for (const char* which : {" strict\":", " presumed\":"}) {
      const bool there = cql.library.find("define \"" + criterion.id + which) != std::string::npos;
      EXPECT_EQ(there, criterion.written.ok()) << criterion.id << which;
    }
    written += criterion.written.ok();
    if (criterion.written) continue;
    EXPECT_NE(cql.library.find("// not in this library: " + criterion.written.error()), std::string::npos);
  }
  EXPECT_EQ(written, 4);
}

TEST(Publish, TheValueSetsHoldTheCodesOfTheClosure) {
  const terms::Terms& terms = generate::test::Terms();
  const pipeline::Reading reading = ReadText("Exclusion Criteria:\n- Any B-cell-depleting agent within 6 months before screening\n");
  const publish::CqlPublication cql = publish::PublishCql(*reading.logic, terms);
  const auto json = nlohmann::json::parse(publish::ValueSetsJson(cql.value_sets));
  std::set<std::string> codes;
  for (const auto& [url, versions] : json.items()) {
    EXPECT_TRUE(url.starts_with("urn:eligo:valueset:")) << url;
    EXPECT_NE(cql.library.find("'" + url + "'"), std::string::npos) << url;
    for (const auto& code : versions.at("")) codes.insert(std::string(code.at("system")) + " " + std::string(code.at("code")));
  }
  for (const terms::ConceptId id : terms.Closure(*terms.Find("b_cell_depleting_agent"))) {
    for (const terms::Code& code : terms.Codes(id)) {
      if (code.system != "RxNorm") continue;
      EXPECT_TRUE(codes.contains("http://www.nlm.nih.gov/research/umls/rxnorm " + std::string(code.code))) << code.code;
    }
  }
  EXPECT_TRUE(codes.contains("http://www.nlm.nih.gov/research/umls/rxnorm 121191"));  // rituximab
}

TEST(Publish, Decimals) {
  const auto text = [](std::int64_t numerator, std::int64_t denominator) {
    const publish::CqlDecimal d = publish::DecimalOf(*units::Rational::Of(numerator, denominator));
    return d.text + (d.exact ? "" : "...");
  };
  EXPECT_EQ(text(85, 1), "85.0");
  EXPECT_EQ(text(17, 2), "8.5");
  EXPECT_EQ(text(1, 3), "0.33333333...");
  EXPECT_EQ(text(1, 100'000'000), "0.00000001");
  EXPECT_EQ(text(1, 1'000'000'000), "0.00000000...");
  EXPECT_EQ(text(-5, 2), "-2.5");
  EXPECT_EQ(text(9'000'000'000'000'000'001, 9'000'000'000'000'000'000), "1.00000000...");
}

TEST(Publish, BracketsStandWhereTheMeaningNeedsThem) {
  using publish::Named;
  const auto one_line = [](const publish::CqlTerm& term) {
    std::string text = term.text;
    for (std::size_t at = text.find("\n    "); at != std::string::npos; at = text.find("\n    ")) text.replace(at, 5, " ");
    return text;
  };
  const auto a = Named("a");
  const auto b = Named("b");
  const auto c = Named("c");
  EXPECT_EQ(one_line(And(Or(a, b), c)), R"(("a" or "b") and "c")");
  EXPECT_EQ(one_line(Or(And(a, b), c)), R"(("a" and "b") or "c")");
  EXPECT_EQ(one_line(And(And(a, b), c)), R"("a" and "b" and "c")");
  EXPECT_EQ(one_line(Not(And(a, b))), R"(not ("a" and "b"))");
  EXPECT_EQ(one_line(Not(Not(a))), R"(not not "a")");
  EXPECT_EQ(one_line(And(logic::Constant<publish::CqlTerm>::True(), a)), R"("a")");
  EXPECT_EQ(one_line(Or(logic::Constant<publish::CqlTerm>::False(), a)), R"("a")");
  EXPECT_EQ(one_line(Choose(a, b, logic::Constant<publish::CqlTerm>::True())), R"(not "a" or "b")");
  EXPECT_EQ(one_line(publish::AtLeast(2, {a, b, c})), R"(CountAtLeast(2, { "a", "b", "c" }))");
  EXPECT_EQ(publish::QuotedName("a \"b\"\n\\"), R"("a \"b\" \\")");
}

}  // namespace
}  // namespace eligo::test
