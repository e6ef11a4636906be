#include "measure/total.h"

#include <algorithm>

namespace eligo::measure {
namespace {

using records::Number;
using units::Rational;

Truth AtLeast(const std::optional<Number>& total, const std::optional<Rational>& limit) {
  if (!total || !limit) return Truth::kUnknown;
  if (*total->low >= *limit) return Truth::kTrue;
  return *total->high < *limit ? Truth::kFalse : Truth::kUnknown;
}

void AddTo(std::optional<Rational>& sum, const Rational& part) {
  if (sum && part != Rational(0)) sum = units::Add(*sum, part);
}
std::optional<Rational> Sum(const std::vector<Rational>& parts) {
  std::optional<Rational> sum = 0;
  for (const Rational& part : parts) AddTo(sum, part);
  return sum;
}

Truth HoldsOf(const Instrument& instrument, std::span<const Finding> findings, const std::string& item) {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (instrument.items[i].id == item) return findings[i].holds;
  }
  return Truth::kUnknown;
}

// HAQ-DI: the mean of the categories answered, where enough are; bounds of all of them otherwise.
std::optional<Number> MeanOf(const Instrument& instrument, std::span<const Finding> findings) {
  std::vector<Rational> low;
  std::vector<Rational> high;
  std::vector<Rational> answered;
  for (const Finding& f : findings) {
    low.push_back(f.low);
    high.push_back(f.high);
    if (f.known()) answered.push_back(f.low);
  }
  if (static_cast<int>(answered.size()) >= instrument.least) low = high = answered;
  const auto count = static_cast<std::int64_t>(low.size());
  const auto from = Sum(low);
  const auto to = Sum(high);
  Number n;
  n.low = from ? units::Divide(*from, count) : std::nullopt;
  n.high = to ? units::Divide(*to, count) : std::nullopt;
  return n.low && n.high ? std::optional(n) : std::nullopt;
}

}  // namespace

Finding NotAnswered(const Item& item, int column) { return {Truth::kUnknown, 0, item.points[static_cast<std::size_t>(column)]}; }

Finding Absent() { return {Truth::kFalse, 0, 0}; }

Finding Present(const Item& item, int column) {
  const Rational points = item.points[static_cast<std::size_t>(column)];
  return item.graded ? NotAnswered(item, column) : Finding{Truth::kTrue, points, points};
}

std::optional<Finding> Scored(const Item& item, int column, const Rational& points) {
  const Rational whole = item.points[static_cast<std::size_t>(column)];
  if (points == Rational(0)) return Absent();
  if (item.graded) return points > Rational(0) && points <= whole ? std::optional(Finding{Truth::kTrue, points, points}) : std::nullopt;
  const bool other_column = points == item.points[0] || points == item.points[1];
  if (points == whole || other_column || points == Rational(1)) return Finding{Truth::kTrue, whole, whole};
  return std::nullopt;
}

std::optional<Number> TotalOf(const Instrument& instrument, std::span<const Finding> findings) {
  if (instrument.rule == Rule::kMean) return MeanOf(instrument, findings);
  Number n;
  n.low = n.high = 0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    Rational low = findings[i].low;
    Rational high = findings[i].high;
    if (instrument.rule == Rule::kDomains) {
      // Of its domain the first item stands for all of them.
      bool first = true;
      for (std::size_t other = 0; other < findings.size(); ++other) {
        if (instrument.items[other].domain != instrument.items[i].domain) continue;
        first = first && other >= i;
        low = std::max(low, findings[other].low);
        high = std::max(high, findings[other].high);
      }
      if (!first) continue;
    }
    AddTo(n.low, low);
    AddTo(n.high, high);
  }
  return n.low && n.high ? std::optional(n) : std::nullopt;
}

Truth MayCount(const Instrument& instrument, std::span<const Finding> findings) {
  Truth truth = instrument.entry.empty() ? Truth::kTrue : HoldsOf(instrument, findings, instrument.entry);
  for (const std::string& group : instrument.needs) {
    Truth some = Truth::kFalse;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      if (instrument.items[i].group == group) some = Or(some, findings[i].holds);
    }
    truth = And(truth, some);
  }
  return truth;
}

Truth Met(const Instrument& instrument, int column, std::span<const Finding> findings) {
  const Truth total = AtLeast(TotalOf(instrument, findings), instrument.cut_off[static_cast<std::size_t>(column)]);
  Truth truth = And(MayCount(instrument, findings), total);
  for (const std::vector<std::string>& together : instrument.enough) {
    Truth all = Truth::kTrue;
    for (const std::string& item : together) all = And(all, HoldsOf(instrument, findings, item));
    truth = Or(truth, all);
  }
  return truth;
}

Truth Graded(const Instrument& instrument, int column, std::span<const Finding> findings, const std::vector<std::string>& grades) {
  const auto total = TotalOf(instrument, findings);
  if (!total) return Truth::kUnknown;
  // Where a total stands among the grades: 0 the highest, one more than the last for below all.
  const auto rank = [&](const Rational& points) {
    const auto found = std::find_if(instrument.grades.begin(), instrument.grades.end(),
                                    [&](const Grade& grade) { return points >= grade.from[static_cast<std::size_t>(column)]; });
    return found - instrument.grades.begin();
  };
  bool some = false;
  bool all = true;
  for (auto at = rank(*total->high); at <= rank(*total->low); ++at) {
    const bool below = at == static_cast<std::ptrdiff_t>(instrument.grades.size());
    const bool wanted =
        !below && std::find(grades.begin(), grades.end(), instrument.grades[static_cast<std::size_t>(at)].name) != grades.end();
    some = some || wanted;
    all = all && wanted;
  }
  return all ? Truth::kTrue : some ? Truth::kUnknown : Truth::kFalse;
}

std::vector<const Item*> Deciding(const Instrument& instrument, int column, std::span<const Finding> findings, const Verdict& verdict) {
  std::vector<const Item*> alone;
  std::vector<const Item*> open;
  std::vector<Finding> tried(findings.begin(), findings.end());
  for (std::size_t i = 0; i < tried.size(); ++i) {
    const Item& item = instrument.items[i];
    if (findings[i].known()) continue;
    open.push_back(&item);
    const Rational most = item.points[static_cast<std::size_t>(column)];
    bool settles = false;
    for (const Finding& answer : {Absent(), Finding{Truth::kTrue, most, most}}) {
      tried[i] = answer;
      settles = settles || Known(verdict(tried));
    }
    tried[i] = findings[i];
    if (settles) alone.push_back(&item);
  }
  std::vector<const Item*>& out = alone.empty() ? open : alone;
  const auto at = static_cast<std::size_t>(column);
  std::stable_sort(out.begin(), out.end(), [&](const Item* a, const Item* b) { return a->points[at] > b->points[at]; });
  return out;
}

}  // namespace eligo::measure
