// Every kind of bad input: one clear line that names it, the rest processed, the exit status, and never a crash.
#include <functional>

#include <gtest/gtest.h>

#include "test/cli/program.h"

namespace eligo::cli {
namespace {

using test::Bundle;
using test::Folder;
using test::Hemoglobin;
using test::kProtocol;

struct Case {
  const char* name;
  std::function<void(const Folder&)> make;
  const char* bad;   // what the line must name
  const char* says;  // and say
  bool rest = true;  // a result for what was good is printed
};

class BadInputCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
  }

  static void Check(const Case& c, const std::string& arguments) {
    SCOPED_TRACE(c.name);
    Folder folder;
    folder.Write("good.txt", kProtocol);
    folder.Write("data/good.json", test::GoodBundle());
    c.make(folder);
    const test::Ran ran = folder.Run(arguments);
    EXPECT_EQ(ran.status, 1) << ran.err;
    std::size_t naming = 0;
    for (const std::string& line : ran.ErrorLines()) {
      EXPECT_TRUE(line.starts_with("eligo: ")) << line;
      naming += line.find(c.bad) != std::string::npos && line.find(c.says) != std::string::npos;
    }
    EXPECT_EQ(naming, 1u) << ran.err;
    EXPECT_EQ(!ran.out.empty(), c.rest) << ran.out.substr(0, 200);
    // What was left out is counted at the end.
    if (c.rest) {
      EXPECT_NE(ran.ErrorLines().back().find("not read"), std::string::npos) << ran.err;
    }

    const test::Ran kept = folder.Run(arguments + " --keep-going");
    EXPECT_EQ(kept.status, c.rest ? 0 : 1) << kept.err;
    EXPECT_EQ(kept.out, ran.out);
  }
};

TEST_F(BadInputCommand, Protocols) {
  const Case cases[] = {
      {"not UTF-8", [](const Folder& f) { f.Write("bad.txt", "Inclusion Criteria:\n1. \xE9ge >= 18\n"); }, "bad.txt", "UTF-8"},
      {"empty", [](const Folder& f) { f.Write("bad.txt", ""); }, "bad.txt", "empty"},
      {"binary",
       [](const Folder& f) {
         f.Write("bad.txt", std::string("\x7F"
                                        "ELF\0\0\0\1\2\3",
                                        10));
       },
       "bad.txt", "no text"},
      {"100 MB of one line", [](const Folder& f) { f.Write("bad.txt", std::string(std::size_t{100} << 20, 'x')); }, "bad.txt", "too large"},
      {"JSON cut in the middle",
       [](const Folder& f) { f.Write("bad.txt", R"({"protocolSection": {"eligibilityModule": {"eligibilityCriteria": "Inclusion)"); },
       "bad.txt", "cut short"},
      {"JSON that is no study", [](const Folder& f) { f.Write("bad.txt", R"({"a": [1, 2]})"); }, "bad.txt", "no ClinicalTrials.gov study"},
      {"a text that is no protocol", [](const Folder& f) { f.Write("bad.txt", "Dear Sir,\n\nthank you for your letter.\n"); }, "bad.txt",
       "holds no eligibility criterion"},
      {"a file that is not there", [](const Folder&) {}, "bad.txt", "cannot be opened"},
      {"a folder without protocols", [](const Folder& f) { std::filesystem::create_directory(f.path() / "bad.txt"); }, "bad.txt",
       "holds no protocol"},
  };
  for (const Case& c : cases) {
    Check(c, "parse good.txt bad.txt --format json");
    Check(c, "screen --protocol good.txt bad.txt --patients data --as-of 2026-06-01 --format json");
  }
}

TEST_F(BadInputCommand, PatientRecords) {
  const std::string subject = R"("subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-05-20",)";
  const std::string value = R"("valueQuantity":{"value":120,"unit":"g/L","code":"g/L"})";
  const Case cases[] = {
      {"JSON cut in the middle", [](const Folder& f) { f.Write("data/bad.json", test::GoodBundle().substr(0, 200)); }, "bad.json",
       "cut short"},
      {"not UTF-8", [](const Folder& f) { f.Write("data/bad.json", "{\"resourceType\":\"Bundle\",\"id\":\"\xE9\"}"); }, "bad.json",
       "UTF-8"},
      {"empty", [](const Folder& f) { f.Write("data/bad.json", ""); }, "bad.json", "empty"},
      {"binary",
       [](const Folder& f) {
         f.Write("data/bad.json", std::string("\x7F"
                                              "ELF\0\0\0\1\2\3",
                                              10));
       },
       "bad.json", "no JSON"},
      {"100 MB of one line", [](const Folder& f) { f.Write("data/bad.json", std::string(std::size_t{100} << 20, 'x')); }, "bad.json",
       "no JSON"},
      {"wrong types",
       [](const Folder& f) { f.Write("data/bad.json", Bundle({R"({"resource":{"resourceType":"Observation","id":7,"status":["x"]}})"})); },
       "bad.json", "is no text"},
      {"an entry that is no resource", [](const Folder& f) { f.Write("data/bad.json", Bundle({R"({"resource":42})"})); }, "bad.json",
       "is no object"},
      {"a reference to nothing",
       [&](const Folder& f) { f.Write("data/bad.json", Bundle({Hemoglobin(R"("subject":{"reference":"Patient/nobody"},)" + value)})); },
       "bad.json", "names no patient"},
      {"a day that does not exist",
       [&](const Folder& f) {
         f.Write("data/bad.json",
                 Bundle({R"({"resource":{"resourceType":"Patient","id":"p2","gender":"male"}})",
                         Hemoglobin(R"("subject":{"reference":"Patient/p2"},"effectiveDateTime":"2026-02-30",)" + value)}));
       },
       "bad.json", "is no date"},
      {"a unit that does not exist",
       [&](const Folder& f) {
         f.Write(
             "data/bad.json",
             Bundle(
                 {R"({"resource":{"resourceType":"Patient","id":"p2","gender":"male"}})",
                  Hemoglobin(
                      R"("subject":{"reference":"Patient/p2"},"effectiveDateTime":"2026-05-20","valueQuantity":{"value":1,"unit":"mg/dlx"})")}));
       },
       "bad.json", "unknown unit `mg/dlx`"},
      {"two patients with one id",
       [](const Folder& f) {
         f.Write("data/twin.json",
                 Bundle({R"({"resource":{"resourceType":"Patient","id":"p1","gender":"male","birthDate":"1990-01-01"}})"}));
       },
       "twin.json: entry 1", "before"},
  };
  for (const Case& c : cases) Check(c, "screen --protocol good.txt --patients data --as-of 2026-06-01 --format json");
}

TEST_F(BadInputCommand, ASideFileListsWhatWasSkipped) {
  Folder folder;
  folder.Write("good.txt", kProtocol);
  folder.Write("data/good.json", test::GoodBundle());
  folder.Write("data/bad.ndjson", "{}\n[1]\n");
  const std::string screen = "screen --protocol good.txt --patients data --keep-going --skipped ";
  EXPECT_EQ(folder.Run(screen + "side.jsonl").status, 0);
  EXPECT_EQ(folder.Read("side.jsonl"),
            R"({"file":"data/bad.ndjson","line":1,"element":"resourceType","what":"is missing","consequence":"resource skipped"})"
            "\n"
            R"({"file":"data/bad.ndjson","line":2,"what":"is JSON but no FHIR resource","consequence":"skipped"})"
            "\n");
  EXPECT_EQ(folder.Run(screen + "no/such/folder").status, 3);
}

TEST_F(BadInputCommand, NothingToScreenIsAnError) {
  const Case cases[] = {
      {"a folder without patients", [](const Folder& f) { f.Write("none/notes.md", "nobody"); }, "none", "holds no", false},
      {"records of nobody", [](const Folder& f) { f.Write("none/a.json", R"({"resourceType":"Bundle","type":"collection"})"); },
       "none: ", "no patient found", false},
      {"no such folder", [](const Folder&) {}, "none", "no such file or folder", false},
  };
  for (const Case& c : cases) Check(c, "screen --protocol good.txt --patients none --as-of 2026-06-01");
  const Case no_protocol = {"no protocol", [](const Folder& f) { f.Write("letter.txt", "Dear Sir,\n"); }, "no protocol to screen for",
                            "name a text file", false};
  Check(no_protocol, "screen --protocol letter.txt --patients data");
}

}  // namespace
}  // namespace eligo::cli
