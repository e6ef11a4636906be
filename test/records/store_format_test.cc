#include "records/store_format.h"

#include <random>

#include <gtest/gtest.h>

namespace eligo::records {
namespace {

using units::Rational;

TEST(StoreFormat, FlagsComeBackAsTheyWere) {
  std::mt19937 random(1);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int i = 0; i < 20'000; ++i) {
    Event event;
    Row& row = event.row;
    row.domain = static_cast<Domain>(below(10));
    row.standing = static_cast<Standing>(below(3));
    row.course = static_cast<Course>(below(3));
    row.exposure = static_cast<Exposure>(below(4));
    row.route = static_cast<Route>(below(12));
    row.answer = static_cast<Answer>(below(9));
    row.ongoing = below(2) == 1;
    row.stopped = below(2) == 1;
    row.as_needed = below(2) == 1;
    row.component = below(2) == 1;
    event.ongoing_if_chronic = below(2) == 1;
    if (below(2) == 1) row.number = Number{Rational(1), std::nullopt, below(2) == 1, below(2) == 1, below(2) == 1};
    const bool made = below(2) == 1;

    Event back;
    if (row.number) back.row.number = Number{Rational(1), std::nullopt, false, false, false};
    bool made_back = false;
    const std::uint32_t flags = PackFlags(event, made);
    ASSERT_TRUE(UnpackFlags(flags, back, made_back));
    EXPECT_EQ(PackFlags(back, made_back), flags);
    EXPECT_EQ(made_back, made);
    EXPECT_EQ(back.row.domain, row.domain);
    EXPECT_EQ(back.row.answer, row.answer);
    EXPECT_EQ(back.row.route, row.route);
    EXPECT_EQ(back.row.number.has_value(), row.number.has_value());
    if (row.number) {
      EXPECT_EQ(back.row.number->titer, row.number->titer);
    }
  }
}

TEST(StoreFormat, FlagsThatNobodyPacksAreRefused) {
  Event event;
  bool made = false;
  EXPECT_FALSE(UnpackFlags(15, event, made));        // no such domain
  EXPECT_FALSE(UnpackFlags(1U << 31, event, made));  // of a later version
  EXPECT_FALSE(UnpackFlags(3U << 4, event, made));   // no such standing
  event.row.number = Number{Rational(1), Rational(1), false, false, false};
  EXPECT_FALSE(UnpackFlags(0, event, made));  // ends without a number
}

TEST(StoreFormat, NumbersAreExact) {
  for (const char* text : {"0", "85", "-0.5", "0.25", "13.2", "1234567.891", "0.000001"}) {
    const auto number = Rational::Parse(text);
    ASSERT_TRUE(number) << text;
    EXPECT_EQ(ExactText(*number), text);
    EXPECT_EQ(ParseExact(text), number);
  }
  const auto third = Rational::Of(-1, 3);
  EXPECT_EQ(ExactText(*third), "-1/3");
  EXPECT_EQ(ParseExact("-1/3"), third);
  const auto small = Rational::Of(1, std::int64_t{1} << 40);  // of a 32-bit float: no decimal that fits
  EXPECT_EQ(ParseExact(ExactText(*small)), small);
  for (const char* bad : {"", "x", "1/", "/2", "1/0", "1/-2", "1/2x"}) EXPECT_FALSE(ParseExact(bad)) << bad;
}

TEST(StoreFormat, BearersHaveNames) {
  for (int i = 0; i < kBearers; ++i) EXPECT_EQ(ParseBearer(ToString(static_cast<Bearer>(i))), static_cast<Bearer>(i));
  EXPECT_FALSE(ParseBearer("other"));
}

}  // namespace
}  // namespace eligo::records
