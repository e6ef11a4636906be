// Folding: how two spellings of one name meet.
//
// A text becomes words: letters and digits, lower case (utf8proc NFKC case folding), Greek letters
// spelled out (β -> beta), British spelling made American (haem -> hem, oedema -> edema, tumour -> tumor),
// a plural s dropped from words of four letters and more (not after s, u, i: lupus, sepsis, virus stay). Everything
// else separates words. Used for the names in data/terms, for protocol texts and for the display texts of records alike.
// Tested by test/terms/fold_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace eligo::terms {

struct Word {
  std::string text;  // folded
  Span span;         // code points of the input
};

std::vector<Word> Fold(std::u32string_view text);
// What Fold does to a word of small letters and digits.
void FoldWord(std::string& word);
bool MayFold(std::string_view word);  // false: it stays as it is
// The folded words joined by one space.
std::string FoldText(std::u32string_view text);
std::string FoldName(std::string_view utf8);

}  // namespace eligo::terms
