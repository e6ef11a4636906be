#include "parse/grammar.h"

#include <algorithm>
#include <utility>

namespace eligo::parse {

using syntax::Node;
using NodeKind = syntax::Node::Kind;
using ChunkSpan = std::span<const Chunk>;

namespace {

constexpr int kMaxDepth = 24;  // deeper than any protocol; bounds the recursion on hostile input

Span SpanOf(ChunkSpan chunks) { return chunks.empty() ? Span{} : Span{chunks.front().span.begin, chunks.back().span.end}; }

bool Separator(const Chunk& c) {
  return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kSemicolon || c.kind == ChunkKind::kStop || c.kind == ChunkKind::kColon || (c.kind == ChunkKind::kWord && c.word == ".");
}

ChunkSpan Trim(ChunkSpan c) {
  while (!c.empty() && (Separator(c.front()) || c.front().kind == ChunkKind::kAnd || c.front().kind == ChunkKind::kOr || c.front().Cue("then"))) c = c.subspan(1);
  while (!c.empty() && (Separator(c.back()) || c.back().kind == ChunkKind::kAnd || c.back().kind == ChunkKind::kOr)) c = c.first(c.size() - 1);
  return c;
}

template <typename Test>
std::size_t FindChunk(ChunkSpan c, Test test, std::size_t from = 0) {
  for (std::size_t i = from; i < c.size(); ++i) {
    if (test(c[i])) return i;
  }
  return c.size();
}

template <typename Test>
bool AnyChunk(ChunkSpan c, Test test) {
  return std::any_of(c.begin(), c.end(), [&](const Chunk& x) { return test(x) || (x.kind == ChunkKind::kGroup && AnyChunk(x.inner, test)); });
}

bool Content(const Chunk& c) { return c.kind != ChunkKind::kFiller && !c.Cue("with") && !Separator(c) && !c.Cue("then"); }

// "such as A, B and C": the names behind the cue, as one chunk, so that their commas do not split the limb.
Chunks FoldExamples(ChunkSpan chunks) {
  Chunks out;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const bool after_name = std::any_of(out.rbegin(), out.rend(), [](const Chunk& c) { return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord; });
    if (!(chunks[i].Cue("example") && after_name)) {
      out.push_back(chunks[i]);
      continue;
    }
    Chunk examples = chunks[i];
    examples.word = "examples";
    const bool after_comma = !out.empty() && out.back().kind == ChunkKind::kComma;
    std::size_t j = i + 1;
    std::size_t last = i;
    for (; j < chunks.size(); ++j) {
      const Chunk& c = chunks[j];
      if (c.kind == ChunkKind::kName || c.Cue("etc") || (c.kind == ChunkKind::kGroup && last + 1 == j)) {
        last = j;
      } else if ((c.kind == ChunkKind::kState && j + 1 < chunks.size() && (chunks[j + 1].kind == ChunkKind::kName || chunks[j + 1].kind == ChunkKind::kState)) || c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kSlash ||
                 c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kColon) {
        continue;
      } else if (c.kind == ChunkKind::kWord && j + 1 < chunks.size() &&
                 (chunks[j + 1].kind == ChunkKind::kComma || chunks[j + 1].kind == ChunkKind::kAnd || chunks[j + 1].kind == ChunkKind::kOr || chunks[j + 1].kind == ChunkKind::kName ||
                  chunks[j + 1].kind == ChunkKind::kTime || chunks[j + 1].Cue("etc"))) {
        last = j;  // an example the lexicon does not know
      } else {
        break;
      }
    }
    if (last == i) {
      out.push_back(chunks[i]);
      continue;
    }
    examples.inner.assign(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1, chunks.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    examples.span = Hull(chunks[i].span, chunks[last].span);
    if (after_comma) out.pop_back();  // "drugs, such as A": the comma opens no limb
    out.push_back(std::move(examples));
    i = last;
  }
  return out;
}

// "except A, B and C": what is taken out, as one chunk; it runs to the end of the names, not to the first comma.
Chunks FoldExceptions(const Chunks& chunks) {
  Chunks out;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (!chunks[i].Cue("except") || out.empty()) {
      out.push_back(chunks[i]);
      continue;
    }
    Chunk except = chunks[i];
    std::size_t last = i;
    for (std::size_t j = i + 1; j < chunks.size() && chunks[j].kind != ChunkKind::kTime && chunks[j].kind != ChunkKind::kLimit; ++j) {
      const bool joins = chunks[j].kind == ChunkKind::kComma || chunks[j].kind == ChunkKind::kAnd || chunks[j].kind == ChunkKind::kOr || chunks[j].kind == ChunkKind::kAndOr;
      if (!joins) last = j;
    }
    if (last == i) {
      out.push_back(chunks[i]);
      continue;
    }
    except.inner.assign(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1, chunks.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    except.span = Hull(except.span, chunks[last].span);
    if (out.back().kind == ChunkKind::kComma) out.pop_back();
    out.push_back(std::move(except));
    i = last;
  }
  return out;
}

// Adds a window to every clause under a node that has none.
void AddTime(Node& node, const syntax::TimePhrase& time) {
  for (Node& child : node.of) AddTime(child, time);
  if (node.kind != NodeKind::kClause || !node.clause) return;
  const bool has = std::any_of(node.clause->times.begin(), node.clause->times.end(), [](const auto& t) { return t.kind != syntax::TimePhrase::Kind::kDuration; });
  if (has) return;
  syntax::Clause copy = *node.clause;
  copy.times.push_back(time);
  node.clause = std::make_shared<const syntax::Clause>(std::move(copy));
}

}  // namespace

// "at least one of", "any of these, alone or combined": a label that says how many of its list are enough.
bool CountsMembers(ChunkSpan label) {
  return AnyChunk(label, [](const Chunk& c) { return c.kind == ChunkKind::kCount || c.Cue("any_combination") || c.Cue("any_of"); });
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

bool HasUnread(const Node& node) {
  return node.kind == NodeKind::kUnread || std::any_of(node.of.begin(), node.of.end(), [](const Node& n) { return HasUnread(n); });
}

void Grammar::Remark(std::string code, Span span, std::string message, bool warning) {
  remarks_.push_back({std::move(code), span, std::move(message), warning});
}

terms::Kind Grammar::KindOf(const syntax::Name& name) const { return name.concepts.empty() ? terms::Kind::kObservation : terms_.Get(name.concepts.front()).kind; }

Node Grammar::Text(ChunkSpan chunks) {
  chunks = Trim(chunks);
  if (chunks.empty()) return {};
  if (++depth_ > kMaxDepth) {
    --depth_;
    return MakeUnread(SpanOf(chunks), "nested too deeply");
  }
  std::vector<Node> pieces;
  std::size_t begin = 0;
  bool listing = false;  // behind "one or more of these:" semicolons part the members
  for (std::size_t i = 0; i <= chunks.size(); ++i) {
    if (i < chunks.size() && chunks[i].kind == ChunkKind::kColon && i > begin) listing = CountsMembers(chunks.subspan(begin, i - begin));
    if (i < chunks.size() && chunks[i].kind == ChunkKind::kStop) listing = false;
    if (i < chunks.size() && (chunks[i].kind != ChunkKind::kStop && (chunks[i].kind != ChunkKind::kSemicolon || listing))) continue;
    const ChunkSpan piece = Trim(chunks.subspan(begin, i - begin));
    begin = i + 1;
    if (piece.empty() || !AnyChunk(piece, Content)) continue;
    // "However, ... are eligible" lifts what the sentence before it states; only read when it stands alone.
    const bool relaxes = exclusion_ && !pieces.empty() && AnyChunk(piece, [](const Chunk& c) { return c.Cue("relax"); });
    const bool carves = !pieces.empty() && piece.front().Cue("except");
    if (carves && pieces.back().kind == NodeKind::kClause && pieces.back().clause->except.empty()) {
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
    if (relaxes || carves) {
      Node n;
      n.kind = NodeKind::kUnless;
      n.span = Hull(pieces.back().span, SpanOf(piece));
      n.of = {std::move(pieces.back()), MakeUnread(SpanOf(piece), "an exception in a sentence of its own")};
      pieces.back() = std::move(n);
      continue;
    }
    pieces.push_back(Piece(piece));
  }
  --depth_;
  return MakeJoin(exclusion_ ? NodeKind::kOr : NodeKind::kAnd, std::move(pieces));
}

bool Grammar::Waive(ChunkSpan chunks, Node& base) {
  chunks = Trim(chunks);
  if (chunks.empty() || !chunks.front().Cue("if") || base.kind != NodeKind::kClause || !base.clause->limit || base.clause->limit->relation != syntax::Relation::kBetween) return false;
  const std::size_t waive = FindChunk(chunks, [](const Chunk& c) { return c.Cue("waive"); });
  if (waive == chunks.size()) return false;
  Node when = Piece(chunks.subspan(1, waive - 1));
  if (when.kind == NodeKind::kNone || HasUnread(when)) return false;
  const auto bound = [&](syntax::Relation relation, const units::Rational& value) {
    syntax::Clause c = *base.clause;
    c.limit->relation = relation;
    c.limit->value = value;
    c.limit->high.reset();
    Node n;
    n.kind = NodeKind::kClause;
    n.span = base.span;
    n.clause = std::make_shared<const syntax::Clause>(std::move(c));
    return n;
  };
  Node low = bound(syntax::Relation::kGreaterEqual, base.clause->limit->value);
  Node high = bound(syntax::Relation::kLessEqual, *base.clause->limit->high);
  base = MakeJoin(NodeKind::kAnd, {MakeJoin(NodeKind::kOr, {std::move(when), std::move(low)}), std::move(high)});
  return true;
}

Node Grammar::Piece(ChunkSpan chunks) {
  chunks = Trim(chunks);
  if (chunks.empty() || !AnyChunk(chunks, Content)) return {};
  if (++depth_ > kMaxDepth) {
    --depth_;
    return MakeUnread(SpanOf(chunks), "nested too deeply");
  }
  struct Leave {
    int& depth;
    ~Leave() { --depth; }
  } leave{depth_};

  // unless: another fact lifts the base.
  if (const std::size_t u = FindChunk(chunks, [](const Chunk& c) { return c.Cue("unless"); }); u > 0 && u < chunks.size()) {
    Node base = Piece(chunks.first(u));
    Node exception = Piece(chunks.subspan(u + 1));
    if (base.kind != NodeKind::kNone && exception.kind != NodeKind::kNone) {
      Node n;
      n.kind = NodeKind::kUnless;
      n.span = SpanOf(chunks);
      n.of = {std::move(base), std::move(exception)};
      return n;
    }
    return MakeUnread(SpanOf(chunks), "an `unless` without its condition");
  }
  // if A, B.
  if (chunks.front().Cue("if")) {
    const std::size_t comma = FindChunk(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kColon || c.Cue("then"); });
    if (comma < chunks.size()) {
      Node when = Piece(chunks.subspan(1, comma - 1));
      Chunks rest(chunks.begin() + static_cast<std::ptrdiff_t>(comma) + 1, chunks.end());
      // "If receiving X, the dose must be ...": of X.
      const auto name = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
      if (when.kind == NodeKind::kClause && !AnyChunk(ChunkSpan(rest), name)) {
        for (std::size_t k = comma; k-- > 1;) {
          const Chunk& c = chunks[k];
          if (c.kind == ChunkKind::kName || (c.kind == ChunkKind::kCue && c.word.rfind("route:", 0) == 0)) rest.insert(rest.begin(), c);
        }
      }
      Node then = Piece(rest);
      if (when.kind != NodeKind::kNone && then.kind != NodeKind::kNone && !HasUnread(when) && !HasUnread(then)) {
        Node n;
        n.kind = NodeKind::kIf;
        n.span = SpanOf(chunks);
        n.of = {std::move(when), std::move(then)};
        return n;
      }
    }
    return MakeUnread(SpanOf(chunks), "a condition that was not understood");
  }
  // A, if B.
  if (const std::size_t i = FindChunk(chunks, [](const Chunk& c) { return c.Cue("if"); }); i > 0 && i < chunks.size()) {
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
    Node then = Piece(chunks.first(i));
    Node when = Piece(chunks.subspan(i + 1));
    if (then.kind == NodeKind::kNone || when.kind == NodeKind::kNone || HasUnread(when) || HasUnread(then)) {
      return MakeUnread(SpanOf(chunks), "a condition that was not understood");
    }
    Node n;
    n.span = SpanOf(chunks);
    n.kind = exclusion_ ? NodeKind::kAnd : NodeKind::kIf;
    n.of = exclusion_ ? std::vector<Node>{std::move(then), std::move(when)} : std::vector<Node>{std::move(when), std::move(then)};
    return n;
  }
  // "Renal function: creatinine clearance >= 50", "X, defined as Y": the label names what follows; its window holds for it.
  const std::size_t colon = FindChunk(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kColon || c.Cue("defined"); });
  if (colon < chunks.size() && colon > 1 && chunks[colon].kind == ChunkKind::kColon && chunks[colon - 1].Cue("example")) {
    Chunks without(chunks.begin(), chunks.begin() + static_cast<std::ptrdiff_t>(colon));
    without.insert(without.end(), chunks.begin() + static_cast<std::ptrdiff_t>(colon) + 1, chunks.end());
    return Piece(without);
  }
  if (colon < chunks.size()) {
    const ChunkSpan label = chunks.first(colon);
    const ChunkSpan body = Trim(chunks.subspan(colon + 1));
    const bool stated = AnyChunk(label, [](const Chunk& c) { return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kGrade; });
    if (!body.empty() && !stated) {
      Chunks whole;
      std::vector<syntax::TimePhrase> times;
      for (const Chunk& c : label) {
        if (c.kind == ChunkKind::kTime) times.push_back(c.time);
        if (c.kind == ChunkKind::kAnswer || c.Cue("not") || c.Cue("history") || c.Cue("exposure") || c.Cue("allergy") || c.Cue("participation") || c.Cue("consent") || c.kind == ChunkKind::kCount)
          whole.push_back(c);
      }
      const ChunkSpan rest = body.front().Cue("defined") ? body.subspan(1) : body;
      // "at least one of the following: A, B, C": the label says how many; the connectives of the list say nothing then.
      const bool counted = CountsMembers(label) || (body.front().Cue("defined") && CountsMembers(rest.first(FindChunk(rest, [](const Chunk& c) { return c.kind == ChunkKind::kColon; }))));
      int count = 1;
      for (const Chunk& c : label) {
        if (c.kind == ChunkKind::kCount) count = c.count.value + (c.count.relation == syntax::Relation::kGreater ? 1 : 0);
      }
      if (counted) std::erase_if(whole, [](const Chunk& c) { return c.kind == ChunkKind::kCount; });
      const std::size_t cues = whole.size();
      whole.insert(whole.end(), rest.begin(), rest.end());
      Node n;
      if (counted && CountsMembers(label)) {
        const bool outer = std::exchange(any_of_, true);
        std::vector<Node> members;
        std::size_t from = 0;
        for (std::size_t i = cues; i <= whole.size(); ++i) {
          if (i < whole.size() && whole[i].kind != ChunkKind::kSemicolon) continue;
          const ChunkSpan member = ChunkSpan(whole).subspan(from, i - from);
          from = i + 1;
          Node m = Piece(member);
          if (m.kind == NodeKind::kOr) std::move(m.of.begin(), m.of.end(), std::back_inserter(members));
          else if (m.kind != NodeKind::kNone) members.push_back(std::move(m));
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
      if (AnyChunk(label, [](const Chunk& c) { return c.Cue("block"); })) {
        std::vector<Node> both;
        both.push_back(MakeUnread(SpanOf(label), "words that may turn its sense were not understood"));
        both.push_back(std::move(n));
        n = MakeJoin(NodeKind::kAnd, std::move(both));
      }
      return n;
    }
  }
  // "Women of childbearing potential must ...": who the subject is decides whether it is asked.
  if (!exclusion_) {
    const std::size_t m = FindChunk(chunks, [](const Chunk& c) { return c.Cue("must"); });
    const ChunkSpan subject = chunks.first(m);
    const auto named = std::count_if(subject.begin(), subject.end(), [](const Chunk& c) { return c.kind == ChunkKind::kName; });
    const bool plain = std::all_of(subject.begin(), subject.end(), [](const Chunk& c) { return c.kind == ChunkKind::kName || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kGroup || c.Cue("female") || c.Cue("male") || c.Cue("with"); });
    if (m > 0 && m < chunks.size() && named == 1 && plain) {
      Node when = Piece(subject);
      const bool condition = when.kind == NodeKind::kClause && !when.clause->limit && !when.clause->heads.empty() &&
                             (KindOf(when.clause->heads.front()) == terms::Kind::kDemographic || KindOf(when.clause->heads.front()) == terms::Kind::kCondition ||
                              KindOf(when.clause->heads.front()) == terms::Kind::kObservation);
      Node then = Piece(chunks.subspan(m + 1));
      if (condition && then.kind != NodeKind::kNone) {
        Node n;
        n.kind = NodeKind::kIf;
        n.span = SpanOf(chunks);
        n.of = {std::move(when), std::move(then)};
        return n;
      }
    }
  }
  // "wounds must be healed" among what excludes: the opposite excludes.
  if (exclusion_ && AnyChunk(chunks, [](const Chunk& c) { return c.Cue("must"); }) && !AnyChunk(chunks, [](const Chunk& c) { return c.Cue("not") || c.Cue("consent"); })) {
    Node inner = List(chunks);
    if (inner.kind == NodeKind::kNone || HasUnread(inner)) return MakeUnread(SpanOf(chunks), "a requirement among what excludes");
    Remark("kPolarityFlip", SpanOf(chunks), "a requirement stands among the exclusions; its opposite was read as excluding", true);
    Node n;
    n.kind = NodeKind::kNot;
    n.span = SpanOf(chunks);
    n.of.push_back(std::move(inner));
    return n;
  }
  return List(chunks);
}

// Splits at commas and connectives, reads each limb, shares what limbs share, and groups: what a comma sets
// apart first, then `or`, then `and`, then slashes.
Node Grammar::List(ChunkSpan flat) {
  // A judgement at the end of a list qualifies all of it; one that opens its own limb only that limb.
  Chunks chunks = FoldExceptions(FoldExamples(flat));
  if (AnyChunk(ChunkSpan(chunks), [](const Chunk& c) { return c.Cue("not"); })) std::erase_if(chunks, [](const Chunk& c) { return c.Cue("relax"); });  // "no ... allowed"
  const auto judges = [](const Chunk& c) { return c.Cue("judge"); };
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  std::vector<Draft> drafts;
  std::size_t begin = 0;
  Join join = Join::kNone;
  bool comma = false;
  const auto close = [&](std::size_t end) {
    const ChunkSpan limb(chunks.data() + begin, end - begin);
    if (limb.empty() || !AnyChunk(limb, [](const Chunk& c) { return !Separator(c); })) return false;
    Draft d = Limb(limb);
    d.clause_start = limb.front().kind == ChunkKind::kFiller && (limb.front().word == "have" || limb.front().word == "had" || limb.front().word == "has" || limb.front().word == "meet" ||
                                                                  limb.front().word == "be" || limb.front().word == "having" || limb.front().word == "are");
    d.join = drafts.empty() ? Join::kNone : join;
    d.after_comma = comma;
    drafts.push_back(std::move(d));
    return true;
  };
  for (std::size_t i = 0; i <= chunks.size(); ++i) {
    Join next = Join::kNone;
    if (i < chunks.size()) {
      switch (chunks[i].kind) {
        case ChunkKind::kComma: next = Join::kComma; break;
        case ChunkKind::kAnd: next = Join::kAnd; break;
        case ChunkKind::kOr:
        case ChunkKind::kAndOr: next = Join::kOr; break;
        case ChunkKind::kSlash: next = Join::kSlash; break;
        case ChunkKind::kCue: {
          // "mRSS >= 15 at screening with progression": a measured limb is complete; what `with` adds must hold too.
          const auto measured = [](const Chunk& c) { return c.kind == ChunkKind::kLimit; };
          const auto says = [](const Chunk& c) { return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord || c.kind == ChunkKind::kLimit || c.Cue("block"); };
          // "IIM with elevated enzymes", "anti-HBc with HBV DNA above normal": both.
          const auto value = [](const Chunk& c) { return c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kLimit; };
          const ChunkSpan rest(chunks.data() + i + 1, chunks.size() - i - 1);
          const std::size_t stop = FindChunk(rest, [](const Chunk& c) { return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr; });
          const auto own = [&](const Chunk& c) { return c.kind == ChunkKind::kName && (KindOf(c.name) == terms::Kind::kMeasurement || KindOf(c.name) == terms::Kind::kScore); };
          const ChunkSpan before(chunks.data() + begin, i - begin);
          const bool named = std::any_of(before.begin(), before.end(), [](const Chunk& c) { return c.kind == ChunkKind::kName; });
          const bool after_measured = before.empty() && !drafts.empty() && (drafts.back().clause.answer || drafts.back().clause.limit);
          if (chunks[i].word == "with" && AnyChunk(rest.first(stop), value) && AnyChunk(rest.first(stop), own) && (named || after_measured)) {
            next = Join::kAnd;
            break;
          }
          if (exclusion_ || chunks[i].word != "with" || std::none_of(chunks.begin() + static_cast<std::ptrdiff_t>(begin), chunks.begin() + static_cast<std::ptrdiff_t>(i), measured) ||
              i + 1 == chunks.size() || !says(chunks[i + 1])) {
            continue;
          }
          next = Join::kAnd;
          break;
        }
        default: continue;
      }
    }
    const bool read = close(i);
    if (read || drafts.empty()) {
      join = next;
      comma = next == Join::kComma;
    } else if (next != Join::kNone) {  // ", or": the connective behind the comma tells
      comma = comma || join == Join::kComma || next == Join::kComma;
      if (next != Join::kComma) join = next;
    }
    begin = i + 1;
  }
  if (drafts.empty()) return {};
  // What the whole list hangs on an investigator's judgement: the limbs, and the judgement, must hold.
  const bool judged = AnyChunk(ChunkSpan(chunks), judges);
  if (judged) {
    Node judgement;
    judgement.kind = NodeKind::kJudgement;
    const auto first = std::find_if(drafts.begin(), drafts.end(), [](const Draft& d) { return d.judge; });
    const bool own_limb = first != drafts.end() && first != drafts.begin() && first->judge_first && first->join == Join::kOr && std::all_of(drafts.begin(), first, [](const Draft& d) { return !d.clause.heads.empty() && d.clause.leftover.empty(); });
    if (!own_limb) {
      const auto clean = [](const Draft& d) { return !d.blocked && d.clause.heads.size() == 1 && d.clause.leftover.empty() && !d.judge && !d.consent; };
      judgement.span = SpanOf(flat);
      if (std::none_of(drafts.begin(), drafts.end(), clean)) return judgement;
      // What is named must be there, and a person must judge it so: both.
      const auto judge = std::find_if(chunks.begin(), chunks.end(), judges);
      if (judge != chunks.end()) judgement.span = judge->span;
      std::erase_if(drafts, [](const Draft& d) { return d.judge && d.clause.heads.empty(); });
      Distribute(drafts, terms_);
      std::vector<Node> both;
      both.push_back(Build(drafts));
      both.push_back(std::move(judgement));
      return MakeJoin(NodeKind::kAnd, std::move(both));
    }
  }
  // A sentence that begins with what a person must agree to goes on with it.
  if (!exclusion_ && drafts.front().consent) {
    for (Draft& d : drafts) {
      if (!d.clause.limit && !d.clause.answer && !d.judge) d.consent = true;
    }
  }
  Distribute(drafts, terms_);
  return Build(drafts);
}

Node Grammar::Build(std::vector<Draft>& drafts) {
  // Commas take the connective that closes their run; without one, the section's own.
  if (any_of_) {
    for (Draft& d : drafts) {
      if (d.join == Join::kAnd || d.join == Join::kComma) d.join = Join::kOr;
    }
  }
  const Join fallback = exclusion_ || any_of_ ? Join::kOr : Join::kAnd;
  Join closing = Join::kNone;
  // "for 6 months, on stable treatment for 8 weeks, yet active or relapsed": limbs with times of their own are clauses, not a
  // list, and their commas are no `or`.
  const bool sentence_like = !exclusion_ && drafts.size() > 2 && std::any_of(drafts.begin(), drafts.end() - 1, [](const Draft& d) { return d.own_time && !d.clause.heads.empty(); });
  bool any_and = false, any_or = false;
  for (const Draft& d : drafts) {
    any_and = any_and || d.join == Join::kAnd;
    any_or = any_or || d.join == Join::kOr;
  }
  for (std::size_t i = drafts.size(); i-- > 1;) {
    if (drafts[i].join == Join::kAnd || drafts[i].join == Join::kOr) closing = drafts[i].join == Join::kOr && sentence_like ? Join::kAnd : drafts[i].join;
    else if (drafts[i].join == Join::kComma) drafts[i].join = closing == Join::kNone ? fallback : closing, drafts[i].after_comma = true;
  }
  // "A, B and C" in an exclusion lists what excludes: each alone does, unless the limbs are measured.
  const bool plain_and = exclusion_ && any_and && !any_or && std::none_of(drafts.begin(), drafts.end(), [](const Draft& d) { return d.clause.limit || d.clause.answer; });
  if (plain_and) {
    for (Draft& d : drafts) {
      if (d.join == Join::kAnd) d.join = Join::kOr;
    }
    Remark("kAmbiguousConnective", Hull(drafts.front().span, drafts.back().span), "`and` joins what excludes; read as any of them, not all together");
  }
  struct Term {
    Node node;
    Join join;
    bool apart;    // a comma or a verb of its own sets it apart
    bool negated;
  };
  std::vector<Term> terms;
  for (Draft& d : drafts) {
    Node n = Finish(d);
    if (n.kind == NodeKind::kNone) continue;
    if (d.join == Join::kSlash && !terms.empty()) {
      // "ALT/AST <= 2.5 x ULN" in an inclusion asks both, everything else either.
      const bool both = !exclusion_ && d.clause.limit && (d.clause.limit->relation == syntax::Relation::kLess || d.clause.limit->relation == syntax::Relation::kLessEqual);
      const bool negated = d.negated && terms.back().negated;
      terms.back().node = MakeJoin(both || (negated && !exclusion_) ? NodeKind::kAnd : NodeKind::kOr, {std::move(terms.back().node), std::move(n)});
      continue;
    }
    terms.push_back({std::move(n), terms.empty() ? Join::kNone : d.join, d.after_comma || d.clause_start, d.negated});
  }
  if (terms.empty()) return {};
  bool mixed_and = false, mixed_or = false;
  for (const Term& t : terms) {
    mixed_and = mixed_and || t.join == Join::kAnd;
    mixed_or = mixed_or || t.join == Join::kOr;
  }
  const auto join_all = [](std::vector<Term>::iterator b, std::vector<Term>::iterator e, NodeKind kind) {
    std::vector<Node> of;
    for (auto it = b; it != e; ++it) of.push_back(std::move(it->node));
    return MakeJoin(kind, std::move(of));
  };
  if (!(mixed_and && mixed_or)) return join_all(terms.begin(), terms.end(), mixed_or ? NodeKind::kOr : NodeKind::kAnd);
  // Both occur: a comma sets the outer ones apart when all of one kind have it and none of the other; else `and` binds tighter.
  bool and_apart = true, or_apart = true, and_never = true, or_never = true;
  for (const Term& t : terms) {
    if (t.join == Join::kAnd) and_apart = and_apart && t.apart, and_never = and_never && !t.apart;
    if (t.join == Join::kOr) or_apart = or_apart && t.apart, or_never = or_never && !t.apart;
  }
  const Join outer = and_apart && or_never ? Join::kAnd : Join::kOr;
  if (!((and_apart && or_never) || (or_apart && and_never))) {
    Remark("kAmbiguousConnective", Hull(terms.front().node.span, terms.back().node.span), "`and` and `or` in one list without brackets; `and` was taken to bind tighter");
  }
  std::vector<Node> groups;
  auto start = terms.begin();
  for (auto it = terms.begin(); it != terms.end(); ++it) {
    if (it != start && it->join == outer) {
      groups.push_back(join_all(start, it, outer == Join::kOr ? NodeKind::kAnd : NodeKind::kOr));
      start = it;
    }
  }
  groups.push_back(join_all(start, terms.end(), outer == Join::kOr ? NodeKind::kAnd : NodeKind::kOr));
  return MakeJoin(outer == Join::kOr ? NodeKind::kOr : NodeKind::kAnd, std::move(groups));
}

Grammar::Lead Grammar::ReadLead(ChunkSpan chunks) {
  Lead lead;
  lead.join = exclusion_ ? NodeKind::kOr : NodeKind::kAnd;
  const ChunkSpan body = Trim(chunks);
  const bool label = (!chunks.empty() && chunks.back().kind == ChunkKind::kColon) ||
                     AnyChunk(body, [](const Chunk& c) { return c.Cue("following") || c.Cue("any_of") || c.Cue("defined") || (c.Cue("example") && c.span.length() > 9); });
  bool open = false;
  for (const Chunk& c : body) {
    if (c.kind == ChunkKind::kCount) {
      lead.count = c.count.value + (c.count.relation == syntax::Relation::kGreater ? 1 : 0);
      lead.join = lead.count == 1 ? NodeKind::kOr : NodeKind::kAtLeast;
    }
    if (c.Cue("example")) open = true;
    if (c.kind == ChunkKind::kTime || c.kind == ChunkKind::kAnswer || c.Cue("history") || c.Cue("exposure") || c.Cue("allergy") || c.Cue("not") || c.Cue("participation")) {
      lead.inherited.push_back(c);
      lead.inherited.back().inherited = true;
    }
  }
  const bool limits = AnyChunk(body, [](const Chunk& c) { return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kGrade || c.Cue("judge") || c.Cue("consent"); });
  if (!label || limits) {
    lead.own = Text(body);
    lead.inherited.clear();
    if (lead.own->kind == NodeKind::kNone) lead.own.reset();
    return lead;
  }
  if (open) {  // the lead names the class of its entries: a member of the list, not a condition on it
    const std::size_t cut = FindChunk(body, [](const Chunk& c) { return c.Cue("example"); });
    Node own = Text(body.first(cut));
    if (own.kind == NodeKind::kClause) {
      lead.own = std::move(own);
      lead.own_is_member = true;
    }
  }
  return lead;
}

}  // namespace eligo::parse
