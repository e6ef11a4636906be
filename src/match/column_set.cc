#include "match/column_set.h"

namespace eligo::match {

const records::Columns* ColumnSet::Of(terms::ConceptId id) {
  if (!records_.HasAny(id)) return nullptr;
  std::unique_ptr<records::Columns>& columns = columns_[id];
  if (!columns) columns = std::make_unique<records::Columns>(*records_.Find(id));
  return columns.get();
}

std::size_t ColumnSet::bytes() const {
  std::size_t bytes = 0;
  for (const auto& [id, columns] : columns_) bytes += columns->bytes();
  return bytes;
}

}  // namespace eligo::match
