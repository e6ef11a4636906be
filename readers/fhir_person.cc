// Patient, and the small kinds: Immunization, Consent, ResearchSubject, DocumentReference.
#include "readers/fhir_dose.h"
#include "readers/fhir_resource.h"
#include "readers/fhir_text.h"
#include "readers/fhir_value.h"

namespace eligo::readers {
namespace {

using records::Domain;
using records::Exposure;
using records::Row;
using records::Sex;

Sex SexOfCode(std::string_view code) {
  if (code == "female" || code == "F" || code == "248152002" || code == "female-typical") return Sex::kFemale;
  if (code == "male" || code == "M" || code == "248153007" || code == "male-typical") return Sex::kMale;
  if (code == "other" || code == "OTH" || code == "specified") return Sex::kOther;
  return Sex::kUnknown;
}

// Sex at birth and sex for clinical use, as extensions say it. Where both are known and differ the sex is no basis for a
// sex-bound rule: kOther.
Sex ReadBirthSex(const Node& root) {
  Sex birth = Sex::kUnknown;
  Sex clinical = Sex::kUnknown;
  for (const Node& extension : root["extension"].Items()) {
    const std::string_view url = extension["url"].Text();
    if (url.ends_with("/us-core-birthsex") || url.ends_with("/us-core-sex") || url.ends_with("/patient-birthSex")) {
      birth = SexOfCode(extension["valueCode"].present() ? extension["valueCode"].Text() : extension["valueCoding"]["code"].Text());
    } else if (url.ends_with("/patient-sexParameterForClinicalUse")) {
      for (const Node& part : extension["extension"].Items()) {
        if (part["url"].Text() != "value") continue;
        const Codeable code = ReadCodeable(part["valueCodeableConcept"]);
        for (const Coding& coding : code.codings) clinical = SexOfCode(coding.code);
      }
    }
  }
  if (birth == Sex::kUnknown) return clinical;
  return clinical == Sex::kUnknown || clinical == birth ? birth : Sex::kOther;
}

}  // namespace

PatientResource ReadPatient(const Node& root, Problem& date_problem) {
  PatientResource out;
  records::Patient& patient = out.patient;
  patient.gender = SexOfCode(root["gender"].Text());
  patient.birth_sex = ReadBirthSex(root);

  const auto date = [&](std::string_view element) -> std::optional<DateInterval> {
    const std::string_view text = root[element].Text();
    const auto day = ParseDate(text);
    if (!day && !text.empty() && !date_problem.any()) date_problem = {std::string(element), "is no date", false};
    return day;
  };
  patient.birth = date("birthDate");
  if (root["deceasedDateTime"].present()) {
    patient.deceased = true;
    patient.death = date("deceasedDateTime");
  }
  patient.deceased |= root["deceasedBoolean"].True();
  if (patient.birth && patient.death && patient.death->last < patient.birth->first && !date_problem.any()) {
    date_problem = {"deceasedDateTime", "lies before birthDate", false};
    patient.birth.reset();
    patient.death.reset();
  }
  for (const Node& link : root["link"].Items()) {
    if (link["type"].Text() == "replaced-by") out.replaced_by = link["other"]["reference"].Text();
  }
  return out;
}

Outcome ReadImmunization(Resource& resource) {
  const Node& root = resource.root;
  if (root["wasNotGiven"].present() || root["notGiven"].present())
    root["notGiven"].Complain("or wasNotGiven is an element of FHIR DSTU2 or STU3, not R4", true);
  if (root["status"].Text() != "completed") return Outcome::kVoid;
  Row row = Resource::NewRow(Domain::kImmunization);
  row.exposure = Exposure::kAdministration;
  const When occurrence = ReadWhen(resource, "occurrence");
  row.start = occurrence.start;
  row.end = occurrence.end;
  row.minute = occurrence.minute;
  row.recorded = root["recorded"].Day();
  row.route = RouteOf(ReadCodeable(root["route"]));
  resource.Emit(resource.Code(root["vaccineCode"], Bearer::kDrug), row);
  return Outcome::kRead;
}

Outcome ReadConsent(Resource& resource) {
  const Node& root = resource.root;
  for (const char* element : {"subject", "decision"}) {
    if (root[element].present()) root[element].Complain("is an element of FHIR R5, not R4", true);
  }
  if (root["status"].Text() != "active") return Outcome::kVoid;
  if (root["provision"].IsObject() && root["provision"]["type"].Text() == "deny") return Outcome::kNothing;
  // Consent to research only; to treatment or to the use of data it says nothing about a trial.
  bool research = false;
  for (const Coding& coding : ReadCodeable(root["scope"]).codings) research |= coding.code == "research";
  if (!research) return Outcome::kNothing;
  Row row = Resource::NewRow(Domain::kConsent);
  row.start = root["dateTime"].Day();
  row.minute = root["dateTime"].Minute();
  row.recorded = row.start;
  row.answer = records::Answer::kPositive;
  resource.EmitAs("informed_consent", row);
  return Outcome::kRead;
}

Outcome ReadResearchSubject(Resource& resource) {
  const Node& root = resource.root;
  const std::string_view status = root["status"].Text();
  const bool takes_part =
      status == "on-study" || status == "on-study-intervention" || status == "on-study-observation" || status == "follow-up";
  const bool took_part = status == "off-study" || status == "withdrawn";
  // R5 has a publication's status there, and says elsewhere what the person does.
  if (status == "active" || status == "retired" || root["progress"].present() || root["subjectState"].present())
    root["status"].Complain("is a publication status, as in FHIR R5, not R4", true);
  if (!takes_part && !took_part) return Outcome::kVoid;
  Row row = Resource::NewRow(Domain::kTrial);
  const DatePeriod period = ReadPeriod(root["period"]);
  row.start = period.start;
  row.end = period.end;
  row.minute = period.minute;
  row.ongoing = takes_part && !period.end;
  row.stopped = took_part;
  row.text = resource.Intern(ShortText(root["study"]["display"].Text()));
  resource.EmitAs("clinical_trial", row);
  return Outcome::kRead;
}

Outcome ReadDocumentReference(Resource& resource) {
  const Node& root = resource.root;
  if (root["status"].Text() != "current" || root["docStatus"].Text() == "entered-in-error") return Outcome::kVoid;
  Row row = Resource::NewRow(Domain::kNote);
  row.start = row.end = root["date"].Day();
  row.minute = root["date"].Minute();
  row.recorded = row.start;
  row.text = resource.Intern(ShortText(ReadCodeable(root["type"]).Label()));
  resource.EmitAs("clinical_note", row);
  return Outcome::kRead;
}

}  // namespace eligo::readers
