#include "readers/omop_input.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace eligo::readers {
namespace {

namespace fs = std::filesystem;

bool IsParquet(const fs::path& path) { return tables::LowerName(path.extension().string()) == ".parquet"; }

bool IsCsv(std::string name) {
  name = tables::LowerName(name);
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  return name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".txt");
}

bool IsDuckDb(const std::string& path) {
  std::array<char, 12> head{};
  std::ifstream file(path, std::ios::binary);
  return file.read(head.data(), head.size()) && std::string_view(head.data() + 8, 4) == "DUCK";
}

// The table's name: what stands before the first dot.
std::string TableOf(const fs::path& path) {
  const std::string name = path.filename().string();
  return tables::LowerName(name.substr(0, name.find('.')));
}

// Files of one table: CSV or Parquet, or a folder of Parquet files.
std::map<std::string, std::vector<std::string>> FilesIn(const std::string& folder, std::error_code& error) {
  std::map<std::string, std::vector<std::string>> files;
  std::vector<fs::path> entries;
  for (fs::directory_iterator walk(folder, fs::directory_options::skip_permission_denied, error), end; !error && walk != end;
       walk.increment(error)) {
    if (!walk->path().filename().string().starts_with('.')) entries.push_back(walk->path());
  }
  std::sort(entries.begin(), entries.end());
  for (const fs::path& entry : entries) {
    std::error_code unknown;
    if (fs::is_directory(entry, unknown)) {
      std::vector<std::string> parts;
      for (fs::recursive_directory_iterator walk(entry, fs::directory_options::skip_permission_denied, error), end; !error && walk != end;
           walk.increment(error)) {
        if (IsParquet(walk->path()) && !walk->path().filename().string().starts_with('.')) parts.push_back(walk->path().string());
      }
      if (error) return files;
      std::sort(parts.begin(), parts.end());
      if (!parts.empty()) files[TableOf(entry)] = std::move(parts);
    } else if (IsParquet(entry) || IsCsv(entry.filename().string())) {
      files[TableOf(entry)].push_back(entry.string());
    }
  }
  return files;
}

}  // namespace

bool OmopInput::IsOmop(const std::string& path) {
  if (tables::Postgres::IsAddress(path)) return true;
  std::error_code error;
  if (!fs::is_directory(path, error)) return IsDuckDb(path);
  return FilesIn(path, error).contains("person");
}

Result<OmopInput> OmopInput::Open(const std::string& path) {
  if (tables::Postgres::IsAddress(path)) return OpenServer(path);
  OmopInput input;
  input.path_ = path;
  std::error_code error;
  if (fs::is_directory(path, error)) {
    input.files_ = FilesIn(path, error);
    if (error) return Error{fmt::format("{}: cannot be listed: {}", path, error.message())};
    for (const auto& [table, files] : input.files_) {
      const bool all_parquet = std::all_of(files.begin(), files.end(), [](const std::string& f) { return IsParquet(f); });
      if (files.size() > 1 && !all_parquet)
        return Error{fmt::format("{}: holds the same table as {}; keep one of them", files[1], files[0])};
    }
    return input;
  }
  const Result<Done> connected = input.Connect(path);
  if (!connected.ok()) return Error{connected.error()};
  input.in_database_ = true;
  const auto names = tables::TablesOf(*input.database_);
  if (!names.ok()) return Error{fmt::format("{}: {}", path, names.error())};
  for (const std::string& name : *names) input.files_[tables::LowerName(name)] = {name};
  return input;
}

Result<OmopInput> OmopInput::OpenServer(const std::string& address) {
  OmopInput input;
  input.path_ = tables::Postgres::NameOf(address);
  auto opened = tables::Postgres::Open(address);
  if (!opened.ok()) return Error{fmt::format("{}: {}", input.path_, opened.error())};
  input.server_ = std::make_shared<tables::Postgres>(std::move(*opened));
  const auto tables = input.server_->Tables();
  if (!tables.ok()) return Error{fmt::format("{}: {}", input.path_, tables.error())};
  // Of two that differ by capitals alone the one in small letters, which is the last, stays.
  for (const tables::PostgresTable& table : *tables) input.on_server_[tables::LowerName(table.name)] = table;
  if (!input.Has("person"))
    return Error{fmt::format("{}: no table PERSON is visible; name its schema: ?options=-csearch_path%3DSCHEMA", input.path_)};
  return input;
}

Result<Done> OmopInput::Connect(const std::string& file) {
  if (database_ != nullptr) return Done{};
  auto opened = tables::Database::Open({}, IsDuckDb(file) ? file : std::string());
  if (!opened.ok()) return Error{fmt::format("{}: {}", file, opened.error())};
  database_ = std::make_shared<tables::Database>(std::move(*opened));
  return Done{};
}

Result<std::unique_ptr<tables::Table>> OmopInput::Table(const std::string& table) {
  if (const auto found = on_server_.find(table); found != on_server_.end())
    return tables::OpenPostgresTable(server_, found->second, path_ + ": " + found->second.name);
  const auto found = files_.find(table);
  CHECK(found != files_.end());
  const std::vector<std::string>& files = found->second;
  if (in_database_) return tables::OpenDatabaseTable(database_, files.front(), path_ + ": " + files.front());
  if (!IsParquet(files.front())) return tables::OpenCsv(files.front());
  const Result<Done> connected = Connect(files.front());
  if (!connected.ok()) return Error{connected.error()};
  return tables::OpenParquet(database_, files, files.size() == 1 ? files.front() : fs::path(files.front()).parent_path().string());
}

}  // namespace eligo::readers
