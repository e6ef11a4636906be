#include "writers/omop_history.h"

#include <array>

namespace eligo::writers {
namespace {

using history::Answer;
using history::Event;
using history::Facts;
using history::History;
using history::Kind;
using history::kOngoing;
using history::Precision;
using history::Shown;

enum File : std::size_t {
  kPerson,
  kPeriod,
  kDeath,
  kCondition,
  kDrug,
  kProcedure,
  kMeasurement,
  kObservation,
  kConcept,
  kAncestor,
  kFiles
};
struct Table {
  std::string_view name, columns;
};
constexpr std::array<Table, kFiles> kTables = {{
    {"PERSON",
     "person_id,gender_concept_id,year_of_birth,month_of_birth,day_of_birth,race_concept_id,ethnicity_concept_id,gender_source_value"},
    {"OBSERVATION_PERIOD",
     "observation_period_id,person_id,observation_period_start_date,observation_period_end_date,period_type_concept_id"},
    {"DEATH", "person_id,death_date"},
    {"CONDITION_OCCURRENCE",
     "condition_occurrence_id,person_id,condition_concept_id,condition_start_date,condition_end_date,condition_type_concept_id,"
     "condition_source_value,condition_source_concept_id,condition_status_source_value"},
    {"DRUG_EXPOSURE",
     "drug_exposure_id,person_id,drug_concept_id,drug_exposure_start_date,drug_exposure_end_date,verbatim_end_date,drug_type_concept_id,"
     "quantity,days_supply,sig,drug_source_value,drug_source_concept_id,route_source_value,dose_unit_source_value"},
    {"PROCEDURE_OCCURRENCE",
     "procedure_occurrence_id,person_id,procedure_concept_id,procedure_date,procedure_type_concept_id,procedure_source_value,"
     "procedure_source_concept_id"},
    {"MEASUREMENT",
     "measurement_id,person_id,measurement_concept_id,measurement_date,measurement_type_concept_id,operator_concept_id,value_as_number,"
     "value_as_concept_id,range_low,range_high,measurement_source_value,measurement_source_concept_id,unit_source_value,value_source_"
     "value"},
    {"OBSERVATION",
     "observation_id,person_id,observation_concept_id,observation_date,observation_type_concept_id,value_as_string,value_as_concept_id,"
     "observation_source_value,observation_source_concept_id,qualifier_source_value"},
    {"CONCEPT",
     "concept_id,concept_name,domain_id,vocabulary_id,concept_class_id,standard_concept,concept_code,valid_start_date,valid_end_date,"
     "invalid_reason"},
    {"CONCEPT_ANCESTOR", "ancestor_concept_id,descendant_concept_id,min_levels_of_separation,max_levels_of_separation"},
}};

// Ids of the CDM itself (docs/omop.md).
constexpr std::string_view kFemale = "8532", kMale = "8507", kRecord = "32817", kPrescription = "32838", kAdministered = "32818",
                           kListed = "32830";
constexpr std::uint32_t kLessThan = 4171756;

// Two concepts an item, then the two answers.
constexpr std::uint32_t kSite = 2'000'000'001;
constexpr std::uint32_t kPositive = kSite + 2 * history::kItems, kNegative = kPositive + 1;
constexpr std::uint32_t ConceptAt(history::Item item, std::size_t which) {
  return kSite + 2 * static_cast<std::uint32_t>(item) + static_cast<std::uint32_t>(which);
}

constexpr std::uint64_t kRowsPerPatient = 4096;

class Row {
 public:
  Row(std::string& out, std::uint64_t id) : out_(out) { history::AppendNumber(out_, id); }
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;
  ~Row() { out_ += '\n'; }

  Row& Number(std::uint64_t number) {
    out_ += ',';
    history::AppendNumber(out_, number);
    return *this;
  }
  Row& Text(std::string_view text) {
    out_ += ',';
    if (text.find_first_of(",\"") == std::string_view::npos) {
      out_ += text;
      return *this;
    }
    out_ += '"';
    for (const char c : text) {
      if (c == '"') out_ += '"';
      out_ += c;
    }
    out_ += '"';
    return *this;
  }
  Row& Day(Date day) {
    out_ += ',';
    if (day != kOngoing) history::AppendDate(out_, day);
    return *this;
  }
  Row& Decimal(std::int64_t scaled, int digits) {
    out_ += ',';
    history::AppendDecimal(out_, scaled, digits);
    return *this;
  }
  Row& Empty() {
    out_ += ',';
    return *this;
  }

 private:
  std::string& out_;
};

std::string_view Domain(history::Domain domain) {
  switch (domain) {
    case history::Domain::kCondition: return "Condition";
    case history::Domain::kDrug:
    case history::Domain::kVaccine: return "Drug";
    case history::Domain::kProcedure: return "Procedure";
    case history::Domain::kMeasurement:
    case history::Domain::kScore: return "Measurement";
    case history::Domain::kTrial:
    case history::Domain::kConsent: return "Observation";
  }
  return "";
}

void AppendConcept(std::string& out, std::uint32_t id, std::string_view name, std::string_view domain, const history::ItemCode& code,
                   bool standard) {
  Row(out, id)
      .Text(name)
      .Text(domain)
      .Text(code.system)
      .Text("")
      .Text(standard ? "S" : "")
      .Text(code.code)
      .Text("1970-01-01")
      .Text("2099-12-31")
      .Empty();
}

void AppendMeasurement(std::string& out, const Event& event, std::uint64_t id, std::uint64_t person, std::uint32_t standard,
                       std::uint32_t source) {
  Row row(out, id);
  row.Number(person).Number(standard).Day(event.start).Text(kRecord);
  const history::Form form = history::FormOf(event);
  const bool text = form == history::Form::kText;
  Shown shown;
  if (text) {
    row.Empty().Empty().Number(0).Empty().Empty();
  } else if (form == history::Form::kAnswer) {
    row.Empty().Empty().Number(event.answer == Answer::kPositive ? kPositive : kNegative).Empty().Empty();
  } else {
    shown = history::Show(event);
    if (event.below)
      row.Number(kLessThan);
    else
      row.Empty();
    row.Decimal(shown.value, shown.digits).Number(0);
    for (const std::int64_t bound : {shown.low, shown.high}) {
      if (bound >= 0)
        row.Decimal(bound, shown.digits);
      else
        row.Empty();
    }
  }
  row.Text(Facts(event.item).text).Number(source).Text(shown.unit);
  if (text)
    row.Text(history::ShowText(event));
  else
    row.Empty();
}

std::string_view TypeOf(Kind kind) {
  if (kind == Kind::kOrder) return kPrescription;
  return kind == Kind::kStatement ? kListed : kAdministered;
}

void AppendDrug(std::string& out, const Event& event, std::uint64_t id, const history::Person& person, std::uint32_t standard,
                std::uint32_t source) {
  const history::ItemFacts& facts = Facts(event.item);
  const bool course = event.kind == Kind::kOrder || event.kind == Kind::kStatement;
  const bool ongoing = event.end == kOngoing;
  Row row(out, id);
  row.Number(person.number)
      .Number(standard)
      .Day(event.start)
      .Day(ongoing ? person.last : event.end)
      .Day(course ? event.end : kOngoing)
      .Text(TypeOf(event.kind));
  if (!course && event.dose > 0)
    row.Decimal(event.dose, history::kDoseDigits);
  else
    row.Empty();
  if (course && !ongoing)
    row.Number(static_cast<std::uint64_t>(event.end.day - event.start.day) + 1);
  else
    row.Empty();
  row.Text(course ? history::Sig(event) : "");
  row.Text(history::Label(event)).Number(source);
  row.Text(ToString(history::RouteOf(event))).Text(!course && event.dose > 0 ? facts.unit : "");
}

void AppendObservation(std::string& out, const Event& event, std::uint64_t id, std::uint64_t person, std::uint32_t value) {
  const std::string_view text = Facts(event.item).text;
  const auto start = [&](Row& row, Date day) -> Row& { return row.Number(person).Number(0).Day(day).Text(kRecord); };
  if (event.kind == Kind::kAllergy) {
    Row row(out, id);
    start(row, event.start).Empty().Number(value).Text("allergy to " + std::string(text)).Number(0);
    row.Text(event.severity == history::Severity::kSevere ? "severe" : "mild");
    return;
  }
  const bool trial = event.kind == Kind::kTrial;
  {
    Row row(out, id);
    start(row, event.start).Text(trial ? "Another clinical trial" : "").Number(0).Text(text).Number(0).Text(trial ? "on-study" : "");
  }
  if (!trial || event.end == kOngoing) return;
  Row row(out, id + 1);
  start(row, event.end).Text("Another clinical trial").Number(0).Text(text).Number(0).Text("off-study");
}

}  // namespace

std::vector<std::string> OmopHistory::Files() {
  std::vector<std::string> files;
  files.reserve(kFiles);
  for (const Table& table : kTables) files.push_back(std::string(table.name) + ".csv");
  return files;
}

void OmopHistory::Begin(const std::function<bool(std::size_t, std::string_view)>& write) const {
  for (std::size_t i = 0; i < kFiles; ++i) write(i, std::string(kTables[i].columns) + '\n');
  std::string out;
  for (std::size_t i = 0; i < history::kItems; ++i) {
    const auto item = static_cast<history::Item>(i);
    const std::vector<history::ItemCode>& codes = catalogue_.Codes(item);
    for (std::size_t which = 0; which < codes.size(); ++which)
      AppendConcept(out, ConceptAt(item, which), Facts(item).text, Domain(Facts(item).domain), codes[which],
                    codes[which].system != "ICD10CM");
  }
  AppendConcept(out, kPositive, "Positive", "Meas Value", {"SNOMED", "10828004"}, true);
  AppendConcept(out, kNegative, "Negative", "Meas Value", {"SNOMED", "260385009"}, true);
  write(kConcept, out);
}

OmopHistory::Concepts OmopHistory::ConceptsOf(const Event& event) const {
  Concepts concepts;
  if (!event.recording.coded) return concepts;
  const std::vector<history::ItemCode>& codes = catalogue_.Codes(event.item);
  // What a classification says is the source, what a terminology says the standard concept; one code alone is both.
  for (std::size_t which = 0; which < codes.size(); ++which) {
    const std::uint32_t id = ConceptAt(event.item, which);
    if (codes[which].system != "ICD10CM") concepts.standard = id;
    if (codes[which].system == "ICD10CM" || concepts.source == 0) concepts.source = id;
  }
  return concepts;
}

void OmopHistory::Append(const History& history, std::vector<std::string>& pieces) const {
  const history::Person& person = history.person;
  {
    const CivilDate birth = ToCivil(person.birth);
    Row row(pieces[kPerson], person.number);
    row.Text(person.sex == history::Sex::kFemale ? kFemale : kMale).Number(static_cast<std::uint64_t>(birth.year));
    if (person.birth_precision == Precision::kYear)
      row.Empty().Empty();
    else
      row.Number(static_cast<std::uint64_t>(birth.month)).Number(static_cast<std::uint64_t>(birth.day));
    row.Number(0).Number(0).Text(person.sex == history::Sex::kFemale ? "F" : "M");
  }
  Row(pieces[kPeriod], person.number).Number(person.number).Day(person.first).Day(person.last).Text(kRecord);
  if (person.death != kOngoing) Row(pieces[kDeath], person.number).Day(person.death);

  std::uint64_t id = person.number * kRowsPerPatient;
  bool trial = false;
  for (const Event& event : history.events) {
    id += trial ? 2 : 1;  // the end of a trial is a row of its own, behind
    trial = event.kind == Kind::kTrial;
    if (!event.recording.recorded || event.recording.entered_in_error) continue;
    const Concepts concepts = ConceptsOf(event);
    switch (event.kind) {
      case Kind::kCondition: {
        const bool ongoing = event.end == kOngoing;
        std::string status = ongoing ? "active" : "resolved";
        if (event.standing == history::Standing::kProvisional) status += " provisional";
        Row(pieces[kCondition], id)
            .Number(person.number)
            .Number(concepts.standard)
            .Day(event.start)
            .Day(event.end)
            .Text(kRecord)
            .Text(Facts(event.item).text)
            .Number(concepts.source)
            .Text(status);
        break;
      }
      case Kind::kOrder:
      case Kind::kStatement:
      case Kind::kAdministration:
      case Kind::kImmunization: AppendDrug(pieces[kDrug], event, id, person, concepts.standard, concepts.source); break;
      case Kind::kProcedure:
        Row(pieces[kProcedure], id)
            .Number(person.number)
            .Number(concepts.standard)
            .Day(event.start)
            .Text(kRecord)
            .Text(Facts(event.item).text)
            .Number(concepts.source);
        break;
      case Kind::kResult: AppendMeasurement(pieces[kMeasurement], event, id, person.number, concepts.standard, concepts.source); break;
      case Kind::kAllergy:
      case Kind::kTrial:
      case Kind::kConsent: AppendObservation(pieces[kObservation], event, id, person.number, concepts.standard); break;
    }
  }
}

}  // namespace eligo::writers
