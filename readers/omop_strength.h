// OmopStrengths: how much of its one ingredient a piece or a millilitre of a drug holds, out of OMOP's table DRUG_STRENGTH.
//
// Only rows of the drugs that the data bear are kept. A drug whose rows leave a doubt has no strength: docs/omop.md says which.
// Tested by test/readers/omop_strength_test.cc.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "readers/fhir_dose.h"
#include "readers/omop_input.h"
#include "readers/reporter.h"
#include "records/event.h"

namespace eligo::readers {

// What the rows of one drug say together.
struct OmopStrength {
  std::optional<Strength> strength;
  bool several = false;   // ingredients: no dose is any one's
  bool boxed = false;     // a quantity may count boxes
  bool doubtful = false;  // nothing else may give it a strength either
};

// Of two that are told apart: a name rounds, 131.6 MG/ML for 150 mg in 1.14 mL.
bool Agree(const Strength& a, const Strength& b);

class OmopStrengths {
 public:
  // Notes the rows of `drugs`. An error when the table cannot be read to its end or lacks a column.
  Result<Done> Read(OmopInput& input, const std::unordered_set<std::int64_t>& drugs, Reporter& reporter,
                    const tables::Table::Skipped& skipped);
  // The concepts of their units.
  std::unordered_set<std::int64_t> Units() const;
  // Makes strengths of the rows, and tells how many drugs have none. `concept_of` knows drugs and units.
  void Settle(const std::function<const records::Coding&(std::int64_t)>& concept_of, const std::string& path, Reporter& reporter);

  // Nothing for a drug without rows.
  const OmopStrength* Find(std::int64_t drug) const;

 private:
  // A value in a unit, which is a concept; both may be absent.
  struct Part {
    std::optional<units::Rational> value;
    std::int64_t unit = 0;
  };
  struct Line {
    std::int64_t drug = 0, ingredient = 0;
    Part amount, numerator, denominator;
    bool boxed = false;
    bool unreadable = false;
  };
  std::vector<Line> lines_;
  std::unordered_map<std::int64_t, OmopStrength> drugs_;
};

}  // namespace eligo::readers
