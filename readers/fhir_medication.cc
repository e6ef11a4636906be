// MedicationRequest, -Statement, -Administration and -Dispense -> rows of exposure.
#include <algorithm>

#include "readers/fhir_dose.h"
#include "readers/fhir_resource.h"
#include "readers/fhir_text.h"
#include "readers/fhir_value.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

using records::Domain;
using records::Exposure;
using records::Route;
using records::Row;
using records::Standing;

// R5 says `medication` where R4 says medicationCodeableConcept or medicationReference.
void ComplainOfMedicationVersion(const Node& root) {
  if (root["medication"].present()) root["medication"].Complain("is an element of FHIR R5, not R4", true);
}

// The drug, by concept, contained resource or reference. Null: it stands in a resource that has not been met.
KnownCode* Drug(Resource& resource) {
  const Node& root = resource.root;
  if (const Node drug = root["medicationCodeableConcept"]; drug.present()) return &resource.Code(drug, Bearer::kDrug);
  const Node reference = root["medicationReference"];
  const std::string_view target = reference["reference"].Text();
  if (target.starts_with('#')) {
    for (const Node& contained : root["contained"].Items()) {
      if (contained["id"].Text() == target.substr(1)) return &resource.Code(contained["code"], Bearer::kDrug);
    }
    reference.Complain("names nothing that the resource contains");
    return &resource.Code(Codeable(), Bearer::kDrug);
  }
  if (!target.empty()) {
    const Context* const context = resource.NeedContext();
    if (context == nullptr) return nullptr;
    if (const Codeable* medication = context->FindMedication(target)) return &resource.Code(*medication, Bearer::kDrug);
    if (!context->last_chance()) return nullptr;
  }
  // The words beside the reference, when the resource itself never came.
  Codeable drug;
  drug.text = reference["display"].Text();
  if (drug.empty() && !target.empty()) reference.Complain("names nothing in this input");
  return &resource.Code(drug, Bearer::kDrug);
}

// What an end that is counted by a length says beside one that the resource states.
enum class Planned : std::uint8_t {
  kHolds,   // an order: the dosage is what was meant
  kEither,  // a dispense: what was handed over may last longer or shorter
  kYields   // a statement: it says when it really ended
};

// Emits `row` for every step of the regimen. With several ingredients no dose is any one's.
void EmitSteps(Resource& resource, KnownCode& drug, const Regimen& regimen, const Row& row, Planned planned, int repeats = 0) {
  const std::size_t count = regimen.steps.size();
  bool first = true;
  for (std::size_t i = 0; i < count; ++i) {
    const Regimen::Step& step = regimen.steps[i];
    Row copy = row;
    if (step.start) copy.start = step.start;
    if (step.planned && row.end && planned == Planned::kYields) {
      if (!first && copy.start && row.end->last < copy.start->first) continue;  // it had ended before
      if (i + 1 < count && step.end && step.end->last < row.end->first) copy.end = step.end;
    } else if (step.planned && row.end && planned == Planned::kEither && count == 1 && step.end) {
      copy.end = DateInterval{std::min(row.end->first, step.end->first), std::max(row.end->last, step.end->last)};
    } else if (step.end) {
      copy.end = step.end;
    } else if (step.start && count > 1 && !(step.planned && row.end && row.end->first >= step.start->last)) {
      copy.end.reset();
    }
    // With repeats the plan is that of one supply: the order lasts up to all of them, and an active one may run still.
    if (repeats > 0 && i + 1 == count && step.planned && copy.start && copy.end) {
      const int days = copy.end->last.day - copy.start->last.day + 1;
      const std::optional<DateInterval> all = DateInterval{copy.end->first, AddDays(copy.end->last, days * repeats)};
      copy.end = row.ongoing ? std::nullopt : all;
    }
    copy.ongoing = copy.ongoing && !copy.end;
    copy.as_needed = step.as_needed;
    copy.route = step.route != Route::kUnstated ? step.route : RouteInName(drug.code.Label());
    if (!IsCombination(drug.code.Label())) {
      copy.daily_dose = step.per_day;
      copy.unit = resource.Intern(step.per_day ? step.unit : std::string());
    }
    resource.Emit(drug, copy);
    first = false;
  }
}

// `start`: from which lengths count; `cut_short`: it was stopped, maybe before its plan ended.
Regimen ReadRegimen(const Node& dosages, const Codeable& drug, const std::optional<DateInterval>& start, bool cut_short) {
  const std::optional<Strength> strength = StrengthInName(drug.Label());
  std::vector<Dosage> read;
  for (const Node& dosage : dosages.Items()) read.push_back(ReadDosage(dosage, strength));
  const Regimen regimen = Combine(read, start);
  return cut_short ? CutShort(regimen, start) : regimen;
}

// What was dispensed lasts so many days from the start; nothing without both.
std::optional<DateInterval> SupplyEnd(const std::optional<DateInterval>& start, const Node& supply) {
  const Value days = ReadQuantity(supply);
  if (!start || !days.number || !days.number->exact()) return std::nullopt;
  const auto unit = units::ParseUnit(days.unit.empty() ? "d" : LowerCase(days.unit));
  const auto count = unit ? units::Convert(*days.number->low, *unit, *units::ParseUcum("d")) : std::nullopt;
  if (!count || count->denominator() != 1 || count->numerator() < 1 || count->numerator() > 3660) return std::nullopt;
  const Period period{0, static_cast<int>(count->numerator()), 0};
  return LastDay(*start, {period, period});
}

// An order that is over and says nowhere when: at the earliest when it began or its first supply was used up, at the latest
// when the last of its repeats was.
std::optional<DateInterval> OrderedSupplyEnd(const Row& row, const Node& request, bool cut_short) {
  const auto one = SupplyEnd(row.start, request["expectedSupplyDuration"]);
  const std::int64_t repeats = request["numberOfRepeatsAllowed"].Whole().value_or(0);
  if (!one || repeats < 0 || repeats > 100) return std::nullopt;
  const int days = one->last.day - row.start->last.day + 1;
  return DateInterval{cut_short ? row.start->first : one->first, AddDays(one->last, days * static_cast<int>(repeats))};
}

// Most drugs: no protocol asks for them.
Outcome PassedOver(Resource& resource, KnownCode& drug, const Row& row) {
  resource.Emit(drug, row);
  return Outcome::kRead;
}

}  // namespace

Outcome ReadMedicationRequest(Resource& resource) {
  const Node& root = resource.root;
  ComplainOfMedicationVersion(root);
  const std::string_view status = root["status"].Text();
  const std::string_view intent = root["intent"].Text();
  if (status == "cancelled" || status == "entered-in-error" || status == "draft" || status.empty()) return Outcome::kVoid;
  if (intent == "proposal" || intent == "plan" || intent == "option") return Outcome::kVoid;
  if (root["doNotPerform"].True()) return Outcome::kVoid;
  KnownCode* const drug = Drug(resource);
  if (drug == nullptr) return Outcome::kNeedsReference;

  Row row = Resource::NewRow(Domain::kDrug);
  if (!resource.Keeps(*drug)) return PassedOver(resource, *drug, row);
  row.exposure = Exposure::kOrder;
  row.recorded = root["authoredOn"].Day();
  const DatePeriod validity = ReadPeriod(root["dispenseRequest"]["validityPeriod"]);
  row.start = row.recorded ? row.recorded : validity.start;
  row.minute = root["authoredOn"].Minute();
  row.end = validity.end;
  row.stopped = status == "completed" || status == "stopped" || status == "on-hold" || status == "ended";
  row.ongoing = status == "active";
  if (status == "unknown") row.standing = Standing::kProvisional;
  const bool cut_short = status == "stopped" || status == "on-hold" || status == "ended";
  if (row.stopped && !row.end) row.end = OrderedSupplyEnd(row, root["dispenseRequest"], cut_short);
  const std::int64_t repeats = root["dispenseRequest"]["numberOfRepeatsAllowed"].Whole().value_or(0);
  EmitSteps(resource, *drug, ReadRegimen(root["dosageInstruction"], drug->code, row.start, cut_short), row, Planned::kHolds,
            static_cast<int>(std::clamp<std::int64_t>(repeats, 0, 100)));
  return Outcome::kRead;
}

Outcome ReadMedicationStatement(Resource& resource) {
  const Node& root = resource.root;
  ComplainOfMedicationVersion(root);
  if (root["wasNotTaken"].present() || root["taken"].present())
    root["taken"].Complain("or wasNotTaken is an element of FHIR DSTU2 or STU3, not R4", true);
  const std::string_view status = root["status"].Text();
  // Neither running nor stopped: R5 says that in `adherence`.
  if (status == "recorded") root["status"].Complain("says `recorded`, as in FHIR R5, not R4", true);
  if (status == "entered-in-error" || status == "not-taken" || status == "intended" || status == "draft" || status.empty())
    return Outcome::kVoid;
  KnownCode* const drug = Drug(resource);
  if (drug == nullptr) return Outcome::kNeedsReference;

  Row row = Resource::NewRow(Domain::kDrug);
  if (!resource.Keeps(*drug)) return PassedOver(resource, *drug, row);
  row.exposure = Exposure::kStatement;
  row.recorded = root["dateAsserted"].Day();
  const When effective = ReadWhen(resource, "effective");
  row.start = effective.start;
  row.minute = effective.minute;
  // A date alone is a day on which it was taken; only a period says when it ended.
  if (root["effectivePeriod"].present()) row.end = effective.end;
  row.stopped = status == "completed" || status == "stopped" || status == "on-hold";
  row.ongoing = status == "active" && !row.end;
  if (row.stopped && !row.end && root["effectiveDateTime"].present()) row.end = effective.end;
  if (status == "unknown") row.standing = Standing::kProvisional;
  const bool cut_short = status == "stopped" || status == "on-hold";
  // Lengths count from where it began; a date alone is a day on which it was taken.
  const auto from = root["effectivePeriod"].present() ? row.start : std::nullopt;
  EmitSteps(resource, *drug, ReadRegimen(root["dosage"], drug->code, from, cut_short), row, Planned::kYields);
  return Outcome::kRead;
}

Outcome ReadMedicationAdministration(Resource& resource) {
  const Node& root = resource.root;
  ComplainOfMedicationVersion(root);
  const std::string_view status = root["status"].Text();
  if (status == "entered-in-error" || status == "not-done" || status.empty()) return Outcome::kVoid;
  if (root["wasNotGiven"].present() || root["notGiven"].present())
    root["notGiven"].Complain("or wasNotGiven is an element of FHIR DSTU2 or STU3, not R4", true);
  if (root["occurenceDateTime"].present() || root["occurencePeriod"].present())
    root["occurence"].Complain("is an element of FHIR R5, not R4", true);
  KnownCode* const drug = Drug(resource);
  if (drug == nullptr) return Outcome::kNeedsReference;

  Row row = Resource::NewRow(Domain::kDrug);
  if (!resource.Keeps(*drug)) return PassedOver(resource, *drug, row);
  row.exposure = Exposure::kAdministration;
  const When effective = ReadWhen(resource, "effective");
  row.start = effective.start;
  row.end = effective.end;
  row.minute = effective.minute;
  row.recorded = effective.start;
  row.ongoing = status == "in-progress" && !row.end;
  row.stopped = status == "stopped" || status == "on-hold";
  if (status == "unknown") row.standing = Standing::kProvisional;

  // What was given is the dose of its day; over several days the record does not say how much each.
  const Node dosage = root["dosage"];
  const Route route = RouteOf(ReadCodeable(dosage["route"]));
  row.route = route != Route::kUnstated ? route : RouteInName(drug->code.Label());
  const bool one_day = row.start && row.end && row.start->exact() && row.start == row.end;
  const Value dose = ReadQuantity(dosage["dose"]);
  if (!IsCombination(drug->code.Label()) && one_day && dose.number && dose.number->exact()) {
    if (const auto amount = DoseAmount(*dose.number->low, dose.unit, StrengthInName(drug->code.Label()))) {
      row.daily_dose = amount->value;
      row.unit = resource.Intern(amount->unit);
    }
  }
  resource.Emit(*drug, row);
  return Outcome::kRead;
}

Outcome ReadMedicationDispense(Resource& resource) {
  const Node& root = resource.root;
  ComplainOfMedicationVersion(root);
  const std::string_view status = root["status"].Text();
  if (status != "completed" && status != "in-progress" && status != "stopped" && status != "on-hold" && status != "unknown")
    return Outcome::kVoid;
  KnownCode* const drug = Drug(resource);
  if (drug == nullptr) return Outcome::kNeedsReference;

  Row row = Resource::NewRow(Domain::kDrug);
  if (!resource.Keeps(*drug)) return PassedOver(resource, *drug, row);
  row.exposure = Exposure::kDispense;
  const Node handed = root["whenHandedOver"].present() ? root["whenHandedOver"] : root["whenPrepared"];
  row.start = handed.Day();
  row.minute = handed.Minute();
  row.recorded = row.start;
  row.end = SupplyEnd(row.start, root["daysSupply"]);
  row.stopped = status == "stopped";
  if (status == "unknown" || status == "on-hold") row.standing = Standing::kProvisional;
  EmitSteps(resource, *drug, ReadRegimen(root["dosageInstruction"], drug->code, row.start, row.stopped), row, Planned::kEither);
  return Outcome::kRead;
}

}  // namespace eligo::readers
