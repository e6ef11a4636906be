// Reading: text to logic, without JSON. One pass over the example protocols, and one long sentence at two lengths, whose times tell how
// reading grows with the length (linear: four times). ELIGO_BENCH_TEXTS names a folder of protocols that is read on one core and on all
// of them, a file at a time and nothing kept, so that `peak_MB` is what reading itself takes; the texts are in memory before.
// ELIGO_BENCH_TERMS names other terms than those beside the program: without the model of mentions, what that costs shows.
#include <sys/resource.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>

#include "pipeline/reading.h"
#include "readers/protocol.h"
#include "source/utf8.h"
#include "terms/terms.h"

namespace {

using eligo::pipeline::Read;

const eligo::terms::Terms& Terms() {
  const char* named = std::getenv("ELIGO_BENCH_TERMS");
  static const auto kTerms = eligo::terms::Terms::Open(
      named != nullptr ? named : (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "terms.bin").string());
  if (!kTerms) std::abort();
  return *kTerms;
}

void ReadExamples(benchmark::State& state) {
  const auto files = eligo::readers::ReadProtocols({"examples/protocols"});
  std::size_t criteria = 0;
  for (auto _ : state) {
    for (const auto& document : files.documents) criteria += Read(document, Terms()).logic->criteria.size();
  }
  state.counters["criteria/s"] = benchmark::Counter(static_cast<double>(criteria), benchmark::Counter::kIsRate);
}
BENCHMARK(ReadExamples)->Unit(benchmark::kMillisecond);

void ReadLongSentence(benchmark::State& state) {
  std::string text = "Exclusion Criteria:\n1. ";
  for (int i = 0; i < state.range(0); ++i) text += "malignancy and infection or ";
  eligo::source::Document document;
  document.text = *eligo::source::DecodeUtf8(text);
  for (auto _ : state) benchmark::DoNotOptimize(Read(document, Terms()));
}
BENCHMARK(ReadLongSentence)->Arg(2500)->Arg(10000)->Unit(benchmark::kMillisecond);

// The largest resident memory of this process until now.
double PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// Reads the folder on `cores` cores, 0 for all of them.
void ReadTexts(benchmark::State& state) {
  const char* folder = std::getenv("ELIGO_BENCH_TEXTS");
  if (folder == nullptr) {
    state.SkipWithError("ELIGO_BENCH_TEXTS is not set; name a folder of protocols");
    return;
  }
  static const auto kFiles = eligo::readers::ReadProtocols({folder});
  const auto cores =
      state.range(0) > 0 ? static_cast<std::size_t>(state.range(0)) : static_cast<std::size_t>(tbb::info::default_concurrency());
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, cores);
  std::atomic<std::size_t> criteria = 0;
  for (auto _ : state) {
    tbb::parallel_for(std::size_t{0}, kFiles.documents.size(),
                      [&](std::size_t i) { criteria += Read(kFiles.documents[i], Terms()).logic->criteria.size(); });
  }
  state.counters["criteria/s"] = benchmark::Counter(static_cast<double>(criteria), benchmark::Counter::kIsRate);
  state.counters["peak_MB"] = PeakMegabytes();
}
BENCHMARK(ReadTexts)->ArgName("cores")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace
