// Values: what a text says and what it does not.
#include "readers/fhir_value.h"

#include "test/readers/fhir_world.h"

namespace eligo::readers {
namespace {

using records::Answer;

std::string Shown(const Value& value) {
  if (!value.number) return "none";
  const records::Number& n = *value.number;
  std::string out = n.exact() ? n.low->ToString()
                              : (n.low_open ? "(" : "[") + (n.low ? n.low->ToString() : "") + "," + (n.high ? n.high->ToString() : "") +
                                    (n.high_open ? ")" : "]");
  if (n.titer) out = "1:" + out;
  return value.unit.empty() ? out : out + " " + value.unit;
}

struct Case {
  const char* text;
  const char* number;
  Answer answer;
};

class TextValues : public testing::TestWithParam<Case> {};

TEST_P(TextValues, AreReadAs) {
  const Value value = ReadTextValue(GetParam().text);
  EXPECT_EQ(Shown(value), GetParam().number) << GetParam().text;
  EXPECT_EQ(static_cast<int>(value.answer), static_cast<int>(GetParam().answer)) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Numbers, TextValues,
                         testing::ValuesIn(std::vector<Case>{
                             {"7.2 mg/dL", "7.2 mg/dL", Answer::kNone},
                             {"7.2", "7.2", Answer::kNone},
                             {"<20 IU/mL", "[,20) IU/mL", Answer::kNone},
                             {"< 20", "[,20)", Answer::kNone},
                             {"≤5", "[,5]", Answer::kNone},
                             {">= 60 mL/min", "[60,] mL/min", Answer::kNone},
                             {"greater than 100", "(100,]", Answer::kNone},
                             {"5-10 /hpf", "[5,10] /hpf", Answer::kNone},
                             {"3 to 5", "[3,5]", Answer::kNone},
                             {"1:160", "1:160", Answer::kNone},
                             {"<1:40", "1:[,40)", Answer::kNone},
                             {">=1:640", "1:[640,]", Answer::kNone},
                             {"1 : 80", "1:80", Answer::kNone},
                             {"Positive 1:160", "1:160", Answer::kPositive},
                             {"1:320 speckled", "1:320", Answer::kNone},
                             {"35 IU/mL (positive)", "35 IU/mL", Answer::kPositive},
                             {"0.3 Negative", "0.3", Answer::kNegative},
                             {"Detected, <20 IU/mL", "[,20) IU/mL", Answer::kPositive},
                             {"92 g/L H", "92 g/L", Answer::kNone},
                             {"12 H", "12", Answer::kNone},
                         }));

INSTANTIATE_TEST_SUITE_P(Refused, TextValues,
                         testing::ValuesIn(std::vector<Case>{
                             {"", "none", Answer::kNone},
                             {"2+", "none", Answer::kPositive},
                             {"1,234", "none", Answer::kNone},
                             {"12,5", "none", Answer::kNone},
                             {"120/80", "none", Answer::kNone},
                             {"2019-05-01", "none", Answer::kNone},
                             {"3 of 10", "none", Answer::kNone},
                             {"1:160 or 1:320", "none", Answer::kNone},
                             {"10:30", "none", Answer::kNone},
                             {"see note", "none", Answer::kNone},
                             {"trace", "none", Answer::kNone},
                             {"hemolyzed", "none", Answer::kNone},
                             {"1/160", "none", Answer::kNone},
                             {"7.2 mg/dlx", "none", Answer::kNone},
                             {"1.2.3", "none", Answer::kNone},
                         }));

INSTANTIATE_TEST_SUITE_P(Answers, TextValues,
                         testing::ValuesIn(std::vector<Case>{
                             {"Positive", "none", Answer::kPositive},
                             {"POS", "none", Answer::kPositive},
                             {"Weakly positive", "none", Answer::kPositive},
                             {"Reactive", "none", Answer::kPositive},
                             {"Non-reactive", "none", Answer::kNegative},
                             {"NONREACTIVE", "none", Answer::kNegative},
                             {"Not detected", "none", Answer::kNegative},
                             {"HBV DNA not detected", "none", Answer::kNegative},
                             {"Negative", "none", Answer::kNegative},
                             {"Not pregnant", "none", Answer::kNegative},
                             {"Equivocal", "none", Answer::kEquivocal},
                             {"Borderline positive", "none", Answer::kEquivocal},
                             {"Indeterminate", "none", Answer::kIndeterminate},
                             {"Within normal limits", "none", Answer::kNormal},
                             {"abnormal", "none", Answer::kAbnormal},
                             {"yes", "none", Answer::kPositive},
                             {"none", "none", Answer::kNegative},
                             {"no evidence of a positive test", "none", Answer::kNone},
                             {"previously positive", "none", Answer::kNone},
                             {"positive or negative", "none", Answer::kNone},
                             {"not positive", "none", Answer::kNone},
                             {"Negative, prior was positive", "none", Answer::kNone},
                         }));

TEST(ShortText, CutsWholeCharacters) {
  std::string text(199, 'a');
  text += "é and more";
  EXPECT_EQ(ShortText(text), std::string(199, 'a'));
  EXPECT_EQ(ShortText("  x "), "x");
}

TEST(TidyUnit, KnowsNoUnit) {
  for (const char* none : {"", "''", "n/a", " "}) EXPECT_EQ(TidyUnit(none), "") << none;
  EXPECT_EQ(TidyUnit(" mg/dL "), "mg/dL");
}

}  // namespace
}  // namespace eligo::readers
