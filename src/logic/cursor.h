// Cursor: the words of one line of the criteria language.
//
// A line is read from left to right, one token ahead. Units have a grammar of their own, so they are taken whole where one
// may stand. Never fails: what is no token is a kBad one, with what is wrong with it as its text.
// Tested by test/language/*.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/span.h"
#include "units/rational.h"

namespace eligo::logic {

struct Token {
  enum class Kind {
    kEnd,
    kWord,      // rituximab, BILAG-2004, 5.0
    kNumber,    // 85, -0.5, 1/3
    kName,      // `first`
    kString,    // "as written"
    kOperator,  // < <= = >= >
    kMark,      // ( ) [ ] : ; ,
    kBad
  };
  Kind kind = Kind::kEnd;
  std::string text;  // of a name or a string without its quotes and escapes
  Span span;
  units::Rational number;  // of kNumber

  bool Is(std::string_view word) const { return (kind == Kind::kWord || kind == Kind::kMark) && text == word; }
};

class Cursor {
 public:
  // The characters of `range` in `text`, which must outlive the cursor.
  Cursor(std::u32string_view text, Span range);

  const Token& Peek() const { return token_; }
  Token Take();
  // What stands behind the next token.
  Token Second() const;
  bool TakeIf(std::string_view word);

  // The characters up to the next blank, whole brackets and braces included, from the next token on; "" when no unit can stand there.
  // Takes nothing.
  std::string PeekUnit() const;
  // Takes what PeekUnit gave.
  Span TakeUnit();

  // From the next token to the end of the line, without blanks around.
  Span Rest() const;
  // The end of the last token taken.
  int taken() const { return taken_; }

 private:
  void Read();
  void ReadQuoted(char32_t quote);
  bool ReadNumber();
  int UnitEnd() const;
  char32_t At(int place) const { return place < end_ ? text_[static_cast<std::size_t>(place)] : U'\0'; }
  std::string Utf8(int begin, int end) const;

  std::u32string_view text_;
  int at_ = 0, end_ = 0;  // behind the next token
  int taken_ = 0;
  Token token_;
};

// Where a line's comment begins ("#" behind a blank or at the start, outside quotes); `range.end` without one.
int CommentStart(std::u32string_view text, Span range);

}  // namespace eligo::logic
