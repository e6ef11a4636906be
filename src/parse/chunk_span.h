// Runs of chunks: what the parts of the grammar ask of them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "parse/chunk.h"

namespace eligo::parse {

using ChunkSpan = std::span<const Chunk>;

inline Span SpanOf(ChunkSpan chunks) { return chunks.empty() ? Span{} : Span{chunks.front().span.begin, chunks.back().span.end}; }

inline bool Separator(const Chunk& c) {
  return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kSemicolon || c.kind == ChunkKind::kStop || c.kind == ChunkKind::kColon ||
         (c.kind == ChunkKind::kWord && c.word == ".");
}

// Says something of its own.
inline bool Content(const Chunk& c) { return c.kind != ChunkKind::kFiller && !c.Cue("with") && !Separator(c) && !c.Cue("then"); }

inline ChunkSpan Trim(ChunkSpan c) {
  const auto joins = [](const Chunk& x) { return Separator(x) || x.kind == ChunkKind::kAnd || x.kind == ChunkKind::kOr; };
  while (!c.empty() && (joins(c.front()) || c.front().Cue("then"))) c = c.subspan(1);
  while (!c.empty() && joins(c.back())) c = c.first(c.size() - 1);
  return c;
}

// The first that passes, or the size.
template <typename Test>
std::size_t FindChunk(ChunkSpan c, Test test, std::size_t from = 0) {
  for (std::size_t i = from; i < c.size(); ++i) {
    if (test(c[i])) return i;
  }
  return c.size();
}

// Brackets included.
template <typename Test>
bool AnyChunk(ChunkSpan c, Test test) {
  return std::any_of(c.begin(), c.end(),
                     [&](const Chunk& x) { return test(x) || (x.kind == ChunkKind::kGroup && AnyChunk(x.inner, test)); });
}

// Brackets left out.
template <typename Test>
bool AnyOf(ChunkSpan chunks, Test test) {
  return std::any_of(chunks.begin(), chunks.end(), test);
}

inline bool SameName(const syntax::Name& a, const syntax::Name& b) {
  return std::any_of(a.concepts.begin(), a.concepts.end(),
                     [&](terms::ConceptId x) { return std::find(b.concepts.begin(), b.concepts.end(), x) != b.concepts.end(); });
}

// "at least one of", "any of these, alone or combined": a label that says how many of its list are enough.
inline bool CountsMembers(ChunkSpan label) {
  return AnyChunk(label, [](const Chunk& c) { return c.kind == ChunkKind::kCount || c.Cue("any_combination") || c.Cue("any_of"); });
}

// "patients", "subject": whom a text speaks of.
inline bool NamesPersons(const Chunk& c) {
  static constexpr std::array<WordKey, 10> kPersons = {"patient",      "patients",   "subject",     "subjects",  "participant",
                                                       "participants", "individual", "individuals", "volunteer", "volunteers"};
  return c.kind == ChunkKind::kFiller && std::find(kPersons.begin(), kPersons.end(), c.word) != kPersons.end();
}

inline bool LowerBound(syntax::Relation r) { return r == syntax::Relation::kGreater || r == syntax::Relation::kGreaterEqual; }

}  // namespace eligo::parse
