#include "measure/creatinine_clearance.h"

namespace eligo::measure {
namespace {

using records::Number;
using units::Rational;

// Men's clearance; nothing when one of the parts is missing or it overflows.
std::optional<Rational> OfMan(int age, const std::optional<Rational>& weight, const std::optional<Rational>& creatinine) {
  if (!weight || !creatinine || *creatinine <= Rational(0)) return std::nullopt;
  const auto above = units::Multiply(*weight, kCockcroftGaultToAge - age);
  const auto below = units::Multiply(*creatinine, 72);
  return above && below ? units::Divide(*above, *below) : std::nullopt;
}

const Rational kFemaleFactor = Rational::Of(85, 100).value_or(1);

}  // namespace

std::optional<Number> CockcroftGault(int age_low, int age_high, const Number& weight, const Number& creatinine, FormulaSex sex) {
  const auto positive = [](const Number& n) { return (!n.low || *n.low >= Rational(0)) && (!n.high || *n.high > Rational(0)); };
  if (age_low < kCockcroftGaultFromAge || age_high >= kCockcroftGaultToAge || !positive(weight) || !positive(creatinine))
    return std::nullopt;
  Number n;
  // Older, lighter and more creatinine: less clearance. An end that is not known leaves that side open.
  n.low = OfMan(age_high, weight.low, creatinine.high);
  n.high = OfMan(age_low, weight.high, creatinine.low);
  if (n.low && sex != FormulaSex::kMale) n.low = units::Multiply(*n.low, kFemaleFactor);
  if (n.high && sex == FormulaSex::kFemale) n.high = units::Multiply(*n.high, kFemaleFactor);
  n.low_open = weight.low_open || creatinine.high_open;
  n.high_open = weight.high_open || creatinine.low_open;
  return n.low || n.high ? std::optional(n) : std::nullopt;
}

double CockcroftGaultNearly(int age, double weight, double creatinine, bool female) {
  const double of_man = (kCockcroftGaultToAge - age) * weight / (72 * creatinine);
  return female ? of_man * kFemaleFactor.ToDouble() : of_man;
}

std::optional<Rational> IdealWeight(const Rational& height, FormulaSex sex) {
  if (sex == FormulaSex::kUnknown) return std::nullopt;
  const auto inch = Rational::Of(254, 100);
  const auto per_inch = Rational::Of(23, 10);
  const auto base = sex == FormulaSex::kFemale ? Rational::Of(455, 10) : Rational::Of(50, 1);
  if (!inch || !per_inch || !base) return std::nullopt;
  const auto inches = units::Divide(height, *inch);
  const auto over = inches ? units::Subtract(*inches, 60) : std::nullopt;
  if (!over || *over < Rational(0)) return std::nullopt;  // not defined below five feet
  const auto more = units::Multiply(*over, *per_inch);
  return more ? units::Add(*base, *more) : std::nullopt;
}

std::optional<Rational> MeasuredClearance(const Rational& urine_creatinine, const Rational& volume_ml_per_day,
                                          const Rational& serum_creatinine) {
  if (serum_creatinine <= Rational(0)) return std::nullopt;
  const auto excreted = units::Multiply(urine_creatinine, volume_ml_per_day);
  const auto cleared = units::Multiply(serum_creatinine, 1440);
  return excreted && cleared ? units::Divide(*excreted, *cleared) : std::nullopt;
}

}  // namespace eligo::measure
