// Dose: how much of a drug a day, and by which way, out of Dosage elements and the text of prescriptions.
//
// A daily dose is given only when amount and frequency are both known and one: a range of doses, a taper whose steps have no
// dates and no lengths, a "1-2 tablets" leave it open. Tablets count when the product's name carries one strength ("Prednisone 5 MG Oral
// Tablet"). Tested by test/readers/fhir_dose_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "readers/fhir_code.h"
#include "readers/fhir_json.h"
#include "records/row.h"

namespace eligo::readers {

// The one strength in a product's name, in mg; per millilitre for a solution.
struct Strength {
  units::Rational mg;
  bool per_ml = false;
};
std::optional<Strength> StrengthInName(std::string_view product);

// "Amoxicillin 250 MG / Clavulanate 125 MG": the dose is no single ingredient's.
bool IsCombination(std::string_view product);

struct Amount {
  units::Rational value;
  std::string unit;  // "mg" for any mass; else UCUM as given ("[IU]", "mg/kg")
};

// Milligrams for any mass, by the product's strength for tablets and millilitres; other units stay. Nothing for pieces of
// unknown strength.
std::optional<Amount> DoseAmount(units::Rational value, std::string_view unit, const std::optional<Strength>& strength);

// How long something is taken: "14 days", or from 7 to 10 days.
struct Length {
  Period low, high;
  friend bool operator==(const Length&, const Length&) = default;
};
// The last day of what starts in `start` and lasts so long: 14 days from the 1st end on the 14th.
DateInterval LastDay(DateInterval start, const Length& length);

// What one Dosage says.
struct Dosage {
  std::optional<Amount> amount;                  // at a time
  std::optional<units::Rational> times_per_day;  // 1/7 for weekly
  bool as_needed = false;
  records::Route route = records::Route::kUnstated;
  std::optional<DateInterval> start, end;  // its own bounds
  std::optional<Length> length;            // by boundsDuration, boundsRange, count, or its words
  std::optional<std::int64_t> sequence;
  std::vector<Dosage> next;  // the further steps of a taper that stands in its text

  std::optional<units::Rational> PerDay() const;
};
Dosage ReadDosage(const Node& dosage, const std::optional<Strength>& strength);

// Dosages taken together: steps with days of their own, or one step that sums what is taken side by side.
struct Regimen {
  struct Step {
    std::optional<units::Rational> per_day;
    std::string unit;
    bool as_needed = false;
    records::Route route = records::Route::kUnstated;
    std::optional<DateInterval> start, end;
    bool planned = false;  // its days are counted from the start by lengths
  };
  std::vector<Step> steps;  // never empty
};
// `start`: of the order, the statement or the dispense, from which lengths count. Without one they give no day.
Regimen Combine(const std::vector<Dosage>& dosages, const std::optional<DateInterval>& start);
// Of what was stopped before its plan ended: no later than planned, and no step of a taper is sure.
Regimen CutShort(const Regimen& regimen, const std::optional<DateInterval>& start);

// "10 mg by mouth twice daily" is read, "take 2 tablets (10 mg) unless dizzy" is not: every word must be known.
struct Sig {
  std::optional<Amount> amount;
  std::optional<units::Rational> times_per_day;
  bool as_needed = false;
  std::optional<Length> length;  // "for 2 weeks"
};
// The steps of a text: one, or those of a taper ("20 mg daily for 2 weeks, then 10 mg"), of which all but the last have a
// length. Empty when not every word is known.
std::vector<Sig> ReadSigSteps(std::string_view text, const std::optional<Strength>& strength);
// A text of one step without a length.
std::optional<Sig> ReadSig(std::string_view text, const std::optional<Strength>& strength);
// The text is about a dose that does not stay as it is ("reduce by 5 mg every 2 weeks").
bool SpeaksOfChange(std::string_view text);

records::Route RouteOf(const Codeable& route);
// By the dose form in a product's name: "Oral Tablet", "Ophthalmic Solution"; an injection leaves it open.
records::Route RouteInName(std::string_view product);

}  // namespace eligo::readers
