// A draft whose neighbours have given what they share -> a node.
#include <algorithm>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using syntax::Relation;
using NodeKind = syntax::Node::Kind;

namespace {

// The times said of a thing are those of what defines it, where that says none.
void AddTimes(Node& node, const std::vector<syntax::TimePhrase>& times) {
  for (Node& child : node.of) AddTimes(child, times);
  if (times.empty() || node.kind != NodeKind::kClause || !node.clause || !node.clause->times.empty()) return;
  Clause copy = *node.clause;
  copy.times = times;
  node.clause = std::make_shared<const Clause>(std::move(copy));
}

// What is judged: without the `no` before it, which is said of the judgement.
Span JudgedSpan(const Draft& draft) {
  if (!draft.negated) return draft.span;
  Span span = draft.judged_span;
  for (const syntax::Name& head : draft.clause.heads) span = Hull(span, head.span);
  return span.empty() ? draft.span : span;
}

}  // namespace

// "SLE according to the EULAR/ACR criteria": the criteria are what is asked. "a clinical trial of a TNF inhibitor":
// the drug of the trial. Anything else of two names was not understood.
void Grammar::ReduceHeads(Draft& draft) {
  std::vector<syntax::Name>& heads = draft.clause.heads;
  const auto drop = [&](auto&& test) {
    if (heads.size() < 2) return;
    const auto at = std::find_if(heads.begin(), heads.end(), test);
    if (at != heads.end()) heads.erase(at);
  };
  const auto has_kind = [&](terms::Kind k) {
    return std::any_of(heads.begin(), heads.end(), [&](const syntax::Name& n) { return KindOf(n) == k; });
  };
  const auto id_is = [&](const syntax::Name& n, std::string_view id) {
    return !n.concepts.empty() && terms_.Get(n.concepts.front()).id == id;
  };
  const auto sex = [&](const syntax::Name& n) { return id_is(n, "sex") || id_is(n, "female") || id_is(n, "male"); };
  const auto of_age = [&](const syntax::Name& n) { return id_is(n, "age"); };
  // "Women aged 60 or older" where the lexicon's name holds the sex: the age is asked of one sex.
  const auto no_sex = [&](const syntax::Name& n) { return id_is(n, "sex"); };
  if (std::any_of(heads.begin(), heads.end(), of_age) && std::any_of(heads.begin(), heads.end(), no_sex)) draft.blocked = true;
  drop([&](const syntax::Name& n) { return id_is(n, "classification_criteria"); });
  // "MRI contraindication": of something named, a person judges it.
  draft.judged = draft.judged || (heads.size() > 1 && std::any_of(heads.begin(), heads.end(),
                                                                  [&](const syntax::Name& n) { return id_is(n, "contraindication"); }));
  if (heads.size() > 1 && draft.sex.empty()) {
    for (const char* one : {"female", "male"}) {
      if (std::any_of(heads.begin(), heads.end(), [&](const syntax::Name& n) { return id_is(n, one); })) draft.sex = one;
    }
  }
  drop(sex);
  // "allergy to methylene blue medication": the drug.
  if (heads.size() == 2 && id_is(heads[1], "concomitant_medication") && KindOf(heads[0]) == terms::Kind::kDrug) heads.pop_back();
  if (heads.size() == 1 && draft.sex.empty() && (id_is(heads[0], "female") || id_is(heads[0], "male"))) {
    draft.sex = terms_.Get(heads[0].concepts.front()).id;
    heads.clear();
  }
  if (has_kind(terms::Kind::kScore) && has_kind(terms::Kind::kCondition) && heads.size() == 2 &&
      (!draft.clause.grade || draft.clause.grade->scale == "certainty")) {
    // The criteria's own disease is said with them ("eular_acr_2019_sle"); another, or a form of it, is a fact of its own.
    const syntax::Name& criteria = KindOf(heads[0]) == terms::Kind::kScore ? heads[0] : heads[1];
    const syntax::Name& disease = KindOf(heads[0]) == terms::Kind::kScore ? heads[1] : heads[0];
    if (disease.concepts.empty() || criteria.concepts.empty()) return;
    const std::string_view of = terms_.Get(criteria.concepts.front()).id;
    const std::string_view id = terms_.Get(disease.concepts.front()).id;
    if (of.size() > id.size() && of.substr(of.size() - id.size()) == id && of[of.size() - id.size() - 1] == '_')
      drop([&](const syntax::Name& n) { return KindOf(n) == terms::Kind::kCondition; });
    else if (of.find("acr") != std::string_view::npos || of.find("slicc") != std::string_view::npos)
      draft.both_heads = true;
  }
  const auto nyha = [&](const syntax::Name& n) { return id_is(n, "nyha_class"); };
  if (draft.clause.grade && draft.clause.grade->scale == "stage" && std::any_of(heads.begin(), heads.end(), nyha))
    draft.clause.grade->scale = "NYHA";  // "NYHA stage III"
  if (draft.clause.grade && heads.size() == 2)
    drop([&](const syntax::Name& n) { return id_is(n, "nyha_class") || id_is(n, "ctcae") || id_is(n, "ctcae_grade"); });
  // "severe allergic reaction to X".
  if ((heads.size() == 2 || heads.size() == 3) && !draft.clause.allergy && !draft.clause.limit && KindOf(heads[1]) == terms::Kind::kDrug) {
    for (const char* id : {"anaphylaxis", "hypersensitivity", "allergy", "drug_allergy", "allergic_reaction", "drug_hypersensitivity"}) {
      if (!id_is(heads[0], id)) continue;
      if (heads[0].text.rfind("severe", 0) == 0 || heads[0].text.rfind("life", 0) == 0 || heads[0].text.rfind("Severe", 0) == 0)
        draft.clause.states.push_back("severe");
      draft.clause.allergy = true;
      heads.erase(heads.begin());
      break;
    }
  }
  // "allergy to any component of X": to X.
  if (draft.clause.allergy && heads.size() == 2 && KindOf(heads[1]) == terms::Kind::kDrug)
    drop([&](const syntax::Name& n) { return id_is(n, "contact_allergy_component"); });
  // "inadequate response to at least one TNF inhibitor": a response, and the drug it was to.
  if (heads.size() == 2 && Response(heads[0]) && KindOf(heads[1]) == terms::Kind::kDrug && !draft.clause.limit && !draft.also) {
    Clause given;
    given.heads = {heads[1]};
    given.span = heads[1].span;
    given.history = given.exposure = true;
    given.distinct = std::exchange(draft.clause.distinct, std::nullopt);
    given.examples = std::exchange(draft.clause.examples, {});
    draft.also = MakeLeaf(std::move(given));
    heads.pop_back();
  }
  if (has_kind(terms::Kind::kTrial) && heads.size() == 2) {
    drop([&](const syntax::Name& n) { return KindOf(n) == terms::Kind::kTrial; });
    draft.clause.participation = true;
  }
  // "allergy to monoclonal antibodies XYZ123": a class and a member side by side; either excludes.
  if (exclusion_ && draft.clause.allergy && heads.size() == 2 && KindOf(heads[0]) == terms::Kind::kDrug &&
      KindOf(heads[1]) == terms::Kind::kDrug && heads[1].span.begin - heads[0].span.end <= 1) {
    auto member = std::make_shared<Clause>();
    member->heads = {heads[1]};
    member->span = heads[1].span;
    draft.clause.examples.push_back(std::move(member));
    Remark("kAmbiguousConnective", Hull(heads[0].span, heads[1].span), "two names side by side; read as either of them", true);
    heads.pop_back();
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
  if (heads.size() == 2 && draft.clause.limit && !heads[0].concepts.empty() && !heads[1].concepts.empty() &&
      terms_.IsA(heads[1].concepts.front(), heads[0].concepts.front()))
    heads.pop_back();
  else if (heads.size() == 2 && draft.clause.limit && !heads[0].concepts.empty() && !heads[1].concepts.empty() &&
           terms_.IsA(heads[0].concepts.front(), heads[1].concepts.front()))
    heads.erase(heads.begin());
  if (heads.size() == 2 && draft.clause.exposure) drop([&](const syntax::Name& n) { return id_is(n, "vaccination"); });
}

namespace {

// Classes that results note by themselves.
constexpr std::pair<std::string_view, std::string_view> kClasses[] = {
    {"NYHA", "nyha_class"}, {"MGFA", "mgfa_class"}, {"Child-Pugh", "child_pugh"}};

}  // namespace

Node Grammar::Finish(Draft& draft) {
  // "has received rituximab": at any time, where nothing says when.
  if (const Clause& c = draft.clause; draft.received && c.times.empty() && !c.limit && !c.stable && !c.distinct)
    draft.clause.history = true;
  Clause& clause = draft.clause;
  if (draft.node) return std::move(*draft.node);
  if (draft.consent) {
    const bool a_time = clause.limit && (clause.limit->unit.rfind("year", 0) == 0 || clause.limit->unit.rfind("month", 0) == 0);
    const bool facts = (clause.limit && (!a_time || draft.age)) || clause.answer ||
                       std::any_of(clause.examples.begin(), clause.examples.end(),
                                   [&](const auto& e) { return !e->heads.empty() && KindOf(e->heads.front()) == terms::Kind::kCondition; });
    if (facts) return MakeUnread(draft.span, "a duty and facts in one phrase");
    return MakeConsent(draft.span, clause);
  }
  if (draft.judge) return MakeJudgement(draft.span, "");
  if (draft.judged && !draft.blocked && !draft.definition) {
    Node n = MakeJudgement(JudgedSpan(draft), syntax::kInItsWords);
    return draft.negated ? MakeNot(std::move(n), draft.span) : n;
  }
  if (draft.definition) {
    const bool more =
        !clause.required.empty() || std::find(clause.states.begin(), clause.states.end(), "requiring_treatment") != clause.states.end();
    if (!draft.blocked && clause.leftover.empty() && !more) {
      Node n = std::move(*draft.definition);
      // "hypoglycemia (defined by ...) within 6 months": the window has nowhere else to stand.
      if (!clause.times.empty() && n.kind == NodeKind::kUnread) return MakeUnread(draft.span, "a definition that was not understood");
      AddTimes(n, clause.times);
      if (clause.history && clause.times.empty()) MarkPast(n);  // "history of muscle damage (CK > 350)": at any time
      // "psoriasis (PASI >= 12)": how grave it is of who has it. What a result shows by itself needs no record ("anemia (Hb < 8)").
      const bool known = clause.heads.size() == 1 && !clause.heads.front().concepts.empty();
      if (!exclusion_ && !draft.negated && draft.measures && !draft.function && known &&
          KindOf(clause.heads.front()) == terms::Kind::kCondition && !terms_.Get(clause.heads.front().concepts.front()).measured &&
          !Person(MakeLeaf(clause))) {
        Clause disease;
        disease.heads = clause.heads;
        disease.span = clause.heads.front().span;
        disease.methods = clause.methods;
        disease.cause = clause.cause;
        disease.cause_is = clause.cause_is;
        disease.times = clause.times;
        disease.states = clause.states;  // but for how grave it is
        std::erase_if(disease.states, [](const std::string& s) {
          return s == "active" || s == "uncontrolled" || s == "severe" || s == "moderate" || s == "mild" || s == "clinically_significant";
        });
        std::vector<Node> both{MakeLeaf(std::move(disease)), std::move(n)};
        return MakeJoin(NodeKind::kAnd, std::move(both));
      }
      // "severe renal or hepatic impairment (eGFR < 30)" among what excludes: of which of them the value is is not said.
      if (exclusion_ && !draft.negated && draft.measures && draft.gives_noun && known && n.kind == NodeKind::kClause) {
        const syntax::Name& test = n.clause->heads.front();
        const bool of_it =
            !test.concepts.empty() && terms_.Get(test.concepts.front()).test_of == terms_.Get(clause.heads.front().concepts.front()).id;
        if (!of_it) return MakeJoin(NodeKind::kOr, {MakeLeaf(clause), std::move(n)});
      }
      // "no hypercalcemia (calcium > 11)", "no dementia (MoCA > 25)": the value of those who have it, or of those who do not.
      return draft.negated ? MakeUnread(draft.span, "a value in the bracket of what is denied") : n;
    }
    return MakeUnread(draft.span, "a definition whose term was not understood");
  }
  if (draft.no_restriction && clause.heads.empty() && clause.leftover.empty()) return {};
  // "NYHA class III or IV", "MGFA class II to IVa", and nothing that is of that class: the class itself.
  const auto own = [&]() -> std::optional<terms::ConceptId> {
    if (!clause.grade) return std::nullopt;
    const auto at = std::find_if(std::begin(kClasses), std::end(kClasses), [&](const auto& c) { return c.first == clause.grade->scale; });
    return at == std::end(kClasses) ? std::nullopt : terms_.Find(at->second);
  }();
  if (own && clause.heads.empty() && !draft.blocked) clause.heads.push_back({clause.grade->span, std::string(terms_.Get(*own).id), {*own}});
  const bool of_disease =
      own && clause.heads.size() == 1 && clause.grade->scale != "NYHA" && KindOf(clause.heads.front()) == terms::Kind::kCondition;
  if (draft.negated && of_disease) draft.blocked = true;  // "not MGFA class V" behind a disease: of the class alone
  // "generalized MG, MGFA class II to IV", "cirrhosis (Child-Pugh B or C)": the disease, and its class, which is noted apart from it.
  if (of_disease && !draft.also && !draft.negated) {
    Clause graded;
    graded.heads = {{clause.grade->span, std::string(terms_.Get(*own).label), {*own}}};
    graded.span = clause.grade->span;
    graded.times = clause.times;
    graded.grade = std::exchange(clause.grade, std::nullopt);
    draft.also = MakeLeaf(std::move(graded));
  }
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
    // "unable to perform the assessments": what of, no record tells.
    if (draft.unable && !clause.limit && !clause.answer && clause.times.empty() && draft.brackets.empty())
      return MakeJudgement(draft.span, syntax::kInItsWords);
    return MakeUnread(draft.span,
                      clause.leftover.empty() ? "nothing is said of what it is about" : "words that no name or phrase explains");
  }
  if (clause.cause && SameName(*clause.cause, clause.heads.front()) && !clause.cause_is) draft.blocked = true;  // not caused by itself
  if (!draft.sex.empty() && draft.sex_each) {
    Draft who;
    who.sex = std::exchange(draft.sex, "");
    who.span = draft.span;
    std::vector<Node> of;
    of.push_back(Finish(who));
    of.push_back(Finish(draft));
    Node n;
    n.kind = exclusion_ || draft.must_be_one ? NodeKind::kAnd : NodeKind::kIf;
    n.span = draft.span;
    n.of = std::move(of);
    return n;
  }
  if (!draft.sex.empty() && !FemaleOnly(draft)) draft.blocked = true;  // asked of one sex, among limbs of any
  if (draft.blocked) return MakeUnread(draft.span, "words that may turn its sense were not understood");
  if (draft.both_heads && clause.heads.size() == 2 && clause.leftover.empty() && !draft.negated) {
    std::vector<Node> both;
    for (const syntax::Name& head : clause.heads) {
      Clause one = clause;
      one.heads = {head};
      one.span = head.span;
      both.push_back(MakeLeaf(std::move(one)));
    }
    return MakeJoin(NodeKind::kAnd, std::move(both));
  }
  if (clause.heads.size() > 1) return MakeUnread(draft.span, "two things whose relation was not understood");
  Node n;
  n.kind = NodeKind::kClause;
  n.span = draft.span;
  std::vector<Node> parts;
  const std::vector<Span> leftover = std::exchange(clause.leftover, {});
  const Span judged = draft.suspected_too ? JudgedSpan(draft) : Span{};
  n.clause = std::make_shared<const Clause>(std::move(clause));
  const syntax::ClausePtr said = n.clause;
  if (draft.subgroup) {
    Clause other = *said;
    other.limit = draft.subgroup->limit;
    other.span = draft.subgroup->span;
    const bool looser = said->limit->relation == draft.subgroup->limit.relation && said->limit->unit == draft.subgroup->limit.unit &&
                        (LowerBound(said->limit->relation) ? draft.subgroup->limit.value < said->limit->value
                                                           : draft.subgroup->limit.value > said->limit->value);
    Node base = std::move(n);
    n = Node{};
    n.span = draft.span;
    Node who = draft.subgroup->condition.heads.empty() ? MakeUnread(draft.subgroup->span, "of whom another limit is asked")
                                                       : MakeLeaf(draft.subgroup->condition);
    if (!exclusion_ && looser) {  // who meets the stricter limit meets the looser one
      n.kind = NodeKind::kOr;
      n.of = {std::move(base), MakeJoin(NodeKind::kAnd, {std::move(who), MakeLeaf(std::move(other))})};
    } else {
      n.kind = NodeKind::kIf;
      n.of = {std::move(who), MakeLeaf(std::move(other)), std::move(base)};
    }
  }
  if (draft.second_limit) {
    Clause other = *said;
    other.limit = *draft.second_limit;
    other.span = draft.second_limit->span;
    n = MakeJoin(NodeKind::kOr, {std::move(n), MakeLeaf(std::move(other))});
  }
  if (draft.suspected_too) {  // that it is, or a person's suspicion
    n = MakeJoin(NodeKind::kOr, {std::move(n), MakeJudgement(judged, syntax::kSuspected)});
  }
  if (!draft.or_kin.empty()) n = MakeJoin(NodeKind::kOr, {std::move(n), MakeUnread(draft.or_kin, "something said of a relative")});
  if (draft.shown_by) {  // the disease, and the result that shows it: either excludes, both are asked, neither may be there
    AddTimes(*draft.shown_by, said->times);
    n = MakeJoin(exclusion_ != draft.negated ? NodeKind::kOr : NodeKind::kAnd, {std::move(n), std::move(*draft.shown_by)});
  }
  if (draft.also) {
    std::vector<Node> both;
    both.push_back(std::move(n));
    both.push_back(std::move(*draft.also));
    n = MakeJoin(NodeKind::kAnd, std::move(both));
  }
  if (draft.negated) n = MakeNot(std::move(n), draft.span);
  if (draft.whose) {
    Node rest = std::move(n);
    n = Node{};
    n.kind = exclusion_ || draft.must_be_one ? NodeKind::kAnd : NodeKind::kIf;
    n.span = draft.span;
    n.of = {std::move(*draft.whose), std::move(rest)};
  }
  if (draft.exception && draft.exception->kind != NodeKind::kNone) {
    n = Lift(std::move(n), std::move(*draft.exception), draft.span);
  }
  if (leftover.empty()) return n;
  // A number read beside words that were not: it may belong to them.
  int words = 0;
  for (const Span s : leftover) words += s.length();
  // Words before the head narrow it ("bullous pemphigoid"); bare words behind it may be a verb that turns it ("... counts").
  const bool behind = std::any_of(leftover.begin(), leftover.end(), [&](Span s) {
    return s.begin >= said->heads.front().span.end && s.length() <= 24 &&
           std::find(draft.brackets.begin(), draft.brackets.end(), s) == draft.brackets.end();
  });
  if (behind || draft.negated || leftover.size() > 4 || words > 60 || said->limit || said->distinct)
    return MakeUnread(draft.span, "words that no name or phrase explains");
  parts.push_back(std::move(n));
  for (const Span s : leftover) parts.push_back(MakeUnread(s, "words that no name or phrase explains"));
  return MakeJoin(NodeKind::kAnd, std::move(parts));
}

}  // namespace eligo::parse
