// Generation: synthetic patients by shards: made and formatted on all cores, handed over in order.
//
// A shard is some hundred patients in a row; as many are in the making as there are threads, and a few more, so memory does not grow
// with their number. Same bytes for any number of threads: a patient depends on nothing but the seed, the day and its number.
// Tested by test/generate/*.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "history/catalogue.h"
#include "history/history.h"

namespace eligo::pipeline {

struct GenerationText {
  std::int64_t patients = 0, first = 1;
  std::uint64_t seed = 1;
  std::string as_of;               // a date; there is no default, as the same bytes must come out on any day
  std::string dirt = "portable";   // none, portable or all
  std::vector<std::string> rates;  // CLASS=PERCENT, over the profile's
  int threads = 0;                 // 0: all
};

struct Generation {
  std::uint64_t first = 1, patients = 0, seed = 1;
  Date as_of;
  std::vector<int> dirt;  // in 10,000, by history::Dirt
  int threads = 0;
};
Result<Generation> ParseGeneration(const GenerationText& text);

// `make` gives what is written of one shard, in as many pieces as it likes, on any thread: patients number x size + 1 up to
// (number + 1) x size, or those of them that are asked for, whom `each` makes one by one. `write` as below.
using EachHistory = std::function<void(const std::function<void(const history::History&)>&)>;
bool GenerateShards(const Generation& generation, std::uint64_t size,
                    const std::function<std::vector<std::string>(std::uint64_t number, const EachHistory& each)>& make,
                    const std::function<bool(const std::vector<std::string>&, std::uint64_t)>& write);

// `format` adds one patient to the pieces (texts of as many files as `files`), on any thread; `write` takes a shard's pieces, in order,
// and the number of patients done. False from `write` ends it, and so is what this returns.
bool Generate(const Generation& generation, std::size_t files,
              const std::function<void(const history::History&, std::vector<std::string>&)>& format,
              const std::function<bool(const std::vector<std::string>&, std::uint64_t)>& write);

}  // namespace eligo::pipeline
