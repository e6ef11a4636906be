// Codes and names: what maps, by what, and what must not.
#include "readers/code_map.h"

#include "readers/fhir_code.h"
#include "test/readers/fhir_world.h"

namespace eligo::readers {
namespace {

using terms::Kind;

class Codes : public World {
 protected:
  static std::string Found(const Codeable& code, Names names = Names::kWhole) {
    static Mapper mapper(Terms());
    const Kinds all{Kind::kCondition, Kind::kDrug, Kind::kProcedure, Kind::kMeasurement, Kind::kScore, Kind::kItem, Kind::kObservation};
    std::string out;
    for (const Mapped::Found& found : mapper.Map(code, all, names).found) {
      out += (out.empty() ? "" : ", ") + std::string(Terms().Get(found.concept_id).id) + " by " + found.by;
    }
    return out;
  }
  static std::string Named(const std::string& text, Names names = Names::kWhole) { return Found({{}, text}, names); }
};

TEST_F(Codes, Systems) {
  EXPECT_EQ(SystemName("http://loinc.org"), "LOINC");
  EXPECT_EQ(SystemName("urn:oid:2.16.840.1.113883.6.96"), "SNOMED");
  EXPECT_EQ(SystemName("http://snomed.info/sct/731000124108"), "SNOMED");
  EXPECT_EQ(SystemName("http://hl7.org/fhir/sid/icd-10"), "ICD10CM");
  EXPECT_EQ(SystemName("http://hl7.org/fhir/sid/cvx/"), "CVX");
  EXPECT_EQ(SystemName("http://lab.example.org/codes"), "http://lab.example.org/codes");
  EXPECT_EQ(ShortSystem("http://lab.example.org/codes"), "codes");
}

TEST_F(Codes, CodeBeforeName) {
  EXPECT_EQ(Found({{{"ICD10CM", "M32.14", ""}, {"SNOMED", "55464009", ""}}, "prednisone"}),
            "lupus_nephritis by code ICD10CM M32.14, sle by code SNOMED 55464009");
  EXPECT_EQ(Found({{{"ICD10CM", "Z99", "SLE"}}, ""}), "sle by name");
  EXPECT_EQ(Found({{{"", "M32.14", ""}}, ""}), "");
}

TEST_F(Codes, HierarchyBetweenCodeAndName) {
  EXPECT_EQ(Found({{{"ICD10CM", "M32.19", ""}}, "prednisone"}), "sle by hierarchy ICD10CM M32.19 under M32");
  Codeable tablet{{{"RxNorm", "312617", "prednisone 5 MG Oral Tablet"}}, "methotrexate"};
  EXPECT_EQ(Found(tablet), "methotrexate by name");
  tablet.above = {{"RxNorm", "8640", ""}, {"RxNorm", "1", ""}};
  EXPECT_EQ(Found(tablet), "prednisone by hierarchy RxNorm 312617 under RxNorm 8640");
  tablet.codings.push_back({"SNOMED", "55464009", ""});
  EXPECT_EQ(Found(tablet), "sle by code SNOMED 55464009");
}

TEST_F(Codes, SourceValuesSayThatTheyWereGuessed) {
  EXPECT_EQ(Found({{{"LOINC", "718-7", "", true}}, ""}), "hemoglobin by source value LOINC 718-7");
  EXPECT_EQ(Found({{{"ICD10CM", "M32.1", "", true}}, ""}), "sle by hierarchy source value ICD10CM M32.1 under M32");
}

TEST_F(Codes, NamesMatchWhole) {
  EXPECT_EQ(Named("Systemic lupus erythematosus (disorder)"), "sle by name");
  EXPECT_EQ(Named("family history of systemic lupus erythematosus"), "");
  EXPECT_EQ(Named("no SLE"), "");
  EXPECT_EQ(Named("Prednisone 5 MG Oral Tablet"), "");
}

TEST_F(Codes, ProductsAreSearched) {
  EXPECT_EQ(Named("predniSONE 5 MG Oral Tablet", Names::kProducts), "prednisone by name");
  EXPECT_EQ(Named("prednisone / methotrexate kit", Names::kProducts), "prednisone by name, methotrexate by name");
}

TEST_F(Codes, ResultNames) {
  EXPECT_EQ(Named("SLEDAI-2K total score", Names::kResults), "sledai_2k by name");
  EXPECT_EQ(Named("SLEDAI-2K (0-105)", Names::kResults), "sledai_2k by name");
  EXPECT_EQ(Named("EULAR/ACR 2019 SLE classification score", Names::kResults), "eular_acr_2019 by name");
  EXPECT_EQ(Named("antinuclear antibody (ANA)", Names::kResults), "ana by name");
  EXPECT_EQ(Named("Creatinine, serum", Names::kResults), "creatinine by name");
  EXPECT_EQ(Named("Hemoglobin level", Names::kResults), "hemoglobin by name");
  EXPECT_EQ(Named("SLEDAI-2K total score"), "");
}

TEST_F(Codes, WhatANameAddsIsNeverPassedOver) {
  for (const char* name : {"SLEDAI-2K without alopecia", "SLEDAI-2K alopecia", "SLEDAI-2K (clinical)", "Creatinine clearance",
                           "Creatinine, urine", "EULAR/ACR 2019 SLE classification score, without biopsy", "SLE score", "Hemoglobin A1c"}) {
    EXPECT_EQ(Named(name, Names::kResults), "") << name;
  }
}

}  // namespace
}  // namespace eligo::readers
