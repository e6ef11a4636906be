// Sentences that belong to the one before: "Each for at least 3 months", "However, ... are eligible", a test that a result asks for.
#include <algorithm>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

namespace {

bool Lasts(const Chunk& c) { return c.kind == ChunkKind::kTime && c.time.kind == syntax::TimePhrase::Kind::kDuration && !c.time.gap; }

// Adds a length of treatment to every clause of a drug that has none.
bool AddLength(Node& node, const syntax::TimePhrase& time, const auto& is_drug) {
  bool added = false;
  for (Node& child : node.of) added = AddLength(child, time, is_drug) || added;
  if (node.kind != NodeKind::kClause || !is_drug(*node.clause)) return added;
  const bool has = std::any_of(node.clause->times.begin(), node.clause->times.end(),
                               [](const auto& t) { return t.kind == syntax::TimePhrase::Kind::kDuration; });
  if (has || node.clause->distinct || node.clause->limit) return added;
  Clause copy = *node.clause;
  copy.times.push_back(time);
  node.clause = std::make_shared<const Clause>(std::move(copy));
  return true;
}

}  // namespace

bool Grammar::EachLasts(ChunkSpan chunks, Node& base) {
  chunks = Trim(chunks);
  if (chunks.empty() || !chunks.front().Cue("each")) return false;
  const std::size_t at = FindChunk(chunks, Lasts);
  if (at == chunks.size()) return false;
  for (std::size_t i = 1; i < chunks.size(); ++i) {
    const Chunk& c = chunks[i];
    if (i != at && c.kind != ChunkKind::kFiller && !c.Cue("must") && !c.Cue("exposure") && !c.Cue("with")) return false;
  }
  return AddLength(base, chunks[at].time,
                   [&](const Clause& c) { return !c.heads.empty() && KindOf(c.heads.front()) == terms::Kind::kDrug; });
}

std::optional<Node> Grammar::AsksForTest(ChunkSpan chunks) {
  if (chunks.empty() || !chunks.front().Cue("if")) return std::nullopt;
  const std::size_t comma = FindChunk(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kComma || c.Cue("then"); });
  if (comma == chunks.size()) return std::nullopt;
  const ChunkSpan duty = chunks.subspan(comma + 1);
  bool test = false, done = false;
  for (const Chunk& c : duty) {
    const bool measured = c.kind == ChunkKind::kName && KindOf(c.name) == terms::Kind::kMeasurement;
    test = test || measured || (c.kind == ChunkKind::kFiller && (c.word == "test" || c.word == "testing"));
    done = done || c.Cue("exposure") || c.Cue("require");
    const bool mark = c.kind == ChunkKind::kWord && c.word.size() == 1;
    if (!measured && !mark && c.kind != ChunkKind::kFiller && c.kind != ChunkKind::kGroup && c.kind != ChunkKind::kName &&
        !c.Cue("exposure") && !c.Cue("require") && !c.Cue("must"))
      return std::nullopt;
  }
  if (!test || !done) return std::nullopt;
  Node when = Piece(chunks.subspan(1, comma - 1));
  if (when.kind == NodeKind::kNone || HasUnread(when)) return std::nullopt;
  return when;
}

Node Grammar::Relaxed(ChunkSpan chunks) {
  // "However, if X, the patient is eligible", "patients with X may be included": X.
  Chunks what;
  for (const Chunk& c : chunks) {
    const bool opens = what.empty() && (c.kind == ChunkKind::kComma || c.kind == ChunkKind::kFiller || c.Cue("if") || c.Cue("with") ||
                                        (c.kind == ChunkKind::kWord && c.word == "however"));
    if (opens || c.Cue("relax")) continue;
    what.push_back(c);
  }
  const bool outer = std::exchange(any_of_, false);
  const bool section = std::exchange(exclusion_, false);  // what lets a patient in is asked as an inclusion asks
  Node n = Piece(what);
  exclusion_ = section;
  any_of_ = outer;
  return n.kind == NodeKind::kNone || HasUnread(n) ? MakeUnread(SpanOf(chunks), "an exception in a sentence of its own") : n;
}

}  // namespace eligo::parse
