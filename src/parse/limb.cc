// One limb of a list: the chunks between two connectives -> a draft.
#include <algorithm>
#include <utility>

#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using syntax::Relation;
using NodeKind = syntax::Node::Kind;
using ChunkSpan = std::span<const Chunk>;

namespace {

bool SameName(const syntax::Name& a, const syntax::Name& b) {
  return std::any_of(a.concepts.begin(), a.concepts.end(), [&](terms::ConceptId x) { return std::find(b.concepts.begin(), b.concepts.end(), x) != b.concepts.end(); });
}

bool Lower(Relation r) { return r == Relation::kGreater || r == Relation::kGreaterEqual; }

// Two bounds of one thing: ">= 15 and <= 30". Nothing when they do not make a closed range.
std::optional<syntax::Limit> Range(const syntax::Limit& a, const syntax::Limit& b) {
  const syntax::Limit& low = Lower(a.relation) ? a : b;
  const syntax::Limit& high = Lower(a.relation) ? b : a;
  if (low.relation != Relation::kGreaterEqual || high.relation != Relation::kLessEqual || low.times_uln != high.times_uln) return std::nullopt;
  if (!low.unit.empty() && !high.unit.empty() && low.unit != high.unit) return std::nullopt;
  if (high.value < low.value) return std::nullopt;
  syntax::Limit out = low;
  out.relation = Relation::kBetween;
  out.high = high.value;
  if (out.unit.empty()) out.unit = high.unit;
  out.span = Hull(a.span, b.span);
  return out;
}

template <typename Test>
bool AnyOf(ChunkSpan chunks, Test test) {
  return std::any_of(chunks.begin(), chunks.end(), test);
}

bool NoSense(ChunkSpan chunks) {
  return std::all_of(chunks.begin(), chunks.end(), [](const Chunk& c) { return c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kComma || c.Cue("with") || c.Cue("must") || c.Cue("any_combination") || c.Cue("longer"); });
}

}  // namespace

// What a bracket says of the limb it stands in.
void Grammar::Group(Draft& draft, const Chunk& group) {
  Clause& clause = draft.clause;
  const ChunkSpan inner(group.inner);
  if (NoSense(inner)) return;
  std::size_t i = 0;
  while (i < inner.size() && (inner[i].kind == ChunkKind::kFiller || inner[i].kind == ChunkKind::kComma)) ++i;
  const ChunkSpan body = inner.subspan(i);
  const auto is = [](ChunkKind k) { return [k](const Chunk& c) { return c.kind == k; }; };
  if (body.size() == 1 && !(body.front().kind == ChunkKind::kLimit && clause.limit)) {
    const Chunk& only = body.front();
    if (only.kind == ChunkKind::kName && !clause.heads.empty() && SameName(only.name, clause.heads.back())) return;
    if (only.kind == ChunkKind::kWord) return;  // an abbreviation the lexicon does not know
    if (only.kind == ChunkKind::kTime || only.kind == ChunkKind::kLimit || only.kind == ChunkKind::kGrade || only.Cue("equivalent") || only.kind == ChunkKind::kAnswer ||
        (only.kind == ChunkKind::kCue && (only.word.rfind("method:", 0) == 0 || only.word.rfind("route:", 0) == 0 || only.word.rfind("scale:", 0) == 0))) {
      std::size_t at = 0;
      Modifier(draft, body, at);
      return;
    }
    if (only.kind == ChunkKind::kName && clause.heads.empty() && clause.methods.empty()) {
      clause.heads.push_back(only.name);
      return;
    }
    // "creatinine clearance (Cockcroft-Gault)": the kind of it that is meant.
    if (only.kind == ChunkKind::kName && clause.heads.size() == 1 && KindOf(clause.heads.front()) == terms::Kind::kMeasurement && !only.name.concepts.empty() &&
        !clause.heads.front().concepts.empty() && terms_.IsA(only.name.concepts.front(), clause.heads.front().concepts.front())) {
      clause.heads.front().concepts = only.name.concepts;
      clause.heads.front().span = Hull(clause.heads.front().span, only.name.span);
      return;
    }
    // The instrument or the method of what was measured: "(NYHA)", "(ECHO)".
    if (only.kind == ChunkKind::kName && (!clause.methods.empty() || (clause.grade && KindOf(only.name) == terms::Kind::kScore))) return;
  }
  if (std::all_of(body.begin(), body.end(), [](const Chunk& c) { return (c.kind == ChunkKind::kWord && c.capital) || c.kind == ChunkKind::kSlash || c.kind == ChunkKind::kComma; })) return;
  if (body.front().Cue("equivalent") && !AnyOf(body, is(ChunkKind::kLimit))) {
    clause.equivalent = true;
    return;
  }
  // "(per CTCAE v5.0)".
  const auto scale = std::find_if(body.begin(), body.end(), [](const Chunk& c) { return c.kind == ChunkKind::kCue && c.word.rfind("scale:", 0) == 0; });
  if (scale != body.end() && !AnyOf(body, is(ChunkKind::kName))) {
    if (clause.grade && clause.grade->scale.empty()) clause.grade->scale = scale->word.substr(6);
    return;
  }
  if (body.front().Cue("defined") || (body.front().kind == ChunkKind::kLimit && !clause.limit && body.size() <= 3 && std::all_of(body.begin(), body.end(), [](const Chunk& c) {
                                       return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kFiller || c.Cue("equivalent") || c.kind == ChunkKind::kOr;
                                     }))) {
    if (body.front().Cue("defined")) {
      Node definition = Text(body.subspan(1));
      if (definition.kind != NodeKind::kNone) draft.definition = std::move(definition);
      return;
    }
    for (const Chunk& c : body) {
      if (c.kind == ChunkKind::kLimit && !clause.limit) clause.limit = c.limit;
      if (c.Cue("equivalent")) clause.equivalent = true;
    }
    return;
  }
  // "bilirubin < 2 (Gilbert syndrome: < 3)": another limit for some.
  if (clause.limit && clause.heads.size() == 1) {
    std::vector<const Chunk*> names, limits;
    bool plain = true;
    for (const Chunk& c : body) {
      if (c.kind == ChunkKind::kName) names.push_back(&c);
      else if (c.kind == ChunkKind::kLimit) limits.push_back(&c);
      else plain = plain && (c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kComma || c.kind == ChunkKind::kColon || c.Cue("with") || c.Cue("in_subjects") || c.Cue("if"));
    }
    std::erase_if(names, [&](const Chunk* c) { return SameName(c->name, clause.heads.front()); });
    if (plain && names.size() == 1 && limits.size() == 1 && KindOf(names[0]->name) == terms::Kind::kCondition) {
      Draft::Subgroup subgroup;
      subgroup.condition.heads = {names[0]->name};
      subgroup.condition.span = names[0]->span;
      subgroup.limit = limits[0]->limit;
      subgroup.span = group.span;
      if (subgroup.limit.unit.empty()) subgroup.limit.unit = clause.limit->unit;
      draft.subgroup = std::move(subgroup);
      return;
    }
  }
  // "creatinine > 2.5 mg/dL (> 221 umol/L)": one limit in two units; the limb of the reported unit decides.
  if (clause.limit && body.size() == 1 && body.front().kind == ChunkKind::kLimit && !clause.limit->unit.empty() && !body.front().limit.unit.empty() && clause.limit->unit != body.front().limit.unit) {
    syntax::Limit second = body.front().limit;
    if (second.relation == Relation::kNone) second.relation = clause.limit->relation;
    if (second.relation == clause.limit->relation) {
      draft.second_limit = second;
      return;
    }
  }
  // "IgA deficiency (serum IgA < 10 mg/dL)": the measure defines the condition.
  if (!clause.limit && clause.heads.size() == 1 && KindOf(clause.heads.front()) == terms::Kind::kCondition && std::count_if(body.begin(), body.end(), is(ChunkKind::kLimit)) == 1 &&
      std::count_if(body.begin(), body.end(), is(ChunkKind::kName)) == 1 &&
      std::all_of(body.begin(), body.end(), [](const Chunk& c) { return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kName || c.kind == ChunkKind::kFiller || c.Cue("with"); })) {
    const auto measure = std::find_if(body.begin(), body.end(), is(ChunkKind::kName));
    if (KindOf(measure->name) == terms::Kind::kMeasurement || KindOf(measure->name) == terms::Kind::kScore) {
      draft.definition = Text(body);
      return;
    }
  }
  // "glucocorticoids (prednisone > 1 mg/kg/day or equivalent)": the dose, in the member's terms.
  if (!clause.limit && clause.heads.size() == 1 && KindOf(clause.heads.front()) == terms::Kind::kDrug && body.front().kind == ChunkKind::kName && KindOf(body.front().name) == terms::Kind::kDrug &&
      std::all_of(body.begin() + 1, body.end(), [](const Chunk& c) { return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kFiller || c.Cue("equivalent") || c.kind == ChunkKind::kOr; }) &&
      std::count_if(body.begin(), body.end(), is(ChunkKind::kLimit)) == 1 && !body.front().name.concepts.empty() && terms_.IsA(body.front().name.concepts.front(), clause.heads.front().concepts.front())) {
    for (const Chunk& c : body) {
      if (c.kind == ChunkKind::kLimit) clause.limit = c.limit;
      clause.equivalent |= c.Cue("equivalent");
    }
    return;
  }
  // Members of what stands before the bracket, and what is taken out of it.
  const auto except = std::find_if(body.begin(), body.end(), [](const Chunk& c) { return c.Cue("except"); });
  const ChunkSpan members = body.first(static_cast<std::size_t>(except - body.begin()));
  const ChunkSpan carved = except == body.end() ? ChunkSpan() : body.subspan(static_cast<std::size_t>(except - body.begin()) + 1);
  const bool member_list = std::all_of(members.begin(), members.end(), [](const Chunk& c) {
    return c.kind == ChunkKind::kName || c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kSlash ||
           c.kind == ChunkKind::kFiller || c.Cue("example") || c.Cue("etc") || c.Cue("other") || c.kind == ChunkKind::kSemicolon || c.kind == ChunkKind::kColon || c.kind == ChunkKind::kState ||
           c.kind == ChunkKind::kWord || c.kind == ChunkKind::kGroup;
  });
  const bool has_cue = !members.empty() && (members.front().Cue("example") || members.back().Cue("etc"));
  const bool has_name = AnyOf(members, is(ChunkKind::kName));
  if (member_list && !clause.heads.empty() && (members.empty() || has_cue || has_name)) {
    Chunk examples = group;
    examples.kind = ChunkKind::kCue;
    examples.word = "examples";
    examples.inner.assign(members.begin(), members.end());
    if (!members.empty()) {
      if (has_cue) clause.open = true;
      const Chunks one{examples};
      std::size_t at = 0;
      Modifier(draft, one, at);
    }
    if (!carved.empty()) {
      Chunks rest{*except};
      rest.insert(rest.end(), carved.begin(), carved.end());
      std::size_t at = 0;
      Modifier(draft, rest, at);
    }
    return;
  }
  // A modifier in brackets, read as if the brackets were not there; all of it must be placed.
  Draft trial = draft;
  const std::size_t before = trial.clause.leftover.size();
  const std::size_t heads = trial.clause.heads.size();
  for (std::size_t k = 0; k < body.size();) Modifier(trial, body, k);
  if (!trial.blocked && trial.clause.leftover.size() == before && trial.clause.heads.size() == heads) {
    draft = std::move(trial);
    return;
  }
  clause.leftover.push_back(group.span);
  // A number, a condition or an exception in an unread bracket may turn the sense of the limb.
  if (AnyOf(body, [](const Chunk& c) { return c.kind == ChunkKind::kLimit || c.Cue("except") || c.Cue("unless") || c.Cue("if") || c.Cue("in_subjects") || c.Cue("relax") || c.Cue("not"); })) draft.blocked = true;
}

// Places chunks[i] (and what belongs to it); moves i on.
void Grammar::Modifier(Draft& draft, ChunkSpan chunks, std::size_t& i) {
  Clause& clause = draft.clause;
  const Chunk& c = chunks[i++];
  const auto rest_names = [&](auto&& take) {
    std::size_t taken = 0;
    while (i < chunks.size()) {
      if (chunks[i].kind == ChunkKind::kName) {
        take(chunks[i]);
        ++taken;
        ++i;
        break;
      }
      if (chunks[i].kind != ChunkKind::kFiller && !chunks[i].Cue("with") && chunks[i].kind != ChunkKind::kState && !(chunks[i].kind == ChunkKind::kCue && chunks[i].word.rfind("route:", 0) == 0)) break;
      ++i;
    }
    return taken;
  };
  switch (c.kind) {
    case ChunkKind::kName:
      if (KindOf(c.name) == terms::Kind::kConsent && !c.name.concepts.empty() && terms_.Get(c.name.concepts.front()).person) {
        draft.consent = true;
        if (clause.heads.empty()) clause.heads.push_back(c.name);
        return;
      }
      for (syntax::Name& head : clause.heads) {
        if (!SameName(head, c.name)) continue;
        head.span = Hull(head.span, c.name.span);
        return;
      }
      if (!c.name.concepts.empty() && terms_.Get(c.name.concepts.front()).id == "age") draft.age = true;
      clause.heads.push_back(c.name);
      return;
    case ChunkKind::kLimit:
      if (c.age) draft.age = true;
      if (!clause.limit) {
        clause.limit = c.limit;
      } else if (const auto range = Range(*clause.limit, c.limit)) {
        clause.limit = range;
      } else {
        draft.blocked = true;
        clause.leftover.push_back(c.span);
      }
      return;
    case ChunkKind::kTime:
      if (clause.heads.empty() && clause.times.empty()) draft.time_before_head = true;
      clause.times.push_back(c.time);
      return;
    case ChunkKind::kCount:
      if (clause.distinct) draft.blocked = true;
      clause.distinct = c.count;
      return;
    case ChunkKind::kGrade:
      if (clause.grade) draft.blocked = true;
      clause.grade = c.grade;
      return;
    case ChunkKind::kState: clause.states.push_back(c.word); return;
    case ChunkKind::kAnswer:
      if (c.word == "present" && clause.answer) return;
      if (clause.answer && *clause.answer != c.word && *clause.answer != "present") draft.blocked = true;
      clause.answer = c.word;
      clause.answer_span = c.span;
      return;
    case ChunkKind::kGroup: Group(draft, c); return;
    case ChunkKind::kWord:
      if (c.word == "." || c.word == "\"" || c.word == "'" || c.word == "*" || c.word == "x" || c.word == "-") return;
      if (!clause.leftover.empty() && c.span.begin - clause.leftover.back().end <= 1) clause.leftover.back().end = c.span.end;
      else clause.leftover.push_back(c.span);
      return;
    case ChunkKind::kCue: break;
    default: return;
  }
  const std::string& w = c.word;
  // A verb behind its head ("were performed") closes the list; one before it opens the limb.
  const bool opens = clause.heads.empty();
  if (w == "excluded" && exclusion_) return;  // "... would be excluded": says what the section says
  if (w == "against") {
    // "a vaccine against infectious diseases": any; against something named it would be that one only.
    while (i < chunks.size() && chunks[i].kind == ChunkKind::kFiller) ++i;
    if (i < chunks.size() && chunks[i].kind == ChunkKind::kName && !chunks[i].name.concepts.empty() && terms_.Get(chunks[i].name.concepts.front()).id == "infection") {
      ++i;
      return;
    }
    draft.blocked = true;
    clause.leftover.push_back(c.span);
    return;
  }
  if (w == "relax" && draft.ignore_relax) return;
  if (w == "or_not") {  // "associated with lupus or not": says nothing of the cause
    clause.cause.reset();
    return;
  }
  if (w == "history") clause.history = true, draft.verb |= opens;
  else if (w == "exposure") clause.exposure = true, draft.verb |= opens;
  else if (w == "allergy") clause.allergy = true, draft.verb = true;
  else if (w == "participation") clause.participation = true, draft.verb = true;
  else if (w == "other") clause.other = true;
  else if (w == "equivalent") clause.equivalent = true;
  else if (w == "alone") clause.alone = true;
  else if (w == "stable") clause.stable = true;
  else if (w == "etc") clause.open = true;
  else if (w == "with" || w == "must" || w == "any_of" || w == "longer" || w == "any_combination" || w == "most_recent" || w == "then") return;
  else if (w == "any_sex") draft.no_restriction = true;
  else if (w == "female" || w == "male") draft.sex = w;
  else if (w == "adult") draft.adult = true;
  else if (w == "consent") draft.consent = true;
  else if (w == "judge" || w == "judge_weak") draft.judge = true, draft.judge_first |= w == "judge" && clause.heads.empty();
  else if (w == "not") {
    const bool passive = i < chunks.size() && !clause.heads.empty() && !clause.limit &&
                         (chunks[i].Cue("exposure") || (chunks[i].kind == ChunkKind::kFiller && (chunks[i].word == "be" || chunks[i].word == "been")));
    if (clause.heads.empty() && !clause.limit) {
      draft.negated = !draft.negated;
    } else if (passive) {  // "transfusions must not be used"
      draft.negated = !draft.negated;
      draft.negated_behind = true;
    } else if (clause.limit && !clause.heads.empty()) {  // ">= 40 mL/min without hydration": must not hold for the value to count
      auto without = std::make_shared<Clause>();
      while (i < chunks.size() && (chunks[i].kind == ChunkKind::kFiller || chunks[i].Cue("require") || chunks[i].Cue("exposure"))) ++i;
      if (i < chunks.size() && chunks[i].kind == ChunkKind::kName) {
        without->heads.push_back(chunks[i].name);
        without->span = chunks[i].span;
        clause.without.push_back(std::move(without));
        ++i;
      } else {
        draft.blocked = true;
        clause.leftover.push_back(c.span);
      }
    } else {
      draft.blocked = true;
      clause.leftover.push_back(c.span);
    }
  } else if (w.rfind("route:", 0) == 0) clause.routes.push_back(w.substr(6));
  else if (w.rfind("method:", 0) == 0) clause.methods.push_back(w.substr(7));
  else if (w.rfind("scale:", 0) == 0) {
    if (clause.grade) clause.grade->scale = w.substr(6);
  } else if (w == "examples") {
    clause.open = true;
    std::size_t from = 0;
    const ChunkSpan inner(c.inner);
    for (std::size_t k = 0; k <= inner.size(); ++k) {
      const bool separator = k == inner.size() || inner[k].kind == ChunkKind::kComma || inner[k].kind == ChunkKind::kAnd || inner[k].kind == ChunkKind::kOr || inner[k].kind == ChunkKind::kAndOr ||
                             inner[k].kind == ChunkKind::kSlash || inner[k].kind == ChunkKind::kSemicolon || inner[k].kind == ChunkKind::kColon || inner[k].Cue("example");
      if (!separator) continue;
      const ChunkSpan run = inner.subspan(from, k - from);
      from = k + 1;
      if (std::none_of(run.begin(), run.end(), [](const Chunk& x) { return x.kind == ChunkKind::kName || x.kind == ChunkKind::kWord || x.kind == ChunkKind::kState; })) continue;
      Draft example = Limb(run);
      // "transplantation (heart, lung)": the word with the class's own noun is a name.
      if (example.clause.heads.empty() && !clause.heads.empty() && example.clause.leftover.size() == 1 && run.size() == 1) {
        const std::string& text = clause.heads.front().text;
        const std::vector<terms::ConceptId> found = terms_.FindName(run.front().word + text.substr(std::min(text.size(), text.rfind(' '))));
        if (!found.empty()) {
          example.clause.heads = {{run.front().span, run.front().word, found}};
          example.clause.leftover.clear();
        }
      }
      if (example.blocked || !example.clause.leftover.empty() || example.clause.heads.size() != 1) example.clause.heads.clear();
      clause.examples.push_back(std::make_shared<const Clause>(std::move(example.clause)));
    }
  } else if (w == "cause" || w == "cause_not") {
    const std::size_t n = rest_names([&](const Chunk& name) {
      clause.cause = name.name;
      clause.cause_is = w == "cause";
    });
    if (n == 0) draft.blocked = true, clause.leftover.push_back(c.span);
  } else if (w == "require") {
    const std::size_t rest = i;
    auto needed = std::make_shared<Clause>();
    std::vector<std::string> routes;
    for (std::size_t k = i; k < chunks.size(); ++k) {
      if (chunks[k].kind == ChunkKind::kCue && chunks[k].word.rfind("route:", 0) == 0) needed->routes.push_back(chunks[k].word.substr(6));
    }
    const std::size_t n = rest_names([&](const Chunk& name) {
      needed->heads.push_back(name.name);
      needed->span = name.span;
    });
    if (n == 0 && clause.heads.size() == 1 && !clause.limit && i >= chunks.size()) {  // "systemic treatment is required": said of the limb before
      needed->heads = std::exchange(clause.heads, {});
      needed->span = needed->heads.front().span;
      clause.required.push_back(std::move(needed));
    } else if (clause.heads.empty() && n > 0) {  // "requiring hemodialysis": the need itself
      clause.heads.push_back(needed->heads.front());
      draft.verb = true;
    } else if (n > 0) {
      clause.required.push_back(std::move(needed));
    } else if (!needed->routes.empty() || (clause.heads.empty() && !clause.routes.empty())) {  // "requiring systemic treatment", "systemic treatment is required"
      if (needed->routes.empty()) needed->routes = std::exchange(clause.routes, {});
      needed->span = c.span;
      clause.required.push_back(std::move(needed));
    } else if (!clause.heads.empty() && std::any_of(chunks.begin() + static_cast<std::ptrdiff_t>(rest), chunks.end(), [](const Chunk& x) { return x.kind == ChunkKind::kFiller && (x.word == "treatment" || x.word == "therapy" || x.word == "medication"); })) {
      clause.states.push_back("requiring_treatment");
    } else {
      clause.leftover.push_back(c.span);
      draft.blocked = true;
    }
  } else if (w == "except") {
    // "ALT > 2 x ULN except in patients with ...": of a result nothing is taken out but another fact lifts it.
    const auto measured = [&](const syntax::Name& n) { return KindOf(n) == terms::Kind::kMeasurement || KindOf(n) == terms::Kind::kScore; };
    const auto other_kind = [&](const Chunk& x) { return x.kind == ChunkKind::kName && KindOf(x.name) != terms::Kind::kItem && KindOf(x.name) != KindOf(clause.heads.front()); };
    const ChunkSpan lifted = c.inner.empty() ? chunks.subspan(i) : ChunkSpan(c.inner);
    if (!clause.heads.empty() && measured(clause.heads.front()) && AnyOf(lifted, other_kind)) {
      draft.exception = Text(lifted);
      if (c.inner.empty()) i = chunks.size();
      return;
    }
    // What is taken out: names, a route, an item; all of it must be understood.
    Clause out;
    out.span = c.span;
    bool understood = false, foreign = false;
    std::vector<std::string> states, methods;
    bool open_run = true;
    const ChunkSpan carved = c.inner.empty() ? chunks.subspan(i) : ChunkSpan(c.inner);
    if (c.inner.empty()) i = chunks.size();
    for (const Chunk& x : carved) {
      if (x.kind == ChunkKind::kComma || x.kind == ChunkKind::kAnd || x.kind == ChunkKind::kOr || x.kind == ChunkKind::kAndOr) open_run = true;
      if (x.kind == ChunkKind::kName) {
        Clause one = out;
        one.heads = {x.name};
        one.span = x.span;
        one.states = std::exchange(states, {});
        one.methods = std::exchange(methods, {});
        open_run = false;
        clause.except.push_back(std::make_shared<const Clause>(std::move(one)));
        understood = true;
      } else if (x.kind == ChunkKind::kCue && x.word.rfind("route:", 0) == 0) {
        Clause one = out;
        one.routes = {x.word.substr(6)};
        one.span = x.span;
        clause.except.push_back(std::make_shared<const Clause>(std::move(one)));
        understood = true;
      } else if (x.kind == ChunkKind::kState || (x.kind == ChunkKind::kCue && x.word.rfind("method:", 0) == 0)) {
        // Behind its name it narrows that one, before a name the next.
        if (open_run || clause.except.empty()) {
          if (x.kind == ChunkKind::kState) states.push_back(x.word);
          else methods.push_back(x.word.substr(7));
        } else {
          Clause narrowed = *clause.except.back();
          if (x.kind == ChunkKind::kState) narrowed.states.push_back(x.word);
          else narrowed.methods.push_back(x.word.substr(7));
          clause.except.back() = std::make_shared<const Clause>(std::move(narrowed));
        }
      } else if (x.kind == ChunkKind::kTime) {  // the window of the limb, after its exception
        clause.times.push_back(x.time);
      } else if (x.kind != ChunkKind::kFiller && x.kind != ChunkKind::kComma && x.kind != ChunkKind::kAnd && x.kind != ChunkKind::kOr && x.kind != ChunkKind::kAndOr &&
                 x.kind != ChunkKind::kSlash && !x.Cue("exposure") && !x.Cue("etc") && !x.Cue("with")) {
        foreign = true;
        clause.leftover.push_back(x.span);
      }
    }
    if (!understood || foreign || !states.empty() || !methods.empty() || clause.heads.empty()) draft.blocked = true;
  } else if (w == "in_subjects" && clause.heads.empty() && !clause.limit) {
    return;  // "in patients with X": X is what follows
  } else {
    // block, if, unless, defined, relax, waive, in_subjects, each, past_active: not placed here, and they may turn the sense.
    draft.blocked = true;
    clause.leftover.push_back(c.span);
  }
}

// "SLE according to the EULAR/ACR criteria": the criteria are what is asked. "a clinical trial of a TNF inhibitor":
// the drug of the trial. Anything else of two names was not understood.
void Grammar::ReduceHeads(Draft& draft) {
  std::vector<syntax::Name>& heads = draft.clause.heads;
  const auto drop = [&](auto&& test) {
    if (heads.size() < 2) return;
    const auto at = std::find_if(heads.begin(), heads.end(), test);
    if (at != heads.end()) heads.erase(at);
  };
  const auto has_kind = [&](terms::Kind k) { return std::any_of(heads.begin(), heads.end(), [&](const syntax::Name& n) { return KindOf(n) == k; }); };
  const auto id_is = [&](const syntax::Name& n, std::string_view id) { return !n.concepts.empty() && terms_.Get(n.concepts.front()).id == id; };
  drop([&](const syntax::Name& n) { return id_is(n, "classification_criteria"); });
  drop([&](const syntax::Name& n) { return id_is(n, "sex") || id_is(n, "female") || id_is(n, "male"); });
  if (has_kind(terms::Kind::kScore) && has_kind(terms::Kind::kCondition) && heads.size() == 2 && !draft.clause.grade) {
    // The criteria's own disease is said with them ("eular_acr_2019_sle"); another, or a form of it, is a fact of its own.
    const syntax::Name& criteria = KindOf(heads[0]) == terms::Kind::kScore ? heads[0] : heads[1];
    const syntax::Name& disease = KindOf(heads[0]) == terms::Kind::kScore ? heads[1] : heads[0];
    if (disease.concepts.empty() || criteria.concepts.empty()) return;
    const std::string_view of = terms_.Get(criteria.concepts.front()).id;
    const std::string_view id = terms_.Get(disease.concepts.front()).id;
    if (of.size() > id.size() && of.substr(of.size() - id.size()) == id && of[of.size() - id.size() - 1] == '_') drop([&](const syntax::Name& n) { return KindOf(n) == terms::Kind::kCondition; });
    else if (of.find("acr") != std::string_view::npos || of.find("slicc") != std::string_view::npos) draft.both_heads = true;
  }
  if (draft.clause.grade && heads.size() == 2) drop([&](const syntax::Name& n) { return id_is(n, "nyha_class") || id_is(n, "ctcae") || id_is(n, "ctcae_grade"); });
  // "severe allergic reaction to X".
  if (heads.size() == 2 && !draft.clause.allergy && !draft.clause.limit && KindOf(heads[1]) == terms::Kind::kDrug) {
    for (const char* id : {"anaphylaxis", "hypersensitivity", "allergy", "drug_allergy", "allergic_reaction", "drug_hypersensitivity"}) {
      if (!id_is(heads[0], id)) continue;
      if (heads[0].text.rfind("severe", 0) == 0 || heads[0].text.rfind("life", 0) == 0 || heads[0].text.rfind("Severe", 0) == 0) draft.clause.states.push_back("severe");
      draft.clause.allergy = true;
      heads.erase(heads.begin());
      break;
    }
  }
  if (has_kind(terms::Kind::kTrial) && heads.size() == 2) {
    drop([&](const syntax::Name& n) { return KindOf(n) == terms::Kind::kTrial; });
    draft.clause.participation = true;
  }
  // "SpO2 >= 92 % on room air": must hold for the value to count.
  if (heads.size() == 2 && draft.clause.limit && KindOf(heads[0]) == terms::Kind::kMeasurement &&
      (KindOf(heads[1]) == terms::Kind::kObservation || KindOf(heads[1]) == terms::Kind::kProcedure)) {
    auto with = std::make_shared<Clause>();
    with->heads = {heads[1]};
    with->span = heads[1].span;
    draft.clause.with.push_back(std::move(with));
    heads.pop_back();
  }
  // "oral corticosteroids are prednisone (or equivalent) >= 7.5 mg": the class, its dose in the member's terms.
  if (heads.size() == 2 && draft.clause.limit && !heads[0].concepts.empty() && !heads[1].concepts.empty() && terms_.IsA(heads[1].concepts.front(), heads[0].concepts.front())) heads.pop_back();
  else if (heads.size() == 2 && draft.clause.limit && !heads[0].concepts.empty() && !heads[1].concepts.empty() && terms_.IsA(heads[0].concepts.front(), heads[1].concepts.front())) heads.erase(heads.begin());
  if (heads.size() == 2 && draft.clause.exposure) drop([&](const syntax::Name& n) { return id_is(n, "vaccination"); });
}

Draft Grammar::Limb(ChunkSpan chunks) {
  Draft draft;
  for (const Chunk& c : chunks) {
    if (!c.inherited) draft.span = Hull(draft.span, c.span);
  }
  if (draft.span.empty()) draft.span = chunks.front().span;
  draft.clause.span = draft.span;
  for (std::size_t i = 0; i < chunks.size();) Modifier(draft, chunks, i);
  Clause& clause = draft.clause;
  if (clause.stable) {
    for (auto& t : clause.times) t.stable = true;
  }
  if (clause.heads.empty() && std::all_of(chunks.begin(), chunks.end(), [](const Chunk& c) { return c.kind == ChunkKind::kWord || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kState || c.Cue("history") || c.Cue("with"); })) {
    for (const Chunk& c : chunks) {
      if (c.kind == ChunkKind::kWord) draft.only_words += (draft.only_words.empty() ? "" : " ") + c.word;
    }
  }
  draft.own_time = !clause.times.empty();
  // Age: "18-65 years", "aged >= 18 years".
  const bool years = clause.limit && clause.limit->unit.rfind("year", 0) == 0;
  if (clause.heads.empty() && clause.limit && (draft.age || (years && !exclusion_ && clause.limit->relation != Relation::kNone))) draft.age = true;
  if (draft.age && clause.heads.empty()) {
    if (const auto age = terms_.Find("age")) clause.heads.push_back({clause.limit ? clause.limit->span : draft.span, "age", {*age}});
  }
  if (draft.age && !clause.limit && clause.times.size() == 1 && clause.times[0].kind == syntax::TimePhrase::Kind::kDuration && clause.times[0].length && clause.times[0].length->period.days == 0) {
    syntax::Limit limit;  // "age at least 18 years" reads as a length of time first
    limit.span = clause.times[0].span;
    limit.relation = clause.times[0].relation;
    limit.value = clause.times[0].length->period.months / 12;
    limit.unit = "years";
    clause.limit = limit;
    clause.times.clear();
  }
  // "adults at least 18 years".
  if (clause.limit && clause.heads.size() == 1 && !clause.heads.front().concepts.empty() && terms_.Get(clause.heads.front().concepts.front()).id == "adult") {
    if (const auto age = terms_.Find("age")) clause.heads.front().concepts = {*age};
  }
  ReduceHeads(draft);
  return draft;
}

Node Grammar::Finish(Draft& draft) {
  Clause& clause = draft.clause;
  if (draft.node) return std::move(*draft.node);
  if (draft.consent) {
    Node n;
    n.kind = NodeKind::kConsent;
    n.span = draft.span;
    n.clause = std::make_shared<const Clause>(clause);
    return n;
  }
  if (draft.judge) {
    Node n;
    n.kind = NodeKind::kJudgement;
    n.span = draft.span;
    return n;
  }
  if (draft.definition) {
    if (!draft.blocked && clause.leftover.empty()) {
      Node n = std::move(*draft.definition);
      for (const auto& t : clause.times) {
        std::vector<Node*> stack{&n};
        while (!stack.empty()) {
          Node* at = stack.back();
          stack.pop_back();
          for (Node& child : at->of) stack.push_back(&child);
          if (at->kind == NodeKind::kClause && at->clause && at->clause->times.empty()) {
            Clause copy = *at->clause;
            copy.times.push_back(t);
            at->clause = std::make_shared<const Clause>(std::move(copy));
          }
        }
      }
      return n;
    }
    return MakeUnread(draft.span, "a definition whose term was not understood");
  }
  if (draft.no_restriction && clause.heads.empty() && clause.leftover.empty()) return {};
  if (clause.heads.empty()) {
    if (!draft.sex.empty() && clause.leftover.empty() && !draft.blocked && !clause.limit) {
      Node n;
      n.kind = NodeKind::kClause;
      n.span = draft.span;
      if (const auto sex = terms_.Find("sex")) clause.heads.push_back({draft.span, draft.sex, {*sex}});
      clause.grade = syntax::Grade{draft.span, "sex", Relation::kNone, {draft.sex}};
      n.clause = std::make_shared<const Clause>(clause);
      return n;
    }
    if (draft.empty_of_content()) return {};
    return MakeUnread(draft.span, clause.leftover.empty() ? "nothing is said of what it is about" : "words that no name or phrase explains");
  }
  if (draft.blocked) return MakeUnread(draft.span, "words that may turn its sense were not understood");
  if (draft.both_heads && clause.heads.size() == 2 && clause.leftover.empty() && !draft.negated) {
    std::vector<Node> both;
    for (const syntax::Name& head : clause.heads) {
      Node n;
      n.kind = NodeKind::kClause;
      n.span = head.span;
      Clause one = clause;
      one.heads = {head};
      one.span = head.span;
      n.clause = std::make_shared<const Clause>(std::move(one));
      both.push_back(std::move(n));
    }
    return MakeJoin(NodeKind::kAnd, std::move(both));
  }
  if (clause.heads.size() > 1) return MakeUnread(draft.span, "two things whose relation was not understood");
  Node n;
  n.kind = NodeKind::kClause;
  n.span = draft.span;
  std::vector<Node> parts;
  const std::vector<Span> leftover = std::exchange(clause.leftover, {});
  n.clause = std::make_shared<const Clause>(clause);
  if (draft.subgroup) {
    const auto leaf = [](Clause c) {
      Node x;
      x.kind = NodeKind::kClause;
      x.span = c.span;
      x.clause = std::make_shared<const Clause>(std::move(c));
      return x;
    };
    Clause other = clause;
    other.limit = draft.subgroup->limit;
    other.span = draft.subgroup->span;
    const bool looser = clause.limit->relation == draft.subgroup->limit.relation && clause.limit->unit == draft.subgroup->limit.unit &&
                        (Lower(clause.limit->relation) ? draft.subgroup->limit.value < clause.limit->value : draft.subgroup->limit.value > clause.limit->value);
    Node base = std::move(n);
    n = Node{};
    n.span = draft.span;
    if (!exclusion_ && looser) {  // who meets the stricter limit meets the looser one
      n.kind = NodeKind::kOr;
      n.of = {std::move(base), MakeJoin(NodeKind::kAnd, {leaf(draft.subgroup->condition), leaf(std::move(other))})};
    } else {
      n.kind = NodeKind::kIf;
      n.of = {leaf(draft.subgroup->condition), leaf(std::move(other)), std::move(base)};
    }
  }
  if (draft.second_limit) {
    Clause other = clause;
    other.limit = draft.second_limit;
    other.span = draft.second_limit->span;
    Node second;
    second.kind = NodeKind::kClause;
    second.span = other.span;
    second.clause = std::make_shared<const Clause>(std::move(other));
    n = MakeJoin(NodeKind::kOr, {std::move(n), std::move(second)});
  }
  if (draft.exception && draft.exception->kind != NodeKind::kNone) {
    Node base = std::move(n);
    n = Node{};
    n.kind = NodeKind::kUnless;
    n.span = draft.span;
    n.of = {std::move(base), std::move(*draft.exception)};
  }
  if (draft.negated) {
    Node inner = std::move(n);
    n = Node{};
    n.kind = NodeKind::kNot;
    n.span = draft.span;
    n.of.push_back(std::move(inner));
  }
  if (leftover.empty()) return n;
  // A number read beside words that were not: it may belong to them.
  int words = 0;
  for (const Span s : leftover) words += s.length();
  if (draft.negated || leftover.size() > 4 || words > 60 || clause.limit || clause.distinct) return MakeUnread(draft.span, "words that no name or phrase explains");
  parts.push_back(std::move(n));
  for (const Span s : leftover) parts.push_back(MakeUnread(s, "words that no name or phrase explains"));
  return MakeJoin(NodeKind::kAnd, std::move(parts));
}

}  // namespace eligo::parse
