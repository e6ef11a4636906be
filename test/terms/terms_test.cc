// Terms: lookups on a small compiled file, and files that must be refused.
#include "terms/terms.h"

#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "terms/hash.h"
#include "terms/site.h"
#include "test/terms/small_terms.h"

namespace eligo::terms {
namespace {

std::vector<std::string> Ids(const Terms& terms, const std::vector<ConceptId>& ids) {
  std::vector<std::string> names;
  for (const ConceptId id : ids) names.emplace_back(terms.Get(id).id);
  return names;
}

using Strings = std::vector<std::string>;

class TermsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    small_.WriteSample();
    auto opened = small_.Open();
    ASSERT_TRUE(opened.ok()) << opened.error();
    terms_.emplace(std::move(*opened));
  }
  const Terms& terms() const { return *terms_; }
  ConceptId Id(std::string_view id) const {
    const auto found = terms_->Find(id);
    EXPECT_TRUE(found.has_value()) << id;
    return found.value_or(ConceptId{});
  }
  std::optional<NameMatch> Longest(std::vector<std::string_view> words) const { return terms_->LongestName(words); }

  SmallTerms small_;
  std::optional<Terms> terms_;
};

TEST_F(TermsTest, FindsConceptsById) {
  EXPECT_EQ(terms().size(), 14u);
  EXPECT_EQ(terms().Get(Id("sle")).label, "systemic lupus erythematosus");
  EXPECT_FALSE(terms().Find("sl"));
  EXPECT_FALSE(terms().Find(""));
  EXPECT_FALSE(terms().Find("zzz"));
}

TEST_F(TermsTest, ReadsKindsAndFlags) {
  const Concept& sle = terms().Get(Id("sle"));
  EXPECT_EQ(sle.kind, Kind::kCondition);
  EXPECT_TRUE(sle.chronic);
  EXPECT_TRUE(sle.index_disease);
  EXPECT_FALSE(sle.routine_test);
  EXPECT_FALSE(sle.molar_mass);
  EXPECT_TRUE(terms().Get(Id("hepatitis_b")).routine_test);
  EXPECT_TRUE(terms().Get(Id("pregnancy")).female_only);
  EXPECT_TRUE(terms().Get(Id("informed_consent")).person);
  EXPECT_EQ(terms().Get(Id("informed_consent")).kind, Kind::kConsent);
  EXPECT_EQ(terms().Get(Id("hbsag")).test_of, "hepatitis_b");
  EXPECT_EQ(ToString(Kind::kTrial), "trial_participation");
}

TEST_F(TermsTest, ReadsFactsExactly) {
  const Concept& creatinine = terms().Get(Id("creatinine"));
  EXPECT_EQ(creatinine.unit, "mg/dL");
  EXPECT_EQ(creatinine.molar_mass, units::Rational::Parse("113.12"));
  EXPECT_EQ(creatinine.ranges.at(0).low, units::Rational::Parse("0.6"));
  EXPECT_EQ(creatinine.ranges.at(0).high, units::Rational::Parse("1.2"));
  const Concept& dexamethasone = terms().Get(Id("dexamethasone"));
  EXPECT_TRUE(dexamethasone.glucocorticoid);
  EXPECT_EQ(dexamethasone.prednisone_factor, units::Rational::Of(20, 3));
  EXPECT_EQ(dexamethasone.certainty, "[S] tables agree");
  EXPECT_EQ(terms().Get(Id("rituximab")).half_life_days, units::Rational(22));                // the longest stated
  EXPECT_EQ(terms().Get(Id("mycophenolic_acid")).half_life_days, units::Rational::Of(3, 4));  // 18 hours
  EXPECT_FALSE(terms().Get(Id("ocrelizumab")).half_life_days);
  EXPECT_EQ(terms().Get(Id("ocrelizumab")).certainty, "[S] none to quote");
}

TEST_F(TermsTest, FindsNames) {
  EXPECT_EQ(Ids(terms(), terms().FindName("Systemic  Lupus-Erythematosus")), Strings{"sle"});
  EXPECT_EQ(Ids(terms(), terms().FindName("MabThera\u00AE")), Strings{"rituximab"});
  EXPECT_EQ(Ids(terms(), terms().FindName("MPA")), (Strings{"mpa", "mycophenolic_acid"}));  // ambiguous
  EXPECT_TRUE(terms().FindName("lupus neph").empty());
  EXPECT_TRUE(terms().FindName("").empty());
}

TEST_F(TermsTest, LongestNameWins) {
  const auto match = Longest({"lupus", "nephritis", "class", "iv"});
  ASSERT_TRUE(match);
  EXPECT_EQ(match->words, 2u);
  EXPECT_EQ(Ids(terms(), match->concepts), Strings{"lupus_nephritis"});
  EXPECT_EQ(Longest({"lupus", "flare"})->words, 1u);
  EXPECT_EQ(Longest({"lupus"})->words, 1u);
  EXPECT_FALSE(Longest({"hepatitis"}));  // only the begin of a name
  EXPECT_FALSE(Longest({"nephritis"}));  // only the end of one
  EXPECT_FALSE(Longest({"hepatitis", "c"}));
  EXPECT_EQ(Longest({"hepatitis", "b", "surface", "antigen"})->words, 4u);
  EXPECT_EQ(Longest({"hepatitis", "b", "surface"})->words, 2u);
  EXPECT_FALSE(Longest({}));
  EXPECT_FALSE(Longest({""}));
}

TEST_F(TermsTest, ClosesClasses) {
  EXPECT_EQ(Ids(terms(), terms().Closure(Id("biologic"))), (Strings{"anti_cd20", "biologic", "ocrelizumab", "rituximab"}));
  EXPECT_EQ(Ids(terms(), terms().Closure(Id("rituximab"))), Strings{"rituximab"});
  const auto members = terms().Members(Id("biologic"));
  EXPECT_EQ(Ids(terms(), {members.begin(), members.end()}), Strings{"anti_cd20"});
  EXPECT_TRUE(terms().IsA(Id("rituximab"), Id("biologic")));
  EXPECT_TRUE(terms().IsA(Id("biologic"), Id("biologic")));
  EXPECT_FALSE(terms().IsA(Id("biologic"), Id("rituximab")));
  EXPECT_TRUE(terms().Members(Id("sle")).empty());
}

TEST_F(TermsTest, IcdCodesCoverWhatIsBelow) {
  EXPECT_EQ(Ids(terms(), terms().FindCode("ICD10CM", "M32.14")), (Strings{"lupus_nephritis", "sle"}));
  EXPECT_EQ(Ids(terms(), terms().FindCode("ICD10CM", "M3214")), (Strings{"lupus_nephritis", "sle"}));
  EXPECT_EQ(Ids(terms(), terms().FindCode("ICD10CM", "m32.9")), Strings{"sle"});
  EXPECT_EQ(Ids(terms(), terms().FindCode("ICD10CM", "M32")), Strings{"sle"});
  EXPECT_TRUE(terms().FindCode("ICD10CM", "M3").empty());
  EXPECT_TRUE(terms().FindCode("ICD10CM", "M33.0").empty());
  EXPECT_TRUE(terms().FindCode("ICD10CM", "").empty());
}

TEST_F(TermsTest, OtherCodesCoverThemselves) {
  EXPECT_EQ(Ids(terms(), terms().FindCode("RxNorm", "121191")), Strings{"rituximab"});
  EXPECT_TRUE(terms().FindCode("RxNorm", "1211911").empty());
  EXPECT_TRUE(terms().FindCode("LOINC", "121191").empty());
  ASSERT_EQ(terms().Codes(Id("lupus_nephritis")).size(), 1u);
  EXPECT_EQ(terms().Codes(Id("lupus_nephritis"))[0].code, "M32.14");
  EXPECT_EQ(terms().Codes(Id("lupus_nephritis"))[0].source, "test");
  EXPECT_TRUE(terms().Codes(Id("biologic")).empty());
}

TEST_F(TermsTest, VersionIsAHashOfTheContent) {
  EXPECT_EQ(terms().version().size(), 32u);
  const std::string before(terms().version());
  EXPECT_EQ(before, small_.Open()->version());  // the same rows, the same version
  small_.Write("eligo/names.tsv", "concept\tnames\nsle\tSLE\n");
  EXPECT_NE(before, small_.Open()->version());
}

TEST_F(TermsTest, MovesKeepViews) {
  Terms moved = std::move(*terms_);
  EXPECT_EQ(moved.Get(*moved.Find("sle")).label, "systemic lupus erythematosus");
}

// A file that is damaged in any way is refused, and the message says how.
class DamagedFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    small_.WriteSample();
    bytes_ = small_.Compile().bytes;
    ASSERT_FALSE(bytes_.empty());
  }
  std::string ErrorOf(const std::string& bytes) {
    std::ofstream(small_.file(), std::ios::binary) << bytes;
    const auto opened = Terms::Open(small_.file());
    EXPECT_FALSE(opened.ok());
    return opened.ok() ? "" : opened.error();
  }
  static bool Says(const std::string& error, std::string_view what) { return error.find(what) != std::string::npos; }

  SmallTerms small_;
  std::string bytes_;
};

TEST_F(DamagedFileTest, Missing) {
  EXPECT_FALSE(Terms::Open(small_.file() + ".nowhere").ok());
  EXPECT_FALSE(Terms::Open(small_.data()).ok());  // a folder
}

TEST_F(DamagedFileTest, CutShort) {
  EXPECT_TRUE(Says(ErrorOf(bytes_.substr(0, bytes_.size() - 8)), "cut short"));
  EXPECT_TRUE(Says(ErrorOf(bytes_ + "12345678"), "grown"));
  EXPECT_TRUE(Says(ErrorOf(bytes_.substr(0, 20)), "shorter than a header"));
  EXPECT_TRUE(Says(ErrorOf(""), "shorter than a header"));
}

TEST_F(DamagedFileTest, OtherFormat) {
  std::string other = bytes_;
  other[8] = 9;  // the format version stands after the magic
  EXPECT_TRUE(Says(ErrorOf(other), "format version 9"));
  other = bytes_;
  other[0] = 'X';
  EXPECT_TRUE(Says(ErrorOf(other), "not a compiled terms file"));
}

TEST_F(DamagedFileTest, EveryFlippedBitIsSeen) {
  for (std::size_t i = 24; i < bytes_.size(); i += 37) {
    std::string other = bytes_;
    other[i] = static_cast<char>(other[i] ^ (1 << (i % 8)));
    ASSERT_TRUE(Says(ErrorOf(other), "checksum")) << i;
  }
}

TEST(HashTest, IsMurmurHash3) {
  EXPECT_EQ(ToHex(HashBytes("")), "00000000000000000000000000000000");
  // The reference values of MurmurHash3_x64_128, seed 0.
  EXPECT_EQ(ToHex(HashBytes("hello")), "cbd8a7b341bd9b025b1e906a48ae1d19");
  EXPECT_EQ(ToHex(HashBytes("The quick brown fox jumps over the lazy dog")), "e34bbc7bbc071b6c7a433ca9c49a9347");
}

// How words around a concept are read is a fact of the terms.
TEST(Readings, OfTheLexicon) {
  const Result<Terms> terms = Terms::Open(std::string(ELIGO_BUILD_DIR) + "/terms.bin");
  ASSERT_TRUE(terms) << terms.error();
  const auto get = [&](const char* id) { return terms->Get(*terms->Find(id)); };
  EXPECT_EQ(get("asa_class").scale, "ASA");
  EXPECT_EQ(get("heart_failure").scale, "NYHA");
  EXPECT_EQ(get("asthma").scale, "");
  EXPECT_EQ(get("sle_standard_treatment").context, (std::vector<std::string_view>{"lupus", "sle", "sledai"}));
  EXPECT_TRUE(get("asthma").context.empty());
  EXPECT_TRUE(get("prior_enrollment").this_trial);
  EXPECT_TRUE(get("disease_duration").length_of_time);
}

// A site's file is laid over the whole of it: taken apart and compiled again it is the same, to the byte.
TEST(Lexicon, TakenApartAndCompiledAgain) {
  const Result<Terms> terms = Terms::Open(std::string(ELIGO_BUILD_DIR) + "/terms.bin");
  ASSERT_TRUE(terms) << terms.error();
  Compiled compiled = AddSite(*terms, {});
  ASSERT_TRUE(compiled.errors.empty()) << compiled.errors.front();
  const Result<Terms> again = Terms::FromBytes(std::move(compiled.bytes), "again");
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->version(), terms->version());
}

// What this or that protocol and record calls things.
TEST(Lexicon, NamesSeenInRecords) {
  const Result<Terms> terms = Terms::Open(std::string(ELIGO_BUILD_DIR) + "/terms.bin");
  ASSERT_TRUE(terms) << terms.error();
  const auto found = [&](std::string_view name) {
    std::string ids;
    for (const ConceptId id : terms->FindName(name)) ids += std::string(ids.empty() ? "" : " ") + std::string(terms->Get(id).id);
    return ids;
  };
  EXPECT_EQ(found("CTCAE v5.0 dyspnea grade"), "ctcae_dyspnea");
  EXPECT_EQ(found("C-SSRS: suicidal ideation"), "suicidal_ideation");
  EXPECT_EQ(found("Tuberculosis interferon-gamma release assay"), "igra");
  EXPECT_EQ(found("anti-CD40L antibodies"), "cd40_cd40l_inhibitor");
  EXPECT_EQ(found("thienopyridine"), "thienopyridine");
  EXPECT_TRUE(terms->IsA(*terms->Find("clopidogrel"), *terms->Find("thienopyridine")));
  EXPECT_FALSE(terms->IsA(*terms->Find("ticagrelor"), *terms->Find("thienopyridine")));
}

}  // namespace
}  // namespace eligo::terms
