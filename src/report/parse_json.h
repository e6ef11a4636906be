// ParseJson: a reading as the object of contract section 1, one line.
//
// After `--stop-after outline` or `parse` there is no logic yet: the criteria are the outline's items, without key, phase,
// decides, logic, mentions and unread; after `parse` each carries its syntax as text in `syntax`, which is for people and no
// part of the contract.
// Tested by test/report/parse_json_test.cc.
#pragma once

#include <string>

#include "report/reading.h"
#include "terms/terms.h"

namespace eligo::report {

std::string ParseJson(const Reading& reading, const terms::Terms& terms);

}  // namespace eligo::report
