#include "pipeline/explain.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "report/explain_text.h"

namespace eligo::pipeline {
namespace {

// "inc-1 to inc-6"; "exc-1"; "" of none.
std::string Ids(const logic::Protocol& protocol, logic::Kind kind) {
  std::string_view first;
  std::string_view last;
  for (const logic::Criterion& criterion : protocol.criteria) {
    if (criterion.kind != kind) continue;
    if (first.empty()) first = criterion.id;
    last = criterion.id;
  }
  return first == last ? std::string(first) : fmt::format("{} to {}", first, last);
}

}  // namespace

Result<records::PatientIndex> FindPatient(const records::Records& records, std::string_view id) {
  const std::vector<records::Patient>& patients = records.patients();
  const auto found = std::find_if(patients.begin(), patients.end(),
                                  [&](const records::Patient& patient) { return patient.id == id || patient.source == id; });
  if (found != patients.end()) return static_cast<records::PatientIndex>(found - patients.begin());
  return Error{fmt::format("`{}`: none of the {} has this id; `eligo screen` lists them", id,
                           patients.size() == 1 ? "one patient read" : fmt::format("{} patients read", patients.size()))};
}

Result<Done> CheckCriteria(const Reading& reading, const std::vector<std::string>& ids) {
  const logic::Protocol& protocol = *reading.logic;
  for (const std::string& id : ids) {
    if (std::any_of(protocol.criteria.begin(), protocol.criteria.end(), [&](const logic::Criterion& c) { return c.id == id; })) continue;
    const std::string inclusions = Ids(protocol, logic::Kind::kInclusion);
    const std::string exclusions = Ids(protocol, logic::Kind::kExclusion);
    return Error{fmt::format("--criterion: `{}` is no criterion of {}; it has {}{}{}", id, protocol.path, inclusions,
                             inclusions.empty() || exclusions.empty() ? "" : " and ", exclusions)};
  }
  return Done{};
}

bool ExplainTo(std::vector<Reading> readings, const records::Records& records, const terms::Terms& terms, const ExplainRequest& request,
               const report::Sink& sink, std::vector<std::string>& voided) {
  CHECK(request.screen.only);
  if (request.format == PageFormat::kJson)
    return ScreenTo(std::move(readings), records, terms, request.screen, ScreenFormat::kJson, sink, voided);
  const Screening screening = Screen(std::move(readings), records, terms, request.screen, voided);
  return report::ExplainText(screening, terms, {request.criteria, request.all}, sink);
}

}  // namespace eligo::pipeline
