// The lead of a list: how its entries are joined, and what it says besides.
#include <algorithm>
#include <array>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/grammar.h"
#include "parse/heading_sense.h"
#include "parse/label.h"
#include "syntax/refusal.h"

namespace eligo::parse {

using syntax::Node;
using NodeKind = syntax::Node::Kind;

namespace {

constexpr std::size_t kHeading = 7;  // chunks

// "patients who": what follows is said of them.
bool Relates(const Chunk& c) {
  return c.word == "who" || c.word == "whom" || c.word == "whose" || c.word == "that" || c.word == "which" || c.word == "have" ||
         c.word == "has" || c.word == "had" || c.word == "having" || c.word == "is" || c.word == "are";
}

// "has not responded to any of", "not recovered from": not the lack of what is listed.
bool Undone(ChunkSpan body) {
  static constexpr std::array<WordKey, 12> kDone = {"responded", "respond",  "tolerated", "tolerate", "achieved", "achieve",
                                                    "completed", "complete", "recovered", "recover",  "improved", "resolved"};
  const std::size_t no = FindChunk(body, [](const Chunk& c) { return c.Cue("not"); });
  return no < body.size() && AnyOf(body.subspan(no), [](const Chunk& c) {
           return c.Cue("recovered") || (c.kind != ChunkKind::kName && std::find(kDone.begin(), kDone.end(), c.word) != kDone.end());
         });
}

// What stands directly before "at least one of the following" and is said of it; the size when nothing does.
std::size_t Governs(ChunkSpan body) {
  std::size_t i = body.size();
  while (i > 0) {
    const Chunk& c = body[i - 1];
    const bool passes = c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kCount || c.kind == ChunkKind::kTime ||
                        c.kind == ChunkKind::kColon || c.Cue("any_of") || c.Cue("following") || c.word == "despite";
    if (!passes) break;
    --i;
  }
  return i > 0 ? i - 1 : body.size();
}

// "... and at least two of the following": from there on it is said of the entries; all of it, where nothing is joined.
ChunkSpan SaidOfEntries(ChunkSpan body) {
  const std::size_t counts = FindChunk(body, [](const Chunk& c) { return c.kind == ChunkKind::kCount || c.Cue("any_of"); });
  std::size_t joint = counts;
  while (joint > 0 && body[joint - 1].kind == ChunkKind::kFiller) --joint;
  if (counts == body.size() || joint < 2) return body;
  const Chunk& by = body[joint - 1];
  const bool joined = by.kind == ChunkKind::kAnd || by.kind == ChunkKind::kAndOr || by.kind == ChunkKind::kOr || by.Cue("with");
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  return joined && AnyOf(body.first(joint - 1), named) ? body.subspan(joint) : body;
}

}  // namespace

Grammar::Lead Grammar::ReadLead(ChunkSpan chunks, ChunkSpan entries) {
  Lead lead;
  lead.join = exclusion_ ? NodeKind::kOr : NodeKind::kAnd;
  const ChunkSpan body = Trim(chunks);
  const bool label = (!chunks.empty() && chunks.back().kind == ChunkKind::kColon) || AnyChunk(body, [](const Chunk& c) {
                       return c.Cue("following") || c.Cue("any_of") || c.Cue("defined") || (c.Cue("example") && c.span.length() > 9);
                     });
  // "Women who are not fertile must be one of the following:": the `not` is of who is meant, not of the entries.
  const std::size_t must = FindChunk(body, [](const Chunk& c) { return c.Cue("must"); });
  const std::size_t who_not = FindChunk(body, [](const Chunk& c) { return c.Cue("not"); });
  const auto says = [](const Chunk& c) {
    return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord || c.kind == ChunkKind::kState || c.Cue("exposure");
  };
  if (must < body.size() && who_not < must && AnyOf(body.subspan(who_not, must - who_not), says)) {
    lead.own = MakeUnread(SpanOf(body), "who is asked the entries of a list");
    if (AnyChunk(body.subspan(must), [](const Chunk& c) { return c.Cue("any_of") || c.kind == ChunkKind::kCount; }))
      lead.join = NodeKind::kOr;
    return lead;
  }
  const ChunkSpan said = SaidOfEntries(body);
  const HeadingSense sense = label ? SenseFor(SenseOf(said, terms_, exclusion_), said, entries, terms_, exclusion_) : HeadingSense::kPlain;
  // "Long QT syndrome, or any of the following": what stands before the `or` stands for itself.
  const bool either_first = said.size() < body.size() && (body[body.size() - said.size() - 1].kind == ChunkKind::kOr ||
                                                          body[body.size() - said.size() - 1].kind == ChunkKind::kAndOr);
  const auto of_others = [&](const Chunk& c) {
    return c.Cue("unable") ||
           (c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).id.starts_with("family_"));
  };
  if (sense == HeadingSense::kTurns || (label && !either_first && AnyOf(body, of_others))) {
    lead.turned = true;
    return lead;
  }
  if (sense == HeadingSense::kPlanned) {
    lead.own = MakeConsent(SpanOf(body));
    const ChunkSpan past = BesidePlan(body);
    lead.own_is_member = !past.empty();
    lead.planned = past.empty();
    for (const Chunk& c : past) {
      if (c.kind != ChunkKind::kTime && !c.Cue("history") && !c.Cue("exposure")) continue;
      lead.inherited.push_back(c);
      lead.inherited.back().inherited = true;
    }
    return lead;
  }
  const auto valued = [](const Chunk& c) {
    return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kTime || c.Cue("exposure");
  };
  if (const Chunk* state = label && !AnyChunk(entries, valued) ? StateOfEach(said) : nullptr;
      state != nullptr) {  // "uncontrolled:": each of them
    lead.inherited.push_back(*state);
    lead.inherited.back().inherited = true;
  }
  // "Known or suspected:": or a person's suspicion of one of them.
  const auto suspected = [](const Chunk& c) { return c.Cue("suspected_too"); };
  if (label && exclusion_ && AnyOf(said, suspected) && !AnyOf(said, [](const Chunk& c) { return c.kind == ChunkKind::kName; })) {
    lead.own = MakeJudgement(SpanOf(body), syntax::kSuspected);
    lead.own_is_member = true;
  }
  bool open = false;
  if (sense == HeadingSense::kAllergy && !AnyOf(body, [](const Chunk& c) { return c.Cue("allergy"); })) {
    lead.inherited.push_back(AllergyCue(body.front()));
    lead.inherited.back().inherited = true;
  }
  for (const Chunk& c : body) {
    if (c.kind == ChunkKind::kCount && &c == &body[CountOf(body)]) {
      lead.turned = c.count.relation == syntax::Relation::kLess || c.count.relation == syntax::Relation::kLessEqual;  // "no more than 1 of"
      lead.count = c.count.value + (c.count.relation == syntax::Relation::kGreater ? 1 : 0);
      lead.join = lead.count == 1 ? NodeKind::kOr : NodeKind::kAtLeast;
    }
    if (c.Cue("example")) open = true;
    if (c.kind == ChunkKind::kTime || c.kind == ChunkKind::kAnswer || c.Cue("history") || c.Cue("exposure") || c.Cue("allergy") ||
        c.Cue("not") || c.Cue("participation")) {
      lead.inherited.push_back(c);
      lead.inherited.back().inherited = true;
    }
  }
  // "Patients must not have any of the following:" among what excludes: who has one is excluded.
  const bool one = std::count_if(body.begin(), body.end(), [](const Chunk& c) { return c.Cue("not"); }) == 1;
  for (std::size_t i = 1; exclusion_ && one && i < body.size(); ++i) {
    if (!body[i].Cue("not") || !body[i - 1].Cue("must")) continue;
    std::erase_if(lead.inherited, [&](const Chunk& c) { return c.Cue("not") && c.span == body[i].span; });
    Remark("kPolarityFlip", SpanOf(body), "what must be absent stands among the exclusions; its presence was read as excluding", true);
  }
  const bool limits = AnyChunk(body, [](const Chunk& c) {
    return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kGrade || c.Cue("judge") || c.Cue("consent");
  });
  if (!label || limits) {
    lead.own = Text(body);
    lead.inherited.clear();
    if (lead.own->kind == NodeKind::kNone) lead.own.reset();
    // "Bleeding" over "1. ...", "2. ..." among what excludes: who has the second is excluded, be it a bleeding or not.
    const auto plain = [](const Chunk& c) {
      return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr ||
             c.kind == ChunkKind::kSlash || c.kind == ChunkKind::kComma || (c.kind == ChunkKind::kFiller && !Relates(c));
    };
    lead.heading = exclusion_ && lead.own && body.size() <= kHeading && std::all_of(body.begin(), body.end(), plain);
    if (lead.heading) {
      Remark("kAmbiguousConnective", SpanOf(body), "a name over a list; read as its heading, each entry excludes by itself", true);
      lead.own.reset();
    }
    return lead;
  }
  // "No HIV and none of the following:" denies twice; "allergy to or use of any of the following:" asks two things of each entry.
  const auto times_said = [&](auto test) { return std::count_if(body.begin(), body.end(), test); };
  const bool twice = AnyChunk(body, [](const Chunk& c) { return c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr; }) &&
                     (times_said([](const Chunk& c) { return c.Cue("not"); }) > 1 ||
                      (times_said([](const Chunk& c) { return c.Cue("allergy"); }) > 0 &&
                       times_said([](const Chunk& c) { return c.Cue("exposure") || c.Cue("history"); }) > 0));
  if (twice) {
    lead.turned = true;
    return lead;
  }
  // "The following are permitted:", "may be receiving:": what is not asked, nor excludes.
  const std::size_t last = Governs(body);
  // "If taking any of the following, the dose ...": nor what is asked of those who take one of them.
  const std::size_t begins = FindChunk(body, Content);
  const bool of_some = begins < body.size() && body[begins].Cue("if") && AnyOf(body, [](const Chunk& c) { return c.Cue("exposure"); }) &&
                       AnyOf(body, [](const Chunk& c) { return c.Cue("any_of") || c.Cue("following"); });
  if (of_some || AnyOf(body, [](const Chunk& c) { return c.Cue("may"); }) ||
      (last < body.size() && body[last].Cue("relax") && body[last].uses)) {
    lead.turned = true;
    return lead;
  }
  // "Failure of one of the following", "discontinuation within 4 weeks of any of these": not the entries themselves. "Inadequate response
  // to one of the following": a response, and what it was to.
  if (const std::size_t governs = Governs(body); governs < body.size()) {
    const Chunk& c = body[governs];
    // "the following medications for more than 3 days": no more than a length.
    const bool lasts = !c.past && governs + 1 < body.size() && body[governs + 1].kind == ChunkKind::kTime;
    // "contraindication to one of the following"; not "one of the following indications for treatment".
    const std::size_t marker =
        FindChunk(body, [](const Chunk& x) { return x.kind == ChunkKind::kCount || x.Cue("any_of") || x.Cue("following"); });
    const bool judged =
        governs < marker &&
        (c.Cue("judge_of") || c.Cue("judge_it") ||
         (c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).id == "contraindication"));
    lead.turned = lead.turned || (c.Cue("block") && !lasts) || judged || Undone(body);
    if (c.kind == ChunkKind::kName && Response(c.name) && !AnyOf(body, [](const Chunk& x) { return x.Cue("not"); })) {
      lead.own = Text(body.first(governs + 1));
      Chunk past = c;
      past.kind = ChunkKind::kCue;
      past.word = "history";
      past.inherited = true;
      lead.inherited.push_back(std::move(past));
      if (lead.join == NodeKind::kAnd && AnyChunk(body, [](const Chunk& x) { return x.Cue("any_of"); })) lead.join = NodeKind::kOr;
      return lead;
    }
  }
  // "any of the following" in an inclusion: one is enough, unless what is said is that there is none ("free of any of the following").
  // "No diabetes and at least one of the following": the `no` is of what stands before the `and`.
  const std::size_t number = FindChunk(body, [](const Chunk& c) { return c.kind == ChunkKind::kCount || c.Cue("any_of"); });
  std::size_t joint = number;
  while (joint > 0 && (body[joint - 1].kind == ChunkKind::kFiller || body[joint - 1].Cue("with"))) --joint;
  const bool besides = number < body.size() && joint > 1 && body[joint - 1].kind == ChunkKind::kAnd;
  const bool denied = AnyChunk(besides ? body.subspan(joint) : body, [](const Chunk& c) {
    return c.Cue("not") || c.Cue("block") || c.Cue("recovered") || c.Cue("washout") ||
           ((c.kind == ChunkKind::kWord || c.kind == ChunkKind::kFiller) && (c.word == "free" || syntax::Refuses(c.word)));
  });
  if (!denied && lead.join == NodeKind::kAnd && AnyChunk(body, [](const Chunk& c) { return c.Cue("any_of"); })) lead.join = NodeKind::kOr;
  // "heart failure and at least 2 of the following", "nursing home residents with any of the following": they, and the list.
  const std::size_t counts = FindChunk(body, [](const Chunk& c) { return c.kind == ChunkKind::kCount || c.Cue("any_of"); });
  const auto past_fillers = [&](std::size_t at) {
    while (at > 0 && body[at - 1].kind == ChunkKind::kFiller) --at;
    return at;
  };
  const std::size_t before = past_fillers(counts);
  const bool joined = counts < body.size() && before > 0 && (body[before - 1].kind == ChunkKind::kAnd || body[before - 1].Cue("with"));
  const auto who = [](const Chunk& c) {
    return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord || c.Cue("female") || c.Cue("male");
  };
  // "Liver disease and/or patients with any of the following": among what excludes either does.
  const std::size_t either = past_fillers(joined && body[before - 1].Cue("with") ? before - 1 : before);
  const bool alternative = exclusion_ && counts < body.size() && either > 0 &&
                           (body[either - 1].kind == ChunkKind::kOr || body[either - 1].kind == ChunkKind::kAndOr);
  if (!open && joined && !alternative && !denied && AnyChunk(body.first(before - 1), who) &&
      !AnyChunk(body, [](const Chunk& c) { return c.Cue("defined"); })) {
    Node own = Text(body.first(before - 1));
    if (own.kind != NodeKind::kNone) lead.own = std::move(own);
    std::erase_if(lead.inherited, [&](const Chunk& c) { return c.span.begin < body[before - 1].span.begin; });
  }
  if (alternative && !open && !denied && !lead.own && AnyChunk(body.first(either - 1), who)) {
    Node own = Text(body.first(either - 1));
    if (own.kind != NodeKind::kNone) {
      lead.own = std::move(own);
      lead.own_is_member = true;
    }
    std::erase_if(lead.inherited, [&](const Chunk& c) { return c.span.begin < body[either - 1].span.begin; });
  }
  if (open) {  // the lead names the class of its entries: a member of the list, not a condition on it
    const std::size_t cut = FindChunk(body, [](const Chunk& c) { return c.Cue("example"); });
    Node own = Text(body.first(cut));
    // "no cardiac disease, including any of the following:": none of the class either.
    const bool none = denied && (own.kind == NodeKind::kNot || own.kind == NodeKind::kUnread);
    if (own.kind == NodeKind::kClause || (exclusion_ && own.kind != NodeKind::kNone) || none) {
      lead.own = std::move(own);
      lead.own_is_member = true;
    }
  }
  // "Rheumatoid arthritis, defined as all of the following", "psoriasis shown by one of the following" of who is to be let in: the disease,
  // and the list.
  const auto name = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  if (!exclusion_ && !open && !denied && !lead.own && std::count_if(body.begin(), body.end(), name) == 1) {
    const Chunk& disease = *std::find_if(body.begin(), body.end(), name);
    const auto list = FindChunk(body, [](const Chunk& c) { return c.kind == ChunkKind::kCount || c.Cue("any_of") || c.Cue("following"); });
    const bool first = list < body.size() && disease.span.begin < body[list].span.begin;  // not "one of the following lymphomas"
    if (first && Stays(disease.name) && terms_.Get(disease.name->concepts.front()).index_disease) lead.own = Text(ChunkSpan(&disease, 1));
  }
  if (!exclusion_ && !lead.own && !open && (AsksMore(said, entries, terms_) || (label && RespondsToNamed(said, terms_))))
    lead.own = MakeUnread(SpanOf(body), "what a heading asks besides");
  return lead;
}

}  // namespace eligo::parse
