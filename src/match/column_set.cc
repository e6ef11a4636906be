#include "match/column_set.h"

#include <tbb/parallel_for.h>

namespace eligo::match {

void ColumnSet::Make(const std::vector<terms::ConceptId>& ids) {
  std::vector<std::unique_ptr<records::Columns>*> places;
  std::vector<const records::Timeline*> of;
  for (const terms::ConceptId id : ids) {
    if (!records_.HasAny(id)) continue;
    places.push_back(&columns_[id]);
    of.push_back(records_.Find(id));
  }
  tbb::parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) { *places[i] = std::make_unique<records::Columns>(*of[i]); });
}

const records::Columns* ColumnSet::Of(terms::ConceptId id) {
  kept_.insert(id);
  return LookAt(id);
}

void ColumnSet::Drop() {
  std::erase_if(columns_, [&](const auto& column) { return !kept_.contains(column.first); });
}

const records::Columns* ColumnSet::LookAt(terms::ConceptId id) {
  if (!records_.HasAny(id)) return nullptr;
  std::unique_ptr<records::Columns>& columns = columns_[id];
  if (!columns) columns = std::make_unique<records::Columns>(*records_.Find(id));
  return columns.get();
}

std::shared_ptr<const PlainItems> ColumnSet::ItemsOf(const PreparedInstrument& instrument, const std::vector<bool>& left_out) {
  const auto [at, added] = items_.try_emplace({&instrument, left_out});
  if (added) at->second = PlainItems::Of(instrument, left_out, records_.patients().size(), *this);
  return at->second;
}

std::size_t ColumnSet::bytes() const {
  std::size_t bytes = 0;
  for (const auto& [id, columns] : columns_) bytes += columns->bytes();
  for (const auto& [instrument, items] : items_) bytes += items ? items->bytes() : 0;
  return bytes;
}

}  // namespace eligo::match
