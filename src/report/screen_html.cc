#include "report/screen_html.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "report/escape.h"
#include "report/html/assets.h"
#include "report/html/patient_page.h"
#include "report/html/protocol_section.h"
#include "report/html/words.h"

namespace eligo::report {
namespace {

struct Report {
  std::vector<std::vector<PlacedRow>> rows;  // by protocol; those listed
  std::vector<std::string> pages;            // by row number - 1; "" when left out
  std::vector<CohortCounts> counts;          // by protocol
  std::size_t unlisted = 0;                  // patients judged who have no row
  std::size_t left_out = 0;                  // and those without a page
};

// Pages are rendered best rows first, over all protocols, until they fill the space they may take.
Report Lay(const Screening& screening, const HtmlLimits& limits) {
  Report report;
  std::size_t number = 0;
  for (const Judged& judged : screening.protocols) {
    std::vector<PlacedRow>& rows = report.rows.emplace_back();
    std::vector<WorklistRow> all = Worklist(judged);
    CohortCounts& everyone = report.counts.emplace_back();
    for (const CohortCounts& counts : CountsOf(judged, all)) everyone.Add(counts);
    for (WorklistRow& row : all) {
      if (everyone.judged > limits.rows && !WorthListing(row.verdict->presumed, row.fails.size())) continue;
      PlacedRow placed;
      placed.row = std::move(row);
      placed.number = ++number;
      rows.push_back(std::move(placed));
    }
    report.unlisted += everyone.judged - rows.size();
  }
  struct Place {
    std::size_t protocol, row;
  };
  std::vector<Place> order;
  for (std::size_t p = 0; p < report.rows.size(); ++p) {
    for (std::size_t r = 0; r < report.rows[p].size(); ++r) order.push_back({p, r});
  }
  const auto rank = [&](const Place& place) {
    const WorklistRow& row = report.rows[place.protocol][place.row].row;
    return std::make_tuple(-static_cast<int>(row.verdict->presumed), row.fails.size());
  };
  std::stable_sort(order.begin(), order.end(), [&](const Place& a, const Place& b) { return rank(a) < rank(b); });
  report.pages.resize(number);
  report.left_out = report.unlisted;
  std::size_t bytes = 0;
  for (const Place& place : order) {
    PlacedRow& placed = report.rows[place.protocol][place.row];
    if (bytes >= limits.page_bytes) {
      ++report.left_out;
      continue;
    }
    std::string page = PatientPageHtml(screening, place.protocol + 1, placed.number, placed.row);
    bytes += page.size();
    placed.has_page = true;
    report.pages[placed.number - 1] = std::move(page);
  }
  return report;
}

std::string Fact(std::string_view name, const std::string& value) { return "<div><dt>" + std::string(name) + "<dd>" + value + "</div>"; }

std::string SettingsHtml(const Screening& screening) {
  const verdict::Settings& settings = screening.settings;
  std::string anchors;
  for (const auto& [anchor, date] : settings.anchors) anchors += std::string(ToString(anchor)) + ' ' + ToString(date) + ' ';
  std::string complete;
  for (const logic::About about : settings.complete) complete += std::string(ToString(about)) + ' ';
  std::string out = "<dl class=facts>" + Fact("As of", ToString(settings.as_of)) +
                    Fact("Patients", std::to_string(screening.patients.size())) +
                    Fact("Protocols", std::to_string(screening.protocols.size()));
  if (!anchors.empty()) out += Fact("Planned days", EscapeHtml(anchors));
  if (!complete.empty()) out += Fact("Complete records of", EscapeHtml(complete));
  out += Fact("Results count for", ValidityText(settings.validity)) + Fact("Time zone", EscapeHtml(settings.timezone)) +
         Fact("Terms", "<code title=\"" + EscapeHtml(screening.terms) + "\">" + EscapeHtml(screening.terms.substr(0, 12)) + "</code>") +
         Fact("Program", "eligo " ELIGO_VERSION);
  if (screening.unmapped > 0) out += Fact("Codes not understood", std::to_string(screening.unmapped) + " kinds, left out");
  if (screening.pseudonymised) out += Fact("Identifiers", "pseudonyms");
  return out + "</dl>";
}

std::string LegendHtml() {
  const auto entry = [](verdict::Overall overall, std::string_view meaning) {
    return "<div><dt>" + Badge(overall) + "<dd>" + std::string(meaning) + "</div>";
  };
  return "<details class=legend><summary>What the words mean</summary><dl>" + entry(verdict::Overall::kEligible, "every criterion passes") +
         entry(verdict::Overall::kCandidate, "passes if a person, the visit or a later day answers in the patient's favour") +
         entry(verdict::Overall::kUndetermined, "the record leaves something open that a chart or a test would settle") +
         entry(verdict::Overall::kIneligible, "at least one criterion fails") +
         "<div><dt>Presumed<dd>silence about a condition, a drug, a procedure, an allergy or a trial is read as none; an old result is "
         "used as it "
         "is</div><div><dt>Strict<dd>only what the record states counts; silence is unknown</div><div><dt>Stopped by<dd>the criteria that "
         "fail; * marks one that "
         "fails in the presumed reading only</div><div><dt>Open<dd>criteria that are unknown, presumed</div></dl></details>";
}

std::string FiltersHtml() {
  std::string out =
      "<form class=\"filters js\" role=search aria-label=\"Filter the worklists\"><fieldset><legend>Verdict</legend><select id=f-reading "
      "aria-label=\"Which "
      "reading\"><option value=p>presumed<option value=s>strict</select>";
  for (const verdict::Overall overall :
       {verdict::Overall::kEligible, verdict::Overall::kCandidate, verdict::Overall::kUndetermined, verdict::Overall::kIneligible}) {
    const std::string value = std::to_string(static_cast<int>(overall));
    out += " <label><input type=checkbox name=v value=" + value + " checked> " + Badge(overall) + "</label>";
  }
  return out +
         "</fieldset><label class=one><input type=checkbox id=f-one> stopped by one criterion only</label><label class=text>Find <input "
         "type=search id=f-text "
         "placeholder=\"patient, criterion, test\"></label><output id=f-count aria-live=polite></output><span class=actions><button "
         "type=button "
         "id=a-open>Open all shown</button> <button type=button id=a-close>Close all</button> <button type=button "
         "id=a-print>Print</button></span><label "
         "class=one><input type=checkbox id=f-pass> hide criteria that pass, in patient pages</label></form>\n";
}

// One row a patient, one column a protocol and cohort: which trial might fit whom.
std::string OverviewHtml(const Screening& screening, const Report& report) {
  if (report.unlisted > 0) return "";
  std::vector<std::string> columns;
  std::map<std::string, std::map<std::size_t, const PlacedRow*>> patients;
  for (std::size_t p = 0; p < report.rows.size(); ++p) {
    const logic::Protocol& logic = *screening.protocols[p].reading.logic;
    const std::string name = ShortName(screening.protocols[p].reading.source.document.path);
    std::map<int, std::size_t> cohorts;  // the cohort's column
    for (const PlacedRow& row : report.rows[p]) cohorts.emplace(row.row.verdict->cohort, 0);
    for (auto& [cohort, column] : cohorts) {
      column = columns.size();
      columns.push_back(cohort < 0 ? name : name + ": " + logic.cohorts[static_cast<std::size_t>(cohort)].id);
    }
    for (const PlacedRow& row : report.rows[p]) patients[row.row.verdict->patient][cohorts[row.row.verdict->cohort]] = &row;
  }
  if (columns.size() < 2 || patients.empty() || patients.size() * columns.size() > 20000) return "";
  std::string out =
      "<details class=overview><summary>All patients against all protocols</summary><div class=scroll tabindex=0 role=region "
      "aria-label=\"Patients "
      "against protocols\"><table><caption class=sr>Presumed verdicts</caption><thead><tr><th scope=col>Patient";
  for (const std::string& column : columns) out += "<th scope=col>" + EscapeHtml(column);
  out += "<tbody>\n";
  for (const auto& [patient, cells] : patients) {
    out += "<tr><th scope=row>" + EscapeHtml(patient);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto cell = cells.find(c);
      out += "<td>";
      if (cell == cells.end()) {
        out += "<span class=sr>not judged</span>";
        continue;
      }
      const PlacedRow& placed = *cell->second;
      const std::string badge = Badge(placed.row.verdict->presumed);
      out += placed.has_page ? "<a href=#v" + std::to_string(placed.number) + '>' + badge + "</a>" : badge;
    }
    out += '\n';
  }
  return out + "</table></div></details>\n";
}

std::string HeadHtml(const Screening& screening) {
  std::string names;
  for (const Judged& judged : screening.protocols) {
    if (!names.empty()) names += ", ";
    names += ShortName(judged.reading.source.document.path);
  }
  std::string out =
      "<!doctype html>\n<html lang=en><head><meta charset=utf-8><meta name=viewport content=\"width=device-width, initial-scale=1\">"
      "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
      "<meta name=referrer content=no-referrer><title>Screening " +
      ToString(screening.settings.as_of) + ": " + EscapeHtml(names) + "</title>\n<style>";
  out += kStyle;
  return out + "</style>\n<script>document.documentElement.className='js'</script></head>\n";
}

std::string HeaderHtml(const Screening& screening) {
  std::string out = "<body><a class=skip href=#main>Skip to the worklists</a>\n<header><h1>Screening worklist</h1>" +
                    SettingsHtml(screening) +
                    "<p class=note>eligo proposes; people enrol. Each verdict stands beside the protocol's sentence and the records it "
                    "rests on: check both.</p>" +
                    LegendHtml() + "</header>\n";
  if (screening.protocols.size() > 1) {
    out += "<nav aria-label=Protocols><ul>";
    for (std::size_t p = 0; p < screening.protocols.size(); ++p) {
      out += "<li><a href=#p" + std::to_string(p + 1) + '>' + EscapeHtml(ShortName(screening.protocols[p].reading.source.document.path)) +
             "</a>";
    }
    out += "</ul></nav>\n";
  }
  return out;
}

std::string PagesLeadHtml(const Report& report) {
  std::string out =
      "<section id=patients aria-labelledby=patients-h><h2 id=patients-h>Patients</h2>\n<p class=\"hint js\">Open a patient from a "
      "worklist above.</p>"
      "<noscript><p class=note>Without JavaScript the protocol's full sentences stand once, under \"Criteria, as read\"; each criterion's "
      "name links "
      "to its sentence.</p></noscript>\n";
  if (const std::size_t judged = report.pages.size() + report.unlisted; report.left_out > 0) {
    out += "<p class=note>" + std::to_string(judged - report.left_out) + " of " + std::to_string(judged) +
           " rows have a page here, the best verdicts and fewest failures first, to keep this file small. <code>eligo screen --format "
           "json</code> explains "
           "every row.</p>\n";
  }
  return out;
}

}  // namespace

bool ScreenHtml(const Screening& screening, const Sink& sink, const HtmlLimits& limits) {
  const Report report = Lay(screening, limits);
  if (!sink(HeadHtml(screening)) || !sink(HeaderHtml(screening))) return false;
  if (!sink("<main id=main>\n" + FiltersHtml() + OverviewHtml(screening, report))) return false;
  for (std::size_t p = 0; p < screening.protocols.size(); ++p) {
    if (!sink(ProtocolSectionHtml(screening, p + 1, report.rows[p], report.counts[p]))) return false;
  }
  if (!sink(PagesLeadHtml(report))) return false;
  for (const std::string& page : report.pages) {
    if (!page.empty() && !sink(page)) return false;
  }
  std::string tail = "</section></main>\n<footer>eligo " ELIGO_VERSION ", as of " + ToString(screening.settings.as_of) + ", terms <code>" +
                     EscapeHtml(screening.terms.substr(0, 12)) + "</code></footer>\n<script>";
  tail += kScript;
  return sink(tail + "</script>\n</body></html>\n");
}

}  // namespace eligo::report
