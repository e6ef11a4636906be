// List: where does an entry belong?
//
// A stack of open lists, outermost first. Where entries are indented, the indent decides. Where they are not, their numbers
// do: a list that starts again at 1 under "... the following:" is nested, and the outer one goes on when its next number
// comes. Numbers hidden in a paragraph are the author's own and tell how many items there truly were before them.
// Depth is bounded; everything is linear in the rows (looks ahead a bounded number of them).
// Tested by test/outline/lists.txt.
#pragma once

#include <cstddef>
#include <vector>

#include "outline/row.h"
#include "outline/zones.h"

namespace eligo::outline {

// What was odd about an entry's number.
enum class Oddity : char { kNone, kRestarted, kOutOfOrder, kGap };

struct Place {
  int depth = 0;
  bool joins = false;  // part of the entry before it, not an entry: a paragraph, a wrapped note
  Oddity oddity = Oddity::kNone;
  int after = 0;        // the number before it, for the message
  bool nested = false;  // it was nested by its number alone
  int ordinal = 0;      // how many entries its list has, it included
};

class ListReader {
 public:
  ListReader(View text, const std::vector<Row>& rows, const std::vector<Zone>& zones);

  // The next row, by index, in order: of role kItem, or the heading of a cohort that is an entry itself.
  Place Take(std::size_t i);
  // A header interrupts: the lists end.
  void Reset() { levels_.clear(), opens_ = lead_ = last_inlined_ = false; }

 private:
  struct Level {
    Style style;
    int indent = 0, content = 0;
    int number = 0;         // the last printed one
    int hidden_number = 0;  // the last one found inside a paragraph
    int ordinal = 0;        // entries so far, counted from the first one's number
    int entries = 0;
    int labelled = 0;   // entries that begin "Label: ..."
    bool flat = false;  // nested by number, not by indent
    bool inlined = false;
    bool paragraph = false;
    bool last_hidden = false;
  };

  Place Paragraph(const Row& row, std::size_t i);
  Place Entry(const Row& row, std::size_t i);
  Place ByNumber(const Row& row, std::size_t i);
  Place ByBullet(const Row& row, std::size_t i);
  Place OtherStyle(const Row& row, std::size_t i);
  Place Push(const Row& row, bool flat);
  Place Put(const Row& row, std::size_t level);
  Place Hidden(const Row& row);

  bool RightOf(const Row& row, const Level& level) const;
  bool LeftOf(const Row& row, const Level& level) const;
  bool Continues(const Row& row, const Level& level) const;
  std::size_t Floor(const Row& row) const;
  bool StyleReturns(std::size_t i, const Level& level) const;
  bool HiddenSays(std::size_t i, const Level& level) const;
  bool NumberComesLater(std::size_t i, const Style& style, int number) const;
  bool LeavesNested(const Row& row, const Level& nested) const;
  bool LeavesSubject(const Row& row) const;
  const Row* NextEntry(std::size_t i) const;
  bool LineFollows(std::size_t i) const;

  View text_;
  const std::vector<Row>& rows_;
  const std::vector<Zone>& zones_;
  std::vector<Level> levels_;
  bool opens_ = false;  // the last row opens a list
  bool lead_ = false;   // the last entry does, and unmarked lines under it are its list
  bool last_inlined_ = false;
  bool about_sex_ = false;  // the last row that opened a list spoke of women, men or contraception
};

}  // namespace eligo::outline
