// The parts of a MEDS code, and the numbers of its floats.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "readers/code_map.h"
#include "readers/fhir_text.h"
#include "readers/meds.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

using units::Rational;

std::string_view SystemOfPrefix(std::string_view prefix) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kSystems{{{"loinc", "LOINC"},
                                                                                           {"rxnorm", "RxNorm"},
                                                                                           {"icd10cm", "ICD10CM"},
                                                                                           {"icd10", "ICD10CM"},
                                                                                           {"icd-10-cm", "ICD10CM"},
                                                                                           {"icd-10", "ICD10CM"},
                                                                                           {"icd10gm", "ICD10CM"},
                                                                                           {"snomed", "SNOMED"},
                                                                                           {"snomedct", "SNOMED"},
                                                                                           {"snomed-ct", "SNOMED"},
                                                                                           {"snomedct_us", "SNOMED"},
                                                                                           {"snomed_ct", "SNOMED"},
                                                                                           {"sct", "SNOMED"},
                                                                                           {"cvx", "CVX"},
                                                                                           {"ucum", "UCUM"}}};
  const std::string lower = LowerCase(prefix);
  for (const auto& [name, system] : kSystems) {
    if (lower == name) return system;
  }
  return {};
}

// The exact value of a double whose binary digits fit.
std::optional<Rational> Exact(double value) {
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  const auto digits = static_cast<std::int64_t>(std::ldexp(fraction, 53));
  std::int64_t numerator = digits;
  exponent -= 53;
  while (numerator != 0 && numerator % 2 == 0 && exponent < 0) {
    numerator /= 2;
    ++exponent;
  }
  if (exponent >= 0) {
    const double whole = std::ldexp(static_cast<double>(numerator), exponent);
    if (std::fabs(whole) > 9e15) return std::nullopt;
    return Rational(static_cast<std::int64_t>(whole));
  }
  if (exponent < -62) return std::nullopt;
  return Rational::Of(numerator, std::int64_t{1} << -exponent);
}

}  // namespace

MedsCode SplitMedsCode(std::string_view code) {
  MedsCode out;
  code = Trim(code);
  // meds_etl writes one slash between vocabulary and code.
  std::size_t cut = code.find("//");
  std::size_t width = 2;
  if (cut == std::string_view::npos) {
    cut = code.find('/');
    width = 1;
    if (cut != std::string_view::npos && SystemOfPrefix(code.substr(0, cut)).empty() && LowerCase(code.substr(0, cut)) != "gender")
      cut = std::string_view::npos;
  }
  if (cut == std::string_view::npos) {
    out.rest = code;
    return out;
  }
  out.prefix = code.substr(0, cut);
  out.system = SystemOfPrefix(out.prefix);
  std::string_view rest = code.substr(cut + width);
  if (width == 2) {
    const std::size_t unit = rest.find("//");
    if (unit != std::string_view::npos) {
      const std::string_view tail = rest.substr(unit + 2);
      if (units::ParseUnit(tail)) out.unit = tail;
      rest = rest.substr(0, unit);
    }
  }
  out.rest = TidyCode(out.system, rest);
  return out;
}

std::optional<records::Number> NumberOfFloat(std::string_view shortest) {
  const auto decimal = Rational::Parse(shortest);
  if (!decimal) return std::nullopt;
  std::string digits;
  for (const char c : shortest.substr(0, shortest.find_first_of("eE"))) {
    if (c >= '0' && c <= '9') digits += c;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (digits.ends_with('0')) digits.pop_back();
  if (digits.size() <= 6) return records::Number{decimal, decimal, false, false, false};
  const std::string text(shortest);
  const float value = std::strtof(text.c_str(), nullptr);
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  if (!std::isfinite(value)) return std::nullopt;
  // Half way to the neighbours, which a double holds exactly.
  const auto low = Exact((static_cast<double>(value) + static_cast<double>(std::nextafterf(value, -kInfinity))) / 2);
  const auto high = Exact((static_cast<double>(value) + static_cast<double>(std::nextafterf(value, kInfinity))) / 2);
  if (!low || !high) return std::nullopt;
  return records::Number{low, high, false, false, false};
}

std::optional<records::Number> NumberOfFloat(tables::Decimal shortest) {
  constexpr std::int64_t kSixDigits = 999'999;
  if (shortest.digits >= -kSixDigits && shortest.digits <= kSixDigits) {
    const auto decimal = Rational::OfDecimal(shortest.digits, shortest.scale);
    return decimal ? std::optional(records::Number{decimal, decimal, false, false, false}) : std::nullopt;
  }
  return NumberOfFloat(fmt::format("{}e{}", shortest.digits, -shortest.scale));
}

}  // namespace eligo::readers
