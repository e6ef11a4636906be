// Sentences that belong to the one before: "Each for at least 3 months", "However, ... are eligible", a test that a result asks for.
#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/fold_lists.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

namespace {

bool Lasts(const Chunk& c) { return c.kind == ChunkKind::kTime && c.time->kind == syntax::TimePhrase::Kind::kDuration && !c.time->gap; }

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

bool AnyNode(const Node& node, const auto& test) {
  return test(node) || std::any_of(node.of.begin(), node.of.end(), [&](const Node& n) { return AnyNode(n, test); });
}

}  // namespace

bool Grammar::Defines(ChunkSpan chunks, std::vector<Node>& pieces) {
  const std::size_t name = FindChunk(chunks, Content);
  if (name + 1 >= chunks.size() || chunks[name].kind != ChunkKind::kName || KindOf(chunks[name].name) != terms::Kind::kDrug) return false;
  const Chunk& verb = chunks[name + 1];
  if (!verb.Cue("defined") && !(verb.kind == ChunkKind::kWord && (verb.word == "refers" || verb.word == "refer" || verb.word == "means")))
    return false;
  const auto same = [&](const Node& n) {
    return n.kind == NodeKind::kClause && n.clause->heads.size() == 1 && SameName(n.clause->heads.front(), chunks[name].name);
  };
  if (std::none_of(pieces.begin(), pieces.end(), [&](const Node& n) { return AnyNode(n, same); })) return false;
  // Once a class: a definition that names the class itself would double with every sentence.
  if (std::any_of(defined_.begin(), defined_.end(), [&](const syntax::Name& n) { return SameName(n, chunks[name].name); })) return false;
  Node list = Piece(chunks);
  std::vector<Clause> members;
  const auto collect = [&](const Clause& c) {
    members.push_back(c);
    for (const syntax::ClausePtr& e : members.back().examples) members.push_back(*e);
  };
  if (list.kind == NodeKind::kClause) collect(*list.clause);
  if (list.kind == NodeKind::kOr) {
    for (const Node& n : list.of) {
      if (n.kind != NodeKind::kClause) return false;
      collect(*n.clause);
    }
  }
  if (members.empty() || std::any_of(members.begin(), members.end(), [&](const Clause& c) {
        return c.heads.size() != 1 || KindOf(c.heads.front()) != terms::Kind::kDrug || c.limit || c.distinct || !c.except.empty() ||
               !c.times.empty() || !c.states.empty() || !c.routes.empty() || !c.methods.empty() || c.cause || c.grade ||
               !c.required.empty() || SameName(c.heads.front(), chunks[name].name);
      }))
    return false;
  const auto substitute = [&](auto&& self, Node& n) -> void {
    for (Node& child : n.of) self(self, child);
    if (!same(n)) return;
    std::vector<Node> any;
    any.push_back(n);
    for (const Clause& m : members) {
      Node member = n;
      Clause c = *n.clause;
      c.heads = m.heads;
      c.open = m.open;
      c.examples.clear();
      c.span = m.heads.front().span;
      member.span = c.span;
      member.clause = std::make_shared<const Clause>(std::move(c));
      any.push_back(std::move(member));
    }
    n = MakeJoin(NodeKind::kOr, std::move(any));
  };
  for (Node& n : pieces) substitute(substitute, n);
  defined_.push_back(chunks[name].name);
  return true;
}

std::size_t Grammar::EachLasts(ChunkSpan chunks, Node& base) {
  if (chunks.empty() || !chunks.front().Cue("each")) return 0;
  const std::size_t at = FindChunk(chunks, Lasts);
  if (at == chunks.size()) return 0;
  // ", and the subject must ...": a statement of its own.
  std::size_t end = chunks.size();
  if (at + 2 < chunks.size() && chunks[at + 1].kind == ChunkKind::kComma && chunks[at + 2].kind == ChunkKind::kAnd) end = at + 1;
  for (std::size_t i = 1; i < end; ++i) {
    const Chunk& c = chunks[i];
    if (i != at && c.kind != ChunkKind::kFiller && !c.Cue("must") && !c.Cue("exposure") && !c.Cue("with")) return 0;
  }
  const auto drug = [&](const Clause& c) { return !c.heads.empty() && KindOf(c.heads.front()) == terms::Kind::kDrug; };
  return AddLength(base, chunks[at].time, drug) ? end : 0;
}

bool SaysAdequate(ChunkSpan piece, ChunkSpan rest) {
  const std::size_t first = FindChunk(piece, [](const Chunk& c) { return c.kind != ChunkKind::kFiller; });
  const Chunk& last = piece.back();
  const bool function = last.kind == ChunkKind::kName ? last.name->text.ends_with("function") || last.name->text.ends_with("functions")
                                                      : last.kind == ChunkKind::kFiller && last.word.starts_with("function");
  if (first == piece.size() || !function) return false;
  static constexpr std::array<std::string_view, 6> kAdequate = {"adequate",   "appropriate",  "acceptable",
                                                                "sufficient", "satisfactory", "good"};
  if (std::find(kAdequate.begin(), kAdequate.end(), piece[first].word) == kAdequate.end()) return false;
  const auto states = [](const Chunk& c) {
    return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kTime || c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kGrade ||
           c.kind == ChunkKind::kState || c.Cue("not") || c.Cue("if");
  };
  const auto limit = [](const Chunk& c) { return c.kind == ChunkKind::kLimit; };
  // The next sentence says how much, of an organ that this one names, or of organs in general.
  rest = rest.first(FindChunk(rest, [](const Chunk& c) { return c.kind == ChunkKind::kStop; }));
  const std::size_t colon = FindChunk(rest, [](const Chunk& c) { return c.kind == ChunkKind::kColon || c.Cue("defined"); });
  if (AnyChunk(piece, states) || colon == rest.size() || !AnyChunk(rest.subspan(colon), limit)) return false;
  const auto word_of = [](const Chunk& c) {
    std::string word = c.kind == ChunkKind::kName ? c.name->text : c.word.str();
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char x) { return static_cast<char>(std::tolower(x)); });
    return word;
  };
  std::string words;
  for (const Chunk& c : piece) words += " " + word_of(c);
  const bool general = words.find("organ") != std::string::npos;
  const auto same_organ = [&](const Chunk& c) {
    const std::string word = word_of(c);
    return words.find(" " + word.substr(0, word.find(' '))) != std::string::npos;
  };
  return general || std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(colon),
                                [&](const Chunk& c) { return c.kind != ChunkKind::kName || same_organ(c); });
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

bool Grammar::Loosens(const Node& piece, std::vector<Node>& pieces) {
  if (piece.kind != NodeKind::kIf || piece.of.size() != 2) return false;
  std::vector<const Node*> looser;
  const auto collect = [&](auto&& self, const Node& n) -> bool {
    if (n.kind == NodeKind::kAnd) return std::all_of(n.of.begin(), n.of.end(), [&](const Node& child) { return self(self, child); });
    if (n.kind != NodeKind::kClause || !n.clause->limit || n.clause->heads.size() != 1) return false;
    looser.push_back(&n);
    return true;
  };
  if (!collect(collect, piece.of[1])) return false;
  // The clause of the same thing, bounded on the same side and more tightly.
  const auto find = [](auto&& self, Node& n, const Clause& wanted) -> Node* {
    if (n.kind == NodeKind::kAnd) {
      for (Node& child : n.of) {
        if (Node* found = self(self, child, wanted)) return found;
      }
      return nullptr;
    }
    if (n.kind != NodeKind::kClause || !n.clause->limit || n.clause->heads.size() != 1) return nullptr;
    const syntax::Limit& tight = *n.clause->limit;
    const syntax::Limit& loose = *wanted.limit;
    const bool same = SameName(n.clause->heads.front(), wanted.heads.front()) && LowerBound(tight.relation) == LowerBound(loose.relation) &&
                      tight.relation != syntax::Relation::kBetween && loose.relation != syntax::Relation::kBetween &&
                      tight.unit == loose.unit && tight.times_uln == loose.times_uln && tight.times_lln == loose.times_lln;
    const bool more = LowerBound(tight.relation) ? loose.value < tight.value : tight.value < loose.value;
    return same && more ? &n : nullptr;
  };
  std::vector<Node*> tight;
  for (const Node* loose : looser) {
    Node* found = nullptr;
    for (Node& before : pieces) {
      if (found == nullptr) found = find(find, before, *loose->clause);
    }
    if (found == nullptr) return false;
    tight.push_back(found);
  }
  for (std::size_t i = 0; i < looser.size(); ++i) {
    Node base = std::move(*tight[i]);
    *tight[i] = Node{};
    tight[i]->kind = NodeKind::kOr;
    tight[i]->span = base.span;
    tight[i]->of = {std::move(base), MakeJoin(NodeKind::kAnd, {piece.of[0], *looser[i]})};
  }
  return true;
}

std::optional<Chunks> Grammar::TherapyInBrackets(ChunkSpan chunks) const {
  const std::size_t response = FindChunk(chunks, [&](const Chunk& c) { return c.kind == ChunkKind::kName && Response(c.name); });
  const std::size_t group = FindChunk(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kGroup; });
  if (response >= group || group == chunks.size()) return std::nullopt;
  if (AnyOf(chunks.first(group), [](const Chunk& c) { return c.Cue("defined") || c.kind == ChunkKind::kColon; })) return std::nullopt;
  const auto drug = [&](const Chunk& c) { return c.kind == ChunkKind::kName && KindOf(c.name) == terms::Kind::kDrug; };
  const ChunkSpan inner(chunks[group].inner);
  const std::size_t first = FindChunk(inner, Content);
  if (first == inner.size() || !(drug(inner[first]) || inner[first].kind == ChunkKind::kCount)) return std::nullopt;
  if (response + 1 != group && !drug(chunks[group - 1]) &&
      !(chunks[group - 1].kind == ChunkKind::kFiller && group > 1 && drug(chunks[group - 2])))
    return std::nullopt;
  Chunks out(chunks.begin(), chunks.begin() + static_cast<std::ptrdiff_t>(group));
  const auto connects = [](const Chunk& c) { return c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr; };
  const bool plain = response + 1 == group && !AnyOf(inner, connects);  // "conventional therapy (A, B)": any of them
  Chunk defined = chunks[group];
  defined.kind = ChunkKind::kCue;
  defined.word = "defined";
  defined.inner.clear();
  out.push_back(std::move(defined));
  // "at least one B: C, D": C and D are kinds of B, as in brackets.
  const std::size_t colon = FindChunk(inner, [](const Chunk& c) { return c.kind == ChunkKind::kColon; });
  out.insert(out.end(), inner.begin(), inner.begin() + static_cast<std::ptrdiff_t>(colon));
  for (Chunk& c : out) {
    if (plain && c.kind == ChunkKind::kComma && c.span.begin > chunks[group].span.begin) c.kind = ChunkKind::kOr;
  }
  if (colon < inner.size()) {
    Chunk members = chunks[group];
    members.inner.assign(inner.begin() + static_cast<std::ptrdiff_t>(colon) + 1, inner.end());
    members.span = SpanOf(inner.subspan(colon));
    out.push_back(std::move(members));
  }
  out.insert(out.end(), chunks.begin() + static_cast<std::ptrdiff_t>(group) + 1, chunks.end());
  return out;
}

bool Grammar::TakeOut(Node& base, Node& exception, bool permits) const {
  const auto clauses = [](Node& n) {
    std::vector<Node*> out;
    if (n.kind == NodeKind::kClause) out.push_back(&n);
    const bool list = n.kind == NodeKind::kOr || n.kind == NodeKind::kAnd;
    for (Node& child : n.of) {
      if (!list || child.kind != NodeKind::kClause) return std::vector<Node*>{};
      out.push_back(&child);
    }
    return out;
  };
  const auto known = [](const Node* n) { return n->clause->heads.size() == 1 && !n->clause->heads.front().concepts.empty(); };
  const std::vector<Node*> whole = base.kind == NodeKind::kAnd ? std::vector<Node*>{} : clauses(base);
  const std::vector<Node*> out = clauses(exception);
  if (whole.empty() || out.empty() || !std::all_of(whole.begin(), whole.end(), known)) return false;
  if (!std::all_of(out.begin(), out.end(), known)) {
    // "cancer unless in remission or of the skin": who has what is excepted may have what excludes, too.
    const auto part = [&](const Node* e) {
      return known(e) && std::any_of(whole.begin(), whole.end(), [&](const Node* w) {
               return terms_.IsA(e->clause->heads.front().concepts.front(), w->clause->heads.front().concepts.front());
             });
    };
    if (std::any_of(out.begin(), out.end(), part)) exception = MakeUnread(exception.span, "what is excepted was not understood");
    return false;
  }
  const auto kind = [&](const Node* n) { return KindOf(n->clause->heads.front()); };
  const auto there = [&](const Node* n) {  // that it is there, or was given, is all that is said of it
    return (kind(n) == terms::Kind::kCondition || kind(n) == terms::Kind::kDrug || kind(n) == terms::Kind::kProcedure) &&
           !n->clause->limit && !n->clause->answer && !n->clause->allergy && !n->clause->participation;
  };
  if (!std::all_of(whole.begin(), whole.end(), there) || !std::all_of(out.begin(), out.end(), there)) return false;
  const auto holds = [&](const Node* w, const Node* e) {
    return terms_.IsA(e->clause->heads.front().concepts.front(), w->clause->heads.front().concepts.front());
  };
  const auto held = [&](const Node* e) { return std::any_of(whole.begin(), whole.end(), [&](const Node* w) { return holds(w, e); }); };
  // "basal cell carcinoma or carcinoma in situ": alike, though the lexicon does not hold both under one class.
  const auto counts = [&](const Node* e) {
    return held(e) || std::any_of(whole.begin(), whole.end(),
                                  [&](const Node* w) { return ShareWord(e->clause->heads.front().text, w->clause->heads.front().text); });
  };
  const auto only_named = [&](const Node* e) {
    const Clause& c = *e->clause;
    const bool narrowed = !c.states.empty() || !c.routes.empty() || !c.methods.empty();
    const bool same =
        std::any_of(whole.begin(), whole.end(), [&](const Node* w) { return SameName(w->clause->heads.front(), c.heads.front()); });
    return !c.grade && c.times.empty() && !c.distinct && !c.repeats && !c.cause && !c.stable && !c.alone && c.required.empty() &&
           c.except.empty() && c.examples.empty() && c.with.empty() && c.without.empty() && c.leftover.empty() && (narrowed || !same);
  };
  if (std::any_of(out.begin(), out.end(), held) &&
      std::all_of(out.begin(), out.end(), [&](const Node* e) { return counts(e) && only_named(e); })) {
    for (Node* w : whole) {
      Clause c = *w->clause;
      for (const Node* e : out) {
        if (holds(w, e) || !held(e)) c.except.push_back(e->clause);
      }
      w->clause = std::make_shared<const Clause>(std::move(c));
    }
    return true;
  }
  // Of one kind with what excludes, but no part of it that is known here: who has both is excluded.
  const auto alike = [&](const Node* e) {
    return std::all_of(whole.begin(), whole.end(), [&](const Node* w) { return kind(w) == kind(e); });
  };
  if (std::any_of(out.begin(), out.end(), held) || (permits && std::any_of(out.begin(), out.end(), alike)))
    exception = MakeUnread(exception.span, "who has what is excepted may have what excludes, too");
  return false;
}

Node Grammar::Lift(Node base, Node exception, Span span, bool permits) const {
  if (exclusion_ && TakeOut(base, exception, permits)) {
    base.span = span;
    return base;
  }
  Node n;
  n.kind = exclusion_ ? NodeKind::kUnless : NodeKind::kOr;
  n.span = span;
  n.of.push_back(std::move(base));
  n.of.push_back(std::move(exception));
  return n;
}

Node Grammar::LetsIn(ChunkSpan chunks) {
  const bool outer = std::exchange(any_of_, false);
  const bool section = std::exchange(exclusion_, false);
  Node n = Piece(chunks);
  exclusion_ = section;
  any_of_ = outer;
  // "patients with A are eligible if B", "unless fertile women have a negative test": both let one in, and whom it does not concern
  // neither.
  const std::function<void(Node&)> both = [&](Node& node) {
    if (node.kind == NodeKind::kIf && node.of.size() == 2) node.kind = NodeKind::kAnd;
    if (node.kind == NodeKind::kOr) std::for_each(node.of.begin(), node.of.end(), both);
  };
  both(n);
  return n;
}

std::optional<Node> Grammar::MustOfSome(ChunkSpan chunks) {
  // "... must use contraception and have a negative test": what they agree to and what is measured, asked of the same persons.
  const auto result = [](const Chunk& c) { return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kAnswer; };
  const bool agreed = AnyOf(chunks, result);
  // "Women of childbearing potential who have a negative test": of other women nothing is asked.
  const auto fertile = [&](const Chunk& c) {
    return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).id == "childbearing_potential";
  };
  const auto tested = [&](const Chunk& c) {
    return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).test_of == "pregnancy";
  };
  const std::size_t woman = exclusion_ || !agreed || !AnyOf(chunks, tested) ? chunks.size() : FindChunk(chunks, fertile);
  const auto who = [&](std::size_t i) { return woman + 1 == i && chunks[i].kind == ChunkKind::kFiller && chunks[i].word == "who"; };
  std::size_t m = 0;
  while (m < chunks.size() && !chunks[m].Cue("must") && !(agreed && chunks[m].Cue("consent")) && !who(m)) ++m;
  const ChunkSpan subject = chunks.first(m);
  const auto sex = [](const Chunk& c) { return c.Cue("female") || c.Cue("male"); };
  const bool named = AnyOf(subject, [&](const Chunk& c) { return c.kind == ChunkKind::kName || sex(c); });
  const bool plain = std::all_of(subject.begin(), subject.end(), [&](const Chunk& c) {
    return c.kind == ChunkKind::kName || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kGroup || sex(c) || c.Cue("with") ||
           c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kComma;
  });
  if (m > 0 && m < chunks.size() && named && plain) {
    const bool outer = std::exchange(any_of_, true);  // "women of childbearing potential and men must": either
    // "Males of childbearing potential": that of men stands in no record; it is asked of all of them.
    const bool men = AnyOf(subject, [](const Chunk& c) { return c.Cue("male"); }) && !AnyOf(subject, [](const Chunk& c) {
                       return c.Cue("female") || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kComma ||
                              c.kind == ChunkKind::kAndOr;
                     });
    Chunks asked(subject.begin(), subject.end());
    if (men)
      std::erase_if(asked, [&](const Chunk& c) {
        return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).female_only;
      });
    if (asked.size() != subject.size())
      Remark("kLikelyMistranslation", SpanOf(subject), "the childbearing potential of men is in no record; asked of all men");
    Node when = Condition(asked);
    any_of_ = outer;
    Node then = Piece(chunks.subspan(chunks[m].Cue("consent") ? m : m + 1));
    if (Describes(when) && then.kind != NodeKind::kNone) {
      Node n;
      n.kind = NodeKind::kIf;
      n.span = SpanOf(chunks);
      n.of = {std::move(when), std::move(then)};
      return n;
    }
  }
  return std::nullopt;
}

std::optional<Node> Grammar::EligibleIf(ChunkSpan chunks) {
  const std::size_t eligible = FindChunk(chunks, [](const Chunk& c) { return c.Cue("relax"); });
  std::size_t then = eligible + 1;
  while (then < chunks.size() && chunks[then].kind == ChunkKind::kFiller && chunks[then].word != "only") ++then;
  if (eligible == 0 || then >= chunks.size() || !(chunks[then].Cue("if") || chunks[then].word == "only") ||
      AnyOf(chunks.first(eligible), [](const Chunk& c) { return c.Cue("if"); }))
    return std::nullopt;
  Node when = Condition(chunks.first(eligible));
  Node asked = exclusion_ ? LetsIn(chunks.subspan(then + 1)) : Piece(chunks.subspan(then + 1));
  if (!exclusion_ && when.kind == NodeKind::kNone && !AnyChunk(chunks.first(eligible), Content))
    return asked;  // "patients are eligible if B"
  if (when.kind == NodeKind::kNone || asked.kind == NodeKind::kNone || HasUnread(when))
    return MakeUnread(SpanOf(chunks), "a condition that was not understood");
  // "X up to 25 mg/week is allowed if stable": who takes more is not let in by that.
  if (when.kind == NodeKind::kClause && !when.clause->heads.empty() && KindOf(when.clause->heads.front()) == terms::Kind::kDrug &&
      when.clause->limit && !exclusion_)
    return MakeUnread(SpanOf(chunks), "a dose that is allowed under a condition");
  Node n;
  n.span = SpanOf(chunks);
  if (exclusion_) {
    const Span span = asked.span;
    n.kind = NodeKind::kAnd;
    n.of = {std::move(when), MakeNot(std::move(asked), span)};
  } else {
    n.kind = NodeKind::kIf;
    n.of = {std::move(when), std::move(asked)};
  }
  return n;
}

std::optional<Node> Grammar::ShownBy(ChunkSpan disease, ChunkSpan by) {
  const auto of = [&](const Chunk& c, terms::Kind kind) { return c.kind == ChunkKind::kName && KindOf(c.name) == kind; };
  const auto examination = [&](const Chunk& c) { return of(c, terms::Kind::kProcedure); };
  const auto between = [](const Chunk& c) {
    return Separator(c) || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kFiller ||
           c.kind == ChunkKind::kTime;
  };
  if (!AnyChunk(disease, [&](const Chunk& c) { return of(c, terms::Kind::kCondition); }) || !AnyChunk(by, examination) ||
      AnyChunk(by, [&](const Chunk& c) { return !examination(c) && !between(c); }))
    return std::nullopt;
  const std::function<void(Node&)> add = [&](Node& node) {
    std::for_each(node.of.begin(), node.of.end(), add);
    if (node.kind != NodeKind::kClause) return;
    syntax::Clause clause = *node.clause;
    for (const Chunk& c : by) {
      if (examination(c)) clause.methods.emplace_back(terms_.Get(c.name->concepts.front()).id);
      if (c.kind == ChunkKind::kTime) clause.times.push_back(c.time);
    }
    clause.span = Hull(clause.span, SpanOf(by));
    node = MakeLeaf(std::move(clause));
  };
  Node node = Piece(disease);
  add(node);
  return node;
}

std::optional<Node> Grammar::Attribution(ChunkSpan chunks) const {
  chunks = Trim(chunks);
  const std::size_t cause = FindChunk(chunks, Content);
  if (cause == chunks.size() || !(chunks[cause].Cue("cause") || chunks[cause].Cue("cause_not"))) return std::nullopt;
  const bool named = std::all_of(chunks.begin() + static_cast<std::ptrdiff_t>(cause) + 1, chunks.end(), [](const Chunk& c) {
    return c.kind == ChunkKind::kName || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kWord || c.kind == ChunkKind::kOr;
  });
  if (!named) return std::nullopt;
  return MakeJudgement(SpanOf(chunks), syntax::kInItsWords);
}

Node Grammar::Relaxed(ChunkSpan chunks, const Node& base) {
  if (AnyChunk(chunks, [](const Chunk& c) { return c.Cue("approved"); }))  // "... may be included after discussion with the sponsor"
    return MakeJudgement(SpanOf(chunks), syntax::kInItsWords);
  // "..., and investigators need to provide prophylaxis": what they do about it restricts nobody.
  for (std::size_t i = 1; i + 2 < chunks.size(); ++i) {
    const bool joins = chunks[i].kind == ChunkKind::kAnd || chunks[i].kind == ChunkKind::kComma;
    if (joins && chunks[i + 1].Cue("judge") && (chunks[i + 2].Cue("require") || chunks[i + 2].Cue("must")) &&
        !AnyChunk(chunks.subspan(i),
                  [](const Chunk& c) { return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kTime || c.Cue("relax"); }))
      chunks = chunks.first(i);
  }
  // "However, if X, the patient is eligible", "patients with X may be included": X.
  Chunks what;
  for (const Chunk& c : chunks) {
    const bool opens = what.empty() && (c.kind == ChunkKind::kComma || c.kind == ChunkKind::kFiller || c.Cue("if") || c.Cue("with") ||
                                        (c.kind == ChunkKind::kWord && c.word == "however"));
    if (opens || c.Cue("relax")) continue;
    const bool since =
        c.kind == ChunkKind::kTime && c.time->elapsed && c.time->length && base.kind == NodeKind::kClause && base.clause->heads.size() == 1;
    if (!since) {
      what.push_back(c);
      continue;
    }
    // "at least 3 half-lives have passed": none of what the base names within that time.
    Chunk no = c;
    no.kind = ChunkKind::kCue;
    no.word = "not";
    Chunk name = c;
    name.kind = ChunkKind::kName;
    syntax::Name of = base.clause->heads.front();
    of.span = c.span;
    name.name = std::move(of);
    Chunk within = c;
    syntax::TimePhrase window = *c.time;
    window.kind = syntax::TimePhrase::Kind::kWindow;
    window.gap = window.elapsed = false;
    within.time = std::move(window);
    Chunk given = no;
    given.word = "exposure";
    what.insert(what.end(), {std::move(no), std::move(given), std::move(name), std::move(within)});
  }
  Node n = LetsIn(what);
  return n.kind == NodeKind::kNone || HasUnread(n) ? MakeUnread(SpanOf(chunks), "an exception in a sentence of its own") : n;
}

}  // namespace eligo::parse
