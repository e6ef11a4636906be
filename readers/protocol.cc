#include "readers/protocol.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "readers/protocol_study.h"
#include "source/utf8.h"

namespace eligo::readers {
namespace {

namespace fs = std::filesystem;

void Complain(ProtocolFiles& files, const std::string& path, std::string_view what) {
  files.errors.push_back({fmt::format("{}: {}", path == "-" ? "standard input" : path, what)});
}

// The first character that is no space, behind a byte order mark.
std::size_t FirstCharacter(std::string_view bytes) {
  const std::size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  return bytes.find_first_not_of(" \t\r\n", mark);
}

bool IsJson(const std::string& path, std::string_view bytes) {
  const std::size_t first = FirstCharacter(bytes);
  if (first == std::string_view::npos) return false;
  // A text may begin with "[inclusion]"; only a name says that a bracket opens JSON.
  return bytes[first] == '{' || (bytes[first] == '[' && path.ends_with(".json"));
}

// What a file is that is no text, by its first bytes.
std::optional<std::string_view> OtherFormat(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) return "is UTF-16; save it as UTF-8";
  if (bytes.starts_with("%PDF")) return "is a PDF; save its text as UTF-8";
  if (bytes.starts_with("PK\x03\x04"sv)) return "is a ZIP or Word file; save its text as UTF-8";
  if (bytes.starts_with("\xD0\xCF\x11\xE0"sv)) return "is an old Word file; save its text as UTF-8";
  if (bytes.starts_with("\x1F\x8B"sv)) return "is compressed; unpack it first";
  return std::nullopt;
}

// Reads up to one byte more than a study may have, so that what is longer is known without being read.
std::string ReadAll(std::istream& in) {
  std::string bytes;
  std::size_t block = std::size_t{16} << 10;  // most are short
  while (in && bytes.size() <= kMaxStudyBytes) {
    const std::size_t had = bytes.size();
    bytes.resize(had + block);
    in.read(bytes.data() + had, static_cast<std::streamsize>(block));
    bytes.resize(had + static_cast<std::size_t>(in.gcount()));
    block = std::min(2 * block, std::size_t{1} << 20);
  }
  return bytes;
}

// "NCT01234567" standing in a text, if it is the only one there.
std::optional<std::string> OnlyNct(std::string_view text) {
  std::optional<std::string> found;
  for (std::size_t at = text.find("NCT"); at != std::string_view::npos; at = text.find("NCT", at + 3)) {
    const std::string_view id = text.substr(at, 11);
    const bool digits = id.size() == 11 && std::all_of(id.begin() + 3, id.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool ends = at + 11 == text.size() || text[at + 11] < '0' || text[at + 11] > '9';
    if (!digits || !ends) continue;
    if (found && *found != id) return std::nullopt;
    found = std::string(id);
  }
  return found;
}

void ReadText(const std::string& path, const std::string& bytes, ProtocolFiles& files) {
  std::size_t bad = 0;
  std::optional<std::u32string> text = source::DecodeUtf8(bytes, &bad);
  if (!text) {
    Complain(files, path, fmt::format("is not UTF-8 (byte {}); save it as UTF-8", bad));
    return;
  }
  source::Document document;
  document.path = path;
  // A .eligo file names its own.
  document.id = OnlyNct(fs::path(path).filename().string());
  if (!document.id) document.id = OnlyNct(bytes);
  document.text = std::move(*text);
  files.documents.push_back(std::move(document));
}

void ReadFile(const std::string& path, ProtocolFiles& files) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    Complain(files, path, fmt::format("cannot be opened ({}); check the path", std::generic_category().message(errno)));
    return;
  }
  ReadProtocolBytes(path, ReadAll(in), files);
}

bool IsProtocolName(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".txt" || ending == ".text" || ending == ".md" || ending == ".json" || ending == ".eligo";
}

// The protocols of a folder, by name.
std::vector<std::string> FilesOf(const std::string& path, ProtocolFiles& files) {
  std::error_code failed;
  std::vector<fs::path> found;
  for (fs::directory_iterator it(path, failed), end; !failed && it != end; it.increment(failed)) {
    std::error_code ignored;
    if (it->path().filename().string().starts_with('.') || it->is_directory(ignored)) continue;
    found.push_back(it->path());
  }
  if (failed) {
    Complain(files, path, fmt::format("the folder cannot be read ({}); check its rights", failed.message()));
    return {};
  }
  if (found.empty()) {
    Complain(files, path, "the folder holds no protocol; expected .txt, .md, .json or .eligo files");
    return {};
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> names;
  names.reserve(found.size());
  for (const fs::path& file : found) names.push_back(file.string());
  return names;
}

}  // namespace

void ReadProtocolBytes(const std::string& path, std::string bytes, ProtocolFiles& files) {
  if (FirstCharacter(bytes) == std::string::npos) {
    Complain(files, path, "is empty; give the protocol's text");
    return;
  }
  if (const std::optional<std::string_view> other = OtherFormat(bytes)) {
    Complain(files, path, *other);
    return;
  }
  const bool json = IsJson(path, bytes);
  const std::size_t most = json ? kMaxStudyBytes : kMaxProtocolBytes;
  if (bytes.size() > most) {
    Complain(files, path, fmt::format("is too large for a protocol (more than {} MB); give the eligibility text alone", most >> 20));
    return;
  }
  if (const std::size_t nul = bytes.find('\0'); nul != std::string::npos) {
    Complain(files, path, fmt::format("is no text (a NUL at byte {}); save the protocol as plain text", nul));
    return;
  }
  if (json) {
    ReadStudies(path, bytes, files);
  } else {
    ReadText(path, bytes, files);
  }
}

std::optional<source::Document> ProtocolStream::Next() {
  while (true) {
    if (next_ < read_.documents.size()) return std::move(read_.documents[next_++]);
    read_.documents.clear();
    next_ = 0;
    std::error_code ignored;
    if (!folder_.empty()) {
      const std::string path = std::move(folder_.back());
      folder_.pop_back();
      if (IsProtocolName(path)) {
        ReadFile(path, read_);
      } else {
        Complain(read_, path, "is no protocol by its name; expected .txt, .md, .json or .eligo");
      }
    } else if (!paths_.empty()) {
      const std::string path = std::move(paths_.back());
      paths_.pop_back();
      if (path == "-") {
        ReadProtocolBytes(path, ReadAll(std::cin), read_);
      } else if (fs::is_directory(path, ignored)) {
        folder_ = FilesOf(path, read_);
        std::reverse(folder_.begin(), folder_.end());
      } else {
        ReadFile(path, read_);
      }
    } else {
      return std::nullopt;
    }
  }
}

ProtocolFiles ReadProtocols(const std::vector<std::string>& paths) {
  ProtocolStream stream(paths);
  ProtocolFiles files;
  while (auto document = stream.Next()) files.documents.push_back(std::move(*document));
  files.errors = stream.errors();
  return files;
}

}  // namespace eligo::readers
