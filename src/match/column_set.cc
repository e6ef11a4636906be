#include "match/column_set.h"

namespace eligo::match {

const records::Columns* ColumnSet::Of(terms::ConceptId id) {
  if (!records_.HasAny(id)) return nullptr;
  std::unique_ptr<records::Columns>& columns = columns_[id];
  if (!columns) columns = std::make_unique<records::Columns>(*records_.Find(id));
  return columns.get();
}

}  // namespace eligo::match
