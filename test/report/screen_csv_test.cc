#include "report/screen_csv.h"

#include <gtest/gtest.h>

#include "test/report/fixture.h"

namespace eligo::report {
namespace {

TEST(ScreenCsv, OneRowPerPatientAndCriterion) {
  const std::string csv = test::Collect([](const Sink& sink) { EXPECT_TRUE(ScreenCsv(test::MakeScreening(), sink)); });
  std::vector<std::string> rows;
  for (std::size_t at = 0; at < csv.size();) {
    const std::size_t end = csv.find("\r\n", at);
    rows.push_back(csv.substr(at, end - at));
    at = end + 2;
  }
  ASSERT_EQ(rows.size(), 7u);
  EXPECT_EQ(rows[0],
            "protocol,protocol_hash,terms,cohort,patient,as_of,overall.strict,overall.presumed,controlled_by,criterion,key,kind,number,"
            "strict,presumed,why,"
            "evidence,missing,clears_on,eligible_from,eligible_until");
  EXPECT_EQ(
      rows[1],
      "trials/demo-1.txt,0123456789abcdef,feedc0de12345678,,anna-7,2026-06-01,ineligible,ineligible,,inc-1,key-age,inclusion,1,pass,pass,"
      "\"age 44 years, at least 18\",1982-03 born 1982-03 (Patient/anna-7),,,,");
  EXPECT_EQ(
      rows[2],
      "trials/demo-1.txt,0123456789abcdef,feedc0de12345678,,anna-7,2026-06-01,ineligible,ineligible,,exc-1,key-drug,exclusion,1,fail,fail,"
      "rituximab on 2026-02-11 (MedicationAdministration/77),\"2026-02-11 rituximab <iv>, by name (MedicationAdministration/77)\","
      "a person's judgement of organ failure,,,");
  // A sentence that begins like a formula is disarmed.
  EXPECT_NE(rows[4].find(",\"'=no rituximab on record\","), std::string::npos);
}

}  // namespace
}  // namespace eligo::report
