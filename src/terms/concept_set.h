// ConceptSet: some concepts, a bit each.
#pragma once

#include <span>
#include <vector>

#include "terms/terms.h"

namespace eligo::terms {

class ConceptSet {
 public:
  void Insert(ConceptId id) {
    if (id.value >= bits_.size()) bits_.resize(id.value + 1);
    bits_[id.value] = true;
  }
  void Insert(std::span<const ConceptId> ids) {
    for (const ConceptId id : ids) Insert(id);
  }
  bool Has(ConceptId id) const { return id.value < bits_.size() && bits_[id.value]; }

 private:
  std::vector<bool> bits_;
};

}  // namespace eligo::terms
