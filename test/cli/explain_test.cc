// `eligo explain`: the page on the example patients, the same as the screening says, what it refuses.
#include <gtest/gtest.h>

#include "test/cli/refusals.h"

namespace eligo::cli {
namespace {

using test::Folder;
using test::Ran;

class ExplainCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
    folder_.Write("p.txt", test::kProtocol);
    folder_.Write("p1.json", test::GoodBundle());
  }

  static std::string Example(const std::string& path) { return std::string("'") + ELIGO_SOURCE_DIR "/examples/" + path + "'"; }
  // Of the patient's own file.
  std::string Explain(const std::string& patient, const std::string& protocol, const std::string& more = "") {
    const Ran ran = folder_.Run("explain " + patient + ' ' + Example("protocols/" + protocol + ".txt") + " --patients " +
                                Example("patients/" + patient + ".json") + " --as-of 2026-06-01 --keep-going " + more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.out;
  }
  static void Says(const std::string& page, const std::vector<std::string>& lines) {
    std::size_t at = 0;
    for (const std::string& line : lines) {
      const std::size_t found = page.find(line, at);
      EXPECT_NE(found, std::string::npos) << "in this order: " << line << "\n" << page;
      if (found != std::string::npos) at = found;
    }
  }
  Folder folder_;
};

TEST_F(ExplainCommand, WhatStopsComesFirstWithItsDays) {
  Says(Explain("ex-017", "mil62-sle"),
       {"ex-017 for mil62-sle, as of 2026-06-01\n", "\nNot eligible: 1 criterion stops the patient (exc-2); 6 criteria are open.\n",
        "\nThe same by what the record states alone, but then 13 criteria are open.\n",
        "\nNo criterion stops the patient from 2026-07-02, when exc-2 clears, were the record to stay as it is.\n",
        "\nWhat stops the patient\n", "\nexc-2: stops the patient until 2026-07-01\n",
        "  \"Rituximab or any other B-cell depleting agent within 9 months before the first dose.\"\n",
        "any rituximab within 9 months before first dose -> yes until 2026-07-01, then no\n",
        "2025-10-01: rituximab 1000 mg/d, intravenous, by code RxNorm 121191\n",
        "any B-cell-depleting agent within 9 months before first dose -> yes until 2026-07-01, then no\n", "the records above\n",
        "\nWhat is open\n", "\nexc-1: open\n", "    organ function -> for a person to answer\n", "\nWhat passes\n",
        "\n  inc-1    Age 40 years on 2026-06-01 is within 18 to 80.\n", "\n  exc-5  * No B-cell-stimulating-factor inhibitor on record",
        "\n  * not by what the record states alone"});
}

TEST_F(ExplainCommand, WhatIsOpenSaysWhatToAsk) {
  Says(Explain("ex-033", "relma-cel-sle"),
       {"\nNCT06297408\n", "\nNot decided: no criterion stops the patient; ", "\nAsk next\n",
        "  1. investigator's judgment (ask), for exc-14, exc-17\n", "lesion (look in the chart), for exc-3\n",
        "informed consent (ask), for inc-2\n", "more, shown by --all\n",
        "    latest SELENA-2K >= 7 at screening -> not known; needed: SELENA-2K not older than 28 days\n", "inc-8: open\n",
        "    not read: for a person to judge\n"});
}

TEST_F(ExplainCommand, WhatCouldTakeThePlaceOfAnAskIsCountedOrShown) {
  Says(Explain("ex-001", "mil62-sle"), {"\nAsk next\n", "  2. childbearing potential (look in the chart), for exc-13\n",
                                        "  or 1 in place of some of these, shown by --all\n"});
  Says(Explain("ex-001", "mil62-sle", "--all"), {"  2. childbearing potential (look in the chart), for exc-13\n",
                                                 "  or, in place of some of these:\n     unwilling or unable to use a scientifically "
                                                 "accepted method of contraception (ask), for exc-13\n"});
}

TEST_F(ExplainCommand, ReadingsThatDifferAreBothTold) {
  Says(Explain("ex-004", "mil62-sle"),
       {"\nNot eligible: 1 criterion stops the patient (inc-2); ", "\nBy what the record states alone: not decided: no criterion stops",
        "\nNo day within ten years on which no criterion stops the patient", "inc-2 does not clear by itself.\n",
        "\ninc-2: stops the patient while the record stays as it is; open by what the record states alone\n",
        "    EULAR/ACR 2019 SLE classification criteria\n        -> no record, taken as no; needed: a result of"});
}

TEST_F(ExplainCommand, ADayOnWhichItEndsAndWhatIsToldOfTheText) {
  Says(Explain("ex-053", "hn2301-sle"),
       {"\nThis holds until 2026-10-05, were the record to stay as it is; then inc-2 stops the patient.\n",
        "\nNote: the text has no exclusion section", "\ninc-2: open; stops the patient from 2026-10-06\n"});
  Says(Explain("ex-051", "mil62-sle"), {"\nNot eligible: the patient has died.\n"});
}

TEST_F(ExplainCommand, CohortsHaveAPageEach) {
  Says(Explain("ex-006", "cc312-autoimmune"), {"3 cohorts, a page each\n", "  systemic lupus erythematosus (SLE): not eligible: ",
                                               "ex-006 for cc312-autoimmune, cohort systemic lupus",
                                               "ex-006 for cc312-autoimmune, cohort systemic sclerosis (SSc), as of 2026-06-01\n"});
}

TEST_F(ExplainCommand, AnswersCountAndThoseOfOthersAreNotComplainedOf) {
  const Ran ran = folder_.Run("explain ex-001 " + Example("protocols/mil62-sle.txt") + " --patients " + Example("patients/ex-001.json") +
                              " --as-of 2026-06-01 --answers " + Example("answers.jsonl"));
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.err, "");
  Says(ran.out,
       {"\nA candidate: no record stops the patient; 4 criteria are open", "\n  inc-5    answered by coordinator on 2026-05-29: "});
}

TEST_F(ExplainCommand, OneCriterionAloneAndInFull) {
  const std::string page = Explain("ex-017", "mil62-sle", "--criterion exc-2 --criterion inc-1");
  Says(page, {"Not eligible: ", "\ninc-1: passes\n", "age between 18 and 80 years -> yes\n", "[Patient/ex-017]\n",
              "\nexc-2: stops the patient", "[MedicationAdministration/ex-017-a1]\n"});
  EXPECT_EQ(page.find("What passes"), std::string::npos);
  EXPECT_EQ(page.find("inc-5"), std::string::npos) << page;
  const std::string all = Explain("ex-017", "mil62-sle", "--all");
  Says(all, {"\nWhat passes\n", "\nexc-4: passes; open by what the record states alone\n",
             "any cyclophosphamide within 8 weeks before first dose"});
}

// No id of a concept, no line too wide, for a terminal of a ward.
TEST_F(ExplainCommand, NoInternalNamesAndNoWideLines) {
  for (const auto& [patient, protocol] : std::vector<std::pair<std::string, std::string>>{
           {"ex-017", "mil62-sle"}, {"ex-033", "relma-cel-sle"}, {"ex-007", "cc312-autoimmune"}, {"ex-047", "telitacicept-like-sle"}}) {
    for (const char* more : {"", "--all"}) {
      std::istringstream lines(Explain(patient, protocol, more));
      for (std::string line; std::getline(lines, line);) {
        EXPECT_EQ(line.find('_'), std::string::npos) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
        std::size_t width = 0;
        for (const char c : line) width += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
        EXPECT_LE(width, 100u) << line;
      }
    }
  }
}

TEST_F(ExplainCommand, OfSeveralProtocolsWhatToAskForMostOfThem) {
  const Ran ran =
      folder_.Run("explain ex-001 " + Example("protocols") + " --patients " + Example("patients/ex-001.json") + " --as-of 2026-06-01");
  ASSERT_EQ(ran.status, 0) << ran.err;
  Says(ran.out,
       {"ex-001 for 5 protocols, as of 2026-06-01\n====", "\n  cc312-autoimmune, cohort systemic lupus erythematosus (SLE): not decided",
        "\n  mil62-sle: not decided: no criterion stops the patient; 6 criteria are open\n", "\nAsk first, for ",
        "informed consent (ask), for cc312-autoimmune, ", "mil62-sle", "more, shown by --all\n", "3 cohorts, a page each\n",
        "\nex-001 for mil62-sle, as of 2026-06-01\n"});
  // A protocol that cannot be read is told, the others are explained.
  folder_.Write("empty.txt", "Nothing of the kind.\n");
  const Ran some = folder_.Run("explain p1 p.txt empty.txt --patients p1.json --as-of 2026-06-01");
  EXPECT_EQ(some.status, 1);
  EXPECT_NE(some.err.find("empty.txt: holds no eligibility criterion"), std::string::npos);
  Says(some.out, {"p1 for p, as of 2026-06-01\n"});
}

TEST_F(ExplainCommand, JsonIsTheLineOfTheScreening) {
  const std::string protocol = Example("protocols/cc312-autoimmune.txt");
  std::filesystem::create_directories(folder_.path() / "data");
  for (const char* patient : {"ex-001.json", "ex-017.json", "ex-058.json", "ex-065.json"})
    std::filesystem::copy_file(std::filesystem::path(ELIGO_SOURCE_DIR) / "examples/patients" / patient, folder_.path() / "data" / patient);
  const std::string settings =
      " --patients data --as-of 2026-06-01 --anchor first_dose=2026-06-15 --complete drug --validity P60D --keep-going --format json ";
  const Ran screened = folder_.Run("screen --protocol " + protocol + settings);
  ASSERT_EQ(screened.status, 0) << screened.err;
  for (const std::string patient : {"ex-001", "ex-058", "ex-065"}) {
    std::string lines;
    std::istringstream all(screened.out);
    for (std::string line; std::getline(all, line);) {
      if (line.find("\"patient\":\"" + patient + '"') != std::string::npos) lines += line + '\n';
    }
    ASSERT_FALSE(lines.empty());
    std::string typed = patient;
    if (patient == "ex-058") typed = "Patient/" + patient;
    EXPECT_EQ(folder_.Run("explain " + typed + ' ' + protocol + settings).out, lines);
  }
}

TEST_F(ExplainCommand, ErrorsAreOneLine) {
  folder_.Write("two/a.txt", test::kProtocol);
  folder_.Write("two/b.txt", test::kProtocol);
  folder_.Write("empty.txt", "Nothing of the kind.\n");
  folder_.Write("bad.eligo", "eligo 1\n\ninclusion inc-1\n  | Hemoglobin\n  latest hemoglobin >>\n");
  test::ExpectRefusals(folder_, "explain",
                       {
                           {"p.txt --patients p1.json", 2, "PROTOCOL is required; see `eligo explain --help`"},
                           {"p1 p.txt", 2, "--patients is required; see `eligo explain --help`"},
                           {"p2 p.txt --patients p1.json", 1, "`p2`: none of the one patient read has this id; `eligo screen` lists them"},
                           {"p1 two --patients p1.json --criterion inc-1", 2, "--criterion is of one protocol; 2 were named"},
                           {"p1 absent.txt --patients p1.json", 1, "absent.txt: "},
                           {"p1 empty.txt --patients p1.json", 1, "empty.txt: holds no eligibility criterion"},
                           {"p1 p.txt --patients absent", 1, "absent: "},
                           {"p1 p.txt --patients p1.json --criterion exc-9", 2,
                            "--criterion: `exc-9` is no criterion of p.txt; it has inc-1 to inc-2 and exc-1"},
                           {"p1 p.txt --patients p1.json --criterion exc-1 --format json", 2, "--criterion and --all are for text"},
                           {"p1 p.txt --patients p1.json --format html", 2, "html"},
                           {"p1 p.txt --patients p1.json --as-of 2026-02-30", 2, "--as-of: "},
                           {"p1 p.txt --patients p1.json --out no/where", 3, "no/where: "},
                       });
  const Ran mistaken = folder_.Run("explain p1 bad.eligo --patients p1.json");
  EXPECT_EQ(mistaken.status, 1);
  EXPECT_NE(mistaken.err.find("bad.eligo:5:"), std::string::npos) << mistaken.err;
}

}  // namespace
}  // namespace eligo::cli
