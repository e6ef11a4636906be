// Result value: what one result says of a limit or an answer (contract 3.5, 3.7, 3.8, 4.9), whenever it was.
#pragma once

#include "test/reference/worlds.h"

namespace eligo::reference {

struct ValueSaid {
  Reading reading;
  bool cannot_answer = false;  // it is of another kind than what is asked: a titer beside "positive"
};

// A dated record. Nothing: not settled by contract and pages.
std::optional<ValueSaid> SaysOf(const Question& question, const Record& record);

// The record's number in the unit of the fact's limit; nothing where the two do not meet.
std::optional<records::Number> InUnitOf(const Question& question, const Record& record);

}  // namespace eligo::reference
