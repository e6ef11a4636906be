#include "base/date.h"

#include <gtest/gtest.h>

namespace eligo {
namespace {

Date Day(int y, int m, int d) { return FromCivil({y, m, d}); }

TEST(Date, CivilRoundTripsOverEveryDayOfFourHundredYears) {
  Date d = Day(1800, 1, 1);
  const Date last = Day(2200, 1, 1);
  CivilDate before = ToCivil(AddDays(d, -1));
  for (; d < last; d = AddDays(d, 1)) {
    const CivilDate c = ToCivil(d);
    ASSERT_TRUE(ValidCivil(c));
    ASSERT_EQ(FromCivil(c), d);
    const bool next = (c.day == before.day + 1 && c.month == before.month) || (c.day == 1 && c.month == before.month % 12 + 1);
    ASSERT_TRUE(next) << ToString(d);
    before = c;
  }
}

struct Parsed {
  std::string text;
  std::string expected;  // "" for no date
};

TEST(Date, ReadsDaysPartialDatesAndTimestamps) {
  const Parsed cases[] = {{"2026-06-01", "2026-06-01"},
                          {"2026-06", "2026-06"},
                          {"2019", "2019"},
                          {"2026-06-01T23:30:00-05:00", "2026-06-01"},
                          {"2026-06-01 08:30", "2026-06-01"},
                          {"2024-02-29", "2024-02-29"},
                          {"2026-02-29", ""},
                          {"2026-02-30", ""},
                          {"2026-13-01", ""},
                          {"2026-00-10", ""},
                          {"2026-6-1", ""},
                          {"06/01/2026", ""},
                          {"", ""},
                          {"0000", ""},
                          {"2026-06-01T99:00", ""},
                          {"2026-06-01x", ""}};
  for (const Parsed& c : cases) {
    const auto parsed = ParseDate(c.text);
    EXPECT_EQ(parsed ? ToString(*parsed) : "", c.expected) << c.text;
  }
  EXPECT_EQ(ParseMinuteOfDay("2026-06-01T08:30:00Z"), 510);
  EXPECT_EQ(ParseMinuteOfDay("2026-06-01"), -1);
}

TEST(Date, TimesWithAnOffsetCountFromMidnightInUtc) {
  EXPECT_EQ(ParseInstantMinute("2026-06-01T08:30:00+02:00"), 390);
  EXPECT_EQ(ParseInstantMinute("2026-06-01T00:30:00+02:00"), -90);
  EXPECT_EQ(ParseInstantMinute("2026-06-01T23:30:00.5-10:00"), 33 * 60 + 30);
  EXPECT_EQ(ParseInstantMinute("2026-06-01T08:30-0330"), 12 * 60);
  EXPECT_EQ(ParseInstantMinute("2026-06-01T08:30:00Z"), 510);
  EXPECT_EQ(ParseInstantMinute("2026-06-01 08:30"), 510);
  for (const char* none : {"2026-06-01", "2026-06-01T08:30:00+2", "2026-06-01T08:30:00+15:00", "2026-06-01T08:30:00Zulu"})
    EXPECT_EQ(ParseInstantMinute(none), std::nullopt) << none;
}

TEST(Date, PartialDateIsTheIntervalOfItsDays) {
  EXPECT_EQ(*ParseDate("2024-02"), (DateInterval{Day(2024, 2, 1), Day(2024, 2, 29)}));
  EXPECT_EQ(*ParseDate("2019"), (DateInterval{Day(2019, 1, 1), Day(2019, 12, 31)}));
}

TEST(Date, MonthsAreClampedToTheMonthsEnd) {
  EXPECT_EQ(Add(Day(2026, 8, 31), {-6, 0, 0}), Day(2026, 2, 28));
  EXPECT_EQ(Add(Day(2024, 8, 31), {-6, 0, 0}), Day(2024, 2, 29));
  EXPECT_EQ(Add(Day(2026, 1, 31), {1, 0, 0}), Day(2026, 2, 28));
  EXPECT_EQ(Add(Day(2026, 6, 1), {-12, 0, 0}), Day(2025, 6, 1));
  EXPECT_EQ(Add(Day(2024, 2, 29), {12, 0, 0}), Day(2025, 2, 28));
  EXPECT_EQ(Add(Day(2026, 6, 1), {0, -56, 0}), Day(2026, 4, 6));
  EXPECT_EQ(Add(Day(2026, 1, 1), {-1, 0, 0}), Day(2025, 12, 1));
}

TEST(Date, HoursCountAsWholeDaysRoundedUp) {
  EXPECT_EQ(Add(Day(2026, 6, 3), {0, 0, -48}), Day(2026, 6, 1));
  EXPECT_EQ(Add(Day(2026, 6, 3), {0, 0, -25}), Day(2026, 6, 1));
  EXPECT_EQ(Add(Day(2026, 6, 3), {0, 0, -24}), Day(2026, 6, 2));
}

TEST(Date, AgeIsInCompletedYears) {
  EXPECT_EQ(CompletedYears(Day(1945, 6, 2), Day(2026, 6, 1)), 80);
  EXPECT_EQ(CompletedYears(Day(1945, 6, 1), Day(2026, 6, 1)), 81);
  // Born on 29 February: in a common year the birthday is 1 March (contract 4.4).
  EXPECT_EQ(CompletedYears(Day(2008, 2, 29), Day(2026, 2, 28)), 17);
  EXPECT_EQ(CompletedYears(Day(2008, 2, 29), Day(2026, 3, 1)), 18);
  EXPECT_EQ(CompletedYears(Day(2008, 2, 29), Day(2028, 2, 29)), 20);
}

TEST(Period, ReadsAndPrintsIso8601) {
  const Parsed cases[] = {{"P8W", "P8W"},     {"P56D", "P56D"},   {"-P9M", "-P9M"}, {"P12M", "P12M"}, {"P1Y", "P1Y"},
                          {"PT48H", "PT48H"}, {"P1M3D", "P1M3D"}, {"P0D", "P0D"},   {"P", ""},        {"8W", ""},
                          {"PT", ""},         {"P1X", ""},        {"", ""}};
  for (const Parsed& c : cases) {
    const auto parsed = ParsePeriod(c.text);
    EXPECT_EQ(parsed ? ToString(*parsed) : "", c.expected) << c.text;
  }
}

}  // namespace
}  // namespace eligo
