#include "parse/pressure.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

namespace eligo::parse {

bool IsBloodPressure(const Chunk& c, const terms::Terms& terms) {
  return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms.Get(c.name->concepts.front()).id == "blood_pressure";
}

std::optional<std::array<Read, 3>> ReadPressure(const std::vector<Token>& tokens, std::size_t at) {
  const auto comparator = ReadComparator(tokens, at);
  if (!comparator || comparator->damaged) return std::nullopt;
  const std::size_t upper = at + comparator->tokens;
  const auto number = [&](std::size_t i) { return i < tokens.size() && tokens[i].kind == Token::Kind::kNumber; };
  if (!number(upper) || !At(tokens, upper + 1, "/") || !number(upper + 2) || !(tokens[upper + 2].value < tokens[upper].value))
    return std::nullopt;
  const std::size_t unit = upper + 3;
  const std::size_t words = At(tokens, unit, "mmhg") ? 1 : AtWords(tokens, unit, {"mm", "hg"}) ? 2 : 0;
  const auto limit = [&](std::size_t i, std::size_t from, std::size_t to) {
    Read read;
    read.tokens = to - from;
    read.chunk.kind = ChunkKind::kLimit;
    syntax::Limit said;
    said.relation = comparator->relation;
    said.value = tokens[i].value;
    said.unit = words > 0 ? "mmHg" : "";
    said.span = read.chunk.span = Covering(tokens, from, to - from);
    read.chunk.limit = std::move(said);
    return read;
  };
  Read slash;
  slash.tokens = 1;
  slash.chunk.kind = ChunkKind::kSlash;
  slash.chunk.span = tokens[upper + 1].span;
  slash.chunk.word = tokens[upper + 1].low;
  return std::array<Read, 3>{limit(upper, at, upper + 1), std::move(slash), limit(upper + 2, upper + 2, unit + words)};
}

namespace {

bool Parts(const Chunk& c) {
  return Separator(c) || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kAndOr ||
         c.kind == ChunkKind::kSlash;
}

// A floor ("at least 90/60") is asked of both numbers; above this the text looks for a high pressure, of both or of one.
constexpr std::int64_t kHighestFloor = 110;

// Where the limb that holds chunk `at` begins.
std::size_t LimbBegin(ChunkSpan chunks, std::size_t at) {
  while (at > 0 && !Parts(chunks[at - 1])) --at;
  return at;
}

}  // namespace

void SplitPressure(Chunks& chunks, const terms::Terms& terms, bool exclusion) {
  const auto systolic = terms.Find("systolic_bp");
  const auto diastolic = terms.Find("diastolic_bp");
  if (!systolic || !diastolic) return;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (!IsBloodPressure(chunks[i], terms)) continue;
    std::size_t upper = i + 1;
    while (upper < chunks.size() && chunks[upper].kind == ChunkKind::kFiller) ++upper;
    const std::size_t lower = upper + 2;
    if (lower >= chunks.size() || chunks[upper].kind != ChunkKind::kLimit || chunks[upper + 1].kind != ChunkKind::kSlash ||
        chunks[lower].kind != ChunkKind::kLimit)
      continue;
    // Nothing before it but states, and nothing behind it but a time: anything else may be said of both measures or of one.
    const ChunkSpan limb = ChunkSpan(chunks).subspan(LimbBegin(chunks, i), i - LimbBegin(chunks, i));
    const bool timed = lower + 1 < chunks.size() && chunks[lower + 1].kind == ChunkKind::kTime;
    const std::size_t end = lower + (timed ? 2 : 1);
    const bool ends = end == chunks.size() || (Parts(chunks[end]) && chunks[end].kind != ChunkKind::kSlash);
    const bool plain = ends && std::all_of(limb.begin(), limb.end(),
                                           [](const Chunk& c) { return c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kState; });
    // Either that is too high, or too low, excludes. To be let in both must lie below, or above a floor; whether "at least 140/90" asks
    // for both is open.
    using syntax::Relation;
    const Relation relation = chunks[upper].limit->relation;
    const bool below = relation == Relation::kLess || relation == Relation::kLessEqual;
    if (!plain || (!exclusion && !below && units::Rational(kHighestFloor) < chunks[upper].limit->value)) {
      chunks[upper].kind = chunks[lower].kind = ChunkKind::kWord;
      continue;
    }
    Chunks second;
    std::copy_if(limb.begin(), limb.end(), std::back_inserter(second), [](const Chunk& c) { return c.kind == ChunkKind::kState; });
    second.push_back(chunks[i]);
    const auto rename = [&](Chunk& c, const char* text, terms::ConceptId id) {
      syntax::Name measure = *c.name;
      measure.text = text;
      measure.concepts = {id};
      c.name = std::move(measure);
    };
    rename(chunks[i], "systolic blood pressure", *systolic);
    rename(second.back(), "diastolic blood pressure", *diastolic);
    chunks[upper + 1].kind = exclusion ? ChunkKind::kOr : ChunkKind::kAnd;
    const std::optional<Chunk> time = timed ? std::optional(chunks[lower + 1]) : std::nullopt;
    chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(upper) + 2, second.begin(), second.end());
    if (time) chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(upper) + 1, *time);
    i = upper + 1;
  }
}

}  // namespace eligo::parse
