// One limb of a list: the chunks between two connectives -> a draft.
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "parse/by_words.h"
#include "parse/chunk_span.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Relation;
using NodeKind = syntax::Node::Kind;

namespace {

// "B cells have not recovered", "platelets have not returned to normal": a clause of its own, about what stands before it.
bool NotRecovered(ChunkSpan chunks) {
  const std::size_t no = FindChunk(chunks, [](const Chunk& c) { return c.Cue("not") && c.past; });
  if (no == chunks.size()) return false;
  const auto names = [](const Chunk& c) { return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord; };
  const auto relative = [](const Chunk& c) {
    return c.kind == ChunkKind::kFiller && (c.word == "who" || c.word == "that" || c.word == "which" || c.word == "whose");
  };
  const auto back = [](const Chunk& c) {
    static constexpr std::array<WordKey, 6> kVerbs = {"normalized", "normalised", "reconstituted", "returned", "subsided", "healed"};
    return c.Cue("recovered") || (c.kind == ChunkKind::kAnswer && (c.word == "normal" || c.word == "baseline")) ||
           (c.kind == ChunkKind::kState && c.word == "healed") ||
           (c.kind == ChunkKind::kWord && std::find(kVerbs.begin(), kVerbs.end(), c.word) != kVerbs.end());
  };
  return AnyOf(chunks.first(no), names) && !AnyOf(chunks.first(no), relative) && AnyOf(chunks.subspan(no), back);
}

// "requiring X", "intolerant to X", "failed X", "according to X": the words that turn the sense stand before what they are said of.
bool OpensNeed(ChunkSpan chunks) {
  const auto criteria = [](const Chunk& c) {
    return c.word.starts_with("according") || c.word.starts_with("meeting") || c.word.starts_with("fulfilling") ||
           c.word.starts_with("satisfying");
  };
  if (criteria(chunks.front())) return true;
  const std::size_t first = FindChunk(chunks, [](const Chunk& c) { return Content(c) && !c.Cue("history") && !c.Cue("must"); });
  return first < chunks.size() && (chunks[first].Cue("require") || chunks[first].Cue("block") || chunks[first].Cue("controlled_by"));
}

// "MRI showing inflammation", "arteritis confirmed by angiography", "vasculitis with biopsy-proven nephritis": something else is said
// behind the name.
bool SaysShown(ChunkSpan chunks) {
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  const std::size_t name = FindChunk(chunks, named);
  if (name == chunks.size()) return false;
  static constexpr std::array<WordKey, 17> kShown = {"show",         "showing",    "shows",      "shown",    "confirmed",  "demonstrating",
                                                     "demonstrated", "documented", "revealing",  "revealed", "indicating", "proven",
                                                     "verified",     "evidenced",  "fulfilling", "meeting",  "satisfying"};
  for (std::size_t i = name + 1; i < chunks.size(); ++i) {
    const Chunk& c = chunks[i];
    const bool plain = c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kWord;
    if (plain && std::find(kShown.begin(), kShown.end(), c.word) != kShown.end()) return true;
    const bool joins = c.Cue("with") || (c.kind == ChunkKind::kFiller && c.word == "by");
    if (joins && AnyOf(chunks.subspan(i), named)) return true;
  }
  return false;
}

}  // namespace

Draft Grammar::Limb(ChunkSpan chunks) {
  Draft draft;
  for (const Chunk& c : chunks) {
    if (!c.inherited) draft.span = Hull(draft.span, c.span);
  }
  if (draft.span.empty()) draft.span = chunks.front().span;
  draft.clause.span = draft.span;
  draft.together = AnyOf(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kFiller && c.word == "both"; });
  draft.ongoing =
      AnyOf(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kFiller && (c.word == "ongoing" || c.word == "current"); });
  for (std::size_t i = 0; i < chunks.size();) Modifier(draft, chunks, i);
  Clause& clause = draft.clause;
  if (clause.stable) {
    for (auto& t : clause.times) t.stable = true;
  }
  if (clause.heads.empty() && std::all_of(chunks.begin(), chunks.end(), [](const Chunk& c) {
        return c.kind == ChunkKind::kWord || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kState || c.Cue("history") ||
               c.Cue("with");
      })) {
    for (const Chunk& c : chunks) {
      if (c.kind == ChunkKind::kWord) draft.only_words += (draft.only_words.empty() ? "" : " ") + c.word.str();
    }
  }
  // "adequate renal function (...)": how much is adequate, the bracket says.
  if (draft.function && draft.definition) {
    for (const Chunk& c : chunks) {
      const bool enough = c.word == "adequate" || c.word == "acceptable" || c.word == "sufficient" || c.word == "satisfactory";
      if (!exclusion_ && c.kind == ChunkKind::kWord && enough) std::erase(clause.leftover, c.span);
    }
  }
  // "recent (< 6 months) use": how far back, which the bracket says.
  if (draft.recent) {
    for (auto& t : clause.times) {
      if (t.kind != syntax::TimePhrase::Kind::kDuration || t.gap || t.stable || LowerBound(t.relation)) continue;
      t.kind = syntax::TimePhrase::Kind::kWindow;
      t.open = t.relation == Relation::kLess;
    }
    const bool said =
        AnyOf(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kTime || c.kind == ChunkKind::kGroup; }) &&
        std::any_of(clause.times.begin(), clause.times.end(), [](const auto& t) { return t.kind == syntax::TimePhrase::Kind::kWindow; });
    // How recent nothing says: at any time, and unread; as of today one of last month would be none.
    if (!said) clause.history = true;
    for (const Chunk& c : chunks) {
      if (said && c.kind == ChunkKind::kWord && c.word.starts_with("recent")) std::erase(clause.leftover, c.span);
    }
  }
  draft.takes_part =
      AnyOf(chunks, [](const Chunk& c) { return c.Cue("participation") || (c.kind == ChunkKind::kWord && c.word == "participate"); });
  draft.one_of_them = clause.limit &&
                      std::count_if(chunks.begin(), chunks.end(), [](const Chunk& c) { return c.kind == ChunkKind::kWord; }) == 1 &&
                      std::all_of(chunks.begin(), chunks.end(), [](const Chunk& c) {
                        return (c.kind == ChunkKind::kWord && c.word == "one") || c.kind == ChunkKind::kLimit ||
                               c.kind == ChunkKind::kFiller || c.Cue("with");
                      });
  // "acute disease or infection": a disease of its own, which no name tells; not an adjective of what follows.
  if (clause.heads.empty() && !clause.states.empty() && clause.leftover.empty() && chunks.back().kind == ChunkKind::kFiller) {
    static constexpr std::array<WordKey, 7> kNouns = {"disease", "condition", "disorder", "illness", "event", "episode of", "finding"};
    if (std::find(kNouns.begin(), kNouns.end(), chunks.back().word) != kNouns.end()) clause.leftover.push_back(chunks.back().span);
  }
  // "skin infection or disease": of what it is one, the limb before it says.
  const std::vector<syntax::TimePhrase> times = std::exchange(clause.times, {});
  const auto end = std::find_if(chunks.rbegin(), chunks.rend(), [](const Chunk& c) { return c.kind != ChunkKind::kTime; });
  if (draft.empty_of_content() && !draft.negated && end != chunks.rend() && end->kind == ChunkKind::kFiller &&
      (end->word == "disease" || end->word == "disorder" || end->word == "condition" || end->word == "diseases" ||
       end->word == "disorders" || end->word == "conditions")) {
    draft.only_noun = end->word.str();
    if (draft.only_noun.back() == 's') draft.only_noun.pop_back();
  }
  static constexpr std::array<WordKey, 9> kGiven = {"treatment",   "treatments", "therapy", "therapies", "medication",
                                                    "medications", "drug",       "drugs",   "agents"};
  draft.only_given = draft.empty_of_content() && !draft.negated && end != chunks.rend() && end->kind == ChunkKind::kFiller &&
                     std::find(kGiven.begin(), kGiven.end(), end->word) != kGiven.end();
  // Fillers that name a thing together with the noun of another limb ("blood or plasma donation", "drug, alcohol abuse").
  static constexpr std::array<WordKey, 7> kNarrows = {"drug", "drugs", "blood", "plasma", "serum", "calculated", "estimated"};
  if (draft.empty_of_content() && !draft.negated && end != chunks.rend() && end->kind == ChunkKind::kFiller &&
      std::find(kNarrows.begin(), kNarrows.end(), end->word) != kNarrows.end() &&
      std::all_of(chunks.begin(), chunks.end(), [](const Chunk& c) { return c.kind == ChunkKind::kFiller || c.Cue("history"); }))
    draft.only_filler = end->word.str();
  const auto trial = [](const Chunk& c) { return c.kind == ChunkKind::kFiller && (c.word == "study" || c.word == "trial"); };
  const auto lasts = [](const Chunk& c) { return c.kind == ChunkKind::kWord && (c.word == "during" || c.word == "throughout"); };
  draft.during = clause.heads.empty() && clause.leftover.size() == 1 && !draft.blocked && !draft.negated && AnyOf(chunks, trial) &&
                 AnyOf(chunks, lasts) &&
                 std::all_of(chunks.begin(), chunks.end(), [&](const Chunk& c) { return c.kind == ChunkKind::kFiller || lasts(c); });
  const auto drug = [](const Chunk& c) { return c.kind == ChunkKind::kFiller && (c.word == "drug" || c.word == "drugs"); };
  draft.of_drugs = clause.heads.empty() && clause.leftover.empty() && !draft.blocked && !draft.negated && AnyOf(chunks, drug) &&
                   !clause.participation && !clause.allergy && std::all_of(chunks.begin(), chunks.end(), [](const Chunk& c) {
                     return c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kTime || c.kind == ChunkKind::kState || c.Cue("history") ||
                            c.Cue("exposure");
                   });
  if (clause.heads.empty() && !clause.leftover.empty() && end != chunks.rend() && end->kind == ChunkKind::kFiller &&
      (end->word == "disease" || end->word == "disorder" || end->word == "condition" || end->word == "illness"))
    draft.last_noun = end->word.str();
  clause.times = times;
  if (clause.heads.empty() && !clause.leftover.empty() && draft.brackets.empty()) draft.by_words = NameByWords(chunks);
  if (clause.grade && clause.grade->scale == "ASA" && clause.heads.empty()) {
    if (const auto asa = terms_.Find("asa_class")) clause.heads.push_back({clause.grade->span, "ASA", {*asa}});
  }
  static constexpr std::array<WordKey, 5> kHowItWent = {"failure", "intolerance", "resistance", "nonresponse", "refractoriness"};
  const auto last = std::find_if(chunks.rbegin(), chunks.rend(), [](const Chunk& c) { return c.kind != ChunkKind::kFiller; });
  draft.went = last != chunks.rend() && last->kind == ChunkKind::kWord &&
               std::find(kHowItWent.begin(), kHowItWent.end(), last->word) != kHowItWent.end();
  const auto told = std::find_if(chunks.begin(), chunks.end(), [](const Chunk& c) { return c.kind != ChunkKind::kFiller; });
  draft.grade_with =
      told != chunks.end() && told->kind == ChunkKind::kGrade && std::next(told) != chunks.end() && std::next(told)->Cue("with");
  draft.own_time = !clause.times.empty();
  // "patients over 65 years": of persons, with nothing else said, it is no length of time.
  if (clause.times.size() == 1 && clause.times[0].relation != Relation::kNone && clause.times[0].anchor.empty() && !clause.limit &&
      AnyOf(chunks, NamesPersons) &&
      std::all_of(chunks.begin(), chunks.end(), [](const Chunk& c) { return c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kTime; }))
    draft.age = true;
  // Age: "18-65 years", "aged >= 18 years".
  const bool years = clause.limit && clause.limit->unit.rfind("year", 0) == 0;
  if (clause.heads.empty() && clause.limit && (draft.age || (years && !exclusion_ && clause.limit->relation != Relation::kNone)))
    draft.age = true;
  if (draft.age && clause.heads.empty()) {
    if (const auto age = terms_.Find("age")) clause.heads.push_back({clause.limit ? clause.limit->span : draft.span, "age", {*age}});
  }
  if (draft.age && !clause.limit && clause.times.size() == 1 && clause.times[0].kind == syntax::TimePhrase::Kind::kDuration &&
      clause.times[0].length && clause.times[0].length->period.days == 0) {
    TimeAsLimit(clause);  // "age at least 18 years" reads as a length of time first
  }
  // "healthy volunteers between the ages of 18 and 55": two facts.
  if (draft.age && clause.limit && clause.heads.size() == 1 && !draft.also && KindOf(clause.heads.front()) == terms::Kind::kObservation &&
      !clause.heads.front().concepts.empty()) {
    if (const auto age = terms_.Find("age")) {
      Clause who;
      who.heads = clause.heads;
      who.span = clause.heads.front().span;
      draft.also = MakeLeaf(std::move(who));
      clause.heads = {{clause.limit->span, "age", {*age}}};
      clause.span = clause.limit->span;
    }
  }
  // "older adults (>= 65 years)", "children whose age >= 24 months": the age says who.
  const auto by_age = [&](const syntax::Name& n) {
    if (n.concepts.empty() || KindOf(n) != terms::Kind::kDemographic) return false;
    const std::string_view id = terms_.Get(n.concepts.front()).id;
    return id == "adult" || id == "child" || id == "elderly" || id == "adolescent";
  };
  if (clause.heads.size() == 2 && draft.age && by_age(clause.heads.front())) clause.heads.erase(clause.heads.begin());
  // "adults (at least 2 years since diagnosis)": not of an age.
  constexpr int kGrown = 12 * 16;  // months
  const auto grown = [&] {
    const std::string_view id = terms_.Get(clause.heads.front().concepts.front()).id;
    return (id != "adult" && id != "elderly") || clause.times[0].length->period.months >= kGrown;
  };
  if (clause.heads.size() == 1 && by_age(clause.heads.front()) && !clause.limit && clause.times.size() == 1 &&
      clause.times[0].kind == syntax::TimePhrase::Kind::kDuration && clause.times[0].length && clause.times[0].length->period.days == 0 &&
      clause.times[0].length->period.months > 0 && grown()) {
    TimeAsLimit(clause);
  }
  if (clause.heads.size() == 1 && by_age(clause.heads.front()) && clause.limit &&
      (clause.limit->unit.rfind("year", 0) == 0 || clause.limit->unit.rfind("month", 0) == 0)) {
    if (const auto age = terms_.Find("age")) clause.heads.front().concepts = {*age};
    draft.age = true;
  }
  // "life expectancy of at least 3 months": a value, measured in time.
  if (clause.heads.size() == 1 && !clause.heads.front().concepts.empty()) {
    const terms::Concept& c = terms_.Get(clause.heads.front().concepts.front());
    const bool timed = c.unit == "a" || c.unit == "mo" || c.unit == "wk" || c.unit == "d" || c.id == "age";
    draft.time_valued = timed;
    if (timed) TimeAsLimit(clause);
  }
  // "adults at least 18 years".
  if (clause.limit && clause.heads.size() == 1 && !clause.heads.front().concepts.empty() &&
      terms_.Get(clause.heads.front().concepts.front()).id == "adult") {
    if (const auto age = terms_.Find("age")) clause.heads.front().concepts = {*age};
  }
  // "Male or female >= 18 years": sex restricts nobody, the age does.
  if (draft.no_restriction && clause.heads.empty() && (clause.limit || !clause.times.empty())) {
    const bool years_long = clause.times.size() == 1 && clause.times[0].kind == syntax::TimePhrase::Kind::kDuration &&
                            clause.times[0].length && clause.times[0].length->period.days == 0 && clause.times[0].length->period.hours == 0;
    if (!clause.limit && years_long) TimeAsLimit(clause);
    const auto age = terms_.Find("age");
    if (clause.limit && age) clause.heads.push_back({clause.limit->span, "age", {*age}});
  }
  if (!clause.heads.empty() || clause.limit || !clause.times.empty()) draft.no_restriction = false;
  // "prohibited medications for active nephritis": for what they are given.
  if (clause.heads.size() == 2 && !clause.cause && KindOf(clause.heads[0]) == terms::Kind::kDrug && !clause.limit &&
      KindOf(clause.heads[1]) == terms::Kind::kCondition && clause.heads[0].span.end < clause.heads[1].span.begin) {
    const auto between = [&](const Chunk& c) {
      return c.kind == ChunkKind::kFiller && c.word == "for" && c.span.begin >= clause.heads[0].span.end &&
             c.span.end <= clause.heads[1].span.begin;
    };
    if (AnyOf(chunks, between)) {
      // "for active nephritis": the disease in that state has a name of its own, or is not known.
      for (const Chunk& c : chunks) {
        if (c.kind != ChunkKind::kState || c.span.begin < clause.heads[0].span.end) continue;
        auto found = terms_.FindName(std::string(c.word).append(" ").append(clause.heads[1].text));
        draft.blocked = draft.blocked || found.empty();
        if (!found.empty()) clause.heads[1].concepts = std::move(found);
        std::erase(clause.states, c.word);
      }
      clause.cause = clause.heads[1];
      clause.cause_is = true;
      clause.heads.pop_back();
    }
  }
  // "wounds must be fully healed": the thing in that state has a name of its own, or is not known.
  if (const auto healed = std::find(clause.states.begin(), clause.states.end(), "healed"); healed != clause.states.end()) {
    auto found = clause.heads.size() == 1 ? terms_.FindName(std::string("healed ").append(clause.heads.front().text))
                                          : std::vector<terms::ConceptId>{};
    if (found.empty()) {
      draft.blocked = true;
    } else {
      clause.heads.front().concepts = std::move(found);
      clause.states.erase(healed);
    }
  }
  // "more than 30 days since X" among what excludes: a requirement, or what it says; either may be meant.
  if (exclusion_ &&
      std::any_of(clause.times.begin(), clause.times.end(), [](const auto& t) { return t.since && LowerBound(t.relation); }) &&
      std::any_of(clause.heads.begin(), clause.heads.end(),
                  [&](const syntax::Name& n) { return KindOf(n) == terms::Kind::kDrug || KindOf(n) == terms::Kind::kProcedure; }))
    draft.blocked = true;
  // "diabetic agents", "cancer treatment": what is given for the disease; "an immunosuppressive condition": no drug.
  for (std::size_t k = 0; k + 1 < chunks.size(); ++k) {
    if (chunks[k].kind != ChunkKind::kName || chunks[k + 1].kind != ChunkKind::kFiller) continue;
    const KeyedWord& noun = chunks[k + 1].word;
    const bool given = noun == "agent" || noun == "agents" || noun == "drug" || noun == "drugs" || noun == "medication" ||
                       noun == "medications" || noun == "treatment" || noun == "treatments" || noun == "therapy" || noun == "therapies";
    const bool ill =
        noun == "condition" || noun == "conditions" || noun == "disease" || noun == "diseases" || noun == "disorder" || noun == "disorders";
    const terms::Kind kind = KindOf(chunks[k].name);
    if ((given && kind == terms::Kind::kCondition && !clause.limit) || (ill && kind == terms::Kind::kDrug)) {
      draft.blocked = true;
      clause.leftover.push_back(chunks[k + 1].span);
    }
  }
  // "abuse of alcohol", "deficiency of factor X": what stands before "of" is the thing, of which X says no more than whose.
  // That X is there, or was taken, the others say too.
  static constexpr std::array<WordKey, 18> kThere = {
      "duration",      "onset",  "occurrence", "consumption", "intake", "ingestion", "administration", "initiation",  "usage",
      "documentation", "report", "state",      "episode",     "attack", "degree",    "kind",           "coinfection", "co-infection"};
  for (std::size_t k = 0; k + 2 < chunks.size(); ++k) {
    if (std::find(kThere.begin(), kThere.end(), chunks[k].word) != kThere.end()) continue;
    if (chunks[k].kind != ChunkKind::kWord || chunks[k].word.size() < 4 ||
        std::none_of(clause.leftover.begin(), clause.leftover.end(), [&](Span s) { return s.Contains(chunks[k].span); }))
      continue;
    // "contact with a case of tuberculosis", "predisposed to bleeding", "expected to receive X" among what excludes: who has none of it,
    // too.
    static constexpr std::array<WordKey, 4> kBeside = {"contact", "contacts", "consistent", "compatible"};
    const bool beside = chunks[k + 1].Cue("with") && std::find(kBeside.begin(), kBeside.end(), chunks[k].word) != kBeside.end();
    const bool towards = beside || (chunks[k + 1].kind == ChunkKind::kFiller && chunks[k + 1].word == "to");
    const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
    if (exclusion_ && towards && !AnyOf(chunks.first(k), named) && AnyOf(chunks.subspan(k), named)) draft.blocked = true;
    if (chunks[k + 1].kind == ChunkKind::kFiller && chunks[k + 1].word == "of" && chunks[k + 2].kind == ChunkKind::kName)
      draft.blocked = true;
  }
  const std::size_t first_name = FindChunk(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kName; });
  const auto family = [&](const Chunk& c) {
    return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).id == "family_history";
  };
  draft.of_another = AnyOf(chunks.first(first_name), [](const Chunk& c) { return c.another; }) ||
                     (first_name < chunks.size() && family(chunks[first_name]));
  // "history or family history of X": the patient's, too.
  const bool ones_own = AnyOf(chunks.first(first_name), [](const Chunk& c) { return c.Cue("history") && c.past; });
  draft.of_another = draft.of_another && !ones_own;
  draft.fails = AnyOf(chunks.first(first_name), [](const Chunk& c) { return c.fails; });
  // "dependence on alcohol", "hospitalized for asthma", "cirrhosis by biopsy", "a relative with X".
  for (std::size_t k = 0; k + 2 < chunks.size() && k <= first_name; ++k) {
    const bool noun = chunks[k].kind == ChunkKind::kName ||
                      (chunks[k].kind == ChunkKind::kWord && chunks[k].word.size() >= 4 && !clause.leftover.empty() &&
                       std::find(kThere.begin(), kThere.end(), chunks[k].word) == kThere.end());
    const Chunk& relation = chunks[k + 1];
    static constexpr std::array<WordKey, 5> kRelations = {"of", "to", "for", "by", "against"};
    const bool relates =
        relation.Cue("with") || (relation.Cue("exposure") && relation.span.length() == 2) ||
        (relation.kind == ChunkKind::kFiller && std::find(kRelations.begin(), kRelations.end(), relation.word) != kRelations.end());
    if (!noun || !relates || (family(chunks[k]) && ones_own)) continue;
    std::size_t name = k + 2;
    while (name < chunks.size() && (chunks[name].kind == ChunkKind::kFiller || chunks[name].kind == ChunkKind::kState)) ++name;
    if (name == chunks.size() || chunks[name].kind != ChunkKind::kName) continue;
    // "DSM-IV criteria for bipolar disorder", "systemic treatment with A", "infection with hepatitis B": what is named is there, or given.
    const bool named = chunks[k].kind == ChunkKind::kName;
    if (relation.Cue("with") && KindOf(chunks[name].name) == terms::Kind::kDrug) continue;
    if (named && (chunks[k].name->text.find("riteri") != std::string::npos || KindOf(chunks[k].name) == terms::Kind::kScore)) continue;
    if (named && !chunks[k].name->concepts.empty() && !chunks[name].name->concepts.empty() &&
        (terms_.Get(chunks[k].name->concepts.front()).id.ends_with("infection") ||
         terms_.IsA(chunks[name].name->concepts.front(), chunks[k].name->concepts.front())))
      continue;
    draft.related = true;
    draft.related_list = relation.word == "for" || (chunks[k].kind == ChunkKind::kWord && KindOf(chunks[name].name) == terms::Kind::kDrug);
    break;
  }
  if (draft.unable && !draft.consent) draft.blocked = true;
  if (!draft.dose_level.empty() && !clause.limit) clause.leftover.push_back(draft.dose_level);
  // "not at a stable dose" would be turned by dropping either word.
  if (clause.stable && draft.negated) draft.blocked = true;
  // "at least 2 relapses in the past 2 years": how often it came; of what stays, how many different ones.
  if (clause.distinct && clause.distinct->value + (clause.distinct->relation == Relation::kGreater ? 1 : 0) > 1 && !clause.repeats &&
      !clause.limit && LowerBound(clause.distinct->relation) && clause.heads.size() == 1 && !clause.heads.front().concepts.empty()) {
    const terms::Concept& c = terms_.Get(clause.heads.front().concepts.front());
    const bool window =
        std::any_of(clause.times.begin(), clause.times.end(), [](const auto& t) { return t.kind == syntax::TimePhrase::Kind::kWindow; });
    const bool many = clause.heads.front().text.ends_with("s");  // not "genotype 3 infection"
    if (c.kind == terms::Kind::kCondition && !c.chronic && window && many) {
      clause.repeats = std::exchange(clause.distinct, std::nullopt);
      clause.repeats->of_times = true;
    }
  }
  // "at least 6 tender joints": what is counted is a number of its own.
  if (clause.distinct && !clause.limit && clause.heads.size() == 1 && !clause.heads.front().concepts.empty()) {
    const terms::Concept& c = terms_.Get(clause.heads.front().concepts.front());
    if (c.id.ends_with("_joint_count") && c.unit == "1") {
      syntax::Limit limit;
      limit.span = clause.distinct->span;
      limit.relation = clause.distinct->relation;
      limit.value = units::Rational(clause.distinct->value);
      clause.limit = limit;
      clause.distinct.reset();
    }
  }
  ReduceHeads(draft);
  if (!draft.version.empty() && clause.grade && clause.grade->version.empty()) clause.grade->version = draft.version;
  draft.not_recovered = NotRecovered(chunks);
  draft.opens_need = OpensNeed(chunks);
  draft.shown = SaysShown(chunks);
  if (draft.judged && (clause.limit || clause.answer || clause.grade || clause.distinct || clause.cause || !clause.except.empty()))
    draft.blocked = true;
  return draft;
}

}  // namespace eligo::parse
