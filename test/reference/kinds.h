// Kinds: one function a kind of fact, each in the file that is named here.
#pragma once

#include "test/reference/leaf.h"
#include "test/reference/when.h"

namespace eligo::reference {

// person.cc
Said Demographic(const Question& question, const When& when);
// Conditions that only women have, where sex and age come first (contract 3.12).
bool SexDecides(const Question& question);
Said BySex(const Question& question, const When& when);

// occurrence.cc
Said Condition(const Question& question, const When& when);
Said Procedure(const Question& question, const When& when);
Said Participation(const Question& question, const When& when);
Said Allergy(const Question& question, const When& when);
// So many are on record for certain, and so many may be; more of them may not be on record.
Said CountSaid(const Question& question, const logic::CountBound& bound, int least, int most);

Said Results(const Question& question, const When& when);  // result.cc
Said Drug(const Question& question, const When& when);     // exposure.cc

}  // namespace eligo::reference
