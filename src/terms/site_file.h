// SiteFile: what a site says over the shipped terms, in one YAML file (docs/terms.md).
//
//   concepts:  {ID: {kind, label, flags, unit, test_of, molar_mass, half_life_days, mg_equal_to_5_mg_prednisone, source}}
//   names:     {NAME: ID or [ID, ...]}                     the name means these, and nothing else
//   codes:     {SYSTEM: {CODE: ID or [ID, ...]}}           likewise
//   classes:   {ID: [MEMBER, ...]}                         these belong to it too
//   ranges:    {ID: [{sex, age_from, age_to, low, high, source}, ...]}   in place of ours
//   remove:    {concepts: [ID], names: [NAME], codes: {SYSTEM: [CODE]}, members: {CLASS: [MEMBER]}}
//
// Every value is taken as the text that stands there, so that a code of digits needs no quotes. A key twice, an unknown key and a value of
// another shape are mistakes.
// Tested by test/terms/site_test.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terms/data_files.h"

namespace eligo::terms {

// A concept of ours with other fields, or one of theirs. What is not given stays.
struct SiteConcept {
  Place place;
  std::string id, source;
  std::optional<std::string> kind, label, unit, test_of;
  std::optional<std::vector<std::string>> flags;
  std::optional<units::Rational> molar_mass, half_life_days, prednisone_factor;
};

struct SiteName {
  Place place;
  std::string name;
  std::vector<std::string> concepts;  // none: to be removed
};

struct SiteCode {
  Place place;
  std::string system, code;
  std::vector<std::string> concepts;  // none: to be removed
};

struct SiteRows {
  std::vector<SiteConcept> concepts;
  std::vector<SiteName> names;
  std::vector<SiteCode> codes;
  std::vector<ClassRow> members, removed_members;
  std::vector<RangeRow> ranges;
  std::vector<std::pair<Place, std::string>> removed_concepts;
};

// Mistakes go to `errors` as `file:line: what was seen; what to do`; the rest is read.
SiteRows ReadSiteFile(const std::string& path, std::vector<std::string>& errors);

}  // namespace eligo::terms
