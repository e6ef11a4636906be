#include "report/screen_json.h"

#include <algorithm>

#include "report/expression_json.h"

namespace eligo::report {
namespace {

Json EvidenceJson(const verdict::Evidence& evidence) {
  Json json = Json::object();
  if (!evidence.resource.empty()) json["resource"] = evidence.resource;
  if (!evidence.date.empty()) json["date"] = evidence.date;
  if (!evidence.value.empty()) json["value"] = evidence.value;
  if (!evidence.text.empty()) json["text"] = evidence.text;
  return json;
}

Json AtomJson(const verdict::Atom& atom) {
  Json json = {{"leaf", atom.leaf}};
  if (!atom.concept_id.empty()) json["concept"] = atom.concept_id;
  json["span"] = SpanJson(atom.span);
  json["holds"] = ToString(atom.holds);
  json["presumed"] = ToString(atom.presumed);
  Json evidence = Json::array();
  for (const verdict::Evidence& item : atom.evidence) evidence.push_back(EvidenceJson(item));
  json["evidence"] = std::move(evidence);
  if (!atom.missing.empty()) json["missing"] = atom.missing;
  return json;
}

void AddDay(Json& json, const char* name, const std::optional<verdict::DayAhead>& day) {
  if (day) json[name] = *day ? Json(ToString(**day)) : Json(nullptr);
}

Json CriterionJson(const verdict::CriterionVerdict& criterion) {
  Json json = {{"id", criterion.id}, {"strict", ToString(criterion.strict)}, {"presumed", ToString(criterion.presumed)}};
  AddDay(json, "clears_on", criterion.clears_on);
  json["why"] = criterion.why;
  Json atoms = Json::array();
  for (const verdict::Atom& atom : criterion.atoms) atoms.push_back(AtomJson(atom));
  json["atoms"] = std::move(atoms);
  return json;
}

Json VerdictJson(const verdict::PatientVerdict& verdict) {
  Json json = {{"overall", {{"strict", ToString(verdict.strict)}, {"presumed", ToString(verdict.presumed)}}}};
  AddDay(json, "eligible_from", verdict.eligible_from);
  AddDay(json, "eligible_until", verdict.eligible_until);
  if (!verdict.controlled_by.empty()) json["controlled_by"] = verdict.controlled_by;
  Json decisive = Json::array();
  for (const verdict::Ask& ask : verdict.decisive) {
    Json item = {{"ask", ask.ask}, {"settles", ask.settles}, {"kind", ask.kind}};
    if (ask.alternative) item["alternative"] = true;
    decisive.push_back(std::move(item));
  }
  json["decisive"] = std::move(decisive);
  Json criteria = Json::array();
  for (const verdict::CriterionVerdict& criterion : verdict.criteria) criteria.push_back(CriterionJson(criterion));
  json["criteria"] = std::move(criteria);
  Json diagnostics = Json::array();
  // What the text of the protocol says wrongly stands in `eligo parse`; here stands what concerns this patient's verdict.
  for (const Diagnostic& d : verdict.diagnostics) {
    diagnostics.push_back({{"code", d.code}, {"severity", ToString(d.severity)}, {"span", SpanJson(d.span)}, {"message", d.message}});
  }
  json["diagnostics"] = std::move(diagnostics);
  return json;
}

}  // namespace

Json SettingsJson(const verdict::Settings& settings) {
  Json json = {{"as_of", ToString(settings.as_of)}};
  Json anchors = Json::object();
  for (const auto& [anchor, date] : settings.anchors) anchors[std::string(ToString(anchor))] = ToString(date);
  json["anchors"] = std::move(anchors);
  Json complete = Json::array();
  for (const logic::About about : settings.complete) complete.push_back(ToString(about));
  json["complete"] = std::move(complete);
  json["validity"] = ValidityText(settings.validity);
  json["timezone"] = settings.timezone;
  return json;
}

bool ScreenJsonRows(const Screening& screening, const Judged& judged, std::span<const verdict::PatientVerdict> verdicts, const Sink& sink) {
  const Json settings = SettingsJson(screening.settings);
  for (const verdict::PatientVerdict& verdict : verdicts) {
    Json json = {{"contract", 1},
                 {"eligo", ELIGO_VERSION},
                 {"protocol", judged.reading.source.document.path},
                 {"protocol_hash", judged.reading.logic->hash},
                 {"terms", screening.terms}};
    const auto cohort = CohortId(judged, verdict);
    json["cohort"] = cohort ? Json(*cohort) : Json(nullptr);
    json["patient"] = verdict.patient;
    json.update(settings);
    json.update(VerdictJson(verdict));
    if (!sink(Dump(json) + '\n')) return false;
  }
  return true;
}

bool ScreenJson(const Screening& screening, const Sink& sink) {
  return std::all_of(screening.protocols.begin(), screening.protocols.end(),
                     [&](const Judged& judged) { return ScreenJsonRows(screening, judged, judged.verdicts, sink); });
}

}  // namespace eligo::report
