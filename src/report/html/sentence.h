// Sentence: the protocol's own words, with the places that logic was read from underlined.
//
// Solid underline: read into a fact that a record can answer. Dashed: a person's judgement. Dotted, with the words "not read":
// no logic was made of it. A superscript is the leaf's number, as in the evidence ("exc-4.2" is 2).
// Tested by test/report/sentence_test.cc.
#pragma once

#include <string>

#include "logic/protocol.h"
#include "source/protocol.h"

namespace eligo::report {

std::string SentenceHtml(const source::Document& document, const logic::Criterion& criterion);

}  // namespace eligo::report
