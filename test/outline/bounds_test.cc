// Bounds: texts that nobody writes must cost no more than their length, and never a crash.
#include <algorithm>
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "outline/outline.h"
#include "source/print.h"
#include "source/utf8.h"

namespace eligo::test {
namespace {

const terms::Terms& TestTerms() {
  static const Result<terms::Terms> kTerms = terms::Terms::Open(std::string(ELIGO_BUILD_DIR) + "/terms.bin");
  if (!kTerms) {
    ADD_FAILURE() << kTerms.error();
    std::abort();
  }
  return *kTerms;
}

source::Protocol OutlineOf(std::u32string text, Diagnostics& diagnostics) {
  source::Document document;
  document.path = "case";
  document.text = std::move(text);
  return outline::Outline(std::move(document), TestTerms(), diagnostics);
}

std::u32string Repeat(std::u32string_view piece, std::size_t length) {
  std::u32string out;
  while (out.size() < length) out += piece;
  return out;
}

bool Has(const Diagnostics& diagnostics, const std::string& code) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) { return d.code == code; });
}

std::u32string Number(int n) {
  std::u32string out;
  for (const char c : std::to_string(n)) out.push_back(static_cast<char32_t>(c));
  return out;
}

TEST(OutlineBounds, AThousandLevels) {
  std::u32string bullets = U"Inclusion Criteria:\n";
  std::u32string numbers = bullets;
  std::u32string number = U"1";
  for (std::size_t i = 0; i < 1000; ++i, number += U".1") {
    bullets += std::u32string(2 * i, U' ') + U"- Any of:\n";
    numbers += number + U" Any of:\n";
  }
  for (const std::u32string& text : {bullets, numbers}) {
    Diagnostics diagnostics;
    const source::Protocol protocol = OutlineOf(text, diagnostics);
    ASSERT_EQ(protocol.items.size(), 1U);
    EXPECT_EQ(protocol.items.front().parts.size(), 1000U);
  }
  Diagnostics diagnostics;
  EXPECT_NE(OutlineOf(bullets, diagnostics).items.front().unread, "");
  EXPECT_TRUE(Has(diagnostics, "kTooDeep"));
}

// Numbers are followed as far as they go, whatever stands around them and wherever they restart.
TEST(OutlineBounds, FiveThousandCriteria) {
  struct Style {
    const char* name;
    std::u32string before, after;
  };
  const Style styles[] = {
      {"dot", U"", U". "}, {"parenthesis", U"", U") "}, {"both", U"(", U") "}, {"dash", U"", U"- "}, {"bullet", U"* ", U". "}};
  for (const Style& style : styles) {
    for (const int restart : {5000, 999, 2500, 1}) {
      std::u32string text = U"Inclusion Criteria:\n";
      for (int i = 0; i < 5000; ++i) text += style.before + Number(1 + i % restart) + style.after + U"Age over 18 years\n";
      Diagnostics diagnostics;
      EXPECT_EQ(OutlineOf(text, diagnostics).items.size(), 5000U) << style.name << ' ' << restart;
    }
  }
  std::u32string nested = U"Inclusion Criteria:\n", line = nested;
  for (int i = 1; i <= 5000; ++i) {
    nested += Number(i) + U". Any of the following:\n  a. asthma\n  b. diabetes\n";
    line += Number(i) + U". Age over 18 years. ";
  }
  Diagnostics diagnostics;
  const source::Protocol protocol = OutlineOf(nested, diagnostics);
  ASSERT_EQ(protocol.items.size(), 5000U);
  for (const source::Item& item : protocol.items) ASSERT_EQ(item.parts.size(), 3U) << *item.number;
  EXPECT_EQ(OutlineOf(line, diagnostics).items.size(), 5000U);
}

TEST(OutlineBounds, AHundredThousandCriteria) {
  std::u32string text = U"Inclusion Criteria:\n";
  for (int i = 1; i <= 100001; ++i) text += Number(i) + U". Asthma\n";
  Diagnostics diagnostics;
  const source::Protocol protocol = OutlineOf(text, diagnostics);
  ASSERT_EQ(protocol.items.size(), 100001U);
  EXPECT_EQ(protocol.items.back().number, "100001");
  EXPECT_EQ(protocol.items[99999].unread, "");
  EXPECT_NE(protocol.items[100000].unread, "");
  EXPECT_TRUE(Has(diagnostics, "kTooLong"));
}

// What is longer than any author writes is one item, unread as a whole; a criterion beside it is read.
TEST(OutlineBounds, ALongItem) {
  for (const std::u32string& item :
       {Repeat(U"asthma and ", 60000), Repeat(U"a", 60000), Repeat(U"a ", 12000), Repeat(U"asthma.\n  - gout\n  - ", 60000)}) {
    Diagnostics diagnostics;
    const source::Protocol protocol = OutlineOf(U"Inclusion Criteria:\n- " + item + U"\n- Asthma\n", diagnostics);
    ASSERT_EQ(protocol.items.size(), 2U);
    EXPECT_NE(protocol.items[0].unread, "");
    EXPECT_EQ(protocol.items[1].unread, "");
    ASSERT_TRUE(Has(diagnostics, "kTooLong"));
    for (const Diagnostic& d : diagnostics) {
      if (d.code != "kTooLong") continue;
      EXPECT_EQ(d.span.begin, protocol.items[0].span.begin);
    }
  }
}

TEST(OutlineBounds, Brackets) {
  for (const std::size_t deep : {30U, 31U, 1000U}) {
    Diagnostics diagnostics;
    const source::Protocol protocol = OutlineOf(
        U"Inclusion Criteria:\n- Asthma " + std::u32string(deep, U'(') + U"gout" + std::u32string(deep, U')') + U"\n", diagnostics);
    EXPECT_EQ(!protocol.items.front().unread.empty(), deep > 30) << deep;
    EXPECT_EQ(Has(diagnostics, "kTooDeep"), deep > 30) << deep;
  }
}

// Each of these once cost the square of its length in some draft, or could have. The test's time limit is the check.
TEST(OutlineBounds, OneLongLine) {
  for (const std::u32string_view piece : {U"a",
                                          U" ",
                                          U"(",
                                          U":",
                                          U"*",
                                          U"#",
                                          U"1",
                                          U"- ",
                                          U"1. ",
                                          U"(1) a thing (2) another ",
                                          U"* abc def ",
                                          U"- Abc def. Title: ",
                                          U"Exclusion Criteria: foo bar. Inclusion Criteria: ",
                                          U"Inclusion ",
                                          U"clusion",
                                          U"&#",
                                          U"<li",
                                          U"<br>",
                                          U": 1. ",
                                          U"1.",
                                          U"Excl: ",
                                          U"i) ii) ",
                                          U"NOTE: Other criteria may apply. "}) {
    Diagnostics diagnostics;
    OutlineOf(U"Inclusion Criteria: " + Repeat(piece, 1U << 18), diagnostics);
  }
}

TEST(OutlineBounds, ManyLines) {
  for (const std::u32string_view piece : {U"\r", U"1. the following:\n", U"a. patient\n", U"- patient\n", U"patient with a thing\n",
                                          U"Title:\n\n", U"Sex\n\nAge\n\n18\n\n", U"Inclusion Criteria:\nExclusion criteria\n",
                                          U"- a patient\nNote: b\n", U"- following:\n", U"1) age\n\t2) age\n", U"Part A:\n- age\n"}) {
    Diagnostics diagnostics;
    OutlineOf(U"Inclusion Criteria:\n" + Repeat(piece, 1U << 17), diagnostics);
  }
}

TEST(OutlineBounds, ManyCohorts) {
  std::u32string text = U"Inclusion Criteria:\n";
  for (int i = 0; i < 20000; ++i) {
    text += U"Cohort ";
    for (const char c : std::to_string(i)) text.push_back(static_cast<char32_t>(c));
    text += U":\n- patient aged 18\n";
  }
  Diagnostics diagnostics;
  EXPECT_GE(OutlineOf(text, diagnostics).items.size(), 20000U);
}

TEST(OutlineBounds, AnyCharacters) {
  static constexpr std::u32string_view kAlphabet = U"aA1. )(-*•:;\n\r\t ①ivIV\\#<>=≥&x;\u0001\u001b\u202e\u00a0中文א|　１．＊\U0001F600";
  std::uint64_t state = 1;
  std::u32string text;
  for (int i = 0; i < 300000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    text.push_back(kAlphabet[static_cast<std::size_t>(state >> 33) % kAlphabet.size()]);
  }
  for (std::size_t at = 0; at < text.size(); at += 1000) {
    Diagnostics diagnostics;
    const source::Protocol protocol = OutlineOf(text.substr(at, 1000), diagnostics);
    source::Print(protocol);
  }
}

TEST(OutlineBounds, NothingToRead) {
  for (const std::u32string_view text : {U"", U" ", U"\n\n", U"-", U"1.", U"\ufeff", U"-----\n*****"}) {
    Diagnostics diagnostics;
    EXPECT_TRUE(OutlineOf(std::u32string(text), diagnostics).items.empty());
    EXPECT_TRUE(Has(diagnostics, "kNoCriteria"));
  }
}

}  // namespace
}  // namespace eligo::test
