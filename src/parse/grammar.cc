#include "parse/grammar.h"

#include <algorithm>
#include <utility>

#include "parse/aside.h"
#include "parse/chunk_span.h"
#include "parse/exception.h"
#include "parse/fold_lists.h"
#include "parse/heading_sense.h"
#include "parse/label.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

namespace {

// "postmenopausal, or willing to ...", "not pregnant and willing to ...": what is agreed to is a limb of its own, not said of those before
// it.
bool LimbOfItsOwn(ChunkSpan before) {
  while (!before.empty() && before.back().kind == ChunkKind::kFiller) before = before.first(before.size() - 1);
  if (before.empty()) return false;
  const ChunkKind joins = before.back().kind;
  const auto said_of = [](const Chunk& c) { return c.Cue("not") || c.Cue("female") || c.Cue("male"); };
  if (joins == ChunkKind::kOr || joins == ChunkKind::kAndOr) return !AnyOf(before, said_of);
  return AnyOf(before, [](const Chunk& c) { return c.Cue("not"); }) && (joins == ChunkKind::kAnd || joins == ChunkKind::kComma);
}

constexpr int kMaxDepth = 24;  // deeper than any protocol; bounds the recursion on hostile input

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

Node MakeConsent(Span span, Clause clause) {
  Node n;
  n.kind = NodeKind::kConsent;
  n.span = span;
  n.clause = std::make_shared<const Clause>(std::move(clause));
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
  if (node.kind != NodeKind::kClause || node.clause->heads.empty()) return false;
  const syntax::Name& head = node.clause->heads.front();
  const bool age = !head.concepts.empty() && terms_.Get(head.concepts.front()).id == "age";
  if (node.clause->limit && !age) return false;
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

// "A; or B" of who is to be let in: either of the two, and of a list of one kind ("A; B; or C") any of it. What is denied, agreed to, asked
// of some or says who a person is may be asked besides.
void Grammar::JoinBehindSemicolon(std::vector<Node>& pieces, std::size_t first, std::size_t at) const {
  if (at >= pieces.size() || at <= first) return;
  const auto of_kind = [&](const Node& n) -> std::optional<terms::Kind> {
    if (n.kind != NodeKind::kClause || n.clause->heads.size() != 1) return std::nullopt;
    return KindOf(n.clause->heads.front());
  };
  const auto plain = [&](const auto& self, const Node& n) -> bool {
    if (n.kind == NodeKind::kAnd || n.kind == NodeKind::kOr)
      return std::all_of(n.of.begin(), n.of.end(), [&](const Node& child) { return self(self, child); });
    return n.kind == NodeKind::kClause && n.of.empty() && !n.clause->heads.empty();
  };
  const auto person = [&](const Node& n) { return of_kind(n) == terms::Kind::kDemographic || of_kind(n) == terms::Kind::kConsent; };
  Node& before = pieces[at - 1];
  Node& here = pieces[at];
  if (before.kind == NodeKind::kNot && here.kind == NodeKind::kNot) return;  // "no A; or no B": neither
  std::size_t from = at - 1;
  const bool either = plain(plain, before) && plain(plain, here) && !person(before) && !person(here);
  const auto listed = of_kind(here);
  while (either && from > first && listed && *listed != terms::Kind::kMeasurement && *listed != terms::Kind::kScore &&
         of_kind(before) == listed && of_kind(pieces[from - 1]) == listed)
    --from;
  const auto begin = pieces.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = pieces.begin() + static_cast<std::ptrdiff_t>(at) + 1;
  std::vector<Node> any(std::make_move_iterator(begin), std::make_move_iterator(end));
  const Span span = Hull(any.front().span, any.back().span);
  *begin = either ? MakeJoin(NodeKind::kOr, std::move(any)) : MakeUnread(span, "an `or` behind a semicolon");
  pieces.erase(begin + 1, end);
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
  std::size_t sentence = 0;            // its first piece
  std::vector<std::size_t> or_pieces;  // those that begin with "or" behind a semicolon
  const auto end_sentence = [&] {
    for (auto at = or_pieces.rbegin(); !exclusion_ && at != or_pieces.rend(); ++at) JoinBehindSemicolon(pieces, sentence, *at);
    sentence = pieces.size();
    or_pieces.clear();
  };
  bool listing = false;  // behind "one or more of these:" semicolons part the members
  for (std::size_t i = 0; i <= chunks.size(); ++i) {
    if (i < chunks.size() && chunks[i].kind == ChunkKind::kColon && i > begin)
      listing = CountsMembers(chunks.subspan(begin, i - begin)) || ListsExceptions(chunks.subspan(begin, i - begin)) ||
                SenseOf(chunks.subspan(begin, i - begin), terms_, exclusion_) != HeadingSense::kPlain ||
                OnlyCues(chunks.subspan(begin, i - begin));
    // "defined as meeting >= 3 of A; B; C".
    if (i < chunks.size() && chunks[i].kind == ChunkKind::kCount && i > begin && CountsAfterDefined(chunks.subspan(begin, i - begin)))
      listing = true;
    if (i < chunks.size() && chunks[i].kind == ChunkKind::kStop) listing = false;
    if (i < chunks.size() && (chunks[i].kind != ChunkKind::kStop && (chunks[i].kind != ChunkKind::kSemicolon || listing))) continue;
    const ChunkSpan written = chunks.subspan(begin, i - begin);
    const ChunkSpan piece = Trim(written);
    if (begin > 0 && chunks[begin - 1].kind == ChunkKind::kStop) end_sentence();
    if (pieces.size() > sentence && !written.empty() && written.front().kind == ChunkKind::kOr) or_pieces.push_back(pieces.size());
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
      Node lifts = relaxes ? Permitted(piece, pieces.back()) : MakeUnread(SpanOf(piece), "an exception in a sentence of its own");
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
  end_sentence();
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

Node Grammar::Condition(ChunkSpan chunks) {
  const bool outer = std::exchange(condition_, true);
  Node when = Piece(chunks);
  condition_ = outer;
  return when;
}

Node Grammar::Piece(ChunkSpan chunks) {
  chunks = Trim(chunks);
  if (chunks.empty() || !AnyChunk(chunks, Content)) return {};
  if (AnyChunk(chunks, [](const Chunk& c) { return c.Cue("washout"); })) {
    if (const auto within = WashoutAsWindow(chunks)) return Piece(*within);
  }
  if (const auto within = ListedWashouts(chunks)) return Piece(*within);
  if (const auto of_some = LimitOfSome(chunks)) return Piece(*of_some);
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

  if (!exclusion_ && Allows(chunks)) return MakeUnread(SpanOf(chunks), "what is allowed, not asked");
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
  // "A and at least one of B, C or D", "A and either B or C": what stands before the count is asked besides the list.
  if (const std::size_t both = ListBehindAnd(chunks, exclusion_); both > 0) {
    std::vector<Node> asked;
    asked.push_back(Piece(chunks.first(both)));
    const bool outer = std::exchange(any_of_, true);
    asked.push_back(Piece(chunks.subspan(both + 1)));
    any_of_ = outer;
    return MakeJoin(NodeKind::kAnd, std::move(asked));
  }
  // "two prior drugs, one of which must have been A or B": asked besides, and its `or` is its own.
  for (std::size_t k = 1; k + 3 < chunks.size(); ++k) {
    if (chunks[k].kind != ChunkKind::kComma || chunks[k + 1].kind != ChunkKind::kCount || chunks[k + 1].count.value != 1) continue;
    std::size_t which = k + 2;
    while (which < chunks.size() && chunks[which].kind == ChunkKind::kFiller && chunks[which].word == "of") ++which;
    if (which + 1 >= chunks.size() || chunks[which].word != "which") continue;
    // Among what excludes, what "must" be is no part of it.
    if (exclusion_ && AnyOf(chunks.subspan(which), [](const Chunk& c) { return c.Cue("must"); }))
      return MakeUnread(SpanOf(chunks), "what must be, among what excludes");
    std::vector<Node> both;
    both.push_back(Piece(chunks.first(k)));
    both.push_back(Piece(chunks.subspan(which + 1)));
    return MakeJoin(NodeKind::kAnd, std::move(both));
  }
  if (auto some = Counted(chunks)) return std::move(*some);
  if (auto asked = EligibleIf(chunks)) return std::move(*asked);
  if (auto asked = AskedOfSome(chunks)) return std::move(*asked);
  // if A, B.
  if (chunks.front().Cue("if")) {
    const std::size_t comma =
        FindChunk(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kColon || c.Cue("then"); });
    if (comma < chunks.size()) {
      Node when = Condition(chunks.subspan(1, comma - 1));
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
    Node when = Condition(chunks.subspan(i + 1));
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
  if (auto labelled = Labelled(chunks)) return std::move(*labelled);
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
      !LimbOfItsOwn(groups) && AnyChunk(chunks, [](const Chunk& c) { return c.Cue("consent"); }) && !AnyChunk(chunks, valued))
    return MakeConsent(SpanOf(chunks));
  if (exclusion_) {
    if (auto absent = AskedAmongExclusions(chunks)) return std::move(*absent);
  }
  return List(chunks);
}

}  // namespace eligo::parse
