// StoreFolder: what a STORE has beside its shards: metadata, codes, counts; written aside, put in place at the end.
//
// eligo/store.json stands last: it names every other file with its size and its SHA-256, by which a reader sees that one is missing, cut
// short, damaged or another's.
// No clock: the same input gives the same bytes. Tested by test/cli/store_test.cc.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "tables/database.h"
#include "writers/aside.h"
#include "writers/store_codes.h"

namespace eligo::writers {

// What the reader of the input said of it.
struct StoreNotes {
  std::string program;                                       // "eligo 0.1.0"
  std::string terms;                                         // their version, "" when none were asked; see docs/store.md
  std::vector<std::pair<std::string, std::int64_t>> counts;  // "resources", 120
  std::vector<std::string> skipped;                          // a line each, without values
};

class StoreFolder {
 public:
  static Result<StoreFolder> Open(const std::string& path);

  const std::string& target() const { return aside_.target(); }
  // Where shards go, and where a database may spill; the latter is gone at the end.
  const std::string& folder() const { return aside_.folder(); }
  std::string scratch() const { return aside_.folder() + "/scratch"; }

  Result<Done> Close(tables::Database& database, const StoreCodes& codes, std::uint64_t patients, std::uint64_t events,
                     const StoreNotes& notes);
  // `what` failed: one line with the store's name.
  Error Failed(const std::string& what) const;

 private:
  explicit StoreFolder(Aside aside) : aside_(std::move(aside)) {}
  Aside aside_;
};

}  // namespace eligo::writers
