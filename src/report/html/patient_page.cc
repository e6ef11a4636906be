#include "report/html/patient_page.h"

#include <set>
#include <unordered_map>

#include "report/escape.h"
#include "report/html/words.h"
#include "report/layout.h"

namespace eligo::report {
namespace {

// End tags that HTML makes optional (td, th, tr, li) are left out throughout: a report has tens of thousands of them.

constexpr int kExcerpt = 70;
constexpr std::size_t kShownAsks = 6;

std::string ConceptLabel(const Screening& screening, const std::string& id) {
  const auto label = screening.labels.find(id);
  return label == screening.labels.end() ? id : label->second;
}

// "2026-05-02 hemoglobin <b>92 g/L</b>, by code LOINC 718-7 Observation/123"
std::string EvidenceHtml(const verdict::Evidence& evidence) {
  std::string out = "<li>";
  if (!evidence.date.empty()) out += "<time>" + EscapeHtml(evidence.date) + "</time> ";
  const std::size_t at = evidence.value.empty() ? std::string::npos : evidence.text.find(evidence.value);
  if (at != std::string::npos) {
    out += EscapeHtml(evidence.text.substr(0, at)) + "<b>" + EscapeHtml(evidence.value) + "</b>" +
           EscapeHtml(evidence.text.substr(at + evidence.value.size())) + ' ';
  } else {
    if (!evidence.value.empty()) out += "<b>" + EscapeHtml(evidence.value) + "</b> ";
    if (!evidence.text.empty()) out += EscapeHtml(evidence.text) + ' ';
  }
  if (!evidence.resource.empty()) out += "<code>" + EscapeHtml(evidence.resource) + "</code>";
  return out;
}

// The leaf's number, as in the sentence, and what it is about.
std::string LeafName(const Screening& screening, const verdict::Atom& atom, bool numbered) {
  std::string out;
  if (numbered) out += "<sup>" + EscapeHtml(LeafNumber(atom.leaf)) + "</sup>";
  if (!atom.concept_id.empty()) out += (numbered ? "\u00A0" : "") + EscapeHtml(ConceptLabel(screening, atom.concept_id));
  return out;
}

std::string AtomHtml(const Screening& screening, const verdict::Atom& atom, bool numbered) {
  std::string out = "<li>" + LeafName(screening, atom, numbered);
  out += (atom.concept_id.empty() ? " " : ": ") + TruthWords(atom.holds, atom.presumed);
  if (!atom.evidence.empty()) {
    out += "<ul>";
    for (const verdict::Evidence& evidence : atom.evidence) out += EvidenceHtml(evidence);
    out += "</ul>";
  }
  if (!atom.missing.empty()) out += "<div class=m>missing: " + EscapeHtml(atom.missing) + "</div>";
  return out;
}

// Leaves without a record that say the same, on one line: nine of ten leaves are of this kind, and a person reads past them.
struct Silent {
  std::string_view says;
  std::string leaves;

  std::string Html() const { return leaves.empty() ? "" : "<li>" + std::string(says) + leaves; }
};

std::string AtomsHtml(const Screening& screening, const verdict::CriterionVerdict& verdict, const logic::Criterion* read) {
  std::set<std::string_view> unread;
  if (read) {
    logic::ForEachLeaf(read->expression, [&](const logic::Expression& leaf) {
      if (leaf.op == logic::Op::kUnread) unread.insert(leaf.id);
    });
  }
  const bool numbered = verdict.atoms.size() > 1;
  Silent absent{"no record, presumed no:", ""};
  Silent person{"for a person to answer:", ""};
  Silent not_read{"not read, for a person to judge:", ""};
  std::string out;
  for (const verdict::Atom& atom : verdict.atoms) {
    const bool silent = atom.evidence.empty() && atom.holds == Truth::kUnknown;
    Silent* with = nullptr;
    if (silent && unread.contains(atom.leaf)) {
      with = &not_read;
    } else if (silent && atom.presumed == Truth::kFalse) {
      with = &absent;
    } else if (silent && atom.presumed == Truth::kUnknown && atom.decides == logic::Decides::kPerson) {
      with = &person;
    }
    if (with) {
      with->leaves += ' ' + LeafName(screening, atom, numbered);
    } else {
      out += AtomHtml(screening, atom, numbered);
    }
  }
  out += absent.Html() + person.Html() + not_read.Html();
  return out.empty() ? "" : "<ul>" + out + "</ul>";
}

std::string VerdictHtml(const verdict::CriterionVerdict& criterion) {
  std::string out = Badge(criterion.presumed);
  if (criterion.strict != criterion.presumed) out += "<small>strict: " + Badge(criterion.strict) + "</small>";
  if (criterion.clears_on && *criterion.clears_on) out += "<small>until " + ToString(AddDays(**criterion.clears_on, -1)) + "</small>";
  return out;
}

std::string CriterionHtml(const Screening& screening, std::size_t protocol, std::size_t row, const verdict::CriterionVerdict& verdict,
                          const logic::Criterion* read) {
  const std::string id = EscapeHtml(verdict.id);
  std::string out = "<tr id=\"v" + std::to_string(row) + '-' + id + "\" class=" + std::string(ClassOf(verdict.presumed)) +
                    "><th scope=row><a href=\"#p" + std::to_string(protocol) + '-' + id + "\">" + id + "</a><td class=s>";
  if (read) out += EscapeHtml(Shorten(OneLine(read->text), kExcerpt));
  out += "<td class=v>" + VerdictHtml(verdict) + "<td class=e>";
  if (!verdict.why.empty()) out += "<p>" + EscapeHtml(verdict.why) + "</p>";
  return out + AtomsHtml(screening, verdict, read) + '\n';
}

std::string AskHtml(const verdict::Ask& ask, std::size_t row) {
  std::string out = std::string("<li>") + (ask.alternative ? "or " : "") + "<b>" + EscapeHtml(ask.ask) + "</b>";
  if (!ask.kind.empty()) out += " (" + EscapeHtml(ask.kind) + ')';
  if (!ask.settles.empty()) {
    out += " for";
    for (const std::string& id : ask.settles)
      out += " <a href=\"#v" + std::to_string(row) + '-' + EscapeHtml(id) + "\">" + EscapeHtml(id) + "</a>";
  }
  return out;
}

// The most useful questions first; the rest are folded away.
std::string AsksHtml(const verdict::PatientVerdict& verdict, std::size_t row) {
  const std::vector<verdict::Ask>& asks = verdict.decisive;
  if (asks.empty()) return "";
  std::string out = "<div class=asks><h4>Ask next</h4><ol>";
  const std::size_t shown = asks.size() > kShownAsks + 2 ? kShownAsks : asks.size();
  for (std::size_t i = 0; i < shown; ++i) out += AskHtml(asks[i], row);
  out += "</ol>";
  if (shown < asks.size()) {
    out += "<details><summary>" + std::to_string(asks.size() - shown) + " more</summary><ol start=" + std::to_string(shown + 1) + '>';
    for (std::size_t i = shown; i < asks.size(); ++i) out += AskHtml(asks[i], row);
    out += "</ol></details>";
  }
  return out + "</div>";
}

// From when, until when, and because of what; nothing where nothing changes within the horizon.
std::string DatesHtml(const Screening& screening, const verdict::PatientVerdict& verdict) {
  std::string out;
  const auto& from = verdict.eligible_from;
  if (from && *from && **from > screening.settings.as_of) {
    out += "<div><dt>No criterion fails from<dd><time>" + ToString(**from) + "</time>, when " + EscapeHtml(verdict.controlled_by) +
           " clears</div>";
  }
  if (verdict.eligible_until && *verdict.eligible_until)
    out += "<div><dt>Until<dd><time>" + ToString(**verdict.eligible_until) + "</time></div>";
  return out;
}

std::string SummaryHtml(const Screening& screening, const Judged& judged, const WorklistRow& work) {
  const verdict::PatientVerdict& verdict = *work.verdict;
  std::string out = "<dl class=facts><div><dt>Presumed<dd>" + Badge(verdict.presumed) + "</div><div><dt>Strict<dd>" +
                    Badge(verdict.strict) + "</div><div><dt>As of<dd>" + ToString(screening.settings.as_of) + "</div>";
  if (!work.FailsText().empty()) out += "<div><dt>Stopped by<dd>" + EscapeHtml(work.FailsText()) + "</div>";
  out += DatesHtml(screening, verdict);
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
  std::string out = "<section class=patient id=v" + number + " aria-labelledby=h" + number + " data-protocol=p" + std::to_string(protocol) +
                    ">\n<h3 id=h" + number + " tabindex=-1>" + EscapeHtml(verdict.patient) + " <span class=for>for " +
                    EscapeHtml(ShortName(judged.reading.source.document.path));
  if (verdict.cohort >= 0) out += ", " + EscapeHtml(judged.reading.logic->cohorts[static_cast<std::size_t>(verdict.cohort)].label);
  out += "</span></h3>\n" + SummaryHtml(screening, judged, work) + AsksHtml(verdict, row);
  out += "<table class=crit><caption class=sr>Criteria</caption><col><col><col><col><thead><tr class=who><th colspan=4>" + who +
         "<tr><th scope=col>Criterion<th scope=col>What the protocol says<th scope=col>Verdict"
         "<th scope=col>What the record says<tbody>\n";
  for (const verdict::CriterionVerdict& criterion : verdict.criteria) {
    const auto read = by_id.find(criterion.id);
    out += CriterionHtml(screening, protocol, row, criterion, read == by_id.end() ? nullptr : read->second);
  }
  out +=
      "<tbody class=sgn><tr><td colspan=4><p class=sign><span>Prepared by</span> <span>Verified by</span> "
      "<span>Date</span></p></table></section>\n";
  return out;
}

}  // namespace eligo::report
