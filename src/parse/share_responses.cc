// "Inadequate response or intolerance to X": what was given stands once, behind the last of the ways in which it did not work.
#include <algorithm>

#include "parse/draft_asks.h"

namespace eligo::parse {

namespace {

using syntax::Clause;
using syntax::Node;

bool Joined(const Draft& d) { return d.join == Join::kOr || d.join == Join::kComma || d.join == Join::kSlash; }

// "inadequate response", of nothing that it names; "intolerance".
bool Bare(const Draft& d, const terms::Terms& terms) {
  const Clause& c = d.clause;
  return !Settled(d) && !d.blocked && !d.negated && !d.also && !d.definition && !c.limit && !c.answer && !c.allergy && c.times.empty() &&
         c.leftover.empty() && c.examples.empty() && !IdOf(d, terms).empty();
}

bool Responds(const Draft& d, const terms::Terms& terms) {
  const std::string_view id = IdOf(d, terms);
  return id.find("response") != std::string_view::npos && terms.Get(d.clause.heads.front().concepts.front()).person;
}

bool Response(const Draft& d, const terms::Terms& terms) { return Bare(d, terms) && Responds(d, terms); }

Node Given(const Draft& d) {
  Clause c;
  c.heads = d.clause.heads;
  c.span = c.heads.front().span;
  c.examples = d.clause.examples;
  c.distinct = d.clause.distinct;
  c.history = c.exposure = true;
  Node n;
  n.kind = Node::Kind::kClause;
  n.span = c.span;
  n.clause = std::make_shared<const Clause>(std::move(c));
  return n;
}

}  // namespace

void ShareResponses(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion) {
  for (std::size_t i = 0; i + 1 < drafts.size(); ++i) {
    if (!Response(drafts[i], terms)) continue;
    // "inadequate response or intolerance to A or B": the drugs behind it, up to the end of their list.
    std::size_t first = i + 1;
    while (first < drafts.size() && Joined(drafts[first]) && Response(drafts[first], terms)) ++first;
    std::vector<Node> given;
    for (std::size_t k = first; k < drafts.size() && Joined(drafts[k]); ++k) {
      const Draft& d = drafts[k];
      const bool drug =
          !Settled(d) && !d.blocked && !d.negated && d.clause.allergy && !IdOf(d, terms).empty() && KindOf(d, terms) == terms::Kind::kDrug;
      if (!drug) break;
      given.push_back(Given(d));
    }
    if (given.empty()) continue;
    Node to = std::move(given.front());
    if (given.size() > 1) {
      given.front() = std::move(to);
      to = Node{};
      to.kind = Node::Kind::kOr;
      to.span = Hull(given.front().span, given.back().span);
      to.of = std::move(given);
    }
    drafts[i].also = std::move(to);
  }
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    // "inadequate response to A or B": to B, too. Behind a comma B may be one more of what excludes.
    if (p.also && Responds(p, terms) && !(exclusion && d.after_comma) && Bare(d, terms) && Joined(d) && !d.verb && !d.clause.history &&
        !d.clause.exposure && KindOf(d, terms) == terms::Kind::kDrug) {
      d.also = Given(d);
      d.clause.distinct.reset();
      d.clause.heads = p.clause.heads;
      continue;
    }
    // "intolerance or inadequate response to A": intolerance to A.
    if (d.also && Responds(d, terms) && d.also->kind == Node::Kind::kClause && Joined(d) && Bare(p, terms) &&
        IdOf(p, terms) == "hypersensitivity") {
      p.clause.heads = d.also->clause->heads;
      p.clause.allergy = true;
    }
  }
}

}  // namespace eligo::parse
