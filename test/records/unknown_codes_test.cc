// UnknownCodes: different patients, exactly; names up to a bound.
#include "records/unknown_codes.h"

#include <gtest/gtest.h>

namespace eligo::records {
namespace {

TEST(PatientSet, CountsEachOnce) {
  // As a list, sorted now and then, and as bits; far apart and side by side.
  for (const PatientIndex step : {1U, 3U, 1000U}) {
    PatientSet set;
    std::size_t different = 0;
    for (PatientIndex i = 0; i < 500; ++i) {
      set.Add((i * 7 % 500) * step);
      set.Add((i / 2) * step);
      set.Add((i / 2) * step);
    }
    different = 500;
    EXPECT_EQ(set.size(), different) << step;
  }
  EXPECT_EQ(PatientSet().size(), 0u);
}

TEST(UnknownCodes, CountsRecordsAndPatientsMostFirst) {
  UnknownCodes codes;
  const auto rare = codes.Of("LOINC 1-1", false, "Rare");
  const auto twice = codes.Of("LOINC 2-2", false, "Frequent");
  const auto other = codes.Of("LOINC 2-2", false, "frequent, serum");
  (void)codes.Of("LOINC 3-3", false, "in no record");
  for (const PatientIndex patient : {4U, 4U, 4U}) codes.Add(rare, patient);
  for (const PatientIndex patient : {1U, 2U, 2U}) codes.Add(twice, patient);
  codes.Add(other, 1);
  const auto list = codes.List();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].code, "LOINC 2-2");
  EXPECT_EQ(list[0].records, 4u);
  EXPECT_EQ(list[0].patients, 2u);
  ASSERT_EQ(list[0].names.size(), 2u);
  EXPECT_EQ(list[0].names[0].text, "Frequent");
  EXPECT_EQ(list[0].names[0].patients, 2u);
  EXPECT_EQ(list[0].names[1].patients, 1u);
  EXPECT_EQ(list[1].records, 3u);
  EXPECT_EQ(list[1].patients, 1u);
}

TEST(UnknownCodes, KeepsNamesUpToABound) {
  UnknownCodes codes;
  for (int i = 0; i < 20; ++i) codes.Add(codes.Of("LOINC 1-1", false, "name " + std::to_string(i)), 0);
  codes.Add(codes.Of("LOINC 1-1", false, std::string(81, 'x')), 0);
  for (int i = 0; i < 10'100; ++i) codes.Add(codes.Of("result without a code", true, "text " + std::to_string(i)), 0);
  codes.Add(codes.Of("result without a code", true, "text 5"), 1);
  const auto list = codes.List();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_TRUE(list[0].no_code);
  EXPECT_EQ(list[0].records, 10'101u);
  EXPECT_EQ(list[0].names.size(), 10'000u);
  EXPECT_EQ(list[0].names[0].text, "text 5");
  EXPECT_EQ(list[1].records, 21u);
  EXPECT_EQ(list[1].names.size(), 8u);
}

}  // namespace
}  // namespace eligo::records
