// Observation -> rows: one for the observation, one for each component.
#include <algorithm>

#include "readers/fhir_resource.h"
#include "readers/fhir_text.h"
#include "readers/fhir_value.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

using records::Answer;
using records::Domain;
using records::Row;
using records::Sex;
using terms::Kind;
using units::Rational;

enum class Applies : std::uint8_t { kYes, kNo, kMaybe };

// Whether a reference range is this patient's, by sex and age.
Applies RangeApplies(const Node& range, Resource& resource, const std::optional<DateInterval>& day) {
  Applies applies = Applies::kYes;
  const Context* const context = range["appliesTo"].present() || range["age"].present() ? resource.NeedContext() : nullptr;
  if (context == nullptr) return applies;
  const records::Patient& person = context->person();
  for (const Node& entry : range["appliesTo"].Items()) {
    const Codeable code = ReadCodeable(entry);
    const std::string label = LowerCase(code.Label());
    const bool female = code.CodeIn("SNOMED") == "248152002" || label == "female" || label == "females" || label == "women" || label == "f";
    const bool male = code.CodeIn("SNOMED") == "248153007" || label == "male" || label == "males" || label == "men" || label == "m";
    const Sex sex = person.birth_sex != Sex::kUnknown ? person.birth_sex : person.gender;
    if ((female && sex == Sex::kMale) || (male && sex == Sex::kFemale)) return Applies::kNo;
    if (!(female && sex == Sex::kFemale) && !(male && sex == Sex::kMale)) applies = Applies::kMaybe;
  }
  const Node age = range["age"];
  if (!age.present()) return applies;
  if (!person.birth || !day) return Applies::kMaybe;
  const int youngest = CompletedYears(person.birth->last, day->first);
  const int oldest = CompletedYears(person.birth->first, day->last);
  const auto years = [](const Node& bound) -> std::optional<Rational> {
    const std::string_view code = bound["code"].present() ? bound["code"].Text() : bound["unit"].Text();
    const auto unit = units::ParseUnit(code);
    const auto year = units::ParseUnit("a");
    const auto value = bound["value"].Decimal();
    return unit && value ? units::Convert(*value, *unit, *year) : std::nullopt;
  };
  const auto low = years(age["low"]);
  const auto high = years(age["high"]);
  if ((low && Rational(oldest) < *low) || (high && Rational(youngest) > *high)) return Applies::kNo;
  const bool inside =
      (!age["low"].present() || (low && Rational(youngest) >= *low)) && (!age["high"].present() || (high && Rational(oldest) <= *high));
  return inside ? applies : Applies::kMaybe;
}

struct Bounds {
  std::optional<Rational> low, high;
};

// "3.5-5.0", "< 5", ">= 60", with or without a unit.
Bounds ReadTextRange(std::string_view text) {
  const Value value = ReadTextValue(text);
  if (!value.number || value.number->titer || value.number->exact()) return {};
  return {value.number->low, value.number->high};
}

std::optional<Rational> InUnit(const Node& quantity, const std::string& unit) {
  const Value bound = ReadQuantity(quantity);
  if (!bound.number || !bound.number->exact()) return std::nullopt;
  if (bound.unit.empty() || unit.empty() || bound.unit == unit) return bound.number->low;
  const auto from = units::ParseUnit(bound.unit);
  const auto to = units::ParseUnit(unit);
  return from && to ? units::Convert(*bound.number->low, *from, *to) : std::nullopt;
}

// The normal range of this patient; nothing when more than one could be it.
Bounds ReadReferenceRange(const Node& ranges, const std::string& unit, Resource& resource, const std::optional<DateInterval>& day) {
  std::vector<Node> sure;
  std::vector<Node> possible;
  for (const Node& range : ranges.Items()) {
    const Codeable type = ReadCodeable(range["type"]);
    const bool normal = type.empty() || LowerCase(type.Label()).find("normal") != std::string::npos ||
                        std::any_of(type.codings.begin(), type.codings.end(), [](const Coding& c) { return c.code == "normal"; });
    if (!normal) continue;
    const Applies applies = RangeApplies(range, resource, day);
    if (applies == Applies::kYes) sure.push_back(range);
    if (applies != Applies::kNo) possible.push_back(range);
  }
  const std::vector<Node>& chosen = sure.size() == 1 ? sure : possible;
  if (chosen.size() != 1) return {};
  const Node& range = chosen.front();
  Bounds bounds{InUnit(range["low"], unit), InUnit(range["high"], unit)};
  if (!range["low"].present() && !range["high"].present()) bounds = ReadTextRange(range["text"].Text());
  if (bounds.low && bounds.high && *bounds.high < *bounds.low) return {};
  return bounds;
}

// A row for what `holder` (the observation, or a component of an instrument or another observation) says; false when it says nothing.
// `code`: the holder's, when it was read.
bool EmitValue(Resource& resource, const Node& holder, Row row, Bearer bearer, std::optional<terms::ConceptId> instrument,
               KnownCode* code = nullptr) {
  Value value = ReadValue(holder);
  if (holder["dataAbsentReason"].present()) value = {};
  const Answer interpretation = ReadInterpretation(holder["interpretation"]);
  if (value.empty() && (interpretation == Answer::kNone || holder["dataAbsentReason"].present())) return false;

  // The coded result first, then the laboratory's interpretation, then a text that says so.
  const bool coded = holder["valueCodeableConcept"].present() || holder["valueBoolean"].present();
  row.answer = coded && value.answer != Answer::kNone ? value.answer : interpretation != Answer::kNone ? interpretation : value.answer;
  row.number = value.number;
  row.unit = resource.Intern(value.unit);
  row.text = resource.Intern(value.text);
  const Bounds bounds = ReadReferenceRange(holder["referenceRange"], value.unit, resource, row.start);
  row.ref_low = bounds.low;
  row.ref_high = bounds.high;

  if (code == nullptr) {
    code = instrument ? &resource.ComponentCode(holder["code"], *instrument, bearer) : &resource.Code(holder["code"], bearer);
  }
  const bool known = resource.Emit(*code, row);
  if (known && row.unit != 0) resource.Uses(holder["valueQuantity"].present() ? "valueQuantity" : "value", row.unit);
  return true;
}

// Some value[x] or an interpretation.
bool HasValue(const Node& root) {
  for (const auto& [key, member] : simdjson::dom::object(root.element())) {
    if (key.starts_with("value") || key == "interpretation") return true;
  }
  return false;
}

// The instrument whose observation it is, by its own code or name; nothing when it is none.
std::optional<terms::ConceptId> InstrumentOf(Resource& resource, KnownCode& known) {
  if (!known.instrument) {
    const auto mapped = resource.mapper.Map(known.code, Kinds{Kind::kScore}, Names::kResults);
    known.instrument = mapped.found.empty() ? std::nullopt : std::optional(mapped.found.front().concept_id);
  }
  return *known.instrument;
}

}  // namespace

Outcome ReadObservation(Resource& resource) {
  const Node& root = resource.root;
  const std::string_view status = root["status"].Text();
  if (status != "final" && status != "amended" && status != "corrected" && status != "preliminary") return Outcome::kVoid;
  // About something else than its subject: a fetus, a device, a relative.
  if (!root["focus"].Items().empty()) return Outcome::kNothing;

  Row row = Resource::NewRow(Domain::kObservation);
  KnownCode* code = nullptr;
  if (!root["component"].present()) {
    // Most results: no protocol asks for them.
    code = &resource.Code(root["code"], Bearer::kResult);
    if (!resource.Keeps(*code)) {
      if (!HasValue(root)) return Outcome::kNothing;
      resource.Emit(*code, row);
      return Outcome::kRead;
    }
  }
  const When effective = ReadWhen(resource, "effective");
  row.start = effective.start ? effective.start : effective.end;
  row.end = effective.end;
  row.minute = effective.minute;
  row.recorded = root["issued"].Day();
  if (!row.start) {
    row.start = row.end = row.recorded;
    row.minute = root["issued"].Minute();
  }
  row.method = resource.Intern(ShortText(ReadCodeable(root["method"]).Label()));

  bool says = EmitValue(resource, root, row, Bearer::kResult, {}, code);
  std::optional<terms::ConceptId> instrument;
  if (root["component"].present()) {
    KnownCode& own = resource.Code(root["code"], Bearer::kResult);
    instrument = InstrumentOf(resource, own);
    // Items without a total: which version they are of stands in its code alone.
    if (!says && instrument && resource.mapper.ItemClass(*instrument)) resource.Emit(own, row);
  }
  row.component = true;
  const Bearer bearer = instrument ? Bearer::kPoint : Bearer::kResult;
  for (const Node& component : root["component"].Items()) says |= EmitValue(resource, component, row, bearer, instrument);
  return says ? Outcome::kRead : Outcome::kNothing;
}

}  // namespace eligo::readers
