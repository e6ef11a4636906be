// "A except B": what is taken out of what a limb names.
#include <algorithm>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/fold_lists.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;

bool OfWhole(const syntax::TimePhrase& time, bool drug) {
  return !time.gap && !time.since && !time.after && (drug || time.kind != syntax::TimePhrase::Kind::kDuration);
}

namespace {

// "or equivalent", "(or equivalent)", "prednisone equivalent".
bool OnlyEquivalent(const Chunk& c) {
  if (c.Cue("equivalent")) return true;
  return c.kind == ChunkKind::kGroup && !c.inner.empty() &&
         std::all_of(c.inner.begin(), c.inner.end(), [](const Chunk& x) { return x.Cue("equivalent") || x.kind == ChunkKind::kFiller; }) &&
         AnyOf(c.inner, [](const Chunk& x) { return x.Cue("equivalent"); });
}

// Of a thing that is named, what is taken for it.
bool ConditionOfException(ChunkSpan lifted) {
  bool named = false, taken = false;
  for (const Chunk& c : lifted) {
    if (c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr ||
        c.kind == ChunkKind::kSlash)
      named = taken = false;
    taken = taken || (named && c.Cue("exposure"));
    if (c.kind != ChunkKind::kName) continue;
    if (taken) return true;
    named = true;
  }
  return false;
}

}  // namespace

void Grammar::Except(Draft& draft, const Chunk& c, ChunkSpan chunks, std::size_t& i) {
  Clause& clause = draft.clause;
  const bool of_drug = !clause.heads.empty() && KindOf(clause.heads.back()) == terms::Kind::kDrug;
  // "ALT > 2 x ULN except in patients with ...": of a result nothing is taken out but another fact lifts it.
  const auto measured = [&](const syntax::Name& n) { return KindOf(n) == terms::Kind::kMeasurement || KindOf(n) == terms::Kind::kScore; };
  // Of a score its items are: what is no item of it is not known to be one, unless patients are excepted.
  const auto other_kind = [&](const Chunk& x) {
    return x.kind == ChunkKind::kName && KindOf(x.name) != terms::Kind::kItem && KindOf(x.name) != KindOf(clause.heads.front());
  };
  const auto persons = [](const Chunk& x) {
    return x.Cue("in_subjects") || x.Cue("if") ||
           (x.kind == ChunkKind::kFiller &&
            (x.word == "subject" || x.word == "patient" || x.word == "participant" || x.word == "who" || x.word == "those"));
  };
  const ChunkSpan lifted = c.inner.empty() ? chunks.subspan(i) : ChunkSpan(c.inner);
  if (std::optional<Node> cause = Attribution(lifted); cause && !clause.heads.empty() && !draft.exception) {
    draft.exception = std::move(*cause);
    if (c.inner.empty()) i = chunks.size();
    return;
  }
  const bool of_score = !clause.heads.empty() && KindOf(clause.heads.front()) == terms::Kind::kScore;
  // "positive drug screen (excluding cannabis)": what it found; who takes that may take others.
  const auto drug = [&](const Chunk& x) { return x.kind == ChunkKind::kName && KindOf(x.name) == terms::Kind::kDrug; };
  if (!clause.heads.empty() && measured(clause.heads.front()) && clause.answer && !clause.limit && AnyOf(lifted, drug) &&
      !AnyOf(lifted, persons) && !draft.exception) {
    draft.exception = MakeUnread(SpanOf(lifted), "what a result is asked without");
    if (c.inner.empty()) i = chunks.size();
    return;
  }
  if (!clause.heads.empty() && measured(clause.heads.front()) && AnyOf(lifted, other_kind) && (!of_score || AnyOf(lifted, persons))) {
    draft.exception = LetsIn(lifted);
    if (c.inner.empty()) i = chunks.size();
    return;
  }
  // "except malignancy that the investigator considers cured": whether it is excepted, a person says.
  // Behind a comma it is of the whole: "a condition, other than asthma, that in the opinion of the investigator ...".
  const auto judged_at = static_cast<std::ptrdiff_t>(FindChunk(lifted, [](const Chunk& x) { return x.Cue("judge"); }));
  const bool of_exception = judged_at < static_cast<std::ptrdiff_t>(lifted.size()) && [&] {
    auto before = judged_at;
    while (before > 0 && lifted[static_cast<std::size_t>(before) - 1].kind == ChunkKind::kFiller) --before;
    return before > 0 && lifted[static_cast<std::size_t>(before) - 1].kind != ChunkKind::kComma;
  }();
  if (of_exception && !clause.heads.empty() && !draft.exception) {
    draft.exception = MakeJudgement(SpanOf(lifted), syntax::kInItsWords);
    if (c.inner.empty()) i = chunks.size();
    return;
  }
  // "except hypothyroidism on hormone replacement": a condition of what is excepted, and nothing that is excepted itself.
  if (ConditionOfException(lifted) && !clause.heads.empty() && !draft.exception) {
    draft.exception = MakeUnread(SpanOf(lifted), "what is said of an exception");
    if (c.inner.empty()) i = chunks.size();
    return;
  }
  // What is taken out: names, a route, an item; all of it must be understood.
  Clause out;
  out.span = c.span;
  bool understood = false, foreign = false;
  std::vector<std::string> states, methods;
  std::vector<Clause> given;  // routes before a name, or that no name takes: "except inhaled or topical"
  bool open_run = true;
  std::optional<syntax::Limit> dose;  // before its drug: "except <= 10 mg/day of prednisone"
  const auto narrow = [&](auto&& say) {
    Clause narrowed = *clause.except.back();
    say(narrowed);
    clause.except.back() = std::make_shared<const Clause>(std::move(narrowed));
  };
  // What an exception is of, where its own words are of a drug.
  const auto last_drug = [&] {
    return !clause.except.empty() && !clause.except.back()->heads.empty() &&
           KindOf(clause.except.back()->heads.front()) == terms::Kind::kDrug;
  };
  const auto glucocorticoid = terms_.Find("glucocorticoid");
  const ChunkSpan carved = c.inner.empty() ? chunks.subspan(i) : ChunkSpan(c.inner);
  if (c.inner.empty()) i = chunks.size();
  for (const Chunk& x : carved) {
    if (x.kind == ChunkKind::kComma || x.kind == ChunkKind::kAnd || x.kind == ChunkKind::kOr || x.kind == ChunkKind::kAndOr)
      open_run = true;
    if (x.kind == ChunkKind::kName) {
      Clause one = out;
      one.heads = {x.name};
      if (of_score) {
        if (const auto item = ItemOf(x.name, clause.heads.front())) one.heads.front().concepts = {*item};
      }
      one.span = x.span;
      one.equivalent = x.name->text.ends_with("equivalent");  // "prednisone or equivalent"
      one.states = std::exchange(states, {});
      one.methods = std::exchange(methods, {});
      // "except topical or inhaled steroids": those only.
      for (const Clause& route : std::exchange(given, {})) {
        one.routes.insert(one.routes.end(), route.routes.begin(), route.routes.end());
        one.span = Hull(route.span, one.span);
      }
      open_run = false;
      if (dose && KindOf(x.name) == terms::Kind::kDrug) one.limit = std::exchange(dose, std::nullopt);
      clause.except.push_back(std::make_shared<const Clause>(std::move(one)));
      understood = true;
    } else if (x.kind == ChunkKind::kCue && x.word.starts_with("route:")) {
      if (!open_run && !clause.except.empty()) {  // "except steroids that are inhaled"
        narrow([&](Clause& of) { of.routes.push_back(x.word.substr(6)); });
      } else {
        Clause one = out;
        one.routes = {x.word.substr(6)};
        one.span = x.span;
        given.push_back(std::move(one));
      }
    } else if (x.kind == ChunkKind::kState || (x.kind == ChunkKind::kCue && x.word.starts_with("method:"))) {
      // Behind its name it narrows that one, before a name the next.
      if (open_run || clause.except.empty()) {
        if (x.kind == ChunkKind::kState)
          states.push_back(x.word);
        else
          methods.push_back(x.word.substr(7));
      } else {
        narrow([&](Clause& of) {
          if (x.kind == ChunkKind::kState)
            of.states.push_back(x.word);
          else
            of.methods.push_back(x.word.substr(7));
        });
      }
    } else if (x.kind == ChunkKind::kLimit && !open_run && last_drug() && !clause.except.back()->limit) {
      narrow([&](Clause& of) { of.limit = x.limit; });  // "except methotrexate <= 25 mg/week"
    } else if (x.kind == ChunkKind::kLimit && open_run && !dose && of_drug) {
      dose = x.limit;
    } else if (OnlyEquivalent(x) && dose && glucocorticoid) {  // "<= 10 mg/day prednisone equivalent"
      Clause one = out;
      one.heads = {{x.span, "glucocorticoid", {*glucocorticoid}}};
      one.span = x.span;
      one.limit = std::exchange(dose, std::nullopt);
      one.equivalent = true;
      open_run = false;
      clause.except.push_back(std::make_shared<const Clause>(std::move(one)));
      understood = true;
    } else if (OnlyEquivalent(x) && last_drug() && clause.except.back()->limit) {  // "prednisone <= 10 mg/day (or equivalent)"
      narrow([](Clause& of) { of.equivalent = true; });
    } else if (x.kind == ChunkKind::kTime && OfWhole(x.time, of_drug)) {  // the window of the limb, after its exception
      clause.times.push_back(x.time);
    } else if (x.kind != ChunkKind::kFiller && x.kind != ChunkKind::kComma && x.kind != ChunkKind::kAnd && x.kind != ChunkKind::kOr &&
               x.kind != ChunkKind::kAndOr && x.kind != ChunkKind::kSlash && !x.Cue("exposure") && !x.Cue("etc") && !x.Cue("with")) {
      foreign = true;
      clause.leftover.push_back(x.span);
    }
  }
  for (Clause& route : given) {
    clause.except.push_back(std::make_shared<const Clause>(std::move(route)));
    understood = true;
  }
  // "malignancy except basal cell carcinoma or HIV": what is no part of it may be a limb of its own.
  const auto held = [&](const syntax::ClausePtr& e) {
    return !e->heads.empty() && !e->heads.front().concepts.empty() && !clause.heads.front().concepts.empty() &&
           terms_.IsA(e->heads.front().concepts.front(), clause.heads.front().concepts.front());
  };
  if (!clause.heads.empty() && clause.except.size() == 2 && !clause.except.front()->heads.empty()) {
    const std::string& whole = clause.heads.front().text;
    const std::string& first = clause.except.front()->heads.front().text;
    const bool of_it = held(clause.except.front()) || ShareWord(first, whole);
    draft.blocked = draft.blocked || (of_it && std::any_of(clause.except.begin(), clause.except.end(), [&](const syntax::ClausePtr& e) {
                                        return !e->heads.empty() && !held(e) && !ShareWord(e->heads.front().text, first) &&
                                               !ShareWord(e->heads.front().text, whole);
                                      }));
  }
  // "insulin other than glargine insulin": nothing would be left.
  const auto all_of_it = [&](const syntax::ClausePtr& e) {
    return !e->heads.empty() && !clause.heads.empty() && SameName(e->heads.front(), clause.heads.front()) && e->states.empty() &&
           e->routes.empty() && e->methods.empty() && !e->limit;
  };
  if (std::any_of(clause.except.begin(), clause.except.end(), all_of_it)) draft.blocked = true;
  if (!understood || foreign || dose || !states.empty() || !methods.empty() || clause.heads.empty()) draft.blocked = true;
}

}  // namespace eligo::parse
