// Counted and told must be the same (test/match/counted.h); what columns tell stands in counter_columns_test.cc.
#include "match/counter.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "pipeline/reading.h"
#include "readers/patients.h"
#include "readers/protocol.h"
#include "test/cli/program.h"
#include "test/generate/cohort.h"
#include "test/match/counted.h"
#include "test/match/random_lines.h"
#include "test/match/world.h"
#include "test/scale.h"

namespace eligo::match {
namespace {

using test::Compare;
using test::CompareAlike;
using test::ProtocolOf;

TEST(Counter, AgreesWithMatchOnGeneratedPatients) {
  pipeline::GenerationText text;
  text.patients = static_cast<std::uint64_t>(eligo::test::Scaled(110));
  text.as_of = "2026-06-01";
  text.dirt = "all";
  text.seed = 20261129;
  const cli::test::Folder folder;
  generate::test::WriteFhir(folder, text);
  const terms::Terms& terms = generate::test::Terms();
  readers::ReadReport report;
  const auto records = readers::ReadPatients((folder.path() / "data").string(), terms, {}, report);
  ASSERT_TRUE(records.ok()) << records.error();
  auto documents = readers::ReadProtocols({ELIGO_SOURCE_DIR "/examples/protocols", ELIGO_SOURCE_DIR "/bench/ten_criteria.txt"});
  const std::vector<pipeline::Reading> readings = pipeline::Read(std::move(documents.documents), terms);
  std::vector<const logic::Protocol*> protocols;
  for (const pipeline::Reading& reading : readings) protocols.push_back(&*reading.logic);

  verdict::Settings settings;
  settings.as_of = generate::test::kAsOf;
  std::size_t cells = Compare(protocols, *records, terms, settings);
  settings.as_of = FromCivil({2025, 3, 31});
  settings.anchors[logic::Anchor::kFirstDose] = FromCivil({2025, 5, 1});
  settings.anchors[logic::Anchor::kScreening] = FromCivil({2025, 2, 10});
  settings.complete = {logic::About::kCondition, logic::About::kDrug};
  settings.validity = {0, 60, 0};
  cells += Compare(protocols, *records, terms, settings);
  RecordProperty("cells", static_cast<int>(cells));
  EXPECT_GT(cells, 20'000U);  // else hardly anything was compared
}

// Records in lines, of all that a kernel may meet: partial days, censored numbers, several results of one day.
TEST(Counter, AgreesWithMatchWhereRowsAreNotPlain) {
  constexpr std::string_view kLines[] = {
      "result hemoglobin 84 g/L on 2026-05-20",
      "result hemoglobin 8.4 g/dL on 2026-05",
      "result hemoglobin 85 g/L on 2026-05-20",
      "result hemoglobin <80 g/L on 2026-05-28",
      "result hemoglobin 90 on 2026-05-29",
      "result hemoglobin 86 g/L on 2026-01-20",
      "result hemoglobin 84 g/L on 2026-06-20",
      "result hemoglobin 91 g/L",
      "result alt 90 U/L on 2026-05-20 range 0..40",
      "result alt 80 U/L on 2026-05-20 range 0..40",
      "result alt 81 U/L on 2026-05-21",
      "result alt 30 U/L on 2026-05-22 at 08:30 range 0..40",
      "result alt 130 U/L on 2026-05-22 at 09:30 range 0..40",
      "result alt positive on 2026-05-25",
      "condition sle from 2019-05 ongoing",
      "condition stroke from 2026-04-20 to 2026-05-01",
      "give rituximab 1000 mg intravenous on 2026-01-01",
      "order prednisone 5 mg oral from 2026-05-01 to 2026-05-10",
      "result hemoglobin 140 g/L on 2026-04-20 range 120..160",
      "result creatinine 222 umol/L on 2026-05-25",
      "result creatinine 2.6 mg/dL on 2026-05-10",
  };
  constexpr std::string_view kFacts[] = {
      "fact about=measurement concept=hemoglobin compare=\"< 85 g/L\"",
      "fact about=measurement concept=hemoglobin compare=\">= 8.5 g/dL\" side=excluding",
      "fact about=measurement concept=hemoglobin compare=\"< 85 g/L\" pick=any from=-P8W to=P0D anchor=screening",
      "fact about=measurement concept=hemoglobin compare=\"< 85 g/L\" pick=all from=-P8W to=P0D anchor=screening",
      "fact about=measurement concept=hemoglobin compare=\"80..90 g/L\"",
      "fact about=measurement concept=hemoglobin compare=\"= 84 g/L\" side=excluding",
      "fact about=measurement concept=hemoglobin compare=\"> -1 g/L\"",
      "fact about=measurement concept=hemoglobin compare=\"< 85 g/L\" from=-P4W to=P0D anchor=infusion side=excluding",
      "fact about=measurement concept=hemoglobin compare=\"< 85 g/L\" from=-P4W to=P0D anchor=infusion",
      "fact about=measurement concept=alt compare=\"> 2 xULN\"",
      "fact about=measurement concept=alt answer=high",
      "fact about=measurement concept=alt answer=abnormal pick=any from=-P8W to=P0D anchor=screening",
      "fact about=demographic concept=age compare=\"18..45 a\"",
      "fact about=condition concept=sle",
      "fact about=condition concept=pregnancy side=excluding",
      "fact about=drug concept=rituximab from=-P6M to=P0D anchor=screening side=excluding",
  };
  constexpr std::string_view kInTrees[] = {
      "fact about=measurement concept=creatinine compare=\"> 2.5 mg/dL\" side=excluding",
      "fact about=measurement concept=creatinine compare=\"> 225 umol/L\" side=excluding",
      "fact about=drug concept=rituximab from=-P12M to=P0D anchor=screening side=excluding",
      "fact about=drug concept=prednisone from=-P3M to=P0D anchor=screening side=excluding",
      "fact about=measurement concept=hemoglobin change=\">= 0 normal\"",
  };
  std::size_t cells = 0;
  for (unsigned seed = 1; seed <= static_cast<unsigned>(eligo::test::Scaled(400)); ++seed) {
    std::uint64_t random = seed * 0x9e3779b97f4a7c15U;
    const auto roll = [&](std::size_t n) {
      random = random * 6364136223846793005U + 1442695040888963407U;
      return static_cast<std::size_t>(random >> 33) % n;
    };
    constexpr std::string_view kBorn[] = {"born 1980-05-01 female", "born 2008 male", "born 1950-01-01", "female", "born 1980-05-31 male"};
    std::string text = "patient " + std::string(kBorn[roll(std::size(kBorn))]) + "\n";
    for (const std::string_view line : kLines) {
      if (roll(4) == 0) text += std::string(line) + "\n";
    }
    for (const std::string_view fact : kFacts) text += std::string(fact) + "\n";
    for (const std::string_view fact : kInTrees) text += std::string(fact) + "\n";
    const test::World world = test::ReadWorld(text);
    logic::Protocol protocol = ProtocolOf(world);
    protocol.path = "seed " + std::to_string(seed);
    // What a tree gives its leaves: one limit in two units; the drug that a recovery is held against.
    const auto leaf = [&](std::size_t n) { return logic::Leaf(logic::Fact(world.questions[n].fact)); };
    const std::size_t plain = world.questions.size() - std::size(kInTrees);
    for (const auto& expression :
         {logic::Or([&] {
            std::vector<logic::Expression> of;
            of.push_back(leaf(plain));
            of.push_back(leaf(plain + 1));
            return of;
          }()),
          leaf(plain), logic::Unless(leaf(plain + 2), leaf(plain + 4)), logic::Unless(leaf(plain + 3), leaf(plain + 4))}) {
      logic::Criterion& criterion = protocol.criteria.emplace_back();
      criterion.kind = logic::Kind::kExclusion;
      criterion.id = "c" + std::to_string(protocol.criteria.size());
      criterion.expression = expression;
    }
    cells += Compare({&protocol}, world.records, test::SmallTerms(), world.settings);
    if (HasFailure()) FAIL() << text;
  }
  EXPECT_GT(cells, 5'000U);
}

// Many patients with the same few kinds of rows, whose days lie about the ends of windows, lengths, half-lives and validities: those who
// are alike to a leaf share its truth (alike.h), and scores are told from stored totals (plain_items.h) or from signs (plain_signs.h).
TEST(Counter, AgreesWithMatchOnPatientsWhoAreAlike) {
  constexpr std::string_view kLines[] = {
      "condition sle from {} ongoing",
      "condition sle from {} inactive recorded {+}",
      "condition sle from {} active recorded {+}",
      "condition stroke from {} to {+}",
      "condition stroke from {} provisional",
      "condition stroke from {} refuted recorded {+}",
      "condition pneumonia from {} to {+} severity severe",
      "condition pneumonia from {}",
      "condition epilepsy from {} recorded {+}",
      "condition basal_cell_carcinoma from {} inactive",
      "condition breast_cancer from {}",
      "condition pregnancy from {}",
      "condition pregnancy from {} to {+}",
      "result hcg negative on {}",
      "condition hepatitis_b from {}",
      "observe pneumonia positive on {}",
      "procedure hysterectomy on {}",
      "procedure transfusion on {}",
      "procedure hemodialysis from {} ongoing",
      "order prednisone 5 mg/d oral from {} ongoing",
      "order prednisone 10 mg/d oral from {} to {+}",
      "order prednisone 20 mg/d oral from {} ongoing recorded {+}",
      "order prednisone from {} stopped",
      "dispense prednisone 7.5 mg/d oral from {}",
      "dispense azathioprine 100 mg/d oral from {} to {+}",
      "order azathioprine 50 mg/d oral from {} ongoing recorded {+}",
      "give rituximab 1000 mg intravenous on {}",
      "state rituximab from {}",
      "give ocrelizumab 600 mg intravenous on {}",
      "trial clinical_trial from {} to {+}",
      "trial rituximab from {} ongoing",
      "allergy rituximab on {} severity severe",
      "allergy ocrelizumab on {} provisional",
      "result sledai_2k 6 on {}",
      "result sledai_2k 9 on {}",
      "result selena_sledai 8 on {}",
      "result clinical_sledai_2k 4 on {}",
      "assessment sledai_2k {} rash 2 arthritis 4",
      "assessment sledai_2k {} seizure 8",
      "assessment sledai {} alopecia 2 pleurisy 2",
      "assessment_of sledai_2k {} rash 2 arthritis 4",
      "result sledai_item_seizure 1:8 on {}",
      "assessment_of mmt8 {} neck_flexors 7.1234567",
      "assessment_of mmt8 {} neck_flexors 7 left_deltoid 10",
      "result mmt8 12 on {} range 0..150",
      "result platelets 80 10*9/L on {}",
      "result c3 low on {}",
      "result anti_dsdna positive on {}",
      "result urine_rbc 9 /[HPF] on {}",
      "result proteinuria_24h 0.9 g/d on {}",
      "result alt 130 U/L on {}",
      "result alt 30 U/L on {}",
  };
  constexpr std::string_view kFacts[] = {
      "fact about=condition concept=sle",
      "fact about=condition concept=sle pick=any",
      "fact about=condition concept=sle state=active anchor=screening",
      "fact about=condition concept=stroke from=-P6M to=P0D anchor=screening side=excluding",
      "fact about=condition concept=cns_disease from=-P1Y to=P0D anchor=baseline side=excluding",
      "fact about=condition concept=pneumonia state=severe from=-P8W to=P0D anchor=screening side=excluding",
      "fact about=condition concept=infection anchor=screening side=excluding",
      "fact about=condition concept=malignancy from=-P5Y open=from to=P0D anchor=screening except=concept:basal_cell_carcinoma "
      "side=excluding",
      "fact about=condition concept=pregnancy side=excluding",
      "fact about=condition concept=sle duration=\">= P6M\"",
      "fact about=demographic concept=childbearing_potential",
      "fact about=procedure concept=surgery side=excluding",
      "fact about=procedure concept=transfusion from=-P7D to=P0D anchor=screening side=excluding",
      "fact about=procedure concept=hemodialysis from=-P12M to=P0D anchor=infusion side=excluding",
      "fact about=drug concept=prednisone",
      "fact about=drug concept=prednisone from=-P28D to=P0D anchor=screening side=excluding",
      "fact about=drug concept=prednisone dose=\">= 10 mg/d\" anchor=screening",
      "fact about=drug concept=prednisone dose=\"<= 10 mg/d\" stable=P30D anchor=screening",
      "fact about=drug concept=immunosuppressant from=-P3M to=-P1M anchor=baseline side=excluding",
      "fact about=drug concept=biologic from=5hl to=P0D anchor=baseline side=excluding",
      "fact about=drug concept=b_cell_depleting_agent from=-P6M to=P0D longer=5hl anchor=baseline side=excluding",
      "fact about=drug concept=rituximab pick=any side=excluding",
      "fact about=trial_participation concept=clinical_trial from=-P30D to=P0D anchor=screening side=excluding",
      "fact about=allergy concept=b_cell_depleting_agent state=severe side=excluding",
      "fact about=allergy concept=rituximab from=-P2Y to=P0D anchor=screening side=excluding",
      "fact about=score concept=sledai_2k compare=\">= 6\"",
      "fact about=score concept=sledai_2k compare=\"> 8\" anchor=screening",
      "fact about=score concept=sledai_2k compare=\"<= 4\" from=-P8W to=P0D anchor=screening",
      "fact about=score concept=sledai_2k compare=\">= 6\" from=-P8W to=P0D anchor=screening side=excluding",
      "fact about=score concept=sledai_2k compare=\">= 6\" anchor=screening open=to",
      "fact about=score concept=mmt8 compare=\"< 14\"",
      "fact about=score concept=mmt8 compare=\">= 14\" from=-P8W to=P0D anchor=screening side=excluding",
      "fact about=score concept=selena_sledai compare=\">= 8\" anchor=screening",
      "fact about=score concept=clinical_sledai_2k compare=\">= 4\" anchor=screening",
      "fact about=measurement concept=alt compare=\"> 3 xULN\"",
      "fact about=measurement concept=platelets compare=\"< 100 10*9/L\" from=-P8W to=P0D anchor=screening side=excluding",
  };
  CompareAlike(kLines, kFacts);
}

// Orders of prednisone, 10 and 5 mg in turn, each until the next; by days before 2026-06-01.
std::string Alternating(const std::vector<int>& days) {
  std::string lines;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const Date from = AddDays(FromCivil({2026, 6, 1}), -days[i]);
    lines += fmt::format("order prednisone {} mg oral from {} ongoing\n", i % 2 == 0 ? 10 : 5, ToString(from));
  }
  return lines;
}

// Pairs of patients whom a key of days that knows too little would take for one.
TEST(Counter, TellsApartWhatTheKernelTellsApart) {
  struct Case {
    std::string fact, first, second;
  };
  const Case cases[] = {
      // An open order is certain for twelve months: the end of these lies before or after a day of another drug.
      {"fact about=drug concept=glucocorticoid dose=\">= 25 mg/d\" from=-P5Y to=P0D anchor=screening side=excluding",
       "order prednisone 10 mg oral from 2022-01-01 ongoing\nstate methylprednisolone 16 mg oral from 2022-06-01 to 2022-06-01",
       "order prednisone 10 mg oral from 2022-01-01 ongoing\nstate methylprednisolone 16 mg oral from 2024-06-01 to 2024-06-01"},
      // Steady for two months inside the window, or for a few days less.
      {"fact about=drug concept=prednisone stable=P2M from=-P12M to=P0D anchor=screening side=excluding",
       Alternating({400, 370, 325, 285, 238, 190, 141, 100, 60, 20}), Alternating({400, 370, 325, 285, 244, 203, 141, 100, 60, 20})},
      // One window for doses of the class: rituximab's half-lives bound what belimumab is asked for.
      {"fact about=drug concept=biologic dose=\">= 100 mg/d\" from=5hl to=P0D anchor=screening side=excluding",
       "give rituximab 10 mg on 2025-08-01\ngive belimumab 200 mg on 2026-02-13",
       "give rituximab 10 mg on 2025-08-01\ngive belimumab 200 mg on 2026-02-03"},
      // Two trials are apart, or not.
      {"fact about=trial_participation concept=clinical_trial distinct=\">= 2 P84D\" from=-P5Y to=P0D anchor=screening side=excluding",
       "trial clinical_trial from 2024-10-01 to 2024-10-01\ntrial clinical_trial from 2025-04-01 to 2025-04-01",
       "trial clinical_trial from 2024-10-01 to 2024-10-01\ntrial clinical_trial from 2024-11-01 to 2024-11-01"},
      // What waits for a day is what is asked besides; the condition itself is silent.
      {"fact about=condition concept=pneumonia requires=\"concept:rituximab from:-P4W to:P0D anchor:infusion\" side=excluding", "",
       "condition pneumonia from 2026-05-12"},
      // A number of so many digits cannot be converted exactly: unknown.
      {"fact about=measurement concept=creatinine compare=\"> 2.5 mg/dL\" side=excluding",
       "result creatinine 228.75866202431243 umol/L on 2026-05-27", "result creatinine 222.8 umol/L on 2026-05-27"},
      // Items whose numbers stand in no column: a titer, too many digits.
      {"fact about=score concept=sledai_2k compare=\">= 6\"",
       "result sledai_item_seizure 1:8 on 2026-05-20\nresult sledai_2k 4 on 2026-05-10",
       "result sledai_item_seizure 0 on 2026-05-20\nresult sledai_2k 4 on 2026-05-10"},
      {"fact about=score concept=mmt8 compare=\"< 6\"",
       "assessment_of mmt8 2026-05-20 neck_flexors 7.1234567\nresult mmt8 5 on 2026-05-10 range 0..150",
       "assessment_of mmt8 2026-05-20 neck_flexors 7\nresult mmt8 5 on 2026-05-10 range 0..150"},
      // Totals count up to the anchor, items up to the open end before it.
      {"fact about=score concept=sledai_2k compare=\">= 6\" anchor=screening open=to",
       "result sledai_2k 2 on 2026-05-20\nassessment sledai_2k 2026-06-01 rash 2 arthritis 4",
       "result sledai_2k 2 on 2026-05-20\nassessment sledai_2k 2026-05-31 rash 2 arthritis 4"},
  };
  for (const Case& one : cases) {
    std::string text;
    for (const std::string& lines : {one.first, one.second}) {
      text += fmt::format("patient id p{} born 1980-05-01 female\n{}\n", text.size(), lines);
    }
    const test::World world = test::ReadWorld(text + one.fact + "\n");
    const logic::Protocol protocol = ProtocolOf(world);
    EXPECT_EQ(Compare({&protocol}, world.records, test::SmallTerms(), world.settings), 2U) << one.fact;
  }
}

// Random facts over patients whose records are one and the same but for some days: wherever a kernel takes two of them for different,
// they must not share a truth.
TEST(Counter, AgreesWithMatchOnRandomFacts) {
  std::size_t cells = 0;
  for (unsigned seed = 1; seed <= static_cast<unsigned>(eligo::test::Scaled(80)); ++seed) {
    constexpr unsigned kPatients = 40;
    test::Dice d(seed, 500);
    std::string text;
    if (d.Chance(20)) text += "anchor first_dose 2026-07-01\n";
    if (d.Chance(20)) text += "anchor screening 2026-04-01\n";
    if (d.Chance(20)) text += "complete drug\ncomplete condition\n";
    if (d.Chance(30)) text += "index sle\n";
    const int lines = 1 + d.Roll(4);
    for (unsigned p = 0; p < kPatients; ++p) {
      test::Dice of = test::Dice::Beside(seed * 1000, 500, p, seed % 2 == 0 ? 6 : 60);
      text += fmt::format("patient id p{} born 1980-05-01 female\n", p);
      for (int i = 0; i < lines; ++i) text += test::Line(of) + "\n";
    }
    std::vector<std::string> facts;
    for (int i = 0; i < 15; ++i) facts.push_back(test::Fact(d));
    const test::World world = test::ReadWorld(text + test::Join(facts));
    logic::Protocol protocol = ProtocolOf(world);
    protocol.path = "seed " + std::to_string(seed);
    cells += Compare({&protocol}, world.records, test::SmallTerms(), world.settings);
    if (HasFailure()) FAIL() << text << test::Join(facts);
  }
  EXPECT_GT(cells, 20'000U);
}

TEST(Counter, JudgesEqualLeavesOnce) {
  auto documents = readers::ReadProtocols({ELIGO_SOURCE_DIR "/examples/protocols"});
  const terms::Terms& terms = generate::test::Terms();
  const std::vector<pipeline::Reading> readings = pipeline::Read(std::move(documents.documents), terms);
  std::vector<const logic::Protocol*> protocols;
  for (const pipeline::Reading& reading : readings) protocols.push_back(&*reading.logic);
  const records::Records nobody = records::RecordsBuilder().Finish();
  const verdict::Settings settings;
  const Counter::Effort once = Counter(protocols, nobody, terms, settings).effort();
  const std::size_t count = protocols.size();
  for (std::size_t i = 0; i < count; ++i) protocols.push_back(protocols[i]);
  const Counter::Effort twice = Counter(protocols, nobody, terms, settings).effort();
  EXPECT_LT(once.distinct, once.leaves);
  EXPECT_EQ(twice.leaves, 2 * once.leaves);
  EXPECT_EQ(twice.distinct, once.distinct);
}

}  // namespace
}  // namespace eligo::match
