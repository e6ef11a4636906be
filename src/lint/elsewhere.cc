// Texts that are not there: lists that stand in the full protocol, sections, appendices, tables, other documents.
#include <fmt/format.h>

#include "lint/pattern.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

struct Elsewhere {
  std::string_view pattern;
  std::string_view what;
};

constexpr Elsewhere kTable[] = {
    {"prohibited|restricted|disallowed|forbidden|excluded concomitant|medication|drug|treatment|therapy|medicine|substance|procedure "
     "?medication|drug|treatment|therapy ,?..6 ?per ?protocol",
     "the list of what is prohibited stands in the full protocol"},
    {"medication|drug|treatment|therapy prohibited by|in|under|per ?the ?study protocol|trial|study",
     "the list of what is prohibited stands in the full protocol"},
    {"permitted|allowed concomitant|medication|treatment ?medication|therapy", "the list of what is permitted stands in the full protocol"},
    {"protocol specified|defined|required|mandated|permitted|prohibited|approved ..1",
     "what the protocol specifies stands in the full protocol"},
    {"as|than specified|defined|described|listed|outlined|required|stated|detailed|set in|by|per ?the ?study ?clinical protocol",
     "what the protocol says stands in the full protocol"},
    {"specified|defined|described|listed|outlined|detailed in the ?study ?clinical protocol",
     "what the protocol says stands in the full protocol"},
    {"per ?the ?study protocol", "what the protocol says stands in the full protocol"},
    {"according to the ?study protocol requirement|specification|definition|criterion|criteria",
     "what the protocol says stands in the full protocol"},
    {"see|refer|reference ?to ?the ?study section|appendix|table|annex|attachment|figure|chapter|schedule|protocol|addendum ..1 "
     "?1|2|3|4|5|6|7|8|9|10|11|12",
     "the text that is referred to is not here"},
    {"in|per|of|to|and section 1|2|3|4|5|6|7|8|9|10|11|12|13 ?1|2|3|4|5|6|7|8|9", "the text that is referred to is not here"},
    {"appendix|annex|attachment|addendum 1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|a|b|c|d|e|f|g|i|ii|iii|iv|v",
     "the text that is referred to is not here"},
    {"in|see|per ?the table|figure 1|2|3|4|5|6|7|8|9|10|11|12", "the text that is referred to is not here"},
    {"listed|described|defined|provided|given|mentioned|detailed above|below|elsewhere|previously", "which text is meant is not said"},
    {"investigator brochure|manual|handbook", "the text that is referred to is not here"},
    {"package|prescribing insert|information|label|leaflet", "the text that is referred to is not here"},
    {"section ?of ?the protocol", "the text that is referred to is not here"},
};

const Phrases& Table() {
  static const Phrases kPhrases([] {
    std::vector<std::string_view> patterns;
    for (const Elsewhere& e : kTable) patterns.push_back(e.pattern);
    return patterns;
  }());
  return kPhrases;
}

}  // namespace

void FindTextElsewhere(const Material& material, Diagnostics& out) {
  for (const Passage& p : material.passages) {
    for (const Phrases::Found& f : Table().Find(p)) {
      const Span span = p.Between(f.first, f.last);
      // "listed below" with a list below is in its place.
      const std::string_view last = p.words[f.last].text;
      const bool here = last == "below" || last == "above" || last == "previously";
      out.push_back({"kTextElsewhere", here ? Severity::kNote : Severity::kWarning, span,
                     fmt::format("`{}`: {}; give it here", p.Said(span), kTable[f.pattern].what)});
    }
  }
}

}  // namespace eligo::lint
