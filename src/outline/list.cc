#include "outline/list.h"

#include <algorithm>

#include "outline/lead.h"

namespace eligo::outline {
namespace {

bool InList(const Zone& zone) { return zone.role == Role::kItem || zone.role == Role::kCohort; }

constexpr std::size_t kLookAhead = 60;  // rows

}  // namespace

ListReader::ListReader(View text, const std::vector<Row>& rows, const std::vector<Zone>& zones) : text_(text), rows_(rows), zones_(zones) {}

Place ListReader::Take(std::size_t i) {
  const Row& row = rows_[i];
  const Place place = row.marked() ? Entry(row, i) : Paragraph(row, i);
  opens_ = zones_[i].opens || OpensList(text_, row.span);
  if (row.marked()) lead_ = opens_;
  if (opens_) about_sex_ = IsAboutSex(text_, row.span);
  last_inlined_ = row.inlined;
  return place;
}

// ------------------------------------------------------------ paragraphs

const Row* ListReader::NextEntry(std::size_t i) const {
  for (std::size_t k = i + 1; k < rows_.size() && k < i + kLookAhead; ++k) {
    if (rows_[k].heading || (zones_[k].role != Role::kItem && zones_[k].role != Role::kList)) return nullptr;
    if (rows_[k].marked() && !rows_[k].inlined) return &rows_[k];
  }
  return nullptr;
}

// Is the next row a line without a marker, directly below this one?
bool ListReader::LineFollows(std::size_t i) const {
  return i + 1 < rows_.size() && !rows_[i + 1].heading && zones_[i + 1].role == Role::kItem && !rows_[i + 1].marked() &&
         !rows_[i + 1].blank_before && !rows_[i + 1].inlined;
}

Place ListReader::Paragraph(const Row& row, std::size_t i) {
  const auto new_item = [&] {
    levels_.clear();
    Level level;
    level.indent = level.content = row.indent;
    level.paragraph = true;
    level.inlined = row.inlined;
    level.ordinal = 1;
    levels_.push_back(level);
    return Place{};
  };
  const auto join = [&](std::size_t level) {
    levels_.resize(level + 1);
    Place place;
    place.depth = static_cast<int>(level);
    place.joins = true;
    return place;
  };
  if (levels_.empty()) return new_item();
  const Level& base = levels_.front();
  // Under an entry's content it belongs to that entry.
  for (std::size_t k = levels_.size(); k-- > 0 && !row.inlined;) {
    const Level& level = levels_[k];
    if (!level.paragraph && !level.inlined && level.content > level.indent && row.indent >= level.content) return join(k);
  }
  if (base.paragraph) {
    const bool note = IsRemark(text_, row.span) || At(text_, row.span.begin) == U'(';
    if (levels_.size() == 1) return note ? join(0) : new_item();
    // After the list of a paragraph: the next paragraph.
    return note ? join(levels_.size() - 1) : new_item();
  }
  if (!row.blank_before && row.indent >= base.indent) {
    // After the last entry of a list, lines without markers: their markers were lost.
    if (!lead_ && !GoesOn(text_, row.span) && NextEntry(i) == nullptr && LineFollows(i)) return new_item();
    Place place = join(levels_.size() - 1);
    place.depth += lead_;
    return place;
  }
  if (GoesOn(text_, row.span)) return join(0);
  // "- Diagnosed by the following criteria:", then paragraphs: a list whose markers and indents were lost.
  if (lead_ && !row.inlined) {
    Place place = join(levels_.size() - 1);
    ++place.depth;
    return place;
  }
  if (base.style.shape != Shape::kBullet && !base.inlined) {
    const Row* next = NextEntry(i);
    if (next != nullptr && next->marker.style == base.style) {
      if (next->marker.number == base.number + 1) return join(0);
      // "4. ...", then "Oral corticosteroids must meet the following:" and a list that starts again: still item 4, unless
      // the text indents what is nested.
      const bool indented = levels_.size() > 1 && !levels_.back().flat;
      if (next->marker.number == 1 && OpensList(text_, row.span) && !indented && next->indent == base.indent) return join(0);
    }
  }
  return new_item();
}

// ------------------------------------------------------------ entries

bool ListReader::RightOf(const Row& row, const Level& level) const {
  if (level.inlined || level.paragraph) return false;
  if (row.marker.style == level.style && std::abs(row.content_indent - level.content) <= 1) return false;
  return row.indent > level.indent + (opens_ && row.marker.style != level.style ? 0 : 1);
}

bool ListReader::LeftOf(const Row& row, const Level& level) const {
  if (level.inlined) return false;
  if (row.marker.style == level.style && std::abs(row.content_indent - level.content) <= 1) return false;
  return row.indent < level.indent - (row.marker.style == level.style ? 1 : 0);
}

bool ListReader::Continues(const Row& row, const Level& level) const {
  return row.marker.numbered() && row.marker.style == level.style && row.marker.number > 1 && row.marker.number == level.number + 1;
}

Place ListReader::Put(const Row& row, std::size_t at) {
  levels_.resize(at + 1);
  Level& level = levels_[at];
  Place place;
  place.depth = static_cast<int>(at);
  place.after = level.number;
  if (!row.inlined) {
    level.indent = row.indent;
    level.content = row.content_indent;
  }
  level.style = row.marker.style;
  level.paragraph = false;
  level.last_hidden = row.hidden;
  ++level.ordinal;
  ++level.entries;
  level.labelled += LabelColon(text_, row.span) >= 0;
  if (row.hidden) {
    level.hidden_number = row.marker.number;
  } else {
    level.number = row.marker.number;
  }
  if (level.ordinal == 1 && row.marker.numbered()) level.ordinal = std::max(1, row.marker.number);
  place.ordinal = level.ordinal;
  place.nested = level.flat;
  return place;
}

// Deeper than is read, entries stand beside each other.
Place ListReader::Push(const Row& row, bool flat) {
  if (levels_.size() > static_cast<std::size_t>(source::kDeepestPart)) {
    return Put(row, levels_.size() - 1);
  }
  Level level;
  level.indent = row.indent;
  level.content = row.content_indent;
  level.flat = flat;
  level.inlined = row.inlined;
  levels_.push_back(level);
  return Put(row, levels_.size() - 1);
}

Place ListReader::Entry(const Row& row, std::size_t i) {
  if (levels_.empty()) return Push(row, false);
  if (row.hidden) return Hidden(row);
  if (!row.inlined) {
    // A line of its own ends the lists that stood inside a line, unless it carries one on: "iii) ...", then "iv) ...".
    while (levels_.size() > 1 && levels_.back().inlined && !Continues(row, levels_.back())) levels_.pop_back();
    while (levels_.size() > 1 && LeftOf(row, levels_.back())) {
      const bool outer = std::any_of(levels_.begin(), levels_.end() - 1, [&](const Level& l) { return Continues(row, l); });
      if (Continues(row, levels_.back()) && !outer) break;
      levels_.pop_back();
    }
    if (RightOf(row, levels_.back()) && !Continues(row, levels_.back())) return Push(row, false);
  }
  return row.marker.numbered() ? ByNumber(row, i) : ByBullet(row, i);
}

// The outermost list that the row may belong to by its indent.
std::size_t ListReader::Floor(const Row& row) const {
  std::size_t floor = levels_.size() - 1;
  if (row.inlined) return 0;
  while (floor > 0 && !RightOf(row, levels_[floor - 1])) --floor;
  return floor;
}

bool ListReader::StyleReturns(std::size_t i, const Level& level) const {
  for (std::size_t k = i + 1; k < rows_.size() && k < i + kLookAhead; ++k) {
    if (rows_[k].heading || !InList(zones_[k])) return false;
    if (rows_[k].marker.style == level.style) return true;
  }
  return false;
}

// An entry in another style than the list it stands in, at the same indent.
Place ListReader::OtherStyle(const Row& row, std::size_t i) {
  const Level& top = levels_.back();
  if (top.paragraph) {
    if (opens_ || row.inlined) return Push(row, true);
    levels_.back() = Level{};
    levels_.back().inlined = row.inlined;
    return Put(row, levels_.size() - 1);
  }
  if (opens_ || row.inlined || StyleReturns(i, top)) return Push(row, true);
  levels_.back().number = 0;
  return Put(row, levels_.size() - 1);
}

Place ListReader::ByBullet(const Row& row, std::size_t i) {
  // "- Any of the following: - A - B" in one line.
  if (row.inlined && opens_ && !last_inlined_) return Push(row, true);
  const std::size_t floor = Floor(row);
  // The list of a paragraph has no end but this: an entry that is plainly not about its subject.
  if (levels_.size() == 2 && levels_.front().paragraph && levels_.back().flat && levels_.back().ordinal >= 2 && LeavesSubject(row)) {
    levels_.clear();
    return Push(row, false);
  }
  for (std::size_t k = levels_.size(); k-- > floor;) {
    if (levels_[k].style == row.marker.style && !levels_[k].paragraph) return Put(row, k);
  }
  return OtherStyle(row, i);
}

// ------------------------------------------------------------ numbers

// A number from inside a paragraph: the outermost list that it can count.
Place ListReader::Hidden(const Row& row) {
  std::size_t same = levels_.size();
  for (std::size_t k = 0; k < levels_.size(); ++k) {
    const Level& level = levels_[k];
    if (level.style != row.marker.style || level.paragraph) continue;
    if (same == levels_.size()) same = k;
    const int n = row.marker.number;
    if (n == level.ordinal + 1 || n == level.number + 1 || n == level.hidden_number + 1) return Put(row, k);
  }
  return same < levels_.size() ? Put(row, same) : Put(row, 0);
}

// Counting on from here as an entry of `level`, does the next hidden number come out right?
bool ListReader::HiddenSays(std::size_t i, const Level& level) const {
  int number = rows_[i].marker.number;
  int ordinal = level.ordinal + 1;
  for (std::size_t k = i + 1; k < rows_.size() && k < i + kLookAhead; ++k) {
    const Row& row = rows_[k];
    if (row.heading || row.marker.style != rows_[i].marker.style) {
      if (row.heading || !InList(zones_[k])) return false;
      continue;
    }
    ++ordinal;
    if (row.hidden) return row.marker.number == ordinal;
    if (row.marker.number != ++number) return false;
  }
  return false;
}

bool ListReader::NumberComesLater(std::size_t i, const Style& style, int number) const {
  for (std::size_t k = i + 1; k < rows_.size() && k < i + kLookAhead; ++k) {
    if (rows_[k].heading || !InList(zones_[k])) return false;
    if (rows_[k].marker.style == style && !rows_[k].inlined && rows_[k].marker.number == number) return true;
  }
  return false;
}

// Plainly not about what the list below the last lead is about. Methods of contraception may name women and men.
bool ListReader::LeavesSubject(const Row& row) const {
  return about_sex_ ? AsksForConsent(text_, row.span) : AddressesAll(text_, row.span);
}

// The nested list's numbers run on into the outer one's. It has ended where its entries no longer are alike.
bool ListReader::LeavesNested(const Row& row, const Level& nested) const {
  if (!nested.flat || nested.inlined) return false;
  if (LeavesSubject(row)) return true;
  return nested.labelled >= 2 && nested.labelled == nested.entries && LabelColon(text_, row.span) < 0;
}

Place ListReader::ByNumber(const Row& row, std::size_t i) {
  const std::size_t floor = Floor(row);
  const int n = row.marker.number;
  const auto of_style = [&](std::size_t from) {
    for (std::size_t k = from; k-- > floor;) {
      if (levels_[k].style == row.marker.style && !levels_[k].paragraph) return k;
    }
    return levels_.size();
  };
  const std::size_t inner = of_style(levels_.size());
  if (inner == levels_.size()) return OtherStyle(row, i);
  const std::size_t outer = of_style(inner);
  const bool has_outer = outer < levels_.size();
  const auto put = [&](std::size_t k, Oddity oddity) {
    const int after = levels_[k].number;
    const bool in_order = n == after + 1 || (levels_[k].hidden_number > 0 && n == levels_[k].hidden_number + 1);
    Place place = Put(row, k);
    if (!in_order) place.oddity = oddity;
    return place;
  };
  const auto nest = [&] {
    const int after = levels_[inner].last_hidden ? levels_[inner].hidden_number : levels_[inner].number;
    Place place = Push(row, true);
    if (!row.inlined) place.oddity = Oddity::kRestarted;
    place.after = after;
    return place;
  };
  if (has_outer && levels_[inner].flat && HiddenSays(i, levels_[outer])) return put(outer, Oddity::kOutOfOrder);
  // Under "10. Adequate organ function:", hidden in a paragraph, the printed numbers are those of its own list.
  if (opens_ && inner + 1 == levels_.size() && levels_[inner].last_hidden && n != levels_[inner].hidden_number + 1) return nest();
  if (n == levels_[inner].number + 1) {
    if (has_outer && n == levels_[outer].number + 1) {
      return NumberComesLater(i, row.marker.style, n) ? put(inner, Oddity::kNone) : put(outer, Oddity::kNone);
    }
    if (has_outer && LeavesNested(row, levels_[inner])) return put(outer, Oddity::kOutOfOrder);
    return put(inner, Oddity::kNone);
  }
  for (std::size_t k = outer; has_outer && k < levels_.size(); k = of_style(k)) {
    if (n == levels_[k].number + 1) return put(k, Oddity::kNone);
    if (k <= floor) break;
  }
  if (n == 1) {
    if (opens_ && !HiddenSays(i, levels_[inner])) return nest();
    if (levels_[inner].number == 1 && levels_[inner].ordinal > 0) return put(inner, Oddity::kNone);  // "1." for every entry
    return put(inner, Oddity::kRestarted);
  }
  return put(inner, n > levels_[inner].number ? Oddity::kGap : Oddity::kOutOfOrder);
}

}  // namespace eligo::outline
