// TakeSnapshot: a file or a folder as it is, by the hash of its bytes.
//
// Of a folder: the SHA-256 of what `sha256sum` prints of its files, `HASH  RELATIVE/PATH` and a line end each, by path in the order of
// bytes; hidden files and folders are left out, as the readers do. Nothing is unpacked and nothing is understood.
// Tested by test/readers/snapshot_test.cc.
#pragma once

#include <string>

#include "base/result.h"
#include "base/snapshot.h"

namespace eligo::readers {

Result<Snapshot> TakeSnapshot(const std::string& path);

}  // namespace eligo::readers
