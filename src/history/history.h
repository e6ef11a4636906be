// History: one synthetic patient over the years: what is true, and what the chart keeps of it.
//
// An Event is the truth: what happened, when, in canonical units. Its Recording is the chart's version: coded or not, in which
// unit, with how much of a date, or not at all. Writers write recordings, the truth file tells events; nothing else differs.
// Numbers are whole numbers scaled by the digits of the item, so every writer prints the same decimal.
// Tested by test/generate/*.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "history/item.h"

namespace eligo::history {

enum class Sex : std::uint8_t { kFemale, kMale };
enum class Disease : std::uint8_t { kLupus, kLupusNephritis, kMyositis, kSclerosis, kControl };
std::string_view ToString(Disease disease);

enum class Kind : std::uint8_t {
  kCondition,
  kOrder,           // a prescription
  kStatement,       // a course told afterwards
  kAdministration,  // an infusion or injection on one day
  kImmunization,
  kProcedure,
  kResult,  // measurements and scores
  kAllergy,
  kTrial,
  kConsent
};

enum class Answer : std::uint8_t { kNone, kPositive, kNegative };
enum class Standing : std::uint8_t { kConfirmed, kProvisional };
enum class Severity : std::uint8_t { kNone, kMild, kSevere };
enum class Precision : std::uint8_t { kDay, kMonth, kYear };

// The classes of dirt, each of which has a rate of its own. Those behind kPortableDirt cannot be said in every format.
enum class Dirt : std::uint8_t {
  kOtherUnit,      // the second unit of the laboratory
  kMissingCode,    // text only
  kTextResult,     // "<20 IU/mL", "Positive" instead of a number or a code
  kBrandName,      // the product instead of the ingredient
  kMissingRange,   // a result without its reference range
  kMissingUnit,    // a number without a unit
  kUnknownUnit,    // a unit that does not exist
  kDuplicate,      // the same event twice
  kContradictory,  // another result of the same day that says otherwise
  kNotRecorded,    // it happened elsewhere
  kStale,          // no result for the last months
  kPartialBirth,   // the year of birth alone
  kPartialDate,    // year, or year and month, of a clinical event
  kVoid            // entered in error
};
inline constexpr std::size_t kDirtClasses = static_cast<std::size_t>(Dirt::kVoid) + 1;
inline constexpr std::size_t kPortableDirt = static_cast<std::size_t>(Dirt::kPartialDate);  // how many come before it
std::string_view ToString(Dirt dirt);

struct Recording {
  bool recorded = true;
  bool coded = true;
  bool brand = false;
  bool as_text = false;
  bool range = true;
  bool other_unit = false;
  bool no_unit = false;
  bool unknown_unit = false;
  bool entered_in_error = false;
  Precision precision = Precision::kDay;
};

inline constexpr Date kOngoing{INT32_MAX};

struct Event {
  Item item = Item::kLupus;
  Kind kind = Kind::kCondition;
  Date start;
  Date end;  // the last day; kOngoing without one; the start for what takes one day
  // Results. `words` is a category or titre ("IV", "A", "1:160"), static storage.
  bool has_value = false;
  bool below = false;  // "<" the value
  Answer answer = Answer::kNone;
  std::int64_t value = 0;
  std::string_view words;
  // Drugs: hundredths of the item's unit a dose, `times` doses in `days` days.
  std::int32_t dose = 0;
  std::uint8_t times = 1, days = 1;
  bool intravenous = false;  // though the item is usually taken by mouth
  bool disputes = false;     // not true: contradicts the result before it
  Standing standing = Standing::kConfirmed;
  Severity severity = Severity::kNone;
  Recording recording;
};

struct Person {
  std::uint64_t number = 0;  // from 1; its decimal is the patient's id
  Sex sex = Sex::kFemale;
  Date birth;
  Precision birth_precision = Precision::kDay;
  Date death = kOngoing;  // kOngoing: alive
  Date first, last;       // the days between which the chart knows the person
};

struct History {
  Person person;
  Disease disease = Disease::kLupus;
  Date as_of;  // the day the data are of; a person who died has an earlier last day
  Date onset;
  bool active = false;                             // in a flare on the last day
  std::string_view near_miss;                      // the fact that was moved to a bound, "" for most
  bool near_miss_out = false;                      // to the side that keeps a patient out
  std::vector<Event> events;                       // by start day
  std::array<std::uint16_t, kDirtClasses> dirt{};  // how often each class was applied
};

// "12.5" from 125 and one digit; no trailing zeros, no point without decimals.
void AppendDecimal(std::string& out, std::int64_t scaled, int digits);
void AppendDate(std::string& out, Date date);
void AppendNumber(std::string& out, std::uint64_t number);

// A recorded result as the chart shows it: the value in the unit written, scaled by `digits`.
struct Shown {
  std::int64_t value = 0;
  int digits = 0;
  std::string_view unit;             // as written; "" when none
  std::int64_t low = -1, high = -1;  // -1: none
};
Shown Show(const Event& event);
// The result as a text: "Positive", "<20 [IU]/mL", "1:160", "13.2 g/dL".
std::string ShowText(const Event& event);

// "10 mg by mouth twice daily"; "" without a dose.
std::string Sig(const Event& event);
inline constexpr int kDoseDigits = 2;

// What a chart calls the item: its brand, or its name.
std::string_view Label(const Event& event);
Route RouteOf(const Event& event);

// How a result is written down.
enum class Form : std::uint8_t { kNumber, kAnswer, kText };
Form FormOf(const Event& event);

}  // namespace eligo::history
