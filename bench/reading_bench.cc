// Reading: text to logic, without JSON. One pass over the example protocols, and one long sentence at two lengths, whose times tell how
// reading grows with the length (linear: four times).
#include <cstdlib>
#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>

#include "pipeline/reading.h"
#include "readers/protocol.h"
#include "source/utf8.h"
#include "terms/terms.h"

namespace {

using eligo::pipeline::Read;

const eligo::terms::Terms& Terms() {
  static const auto kTerms =
      eligo::terms::Terms::Open((std::filesystem::read_symlink("/proc/self/exe").parent_path() / "terms.bin").string());
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

}  // namespace
