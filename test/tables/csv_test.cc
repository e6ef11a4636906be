// CSV as it comes: no line lost, none mended without a word.
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <zlib.h>

#include "tables/table.h"

namespace eligo::tables {
namespace {

class Csv : public testing::Test {
 protected:
  Csv() : folder_(std::filesystem::temp_directory_path() / ("eligo_csv_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~Csv() override { std::filesystem::remove_all(folder_); }
  Csv(const Csv&) = delete;
  Csv& operator=(const Csv&) = delete;

  std::string Write(const std::string& text) const {
    const std::string path = (folder_ / "t.csv").string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  // The chosen cells of every row as "a/b", with the line; then what was left out as "!line why".
  std::vector<std::string> Read(const std::string& path, const std::vector<std::string>& names = {"a", "b"}) const {
    std::vector<std::string> out;
    auto table = OpenCsv(path);
    if (!table.ok()) return {table.error().substr(path.size())};
    EXPECT_TRUE((*table)->Choose({names.begin(), names.end()}).ok());
    const auto skipped = [&](const std::string& place, const std::string& why) {
      out.push_back("!" + place.substr(path.size() + 1) + " " + why);
    };
    while ((*table)->Next(skipped)) {
      std::string row = (*table)->Place().substr(path.size() + 1) + " ";
      for (std::size_t i = 0; i < names.size(); ++i) row += (i > 0 ? "/" : "") + std::string((*table)->Cell(i));
      out.push_back(row);
    }
    if (!(*table)->failure().empty()) out.push_back("failed: " + (*table)->failure());
    return out;
  }
  std::vector<std::string> ReadText(const std::string& text) const { return Read(Write(text)); }

  std::filesystem::path folder_;
};

using Lines = std::vector<std::string>;

TEST_F(Csv, Rows) {
  EXPECT_EQ(ReadText("a,b,c\n1,2,3\n4,5,6\n"), (Lines{"2 1/2", "3 4/5"}));
  EXPECT_EQ(ReadText("c,B,A\r\n1,2,3\r\n\r\n4,5,"), (Lines{"2 3/2", "4 /5"}));
  EXPECT_EQ(ReadText("\xEF\xBB\xBF"
                     "a;b\n1;2,5\n"),
            (Lines{"2 1/2,5"}));
  EXPECT_EQ(ReadText("a|b\n1|\n|\n"), (Lines{"2 1/", "3 /"}));
  EXPECT_EQ(ReadText("a\tb\n5\" needle\tx\n"), (Lines{"2 5\" needle/x"}));
  EXPECT_EQ(ReadText("a\n1\n2"), (Lines{"2 1/", "3 2/"}));
}

TEST_F(Csv, Quotes) {
  EXPECT_EQ(ReadText("a,\"b\"\n\"1,1\",\"say \"\"x\"\"\"\n\"\",\"\"\n"), (Lines{"2 1,1/say \"x\"", "3 /"}));
  EXPECT_EQ(ReadText("a,b\n5\" needle,x\n"), (Lines{"2 5\" needle/x"}));
  EXPECT_EQ(ReadText("a,b\n\"two\nlines\",x\n3,4\n"), (Lines{"2 two\nlines/x", "4 3/4"}));
}

TEST_F(Csv, AQuoteThatIsNotClosedTakesNoOtherLineAway) {
  EXPECT_EQ(ReadText("a,b\n1,\"open\n3,4\n5,6\n"), (Lines{"!2 has a quote that is not closed", "3 3/4", "4 5/6"}));
  EXPECT_EQ(ReadText("a,b\n1,\"open\n3,\"four\"\n5,6\n"), (Lines{"!2 has a quote that is not closed", "3 3/four", "4 5/6"}));
  // It closes three lines later, but then the record has too many cells.
  EXPECT_EQ(ReadText("a,b\n1,\"open\n3,\"\",x\n5,6\n"),
            (Lines{"!2 has a quote that is not closed", "!3 has 3 cells where the header has 2", "4 5/6"}));
  EXPECT_EQ(ReadText("a,b\n1,\"open"), (Lines{"!2 has a quote that is not closed"}));
  // Longer than a block of the reader.
  std::string text = "a,b\n1,\"open\n";
  Lines lines{"!2 has a quote that is not closed"};
  for (int i = 3; i < 400'000; ++i) text += "3,4\n";
  const Lines read = ReadText(text);
  EXPECT_EQ(read.size(), 399'998U);
  EXPECT_EQ(read.front(), lines.front());
  EXPECT_EQ(read.back(), "399999 3/4");
}

TEST_F(Csv, DamagedLinesAreToldAndLeftOut) {
  EXPECT_EQ(ReadText("a,b\n1\n1,2,3\n4,5\n"),
            (Lines{"!2 has 1 cells where the header has 2", "!3 has 3 cells where the header has 2", "4 4/5"}));
  EXPECT_EQ(ReadText("a,b\n1,\xFF\n1,2\n"), (Lines{"!2 is not UTF-8", "3 1/2"}));
  EXPECT_EQ(ReadText(std::string("a,b\n1,\0\n1,2\n", 11)), (Lines{"!2 holds a NUL; save the file as UTF-8 text", "3 1/2"}));
  EXPECT_EQ(ReadText("a,b\n\"x\"y,2\n1,2\n"),
            (Lines{"!2 has text behind a closing quote; double the quotes that are part of a cell", "3 1/2"}));
}

TEST_F(Csv, FilesThatAreNone) {
  EXPECT_EQ(ReadText(""), (Lines{": has no header; the first line must name the columns"}));
  EXPECT_EQ(ReadText("\xFF\xFE"
                     "a"),
            (Lines{": is UTF-16; save it as UTF-8"}));
  EXPECT_EQ(ReadText("a,\xE4\n1,2\n"), (Lines{": is not UTF-8; save it as UTF-8 text"}));
  EXPECT_EQ(ReadText("a,\"b\n"), (Lines{": has a header whose quotes do not close"}));
  EXPECT_EQ(Read((folder_ / "none.csv").string()), (Lines{": cannot be opened; check that it exists and may be read"}));
}

// Random texts of few characters: every line is a row's, part of a row's, left out with a word, or blank.
TEST_F(Csv, EveryLineIsAccountedFor) {
  std::minstd_rand random(20261128);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same texts every time
  for (int n = 0; n < 2000; ++n) {
    std::string text = "a,b\n";
    std::int64_t lines = 1;
    const auto length = random() % 60;
    for (unsigned i = 0; i < length; ++i) text += "x,\"\n,\"\nyz"[random() % 9];
    for (const char c : text) lines += c == '\n' ? 1 : 0;
    const std::string path = Write(text);
    auto table = OpenCsv(path);
    ASSERT_TRUE(table.ok());
    ASSERT_TRUE((*table)->Choose({"a", "b"}).ok());
    std::vector<int> seen(static_cast<std::size_t>(lines) + 1);
    const auto line_of = [&](const std::string& place) { return static_cast<std::size_t>(std::stoi(place.substr(path.size() + 1))); };
    const auto skipped = [&](const std::string& place, const std::string&) { ++seen[line_of(place)]; };
    while ((*table)->Next(skipped)) {
      const std::size_t first = line_of((*table)->Place());
      std::size_t last = first;
      for (const std::size_t column : {0, 1}) {
        const std::string_view cell = (*table)->Cell(column);
        last += static_cast<std::size_t>(std::count(cell.begin(), cell.end(), '\n'));
      }
      for (std::size_t line = first; line <= last; ++line) ++seen[line];
    }
    std::size_t at = 0;
    for (std::size_t line = 1; line < seen.size(); ++line) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const bool blank = text.substr(at, end - at).empty();
      if (line > 1) {
        EXPECT_TRUE(seen[line] == 1 || (blank && seen[line] == 0)) << "line " << line << " of " << text;
      }
      at = end + 1;
    }
  }
}

TEST_F(Csv, Gzip) {
  const std::string path = (folder_ / "t.csv.gz").string();
  std::string text = "a,b\n";
  for (std::int64_t i = 0; i < 300'000; ++i) text += std::to_string(i) + "," + std::to_string(i * 7919 % 100'003) + "\n";
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
  EXPECT_EQ(Read(path).size(), 300'000U);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  EXPECT_EQ(Read(path).back(), "failed: is damaged or cut short (gzip)");
}

}  // namespace
}  // namespace eligo::tables
