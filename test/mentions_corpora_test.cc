// The model of mentions against the annotated corpora it was trained on. What a text nobody has seen gets is in docs/mentions.md; here a
// model and a grammar that no longer fit each other would show. Without ../shared it is skipped.
#include <filesystem>

#include <gtest/gtest.h>

#include "apps/train_mentions/corpora.h"
#include "apps/train_mentions/score.h"
#include "pipeline/reading.h"

namespace eligo::train {
namespace {

namespace fs = std::filesystem;

void ExpectAtLeast(Corpus corpus, const char* folder, double strict, double relaxed) {
  const fs::path path = fs::path(ELIGO_SOURCE_DIR) / ".." / "shared" / "corpora" / folder;
  if (!fs::exists(path)) GTEST_SKIP() << "no ../shared: the annotated texts are not beside the tree";
  const auto terms = terms::Terms::Open(ELIGO_BUILD_DIR "/terms.bin");
  ASSERT_TRUE(terms) << terms.error();
  const auto annotated = ReadCorpus(corpus, path.string());
  ASSERT_TRUE(annotated) << annotated.error();
  Score score;
  for (const Annotated& a : *annotated) {
    std::vector<Predicted> predicted;
    const pipeline::Reading reading = pipeline::Read(a.document, *terms);
    for (const logic::Criterion& c : reading.logic->criteria) {
      for (const logic::Mention& m : c.mentions) {
        const auto* type = std::find(tagger::kTypes.begin(), tagger::kTypes.end(), m.type);
        ASSERT_NE(type, tagger::kTypes.end()) << m.type;
        predicted.push_back({static_cast<std::size_t>(type - tagger::kTypes.begin()), m.span});
      }
    }
    score.Add(a.gold, predicted);
  }
  EXPECT_GE(score.Overall().StrictF1(), strict);
  EXPECT_GE(score.Overall().RelaxedF1(), relaxed);
}

TEST(MentionsOfCorpora, Chia) { ExpectAtLeast(Corpus::kChia, "chia", 0.58, 0.71); }
TEST(MentionsOfCorpora, LeafClinicalTrials) { ExpectAtLeast(Corpus::kLct, "lct", 0.82, 0.88); }

}  // namespace
}  // namespace eligo::train
