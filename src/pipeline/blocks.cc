#include "pipeline/blocks.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <memory>
#include <span>
#include <utility>

#include <tbb/info.h>
#include <tbb/parallel_pipeline.h>

#include "forecast/dates.h"
#include "forecast/decisive.h"

namespace eligo::pipeline {
namespace {

// Where a block begins.
struct Place {
  std::shared_ptr<const match::Matcher> matcher;
  std::size_t protocol = 0, cohort = 0;
  std::size_t first = 0, count = 0;  // in the records, or among `listed`
  const std::vector<records::PatientIndex>* listed = nullptr;

  Block Judge() const {
    if (listed == nullptr) return {protocol, matcher->Match(cohort, first, count)};
    return {protocol, matcher->Match(cohort, std::span(*listed).subspan(first, count))};
  }
};

// The places of a run, one after the other.
class Walk {
 public:
  Walk(const std::vector<const logic::Protocol*>& protocols, const records::Records& records, const terms::Terms& terms,
       const verdict::Settings& settings, Places which, match::Ahead ahead)
      : protocols_(protocols), records_(records), terms_(terms), settings_(settings), which_(which), ahead_(ahead), next_(Begin(0)) {}

  // Without a matcher at the end.
  Place Take() {
    if (!next_.matcher) return {};
    Place place = next_;
    std::size_t end = which_.end;
    if (which_.listed != nullptr) {
      place.listed = &(*which_.listed)[place.protocol][place.cohort];
      end = place.listed->size();
    }
    place.count = end > place.first ? std::min(match::kBatch, end - place.first) : 0;
    next_.first += match::kBatch;
    if (next_.first < end) return place;
    next_.first = First();
    if (++next_.cohort == next_.matcher->cohorts()) next_ = Begin(place.protocol + 1);
    return place;
  }

 private:
  std::size_t First() const { return which_.listed != nullptr ? 0 : which_.begin; }
  Place Begin(std::size_t protocol) const {
    if (protocol >= protocols_.size()) return {};
    return {std::make_shared<match::Matcher>(*protocols_[protocol], records_, terms_, settings_, ahead_, which_.words), protocol, 0,
            First(), 0};
  }

  const std::vector<const logic::Protocol*>& protocols_;
  const records::Records& records_;
  const terms::Terms& terms_;
  const verdict::Settings& settings_;
  Places which_;
  match::Ahead ahead_;
  Place next_;
};

std::size_t UnderWay() { return 2 * static_cast<std::size_t>(tbb::info::default_concurrency()); }

}  // namespace

void ForEachBlock(const std::vector<const logic::Protocol*>& protocols, const records::Records& records, Places which,
                  const terms::Terms& terms, const verdict::Settings& settings, AnswerBook& answers,
                  const std::function<std::function<bool()>(Block)>& work) {
  using Pending = std::shared_ptr<Block>;
  using Rest = std::function<bool()>;
  std::atomic<bool> going = true;
  Walk walk(protocols, records, terms, settings, which, !which.chosen && answers.empty() ? match::Ahead::kNeeded : match::Ahead::kAll);
  const auto take = [&](tbb::flow_control& control) -> Place {
    Place place = going ? walk.Take() : Place();
    if (!place.matcher) control.stop();
    return place;
  };
  const auto judge = [](const Place& place) { return std::make_shared<Block>(place.Judge()); };
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
  tbb::parallel_pipeline(UnderWay(), tbb::make_filter<void, Place>(tbb::filter_mode::serial_in_order, take) &
                                         tbb::make_filter<Place, Pending>(tbb::filter_mode::parallel, judge) &
                                         tbb::make_filter<Pending, Pending>(tbb::filter_mode::serial_in_order, answer) &
                                         tbb::make_filter<Pending, Rest>(tbb::filter_mode::parallel, ask) &
                                         tbb::make_filter<Rest, void>(tbb::filter_mode::serial_in_order, [&](const Rest& rest) {
                                           if (going && !rest()) going = false;
                                         }));
}

void ForEachCompared(const std::vector<const logic::Protocol*>& protocols, const records::Records& records, const terms::Terms& terms,
                     const verdict::Settings& settings, AnswerBook& answers,
                     const std::function<std::function<void()>(const std::vector<std::vector<verdict::PatientVerdict>>&)>& work) {
  using Verdicts = std::shared_ptr<std::vector<std::vector<verdict::PatientVerdict>>>;
  using Rest = std::function<void()>;
  std::vector<match::Matcher> matchers;
  matchers.reserve(protocols.size());
  for (const logic::Protocol* protocol : protocols) matchers.emplace_back(*protocol, records, terms, settings, match::Ahead::kNot);
  std::size_t next = 0;
  const auto take = [&](tbb::flow_control& control) {
    const std::size_t first = next;
    if (first >= records.patients().size()) control.stop();
    next += match::kBatch;
    return first;
  };
  const auto judge = [&](std::size_t first) {
    auto verdicts = std::make_shared<std::vector<std::vector<verdict::PatientVerdict>>>();
    for (const match::Matcher& matcher : matchers) {
      std::vector<verdict::PatientVerdict>& all = verdicts->emplace_back();
      for (std::size_t cohort = 0; cohort < matcher.cohorts(); ++cohort) {
        std::vector<verdict::PatientVerdict> some = matcher.Match(cohort, first, match::kBatch);
        std::move(some.begin(), some.end(), std::back_inserter(all));
      }
    }
    return verdicts;
  };
  const auto answer = [&](const Verdicts& verdicts) {
    for (std::size_t p = 0; p < protocols.size(); ++p) answers.Apply(*protocols[p], (*verdicts)[p]);
    return verdicts;
  };
  tbb::parallel_pipeline(UnderWay(), tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, take) &
                                         tbb::make_filter<std::size_t, Verdicts>(tbb::filter_mode::parallel, judge) &
                                         tbb::make_filter<Verdicts, Verdicts>(tbb::filter_mode::serial_in_order, answer) &
                                         tbb::make_filter<Verdicts, Rest>(tbb::filter_mode::parallel,
                                                                          [&](const Verdicts& verdicts) { return work(*verdicts); }) &
                                         tbb::make_filter<Rest, void>(tbb::filter_mode::serial_in_order, [](const Rest& rest) { rest(); }));
}

}  // namespace eligo::pipeline
