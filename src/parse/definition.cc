// What stands before a colon, or before what defines it: a label of what follows, a disease and how it is measured, a list of things.
// Tested by test/bind/definitions.txt.
#include <algorithm>
#include <iterator>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/direction.h"
#include "parse/grammar.h"
#include "parse/heading_sense.h"
#include "parse/label.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

namespace {

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

// Semicolons part no more than commas: "A; B".
Chunks Listed(ChunkSpan things) {
  Chunks list(things.begin(), things.end());
  for (Chunk& c : list) {
    if (c.kind == ChunkKind::kSemicolon) c.kind = ChunkKind::kComma;
  }
  return list;
}

}  // namespace

// "Allergies: A; B": to each.
Node Grammar::AllergyTo(ChunkSpan heading, ChunkSpan things) {
  Chunks to;
  for (const Chunk& c : heading) {
    if (c.Cue("allergy") || c.Cue("history") || c.Cue("not")) to.push_back(c);
  }
  if (!AnyOf(to, [](const Chunk& c) { return c.Cue("allergy"); })) to.push_back(AllergyCue(heading.front()));
  const Chunks list = Listed(things);
  to.insert(to.end(), list.begin(), list.end());
  return Piece(to);
}

bool Grammar::Stays(const syntax::Name& name) const {
  if (name.concepts.empty() || KindOf(name) != terms::Kind::kCondition) return false;
  const terms::Concept& c = terms_.Get(name.concepts.front());
  return c.chronic && !c.measured && !c.person;
}

std::optional<Node> Grammar::Labelled(ChunkSpan chunks) {
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
    if (chunks[i].Cue("except") && i > 0) return i + 1;  // "cancer, with the exception of: A, B"
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
    if (without[end - 1].Cue("except")) {
      // A window of one entry would become that of others.
      const auto window = [](const Chunk& c) { return c.kind == ChunkKind::kTime; };
      const auto semicolon = [](const Chunk& c) { return c.kind == ChunkKind::kSemicolon; };
      if (AnyOf(ChunkSpan(without).subspan(end), window) && AnyOf(ChunkSpan(without).subspan(end), semicolon))
        return MakeUnread(SpanOf(chunks), "exceptions with times of their own");
      for (Chunk& c : without) {
        if (c.kind == ChunkKind::kSemicolon) c.kind = ChunkKind::kComma;
      }
    }
    return Piece(without);
  }
  if (colon < chunks.size()) {
    const ChunkSpan label = chunks.first(colon);
    const ChunkSpan body = Trim(chunks.subspan(colon + 1));
    const bool heads = chunks[colon].kind == ChunkKind::kColon && !body.empty();
    const HeadingSense sense = heads ? SenseFor(SenseOf(label, terms_, exclusion_), label, body, terms_, exclusion_) : HeadingSense::kPlain;
    // "Inability to read: in the opinion of the investigator, ...": who judges it says all of it.
    const auto judge = [](const Chunk& c) { return c.Cue("judge"); };
    const bool judged = AnyOf(body, judge) && !AnyOf(label, [](const Chunk& c) { return c.kind == ChunkKind::kName; });
    if (sense == HeadingSense::kTurns && !judged) return MakeUnread(SpanOf(chunks), "a heading that may turn the sense of what follows");
    // "Pregnant women, or unwilling to use contraception: A, B": what stands before the refusal excludes by itself.
    if (const std::size_t apart = heads && exclusion_ ? BeforePlan(label) : 0; apart > 0)
      return MakeJoin(NodeKind::kOr, {Piece(label.first(apart)), Piece(chunks.subspan(apart + 1))});
    if (sense == HeadingSense::kPlanned) {
      const ChunkSpan past = BesidePlan(label);
      if (past.empty()) return MakeConsent(SpanOf(chunks));
      Chunks given(past.begin(), past.end());
      given.insert(given.end(), chunks.begin() + static_cast<std::ptrdiff_t>(colon), chunks.end());
      return MakeJoin(NodeKind::kOr, {Piece(given), MakeConsent(SpanOf(chunks))});
    }
    // "Drug allergy: any hypersensitivity to A": said again behind it.
    const std::size_t number_at = CountOf(label);
    const bool several = number_at < label.size() && label[number_at].count.value > 1;
    if (sense == HeadingSense::kAllergy && !SaysAllergy(body, terms_) && !several) return AllergyTo(label, body);
    if (const Chunks each = heads ? StatedOfEach(label, body) : Chunks(); !each.empty()) return Piece(each);
    // "No use of: A; B": of each.
    if (heads && OnlyCues(label) && AnyOf(body, [](const Chunk& c) { return c.kind == ChunkKind::kSemicolon; }))
      return Piece(Listed(chunks));
    // "Active disease: psoriasis or gout" of who is to be let in.
    if (heads && !exclusion_ && AsksMore(label, body, terms_))
      return MakeJoin(NodeKind::kAnd, {MakeUnread(SpanOf(label), "what a heading asks besides"), Piece(body)});
    // "Known or suspected: A, B": or a person's suspicion of one of them.
    const bool suspected = heads && exclusion_ && AnyOf(label, [](const Chunk& c) { return c.Cue("suspected_too"); });
    if (suspected && !AnyOf(label, [](const Chunk& c) { return c.kind == ChunkKind::kName; }))
      return MakeJoin(NodeKind::kOr, {Piece(body), MakeJudgement(SpanOf(chunks), syntax::kSuspected)});
    const auto timed = [](const Chunk& c) { return c.kind == ChunkKind::kTime && c.time->kind == syntax::TimePhrase::Kind::kWindow; };
    const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
    // "Not pregnant, and at least one of the following: A, B": what stands before the count is asked besides the list.
    const std::size_t counts = FindChunk(label, [](const Chunk& c) { return c.kind == ChunkKind::kCount || c.Cue("any_of"); });
    std::size_t joint = counts;
    while (joint > 0 && label[joint - 1].kind == ChunkKind::kFiller) --joint;
    if (chunks[colon].kind == ChunkKind::kColon && counts < label.size() && joint > 0 &&
        (label[joint - 1].kind == ChunkKind::kAnd || (!exclusion_ && label[joint - 1].Cue("with"))) &&
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
    // "HIV or gout: uric acid > 8 mg/dL" among what excludes: the measure is of the last, HIV excludes by itself.
    const auto value = [](const Chunk& c) { return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kAnswer; };
    const std::size_t limb =
        exclusion_ && !stated && chunks[colon].kind == ChunkKind::kColon && !CountsMembers(label) ? LastLimb(label) : 0;
    if (limb > 0 && AnyOf(body, value)) {
      Chunks last(label.begin() + static_cast<std::ptrdiff_t>(limb) + 1, label.end());
      last.insert(last.end(), chunks.begin() + static_cast<std::ptrdiff_t>(colon), chunks.end());
      Remark("kAmbiguousConnective", SpanOf(chunks),
             "a label that names several things; read as the last's, the others exclude by themselves");
      std::vector<Node> either;
      either.push_back(Piece(label.first(limb)));
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
    // "No tuberculosis, as shown by a negative IGRA": neither the disease, nor a test that shows it.
    const auto rules_out = [](const Chunk& c) { return c.kind == ChunkKind::kAnswer && (c.word == "negative" || c.word == "normal"); };
    const auto found = [&](const Chunk& c) { return (c.kind == ChunkKind::kAnswer && !rules_out(c)) || c.kind == ChunkKind::kLimit; };
    const bool shown_by = chunks[colon].Cue("defined") && chunks[colon].uses && !AnyChunk(body, found);
    if (shown_by && AnyOf(label, [](const Chunk& c) { return c.Cue("not"); }) && AnyOf(body, rules_out)) {
      if (exclusion_) return MakeUnread(SpanOf(chunks), "what a test shows is not there");
      return MakeJoin(NodeKind::kAnd, {Piece(label), Piece(body)});
    }
    if (chunks[colon].Cue("defined")) {
      if (auto shown = ShownBy(label, body)) return std::move(*shown);
    }
    // "Without adequate liver function: ALT > 3 x ULN" among what excludes: the label lacks what it names itself, and what stands behind it
    // is how that shows. "Not using any of the following: A, B" names nothing.
    // "Includes, but is not limited to: A" denies nothing, "must not be included" what stands before it.
    const auto word = [](const Chunk& c, std::initializer_list<WordKey> of) {
      return c.kind == ChunkKind::kWord && std::find(of.begin(), of.end(), c.word) != of.end();
    };
    const auto unlimited = [&](const Chunk& c) {
      const auto next = std::find_if(label.begin() + (&c - label.data()) + 1, label.end(), Content);
      return c.Cue("not") && next != label.end() && word(*next, {"limited", "confined", "restricted"});
    };
    const std::size_t denial = FindChunk(label, [&](const Chunk& c) { return c.Cue("not") && !c.no && !c.inherited && !unlimited(c); });
    const auto denies = [&](const Chunk& c) {
      return Content(c) && !word(c, {"included", "enrolled", "entered", "eligible"}) && c.kind != ChunkKind::kTime &&
             c.kind != ChunkKind::kCount && c.kind != ChunkKind::kState && !c.Cue("history") && !c.Cue("exposure") && !c.Cue("allergy") &&
             !c.Cue("participation") && !c.Cue("any_of") && !c.Cue("following") && !c.Cue("other");
    };
    const bool lacks = exclusion_ && !stated && denial < label.size() && !body.empty() &&
                       (AnyOf(label.subspan(denial + 1), denies) || AnyOf(label.first(denial), denies));
    const bool denied = exclusion_ && !stated && denial < label.size() && !body.empty();
    const Points shows = denied ? AllPointAt(body, terms_) : Points::kEither;
    // "without adequate function: ANC >= 1.5, platelets >= 100", "not meeting the following: ...": who does not meet all of it.
    const auto fulfils = [&](const Chunk& c) {
      const bool function = c.kind == ChunkKind::kName && (c.name->text.find("function") != std::string::npos);
      static constexpr WordKey kFulfils[] = {"meet",       "meets",    "meeting",    "fulfil",     "fulfill",     "fulfilling", "satisfy",
                                             "satisfying", "adequate", "sufficient", "acceptable", "appropriate", "normal"};
      const bool plain = c.kind == ChunkKind::kWord || c.kind == ChunkKind::kFiller;
      return function || (plain && std::find(std::begin(kFulfils), std::end(kFulfils), c.word) != std::end(kFulfils));
    };
    if (denied && shows == Points::kFine && AnyOf(label, fulfils)) {
      Node enough = LetsIn(body);
      if (enough.kind != NodeKind::kNone && !HasUnread(enough)) {
        const Span span = SpanOf(chunks);
        return MakeNot(std::move(enough), span);
      }
    }
    if (lacks && shows != Points::kBad && (shows == Points::kFine || !chunks[colon].Cue("defined")))
      return MakeUnread(SpanOf(chunks), "what a label denies, and what stands behind it");
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
        if (c.Cue("not") && (unlimited(c) || denies_state(c) || (lacks && shows == Points::kBad))) continue;
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
      const std::size_t at = CountOf(number);
      // "fewer than 2 of the following: A, B, C": not so many of them.
      if (at < number.size() &&
          (number[at].count.relation == syntax::Relation::kLess || number[at].count.relation == syntax::Relation::kLessEqual))
        return MakeUnread(SpanOf(chunks), "an upper bound of how many");
      if (at < number.size()) count = number[at].count.value + (number[at].count.relation == syntax::Relation::kGreater ? 1 : 0);
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
        const bool outer = std::exchange(defines_, true);
        n = Piece(whole);
        defines_ = outer;
      }
      for (const auto& t : times) AddTime(n, t);
      // "inadequate response to X, defined as ...": what the label asks besides is not in the list.
      const bool response = AnyOf(label, [&](const Chunk& c) { return c.kind == ChunkKind::kName && Response(c.name); });
      if (response || AnyChunk(label, [](const Chunk& c) { return c.Cue("block") || c.Cue("recovered") || c.Cue("washout"); })) {
        MarkPast(n);
        std::vector<Node> both;
        // "Inadequate response to at least two of": how many is said of the list.
        const std::size_t many = CountOf(label);
        const auto names_more = [](const Chunk& c) { return Content(c) && !c.Cue("following") && !c.Cue("any_of"); };
        const bool at_end = counted && many < label.size() && !AnyOf(label.subspan(many + 1), names_more);
        const std::size_t said = at_end ? many : label.size();
        const bool names = AnyOf(label.first(said), [&](const Chunk& c) { return c.kind == ChunkKind::kName && Response(c.name); });
        both.push_back(response ? Piece(names ? label.first(said) : label)
                                : MakeUnread(SpanOf(label), "words that may turn its sense were not understood"));
        both.push_back(std::move(n));
        n = MakeJoin(NodeKind::kAnd, std::move(both));
      }
      // "Active rheumatoid arthritis: CRP > 10 mg/L" of who is to be let in: the disease, and how active it is.
      const bool one = std::count_if(label.begin(), label.end(), named) == 1;
      const auto more = [](const Chunk& c) { return c.Cue("not") || c.Cue("block") || c.Cue("judge_of") || c.kind == ChunkKind::kAnswer; };
      if (!exclusion_ && one && !AnyOf(label, more) && AnyChunk(body, [](const Chunk& c) { return c.kind == ChunkKind::kLimit; })) {
        Clause disease;
        disease.heads = {std::find_if(label.begin(), label.end(), named)->name};
        disease.span = disease.heads.front().span;
        disease.times = times;
        if (Stays(disease.heads.front())) {
          std::vector<Node> both{MakeLeaf(std::move(disease)), std::move(n)};
          return MakeJoin(NodeKind::kAnd, std::move(both));
        }
      }
      // "chronic use of ibuprofen, defined as > 3 doses a week": what is defined is not to be lost with its definition.
      if (n.kind == NodeKind::kUnread && chunks[colon].Cue("defined") && AnyChunk(label, named))
        return MakeUnread(SpanOf(chunks), "a definition that was not understood");
      return n;
    }
  }
  return std::nullopt;
}

}  // namespace eligo::parse
