#include "tables/libpq.h"

#ifdef ELIGO_LIBPQ

#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "tables/shared_library.h"

namespace eligo::tables {
namespace {

Result<Libpq> Open() {
  // In the folder that ELIGO_LIBPQ names, else the system's.
  const char* named = std::getenv("ELIGO_LIBPQ");  // NOLINT(concurrency-mt-unsafe): nothing here sets it
  const std::string place = named != nullptr && *named != '\0' ? std::string(named) + "/libpq.so.5" : "libpq.so.5";
  void* handle = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return Error{fmt::format("libpq is not there (looked for {}); run tools/setup or set ELIGO_LIBPQ", place)};
  Libpq library;
#define ELIGO_FIND(name) \
  if (!FindFunction(handle, "PQ" #name, library.name)) return Error{"libpq is of another version: it lacks PQ" #name "; run tools/setup"};
  ELIGO_LIBPQ_FUNCTIONS(ELIGO_FIND)
#undef ELIGO_FIND
  return library;
}

}  // namespace

const Result<Libpq>& OpenLibpq() {
  static const Result<Libpq> kLibrary = Open();
  return kLibrary;
}

}  // namespace eligo::tables

#endif  // ELIGO_LIBPQ
