#include "outline/believer.h"

#include <algorithm>

#include "outline/lead.h"

namespace eligo::outline {
namespace {

constexpr std::size_t kLookAhead = 40;  // lines

bool Finished(View text, Span span) {
  const char32_t last = At(text, span.end - 1);
  return EndsClause(last) || last == U')' || last == U'*' || last == U']';
}

}  // namespace

Believer::Believer(View text, const Lines& lines) : text_(text), lines_(lines), raw_(lines.lines.size()) {
  int marked = 0;
  int blank = 0;
  for (std::size_t i = 0; i < raw_.size(); ++i) {
    const Line& line = lines.lines[i];
    raw_[i] = ReadMarker(text, line.span);
    if (!raw_[i]) continue;
    word_bullets_ += raw_[i]->style.glyph == U'o';
    if (raw_[i]->weak || raw_[i]->longer) continue;
    ++marked;
    blank += line.blank_before;
  }
  blank_separated_ = lines.wrap > 0 && marked >= 2 && blank * 10 >= marked * 7;
}

void Believer::Reset() {
  last_.fill({});
  nested_parent_ = nested_last_ = 0;
}

int Believer::LastOf(const Style& style) const {
  for (const Last& last : last_) {
    if (last.number > 0 && last.style == style) return last.number;
  }
  return 0;
}

void Believer::Remember(const Marker& marker) {
  if (!marker.numbered()) return;
  if (marker.style.shape == Shape::kNested) {
    nested_parent_ = marker.parent;
    nested_last_ = marker.number;
    return;
  }
  for (Last& last : last_) {
    if (last.number > 0 && last.style == marker.style) {
      last.number = marker.number;
      return;
    }
  }
  last_[next_++ % last_.size()] = {marker.style, marker.number};
}

bool Believer::SecondFollows(std::size_t index, const Marker& first) const {
  const std::size_t end = std::min(raw_.size(), index + kLookAhead);
  for (std::size_t i = index + 1; i < end; ++i) {
    if (!raw_[i]) continue;
    Marker other = *raw_[i];
    if (first.style.digits == Digits::kLowerRoman || first.style.digits == Digits::kUpperRoman) ReadAsRoman(other);
    if (other.style == first.style && other.number == first.number + 1) return true;
  }
  return false;
}

bool Believer::Waited(const Marker& marker) const {
  const int last = LastOf(marker.style);
  return last > 0 && marker.number == last + 1;
}

// The number that is waited for, or one a little behind it: numbers are left out when criteria are struck.
bool Believer::Near(const Marker& marker) const {
  constexpr int kGap = 20;
  const int last = LastOf(marker.style);
  return last > 0 && marker.number > last && marker.number <= last + kGap;
}

void Believer::ResolveLetter(Marker& marker) const {
  if (marker.roman == 0) return;
  if (LastOf(marker.style) == marker.number - 1 && marker.number > 1) return;
  Marker roman = marker;
  ReadAsRoman(roman);
  if (roman.number == 1 || LastOf(roman.style) == roman.number - 1) marker = roman;
}

// "3.7 <= SLEDAI": the space behind "3." was lost. Only where item 3 is waited for.
std::optional<Marker> Believer::Fused(const Marker& marker, Span span) const {
  if (marker.components != 2) return std::nullopt;
  Marker item = marker;
  item.style = {Shape::kDot, Digits::kDecimal, 0};
  item.number = marker.parent;
  item.components = 1;
  if (!Waited(item) || marker.number == 1) return std::nullopt;
  int dot = marker.digits.begin;
  while (dot < marker.digits.end && IsDigit(At(text_, dot))) ++dot;
  item.digits.end = dot;
  item.span = {span.begin, dot + 1};
  item.weak = false;
  return item;
}

std::optional<Marker> Believer::Read(std::size_t index, Span span, const Row* row) {
  const Line& line = lines_.lines[index];
  std::optional<Marker> found = span == line.span ? raw_[index] : ReadMarker(text_, span);
  if (!found) return std::nullopt;
  Marker marker = *found;
  const bool opens_line = span.begin == line.span.begin;
  const Line* previous = opens_line && index > 0 && !line.blank_before ? &lines_.lines[index - 1] : nullptr;
  ResolveLetter(marker);
  if (marker.longer && marker.style.shape != Shape::kNested && !Near(marker) && !SecondFollows(index, marker)) {
    const std::optional<Marker> bullet = WithoutNumber(text_, marker, span);
    if (!bullet) return std::nullopt;
    marker = *bullet;
  }

  const bool goes_on = previous != nullptr && row != nullptr && !Finished(text_, previous->span);
  const bool wrapped = previous != nullptr && lines_.wrap > 0 && previous->width() > lines_.wrap - 20;
  // In a text that puts an empty line before each entry, a line at the content's column goes on with the entry.
  if (blank_separated_ && previous != nullptr && row != nullptr && row->marked() && line.indent >= row->content_indent &&
      (wrapped || goes_on)) {
    return std::nullopt;
  }
  if (marker.style.shape == Shape::kNested) {
    if (std::optional<Marker> fused = Fused(marker, span)) {
      Remember(*fused);
      return fused;
    }
    const Style dot{Shape::kDot, Digits::kDecimal, 0};
    const Style paren{Shape::kParen, Digits::kDecimal, 0};
    const bool under = marker.parent == LastOf(dot) || marker.parent == LastOf(paren) || marker.parent == LastOf(dot) + 1;
    const bool next = marker.parent == nested_parent_ && marker.number == nested_last_ + 1;
    const bool first = marker.number == 1 && (under || marker.parent == nested_parent_ + 1 || SecondFollows(index, marker));
    const bool deeper = marker.components > 2 && marker.parent == nested_last_;
    if (goes_on && wrapped) return std::nullopt;
    if (!next && !first && !deeper && !(under && marker.parent == LastOf(dot))) return std::nullopt;
  } else if (marker.style.shape == Shape::kBullet) {
    if (marker.style.glyph == U'o' && word_bullets_ < 2) return std::nullopt;
    if (marker.weak && goes_on && wrapped) return std::nullopt;
    if (marker.style.glyph != U'o' && !IsBulletGlyph(marker.style.glyph) && goes_on && wrapped && row->marked() &&
        line.indent >= row->content_indent && row->marker.style != marker.style) {
      return std::nullopt;
    }
  } else {
    const bool waited = Waited(marker);
    const bool starts = marker.number == 1;
    const bool led = marker.style.shape == Shape::kDot && row != nullptr && OpensList(text_, row->span);
    if (marker.weak && !waited && !(starts && (led || SecondFollows(index, marker)))) return std::nullopt;
    if (marker.style.shape == Shape::kBare) {
      const int listed = LastOf({Shape::kDot, Digits::kDecimal, 0});
      const bool in_list = marker.number == listed + 1 && listed > 0 && line.blank_before;
      if (!in_list && !waited && !starts) return std::nullopt;
      if (in_list) marker.style.shape = Shape::kDot;
    }
    if (goes_on && wrapped && !waited) return std::nullopt;
    if (goes_on && wrapped && marker.style.shape != Shape::kDot && starts) return std::nullopt;
  }
  Remember(marker);
  return marker;
}

}  // namespace eligo::outline
