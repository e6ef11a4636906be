#include "pipeline/amendment.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "diff/diff.h"
#include "pipeline/blocks.h"

namespace eligo::pipeline {
namespace {

using verdict::Flip;
using verdict::PatientVerdict;

verdict::Partners PartnersOf(const logic::Changes& changes, std::size_t criteria_after) {
  verdict::Partners partners;
  partners.before_of_after.assign(criteria_after, -1);
  for (const logic::CriterionChange& change : changes) {
    if (change.new_criterion < 0) {
      partners.removed.push_back(change.old_criterion);
    } else {
      partners.before_of_after[static_cast<std::size_t>(change.new_criterion)] = change.old_criterion;
    }
  }
  return partners;
}

// The cohorts of both versions as one list: those of the new one, then those that only the old one has.
struct Cohorts {
  std::vector<std::string> labels;
  std::vector<int> of_before;  // the place of each old cohort in the list

  Cohorts(const logic::Protocol& before, const logic::Protocol& after) {
    const auto label = [](const logic::Cohort& cohort) { return cohort.label.empty() ? cohort.id : cohort.label; };
    for (const logic::Cohort& cohort : after.cohorts) labels.push_back(label(cohort));
    for (const logic::Cohort& cohort : before.cohorts) {
      const auto same = std::find_if(after.cohorts.begin(), after.cohorts.end(), [&](const logic::Cohort& c) { return c.id == cohort.id; });
      of_before.push_back(
          static_cast<int>(same != after.cohorts.end() ? static_cast<std::size_t>(same - after.cohorts.begin()) : labels.size()));
      if (same == after.cohorts.end()) labels.push_back(label(cohort));
    }
  }
};

}  // namespace

logic::Changes Compare(const Reading& before, const Reading& after, const terms::Terms& terms) {
  return diff::Diff(*before.logic, *after.logic, terms);
}

PatientChanges ComparePatients(const Reading& before, const Reading& after, const logic::Changes& changes, const records::Records& records,
                               const terms::Terms& terms, const ScreenRequest& request, std::vector<std::string>& voided) {
  const verdict::RunProtocol old_criteria = verdict::RunProtocolOf("", *before.logic);
  const verdict::RunProtocol new_criteria = verdict::RunProtocolOf("", *after.logic);
  const verdict::Partners partners = PartnersOf(changes, new_criteria.criteria.size());
  const verdict::Versions versions{old_criteria.criteria, new_criteria.criteria, partners};
  const Cohorts cohorts(*before.logic, *after.logic);

  // What became of some patients: the flips, and how many verdicts there are now.
  const auto compare = [&](const std::vector<std::vector<PatientVerdict>>& verdicts) {
    std::map<std::pair<int, std::string_view>, std::pair<const PatientVerdict*, const PatientVerdict*>> both;
    for (const PatientVerdict& was : verdicts[0]) {
      const int cohort = was.cohort < 0 ? -1 : cohorts.of_before[static_cast<std::size_t>(was.cohort)];
      both[{cohort, was.patient}].first = &was;
    }
    for (const PatientVerdict& is : verdicts[1]) both[{is.cohort, is.patient}].second = &is;
    std::vector<Flip> flips;
    for (const auto& [key, judged] : both) {
      std::optional<verdict::RunVerdict> was;
      if (judged.first != nullptr) was = verdict::RunVerdictOf(versions.before, 0, *judged.first);
      auto flip = FlipOf(versions, 0, {was ? &*was : nullptr, judged.second, judged.first});
      if (!flip) continue;
      flip->cohort = key.first;
      flips.push_back(std::move(*flip));
    }
    return flips;
  };

  PatientChanges result{request.settings, std::string(terms.version()), records.patients().size(), 0, cohorts.labels, {}};
  AnswerBook answers(request.answers);
  ForEachCompared({&*before.logic, &*after.logic}, records, terms, request.settings, answers,
                  [&](const std::vector<std::vector<PatientVerdict>>& verdicts) {
                    return [&result, flips = compare(verdicts), judged = verdicts[1].size()]() mutable {
                      result.judged += judged;
                      for (Flip& flip : flips) result.flips.push_back(std::move(flip));
                    };
                  });
  voided = answers.Unused();
  std::stable_sort(result.flips.begin(), result.flips.end(),
                   [](const Flip& a, const Flip& b) { return std::tie(a.cohort, a.patient) < std::tie(b.cohort, b.patient); });
  return result;
}

bool PrintChanges(const Reading& before, const Reading& after, const logic::Changes& changes, const PatientChanges* patients,
                  PageFormat format, const Sink& sink) {
  return sink(format == PageFormat::kJson ? report::DiffJson(before, after, changes, patients) + '\n'
                                          : report::DiffText(before, after, changes, patients));
}

}  // namespace eligo::pipeline
