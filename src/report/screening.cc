#include "report/screening.h"

#include "base/result.h"

namespace eligo::report {

std::optional<std::string> CohortId(const Judged& judged, const verdict::PatientVerdict& verdict) {
  if (verdict.cohort < 0) return std::nullopt;
  const auto index = static_cast<std::size_t>(verdict.cohort);
  CHECK(judged.reading.logic && index < judged.reading.logic->cohorts.size());
  return judged.reading.logic->cohorts[index].id;
}

std::string ValidityText(Period validity) {
  if (validity.months == 0 && validity.hours == 0) return "P" + std::to_string(validity.days) + "D";
  return ToString(validity);
}

}  // namespace eligo::report
