#include "match/plain_items.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "match/assessment.h"
#include "records/columns.h"

namespace eligo::match {
namespace {

using records::Columns;

constexpr int kScores = 16;

// What a row of one shape says of its item.
struct Said {
  enum class Kind { kNothing, kAsk, kAnswer, kByNumber } kind = Kind::kNothing;
  double low = 0, high = 0;  // its points
  Truth holds = Truth::kUnknown;
  bool operator==(const Said&) const = default;
};

Said ToldBy(const records::Row& row, const measure::Item& item) {
  const auto finding = FindingOf(row, item, 0);
  if (!finding) return {};
  return {Said::Kind::kAnswer, finding->low.ToDouble(), finding->high.ToDouble(), finding->holds};
}

// One item that anybody has answers of.
struct ItemColumns {
  Columns columns;
  double whole = 0;                     // its points
  bool differs = false;                 // it has another rule in some version
  bool left_out = false;                // it does not count
  bool graded = false;                  // scores beside those of by_number may be some of it
  std::vector<Said> told;               // [shape]
  std::array<Said, kScores> by_number;  // of a score of so many points

  ItemColumns(const records::Timeline& timeline, const measure::Item& item)
      : columns(timeline), whole(item.points[0].ToDouble()), differs(!item.differs.empty()) {
    // What is neither ticked nor its points is no score of it.
    graded = item.graded || item.points[0] >= units::Rational(kScores) || item.points[1] >= units::Rational(kScores);
    for (const records::Shape& shape : columns.shapes()) {
      Said one = ToldBy(shape.row, item);
      if (shape.number) one = {Said::Kind::kByNumber, 0, 0, Truth::kUnknown};
      if (shape.row.number && !shape.number) one = {Said::Kind::kAsk, 0, 0, Truth::kUnknown};  // it does not stand in the column
      if (shape.row.component) one = {Said::Kind::kAsk, 0, 0, Truth::kUnknown};
      if (shape.row.domain != records::Domain::kObservation || !shape.dated) one = {};
      told.push_back(one);
    }
    for (int n = 0; n < kScores; ++n) {
      const auto score = units::Rational(n);
      records::Row row;
      row.number = records::Number{score, score};
      by_number[static_cast<std::size_t>(n)] = ToldBy(row, item);
    }
  }

  // What the rows of one day say together.
  Said Of(std::span<const records::Cell> rows) const {
    Said said;
    for (const records::Cell& cell : rows) {
      Said one = told[cell.shape];
      if (one.kind == Said::Kind::kByNumber) {
        const bool tried = cell.number >= 0 && cell.number < kScores && cell.number == std::floor(cell.number);
        if (!tried && graded) return {Said::Kind::kAsk};
        one = tried ? by_number[static_cast<std::size_t>(cell.number)] : Said{};
      }
      if (one.kind == Said::Kind::kAsk) return one;
      if (one.kind == Said::Kind::kNothing) continue;
      if (said.kind == Said::Kind::kAnswer && said != one) return {Said::Kind::kAsk};
      said = one;
    }
    return said;
  }
};

// Whether there is an observation of that very day, as VersionOf() in assessment.cc asks.
bool HasDay(const Columns& columns, records::PatientIndex patient, std::int32_t day) {
  const Columns::Slice rows = columns.Of(patient);
  const auto earlier = [](const records::Cell& cell, std::int32_t than) { return cell.day < than; };
  for (auto at = std::lower_bound(rows.begin(), rows.end(), day, earlier); at != rows.end() && at->day == day; ++at) {
    const records::Shape& shape = columns.ShapeOf(*at);
    if (shape.dated && shape.row.domain == records::Domain::kObservation) return true;
  }
  return false;
}

}  // namespace

std::unique_ptr<PlainItems> PlainItems::Of(const PreparedInstrument& instrument, const records::Records& records,
                                           const std::vector<bool>& left_out) {
  if (instrument.instrument->rule != measure::Rule::kSum || !instrument.instrument->window) return nullptr;
  double all = 0;     // points of all items
  Range not_counted;  // of those left out
  std::vector<ItemColumns> items;
  for (std::size_t i = 0; i < instrument.items.size(); ++i) {
    const measure::Item& item = instrument.instrument->items[i];
    all += item.points[0].ToDouble();
    const bool counts = left_out.empty() || !left_out[i];
    if (!counts) not_counted.high += item.points[0].ToDouble();
    const auto id = instrument.items[i].concept_id;
    if (!id || !records.HasAny(*id)) continue;
    items.emplace_back(*records.Find(*id), item);
    items.back().left_out = !counts;
    if (items.back().columns.overflown()) return nullptr;
  }
  std::vector<Columns> own;      // totals by the same rules
  std::vector<Columns> another;  // totals of other versions
  std::vector<Columns> whole;    // the total of which this one is a part
  for (const Relative& relative : instrument.family) {
    if (!records.HasAny(relative.id)) continue;
    Columns columns(*records.Find(relative.id));
    if (columns.overflown()) return nullptr;
    if (relative.id == instrument.whole) whole.push_back(columns);
    (relative.same_rules ? own : another).push_back(std::move(columns));
  }

  auto plain = std::make_unique<PlainItems>();
  plain->count_ = instrument.items.size();
  plain->left_out_ = not_counted;
  plain->make_total_ = !instrument.whole && !instrument.instrument->two_columns();
  std::vector<std::int32_t> days;
  const auto add_days = [&](const Columns& columns, records::PatientIndex patient) {
    for (const records::Cell& cell : columns.Of(patient)) {
      if (columns.ShapeOf(cell).dated && (days.empty() || days.back() != cell.day)) days.push_back(cell.day);
    }
  };
  for (records::PatientIndex patient = 0; patient < records.patients().size(); ++patient) {
    plain->first_.push_back(static_cast<std::uint32_t>(plain->days_.size()));
    days.clear();
    for (const ItemColumns& item : items) add_days(item.columns, patient);
    for (const Columns& columns : whole) add_days(columns, patient);
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    const std::size_t begin = plain->days_.size();
    for (const std::int32_t day : days) {
      const auto has_day = [&](const Columns& totals) { return HasDay(totals, patient, day); };
      OfDay& there = plain->days_.emplace_back();
      there.day = day;
      there.own = std::any_of(own.begin(), own.end(), has_day);
      there.another = std::any_of(another.begin(), another.end(), has_day);
      there.all.high = there.same.high = all;
      if (plain->leaves_out()) plain->less_.push_back({{0, all - not_counted.high}, {0, all - not_counted.high}, not_counted});
    }
    for (const ItemColumns& item : items) {
      const Columns::Slice rows = item.columns.Of(patient);
      std::size_t at = begin;
      for (std::size_t from = 0; from < rows.size();) {
        std::size_t to = from + 1;
        while (to < rows.size() && rows[to].day == rows[from].day) ++to;
        const auto of_day = rows.subspan(from, to - from);
        from = to;
        const auto dated = [&](const records::Cell& cell) { return item.columns.ShapeOf(cell).dated; };
        if (std::none_of(of_day.begin(), of_day.end(), dated)) continue;
        while (plain->days_[at].day < of_day.front().day) ++at;
        OfDay& there = plain->days_[at];
        const Said said = item.Of(of_day);
        if (said.kind == Said::Kind::kAsk) there.plain = false;
        if (said.kind != Said::Kind::kAnswer) continue;
        ++there.answered;
        const auto add = [&](Range& range) {
          range.low += said.low;
          range.high += said.high - item.whole;
        };
        if (!item.differs) add(there.same);
        // Beside a total of another version which of them an item is of is not stated.
        if (!item.differs || !there.another) add(there.all);
        if (!plain->leaves_out()) continue;
        Less& less = plain->less_[at];
        if (item.left_out) {
          // As LessItems() in instrument_item.cc: points that are some of a range are not known.
          if (said.low == said.high) add(less.left_out);
          continue;
        }
        if (!item.differs) add(less.same);
        if (!item.differs || !there.another) add(less.all);
      }
    }
    // Of these days the kernel knows nothing, or they are another version's.
    const auto says_nothing = [](const OfDay& day) { return day.plain && (day.answered == 0 || (day.another && !day.own)); };
    if (!instrument.whole) {
      std::size_t kept = begin;
      for (std::size_t i = begin; i < plain->days_.size(); ++i) {
        if (says_nothing(plain->days_[i])) continue;
        plain->days_[kept] = plain->days_[i];
        if (plain->leaves_out()) plain->less_[kept] = plain->less_[i];
        ++kept;
      }
      plain->days_.resize(kept);
      if (plain->leaves_out()) plain->less_.resize(kept);
    }
    if (plain->days_.size() > std::numeric_limits<std::uint32_t>::max()) return nullptr;
  }
  plain->first_.push_back(static_cast<std::uint32_t>(plain->days_.size()));
  return plain;
}

const PlainItems::OfDay* PlainItems::Latest(records::PatientIndex patient, Date last) const {
  for (std::size_t at = first_[patient + 1]; at-- > first_[patient];) {
    if (days_[at].day <= last.day) return &days_[at];
  }
  return nullptr;
}

}  // namespace eligo::match
