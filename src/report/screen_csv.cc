#include "report/screen_csv.h"

#include <algorithm>
#include <unordered_map>

#include "report/escape.h"

namespace eligo::report {
namespace {

constexpr std::string_view kHeader =
    "protocol,protocol_hash,terms,cohort,patient,as_of,overall.strict,overall.presumed,controlled_by,criterion,key,kind,number,strict,"
    "presumed,"
    "why,evidence,missing,clears_on,eligible_from,eligible_until\r\n";

// "2026-05-02 hemoglobin 92 g/L (Observation/123)"
std::string EvidenceText(const verdict::Evidence& evidence) {
  std::string out = evidence.date;
  const std::string& said = evidence.text.empty() ? evidence.value : evidence.text;
  if (!said.empty()) out += (out.empty() ? "" : " ") + said;
  if (!evidence.resource.empty()) out += (out.empty() ? "" : " ") + ('(' + evidence.resource + ')');
  return out;
}

void Join(std::string& list, const std::string& item) {
  if (item.empty()) return;
  if (!list.empty()) list += "; ";
  list += item;
}

// "" for none within the horizon.
std::string DayText(const std::optional<verdict::DayAhead>& day) { return day && *day ? ToString(**day) : ""; }

void AddCell(std::string& row, std::string_view cell) {
  row += CsvCell(cell);
  row += ',';
}

}  // namespace

bool ScreenCsvHeader(const Sink& sink) { return sink(kHeader); }

bool ScreenCsvRows(const Screening& screening, const Judged& judged, std::span<const verdict::PatientVerdict> verdicts, const Sink& sink) {
  const logic::Protocol& protocol = *judged.reading.logic;
  std::unordered_map<std::string_view, const logic::Criterion*> by_id;
  for (const logic::Criterion& criterion : protocol.criteria) by_id.emplace(criterion.id, &criterion);
  for (const verdict::PatientVerdict& patient : verdicts) {
    std::string lead;
    AddCell(lead, judged.reading.source.document.path);
    AddCell(lead, protocol.hash);
    AddCell(lead, screening.terms);
    AddCell(lead, CohortId(judged, patient).value_or(""));
    AddCell(lead, patient.patient);
    AddCell(lead, ToString(screening.settings.as_of));
    AddCell(lead, ToString(patient.strict));
    AddCell(lead, ToString(patient.presumed));
    AddCell(lead, patient.controlled_by);
    std::string rows;
    for (const verdict::CriterionVerdict& criterion : patient.criteria) {
      const auto found = by_id.find(criterion.id);
      const logic::Criterion* read = found == by_id.end() ? nullptr : found->second;
      std::string evidence;
      std::string missing;
      for (const verdict::Atom& atom : criterion.atoms) {
        for (const verdict::Evidence& item : atom.evidence) Join(evidence, EvidenceText(item));
        Join(missing, atom.missing);
      }
      rows += lead;
      AddCell(rows, criterion.id);
      AddCell(rows, read ? read->key : "");
      AddCell(rows, read ? ToString(read->kind) : "");
      AddCell(rows, read ? read->number.value_or("") : "");
      AddCell(rows, ToString(criterion.strict));
      AddCell(rows, ToString(criterion.presumed));
      AddCell(rows, criterion.why);
      AddCell(rows, evidence);
      AddCell(rows, missing);
      AddCell(rows, DayText(criterion.clears_on));
      AddCell(rows, DayText(patient.eligible_from));
      rows += DayText(patient.eligible_until) + "\r\n";
    }
    if (!sink(rows)) return false;
  }
  return true;
}

bool ScreenCsv(const Screening& screening, const Sink& sink) {
  return ScreenCsvHeader(sink) && std::all_of(screening.protocols.begin(), screening.protocols.end(), [&](const Judged& judged) {
           return ScreenCsvRows(screening, judged, judged.verdicts, sink);
         });
}

}  // namespace eligo::report
