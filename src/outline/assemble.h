// Assemble: rows and their zones -> headers, cohorts and items of a protocol.
#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "outline/cohort.h"
#include "outline/row.h"
#include "outline/zones.h"
#include "source/protocol.h"

namespace eligo::outline {

void Assemble(const std::vector<Row>& rows, const Zones& zones, const CohortReader& cohorts, source::Protocol& protocol,
              Diagnostics& diagnostics);

}  // namespace eligo::outline
