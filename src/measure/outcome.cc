#include "measure/outcome.h"

#include <algorithm>
#include <array>

#include "base/result.h"

namespace eligo::measure {
namespace {

using units::Rational;

// Items of SLEDAI-2K that LLDAS does not allow: kidneys, nervous system, heart and lungs, vasculitis, fever.
constexpr std::array<std::string_view, 15> kNotAllowed = {"seizure",
                                                          "psychosis",
                                                          "organic_brain_syndrome",
                                                          "visual_disturbance",
                                                          "cranial_nerve",
                                                          "lupus_headache",
                                                          "cva",
                                                          "vasculitis",
                                                          "urinary_casts",
                                                          "hematuria",
                                                          "proteinuria",
                                                          "pyuria",
                                                          "pleurisy",
                                                          "pericarditis",
                                                          "fever"};

Truth AtMost(const std::optional<Rational>& value, const Rational& limit) { return value ? FromBool(*value <= limit) : Truth::kUnknown; }

constexpr std::size_t kDomains = 9;

// How many domains are newly of this letter: those that are, and those that may be.
struct NewLetters {
  int surely = 0, perhaps = 0;
};
NewLetters CountNew(std::string_view before, std::string_view now, char letter) {
  NewLetters count;
  for (std::size_t i = 0; i < kDomains; ++i) {
    const char was = before.size() == kDomains ? before[i] : '?';
    const char is = now.size() == kDomains ? now[i] : '?';
    // From a worse letter to this one is nothing new.
    const bool is_it = is == letter;
    const bool was_less = was > letter;
    if (is_it && was_less && was != '?') ++count.surely;
    if ((is_it || is == '?') && (was_less || was == '?')) ++count.perhaps;
  }
  return count;
}

Truth AtMost(NewLetters count, int limit) {
  if (count.surely > limit) return Truth::kFalse;
  return count.perhaps <= limit ? Truth::kTrue : Truth::kUnknown;
}

}  // namespace

Truth IsLowActivity(const LowActivity& at) {
  const Instrument* sledai = Find("sledai_2k");
  CHECK(sledai != nullptr && at.sledai_2k.size() == sledai->items.size());
  const auto total = TotalOf(*sledai, at.sledai_2k);
  Truth truth = !total                        ? Truth::kUnknown
                : *total->high <= Rational(4) ? Truth::kTrue
                : *total->low > Rational(4)   ? Truth::kFalse
                                              : Truth::kUnknown;
  for (std::size_t i = 0; i < sledai->items.size(); ++i) {
    const bool forbidden = std::find(kNotAllowed.begin(), kNotAllowed.end(), sledai->items[i].id) != kNotAllowed.end();
    if (forbidden) truth = And(truth, Not(at.sledai_2k[i].holds));
  }
  const auto half = Rational::Parse("7.5");
  CHECK(half);
  for (const Truth condition : {Not(at.hemolytic_anemia), Not(at.gastrointestinal), Not(at.new_activity), AtMost(at.physician_global, 1),
                                AtMost(at.prednisone, *half), at.standard_treatment}) {
    truth = And(truth, condition);
  }
  return truth;
}

Truth IsResponse(const Visit& baseline, const Visit& now) {
  Truth fall = Truth::kUnknown;
  if (baseline.selena_sledai && now.selena_sledai) {
    const auto& was = *baseline.selena_sledai;
    const auto& is = *now.selena_sledai;
    const auto least = was.low && is.high ? units::Subtract(*was.low, *is.high) : std::nullopt;
    const auto most = was.high && is.low ? units::Subtract(*was.high, *is.low) : std::nullopt;
    if (least && *least >= Rational(4)) fall = Truth::kTrue;
    if (most && *most < Rational(4)) fall = Truth::kFalse;
  }
  Truth not_worse = Truth::kUnknown;
  if (baseline.physician_global && now.physician_global) {
    const auto rise = units::Subtract(*now.physician_global, *baseline.physician_global);
    const auto limit = Rational::Parse("0.3");
    CHECK(limit);
    if (rise) not_worse = FromBool(*rise < *limit);
  }
  const Truth no_a = AtMost(CountNew(baseline.bilag, now.bilag, 'A'), 0);
  const Truth few_b = AtMost(CountNew(baseline.bilag, now.bilag, 'B'), 1);
  return And(And(fall, not_worse), And(no_a, few_b));
}

}  // namespace eligo::measure
