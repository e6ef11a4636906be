// LabGrade: CTCAE grades that a laboratory result gives (data/instruments/lab_grades.tsv).
//
// Most terms of CTCAE are graded by symptoms and treatment: those are not here. What one result leaves open is an interval of grades.
// Tested by test/measure/lab_grade_test.cc.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "records/row.h"
#include "units/rational.h"

namespace eligo::measure {

struct GradeLimit {
  enum class Of { kValue, kUpperLimit, kLowerLimit };
  units::Rational value;
  Of of = Of::kValue;  // a multiple of the result's own reference limit
};

struct LabGrades {
  std::string concept_id, analyte;
  std::vector<std::string> versions;
  bool below = false;  // a grade is reached below its limit, else above
  std::array<std::optional<GradeLimit>, 4> limits;
  std::string unit, presumes, certainty, source;
};

// Of a concept in a version; any version when it is "".
const LabGrades* FindLabGrades(std::string_view concept_id, std::string_view version);

struct GradeInterval {
  int low = 0, high = 4;
};
// `value` and the reference limits are in the table's unit. A value within its own reference range is of no sure grade, whatever the
// fixed limits say.
GradeInterval GradeOf(const LabGrades& grades, const records::Number& value, const std::optional<units::Rational>& ref_low,
                      const std::optional<units::Rational>& ref_high);

}  // namespace eligo::measure
