// Dose: how much of a drug a day, and by which way, out of Dosage elements and the text of prescriptions.
//
// A daily dose is given only when amount and frequency are both known and one: a range of doses, a taper without dates,
// a "1-2 tablets" leave it open. Tablets count when the product's name carries one strength ("Prednisone 5 MG Oral Tablet").
// Tested by test/readers/fhir_dose_test.cc.
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

// What one Dosage says.
struct Dosage {
  std::optional<Amount> amount;                  // at a time
  std::optional<units::Rational> times_per_day;  // 1/7 for weekly
  bool as_needed = false;
  records::Route route = records::Route::kUnstated;
  std::optional<DateInterval> start, end;  // its own bounds
  std::optional<std::int64_t> sequence;

  std::optional<units::Rational> PerDay() const;
};
Dosage ReadDosage(const Node& dosage, const std::optional<Strength>& strength);

// Dosages taken together: `steps` with own bounds, or one step that sums what is taken side by side.
struct Regimen {
  struct Step {
    std::optional<units::Rational> per_day;
    std::string unit;
    bool as_needed = false;
    records::Route route = records::Route::kUnstated;
    std::optional<DateInterval> start, end;
  };
  std::vector<Step> steps;  // never empty
};
Regimen Combine(const std::vector<Dosage>& dosages);

// "10 mg by mouth twice daily" is read, "take 2 tablets (10 mg) unless dizzy" is not: every word must be known.
struct Sig {
  std::optional<Amount> amount;
  std::optional<units::Rational> times_per_day;
  bool as_needed = false;
};
std::optional<Sig> ReadSig(std::string_view text, const std::optional<Strength>& strength);

records::Route RouteOf(const Codeable& route);
// By the dose form in a product's name: "Oral Tablet", "Ophthalmic Solution"; an injection leaves it open.
records::Route RouteInName(std::string_view product);

}  // namespace eligo::readers
