// `eligo funnel`: a small run as people see it, what-ifs against screening an edited protocol, what it hides and refuses.
#include <algorithm>
#include <map>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "test/cli/refusals.h"

namespace eligo::cli {
namespace {

using test::Folder;
using test::Ran;
using Json = nlohmann::json;

class FunnelCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
    folder_.Write("p.txt", Protocol("85"));
    std::string lines;
    // Hemoglobin 71 to 110; the first six are children, the last is dead.
    for (int i = 0; i < 40; ++i) {
      const std::string id = "p" + std::to_string(i);
      lines += R"({"resourceType":"Patient","id":")" + id + R"(","gender":"female","birthDate":")" + (i < 6 ? "2015" : "1980") +
               R"(-05-05")" + (i == 39 ? R"(,"deceasedDateTime":"2026-01-01")" : "") + "}\n";
      lines += R"({"resourceType":"Observation","id":"o)" + id +
               R"(","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]},"subject":{"reference":"Patient/)" +
               id + R"("},"effectiveDateTime":"2026-05-20","valueQuantity":{"value":)" + std::to_string(71 + i) + R"(,"unit":"g/L"}})" +
               "\n";
    }
    folder_.Write("data.ndjson", lines);
  }

  static std::string Protocol(const std::string& least) {
    return "Inclusion Criteria:\n1. Age >= 18 years\n2. Hemoglobin >= " + least +
           " g/L\n\nExclusion Criteria:\n1. Rituximab within 9 months before first dose\n";
  }

  std::string Funnel(const std::string& more) {
    const Ran ran = folder_.Run("funnel --protocol p.txt --patients data.ndjson --as-of 2026-06-01 --keep-going " + more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.out;
  }
  Folder folder_;
};

TEST_F(FunnelCommand, TellsPeople) {
  const std::string text = Funnel("--suppress 0 --set 'inc-2>=80' --set inc-1=off,inc-2=off");
  EXPECT_EQ(text.substr(text.find("\n\n") + 1), R"(
p  (p.txt)
==========

judged 40 patients; 1 deceased, out before the first criterion

  reading   eligible  candidate  undetermined  ineligible
  --------  --------  ---------  ------------  ----------
  presumed        25          0             0          15
  strict           0          0            25          15

In the order of the protocol: out at this criterion, still in, and unknown among those

                                                          presumed          strict
  criterion  sentence                                     out  in  unknown  out  in  unknown
  ---------  -------------------------------------------  ---  --  -------  ---  --  -------
  inc-1      Age >= 18 years                                6  33        0    6  33        0
  inc-2      Hemoglobin >= 85 g/L                           8  25        0    8  25        0
  exc-1      Rituximab within 9 months before first dose    0  25        0    0  25       25

Each criterion for itself: who fails it, who fails only it, in whom it is unknown

                                                          presumed              strict
  criterion  sentence                                     fails  only  unknown  fails  only  unknown
  ---------  -------------------------------------------  -----  ----  -------  -----  ----  -------
  inc-1      Age >= 18 years                                  6     0        0      6     0        0
  inc-2      Hemoglobin >= 85 g/L                            14     8        0     14     8        0
  exc-1      Rituximab within 9 months before first dose      0     0        0      0     0       39

The criterion that stops most of those still in first, presumed

  criterion  sentence              out  in  unknown
  ---------  --------------------  ---  --  -------
  inc-2      Hemoglobin >= 85 g/L   14  25        0

The criterion that stops most of those still in first, strict

  criterion  sentence              out  in  unknown
  ---------  --------------------  ---  --  -------
  inc-2      Hemoglobin >= 85 g/L   14  25        0

Criteria that fail together most often, presumed, and whom only these two stop

  criteria      sentences                               together  only these
  ------------  --------------------------------------  --------  ----------
  inc-1, inc-2  Age >= 18 years | Hemoglobin >= 85 g/L         6           6

Criteria that fail together most often, strict, and whom only these two stop

  criteria      sentences                               together  only these
  ------------  --------------------------------------  --------  ----------
  inc-1, inc-2  Age >= 18 years | Hemoglobin >= 85 g/L         6           6

What if: whom no criterion stops, how many more or fewer, and who of them is eligible or a candidate

                        presumed                         strict
  what if               in  change  eligible  candidate  in  change  eligible  candidate
  --------------------  --  ------  --------  ---------  --  ------  --------  ---------
  as written            25                25          0  25                 0          0
  inc-2>=80             30      +5        30          0  30      +5         0          0
  inc-1=off, inc-2=off  39     +14        39          0  39     +14         0          0
)");
}

TEST_F(FunnelCommand, AWhatIfIsAScreeningOfTheEditedProtocol) {
  folder_.Write("q.txt", Protocol("80"));
  const Json what_if = Json::parse(Funnel("--suppress 0 --format json --set 'inc-2>=80'"))["what_ifs"][0];
  std::istringstream lines(folder_.Run("screen --protocol q.txt --patients data.ndjson --as-of 2026-06-01 --format json").out);
  for (const char* reading : {"presumed", "strict"}) {
    std::map<std::string, int> overall = {{"eligible", 0}, {"candidate", 0}, {"undetermined", 0}, {"ineligible", 0}};
    lines.clear();
    lines.seekg(0);
    for (std::string line; std::getline(lines, line);) ++overall[Json::parse(line)["overall"][reading]];
    for (const auto& [name, patients] : overall) EXPECT_EQ(what_if[reading][name], patients) << reading << ' ' << name;
  }
  // Those of 80 to 84 who are no children.
  EXPECT_EQ(what_if["presumed"]["change"], 5);
}

TEST_F(FunnelCommand, HidesFewPatients) {
  const Json json = Json::parse(Funnel("--format json --set 'inc-2>=80'"));
  EXPECT_EQ(json["suppress"], 10);
  EXPECT_EQ(json["judged"], 40);
  EXPECT_EQ(json["deceased"], "<10");
  EXPECT_EQ(json["presumed"]["in_order"][0]["out"], "<10");
  EXPECT_EQ(json["what_ifs"][0]["presumed"]["change"], "+<10");
  EXPECT_EQ(json["what_ifs"][0]["set"], "inc-2>=80");
}

TEST_F(FunnelCommand, CsvHasARowACriterion) {
  const std::string csv = Funnel("--suppress 0 --format csv");
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 4);
  EXPECT_NE(csv.find(",,2026-06-01,0,40,1,inc-2,inclusion,Hemoglobin >= 85 g/L,14,8,0,8,25,0,1,14,25,14,8,0,8,25,0,1,14,25\r\n"),
            std::string::npos)
      << csv;
}

TEST_F(FunnelCommand, ErrorsAreOneLine) {
  folder_.Write("q.txt", Protocol("80"));
  test::ExpectRefusals(
      folder_, "funnel",
      {
          {"--patients data.ndjson", 2, "--protocol is required; see `eligo funnel --help`"},
          {"--protocol p.txt", 2, "--patients is required; see `eligo funnel --help`"},
          {"--protocol p.txt --patients data.ndjson --suppress -1", 2, "--suppress: `-1`; write how many patients a count must have"},
          {"--protocol p.txt --patients data.ndjson --format html", 2, "--format: unknown `html`; known: `text`, `json`, `csv`"},
          {"--protocol p.txt --patients data.ndjson --set 'inc-9>=2'", 2,
           "--set: no criterion `inc-9`; there is `inc-1`, `inc-2`, `exc-1`"},
          {"--protocol p.txt --patients data.ndjson --set 'exc-1>=2'", 2, "--set: `exc-1` has no number to change; there is `inc-1.1` "},
          {"--protocol p.txt q.txt --patients data.ndjson --set 'inc-1>=2'", 2, "--set: 2 protocols; name one"},
          {"--protocol p.txt --patients absent", 1, "absent: "},
          {"--protocol p.txt --patients data.ndjson --out no/where", 3, "no/where: "},
      });
}

}  // namespace
}  // namespace eligo::cli
