#include "records/looks.h"

#include <gtest/gtest.h>

#include "records/records.h"

namespace eligo::records {
namespace {

constexpr terms::ConceptId kConcept{7};

Row RowOf(PatientIndex patient, int day, std::string_view source, RecordsBuilder& builder) {
  Row row;
  row.patient = patient;
  row.domain = Domain::kCondition;
  row.start = On(Date{day});
  row.source = builder.SourceOf(source);
  return row;
}

TEST(Looks, LeavesOutDaysAndSources) {
  RecordsBuilder builder;
  for (const char* id : {"a", "b", "c", "d"}) {
    Patient patient;
    patient.id = id;
    (void)builder.AddPatient(patient);
  }
  Row row = RowOf(0, 10, "Condition/1", builder);
  row.end = On(Date{12});
  builder.Add(kConcept, row);
  row = RowOf(1, 500, "Condition/2", builder);
  row.end = On(Date{900});
  row.recorded = On(Date{901});
  builder.Add(kConcept, row);
  row = RowOf(2, 10, "Condition/3", builder);
  row.ongoing = true;
  builder.Add(kConcept, row);
  row.start = DateInterval{Date{40}, Date{70}};  // a month
  builder.Add(kConcept, row);
  const Records records = builder.Finish();
  const Looks looks(*records.Find(kConcept));

  ASSERT_FALSE(looks.overflown());
  ASSERT_EQ(looks.Of(0).size(), 1U);
  ASSERT_EQ(looks.Of(1).size(), 1U);
  ASSERT_EQ(looks.Of(2).size(), 2U);
  EXPECT_TRUE(looks.Of(3).empty());
  EXPECT_EQ(looks.Of(0)[0].look, looks.Of(1)[0].look);
  EXPECT_NE(looks.Of(0)[0].look, looks.Of(2)[0].look);
  EXPECT_EQ(looks.Of(2)[1].look, Looks::kOdd);
  EXPECT_EQ(looks.Of(0)[0].end, 12);
  EXPECT_EQ(looks.Of(0)[0].recorded, kNoDay);
  EXPECT_EQ(looks.Of(1)[0].recorded, 901);
}

TEST(Looks, RowsOfOneDayInTheOrderOfTheirHoursAreOdd) {
  RecordsBuilder builder;
  Patient patient;
  patient.id = "a";
  (void)builder.AddPatient(patient);
  for (const int minute : {60, 120}) {
    Row row = RowOf(0, 10, "Observation/" + std::to_string(minute), builder);
    row.minute = static_cast<std::int16_t>(minute);
    builder.Add(kConcept, row);
  }
  const Records records = builder.Finish();
  const Looks looks(*records.Find(kConcept));
  ASSERT_EQ(looks.Of(0).size(), 2U);
  EXPECT_NE(looks.Of(0)[0].look, Looks::kOdd);
  EXPECT_EQ(looks.Of(0)[1].look, Looks::kOdd);
}

}  // namespace
}  // namespace eligo::records
