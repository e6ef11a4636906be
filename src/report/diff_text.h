// DiffText, DiffJson: what changed between two versions of a protocol, for an editor and for a program.
//
// Text lists what changed, criterion by criterion in the new order, with the logic before and after; what is the same is counted only.
// JSON is one object that lists every criterion. Where patients were judged by both versions, those whose verdict differs follow.
// Tested by test/diff/*.txt, test/cli/command_test.cc and test/cli/amendment_test.cc.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "logic/changes.h"
#include "report/reading.h"
#include "verdict/flip.h"
#include "verdict/settings.h"

namespace eligo::report {

// What two versions of a protocol make of the same patients.
struct PatientChanges {
  verdict::Settings settings;
  std::string terms;
  std::size_t patients = 0;  // read
  std::size_t judged = 0;    // verdicts by the new version
  std::vector<std::string> cohorts;
  std::vector<verdict::Flip> flips;  // by cohort, then patient
};

// Both readings must have been bound. `patients` may be null.
std::string DiffText(const Reading& before, const Reading& after, const logic::Changes& changes, const PatientChanges* patients = nullptr);
std::string DiffJson(const Reading& before, const Reading& after, const logic::Changes& changes, const PatientChanges* patients = nullptr);

}  // namespace eligo::report
