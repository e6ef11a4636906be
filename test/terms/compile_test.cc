// Compile: what is said about files with errors, and that nothing is written then.
#include "terms/compile.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "test/terms/small_terms.h"

namespace eligo::terms {
namespace {

class CompileTest : public ::testing::Test {
 protected:
  void SetUp() override { small_.WriteSample(); }

  // The only error, without the path of the temporary folder.
  std::string OnlyError() const {
    const Compiled compiled = small_.Compile();
    EXPECT_TRUE(compiled.bytes.empty());
    EXPECT_EQ(compiled.errors.size(), 1u);
    if (compiled.errors.empty()) return "";
    return compiled.errors[0].substr(small_.data().size() + 1);
  }

  SmallTerms small_;
};

TEST_F(CompileTest, Counts) {
  const Compiled compiled = small_.Compile();
  EXPECT_TRUE(compiled.errors.empty());
  EXPECT_EQ(compiled.concepts, 14u);
  EXPECT_EQ(compiled.names, 14u + 7u);  // the labels; MPA once
  EXPECT_EQ(compiled.codes, 3u);
  EXPECT_EQ(compiled.classes, 2u);
}

TEST_F(CompileTest, UnknownConcept) {
  small_.Write("eligo/names.tsv", "concept\tnames\nslee\tSLE\n");
  EXPECT_EQ(OnlyError(), "eligo/names.tsv:2: unknown concept `slee`; add it to a concepts.tsv or correct it");
}

TEST_F(CompileTest, ConceptTwice) {
  small_.Write("site/concepts.tsv", "id\tkind\tlabel\tflags\tunit\ttest_of\nsle\tcondition\tlupus\t\t\t\n");
  EXPECT_EQ(OnlyError(), "site/concepts.tsv:2: concept `sle` again, first in " + small_.data() + "/eligo/concepts.tsv:3; keep one");
}

TEST_F(CompileTest, WrongColumns) {
  small_.Write("eligo/names.tsv", "# names\nname\tconcept\n");
  EXPECT_EQ(OnlyError(), "eligo/names.tsv:2: columns `name concept`; expected `concept names`");
  small_.Write("eligo/names.tsv", "concept\tnames\nsle\n");
  EXPECT_EQ(OnlyError(), "eligo/names.tsv:2: 1 columns; expected 2: concept, names");
}

TEST_F(CompileTest, UnknownKindFlagOrId) {
  const std::string head = "id\tkind\tlabel\tflags\tunit\ttest_of\n";
  small_.Write("site/concepts.tsv", head + "x\tdisease\tX\t\t\t\n");
  EXPECT_EQ(OnlyError().substr(0, 37), "site/concepts.tsv:2: kind `disease`; ");
  small_.Write("site/concepts.tsv", head + "x\tcondition\tX\tacute\t\t\n");
  EXPECT_EQ(OnlyError().substr(0, 35), "site/concepts.tsv:2: flag `acute`; ");
  small_.Write("site/concepts.tsv", head + "X y\tcondition\tX\t\t\t\n");
  EXPECT_EQ(OnlyError(), "site/concepts.tsv:2: id `X y`; use small letters, digits and underscores");
  small_.Write("site/concepts.tsv", head + "x\tmeasurement\tX\t\tmg/dlx\t\n");
  EXPECT_EQ(OnlyError(), "site/concepts.tsv:2: unit `mg/dlx`; write a UCUM unit");
  small_.Write("site/concepts.tsv", head + "x\tcondition\t+/-\t\t\t\n");
  EXPECT_EQ(OnlyError(), "site/concepts.tsv:2: name `+/-` has no letter or digit; give a word");
}

TEST_F(CompileTest, ClassCycle) {
  small_.Write("site/classes.tsv", "class\tmembers\nrituximab\tbiologic\n");
  const std::string error = OnlyError();
  EXPECT_NE(error.find("contain each other; remove one"), std::string::npos) << error;
}

TEST_F(CompileTest, ClassOfItselfOrTwice) {
  small_.Write("site/classes.tsv", "class\tmembers\nsle\tsle\n");
  EXPECT_EQ(OnlyError(), "site/classes.tsv:2: `sle` is a member of itself; remove it");
  small_.Write("site/classes.tsv", "class\tmembers\nanti_cd20\trituximab\n");
  EXPECT_EQ(OnlyError(), "site/classes.tsv:2: member `rituximab` of `anti_cd20` again; keep one");
}

TEST_F(CompileTest, CodesNeedASource) {
  small_.Write("site/codes.tsv", "concept\tsystem\tcode\tdisplay\tsource\nsle\tSNOMED\t55464009\tSLE\t\n");
  EXPECT_EQ(OnlyError(), "site/codes.tsv:2: no source for code `55464009`; say where it was seen");
  small_.Write("site/codes.tsv", "concept\tsystem\tcode\tdisplay\tsource\nlupus_nephritis\tICD10CM\tM3214\tx\ttest\n");
  EXPECT_EQ(OnlyError(), "site/codes.tsv:2: code `M3214` of `lupus_nephritis` again; keep one");
}

TEST_F(CompileTest, Numbers) {
  const std::string head = "concept\tmolar_mass\tsex\tage_from\tage_to\tlow\thigh\tcertainty\tsource\n";
  small_.Write("site/analytes.tsv", head + "hbsag\t\t\t\t\t1,5\t2\t[G]\tx\n");
  EXPECT_EQ(OnlyError(), "site/analytes.tsv:2: `1,5`; expected a decimal number above -1");
  small_.Write("site/analytes.tsv", head + "hbsag\t\t\t\t\t5\t2\t[G]\tx\n");
  EXPECT_EQ(OnlyError(), "site/analytes.tsv:2: low `5` is not below high `2`");
  small_.Write("site/analytes.tsv", head + "creatinine\t113\t\t\t\t\t\t[G]\tx\n");
  EXPECT_EQ(OnlyError(), "site/analytes.tsv:2: a second value for `creatinine`; keep one");
}

TEST_F(CompileTest, HalfLifeUnits) {
  small_.Write("site/half_lives.tsv", "concept\tlow\thigh\tunit\tcertainty\tsource\ndexamethasone\t3\t4\tweeks\t[G]\tx\n");
  EXPECT_EQ(OnlyError(), "site/half_lives.tsv:2: unit `weeks`; known: d, h");
}

TEST_F(CompileTest, FlagsOfOtherKinds) {
  const std::string head = "id\tkind\tlabel\tflags\tunit\ttest_of\n";
  small_.Write("site/concepts.tsv", head + "x\tcondition\tX\tthis_trial\t\t\n");
  EXPECT_EQ(OnlyError(), "site/concepts.tsv:2: flag `this_trial` on a condition; only a trial_participation may bear it");
  small_.Write("site/concepts.tsv", head + "x\tscore\tX\tlength_of_time\tkg\t\n");
  EXPECT_EQ(OnlyError(), "site/concepts.tsv:2: flag `length_of_time` with unit `kg`; give a unit of time: a, mo, wk, d");
  small_.Write("site/concepts.tsv", head + "x\tdrug\tX\tmeasured\t\t\n");
  EXPECT_EQ(OnlyError(), "site/concepts.tsv:2: flag `measured` on a drug; only a condition may bear it");
}

TEST_F(CompileTest, Readings) {
  const std::string head = "concept\tscale\tcontext\n";
  small_.Write("site/readings.tsv", head + "sle\t\t\n");
  EXPECT_EQ(OnlyError(), "site/readings.tsv:2: neither scale nor context for `sle`; give one");
  small_.Write("site/readings.tsv", head + "slee\tNYHA\t\n");
  EXPECT_EQ(OnlyError(), "site/readings.tsv:2: unknown concept `slee`; add it to a concepts.tsv or correct it");
  small_.Write("site/readings.tsv", head + "sle\t\tlupus nephritis\n");
  EXPECT_EQ(OnlyError(), "site/readings.tsv:2: context `lupus nephritis`; give single words");
  small_.Write("site/readings.tsv", head + "sle\tNYHA\t\nsle\tASA\t\n");
  EXPECT_EQ(OnlyError(), "site/readings.tsv:3: a second reading of `sle`; keep one");
  small_.Write("site/readings.tsv", head + "sle\tNYHA\tSLEDAI; Lupus\n");
  EXPECT_TRUE(small_.Compile().errors.empty());
}

TEST_F(CompileTest, Mechanisms) {
  const std::string head = "concept\tmechanism\tcertainty\tsource\n";
  small_.Write("site/mechanisms.tsv", head + "anti_cd20\tdepletes B cells\t\tx\n");
  EXPECT_EQ(OnlyError(), "site/mechanisms.tsv:2: no mechanism, certainty or source for `anti_cd20`; give all three");
  small_.Write("site/mechanisms.tsv", head + "anti_cd20\tdepletes B cells\t[G]\tx\nanti_cd20\tbinds CD20\t[G]\tx\n");
  EXPECT_EQ(OnlyError(), "site/mechanisms.tsv:3: a second mechanism of `anti_cd20`; keep one");
  small_.Write("site/mechanisms.tsv", head + "anti_cd20\tdepletes B cells\t[G]\tx\n");
  auto terms = Terms::FromBytes(small_.Compile().bytes, "small");
  ASSERT_TRUE(terms.ok());
  EXPECT_EQ(terms->Get(*terms->Find("anti_cd20")).mechanism, "depletes B cells; [G] x");
}

TEST_F(CompileTest, RangesBySexAndAge) {
  const std::string head = "concept\tmolar_mass\tsex\tage_from\tage_to\tlow\thigh\tcertainty\tsource\n";
  small_.Write("site/analytes.tsv", head + "creatinine\t\tmale\t\t\t1\t2\t[G]\tx\n");
  EXPECT_EQ(OnlyError(), "site/analytes.tsv:2: a second range of `creatinine` for the same persons, first in " + small_.data() +
                             "/eligo/analytes.tsv:2; keep one, or part them by sex or age");
  small_.Write("eligo/analytes.tsv", head + "creatinine\t\tfemale\t18\t49\t0.5\t1\t[G]\tx\ncreatinine\t\tfemale\t50\t\t\t1.1\t[G]\ty\n");
  auto terms = Terms::FromBytes(small_.Compile().bytes, "small");
  ASSERT_TRUE(terms.ok());
  const auto& ranges = terms->Get(*terms->Find("creatinine")).ranges;
  ASSERT_EQ(ranges.size(), 3u);
  EXPECT_TRUE(ranges[0].Covers(RangeSex::kFemale, 49));
  EXPECT_FALSE(ranges[0].Covers(RangeSex::kFemale, 50));
  EXPECT_FALSE(ranges[1].low);
  EXPECT_EQ(ranges[1].certainty, "[G] y");
  EXPECT_TRUE(ranges[2].Covers(RangeSex::kMale, 0));
}

TEST_F(CompileTest, MisspeltFileNames) {
  small_.Write("site/name.tsv", "concept\tnames\n");
  EXPECT_EQ(OnlyError(),
            "site/name.tsv:1: a table of another name; known: concepts, names, classes, codes, analytes, glucocorticoids, mechanisms, "
            "readings, half_lives");
}

TEST_F(CompileTest, BytesThatAreNotUtf8) {
  small_.Write("eligo/names.tsv", "concept\tnames\nsle\tSj\xF6gren\n");
  EXPECT_EQ(OnlyError(), "eligo/names.tsv:2: bytes that are not UTF-8; save the file as UTF-8");
}

TEST_F(CompileTest, AllErrorsAtOnce) {
  small_.Write("eligo/names.tsv", "concept\tnames\na\tA\nb\tB\nsle\tx;;y\n");
  EXPECT_EQ(small_.Compile().errors.size(), 3u);
}

TEST_F(CompileTest, FoldersOfSitesAreAdded) {
  const std::string site = small_.data() + "/../site";
  std::filesystem::create_directories(site + "/ours");
  std::ofstream(site + "/ours/codes.tsv") << "concept\tsystem\tcode\tdisplay\tsource\nsle\tLOCAL\t4711\tSLE\tour laboratory\n";
  const Compiled compiled = CompileTerms({small_.data(), site});
  EXPECT_TRUE(compiled.errors.empty());
  EXPECT_EQ(compiled.codes, 4u);
}

TEST_F(CompileTest, FolderThatIsNotThere) {
  const Compiled compiled = CompileTerms({small_.data() + "/nowhere"});
  ASSERT_EQ(compiled.errors.size(), 1u);
  EXPECT_NE(compiled.errors[0].find("name a folder of terms"), std::string::npos);
}

TEST_F(CompileTest, WindowsLineEndsAndBlankLines) {
  small_.Write("eligo/names.tsv", "concept\tnames\r\n\r\nsle\tSLE; lupus\r\n");
  EXPECT_TRUE(small_.Compile().errors.empty());
}

TEST_F(CompileTest, WritesBesideAndRenames) {
  EXPECT_TRUE(WriteTermsFile(small_.file(), "bytes").ok());
  EXPECT_TRUE(std::filesystem::exists(small_.file()));
  EXPECT_FALSE(std::filesystem::exists(small_.file() + ".draft"));
  EXPECT_FALSE(WriteTermsFile(small_.data() + "/nowhere/terms.bin", "bytes").ok());
}

}  // namespace
}  // namespace eligo::terms
