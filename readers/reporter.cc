#include "readers/reporter.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace eligo::readers {
namespace {

constexpr int kTold = 20;

// Takes "SEPARATOR 12" from the end of a place; 0 when it does not stand there.
int TakeNumber(std::string_view& place, std::string_view separator) {
  const std::size_t at = place.rfind(separator);
  if (at == std::string_view::npos || at == 0) return 0;
  const std::string_view digits = place.substr(at + separator.size());
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number < 1) return 0;
  place = place.substr(0, at);
  return number;
}

}  // namespace

std::string Skipped::ToJson() const {
  nlohmann::ordered_json json;
  json["file"] = file;
  if (line > 0) json["line"] = line;
  if (entry > 0) json["entry"] = entry;
  if (!resource.empty()) json["resource"] = resource;
  if (!element.empty()) json["element"] = element;
  json["what"] = what;
  if (!consequence.empty()) json["consequence"] = consequence;
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void Reporter::Tell(std::string_view place, std::string_view resource, const Problem& problem, std::string_view consequence) {
  if (report_.on_skipped) {
    Skipped skipped{"", 0, 0, std::string(resource), problem.element, problem.what, std::string(consequence)};
    std::string_view file = place;
    for (int entry = 1; entry > 0;) {  // of the outermost bundle
      entry = TakeNumber(file, ": entry ");
      if (entry > 0) skipped.entry = entry;
    }
    skipped.line = TakeNumber(file, ":");
    skipped.file = file;
    report_.on_skipped(skipped);
  }
  std::string what = problem.element.empty() ? problem.what : problem.element + ": " + problem.what;
  Kind& kind = kinds_[what];
  if (kind.told >= (problem.once ? 1 : kTold)) {
    ++kind.untold;
    return;
  }
  ++kind.told;
  std::string line(place);
  if (!resource.empty()) line += fmt::format(": {}", resource);
  line += fmt::format(": {}", what);
  if (!consequence.empty()) line += fmt::format("; {}", consequence);
  report_.errors.push_back(std::move(line));
}

void Reporter::UnknownUnit(std::string_view place, std::string_view resource, std::string_view element, std::string_view unit) {
  if (!units_.emplace(unit).second) return;
  // A unit is short and plain; anything else may be a note that fell into the field.
  const bool shown = unit.size() <= 20 && std::all_of(unit.begin(), unit.end(), [](char c) { return c > ' ' && c != '`' && c != 0x7F; });
  const std::string name = shown ? fmt::format("unknown unit `{}`", unit) : "holds a unit that is not known";
  Tell(place, resource, {std::string(element), name, false}, "results in it are kept and compare as unknown");
}

void Reporter::Finish() {
  for (const auto& [what, kind] : kinds_) {
    if (kind.untold > 0) report_.errors.push_back(fmt::format("{} more like it: {}", kind.untold, what));
  }
}

}  // namespace eligo::readers
