// Tables: the text of data/instruments/*.tsv, made into a source file at build (cmake/EligoInstruments.cmake).
#pragma once

#include <string_view>

namespace eligo::measure {

extern const std::string_view kInstrumentsTable, kItemsTable, kLabGradesTable;

}  // namespace eligo::measure
