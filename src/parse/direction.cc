#include "parse/direction.h"

#include <algorithm>
#include <array>
#include <optional>

#include "parse/heading_sense.h"

namespace eligo::parse {
namespace {

// Tests of which no text asks for much.
bool HighIsBad(std::string_view id) {
  static constexpr std::array<std::string_view, 15> kHigh = {"alt",  "ast", "inr",   "aptt",          "ggt", "lipase",    "amylase", "ck",
                                                             "uacr", "bnp", "hba1c", "triglycerides", "crp", "nt_probnp", "upcr"};
  return id == "creatinine" || id.starts_with("bilirubin_") || id.starts_with("troponin") || id.starts_with("qtc") ||
         std::find(kHigh.begin(), kHigh.end(), id) != kHigh.end();
}

bool TooLowIsBad(std::string_view id) {
  static constexpr std::array<std::string_view, 5> kLow = {"anc", "cd4_count", "hematocrit", "spo2", "fev1_fvc"};
  return LowIsBad(id) || id.starts_with("fvc") || id.starts_with("fev1") || id.starts_with("dlco") ||
         std::find(kLow.begin(), kLow.end(), id) != kLow.end();
}

}  // namespace

Points PointsAt(const syntax::Name& name, const syntax::Limit& limit, const terms::Terms& terms) {
  using syntax::Relation;
  const bool lower = LowerBound(limit.relation);
  const bool upper = limit.relation == Relation::kLess || limit.relation == Relation::kLessEqual;
  if (name.concepts.empty() || (!lower && !upper)) return Points::kEither;
  const terms::Concept& c = terms.Get(name.concepts.front());
  if (c.kind != terms::Kind::kMeasurement) return Points::kEither;
  if (TooLowIsBad(c.id)) return upper ? Points::kBad : Points::kFine;
  if (limit.times_uln || HighIsBad(c.id)) return lower ? Points::kBad : Points::kFine;
  return Points::kEither;
}

Points AllPointAt(ChunkSpan chunks, const terms::Terms& terms) {
  std::optional<Points> all;
  const syntax::Name* name = nullptr;
  for (const Chunk& c : chunks) {
    if (c.kind == ChunkKind::kName) name = &*c.name;
    if (c.kind != ChunkKind::kLimit) continue;
    const Points one = name == nullptr ? Points::kEither : PointsAt(*name, c.limit, terms);
    if (all && *all != one) return Points::kEither;
    all = one;
  }
  return all.value_or(Points::kEither);
}

}  // namespace eligo::parse
