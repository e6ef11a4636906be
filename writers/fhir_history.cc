#include "writers/fhir_history.h"

#include <array>

namespace eligo::writers {
namespace {

using history::Answer;
using history::Event;
using history::Facts;
using history::History;
using history::ItemFacts;
using history::Kind;
using history::kOngoing;
using history::Precision;
using history::Shown;

enum File : std::size_t {
  kPatient,
  kCondition,
  kObservation,
  kMedicationRequest,
  kMedicationStatement,
  kMedicationAdministration,
  kImmunization,
  kProcedure,
  kAllergyIntolerance,
  kResearchSubject,
  kConsent,
  kFiles
};
constexpr std::array<std::string_view, kFiles> kTypes = {"Patient",
                                                         "Condition",
                                                         "Observation",
                                                         "MedicationRequest",
                                                         "MedicationStatement",
                                                         "MedicationAdministration",
                                                         "Immunization",
                                                         "Procedure",
                                                         "AllergyIntolerance",
                                                         "ResearchSubject",
                                                         "Consent"};

File FileOf(Kind kind) {
  switch (kind) {
    case Kind::kCondition: return kCondition;
    case Kind::kOrder: return kMedicationRequest;
    case Kind::kStatement: return kMedicationStatement;
    case Kind::kAdministration: return kMedicationAdministration;
    case Kind::kImmunization: return kImmunization;
    case Kind::kProcedure: return kProcedure;
    case Kind::kResult: return kObservation;
    case Kind::kAllergy: return kAllergyIntolerance;
    case Kind::kTrial: return kResearchSubject;
    case Kind::kConsent: return kConsent;
  }
  return kObservation;
}

std::string_view Url(std::string_view system) {
  if (system == "ICD10CM") return "http://hl7.org/fhir/sid/icd-10-cm";
  if (system == "SNOMED") return "http://snomed.info/sct";
  if (system == "LOINC") return "http://loinc.org";
  if (system == "RxNorm") return "http://www.nlm.nih.gov/research/umls/rxnorm";
  return "http://hl7.org/fhir/sid/cvx";
}

// The texts of the catalogue hold no quote, backslash or control character.
void AppendText(std::string& out, std::string_view text) { out.append("\"").append(text).append("\""); }

std::string CodeableConcept(const std::vector<history::ItemCode>& codes, std::string_view text) {
  std::string out = "{";
  if (!codes.empty()) {
    out += "\"coding\":[";
    for (const history::ItemCode& code : codes) {
      if (&code != &codes.front()) out += ',';
      out.append("{\"system\":\"").append(Url(code.system)).append("\",\"code\":\"").append(code.code).append("\"}");
    }
    out += "],";
  }
  out += "\"text\":";
  AppendText(out, text);
  return out += '}';
}

void AppendDay(std::string& out, std::string_view name, Date day, Precision precision = Precision::kDay) {
  out.append(",\"").append(name).append("\":\"");
  const std::size_t at = out.size();
  history::AppendDate(out, day);
  constexpr std::size_t kYear = 4, kMonth = 7;
  if (precision == Precision::kYear) out.resize(at + kYear);
  if (precision == Precision::kMonth) out.resize(at + kMonth);
  out += '"';
}

void AppendPeriod(std::string& out, std::string_view name, Date start, Date end) {
  out.append(",\"").append(name).append("\":{\"start\":\"");
  history::AppendDate(out, start);
  if (end != kOngoing) {
    out += "\",\"end\":\"";
    history::AppendDate(out, end);
  }
  out += "\"}";
}

void AppendStatus(std::string& out, std::string_view name, std::string_view system, std::string_view code) {
  out.append(",\"").append(name).append("\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/").append(system);
  out.append("\",\"code\":\"").append(code).append("\"}]}");
}

void AppendQuantity(std::string& out, std::int64_t value, int digits, std::string_view unit, bool below = false) {
  out += "{\"value\":";
  history::AppendDecimal(out, value, digits);
  if (below) out += ",\"comparator\":\"<\"";
  if (!unit.empty())
    out.append(",\"unit\":\"").append(unit).append("\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"").append(unit).append("\"");
  out += '}';
}

void AppendResult(std::string& out, const Event& event) {
  const history::Form form = history::FormOf(event);
  if (form == history::Form::kAnswer) {
    const bool positive = event.answer == Answer::kPositive;
    out.append(",\"valueCodeableConcept\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"")
        .append(positive ? "10828004" : "260385009");
    out.append("\"}],\"text\":\"").append(positive ? "Positive" : "Negative").append("\"}");
  } else if (form == history::Form::kNumber) {
    const Shown shown = history::Show(event);
    out += ",\"valueQuantity\":";
    AppendQuantity(out, shown.value, shown.digits, shown.unit, event.below);
    if (shown.low < 0 && shown.high < 0) return;
    out += ",\"referenceRange\":[{";
    if (shown.low >= 0) {
      out += "\"low\":";
      AppendQuantity(out, shown.low, shown.digits, shown.unit);
    }
    if (shown.high >= 0) {
      out += shown.low >= 0 ? ",\"high\":" : "\"high\":";
      AppendQuantity(out, shown.high, shown.digits, shown.unit);
    }
    out += "}]";
  } else {
    out += ",\"valueString\":";
    AppendText(out, history::ShowText(event));
  }
}

std::string_view RouteCode(history::Route route) {
  switch (route) {
    case history::Route::kNone: return "";
    case history::Route::kOral: return "26643006";
    case history::Route::kIntravenous: return "47625008";
    case history::Route::kSubcutaneous: return "34206005";
    case history::Route::kTopical: return "6064005";
  }
  return "";
}

void AppendRoute(std::string& out, const Event& event) {
  const history::Route route = history::RouteOf(event);
  if (route == history::Route::kNone) return;
  out.append(",\"route\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"")
      .append(RouteCode(route))
      .append("\"}],\"text\":\"");
  out.append(ToString(route)).append("\"}");
}

void AppendDosage(std::string& out, std::string_view name, const Event& event) {
  out.append(",\"").append(name).append("\":[{\"text\":");
  AppendText(out, history::Sig(event));
  out.append(",\"timing\":{\"repeat\":{\"frequency\":");
  history::AppendNumber(out, event.times);
  out += ",\"period\":";
  history::AppendNumber(out, event.days == 7 ? 1 : event.days);
  out.append(",\"periodUnit\":\"").append(event.days == 7 ? "wk" : "d").append("\"}}");
  AppendRoute(out, event);
  out += ",\"doseAndRate\":[{\"doseQuantity\":";
  AppendQuantity(out, event.dose, history::kDoseDigits, Facts(event.item).unit);
  out += "}]}]";
}

}  // namespace

FhirHistory::FhirHistory(const history::Catalogue& catalogue) {
  for (std::size_t i = 0; i < history::kItems; ++i) {
    const auto item = static_cast<history::Item>(i);
    const ItemFacts& facts = Facts(item);
    items_.push_back({CodeableConcept(catalogue.Codes(item), facts.text), CodeableConcept({}, facts.text),
                      CodeableConcept({}, facts.brand.empty() ? facts.text : facts.brand)});
  }
}

std::vector<std::string> FhirHistory::Files() {
  std::vector<std::string> files;
  files.reserve(kFiles);
  for (const std::string_view type : kTypes) files.push_back(std::string(type) + ".ndjson");
  return files;
}

std::string_view FhirHistory::Type(Kind kind) { return kTypes[FileOf(kind)]; }

const std::string& FhirHistory::Code(const history::Event& event) const {
  const Item& item = items_[static_cast<std::size_t>(event.item)];
  return event.recording.brand ? item.brand : event.recording.coded ? item.coded : item.text;
}

void FhirHistory::Person(const History& history, std::string& out) const {
  const history::Person& person = history.person;
  out += R"({"resourceType":"Patient","id":")";
  history::AppendNumber(out, person.number);
  out += R"(","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HTEST"}]},"gender":")";
  out += person.sex == history::Sex::kFemale ? "female\"" : "male\"";
  AppendDay(out, "birthDate", person.birth, person.birth_precision);
  if (person.death != kOngoing) AppendDay(out, "deceasedDateTime", person.death);
  out += "}\n";
}

void FhirHistory::Event(const history::Event& event, std::uint64_t patient, int serial, std::vector<std::string>& pieces) const {
  const File file = FileOf(event.kind);
  std::string& out = pieces[file];
  const bool ongoing = event.end == kOngoing;
  const bool error = event.recording.entered_in_error;
  out.append("{\"resourceType\":\"").append(kTypes[file]).append("\",\"id\":\"");
  history::AppendNumber(out, patient);
  out += '-';
  history::AppendNumber(out, static_cast<std::uint64_t>(serial));
  out += '"';
  const auto status = [&](std::string_view usual) { out.append(",\"status\":\"").append(error ? "entered-in-error" : usual).append("\""); };
  const auto code = [&](std::string_view name) { out.append(",\"").append(name).append("\":").append(Code(event)); };
  const auto subject = [&](std::string_view name = "subject") {
    out.append(",\"").append(name).append("\":{\"reference\":\"Patient/");
    history::AppendNumber(out, patient);
    out += "\"}";
  };
  switch (event.kind) {
    case Kind::kCondition:
      if (!error) AppendStatus(out, "clinicalStatus", "condition-clinical", ongoing ? "active" : "resolved");
      AppendStatus(out, "verificationStatus", "condition-ver-status",
                   error                                               ? "entered-in-error"
                   : event.standing == history::Standing::kProvisional ? "provisional"
                                                                       : "confirmed");
      code("code");
      subject();
      AppendDay(out, "onsetDateTime", event.start, event.recording.precision);
      if (!ongoing) AppendDay(out, "abatementDateTime", event.end, event.recording.precision);
      break;
    case Kind::kOrder:
    case Kind::kStatement: {
      const bool order = event.kind == Kind::kOrder;
      status(ongoing ? "active" : "completed");
      if (order) out += ",\"intent\":\"order\"";
      code("medicationCodeableConcept");
      subject();
      if (order)
        AppendDay(out, "authoredOn", event.start);
      else
        AppendPeriod(out, "effectivePeriod", event.start, event.end);
      AppendDosage(out, order ? "dosageInstruction" : "dosage", event);
      if (order && !ongoing) {
        out += ",\"dispenseRequest\":{\"validityPeriod\":{\"start\":\"";
        history::AppendDate(out, event.start);
        out += "\",\"end\":\"";
        history::AppendDate(out, event.end);
        out += "\"}}";
      }
      break;
    }
    case Kind::kAdministration:
      status("completed");
      code("medicationCodeableConcept");
      subject();
      AppendDay(out, "effectiveDateTime", event.start);
      if (event.dose > 0) {
        out += ",\"dosage\":{\"dose\":";
        AppendQuantity(out, event.dose, history::kDoseDigits, Facts(event.item).unit);
        AppendRoute(out, event);
        out += '}';
      }
      break;
    case Kind::kImmunization:
      status("completed");
      code("vaccineCode");
      subject("patient");
      AppendDay(out, "occurrenceDateTime", event.start);
      break;
    case Kind::kProcedure:
      status("completed");
      code("code");
      subject();
      AppendDay(out, "performedDateTime", event.start, event.recording.precision);
      break;
    case Kind::kResult:
      status("final");
      code("code");
      subject();
      AppendDay(out, "effectiveDateTime", event.start);
      AppendResult(out, event);
      break;
    case Kind::kAllergy:
      if (!error) AppendStatus(out, "clinicalStatus", "allergyintolerance-clinical", "active");
      AppendStatus(out, "verificationStatus", "allergyintolerance-verification", error ? "entered-in-error" : "confirmed");
      code("code");
      subject("patient");
      AppendDay(out, "onsetDateTime", event.start, event.recording.precision);
      out.append(R"(,"reaction":[{"manifestation":[{"text":"allergic reaction"}],"severity":")");
      out.append(event.severity == history::Severity::kSevere ? "severe" : "mild").append("\"}]");
      break;
    case Kind::kTrial:
      status(ongoing ? "on-study" : "off-study");
      AppendPeriod(out, "period", event.start, event.end);
      out += R"(,"study":{"display":"Another clinical trial"})";
      subject("individual");
      break;
    case Kind::kConsent:
      status("active");
      AppendStatus(out, "scope", "consentscope", "research");
      out += R"(,"category":[{"text":"Informed consent to a clinical trial"}])";
      subject("patient");
      AppendDay(out, "dateTime", event.start);
      break;
  }
  out += "}\n";
}

void FhirHistory::Append(const History& history, std::vector<std::string>& pieces) const {
  Person(history, pieces[kPatient]);
  int serial = 0;
  for (const history::Event& event : history.events) {
    ++serial;
    if (event.recording.recorded) Event(event, history.person.number, serial, pieces);
  }
}

}  // namespace eligo::writers
