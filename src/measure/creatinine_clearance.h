// CreatinineClearance: by Cockcroft and Gault, and as measured in collected urine. Exact, unrounded, in mL/min, not per 1.73 m2.
//
// Rounding would flip bounds: a woman of 60 years, 55 kg and 1.3 mg/dL has 39.96, which is not "at least 40".
// What is known as an interval gives an interval.
// Sources: Cockcroft and Gault, Nephron 1976;16:31-41 [G for the citation, S for the formula]; measured: U x V / (P x 1440) [S].
// Tested by test/measure/creatinine_clearance_test.cc.
#pragma once

#include <optional>

#include "records/row.h"

namespace eligo::measure {

// The formula was made from adults (18 to 92 years) [G].
inline constexpr int kCockcroftGaultFromAge = 18;
// From this age on it makes nothing.
inline constexpr int kCockcroftGaultToAge = 140;

enum class FormulaSex { kFemale, kMale, kUnknown };

// (140 - age) x weight / (72 x creatinine), times 0.85 for women; not known: both. age in completed years, weight in kg, creatinine in
// mg/dL. Nothing for no age from 18 to 139, no positive weight or creatinine, or where the arithmetic overflows.
std::optional<records::Number> CockcroftGault(int age_low, int age_high, const records::Number& weight, const records::Number& creatinine,
                                              FormulaSex sex);

// The same in floating point, of one age in that range, weight and creatinine, for telling on which side of a limit that is not near it
// lies.
double CockcroftGaultNearly(int age, double weight, double creatinine, bool female);

// Ideal body weight in kg of a height in cm: 45.5 (women) or 50 (men) and 2.3 for each inch above 60 (Devine 1974 [S2]).
std::optional<units::Rational> IdealWeight(const units::Rational& height, FormulaSex sex);

// Urine creatinine x volume of 24 hours in mL / (serum creatinine x 1440), both creatinines in one unit.
std::optional<units::Rational> MeasuredClearance(const units::Rational& urine_creatinine, const units::Rational& volume_ml_per_day,
                                                 const units::Rational& serum_creatinine);

}  // namespace eligo::measure
