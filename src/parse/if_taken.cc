// What is asked of those who take a drug: "A, if used, must be at a stable dose", "A is allowed if the dose is <= 10 mg".
//
// Who does not take it meets it. Of several drugs each is asked about by itself: a stable dose of the one says nothing of the other.
#include <algorithm>
#include <array>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Node;
using NodeKind = syntax::Node::Kind;

namespace {

bool Routed(const Chunk& c) { return c.kind == ChunkKind::kCue && c.word.starts_with("route:"); }
bool Named(const Chunk& c) { return c.kind == ChunkKind::kName; }
bool Limited(const Chunk& c) { return c.kind == ChunkKind::kLimit; }
bool APerson(const Chunk& c) {
  static constexpr std::array<WordKey, 8> kPersons = {"patient",     "patients",     "subject",    "subjects",
                                                      "participant", "participants", "individual", "individuals"};
  return c.kind == ChunkKind::kFiller && std::find(kPersons.begin(), kPersons.end(), c.word) != kPersons.end();
}

void Append(Chunks& to, ChunkSpan chunks) { to.insert(to.end(), chunks.begin(), chunks.end()); }

// "A <= 400 mg/day, B (<= 10 mg/day) or C": the pieces, each with one drug; none where one has more, or a dose and no drug.
std::vector<ChunkSpan> DrugByDrug(ChunkSpan drugs) {
  std::vector<ChunkSpan> pieces;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= drugs.size(); ++i) {
    const bool joint = i < drugs.size() && (drugs[i].kind == ChunkKind::kComma || drugs[i].kind == ChunkKind::kOr ||
                                            drugs[i].kind == ChunkKind::kAnd || drugs[i].kind == ChunkKind::kSlash);
    if (i < drugs.size() && !joint) continue;
    const ChunkSpan piece = drugs.subspan(from, i - from);
    from = i + 1;
    if (!AnyChunk(piece, Content)) continue;
    if (std::count_if(piece.begin(), piece.end(), Named) != 1) return {};
    pieces.push_back(piece);
  }
  return pieces;
}

}  // namespace

// `drugs`: what is taken, with its dose where that is limited; `asked`: what is asked of it besides.
std::optional<Node> Grammar::OfTakers(ChunkSpan drugs, ChunkSpan asked, Span span) {
  drugs = Trim(drugs);
  // "... if the last dose was more than 6 months ago": of those who have taken it, not of those who do.
  const auto over = [](const Chunk& c) {
    return (c.kind == ChunkKind::kTime && (c.time->gap || c.time->since || c.time->elapsed)) || c.Cue("washout") || c.Cue("block") ||
           c.word == "last" || c.word == "ago";
  };
  const auto again = [](const Chunk& c) { return c.Cue("if") || c.Cue("relax"); };
  if (AnyChunk(asked, over) || AnyOf(asked, again) || AnyOf(drugs, [](const Chunk& c) { return c.Cue("must"); }) ||
      (exclusion_ && AnyOf(asked, Named)))
    return std::nullopt;
  // "..., and no B": of everybody.
  const auto other = [&](const Chunk& c) {
    return Named(c) && KindOf(c.name) != terms::Kind::kDrug &&
           !AnyOf(drugs, [&](const Chunk& d) { return Named(d) && SameName(d.name, c.name); });
  };
  if (AnyOf(asked, [](const Chunk& c) { return c.Cue("not"); }) ||
      (AnyOf(asked, other) && AnyOf(asked, [](const Chunk& c) { return c.kind == ChunkKind::kAnd; })))
    return std::nullopt;
  const auto drug = [&](const Chunk& c) { return Named(c) && KindOf(c.name) == terms::Kind::kDrug; };
  const auto turns = [](const Chunk& c) {
    return c.kind == ChunkKind::kTime || c.kind == ChunkKind::kWord || c.Cue("history") || c.past || c.Cue("not") || c.Cue("if") ||
           c.Cue("unless") || c.Cue("except") || c.Cue("allergy") || c.kind == ChunkKind::kStop || c.kind == ChunkKind::kColon ||
           c.kind == ChunkKind::kSemicolon;
  };
  const auto count = std::count_if(drugs.begin(), drugs.end(), Named);
  if (count == 0 || AnyOf(drugs, turns) || AnyOf(drugs, [&](const Chunk& c) { return Named(c) && !drug(c); })) return std::nullopt;
  const bool doses = count > 1 && AnyChunk(drugs, Limited);
  const std::vector<ChunkSpan> pieces = doses ? DrugByDrug(drugs) : std::vector<ChunkSpan>();
  if (doses && pieces.empty()) return std::nullopt;
  std::vector<Node> each;
  for (std::size_t i = 0; i < drugs.size(); ++i) {
    if (!Named(drugs[i])) continue;
    Chunks taken;
    for (std::size_t k = i; k > 0 && Routed(drugs[k - 1]); --k) taken.insert(taken.begin(), drugs[k - 1]);
    taken.push_back(drugs[i]);
    Chunks with_dose = taken;
    if (count == 1) with_dose.assign(drugs.begin(), drugs.end());
    if (doses) with_dose.assign(pieces[each.size()].begin(), pieces[each.size()].end());
    // Nothing is asked of one that has no dose, where that is all.
    if (doses && !AnyChunk(ChunkSpan(with_dose), Limited) && !AnyChunk(asked, Content)) return std::nullopt;
    Chunks whole = with_dose;
    Append(whole, asked);
    Node when = Piece(taken);
    Node then = AnyChunk(asked, Content) ? Piece(AnyOf(asked, Named) ? ChunkSpan(asked) : ChunkSpan(whole)) : Node{};
    // What was not understood of it leaves the dose.
    const bool dosed = AnyChunk(ChunkSpan(with_dose), Limited);
    if (dosed && (then.kind == NodeKind::kNone || AnyOf(asked, Named) || HasUnread(then))) {
      std::vector<Node> both;
      both.push_back(Piece(with_dose));
      if (HasUnread(then)) then = MakeUnread(SpanOf(asked), "what is asked of those who take it");
      if (then.kind != NodeKind::kNone) both.push_back(std::move(then));
      then = MakeJoin(NodeKind::kAnd, std::move(both));
    }
    if (when.kind != NodeKind::kClause || then.kind == NodeKind::kNone) return std::nullopt;
    Node n;
    n.kind = exclusion_ ? NodeKind::kAnd : NodeKind::kIf;
    n.span = span;
    n.of = {std::move(when), std::move(then)};
    each.push_back(std::move(n));
  }
  return MakeJoin(exclusion_ ? NodeKind::kOr : NodeKind::kAnd, std::move(each));
}

std::optional<Node> Grammar::IfTaken(ChunkSpan chunks) {
  const auto filler = [](const Chunk& c) { return c.kind == ChunkKind::kFiller; };
  const auto used = [](const Chunk& c) {
    return c.Cue("exposure") || (c.kind == ChunkKind::kWord && (c.word == "applicable" || c.word == "needed" || c.word == "any"));
  };
  // "A, if used, must be ...".
  const std::size_t i = FindChunk(chunks, [](const Chunk& c) { return c.Cue("if"); });
  std::size_t end = i + 1;
  while (i > 0 && end < chunks.size() && (used(chunks[end]) || filler(chunks[end]))) ++end;
  const bool taken = i > 0 && i < chunks.size() && AnyOf(chunks.subspan(i + 1, end - i - 1), used);
  if (taken && (end == chunks.size() || chunks[end].kind == ChunkKind::kComma || chunks[end].Cue("must") || chunks[end].Cue("must_not")))
    return OfTakers(chunks.first(i), Trim(chunks.subspan(end)), SpanOf(chunks));
  if (exclusion_) return std::nullopt;
  // "Patients taking A must be at a stable dose".
  const std::size_t taking = FindChunk(chunks, [](const Chunk& c) { return c.kind != ChunkKind::kFiller; });
  const std::size_t duty = FindChunk(chunks, [](const Chunk& c) { return c.Cue("must"); });
  const auto steady = [](const Chunk& c) { return Limited(c) || c.Cue("stable") || c.Cue("stable_on") || c.word == "stable"; };
  if (taking < chunks.size() && duty < chunks.size() && taking + 1 < duty && chunks[taking].Cue("exposure") &&
      AnyOf(chunks.first(taking), APerson) && AnyOf(chunks.subspan(duty), steady) && !AnyChunk(chunks.first(duty), Limited))
    return OfTakers(chunks.subspan(taking + 1, duty - taking - 1), Trim(chunks.subspan(duty + 1)), SpanOf(chunks));
  // "A <= 10 mg is allowed", "A is allowed if the dose ...", "A is allowed at a stable dose".
  const std::size_t allowed = FindChunk(chunks, [](const Chunk& c) { return c.Cue("relax"); });
  if (allowed == 0 || allowed == chunks.size()) return std::nullopt;
  // "at a permitted dose".
  const Chunk& before = chunks[allowed - 1];
  // "Taking A, which may be continued": of what is taken.
  if (before.kind == ChunkKind::kComma || before.word == "which" || before.word == "that") return std::nullopt;
  if (before.kind == ChunkKind::kFiller && (before.word == "a" || before.word == "an" || before.word == "the")) return std::nullopt;
  ChunkSpan asked = chunks.subspan(allowed + 1);
  bool conditional = false;
  // "provided that", "as long as": elsewhere these are no plain conditions.
  const auto provided = [](const Chunk& c) {
    return c.Cue("if") || (c.kind == ChunkKind::kWord && (c.word == "provided" || c.word == "providing" || c.word == "long"));
  };
  const auto leads = [&](const Chunk& c) { return filler(c) || provided(c) || (c.kind == ChunkKind::kWord && c.word == "as"); };
  for (; !asked.empty() && leads(asked.front()); asked = asked.subspan(1)) conditional |= provided(asked.front());
  // "A is allowed, no B": of everybody.
  if (!conditional && !asked.empty() && (asked.front().kind == ChunkKind::kComma || AnyOf(asked, Named))) return std::nullopt;
  if (AnyOf(asked, [](const Chunk& c) { return c.Cue("if") || c.Cue("relax"); })) return std::nullopt;
  if (!AnyChunk(asked, Content) && !AnyChunk(chunks.first(allowed), Limited)) return std::nullopt;
  auto each = OfTakers(chunks.first(allowed), asked, SpanOf(chunks));
  // As a list it would let in who keeps to what is asked of one of them.
  const ChunkSpan drugs = chunks.first(allowed);
  const auto other = [&](const Chunk& c) { return Named(c) && KindOf(c.name) != terms::Kind::kDrug; };
  const bool several = std::count_if(drugs.begin(), drugs.end(), Named) > 1 && !AnyOf(drugs, other);
  if (!each && several) return MakeUnread(SpanOf(chunks), "what is asked of several drugs that are allowed");
  return each;
}

}  // namespace eligo::parse
