#include "match/prepare.h"

#include <algorithm>

#include "match/exposure.h"
#include "match/instruments.h"
#include "match/score.h"

namespace eligo::match {
namespace {

using logic::Expression;
using logic::Op;

std::vector<terms::ConceptId> ClosuresOf(const terms::Terms& terms, std::initializer_list<std::string_view> ids) {
  std::vector<terms::ConceptId> all;
  for (const std::string_view id : ids) {
    const auto closure = ClosureOf(terms, id);
    all.insert(all.end(), closure.begin(), closure.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

// Two limits that differ by no more than the rounding of a conversion: 2.5 mg/dL and 221 umol/L, not 2.5 and 2.0.
bool OneLimit(const Limit& a, const Limit& b, std::optional<units::Rational> molar_mass) {
  if (!a.unit || !b.unit || a.compare.op != b.compare.op || a.compare.unit == b.compare.unit) return false;
  if (a.compare.times_uln || a.compare.times_lln || a.compare.titer || a.compare.per_kg) return false;
  if (b.compare.times_uln || b.compare.times_lln || b.compare.titer || b.compare.per_kg) return false;
  const auto near = [&](units::Rational x, units::Rational y) {
    const auto converted = units::Convert(x, *a.unit, *b.unit, molar_mass);
    if (!converted) return false;
    const double ratio = y.ToDouble() == 0 ? 0 : converted->ToDouble() / y.ToDouble();
    return ratio > 0.98 && ratio < 1.02;
  };
  if (a.compare.high.has_value() != b.compare.high.has_value()) return false;
  return near(a.compare.value, b.compare.value) && (!a.compare.high || near(*a.compare.high, *b.compare.high));
}

bool OneButForTheLimit(const PreparedFact& a, const PreparedFact& b) {
  return a.concept_id && a.concept_id == b.concept_id && a.fields == b.fields && a->about == b->about && a->specimen == b->specimen &&
         a->method == b->method;
}

// A requirement is a partial fact: it takes its window from the fact and its kind from its concept.
logic::FactPtr Completed(const logic::Fact& required, const logic::Fact& fact, const terms::Terms& terms) {
  auto whole = std::make_shared<logic::Fact>(required);
  if (!whole->window) whole->window = fact.window;
  const auto id = terms.Find(required.concept_ref.id);
  if (id && whole->about == logic::About::kCondition) {
    const terms::Kind kind = terms.Get(*id).kind;
    if (kind == terms::Kind::kDrug) whole->about = logic::About::kDrug;
    if (kind == terms::Kind::kProcedure) whole->about = logic::About::kProcedure;
  }
  return whole;
}

// Joins the limits of leaves that stand side by side under one `and` or `or` and say one limit in two units.
void JoinLimits(const Expression& e, PreparedTree& tree, int& number, const terms::Terms& terms) {
  if (e.leaf()) {
    ++number;
    return;
  }
  std::vector<std::size_t> here;
  for (const Expression& child : e.of) {
    if (child.op == Op::kFact && (e.op == Op::kAnd || e.op == Op::kOr)) here.push_back(static_cast<std::size_t>(number));
    JoinLimits(child, tree, number, terms);
  }
  for (const std::size_t i : here) {
    PreparedFact& a = *tree.leaves[i].fact;
    if (a.limits.empty()) continue;
    for (const std::size_t j : here) {
      const PreparedFact& b = *tree.leaves[j].fact;
      if (i == j || b.limits.empty() || !OneButForTheLimit(a, b)) continue;
      if (OneLimit(a.limits[0], b.limits[0], terms.Get(*a.concept_id).molar_mass)) a.limits.push_back(b.limits[0]);
    }
  }
}

// A return to baseline or to normal that lifts an exclusion of drugs is one after them.
void JoinRecovery(const Expression& e, PreparedTree& tree, std::size_t& number) {
  if (e.leaf()) {
    ++number;
    return;
  }
  const std::size_t begin = number;
  std::size_t exception = number;
  for (std::size_t i = 0; i < e.of.size(); ++i) {
    if (i == 1) exception = number;
    JoinRecovery(e.of[i], tree, number);
  }
  if (e.op != Op::kUnless) return;
  std::vector<terms::ConceptId> drugs;
  for (std::size_t i = begin; i < exception; ++i) {
    const auto& fact = tree.leaves[i].fact;
    if (fact && (*fact)->about == logic::About::kDrug) drugs.insert(drugs.end(), fact->closure.begin(), fact->closure.end());
  }
  std::sort(drugs.begin(), drugs.end());
  drugs.erase(std::unique(drugs.begin(), drugs.end()), drugs.end());
  for (std::size_t i = exception; i < number; ++i) {
    auto& fact = tree.leaves[i].fact;
    if (!fact || (*fact)->about != logic::About::kMeasurement) continue;
    if ((*fact)->change || (*fact)->answer == logic::Answer::kNormal) fact->since = drugs;
  }
}

// That the patient has the disease which the criteria classify.
std::shared_ptr<PreparedFact> DiagnosisOf(const terms::Concept& criteria, const terms::Terms& terms) {
  const std::string_view disease = DiseaseOf(criteria);
  if (!terms.Find(disease)) return nullptr;
  auto fact = std::make_shared<logic::Fact>();
  fact->about = logic::About::kCondition;
  fact->concept_ref.id = disease;
  auto diagnosis = std::make_shared<PreparedFact>(Prepare(*fact, logic::Side::kIncluding, terms));
  diagnosis->owned = std::move(fact);
  return diagnosis;
}

// The mg of prednisone that 1 mg equals.
std::optional<units::Rational> FactorOf(std::string_view drug, const terms::Terms& terms) {
  if (drug == "prednisone") return units::Rational(1);
  const auto id = terms.Find(drug);
  return id ? terms.Get(*id).prednisone_factor : std::nullopt;
}

// What a fact about a number of ingredients asks of each of them.
std::vector<PreparedFact> EachOf(const PreparedFact& fact) {
  auto single = std::make_shared<logic::Fact>(*fact);
  single->distinct.reset();
  std::vector<PreparedFact> each;
  for (const terms::ConceptId id : fact.closure) {
    PreparedFact& one = each.emplace_back(fact);
    one.fact = single.get();
    one.owned = single;
    one.fields &= ~kDistinctField;
    one.concept_id = id;
    one.closure = {id};
  }
  return each;
}

}  // namespace

std::vector<terms::ConceptId> ClosureOf(const terms::Terms& terms, std::string_view id) {
  const auto found = terms.Find(id);
  return found ? terms.Closure(*found) : std::vector<terms::ConceptId>{};
}

PreparedFact Prepare(const logic::Fact& fact, logic::Side side, const terms::Terms& terms) {
  PreparedFact p;
  p.fact = &fact;
  p.side = side;
  p.fields = FieldsOf(fact);
  if (!fact.concept_ref.id.empty()) p.concept_id = terms.Find(fact.concept_ref.id);
  if (p.concept_id) p.closure = terms.Closure(*p.concept_id);
  if (fact.cause) p.cause = ClosureOf(terms, fact.cause->concept_id);
  if (fact.compare) p.limits.push_back({*fact.compare, units::ParseUnit(fact.compare->unit)});
  if (fact.dose) p.dose_unit = units::ParseUnit(fact.dose->unit);
  if (fact.dose && !fact.dose->equivalent_of.empty()) p.equivalent = FactorOf(fact.dose->equivalent_of, terms);
  if (p.concept_id && terms.Get(*p.concept_id).kind == terms::Kind::kScore) p.disease = DiagnosisOf(terms.Get(*p.concept_id), terms);
  for (const logic::FactPtr& except : fact.except) {
    p.except.push_back(Prepare(*except, side, terms));
    PreparedFact& part = p.except.back();
    // "except up to 10 mg/day": of the same thing.
    if (!part.concept_id && except->concept_ref.text.empty() && except->concept_ref.id.empty()) {
      part.concept_id = p.concept_id;
      part.closure = p.closure;
    }
  }
  for (const logic::FactPtr& required : fact.required) {
    logic::FactPtr whole = Completed(*required, fact, terms);
    p.required.push_back(Prepare(*whole, side, terms));
    p.required.back().owned = std::move(whole);
  }
  if (fact.provided) p.provided = std::make_shared<PreparedTree>(Prepare(*fact.provided, logic::Side::kIncluding, terms));
  if (fact.window && fact.window->event) p.event = std::make_shared<PreparedFact>(Prepare(*fact.window->event, side, terms));
  if (!fact.route.empty()) p.routes = SurelyBy(fact.route);
  if (fact.about == logic::About::kDrug && fact.distinct) p.each = EachOf(p);
  return p;
}

PreparedTree Prepare(const Expression& tree, logic::Side side, const terms::Terms& terms) {
  PreparedTree out;
  out.tree = &tree;
  out.side = side;
  const auto leaf = [&](const Expression& e, int, logic::Side place) {
    PreparedLeaf prepared{&e, place, std::nullopt};
    if (e.op == Op::kFact) prepared.fact = Prepare(*e.fact, place, terms);
    out.leaves.push_back(std::move(prepared));
    return Truth::kUnknown;
  };
  logic::Evaluate<Truth>(tree, side, leaf);
  int number = 0;
  JoinLimits(tree, out, number, terms);
  std::size_t leaf_number = 0;
  JoinRecovery(tree, out, leaf_number);
  return out;
}

void KeepRecorded(PreparedFact& fact, const records::Records& records) {
  fact.recorded.emplace();
  for (const terms::ConceptId id : fact.closure) {
    if (records.HasAny(id)) fact.recorded->push_back(id);
  }
  for (std::vector<PreparedFact>* parts : {&fact.except, &fact.required, &fact.each}) {
    for (PreparedFact& part : *parts) KeepRecorded(part, records);
  }
  for (const auto& part : {fact.disease, fact.event}) {
    if (part) KeepRecorded(*part, records);
  }
  if (fact.provided) KeepRecorded(*fact.provided, records);
}

void KeepRecorded(PreparedTree& tree, const records::Records& records) {
  for (PreparedLeaf& leaf : tree.leaves) {
    if (leaf.fact) KeepRecorded(*leaf.fact, records);
  }
}

Run::Known FindKnown(const terms::Terms& terms) {
  Run::Known known;
  known.pregnancy = terms.Find("pregnancy");
  known.body_weight = terms.Find("weight");
  known.infertility =
      ClosuresOf(terms, {"infertility", "menopause", "hysterectomy", "oophorectomy", "tubal_ligation", "surgically_sterile"});
  known.companions = ClosuresOf(terms, {"immunosuppressant", "antimalarial", "biologic", "immunomodulator"});
  known.classifications = ClosuresOf(terms, {"classification_criteria"});
  known.bilag_domains = ClosuresOf(terms, {"bilag_domain"});
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const terms::ConceptId id{i};
    const terms::Concept& c = terms.Get(id);
    if (c.glucocorticoid) known.glucocorticoids.push_back(id);
    if (c.test_of.empty() || c.kind == terms::Kind::kScore) continue;
    if (const auto condition = terms.Find(c.test_of)) known.tests.emplace_back(*condition, id);
  }
  std::sort(known.tests.begin(), known.tests.end());
  known.instruments = std::make_shared<const PreparedInstruments>(terms);
  return known;
}

std::vector<terms::ConceptId> TestsOf(const Run& run, const std::vector<terms::ConceptId>& conditions) {
  std::vector<terms::ConceptId> tests;
  for (const auto& [condition, test] : run.known.tests) {
    if (std::binary_search(conditions.begin(), conditions.end(), condition)) tests.push_back(test);
  }
  return tests;
}

}  // namespace eligo::match
