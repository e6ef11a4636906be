#include "report/parse_json.h"

#include "report/expression_json.h"
#include "report/items.h"

namespace eligo::report {
namespace {

template <typename T>
Json OrNull(const std::optional<T>& value) {
  if (!value) return nullptr;
  return *value;
}

template <typename Cohorts>
Json CohortsJson(const Cohorts& cohorts) {
  Json json = Json::array();
  for (const auto& cohort : cohorts) {
    json.push_back({{"id", cohort.id}, {"label", cohort.label}, {"concept", OrNull(cohort.concept_id)}, {"span", SpanJson(cohort.span)}});
  }
  return json;
}

template <typename Cohorts>
Json CohortJson(const Cohorts& cohorts, int index) {
  if (index < 0) return nullptr;
  return cohorts[static_cast<std::size_t>(index)].id;
}

Json HeadersJson(const source::Protocol& protocol) {
  Json json = Json::array();
  for (const source::Header& header : protocol.headers) {
    json.push_back({{"span", SpanJson(header.span)}, {"text", Text(protocol.document, header.span)}, {"kind", ToString(header.kind)}});
  }
  return json;
}

Json MentionsJson(const std::vector<logic::Mention>& mentions) {
  Json json = Json::array();
  for (const logic::Mention& mention : mentions) {
    json.push_back({{"type", mention.type},
                    {"span", SpanJson(mention.span)},
                    {"text", mention.text},
                    {"concept", mention.concept_id.empty() ? Json(nullptr) : Json(mention.concept_id)},
                    {"negated", mention.negated}});
  }
  return json;
}

Json SpansJson(const std::vector<Span>& spans) {
  Json json = Json::array();
  for (const Span span : spans) json.push_back(SpanJson(span));
  return json;
}

Json CriterionJson(const logic::Criterion& criterion, const logic::Protocol& protocol, const terms::Terms& terms) {
  Json json = {{"id", criterion.id},
               {"key", criterion.key},
               {"kind", ToString(criterion.kind)},
               {"cohort", CohortJson(protocol.cohorts, criterion.cohort)},
               {"number", OrNull(criterion.number)},
               {"span", SpanJson(criterion.span)}};
  if (!criterion.field.empty()) json["field"] = criterion.field;
  json["text"] = criterion.text;
  json["phase"] = ToString(criterion.phase);
  json["decides"] = ToString(criterion.decides);
  json["logic"] = ExpressionJson(criterion.expression, terms);
  json["mentions"] = MentionsJson(criterion.mentions);
  json["unread"] = SpansJson(criterion.unread);
  return json;
}

Json ItemJson(const Item& item, const source::Protocol& protocol) {
  Json json = {{"id", item.id},
               {"kind", ToString(item.item->kind)},
               {"cohort", CohortJson(protocol.cohorts, item.item->cohort)},
               {"number", OrNull(item.item->number)},
               {"span", SpanJson(item.item->span)}};
  if (!item.field.empty()) json["field"] = item.field;
  json["text"] = item.text;
  return json;
}

Json CriteriaJson(const Reading& reading, const terms::Terms& terms) {
  Json json = Json::array();
  if (reading.logic) {
    for (const logic::Criterion& criterion : reading.logic->criteria) json.push_back(CriterionJson(criterion, *reading.logic, terms));
    return json;
  }
  for (const Item& item : Items(reading.source)) json.push_back(ItemJson(item, reading.source));
  if (!reading.syntax) return json;
  for (const syntax::Item& item : reading.syntax->items) {
    json[static_cast<std::size_t>(item.source)]["syntax"] = syntax::Print(item.node, terms);
  }
  return json;
}

Json DiagnosticsJson(const Diagnostics& diagnostics) {
  Json json = Json::array();
  for (const Diagnostic& d : diagnostics) {
    json.push_back({{"code", d.code}, {"severity", ToString(d.severity)}, {"span", SpanJson(d.span)}, {"message", d.message}});
  }
  return json;
}

}  // namespace

std::string ParseJson(const Reading& reading, const terms::Terms& terms) {
  const source::Document& document = reading.source.document;
  Json json = {
      {"contract", 1},
      {"eligo", ELIGO_VERSION},
      {"document",
       {{"path", document.path}, {"id", OrNull(document.id)}, {"title", OrNull(document.title)}, {"characters", document.text.size()}}}};
  json["cohorts"] = reading.logic ? CohortsJson(reading.logic->cohorts) : CohortsJson(reading.source.cohorts);
  json["headers"] = HeadersJson(reading.source);
  json["criteria"] = CriteriaJson(reading, terms);
  json["diagnostics"] = DiagnosticsJson(reading.diagnostics);
  return Dump(json);
}

}  // namespace eligo::report
