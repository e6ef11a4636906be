// ParseLine: one line of logic -> an expression: a leaf, or operators in brackets.
//
//     not latest hba1c > 8 %
//     any of (pregnancy; lactation)
//
// Stops at the first mistake of a line, and says that one. Tested by test/language/*.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "logic/cursor.h"
#include "logic/expression.h"
#include "terms/terms.h"

namespace eligo::logic {

// Brackets and levels of indentation together; deeper logic is nobody's criterion.
inline constexpr int kMaxDepth = 100;

// The state of reading one line. What reads gives nothing once `mistake` is set.
struct LineReading {
  Cursor cursor;
  const terms::Terms& terms;
  int depth = 0;
  std::optional<Diagnostic> mistake;

  // Keeps the first; for `return line.Fail(...)` of any optional.
  std::nullopt_t Fail(Span span, std::string message, std::string code = "kSyntax");
  // Of the next token: "expected ..., not `x`".
  std::nullopt_t Expected(std::string_view what);
  bool Require(std::string_view word, std::string_view what);
};

// A node's span is its place on the line.
std::optional<Expression> ParseLine(LineReading& line);

// The words of a token in a message: "`x`", "the end of the line".
std::string Shown(const Token& token);

}  // namespace eligo::logic
