// Resource: one FHIR resource on its way to events, and the readers of each kind.
//
// A reader looks at the JSON, collects events, and says what became of the resource. Nothing reaches the sink until the
// whole resource was read without a Problem, so a half-understood resource never leaves half of what it says.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "readers/fhir_code.h"
#include "readers/fhir_json.h"
#include "records/event.h"

namespace eligo::readers {

enum class Outcome : std::uint8_t {
  kRead,
  kVoid,           // entered in error, cancelled, not done: silence
  kNothing,        // says nothing that is kept: no value, not about the patient
  kNeedsReference  // points to a Medication that has not been met
};

// What a Medication resource says, kept for those that point to it.
struct Medication {
  Codeable code;
};

class Resource {
 public:
  Resource(Node json, std::string name, records::PatientIndex who, records::EventSink& into, Mapper& map, Problem& trouble)
      : root(json), source(std::move(name)), patient(who), sink(into), mapper(map), problem(trouble) {}

  const Node root;
  const std::string source;  // "Observation/123"
  const records::PatientIndex patient;
  records::EventSink& sink;
  Mapper& mapper;
  Problem& problem;
  // Null when the reference names nothing (yet).
  std::function<const Medication*(std::string_view reference)> find_medication;
  bool last_chance = false;  // the input is at its end: what a reference names will not come any more

  std::vector<records::Event> events;
  struct UnitUse {
    std::string element, unit;
  };
  std::vector<UnitUse> units;  // of the rows, to be checked

  records::Row NewRow(records::Domain domain) const;
  // False when the code means nothing to the sink (it is counted there).
  bool Emit(const Codeable& code, Bearer bearer, const records::Row& row);
  // Whether the sink keeps anything of this drug, condition or result; what it does not keep is not looked at further.
  bool Keeps(const Codeable& code, Bearer bearer) const { return sink.Keeps(sink.Code(code, bearer)); }
  bool Kept() const {
    return std::any_of(events.begin(), events.end(), [this](const records::Event& event) { return sink.Keeps(event.code); });
  }
  // An event about a concept that the reader knows by its id.
  void EmitAs(std::string_view concept_name, const records::Row& row);
  void Give(records::CodeId code, const records::Row& row);
  const records::Patient& person() const { return sink.patient(patient); }
};

// Day and minute of the first of these elements that is there: "onset" + DateTime, Period, Age, Range, String.
// Ages count from the birth date and are absent without one.
struct When {
  std::optional<DateInterval> start, end;
  std::int16_t minute = -1;
  bool stated = false;  // some element was there, even if it gives no date
};
When ReadWhen(const Resource& resource, std::string_view choice);

// The code of a status CodeableConcept (its first coding). A bare string there is FHIR DSTU2 or STU3: a problem, told once.
std::string StatusCode(const Node& status);

// Readers by kind. The resource's patient is known.
Outcome ReadCondition(Resource& resource);
Outcome ReadAllergy(Resource& resource);
Outcome ReadProcedure(Resource& resource);
Outcome ReadObservation(Resource& resource);
Outcome ReadMedicationRequest(Resource& resource);
Outcome ReadMedicationStatement(Resource& resource);
Outcome ReadMedicationAdministration(Resource& resource);
Outcome ReadMedicationDispense(Resource& resource);
Outcome ReadImmunization(Resource& resource);
Outcome ReadConsent(Resource& resource);
Outcome ReadResearchSubject(Resource& resource);
Outcome ReadDocumentReference(Resource& resource);
Outcome ReadDiagnosticReport(Resource& resource);
Outcome ReadEncounter(Resource& resource);

// A Patient. What is wrong with a date is told in `date_problem` and reads as not given: a person is never dropped for it.
struct PatientResource {
  records::Patient patient;
  std::string replaced_by;  // reference to the patient that is to be used instead; "" for none
};
PatientResource ReadPatient(const Node& root, Problem& date_problem);

}  // namespace eligo::readers
