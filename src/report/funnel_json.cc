#include <cstdint>

#include "report/expression_json.h"
#include "report/funnel_text.h"
#include "report/screening.h"

namespace eligo::report {
namespace {

// A number, or "<10" where it may not be shown.
Json ShownJson(const Shown& shown) { return shown.exact() ? Json(shown.count) : Json(shown.Text()); }

Json ChangeJson(const ShownChange& change) {
  if (!change.many.exact()) return change.Text();
  const auto many = static_cast<std::int64_t>(change.many.count);
  return change.fewer ? -many : many;
}

Json FateJson(const ShownFate& fate) {
  Json json = {{"in", ShownJson(fate.in)}};
  for (std::size_t i = fate.overall.size(); i-- > 0;)
    json[std::string(ToString(static_cast<verdict::Overall>(i)))] = ShownJson(fate.overall[i]);
  return json;
}

Json StepsJson(const std::vector<ShownStep>& steps, const ShownFunnel& funnel) {
  Json json = Json::array();
  for (const ShownStep& step : steps) {
    json.push_back({{"id", funnel.criteria[step.criterion].id},
                    {"out", ShownJson(step.out)},
                    {"in", ShownJson(step.in)},
                    {"unknown", ShownJson(step.unknown)}});
  }
  return json;
}

Json ReadingJson(const ShownReading& reading, const ShownFunnel& funnel) {
  Json json = {{"overall", FateJson(reading.fate)}};
  Json criteria = Json::array();
  for (std::size_t i = 0; i < reading.criteria.size(); ++i) {
    const ShownStops& of = reading.criteria[i];
    criteria.push_back(
        {{"id", funnel.criteria[i].id}, {"fails", ShownJson(of.fails)}, {"only", ShownJson(of.only)}, {"unknown", ShownJson(of.unknown)}});
  }
  json["criteria"] = std::move(criteria);
  json["in_order"] = StepsJson(reading.in_order, funnel);
  json["best_order"] = StepsJson(reading.best, funnel);
  Json pairs = Json::array();
  for (const ShownPair& pair : reading.pairs) {
    pairs.push_back({{"ids", {funnel.criteria[pair.first].id, funnel.criteria[pair.second].id}},
                     {"together", ShownJson(pair.together)},
                     {"only", ShownJson(pair.only_they)}});
  }
  json["pairs"] = std::move(pairs);
  return json;
}

Json WhatIfJson(const ShownFate& fate, const ShownChange& change) {
  Json json = FateJson(fate);
  json["change"] = ChangeJson(change);
  return json;
}

}  // namespace

std::string FunnelJson(const FunnelReport& report) {
  std::string out;
  Json anchors = Json::object();
  for (const auto& [anchor, day] : report.settings.anchors) anchors[std::string(ToString(anchor))] = ToString(day);
  Json complete = Json::array();
  for (const logic::About domain : report.settings.complete) complete.push_back(ToString(domain));
  for (const ShownFunnel& funnel : report.funnels) {
    Json json = {{"contract", 1},
                 {"eligo", ELIGO_VERSION},
                 {"protocol", funnel.path},
                 {"protocol_hash", funnel.hash},
                 {"terms", report.terms},
                 {"cohort", funnel.cohort ? Json(*funnel.cohort) : Json(nullptr)},
                 {"as_of", ToString(report.settings.as_of)},
                 {"anchors", anchors},
                 {"complete", complete},
                 {"validity", ValidityText(report.settings.validity)},
                 {"timezone", report.settings.timezone},
                 {"suppress", report.least},
                 {"judged", ShownJson(funnel.judged)},
                 {"deceased", ShownJson(funnel.deceased)}};
    Json criteria = Json::array();
    for (const FunnelCriterion& criterion : funnel.criteria)
      criteria.push_back({{"id", criterion.id}, {"kind", criterion.kind}, {"text", criterion.text}});
    json["criteria"] = std::move(criteria);
    json["presumed"] = ReadingJson(funnel.presumed, funnel);
    json["strict"] = ReadingJson(funnel.strict, funnel);
    Json what_ifs = Json::array();
    for (const ShownWhatIf& one : funnel.what_ifs) {
      what_ifs.push_back({{"set", one.text},
                          {"presumed", WhatIfJson(one.presumed, one.presumed_change)},
                          {"strict", WhatIfJson(one.strict, one.strict_change)}});
    }
    json["what_ifs"] = std::move(what_ifs);
    out += Dump(json) + '\n';
  }
  return out;
}

}  // namespace eligo::report
