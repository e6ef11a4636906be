#include "readers/snapshot.h"

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "test/cli/program.h"

namespace eligo::readers {
namespace {

using cli::test::Folder;

Snapshot Taken(const std::string& path) {
  const auto snapshot = TakeSnapshot(path);
  EXPECT_TRUE(snapshot.ok()) << (snapshot.ok() ? "" : snapshot.error());
  return snapshot.ok() ? *snapshot : Snapshot();
}

TEST(Snapshot, OfAFileTheHashOfItsBytes) {
  const Folder folder;
  folder.Write("a.json", "abc");
  const Snapshot snapshot = Taken(folder.path() / "a.json");
  EXPECT_EQ(snapshot.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(snapshot.bytes, 3u);
  EXPECT_EQ(snapshot.files, 1u);
}

TEST(Snapshot, OfAFolderTheHashOfWhatSha256sumPrints) {
  const Folder folder;
  folder.Write("data/b.json", "b");
  folder.Write("data/a/z.json", "z");
  folder.Write("data/a.json", "a");
  folder.Write("data/.hidden/c.json", "c");
  folder.Write("data/.d.json", "d");
  const Snapshot snapshot = Taken(folder.path() / "data");
  EXPECT_EQ(snapshot.files, 3u);
  EXPECT_EQ(snapshot.bytes, 3u);
  EXPECT_EQ(snapshot.sha256, Sha256Of(Sha256Of("a") + "  a.json\n" + Sha256Of("z") + "  a/z.json\n" + Sha256Of("b") + "  b.json\n"));
  EXPECT_EQ(Taken((folder.path() / "data").string() + "/").sha256, snapshot.sha256);
  folder.Write("data/.d.json", "other");
  EXPECT_EQ(Taken(folder.path() / "data").sha256, snapshot.sha256);
  folder.Write("data/b.json", "c");
  EXPECT_NE(Taken(folder.path() / "data").sha256, snapshot.sha256);
}

TEST(Snapshot, OfAServerNothingAndNoPassword) {
  const Snapshot snapshot = Taken("postgresql://reader:secret@db/hospital");
  EXPECT_EQ(snapshot.sha256, "");
  EXPECT_EQ(snapshot.path.find("secret"), std::string::npos) << snapshot.path;
}

TEST(Snapshot, WhatCannotBeReadIsNamed) {
  const auto snapshot = TakeSnapshot("no/such/file");
  ASSERT_FALSE(snapshot.ok());
  EXPECT_EQ(snapshot.error(), "no/such/file: cannot be read, so no run over it can be recorded");
}

}  // namespace
}  // namespace eligo::readers
