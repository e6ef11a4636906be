// Records of the needed concepts alone give the verdicts of all records, for the examples and for sentences that look up most.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "pipeline/print.h"
#include "readers/patients.h"
#include "source/utf8.h"
#include "test/cli/program.h"
#include "test/generate/cohort.h"

namespace eligo::match {
namespace {

// Each asks for rows beside those of its concept: tests of a disease, items, sister instruments, scales, causes, companions.
constexpr const char* kSentences =
    "Inclusion Criteria:\n"
    "1. SLE according to the EULAR/ACR 2019 criteria\n"
    "2. SLEDAI-2K score of at least 6 without alopecia\n"
    "3. At least one BILAG A or two BILAG B domain scores\n"
    "4. Creatinine clearance (Cockcroft-Gault) above 30 mL/min\n"
    "5. Heart failure of NYHA class I or II\n"
    "6. Stable dose of prednisone of at most 0.5 mg/kg/day for at least 4 weeks\n"
    "7. Women of childbearing potential have a negative pregnancy test\n"
    "8. Two or more immunosuppressants have failed\n"
    "9. Lupus nephritis of class III or IV confirmed by renal biopsy within 6 months\n"
    "10. Clinical SELENA-SLEDAI score of at least 4\n"
    "11. SLE according to the ACR 1997 criteria or the SLICC 2012 criteria\n"
    "12. Myositis by the 2017 EULAR/ACR classification criteria\n"
    "13. Systemic sclerosis by the 2013 ACR/EULAR classification criteria\n"
    "14. mRSS of 15 to 30\n"
    "15. MMT-8 score of at most 141\n"
    "16. HAQ-DI of at least 0.25\n"
    "Exclusion Criteria:\n"
    "1. Active tuberculosis or latent tuberculosis\n"
    "2. Active hepatitis B or hepatitis C infection\n"
    "3. Anemia caused by chemotherapy\n"
    "4. Allergy to any component of the study drug or to humanized antibodies\n"
    "5. Participation in another clinical trial within 30 days\n"
    "6. Pregnancy or breastfeeding\n"
    "7. Treated with glucocorticoids alone\n"
    "8. Physician global assessment below 2\n"
    "9. HIV infection\n"
    "10. CTCAE grade >= 3 thrombocytopenia within 30 days before screening\n"
    "11. Anemia grade >= 2 (CTCAE)\n"
    "12. Endogenous creatinine clearance below 30 mL/min\n"
    "13. Platelets below 50 x 10^9/L unless due to lupus\n";

source::Document Text(const std::string& path, const std::string& text) {
  source::Document document;
  document.path = path;
  document.text = source::DecodeUtf8(text).value_or(U"");
  return document;
}

std::vector<source::Document> Protocols() {
  std::vector<source::Document> documents = {Text("sentences", kSentences)};
  const std::filesystem::path examples = ELIGO_SOURCE_DIR "/examples/protocols";
  std::vector<std::filesystem::path> paths;
  if (std::filesystem::exists(examples)) paths.assign(std::filesystem::directory_iterator(examples), {});
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    documents.push_back(Text(path.filename().string(), text.str()));
  }
  return documents;
}

std::string Screened(const std::string& folder, bool filtered) {
  const terms::Terms& terms = generate::test::Terms();
  std::vector<pipeline::Reading> readings = pipeline::Read(Protocols(), terms);
  readers::ReadReport report;
  auto needed = filtered ? std::optional(pipeline::NeededConcepts(readings, terms)) : std::nullopt;
  const auto records = readers::ReadPatients(folder, terms, {}, report, std::move(needed));
  EXPECT_TRUE(records.ok()) << records.error();
  pipeline::ScreenRequest request;
  request.settings.as_of = ParseDate("2026-06-01")->first;
  std::vector<std::string> voided;
  std::string out;
  const pipeline::Screening screening = pipeline::Screen(std::move(readings), *records, terms, request, voided);
  (void)pipeline::PrintScreening(screening, pipeline::ScreenFormat::kJson, [&out](std::string_view bytes) {
    out += bytes;
    return true;
  });
  return out;
}

TEST(Needed, FilteredRecordsGiveTheSameVerdicts) {
  const cli::test::Folder folder;
  pipeline::GenerationText text;
  text.patients = 10;
  text.as_of = "2026-06-01";
  generate::test::WriteFhir(folder, text);
  const std::string data = (folder.path() / "data").string();
  const std::string all = Screened(data, false);
  EXPECT_GT(all.size(), 10'000u);
  EXPECT_TRUE(Screened(data, true) == all);
}

TEST(Needed, LeavesOutWhatIsNotAskedFor) {
  const terms::Terms& terms = generate::test::Terms();
  const terms::ConceptSet needed = pipeline::NeededConcepts(
      pipeline::Read(std::vector{Text("one", "Inclusion Criteria:\n1. Hemoglobin of at least 90 g/L\n")}, terms), terms);
  EXPECT_TRUE(needed.Has(*terms.Find("hemoglobin")));
  EXPECT_TRUE(needed.Has(*terms.Find("pregnancy")));
  for (const char* id : {"platelet_count", "prednisone", "sle", "hba1c"}) {
    const auto found = terms.Find(id);
    EXPECT_FALSE(found && needed.Has(*found)) << id;
  }
}

}  // namespace
}  // namespace eligo::match
