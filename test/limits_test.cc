// Limits: texts that no registry publishes and somebody will hand in. No crash, and every invariant of a reading holds. How the time grows
// with the length is for bench/, not for a test.

#include <gtest/gtest.h>

#include "source/utf8.h"
#include "test/fuzz/invariants.h"

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

pipeline::Reading Read(const std::string& text) {
  source::Document document;
  document.path = "limits";
  document.text = source::DecodeUtf8(text).value_or(U"");
  EXPECT_FALSE(document.text.empty());
  return pipeline::Read(std::move(document), TestTerms());
}

std::string Repeat(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

void ExpectInvariants(const char* name, const pipeline::Reading& reading) {
  for (const std::string& line : Invariants::Broken(reading, TestTerms())) ADD_FAILURE() << name << ": " << line;
}

// make(n) is a text whose length grows with n.
template <typename Make>
void ExpectLinear(const char* name, int n, const Make& make) {
  const Timed small = Read(make(n));
  const Timed large = Read(make(4 * n));
  std::printf("%s: %d in %.3f s, %d in %.3f s, %.1f times\n", name, n, small.seconds, 4 * n, large.seconds, large.seconds / small.seconds);
  EXPECT_LE(large.seconds, 8 * small.seconds + 0.1) << name << ": the time grows faster than the text";
  ExpectInvariants(name, small.reading);
}

std::string Exclusion(std::string_view piece, int times) { return "Exclusion Criteria:\n1. " + Repeat(piece, times) + "\n"; }

TEST(Limits, FiveThousandCriteria) {
  const Timed timed = Read("Exclusion Criteria:\n" + Repeat("- Rituximab within 4 weeks before screening\n", 5000));
  EXPECT_EQ(timed.reading.logic->criteria.size(), 5000u);
  ExpectInvariants("5,000 criteria", timed.reading);
}

TEST(Limits, Criteria) {
  ExpectLinear("numbered", 200, [](int n) {
    std::string text = "Exclusion Criteria:\n";
    for (int i = 1; i <= n; ++i) text += fmt::format("{}. Rituximab within {} weeks before screening\n", i, i % 50 + 1);
    return text;
  });
  ExpectLinear("unmarked", 200, [](int n) { return "Inclusion Criteria:\n\n" + Repeat("Hemoglobin at least 9 g/dL\n\n", n); });
  ExpectLinear("sections", 100,
               [](int n) { return Repeat("Inclusion Criteria:\n- Age 18 or older\nExclusion Criteria:\n- Pregnancy\n", n); });
  ExpectLinear("cohorts", 100, [](int n) {
    std::string text;
    for (int i = 1; i <= n; ++i)
      text += fmt::format("Cohort {}: Systemic Lupus Erythematosus\nInclusion Criteria:\n- Age {} or older\n", i, i % 80);
    return text;
  });
}

TEST(Limits, NestedBrackets) {
  for (const char* open : {"(", "[", "(hepatitis B "}) {
    ExpectLinear(open, 250, [&](int n) {
      return Exclusion("Malignancy " + Repeat(open, n) + "except basal cell carcinoma" + Repeat(open[0] == '[' ? "]" : ")", n), 1);
    });
  }
  ExpectLinear("open only", 250, [](int n) { return Exclusion("Malignancy " + Repeat("(", n), 1); });
  ExpectLinear("closed only", 250, [](int n) { return Exclusion("Malignancy " + Repeat(")", n), 1); });
}

TEST(Limits, NestedLists) {
  // The text itself grows with the square of its depth.
  std::string indented = "Exclusion Criteria:\n";
  std::string dotted = indented;
  std::string number = "1";
  for (int i = 0; i < 1000; ++i) {
    indented += std::string(static_cast<std::size_t>(i), ' ') + "- Any of the following:\n";
    if (i < 100) dotted += number + " Any of the following:\n", number += ".1";
  }
  ExpectInvariants("indented", Read(indented + std::string(1000, ' ') + "- Malignancy\n").reading);
  ExpectInvariants("dotted", Read(dotted + number + " Malignancy\n").reading);
  ExpectLinear("styles", 100, [](int n) {
    constexpr std::string_view kMarkers[] = {"1. ", "a) ", "(i) ", "- ", "* ", "\xE2\x80\xA2 ", "A. ", "1) "};
    std::string text = "Exclusion Criteria:\n";
    for (int i = 0; i < n; ++i)
      text += std::string(kMarkers[static_cast<std::size_t>(i) % std::size(kMarkers)]) + "Any of the following:\n";
    return text;
  });
}

TEST(Limits, NestedWords) {
  for (const char* piece : {"unless ", "if hepatitis B then ", "not ", "except ", "no history of ", "malignancy unless infection if ",
                            "with ", "defined as "}) {
    ExpectLinear(piece, 250, [&](int n) { return Exclusion(Repeat(piece, n) + "pregnancy", 1); });
  }
}

TEST(Limits, LongSentences) {
  for (const char* piece : {"malignancy, ", "malignancy and infection or ", "hemoglobin >= 9 g/dL, ", "within 4 weeks before screening "}) {
    ExpectLinear(piece, 500, [&](int n) { return Exclusion(piece, n); });
  }
  // Words that look back or ahead.
  for (const char* piece : {"at least ", "10 ", "of the ", "; ", ". ", ": ", "/", "e.g. ", "1:", "1,000,", "not ", "10^9/"}) {
    ExpectLinear(piece, 2000, [&](int n) { return Exclusion(piece, n); });
  }
}

TEST(Limits, HundredThousandWords) {
  constexpr std::string_view kWords[] = {"history", "of", "rituximab", "or",     "infection", "within", "4",   "weeks", ",", "and",
                                         "severe",  "(",  "unknown",   "unless", "ALT",       ">",      "2 x", "ULN",   ")"};
  ExpectLinear("words", 25000, [&](int n) {
    std::string text;
    unsigned state = 1;  // the same words in every run
    for (int i = 0; i < n; ++i) {
      state = state * 1664525U + 1013904223U;
      text += std::string(kWords[(state >> 16) % std::size(kWords)]) + " ";
    }
    return Exclusion(text, 1);
  });
}

TEST(Limits, Lines) {
  for (const char* piece : {"x", " ", "1", "-", "(", "\t", "\n", "\xE2\x80\xA2", "\\<", "<br>"}) {
    ExpectLinear(piece, 10000, [&](int n) { return "Exclusion Criteria: " + Repeat(piece, n); });
  }
  for (const char* piece : {"1. a ", "- a ", "&amp;", "a\nb\n\n"}) {
    ExpectLinear(piece, 1000, [&](int n) { return "Exclusion Criteria: " + Repeat(piece, n); });
  }
}

TEST(Limits, SixteenMegabytesInOneLine) {
  const Timed timed = Read("Exclusion Criteria: " + std::string((std::size_t{16} << 20) - 20, 'x'));
  EXPECT_EQ(timed.reading.logic->criteria.size(), 1u);
  std::printf("16 MB in %.1f s\n", timed.seconds);
}

TEST(Limits, OddCharacters) {
  std::string controls = "Exclusion Criteria:\n1. Mal";
  for (char c = 1; c < 32; ++c) controls += std::string(1, c) + "ignancy ";
  const std::string texts[] = {
      controls, std::string("Exclusion Criteria:\n1. A\0B\n", 26),
      "Exclusion Criteria:\n1. \xE2\x80\xAEycnangerp\xE2\x80\xAC within 4 weeks\n",  // right-to-left override
      "\xD7\xA7\xD7\xA8\xD7\x99\xD7\x98\xD7\xA8\xD7\x99\xD7\x95\xD7\xA0\xD7\x99\xD7\x9D: 18 \xD7\xA9\xD7\xA0\xD7\x94\n1. "
      "\xD7\x92\xD7\x99\xD7\x9C\n",                                                                         // Hebrew
      "Inclusion Criteria:\n\xD9\xA1. \xD8\xA7\xD9\x84\xD8\xB9\xD9\x85\xD8\xB1 \xD9\xA1\xD9\xA8\n",         // Arabic, with Arabic digits
      "Exclusion Criteria:\n1. \xF0\x9F\x98\x80\xF3\xA0\x80\xA0 e\xCC\x81\xCC\x81\xCC\x81 \xEF\xBF\xBF\n",  // beyond the BMP, stacked
                                                                                                            // accents, a noncharacter
      "Exclusion Criteria:\n1. \xEF\xBB\xBFpregnancy\xE2\x80\x8B\xE2\x80\x8D\xC2\xAD\n",                    // marks without width
      "\xEF\xBB\xBF", "\n", ".", "1.", "1. ", "- ", "Inclusion Criteria", "Exclusion criteria:\nInclusion criteria:\n"};
  for (const std::string& text : texts) {
    for (const std::string& line : Invariants::Broken(Read(text), TestTerms())) ADD_FAILURE() << text << ": " << line;
  }
}

}  // namespace
}  // namespace eligo::test
