// Marker: what stands before an entry of a list: "-", "•", "1.", "(b)", "iv)", "2.1", "①", "* 1\.".
//
// A marker is read from the characters alone. Whether "i." is a letter or a roman number, whether "3.7" is item 3 or
// item 3.7, and whether "2.5" at the start of a wrapped line is a marker at all is for those who know the neighbours (rows.cc).
// Tested by test/outline/parts_test.cc.
#pragma once

#include <optional>

#include "base/span.h"
#include "outline/text.h"

namespace eligo::outline {

enum class Shape : char {
  kNone,
  kBullet,
  kDot,      // 1.  a.  ii.  1、
  kParen,    // 1)  a)
  kBoth,     // (1) (a)
  kDash,     // 1- Age
  kNested,   // 2.1  2.1.3.
  kCircled,  // ①
  kBare,     // 23 Diagnosed
};
enum class Digits : char { kDecimal, kLower, kUpper, kLowerRoman, kUpperRoman };

// Entries of one list share their style.
struct Style {
  Shape shape = Shape::kNone;
  Digits digits = Digits::kDecimal;
  char32_t glyph = 0;  // of a bullet
  friend constexpr bool operator==(const Style&, const Style&) = default;
};

struct Marker {
  Style style;
  int number = 0;        // the last component: 1 of "2.1"
  int parent = 0;        // the component before it: 2 of "2.1"
  int components = 0;    // 2 for "2.1"
  int roman = 0;         // a single letter that may also be a roman number
  bool doubled = false;  // a bullet and a number: "* 1."
  bool weak = false;     // needs a neighbour to be believed
  bool longer = false;   // of four digits or more, as years and amounts are: only in a list of such numbers
  Span span;             // all of it, from the first bullet to the last dot
  Span digits;           // the number alone, empty for bullets

  bool none() const { return style.shape == Shape::kNone; }
  bool numbered() const { return style.shape != Shape::kNone && style.shape != Shape::kBullet; }
};

// The marker that the span begins with; it leaves something to mark.
std::optional<Marker> ReadMarker(View text, Span span);
// Only a number or letter, no bullet before it.
std::optional<Marker> ReadNumber(View text, Span span);

// The bullet alone of a bullet and a number ("- 2019. ..."), for a number that is none.
std::optional<Marker> WithoutNumber(View text, const Marker& marker, Span span);

// A glyph that is a bullet wherever it stands ("•"), as opposed to "-", "*" and the like.
bool IsBulletGlyph(char32_t c);

// A single letter as the roman number it may be.
void ReadAsRoman(Marker& marker);

}  // namespace eligo::outline
