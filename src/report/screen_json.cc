#include "report/screen_json.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "report/expression_json.h"

namespace eligo::report {
namespace {

// A row has some thousand values for each patient, so that it is written as it is read, without a tree of values in between.
class Row {
 public:
  explicit Row(std::string& text) : text_(text) {}

  void Begin(char bracket) {
    Comma();
    text_ += bracket;
    first_ = true;
  }
  void End(char bracket) {
    text_ += bracket;
    first_ = false;
  }
  // `name` needs no escapes.
  void Key(std::string_view name) {
    Comma();
    text_ += '"';
    text_ += name;
    text_ += "\":";
    first_ = true;
  }
  void Value(std::string_view string) {
    Comma();
    const auto plain = [](char c) { return c >= ' ' && c < '\x7f' && c != '"' && c != '\\'; };
    if (std::all_of(string.begin(), string.end(), plain)) {
      text_ += '"';
      text_ += string;
      text_ += '"';
    } else {
      text_ += Dump(Json(string));
    }
  }
  void Value(Span span) {
    if (span.empty()) return Written("null");
    Comma();
    fmt::format_to(std::back_inserter(text_), "[{},{}]", span.begin, span.end);
  }
  // The members of an object, or a whole value.
  void Written(std::string_view json) {
    Comma();
    text_ += json;
  }
  void Add(std::string_view name, std::string_view string) {
    Key(name);
    Value(string);
  }

 private:
  void Comma() {
    if (!first_) text_ += ',';
    first_ = false;
  }

  std::string& text_;
  bool first_ = true;
};

template <class Item>
void AddAll(Row& row, std::string_view name, const std::vector<Item>& items, void (*add)(Row&, const Item&)) {
  row.Key(name);
  row.Begin('[');
  for (const Item& item : items) {
    row.Begin('{');
    add(row, item);
    row.End('}');
  }
  row.End(']');
}

void AddEvidence(Row& row, const verdict::Evidence& evidence) {
  if (!evidence.resource.empty()) row.Add("resource", evidence.resource);
  if (!evidence.date.empty()) row.Add("date", evidence.date);
  if (!evidence.value.empty()) row.Add("value", evidence.value);
  if (!evidence.text.empty()) row.Add("text", evidence.text);
}

void AddAtom(Row& row, const verdict::Atom& atom) {
  row.Add("leaf", atom.leaf);
  if (!atom.concept_id.empty()) row.Add("concept", atom.concept_id);
  row.Key("span");
  row.Value(atom.span);
  row.Add("holds", ToString(atom.holds));
  row.Add("presumed", ToString(atom.presumed));
  AddAll(row, "evidence", atom.evidence, AddEvidence);
  if (!atom.missing.empty()) row.Add("missing", atom.missing);
}

void AddDay(Row& row, std::string_view name, const std::optional<verdict::DayAhead>& day) {
  if (!day) return;
  row.Key(name);
  if (*day) row.Value(ToString(**day));
  if (!*day) row.Written("null");
}

void AddCriterion(Row& row, const verdict::CriterionVerdict& criterion) {
  row.Add("id", criterion.id);
  row.Add("strict", ToString(criterion.strict));
  row.Add("presumed", ToString(criterion.presumed));
  AddDay(row, "clears_on", criterion.clears_on);
  row.Add("why", criterion.why);
  AddAll(row, "atoms", criterion.atoms, AddAtom);
}

void AddAsk(Row& row, const verdict::Ask& ask) {
  row.Add("ask", ask.ask);
  row.Key("settles");
  row.Written(Dump(Json(ask.settles)));
  row.Add("kind", ask.kind);
  if (!ask.alternative) return;
  row.Key("alternative");
  row.Written("true");
}

void AddDiagnostic(Row& row, const Diagnostic& d) {
  row.Add("code", d.code);
  row.Add("severity", ToString(d.severity));
  row.Key("span");
  row.Value(d.span);
  row.Add("message", d.message);
}

void AddVerdict(Row& row, const verdict::PatientVerdict& verdict) {
  row.Key("overall");
  row.Begin('{');
  row.Add("strict", ToString(verdict.strict));
  row.Add("presumed", ToString(verdict.presumed));
  row.End('}');
  AddDay(row, "eligible_from", verdict.eligible_from);
  AddDay(row, "eligible_until", verdict.eligible_until);
  if (!verdict.controlled_by.empty()) row.Add("controlled_by", verdict.controlled_by);
  AddAll(row, "decisive", verdict.decisive, AddAsk);
  AddAll(row, "criteria", verdict.criteria, AddCriterion);
  // What the text of the protocol says wrongly stands in `eligo parse`; here stands what concerns this patient's verdict.
  AddAll(row, "diagnostics", verdict.diagnostics, AddDiagnostic);
}

// {"a":1} -> "a":1
std::string Members(const Json& json) {
  const std::string text = Dump(json);
  return text.substr(1, text.size() - 2);
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
  const std::string of_protocol = Members({{"contract", 1},
                                           {"eligo", ELIGO_VERSION},
                                           {"protocol", judged.reading.source.document.path},
                                           {"protocol_hash", judged.reading.logic->hash},
                                           {"terms", screening.terms}});
  const std::string settings = Members(SettingsJson(screening.settings));
  std::string text;
  for (const verdict::PatientVerdict& verdict : verdicts) {
    text.clear();
    Row row(text);
    row.Begin('{');
    row.Written(of_protocol);
    row.Key("cohort");
    if (const auto cohort = CohortId(judged, verdict)) {
      row.Value(*cohort);
    } else {
      row.Written("null");
    }
    row.Add("patient", verdict.patient);
    row.Written(settings);
    AddVerdict(row, verdict);
    row.End('}');
    text += '\n';
    if (!sink(text)) return false;
  }
  return true;
}

bool ScreenJson(const Screening& screening, const Sink& sink) {
  return std::all_of(screening.protocols.begin(), screening.protocols.end(),
                     [&](const Judged& judged) { return ScreenJsonRows(screening, judged, judged.verdicts, sink); });
}

}  // namespace eligo::report
