#include <cmath>
#include <string_view>

#include "report/expression_json.h"
#include "report/profile_text.h"
#include "report/screening.h"

namespace eligo::report {
namespace {

// A number, or "<10" where it may not be shown.
Json ShownJson(const Shown& shown) { return shown.exact() ? Json(shown.count) : Json(shown.Text()); }

Json TallyJson(const ShownTally& tally) {
  Json json = {{"patients", ShownJson(tally.patients)}};
  json["records"] = tally.records ? Json(*tally.records) : Json(nullptr);
  return json;
}

std::string_view Name(verdict::Holder holder) {
  switch (holder) {
    case verdict::Holder::kRecords: return "records";
    case verdict::Holder::kPatient: return "patient";
    case verdict::Holder::kPerson: return "person";
    case verdict::Holder::kNoConcept: return "no concept";
    case verdict::Holder::kUnread: break;
  }
  return "unread";
}

void AddRecords(const ProfiledLeaf& leaf, Json& json) {
  json["unusable"] = {{"patients", ShownJson(leaf.unusable)}, {"by", leaf.unusable_by}};
  Json newest = Json::object();
  if (leaf.age) newest["days"] = *leaf.age;
  Json within = Json::array();
  for (const auto& [days, patients] : leaf.within) within.push_back({{"days", days}, {"patients", ShownJson(patients)}});
  newest["within"] = std::move(within);
  json["newest"] = std::move(newest);
  if (!leaf.unit.empty()) json["unit"] = leaf.unit;
  Json units = Json::array();
  for (const ProfiledUnit& unit : leaf.units) {
    Json one = {{"unit", unit.unit}};
    one.update(TallyJson(unit.tally));
    one["known"] = unit.known;
    one["converts"] = unit.converts;
    units.push_back(std::move(one));
  }
  json["units"] = std::move(units);
  json["hidden_units"] = leaf.hidden_units;
  json["with_number"] = TallyJson(leaf.numbers);
  json["without_number"] = TallyJson(leaf.without_number);
  Json ways = Json::array();
  for (const auto& [way, tally] : leaf.found_by) {
    Json one = {{"by", way}};
    one.update(TallyJson(tally));
    ways.push_back(std::move(one));
  }
  json["found_by"] = std::move(ways);
}

Json LeafJson(const ProfiledLeaf& leaf) {
  Json json = {{"leaf", leaf.leaf}};
  if (!leaf.part.empty()) json["part"] = leaf.part;
  if (!leaf.concept_id.empty()) json["concept"] = leaf.concept_id;
  json["label"] = leaf.label;
  json["in"] = Name(leaf.holder);
  if (leaf.holder == verdict::Holder::kRecords || leaf.holder == verdict::Holder::kPatient) {
    json["patients"] = ShownJson(leaf.patients);
    json["share"] = leaf.share ? Json(std::floor(*leaf.share * 1000) / 1000) : Json(nullptr);
  }
  if (leaf.holder == verdict::Holder::kRecords) AddRecords(leaf, json);
  if (const std::string nothing = WhyNothing(leaf); !nothing.empty()) json["nothing"] = nothing;
  return json;
}

}  // namespace

std::string ProfileJson(const Profile& profile) {
  Json json = {{"contract", 1},
               {"eligo", ELIGO_VERSION},
               {"terms", profile.terms},
               {"as_of", ToString(profile.settings.as_of)},
               {"validity", ValidityText(profile.settings.validity)},
               {"suppress", profile.least},
               {"patients", ShownJson(profile.patients)}};
  Json protocols = Json::array();
  for (const ProfiledProtocol& protocol : profile.protocols) {
    Json criteria = Json::array();
    for (const ProfiledCriterion& criterion : protocol.criteria) {
      Json leaves = Json::array();
      for (const ProfiledLeaf& leaf : criterion.leaves) leaves.push_back(LeafJson(leaf));
      criteria.push_back({{"id", criterion.id}, {"text", criterion.text}, {"leaves", std::move(leaves)}});
    }
    protocols.push_back({{"protocol", protocol.path}, {"protocol_hash", protocol.hash}, {"criteria", std::move(criteria)}});
  }
  json["protocols"] = std::move(protocols);
  Json lines = Json::array();
  for (const UnknownLine& line : profile.unknown) {
    Json one = {{"code", line.code}};
    if (!line.name.empty()) one["name"] = line.name;
    one.update(TallyJson(line.tally));
    lines.push_back(std::move(one));
  }
  json["unknown_codes"] = {{"lines", std::move(lines)}, {"more", profile.more_unknown}, {"hidden", profile.hidden_unknown}};
  Json units = Json::array();
  for (const UnknownUnit& unit : profile.unknown_units)
    units.push_back({{"unit", unit.unit}, {"of", unit.label}, {"patients", ShownJson(unit.patients)}});
  json["unknown_units"] = std::move(units);
  return Dump(json);
}

}  // namespace eligo::report
