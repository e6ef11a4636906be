// ColumnSet: columns of concepts, and of what the items of instruments add up to, made when they are first asked for.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "match/instruments.h"
#include "match/plain_items.h"
#include "match/silent.h"
#include "records/columns.h"
#include "records/records.h"

namespace eligo::match {

// Not for two threads at a time.
class ColumnSet {
 public:
  // `who`: all patients.
  ColumnSet(const records::Records& records, const std::vector<Who>& who) : records_(records), who_(who) {}
  const std::vector<Who>& who() const { return who_; }
  // Makes columns of all of these, on all cores.
  void Make(const std::vector<terms::ConceptId>& ids);
  // nullptr when nobody has any rows. Kept; what is only looked at now may be let go by Drop().
  const records::Columns* Of(terms::ConceptId id);
  const records::Columns* LookAt(terms::ConceptId id);
  // Lets go what nobody keeps.
  void Drop();
  // nullptr where they are not plain. `left_out`: items that do not count, as in the instrument; empty for none.
  std::shared_ptr<const PlainItems> ItemsOf(const PreparedInstrument& instrument, const std::vector<bool>& left_out);
  std::size_t bytes() const;

 private:
  const records::Records& records_;
  const std::vector<Who>& who_;
  std::map<terms::ConceptId, std::unique_ptr<records::Columns>> columns_;
  std::set<terms::ConceptId> kept_;
  std::map<std::pair<const PreparedInstrument*, std::vector<bool>>, std::shared_ptr<const PlainItems>> items_;
};

}  // namespace eligo::match
