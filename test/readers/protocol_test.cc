// Protocol files: what is read, and one line for each that cannot be.
#include "readers/protocol.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "source/utf8.h"

namespace eligo::readers {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

class ProtocolFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(::testing::TempDir()) / ("eligo_protocols_"s + test->name() + "_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  void Write(const std::string& name, const std::string& bytes) { std::ofstream(folder_ / name, std::ios::binary) << bytes; }

  // The one error that these bytes give under the name, without the path.
  static std::string ErrorOf(const std::string& bytes, const std::string& name = "p.txt") {
    ProtocolFiles files;
    ReadProtocolBytes(name, bytes, files);
    EXPECT_TRUE(files.documents.empty());
    if (files.errors.size() != 1) return std::to_string(files.errors.size()) + " errors";
    const std::string& message = files.errors.front().message;
    EXPECT_EQ(message.substr(0, name.size() + 2), name + ": ");
    return message.substr(name.size() + 2);
  }

  fs::path folder_;
};

constexpr const char* kStudy = R"({"protocolSection": {"identificationModule": {"nctId": "NCT01234567", "briefTitle": "A trial"},
  "eligibilityModule": {"eligibilityCriteria": "Inclusion Criteria:\n\n* Age \\> 18\n", "healthyVolunteers": false, "sex": "ALL",
  "minimumAge": "18 Years", "stdAges": ["ADULT", "OLDER_ADULT"]}}})";

TEST_F(ProtocolFilesTest, TextIsKeptAsItIs) {
  ProtocolFiles files;
  ReadProtocolBytes("dir/NCT00000001.txt", "\xEF\xBB\xBFInclusion:\r\n- \xE2\x89\xA5 18\t", files);
  ASSERT_EQ(files.documents.size(), 1U);
  const source::Document& document = files.documents.front();
  EXPECT_EQ(document.text, U"\uFEFFInclusion:\r\n- ≥ 18\t");
  EXPECT_EQ(document.path, "dir/NCT00000001.txt");
  EXPECT_EQ(document.id, "NCT00000001");
  EXPECT_TRUE(document.fields.empty());
}

TEST_F(ProtocolFilesTest, TheOnlyNctNumberInATextIsItsOwn) {
  ProtocolFiles files;
  ReadProtocolBytes("a.txt", "Identifiers\nNCT06297408\nNCT06297408", files);
  ReadProtocolBytes("b.txt", "NCT06297408, an extension of NCT06297409", files);
  ReadProtocolBytes("c.txt", "NCT062974081", files);
  EXPECT_EQ(files.documents[0].id, "NCT06297408");
  EXPECT_EQ(files.documents[1].id, std::nullopt);
  EXPECT_EQ(files.documents[2].id, std::nullopt);
}

TEST_F(ProtocolFilesTest, AStudy) {
  ProtocolFiles files;
  ReadProtocolBytes("study.json", kStudy, files);
  ASSERT_EQ(files.documents.size(), 1U);
  const source::Document& document = files.documents.front();
  EXPECT_EQ(document.id, "NCT01234567");
  EXPECT_EQ(document.title, "A trial");
  EXPECT_EQ(document.text, U"Inclusion Criteria:\n\n* Age \\> 18\n");
  std::string fields;
  for (const source::Field& field : document.fields) fields += field.path + "=" + field.value + "\n";
  EXPECT_EQ(fields,
            "eligibilityModule.minimumAge=18 Years\neligibilityModule.sex=ALL\neligibilityModule.stdAges=ADULT, OLDER_ADULT\n"
            "eligibilityModule.healthyVolunteers=false\n");
}

TEST_F(ProtocolFilesTest, AnAnswerToASearch) {
  ProtocolFiles files;
  ReadProtocolBytes("answer.json", R"({"totalCount": 3, "studies": [)"s + kStudy + R"(, {"hasResults": true}, )" + kStudy + "]}", files);
  EXPECT_EQ(files.documents.size(), 2U);
  ASSERT_EQ(files.errors.size(), 1U);
  EXPECT_EQ(files.errors.front().message,
            "answer.json: study 2: is JSON but no ClinicalTrials.gov study (no `protocolSection`); fetch it from the API v2");
}

TEST_F(ProtocolFilesTest, AFolderByName) {
  Write("b.txt", "Inclusion");
  Write("a.json", kStudy);
  Write("c.csv", "x,y");
  Write("d.txt", "\xFF");
  Write(".hidden", "x");
  fs::create_directories(folder_ / "deeper");
  const ProtocolFiles files = ReadProtocols({folder_.string()});
  ASSERT_EQ(files.documents.size(), 2U);
  EXPECT_EQ(files.documents[0].path, (folder_ / "a.json").string());
  EXPECT_EQ(files.documents[1].path, (folder_ / "b.txt").string());
  ASSERT_EQ(files.errors.size(), 2U);
  EXPECT_EQ(files.errors[0].message, (folder_ / "c.csv").string() + ": is no protocol by its name; expected .txt, .md, .json or .eligo");
  EXPECT_EQ(files.errors[1].message, (folder_ / "d.txt").string() + ": is not UTF-8 (byte 0); save it as UTF-8");
}

TEST_F(ProtocolFilesTest, PlacesThatAreNone) {
  const ProtocolFiles files = ReadProtocols({(folder_ / "missing.txt").string(), folder_.string()});
  ASSERT_EQ(files.errors.size(), 2U);
  EXPECT_EQ(files.errors[0].message, (folder_ / "missing.txt").string() + ": cannot be opened (No such file or directory); check the path");
  EXPECT_EQ(files.errors[1].message, folder_.string() + ": the folder holds no protocol; expected .txt, .md, .json or .eligo files");
}

TEST_F(ProtocolFilesTest, BadText) {
  EXPECT_EQ(ErrorOf(""), "is empty; give the protocol's text");
  EXPECT_EQ(ErrorOf("\xEF\xBB\xBF \n\t"), "is empty; give the protocol's text");
  EXPECT_EQ(ErrorOf("abc\xC3("), "is not UTF-8 (byte 3); save it as UTF-8");
  EXPECT_EQ(ErrorOf("ab\0c"s), "is no text (a NUL at byte 2); save the protocol as plain text");
  EXPECT_EQ(ErrorOf("\xFF\xFE"
                    "a\0"s),
            "is UTF-16; save it as UTF-8");
  EXPECT_EQ(ErrorOf("%PDF-1.7 ..."), "is a PDF; save its text as UTF-8");
  EXPECT_EQ(ErrorOf("PK\x03\x04..."), "is a ZIP or Word file; save its text as UTF-8");
  EXPECT_EQ(ErrorOf(std::string(kMaxProtocolBytes + 1, 'a')),
            "is too large for a protocol (more than 16 MB); give the eligibility text alone");
}

TEST_F(ProtocolFilesTest, BadJson) {
  EXPECT_EQ(ErrorOf(R"({"a": 1})"), "is JSON but no ClinicalTrials.gov study (no `protocolSection`); fetch it from the API v2");
  EXPECT_EQ(ErrorOf("[]", "p.json"), "holds no study; the search found nothing");
  EXPECT_EQ(ErrorOf(R"({"studies": []})"), "holds no study; the search found nothing");
  EXPECT_EQ(ErrorOf(R"({"protocolSection": {"identificationModule": {"nctId": "NCT01234567"}}})"),
            "study NCT01234567: has no `eligibilityModule.eligibilityCriteria`; fetch the study with all its fields");
  EXPECT_EQ(ErrorOf(R"({"protocolSection": {"eligibilityModule": {"eligibilityCriteria": 5}}})"),
            "`eligibilityCriteria` is no text; fetch it again");
  EXPECT_EQ(ErrorOf(R"({"protocolSection": {"eligibilityModule": {"eligibilityCriteria": " "}}})"),
            "`eligibilityCriteria` is empty; give the protocol's text");
  EXPECT_EQ(ErrorOf(std::string(kStudy).substr(0, 200)).substr(0, 12), "is cut short");
  EXPECT_EQ(ErrorOf("{\"a\": nonsense}").substr(0, 10), "is no JSON");
}

}  // namespace
}  // namespace eligo::readers
