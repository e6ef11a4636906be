// Rational: parsing, printing, order, arithmetic, and that overflow gives nothing.
#include "units/rational.h"

#include <cstdint>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace eligo::units {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

Rational Read(std::string_view text) {
  const auto number = Rational::Parse(text);
  EXPECT_TRUE(number.has_value()) << text;
  return number.value_or(Rational(-999999));
}

TEST(RationalTest, OfGivesLowestTerms) {
  const auto half = Rational::Of(-4, -8);
  ASSERT_TRUE(half);
  EXPECT_EQ(half->numerator(), 1);
  EXPECT_EQ(half->denominator(), 2);
  EXPECT_EQ(Rational::Of(3, -6)->numerator(), -1);
  EXPECT_EQ(Rational::Of(0, 7)->denominator(), 1);
  EXPECT_FALSE(Rational::Of(1, 0));
  EXPECT_FALSE(Rational::Of(kMin, -1));
  EXPECT_EQ(Rational::Of(kMin, 1)->numerator(), kMin);
}

TEST(RationalTest, ParsesPlainDecimals) {
  EXPECT_EQ(Read("85"), Rational(85));
  EXPECT_EQ(Read("-0.5"), *Rational::Of(-1, 2));
  EXPECT_EQ(Read("+1.50"), *Rational::Of(3, 2));
  EXPECT_EQ(Read("2e3"), Rational(2000));
  EXPECT_EQ(Read("2E-3"), *Rational::Of(1, 500));
  EXPECT_EQ(Read(".5"), *Rational::Of(1, 2));
  EXPECT_EQ(Read("0.000"), Rational(0));
  EXPECT_EQ(Read("1.500000000000000000000000"), *Rational::Of(3, 2));
  EXPECT_EQ(Read("1000e-20"), *Rational::Of(1, 100000000000000000));
  EXPECT_EQ(Read("9223372036854775807"), Rational(kMax));
}

TEST(RationalTest, OfDecimalIsItsPrint) {
  EXPECT_EQ(Rational::OfDecimal(150, 2), Rational::Parse("1.5"));
  EXPECT_EQ(Rational::OfDecimal(-86, 1), Rational::Parse("-8.6"));
  EXPECT_EQ(Rational::OfDecimal(7, 0), Rational(7));
  EXPECT_EQ(Rational::OfDecimal(3, -4), Rational(30000));
  EXPECT_EQ(Rational::OfDecimal(0, -400), Rational(0));
  EXPECT_EQ(Rational::OfDecimal(1000, 20), Rational::Parse("1000e-20"));
  EXPECT_FALSE(Rational::OfDecimal(1, 19));
  EXPECT_FALSE(Rational::OfDecimal(1, -19));
}

TEST(RationalTest, RefusesWhatIsNoDecimal) {
  for (const char* text : {"", "-", ".", "5.", "1,000", "1 000", " 1", "1 ", "0x10", "1e", "1e+", "--1", "1.2.3", "NaN", "inf", "½"}) {
    EXPECT_FALSE(Rational::Parse(text)) << text;
  }
}

TEST(RationalTest, RefusesWhatDoesNotFit) {
  for (const char* text : {"9223372036854775808", "1e19", "1e-19", "1e99999999999", "0.12345678901234567890123"}) {
    EXPECT_FALSE(Rational::Parse(text)) << text;
  }
  EXPECT_EQ(Read("0e99999"), Rational(0));
}

TEST(RationalTest, PrintsTheShortestExactDecimal) {
  EXPECT_EQ(Rational(85).ToString(), "85");
  EXPECT_EQ(Rational::Of(3, 2)->ToString(), "1.5");
  EXPECT_EQ(Rational::Of(-1, 4)->ToString(), "-0.25");
  EXPECT_EQ(Rational(0).ToString(), "0");
  EXPECT_EQ(Rational(kMin).ToString(), "-9223372036854775808");
  EXPECT_EQ(Rational::Of(1, 3)->ToString(), "0.333333333333");
  EXPECT_EQ(Rational::Of(20, 3)->ToString(), "6.66666666667");
}

TEST(RationalTest, PrintAndParseAgree) {
  for (const char* text : {"0.1", "5.5", "16114.5", "88.4017", "-273.15", "0.000001", "1234567.890625"}) {
    EXPECT_EQ(Read(text).ToString(), text);
  }
}

TEST(RationalTest, OrdersExactly) {
  EXPECT_LT(*Rational::Of(1, 3), *Rational::Of(1, 2));
  EXPECT_GT(*Rational::Of(-1, 3), *Rational::Of(-1, 2));
  EXPECT_LT(*Rational::Of(kMax - 1, kMax), Rational(1));
  EXPECT_LT(Rational(kMin), Rational(kMax));
  EXPECT_EQ(Read("5.5") <=> *Rational::Of(11, 2), std::strong_ordering::equal);
}

TEST(RationalTest, Computes) {
  // 4 x 10*3/uL is 4 x 10*9/L to the bit: 4 * 1000 * 1000000.
  EXPECT_EQ(Multiply(*Multiply(4, 1000), 1000000), Rational(4000000000));
  EXPECT_EQ(Add(Read("0.1"), Read("0.2")), Read("0.3"));
  EXPECT_EQ(Subtract(Read("5.5"), Read("6.7")), Read("-1.2"));
  EXPECT_EQ(Divide(5, Read("0.75")), Rational::Of(20, 3));  // dexamethasone to prednisone
  EXPECT_EQ(Divide(1, Rational(-3)), Rational::Of(-1, 3));
  EXPECT_FALSE(Divide(1, 0));
}

TEST(RationalTest, OverflowGivesNothing) {
  EXPECT_FALSE(Add(kMax, 1));
  EXPECT_FALSE(Subtract(kMin, 1));
  EXPECT_FALSE(Multiply(kMax, 2));
  EXPECT_FALSE(Multiply(*Rational::Of(1, kMax), *Rational::Of(1, kMax - 1)));
  EXPECT_FALSE(Divide(*Rational::Of(1, kMax), kMax));
  // Large parts that cancel are no overflow.
  EXPECT_EQ(Multiply(*Rational::Of(kMax, 3), *Rational::Of(3, kMax)), Rational(1));
  EXPECT_EQ(Add(kMax, -1), Rational(kMax - 1));
}

}  // namespace
}  // namespace eligo::units
