// What is asked for among what excludes: its opposite excludes.
#include <algorithm>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

namespace {

bool HasIf(const Node& node) {
  return node.kind == NodeKind::kIf || std::any_of(node.of.begin(), node.of.end(), [](const Node& n) { return HasIf(n); });
}

}  // namespace

Node Opposite(Node node) {
  if (node.kind == NodeKind::kNot) return std::move(node.of.front());
  // Of who is concerned, what is asked of them fails.
  if (node.kind == NodeKind::kIf && node.of.size() == 2) {
    node.kind = NodeKind::kAnd;
    node.of[1] = Opposite(std::move(node.of[1]));
    return node;
  }
  const bool denied = std::all_of(node.of.begin(), node.of.end(), [](const Node& n) { return n.kind == NodeKind::kNot; });
  if ((node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr) && denied) {
    node.kind = node.kind == NodeKind::kAnd ? NodeKind::kOr : NodeKind::kAnd;
    for (Node& n : node.of) {
      Node inner = std::move(n.of.front());
      n = std::move(inner);
    }
    return node;
  }
  const Span span = node.span;
  return MakeNot(std::move(node), span);
}

// The diseases that a negation, or several, say are absent. False when there is anything else.
bool Grammar::TakeNegated(Node& node, std::vector<Node>& present) const {
  if (node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr)
    return std::all_of(node.of.begin(), node.of.end(), [&](Node& n) { return TakeNegated(n, present); });
  if (node.kind != NodeKind::kNot || node.of.front().kind != NodeKind::kClause) return false;
  const Clause& c = *node.of.front().clause;
  if (c.heads.empty() || c.limit || c.exposure || KindOf(c.heads.front()) != terms::Kind::kCondition || c.heads.front().concepts.empty() ||
      terms_.Get(c.heads.front().concepts.front()).id.find("measurable") != std::string_view::npos)
    return false;
  present.push_back(std::move(node.of.front()));
  return true;
}

std::optional<Node> Grammar::AskedAmongExclusions(ChunkSpan chunks) {
  const std::size_t duty = FindChunk(chunks, [](const Chunk& c) { return c.Cue("must"); });
  const bool forbids = duty + 1 < chunks.size() && chunks[duty + 1].Cue("not");
  // "No brain metastases" among what excludes says what must be absent. Of a disease that is its presence; of anything else ("no
  // prior methotrexate") either may be meant.
  if (const std::size_t first = FindChunk(chunks, Content); first < chunks.size() && chunks[first].no) {
    Node inner = List(chunks);
    std::vector<Node> present;
    if (!TakeNegated(inner, present)) return MakeUnread(SpanOf(chunks), "a `no` among what excludes");
    Remark("kPolarityFlip", SpanOf(chunks), "what must be absent stands among the exclusions; its presence was read as excluding", true);
    return MakeJoin(NodeKind::kOr, std::move(present));
  }
  // "wounds must be healed" among what excludes: the opposite excludes.
  // "Patients who must receive X" is who they are, not what they must do.
  const bool described = duty > 0 && duty < chunks.size() && chunks[duty - 1].kind == ChunkKind::kFiller &&
                         (chunks[duty - 1].word == "who" || chunks[duty - 1].word == "that" || chunks[duty - 1].word == "which");
  if (!described && AnyChunk(chunks, [](const Chunk& c) { return c.Cue("must"); }) &&
      (AnyChunk(chunks, [](const Chunk& c) { return c.Cue("consent"); }) || forbids ||
       !AnyChunk(chunks, [](const Chunk& c) { return c.Cue("not"); }))) {
    // A requirement is read as an inclusion reads it: "must not be pregnant or lactating" is neither.
    const bool section = std::exchange(exclusion_, false);
    Node inner = List(chunks);
    exclusion_ = section;
    const auto conditional = [](const Node& n) { return HasIf(n); };
    if (inner.kind == NodeKind::kNone || HasUnread(inner) || std::any_of(inner.of.begin(), inner.of.end(), conditional))
      return MakeUnread(SpanOf(chunks), "a requirement among what excludes");
    if (inner.kind == NodeKind::kJudgement) return inner;  // "the investigator considers that the patient should not participate"
    if (AnyChunk(chunks, [](const Chunk& c) { return c.Cue("judge"); })) {  // "who in the opinion of ... should not be treated with X"
      return MakeJudgement(SpanOf(chunks), syntax::kInItsWords);
    }
    Remark("kPolarityFlip", SpanOf(chunks), "a requirement stands among the exclusions; its opposite was read as excluding", true);
    return Opposite(std::move(inner));
  }
  return std::nullopt;
}

}  // namespace eligo::parse
