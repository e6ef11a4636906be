// Rules: the checks of lint, one function an idea, each in the file of its name.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "lint/passage.h"
#include "lint/speller.h"
#include "logic/protocol.h"
#include "source/protocol.h"
#include "syntax/syntax.h"
#include "terms/terms.h"

namespace eligo::lint {

struct Material {
  const source::Protocol& source;
  const syntax::Protocol& syntax;
  const logic::Protocol& logic;
  const terms::Terms& terms;
  const Speller& speller;
  const std::vector<Passage>& passages;

  std::string Said(Span span) const { return source::Text(source.document, span); }
};

void FindVagueTerms(const Material& material, Diagnostics& out);      // vague.cc
void FindTextElsewhere(const Material& material, Diagnostics& out);   // elsewhere.cc
void FindMissingTimes(const Material& material, Diagnostics& out);    // times.cc
void FindBounds(const Material& material, Diagnostics& out);          // bounds.cc
void FindRepeats(const Material& material, Diagnostics& out);         // repeats.cc
void FindConnectives(const Material& material, Diagnostics& out);     // connectives.cc
void FindOpenScopes(const Material& material, Diagnostics& out);      // scope.cc
void FindDamage(const Material& material, Diagnostics& out);          // damage.cc
void FindNames(const Material& material, Diagnostics& out);           // names.cc
void FindMissingScales(const Material& material, Diagnostics& out);   // scales.cc
void FindCategories(const Material& material, Diagnostics& out);      // categories.cc
void FindWordings(const Material& material, Diagnostics& out);        // wording.cc
void FindTurnedSections(const Material& material, Diagnostics& out);  // polarity.cc
void FindUndecidable(const Material& material, Diagnostics& out);     // undecidable.cc

}  // namespace eligo::lint
