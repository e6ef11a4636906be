// What a heading makes of the entries under it, be they a nested list or stand behind its colon: "Allergies:", "Unable to receive any of
// the following:". An entry without its heading says something else.
// Tested by test/bind/headings.txt.
#pragma once

#include <string_view>

#include "parse/chunk_span.h"
#include "terms/terms.h"

namespace eligo::parse {

enum class HeadingSense {
  kPlain,    // what the entries are about, or nothing that we know of
  kTurns,    // "family history", "permitted": an entry alone is not what is meant
  kAllergy,  // of drugs and foods: allergy to each
  kPlanned,  // for a person to say
};

// The state of a heading that says no more: "uncontrolled", "any of the following active". Null where it does.
const Chunk* StateOfEach(ChunkSpan heading);
// "Active disease: psoriasis or gout", "one of the following, active and severe": what the entries do not say. A value says how active.
bool AsksMore(ChunkSpan heading, ChunkSpan entries, const terms::Terms& terms);
// "Inadequate response to, or relapse after, standard therapy": names what it was to; the entries say what that therapy was.
bool RespondsToNamed(ChunkSpan heading, const terms::Terms& terms);
// "No use of", "history of any of the following": of all that follows.
bool OnlyCues(ChunkSpan heading);
// "Uncontrolled: hypertension, diabetes": each thing with the state before it; nothing when it is not that.
Chunks StatedOfEach(ChunkSpan heading, ChunkSpan entries);
// "Use of" of "use or planned use of the following": what excludes beside the plan; empty where nothing does.
ChunkSpan BesidePlan(ChunkSpan heading);
// "Pregnant women, or unwilling to ...": where the connective between a named thing and the refusal stands; 0 when it is not that.
std::size_t BeforePlan(ChunkSpan heading);
// Names an allergy, or says "hypersensitivity to".
bool SaysAllergy(ChunkSpan chunks, const terms::Terms& terms);
// "Allergy to", written nowhere, in the place of `there`.
Chunk AllergyCue(Chunk there);
// Of this test too low a value is what is bad.
bool LowIsBad(std::string_view id);
HeadingSense SenseOf(ChunkSpan heading, const terms::Terms& terms, bool exclusion);
// What the entries are makes another thing of some headings: "Contraindications" of drugs, "inadequate function" of what is enough.
HeadingSense SenseFor(HeadingSense sense, ChunkSpan heading, ChunkSpan entries, const terms::Terms& terms, bool exclusion);

}  // namespace eligo::parse
