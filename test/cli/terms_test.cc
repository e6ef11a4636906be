// `eligo terms`: how a name, an id or a code is understood; what is wrong with folders of terms.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "test/cli/program.h"

namespace eligo::cli {
namespace {

using test::Folder;
using test::Ran;

class TermsCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
  }
  // The ids of what one text means, each with how it was found.
  std::vector<std::string> Found(const std::string& text) const {
    const Ran ran = folder_.Run("terms find --format json '" + text + "'");
    std::vector<std::string> found;
    const nlohmann::json json = nlohmann::json::parse(ran.out);
    for (const auto& c : json["found"]) found.push_back(c["id"].get<std::string>() + ", " + c["how"].get<std::string>());
    EXPECT_EQ(ran.status, found.empty() ? 1 : 0);
    return found;
  }

  Folder folder_;
};

TEST_F(TermsCommand, FindsByIdCodeNameAndWords) {
  EXPECT_EQ(Found("lupus_nephritis"), (std::vector<std::string>{"lupus_nephritis, id"}));
  EXPECT_EQ(Found("Lupus Nephritis"), (std::vector<std::string>{"lupus_nephritis, name"}));
  EXPECT_EQ(Found("LOINC 718-7"), (std::vector<std::string>{"hemoglobin, code LOINC 718-7"}));
  EXPECT_EQ(Found("718-7"), (std::vector<std::string>{"hemoglobin, code LOINC 718-7"}));
  // What bears the code, then what stands above it.
  const std::vector<std::string> coded = Found("ICD10CM M32.14");
  ASSERT_GE(coded.size(), 2u);
  EXPECT_EQ(coded[0], "lupus_nephritis, code ICD10CM M32.14");
  EXPECT_EQ(coded[1], "sle, below code ICD10CM M32.1");
  EXPECT_EQ(Found("the newest prednisone"), (std::vector<std::string>{"prednisone, part of the words: `prednisone`"}));
  EXPECT_TRUE(Found("blorbosis").empty());
}

TEST_F(TermsCommand, SaysWhatAConceptIs) {
  const Ran ran = folder_.Run("terms find hemoglobin");
  EXPECT_EQ(ran.status, 0);
  for (const char* line : {"hemoglobin  hemoglobin, measurement", "  unit         g/dL", "  molar mass   "})
    EXPECT_NE(ran.out.find(line), std::string::npos) << ran.out;
  const Ran none = folder_.Run("terms find blorbosis");
  EXPECT_EQ(none.out, "`blorbosis` is no id, name or code known here\n");
}

TEST_F(TermsCommand, ChecksFoldersTogether) {
  folder_.Write("ours/hospital/codes.tsv", "concept\tsystem\tcode\tdisplay\tsource\nno_such_thing\tLOCAL\t1\tx\tcatalogue\n");
  const Ran wrong = folder_.Run(std::string("terms check ") + ELIGO_SOURCE_DIR + "/data/terms ours");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_NE(wrong.err.find("ours/hospital/codes.tsv:2: "), std::string::npos) << wrong.err;
  EXPECT_EQ(wrong.out, "1 mistakes\n");
  const Ran sound = folder_.Run(std::string("terms check ") + ELIGO_SOURCE_DIR + "/data/terms");
  EXPECT_EQ(sound.status, 0) << sound.err;
  EXPECT_EQ(sound.out.rfind("sound: ", 0), 0u);
}

TEST_F(TermsCommand, ASiteSpeaksOverOurs) {
  folder_.Write("site.yaml", "names: {MPA: mycophenolic_acid}\ncodes: {LOCAL: {0815: hemoglobin}}\n");
  const Ran found = folder_.Run("terms find --terms site.yaml --format json MPA 'LOCAL 0815'");
  EXPECT_EQ(found.status, 0) << found.err;
  EXPECT_NE(found.out.find(R"("id":"mycophenolic_acid")"), std::string::npos);
  EXPECT_EQ(found.out.find(R"("id":"mpa")"), std::string::npos);
  EXPECT_NE(found.out.find(R"("how":"code LOCAL 0815")"), std::string::npos);
  const Ran sound = folder_.Run("terms check site.yaml");
  EXPECT_EQ(sound.status, 0) << sound.err;
  EXPECT_EQ(sound.out.rfind("sound: ", 0), 0u);
}

TEST_F(TermsCommand, ASitesMistakesAreOneLineEach) {
  folder_.Write("site.yaml", "names:\n  MPA: mycophenolate_acid\n  X: nothing_such\n");
  const Ran check = folder_.Run("terms check site.yaml");
  EXPECT_EQ(check.status, 1);
  EXPECT_EQ(check.out, "2 mistakes\n");
  ASSERT_EQ(check.ErrorLines().size(), 2u);
  const std::string first = "eligo: site.yaml:2: unknown concept `mycophenolate_acid`; add it under `concepts` or correct it";
  EXPECT_EQ(check.ErrorLines()[0], first);
  // Nothing is screened, read or found with half a site's terms.
  const Ran find = folder_.Run("terms find --terms site.yaml MPA");
  EXPECT_EQ(find.status, 2);
  EXPECT_EQ(find.err, first + " (and 1 more; `eligo terms check` names them all)\n");
  const Ran two = folder_.Run("terms find --terms a.bin --terms b.bin MPA");
  EXPECT_EQ(two.status, 2);
  EXPECT_EQ(two.err, "eligo: --terms a.bin and b.bin: two compiled files; name one, and a site's own terms as .yaml\n");
}

TEST_F(TermsCommand, TheExampleIsSound) {
  const Ran check = folder_.Run(std::string("terms check ") + ELIGO_SOURCE_DIR + "/examples/site.yaml");
  EXPECT_EQ(check.status, 0) << check.err;
}

TEST_F(TermsCommand, ScreensByASitesTerms) {
  folder_.Write("site.yaml", "codes: {'http://lab.example/codes': {HB-7: hemoglobin}}\n");
  folder_.Write("p.txt", "Inclusion Criteria:\n1. Hemoglobin >= 85 g/L\n");
  folder_.Write("r.json",
                R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"p1"}},{"resource":{"resourceType":)"
                R"("Observation","id":"o","status":"final","subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-05-20",)"
                R"("code":{"coding":[{"system":"http://lab.example/codes","code":"HB-7"}]},"valueQuantity":{"value":90,"unit":"g/L"}}}]})");
  const std::string screen = "screen --protocol p.txt --patients r.json --as-of 2026-06-01 --format json";
  const Ran with = folder_.Run(screen + " --terms site.yaml");
  EXPECT_NE(with.out.find("code http://lab.example/codes HB-7"), std::string::npos) << with.out << with.err;
  const Ran without = folder_.Run(screen);
  EXPECT_EQ(without.out.find("HB-7"), std::string::npos);
}

TEST_F(TermsCommand, CountsBySource) {
  const Ran ran = folder_.Run("terms count");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("concepts  "), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("codes of ICD10CM  "), std::string::npos) << ran.out;
  folder_.Write("site.yaml", "codes: {LOCAL: {1: hemoglobin, 2: wbc}}\n");
  EXPECT_NE(folder_.Run("terms count --terms site.yaml").out.find("codes of LOCAL  2\n"), std::string::npos);
}

TEST_F(TermsCommand, AVocabularyPlacesWhatTermsDoNotKnow) {
  folder_.Write(
      "athena/CONCEPT.csv",
      "concept_id\tconcept_name\tvocabulary_id\tconcept_code\n1\tLupus\tSNOMED\t55464009\n2\tLupus of a kind\tSNOMED\t999000001\n");
  folder_.Write("athena/CONCEPT_ANCESTOR.csv", "ancestor_concept_id\tdescendant_concept_id\n1\t2\n");
  folder_.Write("p.txt", "Inclusion Criteria:\n1. Systemic lupus erythematosus\n");
  folder_.Write("r.json",
                R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"p1"}},{"resource":{"resourceType":)"
                R"("Condition","id":"c","subject":{"reference":"Patient/p1"},"onsetDateTime":"2020-01-01",)"
                R"("code":{"coding":[{"system":"http://snomed.info/sct","code":"999000001"}]}}}]})");
  const std::string screen = "screen --protocol p.txt --patients r.json --as-of 2026-06-01 --format json";
  const Ran with = folder_.Run(screen + " --vocabulary athena");
  EXPECT_EQ(with.status, 0) << with.err;
  EXPECT_NE(with.out.find("hierarchy SNOMED 999000001 under SNOMED 55464009"), std::string::npos) << with.out;
  EXPECT_NE(with.err.find("eligo: note: athena: places 1 codes more, and "), std::string::npos) << with.err;
  EXPECT_EQ(folder_.Run(screen).out.find("999000001 under"), std::string::npos);
  const Ran none = folder_.Run(screen + " --vocabulary nowhere");
  EXPECT_EQ(none.status, 2);
  EXPECT_EQ(none.ErrorLines().size(), 1u) << none.err;
}

}  // namespace
}  // namespace eligo::cli
