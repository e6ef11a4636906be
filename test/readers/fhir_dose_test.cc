// Doses: daily only when amount and frequency are both known and one.
#include "readers/fhir_dose.h"

#include "test/readers/fhir_world.h"

namespace eligo::readers {
namespace {

using records::Route;

Regimen Read(const std::string& dosages, const char* product = "") {
  simdjson::dom::parser parser;
  Problem problem;
  const simdjson::padded_string padded(dosages);
  const simdjson::dom::element root = parser.parse(padded).value();
  std::vector<Dosage> read;
  for (const Node& dosage : Node(root, problem).Items()) read.push_back(ReadDosage(dosage, StrengthInName(product)));
  EXPECT_FALSE(problem.any()) << problem.element << " " << problem.what;
  return Combine(read, std::nullopt);
}

std::string Daily(const std::string& dosages, const char* product = "") {
  const Regimen regimen = Read(dosages, product);
  std::string out;
  for (const Regimen::Step& step : regimen.steps) {
    if (!out.empty()) out += ", ";
    out += step.per_day ? step.per_day->ToString() + " " + step.unit : "open";
  }
  return out;
}

std::string Dose(const char* value, const char* unit, const std::string& timing, const std::string& more = "") {
  return R"({"doseAndRate":[{"doseQuantity":{"value":)" + std::string(value) + R"(,"unit":")" + unit + R"("}}],"timing":)" + timing + more +
         "}";
}

TEST(Dosage, StructuredTiming) {
  const std::string daily = R"({"repeat":{"frequency":1,"period":1,"periodUnit":"d"}})";
  EXPECT_EQ(Daily("[" + Dose("20", "mg", daily) + "]"), "20 mg");
  EXPECT_EQ(Daily("[" + Dose("0.5", "g", R"({"repeat":{"frequency":2,"period":1,"periodUnit":"d"}})") + "]"), "1000 mg");
  EXPECT_EQ(Read("[" + Dose("15", "mg", R"({"repeat":{"frequency":1,"period":1,"periodUnit":"wk"}})") + "]").steps[0].per_day,
            units::Rational::Of(15, 7));
  EXPECT_EQ(Daily("[" + Dose("100", "mg", R"({"repeat":{"frequency":1,"period":12,"periodUnit":"h"}})") + "]"), "200 mg");
  EXPECT_EQ(
      Daily("[" + Dose("10", "mg", R"({"repeat":{"frequency":1,"period":1,"periodUnit":"d","dayOfWeek":["mon"]}})") + "]").substr(0, 4),
      "1.42");
  EXPECT_EQ(Daily("[" + Dose("10", "mg", R"({"repeat":{"when":["MORN","EVE"]}})") + "]"), "20 mg");
  EXPECT_EQ(Daily("[" + Dose("5", "mg/kg", daily) + "]"), "5 mg/kg");
  EXPECT_EQ(Daily("[" + Dose("10", "[IU]", daily) + "]"), "10 [IU]");
}

TEST(Dosage, TimingCodes) {
  const auto code = [](const std::string& c) { return R"({"code":{"coding":[{"code":")" + c + R"("}]}})"; };
  EXPECT_EQ(Daily("[" + Dose("10", "mg", code("QD")) + "]"), "10 mg");
  EXPECT_EQ(Daily("[" + Dose("10", "mg", code("BID")) + "]"), "20 mg");
  EXPECT_EQ(Daily("[" + Dose("10", "mg", code("TID")) + "]"), "30 mg");
  EXPECT_EQ(Daily("[" + Dose("10", "mg", code("QID")) + "]"), "40 mg");
  EXPECT_EQ(Daily("[" + Dose("10", "mg", code("QOD")) + "]"), "5 mg");
  EXPECT_EQ(Daily("[" + Dose("10", "mg", R"({"code":{"text":"twice daily"}})") + "]"), "20 mg");
}

TEST(Dosage, LeavesOpenWhatIsNotOne) {
  EXPECT_EQ(Daily("[]"), "open");
  EXPECT_EQ(Daily("[" + Dose("10", "mg", "{}") + "]"), "open");
  EXPECT_EQ(Daily("[" + Dose("10", "mg", R"({"repeat":{"frequency":1,"frequencyMax":2,"period":1,"periodUnit":"d"}})") + "]"), "open");
  EXPECT_EQ(
      Daily(
          R"([{"doseAndRate":[{"doseRange":{"low":{"value":1,"unit":"mg"},"high":{"value":2,"unit":"mg"}}}],"timing":{"code":{"coding":[{"code":"QD"}]}}}])"),
      "open");
  EXPECT_EQ(Daily("[" + Dose("1", "tablet", R"({"code":{"coding":[{"code":"QD"}]}})") + "]"), "open");
  EXPECT_EQ(Daily("[" + Dose("1000", "mg", R"({"repeat":{"count":1}})") + "]"), "open");
}

TEST(Dosage, TabletsByTheStrengthInTheName) {
  const std::string two_daily = "[" + Dose("2", "tablet", R"({"code":{"coding":[{"code":"QD"}]}})") + "]";
  EXPECT_EQ(Daily(two_daily, "predniSONE 5 MG Oral Tablet"), "10 mg");
  EXPECT_EQ(Daily(two_daily, "Acetaminophen 325 MG / HYDROcodone 5 MG Oral Tablet"), "open");
  EXPECT_EQ(Daily("[" + Dose("0.6", "mL", R"({"repeat":{"frequency":1,"period":1,"periodUnit":"d"}})") + "]",
                  "Methotrexate 25 MG/ML Injectable Solution"),
            "15 mg");
  EXPECT_FALSE(StrengthInName("Fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler"));
  EXPECT_FALSE(StrengthInName("Vitamin B12"));
  EXPECT_EQ(StrengthInName("24 HR Metformin 500 MG Extended Release")->mg, units::Rational(500));
}

TEST(Dosage, WordsThatContradictTheStructure) {
  const std::string every_other_day = R"({"repeat":{"frequency":1,"period":2,"periodUnit":"d"}})";
  EXPECT_EQ(Daily("[" + Dose("1000", "mg", every_other_day, R"(,"text":"1000 mg orally twice daily")") + "]"), "open");
  EXPECT_EQ(Daily("[" + Dose("1000", "mg", every_other_day, R"(,"text":"500 mg orally every other day")") + "]"), "open");
  EXPECT_EQ(Daily("[" + Dose("1000", "mg", every_other_day, R"(,"text":"1 g orally every other day")") + "]"), "500 mg");
}

TEST(Dosage, CombinationsAreNoSingleIngredient) {
  EXPECT_TRUE(IsCombination("Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet"));
  EXPECT_TRUE(IsCombination("piperacillin/tazobactam 4.5 g"));
  EXPECT_FALSE(IsCombination("Methotrexate 25 MG/ML Injectable Solution"));
  EXPECT_FALSE(IsCombination("Albuterol 0.09 MG/ACTUAT Metered Dose Inhaler"));
}

TEST(Dosage, SeveralAtOnceAndOneAfterAnother) {
  const std::string qd = R"({"code":{"coding":[{"code":"QD"}]}})";
  EXPECT_EQ(Daily("[" + Dose("10", "mg", qd) + "," + Dose("5", "mg", qd) + "]"), "15 mg");
  EXPECT_EQ(Daily("[" + Dose("20", "mg", qd, R"(,"sequence":1)") + "," + Dose("10", "mg", qd, R"(,"sequence":2)") + "]"), "open");
  const auto until = [](const std::string& from, const std::string& to) {
    return R"({"repeat":{"frequency":1,"period":1,"periodUnit":"d","boundsPeriod":{"start":")" + from + R"(","end":")" + to + R"("}}})";
  };
  const Regimen taper =
      Read("[" + Dose("20", "mg", until("2026-01-01", "2026-01-14")) + "," + Dose("10", "mg", until("2026-01-15", "2026-01-28")) + "]");
  ASSERT_EQ(taper.steps.size(), 2u);
  EXPECT_EQ(Text(taper.steps[1].per_day), "10");
  EXPECT_EQ(Day(taper.steps[1].start), "2026-01-15");
  EXPECT_EQ(Day(taper.steps[0].end), "2026-01-14");
}

TEST(Sig, EveryWordMustBeKnown) {
  EXPECT_EQ(Daily(R"([{"text":"20 mg by mouth once daily"}])"), "20 mg");
  EXPECT_EQ(Daily(R"([{"text":"Take 2 tablets by mouth twice daily with food."}])", "Prednisone 5 MG Oral Tablet"), "20 mg");
  EXPECT_EQ(Daily(R"([{"text":"40 mg/day"}])"), "40 mg");
  EXPECT_EQ(Daily(R"([{"text":"10 mg PO B.I.D."}])"), "20 mg");
  EXPECT_EQ(Daily(R"([{"text":"20 mg every other day"}])"), "10 mg");
  EXPECT_EQ(Daily(R"([{"text":"20 mg daily for 5 days unless dizzy"}])"), "open");
  EXPECT_EQ(Daily(R"([{"text":"1-2 tablets daily"}])", "Prednisone 5 MG Oral Tablet"), "open");
  EXPECT_EQ(Daily(R"([{"text":"as directed"}])"), "open");
  EXPECT_TRUE(Read(R"([{"text":"400 mg every 8 hours as needed"}])").steps[0].as_needed);
  EXPECT_TRUE(Read(R"([{"asNeededBoolean":true}])").steps[0].as_needed);
}

TEST(RouteOf, ByCodeAndWords) {
  const auto route = [](std::string system, std::string code, std::string text) {
    Codeable c;
    if (!code.empty()) c.codings.push_back({std::move(system), std::move(code), ""});
    c.text = std::move(text);
    return static_cast<int>(RouteOf(c));
  };
  EXPECT_EQ(route("", "", ""), static_cast<int>(Route::kUnstated));
  EXPECT_EQ(route("SNOMED", "26643006", ""), static_cast<int>(Route::kOral));
  EXPECT_EQ(route("", "", "Subcutaneous route"), static_cast<int>(Route::kSubcutaneous));
  EXPECT_EQ(route("", "", "Topical"), static_cast<int>(Route::kTopical));
  EXPECT_EQ(route("", "", "Intra-articular"), static_cast<int>(Route::kIntraarticular));
  EXPECT_EQ(route("", "", "IV"), static_cast<int>(Route::kIntravenous));
  EXPECT_EQ(route("", "", "transdermal"), static_cast<int>(Route::kOther));
  EXPECT_EQ(static_cast<int>(RouteInName("prednisoLONE 10 MG/ML Ophthalmic Suspension")), static_cast<int>(Route::kOphthalmic));
  EXPECT_EQ(static_cast<int>(RouteInName("Methotrexate 25 MG/ML Injectable Solution")), static_cast<int>(Route::kUnstated));
}

}  // namespace
}  // namespace eligo::readers
