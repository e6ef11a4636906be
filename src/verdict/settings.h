// Settings: what a person fixes for a run. They stand in every result, so that it can be repeated.
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/date.h"
#include "logic/fact.h"

namespace eligo::verdict {

struct Settings {
  Date as_of;
  std::map<logic::Anchor, Date> anchors;  // planned or known days, by --anchor
  std::set<logic::About> complete;        // domains whose silence means absent in the strict reading too
  Period validity{0, 28, 0};              // of a result at screening
  std::string timezone = "UTC";           // of timestamps without an offset
};

}  // namespace eligo::verdict
