// `eligo generate`: its usage errors, and that the example protocols meet every kind of verdict in what it makes.
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "test/cli/program.h"

namespace eligo::cli {
namespace {

using test::Folder;
using test::Ran;

class GenerateCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
  }
  Folder folder_;
};

TEST_F(GenerateCommand, UsageErrorsAreOneLineAndStatusTwo) {
  const struct {
    const char* arguments;
    const char* says;
  } cases[] = {
      {"", "see `eligo generate --help`"},
      {"--patients 0 --as-of 2026-06-01 --out o", "`--patients` must be 1 or more"},
      {"--patients 1 --first 0 --as-of 2026-06-01 --out o", "`--first` must be 1 or more"},
      {"--patients 1 --as-of 2026-06 --out o", "date `2026-06` is no day; write `2026-06-01`"},
      {"--patients 1 --as-of 2026-06-01 --out o --format xml", "unknown format `xml`; known: `fhir`, `omop`, `meds`"},
      {"--patients 1 --as-of 2026-06-01 --out o --format meds --gzip", "`--gzip` is for `fhir` and `omop`; MEDS is compressed as it is"},
      {"--patients 1 --as-of 2026-06-01 --out o --no-truth --truth t", "`--truth` and `--no-truth` exclude each other"},
      {"--patients 1 --as-of 2026-06-01 --out o --dirt much", "unknown dirt `much`; known: `none`, `portable`, `all`"},
      {"--patients 1 --as-of 2026-06-01 --out o --rate dust=1", "unknown class of dirt `dust`; known: `other_unit`"},
      {"--patients 1 --as-of 2026-06-01 --out o --rate stale=101", "rate `stale=101` is no percentage; write `stale=2.5`"},
  };
  for (const auto& one : cases) {
    const Ran ran = folder_.Run(std::string("generate ") + one.arguments);
    EXPECT_EQ(ran.status, 2) << one.arguments;
    ASSERT_EQ(ran.ErrorLines().size(), 1u) << ran.err;
    EXPECT_NE(ran.err.find(one.says), std::string::npos) << ran.err;
    EXPECT_FALSE(folder_.Has("o"));
  }
}

TEST_F(GenerateCommand, WritesFoldersAndTheTruthBesideThem) {
  const Ran fhir = folder_.Run("generate --patients 30 --as-of 2026-06-01 --out f");
  const Ran omop = folder_.Run("generate --patients 30 --as-of 2026-06-01 --format omop --out o --truth t.jsonl");
  EXPECT_EQ(fhir.status, 0) << fhir.err;
  EXPECT_EQ(omop.status, 0) << omop.err;
  EXPECT_EQ(fhir.err + omop.err, "");  // no progress where nobody looks
  EXPECT_TRUE(folder_.Has("f/Patient.ndjson"));
  EXPECT_TRUE(folder_.Has("o/CONCEPT.csv"));
  EXPECT_EQ(folder_.Read("f.truth.jsonl"), folder_.Read("t.jsonl"));  // the same patients
  const Ran again = folder_.Run("generate --patients 1 --as-of 2026-06-01 --out .");
  EXPECT_EQ(again.status, 3);
}

TEST_F(GenerateCommand, CompressesWithoutAChange) {
  ASSERT_EQ(folder_.Run("generate --patients 230 --as-of 2026-06-01 --no-truth --out f").status, 0);
  ASSERT_EQ(folder_.Run("generate --patients 230 --as-of 2026-06-01 --no-truth --gzip --out g").status, 0);
  ASSERT_EQ(folder_.Run("generate --patients 230 --as-of 2026-06-01 --no-truth --gzip --format omop --out o").status, 0);
  EXPECT_FALSE(folder_.Has("g/Patient.ndjson"));
  EXPECT_FALSE(folder_.Has("f.truth.jsonl"));
  EXPECT_LT(folder_.Read("g/Observation.ndjson.gz").size() * 5, folder_.Read("f/Observation.ndjson").size());
  folder_.Write("p.txt", test::kProtocol);
  const auto screened = [&](const std::string& data) {
    const Ran ran = folder_.Run("screen --protocol p.txt --as-of 2026-06-01 --format json --keep-going --patients " + data);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.out;
  };
  EXPECT_EQ(screened("g"), screened("f"));
  EXPECT_NE(screened("o"), "");
}

// Criteria that a chart can decide: some patients must fail each, and some must not.
TEST_F(GenerateCommand, EveryKindOfVerdictIsMet) {
  ASSERT_EQ(folder_.Run("generate --patients 200 --as-of 2026-06-01 --out data").status, 0);
  const Ran ran = folder_.Run("screen --protocol '" ELIGO_SOURCE_DIR
                              "/examples/protocols' --patients data --as-of 2026-06-01 --keep-going --format csv");
  ASSERT_EQ(ran.status, 0) << ran.err;
  std::map<std::string, int> overall;
  std::map<std::string, std::map<std::string, int>> criteria;  // protocol number -> verdict -> patients
  std::istringstream in(ran.out);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',') && cells.size() < 15;) cells.push_back(cell);
    if (cells.size() < 15) continue;
    const std::string protocol = std::filesystem::path(cells[0]).stem().string();
    ++overall[cells[7]];
    ++criteria[protocol + ' ' + cells[9]][cells[14]];
  }
  EXPECT_GT(overall["ineligible"], 0);
  EXPECT_GT(overall["undetermined"], 0);
  for (const char* key :
       {"mil62-sle inc-1", "mil62-sle inc-2", "mil62-sle inc-3", "mil62-sle inc-4", "mil62-sle exc-2", "mil62-sle exc-3", "mil62-sle exc-4",
        "mil62-sle exc-5", "mil62-sle exc-10", "cc312-autoimmune inc-2", "cc312-autoimmune inc-6", "cc312-autoimmune inc-8",
        "cc312-autoimmune inc-16", "cc312-autoimmune inc-18", "cc312-autoimmune exc-12", "cc312-autoimmune exc-26", "relma-cel-sle inc-7",
        "telitacicept-like-sle inc-4", "telitacicept-like-sle exc-10"}) {
    EXPECT_GT(criteria[key]["pass"], 0) << key;
    EXPECT_GT(criteria[key]["fail"], 0) << key;
  }
}

// The truth as an oracle: what mil62 says of a near miss is what the moved fact asks for.
TEST_F(GenerateCommand, VerdictsFollowTheFactThatWasMoved) {
  ASSERT_EQ(folder_.Run("generate --patients 600 --as-of 2026-06-01 --dirt none --out data").status, 0);
  const Ran ran = folder_.Run("screen --protocol '" ELIGO_SOURCE_DIR
                              "/examples/protocols/mil62-sle.txt' --patients data --as-of 2026-06-01 --format csv");
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::map<std::string, std::string> criteria = {{"mil62: CD4+ < 200/uL", "exc-3"},
                                                       {"mil62: SLEDAI-2K >= 8", "inc-4"},
                                                       {"mil62: ANA >= 1:80", "inc-3"},
                                                       {"mil62: rituximab within 9 months", "exc-2"},
                                                       {"mil62: belimumab within 8 weeks", "exc-5"},
                                                       {"mil62: cyclophosphamide within 8 weeks", "exc-4"},
                                                       {"mil62: tofacitinib within 4 weeks", "exc-6"},
                                                       {"mil62, telitacicept-like: live vaccine within 28 days", "exc-7"},
                                                       {"mil62: another trial within 28 days", "exc-8"},
                                                       {"mil62: age 18 to 80", "inc-1"}};
  std::map<std::string, std::pair<std::string, bool>> wanted;  // patient -> criterion, out
  std::set<std::string> barred;                                // patient and criterion
  std::istringstream truth(folder_.Read("data.truth.jsonl"));
  for (std::string line; std::getline(truth, line);) {
    const auto patient = nlohmann::json::parse(line);
    for (const auto& [atom, holds] : patient["atoms"].items()) {
      constexpr std::string_view kExclusion = "mil62-sle exc-";
      if (holds != true || !atom.starts_with(kExclusion)) continue;
      const std::size_t space = atom.find(' ');
      barred.insert(patient["patient"].get<std::string>() + atom.substr(space, atom.find(':') - space));
    }
    const auto found = criteria.find(patient.value("near_miss", ""));
    if (found != criteria.end()) wanted[patient["patient"]] = {found->second, patient["side"] == "out"};
  }
  int checked = 0, held = 0;
  std::istringstream in(ran.out);
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',') && cells.size() < 15;) cells.push_back(cell);
    if (cells.size() < 15) continue;
    // What truly keeps a patient out is never let through.
    if (barred.contains(cells[4] + ' ' + cells[9])) {
      EXPECT_NE(cells[14], "pass") << line;
      ++held;
    }
    const auto found = wanted.find(cells[4]);
    if (found == wanted.end() || cells[9] != found->second.first) continue;
    ++checked;
    // A total without its items leaves the one without alopecia open; it is never out of bounds on the good side.
    if (found->second.second) {
      EXPECT_EQ(cells[14], "fail") << line;
    } else {
      EXPECT_NE(cells[14], "fail") << line;
    }
  }
  EXPECT_GT(checked, 20);
  EXPECT_GT(held, 50);
}

}  // namespace
}  // namespace eligo::cli
