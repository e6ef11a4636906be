// Amendment: two readings of one protocol -> what changed between them.
#pragma once

#include "logic/changes.h"
#include "pipeline/print.h"
#include "pipeline/reading.h"

namespace eligo::pipeline {

// Both readings must have been bound.
logic::Changes Compare(const Reading& before, const Reading& after, const terms::Terms& terms);

bool PrintChanges(const Reading& before, const Reading& after, const logic::Changes& changes, PageFormat format, const Sink& sink);

}  // namespace eligo::pipeline
