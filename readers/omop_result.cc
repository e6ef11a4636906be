// MEASUREMENT and OBSERVATION -> rows: results, findings, allergies, taking part in trials, consent.
#include <algorithm>
#include <array>
#include <tuple>

#include "readers/fhir_text.h"
#include "readers/fhir_value.h"
#include "readers/omop_event.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

using records::Answer;
using records::Domain;
using records::Row;
using tables::As;

enum Own : std::size_t {
  kNumber = kFirstOwn,
  kValueConcept,
  kUnitConcept,
  kUnitText,
  kValueText,
  kOperator,  // of MEASUREMENT
  kClock,     // measurement_time
  kRangeLow,
  kRangeHigh,
  kString = kOperator,  // of OBSERVATION
  kQualifierText
};

std::string_view ComparatorOf(std::int64_t id) {
  switch (id) {
    case 4171756: return "<";
    case 4171754: return "<=";
    case 4171755: return ">=";
    case 4172704: return ">";
    default: return "";
  }
}

// Answers whose ids are known without a vocabulary.
Coding AnswerCoding(std::int64_t id) {
  switch (id) {
    case 45884084: return {"LOINC", "LA6576-8", "Positive"};
    case 45878583: return {"LOINC", "LA6577-6", "Negative"};
    case 45877985: return {"LOINC", "LA11882-0", "Detected"};
    case 45880296: return {"LOINC", "LA11883-8", "Not detected"};
    default: return {};
  }
}

// The concept that is the value; empty when there is none or nothing is known of it.
Codeable ValueConcept(const OmopEvent& event) {
  const std::int64_t id = event.cells.Id(kValueConcept);
  if (id == 0) return {};
  const Coding& coding = event.world.codes.Of(id);
  if (!coding.code.empty()) return {{coding}, ""};
  Coding answer = AnswerCoding(id);
  return answer.code.empty() ? Codeable() : Codeable{{std::move(answer)}, ""};
}

std::string UnitOf(const OmopEvent& event) {
  const Coding& coding = event.world.codes.Of(event.cells.Id(kUnitConcept));
  return TidyUnit(coding.system == "UCUM" ? std::string_view(coding.code) : event.cells.Text(kUnitText));
}

Value ReadResult(const OmopEvent& event, std::string_view comparator, std::string_view text) {
  Value value;
  const auto number = event.cells.Decimal(kNumber);
  const Codeable concept_value = ValueConcept(event);
  if (!concept_value.empty()) {
    value = ReadTextValue(concept_value.Label());
    if (const Answer answer = AnswerOf(concept_value); answer != Answer::kNone) value.answer = answer;
  } else if (!number) {
    value = ReadTextValue(text);
  }
  if (number) value.number = Compared(comparator, *number);
  if (value.unit.empty() || number) value.unit = UnitOf(event);
  return value;
}

const OmopWorld::Unit& UnitNamed(OmopWorld& world, const std::string& unit) {
  const auto [known, added] = world.units.try_emplace(unit);
  if (added) known->second = {world.sink.Intern(unit), unit.empty() || units::ParseUnit(unit)};
  return known->second;
}

void AddResult(OmopEvent& event, const OmopCode& code, Row& row, const Value& value) {
  row.end = row.start;
  row.number = value.number;
  row.answer = value.answer;
  if (code.kept) {
    row.text = event.world.sink.Intern(value.text);
    const OmopWorld::Unit& unit = UnitNamed(event.world, value.unit);
    row.unit = unit.id;
    if (!unit.known) event.unknown_unit = value.unit;
  }
  event.Add(code.id, row);
}

void ReadMeasurement(OmopEvent& event) {
  const OmopCells& cells = event.cells;
  Row row = event.NewRow(Domain::kObservation);
  const OmopCode& code = event.Code(Bearer::kResult);
  if (!code.kept) return event.Add(code.id, row);  // most rows: their values are not looked at
  if (!row.timed()) row.minute = cells.Minute(kClock);
  const Value value = ReadResult(event, ComparatorOf(cells.Id(kOperator)), cells.Text(kValueText));
  if (value.empty()) return;
  row.ref_low = cells.Decimal(kRangeLow);
  row.ref_high = cells.Decimal(kRangeHigh);
  if (row.ref_low && row.ref_high && *row.ref_high < *row.ref_low) row.ref_low = row.ref_high = std::nullopt;
  AddResult(event, code, row, value);
}

// "allergy to penicillin" -> "penicillin"; "allergy" -> "" ; nothing for what is no allergy.
std::optional<std::string> Allergen(const std::string& name) {
  const std::string lower = LowerCase(name);
  for (const std::string_view words : {"allergy to ", "allergic to ", "allergic reaction to "}) {
    if (lower.starts_with(words)) return name.substr(words.size());
  }
  if (lower == "allergy" || lower == "drug allergy" || lower == "food allergy") return std::string();
  return std::nullopt;
}

void ReadAllergy(OmopEvent& event, std::string substance) {
  Codeable code = ValueConcept(event);
  std::string_view text = event.cells.Text(kString);
  if (text.empty()) text = event.cells.Text(kValueText);
  if (code.empty() && !text.empty()) code.text = text;
  if (code.empty()) code.text = std::move(substance);
  Row row = event.NewRow(Domain::kAllergy);
  row.recorded = row.start;
  row.ongoing = true;
  const std::string severity = LowerCase(event.cells.Text(kQualifierText));
  for (const std::string_view word : {"life-threatening", "severe", "moderate", "mild"}) {
    if (severity == word) row.severity = event.world.sink.Intern(word);
  }
  event.Add(event.world.sink.Code(code, Bearer::kAllergy), row);
}

void ReadTrial(OmopEvent& event) {
  const auto day = event.NewRow(Domain::kTrial).start;
  if (!day) return;
  const std::string study = ShortText(event.cells.Text(kString));
  const bool over = LowerCase(event.cells.Text(kQualifierText)).starts_with("off");
  event.world.trials[{event.patient, study}].push_back({*day, over, event.Source()});
}

bool IsConsent(const std::string& name) {
  const std::string lower = LowerCase(name);
  static constexpr std::array<std::string_view, 4> kNames = {"informed consent", "informed consent obtained", "informed consent given",
                                                             "consent given for research"};
  return std::find(kNames.begin(), kNames.end(), lower) != kNames.end();
}

// Whatever the protocols ask of results.
bool IsMoreThanAResult(const OmopCode& code) { return code.trial || IsConsent(code.name) || Allergen(code.name).has_value(); }

void ReadObservation(OmopEvent& event) {
  const OmopCells& cells = event.cells;
  const OmopCode& code = event.Code(Bearer::kResult);
  if (auto allergen = Allergen(code.name)) return ReadAllergy(event, std::move(*allergen));
  if (code.trial) return ReadTrial(event);

  std::string_view text = cells.Text(kString);
  if (text.empty()) text = cells.Text(kValueText);
  const Value value = ReadResult(event, "", text);
  Row row = event.NewRow(Domain::kObservation);
  if (IsConsent(code.name)) {
    if (value.answer == Answer::kNegative) return;
    row.domain = Domain::kConsent;
    row.recorded = row.start;
    row.answer = Answer::kPositive;
    return event.AddAs("informed_consent", "name", row);
  }
  if (!value.empty()) return AddResult(event, code, row, value);
  // Without a value a finding is there. A question (LOINC) without one says nothing.
  const bool finding = !code.code.CodeIn("SNOMED").empty() || !code.code.CodeIn("ICD10CM").empty();
  if (!finding) return;
  row.domain = Domain::kCondition;
  event.Add(event.world.sink.Code(code.code, Bearer::kFinding), row);
}

}  // namespace

void AddTrials(OmopWorld& world) {
  const records::CodeId code = world.sink.Code({{{"eligo", "clinical_trial", ""}}, "observation"}, Bearer::kConcept);
  for (auto& [key, events] : world.trials) {
    // An end closes what began before it; what began and has no end goes on, whatever ended earlier. Said twice, it is one.
    std::sort(events.begin(), events.end(), [](const OmopWorld::TrialEvent& a, const OmopWorld::TrialEvent& b) {
      return std::tie(a.day.first, a.day.last, a.over, a.source) < std::tie(b.day.first, b.day.last, b.over, b.source);
    });
    const OmopWorld::TrialEvent* begun = nullptr;
    const OmopWorld::TrialEvent* ended = nullptr;
    const auto add = [&, &who = key](const OmopWorld::TrialEvent* since, const OmopWorld::TrialEvent* until) {
      Row row;
      row.patient = who.first;
      row.domain = Domain::kTrial;
      if (since != nullptr) row.start = since->day;
      if (until != nullptr) row.end = until->day;
      row.stopped = until != nullptr;
      row.ongoing = !row.stopped;
      row.text = world.sink.Intern(who.second);
      row.source = world.sink.SourceOf(since != nullptr ? since->source : until->source);
      world.sink.Add({code, row});
    };
    for (const OmopWorld::TrialEvent& event : events) {
      if (event.over) {
        if (begun == nullptr && ended != nullptr && ended->day == event.day) continue;
        add(begun, &event);
        begun = nullptr;
        ended = &event;
      } else if (begun == nullptr) {
        begun = &event;
      }
    }
    if (begun != nullptr) add(begun, nullptr);
  }
}

const OmopTable& MeasurementTable() {
  static const OmopTable kTable{"measurement",
                                {{"measurement_id", As::kWhole},
                                 {"person_id", As::kWhole},
                                 {"measurement_concept_id", As::kWhole},
                                 {"measurement_source_concept_id", As::kWhole},
                                 "measurement_source_value",
                                 {"measurement_date", As::kTime},
                                 {"measurement_datetime", As::kTime},
                                 {"value_as_number", As::kNumber},
                                 {"value_as_concept_id", As::kWhole},
                                 {"unit_concept_id", As::kWhole},
                                 "unit_source_value",
                                 "value_source_value",
                                 {"operator_concept_id", As::kWhole},
                                 "measurement_time",
                                 {"range_low", As::kNumber},
                                 {"range_high", As::kNumber}},
                                {"value_as_concept_id", "unit_concept_id"},
                                false,
                                Bearer::kResult,
                                ReadMeasurement};
  return kTable;
}

const OmopTable& ObservationTable() {
  static const OmopTable kTable{"observation",
                                {{"observation_id", As::kWhole},
                                 {"person_id", As::kWhole},
                                 {"observation_concept_id", As::kWhole},
                                 {"observation_source_concept_id", As::kWhole},
                                 "observation_source_value",
                                 {"observation_date", As::kTime},
                                 {"observation_datetime", As::kTime},
                                 {"value_as_number", As::kNumber},
                                 {"value_as_concept_id", As::kWhole},
                                 {"unit_concept_id", As::kWhole},
                                 "unit_source_value",
                                 "value_source_value",
                                 "value_as_string",
                                 "qualifier_source_value"},
                                {"value_as_concept_id", "unit_concept_id"},
                                false,
                                Bearer::kResult,
                                ReadObservation,
                                IsMoreThanAResult};
  return kTable;
}

}  // namespace eligo::readers
