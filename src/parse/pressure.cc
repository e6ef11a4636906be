#include "parse/pressure.h"

#include <string>
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

void SplitPressure(Chunks& chunks, const terms::Terms& terms) {
  const auto systolic = terms.Find("systolic_bp");
  const auto diastolic = terms.Find("diastolic_bp");
  if (!systolic || !diastolic) return;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (!IsBloodPressure(chunks[i], terms)) continue;
    std::size_t upper = i + 1;
    while (upper < chunks.size() && chunks[upper].kind == ChunkKind::kFiller) ++upper;
    if (upper + 2 >= chunks.size() || chunks[upper].kind != ChunkKind::kLimit || chunks[upper + 1].kind != ChunkKind::kSlash ||
        chunks[upper + 2].kind != ChunkKind::kLimit)
      continue;
    Chunk second = chunks[i];
    const auto rename = [&](Chunk& c, const char* text, terms::ConceptId id) {
      syntax::Name measure = *c.name;
      measure.text = text;
      measure.concepts = {id};
      c.name = std::move(measure);
    };
    rename(chunks[i], "systolic blood pressure", *systolic);
    rename(second, "diastolic blood pressure", *diastolic);
    chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(upper) + 2, std::move(second));
  }
}

}  // namespace eligo::parse
