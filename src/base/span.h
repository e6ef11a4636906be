// Span: a half-open range of Unicode code points of an input file, as it is on disk.
#pragma once

#include <algorithm>

namespace eligo {

struct Span {
  int begin = 0;
  int end = 0;

  constexpr int length() const { return end - begin; }
  constexpr bool empty() const { return end <= begin; }
  constexpr bool Contains(Span other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool Overlaps(Span other) const { return begin < other.end && other.begin < end; }
  friend constexpr bool operator==(Span, Span) = default;
};

// The smallest span that holds both; an empty span adds nothing.
constexpr Span Hull(Span a, Span b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace eligo
