// ParseFact: the words of one fact -> its fields. The other side of print_fact.h.
//
// Every field of logic::Fact has one phrase; the order of phrases behind the concept is free. What the printer adds for the reader
// ("latest", "any") is read back as nothing. Tested by test/language/*.
#pragma once

#include <optional>
#include <string>

#include "logic/parse_line.h"

namespace eligo::logic {

// `partial`: of `except` and `requiring`, where the concept may be missing and nobody is asked.
std::optional<Fact> ParseFact(LineReading& line, bool partial);

// "at a stable dose for ...", "within ...", "before ...": what `at`, `within`, `before`, `after`, `more`, `from` begin.
bool ParseTime(LineReading& line, Fact& fact);
// "8 weeks", "1 month 14 days", "5 half-lives".
std::optional<Bound> ParseLength(LineReading& line);

// "any of", "all of", "at least 2 of"; nothing, and nothing taken, when the line begins with none of them.
struct ListHead {
  Op op = Op::kAnd;
  int count = 0;
};
std::optional<ListHead> ParseListHead(LineReading& line);
std::optional<int> ParseCount(LineReading& line, std::string_view what);
// A word, a number, a name or quoted words, as text.
std::optional<std::string> ParseWord(LineReading& line, std::string_view what);

}  // namespace eligo::logic
