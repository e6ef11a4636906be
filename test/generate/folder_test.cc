#include "writers/folder.h"

#include <gtest/gtest.h>

#include "test/cli/program.h"

namespace eligo::writers {
namespace {

const std::vector<std::string> kFiles = {"a.csv", "b.csv", "c.csv"};

Result<Folder> Open(const cli::test::Folder& place, const std::string& name) {
  return Folder::Open((place.path() / name).string(), kFiles);
}

TEST(Folder, AppearsWholeAndWithoutEmptyFiles) {
  const cli::test::Folder place;
  auto folder = Open(place, "out");
  ASSERT_TRUE(folder.ok()) << folder.error();
  EXPECT_TRUE(folder->Write(0, "one\n"));
  EXPECT_TRUE(folder->Write(2, "two\n"));
  EXPECT_FALSE(place.Has("out"));
  ASSERT_TRUE(folder->Close().ok());
  EXPECT_EQ(place.Read("out/a.csv"), "one\n");
  EXPECT_FALSE(place.Has("out/b.csv"));
  EXPECT_EQ(place.Read("out/c.csv"), "two\n");
}

TEST(Folder, LeavesNothingBehindWhenItIsNotClosed) {
  const cli::test::Folder place;
  {
    auto folder = Open(place, "out");
    ASSERT_TRUE(folder.ok());
    folder->Write(0, "one\n");
  }
  EXPECT_TRUE(std::filesystem::is_empty(place.path()));
}

TEST(Folder, ReplacesWhatItWroteAndNothingElse) {
  const cli::test::Folder place;
  for (const char* content : {"old\n", "new\n"}) {
    auto folder = Open(place, "out/");
    ASSERT_TRUE(folder.ok()) << folder.error();
    folder->Write(1, content);
    ASSERT_TRUE(folder->Close().ok());
  }
  EXPECT_EQ(place.Read("out/b.csv"), "new\n");
  place.Write("mine/precious.txt", "x");
  place.Write("file", "x");
  EXPECT_NE(Open(place, "mine").error().find("holds files that were not generated; name a new folder or an empty one"), std::string::npos);
  EXPECT_NE(Open(place, "file").error().find("is a file; name a folder to write to"), std::string::npos);
  EXPECT_NE(Open(place, "no/where").error().find("cannot be made"), std::string::npos);
  EXPECT_EQ(place.Read("mine/precious.txt"), "x");
}

}  // namespace
}  // namespace eligo::writers
