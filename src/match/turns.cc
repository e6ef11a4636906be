#include "match/turns.h"

#include <algorithm>
#include <set>
#include <utility>

#include "match/exposure.h"
#include "match/routine_test.h"

namespace eligo::match {
namespace {

// Everything by which one fact and its parts may move a day.
class Collector {
 public:
  explicit Collector(const Run& run) : run_(run) {}

  Offsets Collect(const PreparedLeaf& leaf) {
    if (leaf.fact) Add(*leaf.fact);
    Offsets out;
    ends_.emplace_back();
    lengths_.emplace_back();
    anchors_.push_back(0);
    for (const Period& end : ends_) {
      for (const Period& length : lengths_) {
        for (const int anchor : anchors_) {
          const Period sum{end.months + length.months, end.days + length.days - anchor, end.hours + length.hours};
          if (std::find(out.moves.begin(), out.moves.end(), sum) == out.moves.end()) out.moves.push_back(sum);
        }
      }
    }
    out.half_lives = half_lives_;
    out.one_window = one_window_;
    out.ages = ages_;
    out.drugs = drug_;
    return out;
  }

 private:
  void Length(const Period& length) {
    lengths_.push_back(length);
    lengths_.push_back(-length);  // days inside a window begin at its end
  }

  void Add(const PreparedFact& fact) {
    if (fact->window) {
      const logic::Window& w = *fact->window;
      for (const std::optional<logic::Bound>& bound : {w.from, w.to, w.or_longer}) {
        if (!bound) continue;
        ends_.push_back(-bound->offset);
        if (bound->half_lives > 0) half_lives_.push_back(bound->half_lives);
        one_window_ = one_window_ || (bound->half_lives > 0 && SharesOneWindow(fact));
      }
      if (w.anchor) {
        const auto planned = run_.settings.anchors.find(*w.anchor);
        if (planned != run_.settings.anchors.end()) anchors_.push_back(planned->second.day - run_.settings.as_of.day);
      }
    }
    ends_.push_back(run_.settings.validity);
    if (fact->change) {
      for (const auto& [anchor, day] : run_.settings.anchors) anchors_.push_back(day.day - run_.settings.as_of.day);
    }
    if (fact->duration) Length(fact->duration->value);
    if (fact->stable_for) Length(*fact->stable_for);
    if (fact->times && fact->times->apart) Length(*fact->times->apart);
    drug_ = drug_ || fact->about == logic::About::kDrug;
    AddAges(fact);
    if (IsPregnancy(fact)) {
      Length({0, kPregnancyDays, 0});
      for (const int years : {12, 13, 55, 56}) ages_.push_back({12 * years, 0, 0});
    }
    for (const PreparedFact& part : fact.except) Add(part);
    for (const PreparedFact& part : fact.required) Add(part);
    if (fact.event) Add(*fact.event);
    if (!fact.provided) return;
    for (const PreparedLeaf& leaf : fact.provided->leaves) {
      if (leaf.fact) Add(*leaf.fact);
    }
  }

  void AddAges(const PreparedFact& fact) {
    if (fact->about != logic::About::kDemographic || !fact->compare) return;
    const logic::Compare& c = *fact->compare;
    for (const std::optional<units::Rational>& bound : {std::optional(c.value), c.high}) {
      if (!bound) continue;
      const auto whole = static_cast<int>(std::clamp<std::int64_t>(bound->numerator() / bound->denominator(), 0, 100'000));
      for (const int age : {whole, whole + 1}) {
        if (c.unit == "a") ages_.push_back({12 * age, 0, 0});
        if (c.unit == "mo") ages_.push_back({age, 0, 0});
        if (c.unit == "wk") ages_.push_back({0, 7 * age, 0});
        if (c.unit == "d") ages_.push_back({0, age, 0});
      }
    }
  }

  // What is presumed of women of an age to bear children, and of no others.
  bool IsPregnancy(const PreparedFact& fact) const {
    if (fact->concept_ref.id == "childbearing_potential") return true;
    return run_.known.pregnancy && std::binary_search(fact.closure.begin(), fact.closure.end(), *run_.known.pregnancy);
  }

  const Run& run_;
  std::vector<Period> ends_, lengths_;
  std::vector<int> anchors_;  // days from as-of to a planned one
  std::vector<int> half_lives_;
  bool one_window_ = false;
  std::vector<Period> ages_;
  bool drug_ = false;
};

// The days about a day of the record, moved, on which something may be otherwise than on the day before.
class Days {
 public:
  explicit Days(const Subject& subject) : first_(subject.as_of().day + 1), last_(Add(subject.as_of(), verdict::kHorizon).day) {}

  void Move(Date day, const Period& by) {
    // Ends of windows and courses lie a day to either side. Months are clamped to their ends, two of them in a row twice.
    const bool months = by.months != 0;
    const int base = Add(day, by).day;
    // Hours are counted across zones, a day more to either side.
    const int zone = by.hours != 0 ? 2 : 0;
    const int from = base - (months ? 4 : 1) - zone;
    const int to = base + (months ? 5 : 3) + zone;
    for (int d = std::max(first_, from); d <= std::min(last_, to); ++d) days_.insert(d);
  }
  const std::set<int>& days() const { return days_; }

 private:
  int first_, last_;
  std::set<int> days_;
};

void AddRow(const records::Row& row, const Offsets& offsets, const std::vector<Period>& more, const Subject& subject, Days& days) {
  const auto move = [&](Date day) {
    for (const Period& by : offsets.moves) days.Move(day, by);
    for (const Period& by : more) days.Move(day, by);
  };
  const auto move_both = [&](const std::optional<DateInterval>& when) {
    if (!when) return;
    move(when->first);
    if (!when->exact()) move(when->last);
  };
  if (!Exists(row, subject.known_by())) return;
  const DateInterval start = KnownDays(row.start, subject.known_by());
  move_both(start);
  if (row.end != start) move_both(row.end);
  if (row.recorded != start) move_both(row.recorded);
  if (row.end) return;
  move(subject.known_by());  // what is over ended by then
  if (offsets.drugs) move(AddDays(start.last, kGapDays));
}

std::set<int> DaysToAsk(const Offsets& offsets, const Subject& subject, const std::vector<terms::ConceptId>& asked) {
  Days days(subject);
  for (const terms::ConceptId id : asked) {
    const std::vector<Period> more = HalfLivesOf(offsets, subject.run, id, asked);
    const auto rows = subject.Rows(id);
    for (const records::Row& row : rows) AddRow(row, offsets, more, subject, days);
    if (!offsets.drugs || std::none_of(rows.begin(), rows.end(), [](const records::Row& row) { return row.ongoing; })) continue;
    // What nobody confirmed for so long is certain until then only.
    const Date until = Add(ConfirmedOn(rows, subject.known_by()), kConfirmedFor);
    if (until >= subject.known_by()) continue;
    for (const Period& by : offsets.moves) days.Move(until, by);
    for (const Period& by : more) days.Move(until, by);
  }
  if (subject.patient.birth) {
    for (const Period& age : offsets.ages) {
      days.Move(subject.patient.birth->first, age);
      days.Move(subject.patient.birth->last, age);
    }
  }
  return days.days();
}

}  // namespace

Offsets OffsetsOf(const PreparedLeaf& leaf, const Run& run) { return Collector(run).Collect(leaf); }

// n half-lives, moved on as windows are.
std::vector<Period> HalfLivesOf(const Offsets& offsets, const Run& run, terms::ConceptId id, const std::vector<terms::ConceptId>& beside) {
  std::vector<Period> more;
  if (offsets.half_lives.empty()) return more;
  std::set<int> lengths;
  const auto add = [&](terms::ConceptId drug) {
    for (const int n : offsets.half_lives) {
      TimeSpan span;
      span.half_lives = n;
      span.anchor = span.first = Date{0};
      lengths.insert(-BeginFor(span, run.terms.Get(drug)).surely.day);
    }
  };
  add(id);
  if (offsets.one_window) std::for_each(beside.begin(), beside.end(), add);
  for (const int days : lengths) {
    for (const Period& by : offsets.moves) more.push_back({by.months, by.days + days, by.hours});
  }
  return more;
}

std::vector<verdict::Turn> TurnsOf(const PreparedLeaf& leaf, const Offsets& offsets, const Subject& subject, Truth now,
                                   std::vector<terms::ConceptId> asked) {
  std::vector<verdict::Turn> turns;
  if (!leaf.fact) return turns;
  Subject later = subject;
  for (std::size_t known = asked.size() + 1; known != asked.size();) {
    // On a later day a kernel may look further than today: then all days are found anew.
    known = asked.size();
    turns.clear();
    Truth before = now;
    const std::set<int> days = DaysToAsk(offsets, subject, asked);
    subject.rows->Watch(&asked);
    for (const int day : days) {
      later.days_later = day - subject.as_of().day;
      const Truth truth = Judge(*leaf.fact, later).truth.presumed;
      if (truth != before) turns.push_back({Date{day}, truth});
      before = truth;
    }
    subject.rows->Watch(nullptr);
  }
  return turns;
}

}  // namespace eligo::match
