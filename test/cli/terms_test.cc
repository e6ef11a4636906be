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

}  // namespace
}  // namespace eligo::cli
