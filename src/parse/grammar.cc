#include "parse/grammar.h"

#include <algorithm>
#include <utility>

#include "parse/aside.h"
#include "parse/chunk_span.h"
#include "parse/exception.h"
#include "parse/fold_lists.h"
#include "parse/label.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

namespace {

constexpr int kMaxDepth = 24;  // deeper than any protocol; bounds the recursion on hostile input

// Adds a window to every clause under a node that has none.
void AddTime(Node& node, const syntax::TimePhrase& time) {
  for (Node& child : node.of) AddTime(child, time);
  if (node.kind != NodeKind::kClause || !node.clause) return;
  const bool has = std::any_of(node.clause->times.begin(), node.clause->times.end(),
                               [](const auto& t) { return t.kind != syntax::TimePhrase::Kind::kDuration; });
  if (has) return;
  syntax::Clause copy = *node.clause;
  copy.times.push_back(time);
  node.clause = std::make_shared<const syntax::Clause>(std::move(copy));
}

}  // namespace

// "inadequate response to standard therapy, defined as ...": the drugs were given before now.
void MarkPast(Node& node) {
  for (Node& child : node.of) MarkPast(child);
  if (node.kind != NodeKind::kClause || !node.clause || !node.clause->times.empty()) return;
  syntax::Clause copy = *node.clause;
  copy.history = true;
  node.clause = std::make_shared<const syntax::Clause>(std::move(copy));
}

Node MakeLeaf(Clause clause) {
  Node n;
  n.kind = NodeKind::kClause;
  n.span = clause.span;
  n.clause = std::make_shared<const Clause>(std::move(clause));
  return n;
}

Node MakeUnread(Span span, std::string reason) {
  Node n;
  n.kind = NodeKind::kUnread;
  n.span = span;
  n.reason = std::move(reason);
  return n;
}

Node MakeJoin(NodeKind kind, std::vector<Node> of) {
  std::erase_if(of, [](const Node& n) { return n.kind == NodeKind::kNone; });
  if (of.empty()) return {};
  if (of.size() == 1) return std::move(of.front());
  Node n;
  n.kind = kind;
  n.span = Hull(of.front().span, of.back().span);
  for (const Node& child : of) n.span = Hull(n.span, child.span);
  n.of = std::move(of);
  return n;
}

Node MakeNot(Node node, Span span) {
  Node n;
  n.kind = NodeKind::kNot;
  n.span = span;
  n.of.push_back(std::move(node));
  return n;
}

Node MakeJudgement(Span span, std::string_view reason) {
  Node n;
  n.kind = NodeKind::kJudgement;
  n.span = span;
  n.reason = reason;
  return n;
}

bool HasUnread(const Node& node) {
  return node.kind == NodeKind::kUnread || std::any_of(node.of.begin(), node.of.end(), [](const Node& n) { return HasUnread(n); });
}

void Grammar::Remark(std::string code, Span span, std::string message, bool warning) {
  remarks_.push_back({std::move(code), span, std::move(message), warning});
}

// Says who is meant, as "women of childbearing potential" does: one or several of a sex, an age, a condition.
bool Grammar::Describes(const Node& node) const {
  if (node.kind == NodeKind::kNot) return Describes(node.of.front());
  if (node.kind == NodeKind::kOr || node.kind == NodeKind::kAnd)
    return !node.of.empty() && std::all_of(node.of.begin(), node.of.end(), [&](const Node& n) { return Describes(n); });
  if (node.kind != NodeKind::kClause || node.clause->limit || node.clause->heads.empty()) return false;
  const terms::Kind kind = KindOf(node.clause->heads.front());
  return kind == terms::Kind::kDemographic || kind == terms::Kind::kCondition || kind == terms::Kind::kObservation;
}

// "inadequate response", "relapse": how a treatment went, which only a person can say.
bool Grammar::Response(const syntax::Name& name) const {
  if (name.concepts.empty() || KindOf(name) != terms::Kind::kCondition) return false;
  const terms::Concept& c = terms_.Get(name.concepts.front());
  return c.person && (c.id.find("response") != std::string_view::npos || c.id.find("relapse") != std::string_view::npos);
}

bool Grammar::Person(const Node& node) const {
  return node.kind == NodeKind::kClause && node.clause->heads.size() == 1 && !node.clause->heads.front().concepts.empty() &&
         terms_.Get(node.clause->heads.front().concepts.front()).person;
}

std::optional<terms::ConceptId> Grammar::ItemOf(const syntax::Name& name) const {
  const auto at = std::find_if(name.concepts.begin(), name.concepts.end(),
                               [&](terms::ConceptId id) { return terms_.Get(id).kind == terms::Kind::kItem; });
  return at == name.concepts.end() ? std::nullopt : std::optional(*at);
}

std::optional<terms::ConceptId> Grammar::ItemOf(const syntax::Name& name, const syntax::Name& score) const {
  if (const auto item = ItemOf(name)) return item;
  if (name.concepts.empty() || score.concepts.empty()) return std::nullopt;
  // "clinical_sledai_2k" holds what "sledai_item_alopecia" is an item of.
  const std::string_view whole = terms_.Get(score.concepts.front()).id;
  for (std::size_t from = 0; from < whole.size();) {
    for (std::size_t end = whole.size(); end != std::string_view::npos && end > from; end = whole.rfind('_', end - 1)) {
      for (const terms::ConceptId id : name.concepts) {
        const std::string item = std::string(whole.substr(from, end - from)).append("_item_").append(terms_.Get(id).id);
        if (const auto found = terms_.Find(item)) return found;
      }
      if (end == 0) break;
    }
    const std::size_t next = whole.find('_', from);
    from = next == std::string_view::npos ? whole.size() : next + 1;
  }
  return std::nullopt;
}

terms::Kind Grammar::KindOf(const syntax::Name& name) const {
  return name.concepts.empty() ? terms::Kind::kObservation : terms_.Get(name.concepts.front()).kind;
}
Node Grammar::Text(ChunkSpan chunks) {
  chunks = Trim(chunks);
  if (chunks.empty()) return {};
  if (LabelsGroups(chunks)) return MakeUnread(SpanOf(chunks), "groups named inside a sentence");
  if (++depth_ > kMaxDepth) {
    --depth_;
    return MakeUnread(SpanOf(chunks), "nested too deeply");
  }
  std::vector<Node> pieces;
  std::optional<Node> asked;  // a result for which a test is made, until the sentence that says what it must show
  std::size_t begin = 0;
  bool listing = false;  // behind "one or more of these:" semicolons part the members
  for (std::size_t i = 0; i <= chunks.size(); ++i) {
    if (i < chunks.size() && chunks[i].kind == ChunkKind::kColon && i > begin) listing = CountsMembers(chunks.subspan(begin, i - begin));
    // "defined as meeting >= 3 of A; B; C".
    if (i < chunks.size() && chunks[i].kind == ChunkKind::kCount && i > begin && CountsAfterDefined(chunks.subspan(begin, i - begin)))
      listing = true;
    if (i < chunks.size() && chunks[i].kind == ChunkKind::kStop) listing = false;
    if (i < chunks.size() && (chunks[i].kind != ChunkKind::kStop && (chunks[i].kind != ChunkKind::kSemicolon || listing))) continue;
    const ChunkSpan piece = Trim(chunks.subspan(begin, i - begin));
    begin = i + 1;
    if (piece.empty() || !AnyChunk(piece, Content)) continue;
    // "However, ... are eligible" lifts what the sentence before it states; only read when it stands alone.
    const bool relaxes = exclusion_ && !pieces.empty() && Permits(piece);
    // "Acceptable methods of contraception are ...": what is acceptable excludes nobody; whom it lets in it does not say.
    const bool lists_allowed = exclusion_ && !relaxes && piece.front().Cue("relax");
    const bool carves = !pieces.empty() && (piece.front().Cue("except") || lists_allowed);
    if (carves && !lists_allowed && pieces.back().kind == NodeKind::kClause && pieces.back().clause->except.empty()) {
      Draft draft;
      draft.clause = *pieces.back().clause;
      Chunk except = piece.front();
      except.inner.assign(piece.begin() + 1, piece.end());
      const Chunks one{except};
      std::size_t at = 0;
      Modifier(draft, one, at);
      if (!draft.blocked && !draft.exception && draft.clause.leftover.empty()) {
        pieces.back().clause = std::make_shared<const syntax::Clause>(std::move(draft.clause));
        pieces.back().span = Hull(pieces.back().span, SpanOf(piece));
        continue;
      }
    }
    // "If combined with X, there is no minimum": lifts the lower bound of the dose before it.
    if (!pieces.empty() && Waive(piece, pieces.back())) continue;
    if (!pieces.empty() && AllowsRescreening(piece)) {
      asides_.push_back(SpanOf(piece));
      continue;
    }
    if (SaysAdequate(piece, chunks.subspan(std::min(begin, chunks.size())))) continue;
    if (const std::size_t said = pieces.empty() ? 0 : EachLasts(piece, pieces.back()); said > 0) {
      if (said < piece.size()) pieces.push_back(Piece(piece.subspan(said)));
      continue;
    }
    if (!pieces.empty() && Defines(piece, pieces)) continue;
    // "If anti-HBc is positive, HBV DNA will be tested. If it is negative, the patient is eligible": both decide.
    if (exclusion_ && asked) {
      Node lifted = relaxes ? Relaxed(piece, *asked) : Node{};
      Node not_lifted;
      not_lifted.kind = NodeKind::kNot;
      not_lifted.span = SpanOf(piece);
      if (!relaxes || lifted.kind == NodeKind::kUnread)
        not_lifted = MakeUnread(SpanOf(piece), "what a test must show");
      else
        not_lifted.of.push_back(std::move(lifted));
      Node both = MakeJoin(NodeKind::kAnd, {std::move(*asked), std::move(not_lifted)});
      asked.reset();
      pieces.push_back(std::move(both));
      if (relaxes) continue;
    } else if (exclusion_) {
      asked = AsksForTest(piece);
      if (asked) continue;
    }
    if (relaxes && !carves && PermitsAtTheEnd(piece)) {
      pieces.push_back(MakeUnread(SpanOf(piece), "what excludes, and what is allowed, in one sentence"));
      continue;
    }
    if (relaxes || carves) {
      Node lifts = relaxes ? Relaxed(piece, pieces.back()) : MakeUnread(SpanOf(piece), "an exception in a sentence of its own");
      const Span span = Hull(pieces.back().span, SpanOf(piece));
      pieces.back() = Lift(std::move(pieces.back()), std::move(lifts), span, relaxes);
      continue;
    }
    // "wounds must be healed (catheter placement is excluded)": a statement of its own in brackets.
    if (const Chunk* stated = StatedInBrackets(piece); exclusion_ && stated != nullptr) {
      pieces.push_back(Piece(piece.first(piece.size() - 1)));
      pieces.push_back(Piece(ChunkSpan(stated, 1)));
      Remark("kAmbiguousConnective", piece.back().span, "`excluded` may say that it does not count; read as excluding", true);
      continue;
    }
    Node node = Piece(piece);
    if (!exclusion_ && Loosens(node, pieces)) continue;
    pieces.push_back(std::move(node));
  }
  if (asked) pieces.push_back(MakeUnread(asked->span, "a test whose result is said nowhere"));
  --depth_;
  return MakeJoin(exclusion_ ? NodeKind::kOr : NodeKind::kAnd, std::move(pieces));
}

bool Grammar::Waive(ChunkSpan chunks, Node& base) {
  chunks = Trim(chunks);
  if (chunks.empty() || !chunks.front().Cue("if") || base.kind != NodeKind::kClause || !base.clause->limit ||
      base.clause->limit->relation != syntax::Relation::kBetween)
    return false;
  const std::size_t waive = FindChunk(chunks, [](const Chunk& c) { return c.Cue("waive"); });
  if (waive == chunks.size()) return false;
  Node when = Piece(chunks.subspan(1, waive - 1));
  if (when.kind == NodeKind::kNone || HasUnread(when)) return false;
  const auto bound = [&](syntax::Relation relation, const units::Rational& value, Span span) {
    syntax::Clause c = *base.clause;
    c.span = span;
    c.limit->relation = relation;
    c.limit->value = value;
    c.limit->high.reset();
    return MakeLeaf(std::move(c));
  };
  const Span apart = base.clause->limit->high_span;
  const bool parted = !apart.empty() && apart.begin > base.span.begin;
  Node low = bound(syntax::Relation::kGreaterEqual, base.clause->limit->value, parted ? Span{base.span.begin, apart.begin} : base.span);
  Node high = bound(syntax::Relation::kLessEqual, *base.clause->limit->high, parted ? apart : base.span);
  base = MakeJoin(NodeKind::kAnd, {MakeJoin(NodeKind::kOr, {std::move(when), std::move(low)}), std::move(high)});
  return true;
}

Node Grammar::Piece(ChunkSpan chunks) {
  chunks = Trim(chunks);
  if (chunks.empty() || !AnyChunk(chunks, Content)) return {};
  if (AnyChunk(chunks, [](const Chunk& c) { return c.Cue("washout"); })) {
    if (const auto within = WashoutAsWindow(chunks)) return Piece(*within);
  }
  // "HIV-positive patients are not eligible because of the potential to confound ...": why, which nobody judges.
  if (const std::size_t why = FindChunk(chunks, [](const Chunk& c) { return c.Cue("reason"); }); exclusion_ && why < chunks.size()) {
    const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
    if (AnyChunk(chunks.first(why), named) && !AnyChunk(chunks.subspan(why), named) &&
        AnyChunk(chunks.subspan(why), [](const Chunk& c) { return c.Cue("judge_weak"); }))
      return Piece(chunks.first(why));
  }
  if (++depth_ > kMaxDepth) {
    --depth_;
    return MakeUnread(SpanOf(chunks), "nested too deeply");
  }
  struct Leave {
    int& depth;
    ~Leave() { --depth; }
  } leave{depth_};

  if (AnyChunk(chunks, [](const Chunk& c) { return c.Cue("whole"); }))
    return MakeUnread(SpanOf(chunks), "words that turn the whole sentence");
  // unless: another fact lifts the base.
  if (const std::size_t u = FindChunk(chunks, [](const Chunk& c) { return c.Cue("unless"); }); u > 0 && u < chunks.size())
    return Unless(chunks, u);
  if (AnyOf(chunks, [](const Chunk& c) { return c.Cue("if") || c.Cue("in_subjects"); })) {
    Chunks folded(chunks.begin(), chunks.end());
    FoldCase(folded);
    if (folded.size() != chunks.size()) return Piece(folded);
  }
  if (auto asked = IfTaken(chunks)) return std::move(*asked);
  if (auto either = PastOrPlanned(chunks)) return std::move(*either);
  if (auto asked = EligibleIf(chunks)) return std::move(*asked);
  if (auto asked = AskedOfSome(chunks)) return std::move(*asked);
  // if A, B.
  if (chunks.front().Cue("if")) {
    const std::size_t comma =
        FindChunk(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kColon || c.Cue("then"); });
    if (comma < chunks.size()) {
      Node when = Piece(chunks.subspan(1, comma - 1));
      Chunks rest(chunks.begin() + static_cast<std::ptrdiff_t>(comma) + 1, chunks.end());
      // "If receiving X, the dose must be ...": of X.
      const auto name = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
      if (when.kind == NodeKind::kClause && !AnyChunk(ChunkSpan(rest), name)) {
        for (std::size_t k = comma; k-- > 1;) {
          const Chunk& c = chunks[k];
          if (c.kind == ChunkKind::kName || (c.kind == ChunkKind::kCue && c.word.starts_with("route:"))) rest.insert(rest.begin(), c);
        }
      }
      Node then = Piece(rest);
      if (when.kind != NodeKind::kNone && then.kind != NodeKind::kNone && !HasUnread(when) && !HasUnread(then)) {
        Node n;
        n.kind = exclusion_ ? NodeKind::kAnd : NodeKind::kIf;  // "if female, pregnant" excludes nobody who is not
        n.span = SpanOf(chunks);
        n.of = {std::move(when), std::move(then)};
        return n;
      }
    }
    return MakeUnread(SpanOf(chunks), "a condition that was not understood");
  }
  // A, if B.
  if (const std::size_t i = FindChunk(chunks, [](const Chunk& c) { return c.Cue("if"); }); i > 0 && i < chunks.size()) {
    // "A and, if B, C": two requirements.
    std::size_t before = i;
    while (before > 0 && chunks[before - 1].kind == ChunkKind::kComma) --before;
    if (!exclusion_ && before > 1 && chunks[before - 1].kind == ChunkKind::kAnd &&
        AnyChunk(chunks.subspan(i), [](const Chunk& c) { return c.kind == ChunkKind::kComma; })) {
      std::vector<Node> both;
      both.push_back(Piece(chunks.first(before - 1)));
      both.push_back(Piece(chunks.subspan(i)));
      return MakeJoin(NodeKind::kAnd, std::move(both));
    }
    // "A with B if C": the condition is on the last limb that has its own measure.
    std::size_t cut = i;
    while (cut > 0 && !(chunks[cut - 1].kind == ChunkKind::kAnd || chunks[cut - 1].Cue("with"))) --cut;
    const auto limit = [](const Chunk& c) { return c.kind == ChunkKind::kLimit; };
    if (!exclusion_ && cut > 1 && AnyChunk(chunks.first(cut - 1), limit) && AnyChunk(chunks.subspan(cut, i - cut), limit)) {
      std::vector<Node> both;
      both.push_back(Piece(chunks.first(cut - 1)));
      both.push_back(Piece(chunks.subspan(cut)));
      return MakeJoin(NodeKind::kAnd, std::move(both));
    }
    // "A, or B if C": which of them the condition is on is not for us to say.
    if (std::any_of(chunks.begin(), chunks.begin() + static_cast<std::ptrdiff_t>(i),
                    [](const Chunk& c) { return c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr; })) {
      return MakeUnread(SpanOf(chunks), "a condition behind an `or`");
    }
    Node then = Piece(chunks.first(i));
    Node when = Piece(chunks.subspan(i + 1));
    if (then.kind == NodeKind::kNone || when.kind == NodeKind::kNone || HasUnread(when) || HasUnread(then)) {
      return MakeUnread(SpanOf(chunks), "a condition that was not understood");
    }
    if (exclusion_ && then.kind == NodeKind::kOr && AnyOf(chunks.first(i), [](const Chunk& c) { return c.kind == ChunkKind::kAnd; }))
      return MakeUnread(SpanOf(chunks), "a condition behind a list");  // of all, or of the last
    Node n;
    n.span = SpanOf(chunks);
    n.kind = exclusion_ ? NodeKind::kAnd : NodeKind::kIf;
    n.of = exclusion_ ? std::vector<Node>{std::move(then), std::move(when)} : std::vector<Node>{std::move(when), std::move(then)};
    return n;
  }
  if (const auto therapy = TherapyInBrackets(chunks)) return Piece(*therapy);
  // "Renal function: creatinine clearance >= 50", "X, defined as Y": the label names what follows; its window holds for it.
  const std::size_t colon = FindChunk(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kColon || c.Cue("defined"); });
  // "including: A", "including, but not limited to, any of the following: A, B", "caused by any of the following: A, B": the colon parts
  // nothing.
  const auto listed = [&]() -> std::size_t {
    std::size_t i = colon - 1;
    while (i > 0 && (chunks[i].Cue("any_of") || chunks[i].Cue("following") || chunks[i].kind == ChunkKind::kFiller ||
                     chunks[i].kind == ChunkKind::kComma))
      --i;
    if (chunks[colon - 1].Cue("example") || chunks[i].Cue("cause")) return colon;
    // Behind a class its members; what is measured or agreed to is a heading ("cardiovascular risk, including any of the following: ...").
    const auto name = std::find_if(chunks.rend() - static_cast<std::ptrdiff_t>(i), chunks.rend(),
                                   [](const Chunk& c) { return c.kind == ChunkKind::kName; });
    const bool of_kind =
        name != chunks.rend() && (KindOf(name->name) == terms::Kind::kCondition || KindOf(name->name) == terms::Kind::kDrug ||
                                  KindOf(name->name) == terms::Kind::kProcedure);
    const auto semicolon = [](const Chunk& c) { return c.kind == ChunkKind::kSemicolon; };
    return chunks[i].Cue("example") && of_kind && !AnyOf(chunks, semicolon) ? i + 1 : 0;
  };
  if (const std::size_t end = colon < chunks.size() && colon > 1 && chunks[colon].kind == ChunkKind::kColon ? listed() : 0; end > 1) {
    Chunks without(chunks.begin(), chunks.begin() + static_cast<std::ptrdiff_t>(end));
    without.insert(without.end(), chunks.begin() + static_cast<std::ptrdiff_t>(colon) + 1, chunks.end());
    return Piece(without);
  }
  if (colon < chunks.size()) {
    const ChunkSpan label = chunks.first(colon);
    const ChunkSpan body = Trim(chunks.subspan(colon + 1));
    const auto timed = [](const Chunk& c) { return c.kind == ChunkKind::kTime && c.time->kind == syntax::TimePhrase::Kind::kWindow; };
    const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
    // "Not pregnant, and at least one of the following: A, B": what stands before the count is asked besides the list.
    const std::size_t counts = FindChunk(label, [](const Chunk& c) { return c.kind == ChunkKind::kCount || c.Cue("any_of"); });
    std::size_t joint = counts;
    while (joint > 0 && label[joint - 1].kind == ChunkKind::kFiller) --joint;
    if (chunks[colon].kind == ChunkKind::kColon && counts < label.size() && joint > 0 && label[joint - 1].kind == ChunkKind::kAnd &&
        AnyChunk(label.first(joint - 1), named)) {
      std::vector<Node> both;
      both.push_back(Piece(label.first(joint - 1)));
      both.push_back(Piece(chunks.subspan(joint)));
      return MakeJoin(NodeKind::kAnd, std::move(both));
    }
    const bool stated = AnyChunk(label, [](const Chunk& c) { return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kGrade; });
    // "etanercept within 2 weeks: infliximab within 8 weeks": the colon parts two statements.
    if (!stated && !chunks[colon].Cue("defined") && AnyChunk(label, timed) && AnyChunk(label, named) && AnyChunk(body, timed)) {
      std::vector<Node> both;
      both.push_back(Piece(label));
      both.push_back(Piece(body));
      return MakeJoin(exclusion_ ? NodeKind::kOr : NodeKind::kAnd, std::move(both));
    }
    // "Stroke, asthma or diabetes, as defined by HbA1c > 8 %" among what excludes: of the last at least; what stands before excludes by
    // itself.
    if (const std::size_t cut = exclusion_ && chunks[colon].Cue("defined") ? LastLimb(label) : 0; cut > 0) {
      Chunks last;
      for (const Chunk& c : label.first(FindChunk(label, named))) {
        if (c.Cue("history") || c.Cue("exposure") || c.Cue("allergy")) last.push_back(c);
      }
      last.insert(last.end(), chunks.begin() + static_cast<std::ptrdiff_t>(cut) + 1, chunks.end());
      Remark("kAmbiguousConnective", SpanOf(chunks),
             "a definition behind a list; read as that of its last, the others exclude by themselves");
      std::vector<Node> either;
      either.push_back(Piece(label.first(cut)));
      either.push_back(Piece(last));
      return MakeJoin(NodeKind::kOr, std::move(either));
    }
    // A list whose last thing has no name: what is defined, and what excludes by itself, is not plain.
    if (exclusion_ && chunks[colon].Cue("defined") && ListsThings(label)) return MakeUnread(SpanOf(chunks), "a definition behind a list");
    // "depression as defined by DSM-5": the instrument is how, the disease is what. Criteria of the disease itself say both.
    if (chunks[colon].Cue("defined") && std::count_if(label.begin(), label.end(), named) == 1) {
      const Chunk& disease = *std::find_if(label.begin(), label.end(), named);
      const auto said = [](const Chunk& c) { return c.kind != ChunkKind::kFiller; };
      const auto by = std::find_if(body.begin(), body.end(), said);
      if (by != body.end() && named(*by) && std::none_of(by + 1, body.end(), said) && KindOf(by->name) == terms::Kind::kScore &&
          KindOf(disease.name) == terms::Kind::kCondition &&
          !terms_.Get(by->name->concepts.front()).id.ends_with(terms_.Get(disease.name->concepts.front()).id)) {
        std::vector<Node> both;
        both.push_back(Piece(label));
        both.push_back(Piece(body));
        return MakeJoin(NodeKind::kAnd, std::move(both));
      }
    }
    // "Any disease, except those defined by the inclusion criteria": what is defined is not the whole.
    if (chunks[colon].Cue("defined") &&
        AnyChunk(label, [](const Chunk& c) { return c.Cue("except") || c.Cue("unless") || c.Cue("judge") || c.Cue("judge_weak"); }))
      return MakeUnread(SpanOf(chunks), "a definition of a part of it");
    // "the absence of a tumor is demonstrated by ultrasound": not the lack of ultrasound.
    const auto examined = [&](const Chunk& c) {
      return (c.kind == ChunkKind::kName && KindOf(c.name) == terms::Kind::kProcedure) || c.kind == ChunkKind::kFiller ||
             c.kind == ChunkKind::kTime;
    };
    if (chunks[colon].Cue("defined") && AnyOf(label, [](const Chunk& c) { return c.Cue("not"); }) &&
        std::all_of(body.begin(), body.end(), examined))
      return MakeUnread(SpanOf(chunks), "what an examination shows is not there");
    if (chunks[colon].Cue("defined")) {
      if (auto shown = ShownBy(label, body)) return std::move(*shown);
    }
    if (!body.empty() && !stated) {
      Chunks whole;
      std::vector<syntax::TimePhrase> times;
      // "has not been stable, as defined by HbA1c >= 10": the limit says how it is, not how it is not; "no cardiac disease, defined as
      // NYHA III" denies what is defined.
      const auto denies_state = [&](const Chunk& c) {
        const auto after = label.begin() + (&c - label.data()) + 1;
        const auto next = std::find_if(after, label.end(), Content);
        return chunks[colon].Cue("defined") && !c.inherited && !c.no && next != label.end() && next->kind != ChunkKind::kName &&
               AnyChunk(body, [](const Chunk& x) { return x.kind == ChunkKind::kLimit; });
      };
      for (const Chunk& c : label) {
        if (c.kind == ChunkKind::kTime) times.push_back(c.time);
        if (c.Cue("not") && denies_state(c)) continue;
        if (c.kind == ChunkKind::kAnswer || c.Cue("not") || c.Cue("history") || c.Cue("exposure") || c.Cue("allergy") ||
            c.Cue("participation") || c.Cue("consent") || c.kind == ChunkKind::kCount)
          whole.push_back(c);
      }
      ChunkSpan rest = body.front().Cue("defined") ? body.subspan(1) : body;
      // "defined as meeting >= 3 of A; B; C": counted without a colon.
      std::size_t first = 0;
      while (first < rest.size() && rest[first].kind == ChunkKind::kFiller) ++first;
      const bool counts_here = chunks[colon].Cue("defined") && first < rest.size() && rest[first].kind == ChunkKind::kCount &&
                               AnyOf(rest, [](const Chunk& c) { return c.kind == ChunkKind::kSemicolon; });
      const ChunkSpan number = counts_here ? rest.subspan(first, 1) : label;
      if (counts_here) rest = rest.subspan(first + 1);
      // "at least one of the following: A, B, C": the label says how many; the connectives of the list say nothing then.
      const bool counted = counts_here || CountsMembers(label) ||
                           (body.front().Cue("defined") &&
                            CountsMembers(rest.first(FindChunk(rest, [](const Chunk& c) { return c.kind == ChunkKind::kColon; }))));
      int count = 1;
      for (const Chunk& c : number) {
        if (c.kind == ChunkKind::kCount) count = c.count.value + (c.count.relation == syntax::Relation::kGreater ? 1 : 0);
      }
      if (counted) std::erase_if(whole, [](const Chunk& c) { return c.kind == ChunkKind::kCount; });
      const std::size_t cues = whole.size();
      whole.insert(whole.end(), rest.begin(), rest.end());
      Node n;
      if (counted && (counts_here || CountsMembers(label))) {
        const bool outer = std::exchange(any_of_, true);
        std::vector<Node> members;
        std::size_t from = 0;
        for (std::size_t i = cues; i <= whole.size(); ++i) {
          if (i < whole.size() && whole[i].kind != ChunkKind::kSemicolon) continue;
          const ChunkSpan member = ChunkSpan(whole).subspan(from, i - from);
          from = i + 1;
          Node m = Piece(member);
          if (m.kind == NodeKind::kOr)
            std::move(m.of.begin(), m.of.end(), std::back_inserter(members));
          else if (m.kind != NodeKind::kNone)
            members.push_back(std::move(m));
        }
        any_of_ = outer;
        if (count > 1) {
          n.kind = NodeKind::kAtLeast;
          n.count = count;
          n.span = SpanOf(chunks);
          n.of = std::move(members);
        } else {
          n = MakeJoin(NodeKind::kOr, std::move(members));
        }
      } else {
        n = Piece(whole);
      }
      for (const auto& t : times) AddTime(n, t);
      // "inadequate response to X, defined as ...": what the label asks besides is not in the list.
      const bool response = AnyOf(label, [&](const Chunk& c) { return c.kind == ChunkKind::kName && Response(c.name); });
      if (response || AnyChunk(label, [](const Chunk& c) { return c.Cue("block") || c.Cue("recovered") || c.Cue("washout"); })) {
        MarkPast(n);
        std::vector<Node> both;
        both.push_back(response ? Piece(label) : MakeUnread(SpanOf(label), "words that may turn its sense were not understood"));
        both.push_back(std::move(n));
        n = MakeJoin(NodeKind::kAnd, std::move(both));
      }
      return n;
    }
  }
  if (!exclusion_) {
    if (auto asked = MustOfSome(chunks)) return std::move(*asked);
  }
  // "Women of childbearing potential and sexually active men must agree to ...": several groups, and what a person must agree to.
  const auto agrees = [](const Chunk& c) { return c.Cue("consent") || c.Cue("must"); };
  const ChunkSpan groups = chunks.first(FindChunk(chunks, agrees));
  const auto of_sex = [&](const Chunk& c) {
    if (c.kind != ChunkKind::kName || c.name->concepts.empty()) return c.Cue("female") || c.Cue("male");
    const terms::Concept& of = terms_.Get(c.name->concepts.front());
    return of.female_only && of.id != "pregnancy" && of.id != "lactation";  // "not pregnant and willing to ...": a fact, and an agreement
  };
  const auto joins = [](const Chunk& c) { return c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr; };
  const auto valued = [](const Chunk& c) {
    return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kGrade;
  };
  if (!exclusion_ && !groups.empty() && groups.size() < chunks.size() && AnyOf(groups, of_sex) && AnyOf(groups, joins) &&
      AnyChunk(chunks, [](const Chunk& c) { return c.Cue("consent"); }) && !AnyChunk(chunks, valued)) {
    Node n;
    n.kind = NodeKind::kConsent;
    n.span = SpanOf(chunks);
    n.clause = std::make_shared<const Clause>();
    return n;
  }
  if (exclusion_) {
    if (auto absent = AskedAmongExclusions(chunks)) return std::move(*absent);
  }
  return List(chunks);
}

}  // namespace eligo::parse
