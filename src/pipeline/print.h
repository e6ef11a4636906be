// Print: readings and screenings in every format, piece by piece into a sink.
#pragma once

#include <string>

#include "pipeline/options.h"
#include "pipeline/reading.h"
#include "pipeline/screening.h"

namespace eligo::pipeline {

using Sink = report::Sink;

// One protocol: a line of JSON, its text followed by an empty line, a .eligo file (bound readings only), or brat's standoff lines. False
// when the sink refused.
bool PrintReading(const Reading& reading, ParseFormat format, const terms::Terms& terms, const Sink& sink);

// What lint and the stages before it say of one protocol: a line each with the words underlined, or a line of JSON.
bool PrintLint(const Reading& reading, PageFormat format, Severity lowest, const Sink& sink);

bool PrintScreening(const Screening& screening, ScreenFormat format, const Sink& sink);

}  // namespace eligo::pipeline
