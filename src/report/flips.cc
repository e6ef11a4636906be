#include "report/flips.h"

#include <algorithm>
#include <array>
#include <map>

#include "report/layout.h"
#include "report/screen_json.h"

namespace eligo::report {
namespace {

using verdict::CriterionFlip;
using verdict::Flip;
using verdict::Outcome;
using verdict::Outcomes;

constexpr int kIndent = 2;
constexpr std::size_t kShownOfVersion = 12;  // of a hash, as a screening shows it

constexpr std::array<Flip::Kind, 6> kOrder = {Flip::Kind::kEligible, Flip::Kind::kCandidate, Flip::Kind::kUndetermined,
                                              Flip::Kind::kExcluded, Flip::Kind::kNew,       Flip::Kind::kGone};

std::string KeyOf(Flip::Kind kind) {
  std::string key(ToString(kind));
  std::replace(key.begin(), key.end(), ' ', '_');
  return key;
}

std::string HeadingOf(Flip::Kind kind, bool strict_only) {
  std::string out(ToString(kind));
  if (kind == Flip::Kind::kNew) out += ": not judged before";
  if (kind == Flip::Kind::kGone) out += ": not judged any more";
  return strict_only ? out + ", by what the record states alone" : out;
}

std::string Counts(std::span<const Flip> flips, std::size_t judged) {
  std::map<std::pair<bool, Flip::Kind>, std::size_t> counts;
  std::size_t same = judged;
  for (const Flip& flip : flips) {
    ++counts[{flip.strict_only, flip.kind}];
    same -= flip.kind == Flip::Kind::kGone ? 0 : 1;
  }
  std::string out;
  for (const bool strict_only : {false, true}) {
    for (const Flip::Kind kind : kOrder) {
      const auto found = counts.find({strict_only, kind});
      if (found == counts.end()) continue;
      out += std::to_string(found->second) + ' ' + std::string(ToString(kind)) + (strict_only ? " by what the record states alone" : "") +
             ", ";
    }
  }
  return out + std::to_string(same) + " the same";
}

std::string OutcomeText(const std::optional<Outcomes>& outcomes, Outcome Outcomes::*reading) {
  return outcomes ? std::string(ToString(*outcomes.*reading)) : "not asked";
}

std::string CriterionText(const CriterionFlip& c, const Flip& flip) {
  std::string out = c.after_id.empty() ? c.before_id + " (removed)" : c.after_id;
  if (!c.after_id.empty() && flip.kind != Flip::Kind::kNew) {
    if (c.before_id.empty()) out += " (added)";
    if (!c.before_id.empty() && c.before_id != c.after_id) out += " (was " + c.before_id + ')';
  }
  const std::string is = OutcomeText(c.after, &Outcomes::presumed);
  if (flip.kind == Flip::Kind::kNew) return out + ": " + is + (c.why.empty() ? "" : ": " + c.why);
  const std::string was = OutcomeText(c.before, &Outcomes::presumed);
  if (was != is && !flip.strict_only) {
    out += ": " + was + " -> " + is;
  } else {
    out +=
        ": by what the record states alone " + OutcomeText(c.before, &Outcomes::strict) + " -> " + OutcomeText(c.after, &Outcomes::strict);
  }
  return out + (c.why.empty() ? "" : ": " + c.why);
}

bool Failed(const std::optional<Outcomes>& outcomes) {
  return outcomes && (outcomes->presumed == Outcome::kFail || outcomes->strict == Outcome::kFail);
}

std::string PatientText(const Flip& flip) {
  std::string out = flip.patient + ": ";
  if (flip.before && flip.after) {
    const std::string presumed(ToString(flip.after->presumed));
    const std::string strict = std::string(ToString(flip.before->strict)) + " -> " + std::string(ToString(flip.after->strict));
    if (flip.strict_only) {
      out += presumed + ", strict " + strict;
    } else {
      out += std::string(ToString(flip.before->presumed)) + " -> " + presumed;
      if (flip.before->strict != flip.after->strict) out += ", strict " + strict;
    }
  } else {
    const verdict::Overalls& overall = flip.after ? *flip.after : *flip.before;
    out += std::string(flip.after ? "" : "was ") + std::string(ToString(overall.presumed)) + ", strict " +
           std::string(ToString(overall.strict));
  }
  out = Wrapped(out, kIndent, kIndent);
  if (flip.deceased) out += Wrapped("the patient has died", 2 * kIndent);
  const auto responsible = [](const CriterionFlip& criterion) { return criterion.responsible; };
  const auto shown = static_cast<std::size_t>(std::count_if(flip.criteria.begin(), flip.criteria.end(), responsible));
  for (const CriterionFlip& criterion : flip.criteria) {
    if (shown > 0 && !criterion.responsible) continue;
    out += Wrapped(CriterionText(criterion, flip), 2 * kIndent, kIndent);
    if (Failed(criterion.before) && !criterion.why_before.empty()) out += Wrapped("before: " + criterion.why_before, 3 * kIndent, kIndent);
  }
  if (shown > 0 && shown < flip.criteria.size())
    out += Wrapped(std::to_string(flip.criteria.size() - shown) + " more changed, shown by --format json", 2 * kIndent);
  if (flip.before && flip.after && flip.criteria.empty() && !flip.deceased)
    out += Wrapped("no criterion has another outcome: who can settle what is open has changed", 2 * kIndent);
  return out;
}

Json OverallJson(const std::optional<verdict::Overalls>& overall) {
  if (!overall) return nullptr;
  return {{"strict", ToString(overall->strict)}, {"presumed", ToString(overall->presumed)}};
}

Json OutcomesJson(const std::optional<Outcomes>& outcomes) {
  if (!outcomes) return nullptr;
  return {{"strict", ToString(outcomes->strict)}, {"presumed", ToString(outcomes->presumed)}};
}

Json HeadJson(const verdict::Run& run) {
  Json json = {{"eligo", run.engine}, {"terms", run.terms}};
  json.update(SettingsJson(run.settings));
  json["data"] = run.data.sha256.empty() ? Json(nullptr) : Json(run.data.sha256);
  json["not_read"] = run.not_read.protocols + run.not_read.files + run.not_read.resources;
  return json;
}

}  // namespace

std::string SinceText(const verdict::Run& before, const verdict::Run& now) {
  const verdict::Differences differences = Compare(before, now);
  std::string out;
  const auto add = [&out](const std::string& part) { out += (out.empty() ? "" : "; ") + part; };
  for (const auto& change : differences.changes) {
    if (change.before.empty()) {
      add("other " + change.what);
    } else {
      const bool version = change.what == "terms";
      add(change.what + ' ' + (version ? change.before.substr(0, kShownOfVersion) : change.before) + " -> " +
          (version ? change.after.substr(0, kShownOfVersion) : change.after));
    }
  }
  for (const std::string& what : differences.unknown) add("whether the " + what + " changed cannot be told");
  if (!differences.changed_protocols.empty()) {
    std::string names;
    for (const std::size_t p : differences.changed_protocols) names += (names.empty() ? "" : ", ") + now.protocols[p].path;
    add("other text or logic of " + names + ", where criteria are matched by their words, then by their number");
  }
  if (before.not_read.any()) add("not everything was read then");
  if (now.not_read.any()) add("not everything was read now");
  if (out.empty()) out = "nothing differs, neither engine, terms, settings, data nor protocols";
  return "since the run as of " + ToString(before.settings.as_of) + ": " + out;
}

Json SinceJson(const verdict::Run& before, const verdict::Run& now) {
  const verdict::Differences differences = Compare(before, now);
  Json json = {{"contract", 1}, {"eligo", now.engine}, {"before", HeadJson(before)}, {"now", HeadJson(now)}};
  Json list = Json::array();
  for (const auto& change : differences.changes) list.push_back(change.what);
  json["differs"] = std::move(list);
  json["not_known"] = differences.unknown;
  Json protocols = Json::array();
  for (const std::size_t p : differences.changed_protocols) protocols.push_back(now.protocols[p].path);
  json["changed_protocols"] = std::move(protocols);
  return json;
}

std::string FlipsText(std::span<const Flip> flips, const std::vector<std::string>& cohorts, std::size_t judged) {
  std::string out = Wrapped(Counts(flips, judged), kIndent);
  std::map<int, std::vector<const Flip*>> by_cohort;
  for (const Flip& flip : flips) by_cohort[flip.cohort].push_back(&flip);
  for (const auto& [cohort, of_cohort] : by_cohort) {
    if (cohort >= 0) out += "\ncohort " + OneLine(cohorts[static_cast<std::size_t>(cohort)]) + '\n';
    for (const bool strict_only : {false, true}) {
      for (const Flip::Kind kind : kOrder) {
        std::string group;
        for (const Flip* flip : of_cohort) {
          if (flip->kind == kind && flip->strict_only == strict_only) group += PatientText(*flip);
        }
        if (!group.empty()) out += '\n' + HeadingOf(kind, strict_only) + '\n' + group;
      }
    }
  }
  return out;
}

Json FlipCountsJson(std::span<const Flip> flips) {
  Json json = Json::object();
  for (const Flip::Kind kind : kOrder) {
    json[KeyOf(kind)] = std::count_if(flips.begin(), flips.end(), [&](const Flip& f) { return f.kind == kind && !f.strict_only; });
  }
  json["strict_only"] = std::count_if(flips.begin(), flips.end(), [](const Flip& f) { return f.strict_only; });
  return json;
}

Json FlipJson(const Flip& flip) {
  Json json = {{"patient", flip.patient}, {"change", KeyOf(flip.kind)}};
  if (flip.before && flip.after) json["reading"] = flip.strict_only ? "strict" : "presumed";
  json["before"] = OverallJson(flip.before);
  json["after"] = OverallJson(flip.after);
  if (flip.deceased) json["deceased"] = true;
  Json criteria = Json::array();
  for (const CriterionFlip& c : flip.criteria) {
    Json item = Json::object();
    item["id"] = c.after_id.empty() ? Json(nullptr) : Json(c.after_id);
    item["id_before"] = c.before_id.empty() ? Json(nullptr) : Json(c.before_id);
    item["before"] = OutcomesJson(c.before);
    item["after"] = OutcomesJson(c.after);
    item["responsible"] = c.responsible;
    if (!c.why_before.empty()) item["why_before"] = c.why_before;
    if (!c.why.empty()) item["why"] = c.why;
    criteria.push_back(std::move(item));
  }
  json["criteria"] = std::move(criteria);
  return json;
}

}  // namespace eligo::report
