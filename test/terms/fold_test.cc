// Fold: spellings that must meet, spellings that must not, and the places of words.
#include "terms/fold.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace eligo::terms {
namespace {

TEST(FoldTest, CaseHyphensAndPunctuation) {
  EXPECT_EQ(FoldName("SLEDAI-2K"), "sledai 2k");
  EXPECT_EQ(FoldName("anti-dsDNA"), "anti dsdna");
  EXPECT_EQ(FoldName("anti-ds-DNA"), "anti ds dna");
  EXPECT_EQ(FoldName("anti\u2011CD20 (rituximab)"), "anti cd20 rituximab");
  EXPECT_EQ(FoldName("  HBsAg,anti-HBc/HBcAb  "), "hbsag anti hbc hbcab");
  EXPECT_EQ(FoldName("\u2265 3"), "3");
  EXPECT_EQ(FoldName("-- ()"), "");
  EXPECT_EQ(FoldName(""), "");
}

TEST(FoldTest, CompatibilityFormsAndMarks) {
  EXPECT_EQ(FoldName("Sj\u00F6gren"), "sjogren");
  EXPECT_EQ(FoldName("Sjo\u0308gren"), "sjogren");  // the umlaut as a code point of its own
  EXPECT_EQ(FoldName("Beh\u00E7et"), "behcet");
  EXPECT_EQ(FoldName("m\u00B2"), "m2");
  EXPECT_EQ(FoldName("\uFF21\uFF2E\uFF21"), "ana");  // full-width letters
  EXPECT_EQ(FoldName("lu\u00ADpus"), "lupus");       // soft hyphen
  EXPECT_EQ(FoldName("\u200Blupus\u200B"), "lupus");
  EXPECT_EQ(FoldName("\uFEFFlupus"), "lupus");
  EXPECT_EQ(FoldName("lupus\u00A0nephritis"), "lupus nephritis");
  EXPECT_EQ(FoldName("Benlysta\u2122 Rituxan\u00AE"), "benlysta rituxan");
}

TEST(FoldTest, GreekLettersAreSpelledOut) {
  EXPECT_EQ(FoldName("\u03B2-hCG"), "beta hcg");
  EXPECT_EQ(FoldName("TNF\u03B1"), "tnfalpha");
  EXPECT_EQ(FoldName("TNF-\u03B1"), "tnf alpha");
  EXPECT_EQ(FoldName("IFN-\u0393"), "ifn gamma");
  EXPECT_EQ(FoldName("\u00B5mol"), "mumol");  // micro sign
}

TEST(FoldTest, BritishSpelling) {
  EXPECT_EQ(FoldName("haemoglobin"), FoldName("hemoglobin"));
  EXPECT_EQ(FoldName("anaemia"), FoldName("anemia"));
  EXPECT_EQ(FoldName("oedema"), FoldName("edema"));
  EXPECT_EQ(FoldName("tumour"), FoldName("tumor"));
  EXPECT_EQ(FoldName("leucocytes"), FoldName("leukocyte"));
  EXPECT_EQ(FoldName("oesophageal"), FoldName("esophageal"));
  EXPECT_EQ(FoldName("dyspnoea"), FoldName("dyspnea"));
  EXPECT_EQ(FoldName("diarrhoea"), FoldName("diarrhea"));
  EXPECT_EQ(FoldName("paediatric"), FoldName("pediatric"));
  EXPECT_EQ(FoldName("hospitalisation"), FoldName("hospitalization"));
  // Everyday words keep their letters.
  EXPECT_EQ(FoldName("aerobic"), "aerobic");
  EXPECT_EQ(FoldName("compromise"), "compromise");
}

TEST(FoldTest, Plurals) {
  EXPECT_EQ(FoldName("platelets"), "platelet");
  EXPECT_EQ(FoldName("antibodies"), "antibody");
  EXPECT_EQ(FoldName("metastases"), "metastasis");
  EXPECT_EQ(FoldName("viruses"), "virus");
  EXPECT_EQ(FoldName("rashes"), "rash");
  EXPECT_EQ(FoldName("abscesses"), "abscess");
  for (const char* kept : {"lupus", "sepsis", "virus", "abscess", "gas", "abs", "aids"}) EXPECT_EQ(FoldName(kept), kept);
}

TEST(FoldTest, Possessives) {
  EXPECT_EQ(FoldName("Sj\u00F6gren's syndrome"), "sjogren syndrome");
  EXPECT_EQ(FoldName("Parkinson\u2019s disease"), "parkinson disease");
  EXPECT_EQ(FoldName("investigator's"), "investigator");
  EXPECT_EQ(FoldName("d'acide"), "d acide");
}

TEST(FoldTest, FoldingTwiceChangesNothing) {
  for (const char* text : {"haematological tumours", "Anti-\u03B22-glycoprotein I antibodies", "metastases",
                           "Churg\u2013Strauss syndrome's", "\u00DFeta", "10\u2079/L", "diabetes"}) {
    const std::string once = FoldName(text);
    EXPECT_EQ(FoldName(once), once) << text;
  }
}

TEST(FoldTest, SpansAreCodePointsOfTheInput) {
  const std::u32string text = U"≥ 2 Sjögren’s\u200B, TNF-α";
  const auto words = Fold(text);
  ASSERT_EQ(words.size(), 4u);
  EXPECT_EQ(words[0].text, "2");
  EXPECT_EQ(words[0].span, (Span{2, 3}));
  EXPECT_EQ(words[1].text, "sjogren");
  EXPECT_EQ(words[1].span, (Span{4, 13}));  // with its possessive
  EXPECT_EQ(words[2].text, "tnf");
  EXPECT_EQ(words[2].span, (Span{16, 19}));
  EXPECT_EQ(words[3].text, "alpha");
  EXPECT_EQ(words[3].span, (Span{20, 21}));
}

TEST(FoldTest, AWordOnItsOwn) {
  for (const char* word : {"haemoglobin", "tumours", "randomisation", "labelled", "lupus", "age", "studies", "alised", "xaemaem"}) {
    std::string folded = word;
    FoldWord(folded);
    EXPECT_EQ(folded, FoldName(word));
    EXPECT_TRUE(MayFold(word) || folded == word) << word;
  }
  EXPECT_FALSE(MayFold("patient"));
}

TEST(FoldTest, BytesThatAreNotUtf8Separate) {
  EXPECT_EQ(FoldName("lupus\xFFnephritis"), "lupus nephritis");
  EXPECT_EQ(FoldName("\xC3"), "");
}

TEST(FoldTest, CodePointsOutsideUnicodeSeparate) {
  const std::u32string text = {U'a', static_cast<char32_t>(0x110000), U'b', static_cast<char32_t>(0xD800), U'c'};
  EXPECT_EQ(Fold(text).size(), 3u);
}

}  // namespace
}  // namespace eligo::terms
