// Coverage: which rows a leaf can use, and what is counted of them.
#include "match/coverage.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "pipeline/screening.h"
#include "readers/patients.h"
#include "readers/protocol.h"
#include "source/utf8.h"
#include "test/cli/program.h"
#include "test/generate/cohort.h"

namespace eligo::match {
namespace {

using verdict::LeafCoverage;

std::string PatientLine(const std::string& id, const std::string& birth = R"(,"birthDate":"1980-05-05")") {
  return R"({"resourceType":"Patient","id":")" + id + R"(","gender":"female")" + birth + "}\n";
}

std::string Result(const std::string& patient, const std::string& code, const std::string& day, const std::string& value) {
  static int number = 0;
  return R"({"resourceType":"Observation","id":"o)" + std::to_string(++number) + R"(","status":"final","code":)" + code +
         R"(,"subject":{"reference":"Patient/)" + patient + R"("},"effectiveDateTime":")" + day + "\"," + value + "}\n";
}

std::string Quantity(const std::string& value, const std::string& unit) {
  return R"("valueQuantity":{"value":)" + value + (unit.empty() ? "" : R"(,"unit":")" + unit + "\"") + "}";
}

const std::string kHemoglobin = R"({"coding":[{"system":"http://loinc.org","code":"718-7"}]})";

// The coverage of one criterion, of records as lines of NDJSON.
verdict::CriterionCoverage Of(const std::string& criterion, const std::string& lines, const char* heading = "Inclusion Criteria:") {
  const terms::Terms& terms = generate::test::Terms();
  source::Document document;
  document.path = "p.txt";
  document.text = source::DecodeUtf8(heading + ("\n1. " + criterion + "\n")).value_or(U"");
  std::vector<source::Document> documents;
  documents.push_back(std::move(document));
  const auto readings = pipeline::Read(std::move(documents), terms);
  const cli::test::Folder folder;
  folder.Write("all.ndjson", lines);
  readers::ReadReport report;
  const auto records =
      readers::ReadPatients((folder.path() / "all.ndjson").string(), terms, {}, report, pipeline::NeededConcepts(readings, terms));
  EXPECT_TRUE(records.ok()) << records.error();
  verdict::Settings settings;
  settings.as_of = ParseDate("2026-06-01")->first;
  auto coverage = Cover(*readings.at(0).logic, *records, terms, settings);
  EXPECT_EQ(coverage.size(), 1u);
  return coverage.empty() ? verdict::CriterionCoverage{} : std::move(coverage[0]);
}

LeafCoverage Leaf(const std::string& criterion, const std::string& lines, const char* heading = "Inclusion Criteria:") {
  auto leaves = Of(criterion, lines, heading).leaves;
  EXPECT_FALSE(leaves.empty());
  return leaves.empty() ? LeafCoverage{} : std::move(leaves[0]);
}

TEST(Coverage, ResultsCountWithANumberInAUnitThatMeetsTheLimit) {
  std::string lines;
  for (const char* id : {"a", "b", "c", "d", "e", "f", "g"}) lines += PatientLine(id);
  lines += Result("a", kHemoglobin, "2026-05-22", Quantity("120", "g/L")) + Result("a", kHemoglobin, "2025-05-01", Quantity("118", "g/L"));
  lines += Result("b", kHemoglobin, "2026-03-23", Quantity("12", "g/dL"));
  lines += Result("c", R"({"text":"Hemoglobin"})", "2020-01", Quantity("120", "g/L"));
  lines += Result("d", kHemoglobin, "2026-05-22", Quantity("12", ""));
  lines += Result("e", kHemoglobin, "2026-05-22", Quantity("12", "mm[Hg]"));
  lines += Result("f", kHemoglobin, "2026-07-01", Quantity("120", "g/L"));
  const LeafCoverage leaf = Leaf("Hemoglobin >= 85 g/L", lines);
  EXPECT_EQ(leaf.concept_id, "hemoglobin");
  EXPECT_EQ(leaf.patients, 3u);
  EXPECT_EQ(leaf.unusable, 3u);
  EXPECT_EQ(leaf.unusable_by.at("no unit").patients, 1u);
  EXPECT_EQ(leaf.unusable_by.at("a unit that does not convert").patients, 1u);
  EXPECT_EQ(leaf.unusable_by.at("after the as-of day").patients, 1u);
  EXPECT_EQ(leaf.numbers.records, 6u);
  EXPECT_EQ(leaf.numbers.patients, 5u);
  EXPECT_EQ(leaf.units.at("g/L").tally.records, 3u);
  EXPECT_EQ(leaf.units.at("g/L").tally.patients, 2u);
  EXPECT_TRUE(leaf.units.at("g/dL").converts);
  EXPECT_FALSE(leaf.units.at("mm[Hg]").converts);
  EXPECT_TRUE(leaf.units.at("mm[Hg]").known);
  EXPECT_EQ(leaf.found_by.at("code LOINC").patients, 2u);
  EXPECT_EQ(leaf.found_by.at("name").patients, 1u);
  // 10, 70 and, of a month, from its last day, 2313 days.
  EXPECT_EQ(leaf.ages.patients, 3u);
  EXPECT_EQ(leaf.ages.quartiles, (std::array<int, 3>{10, 70, 2313}));
  EXPECT_EQ(leaf.ages.within, (std::map<int, std::size_t>{{28, 1}, {90, 2}, {365, 2}}));
}

TEST(Coverage, AConditionIsAlsoItsTests) {
  const std::string surface_antigen = R"({"coding":[{"system":"http://loinc.org","code":"5196-1"}]})";
  const std::string lines =
      PatientLine("a") + PatientLine("b") + Result("a", surface_antigen, "2026-05-22", R"("valueCodeableConcept":{"text":"Negative"})");
  const LeafCoverage leaf = Leaf("Hepatitis B", lines, "Exclusion Criteria:");
  EXPECT_EQ(leaf.patients, 1u);
  EXPECT_EQ(leaf.without_number.records, 1u);
}

TEST(Coverage, APositiveTestNeedsAnAnswerOrARange) {
  const std::string ana = R"({"coding":[{"system":"http://loinc.org","code":"8061-4"}]})";
  std::string lines = PatientLine("a") + PatientLine("b") + PatientLine("c");
  lines += Result("a", ana, "2026-05-22", R"("valueCodeableConcept":{"text":"Positive"})");
  lines += Result("b", ana, "2026-05-22", R"("valueString":"1:320")");
  lines += Result("c", ana, "2026-05-22", R"("valueQuantity":{"value":3},"referenceRange":[{"high":{"value":1}}])");
  const LeafCoverage leaf = Leaf("Positive ANA", lines);
  EXPECT_EQ(leaf.patients, 2u);
  EXPECT_EQ(leaf.unusable, 1u);
  EXPECT_EQ(leaf.unusable_by.count("neither an answer nor a reference range"), 1u);
}

TEST(Coverage, ADoseAsPrednisoneIsOfEveryGlucocorticoid) {
  const std::string lines =
      PatientLine("a") +
      R"({"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order",)"
      R"("subject":{"reference":"Patient/a"},"authoredOn":"2026-05-01","medicationCodeableConcept":{"text":"Methylprednisolone"}})" +
      "\n";
  EXPECT_EQ(Leaf("Prednisone or equivalent of at most 20 mg/day", lines).patients, 1u);
}

TEST(Coverage, OtherKindsOfRecordsAreNoExposure) {
  const std::string lines = PatientLine("a") +
                            R"({"resourceType":"AllergyIntolerance","id":"x","patient":{"reference":"Patient/a"},)"
                            R"("code":{"text":"Rituximab"}})" +
                            "\n";
  const LeafCoverage leaf = Leaf("Rituximab within 9 months before first dose", lines, "Exclusion Criteria:");
  EXPECT_EQ(leaf.patients, 0u);
  EXPECT_EQ(leaf.unusable, 0u);
  EXPECT_EQ(Leaf("Known allergy to rituximab", lines, "Exclusion Criteria:").patients, 1u);
}

TEST(Coverage, DemographicsAreThePatientsOwn) {
  const LeafCoverage leaf = Leaf("Age >= 18 years", PatientLine("a") + PatientLine("b", ""));
  EXPECT_EQ(leaf.holder, verdict::Holder::kPatient);
  EXPECT_EQ(leaf.patients, 1u);
  EXPECT_EQ(Leaf("Has given informed consent", PatientLine("a")).holder, verdict::Holder::kPerson);
}

TEST(Coverage, PartsFollowTheirLeaf) {
  const auto criterion = Of("Active infection requiring intravenous antibiotics", PatientLine("a"), "Exclusion Criteria:");
  ASSERT_EQ(criterion.leaves.size(), 2u);
  EXPECT_EQ(criterion.leaves[0].part, "");
  EXPECT_EQ(criterion.leaves[1].part, "requires");
  EXPECT_EQ(criterion.leaves[1].leaf, criterion.leaves[0].leaf);
}

// What kernels look up beside the concept is among what a reader keeps; Records would CHECK.
TEST(Coverage, AsksForNothingThatAReaderLeavesOut) {
  for (const char* criterion :
       {"SLE according to the EULAR/ACR 2019 criteria", "SLEDAI-2K score of at least 6 without alopecia",
        "At least one BILAG A or two BILAG B domain scores", "Heart failure of NYHA class I or II", "Active tuberculosis",
        "Women of childbearing potential have a negative pregnancy test", "Participation in another clinical trial within 30 days",
        "Latent tuberculosis by a positive interferon gamma release assay", "Lupus nephritis of class III confirmed by renal biopsy",
        "Pregnancy or breastfeeding", "Active hepatitis C infection", "Allergy to humanized antibodies"}) {
    EXPECT_FALSE(Of(criterion, PatientLine("a")).leaves.empty()) << criterion;
  }
}

// A leaf that a record makes true has a usable fact: for every leaf of the examples, over generated patients with dirt.
TEST(Coverage, WhatKernelsUseIsUsable) {
  const terms::Terms& terms = generate::test::Terms();
  const cli::test::Folder folder;
  pipeline::GenerationText text;
  text.patients = 40;
  text.as_of = "2026-06-01";
  generate::test::WriteFhir(folder, text);
  auto readings = pipeline::Read(readers::ReadProtocols({ELIGO_SOURCE_DIR "/examples/protocols"}).documents, terms);
  readers::ReadReport report;
  const auto records =
      readers::ReadPatients((folder.path() / "data").string(), terms, {}, report, pipeline::NeededConcepts(readings, terms));
  ASSERT_TRUE(records.ok()) << records.error();
  pipeline::ScreenRequest request;
  request.settings.as_of = ParseDate("2026-06-01")->first;
  std::map<std::string, std::size_t> usable;
  for (const auto& reading : readings) {
    for (const auto& criterion : Cover(*reading.logic, *records, terms, request.settings)) {
      for (const LeafCoverage& leaf : criterion.leaves) {
        if (leaf.part.empty()) usable[reading.source.document.path + ' ' + leaf.leaf] = leaf.patients;
      }
    }
  }
  std::vector<std::string> voided;
  const auto screening = pipeline::Screen(std::move(readings), *records, terms, request, voided);
  std::map<std::string, std::set<std::string>> used;
  for (const auto& judged : screening.protocols) {
    for (const auto& verdict : judged.verdicts) {
      for (const auto& criterion : verdict.criteria) {
        for (const auto& atom : criterion.atoms) {
          const bool of_record = std::any_of(atom.evidence.begin(), atom.evidence.end(), [](const verdict::Evidence& one) {
            return !one.resource.empty() && !one.resource.starts_with("Patient/");
          });
          if (atom.holds == Truth::kTrue && of_record) used[judged.reading.source.document.path + ' ' + atom.leaf].insert(verdict.patient);
        }
      }
    }
  }
  EXPECT_GT(used.size(), 20u);
  for (const auto& [leaf, patients] : used) {
    ASSERT_TRUE(usable.contains(leaf)) << leaf;
    EXPECT_LE(patients.size(), usable[leaf]) << leaf;
  }
}

}  // namespace
}  // namespace eligo::match
