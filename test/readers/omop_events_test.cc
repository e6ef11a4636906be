// What each table of OMOP says, by the conventions of docs/omop.md.
#include "test/readers/omop_world.h"

namespace eligo::readers {
namespace {

class OmopEvents : public OmopWorldTest {};

TEST_F(OmopEvents, Persons) {
  Table("PERSON",
        "person_id,gender_concept_id,year_of_birth,month_of_birth,day_of_birth,birth_datetime,gender_source_value\n"
        "1,8532,1980,2,29,,\n2,8507,1970,,,1970-01-01 00:00:00,\n3,0,1970,5,,,female\n4,,1970,,,1970-07-04,M\n5.0,8521,1970,,,,\n");
  Table("DEATH", "person_id,death_date\n2,2020-05-01\n2,2020-05-03\n3,\n4,1950-01-01\n");
  const auto records = ReadFolder();
  std::string out;
  for (const records::Patient& p : records.patients()) {
    out += p.id + " " + p.source + " " + std::to_string(static_cast<int>(p.gender)) + " " + Day(p.birth) +
           (p.deceased ? " dead " + Day(p.death) : "") + "\n";
  }
  EXPECT_EQ(out,
            "1 person/1 1 1980-02-29\n2 person/2 2 1970 dead 2020-05-01/2020-05-03\n3 person/3 1 1970-05 dead none\n"
            "4 person/4 2 1970-07-04 dead none\n5 person/5 0 1970\n");
  EXPECT_EQ(Lines(), (In() / "DEATH.csv").string() + ":5: person/4: death_date: lies before the birth; read as not given\n");
}

TEST_F(OmopEvents, EndsOfConditions) {
  Conditions(
      "1,1,101,2020-01-01,,,,,,\n"
      "2,1,101,2020-02-01,2020-03-01,,,,,\n"
      "3,1,101,2020-03-01,2024-12-31,,,,,\n"    // where records end
      "4,1,101,2020-04-01,2020-04-01,,,,,\n"    // chronic: the visit's day
      "5,1,104,2020-05-01,2020-05-01,,,,,\n"    // not chronic
      "6,2,101,2020-06-01,2030-01-01,,,,,\n");  // nothing observed: an end is an end
  EXPECT_EQ(Rows(),
            "1 pregnancy 2020-05-01, name\n"
            "1 sle 2020-01-01 ongoing, code SNOMED 55464009\n"
            "1 sle 2020-02-01..2020-03-01 inactive, code SNOMED 55464009\n"
            "1 sle 2020-03-01 ongoing, code SNOMED 55464009\n"
            "1 sle 2020-04-01 ongoing, code SNOMED 55464009\n"
            "2 sle 2020-06-01..2030-01-01 inactive, code SNOMED 55464009\n");
}

TEST_F(OmopEvents, StatusOfConditions) {
  Conditions(
      "1,1,101,2020-01-01,,,0,,,provisional\n"
      "2,1,101,2020-01-02,,,602,,,\n"
      "3,1,101,2020-01-03,,,0,,,\"resolved, differential\"\n"
      "4,1,101,2020-01-04,,32858,0,,,\n"
      "5,1,101,2020-01-05,,,0,,,Refuted\n");
  EXPECT_EQ(Rows(),
            "1 sle 2020-01-01 ongoing provisional, code SNOMED 55464009\n"
            "1 sle 2020-01-02 ongoing active, code SNOMED 55464009\n"
            "1 sle 2020-01-03 inactive provisional, code SNOMED 55464009\n"
            "1 sle 2020-01-04 ongoing provisional, code SNOMED 55464009\n"
            "1 sle 2020-01-05 ongoing refuted, code SNOMED 55464009\n");
}

TEST_F(OmopEvents, EndsOfDrugs) {
  Drugs(
      "1,1,201,2020-01-01,2020-02-01,,32838,,,,,,,\n"             // order with an end
      "2,1,201,2020-01-02,2024-12-31,,32838,,,,,,,\n"             // order until records end
      "3,1,201,2020-01-03,2020-01-03,,32838,,,,,,,\n"             // an end that was only filled in
      "4,1,201,2020-01-04,2020-01-04,,32838,ineffective,,,,,,\n"  // stopped, not when
      "5,1,201,2020-01-05,2020-01-05,2020-03-05,601,,,,,,,\n"     // type by CONCEPT, verbatim end
      "6,1,201,2020-01-06,2020-02-04,,32825,,,30,,,,\n"           // dispensed for thirty days
      "7,1,201,2020-01-07,2020-01-07,,32818,,,,,,,\n"             // given
      "8,1,201,2020-01-08,2024-12-31,,32865,,,,,,,\n"             // told by the patient
      "9,1,201,2020-01-09,2020-01-09,,32817,,,,,,,\n"             // of unknown type
      "10,1,203,2020-01-10,2020-01-10,,32818,,,,,,,\n");
  EXPECT_EQ(Rows(),
            "1 mmr_vaccine 2020-01-10 that day immunization, code CVX 03\n"
            "1 prednisone 2020-01-01..2020-02-01 order stopped, code RxNorm 8640\n"
            "1 prednisone 2020-01-02 ongoing order, code RxNorm 8640\n"
            "1 prednisone 2020-01-03 order, code RxNorm 8640\n"
            "1 prednisone 2020-01-04 order stopped, code RxNorm 8640\n"
            "1 prednisone 2020-01-05..2020-03-05 order stopped, code RxNorm 8640\n"
            "1 prednisone 2020-01-06..2020-02-04 dispense, code RxNorm 8640\n"
            "1 prednisone 2020-01-07 that day administration, code RxNorm 8640\n"
            "1 prednisone 2020-01-08 ongoing statement, code RxNorm 8640\n"
            "1 prednisone 2020-01-09 dispense, code RxNorm 8640\n");
}

TEST_F(OmopEvents, DosesOfDrugs) {
  Drugs(
      "1,1,201,2020-01-01,2020-02-01,,32838,,,,10 mg by mouth twice daily,oral,,\n"
      "2,1,202,2020-01-02,2020-02-01,,32838,,,,1 tablet daily as needed,,,\n"
      "3,1,202,2020-01-03,2020-02-01,,32838,,,,1 tablet daily unless dizzy,,,\n"  // a word that is not known
      "4,1,202,2020-01-04,2020-02-02,,32825,,60,30,,,,\n"                         // two tablets a day
      "5,1,201,2020-01-05,2020-01-05,,32818,,500,,,,,mg\n"
      "6,1,0,2020-01-06,2020-02-01,,32838,,60,30,,,methotrexate / prednisone 5 MG Oral Tablet,\n");
  EXPECT_EQ(Rows(),
            "1 methotrexate 2020-01-06..2020-02-01 order stopped oral, name\n"
            "1 prednisone 2020-01-01..2020-02-01 order stopped oral 20 a day in mg, code RxNorm 8640\n"
            "1 prednisone 2020-01-02..2020-02-01 order stopped as needed oral 5 a day in mg, name\n"
            "1 prednisone 2020-01-03..2020-02-01 order stopped oral, name\n"
            "1 prednisone 2020-01-04..2020-02-02 dispense oral 10 a day in mg, name\n"
            "1 prednisone 2020-01-05 that day administration 500 a day in mg, code RxNorm 8640\n"
            "1 prednisone 2020-01-06..2020-02-01 order stopped oral, name\n");
}

TEST_F(OmopEvents, ProceduresAndDevices) {
  Table("PROCEDURE_OCCURRENCE",
        "procedure_occurrence_id,person_id,procedure_concept_id,procedure_date,procedure_end_date,procedure_source_value\n"
        "1,1,501,2020-01-01,,\n2,1,501,2020-02-01,2020-02-03,\n");
  Table("DEVICE_EXPOSURE",
        "device_exposure_id,person_id,device_concept_id,device_exposure_start_date,device_exposure_end_date,device_source_value\n"
        "1,1,0,2020-03-01,,Plasma exchange\n");
  EXPECT_EQ(Rows(),
            "1 plasma_exchange 2020-01-01 that day, name\n"
            "1 plasma_exchange 2020-02-01..2020-02-03, name\n"
            "1 plasma_exchange 2020-03-01 ongoing, name\n");
}

TEST_F(OmopEvents, Measurements) {
  Measurements(
      "1,1,301,2020-01-01,2020-01-01 08:30:00,,,1.10,,302,0.5,1.2,,umol/L,\n"  // the concept's unit holds
      "2,1,301,2020-01-02,2020-01-02 00:00:00,09:15:00,4171756,0.3,,0,,,,mg/dL,\n"
      "3,1,301,2020-01-03,,2020-01-03,4172704,5,,0,,,,g/L,\n"
      "4,1,304,2020-01-04,,,,,303,,,,,,\n"
      "5,1,304,2020-01-05,,,,,45878583,,,,,,\n"
      "6,1,0,2020-01-06,,,,,,,,,8061-4,,1:160\n"
      "7,1,0,2020-01-07,,,,,,,,,HBsAg,,non-reactive\n"
      "8,1,301,2020-01-08,,,,,,,,,,,\n");  // no value: nothing
  EXPECT_EQ(Rows(),
            "1 ana 2020-01-06 that day = 160 `1:160`, source value LOINC 8061-4\n"
            "1 creatinine 2020-01-01 that day minute 510 = 1.1 mg/dL normal 0.5 to 1.2, code LOINC 2160-0\n"
            "1 creatinine 2020-01-02 that day minute 555 in [none, 0.3) mg/dL, code LOINC 2160-0\n"
            "1 creatinine 2020-01-03 that day in (5, none] g/L, code LOINC 2160-0\n"
            "1 hbsag 2020-01-04 that day positive `Positive`, code LOINC 5195-3\n"
            "1 hbsag 2020-01-05 that day negative `Negative`, code LOINC 5195-3\n"
            "1 hbsag 2020-01-07 that day negative `non-reactive`, name\n");
}

TEST_F(OmopEvents, AUnitThatDoesNotExistIsToldOnce) {
  Measurements("1,1,301,2020-01-01,,,,1,,,,,,mg/dlx,\n2,1,301,2020-01-02,,,,1,,,,,,mg/dlx,\n");
  ReadFolder();
  EXPECT_EQ(Lines(), (In() / "MEASUREMENT.csv").string() +
                         ":2: measurement/1: unit: unknown unit `mg/dlx`; results in it are kept and compare as unknown\n");
}

TEST_F(OmopEvents, ATrialThatEndedDoesNotEndTheNext) {
  Observations(
      "1,1,402,2026-01-01,,,,on-study,\n"
      "2,1,402,2026-05-20,,,,on-study,\n"
      "3,1,402,2026-02-01,,,,off-study,\n"
      "4,1,402,2025-01-01,,,,off-study,\n");
  EXPECT_EQ(Rows(),
            "1 clinical_trial none..2025-01-01 trial stopped, observation\n"
            "1 clinical_trial 2026-01-01..2026-02-01 trial stopped, observation\n"
            "1 clinical_trial 2026-05-20 ongoing trial, observation\n");
}

TEST_F(OmopEvents, ATrialToldTwiceIsOne) {
  Observations(
      "1,1,402,2025-09-01,,ABC-1,,on-study,\n"
      "2,1,402,2025-12-01,,ABC-1,,off-study,\n"
      "3,1,402,2025-09-01,,ABC-1,,on-study,\n"
      "4,1,402,2025-12-01,,ABC-1,,off-study,\n");
  EXPECT_EQ(Rows(), "1 clinical_trial 2025-09-01..2025-12-01 trial stopped `ABC-1`, observation\n");
}

TEST_F(OmopEvents, Observations) {
  Observations(
      "1,1,401,2020-01-01,,,,severe,\n"
      "2,1,0,2020-01-02,,methotrexate,,,Allergy\n"
      "3,1,402,2020-01-03,,ABC-1,,on-study,\n"
      "4,1,402,2020-06-03,,ABC-1,,off-study,\n"
      "5,1,402,2020-07-03,,XYZ-2,,,\n"
      "6,1,403,2020-01-06,,,,,\n"
      "7,1,104,2020-01-07,,,,,\n"         // a finding
      "8,1,0,2020-01-08,,,,,Pregnancy\n"  // a question without an answer
      "9,1,0,2020-01-09,,negative,,,Pregnancy\n");
  EXPECT_EQ(Rows(),
            "1 clinical_trial 2020-01-03..2020-06-03 trial stopped `ABC-1`, observation\n"
            "1 clinical_trial 2020-07-03 ongoing trial `XYZ-2`, observation\n"
            "1 informed_consent 2020-01-06 consent positive, name\n"
            "1 methotrexate 2020-01-02 ongoing allergy, name\n"
            "1 prednisone 2020-01-01 ongoing allergy severe, name\n"
            "1 pregnancy 2020-01-07, name\n"
            "1 pregnancy 2020-01-09 that day negative `negative`, name\n");
}

}  // namespace
}  // namespace eligo::readers
