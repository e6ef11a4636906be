#include "parse/closed_range.h"

#include "parse/chunk_span.h"

namespace eligo::parse {

using syntax::Relation;

std::optional<syntax::Limit> ClosedRange(const syntax::Limit& a, const syntax::Limit& b) {
  const syntax::Limit& low = LowerBound(a.relation) ? a : b;
  const syntax::Limit& high = LowerBound(a.relation) ? b : a;
  if (low.relation != Relation::kGreaterEqual || high.relation != Relation::kLessEqual || low.times_uln != high.times_uln ||
      low.times_lln != high.times_lln)
    return std::nullopt;
  if (!low.unit.empty() && !high.unit.empty() && low.unit != high.unit) return std::nullopt;
  if (high.value < low.value) return std::nullopt;
  syntax::Limit out = low;
  out.relation = Relation::kBetween;
  out.high = high.value;
  out.high_span = high.span;
  if (out.unit.empty()) out.unit = high.unit;
  out.span = Hull(a.span, b.span);
  return out;
}

}  // namespace eligo::parse
