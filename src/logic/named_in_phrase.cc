#include "logic/named_in_phrase.h"

#include <algorithm>

namespace eligo::logic {
namespace {

void Collect(const Expression& e, const std::vector<const Expression*>& phrases, bool negated, std::vector<NamedInPhrase>& out) {
  if (e.op == Op::kNot || e.op == Op::kOr) {
    for (const Expression& child : e.of) Collect(child, phrases, negated != (e.op == Op::kNot), out);
    return;
  }
  if (e.op != Op::kFact || !e.fact->concept_ref.id.empty()) return;
  const auto phrase = std::find_if(phrases.begin(), phrases.end(), [&](const Expression* p) { return p->span.Contains(e.fact->span); });
  if (phrase != phrases.end()) out.push_back({&e, *phrase, negated});
}

void Walk(const Expression& e, std::vector<NamedInPhrase>& out) {
  for (const Expression& child : e.of) Walk(child, out);
  if (e.op != Op::kAnd) return;
  std::vector<const Expression*> phrases;
  for (const Expression& child : e.of) {
    if (child.op == Op::kUnread) phrases.push_back(&child);
  }
  if (phrases.empty()) return;
  for (const Expression& child : e.of) Collect(child, phrases, false, out);
}

}  // namespace

std::vector<NamedInPhrase> NamedInPhrases(const Expression& root) {
  std::vector<NamedInPhrase> out;
  Walk(root, out);
  return out;
}

}  // namespace eligo::logic
