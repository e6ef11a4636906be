// `eligo ingest`: a store in the place of the data it was made of, and what happens when it cannot be written.
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "tables/database.h"
#include "test/cli/program.h"

namespace eligo::cli {
namespace {

using test::Folder;
using test::Ran;

class StoreCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (!Folder::Built()) GTEST_SKIP() << Folder::Executable() << " is not built";
    if (!tables::Database::Open().ok()) GTEST_SKIP() << "no DuckDB";
    folder_.Write("p.txt", test::kProtocol);
    folder_.Write("good.json", test::GoodBundle());
  }
  // All that screening says but the name of the data.
  std::string Screened(const std::string& data, const std::string& protocol = "p.txt", const std::string& format = "json") {
    const Ran ran =
        folder_.Run("screen --protocol '" + protocol + "' --patients '" + data + "' --as-of 2026-06-01 --keep-going --format " + format);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.out;
  }
  Folder folder_;
};

TEST_F(StoreCommand, ScreensAsItsSourceDoes) {
  const std::string source = ELIGO_SOURCE_DIR;
  const std::string protocols = source + "/examples/protocols", patients = source + "/examples/patients";
  const Ran ingest = folder_.Run("ingest '" + patients + "' --out s --keep-going");
  ASSERT_EQ(ingest.status, 0) << ingest.err;
  for (const char* format : {"json", "csv", "text"})
    EXPECT_EQ(Screened("s", protocols, format), Screened(patients, protocols, format)) << format;
  // One patient's page, out of a store of many, as out of a file of one; by the name of the resource, too.
  const auto explained = [&](const std::string& who, const std::string& data) {
    const Ran ran = folder_.Run("explain " + who + " '" + protocols + "/mil62-sle.txt' --all --as-of 2026-06-01 --patients '" + data + "'");
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.out;
  };
  const std::string page = explained("ex-017", patients + "/ex-017.json");
  EXPECT_NE(page.find("until "), std::string::npos) << page;
  EXPECT_EQ(explained("ex-017", "s"), page);
  EXPECT_EQ(explained("Patient/ex-017", "s"), page);
  const Ran nobody = folder_.Run("explain ex-999 '" + protocols + "/mil62-sle.txt' --as-of 2026-06-01 --patients s");
  EXPECT_EQ(nobody.status, 1);
  EXPECT_NE(nobody.err.find("none of the 65 patients read has this id"), std::string::npos) << nobody.err;
  // A store of a store is the same store.
  const Ran again = folder_.Run("ingest s --out t");
  ASSERT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(folder_.Read("t/data/0.parquet"), folder_.Read("s/data/0.parquet"));
  EXPECT_EQ(folder_.Read("t/eligo/codes.parquet"), folder_.Read("s/eligo/codes.parquet"));
}

TEST_F(StoreCommand, GeneratedPatientsScreenAsTheirSourceDoes) {
  const std::string protocols = ELIGO_SOURCE_DIR "/examples/protocols";
  for (const char* format : {"fhir", "omop"}) {
    const std::string data = format;
    ASSERT_EQ(folder_.Run("generate --patients 60 --as-of 2026-06-01 --no-truth --out " + data + " --format " + format).status, 0);
    ASSERT_EQ(folder_.Run("ingest " + data + " --keep-going --out " + data + ".store").status, 0);
    EXPECT_EQ(Screened(data + ".store", protocols), Screened(data, protocols)) << format;
  }
  const Ran meds = folder_.Run("generate --patients 60 --as-of 2026-06-01 --no-truth --format meds --out m");
  ASSERT_EQ(meds.status, 0) << meds.err;
  EXPECT_EQ(meds.err, "");
  EXPECT_FALSE(folder_.Has("m.truth.jsonl"));
  EXPECT_EQ(Screened("m", protocols), Screened("fhir", protocols));
}

// A MEDS data set of others, whose events do not say what they are: the store keeps that open, too.
TEST_F(StoreCommand, PlainMedsScreensAsItsSourceDoes) {
  const std::string protocols = ELIGO_SOURCE_DIR "/examples/protocols";
  ASSERT_EQ(folder_.Run("generate --patients 60 --as-of 2026-06-01 --no-truth --format meds --out m").status, 0);
  std::filesystem::remove_all(folder_.path() / "m/eligo");
  ASSERT_EQ(folder_.Run("ingest m --keep-going --out s").status, 0);
  const std::string plain = Screened("m", protocols);
  EXPECT_FALSE(plain.empty());
  EXPECT_EQ(Screened("s", protocols), plain);
}

TEST_F(StoreCommand, SaysWhatItDidNotRead) {
  folder_.Write("bad.ndjson", std::string(R"({"resourceType":"Patient","id":"p1","birthDate":"1980-05-05"})") + "\n{\"resourceType\":\n");
  const Ran ran = folder_.Run("ingest bad.ndjson --out s");
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.err.find("bad.ndjson:2: "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("eligo: not read: 1 file or line of patient data"), std::string::npos) << ran.err;
  EXPECT_NE(folder_.Read("s/eligo/skipped.txt").find("bad.ndjson:2: "), std::string::npos);
  EXPECT_EQ(folder_.Run("ingest bad.ndjson --out s --keep-going").status, 0);
  const Ran screen = folder_.Run("screen --protocol p.txt --patients s --as-of 2026-06-01");
  EXPECT_EQ(screen.status, 0);
  EXPECT_EQ(screen.err, "eligo: note: s: 1 place of its source was not read as it stands; s/eligo/skipped.txt names it\n");
}

TEST_F(StoreCommand, ErrorsAreOneLineAndLeaveNothing) {
  folder_.Write("mine/precious.txt", "x");
  const struct {
    const char* arguments;
    int status;
    const char* says;
  } cases[] = {
      {"ingest good.json", 2, "--out is required; see `eligo ingest --help`"},
      {"ingest good.json --out s --timezone Mars", 2, "--timezone: unknown `Mars`"},
      {"ingest good.json --out mine", 3, "mine: is no STORE and holds files; name a new folder or an empty one"},
      {"ingest good.json --out good.json", 3, "good.json: is a file; name a folder to write to"},
      {"ingest good.json --out no/where", 3, "no/where: cannot be made: No such file or directory"},
      {"ingest good.json --out /proc/s", 3, "/proc/s: cannot be made: "},
      {"ingest absent --out s", 1, "absent: "},
  };
  for (const auto& one : cases) {
    const Ran ran = folder_.Run(one.arguments);
    EXPECT_EQ(ran.status, one.status) << one.arguments << '\n' << ran.err;
    EXPECT_EQ(ran.ErrorLines().size(), 1u) << ran.err;
    EXPECT_NE(ran.err.find(one.says), std::string::npos) << ran.err;
    EXPECT_FALSE(folder_.Has("s")) << one.arguments;
  }
  EXPECT_EQ(folder_.Read("mine/precious.txt"), "x");
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
    EXPECT_EQ(entry.path().filename().string().find(".part-"), std::string::npos) << entry.path();
}

TEST_F(StoreCommand, TheOldStoreStaysWholeWhenTheNewOneCannotBeWritten) {
  ASSERT_EQ(folder_.Run("ingest good.json --out s").status, 0);
  const std::string before = folder_.Read("s/data/0.parquet"), said = Screened("s");
  ASSERT_EQ(folder_.Run("generate --patients 40 --as-of 2026-06-01 --dirt none --no-truth --out f").status, 0);
  // No file may grow beyond some kilobytes: to a program the same as a disk that is full.
  const std::string command =
      "cd '" + folder_.path().string() + "' && (ulimit -f 8; '" + Folder::Executable() + "' ingest f --out s) 2> .err";
  const int status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 3);
  EXPECT_EQ(folder_.Read(".err"), "eligo: s: the output is incomplete: a file of it cannot be written\n");
  EXPECT_EQ(folder_.Read("s/data/0.parquet"), before);
  EXPECT_EQ(Screened("s"), said);
  const std::string meds = "cd '" + folder_.path().string() + "' && (ulimit -f 8; '" + Folder::Executable() +
                           "' generate --patients 40 --as-of 2026-06-01 --no-truth --format meds --out s) 2> .err";
  EXPECT_EQ(WEXITSTATUS(std::system(meds.c_str())), 3);
  EXPECT_EQ(folder_.Read("s/data/0.parquet"), before);
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
    EXPECT_EQ(entry.path().filename().string().find(".part-"), std::string::npos) << entry.path();
  // And it is replaced when it can be.
  ASSERT_EQ(folder_.Run("ingest f --out s/").status, 0);
  EXPECT_NE(folder_.Read("s/data/0.parquet"), before);
}

TEST_F(StoreCommand, AFolderThatMayNotBeWrittenIsToldAtOnce) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
  std::filesystem::create_directory(folder_.path() / "closed");
  ::chmod((folder_.path() / "closed").c_str(), S_IRUSR | S_IXUSR);
  const Ran ran = folder_.Run("ingest good.json --out closed/s");
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(ran.err, "eligo: closed/s: cannot be made: Permission denied\n");
}

TEST_F(StoreCommand, WhatIsNoWholeStoreIsNotScreened) {
  ASSERT_EQ(folder_.Run("ingest good.json --out s").status, 0);
  const std::string description = folder_.Read("s/eligo/store.json"), data = folder_.Read("s/data/0.parquet");
  std::string newer = description;
  newer.replace(newer.find("\"version\": 2"), 12, "\"version\": 7");
  const auto says = [&] {
    const Ran ran = folder_.Run("screen --protocol p.txt --patients s --as-of 2026-06-01");
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(ran.out, "");
    return ran.err;
  };
  folder_.Write("s/eligo/store.json", newer);
  EXPECT_EQ(says(), "eligo: s: is a store of version 7, this eligo reads up to 2; use a newer eligo, or write the store again\n");
  folder_.Write("s/eligo/store.json", description);
  folder_.Write("s/data/0.parquet", data.substr(0, data.size() - 9));
  EXPECT_EQ(says(), "eligo: s/data/0.parquet: is cut short or was changed; write the store again\n");
  // A shard of the same size, of another store.
  std::string other = data;
  other[other.size() / 2] = static_cast<char>(other[other.size() / 2] ^ 1);
  folder_.Write("s/data/0.parquet", other);
  EXPECT_EQ(says(), "eligo: s/data/0.parquet: holds other bytes than were written; write the store again\n");
  std::filesystem::remove(folder_.path() / "s/data/0.parquet");
  EXPECT_EQ(says(), "eligo: s/data/0.parquet: is missing; write the store again\n");
}

}  // namespace
}  // namespace eligo::cli
