// Counting over prepared columns beside DuckDB: what criteria come to for many patients, without words. ELIGO_BENCH_OMOP names a folder
// with the tables (`eligo generate --format omop` writes one), ELIGO_BENCH_PROTOCOLS the protocols (else bench/ten_criteria.txt). Reading
// is not measured. `patients_s` is patients a second over all protocols together, `cells_s` patients times leaves.
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "pipeline/funnel.h"
#include "pipeline/options.h"
#include "pipeline/screening.h"
#include "readers/patients.h"
#include "readers/protocol.h"
#include "terms/terms.h"

namespace {

namespace fs = std::filesystem;

void CountPatients(benchmark::State& state) {
  const char* named = std::getenv("ELIGO_BENCH_OMOP");
  if (named == nullptr) return state.SkipWithError("ELIGO_BENCH_OMOP names no folder");
  const char* protocols = std::getenv("ELIGO_BENCH_PROTOCOLS");
  static const auto kTerms = eligo::terms::Terms::Open((fs::read_symlink("/proc/self/exe").parent_path() / "terms.bin").string());
  if (!kTerms) std::abort();
  auto files = eligo::readers::ReadProtocols({protocols != nullptr ? protocols : "bench/ten_criteria.txt"});
  const auto readings = eligo::pipeline::Read(std::move(files.documents), *kTerms);
  eligo::readers::ReadReport report;
  static const auto kRecords = eligo::readers::ReadPatients(named, *kTerms, {}, report, eligo::pipeline::NeededConcepts(readings, *kTerms));
  if (!kRecords.ok()) return state.SkipWithError(kRecords.error().c_str());
  eligo::pipeline::FunnelRequest request;
  request.settings.as_of = eligo::FromCivil({2026, 6, 1});
  for (auto _ : state) benchmark::DoNotOptimize(eligo::pipeline::MakeFunnel(readings, *kRecords, *kTerms, request));
  state.counters["patients"] = static_cast<double>(kRecords->patients().size());
  state.counters["patients_s"] =
      benchmark::Counter(static_cast<double>(kRecords->patients().size()), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(CountPatients)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
