// Result value: what one result says of a limit or an answer (contract 3.5, 3.7, 3.8, 4.9), whenever it was.
#pragma once

#include <string_view>

#include "test/reference/worlds.h"

namespace eligo::reference {

struct ValueSaid {
  Reading reading;
  bool cannot_answer = false;  // it is of another kind than what is asked: a titer beside "positive"
};

// A dated record. Nothing: not settled by contract and pages.
std::optional<ValueSaid> SaysOf(const Question& question, const Record& record);

// The record's number in a unit; nothing where the two do not meet.
std::optional<records::Number> InUnit(const Question& question, const Record& record, std::string_view unit);

struct Limits {
  std::optional<units::Rational> low, high;
};
// What `judge` says by the result's own reference range, number and limits being in its unit; without one by the default ranges of all
// persons that the patient may be, when presumed, in the unit of the test. `judge` gives nothing where it needs a limit that is missing.
using JudgeByRange = std::function<std::optional<Truth>(const records::Number&, const Limits&, std::string_view unit)>;
Reading ByRange(const Question& question, const Record& record, const JudgeByRange& judge);

}  // namespace eligo::reference
