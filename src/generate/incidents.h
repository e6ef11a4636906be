// Incidents: what befalls a patient beside the disease: heart, brain, cancer, mood, surgery, other drugs, vaccines, allergies, trials.
//
// One table. The rates are chosen so that every criterion of the example protocols is met by some patients and by no more than a
// few; they are no epidemiology. Days are drawn up to a year back, so that each window (two weeks to a year) is crossed by some.
#pragma once

#include "generate/body.h"

namespace eligo::generate {

void AddIncidents(Chart& chart, const Traits& traits);
// Diseases that go with the traits (hepatitis, Gilbert, kidney failure) and with age.
void AddComorbidity(Chart& chart, const Traits& traits);

}  // namespace eligo::generate
