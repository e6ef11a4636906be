// OMOP out of Parquet beside DuckDB's own work on it: `times_sort` is the time from all tables to records of ten criteria over the time
// that DuckDB takes to scan the columns of MEASUREMENT that are read and to sort them by person and day. ELIGO_BENCH_OMOP names a folder
// with the tables as CSV (`eligo generate --format omop` writes one) or Parquet; CSV becomes Parquet first, which is not measured.
// Without it nothing is measured. `cpu_times_sort` is the same of processor time. The peak of memory is DuckDB's and ours together.
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>

#include "pipeline/screening.h"
#include "readers/patients.h"
#include "readers/protocol.h"
#include "tables/database.h"
#include "tables/table.h"
#include "terms/terms.h"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using eligo::tables::Database;
using eligo::tables::Quoted;

double Seconds(Clock::time_point from) { return std::chrono::duration<double>(Clock::now() - from).count(); }

// Of all threads, in the program and in the kernel for it: what other programs on the machine leave alone.
double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec); };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void Do(Database& database, const std::string& sql, benchmark::State& state) {
  if (const auto done = database.Run(sql); !done.ok()) state.SkipWithError(done.error().c_str());
}

void ReadOmopParquet(benchmark::State& state) {
  const char* named = std::getenv("ELIGO_BENCH_OMOP");
  if (named == nullptr) return state.SkipWithError("ELIGO_BENCH_OMOP names no folder");
  const fs::path made = fs::temp_directory_path() / ("eligo_bench_omop_" + std::to_string(getpid()));
  fs::create_directories(made);
  eligo::tables::DatabaseOptions options;
  options.memory_mb = 8192;
  options.scratch = (made / "scratch").string();
  auto database = Database::Open(options);
  if (!database.ok()) return state.SkipWithError(database.error().c_str());
  fs::path folder = made;
  fs::path measurements;
  for (const auto& entry : fs::directory_iterator(named)) {
    if (entry.path().extension() == ".parquet") folder = named;
    if (entry.path().extension() != ".csv") continue;
    Do(*database,
       "COPY (SELECT * FROM read_csv(" + Quoted(entry.path().string()) + ", header = true)) TO " +
           Quoted((made / entry.path().stem()).string() + ".parquet") + " (FORMAT parquet)",
       state);
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (eligo::tables::LowerName(entry.path().stem().string()) == "measurement") measurements = entry.path();
  }

  static const auto kTerms = eligo::terms::Terms::Open((fs::read_symlink("/proc/self/exe").parent_path() / "terms.bin").string());
  if (!kTerms) std::abort();
  auto files = eligo::readers::ReadProtocols({"bench/ten_criteria.txt"});
  const auto needed = eligo::pipeline::NeededConcepts(eligo::pipeline::Read(std::move(files.documents), *kTerms), *kTerms);

  double sorting = 0, sorting_cpu = 0;
  double reading = 0, reading_cpu = 0;
  for (auto _ : state) {
    auto from = Clock::now();
    double cpu_from = CpuSeconds();
    Do(*database,
       "CREATE OR REPLACE TEMP TABLE sorted AS SELECT measurement_id, person_id, measurement_concept_id, measurement_source_concept_id, "
       "measurement_source_value, measurement_date, value_as_number, value_as_concept_id, unit_source_value, value_source_value, "
       "operator_concept_id, range_low, range_high FROM read_parquet(" +
           Quoted(measurements.string()) + ") ORDER BY person_id, measurement_date",
       state);
    sorting += Seconds(from);
    sorting_cpu += CpuSeconds() - cpu_from;
    Do(*database, "DROP TABLE sorted", state);
    from = Clock::now();
    cpu_from = CpuSeconds();
    eligo::readers::ReadReport report;
    const auto records = eligo::readers::ReadPatients(folder.string(), *kTerms, {}, report, needed);
    reading += Seconds(from);
    reading_cpu += CpuSeconds() - cpu_from;
    state.SetIterationTime(Seconds(from));
    if (!records.ok()) return state.SkipWithError(records.error().c_str());
    state.counters["patients"] = static_cast<double>(records->patients().size());
    state.counters["rows"] = static_cast<double>(records->row_count());
  }
  state.counters["read_s"] = reading / static_cast<double>(state.iterations());
  state.counters["sort_s"] = sorting / static_cast<double>(state.iterations());
  state.counters["times_sort"] = reading / sorting;
  state.counters["cpu_times_sort"] = reading_cpu / sorting_cpu;
  state.counters["peak_MB"] = PeakMegabytes();
  fs::remove_all(made);
}
BENCHMARK(ReadOmopParquet)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
