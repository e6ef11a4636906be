#include "report/logic_answered.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "logic/named_in_phrase.h"
#include "report/layout.h"
#include "report/leaf_text.h"
#include "report/logic_text.h"
#include "report/plain_logic.h"

namespace eligo::report {
namespace {

using Atoms = std::unordered_map<std::string_view, const verdict::Atom*>;

constexpr int kStep = 2;
constexpr std::string_view kArrow = " -> ";
constexpr std::string_view kUnread = "unread ";

bool Silent(const verdict::Atom& atom) {
  return atom.evidence.empty() && atom.holds == Truth::kUnknown && atom.presumed == Truth::kUnknown && atom.turns.empty();
}

std::set<std::string> NamedOnly(const logic::Criterion& criterion, const Atoms& atoms) {
  std::set<std::string> ids;
  for (const logic::NamedInPhrase& named : logic::NamedInPhrases(criterion.expression)) {
    const std::string& id = named.leaf->fact->id;
    const auto atom = atoms.find(id);
    if (atom != atoms.end() && Silent(*atom->second)) ids.insert(id);
  }
  return ids;
}

// Nothing when nothing is left. Lists alone lose members; other heads keep what they need.
std::optional<logic::Expression> Without(const logic::Expression& e, const std::set<std::string>& ids) {
  if (e.leaf()) return e.op == logic::Op::kFact && ids.contains(e.fact->id) ? std::nullopt : std::optional(e);
  if (e.of.empty()) return e;
  const bool list = e.op == logic::Op::kAnd || e.op == logic::Op::kOr;
  logic::Expression left = e;
  left.of.clear();
  for (const logic::Expression& child : e.of) {
    auto kept = Without(child, ids);
    if (kept) {
      left.of.push_back(std::move(*kept));
    } else if (e.op == logic::Op::kNot) {
      return std::nullopt;
    } else if (!list) {
      left.of.push_back(child);
    }
  }
  if (!list) return left;
  if (left.of.empty()) return std::nullopt;
  if (left.of.size() == 1) return left.of.front();
  return left;
}

class Answering {
 public:
  Answering(const Answered& of, int indent, bool all) : of_(of), indent_(indent), all_(all) {
    for (const verdict::Atom& atom : of.verdict.atoms) atoms_.emplace(atom.leaf, &atom);
  }

  std::string Text() {
    logic::Criterion shown = of_.read;
    if (!all_) {
      if (auto left = Without(of_.read.expression, NamedOnly(of_.read, atoms_))) shown.expression = std::move(*left);
    }
    if (shown.expression.op == logic::Op::kUnread) {
      const auto atom = atoms_.find(shown.expression.id);
      if (atom != atoms_.end() && Silent(*atom->second)) return Wrapped("not read: for a person to judge", indent_);
    }
    std::unordered_map<std::string, std::vector<logic::Expression>> depends = Depending(shown.expression);
    for (const logic::PrintedLine& line : LogicLines(of_.judged.reading.source.document, shown)) {
      AddLine(line.text, line.leaf, line.indent);
      if (line.leaf.empty()) continue;
      for (const logic::Expression& leaf : depends[line.leaf]) AddLine(logic::Print(leaf), IdOf(leaf), line.indent + kStep);
    }
    return std::move(text_);
  }

 private:
  static const std::string& IdOf(const logic::Expression& leaf) { return leaf.op == logic::Op::kFact ? leaf.fact->id : leaf.id; }

  // What the value of a leaf depends on, which its own line says in words: by that leaf.
  static std::unordered_map<std::string, std::vector<logic::Expression>> Depending(const logic::Expression& e) {
    std::unordered_map<std::string, std::vector<logic::Expression>> depends;
    std::set<std::string> own;
    std::vector<const logic::Expression*> todo = {&e};
    while (!todo.empty()) {
      const logic::Expression& at = *todo.back();
      todo.pop_back();
      if (at.leaf()) own.insert(IdOf(at));
      for (const logic::Expression& child : at.of) todo.push_back(&child);
    }
    std::string last;
    logic::ForEachLeaf(e, [&](const logic::Expression& leaf) {
      if (own.contains(IdOf(leaf))) {
        last = IdOf(leaf);
      } else {
        depends[last].push_back(leaf);
      }
    });
    return depends;
  }

  void AddLine(std::string_view logic, const std::string& leaf, int deeper) {
    const int at = indent_ + deeper;
    const bool unread = logic.starts_with(kUnread);
    std::string line = PlainLogic(OneLine(logic), of_.terms, of_.screening.labels);
    if (unread) line = "not read: " + line.substr(kUnread.size());
    const auto atom = atoms_.find(leaf);
    if (leaf.empty() || atom == atoms_.end()) {
      text_ += Wrapped(line, at, 2 * kStep);
      return;
    }
    // Lines that say themselves that a person is asked.
    if (Silent(*atom->second) && (unread || line.starts_with("person "))) {
      text_ += Wrapped(line, at, 2 * kStep);
      return;
    }
    const LeafSays says = SaysOf(*atom->second, {all_, all_ || of_.verdict.presumed == verdict::Outcome::kFail, line.starts_with("not ")});
    const std::string both = line + std::string(kArrow) + says.state;
    if (at + Width(both) <= kTextWidth) {
      text_ += Wrapped(both, at);
    } else {
      text_ += Wrapped(line, at, 2 * kStep) + Wrapped(std::string(kArrow.substr(1)) + says.state, at + 2 * kStep, kStep);
    }
    if (says.records.empty()) return;
    const bool seen = std::find(shown_.begin(), shown_.end(), says.records) != shown_.end();
    if (seen) {
      text_ += Wrapped("the records above", at + 2 * kStep);
      return;
    }
    for (const std::string& record : says.records) text_ += Wrapped(record, at + 2 * kStep, kStep);
    shown_.push_back(says.records);
  }

  const Answered& of_;
  int indent_;
  bool all_;
  Atoms atoms_;
  std::vector<std::vector<std::string>> shown_;  // the records of the leaves so far
  std::string text_;
};

}  // namespace

std::string LogicAnswered(const Answered& of, int indent, bool all) { return Answering(of, indent, all).Text(); }

}  // namespace eligo::report
