// Diff on text cases: the old text, a line `~~~`, the new text; the output is what `eligo diff` prints.
#include "diff/diff.h"

#include <string>

#include <gtest/gtest.h>

#include "diff/align.h"
#include "pipeline/amendment.h"
#include "report/diff_text.h"
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

pipeline::Reading ReadText(const std::string& name, const std::string& utf8) {
  source::Document document;
  document.path = name;
  document.text = source::DecodeUtf8(utf8).value_or(U"");
  return pipeline::Read(std::move(document), TestTerms());
}

TEST(Diff, Cases) {
  RunTextCases("diff", [](const TextCase& c) {
    const std::size_t cut = c.input.find("\n~~~\n");
    if (cut == std::string::npos) return std::string("no line ~~~");
    const pipeline::Reading before = ReadText("old", c.input.substr(0, cut + 1));
    const pipeline::Reading after = ReadText("new", c.input.substr(cut + 5) + "\n");
    return report::DiffText(before, after, pipeline::Compare(before, after, TestTerms()));
  });
}

TEST(Diff, OfATextWithItselfIsNothing) {
  const pipeline::Reading reading = ReadText(
      "same",
      "Inclusion Criteria:\n- Age 18 to 65 years\n- Hemoglobin >= 80 g/L or platelet count >= 50 x 10^9/L\n- A whatsit of the frobnicator\n"
      "Exclusion Criteria:\n- Rituximab within 6 months before screening\n- Rituximab within 6 months before screening\n- Pregnancy\n");
  for (const logic::CriterionChange& c : pipeline::Compare(reading, reading, TestTerms())) {
    EXPECT_EQ(c.kind, logic::CriterionChange::Kind::kSame);
    EXPECT_FALSE(c.moved);
    EXPECT_EQ(c.old_criterion, c.new_criterion);
    EXPECT_TRUE(c.leaves.empty());
  }
}

TEST(Diff, EveryCriterionStandsInItOnce) {
  const pipeline::Reading before =
      ReadText("old", "Inclusion Criteria:\n- Age > 18 years\n- Asthma\n- Psoriasis\nExclusion Criteria:\n- Pregnancy\n- Stroke\n");
  const pipeline::Reading after =
      ReadText("new", "Inclusion Criteria:\n- Psoriasis\n- Gout\n- Age > 20 years\nExclusion Criteria:\n- Lactation\n");
  std::vector<int> old_seen(before.logic->criteria.size());
  std::vector<int> new_seen(after.logic->criteria.size());
  for (const logic::CriterionChange& c : pipeline::Compare(before, after, TestTerms())) {
    if (c.old_criterion >= 0) ++old_seen[static_cast<std::size_t>(c.old_criterion)];
    if (c.new_criterion >= 0) ++new_seen[static_cast<std::size_t>(c.new_criterion)];
  }
  EXPECT_EQ(old_seen, std::vector<int>(old_seen.size(), 1));
  EXPECT_EQ(new_seen, std::vector<int>(new_seen.size(), 1));
}

TEST(Diff, TheLongestRunInOrderDidNotMove) {
  using diff::OutOfOrder;
  EXPECT_EQ(OutOfOrder({}), std::vector<bool>{});
  EXPECT_EQ(OutOfOrder({{0, 0}, {2, 1}, {5, 4}}), (std::vector<bool>{false, false, false}));
  EXPECT_EQ(OutOfOrder({{1, 0}, {2, 1}, {0, 2}, {3, 3}}), (std::vector<bool>{false, false, true, false}));
}

}  // namespace
}  // namespace eligo::test
