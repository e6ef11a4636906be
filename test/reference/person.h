// Person: the age and the sexes that a patient may have.
#pragma once

#include <vector>

#include "base/date.h"
#include "records/records.h"

namespace eligo::reference {

// Completed years, birthday by birthday.
int YearsOn(Date birth, Date on);
// The one that is known, or both.
std::vector<records::Sex> PossibleSexes(const records::Patient& patient);

}  // namespace eligo::reference
