// "sodium < 130 or > 150 mmol/L": the unit of the one is the other's, too.
#include "parse/chunk_span.h"
#include "parse/draft_asks.h"

namespace eligo::parse {

namespace {

// "hemoglobin > 8 and < 180 g/L": not of one unit.
bool Comparable(const units::Rational& a, const units::Rational& b) {
  constexpr double kFactor = 10;
  return a.ToDouble() <= kFactor * b.ToDouble() && b.ToDouble() <= kFactor * a.ToDouble();
}

}  // namespace

void ShareUnits(std::vector<Draft>& drafts) {
  const auto bare = [](const Draft& d) {
    const auto& limit = d.clause.limit;
    return limit && limit->unit.empty() && !limit->times_uln && !limit->times_lln && !limit->titer;
  };
  const auto of_one = [](const Draft& a, const Draft& b) {
    return a.clause.heads.size() == 1 && b.clause.heads.size() == 1 && SameName(a.clause.heads.front(), b.clause.heads.front());
  };
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    if ((d.join != Join::kOr && d.join != Join::kAnd) || !of_one(p, d) || !p.clause.limit || !d.clause.limit) continue;
    if (!Comparable(p.clause.limit->value, d.clause.limit->value)) continue;
    if (bare(p) && !bare(d)) p.clause.limit->unit = d.clause.limit->unit;
    if (bare(d) && !bare(p)) d.clause.limit->unit = p.clause.limit->unit;
  }
}

}  // namespace eligo::parse
