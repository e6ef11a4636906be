// PERSON, OBSERVATION_PERIOD and DEATH -> patients.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "readers/omop_event.h"
#include "readers/omop_input.h"
#include "readers/reporter.h"

namespace eligo::readers {

using OmopPersons = std::unordered_map<std::int64_t, records::PatientIndex>;

// Fills the patients and `world.observed_to`. What is wrong with a person's sex or dates is told and reads as not given.
Result<OmopPersons> ReadPersons(OmopInput& input, OmopWorld& world, Reporter& reporter, ReadReport& report);

}  // namespace eligo::readers
