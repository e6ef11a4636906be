#include "match/column_set.h"

namespace eligo::match {

const records::Columns* ColumnSet::Of(terms::ConceptId id) {
  if (!records_.HasAny(id)) return nullptr;
  std::unique_ptr<records::Columns>& columns = columns_[id];
  if (!columns) columns = std::make_unique<records::Columns>(*records_.Find(id));
  return columns.get();
}

std::shared_ptr<const PlainItems> ColumnSet::ItemsOf(const PreparedInstrument& instrument, const std::vector<bool>& left_out) {
  const auto [at, added] = items_.try_emplace({&instrument, left_out});
  if (added) at->second = PlainItems::Of(instrument, records_, left_out);
  return at->second;
}

std::size_t ColumnSet::bytes() const {
  std::size_t bytes = 0;
  for (const auto& [id, columns] : columns_) bytes += columns->bytes();
  for (const auto& [instrument, items] : items_) bytes += items ? items->bytes() : 0;
  return bytes;
}

}  // namespace eligo::match
