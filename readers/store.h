// STORE -> events: what `eligo ingest` wrote, as its reader gave it (docs/store.md).
//
// Tested by test/readers/store_test.cc, test/cli/store_test.cc.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "readers/read_report.h"
#include "records/event.h"

namespace eligo::readers {

// A folder with eligo/store.json.
bool IsStore(const std::string& path);

// An error, and nothing to be relied on in the sink, for a store of a newer version and for one that is not whole.
// `terms_version`: of the terms at hand; a store written with others is told. `only`: the id or source of the one patient who is asked
// for, "" for all; all are read where the store has nobody of that id.
Result<Done> ReadStore(const std::string& path, std::string_view terms_version, std::string_view only, records::EventSink& sink,
                       ReadReport& report);

}  // namespace eligo::readers
