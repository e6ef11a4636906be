// Since: the doses after which a result must lie that lifts an exclusion of a drug (docs/match.md: "back to baseline", "back to normal").
#pragma once

#include "test/reference/worlds.h"

namespace eligo::reference {

struct Doses {
  bool goes_on = false;
  std::optional<Date> first, last;
};

// Of the drugs in `since`. Nothing where their days are not those of single doses, or none is on record.
std::optional<Doses> DosesOf(const Question& question);

}  // namespace eligo::reference
