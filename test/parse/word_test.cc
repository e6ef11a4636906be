// Words as numbers, and the table of phrases made of them.
#include "parse/word.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "parse/phrases.h"
#include "parse/token.h"

namespace eligo::parse {
namespace {

TEST(WordKey, TheSameFromALiteralAndAText) {
  EXPECT_EQ(WordKey("before"), WordKey::Of("before"));
  EXPECT_EQ(WordKey("lymphodepletion"), WordKey::Of("lymphodepletion"));
}

TEST(WordKey, OtherWordsDiffer) {
  const std::vector<std::string_view> words = {"",         "a",         "b",         "aa",        "ab",       "ba",         "a\x01",
                                               "abcdefgh", "abcdefghi", "abcdefghj", "\xC3\xA4h", "\xC3\xA4", "aaaaaaa\xC3"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t k = 0; k < words.size(); ++k) EXPECT_EQ(WordKey::Of(words[i]) == WordKey::Of(words[k]), i == k) << i << ' ' << k;
  }
}

TEST(LetterStore, CharactersStayWhereTheyAre) {
  LetterStore letters;
  std::vector<std::string_view> kept;
  for (int i = 0; i < 3000; ++i) kept.push_back(letters.Keep("word" + std::to_string(i)));
  kept.push_back(letters.Keep(std::string(100000, 'x')));
  for (int i = 0; i < 3000; ++i) EXPECT_EQ(kept[static_cast<std::size_t>(i)], "word" + std::to_string(i));
  EXPECT_EQ(kept.back(), std::string(100000, 'x'));
}

class Phrases : public testing::Test {
 protected:
  std::vector<Token> TokensOf(std::u32string_view text) { return Tokenize(Clean(text, {0, static_cast<int>(text.size())}), letters_); }

 private:
  LetterStore letters_;
};

TEST_F(Phrases, TheLongestThenTheFirst) {
  PhraseTable<int> table;
  table.Add(1, "less|less than|at");
  table.Add(2, "less than or equal to|less than");
  table.Index();
  const auto found = [&](std::u32string_view text) {
    const auto* phrase = table.Longest(TokensOf(text), 0);
    return phrase == nullptr ? std::pair<int, std::size_t>{} : std::pair{phrase->meaning, phrase->size()};
  };
  EXPECT_EQ(found(U"less than or equal to 5"), (std::pair<int, std::size_t>{2, 5}));
  EXPECT_EQ(found(U"less than or more"), (std::pair<int, std::size_t>{1, 2}));
  EXPECT_EQ(found(U"Less"), (std::pair<int, std::size_t>{1, 1}));
  EXPECT_EQ(found(U"more than 5"), (std::pair<int, std::size_t>{}));
}

TEST_F(Phrases, BothSpellingsOfAToken) {
  const std::vector<Token> tokens = TokensOf(U"Tumours within 2 Months");
  EXPECT_TRUE(tokens[0].Is("tumor"));
  EXPECT_TRUE(tokens[0].Is("tumours"));
  EXPECT_FALSE(tokens[0].Is("tumour"));
  EXPECT_TRUE(AtAny(tokens, 3, {"day", "week", "month"}));
  EXPECT_FALSE(AtAny(tokens, 3, {"day", "week"}));
  EXPECT_FALSE(AtAny(tokens, 4, {"day"}));
  EXPECT_TRUE(AtWords(tokens, 0, {"tumor", "within"}));
  EXPECT_FALSE(AtWords(tokens, 3, {"month", "before"}));
}

}  // namespace
}  // namespace eligo::parse
