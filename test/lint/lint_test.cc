// Lint on text cases: the input is a protocol's text, the output what lint alone says of it, in reading order.
#include "lint/lint.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

#include "bind/bind.h"
#include "outline/outline.h"
#include "parse/parse.h"
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

const lint::Speller& TestSpeller() {
  static const lint::Speller kSpeller(TestTerms());
  return kSpeller;
}

struct Linted {
  source::Protocol source;
  Diagnostics before, after;
};

Linted LintText(const std::string& utf8) {
  Linted out;
  source::Document document;
  document.path = "case";
  document.text = source::DecodeUtf8(utf8).value_or(U"");
  out.source = outline::Outline(std::move(document), TestTerms(), out.before);
  const syntax::Protocol syntax = parse::Parse(out.source, TestTerms());
  const logic::Protocol logic = bind::Bind(syntax, out.source, TestTerms(), out.before);
  out.after = out.before;
  lint::Lint(out.source, syntax, logic, TestTerms(), TestSpeller(), out.after);
  return out;
}

TEST(Lint, Cases) {
  RunTextCases("lint", [](const TextCase& c) {
    const Linted linted = LintText(c.input);
    std::string out;
    for (std::size_t i = linted.before.size(); i < linted.after.size(); ++i) {
      const Diagnostic& d = linted.after[i];
      out += std::string(ToString(d.severity)) + " " + d.code + " \"" + source::Text(linted.source.document, d.span) + "\": " + d.message +
             "\n";
    }
    return out;
  });
}

TEST(Lint, SaysNothingTwice) {
  const Linted linted =
      LintText("Inclusion Criteria:\n- Age 18 years or older\n- Age 18 years or older\nExclusion Criteria:\n- Other serious diseases\n");
  std::map<std::string, std::vector<Span>> seen;
  for (const Diagnostic& d : linted.after) {
    for (const Span other : seen[d.code]) EXPECT_FALSE(other.Overlaps(d.span)) << d.code;
    seen[d.code].push_back(d.span);
  }
}

TEST(Lint, EverySpanIsInTheText) {
  for (const char* text :
       {"", "-", "Inclusion Criteria:\n- = 18 years", "Exclusion Criteria:\n- (are excluded)", "Inclusion:\n- grade 3\n- ≥\n- 5", "\\<"}) {
    const Linted linted = LintText(text);
    const int size = static_cast<int>(linted.source.document.text.size());
    for (const Diagnostic& d : linted.after) {
      EXPECT_GE(d.span.begin, 0) << d.code;
      EXPECT_LE(d.span.end, size) << d.code;
    }
  }
}

TEST(Lint, MessagesAreInHouseStyle) {
  const Linted linted = LintText(
      "Inclusion Criteria:\n- Age = 18 years\n- INR or APTT ≤1.5×ULN\nExclusion Criteria:\n- Other serious diseases\n- prohibited "
      "medications per protocol\n");
  EXPECT_GT(linted.after.size(), linted.before.size() + 3);
  for (std::size_t i = linted.before.size(); i < linted.after.size(); ++i) {
    const std::string& message = linted.after[i].message;
    ASSERT_FALSE(message.empty());
    EXPECT_FALSE(message.front() >= 'A' && message.front() <= 'Z') << message;
    EXPECT_NE(message.back(), '.') << message;
  }
}

}  // namespace
}  // namespace eligo::test
