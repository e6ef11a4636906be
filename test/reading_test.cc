// Parse and bind on text cases: the first line of a case is the section's kind, the rest the item; lines that begin with a marker
// are entries of a list under the first.
#include <gtest/gtest.h>

#include "bind/bind.h"
#include "logic/print.h"
#include "parse/parse.h"
#include "source/utf8.h"
#include "syntax/syntax.h"
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

source::Protocol OneItem(const std::string& input) {
  const std::size_t end = input.find('\n');
  source::Protocol p;
  p.document.path = "case";
  p.document.text = source::DecodeUtf8(input.substr(end + 1)).value_or(U"");
  source::Item item;
  item.kind = input.substr(0, end) == "exclusion" ? source::Kind::kExclusion : source::Kind::kInclusion;
  const std::u32string& text = p.document.text;
  const int size = static_cast<int>(text.size());
  item.span = {0, size};
  int begin = 0;
  for (int i = 0; i <= size; ++i) {
    if (i < size && text[static_cast<std::size_t>(i)] != U'\n') continue;
    int from = begin;
    std::size_t marker = static_cast<std::size_t>(begin);
    while (marker < text.size() && ((text[marker] >= U'0' && text[marker] <= U'9') || text[marker] == U'.' || text[marker] == U'-'))
      ++marker;
    const bool entry = begin > 0 && marker > static_cast<std::size_t>(begin) && marker < text.size() && text[marker] == U' ';
    if (entry) from = static_cast<int>(marker) + 1;
    if (entry || item.parts.empty())
      item.parts.push_back({{from, i}, entry ? 1 : 0, ""});
    else
      item.parts.back().span.end = i;
    begin = i + 1;
  }
  p.items.push_back(item);
  return p;
}

TEST(Reading, Parse) {
  RunTextCases("parse", [](const TextCase& c) {
    const source::Protocol p = OneItem(c.input);
    return syntax::Print(parse::Parse(p, TestTerms()).items.front().node, TestTerms());
  });
}

TEST(Reading, Bind) {
  RunTextCases("bind", [](const TextCase& c) {
    const source::Protocol p = OneItem(c.input);
    Diagnostics diagnostics;
    const logic::Protocol logic = bind::Bind(parse::Parse(p, TestTerms()), p, TestTerms(), diagnostics);
    std::string out = logic::Print(logic.criteria.front().expression, 0, &TestTerms());
    for (const Diagnostic& d : diagnostics) {
      out += std::string(ToString(d.severity)) + " " + d.code + " `" + source::Text(p.document, d.span) + "`: " + d.message + "\n";
    }
    return out;
  });
}

TEST(Reading, WhatIsNoNameOfAnyDrugIsNeverPresumedAbsent) {
  for (const char* id : {"prohibited_medication", "concomitant_medication", "recombinant_protein", "other_sle_drug",
                         "non_standard_sle_therapy", "anticancer_therapy"}) {
    const auto found = TestTerms().Find(id);
    ASSERT_TRUE(found) << id;
    EXPECT_TRUE(TestTerms().Get(*found).by_name) << id;
  }
}

}  // namespace

}  // namespace eligo::test
