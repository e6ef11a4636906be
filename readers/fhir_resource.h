// Resource: one FHIR resource on its way to events, and the readers of each kind.
//
// A reader looks at the JSON, writes events into a block, and says what became of the resource. It knows nothing but the resource, so
// that many can be read at once; what it cannot say without more (who the patient is, what came before) it is asked again with.
// No event reaches the sink until the whole resource was read without a Problem, so a half-understood resource never leaves half of
// what it says.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "readers/fhir_block.h"
#include "readers/fhir_code.h"
#include "readers/fhir_json.h"
#include "records/event.h"

namespace eligo::readers {

// What only the commit knows: whose the resource is, and what came before it in the input.
class Context {
 public:
  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  virtual ~Context() = default;
  virtual const records::Patient& person() const = 0;
  // Whether a reference names that person.
  virtual bool IsPerson(std::string_view reference) const = 0;
  // What a Medication says; null when the reference names nothing (yet).
  virtual const Codeable* FindMedication(std::string_view reference) const = 0;
  // The input is at its end: what a reference names will not come any more.
  virtual bool last_chance() const = 0;
};

class Resource {
 public:
  // Without a `context` nothing that asks for it is read to its end: needs_context() then says so.
  Resource(Node json, FhirBlock& into, CodeCache& codes, Mapper& map, const Context* context, Problem& trouble)
      : root(json), mapper(map), problem(trouble), block_(into), codes_(codes), context_(context) {}

  const Node root;
  Mapper& mapper;
  Problem& problem;

  static records::Row NewRow(records::Domain domain);
  records::StringId Intern(std::string_view text) { return block_.Intern(text); }
  KnownCode& Code(const Node& concept_node, Bearer bearer) { return codes_.Of(concept_node, bearer); }
  KnownCode& Code(const Codeable& code, Bearer bearer) { return codes_.Of(code, bearer); }
  // Of a component of an instrument's observation.
  KnownCode& ComponentCode(const Node& concept_node, terms::ConceptId instrument, Bearer bearer) {
    return codes_.OfComponent(concept_node, instrument, mapper, bearer);
  }
  // Whether the sink keeps anything of this drug, condition or result; what it does not keep is not looked at further.
  bool Keeps(KnownCode& code);
  bool Knows(KnownCode& code);
  // False when the code means nothing to the sink (it is counted there).
  bool Emit(KnownCode& code, const records::Row& row);
  // An event about a concept that the reader knows by its id.
  void EmitAs(std::string_view concept_name, const records::Row& row);
  // The unit of a row, to be checked.
  void Uses(std::string_view element, records::StringId unit) { block_.units.push_back({element, unit}); }

  // Null where it is needed and not there.
  const Context* NeedContext();
  bool needs_context() const { return needs_context_; }
  bool kept() const { return kept_; }

 private:
  FhirBlock& block_;
  CodeCache& codes_;
  const Context* context_;
  bool needs_context_ = false;
  bool kept_ = false;
};

// Day and minute of the first of these elements that is there: "onset" + DateTime, Period, Age, Range, String.
// Ages count from the birth date and are absent without one.
struct When {
  std::optional<DateInterval> start, end;
  std::int16_t minute = records::kNoMinute;
  bool stated = false;  // some element was there, even if it gives no date
};
When ReadWhen(Resource& resource, std::string_view choice);

// The code of a status CodeableConcept (its first coding). A bare string there is FHIR DSTU2 or STU3: a problem, told once.
std::string StatusCode(const Node& status);

// Readers by kind.
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
PatientResource ReadPatient(const Node& root, Problem& date_problem);

}  // namespace eligo::readers
