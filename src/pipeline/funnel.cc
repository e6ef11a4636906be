#include "pipeline/funnel.h"

#include <algorithm>
#include <map>
#include <utility>

#include <tbb/combinable.h>
#include <tbb/parallel_for.h>

#include "base/result.h"
#include "match/counter.h"
#include "report/cohort_counts.h"
#include "report/funnel_text.h"

namespace eligo::pipeline {
namespace {

using ByCohort = std::map<int, verdict::Funnel>;

ByCohort Empty(const logic::Protocol& protocol) {
  ByCohort funnels;
  for (const int cohort : report::CohortsOf(protocol)) funnels.emplace(cohort, report::CriteriaOf(protocol, cohort).size());
  return funnels;
}

// By protocol, each with its cohorts.
std::vector<ByCohort> Count(const std::vector<const logic::Protocol*>& protocols, const records::Records& records,
                            const terms::Terms& terms, const verdict::Settings& settings) {
  std::vector<ByCohort> all;
  all.reserve(protocols.size());
  for (const logic::Protocol* protocol : protocols) all.push_back(Empty(*protocol));
  const match::Counter counter(protocols, records, terms, settings);
  const std::size_t patients = records.patients().size();
  // Sums: no order of the blocks shows in them.
  tbb::combinable<std::vector<ByCohort>> partial([&] { return all; });
  tbb::parallel_for(std::size_t{0}, (patients + match::kCounted - 1) / match::kCounted, [&](std::size_t block) {
    const auto tallies = counter.Count(block * match::kCounted, match::kCounted);
    std::vector<ByCohort>& sums = partial.local();
    for (std::size_t p = 0; p < tallies.size(); ++p) {
      std::size_t n = 0;
      for (auto& [cohort, funnel] : sums[p]) funnel.Add(tallies[p][n++]);
    }
  });
  partial.combine_each([&](const std::vector<ByCohort>& sums) {
    for (std::size_t p = 0; p < sums.size(); ++p) {
      for (const auto& [cohort, funnel] : sums[p]) all[p].at(cohort).Merge(funnel);
    }
  });
  return all;
}

verdict::Mask Untouched(const logic::Protocol& protocol, int cohort, const logic::WhatIf& what_if) {
  verdict::Mask untouched;
  for (const std::size_t i : report::CriteriaOf(protocol, cohort)) untouched.push_back(!what_if.touched.contains(protocol.criteria[i].id));
  return untouched;
}

}  // namespace

Result<std::vector<logic::WhatIf>> MakeWhatIfs(const std::vector<Reading>& readings, const std::vector<std::string>& sets) {
  std::vector<logic::WhatIf> what_ifs;
  if (!sets.empty() && readings.size() != 1)
    return Error{"--set: " + std::to_string(readings.size()) + " protocols; name one, for the ids are of one protocol"};
  for (const std::string& text : sets) {
    auto what_if = logic::MakeWhatIf(*readings.front().logic, text);
    if (!what_if) return Error{"--set: " + what_if.error()};
    what_ifs.push_back(std::move(*what_if));
  }
  return what_ifs;
}

report::FunnelReport MakeFunnel(const std::vector<Reading>& readings, const records::Records& records, const terms::Terms& terms,
                                const FunnelRequest& request) {
  CHECK(request.what_ifs.empty() || readings.size() == 1);
  std::vector<const logic::Protocol*> protocols;
  for (const Reading& reading : readings) {
    CHECK(reading.logic);
    protocols.push_back(&*reading.logic);
  }
  for (const logic::WhatIf& what_if : request.what_ifs) protocols.push_back(&what_if.protocol);
  const std::vector<ByCohort> counted = Count(protocols, records, terms, request.settings);

  const report::SmallCounts counts(request.least);
  report::FunnelReport report;
  report.settings = request.settings;
  report.terms = terms.version();
  report.least = request.least;
  report.patients = counts.Show(records.patients().size(), {});
  for (std::size_t i = 0; i < readings.size(); ++i) {
    for (const auto& [cohort, funnel] : counted[i]) {
      report::Counted one{&readings[i], cohort, funnel, {}};
      for (std::size_t w = 0; w < request.what_ifs.size(); ++w) {
        const logic::WhatIf& what_if = request.what_ifs[w];
        one.what_ifs.push_back({what_if.text, Untouched(*protocols[i], cohort, what_if), counted[readings.size() + w].at(cohort)});
      }
      report.funnels.push_back(report::MakeFunnel(one, counts));
    }
  }
  return report;
}

bool PrintFunnel(const report::FunnelReport& report, FunnelFormat format, const Sink& sink) {
  switch (format) {
    case FunnelFormat::kJson: return sink(report::FunnelJson(report));
    case FunnelFormat::kCsv: return sink(report::FunnelCsv(report));
    case FunnelFormat::kText: break;
  }
  return sink(report::FunnelText(report));
}

}  // namespace eligo::pipeline
