#include "parse/counted_list.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "parse/grammar.h"

namespace eligo::parse {
namespace {

bool Joins(const Chunk& c) {
  return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr;
}

bool Either(const Chunk& c) { return c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr; }

// What a member of a plain list may hold. A cue may begin something else that is asked ("..., with", "... not").
bool MemberChunk(const Chunk& c) {
  switch (c.kind) {
    case ChunkKind::kName:
    case ChunkKind::kWord:
    case ChunkKind::kLimit:
    case ChunkKind::kAnswer:
    case ChunkKind::kState:
    case ChunkKind::kTime:
    case ChunkKind::kGroup:
    case ChunkKind::kSlash: return true;
    case ChunkKind::kFiller:
      return !(c.word == "who" || c.word == "have" || c.word == "has" || c.word == "had" || c.word == "is" || c.word == "are" ||
               c.word == "that" || c.word == "which" || c.word == "be");
    case ChunkKind::kCue: return c.word.starts_with("route:") || c.Cue("other") || c.Cue("etc");
    default: return Joins(c);
  }
}

// Of what kind a member is: two of one kind may be members of one list. 0 for a thing without a name.
int SortOf(ChunkSpan limb, const terms::Terms& terms) {
  for (const Chunk& c : limb) {
    if (c.kind != ChunkKind::kName || c.name->concepts.empty()) continue;
    switch (terms.Get(c.name->concepts.front()).kind) {
      case terms::Kind::kDrug:
      case terms::Kind::kProcedure: return 1;
      case terms::Kind::kMeasurement:
      case terms::Kind::kScore: return 2;
      case terms::Kind::kCondition: return 3;
      default: return 4;
    }
  }
  return 0;
}

bool Limited(ChunkSpan limb) {
  return AnyOf(limb, [](const Chunk& c) { return c.kind == ChunkKind::kLimit; });
}

// The members of a list, and how they are joined. False where it is no plain list.
bool PlainList(ChunkSpan list, CountedList& out, const terms::Terms& terms) {
  if (!std::all_of(list.begin(), list.end(), MemberChunk)) return false;
  std::vector<ChunkSpan> limbs;
  std::size_t begin = 0, ands = 0, ors = 0;
  bool comma_behind = false;  // a comma behind a connective begins something else
  for (std::size_t i = 0; i <= list.size(); ++i) {
    if (i < list.size() && !Joins(list[i])) continue;
    const ChunkSpan limb = list.subspan(begin, i - begin);
    begin = i + 1;
    if (AnyOf(limb, Content)) limbs.push_back(limb);
    if (i == list.size()) break;
    out.closing = out.list + i;
    ands += list[i].kind == ChunkKind::kAnd ? 1 : 0;
    ors += Either(list[i]) ? 1 : 0;
    if (list[i].kind == ChunkKind::kComma && ands + ors > 0) comma_behind = !(i + 1 < list.size() && Either(list[i + 1]));
  }
  if (limbs.size() < 2 || ands > 1 || (ands > 0 && ors > 0) || comma_behind) return false;
  out.either = ors > 0;
  int sort = 0;
  for (const ChunkSpan limb : limbs) {
    const int own = SortOf(limb, terms);
    const bool named = own != 0 || AnyOf(limb, [](const Chunk& c) { return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord; });
    if (!named || own == 4 || (sort != 0 && own != 0 && own != sort)) return false;
    sort = own != 0 ? own : sort;
    // "one of A, B and C > 5": an `and` before what is unlike begins something else.
    if (ands > 0 && (own == 0 || Limited(limb) != Limited(limbs.front()))) return false;
  }
  return sort != 0;
}

}  // namespace

std::optional<CountedList> FindCountedList(ChunkSpan chunks, const terms::Terms& terms) {
  const auto parts = [](const Chunk& c) {
    static constexpr std::array<WordKey, 12> kCues = {"not",  "defined",     "example", "except", "may",        "if",
                                                      "then", "in_subjects", "unless",  "judge",  "judge_weak", "consent"};
    return c.kind == ChunkKind::kColon || c.kind == ChunkKind::kSemicolon || c.kind == ChunkKind::kStop ||
           (c.kind == ChunkKind::kCue && std::find(kCues.begin(), kCues.end(), c.word) != kCues.end());
  };
  if (AnyOf(chunks, parts)) return std::nullopt;
  const auto of = [&](std::size_t i) { return i < chunks.size() && chunks[i].kind == ChunkKind::kFiller && chunks[i].word == "of"; };
  CountedList out;
  const auto counts = [&](std::size_t i) {
    const Chunk& c = chunks[i];
    return (c.kind == ChunkKind::kCount && c.count.of_list && !c.count.of_times) || c.Cue("any_of") ||
           (c.kind == ChunkKind::kFiller && c.word == "either" && of(i + 1));
  };
  for (; out.begin < chunks.size() && !counts(out.begin); ++out.begin) {
  }
  if (out.begin == chunks.size()) return std::nullopt;
  const Chunk& count = chunks[out.begin];
  out.list = out.begin + 1;
  while (out.list < chunks.size() && (chunks[out.list].kind == ChunkKind::kFiller || chunks[out.list].Cue("following") ||
                                      chunks[out.list].Cue("any_of") || chunks[out.list].kind == ChunkKind::kComma))
    ++out.list;
  if (count.kind == ChunkKind::kCount) {
    const syntax::Relation r = count.count.relation;
    out.upper = r == syntax::Relation::kLess || r == syntax::Relation::kLessEqual;
    out.count = count.count.value + (r == syntax::Relation::kGreater ? 1 : 0);
  }
  if (!PlainList(chunks.subspan(out.list), out, terms)) return std::nullopt;
  std::size_t before = out.begin;
  while (before > 0 && chunks[before - 1].kind == ChunkKind::kFiller) --before;
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  if (before > 0 && (Joins(chunks[before - 1]) || chunks[before - 1].Cue("with")) && AnyOf(chunks.first(before - 1), named))
    out.joint = before - 1;
  return out;
}

bool SaysOnlyCues(ChunkSpan before) {
  return std::all_of(before.begin(), before.end(), [](const Chunk& c) {
    return c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kAnswer || c.Cue("exposure") || c.Cue("history") || c.Cue("allergy") ||
           c.Cue("with") || c.Cue("must");
  });
}

std::optional<syntax::Node> Grammar::Counted(ChunkSpan chunks) {
  const auto some = FindCountedList(chunks, terms_);
  if (!some) return std::nullopt;
  if (some->upper) return MakeUnread(SpanOf(chunks), "an upper bound of how many");
  const ChunkSpan before = chunks.first(some->begin);
  if (some->joint > 0 && !(exclusion_ && some->count == 1)) {
    // "lupus with at least one of A or B", "A, and at least two of B, C or D": the list is asked besides what stands before it. Of what
    // excludes a comma parts two.
    const Chunk& joint = chunks[some->joint];
    const ChunkSpan first = chunks.first(some->joint);
    const bool either = exclusion_ && (joint.kind == ChunkKind::kComma || Either(joint));
    const bool both =
        exclusion_ ? first.size() == 1 && !Either(joint)
                   : !Either(joint) && (joint.kind != ChunkKind::kAnd || first.back().kind == ChunkKind::kComma || !AnyOf(first, Either));
    if (either || both) {
      std::vector<syntax::Node> parts;
      parts.push_back(Piece(first));
      parts.push_back(Piece(chunks.subspan(some->joint + 1)));
      return MakeJoin(either ? syntax::Node::Kind::kOr : syntax::Node::Kind::kAnd, std::move(parts));
    }
  }
  if (some->count == 1) {  // "at least one of A, B and C", "any of A, B, C": any of them
    if (some->either) return std::nullopt;
    // "Naive to any of", "negative for one or more of": what it turns is not one of them.
    const auto answers = [](const Chunk& c) { return c.kind == ChunkKind::kAnswer; };
    if (!SaysOnlyCues(before) || AnyOf(before, answers)) return std::nullopt;
    Chunks list(chunks.begin(), chunks.end());
    list[some->closing].kind = ChunkKind::kOr;
    return Piece(list);
  }
  // "failure of at least two of A, B or C": as a label says it.
  std::size_t cues = before.size();
  while (cues > 0 && before[cues - 1].kind == ChunkKind::kFiller) --cues;
  const bool turned =
      cues > 0 && (before[cues - 1].Cue("block") || (before[cues - 1].kind == ChunkKind::kName && Response(before[cues - 1].name)));
  if (!SaysOnlyCues(before.first(turned ? cues - 1 : cues))) return std::nullopt;
  Chunks list(chunks.begin(), chunks.end());
  Chunk colon;
  colon.kind = ChunkKind::kColon;
  colon.span = {chunks[some->begin].span.end, chunks[some->begin].span.end};
  list.insert(list.begin() + static_cast<std::ptrdiff_t>(some->list), std::move(colon));
  return Labelled(list);
}

}  // namespace eligo::parse
