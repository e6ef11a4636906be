#include "report/pseudonyms.h"

#include <gtest/gtest.h>

#include "report/screen_csv.h"
#include "report/screen_html.h"
#include "report/screen_json.h"
#include "report/screen_text.h"
#include "test/report/fixture.h"

namespace eligo::report {
namespace {

TEST(Pseudonyms, NoFormatShowsAnIdentifier) {
  Screening screening = test::MakeScreening();
  screening.protocols[0].verdicts[0].criteria[0].why = "see Patient/carl-3.";
  Pseudonymise(screening);
  const std::string all = test::Collect([&](const Sink& sink) {
    ScreenJson(screening, sink);
    ScreenCsv(screening, sink);
    ScreenText(screening, sink);
    ScreenHtml(screening, sink);
  });
  for (const char* id : {"anna-7", "berta-12", "carl-3", "MedicationAdministration/77"}) EXPECT_EQ(all.find(id), std::string::npos) << id;
  EXPECT_NE(all.find("P-0001"), std::string::npos);
  EXPECT_NE(all.find("MedicationAdministration/R-0001"), std::string::npos);
  EXPECT_NE(all.find("see Patient/P-0003."), std::string::npos);
}

TEST(Pseudonyms, FollowTheSortedIdsWhateverThePatientsOrder) {
  Screening screening = test::MakeScreening();
  std::swap(screening.protocols[0].verdicts[0], screening.protocols[0].verdicts[2]);
  Pseudonymise(screening);
  EXPECT_EQ(screening.protocols[0].verdicts[0].patient, "P-0003");
  EXPECT_EQ(screening.protocols[0].verdicts[2].patient, "P-0001");
  EXPECT_EQ(screening.protocols[0].verdicts[2].criteria[0].atoms[0].evidence[0].resource, "Patient/P-0001");
}

TEST(Pseudonyms, CountEveryPatientThatWasRead) {
  Screening screening = test::MakeScreening();
  screening.patients = {"aaa", "anna-7", "berta-12", "carl-3"};  // one that no cohort took
  Pseudonymise(screening);
  EXPECT_EQ(screening.protocols[0].verdicts[0].patient, "P-0002");
}

TEST(Pseudonyms, ReplaceWholeReferencesOnly) {
  Screening screening = test::MakeScreening();
  screening.protocols[0].verdicts[0].criteria[1].why = "MedicationAdministration/77, not MedicationAdministration/778";
  Pseudonymise(screening);
  EXPECT_EQ(screening.protocols[0].verdicts[0].criteria[1].why, "MedicationAdministration/R-0001, not MedicationAdministration/778");
}

}  // namespace
}  // namespace eligo::report
