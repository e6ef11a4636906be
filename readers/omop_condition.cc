// CONDITION_OCCURRENCE, PROCEDURE_OCCURRENCE and DEVICE_EXPOSURE -> rows.
#include <algorithm>

#include "readers/fhir_text.h"
#include "readers/omop_event.h"

namespace eligo::readers {
namespace {

using records::Course;
using records::Domain;
using records::Row;
using records::Standing;
using tables::As;

enum Own : std::size_t { kEnd = kFirstOwn, kEndTime, kType, kStatus, kStatusText };

// Type concepts of what was taken out of texts: NLP, EHR note.
bool IsFromText(std::int64_t type) { return type == 32858 || type == 32831; }

// What words of a status say, whichever of them stand there: "active", "confirmed active", "Resolved condition".
void ReadStatus(std::string_view text, Row& row) {
  const std::string lower = LowerCase(text);
  for (std::size_t at = 0; at < lower.size();) {
    const std::size_t end = std::min(lower.find_first_of(" ,;|/", at), lower.size());
    const std::string_view word = std::string_view(lower).substr(at, end - at);
    if (word == "active" || word == "recurrence" || word == "relapse") row.course = Course::kActive;
    if (word == "inactive" || word == "remission" || word == "resolved") row.course = Course::kInactive;
    if (word == "unconfirmed" || word == "provisional" || word == "differential" || word == "presumed" || word == "preliminary")
      row.standing = Standing::kProvisional;
    if (word == "refuted") row.standing = Standing::kRefuted;
    at = end + 1;
  }
}

// The end date, else the day of its timestamp. Before the start it is a mistake.
std::optional<DateInterval> ReadEnd(const OmopEvent& event, std::size_t date, std::size_t time, const std::optional<DateInterval>& start) {
  auto end = event.cells.Day(date);
  if (!end) end = event.cells.Day(time);
  if (start && end && end->last < start->first) event.cells.Complain(date, "lies before the start");
  return end;
}

void ReadCondition(OmopEvent& event) {
  Row row = event.NewRow(Domain::kCondition);
  const std::string_view written = event.cells.Text(kStatusText);
  ReadStatus(written.empty() ? std::string_view(event.world.codes.Of(event.cells.Id(kStatus)).display) : written, row);
  if (IsFromText(event.cells.Id(kType)) && row.standing == Standing::kConfirmed) row.standing = Standing::kProvisional;

  const auto end = ReadEnd(event, kEnd, kEndTime, row.start);
  const OmopCode& code = event.Code(Bearer::kCondition);
  const bool goes_on = !end || event.Censored(*end);
  const bool same_day = end && row.start && end == row.start;
  if (!goes_on && !same_day) {
    row.end = end;
    if (row.course == Course::kUnstated) row.course = Course::kInactive;
  }
  row.ongoing = goes_on && row.course != Course::kInactive;
  // An end on the day of the start is the visit's: a chronic disease goes on, of another the end is not said.
  event.Add(code.id, row, !goes_on && same_day);
}

void ReadProcedure(OmopEvent& event) {
  Row row = event.NewRow(Domain::kProcedure);
  row.end = ReadEnd(event, kEnd, kEndTime, row.start);
  if (!row.end) row.end = row.start;
  const OmopCode& code = event.Code(Bearer::kProcedure);
  event.Add(code.id, row);
}

void ReadDevice(OmopEvent& event) {
  Row row = event.NewRow(Domain::kProcedure);
  const auto end = ReadEnd(event, kEnd, kEndTime, row.start);
  row.ongoing = !end || event.Censored(*end);
  if (!row.ongoing) row.end = end;
  const OmopCode& code = event.Code(Bearer::kProcedure);
  event.Add(code.id, row);
}

}  // namespace

const OmopTable& ConditionTable() {
  static const OmopTable kTable{"condition_occurrence",
                                {{"condition_occurrence_id", As::kWhole},
                                 {"person_id", As::kWhole},
                                 {"condition_concept_id", As::kWhole},
                                 {"condition_source_concept_id", As::kWhole},
                                 "condition_source_value",
                                 {"condition_start_date", As::kTime},
                                 {"condition_start_datetime", As::kTime},
                                 {"condition_end_date", As::kTime},
                                 {"condition_end_datetime", As::kTime},
                                 {"condition_type_concept_id", As::kWhole},
                                 {"condition_status_concept_id", As::kWhole},
                                 "condition_status_source_value"},
                                {"condition_status_concept_id"},
                                true,
                                Bearer::kCondition,
                                ReadCondition};
  return kTable;
}

const OmopTable& ProcedureTable() {
  static const OmopTable kTable{"procedure_occurrence",
                                {{"procedure_occurrence_id", As::kWhole},
                                 {"person_id", As::kWhole},
                                 {"procedure_concept_id", As::kWhole},
                                 {"procedure_source_concept_id", As::kWhole},
                                 "procedure_source_value",
                                 {"procedure_date", As::kTime},
                                 {"procedure_datetime", As::kTime},
                                 {"procedure_end_date", As::kTime},
                                 {"procedure_end_datetime", As::kTime}},
                                {},
                                true,
                                Bearer::kProcedure,
                                ReadProcedure};
  return kTable;
}

const OmopTable& DeviceTable() {
  static const OmopTable kTable{"device_exposure",
                                {{"device_exposure_id", As::kWhole},
                                 {"person_id", As::kWhole},
                                 {"device_concept_id", As::kWhole},
                                 {"device_source_concept_id", As::kWhole},
                                 "device_source_value",
                                 {"device_exposure_start_date", As::kTime},
                                 {"device_exposure_start_datetime", As::kTime},
                                 {"device_exposure_end_date", As::kTime},
                                 {"device_exposure_end_datetime", As::kTime}},
                                {},
                                true,
                                Bearer::kProcedure,
                                ReadDevice};
  return kTable;
}

}  // namespace eligo::readers
