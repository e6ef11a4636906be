// A site's file over compiled terms: what it changes, what wins, and what is said of its mistakes.
#include "terms/site.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "terms/terms.h"
#include "test/terms/small_terms.h"

namespace eligo::terms {
namespace {

using Strings = std::vector<std::string>;

class SiteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    small_.WriteSample();
    small_.Write("eligo/readings.tsv", "concept\tscale\tcontext\nsle\tISN/RPS\tnephritis; class\n");
    const Compiled compiled = small_.Compile();
    ASSERT_TRUE(compiled.errors.empty());
    bytes_ = compiled.bytes;
    auto opened = Terms::FromBytes(bytes_, "small");
    ASSERT_TRUE(opened.ok());
    base_.emplace(std::move(*opened));
  }

  std::string Path(const std::string& name = "site.yaml") const { return small_.data() + "/../" + name; }
  void Write(const std::string& text, const std::string& name = "site.yaml") const { std::ofstream(Path(name), std::ios::binary) << text; }

  Terms With(const std::string& text) const {
    Write(text);
    const Compiled compiled = AddSite(*base_, {Path()});
    EXPECT_TRUE(compiled.errors.empty()) << compiled.errors.front();
    auto opened = Terms::FromBytes(compiled.bytes, "site");
    EXPECT_TRUE(opened.ok());
    return std::move(*opened);
  }

  // Every mistake, without the path.
  Strings Mistakes(const std::string& text) const {
    Write(text);
    const Compiled compiled = AddSite(*base_, {Path()});
    EXPECT_EQ(compiled.bytes.empty(), !compiled.errors.empty());
    Strings errors;
    for (const std::string& error : compiled.errors) {
      EXPECT_EQ(error.rfind(Path() + ":", 0), 0u) << error;
      std::string rest = error.substr(std::min(error.size(), Path().size() + 1));
      for (std::size_t at = 0; (at = rest.find(Path(), at)) != std::string::npos;) rest.replace(at, Path().size(), "site.yaml");
      errors.push_back(std::move(rest));
    }
    return errors;
  }

  static Strings Names(const Terms& terms, std::string_view name) {
    Strings ids;
    for (const ConceptId id : terms.FindName(name)) ids.emplace_back(terms.Get(id).id);
    return ids;
  }
  static Strings Coded(const Terms& terms, std::string_view system, std::string_view code) {
    Strings ids;
    for (const ConceptId id : terms.FindCode(system, code)) ids.emplace_back(terms.Get(id).id);
    return ids;
  }

  SmallTerms small_;
  std::string bytes_;
  std::optional<Terms> base_;
};

TEST_F(SiteTest, NothingSaidNothingChanged) {
  for (const char* text : {"# nothing yet\n", "names: {}\n"}) {
    Write(text);
    EXPECT_EQ(AddSite(*base_, {Path()}).bytes, bytes_) << text;
  }
  EXPECT_EQ(AddSite(*base_, {}).bytes, bytes_);
}

TEST_F(SiteTest, TheVersionCoversBoth) {
  const Terms one = With("names: {HBs-Ag quantitative: hbsag}\n");
  const Terms two = With("names: {HBs-Ag quantitative: hbsag}\n# the same\n");
  EXPECT_NE(one.version(), base_->version());
  EXPECT_EQ(one.version(), two.version());
  EXPECT_NE(one.version(), With("names: {HBs-Ag: hbsag}\n").version());
}

TEST_F(SiteTest, NamesAndCodesWin) {
  const Terms terms = With(
      "names:\n"
      "  MPA: mycophenolic_acid\n"
      "  Lupus: [sle, lupus_nephritis]\n"
      "codes:\n"
      "  LOCAL:\n"
      "    007: hbsag\n"
      "    CREA-2: creatinine\n"
      "  ICD10CM:\n"
      "    M3214: sle\n");
  EXPECT_EQ(Names(terms, "MPA"), Strings{"mycophenolic_acid"});
  EXPECT_EQ(Names(terms, "lupus"), (Strings{"lupus_nephritis", "sle"}));
  EXPECT_EQ(Names(terms, "Rituxan"), Strings{"rituximab"});
  EXPECT_EQ(Coded(terms, "LOCAL", "007"), Strings{"hbsag"});
  EXPECT_TRUE(Coded(terms, "LOCAL", "7").empty());
  EXPECT_EQ(Coded(terms, "LOCAL", "CREA-2"), Strings{"creatinine"});
  EXPECT_EQ(Coded(terms, "ICD10CM", "M32.14"), Strings{"sle"});  // ours said lupus nephritis
  EXPECT_EQ(terms.Codes(*terms.Find("hbsag")).back().source, "site");
}

TEST_F(SiteTest, ConceptsAreAddedAndChanged) {
  const Terms terms = With(
      "concepts:\n"
      "  anti_c1q:\n"
      "    kind: measurement\n"
      "    label: anti-C1q antibody\n"
      "    unit: '[IU]/mL'\n"
      "    flags: routine_test\n"
      "  creatinine:\n"
      "    label: serum creatinine\n"
      "    molar_mass: 113.1\n"
      "    source: our laboratory\n"
      "  rituximab: {half_life_days: 26, source: our pharmacy}\n"
      "  obinutuzumab: {kind: drug, label: obinutuzumab}\n"
      "classes:\n"
      "  anti_cd20: [obinutuzumab, rituximab]\n"
      "ranges:\n"
      "  creatinine:\n"
      "    - {sex: female, age_from: 18, low: 0.5, high: 0.9, source: laboratory 2026}\n"
      "    - {sex: male, age_from: 18, high: 1.1, source: laboratory 2026}\n");
  const Concept& added = terms.Get(*terms.Find("anti_c1q"));
  EXPECT_EQ(added.kind, Kind::kMeasurement);
  EXPECT_EQ(added.unit, "[IU]/mL");
  EXPECT_TRUE(added.routine_test);
  EXPECT_EQ(Names(terms, "Anti C1q antibodies"), Strings{"anti_c1q"});
  const Concept& creatinine = terms.Get(*terms.Find("creatinine"));
  EXPECT_EQ(creatinine.label, "serum creatinine");
  EXPECT_EQ(creatinine.unit, "mg/dL");
  EXPECT_EQ(creatinine.molar_mass, units::Rational::Parse("113.1"));
  ASSERT_EQ(creatinine.ranges.size(), 2u);
  EXPECT_EQ(creatinine.ranges[0].sex, RangeSex::kFemale);
  EXPECT_EQ(creatinine.ranges[0].certainty, "site: laboratory 2026");
  EXPECT_FALSE(creatinine.ranges[1].low);
  EXPECT_EQ(Names(terms, "creatinine"), Strings{"creatinine"});  // the old label stays a name
  const Concept& rituximab = terms.Get(*terms.Find("rituximab"));
  EXPECT_EQ(rituximab.half_life_days, units::Rational(26));
  EXPECT_EQ(rituximab.certainty, "[S] label; site: our pharmacy");
  EXPECT_TRUE(terms.IsA(*terms.Find("obinutuzumab"), *terms.Find("biologic")));
  // What the site did not speak of is as it was.
  const Concept& sle = terms.Get(*terms.Find("sle"));
  EXPECT_TRUE(sle.chronic && sle.index_disease);
  EXPECT_EQ(sle.scale, "ISN/RPS");
  EXPECT_EQ(sle.context.size(), 2u);
  EXPECT_EQ(terms.Get(*terms.Find("hbsag")).test_of, "hepatitis_b");
}

TEST_F(SiteTest, Removes) {
  const Terms terms = With(
      "remove:\n"
      "  concepts: [hepatitis_b]\n"
      "  names: [SLE, creatinine]\n"
      "  codes: {RxNorm: [121191]}\n"
      "  members: {anti_cd20: rituximab}\n");
  EXPECT_FALSE(terms.Find("hepatitis_b"));
  EXPECT_EQ(terms.Get(*terms.Find("hbsag")).test_of, "");
  EXPECT_TRUE(Names(terms, "SLE").empty());
  EXPECT_TRUE(Names(terms, "creatinine").empty());  // a label, which is a name too
  EXPECT_EQ(terms.Get(*terms.Find("creatinine")).label, "creatinine");
  EXPECT_TRUE(Coded(terms, "RxNorm", "121191").empty());
  EXPECT_FALSE(terms.IsA(*terms.Find("rituximab"), *terms.Find("biologic")));
}

TEST_F(SiteTest, TheLaterFileWins) {
  Write("names: {Test X: hbsag}\n");
  Write("names: {test-x: creatinine}\n", "second.yaml");
  const Compiled compiled = AddSite(*base_, {Path(), Path("second.yaml")});
  ASSERT_TRUE(compiled.errors.empty());
  EXPECT_EQ(Names(*Terms::FromBytes(compiled.bytes, "x"), "test x"), Strings{"creatinine"});
}

TEST_F(SiteTest, MistakesOfShape) {
  EXPECT_EQ(Mistakes("naems: {}\n"), Strings{"1: `naems` in `"
                                             "site.yaml"
                                             "`; known: concepts, names, codes, classes, ranges, remove"});
  EXPECT_EQ(Mistakes("names:\n  - x\n"), Strings{"2: `names` is no map; write `key: value` lines below it"});
  EXPECT_EQ(Mistakes("names:\n  MPA: sle\n  MPA: mpa\n"), Strings{"3: `MPA` again in `names`; keep one"});
  EXPECT_EQ(Mistakes("names:\n  MPA: sle\n  mpa: mpa\n"), Strings{"3: name `mpa` is `MPA` of line 2; keep one"});
  EXPECT_EQ(Mistakes("names:\n  MPA:\n"), Strings{"2: no text for `MPA`; give one"});
  EXPECT_EQ(Mistakes("names:\n  MPA: []\n"), Strings{"2: an empty list for `MPA`; give one, or put it under `remove`"});
  EXPECT_EQ(Mistakes("names: {+-: sle}\n"), Strings{"1: name `+-` has no letter or digit; give a word"});
  EXPECT_EQ(Mistakes("names: {}\n---\nnames: {}\n"), Strings{"3: a second document; keep one"});
  EXPECT_EQ(Mistakes("names: {Sj\xF6gren: sle}\n"), Strings{"0: bytes that are not UTF-8; save the file as UTF-8"});
  EXPECT_EQ(Mistakes("names: " + std::string(100'000, '[')), Strings{"1: nested too deep; write it as docs/terms.md shows"});
  const Strings broken = Mistakes("names:\n  MPA: [sle\n");
  ASSERT_EQ(broken.size(), 1u);
  EXPECT_NE(broken[0].find("not YAML: "), std::string::npos) << broken[0];
  const Compiled nowhere = AddSite(*base_, {Path("nowhere.yaml")});
  ASSERT_EQ(nowhere.errors.size(), 1u);
  EXPECT_NE(nowhere.errors[0].find("nowhere.yaml:0: cannot be read"), std::string::npos);
}

TEST_F(SiteTest, MistakesOfMeaning) {
  EXPECT_EQ(Mistakes("names: {X: slee}\n"), Strings{"1: unknown concept `slee`; add it under `concepts` or correct it"});
  EXPECT_EQ(Mistakes("codes: {L: {1: slee}}\n"), Strings{"1: unknown concept `slee`; add it under `concepts` or correct it"});
  EXPECT_EQ(Mistakes("concepts: {x: {label: X}}\n"), Strings{"1: no kind for `x`; give one, or correct the id"});
  EXPECT_EQ(Mistakes("concepts: {sle: {kind: drug}}\n"),
            Strings{"1: kind `drug` of `sle`, which is a condition; leave it out, or choose another id"});
  EXPECT_EQ(Mistakes("concepts: {X y: {kind: drug, label: X}}\n"), Strings{"1: id `X y`; use small letters, digits and underscores"});
  EXPECT_EQ(Mistakes("concepts: {rituximab: {half_life_days: 26}}\n"),
            Strings{"1: a number of `rituximab` without a `source`; say where it was seen"});
  EXPECT_EQ(Mistakes("concepts: {rituximab: {half_life_days: long, source: x}}\n"),
            Strings{"1: `long`; expected a decimal number above 0"});
  EXPECT_EQ(Mistakes("concepts: {creatinine: {unit: mg/dlx}}\n"), Strings{"1: unit `mg/dlx`; write a UCUM unit"});
  EXPECT_EQ(Mistakes("codes:\n  ICD10CM: {M32.14: sle, M3214: sle}\n"), Strings{"2: code `M3214` again, first in line 2; keep one"});
  EXPECT_EQ(Mistakes("classes: {anti_cd20: biologic}\n").size(), 1u);  // contain each other
  EXPECT_EQ(Mistakes("remove: {names: [lupsu]}\n"), Strings{"1: `lupsu` is no name; take it out"});
  EXPECT_EQ(Mistakes("remove: {codes: {RxNorm: [1]}}\n"), Strings{"1: `1` is no RxNorm code here; take it out"});
  EXPECT_EQ(Mistakes("remove: {members: {anti_cd20: sle}}\n"), Strings{"1: `sle` is no member of `anti_cd20`; take it out"});
  EXPECT_EQ(Mistakes("remove: {concepts: slee}\n"), Strings{"1: unknown concept `slee`; add it under `concepts` or correct it"});
}

TEST_F(SiteTest, MistakesOfRanges) {
  const std::string head = "ranges:\n  creatinine:\n";
  EXPECT_EQ(Mistakes("ranges: {creatinine: 1}\n"),
            Strings{"1: ranges of `creatinine` are no list; write `- {low: 1, high: 2, source: ...}`"});
  EXPECT_EQ(Mistakes(head + "    - {low: 1, high: 2}\n"), Strings{"3: a range of `creatinine` without a `source`; say whose it is"});
  EXPECT_EQ(Mistakes(head + "    - {source: x}\n"), Strings{"3: neither low nor high for `creatinine`; give one"});
  EXPECT_EQ(Mistakes(head + "    - {low: 2, high: 1, source: x}\n"), Strings{"3: low `2` is not below high `1`"});
  EXPECT_EQ(Mistakes(head + "    - {sex: F, high: 1, source: x}\n"), Strings{"3: sex `F`; known: female, male, or nothing for both"});
  EXPECT_EQ(Mistakes(head + "    - {age_from: adult, high: 1, source: x}\n"), Strings{"3: age `adult`; give completed years, as 18"});
  EXPECT_EQ(Mistakes(head + "    - {high: 1, source: x}\n    - {sex: male, high: 2, source: x}\n"),
            Strings{"4: a second range of `creatinine` for the same persons, first in site.yaml:3; keep one, or part them by sex or age"});
  EXPECT_EQ(Mistakes("ranges:\n  hbsag:\n    - {high: 1, source: x}\n"),
            Strings{"3: a range of `hbsag`, which has no unit; give it one in concepts"});
}

TEST_F(SiteTest, AllMistakesAtOnce) { EXPECT_EQ(Mistakes("names:\n  X: a\n  Y: b\ncodes: []\n").size(), 3u); }

}  // namespace
}  // namespace eligo::terms
