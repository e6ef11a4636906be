// What is or was, beside what is planned of it or tolerated: the limb behind names it.
// Tested by test/bind/alternatives.txt.
#include "parse/draft_asks.h"

namespace eligo::parse {

bool NamedBehind(std::vector<Draft>& drafts, std::size_t i, const terms::Terms& terms) {
  const Draft& next = drafts[i + 1];
  if (next.join != Join::kOr && next.join != Join::kSlash) return false;
  const bool planned = next.consent && !next.negated && (drafts[i].ongoing || drafts[i].clause.history || drafts[i].clause.exposure);
  const bool allergic = next.clause.allergy && !next.consent && drafts[i].clause.exposure && !drafts[i].clause.allergy;
  Draft& d = drafts[i];
  // "exposure to or infection with tuberculosis": no case of the disease.
  const bool exposed = d.exposed && !next.consent && !next.clause.exposure && !next.negated && !Settled(next) &&
                       !next.clause.heads.empty() && KindOf(next, terms) == terms::Kind::kCondition;
  if (exposed) {
    d.blocked = true;
    d.clause.leftover.push_back(d.span);
    return true;
  }
  if (!planned && !allergic) return false;
  std::vector<syntax::Name> named;
  if (next.clause.heads.size() == 1 && !next.clause.heads.front().concepts.empty()) {
    syntax::Name name = next.clause.heads.front();
    const std::size_t blank = name.text.find(' ');
    if (terms.Get(name.concepts.front()).kind == terms::Kind::kConsent)  // "planned pregnancy"
      name.concepts = blank == std::string::npos ? std::vector<terms::ConceptId>{} : terms.FindName(name.text.substr(blank + 1));
    const bool general = !name.concepts.empty() && terms.Get(name.concepts.front()).id == "concomitant_medication";
    if (!name.concepts.empty() && !general) named.push_back(std::move(name));
  }
  if (named.empty()) {
    d.blocked = true;
    d.clause.leftover.push_back(d.span);
    return true;
  }
  d.clause.heads = named;
  d.clause.routes = next.clause.routes;
  if (planned) d.clause.times = next.clause.times;
  // "... allergy to A or B": B was used, too.
  for (std::size_t k = i + 2; allergic && k < drafts.size() && drafts[k].join == Join::kOr && drafts[k].clause.heads.size() == 1 &&
                              KindOf(drafts[k], terms) == KindOf(d, terms) && !Settled(drafts[k]) && !drafts[k].verb;
       k += 2) {
    Draft other = drafts[i];
    other.join = Join::kOr;
    other.clause.heads = drafts[k].clause.heads;
    drafts.insert(drafts.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(other));
  }
  return true;
}

}  // namespace eligo::parse
