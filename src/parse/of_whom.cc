// Of whom something is asked: "in women, ...", "QTc > 470 ms (females)", "for subjects >= 65 years, ...".
#include <algorithm>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

namespace {

// Of a cue that says one.
KeyedWord SexOf(const Chunk& c) { return c.Cue("for_female") || c.Cue("female") ? KeyedWord("female") : KeyedWord("male"); }

}  // namespace

std::optional<Node> Grammar::AskedOfSome(ChunkSpan chunks) {
  const Chunk& front = chunks.front();
  const bool whom = front.kind == ChunkKind::kFiller && (front.word == "for" || front.word == "in");
  // "In women, ...", "Men: ...".
  const bool labelled = (front.Cue("female") || front.Cue("male")) && chunks.size() > 2 && chunks[1].kind == ChunkKind::kColon;
  const bool sex = front.Cue("for_female") || front.Cue("for_male") || labelled;
  // "For females of childbearing potential, ...".
  const bool fertile = chunks.size() > 3 && whom && chunks[1].kind == ChunkKind::kName && !chunks[1].name->concepts.empty() &&
                       terms_.Get(chunks[1].name->concepts.front()).female_only && chunks[2].kind == ChunkKind::kComma;
  // "In diabetic patients, ...".
  const auto person = [](const Chunk& c) {
    return c.kind == ChunkKind::kFiller && (c.word == "patient" || c.word == "patients" || c.word == "subject" || c.word == "subjects" ||
                                            c.word == "participant" || c.word == "participants");
  };
  // "For children, ...", "In subjects >= 65 years, ...".
  const auto age = [&](const Chunk& c) {
    if (c.kind != ChunkKind::kName || c.name->concepts.empty()) return false;
    const std::string_view id = terms_.Get(c.name->concepts.front()).id;
    return id == "child" || id == "adult" || id == "elderly";
  };
  const auto years = [](const Chunk& c) {
    return c.kind == ChunkKind::kTime || (c.kind == ChunkKind::kLimit && c.limit->unit.starts_with("year"));
  };
  const std::size_t of_age = whom ? FindChunk(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kComma; }) : 0;
  const bool aged =
      whom && ((of_age == 2 && age(chunks[1])) || (of_age > 2 && of_age < 5 && person(chunks[1]) && years(chunks[of_age - 1])));
  const bool described = chunks.size() > 4 && whom && chunks[1].kind == ChunkKind::kName &&
                         KindOf(chunks[1].name) == terms::Kind::kCondition && person(chunks[2]) && chunks[3].kind == ChunkKind::kComma;
  // "For corticosteroids, prednisone >= 20 mg/day": what is spoken of, of which the rest says how much.
  const bool topic = chunks.size() > 3 && whom && front.word == "for" && chunks[1].kind == ChunkKind::kName &&
                     KindOf(chunks[1].name) == terms::Kind::kDrug && chunks[2].kind == ChunkKind::kComma;
  if (topic) {
    const std::size_t name = FindChunk(
        chunks, [](const Chunk& c) { return c.kind == ChunkKind::kName && !c.name->concepts.empty(); }, 3);
    const bool part = name < chunks.size() && !chunks[1].name->concepts.empty() &&
                      terms_.IsA(chunks[name].name->concepts.front(), chunks[1].name->concepts.front());
    return part ? Piece(chunks.subspan(3)) : MakeUnread(SpanOf(chunks), "what is said of a drug");
  }
  // "In women, pregnancy or lactation" among what excludes: both are of women only. How far "in women, tuberculosis, or HIV" reaches is
  // open.
  if (exclusion_ && sex && chunks.size() > 2 && chunks[1].kind == ChunkKind::kComma &&
      AnyChunk(chunks.subspan(2), [](const Chunk& c) { return c.kind == ChunkKind::kName; })) {
    const ChunkSpan of_her = chunks.subspan(2);
    const auto valued = [](const Chunk& c) { return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kAnswer || c.Cue("consent"); };
    const auto others = [&](const Chunk& c) {
      return c.kind == ChunkKind::kName && (c.name->concepts.empty() || !terms_.Get(c.name->concepts.front()).female_only);
    };
    const auto joins = [](const Chunk& c) {
      return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kAndOr;
    };
    const bool one = !AnyOf(of_her, joins) && !AnyChunk(of_her, [](const Chunk& c) { return c.Cue("if") || c.Cue("unless"); });
    if (one && !AnyChunk(of_her, valued) && AnyChunk(of_her, others)) {  // "for males, past history of epididymitis"
      Chunks who{front};
      who.front().word = SexOf(front);
      Node has = Piece(of_her);
      return MakeJoin(NodeKind::kAnd, {Piece(who), std::move(has)});
    }
    if (!AnyChunk(of_her, valued) && !AnyChunk(of_her, [](const Chunk& c) { return c.Cue("if"); }))
      return AnyChunk(of_her, others) || AnyChunk(of_her, [](const Chunk& c) { return c.Cue("not"); })
                 ? MakeUnread(SpanOf(chunks), "what is asked of some, and more")
                 : Piece(of_her);
  }
  if (!sex && !fertile && !described && !aged && !front.Cue("in_subjects")) return std::nullopt;
  // "In patients with A, B or C, D > 9": who they are ends where the first limb with a value begins.
  const auto ends = [](const Chunk& c) { return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kColon; };
  const auto asks = [&](const Chunk& c) {
    if (c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).id == "age") return true;
    return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kAnswer || c.Cue("consent") || c.Cue("must");
  };
  const auto limb_end = [&](std::size_t from) {
    return FindChunk(
        chunks, [&](const Chunk& c) { return ends(c) || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAnd; }, from);
  };
  std::size_t comma = FindChunk(chunks, ends);
  while (comma < chunks.size() && chunks[comma].kind == ChunkKind::kComma &&
         !AnyChunk(chunks.subspan(comma + 1, limb_end(comma + 1) - comma - 1), asks))
    comma = FindChunk(chunks, ends, comma + 1);
  if (comma >= chunks.size()) return std::nullopt;
  const ChunkSpan rest = chunks.subspan(comma + 1);
  // "For women, positive pregnancy test, tuberculosis, or HIV": how far that reaches is not for us to say.
  for (std::size_t from = 0; exclusion_ && AnyChunk(rest, asks) && from < rest.size();) {
    const std::size_t end = FindChunk(
        rest, [&](const Chunk& c) { return ends(c) || c.kind == ChunkKind::kOr; }, from);
    if (!AnyChunk(rest.subspan(from, end - from), asks) && AnyChunk(rest.subspan(from, end - from), Content))
      return MakeUnread(SpanOf(chunks), "what is asked of some, and more");
    from = end + 1;
  }
  if (!AnyChunk(rest, asks)) return std::nullopt;
  Chunks who(chunks.begin() + (sex ? 0 : 1), chunks.begin() + static_cast<std::ptrdiff_t>(comma));
  if (sex) who.front().word = SexOf(front);
  Node when = Condition(who);
  if (!Describes(when)) return std::nullopt;
  Node then = Piece(rest);
  if (then.kind == NodeKind::kNone || (exclusion_ && HasUnread(then))) return std::nullopt;
  Node n;
  n.kind = exclusion_ ? NodeKind::kAnd : NodeKind::kIf;
  n.span = SpanOf(chunks);
  n.of = {std::move(when), std::move(then)};
  return n;
}

std::optional<Chunks> Grammar::LimitOfSome(ChunkSpan chunks) const {
  const auto limit = [](const Chunk& c) { return c.kind == ChunkKind::kLimit; };
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  const std::size_t first = FindChunk(chunks, limit);
  const std::size_t second = FindChunk(chunks, limit, first + 1);
  if (second >= chunks.size() || std::count_if(chunks.begin(), chunks.begin() + static_cast<std::ptrdiff_t>(first), named) != 1) return {};
  for (std::size_t i = first + 1; i < second; ++i) {
    if (chunks[i].kind != ChunkKind::kComma && chunks[i].kind != ChunkKind::kOr) return {};
  }
  const std::size_t when = second + 1;
  if (when >= chunks.size() || !chunks[when].Cue("if")) return {};
  const ChunkSpan of = chunks.subspan(when + 1);
  if (of.empty() || !std::all_of(of.begin(), of.end(), [&](const Chunk& c) {
        return c.kind == ChunkKind::kName || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kWord || c.Cue("with") ||
               c.Cue("female") || c.Cue("male");
      }))
    return {};
  Chunks out(chunks.begin(), chunks.begin() + static_cast<std::ptrdiff_t>(first) + 1);
  Chunk group;
  group.kind = ChunkKind::kGroup;
  group.span = SpanOf(chunks.subspan(second));
  group.inner.assign(chunks.begin() + static_cast<std::ptrdiff_t>(second), chunks.end());
  out.push_back(std::move(group));
  return out;
}

bool Grammar::SaysWhose(Draft& draft, ChunkSpan body) const {
  if (draft.whose || (draft.clause.heads.empty() && !draft.clause.limit)) return false;
  const auto of_age = [&](const Chunk& c) {
    if (c.kind != ChunkKind::kName || c.name->concepts.empty()) return false;
    const std::string_view id = terms_.Get(c.name->concepts.front()).id;
    return id == "adult" || id == "child";
  };
  const auto of_sex = [](const Chunk& c) { return c.Cue("female") || c.Cue("male") || c.Cue("for_female") || c.Cue("for_male"); };
  const auto who = std::find_if(body.begin(), body.end(), [&](const Chunk& c) { return of_age(c) || of_sex(c); });
  if (who == body.end() || !std::all_of(body.begin(), body.end(), [&](const Chunk& c) {
        return &c == &*who || c.kind == ChunkKind::kFiller || c.Cue("in_subjects");
      }))
    return false;
  const bool asked = draft.clause.limit || draft.clause.answer;  // "prostate cancer (men)" does not let women in
  if (!exclusion_ && !asked) return false;
  if (of_sex(*who)) {
    draft.sex = SexOf(*who).str();
    draft.sex_behind = true;
    return true;
  }
  Clause of;
  of.heads = {who->name};
  of.span = who->span;
  draft.whose = MakeLeaf(std::move(of));
  return true;
}

void AskOfEach(std::vector<Draft>& drafts, bool exclusion) {
  if (std::count_if(drafts.begin(), drafts.end(),
                    [](const Draft& d) { return !d.sex.empty() && !d.consent && (!d.clause.heads.empty() || d.clause.limit); }) > 1) {
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      drafts[i].sex_each = true;
      // ">= 11.5 for females or 12.5 for men": of each sex its own; as an `or` of conditions everybody would pass. Among what excludes,
      // "< 13 for men and < 12 for women" is an `or`: no patient is both.
      const bool both = i > 0 && !drafts[i].sex.empty() && !drafts[i - 1].sex.empty();
      if (both && (drafts[i].join == Join::kSlash || drafts[i].join == (exclusion ? Join::kAnd : Join::kOr)))
        drafts[i].join = exclusion ? Join::kOr : Join::kAnd;
    }
  }
  // "QTc > 470 ms for females, AV block": of that limb alone.
  for (Draft& d : drafts) {
    const bool asked = exclusion || d.clause.limit || d.clause.answer;  // "prostate cancer (men)" does not let women in
    d.sex_each = d.sex_each || (d.sex_behind && asked && drafts.size() > 1);
  }
  // "weight >= 40 kg (adolescents) or >= 50 kg (adults)": of each its own. Of other alternatives nobody passes by not being asked.
  for (std::size_t i = 1; i < drafts.size() && !exclusion; ++i) {
    if (drafts[i].join == Join::kOr && drafts[i].whose && drafts[i - 1].whose && drafts[i].clause.limit) drafts[i].join = Join::kAnd;
  }
  for (std::size_t i = 0; i < drafts.size() && !exclusion; ++i) {
    if (drafts[i].sex.empty() && !drafts[i].whose) continue;
    Join behind = Join::kNone;
    for (std::size_t k = i + 1; k < drafts.size() && (behind == Join::kNone || behind == Join::kComma); ++k) behind = drafts[k].join;
    Join before = drafts[i].join;
    for (std::size_t k = i; before == Join::kComma && k < drafts.size(); ++k) before = drafts[k].join;
    drafts[i].must_be_one = behind == Join::kOr || (i > 0 && before == Join::kOr);
  }
  // Of two that are told apart by sex, either both or none.
  const bool any = std::any_of(drafts.begin(), drafts.end(), [](const Draft& d) { return d.must_be_one; });
  for (Draft& d : drafts) d.must_be_one = d.must_be_one || (any && d.sex_each && !d.sex.empty());
}

}  // namespace eligo::parse
