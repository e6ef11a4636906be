// Bytes as what a row of MEDS holds: a code a line, and numbers of floats as decimals.
//
// Asserted beside "no crash": the parts of a code stand in it; a known system's code, put together again, is taken apart into the same; a
// unit is one; the interval of a float is one, and holds the decimal; codes find concepts, the same each time.
#include "readers/meds.h"

#include <cmath>
#include <cstdlib>

#include "readers/record_sink.h"
#include "test/fuzz/promise.h"
#include "units/unit.h"

namespace eligo {
namespace {

using fuzz::Require;
using readers::MedsCode;

void CheckNumber(std::string_view line) {
  const auto number = readers::NumberOfFloat(line);
  if (!number) return;
  const auto decimal = units::Rational::Parse(line);
  Require(decimal && number->low && number->high && *number->low <= *number->high, "no interval");
  Require(number->exact() ? *number->low == *decimal : *number->low < *number->high, "six digits are another number");
  // Of more digits than a float has, the decimal is not the shortest one, and only its float lies inside.
  const float value = std::strtof(std::string(line).c_str(), nullptr);
  Require(std::isfinite(value), "a number that no float holds");
}

void CheckCode(std::string_view line) {
  const MedsCode code = readers::SplitMedsCode(line);
  for (const std::string* part : {&code.prefix, &code.unit})
    Require(line.find(*part) != std::string_view::npos, "a part that does not stand in the code");
  Require(code.system.empty() || !code.prefix.empty(), "a system without a prefix");
  Require(code.unit.empty() || units::ParseUnit(code.unit).has_value(), "a unit that is none");
  if (!code.system.empty() && !code.rest.empty()) {
    const MedsCode again = readers::SplitMedsCode(code.system + "//" + code.rest + (code.unit.empty() ? "" : "//" + code.unit));
    Require(again.system == code.system && again.rest == code.rest && again.unit == code.unit,
            "put together again another code: " + std::string(line));
  }
  readers::RecordSink sink(fuzz::BuiltTerms());
  const records::Codeable meant =
      code.system.empty() ? records::Codeable{{}, code.rest} : records::Codeable{{{code.system, code.rest, ""}}, ""};
  for (int bearer = 0; bearer < records::kBearers; ++bearer) {
    if (static_cast<records::Bearer>(bearer) == records::Bearer::kConcept) continue;
    const auto first = sink.Code(meant, static_cast<records::Bearer>(bearer));
    Require(first.value == sink.Code(meant, static_cast<records::Bearer>(bearer)).value, "one code, two numbers");
  }
}

}  // namespace
}  // namespace eligo

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace eligo;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr int kMostLines = 16;
  for (int i = 0; i < kMostLines && !bytes.empty(); ++i) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    CheckCode(bytes.substr(0, end));
    CheckNumber(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return 0;
}
