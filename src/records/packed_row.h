// PackedRow: a Row in about twenty bytes in place of two hundred, for millions of them.
//
// Fields that a row does not have take no room; numbers are as long as they are. Bytes of this process only: never written to a file.
// Tested by test/records/packed_row_test.cc.
#pragma once

#include <string>

#include "records/row.h"

namespace eligo::records {

// Appends the row, without its patient.
void Pack(const Row& row, std::string& bytes);
// The row at `at`, and behind it the next one. The patient is the caller's to set.
const char* Unpack(const char* at, Row& row);
// The source alone, for sorting.
Source SourceAt(const char* at);

}  // namespace eligo::records
