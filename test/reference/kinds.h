// Kinds: one function a kind of fact, each in the file that is named here.
#pragma once

#include <functional>
#include <vector>

#include "measure/instrument.h"
#include "test/reference/leaf.h"
#include "test/reference/when.h"
#include "test/reference/worlds.h"

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

// result.cc
Said Results(const Question& question, const When& when);
// One test, of which no class is made.
Said OneTest(const Question& question, const std::vector<Record>& records, const When& when);
// The days whose results are fresh: the window that is written, else the validity.
When Fresh(const Question& question, const When& when);

// score.cc, letters.cc (of domains), criteria.cc (a diagnosis according to them)
Said Score(const Question& question, const When& when);
Said Letters(const Question& question, const When& when);
Said Criteria(const Question& question, const measure::Instrument& instrument, const When& when);

Said Changed(const Question& question, const When& when);  // change.cc
// What `value` says where the proviso holds.
Said Provided(const Question& question, const std::function<Said(const Question&)>& value);  // provided.cc
Said Drug(const Question& question, const When& when);                                       // exposure.cc

}  // namespace eligo::reference
