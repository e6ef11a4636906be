#include "report/html/protocol_section.h"

#include <array>

#include "report/escape.h"
#include "report/html/sentence.h"
#include "report/html/words.h"
#include "report/layout.h"
#include "report/logic_text.h"

namespace eligo::report {
namespace {

constexpr std::array<verdict::Overall, 4> kOrder = {verdict::Overall::kEligible, verdict::Overall::kCandidate,
                                                    verdict::Overall::kUndetermined, verdict::Overall::kIneligible};
constexpr std::size_t kListedFailures = 6;

std::string Number(std::size_t n) { return std::to_string(n); }

std::string CountsHtml(const OverallCounts& tally) {
  std::string tiles = "<ul class=counts>";
  std::string bar = "<div class=bar role=img aria-label=\"presumed:";
  std::string parts;
  for (const verdict::Overall overall : kOrder) {
    const auto index = static_cast<std::size_t>(overall);
    const std::string count = std::to_string(tally.presumed[index]);
    tiles += "<li><b>" + count + "</b> " + Badge(overall) + "<small>strict: " + std::to_string(tally.strict[index]) + "</small>";
    bar += ' ';
    bar += count;
    bar += ' ';
    bar += ToString(overall);
    if (tally.presumed[index] > 0) parts += "<span class=" + std::string(ClassOf(overall)) + " style=\"flex:" + count + "\"></span>";
  }
  return tiles + "</ul>" + bar + "\">" + parts + "</div>\n";
}

std::string SortHeading(std::string_view name, std::string_view type) {
  return "<th scope=col aria-sort=none data-t=" + std::string(type) + "><button type=button>" + std::string(name) + "</button>";
}

// A criterion that stops the patient, linked to its line on the patient's page.
std::string FailsHtml(const PlacedRow& placed) {
  std::string out = placed.row.deceased ? "deceased " : "";
  std::size_t shown = 0;
  for (const std::size_t index : placed.row.fails) {
    if (shown++ == kListedFailures) {
      out += "and " + Number(placed.row.fails.size() - kListedFailures) + " more";
      break;
    }
    const verdict::CriterionVerdict& criterion = placed.row.verdict->criteria[index];
    const std::string id = EscapeHtml(criterion.id);
    if (placed.has_page) {
      out += "<a href=\"#v" + Number(placed.number) + '-';
      out += id;
      out += "\">";
      out += id;
      out += "</a>";
    } else {
      out += id;
    }
    if (criterion.strict != verdict::Outcome::kFail) out += "<abbr title=\"in the presumed reading only\">*</abbr>";
    out += ' ';
  }
  return out;
}

std::string AskHtml(const verdict::PatientVerdict& verdict) {
  if (verdict.decisive.empty()) return "";
  const verdict::Ask& ask = verdict.decisive.front();
  std::string out = EscapeHtml(ask.ask);
  if (!ask.kind.empty()) out += " <small>(" + EscapeHtml(ask.kind) + ")</small>";
  if (const std::size_t needed = Needed(verdict.decisive); needed > 1) out += " <small>+" + Number(needed - 1) + " more</small>";
  return out;
}

// Numbers in data attributes are what the script sorts and filters by.
std::string RowHtml(const logic::Protocol& protocol, const PlacedRow& placed) {
  const verdict::PatientVerdict& verdict = *placed.row.verdict;
  const std::size_t fails = placed.row.fails.size() + (placed.row.deceased ? 1 : 0);
  std::string out = "<tr data-p=" + std::to_string(static_cast<int>(verdict.presumed)) +
                    " data-s=" + std::to_string(static_cast<int>(verdict.strict)) + " data-n=" + Number(fails) +
                    "><th scope=row data-l=Patient>";
  const std::string patient = EscapeHtml(verdict.patient);
  out += placed.has_page ? "<a href=#v" + Number(placed.number) + '>' + patient + "</a>" : patient;
  if (!protocol.cohorts.empty()) {
    out += "<td data-l=Cohort>";
    if (verdict.cohort >= 0) out += EscapeHtml(protocol.cohorts[static_cast<std::size_t>(verdict.cohort)].id);
  }
  out += "<td data-l=Presumed data-k=" + std::to_string(3 - static_cast<int>(verdict.presumed)) + '>' + Badge(verdict.presumed);
  out += "<td data-l=Strict data-k=" + std::to_string(3 - static_cast<int>(verdict.strict)) + '>' + Badge(verdict.strict);
  out += "<td data-l=\"Stopped by\" data-k=" + Number(fails) + '>' + FailsHtml(placed);
  out += "<td data-l=Open class=n>" + std::to_string(placed.row.unknown);
  out += "<td data-l=\"Ask first\">" + AskHtml(verdict);
  return out + '\n';
}

// Of `judged` patients.
std::string WorklistHtml(const logic::Protocol& protocol, const std::vector<PlacedRow>& rows, std::size_t judged) {
  std::string out = "<table class=work><caption class=sr>Worklist</caption><thead><tr>" + SortHeading("Patient", "s");
  if (!protocol.cohorts.empty()) out += SortHeading("Cohort", "s");
  out += SortHeading("Presumed", "n") + SortHeading("Strict", "n") + SortHeading("Stopped by", "n") + SortHeading("Open", "n") +
         SortHeading("Ask first", "s") + "<tbody>\n";
  for (const PlacedRow& row : rows) out += RowHtml(protocol, row);
  out += "</table>\n<p class=none hidden>No patient passes the filters.</p>\n";
  if (const std::size_t left_out = judged - rows.size(); left_out > 0) {
    out += "<p class=note>" + Number(left_out) + (left_out == 1 ? " more row, stopped" : " more rows, each stopped") +
           " by two or more criteria, counted above and not listed here, to keep this file small; <code>eligo screen --format "
           "csv</code> lists everyone.</p>\n";
  }
  return out;
}

std::string CriterionHtml(const source::Document& document, const logic::Protocol& protocol, const logic::Criterion& criterion,
                          const std::string& anchor, const Attrition& counts) {
  std::string out = "<tr id=\"" + anchor + "\"><th scope=row>" + EscapeHtml(criterion.id) + "<td class=src><p class=k>" +
                    std::string(ToString(criterion.kind));
  if (criterion.number) out += ' ' + EscapeHtml(*criterion.number);
  if (criterion.cohort >= 0) out += ", " + EscapeHtml(protocol.cohorts[static_cast<std::size_t>(criterion.cohort)].label) + " only";
  if (!criterion.field.empty()) out += ", from " + EscapeHtml(criterion.field);
  out += "</p><p class=q>" + SentenceHtml(document, criterion) + "</p><pre>" + EscapeHtml(LogicText(document, criterion)) + "</pre>";
  const auto cell = [&](std::string_view label, std::size_t count) {
    out += "<td class=n data-l=\"" + std::string(label) + "\">" + std::to_string(count);
  };
  cell("Pass", counts.pass);
  cell("Stopped", counts.fail);
  cell("Stopped by this alone", counts.only);
  cell("Unknown", counts.unknown);
  return out + '\n';
}

std::string CriteriaHtml(const Judged& judged, std::size_t protocol, const std::vector<Attrition>& counts) {
  const logic::Protocol& logic = *judged.reading.logic;
  std::string out =
      "<details class=criteria open><summary><h3>Criteria, as read</h3></summary>\n<p class=key>Underlined: <u>read into logic</u>, <u "
      "class=j>a "
      "person judges</u>, <span class=x>not read</span>. Numbers count patients in the presumed reading.</p>\n<table class=asked><caption "
      "class=sr>Criteria</caption><thead><tr><th scope=col>Criterion<th scope=col>What the protocol says, and the logic read from it<th "
      "scope=col>Pass<th scope=col>Stopped<th scope=col>Stopped by this alone<th scope=col>Unknown<tbody>\n";
  for (std::size_t i = 0; i < logic.criteria.size(); ++i) {
    const std::string anchor = "p" + Number(protocol) + '-' + EscapeHtml(logic.criteria[i].id);
    out += CriterionHtml(judged.reading.source.document, logic, logic.criteria[i], anchor, counts[i]);
  }
  return out + "</table></details>\n";
}

std::string RemarksHtml(const Reading& reading) {
  if (reading.diagnostics.empty()) return "";
  std::string out = "<details class=remarks><summary>" + Number(reading.diagnostics.size()) +
                    (reading.diagnostics.size() == 1 ? " remark" : " remarks") + " on the text</summary><ul>";
  for (const Diagnostic& d : reading.diagnostics) {
    out += "<li><b>" + std::string(ToString(d.severity)) + "</b> " + EscapeHtml(d.message);
    if (!d.span.empty()) out += ": <q>" + EscapeHtml(Shorten(OneLine(Text(reading.source.document, d.span)), 120)) + "</q>";
  }
  return out + "</ul></details>\n";
}

}  // namespace

std::string ProtocolSectionHtml(const Screening& screening, std::size_t protocol, const std::vector<PlacedRow>& rows,
                                const CohortCounts& all) {
  const Judged& judged = screening.protocols[protocol - 1];
  const std::string id = "p" + Number(protocol);
  const std::string path = judged.reading.source.document.path;
  std::string out = "<section class=protocol id=" + id + " aria-labelledby=" + id + "-h>\n<h2 id=" + id + "-h>" +
                    EscapeHtml(DisplayName(judged.reading)) + "</h2>\n<p class=path>" + EscapeHtml(path) + ", read as <code>" +
                    EscapeHtml(judged.reading.logic->hash.substr(0, 12)) + "</code></p>\n";
  if (all.judged == 0) {
    out += "<p class=note>No patient was judged: the records rule out every cohort's disease.</p>\n";
  } else {
    out += CountsHtml(all.overall) + WorklistHtml(*judged.reading.logic, rows, all.judged);
  }
  return out + RemarksHtml(judged.reading) + CriteriaHtml(judged, protocol, all.criteria) + "</section>\n";
}

}  // namespace eligo::report
