// "Anticardiolipin IgG or IgM > 40 units": the second names no immunoglobulin of the blood, but the same antibody's other class.
#include <algorithm>
#include <array>

#include "parse/draft_asks.h"
#include "terms/fold.h"

namespace eligo::parse {

void BlockIsotypes(std::vector<Draft>& drafts, const terms::Terms& terms) {
  constexpr std::array<std::string_view, 3> kClasses = {"igg", "igm", "iga"};
  const auto names_class = [&](const syntax::Name& name) {
    return std::any_of(kClasses.begin(), kClasses.end(),
                       [&](std::string_view c) { return name.text.size() > c.size() && terms::FoldName(name.text).ends_with(c); });
  };
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    const Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    const syntax::Name* before = p.clause.heads.size() == 1 ? &p.clause.heads.front() : p.by_words ? &*p.by_words : nullptr;
    if (before == nullptr || d.clause.heads.size() != 1 || d.clause.heads.front().concepts.empty() || d.blocked) continue;
    const std::string_view id = terms.Get(d.clause.heads.front().concepts.front()).id;
    const auto serum = [&](std::string_view of) { return std::find(kClasses.begin(), kClasses.end(), of) != kClasses.end(); };
    if (!serum(id) || !names_class(*before)) continue;
    if (!before->concepts.empty() && serum(terms.Get(before->concepts.front()).id)) continue;
    d.blocked = true;
    d.clause.leftover.push_back(d.span);
  }
}

}  // namespace eligo::parse
