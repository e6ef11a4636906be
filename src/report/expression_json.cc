#include "report/expression_json.h"

#include <cstdlib>
#include <string>

#include "base/date.h"
#include "logic/fact.h"

namespace eligo::report {
namespace {

Json FactJson(const logic::Fact& fact, const terms::Terms& terms, bool partial);

Json ConceptJson(const logic::ConceptRef& ref, const terms::Terms& terms) {
  Json json;
  if (!ref.id.empty()) json["id"] = ref.id;
  if (!ref.text.empty()) json["text"] = ref.text;
  if (const auto id = ref.id.empty() ? std::nullopt : terms.Find(ref.id)) {
    Json codes = Json::array();
    for (const terms::Code& code : terms.Codes(*id)) codes.push_back({{"system", code.system}, {"code", code.code}});
    if (!codes.empty()) json["codes"] = std::move(codes);
  }
  json["open"] = ref.open;
  return json;
}

Json CompareJson(const logic::Compare& compare) {
  Json json = {{"operator", ToString(compare.op)}, {"value", NumberJson(compare.value)}};
  if (compare.high) json["high"] = NumberJson(*compare.high);
  if (!compare.unit.empty()) json["unit"] = compare.unit;
  if (compare.times_uln) json["times_uln"] = true;
  if (compare.times_lln) json["times_lln"] = true;
  if (compare.titer) json["titer"] = true;
  if (compare.per_kg) json["per_kg"] = true;
  return json;
}

Json ChangeJson(const logic::Change& change) {
  Json json = {{"operator", ToString(change.op)}, {"value", NumberJson(change.value)}};
  if (!change.unit.empty()) json["unit"] = change.unit;
  json["against"] = change.against;
  return json;
}

Json DoseJson(const logic::Dose& dose) {
  Json json = {{"operator", ToString(dose.op)}, {"value", NumberJson(dose.value)}};
  if (dose.high) json["high"] = NumberJson(*dose.high);
  json["unit"] = dose.unit;
  if (!dose.equivalent_of.empty()) json["equivalent_of"] = dose.equivalent_of;
  if (dose.per_kg) json["per_kg"] = true;
  return json;
}

Json CountJson(const logic::CountBound& bound) {
  Json json = {{"operator", ToString(bound.op)}, {"value", bound.value}};
  if (bound.apart) json["apart"] = ToString(*bound.apart);
  return json;
}

Json BoundJson(const logic::Bound& bound) {
  if (bound.half_lives > 0) return {{"half_lives", bound.half_lives}};
  return ToString(bound.offset);
}

Json WindowJson(const logic::Window& window, const terms::Terms& terms) {
  Json json = Json::object();
  if (window.from) json["from"] = BoundJson(*window.from);
  if (window.to) json["to"] = BoundJson(*window.to);
  Json open = Json::array();
  if (window.open_from) open.push_back("from");
  if (window.open_to) open.push_back("to");
  if (!open.empty()) json["open"] = std::move(open);
  if (window.event) {
    json["anchor"] = {{"event", FactJson(*window.event, terms, false)}};
  } else if (window.anchor) {
    json["anchor"] = ToString(*window.anchor);
  }
  if (window.or_longer) json["or_longer"] = BoundJson(*window.or_longer);
  return json;
}

Json FactsJson(const std::vector<logic::FactPtr>& facts, const terms::Terms& terms, bool partial) {
  Json json = Json::array();
  for (const logic::FactPtr& fact : facts) json.push_back(FactJson(*fact, terms, partial));
  return json;
}

// What the value must be.
void AddValue(Json& json, const logic::Fact& fact) {
  if (fact.compare) json["compare"] = CompareJson(*fact.compare);
  if (fact.answer) json["qualitative"] = ToString(*fact.answer);
  if (!fact.category.empty()) json["category"] = fact.category;
  if (!fact.scale.empty()) json["scale"] = fact.scale;
  if (!fact.version.empty()) json["version"] = fact.version;
  if (fact.change) json["change"] = ChangeJson(*fact.change);
}

// Of what, exactly.
void AddSubject(Json& json, const logic::Fact& fact, const terms::Terms& terms) {
  if (!fact.state.empty()) json["state"] = fact.state;
  if (!fact.item.empty()) json["item"] = fact.item;
  if (!fact.method.empty()) json["method"] = fact.method;
  if (!fact.specimen.empty()) json["specimen"] = fact.specimen;
  if (!fact.route.empty()) json["route"] = fact.route;
  if (fact.cause) json["cause"] = {{"concept", fact.cause->concept_id}, {"is", fact.cause->is}};
  if (!fact.other_than.empty()) json["other_than"] = fact.other_than;
  if (!fact.subject.empty()) json["subject"] = fact.subject;
  if (!fact.required.empty()) json["requires"] = FactsJson(fact.required, terms, false);
  if (!fact.except.empty()) json["except"] = FactsJson(fact.except, terms, true);
  if (fact.provided) json["provided"] = ExpressionJson(*fact.provided, terms);
}

// How much and when.
void AddExtent(Json& json, const logic::Fact& fact, const terms::Terms& terms) {
  if (fact.dose) json["dose"] = DoseJson(*fact.dose);
  if (fact.duration) json["duration"] = {{"operator", ToString(fact.duration->op)}, {"value", ToString(fact.duration->value)}};
  if (fact.stable_for) json["stable_for"] = ToString(*fact.stable_for);
  if (fact.distinct) json["distinct"] = CountJson(*fact.distinct);
  if (fact.times) json["times"] = CountJson(*fact.times);
  if (fact.alone) json["alone"] = true;
  if (fact.pick) json["pick"] = ToString(*fact.pick);
  if (fact.window) json["window"] = WindowJson(*fact.window, terms);
}

// A partial fact (`except`) names only what makes the excluded records: no id, no phase, no decider, and `about` and
// `concept` only when it speaks of a kind of thing rather than of a property ("except topical").
Json FactJson(const logic::Fact& fact, const terms::Terms& terms, bool partial) {
  const bool has_concept = !fact.concept_ref.id.empty() || !fact.concept_ref.text.empty();
  Json json = Json::object();
  if (!partial) json["op"] = "fact";
  if (!fact.id.empty()) json["id"] = fact.id;
  if (!partial || !fact.span.empty()) json["span"] = SpanJson(fact.span);
  if (!partial) {
    json["phase"] = ToString(fact.phase);
    json["decides"] = ToString(fact.decides);
  }
  if (!partial || has_concept) json["about"] = ToString(fact.about);
  if (has_concept) json["concept"] = ConceptJson(fact.concept_ref, terms);
  AddValue(json, fact);
  AddSubject(json, fact, terms);
  AddExtent(json, fact, terms);
  return json;
}

Json ListJson(std::string_view op, const std::vector<logic::Expression>& of, const terms::Terms& terms) {
  Json list = Json::array();
  for (const logic::Expression& child : of) list.push_back(ExpressionJson(child, terms));
  return {{"op", op}, {"of", std::move(list)}};
}

}  // namespace

// An empty span is no place in the text: the fact came from a structured field.
Json SpanJson(Span span) {
  if (span.empty()) return nullptr;
  return Json::array({span.begin, span.end});
}

Json NumberJson(units::Rational value) {
  if (value.denominator() == 1) return value.numerator();
  // Through the decimal text: the double nearest to "0.7" prints as 0.7 again.
  return std::strtod(value.ToString().c_str(), nullptr);
}

Json ExpressionJson(const logic::Expression& e, const terms::Terms& terms) {
  switch (e.op) {
    case logic::Op::kAnd:
    case logic::Op::kOr: return ListJson(ToString(e.op), e.of, terms);
    case logic::Op::kNot: return {{"op", "not"}, {"of", ExpressionJson(e.of[0], terms)}};
    case logic::Op::kAtLeast: {
      Json json = ListJson("at_least", e.of, terms);
      Json with_count = {{"op", "at_least"}, {"count", e.count}, {"of", std::move(json["of"])}};
      return with_count;
    }
    case logic::Op::kIf: {
      Json json = {{"op", "if"}, {"when", ExpressionJson(e.of[0], terms)}, {"then", ExpressionJson(e.of[1], terms)}};
      if (e.of.size() > 2) json["else"] = ExpressionJson(e.of[2], terms);
      return json;
    }
    case logic::Op::kUnless:
      return {{"op", "unless"}, {"base", ExpressionJson(e.of[0], terms)}, {"exception", ExpressionJson(e.of[1], terms)}};
    case logic::Op::kFact: return FactJson(*e.fact, terms, false);
    case logic::Op::kJudgement: {
      Json json = {{"op", "judgement"}};
      if (!e.id.empty()) json["id"] = e.id;
      json["about"] = e.about;
      json["span"] = SpanJson(e.span);
      return json;
    }
    case logic::Op::kUnread: {
      Json json = {{"op", "unread"}};
      if (!e.id.empty()) json["id"] = e.id;
      json["span"] = SpanJson(e.span);
      return json;
    }
  }
  return nullptr;
}

std::string Dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace eligo::report
