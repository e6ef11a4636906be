// A vocabulary download beside records: what it places, what it does not, and what is said when it is damaged.
#include "readers/vocabulary.h"

#include "readers/fhir.h"
#include "test/readers/omop_world.h"

namespace eligo::readers {
namespace {

// As Athena delivers it: tabs, no quotes.
class VocabularyTest : public OmopWorldTest {
 protected:
  VocabularyTest() {
    Write("CONCEPT.csv",
          "concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\n"
          "101\tSystemic lupus erythematosus\tCondition\tSNOMED\tDisorder\tS\t55464009\n"
          "102\tLupus nephritis\tCondition\tICD10CM\tcode\t\tM32.14\n"
          "103\tAcute lupus 5\" of skin\tCondition\tSNOMED\tDisorder\tS\t999000001\n"
          "104\tDeeper lupus\tCondition\tSNOMED\tDisorder\tS\t999000002\n"
          "105\tA disease apart\tCondition\tSNOMED\tDisorder\tS\t999000003\n"
          "201\tprednisone\tDrug\tRxNorm\tIngredient\tS\t8640\n"
          "202\tprednisone 5 MG Oral Tablet\tDrug\tRxNorm\tClinical Drug\tS\t312617\n"
          "301\tCreatinine\tMeasurement\tLOINC\tLab Test\tS\t2160-0\n"
          "302\tCreatinine in urine\tMeasurement\tLOINC\tLab Test\tS\t99999-1\n");
    Write(
        "CONCEPT_ANCESTOR.csv",
        "ancestor_concept_id\tdescendant_concept_id\tmin_levels_of_separation\tmax_levels_of_separation\n"
        "101\t101\t0\t0\n101\t103\t1\t1\n101\t104\t2\t2\n102\t104\t1\t1\n101\t102\t1\t1\n201\t202\t1\t1\n301\t302\t1\t1\n77\t105\t1\t1\n");
    Write("CONCEPT_SYNONYM.csv",
          "concept_id\tconcept_synonym_name\tlanguage_concept_id\n"
          "101\tDisseminated lupoid condition\t4180186\n101\tDiseminado\t4182511\n"
          "101\tShared words\t4180186\n201\tShared words\t4180186\n201\tDeltaprednison\t4180186\n");
  }
  void Write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(folder_ / "athena");
    std::ofstream(folder_ / "athena" / name, std::ios::binary) << text;
  }
  std::string Athena() const { return (folder_ / "athena").string(); }
  Result<Vocabulary> Load() {
    return Vocabulary::Load(Athena(), Terms(),
                            [this](const std::string& place, const std::string& why) { skipped_ += place + ": " + why + "\n"; });
  }
  // "SYSTEM CODE, ..." of what stands above.
  std::string Above(const Vocabulary& vocabulary, const char* system, const char* code) {
    std::string text;
    for (const Coding& coding : vocabulary.Above(system, code)) text += (text.empty() ? "" : ", ") + coding.system + " " + coding.code;
    return text;
  }
  std::string Map(const Vocabulary& vocabulary, const Codeable& code, Bearer bearer) {
    Mapper mapper(Terms(), &vocabulary);
    std::string text;
    for (const Mapped::Found& found : mapper.Map(code, bearer).found)
      text += std::string(Terms().Get(found.concept_id).id) + ", " + found.by + "\n";
    return text;
  }

  std::string skipped_;
};

TEST_F(VocabularyTest, PlacesCodesUnderTheNearestKnownOnes) {
  const auto vocabulary = Load();
  ASSERT_TRUE(vocabulary.ok()) << vocabulary.error();
  EXPECT_EQ(skipped_, "");
  EXPECT_EQ(Above(*vocabulary, "SNOMED", "999000001"), "SNOMED 55464009");
  EXPECT_EQ(Above(*vocabulary, "SNOMED", "999000002"), "ICD10CM M32.14");  // which itself stands under lupus
  EXPECT_EQ(Above(*vocabulary, "SNOMED", "999000003"), "");
  EXPECT_EQ(Above(*vocabulary, "SNOMED", "55464009"), "");  // terms know it
  EXPECT_EQ(Map(*vocabulary, {{{"SNOMED", "999000001", ""}}, ""}, Bearer::kCondition),
            "sle, hierarchy SNOMED 999000001 under SNOMED 55464009\n");
  EXPECT_EQ(Map(*vocabulary, {{{"RxNorm", "312617", ""}}, ""}, Bearer::kDrug), "prednisone, hierarchy RxNorm 312617 under RxNorm 8640\n");
}

TEST_F(VocabularyTest, ResultsAreNotPlacedByIt) {
  const auto vocabulary = Load();
  ASSERT_TRUE(vocabulary.ok());
  EXPECT_EQ(Map(*vocabulary, {{{"LOINC", "99999-1", ""}}, ""}, Bearer::kResult), "");
}

TEST_F(VocabularyTest, EnglishNamesOfOneMeaning) {
  const auto vocabulary = Load();
  ASSERT_TRUE(vocabulary.ok());
  EXPECT_EQ(Map(*vocabulary, {{}, "disseminated lupoid conditions"}, Bearer::kCondition), "sle, name\n");
  EXPECT_EQ(Map(*vocabulary, {{}, "Deltaprednison"}, Bearer::kDrug), "prednisone, name\n");
  EXPECT_EQ(Map(*vocabulary, {{}, "Deltaprednison"}, Bearer::kCondition), "");
  EXPECT_EQ(Map(*vocabulary, {{}, "Diseminado"}, Bearer::kCondition), "");
  EXPECT_EQ(Map(*vocabulary, {{}, "Shared words"}, Bearer::kCondition), "");  // lupus, and prednisone
}

TEST_F(VocabularyTest, SpeaksForFhirAndOmop) {
  const auto vocabulary = Load();
  ASSERT_TRUE(vocabulary.ok());
  const std::string bundle =
      R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"p"}},{"resource":{"resourceType":"Condition","id":"c",)"
      R"("subject":{"reference":"Patient/p"},"onsetDateTime":"2020-01-01",)"
      R"("code":{"coding":[{"system":"http://snomed.info/sct","code":"999000001"}]}}}]})";
  for (const bool with : {true, false}) {
    RecordSink sink(Terms(), std::nullopt, with ? &*vocabulary : nullptr);
    ASSERT_TRUE(ReadFhirText("x.json", bundle, Terms(), {}, sink, report_).ok());
    EXPECT_EQ(sink.Finish().Rows(*Terms().Find("sle"), 0).size(), with ? 1U : 0U);
  }

  // The data's own CONCEPT names the code; no CONCEPT_ANCESTOR comes with them.
  Table("CONCEPT", std::string(kConcepts) + "900,Acute lupus of a kind,Condition,SNOMED,999000001\n");
  Conditions("1,1,900,2020-01-01,,,,,,\n");
  const auto omop = ReadPatients(Folder(), Terms(), {&*vocabulary}, report_);
  ASSERT_TRUE(omop.ok());
  EXPECT_EQ(omop->Rows(*Terms().Find("sle"), 0).size(), 1U);
}

TEST_F(VocabularyTest, WhatIsMissingOrDamaged) {
  Write("CONCEPT_ANCESTOR.csv", "ancestor_concept_id\tdescendant_concept_id\n101\t103\n101\n");
  const auto damaged = Load();
  ASSERT_TRUE(damaged.ok());
  EXPECT_EQ(skipped_, Athena() + "/CONCEPT_ANCESTOR.csv:3: has 1 cells where the header has 2\n");
  EXPECT_EQ(damaged->codes(), 1U);
  Write("CONCEPT_ANCESTOR.csv", "ancestor\tdescendant\n101\t103\n");
  EXPECT_EQ(Load().error(), Athena() + ": concept_ancestor has no column descendant_concept_id");
  std::filesystem::remove(folder_ / "athena" / "CONCEPT_ANCESTOR.csv");
  std::filesystem::remove(folder_ / "athena" / "CONCEPT_SYNONYM.csv");
  EXPECT_EQ(Load()->codes(), 0U);
  std::filesystem::remove(folder_ / "athena" / "CONCEPT.csv");
  EXPECT_EQ(Load().error(), Athena() + ": holds no CONCEPT table; name the folder of a vocabulary download");
}

}  // namespace
}  // namespace eligo::readers
