#include "pipeline/blocks.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include <tbb/info.h>
#include <tbb/parallel_pipeline.h>

#include "forecast/dates.h"
#include "forecast/decisive.h"
#include "match/match.h"

namespace eligo::pipeline {
namespace {

// Where the next block begins.
struct Place {
  std::shared_ptr<const match::Matcher> matcher;
  std::size_t protocol = 0, cohort = 0, first = 0;
};

}  // namespace

void ForEachBlock(const std::vector<const logic::Protocol*>& protocols, const records::Records& records, Places places,
                  const terms::Terms& terms, const verdict::Settings& settings, AnswerBook& answers,
                  const std::function<std::function<bool()>(Block)>& work) {
  using Pending = std::shared_ptr<Block>;
  using Rest = std::function<bool()>;
  std::atomic<bool> going = true;
  Place next;
  const auto matcher_of = [&](std::size_t protocol) {
    return protocol < protocols.size() ? std::make_shared<match::Matcher>(*protocols[protocol], records, terms, settings) : nullptr;
  };
  next.matcher = matcher_of(0);
  next.first = places.begin;
  const auto take = [&](tbb::flow_control& control) -> Place {
    if (!next.matcher || !going) {
      control.stop();
      return {};
    }
    Place place = next;
    next.first += match::kBatch;
    if (next.first >= places.end) {
      next.first = places.begin;
      if (++next.cohort == next.matcher->cohorts()) next = {matcher_of(place.protocol + 1), place.protocol + 1, 0, places.begin};
    }
    return place;
  };
  const auto judge = [&places](const Place& place) {
    const std::size_t count = places.end > place.first ? std::min(match::kBatch, places.end - place.first) : 0;
    return std::make_shared<Block>(Block{place.protocol, place.matcher->Match(place.cohort, place.first, count)});
  };
  const auto answer = [&](const Pending& block) {
    answers.Apply(*protocols[block->protocol], block->verdicts);
    return block;
  };
  // After the answers: what a person has found out is not asked again.
  const auto ask = [&](const Pending& block) -> Rest {
    for (verdict::PatientVerdict& verdict : block->verdicts) {
      verdict.decisive = forecast::Decisive(*protocols[block->protocol], terms, verdict);
      forecast::SetDates(*protocols[block->protocol], settings.as_of, verdict);
    }
    return work(std::move(*block));
  };
  const std::size_t under_way = 2 * static_cast<std::size_t>(tbb::info::default_concurrency());
  tbb::parallel_pipeline(under_way, tbb::make_filter<void, Place>(tbb::filter_mode::serial_in_order, take) &
                                        tbb::make_filter<Place, Pending>(tbb::filter_mode::parallel, judge) &
                                        tbb::make_filter<Pending, Pending>(tbb::filter_mode::serial_in_order, answer) &
                                        tbb::make_filter<Pending, Rest>(tbb::filter_mode::parallel, ask) &
                                        tbb::make_filter<Rest, void>(tbb::filter_mode::serial_in_order, [&](const Rest& rest) {
                                          if (going && !rest()) going = false;
                                        }));
}

}  // namespace eligo::pipeline
