// OmopEvent: one row of an OMOP table on its way to the sink, and the readers of each kind of table.
//
// A reader looks at the cells and collects events; none reaches the sink when something was wrong, so a half-understood row leaves
// no half. The conventions are those of docs/omop.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "readers/fhir_dose.h"
#include "readers/omop_codes.h"
#include "readers/read_report.h"
#include "records/event.h"
#include "tables/table.h"

namespace eligo::readers {

// The cells of a row, by the place of their column in the list that was chosen. What is wrong goes to `problem`.
class OmopCells {
 public:
  OmopCells(const tables::Table& table, const std::vector<tables::Column>& columns, Problem& problem)
      : table_(table), columns_(columns), problem_(problem) {}

  std::string_view Text(std::size_t column) const;  // of a column that is read as text
  bool Empty(std::size_t column) const;
  std::int64_t Id(std::size_t column) const;  // 0 for none
  std::optional<DateInterval> Day(std::size_t column) const;
  // Of a timestamp or a time of day; -1 for none, and for midnight, which stands for none.
  std::int16_t Minute(std::size_t column) const;
  std::optional<units::Rational> Decimal(std::size_t column) const;
  void Complain(std::size_t column, std::string what) const;
  void Complain(std::string_view column, std::string what) const;

 private:
  const tables::Table& table_;
  const std::vector<tables::Column>& columns_;
  Problem& problem_;
};

// What all tables share; own columns begin behind kTime.
enum OmopColumn : std::size_t { kId, kPerson, kConcept, kSourceConcept, kSourceValue, kDate, kTime, kFirstOwn };

// What a quantity of a drug is counted in.
enum class QuantityUnit : std::uint8_t {
  kUnsaid,
  kCount,   // each, 1: of what, the product says
  kPieces,  // tablets, capsules
  kMass,
  kVolume,
  kOther
};

// What outlives a row.
struct OmopWorld {
  records::EventSink& sink;
  OmopCodes& codes;
  std::vector<std::optional<Date>> observed_to = {};  // a patient each: the last day of the last observation period

  // A start or an end of taking part in a trial.
  struct TrialEvent {
    DateInterval day;
    bool over = false;
    std::string source;
  };
  std::map<std::pair<records::PatientIndex, std::string>, std::vector<TrialEvent>> trials = {};  // by patient and study

  // What was read already: units of results; texts, routes and dose units of drugs.
  struct Unit {
    records::StringId id = 0;
    bool known = false;
  };
  std::unordered_map<std::string, Unit> units = {};
  std::unordered_map<std::string, std::optional<Sig>> sigs = {};
  std::unordered_map<std::string, records::Route> routes = {};
  std::unordered_map<std::string, QuantityUnit> quantities = {};
};

struct OmopEvent {
  OmopWorld& world;
  const OmopCells& cells;
  const std::string& table;         // "measurement/"
  std::int64_t id = 0;              // of the row, 0 for none
  const OmopCode* known = nullptr;  // its code, where that was found before the row was read
  records::PatientIndex patient = 0;
  std::vector<records::Event>& events;
  std::string unknown_unit;  // of the row; "" for none

  std::string Source() const;  // "measurement/123"
  const OmopCode& Code(Bearer bearer) const;
  records::Row NewRow(records::Domain domain) const;
  // The end lies at or after the end of what was observed of this patient: it says no more than that records end.
  bool Censored(const DateInterval& end) const;
  void Add(records::CodeId code, const records::Row& row, bool ongoing_if_chronic = false);
  // Of a concept that the reader knows by its id; `by` says how.
  void AddAs(std::string_view concept_name, std::string_view by, const records::Row& row);
};

// A table, the columns of it that are read, and its reader.
struct OmopTable {
  std::string name;
  std::vector<tables::Column> columns;  // in the order of OmopColumn, then its own
  std::vector<std::string> vocabulary;  // those that hold concept ids, beside concept and source concept
  bool placed = true;                   // the hierarchy speaks for its concepts
  Bearer bearer = Bearer::kEvent;
  void (*read)(OmopEvent&) = nullptr;
  // Whether rows of a code that is not kept are read all the same.
  bool (*reads)(const OmopCode&) = [](const OmopCode&) { return false; };
};

const OmopTable& ConditionTable();
const OmopTable& DrugTable();
const OmopTable& ProcedureTable();
const OmopTable& DeviceTable();
const OmopTable& MeasurementTable();
const OmopTable& ObservationTable();

// Taking part in trials: rows of OBSERVATION for start and end, put together once all are read.
void AddTrials(OmopWorld& world);

}  // namespace eligo::readers
