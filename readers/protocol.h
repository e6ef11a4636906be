// Protocol files: what people hand in as a protocol -> source::Document.
//
// A text file or a .eligo file in UTF-8; a ClinicalTrials.gov API v2 study (JSON), or the API's answer to a search, whose `studies` become
// one document each; a folder of these; `-` for standard input. JSON is told from text by its content. Nothing is decided
// about the text: its characters, line ends and byte order mark stay as they are, because offsets count them.
// A file that cannot be read costs one line, and the others are read all the same.
// Tested by test/readers/protocol_test.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "source/protocol.h"

namespace eligo::readers {

// A protocol's text beyond this is not one; a study's record with its results may be longer.
inline constexpr std::size_t kMaxProtocolBytes = std::size_t{16} << 20;
inline constexpr std::size_t kMaxStudyBytes = std::size_t{256} << 20;

struct ProtocolFiles {
  std::vector<source::Document> documents;  // in the order given; a folder's files by name
  std::vector<Error> errors;                // `path: what was seen; what to do`
};

// A folder is read without those below it; hidden files are left out, and each other file that is no protocol is an error.
ProtocolFiles ReadProtocols(const std::vector<std::string>& paths);

// The same, a document at a time, so that they need not all be in memory.
class ProtocolStream {
 public:
  explicit ProtocolStream(std::vector<std::string> paths) : paths_(paths.rbegin(), paths.rend()) {}
  // Nothing at the end.
  std::optional<source::Document> Next();
  const std::vector<Error>& errors() const { return read_.errors; }  // until now

 private:
  std::vector<std::string> paths_;   // to come, the next one last
  std::vector<std::string> folder_;  // files of the folder that is being read, the next one last
  ProtocolFiles read_;               // of one file
  std::size_t next_ = 0;             // document of it
};

// One file's bytes; `path` is how the user named it. What ReadProtocols does once a file is in memory.
void ReadProtocolBytes(const std::string& path, std::string bytes, ProtocolFiles& files);

}  // namespace eligo::readers
