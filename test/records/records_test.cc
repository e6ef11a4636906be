// Records: sorted by patient and day whatever the order of arrival.
#include "records/records.h"

#include <gtest/gtest.h>

namespace eligo::records {
namespace {

constexpr terms::ConceptId kCreatinine{7};
constexpr terms::ConceptId kLupus{9};

Patient Named(const char* id) {
  Patient patient;
  patient.id = id;
  return patient;
}

Row At(RecordsBuilder& builder, PatientIndex patient, const char* day, const char* source, std::int16_t minute = kNoMinute) {
  Row row;
  row.patient = patient;
  row.start = ParseDate(day);
  row.minute = minute;
  row.source = builder.SourceOf(source);
  return row;
}

std::vector<std::string> Sources(const Records& records, terms::ConceptId concept_id, PatientIndex patient) {
  std::vector<std::string> sources;
  for (const Row& row : records.Rows(concept_id, patient)) {
    EXPECT_EQ(row.patient, patient);
    sources.emplace_back(records.Text(row.source));
  }
  return sources;
}

TEST(Records, SortsPatientsAndRows) {
  RecordsBuilder builder;
  const PatientIndex b = builder.AddPatient(Named("b"));
  const PatientIndex a = builder.AddPatient(Named("a"));
  builder.Add(kCreatinine, At(builder, b, "2026-02-01", "b2"));
  builder.Add(kCreatinine, At(builder, a, "2026-03-01", "late", 600));
  builder.Add(kCreatinine, At(builder, a, "2026-03-01", "z", 480));
  builder.Add(kCreatinine, At(builder, a, "2026-03-01", "y", 480));
  builder.Add(kCreatinine, At(builder, a, "", "undated"));
  builder.Add(kCreatinine, At(builder, b, "2026-01", "b1"));
  builder.Add(kLupus, At(builder, b, "2019", "lupus"));
  const Records records = builder.Finish();

  ASSERT_EQ(records.patients().size(), 2u);
  EXPECT_EQ(records.patients()[0].id, "a");
  EXPECT_EQ(records.patients()[1].id, "b");
  EXPECT_EQ(Sources(records, kCreatinine, 0), (std::vector<std::string>{"undated", "y", "z", "late"}));
  EXPECT_EQ(Sources(records, kCreatinine, 1), (std::vector<std::string>{"b1", "b2"}));
  EXPECT_TRUE(records.Rows(kLupus, 0).empty());
  EXPECT_EQ(Sources(records, kLupus, 1), (std::vector<std::string>{"lupus"}));
  EXPECT_TRUE(records.Rows(terms::ConceptId{1}, 0).empty());
  EXPECT_EQ(records.row_count(), 7u);
}

TEST(Records, FindsPatientsAndInternsOnce) {
  RecordsBuilder builder;
  const PatientIndex p = builder.AddPatient(Named("p"));
  EXPECT_EQ(builder.FindPatient("p"), p);
  EXPECT_FALSE(builder.FindPatient("q"));
  EXPECT_EQ(builder.Intern(""), 0u);
  EXPECT_EQ(builder.Intern("mg"), builder.Intern("mg"));
  builder.patient(p).gender = Sex::kFemale;
  builder.Unmapped("LOINC 1-1");
  builder.Unmapped("LOINC 1-1");
  const StringId mg = builder.Intern("mg");
  const Records records = builder.Finish();
  EXPECT_EQ(records.Text(mg), "mg");
  EXPECT_EQ(records.Text(0), "");
  EXPECT_EQ(records.patients()[0].gender, Sex::kFemale);
  EXPECT_EQ(records.unmapped().at("LOINC 1-1"), 2);
}

TEST(Records, OfNobody) {
  const Records records = RecordsBuilder().Finish();
  EXPECT_TRUE(records.patients().empty());
  EXPECT_EQ(records.row_count(), 0u);
}

}  // namespace
}  // namespace eligo::records
