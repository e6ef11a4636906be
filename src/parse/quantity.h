// Quantities: limits, grades and counts. Every reader takes a place in the tokens and gives what begins there.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "parse/chunk.h"
#include "parse/token.h"

namespace eligo::parse {

struct Read {
  std::size_t tokens = 0;
  Chunk chunk;
};

// "<", ">=", "less than", "no more than": how many tokens, and what it says.
struct Comparator {
  std::size_t tokens = 0;
  syntax::Relation relation = syntax::Relation::kNone;
  bool damaged = false;  // a lone "=": a comparison may have been lost
};
std::optional<Comparator> ReadComparator(const std::vector<Token>& tokens, std::size_t at);
std::vector<WordKey> ComparatorBegins();  // the words that they begin with

// "or more", "or older", "and above": turns a bare number into a bound. How many tokens; 0 for none.
std::pair<std::size_t, syntax::Relation> ReadSuffix(const std::vector<Token>& t, std::size_t i);

// A number, in digits or as a word up to twelve.
std::optional<units::Rational> ReadNumber(const std::vector<Token>& tokens, std::size_t at);
std::span<const WordKey> NumberWords();

// "8 weeks", "6-month", "5 half-lives", "one month".
struct LengthRead {
  std::size_t tokens = 0;
  syntax::Length length;
};
std::optional<LengthRead> ReadLength(const std::vector<Token>& tokens, std::size_t at);
std::optional<LengthRead> ReadLengthOfOne(const std::vector<Token>& tokens, std::size_t at);  // "month" of "the past month"

// ">= 1.5 x 10^9/L", "18-80 years", "1.5 x ULN", "1:80", "> ULN", "7 <=" before a name.
std::optional<Read> ReadLimit(const CleanText& text, const std::vector<Token>& tokens, std::size_t at);
// "v5.0", ", version 4.03" behind the name of a scale: how many tokens, and which version; 0 and "" when it is none.
std::pair<std::size_t, std::string> ReadVersion(const std::vector<Token>& tokens, std::size_t at);
// "Grade 3-4", "<= CTCAE grade 1", "NYHA class III or IV".
std::optional<Read> ReadGrade(const std::vector<Token>& tokens, std::size_t at);
// "at least two", ">= 2", "one or more of" before a name (decided by the caller).
std::optional<Read> ReadCount(const std::vector<Token>& tokens, std::size_t at);

Span Covering(const std::vector<Token>& tokens, std::size_t at, std::size_t count);

}  // namespace eligo::parse
