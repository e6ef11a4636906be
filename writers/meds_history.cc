#include "writers/meds_history.h"

#include <filesystem>

#include <fmt/format.h>

#include "units/unit.h"
#include "writers/fhir_history.h"

namespace eligo::writers {
namespace {

using history::Facts;
using history::ItemFacts;
using history::Kind;
using history::kOngoing;
using history::Precision;
using records::Bearer;
using records::Number;
using records::Row;
using units::Rational;

DateInterval Days(Date day, Precision precision) {
  CivilDate first = ToCivil(day);
  if (precision == Precision::kDay) return On(day);
  first.day = 1;
  if (precision == Precision::kYear) first.month = 1;
  const Date from = FromCivil(first);
  return {from, AddDays(Add(from, Period{precision == Precision::kYear ? 12 : 1, 0, 0}), -1)};
}

Rational Decimal(std::int64_t scaled, int digits) {
  std::int64_t power = 1;
  for (; digits > 0; --digits) power *= 10;
  return Rational::Of(scaled, power).value_or(Rational(scaled));
}

records::Route Taken(const history::Event& event) {
  switch (history::RouteOf(event)) {
    case history::Route::kNone: return records::Route::kUnstated;
    case history::Route::kOral: return records::Route::kOral;
    case history::Route::kIntravenous: return records::Route::kIntravenous;
    case history::Route::kSubcutaneous: return records::Route::kSubcutaneous;
    case history::Route::kTopical: return records::Route::kTopical;
  }
  return records::Route::kUnstated;
}

Bearer BearerOf(history::Domain domain) {
  switch (domain) {
    case history::Domain::kCondition: return Bearer::kCondition;
    case history::Domain::kDrug:
    case history::Domain::kVaccine: return Bearer::kDrug;
    case history::Domain::kProcedure: return Bearer::kProcedure;
    case history::Domain::kMeasurement:
    case history::Domain::kScore: return Bearer::kResult;
    case history::Domain::kTrial:
    case history::Domain::kConsent: return Bearer::kConcept;
  }
  return Bearer::kEvent;
}

// A row and the words of one event; `text` owns what is not in static storage.
struct Told {
  Row row;
  std::string_view unit, severity;
  std::string text;
};

void TellDose(const history::Event& event, bool course, Told& told) {
  const std::string_view unit = Facts(event.item).unit;
  if (event.dose <= 0 || unit.empty()) return;
  auto dose = std::optional(Decimal(event.dose, history::kDoseDigits));
  if (course) dose = Multiply(*dose, Rational::Of(event.times, event.days).value_or(Rational(1)));
  // In mg, as doses are told.
  static const std::optional<units::Unit> kMilligram = units::ParseUcum("mg");
  if (const auto own = units::ParseUcum(unit); dose && own && kMilligram) dose = units::Convert(*dose, *own, *kMilligram);
  if (!dose) return;
  told.row.daily_dose = dose;
  told.unit = "mg";
}

void TellNumber(const history::Event& event, Told& told, const history::Shown& shown) {
  const Rational value = Decimal(shown.value, shown.digits);
  Number number{value, value, false, false, false};
  if (event.below) {
    number.low.reset();
    number.high_open = true;
  }
  told.row.number = number;
  told.unit = shown.unit;
}

// "1:160" is the number 160.
std::optional<Number> TitreIn(std::string_view words) {
  constexpr std::string_view kOneTo = "1:";
  const bool below = words.starts_with('<');
  if (below) words.remove_prefix(1);
  if (!words.starts_with(kOneTo)) return std::nullopt;
  const auto dilution = Rational::Parse(words.substr(kOneTo.size()));
  if (!dilution) return std::nullopt;
  return below ? Number{std::nullopt, dilution, false, true, true} : Number{dilution, dilution, false, false, true};
}

void TellResult(const history::Event& event, Told& told) {
  const auto answer = [&] {
    if (event.answer != history::Answer::kNone)
      told.row.answer = event.answer == history::Answer::kPositive ? records::Answer::kPositive : records::Answer::kNegative;
  };
  switch (history::FormOf(event)) {
    case history::Form::kAnswer:
      answer();
      told.text = event.answer == history::Answer::kPositive ? "Positive" : "Negative";
      return;
    case history::Form::kNumber: {
      const history::Shown shown = history::Show(event);
      TellNumber(event, told, shown);
      if (shown.low >= 0) told.row.ref_low = Decimal(shown.low, shown.digits);
      if (shown.high >= 0) told.row.ref_high = Decimal(shown.high, shown.digits);
      return;
    }
    case history::Form::kText: break;
  }
  told.text = history::ShowText(event);
  if (!event.words.empty()) {
    told.row.number = TitreIn(event.words);
    if (event.words == "none") told.row.answer = records::Answer::kNegative;
    return;
  }
  if (!event.has_value) return answer();
  const history::Shown shown = history::Show(event);
  // A text with a unit that does not exist is no number.
  if (!shown.unit.empty() && shown.unit != "1" && !units::ParseUnit(shown.unit)) return;
  TellNumber(event, told, shown);
  if (shown.unit == "1") told.unit = "";
}

Told Tell(const history::Event& event) {
  Told told;
  Row& row = told.row;
  const Precision precision = event.recording.precision;
  const bool ongoing = event.end == kOngoing;
  row.start = On(event.start);
  switch (event.kind) {
    case Kind::kCondition:
      row.domain = records::Domain::kCondition;
      row.start = Days(event.start, precision);
      if (!ongoing) row.end = Days(event.end, precision);
      row.ongoing = ongoing;
      row.course = ongoing ? records::Course::kActive : records::Course::kInactive;
      if (event.standing == history::Standing::kProvisional) row.standing = records::Standing::kProvisional;
      break;
    case Kind::kOrder:
    case Kind::kStatement:
      row.domain = records::Domain::kDrug;
      row.exposure = event.kind == Kind::kOrder ? records::Exposure::kOrder : records::Exposure::kStatement;
      if (event.kind == Kind::kOrder) row.recorded = row.start;
      if (!ongoing) row.end = On(event.end);
      row.ongoing = ongoing;
      row.stopped = !ongoing;
      row.route = Taken(event);
      TellDose(event, true, told);
      break;
    case Kind::kAdministration:
      row.domain = records::Domain::kDrug;
      row.exposure = records::Exposure::kAdministration;
      row.end = row.recorded = row.start;
      row.route = event.dose > 0 ? Taken(event) : records::Route::kUnstated;
      TellDose(event, false, told);
      break;
    case Kind::kImmunization:
      row.domain = records::Domain::kImmunization;
      row.exposure = records::Exposure::kAdministration;
      row.end = row.start;
      break;
    case Kind::kProcedure:
      row.domain = records::Domain::kProcedure;
      row.start = row.end = Days(event.start, precision);
      break;
    case Kind::kResult:
      row.domain = records::Domain::kObservation;
      row.end = row.start;
      TellResult(event, told);
      break;
    case Kind::kAllergy:
      row.domain = records::Domain::kAllergy;
      row.start = Days(event.start, precision);
      row.ongoing = true;
      row.course = records::Course::kActive;
      told.severity = event.severity == history::Severity::kSevere ? "severe" : "mild";
      break;
    case Kind::kTrial:
      row.domain = records::Domain::kTrial;
      if (!ongoing) row.end = On(event.end);
      row.ongoing = ongoing;
      row.stopped = !ongoing;
      told.text = "Another clinical trial";
      break;
    case Kind::kConsent:
      row.domain = records::Domain::kConsent;
      row.recorded = row.start;
      row.answer = records::Answer::kPositive;
      break;
  }
  return told;
}

records::Patient Person(const history::Person& person) {
  records::Patient patient;
  patient.id = std::to_string(person.number);
  patient.source = "Patient/" + patient.id;
  patient.birth = Days(person.birth, person.birth_precision);
  patient.gender = person.sex == history::Sex::kFemale ? records::Sex::kFemale : records::Sex::kMale;
  if (person.death != kOngoing) {
    patient.death = On(person.death);
    patient.deceased = true;
  }
  return patient;
}

}  // namespace

Result<std::unique_ptr<MedsHistory>> MedsHistory::Open(const std::string& path, const history::Catalogue& catalogue) {
  auto folder = StoreFolder::Open(path);
  if (!folder) return Error{folder.error()};
  return std::unique_ptr<MedsHistory>(new MedsHistory(std::move(*folder), catalogue));
}

MedsHistory::MedsHistory(StoreFolder folder, const history::Catalogue& catalogue) : folder_(std::move(folder)) {
  for (std::size_t i = 0; i < history::kItems; ++i) {
    const auto item = static_cast<history::Item>(i);
    const ItemFacts& facts = Facts(item);
    const Bearer bearer = BearerOf(facts.domain);
    if (bearer == Bearer::kConcept) {
      const records::CodeId code = codes_.Code({{{"eligo", std::string(facts.concept_id), ""}}, "resource type"}, bearer);
      items_.push_back({{code, code, code}, {code, code, code}});
      continue;
    }
    const records::Codeable text{{}, std::string(facts.text)};
    const records::Codeable brand{{}, std::string(facts.brand.empty() ? facts.text : facts.brand)};
    records::Codeable coded = text;
    for (const history::ItemCode& code : catalogue.Codes(item))
      coded.codings.push_back({std::string(code.system), std::string(code.code), ""});
    const auto names = [&](Bearer as) { return Names{codes_.Code(coded, as), codes_.Code(text, as), codes_.Code(brand, as)}; };
    const Names usual = names(bearer);
    items_.push_back({usual, bearer == Bearer::kDrug ? names(Bearer::kAllergy) : usual});
  }
}

records::CodeId MedsHistory::CodeOf(const history::Event& event) const {
  const Item& item = items_[static_cast<std::size_t>(event.item)];
  const Names& names = event.kind == Kind::kAllergy ? item.allergy : item.usual;
  return names[event.recording.brand ? 2 : event.recording.coded ? 0 : 1];
}

Result<Done> MedsHistory::Add(const history::History& history, records::PatientIndex index, StoreShard& shard) const {
  const history::Person& person = history.person;
  if (auto added = shard.AddPatient(index, static_cast<std::int64_t>(person.number), Person(person)); !added) return added;
  std::string source;
  std::uint64_t serial = 0;
  for (const history::Event& event : history.events) {
    ++serial;
    if (!event.recording.recorded || event.recording.entered_in_error) continue;
    Told told = Tell(event);
    told.row.patient = index;
    told.row.source.number = serial;
    source = FhirHistory::Type(event.kind);
    source += '/';
    history::AppendNumber(source, person.number);
    source += '-';
    const records::Event out{CodeOf(event), told.row};
    if (auto added = shard.Add(out, {codes_.MedsCode(out.code, out.row), told.unit, told.severity, told.text, "", source}); !added)
      return added;
  }
  return Done{};
}

Result<Done> MedsHistory::WriteShard(std::uint32_t number, const std::function<void(const Take&)>& each) {
  // A scratch of its own: two databases must not spill into one folder.
  auto database = StoreShard::OpenDatabase({.threads = 1, .scratch = fmt::format("{}/{}", folder_.scratch(), number)});
  if (!database) return Error{folder_.target() + ": " + database.error()};
  auto shard = StoreShard::Make(*database, number);
  if (!shard) return folder_.Failed(shard.error());
  Result<Done> added = Done{};
  records::PatientIndex index = 0;
  each([&](const history::History& history) {
    if (added) added = Add(history, index++, *shard);
  });
  if (added) added = shard->Write(folder_.folder());
  patients_ += shard->patients();
  events_ += shard->events();
  return added ? added : folder_.Failed(added.error());
}

Result<Done> MedsHistory::Close(const std::string& program) {
  auto database = tables::Database::Open();
  if (!database) return Error{folder_.target() + ": " + database.error()};
  return folder_.Close(*database, codes_, patients_, events_, {program, "", {}, {}});
}

}  // namespace eligo::writers
