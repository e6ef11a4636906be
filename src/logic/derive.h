// Derive: what terms and a fact's other fields say of its kind, of who can answer it, and of when.
//
// Bind uses it while it reads; the criteria language leaves out what it says, and writes only what differs.
// Tested by test/language/*.
#pragma once

#include "logic/fact.h"
#include "terms/terms.h"

namespace eligo::logic {

About AboutOf(terms::Kind kind);

// The kind of a fact that names no other: of its concept, of a route alone a drug, of unknown words a condition.
About UsualAbout(const Fact& fact, const terms::Terms& terms);

// A state that no code carries, an attribution or a need can be refuted by data, but a person confirms it. `of` is null
// when no concept is known.
Decides WhoDecides(const Fact& fact, const terms::Concept* of);
// Needs `decides`.
Phase WhenDecidable(const Fact& fact);

const terms::Concept* FindConcept(const Fact& fact, const terms::Terms& terms);

}  // namespace eligo::logic
