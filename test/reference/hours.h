// Hours: windows in hours, by instants (contract 3.3; docs/match.md, "How time is read" and "Decided here").
//
// A date alone is any minute of its day. What lies in the window at all the minutes that it and the anchor may be counts, what lies in it
// at some may count.
#pragma once

#include "test/reference/kinds.h"

namespace eligo::reference {

bool InHours(const logic::Fact& fact);
Said WithinHours(const Question& question, const When& when);

}  // namespace eligo::reference
