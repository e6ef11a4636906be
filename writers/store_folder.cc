#include "writers/store_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <tbb/parallel_for.h>

#include "base/sha256.h"
#include "records/store_format.h"

namespace eligo::writers {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

bool WriteText(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  return file.good();
}

// Every file but the description itself; 1.parquet before 10.parquet.
std::vector<std::string> FilesOf(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code failed;  // a file that cannot be looked at is not listed, and the store then refused as not whole
  for (fs::recursive_directory_iterator walk(folder, failed), end; !failed && walk != end; walk.increment(failed)) {
    if (walk->is_regular_file(failed)) names.push_back(walk->path().lexically_relative(folder).generic_string());
  }
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    const auto group = [](const std::string& name) { return name.substr(0, name.rfind('/')); };
    return group(a) != group(b) ? group(a) < group(b) : a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return names;
}

// Their sizes and sums; false when one cannot be read.
bool Describe(const std::string& folder, Json& store) {
  const std::vector<std::string> names = FilesOf(folder);
  std::vector<std::optional<FileHash>> hashes(names.size());
  tbb::parallel_for(std::size_t{0}, names.size(), [&](std::size_t i) { hashes[i] = HashFile(folder + '/' + names[i]); });
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!hashes[i]) return false;
    store["files"][names[i]] = hashes[i]->bytes;
    store["sha256"][names[i]] = hashes[i]->sha256;
  }
  return true;
}

}  // namespace

Result<StoreFolder> StoreFolder::Open(const std::string& path) {
  auto aside = Aside::Open(path, {"eligo/store.json", "is no STORE and holds files", true});
  if (!aside) return Error{aside.error()};
  std::error_code failed;
  for (const char* folder : {"data", "metadata", "eligo", "eligo/patients", "scratch"}) {
    fs::create_directories(fs::path(aside->folder()) / folder, failed);
    if (failed) return Error{fmt::format("{}: cannot be made: {}", path, failed.message())};
  }
  return StoreFolder(std::move(*aside));
}

Error StoreFolder::Failed(const std::string& what) const {
  // DuckDB does not tell a full disk from a damaged file; what is written here is never damaged.
  std::error_code failed;
  const fs::space_info space = fs::space(aside_.folder(), failed);
  constexpr std::uintmax_t kNearlyNothing = 1 << 20;
  const bool full = !failed && space.available < kNearlyNothing;
  const bool io = what.starts_with("cannot be read or written");
  return {fmt::format("{}: the output is incomplete: {}", aside_.target(),
                      full ? "no space left on the device"
                      : io ? "a file of it cannot be written"
                           : "a table of it " + what)};
}

Result<Done> StoreFolder::Close(tables::Database& database, const StoreCodes& codes, std::uint64_t patients, std::uint64_t events,
                                const StoreNotes& notes) {
  const std::string& folder = aside_.folder();
  if (auto written = codes.Write(database, folder); !written) return Failed(written.error());
  std::error_code failed;
  fs::remove_all(scratch(), failed);

  Json dataset;
  dataset["etl_name"] = "eligo";
  dataset["meds_version"] = "0.4.1";
  dataset["raw_source_id_columns"] = {"eligo_source", "eligo_source_number"};
  Json extensions = Json::array();
  for (const records::StoreColumn& column : records::kStoreColumns) {
    if (!column.name.starts_with("eligo_source")) extensions.push_back(column.name);
  }
  dataset["other_extension_columns"] = extensions;

  Json store;
  store["version"] = records::kStoreVersion;
  store["written_by"] = notes.program;
  if (!notes.terms.empty()) store["terms"] = notes.terms;
  store["patients"] = patients;
  store["events"] = events;
  store["codes"] = codes.size();
  store["read"] = Json::object();
  for (const auto& [name, count] : notes.counts) store["read"][name] = count;
  store["told"] = notes.skipped.size();

  std::string skipped;
  for (const std::string& line : notes.skipped) skipped += line + '\n';
  const bool good = WriteText(folder + "/metadata/dataset.json", dataset.dump(2) + '\n') &&
                    (skipped.empty() || WriteText(folder + "/eligo/skipped.txt", skipped)) && Describe(folder, store) &&
                    WriteText(folder + "/eligo/store.json", store.dump(2) + '\n');
  if (!good) return Failed("cannot be read or written");
  return aside_.Publish();
}

}  // namespace eligo::writers
