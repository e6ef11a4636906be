#include "report/asks.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace eligo::report {

AsksOfTrials AcrossTrials(const Screening& screening) {
  AsksOfTrials out;
  std::vector<std::pair<int, AskOfTrials>> found;  // with their costs
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (const Judged& judged : screening.protocols) {
    const std::string trial = ShortName(judged.reading.source.document.path);
    bool open = false;
    for (const verdict::PatientVerdict& verdict : judged.verdicts) {
      for (const verdict::Ask& ask : verdict.decisive) {
        if (ask.alternative) continue;
        open = true;
        const auto [place, added] = places.emplace(std::pair(ask.ask, ask.kind), found.size());
        if (added) found.emplace_back(ask.cost, AskOfTrials{ask.ask, ask.kind, {}});
        std::vector<std::string>& trials = found[place->second].second.trials;
        // Cohorts of one trial are one trial.
        if (trials.empty() || trials.back() != trial) trials.push_back(trial);
      }
    }
    out.open += open;
  }
  // What was not read is another text in each trial.
  const int unread = verdict::CostOf("");
  std::stable_sort(found.begin(), found.end(), [unread](const auto& a, const auto& b) {
    return std::make_tuple(a.first == unread, b.second.trials.size(), a.first) <
           std::make_tuple(b.first == unread, a.second.trials.size(), b.first);
  });
  for (auto& [cost, ask] : found) out.asks.push_back(std::move(ask));
  return out;
}

}  // namespace eligo::report
