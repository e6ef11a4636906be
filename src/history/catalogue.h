// Catalogue: the codes of every item, asked of terms once.
//
// The item's own choice is taken where terms knows it for the concept. Else one that means this concept and no other: in RxNorm and
// LOINC the lowest (the ingredient before its brands, the common test before its variants), elsewhere the first. What terms has
// no code for goes by its text.
// Tested by test/generate/catalogue_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "history/item.h"
#include "terms/terms.h"

namespace eligo::history {

struct ItemCode {
  std::string_view system;  // as in Terms
  std::string_view code;
};

class Catalogue {
 public:
  // Fails on a concept that `terms` does not have. Views into `terms`, which must outlive it.
  static Result<Catalogue> Make(const terms::Terms& terms);

  // At most two: what a classification says and what a terminology says.
  const std::vector<ItemCode>& Codes(Item item) const { return codes_[static_cast<std::size_t>(item)]; }

 private:
  std::vector<std::vector<ItemCode>> codes_;
};

}  // namespace eligo::history
