// What one chunk says of the limb it stands in.
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "parse/by_words.h"
#include "parse/chunk_span.h"
#include "parse/closed_range.h"
#include "parse/draft_asks.h"
#include "parse/fold_lists.h"
#include "parse/grammar.h"
#include "syntax/refusal.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

// Places chunks[i] (and what belongs to it); moves i on.
void Grammar::Modifier(Draft& draft, ChunkSpan chunks, std::size_t& i) {
  Clause& clause = draft.clause;
  const Chunk& c = chunks[i++];
  std::vector<std::string> passed;  // states between a cue and its name
  bool passed_route = false;
  const auto rest_names = [&](auto&& take) {
    std::size_t taken = 0;
    while (i < chunks.size()) {
      if (chunks[i].kind == ChunkKind::kName) {
        take(chunks[i]);
        ++taken;
        ++i;
        break;
      }
      if (chunks[i].kind != ChunkKind::kFiller && !chunks[i].Cue("with") && chunks[i].kind != ChunkKind::kState &&
          !(chunks[i].kind == ChunkKind::kCue && chunks[i].word.starts_with("route:")))
        break;
      if (chunks[i].kind == ChunkKind::kState) passed.push_back(chunks[i].word);
      passed_route = passed_route || chunks[i].kind == ChunkKind::kCue;
      ++i;
    }
    return taken;
  };
  // "non-cutaneous melanoma", "non-ischemic cardiomyopathy", "non-cardiac surgery": another kind of it, not the lack of that one.
  const auto non_kind = [&](const Chunk& x) {
    return x.kind == ChunkKind::kName && (KindOf(x.name) == terms::Kind::kCondition || KindOf(x.name) == terms::Kind::kProcedure) &&
           x.name->text.find(' ') != std::string::npos && !terms_.Get(x.name->concepts.front()).female_only;
  };
  // "non-epileptic events": of another kind. "Non-diabetic patients" are who they are.
  const auto events = [](const Chunk& x) {
    static constexpr std::array<WordKey, 10> kNouns = {"event",     "events",     "disease",   "diseases", "disorder",
                                                       "disorders", "conditions", "condition", "episode",  "episodes"};
    return x.kind == ChunkKind::kFiller && std::find(kNouns.begin(), kNouns.end(), x.word) != kNouns.end();
  };
  // Something that is done on a day, not treatment in general.
  const auto done = [&](const syntax::Name& n) {
    if (n.concepts.empty()) return false;
    const std::string_view id = terms_.Get(n.concepts.front()).id;
    return id != "systemic_therapy" && id != "treatment";
  };
  const bool of_drug = !clause.heads.empty() && KindOf(clause.heads.back()) == terms::Kind::kDrug;
  switch (c.kind) {
    case ChunkKind::kName:
      if (KindOf(c.name) == terms::Kind::kConsent && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).person) {
        draft.consent = true;
        draft.refuses |= syntax::Refuses(c.name->text);
        if (clause.heads.empty()) clause.heads.push_back(c.name);
        return;
      }
      for (syntax::Name& head : clause.heads) {
        if (!SameName(head, c.name)) continue;
        head.span = Hull(head.span, c.name->span);
        return;
      }
      if (!c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).id == "age") draft.age = true;
      if (!c.grade->version.empty()) draft.version = c.grade->version;
      clause.heads.push_back(c.name);
      if (c.name->text.starts_with("stable ") && KindOf(c.name) == terms::Kind::kDrug) clause.stable = true;  // "a stable treatment plan"
      return;
    case ChunkKind::kLimit:
      if (c.age) draft.age = true;
      if (!clause.limit) {
        clause.limit = c.limit;
      } else if (const auto range = ClosedRange(*clause.limit, c.limit)) {
        clause.limit = range;
      } else {
        draft.blocked = true;
        clause.leftover.push_back(c.span);
      }
      return;
    case ChunkKind::kTime:
      if (clause.heads.empty() && clause.times.empty()) draft.time_before_head = true;
      if (const auto before = std::find_if(chunks.rbegin() + static_cast<std::ptrdiff_t>(chunks.size() - i + 1), chunks.rend(), Content);
          before != chunks.rend() && before->Cue("except") && !OfWhole(c.time, of_drug)) {
        draft.blocked = true;
        clause.leftover.push_back(c.span);
        return;
      }
      clause.times.push_back(c.time);
      return;
    case ChunkKind::kCount:
      if (c.count.of_times) {
        if (clause.repeats) draft.blocked = true;
        clause.repeats = c.count;
        return;
      }
      if (clause.distinct) draft.blocked = true;
      clause.distinct = c.count;
      return;
    case ChunkKind::kGrade:
      if (clause.grade) draft.blocked = true;
      clause.grade = c.grade;
      return;
    case ChunkKind::kState:
      if (c.word == "uncontrolled" && clause.heads.empty()) draft.uncontrolled = c.span;
      draft.state_first |= clause.heads.empty();
      clause.states.push_back(c.word);
      return;
    case ChunkKind::kAnswer:
      if (c.word == "present" && clause.answer) return;
      if (clause.answer && *clause.answer != c.word && *clause.answer != "present") draft.blocked = true;
      clause.answer = c.word;
      clause.answer_span = c.span;
      return;
    case ChunkKind::kGroup:
      // "due to other causes (e.g., stroke)": examples of the cause.
      if (clause.cause && i > 1 && chunks[i - 2].kind == ChunkKind::kFiller && chunks[i - 2].word.starts_with("cause") &&
          !c.inner.empty() && c.inner.front().Cue("example"))
        return;
      Group(draft, c);
      return;
    case ChunkKind::kWord:
      // "relapse after standard therapy": after what, which the list of drugs says.
      if ((c.word == "after" || c.word == "following" || c.word == "despite") && !clause.heads.empty() && Response(clause.heads.back())) {
        std::size_t k = i;
        while (k < chunks.size() && (chunks[k].kind == ChunkKind::kFiller || chunks[k].Cue("exposure"))) ++k;
        if (k < chunks.size() && chunks[k].kind == ChunkKind::kName && KindOf(chunks[k].name) == terms::Kind::kDrug) {
          i = k + 1;
          return;
        }
      }
      // "by MUGA or echo scan": what a method is called.
      if (i > 1 && chunks[i - 2].kind == ChunkKind::kCue && chunks[i - 2].word.starts_with("method:") &&
          (c.word == "scan" || c.word == "scans" || c.word == "imaging" || c.word == "study" || c.word == "examination"))
        return;
      if (c.word == "but" && i > 1 && i < chunks.size() && chunks[i - 2].kind == ChunkKind::kLimit && chunks[i].kind == ChunkKind::kLimit)
        return;  // ">= 220 but <= 450"
      if (c.word == "recent" || c.word == "recently") draft.recent = true;
      if (c.word == "." || c.word == "\"" || c.word == "'" || c.word == "*" || c.word == "x" || c.word == "-") return;
      if (!clause.leftover.empty() && c.span.begin - clause.leftover.back().end <= 1)
        clause.leftover.back().end = c.span.end;
      else
        clause.leftover.push_back(c.span);
      return;
    case ChunkKind::kCue: break;
    default: return;
  }
  const KeyedWord& w = c.word;
  // A verb behind its head ("were performed") closes the list; one before it opens the limb.
  const bool opens = clause.heads.empty();
  if (w == "excluded" && exclusion_) {  // "... would be excluded": says what the section says, at the end of it
    const bool some = clause.heads.size() == 1 && !clause.heads.front().concepts.empty() &&
                      terms_.Get(clause.heads.front().concepts.front()).id == "concomitant_medication";
    // "medication not allowed per protocol": of something that general it says which.
    if (!some && !AnyOf(chunks.subspan(i), Content)) return;
    draft.blocked = true;
    clause.leftover.push_back(c.span);
    return;
  }
  if (w == "against") {
    // "a vaccine against infectious diseases": any; against something named it would be that one only.
    while (i < chunks.size() && chunks[i].kind == ChunkKind::kFiller) ++i;
    if (i < chunks.size() && chunks[i].kind == ChunkKind::kName && !chunks[i].name->concepts.empty() &&
        terms_.Get(chunks[i].name->concepts.front()).id == "infection") {
      ++i;
      return;
    }
    draft.blocked = true;
    clause.leftover.push_back(c.span);
    return;
  }
  if (w == "after") {
    Node given = clause.heads.empty() || draft.also ? Node{} : Piece(c.inner);
    const bool treatment = !clause.heads.empty() && KindOf(clause.heads.back()) == terms::Kind::kCondition;
    if (given.kind == NodeKind::kNone || HasUnread(given) || !treatment || clause.limit) {
      draft.blocked = true;
      clause.leftover.push_back(c.span);
      return;
    }
    MarkPast(given);
    draft.also = std::move(given);
    return;
  }
  if (w == "relax" && draft.ignore_relax) return;
  if (w == "or_not") {  // "associated with lupus or not": says nothing of the cause
    clause.cause.reset();
    return;
  }
  if (w == "history") {
    clause.history = true, draft.verb |= opens, draft.any_time |= c.uses;
    // "history or active drug abuse": at any time, whatever it is now.
    if (c.past && i < chunks.size() && chunks[i].kind == ChunkKind::kState) ++i;
  } else if (w == "exposure") {
    // "drugs using the vehicle X": what they hold, not what was given.
    const bool holds = c.uses && i > 1 && chunks[i - 2].kind == ChunkKind::kFiller &&
                       (chunks[i - 2].word == "drug" || chunks[i - 2].word == "drugs" || chunks[i - 2].word == "agent" ||
                        chunks[i - 2].word == "agents" || chunks[i - 2].word == "medication" || chunks[i - 2].word == "medications");
    if (holds && opens) {
      draft.blocked = true;
      clause.leftover.push_back(c.span);
      return;
    }
    draft.received |= c.past;
    clause.exposure = true;
    draft.verb |= opens;
  } else if (w == "exposed") {
    // "exposure to measles" is not to have it; to a drug, to have been given it.
    std::size_t k = i;
    while (k < chunks.size() && chunks[k].kind == ChunkKind::kFiller) ++k;
    if (k < chunks.size() && chunks[k].kind == ChunkKind::kName && KindOf(chunks[k].name) != terms::Kind::kDrug) {
      draft.blocked = draft.exposed = true;
      clause.leftover.push_back(c.span);
      return;
    }
    draft.exposed |= k == chunks.size();  // "exposure to or infection with X"
    clause.exposure = true, draft.verb |= opens;
  } else if (w == "allergy")
    clause.allergy = true, draft.verb = true;
  else if (w == "participation") {
    clause.participation = true, draft.verb = true;
    // "participation in this study": not in another one.
    if (i < chunks.size() && chunks[i].kind == ChunkKind::kFiller && chunks[i].word == "this") draft.blocked = true;
  } else if (w == "other")
    clause.other = true;
  else if (w == "equivalent")
    clause.equivalent = true;
  else if (w == "alone")
    clause.alone = true;
  else if (w == "each" &&
           std::all_of(chunks.begin() + static_cast<std::ptrdiff_t>(i), chunks.end(),
                       [](const Chunk& x) { return x.kind == ChunkKind::kTime || x.kind == ChunkKind::kFiller || x.Cue("exposure"); }) &&
           AnyOf(chunks.subspan(i), [](const Chunk& x) { return x.kind == ChunkKind::kTime; }) && clause.heads.empty())
    draft.each = true;
  else if (w == "stable" && i < chunks.size() && chunks[i].kind == ChunkKind::kName && chunks[i].name->text.ends_with("regimen"))
    clause.exposure = true;  // a stable regimen is one that was kept, whatever its doses
  else if (w == "stable" && i < chunks.size() && chunks[i].kind == ChunkKind::kFiller &&
           (chunks[i].word == "disease" || chunks[i].word == "condition")) {  // "stable disease": of an illness, no dose
    draft.blocked = true;
    clause.leftover.push_back(c.span);
  } else if (w == "stable" || w == "stable_on")
    clause.stable = true, clause.taken |= w == "stable_on", clause.exposure |= w == "stable_on";
  else if (w == "etc")
    clause.open = true, clause.open_span = c.span;
  else if (w == "with" || w == "must" || w == "any_of" || w == "longer" || w == "any_combination" || w == "most_recent" || w == "then")
    return;
  else if (w == "any_sex")
    draft.no_restriction = true;
  else if (w == "female" || w == "male") {
    if (!draft.sex.empty() && draft.sex != w) draft.blocked = true;
    draft.sex = w;
  } else if (w == "for_female" || w == "for_male") {
    draft.sex = w.substr(4);
    draft.sex_behind = true;
  } else if (w == "adult")
    draft.adult = true;
  else if (w == "consent")
    draft.consent = true, draft.refuses |= c.refuses;
  else if (w == "dose_level")
    draft.dose_level = c.span;
  else if (w == "unable") {
    draft.refuses = draft.unable = true;
    draft.turned_before |= clause.heads.empty();
  } else if (w == "judge_of" || w == "judge_it")
    draft.judged = true, draft.judged_span = c.span, draft.turned_before |= clause.heads.empty();
  else if (w == "suspected_too")
    draft.suspected_too = true, draft.judged_span = c.span;
  else if (w == "history_suspected")
    draft.suspected_too = clause.history = true, draft.verb |= opens, draft.judged_span = c.span;
  else if (w == "judge" || w == "judge_weak")
    draft.judge = true, draft.judge_first |= w == "judge" && clause.heads.empty();
  else if (w == "not" && (c.span.length() == 4 || c.uses) && i < chunks.size() &&
           (non_kind(chunks[i]) ||
            !(clause.heads.empty() && chunks[i].kind == ChunkKind::kName && KindOf(chunks[i].name) != terms::Kind::kDrug &&
              !AnyOf(chunks.subspan(i + 1), [&](const Chunk& x) { return x.kind != ChunkKind::kFiller || (c.uses && events(x)); })))) {
    draft.blocked = true;  // "non-standard treatment" is another treatment, "non-fasting glucose" a glucose: not none
    clause.leftover.push_back(c.span);
  } else if (w == "not" && draft.judged && clause.heads.empty()) {  // "candidate for surgery that is not urgent": not of what is judged
    draft.blocked = true;
    clause.leftover.push_back(c.span);
  } else if (w == "not") {
    if (NotOfHer(clause, chunks.subspan(i))) clause.heads.clear();
    // "women not using contraception", "hypertension that has not been treated": what they do not do, or its treatment; they are there.
    const bool there = !clause.heads.empty() &&
                       (KindOf(clause.heads.back()) == terms::Kind::kCondition || KindOf(clause.heads.back()) == terms::Kind::kDemographic);
    const bool nothing = c.span.length() == 7 && !c.past;  // "remission without therapy"; not "has not"
    const bool passive =
        i < chunks.size() && !clause.heads.empty() && !there && !clause.limit && !nothing &&
        (chunks[i].Cue("exposure") || (chunks[i].kind == ChunkKind::kFiller && (chunks[i].word == "be" || chunks[i].word == "been")));
    if (clause.heads.empty() && !clause.limit && nothing && !clause.leftover.empty() && !AnyChunk(chunks.subspan(i), Content)) {
      draft.blocked = true;  // what is without is said by words that no name explains
      clause.leftover.push_back(c.span);
    } else if (clause.heads.empty() && !clause.limit) {
      draft.negated = !draft.negated;
      draft.non = draft.negated && c.uses;
      draft.without = draft.negated && nothing;
      draft.says_no = draft.negated && (c.no || (i >= 2 && chunks[i - 2].Cue("must")));
    } else if (passive) {  // "transfusions must not be used"
      draft.negated = !draft.negated;
      draft.negated_behind = true;
    } else if (clause.limit && !clause.heads.empty()) {  // ">= 40 mL/min without hydration": must not hold for the value to count
      auto without = std::make_shared<Clause>();
      while (i < chunks.size() && (chunks[i].kind == ChunkKind::kFiller || chunks[i].Cue("require") || chunks[i].Cue("exposure"))) ++i;
      if (i < chunks.size() && chunks[i].kind == ChunkKind::kName) {
        without->heads.push_back(chunks[i].name);
        without->span = chunks[i].span;
        ++i;
        while (i < chunks.size() && (chunks[i].kind == ChunkKind::kFiller || chunks[i].Cue("exposure"))) ++i;
        if (i < chunks.size() && chunks[i].kind == ChunkKind::kTime) {  // "within 7 days", "for 7 days": of it
          without->times.push_back(chunks[i++].time);
          if (!exclusion_) AbsentLength(without->times.back());
        }
        clause.without.push_back(std::move(without));
      } else {
        draft.blocked = true;
        clause.leftover.push_back(c.span);
      }
    } else {
      draft.blocked = true;
      clause.leftover.push_back(c.span);
    }
  } else if (w.starts_with("route:"))
    clause.routes.push_back(w.substr(6));
  else if (w.starts_with("method:"))
    clause.methods.push_back(w.substr(7));
  else if (w.starts_with("scale:")) {
    if (!c.grade->version.empty()) draft.version = c.grade->version;
    if (clause.grade) clause.grade->scale = w.substr(6);
    // "NYHA stage III": the scale of what comes next.
    std::size_t next = i;
    while (next < chunks.size() && chunks[next].kind == ChunkKind::kFiller) ++next;
    if (!clause.grade && next < chunks.size() && chunks[next].kind == ChunkKind::kGrade && chunks[next].grade->scale == "stage") {
      clause.grade = chunks[next].grade;
      clause.grade->scale = w.substr(6);
      i = next + 1;
    }
  } else if (w == "examples") {
    // "a regimen that includes A": of who is let in it is asked; A is no example.
    const terms::Kind of = clause.heads.empty() ? terms::Kind::kObservation : KindOf(clause.heads.back());
    if (c.uses && !exclusion_ && !draft.negated && (of == terms::Kind::kDrug || of == terms::Kind::kProcedure)) {
      draft.blocked = true;
      clause.leftover.push_back(c.span);
      return;
    }
    clause.open = true;
    std::size_t from = 0;
    const ChunkSpan inner(c.inner);
    for (std::size_t k = 0; k <= inner.size(); ++k) {
      const bool separator = k == inner.size() || inner[k].kind == ChunkKind::kComma || inner[k].kind == ChunkKind::kAnd ||
                             inner[k].kind == ChunkKind::kOr || inner[k].kind == ChunkKind::kAndOr || inner[k].kind == ChunkKind::kSlash ||
                             inner[k].kind == ChunkKind::kSemicolon || inner[k].kind == ChunkKind::kColon || inner[k].Cue("example");
      if (!separator) continue;
      const ChunkSpan run = inner.subspan(from, k - from);
      from = k + 1;
      for (const Chunk& x : run) {
        if (x.Cue("etc")) clause.open_span = x.span;
      }
      if (std::none_of(run.begin(), run.end(), [](const Chunk& x) {
            return x.kind == ChunkKind::kName || x.kind == ChunkKind::kWord || x.kind == ChunkKind::kState;
          }))
        continue;
      std::vector<Draft> one;
      one.push_back(Limb(run));
      if (exclusion_) BareLengthAsWindow(one, terms_, true);  // "for example infarction (<= 6 months)"
      Draft example = std::move(one.front());
      // "transplantation (heart, lung)": the word with the class's own noun is a name.
      if (example.clause.heads.empty() && !clause.heads.empty() && example.clause.leftover.size() == 1 && run.size() == 1) {
        const std::string& text = clause.heads.front().text;
        const std::vector<terms::ConceptId> found =
            terms_.FindName(run.front().word.str() + text.substr(std::min(text.size(), text.rfind(' '))));
        if (!found.empty()) {
          example.clause.heads = {{run.front().span, run.front().word, found}};
          example.clause.leftover.clear();
        }
      }
      if (example.blocked || example.exception || !example.clause.leftover.empty() || example.clause.heads.size() != 1)
        example.clause.heads.clear();
      // "vaccination, including influenza": against it, not the disease.
      const bool vaccine = of == terms::Kind::kProcedure && clause.heads.back().concepts.size() == 1 &&
                           terms_.Get(clause.heads.back().concepts.front()).id.find("vaccin") != std::string_view::npos;
      if (vaccine && !example.clause.heads.empty() && KindOf(example.clause.heads.front()) == terms::Kind::kCondition)
        example.clause.heads.clear();
      clause.examples.push_back(std::make_shared<const Clause>(std::move(example.clause)));
    }
  } else if (w == "cause" || w == "cause_not") {
    draft.caused = true;
    if (i < chunks.size() && (chunks[i].Cue("any_of") || chunks[i].Cue("following"))) draft.cause_listed = true, ++i;
    const std::size_t n = rest_names([&](const Chunk& name) {
      clause.cause = name.name;
      clause.cause_is = w == "cause";
    });
    // "drugs associated with torsades": what they do, not what they are given for.
    const bool drug = !clause.heads.empty() && KindOf(clause.heads.back()) == terms::Kind::kDrug;
    if (n == 0 || !passed.empty() || passed_route || drug) draft.blocked = true, clause.leftover.push_back(c.span);
  } else if (w == "require") {
    const std::size_t rest = i;
    auto needed = std::make_shared<Clause>();
    std::vector<std::string> routes;
    for (std::size_t k = i; k < chunks.size(); ++k) {
      if (chunks[k].kind == ChunkKind::kCue && chunks[k].word.starts_with("route:")) needed->routes.push_back(chunks[k].word.substr(6));
    }
    const std::size_t n = rest_names([&](const Chunk& name) {
      needed->heads.push_back(name.name);
      needed->span = name.span;
    });
    needed->states = passed;
    if (n == 0 && rest == chunks.size() && clause.heads.size() == 1 && !clause.limit &&
        i >= chunks.size()) {  // "systemic treatment is required": said of the limb before
      needed->heads = std::exchange(clause.heads, {});
      needed->span = needed->heads.front().span;
      clause.required.push_back(std::move(needed));
    } else if (n > 0 && !clause.examples.empty() && clause.required.empty()) {  // "illness including infection requiring antibiotics"
      Clause last = *clause.examples.back();
      last.required.push_back(std::move(needed));
      clause.examples.back() = std::make_shared<const Clause>(std::move(last));
    } else if (clause.heads.empty() && n > 0) {  // "requiring hemodialysis": the need itself
      clause.heads.push_back(needed->heads.front());
      clause.states.insert(clause.states.end(), passed.begin(), passed.end());
      clause.routes.insert(clause.routes.end(), needed->routes.begin(), needed->routes.end());
      draft.verb = true;
    } else if (n > 0 && !draft.also && i < chunks.size() && chunks[i].kind == ChunkKind::kTime &&
               chunks[i].time->kind == syntax::TimePhrase::Kind::kWindow && KindOf(needed->heads.front()) == terms::Kind::kProcedure &&
               KindOf(clause.heads.back()) == terms::Kind::kCondition && passed.empty() && done(needed->heads.front())) {
      // "ascites requiring paracentesis within 14 days": when that was done, not when the ascites began.
      needed->times.push_back(chunks[i].time);
      needed->span = Hull(needed->span, chunks[i].span);
      ++i;
      Clause given = *needed;
      given.routes.clear();
      draft.also = MakeLeaf(std::move(given));
    } else if (n > 0) {
      clause.required.push_back(std::move(needed));
    } else if (!needed->routes.empty() ||
               (clause.heads.empty() && !clause.routes.empty())) {  // "requiring systemic treatment", "systemic treatment is required"
      if (needed->routes.empty()) needed->routes = std::exchange(clause.routes, {});
      needed->span = c.span;
      clause.required.push_back(std::move(needed));
    } else if (!clause.heads.empty() && std::any_of(chunks.begin() + static_cast<std::ptrdiff_t>(rest), chunks.end(), [](const Chunk& x) {
                 return x.kind == ChunkKind::kFiller && (x.word == "treatment" || x.word == "therapy" || x.word == "medication");
               })) {
      clause.states.push_back("requiring_treatment");
    } else {
      clause.leftover.push_back(c.span);
      draft.blocked = true;
    }
  } else if (w == "except") {
    Except(draft, c, chunks, i);
  } else if (w == "in_subjects" && clause.heads.empty() && !clause.limit) {
    return;  // "in patients with X": X is what follows
  } else {
    // block, if, unless, defined, relax, waive, in_subjects, each, past_active: not placed here, and they may turn the sense.
    draft.blocked = true;
    draft.stopped |= w == "block" && c.past;
    draft.turned_before |= (w == "block" && clause.heads.empty()) || w == "controlled_by";
    clause.leftover.push_back(c.span);
  }
}

}  // namespace eligo::parse
