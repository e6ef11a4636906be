// Limits: texts that no registry publishes and somebody will hand in. No crash, and every invariant of a reading holds. How the time grows
// with the length is for bench/, not for a test.

#include <algorithm>

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
  return pipeline::Read(std::move(document), TestTerms(), pipeline::Stage::kLint);
}

std::string Repeat(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

// make(n) is a text whose length grows with n; read once, and every invariant of a reading must hold.
template <typename Make>
pipeline::Reading ReadAtLength(const char* name, int n, const Make& make) {
  pipeline::Reading reading = Read(make(n));
  for (const std::string& line : Invariants::Broken(reading, TestTerms())) ADD_FAILURE() << name << ": " << line;
  return reading;
}

TEST(Limits, Criteria) {
  const auto reading = ReadAtLength("criteria", 900, [](int n) {
    std::string text = "Exclusion Criteria:\n";
    for (int i = 1; i <= n; ++i) text += fmt::format("{}. Rituximab within {} weeks before screening\n", i, i % 50 + 1);
    return text;
  });
  EXPECT_EQ(reading.logic->criteria.size(), 900u);
}

TEST(Limits, CriteriaWithoutMarkers) {
  ReadAtLength("unmarked", 500, [](int n) { return "Inclusion Criteria:\n\n" + Repeat("Hemoglobin at least 9 g/dL\n\n", n); });
}

TEST(Limits, Sections) {
  ReadAtLength("sections", 300,
               [](int n) { return Repeat("Inclusion Criteria:\n- Age 18 or older\nExclusion Criteria:\n- Pregnancy\n", n); });
}

TEST(Limits, Cohorts) {
  ReadAtLength("cohorts", 300, [](int n) {
    std::string text;
    for (int i = 1; i <= n; ++i)
      text += fmt::format("Cohort {}: Systemic Lupus Erythematosus\nInclusion Criteria:\n- Age {} or older\n", i, i % 80);
    return text;
  });
}

TEST(Limits, NestedBrackets) {
  for (const char* open : {"(", "[", "(hepatitis B "}) {
    ReadAtLength(open, 250, [&](int n) {
      return "Exclusion Criteria:\n1. Malignancy " + Repeat(open, n) + "except basal cell carcinoma" +
             Repeat(open[0] == '[' ? "]" : ")", n) + "\n";
    });
  }
  ReadAtLength("open only", 250, [](int n) { return "Exclusion Criteria:\n1. Malignancy " + Repeat("(", n) + "\n"; });
  ReadAtLength("closed only", 250, [](int n) { return "Exclusion Criteria:\n1. Malignancy " + Repeat(")", n) + "\n"; });
}

TEST(Limits, NestedLists) {
  ReadAtLength("indented", 100, [](int n) {
    std::string text = "Exclusion Criteria:\n";
    for (int i = 0; i < n; ++i) text += std::string(static_cast<std::size_t>(i), ' ') + "- Any of the following:\n";
    return text + std::string(static_cast<std::size_t>(n), ' ') + "- Malignancy\n";
  });
  ReadAtLength("numbered", 60, [](int n) {
    std::string text = "Exclusion Criteria:\n";
    std::string number = "1";
    for (int i = 0; i < n; ++i, number += ".1") text += number + " Any of the following:\n";
    return text;
  });
}

// A thousand levels of any kind: what is beyond the bound is unread, and something says so.
TEST(Limits, AThousandLevels) {
  std::string bullets = "Exclusion Criteria:\n", numbers = bullets, number = "1";
  for (int i = 0; i < 1000; ++i, number += ".1") {
    bullets += std::string(2 * static_cast<std::size_t>(i), ' ') + "- Any of:\n";
    numbers += number + " Any of:\n";
  }
  const std::string texts[] = {
      bullets + std::string(2000, ' ') + "- Malignancy\n",
      numbers + number + " Malignancy\n",
      "Exclusion Criteria:\n1. Malignancy " + Repeat("(", 1000) + "gout" + Repeat(")", 1000) + "\n",
      "Exclusion Criteria:\n1. " + Repeat("(malignancy and (gout or ", 500) + "asthma" + Repeat("))", 500) + "\n",
  };
  for (const std::string& text : texts) {
    const pipeline::Reading reading = Read(text);
    for (const std::string& line : Invariants::Broken(reading, TestTerms())) ADD_FAILURE() << line;
    ASSERT_EQ(reading.logic->criteria.size(), 1u);
    EXPECT_EQ(reading.logic->criteria.front().expression.op, logic::Op::kUnread) << text.substr(0, 60);
    EXPECT_TRUE(std::any_of(reading.diagnostics.begin(), reading.diagnostics.end(),
                            [](const Diagnostic& d) { return d.code == "kTooDeep" || d.code == "kTooLong"; }));
  }
}

// A criterion behind one that is refused and ends in "or" is its alternative: neither is read.
TEST(Limits, AnAlternativeOfWhatIsUnread) {
  const auto reading = Read("Inclusion Criteria:\n1. Asthma " + Repeat("and gout ", 5000) + "or\n2. Diabetes\n");
  for (const logic::Criterion& c : reading.logic->criteria) EXPECT_EQ(c.expression.op, logic::Op::kUnread);
}

// As Criteria above: nothing limits how many a text has.
TEST(Limits, FiveThousandCriteria) {
  std::string text = "Exclusion Criteria:\n";
  for (int i = 1; i <= 5000; ++i) text += fmt::format("{}. Rituximab within {} weeks before screening\n", i, i % 50 + 1);
  const auto reading = Read(text);
  ASSERT_EQ(reading.logic->criteria.size(), 5000u);
  for (const logic::Criterion& c : reading.logic->criteria) ASSERT_EQ(c.expression.op, logic::Op::kFact) << c.id;
}

TEST(Limits, LongItems) {
  ReadAtLength("a sentence", 100000, [](int n) { return "Exclusion Criteria:\n1. Malignancy " + Repeat("or gout ", n / 2) + "\n"; });
  ReadAtLength("an item of 2 MB", 2000000,
               [](int n) { return "Exclusion Criteria:\n1. " + Repeat("Gout within 4 weeks. ", n / 21) + "\n"; });
}

TEST(Limits, NestedWords) {
  for (const char* piece : {"unless ", "if hepatitis B then ", "not ", "except ", "no history of ", "malignancy unless infection if ",
                            "with ", "defined as "}) {
    ReadAtLength(piece, 250, [&](int n) { return "Exclusion Criteria:\n1. " + Repeat(piece, n) + "pregnancy\n"; });
  }
}

TEST(Limits, LongSentences) {
  for (const char* piece :
       {"word ", "malignancy, ", "malignancy and infection or ", "hemoglobin >= 9 g/dL, ", "within 4 weeks before screening ", "at least ",
        "10 ", "10^9/", "of the ", "malignancy ", "; ", ". ", ": ", "/", "e.g. ", "1:", "1,000,"}) {
    ReadAtLength(piece, 1000, [&](int n) { return "Exclusion Criteria:\n1. " + Repeat(piece, n) + "\n"; });
  }
}

TEST(Limits, HundredThousandWords) {
  const char* words[] = {"history", "of",      "rituximab", "or",  "infection", "within", "4", "weeks", ",", "and",
                         "severe",  "unknown", "(",         "ALT", ">",         "2",      "x", "ULN",   ")"};
  ReadAtLength("words", 10000, [&](int n) {
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
    ReadAtLength(piece, 10000, [&](int n) { return "Exclusion Criteria: " + Repeat(piece, n); });
  }
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
