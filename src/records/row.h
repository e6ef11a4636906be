// Row: one record about one patient, under one concept, as the readers found it.
//
// Everything a leaf may ask of a record stands here; nothing is decided yet. A partial date is the
// interval of days it may be, a censored result ("<20") the interval of values it may be.
#pragma once

#include <cstdint>
#include <optional>

#include "base/date.h"
#include "units/rational.h"

namespace eligo::records {

using PatientIndex = std::uint32_t;
// Index into Records' interned strings; 0 is "".
using StringId = std::uint32_t;

// Which record of the input: "Observation/123", "measurement/4711", "train/0:12". Millions of them differ in the number only.
struct Source {
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};
  StringId text = 0;             // what stands before the number, or all
  std::uint64_t number = kNone;  // printed behind the text
  bool operator==(const Source&) const = default;
};

enum class Domain : std::uint8_t {
  kCondition,
  kDrug,
  kProcedure,
  kObservation,
  kImmunization,
  kAllergy,
  kTrial,
  kConsent,
  kNote,
  kUnsaid  // of an Event whose format does not say: the concept's kind does. No row of Records has it
};

// How sure the record is of a condition or an allergy.
enum class Standing : std::uint8_t {
  kConfirmed,    // confirmed, or nothing said
  kProvisional,  // unconfirmed, provisional, differential: unknown in both readings
  kRefuted       // says that it is not: strict false
};

enum class Course : std::uint8_t { kUnstated, kActive, kInactive };  // active, recurrence, relapse | inactive, remission, resolved

enum class Exposure : std::uint8_t { kOrder, kDispense, kAdministration, kStatement };

enum class Route : std::uint8_t {
  kUnstated,
  kOral,
  kIntravenous,
  kSubcutaneous,
  kIntramuscular,
  kTopical,  // on skin or mucosa
  kOphthalmic,
  kInhaled,
  kNasal,
  kRectal,
  kIntraarticular,
  kOther
};

enum class Answer : std::uint8_t { kNone, kPositive, kNegative, kEquivocal, kIndeterminate, kAbnormal, kNormal, kHigh, kLow };

// The numbers a result may be: [low, high], an absent end is unbounded. "92" has low == high.
struct Number {
  std::optional<units::Rational> low, high;
  bool low_open = false, high_open = false;
  bool titer = false;  // 1:160 is 160
  bool exact() const { return low && high && *low == *high; }
  bool operator==(const Number&) const = default;
};

inline constexpr std::int16_t kNoMinute = INT16_MIN;

struct Row {
  PatientIndex patient = 0;
  Domain domain = Domain::kObservation;

  // When. Conditions: onset (else recorded date) to abatement. Drugs: exposure. Results: the specimen's or effective day.
  std::optional<DateInterval> start;
  std::optional<DateInterval> end;  // recorded end; absent and `ongoing` false: not said
  bool ongoing = false;             // an active order or condition without an end
  // From midnight of the start day in UTC, where the time bears its offset (ParseInstantMinute), else as it is written; kNoMinute when no
  // time is given.
  std::int16_t minute = kNoMinute;
  std::optional<DateInterval> recorded;  // when it was last confirmed or written down, if given

  // Conditions and allergies.
  Standing standing = Standing::kConfirmed;
  Course course = Course::kUnstated;
  StringId severity = 0;  // "severe", "moderate", "mild", "life-threatening" (high criticality), or a stage as written

  // Drugs.
  Exposure exposure = Exposure::kOrder;
  Route route = Route::kUnstated;
  bool stopped = false;  // status stopped / completed / on-hold: not running now
  bool as_needed = false;
  std::optional<units::Rational> daily_dose;  // in `unit` per day, from dose, frequency and period
  // Results.
  std::optional<Number> number;
  StringId unit = 0;                                 // as reported; UCUM where the record says so
  Answer answer = Answer::kNone;                     // coded result, else interpretation, else a text that says so
  std::optional<units::Rational> ref_low, ref_high;  // the result's own reference range, in `unit`
  StringId text = 0;                                 // category or text value: "III", "A", "1:160 speckled"
  StringId method = 0;
  bool component = false;  // of the observation that is its source

  bool timed() const { return minute != kNoMinute; }

  Source source;
  StringId matched = 0;  // how the concept was found: "code LOINC 718-7", "name"

  bool operator==(const Row&) const = default;
};

}  // namespace eligo::records
