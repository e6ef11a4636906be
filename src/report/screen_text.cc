#include "report/screen_text.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "report/layout.h"
#include "report/worklist.h"

namespace eligo::report {
namespace {

constexpr std::size_t kCostliest = 5;
// Best first, as the table is ordered.
constexpr std::array<verdict::Overall, 4> kOrder = {verdict::Overall::kEligible, verdict::Overall::kCandidate,
                                                    verdict::Overall::kUndetermined, verdict::Overall::kIneligible};

std::string CountLines(const OverallCounts& tally) {
  std::string heading(12, ' ');
  std::string presumed = Pad("  presumed", 12);
  std::string strict = Pad("  strict", 12);
  for (const verdict::Overall overall : kOrder) {
    const std::string name(ToString(overall));
    const auto index = static_cast<std::size_t>(overall);
    const auto column = static_cast<int>(name.size()) + 2;
    const auto right = [&](const std::string& text) { return std::string(static_cast<std::size_t>(column) - text.size(), ' ') + text; };
    heading += right(name);
    presumed += right(std::to_string(tally.presumed[index]));
    strict += right(std::to_string(tally.strict[index]));
  }
  return heading + '\n' + presumed + '\n' + strict + '\n';
}

std::string AskText(const verdict::PatientVerdict& verdict) {
  if (verdict.decisive.empty()) return "";
  const verdict::Ask& ask = verdict.decisive.front();
  std::string out = ask.ask;
  if (!ask.kind.empty()) out += " (" + ask.kind + ')';
  if (const std::size_t needed = Needed(verdict.decisive); needed > 1) out += " +" + std::to_string(needed - 1);
  return out;
}

// Of `judged` patients.
std::string RowsText(const std::vector<WorklistRow>& all, std::size_t judged) {
  std::vector<WorklistRow> rows;
  std::copy_if(all.begin(), all.end(), std::back_inserter(rows),
               [&](const WorklistRow& row) { return judged <= kLongTable || WorthListing(row.verdict->presumed, row.fails.size()); });
  int patient_width = 7;
  for (const WorklistRow& row : rows) patient_width = std::max(patient_width, Width(row.verdict->patient));
  patient_width = std::min(patient_width, 36);
  constexpr int kWhen = 16;  // "until 2026-12-07"
  const bool dated = std::any_of(rows.begin(), rows.end(), [](const WorklistRow& row) { return !row.WhenText().empty(); });
  const int rest = kTextWidth - 2 - patient_width - 4 * 2 - 2 * 12 - (dated ? kWhen + 2 : 0);
  // The shorter of the two texts takes what it needs, the other what is left.
  int fails_width = 10;
  int ask_width = 9;
  for (const WorklistRow& row : rows) {
    fails_width = std::max(fails_width, Width(row.FailsText()));
    ask_width = std::max(ask_width, Width(AskText(*row.verdict)));
  }
  fails_width = std::min(fails_width, std::max(rest / 2, rest - ask_width));
  ask_width = std::min(ask_width, rest - fails_width);
  std::vector<Column> columns = {{"patient", patient_width}, {"presumed", 12}, {"strict", 12}, {"stopped by", fails_width}};
  if (dated) columns.push_back({"when", kWhen});
  columns.push_back({"ask first", ask_width});
  std::vector<std::vector<std::string>> cells;
  for (const WorklistRow& row : rows) {
    cells.push_back(
        {row.verdict->patient, std::string(ToString(row.verdict->presumed)), std::string(ToString(row.verdict->strict)), row.FailsText()});
    if (dated) cells.back().push_back(row.WhenText());
    cells.back().push_back(AskText(*row.verdict));
  }
  std::string out = Table(columns, cells, 2);
  if (const std::size_t left_out = judged - rows.size(); left_out > 0) {
    out += "  and " + std::to_string(left_out) + " more whom two or more criteria stop; --format csv or json lists everyone\n";
  }
  return out;
}

// The criteria that stop most patients, with those whom nothing else stops: where a protocol loses its people.
std::string CostliestText(const logic::Protocol& protocol, const std::vector<Attrition>& counts) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i].fail > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return counts[a].fail > counts[b].fail; });
  if (order.empty()) return "";
  if (order.size() > kCostliest) order.resize(kCostliest);
  std::vector<std::vector<std::string>> cells;
  for (const std::size_t i : order) {
    const logic::Criterion& criterion = protocol.criteria[i];
    cells.push_back({std::to_string(counts[i].fail), std::to_string(counts[i].only), criterion.id, Shorten(OneLine(criterion.text), 70)});
  }
  return '\n' + Table({{"stops", 5}, {"alone", 5}, {"criterion", 9}, {"what it says", 70}}, cells, 2);
}

std::string SectionText(const Judged& judged, const CohortCounts& counts, const std::vector<WorklistRow>& rows) {
  const logic::Protocol& protocol = *judged.reading.logic;
  std::string out;
  if (counts.cohort >= 0) out += "cohort " + protocol.cohorts[static_cast<std::size_t>(counts.cohort)].label + "\n\n";
  if (counts.judged == 0) return out + "  no patient: the record rules out the cohort's disease for everyone\n\n";
  out += CountLines(counts.overall) + '\n' + RowsText(rows, counts.judged) + CostliestText(protocol, counts.criteria) + '\n';
  return out;
}

}  // namespace

std::string SettingsText(const verdict::Settings& settings, std::size_t patients, std::string_view terms) {
  std::string out = "as of " + ToString(settings.as_of) + ", " + std::to_string(patients) + (patients == 1 ? " patient" : " patients");
  for (const auto& [anchor, date] : settings.anchors) out += ", " + std::string(ToString(anchor)) + ' ' + ToString(date);
  if (!settings.complete.empty()) {
    out += ", complete:";
    for (const logic::About about : settings.complete) out += ' ' + std::string(ToString(about));
  }
  return out + ", results valid for " + ValidityText(settings.validity) + ", terms " + std::string(terms.substr(0, 12));
}

void KeepForText(verdict::PatientVerdict& verdict) {
  std::erase_if(verdict.criteria, [](const verdict::CriterionVerdict& c) { return c.presumed == verdict::Outcome::kPass; });
  verdict.criteria.shrink_to_fit();
  for (verdict::CriterionVerdict& criterion : verdict.criteria) {
    criterion.atoms = {};
    criterion.why = {};
  }
  if (const std::size_t asked = std::max<std::size_t>(1, Needed(verdict.decisive)); verdict.decisive.size() > asked) {
    verdict.decisive.resize(asked);
    verdict.decisive.shrink_to_fit();
  }
  for (verdict::Ask& ask : verdict.decisive) ask.settles = {};
}

bool ScreenText(const Screening& screening, const Sink& sink) {
  std::string out;
  for (const std::string& line : Wrap(SettingsText(screening.settings, screening.patients.size(), screening.terms), kTextWidth))
    out += line + '\n';
  out += '\n';
  if (!sink(out)) return false;

  bool starred = false;
  for (const Judged& judged : screening.protocols) {
    const std::vector<WorklistRow> all = Worklist(judged);
    out = ShortName(judged.reading.source.document.path) + "  (" + judged.reading.source.document.path + ")\n";
    out += std::string(static_cast<std::size_t>(std::min(kTextWidth, Width(out))), '=') + "\n\n";
    for (const CohortCounts& counts : CountsOf(judged, all)) {
      starred = starred || counts.starred;
      out += SectionText(judged, counts, RowsOf(all, counts.cohort));
    }
    if (!sink(out)) return false;
  }
  out =
      "eligible      every criterion passes\n"
      "candidate     passes once a person, the visit or a later day agrees\n"
      "undetermined  the record leaves something open\n"
      "ineligible    some criterion fails\n"
      "strict        only what the record states; silence is unknown\n"
      "presumed      silence about a condition, drug, procedure, allergy or trial means none\n";
  if (starred) out += "*             fails in the presumed reading only\n";
  out +=
      "when          from when, or until when, no criterion fails (presumed, with no new records)\n"
      "ask first     what to find out next, of how many that could settle all (+n)\n\neligo proposes; people enrol.\n";
  return sink(out);
}

}  // namespace eligo::report
