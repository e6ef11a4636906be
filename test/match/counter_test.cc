// Counted and told must be the same: Counter's bits against Match's verdicts, patient by patient and criterion by criterion.
#include "match/counter.h"

#include <functional>
#include <set>
#include <span>
#include <utility>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "match/match.h"
#include "pipeline/reading.h"
#include "readers/patients.h"
#include "readers/protocol.h"
#include "test/cli/program.h"
#include "test/generate/cohort.h"
#include "test/match/random_lines.h"
#include "test/match/world.h"
#include "test/scale.h"
#include "verdict/funnel.h"

namespace eligo::match {
namespace {

using verdict::Bits;
using verdict::Outcome;
using verdict::Overall;
using verdict::PatientVerdict;
using verdict::Tally;

bool Has(const Bits& bits, std::size_t patient) {
  return (bits[patient / verdict::kBitsAWord] >> (patient % verdict::kBitsAWord) & 1) != 0;
}

// "strict ineligible: fail pass unknown | presumed ...", of a patient whom the cohort takes; "" of others.
std::string Told(const PatientVerdict& verdict) {
  std::string text = verdict.deceased() ? "deceased " : "";
  for (const bool presumed : {false, true}) {
    text += std::string(ToString(presumed ? verdict.presumed : verdict.strict)) + ":";
    for (const auto& criterion : verdict.criteria) text += " " + std::string(ToString(presumed ? criterion.presumed : criterion.strict));
    text += "|";
  }
  return text;
}

std::string Counted(const Tally& tally, std::size_t patient) {
  if (!Has(tally.judged, patient)) return "";
  std::string text = Has(tally.deceased, patient) ? "deceased " : "";
  for (const Tally::Side* side : {&tally.strict, &tally.presumed}) {
    for (const Overall overall : {Overall::kIneligible, Overall::kUndetermined, Overall::kCandidate, Overall::kEligible}) {
      if (Has(side->overall[static_cast<std::size_t>(overall)], patient)) text += std::string(ToString(overall));
    }
    text += ":";
    for (std::size_t c = 0; c < side->fails.size(); ++c) {
      const Outcome outcome = Has(side->fails[c], patient)     ? Outcome::kFail
                              : Has(side->unknown[c], patient) ? Outcome::kUnknown
                                                               : Outcome::kPass;
      text += " " + std::string(ToString(outcome));
    }
    text += "|";
  }
  return text;
}

// How many criteria of how many patients were compared.
std::size_t Compare(const std::vector<const logic::Protocol*>& protocols, const records::Records& records, const terms::Terms& terms,
                    const verdict::Settings& settings) {
  const Counter counter(protocols, records, terms, settings);
  std::size_t cells = 0;
  constexpr std::size_t kBlock = 64;
  std::vector<std::vector<std::vector<Tally>>> blocks;
  for (std::size_t first = 0; first < records.patients().size(); first += kBlock) blocks.push_back(counter.Count(first, kBlock));
  const auto whole = counter.Count(0, records.patients().size());
  for (std::size_t p = 0; p < protocols.size(); ++p) {
    std::map<std::pair<int, std::string>, PatientVerdict> told;
    for (PatientVerdict& verdict : Match(*protocols[p], records, terms, settings)) {
      auto key = std::pair{std::max(verdict.cohort, 0), verdict.patient};
      told.emplace(std::move(key), std::move(verdict));
    }
    for (std::size_t cohort = 0; cohort < whole[p].size(); ++cohort) {
      verdict::Funnel by_verdict(whole[p][cohort].strict.fails.size());
      verdict::Funnel by_tally(whole[p][cohort].strict.fails.size());
      for (std::size_t i = 0; i < records.patients().size(); ++i) {
        const std::string& id = records.patients()[i].id;
        const auto found = told.find({static_cast<int>(cohort), id});
        const std::string expected = found == told.end() ? "" : Told(found->second);
        EXPECT_EQ(Counted(whole[p][cohort], i), expected) << protocols[p]->path << " " << id;
        EXPECT_EQ(Counted(blocks[i / kBlock][p][cohort], i % kBlock), expected) << protocols[p]->path << " " << id;
        if (found == told.end()) continue;
        cells += found->second.criteria.size();
        by_verdict.Add(found->second);
      }
      for (const auto& block : blocks) by_tally.Add(block[p][cohort]);
      EXPECT_EQ(by_tally.judged, by_verdict.judged);
      EXPECT_EQ(by_tally.deceased, by_verdict.deceased);
      EXPECT_EQ(by_tally.presumed_overall, by_verdict.presumed_overall);
      EXPECT_EQ(by_tally.strict_overall, by_verdict.strict_overall);
      EXPECT_EQ(by_tally.presumed.BestOrder(), by_verdict.presumed.BestOrder());
      for (std::size_t c = 0; c < by_tally.strict.size(); ++c) {
        EXPECT_EQ(by_tally.strict.OnlyFails(c), by_verdict.strict.OnlyFails(c));
        EXPECT_EQ(by_tally.presumed.Unknown(c), by_verdict.presumed.Unknown(c));
      }
    }
  }
  return cells;
}

// A criterion of each question of a world.
logic::Protocol ProtocolOf(const test::World& world) {
  logic::Protocol protocol;
  protocol.has_inclusion_section = protocol.has_exclusion_section = true;
  for (const test::Question& question : world.questions) {
    logic::Criterion& criterion = protocol.criteria.emplace_back();
    criterion.kind = question.side == logic::Side::kExcluding ? logic::Kind::kExclusion : logic::Kind::kInclusion;
    criterion.id = "c" + std::to_string(protocol.criteria.size());
    criterion.expression = logic::Leaf(logic::Fact(question.fact));
  }
  return protocol;
}

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

// {} is a day, {month} its month, {+} one up to sixty days later; of one line the same. {odd} is a unit that means nothing.
std::string Dated(std::string line, const std::function<std::size_t(std::size_t)>& roll) {
  constexpr int kEdges[] = {0, 7, 28, 30, 37, 56, 58, 84, 90, 113, 182, 183, 300, 301, 365, 395, 548, 730, 1825};
  const int back = kEdges[roll(std::size(kEdges))] + static_cast<int>(roll(12)) - 5;
  const Date day = AddDays(FromCivil({2026, 6, 1}), -back);
  const Date later = AddDays(day, static_cast<int>(roll(61)));
  const std::pair<std::string_view, std::string> marks[] = {
      {"{+}", ToString(later)}, {"{month}", ToString(day).substr(0, 7)}, {"{}", ToString(day)}, {"{odd}", "[arb'U]"}};
  for (const auto& [mark, text] : marks) {
    for (std::size_t at = line.find(mark); at != std::string::npos; at = line.find(mark)) line.replace(at, mark.size(), text);
  }
  return line;
}

// Counted and told of many patients with a few of these lines each, today and with planned days: most have lines of one kind only, so that
// many are alike.
void CompareAlike(std::span<const std::string_view> lines, std::span<const std::string_view> facts) {
  std::uint64_t random = 20261129;
  const auto roll = [&](std::size_t n) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(random >> 33) % n;
  };
  for (const std::string_view settings : {"", "anchor screening 2026-05-18\nanchor baseline 2026-06-15\nvalidity P14D\ncomplete drug\n"}) {
    std::string text(settings);
    const std::size_t patients = static_cast<std::size_t>(eligo::test::Scaled(1500));
    for (std::size_t p = 0; p < patients; ++p) {
      constexpr std::string_view kBorn[] = {"born 1980-05-01 female", "born 1970-06-02 female", "born 2014-05-31 female",
                                            "born 1990-01-01 male",   "born 1975 female",       "female"};
      text += fmt::format("patient id p{} {}\n", p, kBorn[roll(std::size(kBorn))]);
      const std::size_t kind = roll(lines.size());
      for (std::size_t count = 1 + roll(3); count > 0; --count) {
        text += Dated(std::string(roll(3) == 0 ? lines[roll(lines.size())] : lines[kind]), roll) + "\n";
      }
    }
    for (const std::string_view fact : facts) text += std::string(fact) + "\n";
    const test::World world = test::ReadWorld(text);
    const logic::Protocol protocol = ProtocolOf(world);
    const std::size_t cells = Compare({&protocol}, world.records, test::SmallTerms(), world.settings);
    EXPECT_EQ(cells, patients * facts.size());
  }
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

// The same for what is told from columns: what is taken over time (plain_drug.h), clearance (plain_clearance.h), criteria by their signs
// (by_signs.h), titers, methods, provisos and totals less items (plain.h).
TEST(Counter, AgreesWithMatchOnWhatColumnsTell) {
  constexpr std::string_view kLines[] = {
      "order prednisone 5 mg/d oral from {} ongoing",
      "order prednisone 10 mg/d oral from {} to {+}",
      "order prednisone 10 mg/d from {} ongoing recorded {+}",
      "order prednisone 0.02 g/d oral from {} to {+}",
      "order prednisone 5 {odd}/d oral from {} to {+}",
      "order prednisone 5 mg/d oral from {month} to {+}",
      "order prednisone from {} stopped",
      "order prednisone 5 mg/d oral as_needed from {} ongoing",
      "order methylprednisolone 8 mg/d oral from {} to {+}",
      "give methylprednisolone 500 mg/d intravenous on {}",
      "order dexamethasone 2 mg/d topical from {} ongoing",
      "order dexamethasone 2 mg/d oral provisional from {} ongoing",
      "order azathioprine 50 mg/d oral from {} ongoing recorded {+}",
      "order azathioprine 100 mg/d oral from {} to {+}",
      "dispense azathioprine 100 mg/d oral from {}",
      "state mycophenolate 1000 mg/d oral from {} ongoing",
      "order methotrexate 15 mg/d subcutaneous from {} to {+}",
      "order hydroxychloroquine 200 mg/d oral from {} ongoing",
      "give rituximab 1000 mg/d intravenous on {}",
      "give rituximab 1000 mg/d intravenous on {month}",
      "vaccine live_vaccine on {}",
      "result weight 60 kg on {}",
      "result weight 61000 g on {}",
      "result weight 75 kg on {month}",
      "result weight <50 kg on {}",
      "result weight 61.23496995 kg on {}\nresult creatinine 1.1 mg/dL on {+}\nresult weight 95 kg on {month}-01",
      "result weight 95 kg on {}\nresult weight 61.23496995123 kg on {+}\nresult creatinine 1.1 mg/dL on {+}",
      "result creatinine 1 mg/dL on {}",
      "result creatinine 88.4 umol/L on {}",
      "result creatinine 1.9 mg/dL on {}",
      "result creatinine 0 mg/dL on {}",
      "result creatinine high on {}",
      "result creatinine 1.4 mg/dL on {month}",
      "result creatinine 1.1 mg/dL on {}\nresult weight 62 kg on {+}",
      "result weight 62 kg on {}\nresult creatinine 1.2 mg/dL on {+}",
      "result weight 50 kg on {}\nresult weight 70 kg on {}\nresult creatinine 97.24 umol/L on {+}",
      "result weight 60 kg on {}\norder prednisone 12 mg/d oral from {} to {+}\norder prednisone 6 mg/d oral from {+} ongoing",
      "order azathioprine 100 mg/d oral from {} to {+}\norder methotrexate 15 mg/d subcutaneous from {} ongoing",
      "result creatinine_clearance_cg 70 mL/min on {}",
      "result creatinine_clearance_cg 45 mL/min on {}",
      "procedure transfusion on {}",
      "result ana 1:160 on {}",
      "result ana 1:80 on {}",
      "result ana 1:40 on {}",
      "result ana positive on {}",
      "result ana negative on {} at 08:30",
      "result ana 1:320 on {} at 09:30",
      "result anti_dsdna positive on {}",
      "result c3 0.4 g/L on {} range 0.9..1.8",
      "result c4 low on {}",
      "result wbc 3.1 10*9/L on {}",
      "result platelets 80 10*9/L on {}",
      "result proteinuria_24h 0.9 g/d on {}",
      "result alt 0 U/L on {} range 0..40",
      "result alt 60 U/L on {} range 0..40",
      "result lvef 55 % method echocardiography on {}",
      "result lvef 35 % method muga on {}",
      "result lvef 60 % on {}",
      "condition sle from {} ongoing",
      "condition sle from {} refuted recorded {+}",
      "condition epilepsy from {}",
      "condition sle from {} ongoing\nresult ana 1:160 on {}\nresult anti_dsdna positive on {+}\nresult proteinuria_24h 0.9 g/d on {+}",
      "result ana 1:320 on {}\nresult c3 0.4 g/L on {} range 0.9..1.8\nresult c4 low on {}\nresult wbc 3.1 10*9/L on {+}",
      "result sledai_2k 9 on {}\nassessment sledai {} rash 2 alopecia 2",
      "result eular_acr_2019_sle positive on {}",
      "result eular_acr_2019_sle 12 on {}",
      "result eular_acr_2019_sle_item_joints 6 on {}",
      "result sledai_2k 9 on {}",
      "result sledai_2k 1 on {}",
      "result selena_sledai 8 on {}",
      "assessment sledai_2k {} rash 2 arthritis 4 alopecia 2",
      "assessment sledai_2k {} seizure 8 less alopecia 0",
      "assessment_of selena_sledai {} alopecia 2",
      "result sledai_item_alopecia 2 on {}",
      "result bilag_renal text A on {}",
      "result bilag_renal text B on {}",
      "result bilag_musculoskeletal text B on {}",
      "result bilag_mucocutaneous text unclear on {}",
      "result bilag_renal text A on {}\nresult bilag_musculoskeletal text B on {}",
      "result bilag_2004 text A on {}",
      "result hiv_antibody negative on {}",
      "condition hiv from {}",
      "result hcg positive on {}",
  };
  constexpr std::string_view kFacts[] = {
      "fact about=drug concept=glucocorticoid",
      "fact about=drug concept=glucocorticoid anchor=screening",
      "fact about=drug concept=glucocorticoid alone=yes anchor=screening",
      "fact about=drug concept=glucocorticoid route=oral anchor=screening side=excluding",
      "fact about=drug concept=glucocorticoid except=route:topical from=-P4W to=P0D anchor=screening side=excluding",
      "fact about=drug concept=glucocorticoid dose=\">= 7.5 mg/d prednisone\" anchor=screening",
      "fact about=drug concept=glucocorticoid dose=\"> 0.2 mg/d prednisone per_kg\" anchor=screening side=excluding",
      "fact about=drug concept=glucocorticoid dose=\"<= 0.1 mg/d prednisone per_kg\" from=-P8W to=P0D anchor=screening",
      "fact about=drug concept=prednisone dose=\"> 5 mg/d\" from=-P8W to=P0D anchor=screening side=excluding",
      "fact about=drug concept=prednisone dose=\"<= 10 mg/d\" from=-P8W to=P0D anchor=screening",
      "fact about=drug concept=prednisone dose=\">= 5 mg/d\" pick=all from=-P4W to=P0D anchor=screening",
      "fact about=drug concept=prednisone dose=\"<= 5 mg/d\" pick=latest from=-P4W to=P0D anchor=screening",
      "fact about=drug concept=prednisone dose=\">= 5 mg/d\" duration=\">= P14D\" from=-P8W to=P0D anchor=screening side=excluding",
      "fact about=drug concept=prednisone dose=\"5..10 mg/d\"",
      "fact about=drug concept=prednisone duration=\">= P30D\"",
      "fact about=drug concept=prednisone duration=\"< P60D\" anchor=screening",
      "fact about=drug concept=prednisone duration=\"> P3M\" pick=any side=excluding",
      "fact about=drug concept=glucocorticoid duration=\">= P4W\" stable=P14D anchor=screening",
      "fact about=drug concept=glucocorticoid stable=P30D anchor=screening",
      "fact about=drug concept=immunosuppressant stable=P2M",
      "fact about=drug concept=immunosuppressant stable=P30D pick=any",
      "fact about=drug concept=immunosuppressant state=stable anchor=screening",
      "fact about=drug concept=immunosuppressant pick=all from=-P4W to=P0D anchor=screening",
      "fact about=drug concept=immunosuppressant distinct=\">= 2\"",
      "fact about=drug concept=immunosuppressant distinct=\">= 2\" anchor=screening",
      "fact about=drug concept=immunosuppressant distinct=\"<= 1\" from=-P6M to=P0D anchor=screening side=excluding",
      "fact about=drug concept=immunosuppressant distinct=\">= 2\" duration=\">= P30D\" pick=any",
      "fact about=drug concept=glucocorticoid distinct=\">= 2\" dose=\">= 5 mg/d prednisone\" anchor=screening",
      "fact about=drug concept=glucocorticoid dose=\">= 5 mg/d\" anchor=screening side=excluding",
      "fact about=drug concept=immunosuppressant distinct=\">= 1\" dose=\"<= 75 mg/d\" pick=latest",
      "fact about=drug concept=biologic from=-P6M to=P0D anchor=screening side=excluding",
      "fact about=drug concept=biologic pick=any side=excluding",
      "fact about=drug concept=live_vaccine from=-P4W to=P0D anchor=infusion side=excluding",
      "fact about=measurement concept=creatinine_clearance_cg compare=\">= 60 mL/min\" anchor=screening",
      "fact about=measurement concept=creatinine_clearance_cg compare=\"< 50 mL/min\" side=excluding",
      "fact about=measurement concept=creatinine_clearance_cg compare=\"> 1 mL/s\" from=-P8W to=P0D anchor=screening",
      "fact about=measurement concept=creatinine_clearance_cg compare=\">= 60 mL/min\" anchor=screening\nprovided not about=procedure "
      "concept=transfusion from=-P4W to=P0D anchor=screening",
      "fact about=measurement concept=alt compare=\"<= 40 U/L\" anchor=screening\nprovided about=condition concept=epilepsy",
      "fact about=measurement concept=alt answer=high",
      "fact about=measurement concept=alt answer=low side=excluding",
      "fact about=measurement concept=ana compare=\">= 1:80\"",
      "fact about=measurement concept=ana compare=\">= 1:80\" answer=positive anchor=screening",
      "fact about=measurement concept=ana answer=positive pick=any",
      "fact about=measurement concept=lvef compare=\">= 50 %\" method=echocardiography anchor=screening",
      "fact about=measurement concept=lvef compare=\"< 40 %\" method=echocardiography,muga from=-P8W to=P0D anchor=screening "
      "side=excluding",
      "fact about=measurement concept=hcg answer=negative anchor=screening",
      "fact about=measurement concept=hiv answer=positive side=excluding",
      "fact about=score concept=eular_acr_2019_sle",
      "fact about=score concept=eular_acr_2019_sle answer=negative side=excluding",
      "fact about=score concept=eular_acr_2019_sle compare=\">= 10\"",
      "fact about=score concept=slicc_2012_sle pick=any",
      "fact about=score concept=slicc_2012_sle compare=\"< 1\" side=excluding",
      "fact about=score concept=acr_1997_sle compare=\">= 4\" anchor=screening side=excluding",
      "fact about=score concept=eular_acr_2017_iim category=probable,definite",
      "fact about=score concept=acr_eular_2013_ssc",
      "fact about=score concept=sledai_2k compare=\">= 8\" except=item:alopecia anchor=screening",
      "fact about=score concept=sledai_2k compare=\"< 6\" except=item:sledai_item_alopecia except=item:fever side=excluding",
      "fact about=score concept=selena_sledai compare=\">= 8\" except=item:rash",
      "fact about=score concept=bilag_2004 category=A",
      "fact about=score concept=bilag_domain category=A distinct=\">= 2\" anchor=screening",
      "fact about=score concept=bilag_2004 category=A,B distinct=\">= 2\" anchor=screening",
      "fact about=condition concept=sle duration=\"<= P6M\" pick=any",
      "fact about=condition concept=sle duration=\"> P1Y\" anchor=screening",
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
