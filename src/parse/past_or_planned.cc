// "Received or planning to receive a live vaccine within 30 days": what a record shows, and what only a person knows. Either excludes.
#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

std::optional<Node> Grammar::PastOrPlanned(ChunkSpan chunks) {
  if (!exclusion_) return std::nullopt;
  constexpr std::string_view kPlanned = "planned ";
  const auto plans = [&](const Chunk& c) {
    return (c.Cue("consent") && !c.refuses) || (c.kind == ChunkKind::kName && c.name->text.starts_with(kPlanned));
  };
  const std::size_t plan = FindChunk(chunks, plans);
  std::size_t either = plan;
  while (either > 0 && chunks[either - 1].kind == ChunkKind::kFiller) --either;
  if (plan == chunks.size() || either < 2 || chunks[either - 1].kind != ChunkKind::kOr) return std::nullopt;
  // Before the `or` stands when and how, without what: "has had", "received", "past, current".
  const ChunkSpan before = chunks.first(either - 1);
  const ChunkSpan what = chunks.subspan(plan + 1);
  const auto when = [](const Chunk& c) {
    return c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kComma || c.Cue("exposure") || c.Cue("history");
  };
  const auto given = [](const Chunk& c) {
    return c.Cue("exposure") || c.Cue("history") ||
           (c.kind == ChunkKind::kFiller && (c.word == "had" || c.word == "current" || c.word == "currently" || c.word == "past"));
  };
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  // "current or planned pregnancy": the lexicon has a name for the plan.
  if (named(chunks[plan])) {
    // "recent (within 4 weeks) or planned surgery": when it was.
    const auto dated = [&](const Chunk& c) {
      const auto time = [](const Chunk& x) { return x.kind == ChunkKind::kTime || x.kind == ChunkKind::kFiller; };
      return when(c) || c.kind == ChunkKind::kTime || c.word == "recent" ||
             (c.kind == ChunkKind::kGroup && std::all_of(c.inner.begin(), c.inner.end(), time));
    };
    const bool recent = AnyOf(before, [](const Chunk& c) { return c.word == "recent"; });
    const bool ends = what.empty() || what.front().kind == ChunkKind::kOr || what.front().kind == ChunkKind::kComma;
    if (!std::all_of(before.begin(), before.end(), dated) || !(AnyOf(before, given) || recent) || !ends) return std::nullopt;
    const syntax::Name& name = chunks[plan].name;
    Clause now;
    now.span = {name.span.begin + static_cast<int>(kPlanned.size()), name.span.end};
    now.heads = {{now.span, name.text.substr(kPlanned.size()), terms_.FindName(name.text.substr(kPlanned.size()))}};
    if (now.heads.front().concepts.empty()) return std::nullopt;
    Node is = MakeLeaf(now);
    if (recent) {
      Chunks then(before.begin(), before.end());
      then.push_back(chunks[plan]);
      then.back().name = now.heads.front();
      then.back().span = now.span;
      is = Piece(then);
    }
    return MakeJoin(NodeKind::kOr, {std::move(is), Piece(chunks.subspan(plan))});
  }
  if (!std::all_of(before.begin(), before.end(), when) || !AnyOf(before, given) || !AnyOf(what, named) || AnyChunk(what, plans))
    return std::nullopt;
  Chunks done;
  for (const Chunk& c : before) {
    if (c.kind != ChunkKind::kComma) done.push_back(c);
  }
  done.insert(done.end(), what.begin(), what.end());
  Node fact = Piece(done);
  if (fact.kind == NodeKind::kNone || HasUnread(fact)) return std::nullopt;
  return MakeJoin(NodeKind::kOr, {std::move(fact), MakeConsent(SpanOf(chunks.subspan(plan)))});
}

}  // namespace eligo::parse
