// ColumnSet: columns of concepts, made when they are first asked for.
#pragma once

#include <map>
#include <memory>

#include "records/columns.h"
#include "records/records.h"

namespace eligo::match {

// Not for two threads at a time.
class ColumnSet {
 public:
  explicit ColumnSet(const records::Records& records) : records_(records) {}
  // nullptr when nobody has any rows.
  const records::Columns* Of(terms::ConceptId id);
  std::size_t bytes() const;

 private:
  const records::Records& records_;
  std::map<terms::ConceptId, std::unique_ptr<records::Columns>> columns_;
};

}  // namespace eligo::match
