// Brat: the mentions of one protocol, and how the logic relates them, in brat's standoff format.
//
//     T3	Measurement 520 533	SELENA-SLEDAI
//     R1	Has_value Arg1:T3 Arg2:T4
//     *	OR T5 T6
//
// Relations are read off the logic, not off the text: Has_value, Has_temporal and Has_negation join what a fact is about to the words of
// its bound, its time and its negation; OR and AND join what stands under one node (three and more as one group); Subsumes joins a class
// to the members named under it. A mention that no fact speaks of stands alone. A span over a line's end is given in fragments.
// Tested by test/report/brat_test.cc.
#pragma once

#include <string>

#include "report/reading.h"
#include "terms/terms.h"

namespace eligo::report {

// The reading must have been bound. Lines with their ends; offsets are code points of the input file.
std::string Brat(const Reading& reading, const terms::Terms& terms);

}  // namespace eligo::report
