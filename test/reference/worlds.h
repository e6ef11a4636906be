// Worlds: the rows of a patient with every partial date made a day, in every way it may be.
//
// What holds in all of them holds, what holds in some is unknown (contract 3.5). What may lie after the as-of day and is on record
// did not: it has happened.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "test/reference/leaf.h"

namespace eligo::reference {

struct Record {
  terms::ConceptId concept_id;
  records::Row row;

  bool dated() const { return row.start.has_value(); }
  Date start() const { return row.start->first; }
  // The recorded end.
  std::optional<Date> end() const { return row.end ? std::optional(row.end->first) : std::nullopt; }
};

// The patient's rows of these concepts that exist on the as-of day.
std::vector<Record> RowsOf(const Question& question, const std::vector<terms::ConceptId>& concepts);
// Of the fact's concept and everything below it.
std::vector<Record> RowsOf(const Question& question);

// What `judge` says in all worlds. Nothing where it says nothing in one of them, or there are more of them than are tried.
using Judge = std::function<Said(const std::vector<Record>&)>;
Said InEveryWorld(const Question& question, const std::vector<Record>& records, const Judge& judge, std::size_t most = 1000);

}  // namespace eligo::reference
