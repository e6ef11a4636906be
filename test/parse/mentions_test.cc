// Mentions by the shipped model, and the features it sees.
#include <optional>

#include <gtest/gtest.h>

#include "outline/outline.h"
#include "parse/mention_features.h"
#include "pipeline/reading.h"
#include "source/utf8.h"

namespace eligo::parse {
namespace {

class Mentions : public testing::Test {
 protected:
  void SetUp() override {
    auto terms = terms::Terms::Open(ELIGO_BUILD_DIR "/terms.bin");
    if (!terms) GTEST_SKIP() << terms.error();
    terms_.emplace(std::move(*terms));
  }

  static source::Document Document(std::string_view utf8) {
    source::Document document;
    document.path = "case";
    document.text = source::DecodeUtf8(utf8).value_or(U"");
    return document;
  }

  // "Type text, ...", with `=concept` and a leading "no " where it is negated.
  std::string Found(std::string_view utf8) {
    std::string out;
    const pipeline::Reading reading = pipeline::Read(Document(utf8), *terms_);
    for (const logic::Criterion& c : reading.logic->criteria) {
      for (const logic::Mention& m : c.mentions) {
        out += (out.empty() ? "" : ", ") + std::string(m.negated ? "no " : "") + m.type + " " + m.text;
        if (!m.concept_id.empty()) out += "=" + m.concept_id;
      }
    }
    return out;
  }

  std::vector<tagger::Feature> Features(std::string_view utf8) {
    Diagnostics unused;
    std::vector<tagger::Feature> out;
    for (const MentionSequence& s : MentionSequences(outline::Outline(Document(utf8), *terms_, unused), *terms_)) {
      EXPECT_EQ(s.tokens.size(), s.features.size());
      out.insert(out.end(), s.features.features.begin(), s.features.features.end());
    }
    return out;
  }

  std::optional<terms::Terms> terms_;
};

TEST_F(Mentions, TheModelIsThere) { EXPECT_FALSE(tagger::Model(terms_->model()).empty()); }

TEST_F(Mentions, KnowNamesThatTheLexiconDoesNot) {
  EXPECT_EQ(Found("Exclusion Criteria:\n- Treated with zolfumabine within 4 weeks\n"), "Drug zolfumabine, Temporal within 4 weeks");
  EXPECT_EQ(Found("Exclusion Criteria:\n- No hemoglobin < 8 g/dL\n- Psoriasis\n"),
            "Negation No, no Measurement hemoglobin=hemoglobin, Value < 8 g/dL, Condition Psoriasis=psoriasis");
}

TEST_F(Mentions, FeaturesAreThoseOfTheText) {
  const std::string_view text = "Exclusion Criteria:\n- Known allergy to penicillin (any), HbA1c > 8 %\n";
  const auto features = Features(text);
  EXPECT_GT(features.size(), 300u);
  EXPECT_EQ(features, Features(text));
  EXPECT_NE(features, Features("Inclusion Criteria:\n- Known allergy to penicillin (any), HbA1c > 8 %\n"));
  // Digits are all alike: the model cannot learn a number.
  EXPECT_EQ(features, Features("Exclusion Criteria:\n- Known allergy to penicillin (any), HbA1c > 6 %\n"));
  for (const tagger::Feature f : features) EXPECT_NE(f, 0u);
}

}  // namespace
}  // namespace eligo::parse
