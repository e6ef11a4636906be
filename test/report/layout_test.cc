#include "report/layout.h"

#include <gtest/gtest.h>

#include "source/utf8.h"

namespace eligo::report {
namespace {

std::string UnderlineOf(std::string_view utf8, Span span, int indent, int width) {
  return Underline(*source::DecodeUtf8(utf8), span, indent, width);
}

TEST(Layout, WidthCountsCells) {
  EXPECT_EQ(Width("abc"), 3);
  EXPECT_EQ(Width("≥ 5"), 3);
  EXPECT_EQ(Width("漢字"), 4);
  EXPECT_EQ(Width("e\xCC\x81"), 1);  // e and a combining acute
}

TEST(Layout, WrapsAtSpacesAndCutsLongWords) {
  EXPECT_EQ(Wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(Wrap("abcdefgh", 3), (std::vector<std::string>{"abc", "def", "gh"}));
  EXPECT_EQ(Wrap("", 5), (std::vector<std::string>{""}));
  EXPECT_EQ(Wrap("漢字漢", 4), (std::vector<std::string>{"漢字", "漢"}));
}

TEST(Layout, ShortensToTheWidth) {
  EXPECT_EQ(Shorten("rituximab", 9), "rituximab");
  EXPECT_EQ(Shorten("rituximab use", 9), "rituxi...");
  EXPECT_EQ(OneLine("  a\r\n b\t c "), "a b c");
}

TEST(Layout, TableWrapsCellsAndEndsLinesClean) {
  const std::string table = Table({{"name", 6}, {"says", 9}}, {{"anna", "one two three"}, {"b", ""}}, 2);
  EXPECT_EQ(table,
            "  name    says\n"
            "  ------  ---------\n"
            "  anna    one two\n"
            "          three\n"
            "  b\n");
}

TEST(Layout, UnderlinesThePlace) { EXPECT_EQ(UnderlineOf("first\nage 18 years\n", {10, 12}, 2, 80), "  age 18 years\n      ~~\n"); }

TEST(Layout, UnderlinesByCellsNotBytes) { EXPECT_EQ(UnderlineOf("漢字 ≥ 5 mg", {5, 6}, 0, 80), "漢字 ≥ 5 mg\n       ~\n"); }

TEST(Layout, UnderlinesOnlyTheFirstLineOfALongSpan) { EXPECT_EQ(UnderlineOf("ab cd\nef", {3, 8}, 0, 80), "ab cd\n   ~~\n"); }

TEST(Layout, CarriageReturnsEndALineAndTabsAreOneCell) { EXPECT_EQ(UnderlineOf("a\r\tbc\r\nd", {3, 5}, 0, 80), " bc\n ~~\n"); }

TEST(Layout, CutsALongLineAroundThePlace) {
  const std::string text = std::string(300, 'x') + "HERE" + std::string(300, 'y');
  const std::string shown = UnderlineOf(text, {300, 304}, 4, 60);
  const std::size_t line_end = shown.find('\n');
  EXPECT_LE(line_end, 60u);
  const std::string marks = shown.substr(line_end + 1);
  EXPECT_EQ(shown.substr(marks.find('~'), 4), "HERE");
  EXPECT_NE(shown.find("..."), std::string::npos);
}

TEST(Layout, APlaceOutsideTheTextIsItsEnd) { EXPECT_EQ(UnderlineOf("ab", {7, 9}, 0, 80), "ab\n  ^\n"); }

TEST(Layout, LocatesLinesAndColumns) {
  const std::u32string text = U"a\r\nbc\rd\ne";
  const Lines lines(text);
  EXPECT_EQ(lines.Locate(4).line, 2);
  EXPECT_EQ(lines.Locate(4).column, 2);
  EXPECT_EQ(lines.Locate(6).line, 3);
  EXPECT_EQ(lines.Locate(8).line, 4);
}

}  // namespace
}  // namespace eligo::report
