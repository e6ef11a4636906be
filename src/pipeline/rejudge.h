// Rejudge: a patient's verdict from the values of its leaves, after some were set by hand.
//
// Uses the trees and match's own rules, and nothing of the record. On a verdict as match made it, it changes nothing but what the leaves
// say (test/cli/answers_test.cc holds it to that).
#pragma once

#include "logic/protocol.h"
#include "verdict/verdict.h"

namespace eligo::pipeline {

void Rejudge(const logic::Protocol& protocol, verdict::PatientVerdict& verdict);

}  // namespace eligo::pipeline
