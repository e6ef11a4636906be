#include "report/leaf_text.h"

#include <algorithm>
#include <string_view>

namespace eligo::report {
namespace {

constexpr std::size_t kShownRecords = 4;
constexpr std::string_view kLater = "later";  // what match calls a fact of a day that has not come
constexpr std::string_view kPerson = "a person must answer: ";

// "2025-06-23 to 2026-06-22"
std::string DaysText(std::string_view date) {
  const std::size_t slash = date.find('/');
  if (slash == std::string_view::npos) return std::string(date);
  std::string from(date.substr(0, slash));
  const std::string to(date.substr(slash + 1));
  if (from == to) return from;
  if (from.empty() || from == "..") return "up to " + to;
  return to.empty() || to == ".." ? "from " + from : from + " to " + to;
}

std::string RecordText(const verdict::Evidence& evidence, bool named) {
  std::string what;
  const auto add = [&what](std::string_view text) {
    if (!text.empty()) what += (what.empty() ? "" : " ") + std::string(text);
  };
  if (evidence.resource == "answer") {
    add("answered `" + evidence.value + '`');
    add(evidence.text);
  } else {
    if (evidence.text.find(evidence.value) == std::string::npos) add(evidence.value);
    add(evidence.text);
    if (named && !evidence.resource.empty()) add('[' + evidence.resource + ']');
  }
  const std::string days = DaysText(evidence.date);
  return days.empty() || what.find(days) != std::string::npos ? what : days + ": " + what;
}

// Records that read the same, once: a drug is often prescribed and given on one day.
std::vector<std::string> RecordTexts(const verdict::Atom& atom, const LeafChoice& choice) {
  std::vector<std::string> texts;
  for (const verdict::Evidence& evidence : atom.evidence) {
    std::string text = RecordText(evidence, choice.all);
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
  }
  if (choice.all || texts.size() <= kShownRecords + 1) return texts;
  const std::size_t more = texts.size() - kShownRecords;
  texts.resize(kShownRecords);
  texts.push_back("and " + std::to_string(more) + " more, shown by --all");
  return texts;
}

std::string_view Say(Truth truth) {
  switch (truth) {
    case Truth::kFalse: return "no";
    case Truth::kUnknown: return "not known";
    case Truth::kTrue: return "yes";
  }
  return "not known";
}

// "yes until 2026-08-13, then no"
std::string StateText(const verdict::Atom& atom, bool negated) {
  const auto say = [negated](Truth truth) { return std::string(Say(negated ? Not(truth) : truth)); };
  std::string out = say(atom.presumed);
  if (atom.presumed == Truth::kUnknown && atom.decides == logic::Decides::kPerson && atom.evidence.empty()) {
    out = "for a person to answer";
  } else if (atom.holds != atom.presumed && !atom.evidence.empty()) {
    out = "taken as " + out + ", not certain";
  } else if (atom.holds != atom.presumed) {
    out = negated ? "taken as " + out + ", no record of it" : "no record, taken as " + out;
  }
  if (!atom.turns.empty()) {
    const verdict::Turn& next = atom.turns.front();
    out += " until " + ToString(AddDays(next.from, -1)) + ", then " + say(next.truth);
  }
  return out;
}

std::string MissingText(const verdict::Atom& atom, const LeafChoice& choice) {
  if (atom.missing.empty() || (atom.presumed != Truth::kUnknown && !choice.tell_missing)) return "";
  if (atom.missing == kLater) return "known on a later day only";
  std::string_view missing = atom.missing;
  if (atom.missing.starts_with(kPerson)) missing.remove_prefix(kPerson.size());
  return "needed: " + std::string(missing);
}

}  // namespace

LeafSays SaysOf(const verdict::Atom& atom, const LeafChoice& choice) {
  LeafSays says{StateText(atom, choice.negated), RecordTexts(atom, choice)};
  const std::string missing = MissingText(atom, choice);
  // Of a person is asked what the leaf itself says.
  const bool person = atom.decides == logic::Decides::kPerson && atom.evidence.empty();
  if (missing.empty() || person) return says;
  if (says.records.empty()) {
    says.state += "; " + missing;
  } else {
    says.records.push_back(missing);
  }
  return says;
}

}  // namespace eligo::report
