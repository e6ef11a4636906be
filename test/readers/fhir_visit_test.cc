// Reports, stays in hospital, what a resource contains, and relatives.
#include "test/readers/fhir_world.h"

namespace eligo::readers {
namespace {

using records::Course;
using records::Domain;
using records::Standing;

const std::string kSubject = R"("subject":{"reference":"Patient/p1"})";

class Reports : public World {
 protected:
  static std::string Report(const std::string& status, const std::string& more) {
    return R"({"resourceType":"DiagnosticReport","id":"r","status":")" + status + R"(",)" + kSubject +
           R"(,"code":{"text":"Biopsy"},"effectiveDateTime":"2026-02-01",)" + more + "}";
  }
  static std::string Creatinine(const std::string& id, const std::string& more) {
    return R"({"resourceType":"Observation","id":")" + id +
           R"(","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2160-0"}]},"valueInteger":1)" + more + "}";
  }
};

TEST_F(Reports, TheConclusionIsAFindingOfItsDay) {
  const std::string conclusion =
      R"("conclusion":"SLE","presentedForm":[{"title":"SLE"}],"conclusionCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M32.14"}]}])";
  const auto records = ReadWith({Report("final", conclusion)});
  const auto rows = Rows(records, "lupus_nephritis");
  ASSERT_EQ(rows.size(), 1u) << Lines();
  EXPECT_EQ(rows[0].domain, Domain::kObservation);
  EXPECT_EQ(rows[0].answer, records::Answer::kPositive);
  EXPECT_EQ(Day(rows[0].start), "2026-02-01");
  EXPECT_EQ(records.Text(rows[0].source), "DiagnosticReport/r");
  EXPECT_EQ(Rows(ReadWith({Report("preliminary", conclusion)}), "lupus_nephritis")[0].standing, Standing::kProvisional);
  EXPECT_EQ(ReadWith({Report("entered-in-error", conclusion)}).row_count(), 0u);
  EXPECT_EQ(ReadWith({Report("final", R"("conclusion":"SLE")")}).row_count(), 0u);
  EXPECT_EQ(Lines(), "");
}

TEST_F(Reports, ContainedResults) {
  const std::string own_time = Creatinine("a", R"(,"effectiveDateTime":"2026-01-31")");
  const std::string result = R"("result":[{"reference":"#a"},{"reference":"#b"},{"reference":"Observation/c"}],"contained":[)" + own_time +
                             "," + Creatinine("b", R"(,"subject":{"reference":"Patient/p1"})") + "," +
                             R"({"resourceType":"Condition","id":"d","code":{"text":"SLE"}}])";
  const auto records = ReadWith({Report("final", result), Creatinine("c", "," + kSubject)});
  std::map<std::string, std::string> days;
  for (const records::Row& row : Rows(records, "creatinine")) days[std::string(records.Text(row.source))] = Day(row.start);
  EXPECT_EQ(days, (std::map<std::string, std::string>{
                      {"DiagnosticReport/r#a", "2026-01-31"}, {"DiagnosticReport/r#b", "2026-02-01"}, {"Observation/c", "none"}}));
  EXPECT_TRUE(Rows(records, "sle").empty());
  EXPECT_EQ(Lines(), "");
  // The report twice gives its results once; a void report none.
  EXPECT_EQ(Rows(ReadWith({Report("final", result), Report("final", result)}), "creatinine").size(), 2u);
  EXPECT_EQ(ReadWith({Report("cancelled", result)}).row_count(), 0u);
}

TEST_F(Reports, ContainedOfAnotherOrBroken) {
  const auto records = ReadWith({
      Report("final", R"("contained":[)" + Creatinine("a", R"(,"subject":{"reference":"Patient/p2"})") + "," +
                          Creatinine("b", R"(,"effectiveDateTime":"SECRET")") + "," + Creatinine("c", "") + "]"),
      R"({"resourceType":"Procedure","id":"p","status":"completed",)" + kSubject + R"(,"code":{"text":"Plasma exchange"},"contained":[)" +
          Creatinine("o", R"(,"effectiveDateTime":"2026-01-05")") + "]}",
  });
  EXPECT_EQ(Rows(records, "creatinine").size(), 2u);
  EXPECT_TRUE(Says("DiagnosticReport/r#a: subject: is another than that of the resource around it; resource skipped")) << Lines();
  EXPECT_TRUE(Says("DiagnosticReport/r#b: effectiveDateTime: is no date; resource skipped")) << Lines();
}

class Encounters : public World {
 protected:
  static std::string Visit(const std::string& id, const std::string& status, const std::string& kind, const std::string& period) {
    return R"({"resourceType":"Encounter","id":")" + id + R"(","status":")" + status + R"(",)" + kSubject + R"(,"class":{"code":")" + kind +
           R"("},"reasonCode":[{"text":"SLE"}],"period":)" + period + "}";
  }
};

TEST_F(Encounters, StaysInHospital) {
  const auto records = ReadWith({
      Visit("a", "finished", "IMP", R"({"start":"2026-01-01","end":"2026-01-05"})"),
      Visit("b", "in-progress", "ACUTE", R"({"start":"2026-03-01"})"),
      Visit("c", "finished", "AMB", R"({"start":"2026-02-01","end":"2026-02-01"})"),
      Visit("d", "planned", "IMP", R"({"start":"2026-09-01"})"),
      Visit("e", "unknown", "IMP", R"({"start":"2026-04-01"})"),
  });
  const auto rows = Rows(records, "hospitalization_need");
  ASSERT_EQ(rows.size(), 3u) << Lines();
  EXPECT_EQ(Day(rows[0].start) + " " + Day(rows[0].end), "2026-01-01 2026-01-05");
  EXPECT_EQ(rows[0].domain, Domain::kCondition);
  EXPECT_EQ(rows[0].course, Course::kInactive);
  EXPECT_TRUE(rows[1].ongoing);
  EXPECT_EQ(rows[2].standing, Standing::kProvisional);
  EXPECT_TRUE(Rows(records, "sle").empty());  // why somebody came is no diagnosis
  EXPECT_EQ(Lines(), "");
}

TEST_F(Encounters, OtherVersions) {
  ReadWith({R"({"resourceType":"Encounter","id":"a","status":"finished",)" + kSubject + R"(,"class":"inpatient"})",
            R"({"resourceType":"Encounter","id":"b","status":"completed",)" + kSubject +
                R"(,"class":[{"coding":[{"code":"IMP"}]}],"actualPeriod":{"start":"2026-01-01"}})"});
  EXPECT_TRUE(Says("Encounter/a: class: is no Coding, as in FHIR R4: another version of FHIR; resource skipped")) << Lines();
  EXPECT_TRUE(Says("Encounter/b: actualPeriod: or admission is an element of FHIR R5, not R4; resource skipped")) << Lines();
}

class Relatives : public World {};

TEST_F(Relatives, AreCountedAndNeverThePatient) {
  const auto records =
      ReadWith({R"({"resourceType":"FamilyMemberHistory","id":"f","status":"completed","patient":{"reference":"Patient/p1"},
      "relationship":{"text":"mother"},"condition":[{"code":{"text":"SLE"}}]})"});
  EXPECT_EQ(records.row_count(), 0u);
  EXPECT_EQ(report_.family_histories, 1);
  EXPECT_EQ(report_.notes, std::vector<std::string>{"1 FamilyMemberHistory: of relatives, and never the patient's"});
}

}  // namespace
}  // namespace eligo::readers
