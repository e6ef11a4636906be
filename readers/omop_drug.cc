// DRUG_EXPOSURE -> rows of exposure.
//
// drug_exposure_end_date must be filled, so what stands there may be the writer's guess: on the day of the start, without days of
// supply, it says nothing.

#include <fmt/format.h>

#include "readers/fhir_dose.h"
#include "readers/fhir_text.h"
#include "readers/omop_event.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

using records::Domain;
using records::Exposure;
using records::Route;
using records::Row;
using tables::As;
using units::Rational;

enum Own : std::size_t {
  kEnd = kFirstOwn,
  kEndTime,
  kVerbatimEnd,
  kType,
  kStopReason,
  kQuantity,
  kDaysSupply,
  kSig,
  kRoute,
  kRouteText,
  kDoseUnit
};

constexpr int kMostDays = 3660;

struct TypeOf {
  std::int64_t id;
  Exposure exposure;
};
// Concepts of the vocabulary "Type Concept", and those of "Drug Type" before it.
constexpr TypeOf kTypes[] = {{32838, Exposure::kOrder},
                             {38000177, Exposure::kOrder},
                             {38000178, Exposure::kOrder},
                             {32833, Exposure::kOrder},
                             {581452, Exposure::kOrder},
                             {32825, Exposure::kDispense},
                             {32869, Exposure::kDispense},
                             {32810, Exposure::kDispense},
                             {38000175, Exposure::kDispense},
                             {38000176, Exposure::kDispense},
                             {32855, Exposure::kDispense},
                             {32871, Exposure::kDispense},
                             {32818, Exposure::kAdministration},
                             {38000179, Exposure::kAdministration},
                             {38000180, Exposure::kAdministration},
                             {43542358, Exposure::kAdministration},
                             {32830, Exposure::kStatement},
                             {32865, Exposure::kStatement},
                             {44787730, Exposure::kStatement},
                             {32851, Exposure::kStatement}};

Exposure ExposureOf(std::int64_t type, std::string_view name) {
  for (const TypeOf& known : kTypes) {
    if (known.id == type) return known.exposure;
  }
  const std::string lower = LowerCase(name);
  const auto says = [&lower](std::string_view word) { return lower.find(word) != std::string::npos; };
  if (says("administ")) return Exposure::kAdministration;
  if (says("dispens") || says("claim")) return Exposure::kDispense;
  if (says("prescription") || says("order")) return Exposure::kOrder;
  if (says("self-report") || says("list")) return Exposure::kStatement;
  return Exposure::kDispense;
}

// What is read out of a text or a unit that comes again and again. Free text must not let it grow.
template <typename Read>
const auto& Once(auto& known, std::string key, const Read& read) {
  constexpr std::size_t kMost = 100'000;
  if (const auto found = known.find(key); found != known.end()) return found->second;
  if (known.size() >= kMost) known.clear();
  return known.emplace(std::move(key), read()).first->second;
}

const std::optional<Sig>& SigOf(OmopWorld& world, std::string_view text, const std::optional<Strength>& strength) {
  std::string key(text);
  if (strength) key += fmt::format("\n{}/{}{}", strength->mg.numerator(), strength->mg.denominator(), strength->per_ml ? "/mL" : "");
  return Once(world.sigs, std::move(key), [&] { return ReadSig(text, strength); });
}

Route RouteOfRow(const OmopEvent& event) {
  const std::string_view text = event.cells.Text(kRouteText);
  const std::int64_t id = event.cells.Id(kRoute);
  return Once(event.world.routes, fmt::format("{} {}", id, text), [&] {
    Codeable route;
    route.text = text;
    if (id != 0) route.codings.push_back(event.world.codes.Of(id));
    return RouteOf(route);
  });
}

QuantityUnit UnitOfQuantity(OmopWorld& world, std::string_view unit) {
  if (unit.empty()) return QuantityUnit::kUnsaid;
  return Once(world.quantities, std::string(unit), [&] {
    // What makes milligrams of it tells what it is.
    const auto weighs = [&](const std::optional<Strength>& strength) {
      const auto amount = DoseAmount(1, unit, strength);
      return amount && amount->unit == "mg";
    };
    if (weighs(std::nullopt)) return QuantityUnit::kMass;
    if (weighs(Strength{1, true})) return QuantityUnit::kVolume;
    if (!weighs(Strength{1, false})) return QuantityUnit::kOther;
    const std::string lower = LowerCase(unit);
    for (const std::string_view piece : {"tab", "tbl", "cap", "pill"}) {
      if (lower.find(piece) != std::string::npos) return QuantityUnit::kPieces;
    }
    return QuantityUnit::kCount;
  });
}

// Tablets or capsules, and none of them a box of others.
bool IsPieces(QuantityUnit unit, const OmopProduct& product) {
  const bool counted = unit == QuantityUnit::kUnsaid || unit == QuantityUnit::kCount;
  return !product.boxed && (unit == QuantityUnit::kPieces || (counted && product.pieces));
}

void ReadEnd(const OmopEvent& event, Row& row) {
  const OmopCells& cells = event.cells;
  const auto verbatim = cells.Day(kVerbatimEnd);
  auto end = cells.Day(kEnd);
  if (!end) end = cells.Day(kEndTime);
  const auto supply = cells.Decimal(kDaysSupply);
  const bool supplied = supply && *supply > Rational(0) && *supply <= Rational(kMostDays) && supply->denominator() == 1;
  for (const auto& [column, day] : {std::pair(kEnd, end), std::pair(kVerbatimEnd, verbatim)}) {
    if (row.start && day && day->last < row.start->first) cells.Complain(column, "lies before the start");
  }
  switch (row.exposure) {
    case Exposure::kOrder:
    case Exposure::kStatement: {
      const auto& last = verbatim ? verbatim : end;
      row.ongoing = last && event.Censored(*last);
      const bool said = verbatim || supplied || (end && end != row.start);
      if (said && !row.ongoing) row.end = last;
      row.stopped = !row.ongoing && (row.end || !cells.Text(kStopReason).empty());
      break;
    }
    case Exposure::kDispense:
      if (supplied && row.start) {
        const int days = static_cast<int>(supply->numerator()) - 1;
        row.end = DateInterval{AddDays(row.start->first, days), AddDays(row.start->last, days)};
      } else if (end != row.start) {
        row.end = end;
      }
      if (verbatim) row.end = verbatim;
      row.stopped = !cells.Text(kStopReason).empty();
      break;
    case Exposure::kAdministration: row.end = verbatim ? verbatim : end ? end : row.start; break;
  }
}

// What was given at a time, on one day; nothing for more.
// A volume says nothing here: it may be that of the bag in which the drug was thinned.
std::optional<Amount> DoseOfTheDay(const OmopEvent& event, const Row& row, const std::optional<Sig>& sig, const OmopProduct& product) {
  if (!row.start || !row.start->exact() || row.end != row.start) return std::nullopt;
  const auto quantity = event.cells.Decimal(kQuantity);
  const std::string_view text = event.cells.Text(kDoseUnit);
  const QuantityUnit unit = UnitOfQuantity(event.world, text);
  const bool pieces = unit != QuantityUnit::kUnsaid && product.strength && !product.strength->per_ml && IsPieces(unit, product);
  if (quantity && *quantity > Rational(0) && (unit == QuantityUnit::kMass || pieces)) return DoseAmount(*quantity, text, product.strength);
  return sig && !sig->times_per_day ? sig->amount : std::nullopt;
}

// Tablets, or millilitres, for some days. A quantity without a unit is of tablets where the product is; a mass may be that of one dose.
std::optional<Amount> DoseBySupply(const OmopEvent& event, const OmopProduct& product) {
  const std::optional<Strength>& strength = product.strength;
  if (!strength) return std::nullopt;
  const auto quantity = event.cells.Decimal(kQuantity);
  const auto days = event.cells.Decimal(kDaysSupply);
  if (!quantity || !days || *quantity <= Rational(0) || *days <= Rational(0)) return std::nullopt;
  const std::string_view text = event.cells.Text(kDoseUnit);
  const QuantityUnit unit = UnitOfQuantity(event.world, text);
  const bool volume = unit == QuantityUnit::kVolume && !product.boxed;
  if (strength->per_ml ? !volume : !IsPieces(unit, product)) return std::nullopt;
  const auto amount = DoseAmount(*quantity, text, strength);
  const auto daily = amount ? units::Divide(amount->value, *days) : std::nullopt;
  return daily ? std::optional(Amount{*daily, amount->unit}) : std::nullopt;
}

void ReadDose(const OmopEvent& event, const OmopProduct& product, Row& row) {
  const std::string_view text = event.cells.Text(kSig);
  const std::optional<Sig>& sig = SigOf(event.world, text, product.strength);
  row.as_needed = sig && sig->as_needed;
  if (row.route == Route::kUnstated) row.route = product.route;
  if (product.combination) return;
  std::optional<Amount> daily;
  if (row.exposure == Exposure::kAdministration) {
    daily = DoseOfTheDay(event, row, sig, product);
  } else if (sig) {
    const auto per_day = sig->amount && sig->times_per_day ? units::Multiply(sig->amount->value, *sig->times_per_day) : std::nullopt;
    if (per_day) daily = Amount{*per_day, sig->amount->unit};
  } else if (text.empty()) {
    daily = DoseBySupply(event, product);
  }
  if (!daily) return;
  row.daily_dose = daily->value;
  row.unit = event.world.sink.Intern(daily->unit);
}

void ReadDrug(OmopEvent& event) {
  const OmopCode& code = event.Code(Bearer::kDrug);
  if (!code.kept) return event.Add(code.id, event.NewRow(Domain::kDrug));  // most rows: the rest is not looked at
  const std::int64_t type = event.cells.Id(kType);
  Row row = event.NewRow(Domain::kDrug);
  row.exposure = ExposureOf(type, event.world.codes.Of(type).display);
  row.route = RouteOfRow(event);
  if (code.product.vaccine) {
    row.domain = Domain::kImmunization;
    row.exposure = Exposure::kAdministration;
    row.end = row.start;
    return event.Add(code.id, row);
  }
  if (row.exposure != Exposure::kStatement) row.recorded = row.start;
  ReadEnd(event, row);
  ReadDose(event, code.product, row);
  event.Add(code.id, row);
}

}  // namespace

const OmopTable& DrugTable() {
  static const OmopTable kTable{"drug_exposure",
                                {{"drug_exposure_id", As::kWhole},
                                 {"person_id", As::kWhole},
                                 {"drug_concept_id", As::kWhole},
                                 {"drug_source_concept_id", As::kWhole},
                                 "drug_source_value",
                                 {"drug_exposure_start_date", As::kTime},
                                 {"drug_exposure_start_datetime", As::kTime},
                                 {"drug_exposure_end_date", As::kTime},
                                 {"drug_exposure_end_datetime", As::kTime},
                                 {"verbatim_end_date", As::kTime},
                                 {"drug_type_concept_id", As::kWhole},
                                 "stop_reason",
                                 {"quantity", As::kNumber},
                                 {"days_supply", As::kNumber},
                                 "sig",
                                 {"route_concept_id", As::kWhole},
                                 "route_source_value",
                                 "dose_unit_source_value"},
                                {"drug_type_concept_id", "route_concept_id"},
                                true,
                                Bearer::kDrug,
                                ReadDrug};
  return kTable;
}

}  // namespace eligo::readers
