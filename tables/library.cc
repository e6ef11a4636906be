#include "tables/library.h"

#ifdef ELIGO_DUCKDB

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tables/shared_library.h"

namespace eligo::tables {
namespace {

// In this order: the folder that ELIGO_DUCKDB names, beside the program, where the build found it, the system.
std::vector<std::string> Places() {
  namespace fs = std::filesystem;
  const char* named = std::getenv("ELIGO_DUCKDB");  // NOLINT(concurrency-mt-unsafe): nothing here sets it
  if (named != nullptr && *named != '\0')
    return {(fs::path(named) / "lib/libduckdb.so").string(), (fs::path(named) / "libduckdb.so").string()};
  std::vector<std::string> places;
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (!failed) places.push_back((program.parent_path() / "libduckdb.so").string());
  places.emplace_back(ELIGO_DUCKDB);
  places.emplace_back("libduckdb.so");
  return places;
}

Result<Library> Open() {
  void* handle = nullptr;
  std::string looked;
  const bool named = std::getenv("ELIGO_DUCKDB") != nullptr;  // NOLINT(concurrency-mt-unsafe): nothing here sets it
  for (const std::string& place : Places()) {
    // Functions are bound when first called, which halves the time to load; a library that somebody named may lack some, and is asked now.
    handle = dlopen(place.c_str(), (named ? RTLD_NOW : RTLD_LAZY) | RTLD_LOCAL);
    if (handle != nullptr) break;
    looked += (looked.empty() ? "" : ", ") + place;
  }
  if (handle == nullptr) return Error{fmt::format("DuckDB is not there (looked for {}); run tools/setup or set ELIGO_DUCKDB", looked)};
  Library library;
#define ELIGO_FIND(name)                                    \
  if (!FindFunction(handle, "duckdb_" #name, library.name)) \
    return Error{"DuckDB is of another version: it lacks duckdb_" #name "; run tools/setup"};
  ELIGO_DUCKDB_FUNCTIONS(ELIGO_FIND)
#undef ELIGO_FIND
  return library;
}

}  // namespace

const Result<Library>& OpenLibrary() {
  static const Result<Library> kLibrary = Open();
  return kLibrary;
}

}  // namespace eligo::tables

#endif  // ELIGO_DUCKDB
