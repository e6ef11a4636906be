// Causes that limbs of one list share, and the diseases that one drug is given for.
#include <algorithm>

#include "parse/draft_asks.h"

namespace eligo::parse {

void ShareCauses(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion) {
  // A cause at the end of a list: of all its limbs that have none. Among what excludes, a comma sets a limb apart: alone it excludes more.
  const bool either = std::any_of(drafts.begin(), drafts.end(), [](const Draft& d) { return d.join == Join::kOr; });
  const bool apart = exclusion || !either;
  for (std::size_t i = drafts.size(); i-- > 1;) {
    Draft& p = drafts[i - 1];
    if (apart && (drafts[i].after_comma || drafts[i].join == Join::kComma || p.join == Join::kComma)) continue;
    if (drafts[i].clause.cause && !p.clause.cause && !p.clause.heads.empty() && !Settled(p) && !p.verb &&
        KindOf(p, terms) == KindOf(drafts[i], terms)) {
      p.clause.cause = drafts[i].clause.cause;
      p.clause.cause_is = drafts[i].clause.cause_is;
    }
  }
  // "stopped because of intolerance or toxicity", "anemia due to dialysis or chemotherapy": another cause, which neither lets in nor
  // excludes by itself. Of a thing of its own kind ("asthma due to dust or COPD") either may be meant.
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    const Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    if (!p.caused || d.caused || d.join != Join::kOr || d.verb || d.clause_start || Settled(d) || p.cause_listed ||
        (p.clause.cause && KindOf(p, terms) == terms::Kind::kDrug && !p.blocked))
      continue;
    // Among what excludes, what a comma, a time, a state or a value sets apart excludes by itself.
    if (exclusion && (d.after_comma || d.own_time || d.clause.limit || d.clause.answer || d.negated || !d.clause.states.empty())) continue;
    // "diabetes due to pancreatitis, or secondary diabetes": named again.
    const auto again = [&](const syntax::Name& n) { return !d.clause.heads.empty() && n.concepts == d.clause.heads.front().concepts; };
    if (exclusion && std::any_of(p.clause.heads.begin(), p.clause.heads.end(), again)) continue;
    d.caused = d.blocked = true;
    d.clause.leftover.push_back(d.span);
  }
  // "chemotherapy for AML or MDS": for either.
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    const Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    const bool listed = d.join == Join::kOr || (p.negated && d.negated && d.join == Join::kAnd);
    // "caused by any of A, B or C": the list is of causes, to its end.
    const bool causes = p.cause_listed && (d.join == Join::kComma || d.join == Join::kOr);
    if ((!causes && (!listed || d.after_comma)) || !p.clause.cause || (!causes && KindOf(p, terms) != terms::Kind::kDrug) || d.verb ||
        d.blocked || Settled(d) || d.clause.heads.size() != 1 || (!causes && KindOf(d, terms) != terms::Kind::kCondition) ||
        d.clause.limit || !d.clause.states.empty() || !d.clause.leftover.empty() || p.blocked)
      continue;
    const syntax::Name disease = d.clause.heads.front();
    const std::vector<syntax::TimePhrase> times = d.clause.times.empty() ? p.clause.times : d.clause.times;
    d.clause = p.clause;
    d.clause.cause = disease;
    d.clause.times = times;
    d.clause.span = d.span;
    d.negated = p.negated;
    d.cause_listed = p.cause_listed;
  }
}

}  // namespace eligo::parse
