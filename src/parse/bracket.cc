// What a bracket says of the limb it stands in.
#include <algorithm>
#include <array>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using syntax::Relation;
using NodeKind = syntax::Node::Kind;

namespace {

bool NoSense(ChunkSpan chunks) {
  return std::all_of(chunks.begin(), chunks.end(), [](const Chunk& c) {
    return c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kComma || c.Cue("with") || c.Cue("must") || c.Cue("any_combination") ||
           c.Cue("longer");
  });
}

// "(of 68)", "(out of 66 joints)": how many there are.
bool HowMany(ChunkSpan chunks) {
  bool of = false;
  int numbers = 0;
  for (const Chunk& c : chunks) {
    of = of || c.word == "of" || c.count.of_list;
    const bool number = (c.kind == ChunkKind::kLimit && c.limit->relation == Relation::kNone && c.limit->unit.empty() &&
                         !c.limit->times_uln && !c.limit->times_lln) ||
                        (c.kind == ChunkKind::kCount && c.count.relation == Relation::kGreaterEqual);
    numbers += number ? 1 : 0;
    if (!number && c.kind != ChunkKind::kFiller && c.word != "of" && c.word != "out" && c.word != "joint" && c.word != "joints")
      return false;
  }
  return of && numbers == 1;
}

// "(personal or family)", "(self or family history)": the patient's own, or a relative's.
bool OwnOrKin(ChunkSpan chunks, const terms::Terms& terms) {
  static constexpr std::array<WordKey, 5> kOwn = {"personal", "self", "own", "patient", "individual"};
  bool own = false, kin = false, either = false;
  for (const Chunk& c : chunks) {
    const bool named = c.kind == ChunkKind::kName;
    const bool mine = std::find(kOwn.begin(), kOwn.end(), c.word) != kOwn.end();
    const bool theirs = c.kin || c.word == "familial" ||
                        (named && !c.name->concepts.empty() && terms.Get(c.name->concepts.front()).id.starts_with("family_"));
    const bool joins =
        c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kSlash || (c.Cue("history") && c.past);
    if (!mine && !theirs && !joins && c.kind != ChunkKind::kFiller && !c.Cue("history")) return false;
    own |= mine, kin |= theirs, either |= joins;
  }
  return own && kin && either;
}

}  // namespace

std::optional<Node> Grammar::LimitsByCase(const Clause& clause, ChunkSpan body) const {
  const auto measured = [&](const syntax::Name& n) { return KindOf(n) == terms::Kind::kScore || KindOf(n) == terms::Kind::kMeasurement; };
  const auto head = std::find_if(clause.heads.begin(), clause.heads.end(), measured);
  if (head == clause.heads.end()) return std::nullopt;
  std::vector<Node> cases, values;
  std::vector<syntax::Name> names;
  std::vector<bool> there;
  for (std::size_t from = 0; from <= body.size();) {
    const std::size_t end = FindChunk(
        body, [](const Chunk& c) { return c.kind == ChunkKind::kSemicolon || c.kind == ChunkKind::kComma || c.kind == ChunkKind::kOr; },
        from);
    const ChunkSpan run = body.subspan(from, end - from);
    from = end + 1;
    if (run.empty()) continue;
    Clause value, condition;
    bool with = false, without = false;
    for (const Chunk& c : run) {
      if (c.kind == ChunkKind::kLimit && !value.limit && !with && !without)
        value.limit = c.limit;
      else if (c.kind == ChunkKind::kName && condition.heads.empty() && (with || without))
        condition.heads = {c.name}, condition.span = c.span;
      else if (c.Cue("with") && value.limit && !without)
        with = true;
      else if (c.Cue("not") && value.limit && !with && !without)
        without = true;
      else if (c.kind != ChunkKind::kFiller)
        return std::nullopt;
    }
    if (!value.limit || condition.heads.empty()) return std::nullopt;
    value.heads = {*head};
    value.span = SpanOf(run);
    names.push_back(condition.heads.front());
    there.push_back(with);
    values.push_back(MakeLeaf(value));
    Node when = MakeLeaf(std::move(condition));
    if (const Span span = when.span; without) when = MakeNot(std::move(when), span);
    cases.push_back(MakeJoin(NodeKind::kAnd, {MakeLeaf(std::move(value)), std::move(when)}));
  }
  if (cases.size() < 2) return std::nullopt;
  // With and without one thing: it decides which limit holds.
  if (cases.size() == 2 && there[0] != there[1] && SameName(names[0], names[1])) {
    const std::size_t with = there[0] ? 0 : 1;
    Clause one;
    one.heads = {names[with]};
    one.span = names[with].span;
    Node n;
    n.kind = NodeKind::kIf;
    n.span = SpanOf(body);
    n.of = {MakeLeaf(std::move(one)), std::move(values[with]), std::move(values[1 - with])};
    return n;
  }
  return MakeJoin(NodeKind::kOr, std::move(cases));
}

void Grammar::Group(Draft& draft, const Chunk& group) {
  Clause& clause = draft.clause;
  const ChunkSpan inner(group.inner);
  if (NoSense(inner)) return;
  // "(transfusions allowed)" beside what is asked: a permission restricts nobody.
  if (!exclusion_ && AnyOf(inner, [](const Chunk& c) { return c.Cue("relax"); }) &&
      std::all_of(inner.begin(), inner.end(), [](const Chunk& c) {
        return c.kind == ChunkKind::kName || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kWord || c.kind == ChunkKind::kOr ||
               c.kind == ChunkKind::kAnd || c.Cue("relax") || c.Cue("exposure");
      }))
    return;
  if (clause.heads.size() == 1 && KindOf(clause.heads.front()) != terms::Kind::kDrug &&
      KindOf(clause.heads.front()) != terms::Kind::kCondition && HowMany(inner))
    return;
  // "bilirubin > ULN (unless Gilbert syndrome)".
  if (inner.front().Cue("unless") && inner.size() > 1 && clause.heads.size() == 1 && !draft.exception && !draft.negated) {
    std::optional<Node> cause = Attribution(inner.subspan(1));
    Node lifts = cause ? std::move(*cause) : LetsIn(inner.subspan(1));
    if (lifts.kind != NodeKind::kNone) {
      draft.exception = std::move(lifts);
      return;
    }
  }
  std::size_t i = 0;
  while (i < inner.size() && (inner[i].kind == ChunkKind::kFiller || inner[i].kind == ChunkKind::kComma)) ++i;
  const ChunkSpan body = inner.subspan(i);
  const auto is = [](ChunkKind k) { return [k](const Chunk& c) { return c.kind == k; }; };
  // "(> grade 2 NCI-CTCAE version 4.03)".
  const auto ctcae = [&](const Chunk& c) {
    return c.Cue("scale:CTCAE") ||
           (c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).id == "ctcae_grade");
  };
  if (!clause.grade && std::count_if(body.begin(), body.end(), is(ChunkKind::kGrade)) == 1 && AnyOf(body, ctcae) &&
      std::all_of(body.begin(), body.end(), [&](const Chunk& c) {
        return ctcae(c) || c.kind == ChunkKind::kGrade || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kComma;
      })) {
    for (const Chunk& c : body) {
      if (c.kind == ChunkKind::kGrade) clause.grade = c.grade;
      if (ctcae(c) && !c.grade->version.empty()) draft.version = c.grade->version;
    }
    return;
  }
  if (SaysWhose(draft, body)) return;
  if (body.size() == 1 && !(body.front().kind == ChunkKind::kLimit && clause.limit)) {
    const Chunk& only = body.front();
    if (only.kind == ChunkKind::kName && !only.grade->version.empty()) draft.version = only.grade->version;
    if (only.kind == ChunkKind::kName && !clause.heads.empty() && SameName(only.name, clause.heads.back())) return;
    if (only.kind == ChunkKind::kWord && only.capital && only.span.length() <= 8 && only.shout) return;  // an abbreviation, not known here
    if (only.kind == ChunkKind::kTime || only.kind == ChunkKind::kLimit || only.kind == ChunkKind::kGrade || only.Cue("equivalent") ||
        only.kind == ChunkKind::kAnswer ||
        (only.kind == ChunkKind::kCue &&
         (only.word.starts_with("method:") || only.word.starts_with("route:") || only.word.starts_with("scale:")))) {
      std::size_t at = 0;
      Modifier(draft, body, at);
      draft.time_in_brackets = draft.time_in_brackets || only.kind == ChunkKind::kTime;
      return;
    }
    if (only.kind == ChunkKind::kName && clause.heads.empty() && clause.methods.empty()) {
      clause.heads.push_back(only.name);
      return;
    }
    // "creatinine clearance (Cockcroft-Gault)": the kind of it that is meant.
    if (only.kind == ChunkKind::kName && clause.heads.size() == 1 && KindOf(clause.heads.front()) == terms::Kind::kMeasurement &&
        !only.name->concepts.empty() && !clause.heads.front().concepts.empty() &&
        terms_.IsA(only.name->concepts.front(), clause.heads.front().concepts.front())) {
      clause.heads.front().concepts = only.name->concepts;
      clause.heads.front().span = Hull(clause.heads.front().span, only.name->span);
      return;
    }
    // An abbreviation of what stands before it, whatever else it may mean: "(TB)", "(RBC)".
    const bool capitals = only.kind == ChunkKind::kName && only.name->text.size() <= 6 &&
                          std::none_of(only.name->text.begin(), only.name->text.end(), [](char x) { return x >= 'a' && x <= 'z'; });
    if (capitals && !clause.heads.empty() && KindOf(clause.heads.back()) != terms::Kind::kDrug) return;
    // The instrument or the method of what was measured: "(NYHA)", "(ECHO)".
    if (only.kind == ChunkKind::kName && (!clause.methods.empty() || (clause.grade && KindOf(only.name) == terms::Kind::kScore))) {
      return;
    }
  }
  if (std::all_of(body.begin(), body.end(), [](const Chunk& c) {
        return (c.kind == ChunkKind::kWord && c.capital && c.shout) || c.kind == ChunkKind::kSlash || c.kind == ChunkKind::kComma;
      }))
    return;
  // "pancreatitis (acute or chronic)": any.
  const auto state = [&](std::string_view word) {
    return AnyOf(body, [&](const Chunk& c) { return c.kind == ChunkKind::kState && c.word == word; });
  };
  if (((state("acute") && state("chronic")) || (state("symptomatic") && state("asymptomatic")) ||
       (state("treated") && state("untreated"))) &&
      std::count_if(body.begin(), body.end(), [](const Chunk& c) { return c.kind == ChunkKind::kState; }) == 2 &&
      std::all_of(body.begin(), body.end(), [](const Chunk& c) {
        return c.kind == ChunkKind::kState || c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr ||
               c.kind == ChunkKind::kSlash;
      }))
    return;
  if (exclusion_ && !draft.negated && OwnOrKin(body, terms_)) {
    draft.or_kin = group.span;
    return;
  }
  // "pregnancy test (female of childbearing potential)": whose.
  const auto fertile = [&](const Chunk& c) {
    return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).id == "childbearing_potential";
  };
  const auto female = [&](const Chunk& c) {
    return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).id == "female";
  };
  if (!draft.whose && AnyOf(body, fertile) && std::all_of(body.begin(), body.end(), [&](const Chunk& c) {
        return fertile(c) || female(c) || c.kind == ChunkKind::kFiller || c.Cue("female") || c.Cue("for_female") || c.Cue("in_subjects") ||
               c.Cue("if");
      })) {
    Clause who;
    const Chunk& name = *std::find_if(body.begin(), body.end(), fertile);
    who.heads = {name.name};
    who.span = name.span;
    draft.whose = MakeLeaf(std::move(who));
    return;
  }
  if (body.front().Cue("equivalent") && !AnyOf(body, is(ChunkKind::kLimit))) {
    clause.equivalent = true;
    return;
  }
  // "(per CTCAE v5.0)".
  const auto scale =
      std::find_if(body.begin(), body.end(), [](const Chunk& c) { return c.kind == ChunkKind::kCue && c.word.starts_with("scale:"); });
  if (scale != body.end() && !AnyOf(body, is(ChunkKind::kName))) {
    if (clause.grade && clause.grade->scale.empty()) clause.grade->scale = scale->word.substr(6);
    return;
  }
  if (body.front().Cue("defined") || (body.front().kind == ChunkKind::kLimit && !clause.limit && body.size() <= 3 &&
                                      std::all_of(body.begin(), body.end(), [](const Chunk& c) {
                                        return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kFiller || c.Cue("equivalent") ||
                                               c.kind == ChunkKind::kOr;
                                      }))) {
    if (body.front().Cue("defined")) {
      const bool outer = std::exchange(defines_, true);
      Node definition = Text(body.subspan(1));
      defines_ = outer;
      if (definition.kind != NodeKind::kNone) draft.definition = std::move(definition);
      return;
    }
    for (std::size_t k = 0; k < body.size();) Modifier(draft, body, k);
    return;
  }
  // "criteria (>= 5.5 without biopsy; >= 6.7 with biopsy)": a limit for each case.
  if (!clause.limit && !draft.also) {
    if (auto cases = LimitsByCase(clause, body)) {
      draft.also = std::move(*cases);
      return;
    }
  }
  // "< 2 (< 3 in X, except if due to Y)": what another fact lifts, besides what the bracket says.
  if (const std::size_t e = FindChunk(body, [](const Chunk& c) { return c.Cue("except") || c.Cue("unless"); });
      clause.limit && clause.heads.size() == 1 && e > 0 && e < body.size() && AnyOf(body.first(e), is(ChunkKind::kLimit)) &&
      !draft.exception) {
    std::optional<Node> lifts = Attribution(body.subspan(e + 1));
    if (!lifts) lifts = Text(body.subspan(e + 1));
    if (lifts->kind == NodeKind::kJudgement || (lifts->kind == NodeKind::kClause && Person(*lifts))) {
      Chunk rest = group;
      const ChunkSpan before = Trim(body.first(e));
      rest.inner.assign(before.begin(), before.end());
      Group(draft, rest);
      draft.exception = std::move(*lifts);
      return;
    }
  }
  // "bilirubin < 2 (Gilbert syndrome: < 3)": another limit for some.
  const auto age = [&](const syntax::Name& n) { return !n.concepts.empty() && terms_.Get(n.concepts.front()).id == "age"; };
  if (!clause.limit && clause.heads.size() == 1 && age(clause.heads.front()) && clause.times.size() == 1) TimeAsLimit(clause);
  if (clause.limit && clause.heads.size() == 1) {
    std::vector<const Chunk*> names, limits;
    bool plain = true;
    // ">= 20 years in Japan" behind an age: a limit, not a time.
    Chunks aged(body.begin(), body.end());
    for (Chunk& c : aged) {
      Clause length;
      length.times = {c.time};
      if (c.kind != ChunkKind::kTime || clause.limit->unit.rfind("year", 0) != 0 || !TimeAsLimit(length)) continue;
      c.kind = ChunkKind::kLimit;
      c.limit = *length.limit;
    }
    const Chunk* sex = nullptr;
    for (const Chunk& c : aged) {
      if (c.Cue("female") || c.Cue("male") || c.Cue("for_female") || c.Cue("for_male")) {
        plain = plain && sex == nullptr;
        sex = &c;
        continue;
      }
      if (c.kind == ChunkKind::kName)
        names.push_back(&c);
      else if (c.kind == ChunkKind::kLimit)
        limits.push_back(&c);
      else
        plain = plain && (c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kComma || c.kind == ChunkKind::kColon || c.Cue("with") ||
                          c.Cue("in_subjects") || c.Cue("if") || (c.kind == ChunkKind::kAnswer && c.word == "present") ||
                          (c.kind == ChunkKind::kOr && &c == &aged.front()));
    }
    std::erase_if(names, [&](const Chunk* c) { return SameName(c->name, clause.heads.front()); });
    // "hemoglobin >= 11 g/dL (females: >= 10 g/dL)".
    if (const auto of_sex = terms_.Find("sex");
        of_sex && plain && sex != nullptr && names.empty() && limits.size() == 1 && !draft.subgroup) {
      Draft::Subgroup subgroup;
      const std::string word = sex->Cue("female") || sex->Cue("for_female") ? "female" : "male";
      subgroup.condition.heads = {{sex->span, word, {*of_sex}}};
      subgroup.condition.grade = syntax::Grade{sex->span, "sex", Relation::kNone, {word}};
      subgroup.condition.span = sex->span;
      subgroup.limit = limits[0]->limit;
      subgroup.span = group.span;
      if (subgroup.limit.relation == Relation::kNone) subgroup.limit.relation = clause.limit->relation;
      if (subgroup.limit.unit.empty()) subgroup.limit.unit = clause.limit->unit;
      draft.subgroup = std::move(subgroup);
      return;
    }
    if (plain && names.size() == 1 && limits.size() == 1 && sex == nullptr && KindOf(names[0]->name) == terms::Kind::kCondition) {
      Draft::Subgroup subgroup;
      subgroup.condition.heads = {names[0]->name};
      subgroup.condition.span = names[0]->span;
      subgroup.limit = limits[0]->limit;
      subgroup.span = group.span;
      if (subgroup.limit.unit.empty()) subgroup.limit.unit = clause.limit->unit;
      draft.subgroup = std::move(subgroup);
      return;
    }
    // "age >= 18 (>= 20 in Japan)", "(or >= 4 for isolated ileal disease)": of whom the other limit is was not understood, only that it is
    // of some.
    const bool words = std::any_of(aged.begin(), aged.end(), [](const Chunk& c) {
      return c.kind == ChunkKind::kWord || c.kind == ChunkKind::kName || c.kind == ChunkKind::kTime;
    });
    const bool some = std::any_of(body.begin(), body.end(), [](const Chunk& c) {
      return c.Cue("in_subjects") || c.Cue("if") || (c.kind == ChunkKind::kFiller && (c.word == "in" || c.word == "for"));
    });
    const bool turned = AnyOf(body, [](const Chunk& c) { return c.Cue("not") || c.Cue("except") || c.Cue("unless"); });
    const bool other = std::any_of(names.begin(), names.end(), [&](const Chunk* c) {
      return KindOf(c->name) == terms::Kind::kMeasurement || KindOf(c->name) == terms::Kind::kScore;  // whose limit it is
    });
    const bool same_unit = limits.size() == 1 && (limits[0]->limit->unit.empty() || limits[0]->limit->unit == clause.limit->unit);
    if (same_unit && words && some && !turned && !other && !draft.subgroup && limits[0]->limit->relation == clause.limit->relation) {
      Draft::Subgroup subgroup;
      subgroup.limit = limits[0]->limit;
      subgroup.span = group.span;
      if (subgroup.limit.unit.empty()) subgroup.limit.unit = clause.limit->unit;
      draft.subgroup = std::move(subgroup);
      return;
    }
  }
  // "hemoglobin >= 10 g/dL (SI: >= 100 g/L)".
  if (clause.limit && body.size() > 2 && body.front().kind == ChunkKind::kWord && body.front().word == "si" &&
      body[1].kind == ChunkKind::kColon) {
    Chunk rest = group;
    rest.inner.assign(body.begin() + 2, body.end());
    return Group(draft, rest);
  }
  // "creatinine > 2.5 mg/dL (> 221 umol/L)": one limit in two units; the limb of the reported unit decides.
  if (clause.limit && body.size() == 1 && body.front().kind == ChunkKind::kLimit && !clause.limit->unit.empty() &&
      !body.front().limit->unit.empty() && clause.limit->unit != body.front().limit->unit) {
    syntax::Limit second = body.front().limit;
    if (second.relation == Relation::kNone) second.relation = clause.limit->relation;
    if (second.relation == clause.limit->relation) {
      draft.second_limit = second;
      return;
    }
  }
  // "IgA deficiency (serum IgA < 10 mg/dL)", "adequate renal function (creatinine < 1.5 mg/dL or clearance > 60 mL/min)": the measures
  // define the condition.
  const auto measured = [&](const Chunk& c) {
    return c.kind != ChunkKind::kName || KindOf(c.name) == terms::Kind::kMeasurement || KindOf(c.name) == terms::Kind::kScore;
  };
  const auto limits = std::count_if(body.begin(), body.end(), is(ChunkKind::kLimit));
  const auto names = std::count_if(body.begin(), body.end(), is(ChunkKind::kName));
  draft.function = clause.heads.size() == 1 && clause.heads.front().text.ends_with("function") && !clause.answer;
  if (!clause.limit && clause.heads.size() == 1 && (KindOf(clause.heads.front()) == terms::Kind::kCondition || draft.function) &&
      limits > 0 && names == limits && std::all_of(body.begin(), body.end(), [&](const Chunk& c) {
        return c.kind == ChunkKind::kLimit || (c.kind == ChunkKind::kName && measured(c)) || c.kind == ChunkKind::kFiller ||
               c.Cue("with") || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kAndOr ||
               c.kind == ChunkKind::kComma || c.kind == ChunkKind::kSemicolon || (c.kind == ChunkKind::kGroup && c.inner.size() == 1);
      })) {
    Node definition = Text(body);
    if (limits == 1 || !HasUnread(definition)) {
      draft.definition = std::move(definition);
      draft.measures = true;
      return;
    }
  }
  // "latent tuberculosis (positive IGRA)": the result that shows it.
  if (clause.heads.size() == 1 && !clause.heads.front().concepts.empty() && !clause.limit && !clause.answer && !draft.shown_by &&
      std::count_if(body.begin(), body.end(), is(ChunkKind::kName)) == 1 &&
      std::count_if(body.begin(), body.end(), is(ChunkKind::kAnswer)) == 1 && std::all_of(body.begin(), body.end(), [](const Chunk& c) {
        return c.kind == ChunkKind::kName || c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kFiller;
      })) {
    const syntax::Name& test = std::find_if(body.begin(), body.end(), is(ChunkKind::kName))->name;
    if (!test.concepts.empty() && terms_.Get(test.concepts.front()).test_of == terms_.Get(clause.heads.front().concepts.front()).id) {
      draft.shown_by = Text(body);
      return;
    }
  }
  // "glucocorticoids (prednisone > 1 mg/kg/day or equivalent)": the dose, in the member's terms.
  if (!clause.limit && clause.heads.size() == 1 && KindOf(clause.heads.front()) == terms::Kind::kDrug &&
      body.front().kind == ChunkKind::kName && KindOf(body.front().name) == terms::Kind::kDrug &&
      std::all_of(body.begin() + 1, body.end(),
                  [](const Chunk& c) {
                    return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kFiller || c.Cue("equivalent") || c.kind == ChunkKind::kOr;
                  }) &&
      std::count_if(body.begin(), body.end(), is(ChunkKind::kLimit)) == 1 && !body.front().name->concepts.empty() &&
      terms_.IsA(body.front().name->concepts.front(), clause.heads.front().concepts.front())) {
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
    return c.kind == ChunkKind::kName || c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kOr ||
           c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kSlash || c.kind == ChunkKind::kFiller || c.Cue("example") || c.Cue("etc") ||
           c.Cue("other") || c.kind == ChunkKind::kSemicolon || c.kind == ChunkKind::kColon || c.kind == ChunkKind::kState ||
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
  // "adult patients (age 18 and above)": who is meant, said twice.
  if (!clause.limit && clause.heads.size() == 1 && KindOf(clause.heads.front()) == terms::Kind::kDemographic &&
      std::all_of(body.begin(), body.end(),
                  [&](const Chunk& c) {
                    return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kFiller ||
                           (c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms_.Get(c.name->concepts.front()).id == "age");
                  }) &&
      std::count_if(body.begin(), body.end(), is(ChunkKind::kLimit)) == 1) {
    for (std::size_t k = 0; k < body.size();) Modifier(draft, body, k);
    return;
  }
  // "(stage IV or recurrent)": alternatives narrow no one thing.
  const auto says = [](const Chunk& c) {
    return c.kind == ChunkKind::kState || c.kind == ChunkKind::kGrade || c.kind == ChunkKind::kName || c.kind == ChunkKind::kAnswer ||
           c.kind == ChunkKind::kLimit;
  };
  const bool either = AnyOf(body, is(ChunkKind::kOr)) && std::count_if(body.begin(), body.end(), says) > 1;
  // A modifier in brackets, read as if the brackets were not there; all of it must be placed.
  Draft trial = draft;
  const std::size_t before = trial.clause.leftover.size();
  const std::size_t heads = trial.clause.heads.size();
  for (std::size_t k = 0; k < body.size();) Modifier(trial, body, k);
  // "(4 weeks without treatment)": a `no` that names nothing would turn what stands before the bracket.
  if (!either && !trial.blocked && trial.negated == draft.negated && trial.clause.leftover.size() == before &&
      trial.clause.heads.size() == heads) {
    draft = std::move(trial);
    return;
  }
  clause.leftover.push_back(group.span);
  draft.brackets.push_back(group.span);
  // A number, a condition or an exception in an unread bracket may turn the sense of the limb.
  if (AnyOf(body, [](const Chunk& c) {
        return c.kind == ChunkKind::kLimit || c.Cue("except") || c.Cue("unless") || c.Cue("if") || c.Cue("in_subjects") || c.Cue("relax") ||
               c.Cue("not");
      }))
    draft.blocked = true;
}

}  // namespace eligo::parse
