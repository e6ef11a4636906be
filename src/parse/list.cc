// A list of limbs: splitting, sharing, grouping.
#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/draft_asks.h"
#include "parse/fold_lists.h"
#include "parse/grammar.h"
#include "parse/pressure.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

namespace {

// "no ... allowed": refused, where the two stand in one limb.
void DropRefusedPermissions(Chunks& chunks, const terms::Terms& terms) {
  const auto ends = [](const Chunk& c) {
    return Separator(c) || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kAndOr;
  };
  const auto given = [&](ChunkSpan side) {
    return AnyOf(side, [&](const Chunk& c) {
      if (c.kind != ChunkKind::kName || c.name->concepts.empty()) return false;
      const terms::Kind kind = terms.Get(c.name->concepts.front()).kind;
      return kind == terms::Kind::kDrug || kind == terms::Kind::kProcedure;
    });
  };
  bool refused = false;  // by the list that this limb is in: "no A, B or C allowed"
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    // "no active infection, prior chemotherapy is permitted": a comma that no `or` closes begins something else, an `and` where the two
    // are not both given.
    if ((chunks[i].kind == ChunkKind::kAnd && !(given(ChunkSpan(chunks).first(i)) && given(ChunkSpan(chunks).subspan(i)))) ||
        (chunks[i].kind == ChunkKind::kComma &&
         !AnyOf(ChunkSpan(chunks).subspan(i), [](const Chunk& c) { return c.kind == ChunkKind::kOr; })))
      refused = false;
    if (chunks[i].Cue("not") ||
        (chunks[i].kind == ChunkKind::kGroup && AnyChunk(chunks[i].inner, [](const Chunk& c) { return c.Cue("not"); })))
      refused = true;
    if (!chunks[i].Cue("relax")) continue;
    const std::size_t end = FindChunk(chunks, ends, i);
    const bool behind = AnyOf(ChunkSpan(chunks).subspan(i, end - i), [](const Chunk& c) { return c.Cue("not"); });
    if (refused || behind) chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i--));
  }
}

// "in the opinion of the investigator, would put the patient at risk": the words that say so, from the first chunk on.
Span JudgedWords(ChunkSpan chunks) {
  const auto ends = [](const Chunk& c) { return Separator(c) || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAnd; };
  std::size_t end = FindChunk(chunks, ends, 1);
  std::size_t next = end + 1;
  while (next < chunks.size() && chunks[next].kind == ChunkKind::kFiller) ++next;
  if (end < chunks.size() && chunks[end].kind == ChunkKind::kComma && next < chunks.size() && chunks[next].Cue("judge_weak"))
    end = FindChunk(chunks, ends, next);
  return SpanOf(chunks.first(end));
}

// The judge is named in the words of the limb, not behind a comma or a relative ("that, in the opinion of ...").
bool JudgesOnward(ChunkSpan chunks) {
  const std::size_t judge = FindChunk(chunks, [](const Chunk& c) { return c.Cue("judge"); });
  if (judge == 0 || judge == chunks.size()) return false;
  const Chunk& before = chunks[judge - 1];
  return before.kind != ChunkKind::kComma && !(before.kind == ChunkKind::kFiller && (before.word == "that" || before.word == "which"));
}

// "adult patients with lupus or myositis", "men and women aged 18 to 70 years diagnosed with lupus": where what persons must have begins,
// behind who they are by age. It is said of all that follows. Not of one sex, of whom the rest may be asked alone; among exclusions a list
// may go on with other persons. 0 for none.
std::size_t BehindWho(ChunkSpan chunks, const terms::Terms& terms, bool exclusion) {
  const auto of_age = [&](const Chunk& c) {
    if (c.kind != ChunkKind::kName || c.name->concepts.empty()) return c.age || c.Cue("adult");
    const std::string_view id = terms.Get(c.name->concepts.front()).id;
    return id == "age" || id == "adult" || id == "child" || id == "elderly" || id == "adolescent";
  };
  const auto who = [&](const Chunk& c) {
    return of_age(c) || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kTime || c.Cue("any_sex") ||
           c.Cue("must");
  };
  const auto has = [](const Chunk& c) {
    return c.Cue("with") || c.Cue("not") || (c.kind == ChunkKind::kFiller && (c.word == "who" || c.word.starts_with("diagnosed")));
  };
  std::size_t begin = 0;
  while (begin < chunks.size() && who(chunks[begin]) && !has(chunks[begin])) ++begin;
  if (begin == chunks.size() || !has(chunks[begin])) return 0;
  const auto years = [&](const Chunk& c) {
    if (c.kind == ChunkKind::kTime) return Years(c.time);  // "patients over 65 years with hypertension"
    return of_age(c) || (c.kind == ChunkKind::kLimit && c.limit->unit.rfind("year", 0) == 0);
  };
  const auto others = [&](const Chunk& c) {
    return of_age(c) || (exclusion && (Separator(c) || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr ||
                                       c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kSlash));
  };
  const ChunkSpan rest = chunks.subspan(begin);
  const bool says = AnyOf(rest, [](const Chunk& c) { return Content(c) && !c.Cue("not"); });
  return AnyOf(chunks.first(begin), years) && says && !AnyOf(rest, others) ? begin : 0;
}

// "adequate hepatic and renal function": without a value, how much is adequate is for a person to say. A disease in the list is none.
bool AdequateFunction(ChunkSpan chunks, const terms::Terms& terms) {
  const auto says = [](const Chunk& c) {
    return c.kind != ChunkKind::kFiller && !Separator(c) && c.kind != ChunkKind::kState && !c.Cue("must");
  };
  const std::size_t first = FindChunk(chunks, says);
  if (first == chunks.size() || chunks[first].kind != ChunkKind::kWord ||
      !(chunks[first].word == "adequate" || chunks[first].word == "acceptable" || chunks[first].word == "sufficient" ||
        chunks[first].word == "satisfactory" || chunks[first].word == "inadequate"))
    return false;
  const auto measured = [&](const Chunk& c) {
    return c.kind == ChunkKind::kName &&
           (c.name->concepts.empty() || terms.Get(c.name->concepts.front()).kind == terms::Kind::kMeasurement ||
            terms.Get(c.name->concepts.front()).kind == terms::Kind::kObservation);
  };
  const bool plain = std::all_of(chunks.begin(), chunks.end(), [&](const Chunk& c) {
    return c.kind == ChunkKind::kWord || c.kind == ChunkKind::kFiller || measured(c) || c.kind == ChunkKind::kComma ||
           c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kSlash ||
           c.kind == ChunkKind::kState || c.Cue("must");
  });
  const Chunk& last = *std::find_if(chunks.rbegin(), chunks.rend(), [](const Chunk& c) { return !Separator(c); });
  return plain && (last.word == "function" || (last.kind == ChunkKind::kName && last.name->text.ends_with("function")));
}

// "..., not on anticoagulants" behind a disease, "..., not using contraception" behind women of childbearing potential.
bool LackedBy(const Draft& who, const Draft& lacks, const terms::Terms& terms) {
  const std::string_view whose = IdOf(who, terms), what = IdOf(lacks, terms);
  const bool there = !whose.empty() && !who.negated && !who.blocked && !Settled(who) && !who.clause.limit && !who.clause.answer;
  if (!there || lacks.join != Join::kComma || lacks.blocked || lacks.says_no || lacks.non || !lacks.sex.empty()) return false;
  if (lacks.consent) return whose == "childbearing_potential" && !who.no_restriction;
  const terms::Kind kind = KindOf(lacks, terms);
  // "cancer, not breast cancer" takes out, "dementia, not ambulatory" may be another criterion.
  const bool given = kind == terms::Kind::kDrug || kind == terms::Kind::kProcedure;
  const bool had = lacks.without && (kind == terms::Kind::kCondition || kind == terms::Kind::kObservation);
  return (given || had) && lacks.negated && !Settled(lacks) && !what.empty() && what.find("vaccin") == std::string_view::npos &&
         !lacks.clause.limit && !lacks.clause.answer && KindOf(who, terms) == terms::Kind::kCondition && !who.no_restriction;
}

// One of the chunks that the folds of a list look for; without any, which is the rule, the list is read as it stands. Builds with
// assertions fold every list and find what is missing here.
bool MayFold(const Chunk& c, const terms::Terms& terms) {
  switch (c.kind) {
    case ChunkKind::kLimit: return true;
    case ChunkKind::kName:
      return !c.name->concepts.empty() && (terms.Get(c.name->concepts.front()).id == "contraindication" || IsBloodPressure(c, terms));
    case ChunkKind::kFiller: return c.word == "while" || c.word == "treated";
    case ChunkKind::kWord:
      return c.word == "after" || c.word == "despite" || c.word == "regardless" || c.word == "irrespective" || c.word == "treated" ||
             c.word == "untreated";
    case ChunkKind::kState:
      return c.word.str().ends_with("treated") || c.word.str().ends_with("ive") || c.word == "acute" || c.word == "chronic" ||
             c.word.str().ends_with("symptomatic");
    case ChunkKind::kCue:
      return c.word == "example" || c.word == "except" || c.word == "judge_weak" || c.word == "require" || c.word == "controlled_by" ||
             c.word == "judge_of" || c.word == "judge_it" || c.word == "relax" || c.word == "against" || c.word == "block" ||
             c.word.starts_with("route:");
    default: return false;
  }
}

Chunks Fold(ChunkSpan flat, const terms::Terms& terms, bool exclusion) {
  Chunks given(flat.begin(), flat.end());
  DropIdle(given, terms);
  Chunks folded = FoldExceptions(FoldExamples(given, terms), terms);
  JoinWhile(folded);
  FoldAfter(folded, terms);
  JoinRoutes(folded);
  FoldNeeds(folded, terms);
  FoldAgainst(folded, terms);
  FoldJudged(folded, terms);
  FoldSteps(folded, terms);
  SplitPressure(folded, terms, exclusion);
  DropRefusedPermissions(folded, terms);
  return folded;
}

}  // namespace

// "psychiatric illness/social situations that would limit compliance", "disease or condition that may interfere": said of all the general
// nouns before it.
void Grammar::JoinJudged(std::vector<Draft>& drafts) const {
  const auto general = [&](const Draft& d) {
    const Clause& c = d.clause;
    // "neurological or psychiatric condition that may interfere": an adjective of the same noun.
    if (!d.only_words.empty() && d.only_words.find(' ') == std::string::npos && c.heads.empty() && !d.judge && !drafts.front().negated &&
        d.only_words.ends_with("al"))
      return true;
    if (d.judge || d.consent || d.node || d.negated || c.limit || c.answer || c.grade || !c.times.empty() || c.history || c.exposure ||
        !c.examples.empty())
      return false;
    if (c.heads.empty()) return !d.judged && d.by_words && d.by_words->text.find(' ') == std::string::npos;
    if (c.heads.size() != 1 || c.heads.front().concepts.empty()) return false;
    const std::string_view id = terms_.Get(c.heads.front().concepts.front()).id;
    return id == "psychiatric_disorder" || id == "medical_condition" || id == "serious_disease";
  };
  const auto plain = [](const Draft& d) {
    return !d.judge && !d.consent && !d.node && !d.negated && !d.clause.limit && !d.clause.answer && d.clause.times.empty();
  };
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    if (!drafts[i].judge || drafts[i].judge_first || drafts[i].clause.other) continue;
    // "illness including A, B, or psychiatric illness/social situations that ...": the last of the examples is what it is said of.
    if (auto& examples = drafts[i - 1].clause.examples; drafts[i].join == Join::kSlash && !examples.empty()) {
      drafts[i].span = Hull(examples.back()->span, drafts[i].span);
      drafts[i].join = Join::kOr;
      examples.pop_back();
      continue;
    }
    while (i > 0 && (drafts[i].join == Join::kSlash ? plain(drafts[i - 1]) : drafts[i].join != Join::kAnd && general(drafts[i - 1]))) {
      Draft& d = drafts[i];
      d.span = Hull(drafts[i - 1].span, d.span);
      d.join = drafts[i - 1].join;
      d.after_comma = drafts[i - 1].after_comma;
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i) - 1);
      --i;
    }
  }
}

// Splits at commas and connectives, reads each limb, shares what limbs share, and groups: what a comma sets
// apart first, then `or`, then `and`, then slashes.
Node Grammar::List(ChunkSpan flat) {
  // A judgement at the end of a list qualifies all of it; one that opens its own limb only that limb.
  const bool folds = AnyOf(flat, [&](const Chunk& c) { return MayFold(c, terms_); });
  assert(folds || Fold(flat, terms_, exclusion_).size() == flat.size());
  const Chunks folded = folds ? Fold(flat, terms_, exclusion_) : Chunks();
  const ChunkSpan chunks = folds ? ChunkSpan(folded) : flat;
  // A parent may sign; of a parent's disease a record of the patient does not tell.
  if (AnyOf(chunks,
            [&](const Chunk& c) {
              return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).id == "family_member";
            }) &&
      !AnyOf(chunks,
             [&](const Chunk& c) { return c.Cue("consent") || (c.kind == ChunkKind::kName && KindOf(c.name) == terms::Kind::kConsent); }))
    return MakeUnread(SpanOf(flat), "something said of a relative");
  if (const std::size_t behind = BehindWho(chunks, terms_, exclusion_); behind > 0)
    return MakeJoin(NodeKind::kAnd, {List(chunks.first(behind)), List(chunks.subspan(behind))});
  const auto judges = [](const Chunk& c) { return c.Cue("judge"); };
  std::vector<Draft> drafts;
  drafts.reserve(1 + static_cast<std::size_t>(std::count_if(chunks.begin(), chunks.end(), [](const Chunk& c) {
                   return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr ||
                          c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kSlash;
                 })));
  std::size_t begin = 0;
  Join join = Join::kNone;
  bool comma = false;
  bool with = false;
  // "A and B OR C": capitals set it apart, as a comma would.
  const auto loud = [](ChunkKind kind, bool capitals) { return [=](const Chunk& c) { return c.kind == kind && c.shout == capitals; }; };
  const bool loud_or = !exclusion_ && AnyOf(chunks, loud(ChunkKind::kOr, true)) && AnyOf(chunks, loud(ChunkKind::kAnd, false)) &&
                       !AnyOf(chunks, loud(ChunkKind::kAnd, true));
  const auto close = [&](std::size_t end) {
    const ChunkSpan limb(chunks.data() + begin, end - begin);
    if (limb.empty() || !AnyChunk(limb, [](const Chunk& c) { return !Separator(c); })) return false;
    Draft d = Limb(limb);
    d.has_answer = limb.front().kind == ChunkKind::kAnswer && limb.front().uses;
    d.clause_start =
        limb.front().kind == ChunkKind::kFiller &&
        (limb.front().word == "have" || limb.front().word == "had" || limb.front().word == "has" || limb.front().word == "meet" ||
         limb.front().word == "be" || limb.front().word == "having" || limb.front().word == "are");
    // "patient or donor positive for HCV, HBV or HIV", "personal or family history of A or B": of the patient, too.
    std::size_t before = begin;
    while (before > 0 && (chunks[before - 1].kind == ChunkKind::kOr || chunks[before - 1].kind == ChunkKind::kAnd ||
                          chunks[before - 1].kind == ChunkKind::kAndOr || chunks[before - 1].kind == ChunkKind::kSlash))
      --before;
    static constexpr std::array<WordKey, 5> kOneself = {"recipient", "personal", "self", "own", "past"};
    if (d.of_another && before < begin && before > 0 &&
        (NamesPersons(chunks[before - 1]) || chunks[before - 1].Cue("history") ||
         std::find(kOneself.begin(), kOneself.end(), chunks[before - 1].word) != kOneself.end()))
      d.of_another = d.related = false;
    d.join = drafts.empty() ? Join::kNone : join;
    d.after_comma = comma;
    d.with = with;
    d.opens_with = limb.front().Cue("with");
    d.opens_with_any = limb.front().kind == ChunkKind::kFiller && limb.front().word == "any";
    drafts.push_back(std::move(d));
    return true;
  };
  for (std::size_t i = 0; i <= chunks.size(); ++i) {
    Join next = Join::kNone;
    bool by_with = false;
    if (i < chunks.size()) {
      switch (chunks[i].kind) {
        case ChunkKind::kComma: next = Join::kComma; break;
        case ChunkKind::kAnd: next = Join::kAnd; break;
        case ChunkKind::kOr:
        case ChunkKind::kAndOr: next = Join::kOr; break;
        case ChunkKind::kSlash: next = Join::kSlash; break;
        case ChunkKind::kCue: {
          if (chunks[i].word != "with") continue;
          // "creatinine > 2.5 or with a clearance < 40": the connective before it tells.
          if (i == begin && i > 0 && (chunks[i - 1].kind == ChunkKind::kOr || chunks[i - 1].kind == ChunkKind::kAndOr)) continue;
          // "mRSS >= 15 at screening with progression": a measured limb is complete; what `with` adds must hold too.
          const auto measured = [](const Chunk& c) { return c.kind == ChunkKind::kLimit; };
          const auto says = [](const Chunk& c) {
            return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord || c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kState ||
                   c.Cue("block") || c.Cue("recovered") || c.Cue("washout");
          };
          // "IIM with elevated enzymes", "anti-HBc with HBV DNA above normal": both.
          const auto value = [](const Chunk& c) { return c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kLimit; };
          const ChunkSpan rest(chunks.data() + i + 1, chunks.size() - i - 1);
          const std::size_t stop = FindChunk(rest, [](const Chunk& c) {
            return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr;
          });
          const auto own = [&](const Chunk& c) {
            return c.kind == ChunkKind::kName && (KindOf(c.name) == terms::Kind::kMeasurement || KindOf(c.name) == terms::Kind::kScore);
          };
          const ChunkSpan before(chunks.data() + begin, i - begin);
          const bool named = std::any_of(before.begin(), before.end(), [](const Chunk& c) { return c.kind == ChunkKind::kName; });
          const bool after_measured = before.empty() && !drafts.empty() && (drafts.back().clause.answer || drafts.back().clause.limit);
          if (chunks[i].word == "with" && AnyChunk(rest.first(stop), value) && AnyChunk(rest.first(stop), own) &&
              (named || after_measured)) {
            next = Join::kAnd;
            by_with = true;
            break;
          }
          if (exclusion_ || chunks[i].word != "with" ||
              std::none_of(chunks.begin() + static_cast<std::ptrdiff_t>(begin), chunks.begin() + static_cast<std::ptrdiff_t>(i),
                           measured) ||
              i + 1 == chunks.size() || !says(chunks[i + 1])) {
            continue;
          }
          next = Join::kAnd;
          by_with = true;
          break;
        }
        default: continue;
      }
    }
    const bool read = close(i);
    if (read || drafts.empty()) {
      join = next;
      comma = next == Join::kComma || (loud_or && i < chunks.size() && loud(ChunkKind::kOr, true)(chunks[i]));
      with = by_with;
    } else if (next != Join::kNone) {  // ", or": the connective behind the comma tells
      comma = comma || join == Join::kComma || next == Join::kComma;
      if (next != Join::kComma) join = next;
    }
    begin = i + 1;
  }
  if (drafts.empty()) return {};
  // "> 35 years", and nothing else, among the exclusions: an age.
  if (Draft& only = drafts.front(); drafts.size() == 1 && only.clause.heads.empty() && only.clause.limit && only.clause.leftover.empty() &&
                                    only.clause.limit->unit.rfind("year", 0) == 0 &&
                                    only.clause.limit->relation != syntax::Relation::kNone) {
    if (const auto age = terms_.Find("age")) only.clause.heads.push_back({only.clause.limit->span, "age", {*age}});
  }
  // "at least 2 of A, B, C" without a colon: the count is of the list, not of its first.
  const bool counted = std::any_of(drafts.begin(), drafts.end(), [&](const Draft& d) {
    const bool countable = !d.clause.heads.empty() && (KindOf(d.clause.heads.front()) == terms::Kind::kDrug ||
                                                       KindOf(d.clause.heads.front()) == terms::Kind::kMeasurement ||
                                                       KindOf(d.clause.heads.front()) == terms::Kind::kScore);
    // A thing with no members of its own, and another behind it: "at least 2 of methotrexate, ..."; not "at least 2 of the TNF inhibitors".
    const bool last = &d == &drafts.back();
    const bool one_thing = d.clause.distinct && d.clause.distinct->of_list && !d.clause.heads.empty() && !last &&
                           !d.clause.heads.front().concepts.empty() && terms_.Members(d.clause.heads.front().concepts.front()).empty() &&
                           !(&d + 1)->clause.heads.empty() && KindOf((&d + 1)->clause.heads.front()) == KindOf(d.clause.heads.front());
    return d.clause.distinct && d.clause.distinct->value > 1 && (!countable || one_thing);
  });
  if (counted && drafts.size() > 1) {
    Node n;
    n.kind = NodeKind::kUnread;
    n.span = SpanOf(flat);
    n.reason = "a count of a list";
    return n;
  }
  if (AdequateFunction(flat, terms_)) return MakeJudgement(SpanOf(flat), syntax::kInItsWords);
  JoinJudged(drafts);
  // What the whole list hangs on an investigator's judgement: the limbs, and the judgement, must hold.
  // A bracket of exceptions has its own judgement.
  const bool judged = AnyOf(chunks, [&](const Chunk& c) {
    const bool except = c.kind == ChunkKind::kGroup && AnyOf(ChunkSpan(c.inner).first(std::min<std::size_t>(c.inner.size(), 2)),
                                                             [](const Chunk& x) { return x.Cue("except"); });
    return judges(c) || (c.kind == ChunkKind::kGroup && !except && AnyChunk(c.inner, judges));
  });
  if (judged) {
    Node judgement;
    judgement.kind = NodeKind::kJudgement;
    auto first = std::find_if(drafts.begin(), drafts.end(), [](const Draft& d) { return d.judge; });
    // "AST > 3 x ULN, or other abnormalities, which in the opinion of the investigator ...": a value excludes by itself; what is judged is
    // the limb before.
    const auto valued = [](const Draft& d) { return d.clause.limit.has_value(); };
    bool values_before = exclusion_ && first != drafts.end() && std::any_of(drafts.begin(), first, valued);
    if (values_before && first->join == Join::kComma && first->clause.heads.empty() && !valued(*(first - 1))) {
      first->span = Hull((first - 1)->span, first->span);
      first->join = (first - 1)->join;
      first = drafts.erase(first - 1);
    } else if (values_before && (first->join == Join::kAnd || (first->clause.heads.empty() && first->clause.leftover.empty()))) {
      values_before = false;  // "..., as judged by the investigator": all of it
    }
    // "unstable as judged by the investigator, systolic BP < 100, or ...": what is measured behind it needs no judge.
    const bool measured_behind =
        first == drafts.begin() && drafts.size() > 1 &&
        std::all_of(drafts.begin() + 1, drafts.end(), [](const Draft& d) { return d.clause.limit || d.clause.answer; });
    // "stroke, or other significant event as judged by the investigator": the judgement is of the last.
    const bool of_other = exclusion_ && first != drafts.end() && first != drafts.begin() && first + 1 == drafts.end() &&
                          first->join == Join::kOr && first->clause.other &&
                          std::all_of(drafts.begin(), first, [](const Draft& d) { return !d.clause.heads.empty() && !d.blocked; });
    // "megacolon, or likely to require surgery in the opinion of the investigator": words of its own, which no name explains, and no comma
    // before the judge.
    const bool of_last = exclusion_ && first != drafts.end() && first != drafts.begin() && first + 1 == drafts.end() &&
                         first->join == Join::kOr && first->after_comma && !first->judge_first &&
                         (first->judged || !first->clause.leftover.empty()) && JudgesOnward(chunks);
    // "any condition that makes participation unsafe, pregnancy, or HIV": the judgement is of what it has words of its own for. "In the
    // opinion of the investigator, A or B" has none.
    const bool of_first =
        exclusion_ && first == drafts.begin() && drafts.size() > 1 && first->clause.heads.empty() && !first->clause.leftover.empty() &&
        std::all_of(drafts.begin() + 1, drafts.end(), [](const Draft& d) {
          return d.clause.heads.size() == 1 && !d.blocked && !d.judge && d.clause.leftover.empty() && d.join != Join::kAnd;
        });
    const bool own_limb =
        measured_behind || of_last || of_first || values_before || of_other ||
        (first != drafts.end() && first != drafts.begin() && first->judge_first && first->join == Join::kOr &&
         std::all_of(drafts.begin(), first, [](const Draft& d) { return !d.clause.heads.empty() && d.clause.leftover.empty(); }));
    if (!own_limb) {
      const auto clean = [](const Draft& d) {
        return !d.blocked && d.clause.heads.size() == 1 && d.clause.leftover.empty() && !d.judge && !d.consent;
      };
      judgement.span = SpanOf(flat);
      if (std::none_of(drafts.begin(), drafts.end(), clean)) {
        const bool measured = std::any_of(drafts.begin(), drafts.end(), [](const Draft& d) { return d.clause.limit || d.clause.answer; });
        if (!measured) return judgement;
        std::vector<Node> both;
        both.push_back(MakeUnread(SpanOf(flat), "a value inside a judgement"));
        both.push_back(std::move(judgement));
        return MakeJoin(NodeKind::kAnd, std::move(both));
      }
      // What is named must be there, and a person must judge it so: both.
      const auto judge = std::find_if(chunks.begin(), chunks.end(), judges);
      if (judge != chunks.end()) judgement.span = JudgedWords(ChunkSpan(chunks).subspan(static_cast<std::size_t>(judge - chunks.begin())));
      for (Draft& d : drafts) {  // "..., or social circumstances that may interfere with the trial": one of what is judged
        if (!d.judge) continue;
        if (d.clause.heads.empty() && !d.clause.leftover.empty() && !d.judge_first && d.join == Join::kOr) d.judge = false;
        break;
      }
      for (Draft& d : drafts) {
        if (d.judge && d.clause.heads.empty() && d.clause.limit) d.node = MakeUnread(d.span, "a value inside a judgement");
        // "A, B, or other condition known to interfere, as judged by ...": one more of what is judged.
        if (d.judge && d.clause.heads.empty() && !d.clause.limit && d.clause.other && !d.judge_first) {
          d.node = MakeJudgement(d.span, syntax::kInItsWords);
          d.judge = false;
        }
      }
      // "stable in the opinion of the investigator, and without stroke": the `no` is not of what is judged.
      const bool apart = std::any_of(drafts.begin(), drafts.end(),
                                     [](const Draft& d) { return d.judge && d.clause.heads.empty() && !d.node && !d.negated; }) &&
                         drafts.size() > 1 && !drafts.front().negated;
      std::erase_if(drafts, [](const Draft& d) { return d.judge && d.clause.heads.empty() && !d.node; });
      // "no disease that, in the opinion of the investigator, ...": none that is judged so.
      const bool none =
          !exclusion_ && !apart && !drafts.empty() && std::all_of(drafts.begin(), drafts.end(), [](const Draft& d) { return d.negated; });
      for (Draft& d : drafts) d.negated = d.negated && !none;
      Distribute(drafts, terms_, exclusion_);
      std::vector<Node> both;
      both.push_back(Build(drafts));
      both.push_back(std::move(judgement));
      Node n = MakeJoin(NodeKind::kAnd, std::move(both));
      const Span span = n.span;
      return none ? MakeNot(std::move(n), span) : n;
    }
  }
  // "Men and non-pregnant women between 25 and 50": of whom what is asked was not understood.
  const auto only_sex = [](const Draft& d) {
    return !d.sex.empty() && d.clause.heads.empty() && !d.clause.limit && d.clause.times.empty();
  };
  const auto of_women = [&](const Draft& d) { return FemaleOnly(d) || (!d.sex.empty() && !only_sex(d)); };
  const auto fertile = [&](const Draft& d) {
    return !d.negated && !d.consent && !d.clause.answer && AnyName(d, [&](const syntax::Name& n) {
      return !n.concepts.empty() && terms_.Get(n.concepts.front()).id == "childbearing_potential";
    });
  };
  // "female and of childbearing potential": the second says the first.
  if (drafts.size() == 2 && drafts.front().sex == "female" && only_sex(drafts.front()) && !drafts.front().negated &&
      !drafts.front().blocked && drafts.front().clause.leftover.empty() && drafts.front().brackets.empty() && !drafts.front().exception &&
      drafts.back().join == Join::kAnd && fertile(drafts.back()) && drafts.back().sex.empty())
    drafts.erase(drafts.begin());
  if (!exclusion_ && !any_of_ && std::any_of(drafts.begin(), drafts.end(), only_sex) && std::any_of(drafts.begin(), drafts.end(), of_women))
    return MakeUnread(SpanOf(flat), "several groups of persons");
  // "Women of childbearing potential or with partners of ... must use contraception": who is meant, and what they agree to.
  const auto agreed = [](const Draft& d) { return d.consent && d.join == Join::kOr; };
  if (!exclusion_ && !any_of_ && fertile(drafts.front()) && std::any_of(drafts.begin() + 1, drafts.end(), agreed))
    return MakeUnread(SpanOf(flat), "several groups of persons");
  // "Leukemia, relapsed or with poor features": of the leukemia; as members of a list each would let in by itself.
  const auto of_first = [&](const Draft& d) {
    const auto relapsed = [&](const syntax::Name& n) {
      return !n.concepts.empty() && terms_.Get(n.concepts.front()).id == "relapse" && n.text.ends_with("ed");
    };
    return (d.opens_with && d.join == Join::kOr) || (d.join == Join::kComma && d.clause.heads.size() == 1 && AnyName(d, relapsed));
  };
  const auto disease = [&](const Draft& d) {
    return d.clause.heads.size() == 1 && KindOf(d.clause.heads.front()) == terms::Kind::kCondition && !d.negated;
  };
  if (!exclusion_ && !any_of_ && drafts.size() > 2 && disease(drafts.front()) && drafts[1].join == Join::kComma &&
      std::any_of(drafts.begin() + 1, drafts.end(), [](const Draft& d) { return d.join == Join::kOr; }) &&
      std::any_of(drafts.begin() + 1, drafts.end(), of_first))
    return MakeUnread(SpanOf(flat), "what is said of a disease behind a comma, and an `or`");
  AskOfEach(drafts, exclusion_);
  // "Healthy women, 18-45 years", "Female subject has a negative pregnancy test": who is meant, said once at the front.
  if (Draft& front = drafts.front(); !front.sex.empty() && !front.clause.heads.empty() && !front.negated && !front.consent &&
                                     !front.sex_each && (!FemaleOnly(front) || front.clause.answer) &&
                                     std::none_of(drafts.begin() + 1, drafts.end(), [](const Draft& d) { return !d.sex.empty(); })) {
    Draft who;
    who.sex = std::exchange(front.sex, "");
    who.span = front.span;
    const auto at = FindChunk(ChunkSpan(chunks), [&](const Chunk& c) {
      const auto id = [&] { return terms_.Get(c.name->concepts.front()).id; };
      return c.Cue("female") || c.Cue("male") || c.Cue("for_female") || c.Cue("for_male") ||
             (c.kind == ChunkKind::kName && !c.name->concepts.empty() && (id() == "female" || id() == "male"));
    });
    if (at < chunks.size()) who.span = chunks[at].span;
    // "... has": said of them, not asked to be one of them.
    const auto verb = [](const Chunk& c) {
      return c.kind == ChunkKind::kFiller && (c.word == "has" || c.word == "have" || c.word == "had" || c.word == "is" || c.word == "are");
    };
    std::size_t next = at + 1;
    while (next < chunks.size() && chunks[next].kind == ChunkKind::kFiller && !verb(chunks[next])) ++next;
    const bool conditional = !exclusion_ && (FemaleOnly(front) || front.sex_behind || (next < chunks.size() && verb(chunks[next])));
    Node sex = Finish(who);
    Distribute(drafts, terms_, exclusion_);
    Node rest = Build(drafts);
    Node n;
    n.kind = conditional ? NodeKind::kIf : NodeKind::kAnd;
    n.span = SpanOf(flat);
    n.of = {std::move(sex), std::move(rest)};
    return n;
  }
  // A sentence that begins with what a person must agree to goes on with it.
  if (!exclusion_ && drafts.front().consent) {
    for (std::size_t i = 1; i < drafts.size();) {
      Draft& d = drafts[i];
      const auto fact = [&](const syntax::Name& n) {
        const terms::Kind kind = KindOf(n);
        return !n.concepts.empty() && terms_.Get(n.concepts.front()).id != "adverse_event" &&
               (kind == terms::Kind::kCondition || kind == terms::Kind::kMeasurement || kind == terms::Kind::kScore ||
                kind == terms::Kind::kDemographic);
      };
      const bool given = AnyName(d, [](const syntax::Name& n) { return !n.concepts.empty(); }) &&
                         (d.clause.exposure || d.clause.history || (d.join == Join::kComma && !d.clause.times.empty()));
      const bool own = d.consent || d.clause.limit || d.clause.answer || d.judge || d.negated || d.clause.grade ||
                       (given && !d.blocked && !d.time_before_head) || (AnyName(d, fact) && !d.blocked) || !drafts[i - 1].consent;
      if (own) {
        ++i;
        continue;
      }
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);  // the rest of what is understood, or agreed to
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  // "Atrial fibrillation, not on anticoagulants" among what excludes, and nothing besides: of those who have it. Somebody else who takes
  // none is not meant; whom a vaccination is said of is open.
  if (exclusion_ && drafts.size() == 2 && LackedBy(drafts.front(), drafts.back(), terms_)) drafts.back().with = true;
  // "high disease activity, SLEDAI >= 8": the score says how active; what only a person can say besides is the same thing.
  for (std::size_t i = 0; !exclusion_ && i + 1 < drafts.size(); ++i) {
    Draft& d = drafts[i];
    Draft& score = drafts[i + 1];
    if (score.join != Join::kComma || score.clause.heads.size() != 1 || KindOf(score.clause.heads.front()) != terms::Kind::kScore ||
        !score.clause.limit || score.blocked || d.blocked || d.negated || d.clause.heads.size() != 1 || d.clause.limit ||
        d.clause.heads.front().concepts.empty() || terms_.Get(d.clause.heads.front().concepts.front()).id != "active_disease")
      continue;
    score.clause.times.insert(score.clause.times.end(), d.clause.times.begin(), d.clause.times.end());
    score.clause.span = score.span = Hull(d.span, score.span);
    score.join = d.join;
    drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
  }
  Distribute(drafts, terms_, exclusion_);
  // "an inadequate response, or relapse after ... (what was not understood)": what they were a response to holds for each.
  const auto response = [&](const Draft& d) { return AnyName(d, [&](const syntax::Name& n) { return Response(n); }); };
  const auto unclear = [](const Draft& d) { return d.blocked || d.clause.heads.size() > 1 || !d.clause.leftover.empty(); };
  if (std::any_of(drafts.begin(), drafts.end(), [&](const Draft& d) { return response(d) && unclear(d); }) &&
      std::any_of(drafts.begin(), drafts.end(), [&](const Draft& d) { return response(d) && !unclear(d); }))
    return MakeUnread(SpanOf(flat), "what a response was to");
  return Build(drafts);
}

bool Grammar::NotOfHer(const Clause& who, ChunkSpan denied) const {
  const std::size_t next = FindChunk(denied, Content);
  return !exclusion_ && who.heads.size() == 1 && !who.limit && !who.heads.front().concepts.empty() &&
         terms_.Get(who.heads.front().concepts.front()).id == "female" && next < denied.size() && denied[next].kind == ChunkKind::kName &&
         !denied[next].name->concepts.empty() && terms_.Get(denied[next].name->concepts.front()).female_only &&
         terms_.Get(denied[next].name->concepts.front()).id != "childbearing_potential";
}

bool Grammar::FemaleOnly(const Draft& draft) const { return OfWomen(draft, terms_); }

}  // namespace eligo::parse
