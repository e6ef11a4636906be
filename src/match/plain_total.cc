// What totals of instruments come to, beside and without the items of their days.
#include <algorithm>
#include <cmath>

#include "match/plain.h"
#include "match/result.h"

namespace eligo::match {

// Points against the limit; nothing where parts of points may add up to others than the kernel's exact ones.
std::optional<Truth> PlainMeasurement::Compared(const PlainItems::Range& range) const {
  if (range.low != std::floor(range.low) || range.high != std::floor(range.high)) return std::nullopt;
  const auto whole = [](double points) { return units::Rational(std::llround(points)); };
  const logic::Compare& c = *(*fact_)->compare;
  return CompareNumber(records::Number{whole(range.low), whole(range.high)}, c.op, c.value, c.high);
}

// What the items of a day make that has no total (ComputeScore() in computed_score.cc), where they settle it.
std::optional<Reading> PlainMeasurement::ByItemsOf(const PlainItems::OfDay& day) const {
  if (!day.plain || day.answered == 0 || day.another || !items_->make_total()) return std::nullopt;
  const bool less = items_->leaves_out();
  const PlainItems::Range& all = less ? items_->LessOf(day).all : day.all;
  const PlainItems::Range& same = less ? items_->LessOf(day).same : day.same;
  const auto surely = Compared(day.own ? all : same);
  if (!surely) return std::nullopt;
  Reading reading = Both(*surely);
  if (!Known(*surely)) {
    // What was answered is presumed to be of this version; what was not may be shown by something else.
    const auto presumed = items_->Complete(day) ? Compared(all) : std::nullopt;
    if (!presumed) return std::nullopt;
    reading.presumed = *presumed;
  }
  if (day.day < window_.first.day) reading.strict = Truth::kUnknown;
  return reading;
}

// Where nobody wrote down a total.
std::optional<Reading> PlainMeasurement::WithoutTotal(records::PatientIndex patient) const {
  const PlainItems::OfDay* const day = items_->Latest(patient, items_until_);
  if (day != nullptr) return ByItemsOf(*day);
  return signs_ && signs_->FallShort(patient) ? std::optional(Reading{}) : std::nullopt;
}

// What a stored total comes to without the items that are left out, as AskOfScore() in score.cc has it.
std::optional<Reading> PlainMeasurement::LessItems(const Quick& rule, const records::Cell& total, records::PatientIndex patient) const {
  const PlainItems::OfDay* const day = items_->Latest(patient, items_until_);
  const bool of_day = day != nullptr && day->day == total.day;
  if (of_day && !day->plain) return std::nullopt;
  const PlainItems::Range& less = of_day ? items_->LessOf(*day).left_out : items_->LeftOut();
  // Below zero is below all limits.
  const auto low = Says(rule, std::max(0.0, total.number - less.high));
  const auto high = Says(rule, std::max(0.0, total.number - less.low));
  if (!low || !high) return std::nullopt;
  return Common(*low, *high);
}

// What a stored total and the items of its day agree on (Contradiction() in computed_score.cc).
std::optional<Reading> PlainMeasurement::BesideItems(Reading by_total, const records::Cell& total, records::PatientIndex patient) const {
  const PlainItems::OfDay* const day = items_->Latest(patient, items_until_);
  if (day == nullptr || day->day < total.day) return by_total;
  if (day->day > total.day) return ByItemsOf(*day);
  if (!day->plain) return std::nullopt;
  if (day->answered == 0 || day->all.Holds(total.number)) return by_total;
  const auto truth = Compared(items_->leaves_out() ? items_->LessOf(*day).all : day->all);
  return truth ? std::optional(Common(by_total, Both(*truth))) : std::nullopt;
}

std::optional<Reading> PlainMeasurement::ByItems(const Found& total, records::PatientIndex patient) const {
  if (items_->leaves_out() && total.any) return std::nullopt;
  if (total.any) return total.one_number ? BesideItems(total.reading, *total.last, patient) : std::nullopt;
  const Member& member = members_.front();
  const bool nothing = member.columns == nullptr || member.columns->Of(patient).empty();
  return nothing ? WithoutTotal(patient) : std::nullopt;
}

}  // namespace eligo::match
