// Profile: what the records of a site hold for some protocols, as it may be shown. Text and JSON are printed from it.
//
// MakeProfile hides: after it no count of fewer than `least` patients is left, nor what would give one away, nor a unit, a code or a name
// that fewer have.
// Tested by test/report/profile_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "records/unknown_codes.h"
#include "report/reading.h"
#include "report/small_counts.h"
#include "terms/terms.h"
#include "verdict/coverage.h"
#include "verdict/settings.h"

namespace eligo::report {

struct ShownTally {
  Shown patients;
  std::optional<std::size_t> records;  // where the patients are shown as they are
};

struct ProfiledUnit {
  std::string unit;  // "" for none
  ShownTally tally;
  bool known = false, converts = false;
};

struct ProfiledLeaf {
  std::string leaf, part, concept_id;
  std::string label;  // of the concept, else the words of the protocol
  verdict::Holder holder = verdict::Holder::kRecords;
  bool by_name = false;  // terms know few or none of its codes
  Shown patients;
  std::optional<double> share;  // of all patients
  Shown unusable;
  std::vector<std::string> unusable_by;       // what is wrong with records that cannot be used, in all patients
  std::optional<std::array<int, 3>> age;      // quartiles, days
  std::vector<std::pair<int, Shown>> within;  // days -> patients, by days
  std::string unit;
  std::vector<ProfiledUnit> units;  // most patients first
  std::size_t hidden_units = 0;
  ShownTally numbers, without_number;
  std::vector<std::pair<std::string, ShownTally>> found_by;  // most patients first
};

struct ProfiledCriterion {
  std::string id, text;
  std::vector<ProfiledLeaf> leaves;
};

struct ProfiledProtocol {
  std::string path, hash;
  std::vector<ProfiledCriterion> criteria;
};

struct UnknownLine {
  std::string code;
  std::string name;  // "" when none may be shown
  ShownTally tally;
};

struct UnknownUnit {
  std::string unit, label;
  Shown patients;
};

struct Profile {
  verdict::Settings settings;
  std::string terms;
  std::size_t least = 10;
  Shown patients;
  std::vector<ProfiledProtocol> protocols;
  std::vector<UnknownLine> unknown;        // most patients first
  std::size_t more_unknown = 0;            // lines that would follow
  std::size_t hidden_unknown = 0;          // codes and wordings of fewer patients
  std::vector<UnknownUnit> unknown_units;  // of results that the protocols ask for
};

// What was counted of one protocol.
struct Covered {
  const Reading* reading = nullptr;  // `logic` is present
  verdict::Coverage coverage;
};

Profile MakeProfile(const std::vector<Covered>& protocols, const std::vector<records::UnknownCode>& unknown, std::size_t patients,
                    const terms::Terms& terms, const verdict::Settings& settings, std::size_t least);

// "no fact of hemoglobin in these records": in one line, why a leaf cannot be decided from them; "" when there is a fact.
std::string WhyNothing(const ProfiledLeaf& leaf);

}  // namespace eligo::report
