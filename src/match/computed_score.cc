#include "match/computed_score.h"

#include <algorithm>

#include <fmt/format.h>

#include "match/instrument_item.h"
#include "match/phrase.h"
#include "match/result.h"

namespace eligo::match {
namespace {

using measure::Finding;
using records::Number;
using records::Row;

const PreparedInstrument* InstrumentOf(const PreparedFact& fact, const Subject& subject) {
  return fact.concept_id ? subject.run.known.instruments->Find(*fact.concept_id) : nullptr;
}

// Items that the fact leaves out give nothing.
std::vector<Finding> LessExcept(std::vector<Finding> findings, const PreparedFact& fact, const measure::Instrument& instrument) {
  for (const PreparedFact& except : fact.except) {
    const std::string item = ItemId(*except);
    for (std::size_t i = 0; i < findings.size(); ++i) {
      if (NamesItem(item, instrument.items[i])) findings[i] = measure::Absent();
    }
  }
  return findings;
}

bool KnowsExcepts(const PreparedFact& fact, const measure::Instrument& instrument) {
  return std::all_of(fact.except.begin(), fact.except.end(), [&](const PreparedFact& except) {
    const std::string item = ItemId(*except);
    return std::any_of(instrument.items.begin(), instrument.items.end(), [&](const measure::Item& one) { return NamesItem(item, one); });
  });
}

std::optional<Number> Narrowed(const std::optional<Number>& total, const std::optional<Number>& bound) {
  if (!total || !bound) return total;
  Number n;
  n.low = std::max(*total->low, *bound->low);
  n.high = std::min(*total->high, *bound->high);
  if (*n.low <= *n.high) return n;
  // The two contradict each other: either.
  n.low = std::min(*total->low, *bound->low);
  n.high = std::max(*total->high, *bound->high);
  return n;
}

// What the fact asks of the findings; `bound`: what is known of the total beside them.
measure::Verdict VerdictOf(const PreparedFact& fact, const measure::Instrument& instrument, int column,
                           const std::optional<Number>& bound) {
  return [&fact, &instrument, column, bound](std::span<const Finding> findings) {
    if (fact->compare) {
      const auto total = Narrowed(measure::TotalOf(instrument, findings), bound);
      const logic::Compare& c = *fact->compare;
      const Truth truth = total ? CompareNumber(*total, c.op, c.value, c.high) : Truth::kUnknown;
      return instrument.classifies() && AtLeast(c.op) ? And(truth, measure::MayCount(instrument, findings)) : truth;
    }
    if (!fact->category.empty()) return measure::Graded(instrument, column, findings, fact->category);
    const Truth met = measure::Met(instrument, column, findings);
    return fact->answer == logic::Answer::kNegative ? Not(met) : met;
  };
}

std::string TotalText(const std::optional<Number>& total) { return total ? NumberText(*total) : "unknown"; }

std::string Listed(const std::vector<const measure::Item*>& items) {
  constexpr std::size_t kNamed = 6;
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < std::min(items.size(), kNamed); ++i) labels.push_back(items[i]->label);
  std::string text = Join(labels, ", ");
  if (items.size() > kNamed) text += fmt::format(" and {} more", items.size() - kNamed);
  return text;
}

// ", so they are met", ", but without ANA nothing counts".
std::string WhyMet(const measure::Instrument& instrument, int column, std::span<const Finding> findings) {
  const Truth met = measure::Met(instrument, column, findings);
  if (met == Truth::kTrue) return ", so they are met";
  if (met == Truth::kUnknown || measure::MayCount(instrument, findings) != Truth::kFalse) return ", so they are not met";
  std::vector<std::string> wanted = instrument.needs;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (instrument.items[i].id == instrument.entry && findings[i].holds == Truth::kFalse) wanted = {instrument.items[i].label};
  }
  return fmt::format(", but they are not met without {} items", Join(wanted, " and "));
}

// The whole's total of its latest day up to `last`, less what its items that do not count here may have given.
struct Part {
  std::optional<Date> day;
  std::optional<Number> bound;
  EvidenceList evidence;
};
Part PartOf(const PreparedInstrument& instrument, const Subject& subject, Date last) {
  Part part;
  if (!instrument.whole) return part;
  const measure::Instrument* whole = measure::Find(instrument.instrument->whole);
  const PreparedInstrument* prepared = subject.run.known.instruments->Find(*instrument.whole);
  CHECK(whole != nullptr && prepared != nullptr);
  const Row* total = nullptr;
  bool several = false;
  for (const Row& row : subject.Rows(*instrument.whole)) {
    const bool counts = row.domain == records::Domain::kObservation && row.number && row.number->exact() && row.start && row.start->exact();
    if (!counts || !Exists(row, subject.known_by()) || row.start->first > last) continue;
    several = total != nullptr && total->start == row.start && *total->number->low != *row.number->low;
    total = &row;
  }
  if (total == nullptr || several) return part;
  const Assessment& items = Assess(*prepared, 0, subject, total->start->first, Signs::kNo);
  std::optional<units::Rational> low = total->number->low;
  std::optional<units::Rational> high = total->number->low;
  for (std::size_t i = 0; i < whole->items.size(); ++i) {
    const auto& without = instrument.instrument->without;
    if (std::find(without.begin(), without.end(), whole->items[i].id) == without.end()) continue;
    if (low) low = units::Subtract(*low, items.strict[i].high);
    if (high) high = units::Subtract(*high, items.strict[i].low);
  }
  if (!low || !high || *high < units::Rational(0)) return part;
  part.day = total->start->first;
  part.bound.emplace();
  part.bound->low = std::max(*low, units::Rational(0));
  part.bound->high = high;
  ShowRow(part.evidence, subject, *total, *instrument.whole);
  return part;
}

// Where no biopsy is on record, there may have been one all the same: strictly, both columns must agree.
Reading ReadingOf(const PreparedFact& fact, const measure::Instrument& instrument, int column, const Assessment& items,
                  const PreparedInstrument& prepared, const Subject& subject, Date day, const std::optional<Number>& bound) {
  const auto ask = [&](int at, const std::vector<Finding>& findings) {
    return VerdictOf(fact, instrument, at, bound)(LessExcept(findings, fact, instrument));
  };
  Reading reading{ask(column, items.strict), ask(column, items.presumed)};
  if (instrument.two_columns() && column == 0) {
    const Truth other = ask(1, Assess(prepared, 1, subject, day, Signs::kNo).strict);
    if (other != reading.strict) reading.strict = Truth::kUnknown;
  }
  // Bounds may only have narrowed.
  if (Known(reading.strict)) reading.presumed = reading.strict;
  return reading;
}

}  // namespace

bool HasItems(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  const PreparedInstrument* prepared = InstrumentOf(fact, subject);
  return prepared != nullptr && LatestAnswers(*prepared, subject, std::min(span.last, subject.as_of())).has_value();
}

namespace {

// A total of the day that its items agree with, or leave open, counts in their place.
bool TotalCounts(const PreparedFact& fact, const Subject& subject, Date day) {
  bool counts = false;
  for (const Row& row : subject.Rows(*fact.concept_id)) {
    if (row.domain != records::Domain::kObservation || !row.number || row.start != On(day) || !Exists(row, subject.known_by())) continue;
    Reading ignored = Both(Truth::kFalse);
    EvidenceList none;
    if (!Contradiction(fact, subject, row, ignored, none).empty()) return false;
    counts = true;
  }
  return counts;
}

}  // namespace

Reading EarlierItems(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  Reading reading = Both(Truth::kFalse);
  const PreparedInstrument* prepared = InstrumentOf(fact, subject);
  if (prepared == nullptr) return reading;
  TimeSpan earlier = span;
  earlier.last = std::min(span.last, subject.as_of());
  for (;;) {
    std::optional<Date> day = LatestAnswers(*prepared, subject, earlier.last);
    // Of a part, the whole's total as well.
    const Part part = PartOf(*prepared, subject, earlier.last);
    if (part.day) day = std::max(day.value_or(*part.day), *part.day);
    if (!day || *day < span.first) return reading;
    earlier.last = *day;
    if (!TotalCounts(fact, subject, *day)) {
      const std::optional<ComputedScore> computed = ComputeScore(fact, subject, earlier, {});
      if (!computed || computed->reading.strict != Truth::kFalse) reading.strict = Truth::kUnknown;
      if (!computed || computed->reading.presumed != Truth::kFalse) reading.presumed = Truth::kUnknown;
    }
    earlier.last = AddDays(*day, -1);
  }
}

std::optional<ComputedScore> ComputeScore(const PreparedFact& fact, const Subject& subject, const TimeSpan& span,
                                          std::optional<Date> after) {
  const PreparedInstrument* prepared = InstrumentOf(fact, subject);
  if (prepared == nullptr || fact->distinct || !fact->item.empty() || !fact->method.empty() || span.in_hours) return std::nullopt;
  if (fact->pick.value_or(logic::Pick::kLatest) != logic::Pick::kLatest) return std::nullopt;
  const measure::Instrument& instrument = *prepared->instrument;
  if (!KnowsExcepts(fact, instrument)) return std::nullopt;
  if (!fact->category.empty() && instrument.grades.empty()) return std::nullopt;
  const bool ever = !instrument.window;
  const Date last = std::min(span.last, subject.as_of());

  std::optional<Date> answers = LatestAnswers(*prepared, subject, last);
  // A bound of the whole holds the items that are left out, too.
  Part part = ever || !fact.except.empty() ? Part() : PartOf(*prepared, subject, last);
  // Items of a day before the whole's total say less than it.
  if (part.day && answers && *answers < *part.day) answers = part.day;
  if (part.day && answers && *answers > *part.day) part = {};
  if (part.day) answers = part.day;
  if (after && (!answers || *answers <= *after)) return std::nullopt;
  const Date day = ever || !answers ? last : *answers;

  ComputedScore out;
  const int column = ColumnOf(*prepared, subject);
  const Assessment& items = Assess(*prepared, column, subject, day, Signs::kYes);
  out.answered = items.answered > 0 || part.bound.has_value();
  if (!out.answered && !items.shown) return std::nullopt;
  out.reading = ReadingOf(fact, instrument, column, items, *prepared, subject, day, part.bound);
  const Reading fresh = out.reading;
  if (!ever) {
    out.day = day;
    out.stale = day < FreshFrom(span, subject);
    if (out.stale) out.reading.strict = Truth::kUnknown;
  }
  if (!subject.run.words) {
    if (!part.evidence.empty() || !items.evidence.empty()) out.evidence.AddUntold();
    return out;
  }

  out.evidence = std::move(part.evidence);
  out.evidence.Add(items.evidence);
  const std::vector<Finding> counted = LessExcept(items.presumed, fact, instrument);
  const auto total = Narrowed(measure::TotalOf(instrument, counted), part.bound);
  const std::string name(subject.Concept(*fact.concept_id).label);
  const std::string from = part.bound ? fmt::format("{} and its items", subject.Concept(*prepared->whole).label) : "its items";
  out.says = fmt::format("{} {} by {}{} ({} of {} answered)", name, TotalText(total), from, ever ? "" : " of " + ToString(day),
                         items.answered, instrument.items.size());
  if (fact->compare && Known(out.reading.presumed)) {
    out.says += fmt::format("{} is {} {}", fact.except.empty() ? "" : " less the items left out",
                            RelationText(fact->compare->op, out.reading.presumed == Truth::kTrue), LimitText(*fact->compare));
  }
  if (instrument.classifies() && !fact->compare && fact->category.empty() && Known(out.reading.presumed)) {
    out.says += WhyMet(instrument, column, counted);
  }
  if (out.stale) out.says += fmt::format(", {} days old", span.anchor.day - day.day);
  if (Known(out.reading.presumed) && !Known(fresh.strict) && !items.presumes.empty()) {
    const std::size_t named = std::min<std::size_t>(items.presumes.size(), 3);
    out.says += ", presuming " + Join({items.presumes.begin(), items.presumes.begin() + static_cast<std::ptrdiff_t>(named)}, "; ");
    if (named < items.presumes.size()) out.says += fmt::format("; and so of {} more", items.presumes.size() - named);
  }
  if (!Known(fresh.strict)) {
    const auto deciding =
        measure::Deciding(instrument, column, LessExcept(items.strict, fact, instrument), VerdictOf(fact, instrument, column, part.bound));
    out.missing = fmt::format("{} items: {}", name, Listed(deciding));
    if (part.bound) {
      const std::string_view whole = subject.Concept(*prepared->whole).label;
      out.missing = fmt::format("{} items: {}", whole, Join(instrument.without, ", "));
    }
  }
  return out;
}

std::string Contradiction(const PreparedFact& fact, const Subject& subject, const Row& total, Reading& reading, EvidenceList& evidence) {
  const PreparedInstrument* prepared = InstrumentOf(fact, subject);
  if (prepared == nullptr || !total.number || !total.start || !total.start->exact() || !prepared->instrument->window) return "";
  const measure::Instrument& instrument = *prepared->instrument;
  const Assessment& items = Assess(*prepared, 0, subject, total.start->first, Signs::kNo);
  const auto sum = measure::TotalOf(instrument, items.strict);
  if (items.answered == 0 || !sum) return "";
  const bool above = total.number->low && *total.number->low > *sum->high;
  const bool below = total.number->high && *total.number->high < *sum->low;
  if (!above && !below) return "";
  const Truth by_items = VerdictOf(fact, instrument, 0, {})(LessExcept(items.strict, fact, instrument));
  const auto agreed = [&](Truth by_total) { return by_total == by_items ? by_total : Truth::kUnknown; };
  reading = {agreed(reading.strict), agreed(reading.presumed)};
  evidence.Add(items.evidence);
  return fmt::format("its items of that day make {}, not {}", TotalText(sum), NumberText(*total.number));
}

}  // namespace eligo::match
