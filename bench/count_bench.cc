// Counting over prepared columns: what criteria come to for many patients, without words, beside DuckDB over the same patients in its own
// memory, compressed: one pass written by hand (bench/ten_criteria.sql), and SQL as programs make it of cohort definitions
// (ten_criteria_generated.sql). ELIGO_BENCH_OMOP names a folder with the tables of generated patients
// (`eligo generate --format omop` writes one), ELIGO_BENCH_PROTOCOLS other protocols than bench/ten_criteria.txt; DuckDB's pass is of
// those ten alone. Reading and preparing are not measured; `preparing_s` is how long it took to make columns of the records. `patients_s`
// is patients a second over all protocols together; `bytes_s` is what the columns hold a second, to be held against that of copying as many
// bytes (CopyAsMuch).
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <tbb/parallel_for.h>

#include "match/counter.h"
#include "pipeline/screening.h"
#include "readers/patients.h"
#include "readers/protocol.h"
#include "tables/database.h"
#include "tables/table.h"
#include "terms/terms.h"

namespace {

namespace fs = std::filesystem;
using eligo::match::kCounted;
using eligo::tables::Database;

const char* Folder() { return std::getenv("ELIGO_BENCH_OMOP"); }

std::size_t as_many = 0;  // bytes that the last count could read

// What counting works on, made once however often the benchmark is called.
struct Prepared {
  eligo::terms::Terms terms;
  std::vector<eligo::pipeline::Reading> readings;
  std::vector<const eligo::logic::Protocol*> logic;
  eligo::Result<eligo::records::Records> records;
  eligo::verdict::Settings settings;
  std::unique_ptr<const eligo::match::Counter> counter;
  double preparing_s = 0;  // the counter with its columns, from records
};

const Prepared& PreparedOnce() {
  static const std::unique_ptr<const Prepared> kPrepared = [] {
    auto terms = eligo::terms::Terms::Open((fs::read_symlink("/proc/self/exe").parent_path() / "terms.bin").string());
    if (!terms) std::abort();
    const char* protocols = std::getenv("ELIGO_BENCH_PROTOCOLS");
    auto files = eligo::readers::ReadProtocols({protocols != nullptr ? protocols : "bench/ten_criteria.txt"});
    auto readings = eligo::pipeline::Read(std::move(files.documents), *terms);
    eligo::readers::ReadReport report;
    auto records = eligo::readers::ReadPatients(Folder(), *terms, {}, report, eligo::pipeline::NeededConcepts(readings, *terms));
    auto prepared = std::unique_ptr<Prepared>(new Prepared{std::move(*terms), std::move(readings), {}, std::move(records), {}, {}});
    for (const auto& reading : prepared->readings) prepared->logic.push_back(&*reading.logic);
    prepared->settings.as_of = eligo::FromCivil({2026, 6, 1});
    if (!prepared->records.ok()) return prepared;
    const auto begun = std::chrono::steady_clock::now();
    prepared->counter =
        std::make_unique<const eligo::match::Counter>(prepared->logic, *prepared->records, prepared->terms, prepared->settings);
    prepared->preparing_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return prepared;
  }();
  return *kPrepared;
}

void CountPatients(benchmark::State& state) {
  if (Folder() == nullptr) return state.SkipWithError("ELIGO_BENCH_OMOP names no folder");
  const Prepared& prepared = PreparedOnce();
  if (!prepared.records.ok()) return state.SkipWithError(prepared.records.error().c_str());
  const eligo::match::Counter& counter = *prepared.counter;
  const std::size_t patients = prepared.records->patients().size();
  for (auto _ : state) {
    tbb::parallel_for(std::size_t{0}, (patients + kCounted - 1) / kCounted,
                      [&](std::size_t block) { benchmark::DoNotOptimize(counter.Count(block * kCounted, kCounted)); });
  }
  as_many = counter.effort().bytes;
  state.counters["bytes"] = static_cast<double>(as_many);
  state.counters["bytes_s"] = benchmark::Counter(static_cast<double>(as_many), benchmark::Counter::kIsIterationInvariantRate);
  state.counters["patients"] = static_cast<double>(patients);
  state.counters["leaves"] = static_cast<double>(counter.effort().leaves);
  state.counters["distinct"] = static_cast<double>(counter.effort().distinct);
  state.counters["preparing_s"] = prepared.preparing_s;
  state.counters["patients_s"] = benchmark::Counter(static_cast<double>(patients), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(CountPatients)->UseRealTime()->Unit(benchmark::kMillisecond);

// As many bytes as the count before could read, copied on all cores.
void CopyAsMuch(benchmark::State& state) {
  if (as_many == 0) return state.SkipWithError("nothing was counted");
  constexpr std::size_t kPiece = 1 << 20;
  const std::vector<char> from(as_many, 'a');
  std::vector<char> to(as_many);
  for (auto _ : state) {
    tbb::parallel_for(std::size_t{0}, (as_many + kPiece - 1) / kPiece, [&](std::size_t piece) {
      const std::size_t begin = piece * kPiece;
      std::memcpy(to.data() + begin, from.data() + begin, std::min(kPiece, as_many - begin));
    });
    benchmark::DoNotOptimize(to.data());
    benchmark::ClobberMemory();
  }
  state.counters["bytes_s"] = benchmark::Counter(static_cast<double>(as_many), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(CopyAsMuch)->UseRealTime()->Unit(benchmark::kMillisecond);

// "(1, 2)": the concepts of a name; "(-1)" where the data have none.
std::string IdsOf(Database& database, const std::string& name) {
  auto cursor =
      database.Query("SELECT DISTINCT concept_id FROM concept WHERE concept_name = " + eligo::tables::Quoted(name) + " ORDER BY 1");
  std::string ids;
  while (cursor.ok() && cursor->Next()) ids += (ids.empty() ? "" : ", ") + std::to_string(cursor->Whole(0));
  return "(" + (ids.empty() ? "-1" : ids) + ")";
}

// What the statements ask for, in memory.
struct Table {
  const char *name, *columns;
};
constexpr Table kTables[] = {
    {"person", "person_id, year_of_birth, month_of_birth, day_of_birth"},
    {"concept", "concept_id, concept_name"},
    {"condition_occurrence", "person_id, condition_concept_id, condition_start_date, condition_end_date"},
    {"drug_exposure", "person_id, drug_concept_id, drug_exposure_start_date, drug_exposure_end_date"},
    {"measurement",
     "person_id, measurement_concept_id, measurement_date, value_as_number, unit_source_value, range_high, measurement_source_value"},
};

void CountWithSql(benchmark::State& state, const char* statement) {
  if (Folder() == nullptr) return state.SkipWithError("ELIGO_BENCH_OMOP names no folder");
  eligo::tables::DatabaseOptions options;
  options.memory_mb = 8192;
  auto database = Database::Open(options);
  if (!database.ok()) return state.SkipWithError(database.error().c_str());
  // Compressed, as DuckDB's files are: a million patients would not fit otherwise.
  for (const char* packed : {"ATTACH ':memory:' AS packed (COMPRESS)", "USE packed"}) {
    if (const auto made = database->Run(packed); !made.ok()) return state.SkipWithError(made.error().c_str());
  }
  for (const auto& entry : fs::directory_iterator(Folder())) {
    const std::string extension = entry.path().extension();
    if (extension != ".csv" && extension != ".parquet") continue;
    const std::string name = eligo::tables::LowerName(entry.path().stem().string());
    const auto table = std::find_if(std::begin(kTables), std::end(kTables), [&](const Table& t) { return name == t.name; });
    if (table == std::end(kTables)) continue;
    const std::string file = eligo::tables::Quoted(entry.path().string());
    const auto made = database->Run("CREATE TABLE " + name + " AS SELECT " + table->columns + " FROM " +
                                    (extension == ".csv" ? "read_csv(" + file + ", header = true)" : "read_parquet(" + file + ")"));
    if (!made.ok()) return state.SkipWithError(made.error().c_str());
  }
  std::ifstream in(statement);
  std::string sql((std::istreambuf_iterator<char>(in)), {});
  sql.erase(0, sql.find("WITH"));
  for (std::size_t at = sql.find('{'); at != std::string::npos; at = sql.find('{', at)) {
    const std::size_t end = sql.find('}', at);
    sql.replace(at, end - at + 1, IdsOf(*database, sql.substr(at + 1, end - at - 1)));
  }
  std::int64_t found = 0;
  for (auto _ : state) {
    auto cursor = database->Query(sql);
    if (!cursor.ok() || !cursor->Next()) return state.SkipWithError(cursor.ok() ? "no answer" : cursor.error().c_str());
    found = cursor->Whole(0);
  }
  auto all = database->Query("SELECT count(*) FROM person");
  const double patients = all.ok() && all->Next() ? static_cast<double>(all->Whole(0)) : 0;
  state.counters["found"] = static_cast<double>(found);
  state.counters["patients_s"] = benchmark::Counter(patients, benchmark::Counter::kIsIterationInvariantRate);
}

void CountPatientsByHand(benchmark::State& state) { CountWithSql(state, "bench/ten_criteria.sql"); }
BENCHMARK(CountPatientsByHand)->UseRealTime()->Unit(benchmark::kMillisecond);

void CountPatientsGenerated(benchmark::State& state) { CountWithSql(state, "bench/ten_criteria_generated.sql"); }
BENCHMARK(CountPatientsGenerated)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
