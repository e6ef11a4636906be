// Limits: texts that no registry publishes and somebody will hand in. No crash, the invariants hold, and the time grows with the length.
//
// Time is this thread's own, so that a busy machine does not fail the test; a text is read at one length and at four times it, and must not
// take more than eight times as long. What is quadratic takes sixteen.
#include <cstdio>
#include <ctime>

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

double Seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Timed {
  pipeline::Reading reading;
  double seconds = 0;
};

Timed Read(const std::string& text) {
  source::Document document;
  document.path = "limits";
  document.text = source::DecodeUtf8(text).value_or(U"");
  EXPECT_FALSE(document.text.empty());
  const double start = Seconds();
  Timed timed{pipeline::Read(std::move(document), TestTerms()), 0};
  timed.seconds = Seconds() - start;
  return timed;
}

std::string Repeat(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

// make(n) is a text whose length grows with n.
template <typename Make>
pipeline::Reading ExpectLinear(const char* name, int n, const Make& make) {
  Timed small = Read(make(n));
  Timed large = Read(make(4 * n));
  std::printf("%s: %d in %.3f s, %d in %.3f s, %.1f times\n", name, n, small.seconds, 4 * n, large.seconds, large.seconds / small.seconds);
  EXPECT_LE(large.seconds, 8 * small.seconds + 0.1) << name << ": the time grows faster than the text";
  for (const Timed* timed : {&small, &large}) {
    for (const std::string& line : Invariants::Broken(timed->reading, TestTerms())) ADD_FAILURE() << name << ": " << line;
  }
  return std::move(large.reading);
}

TEST(Limits, Criteria) {
  const auto reading = ExpectLinear("criteria", 1250, [](int n) {
    std::string text = "Exclusion Criteria:\n";
    for (int i = 1; i <= n; ++i) text += fmt::format("{}. Rituximab within {} weeks before screening\n", i, i % 50 + 1);
    return text;
  });
  EXPECT_EQ(reading.logic->criteria.size(), 5000u);
}

TEST(Limits, CriteriaWithoutMarkers) {
  ExpectLinear("unmarked", 1250, [](int n) { return "Inclusion Criteria:\n\n" + Repeat("Hemoglobin at least 9 g/dL\n\n", n); });
}

TEST(Limits, Sections) {
  ExpectLinear("sections", 300,
               [](int n) { return Repeat("Inclusion Criteria:\n- Age 18 or older\nExclusion Criteria:\n- Pregnancy\n", n); });
}

TEST(Limits, Cohorts) {
  ExpectLinear("cohorts", 300, [](int n) {
    std::string text;
    for (int i = 1; i <= n; ++i)
      text += fmt::format("Cohort {}: Systemic Lupus Erythematosus\nInclusion Criteria:\n- Age {} or older\n", i, i % 80);
    return text;
  });
}

TEST(Limits, NestedBrackets) {
  for (const char* open : {"(", "[", "(hepatitis B "}) {
    ExpectLinear(open, 250, [&](int n) {
      return "Exclusion Criteria:\n1. Malignancy " + Repeat(open, n) + "except basal cell carcinoma" +
             Repeat(open[0] == '[' ? "]" : ")", n) + "\n";
    });
  }
  ExpectLinear("open only", 250, [](int n) { return "Exclusion Criteria:\n1. Malignancy " + Repeat("(", n) + "\n"; });
  ExpectLinear("closed only", 250, [](int n) { return "Exclusion Criteria:\n1. Malignancy " + Repeat(")", n) + "\n"; });
}

TEST(Limits, NestedLists) {
  ExpectLinear("indented", 250, [](int n) {
    std::string text = "Exclusion Criteria:\n";
    for (int i = 0; i < n; ++i) text += std::string(static_cast<std::size_t>(i), ' ') + "- Any of the following:\n";
    return text + std::string(static_cast<std::size_t>(n), ' ') + "- Malignancy\n";
  });
  ExpectLinear("numbered", 250, [](int n) {
    std::string text = "Exclusion Criteria:\n";
    std::string number = "1";
    for (int i = 0; i < n; ++i, number += ".1") text += number + " Any of the following:\n";
    return text;
  });
}

TEST(Limits, NestedWords) {
  for (const char* piece : {"unless ", "if hepatitis B then ", "not ", "except ", "no history of ", "malignancy unless infection if ",
                            "with ", "defined as "}) {
    ExpectLinear(piece, 250, [&](int n) { return "Exclusion Criteria:\n1. " + Repeat(piece, n) + "pregnancy\n"; });
  }
}

TEST(Limits, LongSentences) {
  for (const char* piece :
       {"word ", "malignancy, ", "malignancy and infection or ", "hemoglobin >= 9 g/dL, ", "within 4 weeks before screening ", "at least ",
        "10 ", "10^9/", "of the ", "malignancy ", "; ", ". ", ": ", "/", "e.g. ", "1:", "1,000,"}) {
    ExpectLinear(piece, 2500, [&](int n) { return "Exclusion Criteria:\n1. " + Repeat(piece, n) + "\n"; });
  }
}

TEST(Limits, HundredThousandWords) {
  const char* words[] = {"history", "of",      "rituximab", "or",  "infection", "within", "4", "weeks", ",", "and",
                         "severe",  "unknown", "(",         "ALT", ">",         "2",      "x", "ULN",   ")"};
  ExpectLinear("words", 25000, [&](int n) {
    std::string text = "Exclusion Criteria:\n1. ";
    unsigned state = 1;  // the same words in every run
    for (int i = 0; i < n; ++i) {
      state = state * 1664525u + 1013904223u;
      text += words[(state >> 16) % std::size(words)];
      text += ' ';
    }
    return text + "\n";
  });
}

TEST(Limits, OneLine) {
  for (const char* piece : {"x", " ", "1", "-", "(", "\t", "\n", "1. a ", "- a ", "\xE2\x80\xA2", "&amp;", "\\<", "<br>", "a\nb\n\n"}) {
    ExpectLinear(piece, 25000, [&](int n) { return "Exclusion Criteria: " + Repeat(piece, n); });
  }
}

TEST(Limits, OddCharacters) {
  std::string controls = "Exclusion Criteria:\n1. Mal";
  for (char c = 1; c < 32; ++c) controls += std::string(1, c) + "ignancy ";
  const std::string texts[] = {
      controls,
      std::string("Exclusion Criteria:\n1. A\0B\n", 26),
      "Exclusion Criteria:\n1. \xE2\x80\xAEycnangerp\xE2\x80\xAC within 4 weeks\n",  // right-to-left override
      "\xD7\xA7\xD7\xA8\xD7\x99\xD7\x98\xD7\xA8\xD7\x99\xD7\x95\xD7\xA0\xD7\x99\xD7\x9D: 18 \xD7\xA9\xD7\xA0\xD7\x94\n1. "
      "\xD7\x92\xD7\x99\xD7\x9C\n",                                                                         // Hebrew
      "Inclusion Criteria:\n\xD9\xA1. \xD8\xA7\xD9\x84\xD8\xB9\xD9\x85\xD8\xB1 \xD9\xA1\xD9\xA8\n",         // Arabic, with Arabic digits
      "Exclusion Criteria:\n1. \xF0\x9F\x98\x80\xF3\xA0\x80\xA0 e\xCC\x81\xCC\x81\xCC\x81 \xEF\xBF\xBF\n",  // beyond the BMP, stacked
                                                                                                            // accents, a noncharacter
      "Exclusion Criteria:\n1. \xEF\xBB\xBFpregnancy\xE2\x80\x8B\xE2\x80\x8D\xC2\xAD\n",                    // marks without width
      "\xEF\xBB\xBF",
      "\n",
      ".",
      "1.",
      "1. ",
      "- ",
      "Inclusion Criteria",
      "Exclusion criteria:\nInclusion criteria:\n"};
  for (const std::string& text : texts) {
    for (const std::string& line : Invariants::Broken(Read(text).reading, TestTerms())) ADD_FAILURE() << text << ": " << line;
  }
}

}  // namespace
}  // namespace eligo::test
