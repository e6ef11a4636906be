#include "history/history.h"

#include <charconv>
#include <cstdlib>

namespace eligo::history {
namespace {

constexpr std::string_view kUnknownUnit = "mg/dlx";

std::int64_t PowerOfTen(int digits) {
  std::int64_t power = 1;
  for (; digits > 0; --digits) power *= 10;
  return power;
}

// Halves away from zero, in whole numbers only. Values are never negative.
std::int64_t Convert(std::int64_t scaled, int from_digits, const OtherUnit& to) {
  const std::int64_t over = scaled * to.multiply * PowerOfTen(to.digits);
  const std::int64_t under = to.divide * PowerOfTen(from_digits);
  return (2 * over + under) / (2 * under);
}

}  // namespace

std::string_view ToString(Disease disease) {
  switch (disease) {
    case Disease::kLupus: return "sle";
    case Disease::kLupusNephritis: return "lupus_nephritis";
    case Disease::kMyositis: return "iim";
    case Disease::kSclerosis: return "ssc";
    case Disease::kControl: return "control";
  }
  return "";
}

std::string_view ToString(Dirt dirt) {
  switch (dirt) {
    case Dirt::kOtherUnit: return "other_unit";
    case Dirt::kMissingCode: return "missing_code";
    case Dirt::kTextResult: return "text_result";
    case Dirt::kBrandName: return "brand_name";
    case Dirt::kMissingRange: return "missing_range";
    case Dirt::kMissingUnit: return "missing_unit";
    case Dirt::kUnknownUnit: return "unknown_unit";
    case Dirt::kDuplicate: return "duplicate";
    case Dirt::kContradictory: return "contradictory";
    case Dirt::kNotRecorded: return "not_recorded";
    case Dirt::kStale: return "stale";
    case Dirt::kPartialBirth: return "partial_birth";
    case Dirt::kPartialDate: return "partial_date";
    case Dirt::kVoid: return "void";
  }
  return "";
}

void AppendNumber(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end.ptr);
}

void AppendDecimal(std::string& out, std::int64_t scaled, int digits) {
  if (scaled < 0) out += '-';
  const auto size = static_cast<std::uint64_t>(std::llabs(scaled));
  const auto power = static_cast<std::uint64_t>(PowerOfTen(digits));
  AppendNumber(out, size / power);
  std::uint64_t rest = size % power;
  if (rest == 0) return;
  out += '.';
  for (std::uint64_t place = power / 10; rest > 0; place /= 10) {
    out += static_cast<char>('0' + rest / place);
    rest %= place;
  }
}

void AppendDate(std::string& out, Date date) {
  const CivilDate civil = ToCivil(date);
  const auto two = [&](int n) {
    out += static_cast<char>('0' + n / 10);
    out += static_cast<char>('0' + n % 10);
  };
  two(civil.year / 100);
  two(civil.year % 100);
  out += '-';
  two(civil.month);
  out += '-';
  two(civil.day);
}

Shown Show(const Event& event) {
  const ItemFacts& facts = Facts(event.item);
  const Recording& recording = event.recording;
  Shown shown{event.value, facts.digits, facts.unit};
  if (recording.range) {
    shown.low = facts.low;
    shown.high = facts.high;
  }
  if (recording.other_unit && !facts.other.unit.empty()) {
    shown.value = Convert(event.value, facts.digits, facts.other);
    if (shown.low >= 0) shown.low = Convert(shown.low, facts.digits, facts.other);
    if (shown.high >= 0) shown.high = Convert(shown.high, facts.digits, facts.other);
    shown.digits = facts.other.digits;
    shown.unit = facts.other.unit;
  }
  if (recording.no_unit) shown.unit = "";
  if (recording.unknown_unit) shown.unit = kUnknownUnit;
  return shown;
}

std::string ShowText(const Event& event) {
  if (!event.words.empty()) return std::string(event.words);
  if (event.answer != Answer::kNone && !event.has_value) return event.answer == Answer::kPositive ? "Positive" : "Negative";
  const Shown shown = Show(event);
  std::string out = event.below ? "<" : "";
  AppendDecimal(out, shown.value, shown.digits);
  if (!shown.unit.empty() && shown.unit != "1") out.append(" ").append(shown.unit);
  return out;
}

std::string Sig(const Event& event) {
  const ItemFacts& facts = Facts(event.item);
  if (event.dose <= 0 || facts.unit.empty()) return "";
  std::string out;
  AppendDecimal(out, event.dose, kDoseDigits);
  out.append(" ").append(facts.unit);
  if (facts.route == Route::kOral) out += " by mouth";
  if (event.days == 1) {
    out += event.times == 1 ? " once daily" : event.times == 2 ? " twice daily" : " three times daily";
  } else if (event.days == 7) {
    out += event.times == 1 ? " once weekly" : " twice weekly";
  }
  return out;
}

std::string_view Label(const Event& event) {
  const ItemFacts& facts = Facts(event.item);
  return event.recording.brand && !facts.brand.empty() ? facts.brand : facts.text;
}

Route RouteOf(const Event& event) { return event.intravenous ? Route::kIntravenous : Facts(event.item).route; }

Form FormOf(const Event& event) {
  if (!event.words.empty() || event.recording.as_text) return Form::kText;
  return event.answer != Answer::kNone ? Form::kAnswer : Form::kNumber;
}

}  // namespace eligo::history
