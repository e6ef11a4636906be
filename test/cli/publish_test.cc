// `eligo publish`: a library and its value sets, what is left out, what it refuses; where node and the packages are at hand, others'
// programs translate and run it over a few generated patients.
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "test/cli/refusals.h"

namespace eligo::cli {
namespace {

using test::Folder;
using test::Ran;

class PublishCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
    folder_.Write("p.txt",
                  "Inclusion Criteria:\n1. Age 18 to 65 years\n2. SLEDAI-2K >= 6\nExclusion Criteria:\n1. Rituximab within 6 months\n");
  }
  Folder folder_;
};

TEST_F(PublishCommand, ALibraryItsValueSetsAndWhatIsLeftOut) {
  const Ran ran = folder_.Run("publish p.txt --out p.cql --valuesets p.valuesets.json");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, "");
  const std::string library = folder_.Read("p.cql");
  EXPECT_TRUE(library.starts_with("// Made by eligo from p.\nlibrary p\n")) << library.substr(0, 100);
  EXPECT_NE(library.find("define \"exc-1 presumed\""), std::string::npos);
  EXPECT_EQ(library.find("define \"inc-2 presumed\""), std::string::npos);
  const auto codes = nlohmann::json::parse(folder_.Read("p.valuesets.json"));
  EXPECT_EQ(codes.at("urn:eligo:valueset:rituximab").at("").at(0).at("code"), "121191");
  EXPECT_EQ(ran.ErrorLines().size(), 2u) << ran.err;
  EXPECT_NE(ran.err.find("eligo: note: p.txt: inc-2: inc-2.1: a score, which is computed from its items"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("1 of 3 criteria are not in the library"), std::string::npos) << ran.err;
  EXPECT_EQ(folder_.Run("publish p.txt").out, library);
}

TEST_F(PublishCommand, RefusesInOneLine) {
  folder_.Write("both/a.txt", "Inclusion Criteria:\n1. Asthma\n");
  folder_.Write("both/b.txt", "Inclusion Criteria:\n1. Asthma\n");
  folder_.Write("bad.eligo", "eligo 1\ninclusion\n  | one\n  asthmaa\n");
  test::ExpectRefusals(folder_, "publish",
                       {{"p.txt --format fhir", 2, "unknown format `fhir`; known: `cql`"},
                        {"both", 2, "2 protocols; a library is of one"},
                        {"nothing.txt", 1, "nothing.txt"},
                        {"p.txt --out x --valuesets x", 2, "--out and --valuesets name one file"},
                        {"p.txt --valuesets no/such/folder/x.json", 3, "no/such/folder/x.json"}});
  const Ran mistaken = folder_.Run("publish bad.eligo --out bad.cql");
  EXPECT_EQ(mistaken.status, 1);
  EXPECT_FALSE(folder_.Has("bad.cql"));
}

// The packages of tools/conformance_cql, when a conformance run has fetched them.
TEST_F(PublishCommand, OthersTranslateAndRunIt) {
  const char* deps = std::getenv("ELIGO_DEPS");
  const char* home = std::getenv("HOME");
  const std::filesystem::path modules =
      std::filesystem::path(deps != nullptr ? deps : std::string(home != nullptr ? home : "/root") + "/.cache/eligo") /
      "cql-5.3.0/node_modules";
  if (std::system("node --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "node is not installed: CQL is not run";
  if (!std::filesystem::exists(modules)) GTEST_SKIP() << "no " << modules << ": CQL is not run; make conformance fetches it";
  folder_.Write("t.txt",
                "Inclusion Criteria:\n1. Age 18 to 65 years\n2. Active systemic lupus erythematosus\n3. Hemoglobin of at least 100 g/L\n"
                "Exclusion Criteria:\n1. Rituximab within 24 months\n2. Stroke within 5 years before screening\n");
  ASSERT_EQ(folder_.Run("publish t.txt --out t.cql --valuesets t.valuesets.json").status, 0);
  ASSERT_EQ(folder_.Run("generate --patients 12 --as-of 2026-06-01 --dirt none --no-truth --out fhir").status, 0);
  ASSERT_EQ(folder_.Run("screen --protocol t.txt --patients fhir --as-of 2026-06-01 --format json --out t.jsonl").status, 0);
  const std::string at = "cd '" + folder_.path().string() + "' && ";
  const std::string source = ELIGO_SOURCE_DIR;
  ASSERT_EQ(
      std::system(
          (at + "node '" + source + "/test/conformance/cql_run.mjs' '" + modules.string() + "' fhir 2026-06-01 t.cql > cql.jsonl").c_str()),
      0);
  EXPECT_EQ(std::system((at + "python3 '" + source + "/tools/compare_cql.py' t.jsonl cql.jsonl > tally").c_str()), 0)
      << folder_.Read("tally");
  const std::string tally = folder_.Read("tally");
  EXPECT_NE(tally.find("120 cells"), std::string::npos) << tally;
  EXPECT_NE(tally.find("0 stronger, 0 against"), std::string::npos) << tally;
}

}  // namespace
}  // namespace eligo::cli
