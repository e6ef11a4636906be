#include "bind/clause.h"

#include <algorithm>
#include <array>
#include <utility>

#include "bind/amount.h"
#include "logic/derive.h"
#include "syntax/refusal.h"

namespace eligo::bind {
namespace {

using logic::About;
using logic::Answer;
using logic::Decides;
using logic::Expression;
using logic::Fact;
using logic::Phase;
using syntax::Clause;
using terms::Kind;

std::optional<Answer> AnswerOf(const std::string& word) {
  for (const Answer a : {Answer::kPositive, Answer::kNegative, Answer::kAbnormal, Answer::kNormal, Answer::kLow, Answer::kHigh,
                         Answer::kEquivocal, Answer::kIndeterminate}) {
    if (ToString(a) == word) return a;
  }
  return std::nullopt;
}

// Says no more than that the number is too high or too low, as its limit does.
bool Restates(Answer answer, logic::Operator limit) {
  using logic::Operator;
  const bool above = limit == Operator::kGreater || limit == Operator::kGreaterEqual;
  const bool below = limit == Operator::kLess || limit == Operator::kLessEqual;
  return (answer == Answer::kHigh && above) || (answer == Answer::kLow && below) || (answer == Answer::kAbnormal && (above || below));
}

// Which of the concepts a name may mean fits what is said of it.
terms::ConceptId Choose(const syntax::Name& name, const Clause& clause, const terms::Terms& terms) {
  const auto fits = [&](Kind k) {
    if (clause.exposure || clause.allergy) return k == Kind::kDrug || k == Kind::kProcedure;
    if (clause.limit || (clause.answer && *clause.answer != "present"))
      return k == Kind::kMeasurement || k == Kind::kScore || k == Kind::kDemographic;
    return k == Kind::kCondition || k == Kind::kDrug || k == Kind::kProcedure;
  };
  for (const terms::ConceptId id : name.concepts) {
    if (fits(terms.Get(id).kind)) return id;
  }
  return name.concepts.front();
}

bool Has(const std::vector<std::string>& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

std::string ScaleOf(const syntax::Grade& grade, const terms::Concept& c) {
  if (grade.scale == "sex") return "";
  if (grade.scale == "letter" || grade.scale == "certainty") return std::string(c.label);
  if (grade.scale == "NYHA" || grade.scale == "MGFA") return grade.scale;
  if (grade.scale == "Child-Pugh") return std::string(c.label);
  if (!c.scale.empty() && c.kind == Kind::kScore) return std::string(c.scale);
  if (grade.scale == "NYHA?") return std::string(c.scale);  // "class III": of what it is said of
  return grade.scale.empty() ? "CTCAE" : grade.scale;
}

// Does the text begin with the word, in small letters, and a blank, in any case?
bool BeginsWith(std::string_view text, std::string_view word) {
  const auto same = [](char small, char c) { return small == (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); };
  return text.size() > word.size() && text[word.size()] == ' ' && std::equal(word.begin(), word.end(), text.begin(), same);
}

// A route may stand in the name itself: "oral glucocorticoids".
void AddRouteOfName(const syntax::Name& name, Kind kind, std::vector<std::string>& routes) {
  if (kind != Kind::kDrug) return;
  for (const std::string_view word : {"oral", "intravenous", "iv", "topical", "inhaled", "subcutaneous", "systemic"}) {
    const std::string_view code = word == "iv" ? "intravenous" : word;
    if (BeginsWith(name.text, word) && !Has(routes, code)) routes.emplace_back(code);
  }
}

bool Glucocorticoid(terms::ConceptId id, const terms::Terms& terms) {
  const auto all = terms.Find("glucocorticoid");
  return terms.Get(id).glucocorticoid || (all && terms.IsA(id, *all));
}

// What the milligrams of a glucocorticoid are equivalents of: of a class prednisone (contract 3.9); of one that the text names itself.
// "Or equivalent" may mean prednisone, as "dexamethasone or prednisone equivalent" does: the smaller one, where it is the stronger.
std::string EquivalentOf(terms::ConceptId id, bool or_equivalent, const terms::Terms& terms) {
  const terms::Concept& c = terms.Get(id);
  const bool one = terms.Closure(id).size() == 1;
  if (!one || (c.prednisone_factor && *c.prednisone_factor == units::Rational(1))) return "prednisone";
  if (!c.prednisone_factor) return or_equivalent ? "prednisone" : "";
  return or_equivalent && *c.prednisone_factor > units::Rational(1) ? "prednisone" : std::string(c.id);
}

// The dose that a clause about a drug limits; of glucocorticoids in equivalents, of others only where the text says so. Nothing, and why,
// when it was not understood.
std::optional<logic::Dose> DoseOf(const Clause& clause, terms::ConceptId of, const terms::Terms& terms, std::string& why) {
  auto dose = BindDose(*clause.limit, why);
  if (!dose) return std::nullopt;
  // Milligrams inhaled or on the skin are equivalent to none that are swallowed; several such drugs have no common measure here.
  const auto local = [](const std::string& r) {
    return r != "oral" && r != "intravenous" && r != "subcutaneous" && r != "intramuscular" && r != "systemic";
  };
  if (Glucocorticoid(of, terms) && terms.Closure(of).size() > 1 &&
      (std::any_of(clause.routes.begin(), clause.routes.end(), local) || terms.Get(of).id == "inhaled_corticosteroid")) {
    why = "a dose of several drugs that are not given into the body";
    return std::nullopt;
  }
  if (Glucocorticoid(of, terms)) {
    dose->equivalent_of = EquivalentOf(of, clause.equivalent, terms);
  } else if (clause.equivalent) {
    why = "equivalents of a drug that has none here";
    return std::nullopt;
  }
  return dose;
}

// A record that an `except` takes away, or a fact that a leaf `requires`: only what names it.
logic::FactPtr Partial(const Clause& clause, const terms::Terms& terms) {
  Fact f;
  f.span = clause.span;
  if (!clause.heads.empty() && !clause.heads.front().concepts.empty()) {
    const terms::Concept& c = terms.Get(clause.heads.front().concepts.front());
    f.span = clause.heads.front().span;
    f.about = logic::AboutOf(c.kind);
    if (c.kind == Kind::kItem) f.item = std::string(c.id);
    f.concept_ref = {std::string(c.id), clause.heads.front().text, false};
    // "except prednisone or its equivalent": any of its kind, not it alone.
    if (clause.equivalent && clause.limit && Glucocorticoid(clause.heads.front().concepts.front(), terms))
      f.concept_ref.id = "glucocorticoid";
  } else if (!clause.routes.empty()) {
    f.about = About::kDrug;
    if (clause.routes.front() == "systemic" && terms.Find("systemic_therapy"))
      f.concept_ref = {"systemic_therapy", "systemic treatment", false};
  }
  f.route = clause.routes;
  if (!clause.heads.empty()) AddRouteOfName(clause.heads.front(), f.about == About::kDrug ? Kind::kDrug : Kind::kCondition, f.route);
  f.state = clause.states;
  f.method = clause.methods;
  if (std::string why; clause.limit && f.about == About::kDrug) f.dose = DoseOf(clause, clause.heads.front().concepts.front(), terms, why);
  return std::make_shared<Fact>(std::move(f));
}

std::variant<Fact, Unbound> BindOne(const Clause& clause, const syntax::Name& head, const terms::Terms& terms) {
  std::string why;
  const auto ranged = [](const Clause& c) {
    return std::any_of(c.states.begin(), c.states.end(),
                       [](const std::string& s) { return s.ends_with("_or_severe") || s.ends_with("_or_moderate"); });
  };
  const auto any_ranged = [&](const std::vector<syntax::ClausePtr>& list) {
    return std::any_of(list.begin(), list.end(), [&](const syntax::ClausePtr& c) { return ranged(*c); });
  };
  if (ranged(clause) || any_ranged(clause.except) || any_ranged(clause.required))
    return Unbound{"a range of severities inside another phrase"};
  for (const syntax::ClausePtr& e : clause.except) {
    const bool drug =
        !e->heads.empty() && !e->heads.front().concepts.empty() && terms.Get(e->heads.front().concepts.front()).kind == Kind::kDrug;
    if (e->limit && (!drug || !DoseOf(*e, e->heads.front().concepts.front(), terms, why))) return Unbound{"a limit of what is excepted"};
  }
  terms::ConceptId id = Choose(head, clause, terms);
  // A formula by name makes the clearance a calculated one.
  if (terms.Get(id).id == "creatinine_clearance" && Has(clause.methods, "cockcroft_gault")) {
    if (const auto cg = terms.Find("creatinine_clearance_cg")) id = *cg;
  }
  // "FEV1 < 70 %": of what was predicted.
  if (clause.limit && clause.limit->unit == "%") {
    if (const auto percent = terms.Find(std::string(terms.Get(id).id) + "_percent")) id = *percent;
  }
  if (terms.Get(id).id == "adult" && !clause.limit) {  // of age: 18 completed years
    Fact adult;
    adult.span = clause.span;
    adult.about = About::kDemographic;
    adult.concept_ref = {"age", head.text, false};
    adult.compare = logic::Compare{logic::Operator::kGreaterEqual, 18, std::nullopt, "a", false, false, false, false};
    return adult;
  }
  const terms::Concept& c = terms.Get(id);
  Fact f;
  f.span = clause.span;
  f.about = logic::AboutOf(c.kind);
  f.concept_ref = {std::string(c.id), head.text, clause.open};
  f.state = clause.states;
  std::erase_if(f.state, [&](const std::string& s) { return c.id.starts_with(s + "_"); });  // said by the concept already
  f.route = clause.routes;
  AddRouteOfName(head, c.kind, f.route);
  // "recurrent infections with IgG < 5": the state is of something else.
  if (c.kind == Kind::kMeasurement && clause.limit) {
    std::erase(f.state, "uncontrolled");  // "uncontrolled blood pressure >= 160/100": how much it is, its limit says
    for (const std::string_view state : {"recurrent", "acute", "chronic"}) {
      if (Has(f.state, state)) return Unbound{"a state of something else than the result"};
    }
  }
  // "Prolonged PT": how long it takes, not for how long.
  if (c.kind == Kind::kMeasurement && std::erase(f.state, "long_term") > 0 && !clause.limit && !clause.answer) f.answer = Answer::kHigh;
  // So may a state: "severe brain injury", unless the concept is of that state already.
  for (const std::string_view state : {"severe", "active", "uncontrolled", "recurrent", "symptomatic", "moderate", "mild"}) {
    if (c.kind == Kind::kCondition && BeginsWith(head.text, state) && c.id.find(state) == std::string_view::npos && !Has(f.state, state))
      f.state.emplace_back(state);
  }
  f.method = clause.methods;
  f.alone = clause.alone;
  if (clause.allergy) {
    f.about = About::kAllergy;
  } else if (clause.participation) {
    f.about = About::kTrialParticipation;
    if (c.kind == Kind::kTrial && !c.this_trial) f.other_than = "this_trial";
  } else if (c.kind == Kind::kTrial && c.this_trial) {
    f.about = About::kTrialParticipation;
  } else if (c.kind == Kind::kTrial) {
    f.other_than = "this_trial";
  } else if ((clause.other || c.id.rfind("other_", 0) == 0) && c.kind == Kind::kCondition) {
    f.other_than = "index_disease";
  }
  if (clause.history && f.about != About::kMeasurement) f.pick = logic::Pick::kAny;

  if (clause.limit) {
    if (c.kind == Kind::kDrug && !clause.allergy && !clause.participation) {
      f.dose = DoseOf(clause, id, terms, why);
      if (!f.dose) return Unbound{why};
    } else if (c.kind == Kind::kMeasurement || c.kind == Kind::kScore || c.kind == Kind::kItem || c.kind == Kind::kDemographic ||
               c.kind == Kind::kObservation) {
      auto compare = BindCompare(*clause.limit, c, why);
      if (!compare) return Unbound{why};
      // How long something has lasted is a length of time, not a result.
      const bool whole = compare->value.denominator() == 1 && compare->value.numerator() < 10000;
      if (c.length_of_time && whole && compare->op != logic::Operator::kBetween && (compare->unit == "a" || compare->unit == "mo")) {
        const int n = static_cast<int>(compare->value.numerator());
        f.duration =
            logic::DurationBound{compare->op, Period{compare->unit == "a" ? 12 * n : n, 0, 0, compare->unit != "a" && n % 12 == 0}};
      } else {
        f.compare = std::move(compare);
      }
    } else {
      return Unbound{"a number said of what has no value"};
    }
  }
  if (clause.answer && *clause.answer == "present") {
    if (c.kind == Kind::kMeasurement && !f.compare) f.answer = Answer::kPositive;
  } else if (clause.answer && *clause.answer == "baseline") {  // "returned to baseline"
    if (c.kind != Kind::kMeasurement || f.compare) return Unbound{"a return to baseline of what is not measured"};
    f.change = logic::Change{logic::Operator::kGreaterEqual, 0, "", "baseline"};
  } else if (clause.answer) {
    if (c.kind == Kind::kDrug || c.kind == Kind::kProcedure || c.kind == Kind::kDemographic)
      return Unbound{"a result said of what has none"};
    f.answer = AnswerOf(*clause.answer);
    if (c.kind == Kind::kCondition) f.about = About::kMeasurement;  // "positive for HIV": its test
    // "Elevated creatinine > 1.5": the number says how high.
    if (f.answer && f.compare && Restates(*f.answer, f.compare->op)) f.answer.reset();
    // "elevated", "abnormal" beside a number or of a score: what is high was not said.
    if (f.answer && f.compare && *f.answer != Answer::kPositive) return Unbound{"a result and a number that may contradict"};
    if (f.compare && !f.compare->titer) f.answer.reset();
  }
  if (clause.grade) {
    const std::string scale = ScaleOf(*clause.grade, c);
    if (scale.empty() && clause.grade->scale != "sex") return Unbound{"a class whose scale is not named"};
    if ((c.kind == Kind::kDrug && !clause.allergy) || (c.kind == Kind::kMeasurement && clause.grade->scale != "CTCAE"))
      return Unbound{"a grade said of what has none"};
    auto steps = BindGrade(*clause.grade, scale, why);
    if (!steps) return Unbound{why};
    f.category = std::move(*steps);
    f.scale = scale;
    if (scale == "CTCAE") f.version = clause.grade->version;
  }
  if (clause.distinct) {
    const auto op = BindRelation(clause.distinct->relation);
    const bool one = clause.distinct->value == 1 && (op == logic::Operator::kGreaterEqual);
    const bool letter = clause.grade && clause.grade->scale == "letter";
    if (letter || (!one && (c.kind == Kind::kDrug || c.kind == Kind::kMeasurement)))
      f.distinct = logic::CountBound{*op, clause.distinct->value, std::nullopt};
    else if (!one && c.kind == Kind::kScore && !f.compare) {
      logic::Compare compare;
      compare.op = *op;
      compare.value = clause.distinct->value;
      compare.unit = "1";
      f.compare = compare;
    } else if (!one) {
      return Unbound{"a count of what cannot be counted yet"};
    }
  }
  if (clause.repeats) {
    const auto op = BindRelation(clause.repeats->relation);
    const bool happens = f.about == About::kCondition || f.about == About::kProcedure;
    if (!op || !happens || clause.cause || f.duration || !clause.examples.empty()) return Unbound{"how often, of what is not counted so"};
    f.times = logic::CountBound{*op, clause.repeats->value, std::nullopt};
  }
  // A measurement, or an instrument that is no set of criteria, without a value asks nothing.
  const bool criteria = c.id.find("acr") != std::string_view::npos || c.id.find("slicc") != std::string_view::npos ||
                        c.label.find("criteria") != std::string_view::npos;
  if ((c.kind == Kind::kMeasurement || (c.kind == Kind::kScore && !criteria)) && f.about != About::kAllergy && !f.compare && !f.answer &&
      f.category.empty() && !f.change && !f.duration) {
    return Unbound{"nothing is said of its value"};
  }
  if (!f.route.empty() && c.kind != Kind::kDrug && c.kind != Kind::kProcedure && f.about != About::kAllergy)
    return Unbound{"a route of what is not given"};
  for (const auto& e : clause.except) f.except.push_back(Partial(*e, terms));
  for (const auto& r : clause.required) f.required.push_back(Partial(*r, terms));
  if (!clause.with.empty() || !clause.without.empty()) {
    std::vector<Expression> conditions;
    for (const bool wanted : {true, false}) {
      for (const auto& w : wanted ? clause.with : clause.without) {
        auto one = BindOne(*w, w->heads.front(), terms);
        if (std::holds_alternative<Unbound>(one)) return std::get<Unbound>(one);
        Expression leaf = logic::Leaf(std::get<Fact>(std::move(one)));
        conditions.push_back(wanted ? std::move(leaf) : logic::Not(std::move(leaf)));
      }
    }
    f.provided = std::make_shared<const Expression>(logic::And(std::move(conditions)));
  }
  if (clause.cause) {
    if (clause.cause->concepts.empty()) return Unbound{"a cause the lexicon does not know"};
    f.cause = logic::Cause{std::string(terms.Get(clause.cause->concepts.front()).id), clause.cause_is};
  }
  if (!BindTimes(clause, f, why)) return Unbound{why};
  if (clause.stable && !f.stable_for) {
    if (f.about != About::kDrug) return Unbound{"a stable dose of what is no drug"};
    f.state.push_back("stable");
  }
  f.decides = logic::WhoDecides(f, &c);
  f.phase = logic::WhenDecidable(f);
  return f;
}

}  // namespace

// What the lexicon does not know, by its words: what was said of it is kept, and it is unknown for every patient.
std::variant<Expression, Unbound> BindByWords(const Clause& clause) {
  const syntax::Name& head = clause.heads.front();
  if (clause.grade || clause.distinct || clause.repeats || !clause.examples.empty() || !clause.except.empty() || !clause.required.empty() ||
      clause.cause || !clause.with.empty() || !clause.without.empty() || clause.stable || clause.alone || clause.equivalent)
    return Unbound{"more is said of it than of a thing that no name explains"};
  const auto ends = [&](std::initializer_list<std::string_view> nouns) {
    return std::any_of(nouns.begin(), nouns.end(), [&](std::string_view n) { return head.text.ends_with(n); });
  };
  Fact f;
  f.span = clause.span;
  f.concept_ref = {"", head.text, clause.open};
  f.state = clause.states;
  f.route = clause.routes;
  f.method = clause.methods;
  std::string why;
  f.about = About::kCondition;
  if (clause.allergy)
    f.about = About::kAllergy;
  else if (clause.participation)
    f.about = About::kTrialParticipation;
  else if (ends({"score", "scale", "index", "questionnaire"}))
    f.about = About::kScore;
  else if (clause.limit || (clause.answer && *clause.answer != "present"))
    f.about = About::kMeasurement;
  else if (head.kind)
    f.about = logic::AboutOf(*head.kind);
  else if (ends({"surgery", "therapy", "procedure", "plasty", "ectomy", "tomy", "scopy", "implantation", "transplantation", "intervention",
                 "imaging"}))
    f.about = About::kProcedure;
  else if (clause.exposure || ends({"drug", "agent", "inhibitor", "antagonist", "agonist", "blocker", "vaccine", "medication"}))
    f.about = About::kDrug;
  if (clause.limit) {
    terms::Concept unknown{};
    unknown.kind = Kind::kMeasurement;
    auto compare = BindCompare(*clause.limit, unknown, why);
    if (!compare) return Unbound{why};
    f.compare = std::move(compare);
  }
  if (clause.answer && *clause.answer == "baseline") return Unbound{"a return to baseline of what no name explains"};
  if (clause.answer) f.answer = *clause.answer == "present" ? Answer::kPositive : AnswerOf(*clause.answer);
  if (f.answer && f.compare && Restates(*f.answer, f.compare->op)) f.answer.reset();
  if (f.answer && f.compare) return Unbound{"a result and a number that may contradict"};
  if (clause.history && f.about != About::kMeasurement) f.pick = logic::Pick::kAny;
  if (!f.route.empty() && f.about != About::kDrug && f.about != About::kProcedure) return Unbound{"a route of what is not given"};
  if (!BindTimes(clause, f, why)) return Unbound{why};
  f.phase = WhenDecidable(f);
  return logic::Leaf(std::move(f));
}

std::variant<Expression, Unbound> BindClause(const Clause& clause, bool exclusion, const terms::Terms& terms) {
  // "moderate to severe asthma": one or the other; the states of a fact all hold.
  static constexpr std::array<std::array<std::string_view, 3>, 2> kRanges = {
      {{"moderate_or_severe", "moderate", "severe"}, {"mild_or_moderate", "mild", "moderate"}}};
  for (const auto& [range, low, high] : kRanges) {
    const auto at = std::find(clause.states.begin(), clause.states.end(), range);
    if (at == clause.states.end()) continue;
    std::vector<Expression> either;
    for (const std::string_view state : {low, high}) {
      Clause one = clause;
      one.states[static_cast<std::size_t>(at - clause.states.begin())] = state;
      auto bound = BindClause(one, exclusion, terms);
      if (std::holds_alternative<Unbound>(bound)) return bound;
      either.push_back(std::get<Expression>(std::move(bound)));
    }
    return logic::Or(std::move(either));
  }
  if (clause.heads.empty()) return Unbound{"nothing is said of what it is about"};
  if (clause.heads.front().concepts.empty()) return BindByWords(clause);
  auto whole = BindOne(clause, clause.heads.front(), terms);
  if (std::holds_alternative<Unbound>(whole)) return std::get<Unbound>(whole);
  Fact& fact = std::get<Fact>(whole);
  // "History of neutropenia (ANC < 500)" among what excludes: at any time. What is asked for must be so now.
  if (exclusion && clause.history && fact.about == About::kMeasurement && (fact.compare || fact.answer)) fact.pick = logic::Pick::kAny;
  // "At least two immunosuppressants (including hydroxychloroquine)": a drug that its class does not hold counts as one of them.
  if (fact.distinct && fact.distinct->op == logic::Operator::kGreaterEqual && fact.distinct->value > 1 && !clause.examples.empty()) {
    std::vector<syntax::ClausePtr> foreign;
    for (const syntax::ClausePtr& e : clause.examples) {
      if (e->heads.empty() || e->heads.front().concepts.empty()) return Unbound{"a count with a member that no name explains"};
      if (!terms.IsA(e->heads.front().concepts.front(), *terms.Find(fact.concept_ref.id))) foreign.push_back(e);
    }
    if (foreign.size() > 1) return Unbound{"a count with several members from outside its class"};
    if (foreign.size() == 1) {
      Clause member = clause;
      member.heads = foreign.front()->heads;
      member.span = foreign.front()->span;
      member.examples.clear();
      member.distinct.reset();
      member.open = false;
      auto one = BindOne(member, member.heads.front(), terms);
      if (std::holds_alternative<Unbound>(one)) return std::get<Unbound>(one);
      Fact fewer = fact;
      --fewer.distinct->value;
      fewer.span = foreign.front()->span;
      std::vector<Expression> with{logic::Leaf(std::move(fewer)), logic::Leaf(std::get<Fact>(std::move(one)))};
      std::vector<Expression> either{logic::Leaf(std::move(fact)), logic::And(std::move(with))};
      return logic::Or(std::move(either));
    }
  }
  // "heart conditions such as infarction, failure of grade III": whose grade it is was not understood.
  if (exclusion && !clause.allergy && !clause.examples.empty() && clause.grade &&
      clause.grade->span.begin > clause.examples.front()->span.begin && clause.grade->span.end > clause.examples.back()->span.begin)
    return Unbound{"a grade beside examples"};
  // "any other trial (including gene therapy)": every trial is one already.
  const bool any_trial = terms.Get(Choose(clause.heads.front(), clause, terms)).kind == Kind::kTrial;
  if (any_trial || clause.examples.empty() || fact.distinct || fact.compare || fact.stable_for || !fact.category.empty())
    return logic::Leaf(std::move(fact));
  // A list of members: each is a fact of its own beside the class, so that the record of any of them shows.
  std::vector<Expression> members;
  fact.span = Hull({clause.span.begin, clause.heads.front().span.end}, clause.open_span);
  const logic::Fact of_class = fact;
  members.push_back(logic::Leaf(std::move(fact)));
  for (const syntax::ClausePtr& example : clause.examples) {
    if (example->heads.empty() || example->heads.front().concepts.empty()) {
      members.push_back(logic::Unread(example->span));
      continue;
    }
    // What is said of the class is said of its members; a member's own states come on top.
    Clause one = clause;
    one.heads = example->heads;
    one.span = example->span;
    one.examples.clear();
    one.open = false;
    if (!example->states.empty()) {
      one.states = example->states;
    } else if (exclusion && !clause.allergy) {  // "major neurological disorders, such as epilepsy": epilepsy is one, however severe
      std::erase_if(one.states, [](const std::string& s) {
        return s == "severe" || s == "major" || s == "clinically_significant" || s == "moderate" || s == "moderate_or_severe";
      });
      // "unstable heart disease, including infarction within 6 months": an event of its own time.
      if (!example->times.empty()) one.states.clear();
    }
    if (one.states.empty() && of_class.concept_ref.id.rfind("active_", 0) == 0) one.states = {"active"};
    if (example->answer) one.answer = example->answer;
    if (!example->required.empty()) one.required = example->required;
    if (example->grade) one.grade = example->grade;
    if (!example->times.empty()) one.times = example->times;
    if (terms.Get(Choose(one.heads.front(), one, terms)).id == of_class.concept_ref.id && one.states == clause.states) continue;
    // A drug that its class holds adds nothing; a named condition is what a coordinator looks for.
    const terms::ConceptId id = Choose(one.heads.front(), one, terms);
    if (of_class.about == About::kDrug && !of_class.duration && one.states == clause.states &&
        terms.IsA(id, *terms.Find(of_class.concept_ref.id)))
      continue;
    auto member = BindOne(one, one.heads.front(), terms);
    if (std::holds_alternative<Unbound>(member)) {
      members.push_back(logic::Unread(example->span));
      continue;
    }
    Fact f = std::get<Fact>(std::move(member));
    f.other_than = of_class.other_than;
    members.push_back(logic::Leaf(std::move(f)));
  }
  return logic::Or(std::move(members));
}

Expression BindConsent(const syntax::Node& node, const std::string& text, bool exclusion, const terms::Terms& terms) {
  Fact f;
  f.span = node.span;
  f.about = About::kConsent;
  f.decides = Decides::kPerson;
  f.phase = Phase::kScreening;
  f.concept_ref.text = text;
  const auto of = [&](std::string_view id) {
    if (terms.Find(id)) f.concept_ref.id = std::string(id);
  };
  const bool named = node.clause && !node.clause->heads.empty() && !node.clause->heads.front().concepts.empty() &&
                     terms.Get(node.clause->heads.front().concepts.front()).person;
  // "unwilling to comply" under the name of compliance would be answered the wrong way round: its words say which.
  // What stands in brackets says who or how: "women (not sterilised) must use contraception".
  std::string outside;
  int depth = 0;
  for (const char c : text) {
    depth += c == '(' || c == '[' ? 1 : 0;
    if (depth == 0) outside += c;
    if (depth > 0 && (c == ')' || c == ']')) --depth;
  }
  if (syntax::Refuses(outside)) return logic::Leaf(std::move(f));
  if (named) {
    f.concept_ref.id = std::string(terms.Get(node.clause->heads.front().concepts.front()).id);
  } else if (text.find("ontracept") != std::string::npos || text.find("birth") != std::string::npos ||
             text.find("abstin") != std::string::npos) {
    of("contraception");
  } else if (text.find("onsent") != std::string::npos) {
    of("informed_consent");
  } else if (text.find("compl") != std::string::npos) {
    of("protocol_compliance");
  }
  // Who complies and consents is not what excludes: the words say what does.
  if (exclusion && (f.concept_ref.id == "protocol_compliance" || f.concept_ref.id == "informed_consent")) f.concept_ref.id.clear();
  return logic::Leaf(std::move(f));
}

}  // namespace eligo::bind
