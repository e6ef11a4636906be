#include "verdict/run.h"

#include <algorithm>
#include <utility>

#include "base/result.h"

namespace eligo::verdict {
namespace {

std::string Listed(const std::vector<RunProtocol>& protocols) {
  constexpr std::size_t kShown = 3;
  std::string out;
  for (std::size_t i = 0; i < std::min(protocols.size(), kShown); ++i) out += (i > 0 ? ", " : "") + protocols[i].path;
  return protocols.size() > kShown ? out + " and " + std::to_string(protocols.size() - kShown) + " more" : out;
}

std::string AnchorsText(const Settings& settings) {
  std::string out;
  for (const auto& [anchor, day] : settings.anchors) out += (out.empty() ? "" : " ") + std::string(ToString(anchor)) + '=' + ToString(day);
  return out.empty() ? "none" : out;
}

std::string CompleteText(const Settings& settings) {
  std::string out;
  for (const logic::About about : settings.complete) out += (out.empty() ? "" : " ") + std::string(ToString(about));
  return out.empty() ? "none" : out;
}

std::string HashOf(const std::optional<Snapshot>& snapshot) { return snapshot ? snapshot->sha256 : "none"; }

}  // namespace

RunProtocol RunProtocolOf(const std::string& path, const logic::Protocol& protocol) {
  RunProtocol run{path, protocol.hash, {}, {}};
  for (const logic::Cohort& cohort : protocol.cohorts) run.cohorts.push_back(cohort.id);
  for (const logic::Criterion& criterion : protocol.criteria) run.criteria.push_back({criterion.id, criterion.key});
  return run;
}

RunVerdict RunVerdictOf(const std::vector<RunCriterion>& criteria, std::size_t protocol, const PatientVerdict& verdict) {
  RunVerdict run{protocol, verdict.cohort, verdict.patient, {verdict.strict, verdict.presumed}, {}};
  run.criteria.resize(criteria.size());
  std::size_t place = 0;
  // A verdict holds the criteria of its cohort in the order of the protocol.
  for (const CriterionVerdict& judged : verdict.criteria) {
    while (place < criteria.size() && criteria[place].id != judged.id) ++place;
    CHECK(place < criteria.size());
    run.criteria[place++] = Outcomes{judged.strict, judged.presumed};
  }
  return run;
}

Differences Compare(const Run& before, const Run& after) {
  Differences differences;
  const auto compare = [&](const char* what, std::string was, std::string is) {
    if (was != is) differences.changes.push_back({what, std::move(was), std::move(is)});
  };
  compare("engine", before.engine, after.engine);
  compare("terms", before.terms, after.terms);
  compare("as of", ToString(before.settings.as_of), ToString(after.settings.as_of));
  compare("anchors", AnchorsText(before.settings), AnchorsText(after.settings));
  compare("complete", CompleteText(before.settings), CompleteText(after.settings));
  if (!(before.settings.validity == after.settings.validity))
    compare("validity", ToString(before.settings.validity), ToString(after.settings.validity));
  compare("timezone", before.settings.timezone, after.settings.timezone);
  const auto changed = [&](const char* what, bool is) {
    if (is) differences.changes.push_back({what, "", ""});
  };
  if (before.data.sha256.empty() || after.data.sha256.empty()) {
    differences.unknown.emplace_back("data");
  } else {
    changed("data", before.data.sha256 != after.data.sha256);
  }
  changed("answers", HashOf(before.answers) != HashOf(after.answers));
  changed("vocabulary", HashOf(before.vocabulary) != HashOf(after.vocabulary));
  for (std::size_t p = 0; p < std::min(before.protocols.size(), after.protocols.size()); ++p) {
    if (before.protocols[p].hash != after.protocols[p].hash) differences.changed_protocols.push_back(p);
  }
  return differences;
}

std::string NotComparable(const Run& before, const Run& after) {
  const auto same_path = [](const RunProtocol& a, const RunProtocol& b) { return a.path == b.path; };
  if (!std::equal(before.protocols.begin(), before.protocols.end(), after.protocols.begin(), after.protocols.end(), same_path)) {
    return "was of other protocols: " + Listed(before.protocols) + ", now " + Listed(after.protocols) +
           "; name the same ones in the same order, or record a new run";
  }
  for (std::size_t p = 0; p < before.protocols.size(); ++p) {
    if (before.protocols[p].cohorts != after.protocols[p].cohorts)
      return "was of other cohorts of " + after.protocols[p].path + "; record a new run";
  }
  if (before.pseudonymised) return "holds pseudonyms, which mean other patients in another run; record one without --pseudonymise";
  return "";
}

}  // namespace eligo::verdict
