#include "report/leaf_text.h"

#include <gtest/gtest.h>

namespace eligo::report {
namespace {

verdict::Atom Make(Truth holds, Truth presumed) {
  verdict::Atom atom;
  atom.leaf = "exc-1.1";
  atom.holds = holds;
  atom.presumed = presumed;
  return atom;
}

std::string State(const verdict::Atom& atom, const LeafChoice& choice = {}) { return SaysOf(atom, choice).state; }

TEST(LeafText, SaysWhatTheRecordSaysAndUntilWhen) {
  verdict::Atom atom = Make(Truth::kTrue, Truth::kTrue);
  EXPECT_EQ(State(atom), "yes");
  atom.turns = {{ParseDate("2026-08-14")->first, Truth::kFalse}, {ParseDate("2026-09-01")->first, Truth::kTrue}};
  EXPECT_EQ(State(atom), "yes until 2026-08-13, then no");
  EXPECT_EQ(State(atom, {.negated = true}), "no until 2026-08-13, then yes");
}

TEST(LeafText, SilenceIsNamed) {
  verdict::Atom atom = Make(Truth::kUnknown, Truth::kFalse);
  atom.missing = "whether there was rituximab";
  EXPECT_EQ(State(atom), "no record, taken as no");
  EXPECT_EQ(State(atom, {.tell_missing = true}), "no record, taken as no; needed: whether there was rituximab");
  EXPECT_EQ(State(atom, {.negated = true}), "taken as yes, no record of it");
  atom.evidence = {{"Observation/1", "2026-01-04", "92 g/L", "hemoglobin 92 g/L, by code LOINC 718-7"}};
  EXPECT_EQ(State(atom), "taken as no, not certain");
}

TEST(LeafText, WhatIsOpenSaysWhatIsNeeded) {
  verdict::Atom atom = Make(Truth::kUnknown, Truth::kUnknown);
  atom.missing = "hemoglobin not older than 28 days";
  EXPECT_EQ(State(atom), "not known; needed: hemoglobin not older than 28 days");
  atom.missing = "later";
  EXPECT_EQ(State(atom), "not known; known on a later day only");
  atom.decides = logic::Decides::kPerson;
  atom.missing = "a person must answer: organ function";
  EXPECT_EQ(State(atom), "for a person to answer");
}

TEST(LeafText, RecordsStandOnceWithDaysAndWithoutTheirNames) {
  verdict::Atom atom = Make(Truth::kTrue, Truth::kTrue);
  atom.evidence = {{"MedicationRequest/1", "2025-06-23/2026-06-22", "20 mg/d", "prednisone 20 mg/d, oral, by code RxNorm 8640"},
                   {"MedicationRequest/2", "2025-06-23/2026-06-22", "20 mg/d", "prednisone 20 mg/d, oral, by code RxNorm 8640"},
                   {"Patient/1", "", "", "sex: male"},
                   {"answer", "2026-05-30", "true", "by dr-m: asked by phone"}};
  EXPECT_EQ(SaysOf(atom, {}).records, (std::vector<std::string>{"2025-06-23 to 2026-06-22: prednisone 20 mg/d, oral, by code RxNorm 8640",
                                                                "sex: male", "2026-05-30: answered `true` by dr-m: asked by phone"}));
  EXPECT_EQ(SaysOf(atom, {.all = true}).records.at(1),
            "2025-06-23 to 2026-06-22: prednisone 20 mg/d, oral, by code RxNorm 8640 [MedicationRequest/2]");
}

TEST(LeafText, ManyRecordsAreCounted) {
  verdict::Atom atom = Make(Truth::kTrue, Truth::kTrue);
  for (int day = 10; day < 20; ++day) atom.evidence.push_back({"Observation/1", "2026-01-" + std::to_string(day), "", "seizure"});
  EXPECT_EQ(SaysOf(atom, {}).records.size(), 5u);
  EXPECT_EQ(SaysOf(atom, {}).records.back(), "and 6 more, shown by --all");
  EXPECT_EQ(SaysOf(atom, {.all = true}).records.size(), 10u);
}

}  // namespace
}  // namespace eligo::report
