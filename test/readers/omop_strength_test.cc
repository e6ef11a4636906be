// Daily doses by DRUG_STRENGTH: how much of a drug a piece or a millilitre holds.
#include "readers/omop_strength.h"

#include <algorithm>

#include "test/readers/omop_world.h"

namespace eligo::readers {
namespace {

class OmopStrengthTest : public OmopWorldTest {
 protected:
  OmopStrengthTest() {
    Table("CONCEPT", std::string(kConcepts) +
                         "211,Steroid A Oral Tablet,Drug,Site,a\n"     // no strength in the name
                         "212,Steroid A Injection,Drug,Site,b\n"       // nor a form that is counted
                         "213,Steroid A Oral Solution,Drug,Site,c\n"   //
                         "214,Steroid A 0.4 ML Syringe,Drug,Site,d\n"  //
                         "901,milligram,Unit,UCUM,mg\n"
                         "902,gram,Unit,UCUM,g\n"
                         "903,milliliter,Unit,UCUM,mL\n"
                         "904,international unit,Unit,UCUM,[iU]\n"
                         "905,hour,Unit,UCUM,h\n"
                         "906,tablet,Unit,SNOMED,mg\n");  // no unit of UCUM
    Table("CONCEPT_ANCESTOR", "ancestor_concept_id,descendant_concept_id\n201,211\n201,212\n201,213\n201,214\n201,202\n");
  }
  // drug, ingredient, amount and unit, numerator and unit, denominator and unit, box size, invalid reason.
  void Strengths(const std::string& rows) const {
    Table("DRUG_STRENGTH",
          "drug_concept_id,ingredient_concept_id,amount_value,amount_unit_concept_id,numerator_value,numerator_unit_concept_id,"
          "denominator_value,denominator_unit_concept_id,box_size,invalid_reason\n" +
              rows);
  }
  // What one dispensing of `drug` says of the dose: "10", "" for none.
  std::string Dose(const std::string& drug, const std::string& quantity, const std::string& days, const std::string& unit = "",
                   const std::string& sig = "", const std::string& type = "32825") {
    Drugs("1,1," + drug + ",2020-01-01,2020-01-01,," + type + ",," + quantity + "," + days + "," + sig + ",,," + unit + "\n");
    const std::string rows = Rows();
    const std::size_t end = rows.find(" a day in ");
    if (end == std::string::npos) return "";
    const std::size_t begin = rows.rfind(' ', end - 1) + 1;
    return rows.substr(begin, end - begin) + rows.substr(end + 9, rows.find(',', end) - end - 9);
  }
};

TEST_F(OmopStrengthTest, AmountOfAPiece) {
  Strengths("211,201,5,901,,,,,,\n212,201,500,901,,,,,,\n");
  EXPECT_EQ(Dose("211", "60", "30"), "10 mg");
  EXPECT_EQ(Dose("211", "60", "30", "each"), "10 mg");
  EXPECT_EQ(Dose("211", "60", "30", "tablets"), "10 mg");
  EXPECT_EQ(Lines(), "");
  // Without a quantity, or days, or where the quantity counts something else.
  EXPECT_EQ(Dose("211", "", "30"), "");
  EXPECT_EQ(Dose("211", "60", ""), "");
  EXPECT_EQ(Dose("211", "0", "30"), "");
  EXPECT_EQ(Dose("211", "60", "30", "mg"), "");
  EXPECT_EQ(Dose("211", "60", "30", "mL"), "");
  EXPECT_EQ(Dose("211", "60", "30", "box"), "");
  // One vial, or one millilitre of it.
  EXPECT_EQ(Dose("212", "1", "1"), "");
  EXPECT_EQ(Dose("212", "1", "1", "each"), "");
}

TEST_F(OmopStrengthTest, AmountInASolution) {
  Strengths("213,201,,,1,902,1000,903,,\n214,201,,,10,901,0.4,903,,\n");
  EXPECT_EQ(Dose("213", "150", "10", "mL"), "15 mg");
  EXPECT_EQ(Dose("213", "0.15", "10", "L"), "15 mg");
  EXPECT_EQ(Dose("213", "150", "10"), "");  // bottles?
  EXPECT_EQ(Dose("213", "150", "10", "tablet"), "");
  EXPECT_EQ(Dose("214", "1.6", "28", "mL"), "1.42857142857 mg");
  EXPECT_EQ(Dose("214", "4", "28", "each"), "");
  Strengths("213,201,,,2,901,,903,,\n");  // a millilitre
  EXPECT_EQ(Dose("213", "150", "10", "mL"), "30 mg");
}

TEST_F(OmopStrengthTest, SigsComeFirst) {
  Strengths("211,201,5,901,,,,,,\n213,201,,,2,901,1,903,,\n");
  EXPECT_EQ(Dose("211", "60", "30", "", "7.5 mg daily"), "7.5 mg");
  EXPECT_EQ(Dose("211", "60", "30", "", "1 tablet daily"), "5 mg");
  EXPECT_EQ(Dose("213", "150", "10", "mL", "5 mL twice daily"), "10 ml");  // as it stands there
  EXPECT_EQ(Dose("211", "60", "30", "", "as told by the ward"), "");
}

TEST_F(OmopStrengthTest, WhatWasGiven) {
  Strengths("211,201,5,901,,,,,,\n213,201,,,2,901,1,903,,\n");
  EXPECT_EQ(Dose("211", "3", "", "tablet", "", "32818"), "15 mg");
  EXPECT_EQ(Dose("211", "3", "", "", "", "32818"), "");
  EXPECT_EQ(Dose("211", "20", "", "mg", "", "32818"), "20 mg");
  EXPECT_EQ(Dose("213", "100", "", "mL", "", "32818"), "");  // of the bag
}

TEST_F(OmopStrengthTest, DoubtsGiveNone) {
  const struct {
    const char* rows;
    const char* why;
  } cases[] = {
      {"211,201,5,901,,,,,,\n211,101,5,901,,,,,,\n", "1 of several ingredients"},
      {"211,201,5,901,,,,,,\n211,101,,,,,,,,\n", "1 of several ingredients"},
      {"211,201,5,901,,,,,,\n211,201,10,901,,,,,,\n", "1 that contradict themselves or the name"},
      {"211,201,5,901,5,901,1,903,,\n", "1 that contradict themselves or the name"},
      {"211,201,5,0,,,,,,\n", "1 in no mass a piece or a volume"},
      {"211,201,5,999,,,,,,\n", "1 in no mass a piece or a volume"},
      {"211,201,5,906,,,,,,\n", "1 in no mass a piece or a volume"},
      {"211,201,5,904,,,,,,\n", "1 in no mass a piece or a volume"},
      {"211,201,-5,901,,,,,,\n", "1 in no mass a piece or a volume"},
      {"211,201,,,5,901,1,905,,\n", "1 in no mass a piece or a volume"},
      {"211,201,,,5,901,,,,\n", "1 in no mass a piece or a volume"},
      {"211,201,,,5,901,0,903,,\n", "1 in no mass a piece or a volume"},
  };
  for (const auto& one : cases) {
    Strengths(one.rows);
    EXPECT_EQ(Dose("211", "60", "30"), "") << one.rows;
    EXPECT_EQ(Lines(), "") << one.rows;
    const std::string note = Folder() + ": drug_strength: of 1 drugs these have no strength: " + one.why;
    EXPECT_EQ(std::count(report_.notes.begin(), report_.notes.end(), note), 1) << one.rows;
  }
}

TEST_F(OmopStrengthTest, RowsThatSayNothing) {
  // Withdrawn, of an ingredient or a form (no value), of a drug that the data do not bear.
  for (const char* rows : {"211,201,7,901,,,,,,D\n", "211,201,,901,,,,,,\n", "212,201,7,901,,,,,,\n", "211,201,x,901,,,,,,U\n"}) {
    Strengths(rows);
    EXPECT_EQ(Dose("211", "60", "30"), "") << rows;
    EXPECT_EQ(Lines(), "") << rows;
    EXPECT_EQ(report_.notes.size(), 1U) << rows;  // tables that are absent
    // The name speaks then.
    EXPECT_EQ(Dose("202", "60", "30"), "10 mg") << rows;
  }
  Strengths("211,201,7,901,,,,,,D\n211,201,5,901,,,,,,\n211,201,5,901,,,,,,\n");
  EXPECT_EQ(Dose("211", "60", "30"), "10 mg");
}

// A quantity may count boxes then; what a sig counts are tablets.
TEST_F(OmopStrengthTest, Boxes) {
  Strengths("211,201,5,901,,,,,20,\n");
  EXPECT_EQ(Dose("211", "2", "20"), "");
  EXPECT_EQ(Dose("211", "2", "20", "tablets"), "");
  EXPECT_EQ(Dose("211", "2", "20", "", "2 tablets daily"), "10 mg");
  Strengths("211,201,5,901,,,,,1,\n");
  EXPECT_EQ(Dose("211", "60", "30"), "10 mg");
}

TEST_F(OmopStrengthTest, TheNameMustAgree) {
  Strengths("202,201,5,901,,,,,,\n");
  EXPECT_EQ(Dose("202", "60", "30"), "10 mg");
  Strengths("202,201,5.04,901,,,,,,\n");  // the name rounds
  EXPECT_EQ(Dose("202", "60", "30"), "10.08 mg");
  Strengths("202,201,10,901,,,,,,\n");
  EXPECT_EQ(Dose("202", "60", "30"), "");
  EXPECT_EQ(report_.notes.back(),
            Folder() + ": drug_strength: of 1 drugs these have no strength: 1 that contradict themselves or the name");
  // Milligrams need no strength.
  EXPECT_EQ(Dose("202", "60", "30", "", "20 mg daily"), "20 mg");
  EXPECT_EQ(Dose("202", "60", "30", "", "2 tablets daily"), "");
  // Nor do names agree with each other here.
  Remove("DRUG_STRENGTH");
  Drugs("1,1,202,2020-01-01,2020-01-01,,32825,,60,30,,,prednisone 10 mg tablet,\n");
  EXPECT_EQ(Rows().find(" a day in "), std::string::npos);
}

TEST_F(OmopStrengthTest, WhatCannotBeReadIsToldWithoutAValue) {
  Strengths("211,201,secret,901,,,,,,\n211,201,5,901,,,,,,\n");
  EXPECT_EQ(Dose("211", "60", "30"), "");
  EXPECT_EQ(Lines(),
            (In() / "DRUG_STRENGTH.csv").string() + ":2: amount_value: is no number that a decimal holds; the drug has no strength\n");
  Table("DRUG_STRENGTH", "drug_concept_id,amount_value,amount_unit_concept_id\n211,5,901\n");
  Drugs("1,1,211,2020-01-01,2020-01-01,,32825,,60,30,,,,\n");
  EXPECT_EQ(Refused(), Folder() + ": drug_strength: has no column ingredient_concept_id");
}

}  // namespace
}  // namespace eligo::readers
