#include "lint/lint.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <tuple>

#include "lint/passage.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

constexpr void (*kRules[])(const Material&, Diagnostics&) = {
    FindVagueTerms, FindTextElsewhere, FindMissingTimes,  FindBounds,     FindRepeats,  FindConnectives,    FindOpenScopes,
    FindDamage,     FindNames,         FindMissingScales, FindCategories, FindWordings, FindTurnedSections, FindUndecidable,
};

// Places of a text, merged where they overlap.
class Places {
 public:
  void Add(Span span) {
    auto at = ends_.upper_bound(span.begin);
    if (at != ends_.begin() && std::prev(at)->second > span.begin) --at;
    while (at != ends_.end() && at->first < span.end) {
      span = {std::min(span.begin, at->first), std::max(span.end, at->second)};
      at = ends_.erase(at);
    }
    ends_[span.begin] = std::max(ends_[span.begin], span.end);
  }
  bool Touch(Span span) const {
    const auto at = ends_.lower_bound(span.end);  // the first that begins behind it
    return at != ends_.begin() && std::prev(at)->second > span.begin;
  }

 private:
  std::map<int, int> ends_;  // begin -> end
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
  std::map<std::string, Places> said;
  for (const Diagnostic& d : diagnostics) said[d.code].Add(d.span);
  for (Diagnostic& d : found) {
    Places& places = said[d.code];
    if (places.Touch(d.span)) continue;
    places.Add(d.span);
    diagnostics.push_back(std::move(d));
  }
}

}  // namespace eligo::lint
