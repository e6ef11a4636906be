#include "pipeline/answers.h"

#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/date.h"
#include "logic/named_in_phrase.h"
#include "pipeline/rejudge.h"

namespace eligo::pipeline {
namespace {

std::string_view LeafNumber(std::string_view leaf) {
  const std::size_t dot = leaf.rfind('.');
  return dot == std::string_view::npos ? leaf : leaf.substr(dot + 1);
}

// Sets the leaf of one criterion; false when it has no leaf of that number.
bool SetLeaf(const Answer& answer, verdict::CriterionVerdict& criterion) {
  for (verdict::Atom& atom : criterion.atoms) {
    if (LeafNumber(atom.leaf) != LeafNumber(answer.leaf)) continue;
    atom.holds = answer.value;
    atom.presumed = answer.value;
    atom.missing.clear();
    atom.turns.clear();
    std::string text = answer.by.empty() ? "" : "by " + answer.by;
    if (!answer.reason.empty()) text += (text.empty() ? "" : ": ") + answer.reason;
    atom.evidence.insert(atom.evidence.begin(), {"answer", answer.on, std::string(ToString(answer.value)), std::move(text)});
    return true;
  }
  return false;
}

// "It holds" of an unread phrase says the same of what the phrase names, unless an answer said otherwise.
void SetNamed(const Answer& answer, const logic::Criterion& criterion, verdict::CriterionVerdict& judged) {
  if (answer.value != Truth::kTrue) return;
  for (const logic::NamedInPhrase& named : logic::NamedInPhrases(criterion.expression)) {
    if (LeafNumber(named.phrase->id) != LeafNumber(answer.leaf)) continue;
    for (verdict::Atom& atom : judged.atoms) {
      if (atom.leaf != named.leaf->fact->id || atom.holds != Truth::kUnknown) continue;
      atom.holds = atom.presumed = named.negated ? Truth::kFalse : Truth::kTrue;
      atom.missing.clear();
      atom.turns.clear();
      atom.evidence.insert(atom.evidence.begin(), {"answer", answer.on, std::string(ToString(atom.holds)), "as the phrase it stands in"});
    }
  }
}

// What an answered criterion's sentence says first; the leaf's evidence says the rest.
void Explain(const Answer& answer, verdict::CriterionVerdict& criterion) {
  std::string why = "answered";
  if (!answer.by.empty()) why += " by " + answer.by;
  if (!answer.on.empty()) why += " on " + answer.on;
  if (!answer.reason.empty()) why += ": " + answer.reason;
  criterion.why = criterion.why.empty() ? why : why + "; " + criterion.why;
}

}  // namespace

Result<Answer> ParseAnswer(std::string_view line) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (json.is_discarded()) return Error{"is no JSON"};
  if (!json.is_object()) return Error{"is no JSON object"};
  Answer answer;
  const std::pair<const char*, std::string*> fields[] = {{"patient", &answer.patient}, {"key", &answer.key}, {"leaf", &answer.leaf},
                                                         {"by", &answer.by},           {"on", &answer.on},   {"reason", &answer.reason}};
  for (const auto& [name, field] : fields) {
    const auto found = json.find(name);
    if (found == json.end() || found->is_null()) continue;
    if (!found->is_string()) return Error{"`" + std::string(name) + "` is no text"};
    *field = found->get<std::string>();
  }
  if (answer.patient.empty() || answer.key.empty() || answer.leaf.empty()) return Error{"lacks `patient`, `key` or `leaf`"};
  if (!answer.on.empty() && !ParseDate(answer.on)) return Error{"`on` is no date"};
  const auto value = json.find("value");
  if (value == json.end()) return Error{"lacks `value`; write `true`, `false` or `unknown`"};
  const std::string said = value->is_boolean()  ? (value->get<bool>() ? "true" : "false")
                           : value->is_string() ? value->get<std::string>()
                                                : "";
  if (said == "true") {
    answer.value = Truth::kTrue;
  } else if (said == "false") {
    answer.value = Truth::kFalse;
  } else if (said != "unknown") {
    return Error{"`value` is neither `true`, `false` nor `unknown`"};
  }
  return answer;
}

AnswerBook::AnswerBook(std::vector<Answer> answers) {
  for (Answer& answer : answers) entries_.push_back({std::move(answer)});
}

void AnswerBook::Apply(const logic::Protocol& protocol, std::vector<verdict::PatientVerdict>& verdicts) {
  if (entries_.empty()) return;
  std::unordered_map<std::string_view, const logic::Criterion*> by_id;
  for (const logic::Criterion& criterion : protocol.criteria) {
    by_id.emplace(criterion.id, &criterion);
    for (Entry& entry : entries_) entry.key_seen = entry.key_seen || entry.answer.key == criterion.key;
  }
  std::unordered_map<std::string_view, std::vector<Entry*>> by_patient;
  for (Entry& entry : entries_) by_patient[entry.answer.patient].push_back(&entry);
  for (verdict::PatientVerdict& verdict : verdicts) {
    const auto found = by_patient.find(verdict.patient);
    if (found == by_patient.end()) continue;
    bool changed = false;
    // A later line replaces an earlier one.
    for (Entry* entry : found->second) {
      entry->patient_seen = true;
      for (verdict::CriterionVerdict& criterion : verdict.criteria) {
        const auto of = by_id.find(criterion.id);
        if (of == by_id.end() || of->second->key != entry->answer.key || !SetLeaf(entry->answer, criterion)) continue;
        SetNamed(entry->answer, *of->second, criterion);
        Explain(entry->answer, criterion);
        entry->used = changed = true;
      }
    }
    if (changed) Rejudge(protocol, verdict);
  }
}

std::vector<std::string> AnswerBook::Unused(std::string_view patient) const {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (entry.used || (!patient.empty() && entry.answer.patient != patient)) continue;
    std::string line = "answer " + std::to_string(i + 1) + " about `" + entry.answer.leaf + "` is not used: ";
    if (!entry.key_seen) {
      line += "no criterion has its key; the text has changed, so ask again";
    } else if (!entry.patient_seen) {
      line += "its patient was not screened for that protocol";
    } else {
      line += "the criterion has no such leaf for this patient; name one that `eligo screen --format json` prints";
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace eligo::pipeline
