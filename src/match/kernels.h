// Kernels: one function a kind of fact, from a patient's rows to a LeafResult.
//
// Judge() chooses the kernel and then applies what holds for every fact: what nobody has computed yet, or names no
// known concept, is unknown; what only a person answers stays open; an anchor that is neither planned nor recorded
// leaves everything but an excluding fact open (contract section 3.4).
// Tested by test/match/*.txt, one file a kernel.
#pragma once

#include "match/prepare.h"
#include "match/window.h"

namespace eligo::match {

LeafResult Judge(const PreparedFact& fact, const Subject& subject);
// A leaf of a tree: a fact, a judgement or unread text.
LeafResult Judge(const PreparedLeaf& leaf, const Subject& subject);
// A whole tree in both readings, for what a fact is `provided`.
Reading JudgeTree(const PreparedTree& tree, const Subject& subject);

LeafResult JudgeDemographic(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
LeafResult JudgeCondition(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
LeafResult JudgeDrug(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
LeafResult JudgeProcedure(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
LeafResult JudgeMeasurement(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
LeafResult JudgeScore(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
LeafResult JudgeObservation(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
LeafResult JudgeAllergy(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
LeafResult JudgeTrial(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);
LeafResult JudgeCohort(const PreparedFact& fact, const Subject& subject, const TimeSpan& span);

// Whether a window in half-lives is one for all drugs that the fact asks for, as doses and lengths want it, and not each drug's own.
bool SharesOneWindow(const PreparedFact& fact);

// Unknown in both readings, and why.
LeafResult Unknown(std::string missing, std::string says = "");
// The guard: nothing when every field set is among those honoured.
std::optional<LeafResult> Guard(const PreparedFact& fact, Fields honoured);

// Sex as the contract takes it (3.12): at birth or for clinical use when recorded, else administrative gender.
records::Sex SexOf(const records::Patient& patient);
// Completed years on a day, the youngest and the oldest the patient may be; nothing without a birth date.
struct Ages {
  int low = 0, high = 0;
};
std::optional<Ages> AgesOn(const Subject& subject, Date day);

}  // namespace eligo::match
