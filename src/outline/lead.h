// Lead: lines that introduce, interrupt or close a list and are no criteria themselves.
//
// "Subjects who meet any of the following will be excluded:" says nothing about a patient: it is a header. "Any of the
// following within 6 months:" does, so it stays an item with its list below it. The difference is whether words remain
// when those that any trial could say are taken away.
// Tested by test/outline/parts_test.cc and test/outline/headers.txt.
#pragma once

#include "base/span.h"
#include "outline/text.h"

namespace eligo::outline {

// Ends with a colon, or with "following" or "of" and no stop: what comes next is its list.
bool OpensList(View text, Span span);

// An introduction that any trial could have.
bool IsGenericLead(View text, Span span);

// An introduction of which one entry is enough: "Patients must have one of the following:". Where it speaks of entering the
// trial it heads the whole section, whatever its words.
bool AsksForOne(View text, Span span);

// "Subjects cannot:", "none of the following": each entry below is denied.
bool Denies(View text, Span span);

// An introduction that says who may not enter: "Patients will be excluded if:".
bool Excludes(View text, Span span);

// Few words, no sentence: "Pre-operative:", "PATIENT CHARACTERISTICS:", "Performance status".
bool IsTitle(View text, Span span);

// A title without a colon that stands above lists of any trial: "Performance status", "Prior therapy", "RENAL". Other short
// lines without a colon may be criteria: "Active peptic ulcer disease".
bool IsCategory(View text, Span span);

// Speaks of another time than now, or ends with a preposition: "Prior therapy:", "Treatment with:".
bool NeedsItsList(View text, Span span);

// A title whose words belong to each entry below it: "Female subjects:", "Prior treatment with:", "No history of:".
bool CarriesMeaning(View text, Span span);

// Nothing but a value: "at least 3 months", "18 and over", "> 1,500/mm3". It needs the title above it.
bool IsBareValue(View text, Span span);

// "Other protocol-defined criteria may apply": the text says that it is not complete.
bool SaysMoreCriteria(View text, Span span);

// "None", "N/A", "Not applicable": a section that is there and empty.
bool SaysNone(View text, Span span);

// A remark on what stands before it: "Note: ...", "Exceptions:", "However, ...".
bool IsRemark(View text, Span span);

// Goes on with what stands before it: a remark, a small letter, a parenthesis.
bool GoesOn(View text, Span span);

// Addresses everybody, or everybody of one sex: "Females of ...", "All participants ...", "Signed informed consent". Such
// an item ends the list of a cohort, and a list that organ functions or the like were named in.
bool AddressesAll(View text, Span span);
// The same for "Able and willing to give consent" alone.
bool AsksForConsent(View text, Span span);
// Speaks of women, men or contraception, so that the list below it may, too.
bool IsAboutSex(View text, Span span);

// Words that only a text about eligibility would use.
bool SoundsLikeCriteria(View text, Span span);

// What a trial is about, not whom it wants: "This study will evaluate ...".
bool DescribesTrial(View text, Span span);

// Words that only a demand on participants would use, in running text.
bool SoundsLikeDemand(View text, Span span);

// The last word is "or": the next entry is its alternative.
bool EndsWithOr(View text, Span span);

// "Renal function: ...": a short label before the content; the place of its colon, or -1.
int LabelColon(View text, Span span);

}  // namespace eligo::outline
