// CSV as Table: our own reader, because no line may be lost or mended without a word.
//
// DuckDB's was tried: with a quote that is not closed, or a line that is no UTF-8, lines stood neither among its rows nor among its
// rejects. Here a record runs over several lines only when its quotes close as they must and it has as many cells as the
// header; else its first line alone is left out and reading goes on at the next. Separator: the most frequent of `,` `;` tab `|` in
// the header. Tab-separated files have no quotes (as vocabularies are delivered: 5" is a text there).
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <deque>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>
#include <zlib.h>

#include "tables/table.h"

namespace eligo::tables {
namespace {

constexpr std::size_t kBlock = 256 << 10;
constexpr std::size_t kMostRecordBytes = 16 << 20;  // a longer line is no line
constexpr std::size_t kMostQuotedBytes = 1 << 20;   // a record over several lines

class CsvTable : public Table {
 public:
  explicit CsvTable(std::string path) : path_(std::move(path)) {}
  ~CsvTable() override {
    if (file_ != nullptr) gzclose(file_);
  }
  CsvTable(const CsvTable&) = delete;
  CsvTable& operator=(const CsvTable&) = delete;

  Result<Done> Open() {
    file_ = gzopen(path_.c_str(), "rb");
    if (file_ == nullptr) return Error{"cannot be opened; check that it exists and may be read"};
    gzbuffer(file_, kBlock);
    Fill(0);
    for (const std::string_view mark : {"\xFF\xFE", "\xFE\xFF"}) {
      if (buffer_.starts_with(mark)) return Error{"is UTF-16; save it as UTF-8"};
    }
    if (buffer_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    std::string_view header;
    if (!TakeLine(header) || header.empty())
      return Error{failure_.empty() ? "has no header; the first line must name the columns" : failure_};
    if (header.find('\0') != std::string_view::npos || !simdjson::validate_utf8(header.data(), header.size())) {
      return Error{"is not UTF-8; save it as UTF-8 text"};
    }
    std::size_t most = 0;
    for (const char c : {',', '\t', ';', '|'}) {
      const auto count = static_cast<std::size_t>(std::count(header.begin(), header.end(), c));
      if (count > most) separator_ = c;
      most = std::max(most, count);
    }
    quotes_ = separator_ != '\t';
    if (SplitLine(header) != Cut::kWhole) return Error{"has a header whose quotes do not close"};
    for (const std::string_view cell : cells_) columns_.emplace_back(cell);
    return Done{};
  }

  const std::vector<std::string>& columns() const override { return columns_; }

  Result<Done> Choose(const std::vector<Column>& columns) override {
    chosen_.clear();
    for (const Column& column : columns) {
      const std::size_t at = ColumnAt(columns_, column.name);
      chosen_.push_back(at == columns_.size() ? kAbsent : at);
    }
    return Done{};
  }

  bool Next(const Skipped& skipped) override {
    std::string_view line;
    while (TakeLine(line)) {
      line_ = lines_;
      if (too_long_) {
        skipped(Place(), "is longer than a line may be");
        continue;
      }
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      const std::string why = ReadRecord(line);
      if (why.empty()) return true;
      skipped(Place(), why);
    }
    return false;
  }

  std::string_view Cell(std::size_t column) const override {
    return chosen_[column] == kAbsent ? std::string_view() : cells_[chosen_[column]];
  }
  std::string Place() const override { return fmt::format("{}:{}", path_, line_); }
  const std::string& failure() const override { return failure_; }

 private:
  static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);
  enum class Cut : std::uint8_t { kWhole, kOpen, kBroken };  // kOpen: the line ends inside a quoted cell

  // The cells of the record that begins with `line`, or why there are none. Takes further lines only for a record that is whole.
  std::string ReadRecord(std::string_view line) {
    const Cut cut = SplitLine(line);
    if (cut == Cut::kBroken) return "has text behind a closing quote; double the quotes that are part of a cell";
    if (cut == Cut::kOpen) {
      if (!SplitLines(line)) return "has a quote that is not closed";
      return {};
    }
    if (const char* wrong = Wrong(line); wrong != nullptr) return wrong;
    if (cells_.size() != columns_.size()) return fmt::format("has {} cells where the header has {}", cells_.size(), columns_.size());
    return {};
  }

  static const char* Wrong(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return "holds a NUL; save the file as UTF-8 text";
    if (!simdjson::validate_utf8(text.data(), text.size())) return "is not UTF-8";
    return nullptr;
  }

  // A record of several lines, if the lines to come make it whole; else nothing is taken but the first of them.
  bool SplitLines(std::string_view first) {
    std::size_t begin = static_cast<std::size_t>(first.data() - buffer_.data());
    while (buffer_.size() - begin < kMostQuotedBytes && !at_end_) {
      Fill(begin);
      begin = 0;
    }
    const std::string_view all = std::string_view(buffer_).substr(begin, kMostQuotedBytes);
    std::int64_t more = 0;
    for (std::size_t end = at_ - begin; end < all.size();) {
      const std::size_t line_end = std::min(all.find('\n', end), all.size());
      const bool closes = all.substr(end, line_end - end).find('"') != std::string_view::npos;
      end = line_end + 1;
      ++more;
      if (!closes) continue;
      std::string_view record = all.substr(0, line_end);
      if (record.ends_with('\r')) record.remove_suffix(1);
      const Cut cut = SplitLine(record);
      if (cut == Cut::kOpen) continue;
      if (cut != Cut::kWhole || cells_.size() != columns_.size() || Wrong(record) != nullptr) return false;
      at_ = std::min(begin + end, buffer_.size());
      lines_ += more;
      return true;
    }
    return false;
  }

  // Cells are views of `line`, or of `unquoted_` where quotes had to be taken out.
  Cut SplitLine(std::string_view line) {
    cells_.clear();
    unquoted_.clear();
    std::size_t at = 0;
    while (true) {
      if (quotes_ && at < line.size() && line[at] == '"') {
        const std::size_t open = ++at;
        bool doubled = false;
        std::size_t close = line.find('"', at);
        while (close != std::string_view::npos && close + 1 < line.size() && line[close + 1] == '"') {
          doubled = true;
          close = line.find('"', close + 2);
        }
        if (close == std::string_view::npos) return Cut::kOpen;
        cells_.push_back(doubled ? Undoubled(line.substr(open, close - open)) : line.substr(open, close - open));
        at = close + 1;
        if (at < line.size() && line[at] != separator_) return Cut::kBroken;
      } else {
        const void* found = at < line.size() ? std::memchr(line.data() + at, separator_, line.size() - at) : nullptr;
        const std::size_t end = found == nullptr ? line.size() : static_cast<std::size_t>(static_cast<const char*>(found) - line.data());
        cells_.push_back(line.substr(at, end - at));
        at = end;
      }
      if (at >= line.size()) return Cut::kWhole;
      ++at;  // the separator; a line that ends with one has an empty cell behind it
    }
  }

  std::string_view Undoubled(std::string_view cell) {
    std::string& out = unquoted_.emplace_back();
    for (std::size_t i = 0; i < cell.size(); ++i) {
      out += cell[i];
      if (cell[i] == '"') ++i;
    }
    return out;
  }

  // The next line without its end; false at the end of the file.
  bool TakeLine(std::string_view& line) {
    too_long_ = false;
    std::size_t from = at_;
    while (true) {
      if (const std::size_t end = buffer_.find('\n', from); end != std::string::npos) {
        line = std::string_view(buffer_).substr(at_, end - at_);
        at_ = end + 1;
        break;
      }
      if (buffer_.size() - at_ > kMostRecordBytes) {
        too_long_ = true;
        at_ = buffer_.size();
      }
      const std::size_t had = buffer_.size() - at_;
      if (!Fill(at_)) {
        if (buffer_.size() == at_ && !too_long_) return false;
        line = std::string_view(buffer_).substr(at_);
        at_ = buffer_.size();
        if (!failure_.empty()) return false;  // what was cut short is no line
        break;
      }
      from = at_ + had;
    }
    ++lines_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    return true;
  }

  // Reads on, dropping what stands before `keep`, which is then at 0. False when nothing more came.
  bool Fill(std::size_t keep) {
    if (at_end_) return false;
    buffer_.erase(0, keep);
    at_ -= keep;
    const std::size_t had = buffer_.size();
    buffer_.resize(had + kBlock);
    const int got = gzread(file_, buffer_.data() + had, kBlock);
    buffer_.resize(had + static_cast<std::size_t>(std::max(got, 0)));
    int code = Z_OK;
    gzerror(file_, &code);
    if (got < 0 || code == Z_BUF_ERROR || code == Z_DATA_ERROR) failure_ = "is damaged or cut short (gzip)";
    if (code == Z_ERRNO) failure_ = "cannot be read to its end";
    at_end_ = got <= 0;
    return got > 0;
  }

  std::string path_;
  gzFile file_ = nullptr;
  std::string buffer_;
  std::size_t at_ = 0;      // of the next line in the buffer
  std::int64_t lines_ = 0;  // taken so far
  std::int64_t line_ = 0;   // where the present record began
  bool too_long_ = false;
  bool at_end_ = false;
  std::string failure_;
  char separator_ = ',';
  bool quotes_ = true;
  std::vector<std::string> columns_;
  std::vector<std::size_t> chosen_;
  std::vector<std::string_view> cells_;
  std::deque<std::string> unquoted_;
};

}  // namespace

Result<std::unique_ptr<Table>> OpenCsv(const std::string& path) {
  auto table = std::make_unique<CsvTable>(path);
  const Result<Done> opened = table->Open();
  if (!opened.ok()) return Error{fmt::format("{}: {}", path, opened.error())};
  return std::unique_ptr<Table>(std::move(table));
}

}  // namespace eligo::tables
