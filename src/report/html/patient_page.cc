#include "report/html/patient_page.h"

#include <unordered_map>

#include "report/escape.h"
#include "report/html/words.h"
#include "report/layout.h"

namespace eligo::report {
namespace {

// End tags that HTML makes optional (td, th, tr, li) are left out throughout: a report has tens of thousands of them.

constexpr int kExcerpt = 90;

std::string ConceptLabel(const Screening& screening, const std::string& id) {
  const auto label = screening.labels.find(id);
  return label == screening.labels.end() ? id : label->second;
}

// "2026-05-02 92 g/L, hemoglobin by code LOINC 718-7 Observation/123"
std::string EvidenceHtml(const verdict::Evidence& evidence) {
  std::string out = "<li>";
  if (!evidence.date.empty()) out += "<time>" + EscapeHtml(evidence.date) + "</time> ";
  if (!evidence.value.empty()) out += "<b>" + EscapeHtml(evidence.value) + "</b> ";
  if (!evidence.text.empty() && evidence.text != evidence.value) out += EscapeHtml(evidence.text) + ' ';
  if (!evidence.resource.empty()) out += "<code>" + EscapeHtml(evidence.resource) + "</code>";
  return out;
}

std::string AtomHtml(const Screening& screening, const verdict::Atom& atom, bool numbered) {
  std::string out = "<li>";
  if (numbered) out += "<sup>" + EscapeHtml(LeafNumber(atom.leaf)) + "</sup> ";
  if (!atom.concept_id.empty()) out += EscapeHtml(ConceptLabel(screening, atom.concept_id)) + ": ";
  out += TruthWords(atom.holds, atom.presumed);
  if (!atom.evidence.empty()) {
    out += "<ul>";
    for (const verdict::Evidence& evidence : atom.evidence) out += EvidenceHtml(evidence);
    out += "</ul>";
  }
  if (!atom.missing.empty()) out += "<div class=m>missing: " + EscapeHtml(atom.missing) + "</div>";
  return out;
}

std::string VerdictHtml(const verdict::CriterionVerdict& criterion) {
  std::string out = Badge(criterion.presumed);
  if (criterion.strict != criterion.presumed) out += "<small>strict: " + Badge(criterion.strict) + "</small>";
  return out;
}

std::string CriterionHtml(const Screening& screening, std::size_t protocol, std::size_t row, const verdict::CriterionVerdict& verdict,
                          const logic::Criterion* read) {
  const std::string id = EscapeHtml(verdict.id);
  std::string out = "<tr id=\"v" + std::to_string(row) + '-' + id + "\" class=" + std::string(ClassOf(verdict.presumed)) + "><th scope=row><a href=\"#p" +
                    std::to_string(protocol) + '-' + id + "\">" + id + "</a><td class=s>";
  if (read) out += EscapeHtml(Shorten(OneLine(read->text), kExcerpt));
  out += "<td class=v>" + VerdictHtml(verdict) + "<td class=e>";
  if (!verdict.why.empty()) out += "<p>" + EscapeHtml(verdict.why) + "</p>";
  if (!verdict.atoms.empty()) {
    out += "<ul>";
    for (const verdict::Atom& atom : verdict.atoms) out += AtomHtml(screening, atom, verdict.atoms.size() > 1);
    out += "</ul>";
  }
  return out + '\n';
}

std::string AsksHtml(const verdict::PatientVerdict& verdict) {
  if (verdict.decisive.empty()) return "";
  std::string out = "<div class=asks><h4>Ask next</h4><ol>";
  for (const verdict::Ask& ask : verdict.decisive) {
    out += "<li><b>" + EscapeHtml(ask.ask) + "</b>";
    if (!ask.kind.empty()) out += " (" + EscapeHtml(ask.kind) + ')';
    if (!ask.settles.empty()) {
      out += " settles";
      for (const std::string& id : ask.settles) out += ' ' + EscapeHtml(id);
    }
  }
  return out + "</ol></div>";
}

std::string SummaryHtml(const Screening& screening, const Judged& judged, const WorklistRow& work) {
  const verdict::PatientVerdict& verdict = *work.verdict;
  std::string out = "<dl class=facts><div><dt>Presumed<dd>" + Badge(verdict.presumed) + "</div><div><dt>Strict<dd>" + Badge(verdict.strict) +
                    "</div><div><dt>As of<dd>" + ToString(screening.settings.as_of) + "</div>";
  if (!work.FailsText().empty()) out += "<div><dt>Stopped by<dd>" + EscapeHtml(work.FailsText()) + "</div>";
  out += "<div class=print-only><dt>Protocol read<dd><code>" + EscapeHtml(judged.reading.logic->hash.substr(0, 12)) + "</code></div></dl>";
  for (const Diagnostic& d : verdict.diagnostics) out += "<p class=note>" + EscapeHtml(d.message) + "</p>";
  return out;
}

}  // namespace

std::string PatientPageHtml(const Screening& screening, std::size_t protocol, std::size_t row, const WorklistRow& work) {
  const Judged& judged = screening.protocols[protocol - 1];
  const verdict::PatientVerdict& verdict = *work.verdict;
  std::unordered_map<std::string_view, const logic::Criterion*> by_id;
  for (const logic::Criterion& criterion : judged.reading.logic->criteria) by_id.emplace(criterion.id, &criterion);

  const std::string number = std::to_string(row);
  // Every printed page of a patient repeats the head of the table, and so names the patient.
  std::string who = "<b>" + EscapeHtml(verdict.patient) + "</b> for " + EscapeHtml(ShortName(judged.reading.source.document.path));
  if (verdict.cohort >= 0) who += ", " + EscapeHtml(judged.reading.logic->cohorts[static_cast<std::size_t>(verdict.cohort)].id);
  who += ", as of " + ToString(screening.settings.as_of);
  std::string out = "<section class=patient id=v" + number + " aria-labelledby=h" + number + " data-protocol=p" + std::to_string(protocol) + ">\n<h3 id=h" +
                    number + " tabindex=-1>" + EscapeHtml(verdict.patient) + " <span class=for>for " +
                    EscapeHtml(ShortName(judged.reading.source.document.path));
  if (verdict.cohort >= 0) out += ", " + EscapeHtml(judged.reading.logic->cohorts[static_cast<std::size_t>(verdict.cohort)].label);
  out += "</span></h3>\n" + SummaryHtml(screening, judged, work) + AsksHtml(verdict);
  out += "<table class=crit><caption class=sr>Criteria</caption><col><col><col><col><thead><tr class=who><th colspan=4>" + who +
         "<tr><th scope=col>Criterion<th scope=col>What the protocol says<th scope=col>Verdict"
         "<th scope=col>What the record says<tbody>\n";
  for (const verdict::CriterionVerdict& criterion : verdict.criteria) {
    const auto read = by_id.find(criterion.id);
    out += CriterionHtml(screening, protocol, row, criterion, read == by_id.end() ? nullptr : read->second);
  }
  out += "</table>\n<p class=sign><span>Prepared by</span> <span>Verified by</span> <span>Date</span></p></section>\n";
  return out;
}

}  // namespace eligo::report
