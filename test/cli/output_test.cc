#include "writers/output.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace eligo::writers {
namespace {

namespace fs = std::filesystem;

class OutputTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("eligo_output_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string Path(const char* name) const { return (folder_ / name).string(); }
  static std::string Content(const std::string& path) {
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }
  std::size_t Files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator())); }

  fs::path folder_;
};

TEST_F(OutputTest, AFileAppearsWhenItIsWhole) {
  std::ofstream(Path("out")) << "old";
  auto output = Output::Open(Path("out"));
  ASSERT_TRUE(output.ok());
  EXPECT_TRUE(output->Write("new"));
  EXPECT_EQ(Content(Path("out")), "old");
  EXPECT_TRUE(output->Close().ok());
  EXPECT_EQ(Content(Path("out")), "new");
  EXPECT_EQ(Files(), 1u);
}

TEST_F(OutputTest, WithoutCloseNothingChanges) {
  std::ofstream(Path("out")) << "old";
  {
    auto output = Output::Open(Path("out"));
    output->Write(std::string(1 << 18, 'x'));
  }
  EXPECT_EQ(Content(Path("out")), "old");
  EXPECT_EQ(Files(), 1u);
}

TEST_F(OutputTest, ALinkIsFollowedAndTheModeKept) {
  std::ofstream(Path("real")) << "old";
  ::chmod(Path("real").c_str(), 0640);
  fs::create_symlink("real", Path("link"));
  auto output = Output::Open(Path("link"));
  output->Write("new");
  ASSERT_TRUE(output->Close().ok());
  EXPECT_TRUE(fs::is_symlink(Path("link")));
  EXPECT_EQ(Content(Path("real")), "new");
  EXPECT_EQ(static_cast<unsigned>(fs::status(Path("real")).permissions()), 0640u);
}

TEST_F(OutputTest, FullDiskIsAnError) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  auto output = Output::Open("/dev/full");
  ASSERT_TRUE(output.ok()) << output.error();
  output->Write("x");
  const auto closed = output->Close();
  ASSERT_FALSE(closed.ok());
  EXPECT_EQ(closed.error(), "/dev/full: the output is incomplete: no space left on the device");
}

TEST_F(OutputTest, FoldersAndMissingFoldersAreNamed) {
  EXPECT_EQ(Output::Open(folder_.string()).error(), folder_.string() + ": is a folder; name a file to write to");
  EXPECT_EQ(Output::Open(Path("no/out")).error(),
            Path("no/out") + ": cannot be written: no such folder; name a file in a folder you may write to");
}

}  // namespace
}  // namespace eligo::writers
