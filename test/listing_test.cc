// Whom a worklist lists, found by counting, against the verdicts of everyone.
#include "pipeline/listing.h"

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "pipeline/print.h"
#include "pipeline/screening.h"
#include "readers/patients.h"
#include "readers/protocol.h"
#include "report/worklist.h"
#include "test/cli/program.h"
#include "test/generate/cohort.h"

namespace eligo::pipeline {
namespace {

// Two cohorts, criteria that stop many, one that stops in the presumed reading only.
constexpr const char* kTrial =
    "Inclusion criteria\n"
    "1. Systemic lupus erythematosus\n"
    "2. Age 18 to 60 years\n"
    "3. Hemoglobin >= 100 g/L\n"
    "Exclusion criteria\n"
    "1. Rituximab within 12 months\n"
    "2. Prednisone > 20 mg/day\n"
    "3. Pregnancy\n"
    "4. eGFR < 60 mL/min/1.73m2\n";

class Listing : public ::testing::Test {
 protected:
  Listing() {
    GenerationText text;
    text.patients = 250;
    text.as_of = "2026-06-01";
    generate::test::WriteFhir(folder_, text);
    folder_.Write("a.txt", kTrial);
    readers::ReadReport report;
    auto records = readers::ReadPatients((folder_.path() / "data").string(), terms_, {}, report, std::nullopt);
    EXPECT_TRUE(records.ok()) << records.error();
    records_ = std::make_unique<records::Records>(std::move(*records));
    request_.settings.as_of = ParseDate("2026-06-01")->first;
  }

  std::vector<Reading> Readings() const {
    auto read = readers::ReadProtocols({(folder_.path() / "a.txt").string(), ELIGO_SOURCE_DIR "/examples/protocols"});
    EXPECT_GT(read.documents.size(), 1u);
    return Read(std::move(read.documents), terms_);
  }
  Screening Everyone() const {
    std::vector<std::string> voided;
    return Screen(Readings(), *records_, terms_, request_, voided);
  }

  const terms::Terms& terms_ = generate::test::Terms();
  cli::test::Folder folder_;
  std::unique_ptr<records::Records> records_;
  ScreenRequest request_;
};

TEST_F(Listing, PrintsTheTextOfEveryone) {
  const auto collect = [](std::string& out) {
    return [&out](std::string_view bytes) {
      out += bytes;
      return true;
    };
  };
  std::string listed;
  std::vector<std::string> voided;
  ASSERT_TRUE(ScreenTo(Readings(), *records_, terms_, request_, ScreenFormat::kText, collect(listed), voided));
  std::string all;
  ASSERT_TRUE(PrintScreening(Everyone(), ScreenFormat::kText, collect(all)));
  EXPECT_NE(all.find("more whom two or more criteria stop"), std::string::npos);
  EXPECT_TRUE(listed == all);
}

TEST_F(Listing, CountsEveryoneAndListsWhoIsWorthARow) {
  const Screening everyone = Everyone();
  for (const bool together : {false, true}) {
    for (const std::size_t few : {std::size_t{0}, std::size_t{150}, std::size_t{1000}}) {
      Screening counted = everyone;
      for (report::Judged& judged : counted.protocols) judged.verdicts.clear();
      const Listed listed = List(counted, *records_, terms_, {few, together});
      for (std::size_t p = 0; p < everyone.protocols.size(); ++p) {
        const std::vector<report::WorklistRow> rows = report::Worklist(everyone.protocols[p]);
        const auto expected = report::CountsOf(everyone.protocols[p], rows);
        const auto& counts = counted.protocols[p].counts;
        ASSERT_EQ(counts.size(), expected.size());
        for (std::size_t c = 0; c < counts.size(); ++c) {
          EXPECT_EQ(counts[c].cohort, expected[c].cohort);
          EXPECT_EQ(counts[c].judged, expected[c].judged);
          EXPECT_EQ(counts[c].starred, expected[c].starred);
          EXPECT_EQ(counts[c].overall.strict, expected[c].overall.strict);
          EXPECT_EQ(counts[c].overall.presumed, expected[c].overall.presumed);
          for (std::size_t i = 0; i < counts[c].criteria.size(); ++i) {
            const report::Attrition &a = counts[c].criteria[i], &b = expected[c].criteria[i];
            EXPECT_EQ(std::tie(a.pass, a.fail, a.unknown, a.only), std::tie(b.pass, b.fail, b.unknown, b.only)) << p << ' ' << i;
          }
          const std::size_t of_list = together ? rows.size() : expected[c].judged;
          std::vector<std::string> worth;
          for (const verdict::PatientVerdict& verdict : everyone.protocols[p].verdicts) {
            if (verdict.cohort != counts[c].cohort) continue;
            const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.verdict == &verdict; });
            if (of_list <= few || report::WorthListing(verdict.presumed, row->fails.size())) worth.push_back(verdict.patient);
          }
          std::vector<std::string> found;
          for (const records::PatientIndex i : listed[p][c]) found.push_back(records_->patients()[i].id);
          EXPECT_EQ(found, worth) << p << ' ' << c << ' ' << few;
        }
      }
    }
  }
}

}  // namespace
}  // namespace eligo::pipeline
