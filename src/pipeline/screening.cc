#include "pipeline/screening.h"

#include <utility>

#include <tbb/parallel_for.h>

#include "base/result.h"
#include "forecast/decisive.h"
#include "match/match.h"
#include "match/needed.h"
#include "report/pseudonyms.h"

namespace eligo::pipeline {
namespace {

void AddLabels(const logic::Protocol& protocol, const terms::Terms& terms, std::map<std::string, std::string>& labels) {
  for (const logic::Criterion& criterion : protocol.criteria) {
    logic::ForEachLeaf(criterion.expression, [&](const logic::Expression& leaf) {
      if (leaf.op != logic::Op::kFact || leaf.fact->concept_ref.id.empty()) return;
      const std::string& id = leaf.fact->concept_ref.id;
      if (labels.contains(id)) return;
      const auto found = terms.Find(id);
      labels.emplace(id, found ? std::string(terms.Get(*found).label) : id);
    });
  }
}

}  // namespace

terms::ConceptSet NeededConcepts(const std::vector<Reading>& readings, const terms::Terms& terms) {
  terms::ConceptSet needed;
  for (const Reading& reading : readings) {
    if (reading.logic) match::AddNeeded(*reading.logic, terms, needed);
  }
  return needed;
}

Screening Screen(std::vector<Reading> readings, const records::Records& records, const terms::Terms& terms, const ScreenRequest& request,
                 std::vector<std::string>& voided) {
  Screening screening;
  screening.settings = request.settings;
  screening.terms = std::string(terms.version());
  screening.unmapped = records.unmapped().size();
  for (const records::Patient& patient : records.patients()) screening.patients.push_back(patient.id);
  AnswerBook answers(request.answers);
  for (Reading& reading : readings) {
    CHECK(reading.logic);
    report::Judged judged;
    judged.reading = std::move(reading);
    const logic::Protocol& protocol = *judged.reading.logic;
    AddLabels(protocol, terms, screening.labels);
    judged.verdicts = match::Match(protocol, records, terms, request.settings);
    answers.Apply(protocol, judged.verdicts);
    // After the answers: what a person has found out is not asked again.
    tbb::parallel_for(std::size_t{0}, judged.verdicts.size(),
                      [&](std::size_t i) { judged.verdicts[i].decisive = forecast::Decisive(protocol, terms, judged.verdicts[i]); });
    screening.protocols.push_back(std::move(judged));
  }
  voided = answers.Unused();
  if (request.pseudonymise) report::Pseudonymise(screening);
  return screening;
}

}  // namespace eligo::pipeline
