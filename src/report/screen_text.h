// ScreenText: the worklist for a terminal, at most 100 columns wide.
//
// A table per protocol and cohort, best patients first: the verdict in both readings, which criteria stop the patient, what to
// ask first. Where a table would be very long, patients whom two or more criteria stop are counted instead of listed, and the
// text says so.
// Tested by test/report/screen_text_test.cc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "report/screening.h"

namespace eligo::report {

// Rows of a table that a person may still scroll through; above that only those worth a second look are listed (WorthListing).
inline constexpr std::size_t kLongTable = 200;

// False when the sink refused.
bool ScreenText(const Screening& screening, const Sink& sink);

// Takes away what no text prints, so that the verdicts of many patients can be held.
void KeepForText(verdict::PatientVerdict& verdict);

// "as of 2026-06-01, 65 patients, results valid for P28D, terms 416750eff617"
std::string SettingsText(const verdict::Settings& settings, std::size_t patients, std::string_view terms);

}  // namespace eligo::report
