#include "readers/reporter.h"

#include <algorithm>

#include <fmt/format.h>

namespace eligo::readers {
namespace {

constexpr int kTold = 20;

}  // namespace

void Reporter::Tell(std::string_view place, std::string_view resource, const Problem& problem, std::string_view consequence) {
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
