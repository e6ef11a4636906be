#include "lint/lint.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "lint/passage.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

constexpr void (*kRules[])(const Material&, Diagnostics&) = {
    FindVagueTerms, FindTextElsewhere, FindMissingTimes,  FindBounds,     FindRepeats,  FindConnectives,    FindOpenScopes,
    FindDamage,     FindNames,         FindMissingScales, FindCategories, FindWordings, FindTurnedSections, FindUndecidable,
};

}  // namespace

void Lint(const source::Protocol& source, const syntax::Protocol& syntax, const logic::Protocol& logic, const terms::Terms& terms,
          const Speller& speller, Diagnostics& diagnostics) {
  const std::vector<Passage> passages = Passages(source, terms);
  const Material material{source, syntax, logic, terms, speller, passages};
  Diagnostics found;
  for (const auto rule : kRules) rule(material, found);
  std::stable_sort(found.begin(), found.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tuple(a.span.begin, -a.span.end, -static_cast<int>(a.severity)) <
           std::tuple(b.span.begin, -b.span.end, -static_cast<int>(b.severity));
  });
  // One code speaks once of a place: the earlier stages before lint, the wider place before the narrower.
  std::map<std::string, std::vector<Span>> said;
  for (const Diagnostic& d : diagnostics) said[d.code].push_back(d.span);
  for (Diagnostic& d : found) {
    std::vector<Span>& spans = said[d.code];
    const bool repeated = std::any_of(spans.begin(), spans.end(), [&](Span s) { return s.Overlaps(d.span); });
    if (repeated) continue;
    spans.push_back(d.span);
    diagnostics.push_back(std::move(d));
  }
}

}  // namespace eligo::lint
