// Input: files, lines and JSON documents, before anything is known about FHIR.
//
// Plain or gzip, told apart by content. A document (a file, or a line of NDJSON) may be 1 GiB unpacked and no more. A gzip file
// may unpack to 64 GiB and, beyond its first 64 MiB, to 200 times its size: records shrink 10 to 40 fold, a bomb 1,000 fold.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "base/result.h"

namespace eligo::readers {

inline constexpr std::size_t kMaxDocumentBytes = std::size_t{1} << 30;
inline constexpr std::size_t kMaxUnpackedBytes = std::size_t{64} << 30;
inline constexpr std::size_t kMaxUnpackedRatio = 200;
inline constexpr std::size_t kRatioFromBytes = std::size_t{64} << 20;

struct InputFile {
  std::string path;
  bool lines = false;  // .ndjson, .jsonl: one document a line
};

// The files to read: `path` itself, or the .json, .ndjson and .jsonl files (also .gz) under it, hidden ones left out. In the
// order Patient*, Medication.*, the rest; by name within each, so that most references point backwards.
Result<std::vector<InputFile>> ListInput(const std::string& path);

// Reads a file in blocks; a byte order mark dropped.
class TextFile {
 public:
  static Result<TextFile> Open(const std::string& path);
  TextFile(TextFile&&) noexcept;
  TextFile& operator=(TextFile&&) noexcept;
  ~TextFile();

  // A line without its line end; false at the end. `line` is cleared when the line is longer than a document may be: too_long() then says
  // so.
  bool NextLine(std::string& line);
  bool too_long() const { return too_long_; }
  // Whole lines with their line ends, `bytes` of them or up to a line more; false at the end. None when the next line is longer than
  // a document may be: too_long() then says so, and the line is passed over. Not to be mixed with NextLine().
  bool NextLines(std::size_t bytes, std::string& lines);
  // The whole rest; an error when it is longer than a document may be.
  Result<std::string> Rest();
  // After the last read: what went wrong with the file itself ("" when nothing). A file that is refused ends before the line that
  // it was refused in.
  const std::string& failure() const { return failure_; }

 private:
  struct Handle;
  explicit TextFile(std::unique_ptr<Handle> handle);
  bool Append(std::string& text);
  bool Fill();

  std::unique_ptr<Handle> handle_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool first_ = true;
  bool too_long_ = false;
  std::size_t unpacked_ = 0;
  bool refused_ = false;
  std::string failure_;
};

// Parses in place (text is padded as simdjson needs it). On failure an error that says what and where, without content:
// "is not UTF-8 (line 3, column 17)", "is cut short", "is no JSON (line 1, column 1)".
Result<simdjson::dom::element> ParseJson(simdjson::dom::parser& parser, std::string& text);
// The same of a part of a text with SIMDJSON_PADDING bytes behind the part, whatever they are.
Result<simdjson::dom::element> ParsePadded(simdjson::dom::parser& parser, std::string_view part);

}  // namespace eligo::readers
