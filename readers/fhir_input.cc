#include "readers/fhir_input.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <zlib.h>

namespace eligo::readers {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 256 * 1024;

// 0: not read, 1: one document, 2: one document a line.
int KindOfName(std::string name) {
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  if (name.ends_with(".ndjson") || name.ends_with(".jsonl")) return 2;
  return name.ends_with(".json") ? 1 : 0;
}

int Rank(const fs::path& path) {
  const std::string name = path.filename().string();
  if (name.starts_with("Patient")) return 0;
  if (name.starts_with("Medication.") || name.starts_with("Medication-")) return 1;
  return 2;
}

// Where a JSON text breaks, by a second reader that keeps count; used on broken texts only.
class FaultFinder : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return true; }
  bool boolean(bool /*value*/) override { return true; }
  bool number_integer(number_integer_t /*value*/) override { return true; }
  bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
  bool string(string_t& /*value*/) override { return true; }
  bool binary(binary_t& /*value*/) override { return true; }
  bool start_object(std::size_t /*size*/) override { return true; }
  bool key(string_t& /*key*/) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t /*size*/) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string& /*token*/, const nlohmann::json::exception& /*error*/) override {
    position_ = position;
    return false;
  }
  std::size_t position() const { return position_; }

 private:
  std::size_t position_ = 0;
};

std::string Place(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, position > 0 ? position - 1 : 0);
  const std::size_t line_begin = before.rfind('\n');
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t column = line_begin == std::string_view::npos ? before.size() + 1 : before.size() - line_begin;
  return line == 1 ? fmt::format("column {}", column) : fmt::format("line {}, column {}", line, column);
}

std::string Explain(std::string_view text, simdjson::error_code error) {
  if (error == simdjson::EMPTY || text.find_first_not_of(" \t\r\n") == std::string_view::npos) return "is empty";
  if (error == simdjson::DEPTH_ERROR) return "is nested too deeply";
  if (error == simdjson::CAPACITY || error == simdjson::MEMALLOC) return "is too large";
  FaultFinder finder;
  nlohmann::json::sax_parse(text.begin(), text.end(), &finder);
  const std::size_t position = finder.position();
  const bool at_end = position > text.find_last_not_of(" \t\r\n") + 1;
  if (error == simdjson::UTF8_ERROR) return position == 0 ? "is not UTF-8" : fmt::format("is not UTF-8 ({})", Place(text, position));
  if (error == simdjson::NUMBER_ERROR) return "holds a number that no decimal holds";
  if (position == 0) return "is no JSON";
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (at_end && (text[first] == '{' || text[first] == '[')) return fmt::format("is cut short ({})", Place(text, position));
  return fmt::format("is no JSON ({})", Place(text, position));
}

}  // namespace

Result<std::vector<InputFile>> ListInput(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return Error{fmt::format("{}: no such file or folder", path)};
  std::vector<InputFile> files;
  if (!fs::is_directory(status)) {
    files.push_back({path, KindOfName(path) == 2});
    return files;
  }
  std::vector<fs::path> found;
  fs::recursive_directory_iterator walk(path, fs::directory_options::skip_permission_denied, error);
  if (error) return Error{fmt::format("{}: cannot be listed: {}", path, error.message())};
  for (; walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    const bool hidden = walk->path().filename().string().starts_with('.');
    std::error_code unknown;
    if (hidden && walk->is_directory(unknown)) walk.disable_recursion_pending();
    if (!hidden && walk->is_regular_file(unknown) && KindOfName(walk->path().filename().string()) != 0) found.push_back(walk->path());
  }
  // An iterator that fails is at its end.
  if (error) return Error{fmt::format("{}: cannot be listed: {}", path, error.message())};
  std::sort(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) { return std::pair(Rank(a), a) < std::pair(Rank(b), b); });
  for (const fs::path& file : found) files.push_back({file.string(), KindOfName(file.filename().string()) == 2});
  if (files.empty()) return Error{fmt::format("{}: holds no .json, .ndjson or .jsonl file", path)};
  return files;
}

struct TextFile::Handle {
  gzFile file = nullptr;
  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (file != nullptr) gzclose(file);
  }
};

TextFile::TextFile(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
TextFile::TextFile(TextFile&&) noexcept = default;
TextFile& TextFile::operator=(TextFile&&) noexcept = default;
TextFile::~TextFile() = default;

Result<TextFile> TextFile::Open(const std::string& path) {
  auto handle = std::make_unique<Handle>();
  handle->file = gzopen(path.c_str(), "rb");
  if (handle->file == nullptr) return Error{"cannot be opened; check that it exists and may be read"};
  gzbuffer(handle->file, kBlock);
  return TextFile(std::move(handle));
}

// Appends a block of the file. False at the end.
bool TextFile::Append(std::string& text) {
  const std::size_t had = text.size();
  if (refused_) return false;
  text.resize(had + kBlock);
  const int got = gzread(handle_->file, text.data() + had, kBlock);
  text.resize(had + static_cast<std::size_t>(std::max(got, 0)));
  int code = Z_OK;
  gzerror(handle_->file, &code);
  if (got < 0 || code == Z_BUF_ERROR || code == Z_DATA_ERROR) failure_ = "is damaged or cut short (gzip)";
  unpacked_ += static_cast<std::size_t>(std::max(got, 0));
  if (unpacked_ > kRatioFromBytes && gzdirect(handle_->file) == 0) {
    const auto packed = static_cast<std::size_t>(std::max<z_off_t>(gzoffset(handle_->file), 1));
    refused_ = unpacked_ > kMaxUnpackedBytes || unpacked_ / packed > kMaxUnpackedRatio;
    if (refused_) {
      failure_ = unpacked_ > kMaxUnpackedBytes
                     ? fmt::format("unpacks to more than {} GiB; refused, split it", kMaxUnpackedBytes >> 30)
                     : fmt::format("unpacks to more than {} times its size; refused as a zip bomb", kMaxUnpackedRatio);
      text.resize(had);
      return false;
    }
  }
  if (code == Z_ERRNO) failure_ = "cannot be read to its end";
  if (first_ && text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  first_ = false;
  return got > 0;
}

// Appends to the buffer, dropping what was read of it. False at the end.
bool TextFile::Fill() {
  buffer_.erase(0, at_);
  at_ = 0;
  const bool more = Append(buffer_);
  if (refused_) buffer_.clear();
  return more;
}

bool TextFile::NextLines(std::size_t bytes, std::string& lines) {
  lines.assign(buffer_);
  buffer_.clear();
  too_long_ = false;
  const std::size_t last = lines.rfind('\n');
  std::size_t whole = last == std::string::npos ? 0 : last + 1;  // bytes of whole lines
  while (whole == 0 || lines.size() < bytes) {
    const std::size_t had = lines.size();
    const bool more = Append(lines);
    if (refused_) {
      // The line that it was refused in is not read.
      lines.resize(too_long_ ? 0 : whole);
      return !lines.empty();
    }
    if (!more) return !lines.empty() || too_long_;
    if (too_long_) {
      const std::size_t end = lines.find('\n');
      if (end != std::string::npos) buffer_.assign(lines, end + 1);
      lines.clear();
      if (end != std::string::npos) return true;
      continue;
    }
    if (whole == 0 && lines.size() > kMaxDocumentBytes) {
      const std::size_t end = lines.find('\n', had);
      too_long_ = end == std::string::npos || end > kMaxDocumentBytes;
      if (too_long_) {
        if (end != std::string::npos) buffer_.assign(lines, end + 1);
        lines.clear();
        lines.shrink_to_fit();
        if (end != std::string::npos) return true;
        continue;
      }
    }
    const std::string_view read = std::string_view(lines).substr(had);
    if (const std::size_t end = read.rfind('\n'); end != std::string_view::npos) whole = had + end + 1;
  }
  buffer_.assign(lines, whole);
  lines.resize(whole);
  return true;
}

bool TextFile::NextLine(std::string& line) {
  line.clear();
  too_long_ = false;
  bool any = false;
  while (true) {
    const std::size_t end = buffer_.find('\n', at_);
    const std::size_t take = (end == std::string::npos ? buffer_.size() : end) - at_;
    any = any || take > 0;
    if (line.size() + take > kMaxDocumentBytes) too_long_ = true;
    if (!too_long_) line.append(buffer_, at_, take);
    at_ += take;
    if (end != std::string::npos) {
      ++at_;
      any = true;
      break;
    }
    if (!Fill()) break;
  }
  if (refused_) {
    line.clear();
    return false;
  }
  if (too_long_) line.clear();
  if (line.ends_with('\r')) line.pop_back();
  return any;
}

Result<std::string> TextFile::Rest() {
  while (Fill()) {
    if (buffer_.size() > kMaxDocumentBytes)
      return Error{"is larger than 1 GiB; split it, or write one Bundle or resource a line (.ndjson)"};
  }
  buffer_.erase(0, at_);
  at_ = 0;
  if (!failure_.empty()) return Error{failure_};
  return std::move(buffer_);
}

Result<simdjson::dom::element> ParseJson(simdjson::dom::parser& parser, std::string& text) {
  text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  return ParsePadded(parser, text);
}

Result<simdjson::dom::element> ParsePadded(simdjson::dom::parser& parser, std::string_view part) {
  simdjson::dom::element root;
  const simdjson::error_code error = parser.parse(part.data(), part.size(), false).get(root);
  if (error != simdjson::SUCCESS) return Error{Explain(part, error)};
  return root;
}

}  // namespace eligo::readers
