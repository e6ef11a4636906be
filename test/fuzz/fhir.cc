// Bytes as patient data: the FHIR reader, then a small protocol over what it found, then every format of the report.
//
// Asserted beside "no crash": each patient is judged, presumed never contradicts strict, `ineligible` means that some criterion fails,
// and the JSON parses back. Bytes changed at random are hardly ever JSON, so that half of the mutations work on its tree.
#include "readers/fhir.h"

#include <algorithm>
#include <iterator>
#include <random>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pipeline/print.h"
#include "pipeline/screening.h"
#include "readers/record_sink.h"
#include "source/utf8.h"
#include "test/fuzz/promise.h"

extern "C" std::size_t LLVMFuzzerMutate(unsigned char* data, std::size_t size, std::size_t max_size);

namespace eligo {
namespace {

// One criterion for each kind of fact.
constexpr char kProtocol[] = R"(Inclusion Criteria:
1. Age 18 to 65 years.
2. Female.
3. Systemic lupus erythematosus, diagnosed at least 6 months before screening.
4. ANA titer >= 1:80 or anti-dsDNA positive.
5. Hemoglobin >= 85 g/L and creatinine <= 1.5 x ULN at screening.
6. SLEDAI-2K score >= 8.
7. Prednisone <= 20 mg/day at a stable dose for at least 2 weeks.

Exclusion Criteria:
1. Rituximab within 9 months before the first dose.
2. HBsAg positive.
3. History of malignancy, except resected basal cell carcinoma.
4. Cyclophosphamide within 5 half-lives before the first dose.
5. Pregnancy.
6. Kidney transplant.
7. Allergy to penicillin.
8. Live vaccine within 4 weeks before screening.
9. Participation in another trial within 30 days before screening.
)";

using fuzz::Require;

struct Fixed {
  const terms::Terms& terms;
  pipeline::Reading reading;
  pipeline::ScreenRequest request;
};

const Fixed& World() {
  static const Fixed kWorld = [] {
    Fixed fixed{fuzz::BuiltTerms(), {}, {}};
    source::Document document;
    document.path = "fuzz";
    document.text = source::DecodeUtf8(kProtocol).value_or(U"");
    fixed.reading = pipeline::Read(std::move(document), fixed.terms);
    pipeline::SettingsText settings;
    settings.as_of = "2026-06-01";
    settings.anchors = {"first_dose=2026-06-15"};
    fixed.request.settings = *pipeline::ParseSettings(settings);
    return fixed;
  }();
  return kWorld;
}

// What strict says for sure, presumed says too.
void CheckVerdict(const verdict::PatientVerdict& v) {
  using verdict::Outcome;
  using verdict::Overall;
  bool fails[2] = {false, false};
  for (const verdict::CriterionVerdict& c : v.criteria) {
    Require(c.strict == Outcome::kUnknown || c.strict == c.presumed, "presumed contradicts strict: " + c.id);
    Require(!c.why.empty(), "no sentence: " + c.id);
    fails[0] = fails[0] || c.strict == Outcome::kFail;
    fails[1] = fails[1] || c.presumed == Outcome::kFail;
    for (const verdict::Atom& a : c.atoms) {
      Require(a.holds == Truth::kUnknown || a.holds == a.presumed, "presumed contradicts strict: " + a.leaf);
      Require(a.holds != Truth::kUnknown || a.presumed != Truth::kUnknown || !a.missing.empty(),
              "unknown, and nothing is missing: " + a.leaf);
    }
  }
  if (!v.controlled_by.empty()) return;
  Require((v.strict == Overall::kIneligible) == fails[0], "strict overall and criteria disagree");
  Require((v.presumed == Overall::kIneligible) == fails[1], "presumed overall and criteria disagree");
}

void CheckPrinted(const pipeline::Screening& screening, std::size_t verdicts) {
  using pipeline::ScreenFormat;
  for (const ScreenFormat format : {ScreenFormat::kText, ScreenFormat::kCsv, ScreenFormat::kHtml, ScreenFormat::kJson}) {
    std::string out;
    pipeline::PrintScreening(screening, format, [&](std::string_view piece) {
      out += piece;
      return true;
    });
    Require(!out.empty(), "a format printed nothing");
    if (format != ScreenFormat::kJson) continue;
    std::size_t lines = 0;
    for (std::size_t at = 0; at < out.size(); ++lines) {
      const std::size_t end = out.find('\n', at);
      Require(end != std::string::npos, "a line without an end");
      Require(nlohmann::json::accept(out.substr(at, end - at)), "the JSON is no JSON");
      at = end + 1;
    }
    Require(lines == verdicts, fmt::format("{} lines for {} verdicts", lines, verdicts));
  }
}

using Json = nlohmann::ordered_json;

// Every value of a tree, the root first.
void Values(Json& json, std::vector<Json*>& values) {
  values.push_back(&json);
  if (!json.is_structured()) return;
  for (Json& child : json) Values(child, values);
}

// One change to the tree: a value mutated, replaced by another, doubled or taken out.
void Mutate(Json& json, unsigned seed) {
  std::vector<Json*> values;
  Values(json, values);
  std::minstd_rand random(seed);
  const auto pick = [&]() -> Json& { return *values[random() % values.size()]; };
  Json& at = pick();
  switch (random() % 5) {
    case 0: at = Json(pick()); break;
    case 1: {
      const Json& other = pick();
      if (at.is_array()) at.push_back(Json(other));
      break;
    }
    case 2:
      if (at.is_structured() && !at.empty()) at.erase(std::next(at.begin(), static_cast<std::ptrdiff_t>(random() % at.size())));
      break;
    case 3: {
      const Json choices[] = {nullptr, true, 0, -1, 1e308, "", Json::array(), Json::object(), "2026-02-30", "2026-05-31T23:59:59-12:00"};
      at = choices[random() % std::size(choices)];
      break;
    }
    default: {
      std::string text = at.is_string() ? at.get<std::string>() : at.dump();
      const std::size_t had = text.size();
      text.resize(had + 16);
      text.resize(LLVMFuzzerMutate(reinterpret_cast<unsigned char*>(text.data()), had, text.size()));
      if (at.is_string()) {
        at = text;
      } else if (const Json read = Json::parse(text, nullptr, false); !read.is_discarded()) {
        at = read;
      }
    }
  }
}

}  // namespace
}  // namespace eligo

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace eligo;
  const Fixed& world = World();
  readers::ReadReport report;
  readers::RecordSink sink(world.terms);
  const auto read = readers::ReadFhirText("fuzz", std::string(reinterpret_cast<const char*>(data), size), world.terms, {}, sink, report);
  if (!read.ok()) {
    Require(!read.error().empty(), "an error without words");
    return 0;
  }
  const records::Records records = sink.Finish();
  Require(records.patients().size() == static_cast<std::size_t>(report.patients), "the report counts other patients");
  std::vector<std::string> voided;
  const auto screening = pipeline::Screen({world.reading}, records, world.terms, world.request, voided);
  const auto& verdicts = screening.protocols.front().verdicts;
  Require(verdicts.size() == records.patients().size(), "not every patient was judged once");
  for (const verdict::PatientVerdict& v : verdicts) CheckVerdict(v);
  CheckPrinted(screening, verdicts.size());
  return 0;
}

// One line of NDJSON, or the whole text, when it is JSON; else bytes.
extern "C" std::size_t LLVMFuzzerCustomMutator(unsigned char* data, std::size_t size, std::size_t max_size, unsigned seed) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (seed % 2 == 0) return LLVMFuzzerMutate(data, size, max_size);
  std::size_t begin = 0;
  std::size_t end = size;
  if (!nlohmann::json::accept(text)) {
    const std::size_t middle = size == 0 ? 0 : (seed / 2) % size;
    end = std::min(text.find('\n', middle), size);
    const std::size_t before = text.rfind('\n', middle == 0 ? 0 : middle - 1);
    begin = before == std::string::npos || before >= end ? 0 : before + 1;
  }
  eligo::Json json = eligo::Json::parse(text.substr(begin, end - begin), nullptr, false);
  if (json.is_discarded()) return LLVMFuzzerMutate(data, size, max_size);
  eligo::Mutate(json, seed);
  const std::string line = json.dump(-1, ' ', false, eligo::Json::error_handler_t::replace);
  const std::string changed = text.substr(0, begin) + line + text.substr(end);
  if (changed.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::copy(changed.begin(), changed.end(), data);
  return changed.size();
}
