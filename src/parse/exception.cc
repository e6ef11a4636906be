#include "parse/exception.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

namespace {

// Says of a person, or of what was given, with a verb: "who has", "is under".
bool OpensClause(ChunkSpan chunks) {
  const std::size_t first = FindChunk(chunks, [](const Chunk& c) { return c.kind != ChunkKind::kOr && c.kind != ChunkKind::kComma; });
  if (first == chunks.size()) return false;
  const Chunk& c = chunks[first];
  static constexpr std::array<WordKey, 12> kOpen = {"who", "is",   "are", "was",    "were",  "be",
                                                    "has", "have", "had", "having", "whose", "with"};
  return c.Cue("history") || c.Cue("exposure") || c.Cue("participation") || c.Cue("allergy") || c.Cue("not") || c.Cue("with") ||
         (c.kind == ChunkKind::kFiller && std::find(kOpen.begin(), kOpen.end(), c.word) != kOpen.end());
}

// Where ", or" sets something apart from the exception before it; 0 when it closes a list there, or goes on with the same words.
std::size_t BehindException(ChunkSpan exception) {
  const auto connects = [](const Chunk& c) { return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr; };
  const std::size_t comma = FindChunk(exception, connects);
  if (comma == 0 || comma + 2 >= exception.size() || exception[comma].kind != ChunkKind::kComma ||
      exception[comma + 1].kind != ChunkKind::kOr || exception.front().word.str() == exception[comma + 2].word.str())
    return 0;
  return comma;
}

}  // namespace

// "... are acceptable"; in "not using an acceptable method" the word is said of the method, in "warfarin (aspirin is allowed)" of what
// stands in the bracket, in "antibiotics, except that topical ones are allowed" of what is taken out.
bool Permits(ChunkSpan piece) {
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (piece[i].kind == ChunkKind::kGroup && !AnyOf(piece, named) &&
        AnyChunk(piece[i].inner, [](const Chunk& c) { return c.Cue("relax"); }))
      return true;
    if (i > 0 && (piece[i].Cue("except") || piece[i].Cue("unless")) && AnyOf(piece.first(i), named)) return false;
    if (!piece[i].Cue("relax")) continue;
    std::size_t noun = i + 1;
    while (noun < piece.size() && noun < i + 4 && piece[noun].kind == ChunkKind::kFiller) ++noun;
    const bool adjective = noun < piece.size() && (piece[noun].Cue("consent") || (noun == i + 1 && piece[noun].kind == ChunkKind::kName));
    if (!adjective) return true;
  }
  return false;
}

// "Radiotherapy within 4 weeks, palliative radiotherapy is allowed": the permission is the end of what says something else first. "If A, B
// is allowed", "However, ...", "A, B and C are allowed" say nothing else.
bool PermitsAtTheEnd(ChunkSpan piece) {
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  const std::size_t relax = FindChunk(piece, [](const Chunk& c) { return c.Cue("relax"); });
  const std::size_t first = FindChunk(piece, Content);
  if (first >= relax || piece[first].Cue("if") || piece[first].Cue("in_subjects") ||
      (piece[first].kind == ChunkKind::kWord && (piece[first].word == "however" || piece[first].word == "but")))
    return false;
  for (std::size_t i = relax; i-- > 0;) {
    const ChunkKind kind = piece[i].kind;
    if (kind == ChunkKind::kOr || kind == ChunkKind::kAnd || kind == ChunkKind::kAndOr) return false;  // a list, which that closes
    if (kind == ChunkKind::kComma && AnyOf(piece.subspan(i, relax - i), named)) return AnyOf(piece.first(i), named);
  }
  return false;
}

// "(procedures like catheter placement are excluded)" at the end: the one thing that is named.
const Chunk* StatedInBrackets(ChunkSpan piece) {
  if (piece.size() < 2 || piece.back().kind != ChunkKind::kGroup) return nullptr;
  const Chunks& inner = piece.back().inner;
  if (inner.empty() || !inner.back().Cue("excluded")) return nullptr;
  const Chunk* name = nullptr;
  for (const Chunk& c : inner) {
    if (c.kind == ChunkKind::kName && name != nullptr) return nullptr;
    if (c.kind == ChunkKind::kName) name = &c;
    const bool passes = c.kind == ChunkKind::kName || c.kind == ChunkKind::kFiller || c.Cue("example") || c.Cue("excluded") ||
                        (c.kind == ChunkKind::kWord && c.word.starts_with("procedure"));
    if (!passes) return nullptr;
  }
  return name;
}

std::size_t Grammar::LiftedLimbs(const Node& list) const {
  if (list.kind != NodeKind::kOr || list.of.back().kind != NodeKind::kClause) return 0;
  const Clause& last = *list.of.back().clause;
  const bool fertile = last.heads.size() == 1 && !last.heads.front().concepts.empty() &&
                       terms_.Get(last.heads.front().concepts.front()).id == "childbearing_potential";
  if (!fertile && !last.limit) return 0;
  // "AST or ALT > 2 x ULN": one limit, of both.
  std::size_t n = 1;
  const auto same_limit = [&](const Node& node) {
    return last.limit && node.kind == NodeKind::kClause && node.clause->limit && node.clause->limit->span == last.limit->span;
  };
  while (n < list.of.size() && same_limit(list.of[list.of.size() - 1 - n])) ++n;
  return n < list.of.size() ? n : 0;
}

Node Grammar::Unless(ChunkSpan chunks, std::size_t u) {
  // "A unless B, or who has C" among what excludes: C excludes too. "A unless B, or C" may say either, and as an exception C would let
  // in.
  if (const std::size_t apart = exclusion_ ? BehindException(chunks.subspan(u + 1)) : 0; apart > 0) {
    const ChunkSpan behind = Trim(chunks.subspan(u + 1 + apart));
    std::vector<Node> either;
    either.push_back(Piece(chunks.first(u + 1 + apart)));
    either.push_back(OpensClause(behind) ? Piece(behind) : MakeUnread(SpanOf(behind), "an exception, or what excludes"));
    return MakeJoin(NodeKind::kOr, std::move(either));
  }
  Node base = Piece(chunks.first(u));
  std::optional<Node> cause = Attribution(chunks.subspan(u + 1));
  Node exception = cause ? std::move(*cause) : LetsIn(chunks.subspan(u + 1));
  // "unless managed with A or B": what was not understood may be said of what stands behind it, too.
  if (exception.kind == NodeKind::kOr) {
    const auto unread = std::find_if(exception.of.begin(), exception.of.end(), HasUnread);
    if (std::any_of(unread, exception.of.end(), [](const Node& n) { return !HasUnread(n); }))
      exception = MakeUnread(exception.span, "an exception that was not understood");
  }
  if (base.kind != NodeKind::kNone && exception.kind != NodeKind::kNone) {
    // "AST > 2 x ULN or bilirubin > 1.5 x ULN unless A", "pregnant or fertile women unless A": A lifts the last.
    if (const std::size_t lifted = exclusion_ ? LiftedLimbs(base) : 0; lifted > 0) {
      const auto from = base.of.end() - static_cast<std::ptrdiff_t>(lifted);
      Node last = MakeJoin(NodeKind::kOr, {std::make_move_iterator(from), std::make_move_iterator(base.of.end())});
      base.of.erase(from, base.of.end());
      Remark("kAmbiguousConnective", exception.span,
             "an exception behind a list; read as that of its last, the others exclude by themselves");
      const Span span = Hull(last.span, exception.span);
      base.of.push_back(Lift(std::move(last), std::move(exception), span));
      base.span = SpanOf(chunks);
      return base;
    }
    return Lift(std::move(base), std::move(exception), SpanOf(chunks));
  }
  return MakeUnread(SpanOf(chunks), "an `unless` without its condition");
}

}  // namespace eligo::parse
