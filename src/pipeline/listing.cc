#include "pipeline/listing.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include <tbb/parallel_for.h>

#include "match/counter.h"
#include "report/cohort_counts.h"

namespace eligo::pipeline {

std::size_t LongestList(const report::Screening& screening, const records::Records& records, LongList longer) {
  std::size_t lists = 1;
  for (const report::Judged& judged : screening.protocols) {
    if (longer.together) lists = std::max(lists, report::CohortsOf(*judged.reading.logic).size());
  }
  return records.patients().size() * lists;
}

Listed List(report::Screening& screening, const records::Records& records, const terms::Terms& terms, LongList longer) {
  std::vector<const logic::Protocol*> protocols;
  for (const report::Judged& judged : screening.protocols) protocols.push_back(&*judged.reading.logic);
  const match::Counter counter(protocols, records, terms, screening.settings);
  const std::size_t blocks = (records.patients().size() + match::kCounted - 1) / match::kCounted;
  struct OfBlock {
    report::CohortCounts counts;
    verdict::Bits judged, worth;
  };
  std::vector<std::vector<std::vector<OfBlock>>> all(blocks);  // [block][protocol][cohort]
  tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t block) {
    const auto tallies = counter.Count(block * match::kCounted, match::kCounted);
    for (std::size_t p = 0; p < protocols.size(); ++p) {
      std::vector<OfBlock>& of_protocol = all[block].emplace_back();
      const std::vector<int> cohorts = report::CohortsOf(*protocols[p]);
      for (std::size_t c = 0; c < cohorts.size(); ++c) {
        const verdict::Tally& tally = tallies[p][c];
        of_protocol.push_back({report::CountsOf(*protocols[p], cohorts[c], tally), tally.judged, report::WorthListing(tally)});
      }
    }
  });
  Listed listed(protocols.size());
  for (std::size_t p = 0; p < protocols.size(); ++p) {
    std::vector<report::CohortCounts>& counts = screening.protocols[p].counts;
    std::size_t judged = 0;
    for (const int cohort : report::CohortsOf(*protocols[p])) {
      report::CohortCounts& sum = counts.emplace_back();
      sum.cohort = cohort;
      for (const auto& block : all) sum.Add(block[p][counts.size() - 1].counts);
      judged += sum.judged;
    }
    for (std::size_t c = 0; c < counts.size(); ++c) {
      const bool everyone = (longer.together ? judged : counts[c].judged) <= longer.few;
      std::vector<records::PatientIndex>& of_cohort = listed[p].emplace_back();
      for (std::size_t b = 0; b < blocks; ++b) {
        const OfBlock& block = all[b][p][c];
        const verdict::Bits& bits = everyone ? block.judged : block.worth;
        for (std::size_t w = 0; w < bits.size(); ++w) {
          for (std::uint64_t left = bits[w]; left != 0; left &= left - 1)
            of_cohort.push_back(static_cast<records::PatientIndex>(b * match::kCounted + w * verdict::kBitsAWord +
                                                                   static_cast<std::size_t>(std::countr_zero(left))));
        }
      }
    }
  }
  return listed;
}

}  // namespace eligo::pipeline
