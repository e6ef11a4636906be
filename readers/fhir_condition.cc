// Condition, AllergyIntolerance and Procedure -> rows.

#include "readers/fhir_resource.h"
#include "readers/fhir_text.h"
#include "readers/fhir_value.h"

namespace eligo::readers {
namespace {

using records::Course;
using records::Domain;
using records::Row;
using records::Standing;

Course ReadCourse(const Node& status) {
  const std::string code = StatusCode(status);
  if (code == "active" || code == "recurrence" || code == "relapse") return Course::kActive;
  if (code == "inactive" || code == "remission" || code == "resolved") return Course::kInactive;
  return Course::kUnstated;
}

// Nothing for what was entered in error.
std::optional<Standing> ReadStanding(const Node& status) {
  const std::string code = StatusCode(status);
  if (code == "entered-in-error") return std::nullopt;
  if (code == "refuted") return Standing::kRefuted;
  if (code == "unconfirmed" || code == "provisional" || code == "differential" || code == "presumed") return Standing::kProvisional;
  return Standing::kConfirmed;
}

std::string_view SeverityWord(const Codeable& severity) {
  struct Known {
    std::string_view code, word;
  };
  static constexpr Known kKnown[] = {{"24484000", "severe"}, {"6736007", "moderate"}, {"255604002", "mild"}};
  for (const Known& known : kKnown) {
    if (severity.CodeIn("SNOMED") == known.code) return known.word;
  }
  const std::string label = LowerCase(severity.Label());
  for (const std::string_view word : {"life-threatening", "severe", "moderate", "mild"}) {
    if (label == word) return word;
  }
  return {};
}

// Elements whose meaning is another in other versions; the resource is not read then.
void ComplainOfConditionVersion(const Node& root) {
  if (root["patient"].present()) root["patient"].Complain("is an element of FHIR DSTU2, not R4", true);
  if (root["dateRecorded"].present()) root["dateRecorded"].Complain("is an element of FHIR DSTU2, not R4", true);
  if (root["assertedDate"].present()) root["assertedDate"].Complain("is an element of FHIR STU3, not R4", true);
}

}  // namespace

Outcome ReadCondition(Resource& resource) {
  const Node& root = resource.root;
  ComplainOfConditionVersion(root);
  const std::optional<Standing> standing = ReadStanding(root["verificationStatus"]);
  if (!standing) return Outcome::kVoid;

  Row row = Resource::NewRow(Domain::kCondition);
  row.standing = *standing;
  row.course = ReadCourse(root["clinicalStatus"]);
  const When onset = ReadWhen(resource, "onset");
  const When abatement = ReadWhen(resource, "abatement");
  row.recorded = root["recordedDate"].Day();
  // An onset period is the time in which it began.
  row.start = onset.start;
  if (onset.start && onset.end) row.start = DateInterval{onset.start->first, onset.end->last};
  row.minute = onset.minute;
  if (!row.start) row.start = row.recorded;
  if (abatement.start && abatement.end)
    row.end = DateInterval{abatement.start->first, abatement.end->last};
  else
    row.end = abatement.end ? abatement.end : abatement.start;
  if (row.start && row.end && row.end->last < row.start->first) root["abatement"].Complain("ends before it starts");
  if (abatement.stated && row.course == Course::kUnstated) row.course = Course::kInactive;
  row.ongoing = !abatement.stated && row.course != Course::kInactive;

  std::string severity(SeverityWord(ReadCodeable(root["severity"])));
  for (const Node& stage : root["stage"].Items()) {
    if (severity.empty()) severity = ShortText(ReadCodeable(stage["summary"]).Label());
  }
  row.severity = resource.Intern(severity);

  resource.Emit(resource.Code(root["code"], Bearer::kCondition), row);
  return Outcome::kRead;
}

Outcome ReadAllergy(Resource& resource) {
  const Node& root = resource.root;
  if (root["substance"].present()) root["substance"].Complain("is an element of FHIR DSTU2, not R4", true);
  const std::optional<Standing> standing = ReadStanding(root["verificationStatus"]);
  if (!standing) return Outcome::kVoid;

  Row row = Resource::NewRow(Domain::kAllergy);
  row.standing = *standing;
  row.course = ReadCourse(root["clinicalStatus"]);
  const When onset = ReadWhen(resource, "onset");
  row.recorded = root["recordedDate"].Day();
  row.start = onset.start ? onset.start : row.recorded;
  row.ongoing = row.course != Course::kInactive;
  if (root["type"].IsObject()) root["type"].Complain("is a concept, as in FHIR R5, not R4", true);
  if (root["type"].Text() == "intolerance") row.text = resource.Intern("intolerance");

  std::string severity;
  std::vector<KnownCode*> substances;
  for (const Node& reaction : root["reaction"].Items()) {
    for (const std::string_view word : {"severe", "moderate", "mild"}) {
      const bool worse = severity.empty() || word == "severe" || (word == "moderate" && severity == "mild");
      if (reaction["severity"].Text() == word && worse) severity = word;
    }
    if (reaction["substance"].present()) substances.push_back(&resource.Code(reaction["substance"], Bearer::kAllergy));
  }
  if (root["criticality"].Text() == "high") severity = "life-threatening";
  row.severity = resource.Intern(severity);

  resource.Emit(resource.Code(root["code"], Bearer::kAllergy), row);
  for (KnownCode* substance : substances) {
    if (resource.Knows(*substance)) resource.Emit(*substance, row);
  }
  return Outcome::kRead;
}

Outcome ReadProcedure(Resource& resource) {
  const Node& root = resource.root;
  if (root["notPerformed"].present() || root["notDone"].present())
    root["notPerformed"].Complain("or notDone is an element of FHIR DSTU2 or STU3, not R4", true);
  for (const std::string_view element :
       {"occurrenceDateTime", "occurrencePeriod", "occurrenceString", "occurrenceAge", "occurrenceRange"}) {
    if (root[element].present()) root[element].Complain("is an element of FHIR R5, not R4", true);
  }
  const std::string_view status = root["status"].Text();
  if (status == "entered-in-error" || status == "not-done" || status == "preparation" || status.empty()) return Outcome::kVoid;

  Row row = Resource::NewRow(Domain::kProcedure);
  // Begun and broken off, or of unknown state: it may have happened.
  if (status != "completed" && status != "in-progress") row.standing = Standing::kProvisional;
  const When performed = ReadWhen(resource, "performed");
  row.start = performed.start;
  row.end = performed.end;
  row.minute = performed.minute;
  row.ongoing = status == "in-progress" && !row.end;

  resource.Emit(resource.Code(root["code"], Bearer::kProcedure), row);
  return Outcome::kRead;
}

}  // namespace eligo::readers
