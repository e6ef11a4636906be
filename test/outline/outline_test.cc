// Outline on text cases: the text, then its outline and its diagnostics. In the input `␍` stands for a CR, `␉` for a tab,
// `␊` for a line end where the file's own would be trimmed.
#include "outline/outline.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "source/print.h"
#include "source/utf8.h"
#include "test/text_cases.h"

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

source::Document DocumentOf(const std::string& utf8) {
  source::Document document;
  document.path = "case";
  for (const char32_t c : source::DecodeUtf8(utf8).value_or(U"")) {
    document.text.push_back(c == U'␍' ? U'\r' : c == U'␉' ? U'\t' : c == U'␊' ? U'\n' : c);
  }
  return document;
}

std::string Shown(const source::Protocol& protocol, const Diagnostics& diagnostics) {
  std::string out = source::Print(protocol);
  for (const Diagnostic& d : diagnostics) {
    out += std::string(ToString(d.severity)) + ' ' + d.code + " \"" + source::Text(protocol.document, d.span) + "\": " + d.message + '\n';
  }
  return out;
}

TEST(Outline, TextCases) {
  RunTextCases("outline", [](const TextCase& c) {
    Diagnostics diagnostics;
    const source::Protocol protocol = outline::Outline(DocumentOf(c.input), TestTerms(), diagnostics);
    return Shown(protocol, diagnostics);
  });
}

// What the contract promises: every letter and digit is inside an item or a header, or in the marker before one.
TEST(Outline, DropsNothing) {
  RunTextCases("outline", [](const TextCase& c) {
    Diagnostics diagnostics;
    const source::Protocol protocol = outline::Outline(DocumentOf(c.input), TestTerms(), diagnostics);
    std::u32string left = protocol.document.text;
    const auto blank = [&](Span span) {
      for (int i = span.begin; i < span.end; ++i) left[static_cast<std::size_t>(i)] = U' ';
    };
    for (const source::Header& header : protocol.headers) blank(header.span);
    for (const source::Item& item : protocol.items) blank(item.span);
    int letters = 0;
    int longest = 0;  // a marker is a bullet and a number or letter: "* 12\."
    for (const char32_t ch : left) {
      const bool solid = (ch >= U'0' && ch <= U'9') || (ch >= U'a' && ch <= U'z') || (ch >= U'A' && ch <= U'Z');
      letters = solid ? letters + 1 : 0;
      longest = std::max(longest, letters);
    }
    EXPECT_LE(longest, 4) << c.file << ":" << c.line << ": " << source::EncodeUtf8(left);
    return c.expected;
  });
}

TEST(Outline, SpansAreInOrderAndInside) {
  RunTextCases("outline", [](const TextCase& c) {
    Diagnostics diagnostics;
    const source::Protocol protocol = outline::Outline(DocumentOf(c.input), TestTerms(), diagnostics);
    const int size = static_cast<int>(protocol.document.text.size());
    int end = 0;
    for (const source::Item& item : protocol.items) {
      EXPECT_LE(end, item.span.begin) << c.file << ":" << c.line;
      EXPECT_LE(item.span.end, size);
      EXPECT_FALSE(item.parts.empty());
      int part_end = item.span.begin;
      for (const source::Part& part : item.parts) {
        EXPECT_TRUE(item.span.Contains(part.span)) << c.file << ":" << c.line;
        EXPECT_LE(part_end, part.span.begin);
        part_end = part.span.end;
      }
      if (!item.parts.empty()) {
        EXPECT_EQ(item.parts.front().depth, 0);
      }
      end = item.span.end;
    }
    for (const Diagnostic& d : diagnostics) EXPECT_LE(d.span.end, size);
    return c.expected;
  });
}

TEST(Outline, FieldsOfARecordBecomeCriteria) {
  source::Document document = DocumentOf("Inclusion Criteria:\n\n* SLE\n\nExclusion Criteria:\n\n* HIV");
  document.fields = {{"eligibilityModule.minimumAge", "18 Years"},
                     {"eligibilityModule.maximumAge", "N/A"},
                     {"eligibilityModule.sex", "FEMALE"},
                     {"eligibilityModule.stdAges", "ADULT, OLDER_ADULT"},
                     {"eligibilityModule.healthyVolunteers", "false"}};
  Diagnostics diagnostics;
  const source::Protocol protocol = outline::Outline(document, TestTerms(), diagnostics);
  EXPECT_EQ(source::Print(protocol),
            "inclusion - - | field eligibilityModule.minimumAge = 18 Years\n"
            "inclusion - - | field eligibilityModule.sex = FEMALE\n"
            "header section | Inclusion Criteria:\n"
            "inclusion - - | SLE\n"
            "header section | Exclusion Criteria:\n"
            "exclusion - - | HIV\n");
  EXPECT_TRUE(diagnostics.empty());
}

}  // namespace
}  // namespace eligo::test
