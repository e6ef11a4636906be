#include "parse/exception.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "parse/direction.h"
#include "parse/fold_lists.h"
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
  if (comma + 1 >= exception.size()) return 0;
  // "unless HCV RNA is negative, HIV positive": no connective makes one list of the two.
  const auto joins = [](const Chunk& c) { return c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr; };
  const auto valued = [](const Chunk& c) { return c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kLimit; };
  const auto all = [](const Chunk& c) { return c.kind == ChunkKind::kAnd; };
  const bool one = !AnyOf(exception, joins) || (!AnyOf(exception, all) && exception[comma + 1].kind != ChunkKind::kOr &&
                                                exception[comma + 1].kind != ChunkKind::kAndOr);
  if (comma > 0 && comma + 1 < exception.size() && exception[comma].kind == ChunkKind::kComma && one &&
      (AnyOf(exception.first(comma), valued) || (!AnyOf(exception, joins) && exception.front().Cue("cause"))) &&
      AnyOf(exception.subspan(comma), valued) && AnyOf(exception.subspan(comma), [](const Chunk& c) { return c.kind == ChunkKind::kName; }))
    return comma;
  if (comma == 0 || comma + 2 >= exception.size() || exception[comma].kind != ChunkKind::kComma ||
      exception[comma + 1].kind != ChunkKind::kOr ||
      (!exception.front().word.empty() && exception.front().word.str() == exception[comma + 2].word.str()))
    return 0;
  return comma;
}

// "for acute pain", "used for migraine".
bool GivenFor(ChunkSpan exception, const terms::Terms& terms) {
  exception = Trim(exception);
  std::size_t i = 0;
  const auto before = [](const Chunk& c) { return c.Cue("exposure") || (c.kind == ChunkKind::kFiller && c.word != "for"); };
  while (i < exception.size() && before(exception[i])) ++i;
  if (i == exception.size() || exception[i].kind != ChunkKind::kFiller || exception[i].word != "for") return false;
  const std::size_t what = FindChunk(exception, Content, i);
  const std::size_t name = FindChunk(
      exception, [](const Chunk& c) { return c.kind == ChunkKind::kName; }, i);
  return what < exception.size() && exception[what].kind != ChunkKind::kTime && name < exception.size() &&
         !exception[name].name->concepts.empty() && terms.Get(exception[name].name->concepts.front()).kind == terms::Kind::kCondition;
}

// Where something excludes again behind the first limb of an exception, at the connective before it: for certain, and where an exception
// as well may be meant. The size for nowhere.
struct ExcludesAgain {
  std::size_t surely, perhaps;
};

ExcludesAgain BehindFirst(ChunkSpan base, ChunkSpan exception, const terms::Terms& terms) {
  const auto connects = [](const Chunk& c) {
    return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr;
  };
  const auto valued = [](const Chunk& c) { return c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kLimit; };
  const auto known = [](const Chunk& c) { return c.kind == ChunkKind::kName && !c.name->concepts.empty(); };
  const auto kind = [&](const Chunk& c) { return terms.Get(c.name->concepts.front()).kind; };
  const auto given = [&](const Chunk& c) { return known(c) && (kind(c) == terms::Kind::kDrug || kind(c) == terms::Kind::kProcedure); };
  const auto unless = [](const Chunk& c) { return c.Cue("unless"); };
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  // Of one kind with what stands before the exception, or a part of it.
  const auto part = [&](const Chunk& of) {
    return AnyOf(base, [&](const Chunk& c) {
      return known(c) && (terms.IsA(of.name->concepts.front(), c.name->concepts.front()) || ShareWord(of.name->text, c.name->text));
    });
  };
  const auto in_base = [&](const Chunk& of) { return AnyOf(base, [&](const Chunk& c) { return known(c) && SameName(c.name, of.name); }); };
  ExcludesAgain out{exception.size(), exception.size()};
  std::size_t at = FindChunk(exception, connects);
  const std::size_t first = FindChunk(exception.first(at), known);
  bool drugs = first < at && given(exception[first]);
  if (AnyOf(exception.first(at), valued)) return out;
  // "unless mild, COPD", "unless diet controlled, epilepsy": says how it is, and names nothing.
  bool bare = !AnyOf(exception.first(at), named);
  const bool of_base = first < at && part(exception[first]);  // "malignancy unless basal cell carcinoma, HIV"
  bool either = false, listed = false;                        // an `or` before, without a comma; a comma before
  const bool all_of = AnyOf(exception, [](const Chunk& c) { return c.kind == ChunkKind::kAnd; });
  while (at < exception.size()) {
    std::size_t begin = at;
    bool comma = false, joined = false;
    for (; begin < exception.size() && connects(exception[begin]); ++begin) {
      comma = comma || exception[begin].kind == ChunkKind::kComma;
      joined = joined || exception[begin].kind == ChunkKind::kAnd;
    }
    const std::size_t end = FindChunk(exception, connects, begin);
    const ChunkSpan limb = exception.subspan(begin, end - begin);
    const std::size_t name = FindChunk(limb, known);
    const std::size_t limit = FindChunk(limb, [](const Chunk& c) { return c.kind == ChunkKind::kLimit; });
    const bool denied = AnyOf(limb, [](const Chunk& c) { return c.Cue("not") || c.Cue("stable"); });
    bool perhaps = false;
    if (comma && AnyOf(limb, unless) && name < FindChunk(limb, unless)) {  // it has an exception of its own
      out.surely = at;
      break;
    }
    if (name < limit && limit < limb.size() && !denied) {
      const Points to = PointsAt(limb[name].name, limb[limit].limit, terms);
      if (to == Points::kBad && !joined && !in_base(limb[name])) {
        out.surely = at;
        break;
      }
      perhaps = to == Points::kBad || (to == Points::kEither && !all_of && kind(limb[name]) == terms::Kind::kMeasurement);
    } else if (name < limb.size() && drugs && comma && !all_of && !denied && kind(limb[name]) == terms::Kind::kCondition &&
               !AnyOf(limb, valued) && !in_base(limb[name])) {
      perhaps = true;  // "unless on entecavir, HIV, or tuberculosis"
    } else if (name < limb.size() && comma && !all_of && !denied && !AnyOf(limb, valued) && !part(limb[name])) {
      const auto how = [](const Chunk& c) {
        return c.kind == ChunkKind::kState || (c.kind == ChunkKind::kCue && c.word.starts_with("route:"));
      };
      const bool goes_on = AnyOf(limb.first(name), how);  // "unless topical, inhaled steroids"
      perhaps = (bare && !goes_on) || (of_base && kind(limb[name]) == terms::Kind::kCondition) || (either && !listed && begin > at + 1);
    }
    bare = bare && !AnyOf(limb, named);
    either = either || (!comma && !joined);
    listed = listed || comma;
    if (perhaps && out.perhaps == exception.size()) out.perhaps = at;
    drugs = drugs && (name == limb.size() || given(limb[name]));
    at = end;
  }
  if (out.surely < out.perhaps) out.perhaps = out.surely;
  return out;
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

bool Allows(ChunkSpan piece) {
  if (AnyOf(piece, [](const Chunk& c) { return c.Cue("may"); })) return true;
  const auto allowed = [](const Chunk& c) { return c.Cue("relax") && c.uses; };  // not "patients with A or B are eligible"
  const std::size_t at = FindChunk(piece, allowed);
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  const auto more = [](const Chunk& c) {
    return c.Cue("not") || c.Cue("if") || c.Cue("unless") || c.Cue("except") || c.Cue("must") || c.Cue("in_subjects") || c.Cue("defined") ||
           c.Cue("judge") || c.kind == ChunkKind::kColon || c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kGroup;
  };
  const std::size_t behind = at < piece.size() ? FindChunk(
                                                     piece, [](const Chunk& c) { return c.kind != ChunkKind::kFiller; }, at + 1)
                                               : at;
  return at < piece.size() && behind == piece.size() && !AnyOf(piece, more) && std::count_if(piece.begin(), piece.end(), named) > 1 &&
         piece.front().kind != ChunkKind::kFiller;
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
  if (!fertile && !last.limit && !last.answer) return 0;
  // "AST or ALT > 2 x ULN": one limit, of both.
  std::size_t n = 1;
  const auto same_limit = [&](const Node& node) {
    if (node.kind != NodeKind::kClause) return false;
    return (last.limit && node.clause->limit && node.clause->limit->span == last.limit->span) ||
           (last.answer && node.clause->answer && node.clause->answer_span == last.answer_span);
  };
  while (n < list.of.size() && same_limit(list.of[list.of.size() - 1 - n])) ++n;
  return n < list.of.size() ? n : 0;
}

Node Grammar::Permitted(ChunkSpan piece, const Node& base) {
  Node lifts = Relaxed(piece, base);
  const auto given = [&](const Node& n) {
    // What no name explains is given, too, where it is allowed: "physiologic replacement".
    return n.kind == NodeKind::kClause && n.clause->heads.size() == 1 &&
           (n.clause->heads.front().concepts.empty() || KindOf(n.clause->heads.front()) == terms::Kind::kDrug ||
            KindOf(n.clause->heads.front()) == terms::Kind::kProcedure);
  };
  const bool things = given(lifts) || ((lifts.kind == NodeKind::kOr || lifts.kind == NodeKind::kAnd) &&
                                       std::all_of(lifts.of.begin(), lifts.of.end(), given));
  // "Patients who take X are allowed", "if X is given, they are eligible": who takes it.
  static constexpr std::array<WordKey, 12> kPersons = {"patient", "patients", "subject", "subjects",   "participant", "participants",
                                                       "who",     "those",    "women",   "individual", "individuals", "volunteers"};
  const auto person = [](const Chunk& c) {
    return c.Cue("if") || c.Cue("in_subjects") || c.Cue("exposure") || c.Cue("female") || c.Cue("male") ||
           (c.kind == ChunkKind::kFiller && std::find(kPersons.begin(), kPersons.end(), c.word) != kPersons.end());
  };
  if (!exclusion_ || !things || AnyOf(piece, person)) return lifts;
  Node whole = base, out = lifts;
  return TakeOut(whole, out, true) ? lifts : MakeUnread(SpanOf(piece), "what is allowed is no part of what excludes");
}

bool Grammar::ListsDiseases(const Node& list) const {
  return list.kind == NodeKind::kOr && std::all_of(list.of.begin(), list.of.end(), [&](const Node& n) {
           return n.kind == NodeKind::kClause && n.clause->heads.size() == 1 && !n.clause->limit && !n.clause->answer &&
                  KindOf(n.clause->heads.front()) == terms::Kind::kCondition &&
                  // "class III heart failure, or class II heart failure": named twice, two of them; "moderate or severe asthma" is one.
                  (&n == &list.of.front() || !SameName(n.clause->heads.front(), list.of.front().clause->heads.front()) ||
                   n.clause->heads.front().span != list.of.front().clause->heads.front().span);
         });
}

Node Grammar::LiftLast(Node list, Node exception, Span span) {
  if (TakeOut(list, exception, false)) {
    list.span = span;
    return list;
  }
  // What only a person can say stays open for all of them in any case, and so does what was not read.
  if (exception.kind == NodeKind::kJudgement || (exception.kind != NodeKind::kOr && HasUnread(exception)))
    return Lift(std::move(list), std::move(exception), span);
  Remark("kAmbiguousConnective", exception.span, "an exception behind a list; of the last, and of the others it is open");
  Node last = std::move(list.of.back());
  list.of.pop_back();
  Node others = MakeJoin(NodeKind::kOr, std::move(list.of));
  Node open = MakeUnread(exception.span, "an exception that may be of the last alone");
  Node maybe = MakeJoin(NodeKind::kAnd, {exception, std::move(open)});
  const Span others_span = others.span, last_span = Hull(last.span, exception.span);
  others = Lift(std::move(others), std::move(maybe), others_span);
  last = Lift(std::move(last), std::move(exception), last_span);
  Node n = MakeJoin(NodeKind::kOr, {std::move(others), std::move(last)});
  n.span = span;
  return n;
}

Node Grammar::Unless(ChunkSpan chunks, std::size_t u) {
  // "INR > 1.7 unless on warfarin, bilirubin > 3 mg/dL": an exception to the first only; the second excludes by itself.
  const ChunkSpan lifts = chunks.subspan(u + 1);
  const ExcludesAgain again_at = exclusion_ ? BehindFirst(chunks.first(u), lifts, terms_) : ExcludesAgain{lifts.size(), lifts.size()};
  if (again_at.surely < lifts.size() || (again_at.perhaps < lifts.size() && BehindException(lifts) == 0)) {
    std::vector<Node> either;
    either.push_back(Piece(chunks.first(u + 1 + again_at.perhaps)));
    const ChunkSpan open = Trim(lifts.subspan(again_at.perhaps, again_at.surely - again_at.perhaps));
    if (!open.empty()) either.push_back(MakeUnread(SpanOf(open), "an exception, or what excludes"));
    either.push_back(Piece(lifts.subspan(again_at.surely)));
    return MakeJoin(NodeKind::kOr, std::move(either));
  }
  // "A unless B, or who has C" among what excludes: C excludes too. "A unless B, or C" may say either, and as an exception C would let
  // in.
  if (const std::size_t apart = exclusion_ ? BehindException(chunks.subspan(u + 1)) : 0; apart > 0) {
    const ChunkSpan behind = Trim(chunks.subspan(u + 1 + apart));
    std::vector<Node> either;
    either.push_back(Piece(chunks.first(u + 1 + apart)));
    const bool listed = chunks[u + 1 + apart].kind == ChunkKind::kComma && !AnyOf(chunks.subspan(u + 1), [](const Chunk& c) {
                          return c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr;
                        });
    const auto limit = [](const Chunk& c) { return c.kind == ChunkKind::kLimit; };
    const bool lifts_by_value = AnyOf(chunks.subspan(u + 1, apart), limit);
    const bool valued = !lifts_by_value && AnyOf(behind, limit);
    // "unless HbA1c < 8 %, creatinine < 2 mg/dL" may be one list.
    const bool alike = lifts_by_value && AnyOf(behind, limit);
    // "unless HIV RNA negative, HBsAg negative": what is as it should be excludes nobody.
    const bool benign =
        AnyOf(behind, [](const Chunk& c) { return c.kind == ChunkKind::kAnswer && (c.word == "negative" || c.word == "normal"); });
    either.push_back((listed || valued || OpensClause(behind)) && !benign && !alike
                         ? Piece(behind)
                         : MakeUnread(SpanOf(behind), "an exception, or what excludes"));
    return MakeJoin(NodeKind::kOr, std::move(either));
  }
  Node base = Piece(chunks.first(u));
  std::optional<Node> cause = Attribution(chunks.subspan(u + 1));
  Node exception = cause ? std::move(*cause) : LetsIn(chunks.subspan(u + 1));
  const auto again = [](const Chunk& c) {
    return c.kind == ChunkKind::kGroup && !c.inner.empty() && (c.inner.front().Cue("unless") || c.inner.front().Cue("except"));
  };
  if (AnyOf(chunks.subspan(u + 1), again)) exception = MakeUnread(SpanOf(chunks.subspan(u + 1)), "an exception to an exception");
  // "unless due to diabetes, in which case eGFR < 20": another limit for some.
  for (std::size_t k = u + 1; k + 1 < chunks.size(); ++k) {
    if (chunks[k].word == "which" && chunks[k + 1].word == "case")
      exception = MakeUnread(SpanOf(chunks.subspan(u + 1)), "another limit for some");
  }
  // "unless managed with A or B": what was not understood may be said of what stands behind it, too.
  if (exception.kind == NodeKind::kOr) {
    const auto unread = std::find_if(exception.of.begin(), exception.of.end(), HasUnread);
    if (std::any_of(unread, exception.of.end(), [](const Node& n) { return !HasUnread(n); }))
      exception = MakeUnread(exception.span, "an exception that was not understood");
  }
  if (exception.kind == NodeKind::kUnread) exception.span = SpanOf(Trim(chunks.subspan(u + 1)));  // "unless treated and stable": all of it
  // "unless for migraine": what it is given for, which nobody is let in by having.
  if (GivenFor(chunks.subspan(u + 1), terms_)) exception = MakeUnread(SpanOf(Trim(chunks.subspan(u + 1))), "what it is given for");
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
    if (exclusion_ && chunks[u - 1].kind != ChunkKind::kComma && ListsDiseases(base))
      return LiftLast(std::move(base), std::move(exception), SpanOf(chunks));
    return Lift(std::move(base), std::move(exception), SpanOf(chunks));
  }
  return MakeUnread(SpanOf(chunks), "an `unless` without its condition");
}

}  // namespace eligo::parse
