// PatientPage: one patient against one protocol and cohort, criterion by criterion, to read beside the chart and to sign.
//
// Holds what is the patient's own: verdicts, evidence, what is missing, what to ask. The protocol's sentence stands shortened; the
// script puts the full one, underlined and with its logic, in its place (html/protocol_section.h).
#pragma once

#include <cstddef>
#include <string>

#include "report/screening.h"
#include "report/worklist.h"

namespace eligo::report {

// `protocol` counts from 1 in the order of the screening, `row` from 1 over all worklists: the page is #v<row>.
std::string PatientPageHtml(const Screening& screening, std::size_t protocol, std::size_t row, const WorklistRow& work);

}  // namespace eligo::report
