// Items: the criteria of an outline, numbered as logic numbers them, for a reading that stopped before it was bound.
#pragma once

#include <string>
#include <vector>

#include "source/protocol.h"

namespace eligo::report {

struct Item {
  std::string id;     // "inc-4"
  std::string field;  // "eligibilityModule.minimumAge"; "" when it stands in the text
  std::string text;
  const source::Item* item = nullptr;
};

// One per source item, in the same order.
std::vector<Item> Items(const source::Protocol& protocol);

}  // namespace eligo::report
