// Units: what is read, what is refused, and exact conversion.
#include "units/unit.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace eligo::units {
namespace {

struct Spelling {
  const char* written;
  const char* code;
};

class Spellings : public testing::TestWithParam<Spelling> {};

TEST_P(Spellings, AreReadAs) {
  const auto unit = ParseUnit(GetParam().written);
  ASSERT_TRUE(unit) << GetParam().written;
  EXPECT_EQ(unit->code, GetParam().code) << GetParam().written;
  const auto again = ParseUcum(unit->code);
  ASSERT_TRUE(again) << unit->code << " is no UCUM";
  EXPECT_EQ(again->factor, unit->factor);
  EXPECT_TRUE(again->Commensurable(*unit));
}

INSTANTIATE_TEST_SUITE_P(Counts, Spellings,
                         testing::ValuesIn(std::vector<Spelling>{{"10*9/L", "10*9/L"},
                                                                 {"10^9/L", "10*9/L"},
                                                                 {"x10^9/L", "10*9/L"},
                                                                 {"×10⁹/L", "10*9/L"},
                                                                 {"10e9/L", "10*9/L"},
                                                                 {"10E+9/L", "10*9/L"},
                                                                 {"E9/L", "10*9/L"},
                                                                 {"10(9)/L", "10*9/L"},
                                                                 {"x109/L", "10*9/L"},
                                                                 {"x 10 9/L", "10*9/L"},
                                                                 {"G/L", "10*9/L"},
                                                                 {"T/L", "10*12/L"},
                                                                 {"K/uL", "10*3/uL"},
                                                                 {"K/UL", "10*3/uL"},
                                                                 {"k/µL", "10*3/uL"},
                                                                 {"K/mm3", "10*3/mm3"},
                                                                 {"10^3/uL", "10*3/uL"},
                                                                 {"X10E3/UL", "10*3/uL"},
                                                                 {"thou/uL", "10*3/uL"},
                                                                 {"Thousand/uL", "10*3/uL"},
                                                                 {"1000/uL", "1000/uL"},
                                                                 {"x1000/uL", "1000/uL"},
                                                                 {"M/uL", "10*6/uL"},
                                                                 {"million/mm3", "10*6/mm3"},
                                                                 {"cells/mm3", "{cells}/mm3"},
                                                                 {"cells/μL", "{cells}/uL"},
                                                                 {"/mm³", "/mm3"},
                                                                 {"/cumm", "/mm3"},
                                                                 {"lakhs/cumm", "10*5/mm3"},
                                                                 {"x 10^9 cells/L", "10*9{cells}/L"},
                                                                 {"WBC/hpf", "{WBC}/[HPF]"}}));

INSTANTIATE_TEST_SUITE_P(Laboratory, Spellings,
                         testing::ValuesIn(std::vector<Spelling>{{"mcg", "ug"},
                                                                 {"µmol/L", "umol/L"},
                                                                 {"μmol/L", "umol/L"},
                                                                 {"umol/l", "umol/l"},
                                                                 {"gm/dl", "g/dL"},
                                                                 {"G/DL", "g/dL"},
                                                                 {"MG/DL", "mg/dL"},
                                                                 {"Mg/dl", "mg/dL"},
                                                                 {"MMOL/L", "mmol/L"},
                                                                 {"mEq/L", "meq/L"},
                                                                 {"mg%", "mg/dL"},
                                                                 {"mg/100 mL", "mg/dL"},
                                                                 {"NG/ML", "ng/mL"},
                                                                 {"mmol·L⁻¹", "mmol.L-1"},
                                                                 {"ml min-1", "mL.min-1"},
                                                                 {"uM", "umol/L"},
                                                                 {"IU/mL", "[IU]/mL"},
                                                                 {"[iU]/mL", "[IU]/mL"},
                                                                 {"mIU/mL", "m[IU]/mL"},
                                                                 {"MIU/ML", "m[IU]/mL"},
                                                                 {"uIU/mL", "u[IU]/mL"},
                                                                 {"Units/L", "U/L"},
                                                                 {"AU/mL", "[arb'U]/mL"},
                                                                 {"RU/mL", "[arb'U]{RU}/mL"},
                                                                 {"GPL U/mL", "[GPL'U]/mL"},
                                                                 {"mg/g Cr", "mg/g{creat}"},
                                                                 {"mg/mmol creatinine", "mg/mmol{creat}"},
                                                                 {"mOsm/kg H2O", "mosm/kg"},
                                                                 {"mm/hr", "mm/h"},
                                                                 {"mm/1h", "mm/h"},
                                                                 {"mm Hg", "mm[Hg]"},
                                                                 {"mmHg", "mm[Hg]"},
                                                                 {"%", "%"},
                                                                 {"percent", "%"},
                                                                 {"index", "{index}"},
                                                                 {"copies/mL", "{copies}/mL"},
                                                                 {"pH", "[pH]"},
                                                                 {"°C", "Cel"},
                                                                 {"deg F", "[degF]"},
                                                                 {"", "1"},
                                                                 {" mg / dL ", "mg/dL"}}));

INSTANTIATE_TEST_SUITE_P(DosesAndTime, Spellings,
                         testing::ValuesIn(std::vector<Spelling>{{"g/24h", "g/d"},
                                                                 {"g/24 h", "g/d"},
                                                                 {"mg/24 hours", "mg/d"},
                                                                 {"mg/day", "mg/d"},
                                                                 {"mg/d", "mg/d"},
                                                                 {"mg/12h", "mg/(12.h)"},
                                                                 {"mg/kg/day", "mg/kg/d"},
                                                                 {"mg/(kg*day)", "mg/kg/d"},
                                                                 {"mg/m²/day", "mg/m2/d"},
                                                                 {"years", "a"},
                                                                 {"months", "mo"},
                                                                 {"weeks", "wk"},
                                                                 {"hrs", "h"},
                                                                 {"kg/m2", "kg/m2"},
                                                                 {"kg/m²", "kg/m2"},
                                                                 {"lbs", "[lb_av]"},
                                                                 {"inches", "[in_i]"}}));

INSTANTIATE_TEST_SUITE_P(StandardSurface, Spellings,
                         testing::ValuesIn(std::vector<Spelling>{{"mL/min/{1.73_m2}", "mL/min/{1.73_m2}"},
                                                                 {"mL/min/1.73m2", "mL/min/{1.73_m2}"},
                                                                 {"mL/min/1.73 m²", "mL/min/{1.73_m2}"},
                                                                 {"mL/min/1.73 m^2", "mL/min/{1.73_m2}"},
                                                                 {"mL/min per 1.73 m2", "mL/min/{1.73_m2}"},
                                                                 {"mL/min/1.73", "mL/min/{1.73_m2}"}}));

TEST(ParseUnit, RefusesWhatIsNoUnit) {
  for (const char* text : {"foo",
                           "mg/dlx",
                           "mg/",
                           "N/A",
                           "''",
                           "mg/kg.day",
                           "log10 copies/mL",
                           "10 9/L",
                           "109/L",
                           "M",
                           "mg dL/",
                           "x",
                           "/",
                           "((mg)",
                           "mg)",
                           "m99999",
                           "{",
                           "mg{\x01}",
                           "錠",
                           "mg/dL mg/dL mg/dL mg/dL mg/dL mg/dL mg/dL mg/dL mg/dL mg/dL mg/dL mg/dL"}) {
    EXPECT_FALSE(ParseUnit(text)) << text;
  }
  EXPECT_FALSE(ParseUcum(std::string(100'000, '(')));
}

TEST(ParseUnit, AnythingMayBeWritten) {
  std::mt19937 random(20260601);  // NOLINT(cert-msc51-cpp): the same texts in every run
  const std::vector<std::string> pieces{"mg",  "/",  "10*", "9", "[IU]", "{x}", "(",    ")", ".", "-3", "^",    "K",
                                        "x10", "e9", "µ",   "²", " ",    "m",   "1.73", "L", "[", "%",  "\xFF", "per "};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (auto i = random() % 8; i > 0; --i) text += pieces[random() % pieces.size()];
    const auto unit = ParseUnit(text);
    if (!unit) continue;
    const auto again = ParseUcum(unit->code);
    ASSERT_TRUE(again) << text << " -> " << unit->code;
    EXPECT_EQ(again->factor, unit->factor) << text;
    EXPECT_EQ(Convert(5, *unit, *unit), Rational(5)) << text;
  }
}

std::optional<Rational> In(const char* value, const char* from, const char* to, std::optional<Rational> molar_mass = std::nullopt) {
  const auto a = ParseUnit(from);
  const auto b = ParseUnit(to);
  EXPECT_TRUE(a) << from;
  EXPECT_TRUE(b) << to;
  return a && b ? Convert(*Rational::Parse(value), *a, *b, molar_mass) : std::nullopt;
}

TEST(Convert, IsExact) {
  EXPECT_EQ(In("4", "10*3/uL", "10*9/L"), Rational(4));
  EXPECT_EQ(In("8.5", "g/dL", "g/L"), Rational(85));
  EXPECT_EQ(In("0.5", "g/24h", "mg/day"), Rational(500));
  EXPECT_EQ(In("50", "10*9/L", "cells/mm3"), Rational(50'000));
  EXPECT_EQ(In("1", "a", "d"), Rational::Of(36525, 100));  // not 365
  EXPECT_EQ(In("6.3", "s/m.mg", "s.m-1.g"), Rational::Parse("0.0063"));
  EXPECT_EQ(In("1", "ukat/L", "U/L"), Rational(60));
  EXPECT_EQ(In("1", "m[IU]/mL", "[IU]/L"), Rational(1));
  EXPECT_EQ(In("170", "[lb_av]", "kg"), Rational::Parse("77.1107029"));
}

TEST(Convert, MassAndAmountMeetThroughTheMolarMass) {
  const Rational creatinine = *Rational::Parse("113.12");
  EXPECT_EQ(In("2.5", "mg/dL", "umol/L", creatinine)->ToString().substr(0, 7), "221.004");
  EXPECT_EQ(In("113.12", "mg/mmol{creat}", "mg/g{creat}", creatinine), Rational(1000));
  EXPECT_FALSE(In("2.5", "mg/dL", "umol/L"));
  EXPECT_FALSE(In("2.5", "mg/dL", "umol/d", creatinine));
}

TEST(Convert, Temperatures) {
  EXPECT_EQ(In("37", "Cel", "[degF]"), Rational::Parse("98.6"));
  EXPECT_EQ(In("98.6", "[degF]", "Cel"), Rational(37));
  EXPECT_EQ(In("0", "Cel", "K"), Rational::Parse("273.15"));
  EXPECT_EQ(In("1", "Cel/min", "K/min"), Rational(1));  // a difference has no zero point
}

TEST(Convert, NeverMeets) {
  EXPECT_FALSE(In("1", "[IU]/mL", "U/mL"));
  EXPECT_FALSE(In("1", "AU/mL", "[IU]/mL"));
  EXPECT_FALSE(In("1", "AU/mL", "RU/mL"));
  EXPECT_FALSE(In("1", "AU/mL", "/mL"));
  EXPECT_FALSE(In("1", "CU", "{index}"));
  EXPECT_FALSE(In("1", "[IU]/mL", "{copies}/mL"));
  EXPECT_FALSE(In("90", "mL/min", "mL/min/{1.73_m2}"));
  EXPECT_FALSE(In("48", "mmol/mol", "%"));
  EXPECT_FALSE(In("7", "[pH]", "1"));
  EXPECT_FALSE(In("1", "mg/dL", "mm[Hg]"));
  EXPECT_FALSE(In("1", "deg", "rad"));  // no exact factor
  EXPECT_EQ(In("1", "deg", "deg"), Rational(1));
  EXPECT_FALSE(In("9000000000000000001", "10*12/L", "/L"));  // does not fit: nothing, never nearly right
}

TEST(Convert, GplUnitsArePerMillilitre) { EXPECT_EQ(In("40", "GPL", "[GPL'U]/mL"), Rational(40)); }

}  // namespace
}  // namespace eligo::units
