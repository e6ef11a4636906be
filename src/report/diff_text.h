// DiffText, DiffJson: what changed between two versions of a protocol, for an editor and for a program.
//
// Text lists what changed, criterion by criterion in the new order, with the logic before and after; what is the same is counted only.
// JSON is one object that lists every criterion.
// Tested by test/diff/*.txt and test/cli/command_test.cc.
#pragma once

#include <string>

#include "logic/changes.h"
#include "report/reading.h"

namespace eligo::report {

// Both readings must have been bound.
std::string DiffText(const Reading& before, const Reading& after, const logic::Changes& changes);
std::string DiffJson(const Reading& before, const Reading& after, const logic::Changes& changes);

}  // namespace eligo::report
