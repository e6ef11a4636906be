// Believer: is the marker at the begin of a line one?
//
// It sees the lines in order and remembers the numbers of the lists that are open, so that a number that no list waits
// for, at the start of a line that goes on with the one before, stays part of the sentence.
// Tested by test/outline/rows.txt.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "outline/lines.h"
#include "outline/row.h"

namespace eligo::outline {

class Believer {
 public:
  Believer(View text, const Lines& lines);

  // The marker of line `index` if it is believed. `row` is the row that the line would go on with, or nothing.
  std::optional<Marker> Read(std::size_t index, Span span, const Row* row);
  // A section begins: its lists count anew.
  void Reset();

 private:
  struct Last {
    Style style;
    int number = 0;
  };

  int LastOf(const Style& style) const;
  void Remember(const Marker& marker);
  bool SecondFollows(std::size_t index, const Marker& first) const;
  bool Waited(const Marker& marker) const;
  bool Near(const Marker& marker) const;
  void ResolveLetter(Marker& marker) const;
  std::optional<Marker> Fused(const Marker& marker, Span span) const;

  View text_;
  const Lines& lines_;
  std::vector<std::optional<Marker>> raw_;
  bool blank_separated_ = false;  // nearly every entry stands behind an empty line
  int word_bullets_ = 0;          // lines that begin with a lone "o"
  std::array<Last, 12> last_;
  std::size_t next_ = 0;
  int nested_parent_ = 0, nested_last_ = 0;
};

}  // namespace eligo::outline
