#include "measure/lab_grade.h"

#include <algorithm>

#include "base/result.h"
#include "base/truth.h"
#include "measure/table_text.h"
#include "measure/tables.h"

namespace eligo::measure {
namespace {

using units::Rational;

std::optional<GradeLimit> ReadLimit(const std::string& cell) {
  if (cell.empty()) return std::nullopt;
  const TableRow words = SplitText(cell, " ");
  GradeLimit limit;
  limit.value = ReadNumber(words[0]);
  if (words.size() > 1) {
    CHECK(words[1] == "xULN" || words[1] == "xLLN");
    limit.of = words[1] == "xULN" ? GradeLimit::Of::kUpperLimit : GradeLimit::Of::kLowerLimit;
  }
  return limit;
}

std::vector<LabGrades> ReadAll() {
  std::vector<LabGrades> all;
  for (const TableRow& row : ReadTable(kLabGradesTable)) {
    CHECK(row.size() == 12);
    LabGrades& grades = all.emplace_back();
    grades.concept_id = row[0];
    grades.analyte = row[1];
    grades.versions = SplitText(row[2], ";");
    CHECK(row[3] == "<" || row[3] == ">");
    grades.below = row[3] == "<";
    for (std::size_t i = 0; i < grades.limits.size(); ++i) grades.limits[i] = ReadLimit(row[4 + i]);
    grades.unit = row[8];
    grades.presumes = row[9];
    grades.certainty = row[10];
    grades.source = row[11];
    CHECK(!grades.certainty.empty() && !grades.source.empty());
  }
  return all;
}

Truth Beyond(const records::Number& n, const Rational& limit, bool below) {
  if (below) {
    if (n.high && (*n.high < limit || (*n.high == limit && n.high_open))) return Truth::kTrue;
    return n.low && *n.low >= limit ? Truth::kFalse : Truth::kUnknown;
  }
  if (n.low && (*n.low > limit || (*n.low == limit && n.low_open))) return Truth::kTrue;
  return n.high && *n.high <= limit ? Truth::kFalse : Truth::kUnknown;
}

}  // namespace

const LabGrades* FindLabGrades(std::string_view concept_id, std::string_view version) {
  static const std::vector<LabGrades> kAll = ReadAll();
  const auto found = std::find_if(kAll.begin(), kAll.end(), [&](const LabGrades& grades) {
    const auto& versions = grades.versions;
    return grades.concept_id == concept_id && (version.empty() || std::find(versions.begin(), versions.end(), version) != versions.end());
  });
  return found == kAll.end() ? nullptr : &*found;
}

GradeInterval GradeOf(const LabGrades& grades, const records::Number& value, const std::optional<Rational>& ref_low,
                      const std::optional<Rational>& ref_high) {
  GradeInterval out{0, 0};
  Truth abnormal = Truth::kUnknown;
  int last = 0;
  for (int grade = 1; grade <= 4; ++grade) {
    const auto& limit = grades.limits[static_cast<std::size_t>(grade - 1)];
    if (!limit) continue;
    last = grade;
    std::optional<Rational> bound = limit->value;
    if (limit->of != GradeLimit::Of::kValue) {
      const auto& of = limit->of == GradeLimit::Of::kUpperLimit ? ref_high : ref_low;
      bound = of ? units::Multiply(limit->value, *of) : std::nullopt;
    }
    const Truth beyond = bound ? Beyond(value, *bound, grades.below) : Truth::kUnknown;
    if (grade == 1) abnormal = beyond;
    if (beyond == Truth::kTrue) out.low = grade;
    if (beyond != Truth::kFalse) out.high = grade;
  }
  if (abnormal == Truth::kFalse) out.low = 0;
  if (out.high == last) out.high = 4;
  return out;
}

}  // namespace eligo::measure
