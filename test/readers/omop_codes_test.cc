// Which concept a row of OMOP is about: by code, by hierarchy, by name, by source value.
#include "readers/omop_codes.h"

#include "readers/source_code.h"
#include "test/readers/omop_world.h"

namespace eligo::readers {
namespace {

class OmopCodesTest : public OmopWorldTest {
 protected:
  std::string Condition(const std::string& concept_id, const std::string& source_concept, const std::string& source_value) {
    Conditions("1,1," + concept_id + ",2020-01-01,,,," + source_value + "," + source_concept + ",\n");
    return Rows();
  }
};

TEST_F(OmopCodesTest, SourceConceptAndConceptTogether) {
  EXPECT_EQ(Condition("101", "102", ""),
            "1 lupus_nephritis 2020-01-01 ongoing, code ICD10CM M32.14\n"
            "1 sle 2020-01-01 ongoing, code SNOMED 55464009\n");
}

TEST_F(OmopCodesTest, HierarchyFindsTheNearestKnownOnes) {
  // 103 stands under 101 (known by code), which stands under 104's like; only the nearest speaks.
  Table("CONCEPT_ANCESTOR",
        "ancestor_concept_id,descendant_concept_id,min_levels_of_separation,max_levels_of_separation\n"
        "103,103,0,0\n101,103,2,2\n999,103,3,3\n201,202,1,1\n");
  EXPECT_EQ(Condition("103", "0", "x"), "1 sle 2020-01-01 ongoing, hierarchy SNOMED 68815009 under SNOMED 55464009\n");
  Remove("CONDITION_OCCURRENCE");
  Drugs("1,1,202,2020-01-01,2020-02-01,,32838,,,,,,,\n");
  EXPECT_EQ(Rows(), "1 prednisone 2020-01-01..2020-02-01 order stopped oral, hierarchy RxNorm 312617 under RxNorm 8640\n");
  // Lupus nephritis, itself under lupus, above 103: lupus is not said then.
  Remove("DRUG_EXPOSURE");
  Table("CONCEPT_ANCESTOR", "ancestor_concept_id,descendant_concept_id\n101,103\n102,103\n101,102\n");
  EXPECT_EQ(Condition("103", "0", ""),
            "1 lupus_nephritis 2020-01-01 ongoing, hierarchy SNOMED 68815009 under ICD10CM M32.14\n"
            "1 sle 2020-01-01 ongoing, hierarchy SNOMED 68815009 under ICD10CM M32.14\n");
}

TEST_F(OmopCodesTest, AbsentVocabularyIsSaid) {
  EXPECT_EQ(Condition("103", "0", "SLE"), "1 sle 2020-01-01 ongoing, name\n");
  ASSERT_EQ(report_.notes.size(), 2U);
  EXPECT_EQ(report_.notes[1], Folder() + ": CONCEPT_ANCESTOR is absent; 1 concepts without a known code are read by name");
  Remove("CONCEPT");
  EXPECT_EQ(Condition("101", "0", "M32.1"), "1 sle 2020-01-01 ongoing, hierarchy source value ICD10CM M32.1 under M32\n");
  EXPECT_EQ(report_.notes[1], Folder() + ": there is no CONCEPT table; source values are read as codes or names");
  EXPECT_EQ(Condition("101", "0", "55464009"), "1 sle 2020-01-01 ongoing, source value SNOMED 55464009\n");
  EXPECT_EQ(Condition("101", "0", "systemic lupus erythematosus"), "1 sle 2020-01-01 ongoing, name\n");
}

TEST_F(OmopCodesTest, DamagedLinesOfTheVocabularyAreToldOnce) {
  Table("CONCEPT", std::string(kConcepts) + "700,too,few\n");
  Table("CONCEPT_ANCESTOR", "ancestor_concept_id,descendant_concept_id\n101,103\n101\n");
  EXPECT_EQ(Condition("103", "0", ""), "1 sle 2020-01-01 ongoing, hierarchy SNOMED 68815009 under SNOMED 55464009\n");
  EXPECT_EQ(Lines(), (In() / "CONCEPT.csv").string() + ":19: has 3 cells where the header has 5; line skipped\n" +
                         (In() / "CONCEPT_ANCESTOR.csv").string() + ":3: has 1 cells where the header has 2; line skipped\n");
}

TEST_F(OmopCodesTest, WhatIsNotUnderstoodIsCountedWithoutTexts) {
  Conditions("1,1,103,2020-01-01,,,,,,\n2,1,0,2020-01-01,,,,a private note,,\n");
  const auto records = ReadFolder();
  EXPECT_EQ(records.unmapped(), (std::map<std::string, int>{{"SNOMED 68815009", 1}, {"condition without a code", 1}}));
}

TEST(SourceCode, Shapes) {
  const auto shape = [](std::string_view value, bool drug = false) {
    const auto coding = CodingByShape(value, drug);
    return coding ? coding->system + " " + coding->code : "none";
  };
  EXPECT_EQ(shape("718-7"), "LOINC 718-7");
  EXPECT_EQ(shape(" 2160-0 "), "LOINC 2160-0");
  EXPECT_EQ(shape("718-8"), "none");
  EXPECT_EQ(shape("55464009"), "SNOMED 55464009");
  EXPECT_EQ(shape("735938006"), "SNOMED 735938006");
  EXPECT_EQ(shape("55464008"), "none");
  EXPECT_EQ(shape("m32.14"), "ICD10CM M32.14");
  EXPECT_EQ(shape("M32"), "ICD10CM M32");
  EXPECT_EQ(shape("M32.14 lupus"), "none");
  EXPECT_EQ(shape("8640"), "none");
  EXPECT_EQ(shape("8640", true), "RxNorm 8640");
  EXPECT_EQ(shape(""), "none");
}

}  // namespace
}  // namespace eligo::readers
