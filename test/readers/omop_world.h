// A small OMOP CDM, written table by table to a temporary folder, and the rows it gives, a line each.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "readers/omop.h"
#include "test/readers/fhir_world.h"

namespace eligo::readers {

class OmopWorldTest : public World {
 protected:
  // CONCEPT as Athena delivers it, in part; ids of our own.
  static constexpr const char* kConcepts =
      "concept_id,concept_name,domain_id,vocabulary_id,concept_code\n"
      "101,Systemic lupus erythematosus,Condition,SNOMED,55464009\n"
      "102,Lupus nephritis,Condition,ICD10CM,M32.14\n"
      "103,SLE glomerulonephritis syndrome,Condition,SNOMED,68815009\n"
      "104,Pregnancy,Condition,SNOMED,77386006\n"
      "201,prednisone,Drug,RxNorm,8640\n"
      "202,prednisone 5 MG Oral Tablet,Drug,RxNorm,312617\n"
      "203,MMR,Drug,CVX,03\n"
      "301,Creatinine [Mass/volume] in Serum or Plasma,Measurement,LOINC,2160-0\n"
      "302,milligram per deciliter,Unit,UCUM,mg/dL\n"
      "303,Positive,Meas Value,LOINC,LA6576-8\n"
      "304,HBsAg,Measurement,LOINC,5195-3\n"
      "401,Allergy to prednisone,Observation,SNOMED,294659005\n"
      "402,Clinical trial,Observation,SNOMED,110465008\n"
      "403,Informed consent,Observation,SNOMED,441898007\n"
      "501,Plasma exchange,Procedure,SNOMED,20720000\n"
      "601,EHR prescription,Type Concept,Type Concept,OMOP4976903\n"
      "602,Confirmed active,Condition Status,Condition Status,x\n";

  OmopWorldTest() {
    Table("PERSON", "person_id,gender_concept_id,year_of_birth,month_of_birth,day_of_birth\n1,8532,1980,2,29\n2,8507,1970,,\n");
    Table("OBSERVATION_PERIOD", "person_id,observation_period_start_date,observation_period_end_date\n1,2010-01-01,2024-12-31\n");
    Table("CONCEPT", kConcepts);
  }

  std::string Folder() const { return (folder_ / "in").string(); }
  void Table(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / "in" / (name + ".csv"), std::ios::binary) << text;
  }
  void Remove(const std::string& name) const { std::filesystem::remove(folder_ / "in" / (name + ".csv")); }
  void Conditions(const std::string& rows) const {
    Table("CONDITION_OCCURRENCE",
          "condition_occurrence_id,person_id,condition_concept_id,condition_start_date,condition_end_date,condition_type_concept_id,"
          "condition_status_concept_id,condition_source_value,condition_source_concept_id,condition_status_source_value\n" +
              rows);
  }
  void Drugs(const std::string& rows) const {
    Table("DRUG_EXPOSURE",
          "drug_exposure_id,person_id,drug_concept_id,drug_exposure_start_date,drug_exposure_end_date,verbatim_end_date,"
          "drug_type_concept_id,stop_reason,quantity,days_supply,sig,route_source_value,drug_source_value,dose_unit_source_value\n" +
              rows);
  }
  void Measurements(const std::string& rows) const {
    Table("MEASUREMENT",
          "measurement_id,person_id,measurement_concept_id,measurement_date,measurement_datetime,measurement_time,operator_concept_id,"
          "value_as_number,value_as_concept_id,unit_concept_id,range_low,range_high,measurement_source_value,unit_source_value,"
          "value_source_value\n" +
              rows);
  }
  void Observations(const std::string& rows) const {
    Table("OBSERVATION",
          "observation_id,person_id,observation_concept_id,observation_date,value_as_number,value_as_string,value_as_concept_id,"
          "qualifier_source_value,observation_source_value\n" +
              rows);
  }

  records::Records ReadFolder() {
    auto records = ReadPatients(Folder(), Terms(), {}, report_);
    EXPECT_TRUE(records.ok()) << records.error();
    return records.ok() ? std::move(*records) : records::Records();
  }
  std::string Refused() {
    const auto records = ReadPatients(Folder(), Terms(), {}, report_);
    return records.ok() ? "was read" : records.error();
  }

  // All rows of all patients (of the concepts in `only`), by patient, concept and day: "1 sle 2020-01-01..2020-02-01 inactive, code SNOMED
  // 55464009".
  std::string Print(const records::Records& records, const terms::ConceptSet* only = nullptr) const {
    std::string out;
    for (records::PatientIndex p = 0; p < records.patients().size(); ++p) {
      for (std::uint32_t c = 0; c < Terms().size(); ++c) {
        if (only != nullptr && !only->Has({c})) continue;
        for (const records::Row& row : records.Rows({c}, p)) {
          out += records.patients()[p].id + " " + std::string(Terms().Get({c}).id) + " " + Day(row.start) + Print(row, records) + ", " +
                 std::string(records.Text(row.matched)) + "\n";
        }
      }
    }
    return out;
  }
  std::string Rows() { return Print(ReadFolder()); }

 private:
  static std::string Print(const records::Row& row, const records::Records& records) {
    static const std::map<records::Exposure, std::string> kExposures = {{records::Exposure::kOrder, "order"},
                                                                        {records::Exposure::kDispense, "dispense"},
                                                                        {records::Exposure::kAdministration, "administration"},
                                                                        {records::Exposure::kStatement, "statement"}};
    std::string out;
    if (row.end && row.end != row.start) out += ".." + Day(row.end);
    if (row.end && row.end == row.start) out += " that day";
    if (row.timed()) out += " minute " + std::to_string(row.minute);
    if (row.ongoing) out += " ongoing";
    if (row.domain == records::Domain::kDrug) out += " " + kExposures.at(row.exposure);
    if (row.domain == records::Domain::kImmunization) out += " immunization";
    if (row.domain == records::Domain::kAllergy) out += " allergy";
    if (row.domain == records::Domain::kTrial) out += " trial";
    if (row.domain == records::Domain::kConsent) out += " consent";
    if (row.course == records::Course::kActive) out += " active";
    if (row.course == records::Course::kInactive) out += " inactive";
    if (row.standing == records::Standing::kProvisional) out += " provisional";
    if (row.standing == records::Standing::kRefuted) out += " refuted";
    if (row.stopped) out += " stopped";
    if (row.as_needed) out += " as needed";
    if (row.route == records::Route::kOral) out += " oral";
    if (row.severity != 0) out += " " + std::string(records.Text(row.severity));
    if (row.daily_dose) out += " " + Text(row.daily_dose) + " a day in";
    if (row.number && row.number->exact()) out += " = " + Text(row.number->low);
    if (row.number && !row.number->exact())
      out += std::string(" in ") + (row.number->low_open ? "(" : "[") + Text(row.number->low) + ", " + Text(row.number->high) +
             (row.number->high_open ? ")" : "]");
    if (row.unit != 0) out += " " + std::string(records.Text(row.unit));
    if (row.ref_low || row.ref_high) out += " normal " + Text(row.ref_low) + " to " + Text(row.ref_high);
    if (row.answer == records::Answer::kPositive) out += " positive";
    if (row.answer == records::Answer::kNegative) out += " negative";
    if (row.text != 0) out += " `" + std::string(records.Text(row.text)) + "`";
    return out;
  }
};

}  // namespace eligo::readers
