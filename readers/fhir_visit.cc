// DiagnosticReport and Encounter -> rows.
#include "readers/fhir_resource.h"
#include "readers/fhir_value.h"

namespace eligo::readers {

using records::Domain;
using records::Row;
using records::Standing;

// What it concludes, as a finding of its day. Its results are Observations, by reference or contained; its text is not read.
Outcome ReadDiagnosticReport(Resource& resource) {
  const Node& root = resource.root;
  const std::string_view status = root["status"].Text();
  if (root["codedDiagnosis"].present()) root["codedDiagnosis"].Complain("is an element of FHIR DSTU2 or STU3, not R4", true);
  if (status != "final" && status != "amended" && status != "corrected" && status != "appended" && status != "preliminary" &&
      status != "partial")
    return Outcome::kVoid;
  Row row = Resource::NewRow(Domain::kObservation);
  if (status == "preliminary" || status == "partial") row.standing = Standing::kProvisional;
  const When effective = ReadWhen(resource, "effective");
  row.start = effective.start ? effective.start : effective.end;
  row.end = effective.end;
  row.minute = effective.minute;
  row.recorded = root["issued"].Day();
  if (!row.start) row.start = row.end = row.recorded;
  row.answer = records::Answer::kPositive;
  const std::vector<Node> conclusions = root["conclusionCode"].Items();
  for (const Node& conclusion : conclusions) {
    resource.Emit(resource.Code(conclusion, Bearer::kCondition), row);
  }
  return conclusions.empty() ? Outcome::kNothing : Outcome::kRead;
}

// A stay in hospital. Other visits, why it was and what was found say nothing here: conditions stand in Conditions.
Outcome ReadEncounter(Resource& resource) {
  const Node& root = resource.root;
  if (root["actualPeriod"].present() || root["admission"].present())
    root["actualPeriod"].Complain("or admission is an element of FHIR R5, not R4", true);
  const Node kind = root["class"];
  if (kind.present() && !kind.IsObject()) kind.Complain("is no Coding, as in FHIR R4: another version of FHIR", true);
  const std::string_view status = root["status"].Text();
  const bool here = status == "in-progress" || status == "onleave";
  if (!here && status != "finished" && status != "unknown") return Outcome::kVoid;
  if (!kind.IsObject()) return Outcome::kNothing;
  const std::string_view code = kind["code"].Text();
  if (code != "IMP" && code != "ACUTE" && code != "NONAC") return Outcome::kNothing;
  Row row = Resource::NewRow(Domain::kCondition);
  const DatePeriod period = ReadPeriod(root["period"]);
  row.start = period.start;
  row.minute = period.minute;
  row.end = period.end;
  row.ongoing = here && !period.end;
  row.course = row.ongoing ? records::Course::kActive : records::Course::kInactive;
  if (status == "unknown") row.standing = Standing::kProvisional;
  resource.EmitAs("hospitalization_need", row);
  return Outcome::kRead;
}

}  // namespace eligo::readers
