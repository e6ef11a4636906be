#include "match/plain_items.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <tbb/parallel_for.h>

#include "match/assessment.h"
#include "match/column_set.h"

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
  const Columns& columns;
  double whole = 0;                     // its points
  bool differs = false;                 // it has another rule in some version
  bool left_out = false;                // it does not count
  bool graded = false;                  // scores beside those of by_number may be some of it
  std::vector<Said> told;               // [shape]
  std::array<Said, kScores> by_number;  // of a score of so many points

  ItemColumns(const Columns& of, const measure::Item& item)
      : columns(of), whole(item.points[0].ToDouble()), differs(!item.differs.empty()) {
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

// Patients that one thread takes at a time.
constexpr std::size_t kPiece = 8192;

}  // namespace

// What the days of patients are made from.
struct PlainItems::Source {
  std::vector<ItemColumns> items;
  std::vector<const Columns*> own;      // totals by the same rules
  std::vector<const Columns*> another;  // totals of other versions
  const Columns* whole = nullptr;       // the total of which this one is a part
  bool keeps_all = false;               // of such a part every day matters
  double all = 0;                       // points of all items
  bool leaves_out = false;              // some of them do not count
  Range left_out;                       // of these
};

// Of some patients, one after the other.
struct PlainItems::Piece {
  std::vector<std::uint32_t> counts;  // days of each
  std::vector<OfDay> days;
  std::vector<Less> less;

  void Add(const Source& source, records::PatientIndex patient);

 private:
  void AddItem(const ItemColumns& item, const Columns::Slice& rows, std::size_t begin, bool leaves_out);
};

void PlainItems::Piece::Add(const Source& source, records::PatientIndex patient) {
  std::vector<std::int32_t> dated;
  const auto add_days = [&](const Columns& columns) {
    for (const records::Cell& cell : columns.Of(patient)) {
      if (columns.ShapeOf(cell).dated && (dated.empty() || dated.back() != cell.day)) dated.push_back(cell.day);
    }
  };
  for (const ItemColumns& item : source.items) add_days(item.columns);
  if (source.whole != nullptr) add_days(*source.whole);
  std::sort(dated.begin(), dated.end());
  dated.erase(std::unique(dated.begin(), dated.end()), dated.end());
  const std::size_t begin = days.size();
  const bool leaves_out = source.leaves_out;
  for (const std::int32_t day : dated) {
    const auto has_day = [&](const Columns* totals) { return HasDay(*totals, patient, day); };
    OfDay& there = days.emplace_back();
    there.day = day;
    there.own = std::any_of(source.own.begin(), source.own.end(), has_day);
    there.another = std::any_of(source.another.begin(), source.another.end(), has_day);
    there.all.high = there.same.high = source.all;
    const Range counted{0, source.all - source.left_out.high};
    if (leaves_out) less.push_back({counted, counted, source.left_out});
  }
  for (const ItemColumns& item : source.items) AddItem(item, item.columns.Of(patient), begin, leaves_out);
  // Of these days the kernel knows nothing, or they are another version's.
  const auto says_nothing = [](const OfDay& day) { return day.plain && (day.answered == 0 || (day.another && !day.own)); };
  std::size_t kept = begin;
  for (std::size_t i = begin; i < days.size(); ++i) {
    if (!source.keeps_all && says_nothing(days[i])) continue;
    days[kept] = days[i];
    if (leaves_out) less[kept] = less[i];
    ++kept;
  }
  days.resize(kept);
  if (leaves_out) less.resize(kept);
  counts.push_back(static_cast<std::uint32_t>(kept - begin));
}

// One patient's rows of an item, whose days stand from `begin` on.
void PlainItems::Piece::AddItem(const ItemColumns& item, const Columns::Slice& rows, std::size_t begin, bool leaves_out) {
  std::size_t at = begin;
  for (std::size_t from = 0; from < rows.size();) {
    std::size_t to = from + 1;
    while (to < rows.size() && rows[to].day == rows[from].day) ++to;
    const auto of_day = rows.subspan(from, to - from);
    from = to;
    const auto dated = [&](const records::Cell& cell) { return item.columns.ShapeOf(cell).dated; };
    if (std::none_of(of_day.begin(), of_day.end(), dated)) continue;
    while (days[at].day < of_day.front().day) ++at;
    OfDay& there = days[at];
    const Said said = item.Of(of_day);
    if (said.kind == Said::Kind::kAsk) there.plain = false;
    if (said.kind != Said::Kind::kAnswer) continue;
    ++there.answered;
    const auto add = [&](Range& range) {
      range.low += said.low;
      range.high += said.high - item.whole;
    };
    // Beside a total of another version which of them an item is of is not stated.
    const bool of_version = !item.differs || !there.another;
    if (!item.differs) add(there.same);
    if (of_version) add(there.all);
    if (leaves_out && !item.left_out && !item.differs) add(less[at].same);
    if (leaves_out && !item.left_out && of_version) add(less[at].all);
    // As LessItems() in instrument_item.cc: points that are some of a range are not known.
    if (leaves_out && item.left_out && said.low == said.high) add(less[at].left_out);
  }
}

std::unique_ptr<PlainItems> PlainItems::Of(const PreparedInstrument& instrument, const std::vector<bool>& left_out, std::size_t patients,
                                           ColumnSet& columns) {
  if (instrument.instrument->rule != measure::Rule::kSum || !instrument.instrument->window) return nullptr;
  Source source;
  source.keeps_all = instrument.whole.has_value();
  for (std::size_t i = 0; i < instrument.items.size(); ++i) {
    const measure::Item& item = instrument.instrument->items[i];
    source.all += item.points[0].ToDouble();
    const bool counts = left_out.empty() || !left_out[i];
    source.leaves_out = source.leaves_out || !counts;
    if (!counts) source.left_out.high += item.points[0].ToDouble();
    const auto id = instrument.items[i].concept_id;
    const Columns* const rows = id ? columns.LookAt(*id) : nullptr;
    if (rows == nullptr) continue;
    if (rows->overflown()) return nullptr;
    source.items.emplace_back(*rows, item);
    source.items.back().left_out = !counts;
  }
  for (const Relative& relative : instrument.family) {
    const Columns* const rows = columns.LookAt(relative.id);
    if (rows == nullptr) continue;
    if (rows->overflown()) return nullptr;
    if (relative.id == instrument.whole) source.whole = rows;
    (relative.same_rules ? source.own : source.another).push_back(rows);
  }

  std::vector<Piece> pieces((patients + kPiece - 1) / kPiece);
  tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t i) {
    const std::size_t last = std::min(patients, (i + 1) * kPiece);
    for (std::size_t p = i * kPiece; p < last; ++p) pieces[i].Add(source, static_cast<records::PatientIndex>(p));
  });
  std::size_t days = 0;
  for (const Piece& piece : pieces) days += piece.days.size();
  if (days > std::numeric_limits<std::uint32_t>::max()) return nullptr;
  auto plain = std::make_unique<PlainItems>();
  plain->count_ = instrument.items.size();
  plain->leaves_out_ = source.leaves_out;
  plain->left_out_ = source.left_out;
  plain->make_total_ = !instrument.whole && !instrument.instrument->two_columns();
  plain->days_.reserve(days);
  plain->first_.reserve(patients + 1);
  plain->first_.push_back(0);
  for (Piece& piece : pieces) {
    for (const std::uint32_t count : piece.counts) plain->first_.push_back(plain->first_.back() + count);
    plain->days_.insert(plain->days_.end(), piece.days.begin(), piece.days.end());
    plain->less_.insert(plain->less_.end(), piece.less.begin(), piece.less.end());
    piece = {};
  }
  return plain;
}

const PlainItems::OfDay* PlainItems::Latest(records::PatientIndex patient, Date last) const {
  for (std::size_t at = first_[patient + 1]; at-- > first_[patient];) {
    if (days_[at].day <= last.day) return &days_[at];
  }
  return nullptr;
}

}  // namespace eligo::match
