#include "report/cohort_counts.h"

#include <bit>
#include <numeric>

#include "report/funnel.h"

namespace eligo::report {
namespace {

std::size_t CountOf(const verdict::Bits& bits) {
  std::size_t n = 0;
  for (const std::uint64_t word : bits) n += static_cast<std::size_t>(std::popcount(word));
  return n;
}

// Whom one criterion stops, whom two or more: of 64 patients at a time.
struct Stopped {
  std::uint64_t once = 0, more = 0;
  std::uint64_t only() const { return once & ~more; }
};
Stopped StoppedIn(const verdict::Tally& tally, std::size_t word) {
  Stopped stopped;
  for (const verdict::Bits& fails : tally.presumed.fails) {
    stopped.more |= stopped.once & fails[word];
    stopped.once |= fails[word];
  }
  return stopped;
}

}  // namespace

std::vector<int> CohortsOf(const logic::Protocol& protocol) {
  if (protocol.cohorts.empty()) return {-1};
  std::vector<int> cohorts(protocol.cohorts.size());
  std::iota(cohorts.begin(), cohorts.end(), 0);
  return cohorts;
}

void CohortCounts::Add(const CohortCounts& more) {
  judged += more.judged;
  starred = starred || more.starred;
  for (std::size_t i = 0; i < overall.strict.size(); ++i) {
    overall.strict[i] += more.overall.strict[i];
    overall.presumed[i] += more.overall.presumed[i];
  }
  criteria.resize(more.criteria.size());
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    criteria[i].pass += more.criteria[i].pass;
    criteria[i].fail += more.criteria[i].fail;
    criteria[i].unknown += more.criteria[i].unknown;
    criteria[i].only += more.criteria[i].only;
  }
}

CohortCounts CountsOf(const logic::Protocol& protocol, int cohort, const verdict::Tally& tally) {
  CohortCounts counts;
  counts.cohort = cohort;
  counts.judged = CountOf(tally.judged);
  for (std::size_t i = 0; i < counts.overall.strict.size(); ++i) {
    counts.overall.strict[i] = CountOf(tally.strict.overall[i]);
    counts.overall.presumed[i] = CountOf(tally.presumed.overall[i]);
  }
  counts.criteria.resize(protocol.criteria.size());
  const std::vector<std::size_t> asked = CriteriaOf(protocol, cohort);
  for (std::size_t n = 0; n < asked.size(); ++n) {
    Attrition& one = counts.criteria[asked[n]];
    one.fail = CountOf(tally.presumed.fails[n]);
    one.unknown = CountOf(tally.presumed.unknown[n]);
    one.pass = counts.judged - one.fail - one.unknown;
  }
  for (std::size_t w = 0; w < tally.judged.size(); ++w) {
    const std::uint64_t alone = StoppedIn(tally, w).only() & ~tally.deceased[w];
    for (std::size_t n = 0; n < asked.size(); ++n) {
      const std::uint64_t fails = tally.presumed.fails[n][w];
      counts.criteria[asked[n]].only += static_cast<std::size_t>(std::popcount(fails & alone));
      counts.starred = counts.starred || (fails & ~tally.strict.fails[n][w]) != 0;
    }
  }
  return counts;
}

verdict::Bits WorthListing(const verdict::Tally& tally) {
  verdict::Bits listed(tally.judged.size());
  for (std::size_t w = 0; w < listed.size(); ++w) {
    const std::uint64_t out = tally.presumed.overall[static_cast<std::size_t>(verdict::Overall::kIneligible)][w];
    listed[w] = tally.judged[w] & (~out | StoppedIn(tally, w).only());
  }
  return listed;
}

}  // namespace eligo::report
