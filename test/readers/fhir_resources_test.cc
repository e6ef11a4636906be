// Each kind of resource, as R4 writes it: what becomes a row, and what is silence.
#include "test/readers/fhir_world.h"

namespace eligo::readers {
namespace {

using records::Answer;
using records::Course;
using records::Domain;
using records::Exposure;
using records::Route;
using records::Sex;
using records::Standing;

const std::string kSubject = R"("subject":{"reference":"Patient/p1"})";
const std::string kPatient = R"("patient":{"reference":"Patient/p1"})";

class Patients : public World {};

TEST_F(Patients, BirthSexAndDeath) {
  Write(
      "Patient.ndjson",
      R"({"resourceType":"Patient","id":"a","gender":"male","birthDate":"1980-05","deceasedDateTime":"2020-01-02T23:30:00-05:00",)"
      R"("extension":[{"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex","valueCode":"F"}]})"
      "\n"
      R"({"resourceType":"Patient","id":"b","deceasedBoolean":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/patient-sexParameterForClinicalUse",)"
      R"("extension":[{"url":"value","valueCodeableConcept":{"coding":[{"code":"female-typical"}]}}]}]})"
      "\n");
  const auto records = Read();
  ASSERT_TRUE(records.ok());
  const records::Patient& a = records->patients()[0];
  EXPECT_EQ(Day(a.birth), "1980-05");
  EXPECT_EQ(a.gender, Sex::kMale);
  EXPECT_EQ(a.birth_sex, Sex::kFemale);
  EXPECT_TRUE(a.deceased);
  EXPECT_EQ(Day(a.death), "2020-01-02");  // the day in its own offset
  const records::Patient& b = records->patients()[1];
  EXPECT_EQ(b.gender, Sex::kUnknown);
  EXPECT_EQ(b.birth_sex, Sex::kFemale);
  EXPECT_TRUE(b.deceased);
  EXPECT_FALSE(b.death);
  EXPECT_EQ(Lines(), "");
}

TEST_F(Patients, ReplacedByAnother) {
  Write("x.ndjson", R"({"resourceType":"Condition","id":"c","subject":{"reference":"Patient/old"},"code":{"text":"SLE"}})"
                    "\n"
                    R"({"resourceType":"Patient","id":"old","link":[{"other":{"reference":"Patient/new"},"type":"replaced-by"}]})"
                    "\n"
                    R"({"resourceType":"Patient","id":"new"})"
                    "\n");
  const auto records = Read();
  ASSERT_TRUE(records.ok());
  ASSERT_EQ(records->patients().size(), 1u);
  EXPECT_EQ(Rows(*records, "sle").size(), 1u);
  EXPECT_EQ(report_.notes.size(), 1u);
  EXPECT_EQ(Lines(), "");
}

class Conditions : public World {};

TEST_F(Conditions, StatusDatesAndCodes) {
  const auto records = ReadWith({R"({"resourceType":"Condition","id":"c1",)" + kSubject +
                                 R"(,"clinicalStatus":{"coding":[{"code":"active"}]},"verificationStatus":{"coding":[{"code":"confirmed"}]},
      "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M32.14"}]},"onsetDateTime":"2015-03","recordedDate":"2016-01-02",
      "severity":{"coding":[{"system":"http://snomed.info/sct","code":"24484000"}]}})"});
  const auto nephritis = Rows(records, "lupus_nephritis");
  ASSERT_EQ(nephritis.size(), 1u);
  EXPECT_EQ(Rows(records, "sle").size(), 1u);  // M32.14 is below M32
  const records::Row& row = nephritis[0];
  EXPECT_EQ(row.domain, Domain::kCondition);
  EXPECT_EQ(Day(row.start), "2015-03");
  EXPECT_FALSE(row.end);
  EXPECT_TRUE(row.ongoing);
  EXPECT_EQ(Day(row.recorded), "2016-01-02");
  EXPECT_EQ(row.course, Course::kActive);
  EXPECT_EQ(row.standing, Standing::kConfirmed);
  EXPECT_EQ(records.Text(row.severity), "severe");
  EXPECT_EQ(records.Text(row.source), "Condition/c1");
  EXPECT_EQ(records.Text(row.matched), "code ICD10CM M32.14");
}

TEST_F(Conditions, OnsetAsAgePeriodAndString) {
  const auto with = [](const std::string& id, const std::string& onset) {
    return R"({"resourceType":"Condition","id":")" + id + R"(",)" + kSubject +
           R"j(,"code":{"text":"Systemic lupus erythematosus (disorder)"},)j" + onset + "}";
  };
  const auto records = ReadWith({
      with("a", R"("onsetAge":{"value":30,"code":"a","system":"http://unitsofmeasure.org"},"abatementAge":{"value":35,"unit":"years"})"),
      with("b", R"("onsetPeriod":{"start":"2011","end":"2012-06"},"abatementDateTime":"2014-01-01")"),
      with("c", R"("onsetString":"around 2001","recordedDate":"2002-01-01","abatementString":"some time later")"),
      with(
          "d",
          R"("onsetRange":{"low":{"value":20,"code":"a"},"high":{"value":22,"code":"a"}},"clinicalStatus":{"coding":[{"code":"remission"}]})"),
  });
  std::map<std::string, records::Row> rows;
  for (const records::Row& row : Rows(records, "sle")) rows[std::string(records.Text(row.source))] = row;
  ASSERT_EQ(rows.size(), 4u) << Lines();
  EXPECT_EQ(Day(rows["Condition/a"].start), "2010-05-20/2011-05-19");
  EXPECT_EQ(Day(rows["Condition/a"].end), "2015-05-20/2016-05-19");
  EXPECT_EQ(Day(rows["Condition/b"].start), "2011-01-01/2012-06-30");
  EXPECT_EQ(Day(rows["Condition/b"].end), "2014-01-01");
  EXPECT_EQ(Day(rows["Condition/c"].start), "2002-01-01");
  EXPECT_FALSE(rows["Condition/c"].ongoing);
  EXPECT_EQ(rows["Condition/c"].course, Course::kInactive);
  EXPECT_EQ(Day(rows["Condition/d"].start), "2000-05-20/2003-05-19");
  EXPECT_EQ(records.Text(rows["Condition/d"].matched), "name");
  EXPECT_FALSE(rows["Condition/d"].ongoing);
}

TEST_F(Conditions, StandingAndSilence) {
  const auto with = [](const std::string& id, const std::string& status) {
    return R"({"resourceType":"Condition","id":")" + id + R"(",)" + kSubject +
           R"(,"code":{"text":"SLE"},"verificationStatus":{"coding":[{"code":")" + status + R"("}]}})";
  };
  const auto records =
      ReadWith({with("a", "refuted"), with("b", "differential"), with("c", "entered-in-error"),
                R"({"resourceType":"FamilyMemberHistory","id":"f",)" + kPatient + R"(,"condition":[{"code":{"text":"SLE"}}]})"});
  const auto rows = Rows(records, "sle");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].standing, Standing::kRefuted);
  EXPECT_EQ(rows[1].standing, Standing::kProvisional);
  EXPECT_EQ(report_.void_resources, 1);
  EXPECT_EQ(Lines(), "");
}

TEST_F(Conditions, WithoutAConceptAreCountedByCodeOnly) {
  const auto records = ReadWith(
      {R"({"resourceType":"Condition","id":"a",)" + kSubject +
           R"(,"code":{"coding":[{"system":"http://snomed.info/sct","code":"44054006","display":"Diabetes"}],"text":"secret words"}})",
       R"({"resourceType":"Condition","id":"b",)" + kSubject + R"(,"code":{"text":"secret words"}})"});
  EXPECT_EQ(records.row_count(), 0u);
  EXPECT_EQ(records.unmapped().size(), 2u);
  EXPECT_EQ(records.unmapped().at("SNOMED 44054006"), 1);
  EXPECT_EQ(records.unmapped().at("condition without a code"), 1);
}

class Observations : public World {
 protected:
  static std::string Creatinine(const std::string& id, const std::string& more) {
    return R"({"resourceType":"Observation","id":")" + id + R"(","status":"final",)" + kSubject +
           R"(,"code":{"coding":[{"system":"http://loinc.org","code":"2160-0"}]},)" + more + "}";
  }
};

TEST_F(Observations, QuantityRangeAndTime) {
  const auto records =
      ReadWith({Creatinine("a", R"("effectiveDateTime":"2026-01-04T08:30:00+02:00","valueQuantity":{"value":1.10,"unit":"mg per dL",
      "system":"http://unitsofmeasure.org","code":"mg/dL"},"referenceRange":[{"low":{"value":0.5,"unit":"mg/dL"},"high":{"value":12,"unit":"mg/L"}}],
      "interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"N"}]}],"method":{"text":"Jaffe"})")});
  const auto rows = Rows(records, "creatinine");
  ASSERT_EQ(rows.size(), 1u) << Lines();
  EXPECT_EQ(Day(rows[0].start), "2026-01-04");
  EXPECT_EQ(rows[0].minute, 390);
  EXPECT_TRUE(rows[0].number->exact());
  EXPECT_EQ(Text(rows[0].number->low), "1.1");
  EXPECT_EQ(records.Text(rows[0].unit), "mg/dL");
  EXPECT_EQ(Text(rows[0].ref_low), "0.5");
  EXPECT_EQ(Text(rows[0].ref_high), "1.2");
  EXPECT_EQ(rows[0].answer, Answer::kNormal);
  EXPECT_EQ(records.Text(rows[0].method), "Jaffe");
}

TEST_F(Observations, EveryKindOfValue) {
  const auto records = ReadWith({
      Creatinine("a", R"("valueQuantity":{"value":20,"comparator":"<","unit":"umol/L"})"),
      Creatinine("b", R"("valueString":"<20 umol/L")"),
      Creatinine("c", R"("valueRange":{"low":{"value":1,"unit":"mg/dL"},"high":{"value":2,"unit":"mg/dL"}})"),
      Creatinine("d", R"("valueRatio":{"numerator":{"value":1},"denominator":{"value":160}})"),
      Creatinine("e", R"("valueRatio":{"numerator":{"value":500,"unit":"mg"},"denominator":{"value":2,"unit":"g"}})"),
      Creatinine("f", R"("valueInteger":3)"),
      Creatinine("g", R"("valueBoolean":true)"),
      Creatinine("h", R"("valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"260385009"}]})"),
      Creatinine(
          "i",
          R"("interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"POS"}]}])"),
      Creatinine("j", R"("valueCodeableConcept":{"text":"III"})"),
  });
  std::map<std::string, records::Row> rows;
  for (const records::Row& row : Rows(records, "creatinine")) rows[std::string(records.Text(row.source))] = row;
  ASSERT_EQ(rows.size(), 10u) << Lines();
  for (const char* censored : {"Observation/a", "Observation/b"}) {
    EXPECT_FALSE(rows[censored].number->low);
    EXPECT_EQ(Text(rows[censored].number->high), "20");
    EXPECT_TRUE(rows[censored].number->high_open);
    EXPECT_EQ(records.Text(rows[censored].unit), "umol/L");
  }
  EXPECT_EQ(Text(rows["Observation/c"].number->low) + "-" + Text(rows["Observation/c"].number->high), "1-2");
  EXPECT_TRUE(rows["Observation/d"].number->titer);
  EXPECT_EQ(Text(rows["Observation/d"].number->low), "160");
  EXPECT_EQ(Text(rows["Observation/e"].number->low), "250");
  EXPECT_EQ(records.Text(rows["Observation/e"].unit), "mg/g");
  EXPECT_EQ(Text(rows["Observation/f"].number->low), "3");
  EXPECT_EQ(rows["Observation/g"].answer, Answer::kPositive);
  EXPECT_EQ(rows["Observation/h"].answer, Answer::kNegative);
  EXPECT_EQ(rows["Observation/i"].answer, Answer::kPositive);
  EXPECT_EQ(records.Text(rows["Observation/j"].text), "III");
}

TEST_F(Observations, CodedResultBeforeInterpretationBeforeText) {
  const auto negative =
      R"("interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"NEG"}]}])";
  const auto records = ReadWith({Creatinine("a", R"("valueCodeableConcept":{"text":"Positive"},)" + std::string(negative)),
                                 Creatinine("b", R"("valueString":"Positive",)" + std::string(negative))});
  const auto rows = Rows(records, "creatinine");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].answer, Answer::kPositive);
  EXPECT_EQ(rows[1].answer, Answer::kNegative);
}

TEST_F(Observations, ReferenceRangeOfThisPatientOnly) {
  const auto ranges = [](const std::string& list) {
    return R"("effectiveDateTime":"2026-01-01","valueQuantity":{"value":1,"unit":"mg/dL"},"referenceRange":[)" + list + "]";
  };
  const std::string male = R"({"high":{"value":1.3},"appliesTo":[{"text":"male"}]})";
  const std::string female = R"({"high":{"value":1.1},"appliesTo":[{"coding":[{"system":"http://snomed.info/sct","code":"248152002"}]}]})";
  const auto records = ReadWith({
      Creatinine("a", ranges(male + "," + female)),
      Creatinine("b", ranges(R"({"high":{"value":1.3}},{"high":{"value":1.1}})")),
      Creatinine("c", ranges(R"({"high":{"value":0.9},"type":{"coding":[{"code":"therapeutic"}]}},{"text":"0.5-1.2 mg/dL"})")),
      Creatinine(
          "d",
          ranges(
              R"({"high":{"value":0.7},"age":{"high":{"value":17,"code":"a"}}},{"high":{"value":1.2},"age":{"low":{"value":18,"code":"a"}}})")),
      Creatinine("e", ranges(male)),
  });
  std::map<std::string, std::string> high;
  for (const records::Row& row : Rows(records, "creatinine")) high[std::string(records.Text(row.source))] = Text(row.ref_high);
  EXPECT_EQ(high["Observation/a"], "1.1");
  EXPECT_EQ(high["Observation/b"], "none");  // two ranges, nothing to tell them apart
  EXPECT_EQ(high["Observation/c"], "1.2");
  EXPECT_EQ(high["Observation/d"], "1.2");
  EXPECT_EQ(high["Observation/e"], "none");
}

TEST_F(Observations, ComponentsAndSilence) {
  const auto records = ReadWith({
      R"({"resourceType":"Observation","id":"bp","status":"final",)" + kSubject +
          R"(,"code":{"text":"Blood pressure"},"effectivePeriod":{"start":"2026-01-01","end":"2026-01-02"},
      "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":120,"unit":"mmHg"}},
                   {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"dataAbsentReason":{"text":"not measured"}}]})",
      Creatinine("absent", R"("dataAbsentReason":{"text":"unknown"})"),
      Creatinine("empty", R"("effectiveDateTime":"2026-01-01")"),
      R"({"resourceType":"Observation","id":"x","status":"cancelled",)" + kSubject +
          R"(,"code":{"coding":[{"system":"http://loinc.org","code":"2160-0"}]},"valueInteger":1})",
      Creatinine("fetus", R"("focus":[{"reference":"Patient/fetus"}],"valueInteger":1)"),
      R"({"resourceType":"DiagnosticReport","id":"dr","status":"final",)" + kSubject +
          R"(,"code":{"coding":[{"system":"http://loinc.org","code":"2160-0"}]}})",
  });
  const auto rows = Rows(records, "systolic");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_TRUE(rows[0].component);
  EXPECT_EQ(records.Text(rows[0].source), "Observation/bp");
  EXPECT_EQ(Day(rows[0].start), "2026-01-01");
  EXPECT_EQ(Day(rows[0].end), "2026-01-02");
  EXPECT_TRUE(Rows(records, "creatinine").empty());
  EXPECT_EQ(Lines(), "");
}

TEST_F(Observations, ComponentsOfAnInstrumentAreItsItems) {
  const auto observation = [](const std::string& id, const std::string& name, const std::string& more) {
    return R"({"resourceType":"Observation","id":")" + id + R"(","status":"final",)" + kSubject +
           R"(,"effectiveDateTime":"2026-01-01","code":{"text":")" + name + R"("},)" + more +
           R"("component":[{"code":{"text":"Low complement"},"valueInteger":2},{"code":{"text":"CVA"},"valueInteger":0},
           {"code":{"text":"Cerebrovascular accident"},"valueInteger":0},{"code":{"text":"Fever"},"valueInteger":1}]})";
  };
  const auto records =
      ReadWith({observation("a", "SLEDAI-2K total score", ""), observation("b", "EULAR/ACR 2019", R"("valueInteger":12,)")});
  const auto complement = Rows(records, "sledai_item_complement");
  ASSERT_EQ(complement.size(), 1u);  // not of the criteria, whose items are others
  EXPECT_TRUE(complement[0].component);
  EXPECT_EQ(Rows(records, "sledai_item_cva").size(), 2u);  // by its short name and its long one
  ASSERT_EQ(Rows(records, "eular_acr_2019_item_fever").size(), 1u);
  // Without a total the instrument itself is kept: it says which version the items are of.
  const auto total = Rows(records, "sledai_2k");
  ASSERT_EQ(total.size(), 1u);
  EXPECT_FALSE(total[0].number);
  EXPECT_EQ(records.Text(total[0].source), "Observation/a");
}

class Medications : public World {};

TEST_F(Medications, RequestWithDoseAndRoute) {
  const auto records = ReadWith(
      {R"({"resourceType":"MedicationRequest","id":"m","status":"active","intent":"order",)" + kSubject +
       R"(,"authoredOn":"2026-01-02","medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"312617",
      "display":"predniSONE 5 MG Oral Tablet"}]},"dosageInstruction":[{"route":{"text":"oral"},"doseAndRate":[{"doseQuantity":{"value":2,"unit":"tablet"}}],
      "timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d"}}}]})"});
  const auto rows = Rows(records, "prednisone");
  ASSERT_EQ(rows.size(), 1u) << Lines();
  EXPECT_EQ(rows[0].exposure, Exposure::kOrder);
  EXPECT_EQ(rows[0].route, Route::kOral);
  EXPECT_EQ(Text(rows[0].daily_dose), "10");
  EXPECT_EQ(records.Text(rows[0].unit), "mg");
  EXPECT_EQ(Day(rows[0].start), "2026-01-02");
  EXPECT_EQ(Day(rows[0].recorded), "2026-01-02");
  EXPECT_TRUE(rows[0].ongoing);
  EXPECT_FALSE(rows[0].stopped);
  EXPECT_EQ(records.Text(rows[0].matched), "name");
}

TEST_F(Medications, StatusIntentAndBounds) {
  const auto request = [](const std::string& id, const std::string& status, const std::string& intent, const std::string& more = "") {
    return R"({"resourceType":"MedicationRequest","id":")" + id + R"(","status":")" + status + R"(","intent":")" + intent + R"(",)" +
           kSubject + R"(,"medicationCodeableConcept":{"text":"Rituximab"},"authoredOn":"2026-01-02")" + more + "}";
  };
  const auto records =
      ReadWith({request("a", "completed", "order"), request("b", "cancelled", "order"), request("c", "active", "plan"),
                request("d", "active", "proposal"), request("e", "draft", "order"), request("f", "entered-in-error", "order"),
                request("g", "active", "order", R"(,"doNotPerform":true)"),
                request("h", "active", "order",
                        R"(,"dosageInstruction":[{"timing":{"repeat":{"boundsPeriod":{"start":"2026-02-01","end":"2026-02-28"}}}}])"),
                request("i", "on-hold", "order", R"(,"dispenseRequest":{"validityPeriod":{"start":"2026-01-02","end":"2026-03-01"}})")});
  std::map<std::string, records::Row> rows;
  for (const records::Row& row : Rows(records, "rituximab")) rows[std::string(records.Text(row.source))] = row;
  ASSERT_EQ(rows.size(), 3u) << Lines();
  EXPECT_TRUE(rows["MedicationRequest/a"].stopped);
  EXPECT_FALSE(rows["MedicationRequest/a"].end);
  EXPECT_EQ(Day(rows["MedicationRequest/h"].start), "2026-02-01");
  EXPECT_EQ(Day(rows["MedicationRequest/h"].end), "2026-02-28");
  EXPECT_FALSE(rows["MedicationRequest/h"].ongoing);
  EXPECT_TRUE(rows["MedicationRequest/i"].stopped);
  EXPECT_EQ(Day(rows["MedicationRequest/i"].end), "2026-03-01");
  EXPECT_EQ(report_.void_resources, 6);
}

TEST_F(Medications, ByReference) {
  const auto statement = [](const std::string& id, const std::string& medication) {
    return R"({"resourceType":"MedicationStatement","id":")" + id + R"(","status":"active",)" + kSubject +
           R"(,"effectivePeriod":{"start":"2025-01"},)" + medication + "}";
  };
  const auto records = ReadWith({
      statement(
          "contained",
          R"("contained":[{"resourceType":"Medication","id":"x","code":{"text":"Methotrexate"}}],"medicationReference":{"reference":"#x"})"),
      statement("later", R"("medicationReference":{"reference":"Medication/m1"})"),
      statement("display", R"("medicationReference":{"reference":"Medication/nowhere","display":"Methotrexate"})"),
      statement("nothing", R"("medicationReference":{"reference":"Medication/nowhere"})"),
      statement("broken", R"("medicationReference":{"reference":"#y"})"),
      R"({"resourceType":"Medication","id":"m1","code":{"text":"Methotrexate 2.5 MG Oral Tablet"}})",
  });
  const auto rows = Rows(records, "methotrexate");
  ASSERT_EQ(rows.size(), 3u) << Lines();
  EXPECT_EQ(rows[0].exposure, Exposure::kStatement);
  EXPECT_TRUE(rows[0].ongoing);
  EXPECT_TRUE(Says("MedicationStatement/nothing: medicationReference: names nothing in this input; resource skipped")) << Lines();
  EXPECT_TRUE(Says("MedicationStatement/broken: medicationReference: names nothing that the resource contains")) << Lines();
}

TEST_F(Medications, AdministrationAndDispense) {
  const auto records = ReadWith({
      R"({"resourceType":"MedicationAdministration","id":"a","status":"completed",)" + kSubject +
          R"(,"medicationCodeableConcept":{"text":"rituximab"},"effectiveDateTime":"2026-01-05T10:00:00Z","dosage":{"route":{"text":"IV"},"dose":{"value":1,"unit":"g"}}})",
      R"({"resourceType":"MedicationAdministration","id":"b","status":"not-done",)" + kSubject +
          R"(,"medicationCodeableConcept":{"text":"rituximab"}})",
      R"({"resourceType":"MedicationDispense","id":"d","status":"completed",)" + kSubject +
          R"(,"medicationCodeableConcept":{"text":"methotrexate"},"whenHandedOver":"2026-01-01","daysSupply":{"value":30,"unit":"d"},
          "dosageInstruction":[{"text":"15 mg once weekly"}]})",
  });
  const auto given = Rows(records, "rituximab");
  ASSERT_EQ(given.size(), 1u) << Lines();
  EXPECT_EQ(given[0].exposure, Exposure::kAdministration);
  EXPECT_EQ(Text(given[0].daily_dose), "1000");
  EXPECT_EQ(given[0].route, Route::kIntravenous);
  EXPECT_EQ(Day(given[0].end), "2026-01-05");
  const auto dispensed = Rows(records, "methotrexate");
  ASSERT_EQ(dispensed.size(), 1u);
  EXPECT_EQ(Day(dispensed[0].end), "2026-01-30");
  EXPECT_EQ(dispensed[0].daily_dose, units::Rational::Of(15, 7));
}

class Others : public World {};

TEST_F(Others, ProcedureImmunizationAllergy) {
  const auto records = ReadWith({
      R"({"resourceType":"Procedure","id":"a","status":"completed",)" + kSubject +
          R"(,"code":{"text":"Plasma exchange"},"performedPeriod":{"start":"2026-01-01T10:00:00Z","end":"2026-01-01T12:00:00Z"}})",
      R"({"resourceType":"Procedure","id":"b","status":"not-done",)" + kSubject + R"(,"code":{"text":"Plasma exchange"}})",
      R"({"resourceType":"Procedure","id":"c","status":"stopped",)" + kSubject +
          R"(,"code":{"text":"Plasma exchange"},"performedDateTime":"2026-02"})",
      R"({"resourceType":"Immunization","id":"i","status":"completed",)" + kPatient +
          R"(,"vaccineCode":{"coding":[{"system":"http://hl7.org/fhir/sid/cvx","code":"03"}]},"occurrenceDateTime":"2026-03-01"})",
      R"({"resourceType":"Immunization","id":"j","status":"not-done",)" + kPatient +
          R"(,"vaccineCode":{"coding":[{"system":"http://hl7.org/fhir/sid/cvx","code":"03"}]}})",
      R"({"resourceType":"AllergyIntolerance","id":"k",)" + kPatient +
          R"(,"clinicalStatus":{"coding":[{"code":"active"}]},"verificationStatus":{"coding":[{"code":"confirmed"}]},
        "criticality":"high","code":{"text":"Allergy to rituximab"},"reaction":[{"substance":{"text":"methotrexate"},"severity":"severe"}],"recordedDate":"2020-01-01"})",
  });
  const auto exchanges = Rows(records, "plasma_exchange");
  ASSERT_EQ(exchanges.size(), 2u) << Lines();
  EXPECT_EQ(exchanges[0].standing, Standing::kConfirmed);
  EXPECT_EQ(exchanges[0].minute, 600);
  EXPECT_EQ(exchanges[1].standing, Standing::kProvisional);
  EXPECT_EQ(Day(exchanges[1].start), "2026-02");
  const auto vaccines = Rows(records, "mmr_vaccine");
  ASSERT_EQ(vaccines.size(), 1u);
  EXPECT_EQ(vaccines[0].domain, Domain::kImmunization);
  for (const char* drug : {"rituximab", "methotrexate"}) {
    const auto allergies = Rows(records, drug);
    ASSERT_EQ(allergies.size(), 1u) << drug;
    EXPECT_EQ(allergies[0].domain, Domain::kAllergy);
    EXPECT_EQ(records.Text(allergies[0].severity), "life-threatening");
    EXPECT_EQ(allergies[0].course, Course::kActive);
  }
  EXPECT_EQ(Lines(), "");
}

TEST_F(Others, TrialsConsentNotes) {
  const auto records = ReadWith({
      R"({"resourceType":"ResearchSubject","id":"a","status":"on-study","individual":{"reference":"Patient/p1"},"study":{"reference":"ResearchStudy/s","display":"A trial"},"period":{"start":"2025-11-01"}})",
      R"({"resourceType":"ResearchSubject","id":"b","status":"candidate","individual":{"reference":"Patient/p1"}})",
      R"({"resourceType":"Consent","id":"c","status":"active",)" + kPatient +
          R"(,"scope":{"coding":[{"code":"research"}]},"dateTime":"2026-01-01"})",
      R"({"resourceType":"Consent","id":"d","status":"active",)" + kPatient + R"(,"scope":{"coding":[{"code":"patient-privacy"}]}})",
      R"({"resourceType":"DocumentReference","id":"n","status":"current",)" + kSubject +
          R"(,"date":"2026-01-03T09:00:00Z","type":{"text":"Rheumatology note"}})",
  });
  const auto trials = Rows(records, "clinical_trial");
  ASSERT_EQ(trials.size(), 1u) << Lines();
  EXPECT_EQ(trials[0].domain, Domain::kTrial);
  EXPECT_TRUE(trials[0].ongoing);
  EXPECT_EQ(records.Text(trials[0].text), "A trial");
  EXPECT_EQ(Rows(records, "informed_consent").size(), 1u);
  const auto notes = Rows(records, "clinical_note");
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0].domain, Domain::kNote);
}

}  // namespace
}  // namespace eligo::readers
