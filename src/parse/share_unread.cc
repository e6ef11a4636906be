// What was not understood of one limb, and may be said of those behind it, of who is to be let in.
#include "parse/draft_asks.h"

namespace eligo::parse {

void ShareUnread(std::vector<Draft>& drafts, const terms::Terms& terms) {
  bool spreads = false;
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    const Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    // "Colitis confirmed by endoscopy or MRI", "diabetes without retinopathy or nephropathy", "lupus with nephritis or vasculitis": the
    // second belongs to the same words as the first, and lets in nobody by itself.
    const auto kind = [&](const syntax::Name& n) {
      return n.concepts.empty() ? terms::Kind::kObservation : terms.Get(n.concepts.front()).kind;
    };
    const bool two = p.clause.heads.size() > 1 && !p.both_heads && !p.also;
    const bool begins = two && d.clause.heads.size() == 1 && kind(p.clause.heads.back()) == kind(d.clause.heads.front());
    // "Failed A or B", "intolerant of A, B or C", "lupus refractory to A or B": said of each drug.
    const bool drug = d.clause.heads.size() == 1 && KindOf(d, terms) == terms::Kind::kDrug;
    const bool turned = (p.blocked || p.judged) && p.turned_before && drug;
    Join closing = d.join;
    for (std::size_t k = i + 1; closing == Join::kComma && k < drafts.size(); ++k) closing = drafts[k].join;
    spreads = (begins || turned || spreads) && (closing == Join::kOr || d.join == Join::kSlash) &&
              (!d.verb || (d.clause.history && !d.clause.exposure && !d.after_comma)) && !d.clause_start && !d.opens_with && !Settled(d) &&
              !d.clause.limit && !d.clause.answer && !d.negated;
    if (!spreads || d.blocked) continue;
    d.blocked = true;
    d.clause.leftover.push_back(d.span);
  }
}

}  // namespace eligo::parse
