// FHIR ingest beside simdjson's own DOM parse of the same bytes, in one run: `share` is how near reading to records comes to that
// limit, with all cores for the one and one thread for the other (`taskset -c 0` gives both one). ELIGO_BENCH_FHIR names a file of NDJSON
// (`eligo generate --format fhir` writes such); without it a small cohort is made up of one patient over and over, which flatters both.
// Terms: those beside the program.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include "pipeline/screening.h"
#include "readers/fhir.h"
#include "readers/protocol.h"
#include "readers/record_sink.h"
#include "terms/terms.h"

namespace {

using Clock = std::chrono::steady_clock;

const eligo::terms::Terms& FhirTerms() {
  static const auto kTerms =
      eligo::terms::Terms::Open((std::filesystem::read_symlink("/proc/self/exe").parent_path() / "terms.bin").string());
  if (!kTerms) std::abort();
  return *kTerms;
}

// One patient with a disease, results and an order, as often as asked, each under an id of its own.
std::string MadeUp(int patients) {
  std::string lines;
  for (int i = 0; i < patients; ++i) {
    const std::string id = std::to_string(i);
    const std::string subject = R"("subject":{"reference":"Patient/)" + id + R"("},)";
    lines += R"({"resourceType":"Patient","id":")" + id + R"(","gender":"female","birthDate":"1980-05-20"})" + "\n";
    lines +=
        R"({"resourceType":"Condition","id":")" + id + R"(",)" + subject +
        R"("clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M32.14",)" +
        R"("display":"Glomerular disease in systemic lupus erythematosus"}]},"onsetDateTime":"2015-03-02"})" + "\n";
    for (int day = 1; day <= 28; ++day) {
      const std::string date = "2026-01-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
      lines += R"({"resourceType":"Observation","id":")" + id + "-" + std::to_string(day) + R"(","status":"final",)" + subject +
               R"("code":{"coding":[{"system":"http://loinc.org","code":"718-7","display":"Hemoglobin [Mass/volume] in Blood"}]},)" +
               R"("effectiveDateTime":")" + date + R"(T08:30:00+02:00","valueQuantity":{"value":13.)" + std::to_string(day) +
               R"(,"unit":"g/dL","system":"http://unitsofmeasure.org","code":"g/dL"}})" + "\n";
    }
  }
  return lines;
}

const std::string& Lines() {
  static const std::string kLines = [] {
    const char* named = std::getenv("ELIGO_BENCH_FHIR");
    if (named == nullptr) return MadeUp(1000);
    std::ifstream in(named, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }();
  return kLines;
}

double Seconds(Clock::time_point from) { return std::chrono::duration<double>(Clock::now() - from).count(); }

double ParseAlone(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  simdjson::dom::parser parser;
  const auto from = Clock::now();
  std::string line;
  std::size_t members = 0;
  while (std::getline(in, line)) {
    line.reserve(line.size() + simdjson::SIMDJSON_PADDING);
    simdjson::dom::element root;
    if (!line.empty() && parser.parse(line.data(), line.size(), false).get(root) == simdjson::SUCCESS) ++members;
  }
  benchmark::DoNotOptimize(members);
  return Seconds(from);
}

// What a protocol of ten criteria asks for.
eligo::terms::ConceptSet TenCriteria() {
  auto files = eligo::readers::ReadProtocols({"bench/ten_criteria.txt"});
  return eligo::pipeline::NeededConcepts(eligo::pipeline::Read(std::move(files.documents), FhirTerms()), FhirTerms());
}

// The argument: 1 keeps what the ten criteria ask for, 0 all that is known.
void ReadFhirLines(benchmark::State& state) {
  const std::string file = (std::filesystem::temp_directory_path() / "eligo_bench.ndjson").string();
  std::ofstream(file, std::ios::binary) << Lines();
  (void)FhirTerms();
  const auto needed = state.range(0) == 1 ? std::optional(TenCriteria()) : std::nullopt;
  double parsing = 0;
  double reading = 0;
  for (auto _ : state) {
    parsing += ParseAlone(file);
    const auto from = Clock::now();
    eligo::readers::ReadReport report;
    eligo::readers::RecordSink sink(FhirTerms(), needed);
    const auto read = eligo::readers::ReadFhir(file, FhirTerms(), {}, sink, report);
    benchmark::DoNotOptimize(sink.Finish().row_count());
    reading += Seconds(from);
    if (!read.ok()) state.SkipWithError("no records");
    state.SetIterationTime(Seconds(from));
  }
  const double megabytes = static_cast<double>(Lines().size()) * static_cast<double>(state.iterations()) / 1e6;
  state.counters["MB/s"] = megabytes / reading;
  state.counters["parse_MB/s"] = megabytes / parsing;
  state.counters["share"] = parsing / reading;
  std::filesystem::remove(file);
}
BENCHMARK(ReadFhirLines)->Arg(0)->Arg(1)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
