#include "report/profile.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/result.h"
#include "report/layout.h"
#include "report/screening.h"

namespace eligo::report {
namespace {

using verdict::Holder;
using verdict::LeafCoverage;

constexpr std::size_t kUnknownLines = 50;

// What is asked of the concept, where that is not the thing itself.
std::string_view Asked(const LeafCoverage& leaf) {
  if (leaf.about == logic::About::kAllergy) return "allergy to ";
  return leaf.about == logic::About::kTrialParticipation && leaf.concept_id != "clinical_trial" ? "trial of " : "";
}

class Maker {
 public:
  Maker(std::size_t patients, const terms::Terms& terms, const SmallCounts& counts)
      : all_(patients), terms_(terms), counts_(counts), patients_(counts.Show(patients, {})) {}

  Shown patients() const { return patients_; }

  ProfiledLeaf Leaf(const LeafCoverage& from, const source::Document& document) const {
    ProfiledLeaf leaf;
    leaf.leaf = from.leaf;
    leaf.part = from.part;
    leaf.concept_id = from.concept_id;
    leaf.holder = from.holder;
    const auto found = terms_.Find(from.concept_id);
    leaf.label =
        found ? std::string(Asked(from)) + std::string(terms_.Get(*found).label) : Shorten(OneLine(source::Text(document, from.span)), 60);
    leaf.by_name = found && terms_.Get(*found).by_name;
    if (leaf.label.empty()) leaf.label = from.concept_id;
    if (from.holder != Holder::kRecords && from.holder != Holder::kPatient) return leaf;
    leaf.patients = counts_.Show(from.patients, {patients_});
    // Those who have neither are what is left of all.
    std::vector<Shown> rest = {patients_};
    if (leaf.patients.exact() && patients_.exact()) rest.push_back({Shown::How::kExact, all_ - from.patients});
    leaf.unusable = counts_.Show(from.unusable, rest);
    if (leaf.patients.exact() && all_ > 0) leaf.share = static_cast<double>(from.patients) / static_cast<double>(all_);
    if (from.holder == Holder::kPatient) return leaf;
    leaf.unusable_by.reserve(from.unusable_by.size());
    for (const auto& [why, tally] : from.unusable_by) leaf.unusable_by.push_back(why);
    AddAges(from, leaf);
    AddResults(from, leaf);
    std::vector<std::pair<std::string, verdict::RecordTally>> ways(from.found_by.begin(), from.found_by.end());
    Sort(ways, [](const auto& way) { return way.second; });
    std::vector<std::size_t> sizes;
    sizes.reserve(ways.size());
    for (const auto& [way, tally] : ways) sizes.push_back(tally.patients);
    const std::vector<Shown> shown = counts_.ShowClasses(sizes, {leaf.patients, patients_});
    for (std::size_t i = 0; i < ways.size(); ++i) leaf.found_by.emplace_back(ways[i].first, WithRecords(shown[i], ways[i].second.records));
    return leaf;
  }

  ShownTally Tally(const verdict::RecordTally& tally, std::vector<Shown> beside) const {
    beside.push_back(patients_);
    return WithRecords(counts_.Show(tally.patients, beside), tally.records);
  }

 private:
  static ShownTally WithRecords(Shown patients, std::size_t records) {
    return {patients, patients.exact() ? std::optional(records) : std::nullopt};
  }

  // Most patients first; the keys are in order already.
  template <typename List, typename Of>
  static void Sort(List& list, const Of& of) {
    std::stable_sort(list.begin(), list.end(), [&](const auto& a, const auto& b) { return of(a).patients > of(b).patients; });
  }

  // From the longest on: each is held against those that hold it.
  void AddAges(const LeafCoverage& from, ProfiledLeaf& leaf) const {
    if (from.ages.patients > 0 && !counts_.Small(from.ages.patients)) leaf.age = from.ages.quartiles;
    std::vector<Shown> longer = {patients_, leaf.patients};
    for (auto at = from.ages.within.rbegin(); at != from.ages.within.rend(); ++at) {
      leaf.within.emplace_back(at->first, counts_.Show(at->second, longer));
      longer.push_back(leaf.within.back().second);
    }
    std::reverse(leaf.within.begin(), leaf.within.end());
  }

  void AddResults(const LeafCoverage& from, ProfiledLeaf& leaf) const {
    leaf.unit = from.unit;
    leaf.numbers = Tally(from.numbers, {leaf.patients});
    leaf.without_number = Tally(from.without_number, {leaf.patients, leaf.numbers.patients});
    std::vector<std::pair<std::string, verdict::UnitTally>> units(from.units.begin(), from.units.end());
    Sort(units, [](const auto& unit) { return unit.second.tally; });
    std::vector<std::size_t> sizes;
    sizes.reserve(units.size());
    for (const auto& [unit, tally] : units) sizes.push_back(tally.tally.patients);
    const std::vector<Shown> shown = counts_.ShowClasses(sizes, {leaf.numbers.patients, leaf.patients, patients_});
    for (std::size_t i = 0; i < units.size(); ++i) {
      const auto& [unit, tally] = units[i];
      // Few patients' unit may be a text of theirs; that there is none is no text.
      if (counts_.Small(tally.tally.patients) && !unit.empty()) {
        ++leaf.hidden_units;
      } else {
        leaf.units.push_back({unit, WithRecords(shown[i], tally.tally.records), tally.known, tally.converts});
      }
    }
  }

  std::size_t all_;
  const terms::Terms& terms_;
  const SmallCounts& counts_;
  Shown patients_;
};

void AddUnknown(const std::vector<records::UnknownCode>& unknown, const Maker& maker, const SmallCounts& counts, Profile& profile) {
  struct Line {
    UnknownLine line;
    std::size_t patients = 0, records = 0;
  };
  std::vector<Line> lines;
  const auto add = [&](const std::string& code, const std::string& name, std::size_t records, std::size_t patients, bool telling) {
    // A code that few have may be a text of theirs; "result without a code" is eligo's own.
    if (counts.Small(patients) && telling) {
      ++profile.hidden_unknown;
      return;
    }
    lines.push_back({{code, name, maker.Tally({records, patients}, {})}, patients, records});
  };
  for (const records::UnknownCode& code : unknown) {
    if (code.no_code) {
      add(code.code, "", code.records, code.patients, false);
      for (const records::UnknownName& name : code.names) add(code.code, name.text, name.records, name.patients, true);
      continue;
    }
    const bool named = !code.names.empty() && !counts.Small(code.names.front().patients);
    add(code.code, named ? code.names.front().text : "", code.records, code.patients, true);
  }
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return std::tie(b.patients, b.records, a.line.code, a.line.name) < std::tie(a.patients, a.records, b.line.code, b.line.name);
  });
  for (Line& line : lines) {
    if (profile.unknown.size() < kUnknownLines)
      profile.unknown.push_back(std::move(line.line));
    else
      ++profile.more_unknown;
  }
}

void AddUnknownUnits(Profile& profile) {
  std::set<std::pair<std::string, std::string>> told;
  for (const ProfiledProtocol& protocol : profile.protocols) {
    for (const ProfiledCriterion& criterion : protocol.criteria) {
      for (const ProfiledLeaf& leaf : criterion.leaves) {
        for (const ProfiledUnit& unit : leaf.units) {
          if (unit.known || !told.emplace(unit.unit, leaf.label).second) continue;
          profile.unknown_units.push_back({unit.unit, leaf.label, unit.tally.patients});
        }
      }
    }
  }
  std::stable_sort(profile.unknown_units.begin(), profile.unknown_units.end(), [](const UnknownUnit& a, const UnknownUnit& b) {
    return std::tie(b.patients.count, a.unit, a.label) < std::tie(a.patients.count, b.unit, b.label);
  });
}

}  // namespace

Profile MakeProfile(const std::vector<Covered>& protocols, const std::vector<records::UnknownCode>& unknown, std::size_t patients,
                    const terms::Terms& terms, const verdict::Settings& settings, std::size_t least) {
  const SmallCounts counts(least);
  const Maker maker(patients, terms, counts);
  Profile profile;
  profile.settings = settings;
  profile.terms = terms.version();
  profile.least = least;
  profile.patients = maker.patients();
  for (const Covered& covered : protocols) {
    const logic::Protocol& logic = *covered.reading->logic;
    CHECK(covered.coverage.size() == logic.criteria.size());
    ProfiledProtocol& protocol = profile.protocols.emplace_back();
    protocol.path = covered.reading->source.document.path;
    protocol.hash = logic.hash;
    for (std::size_t i = 0; i < logic.criteria.size(); ++i) {
      ProfiledCriterion& criterion = protocol.criteria.emplace_back();
      criterion.id = logic.criteria[i].id;
      criterion.text = logic.criteria[i].text;
      for (const LeafCoverage& leaf : covered.coverage[i].leaves)
        criterion.leaves.push_back(maker.Leaf(leaf, covered.reading->source.document));
    }
  }
  AddUnknown(unknown, maker, counts, profile);
  AddUnknownUnits(profile);
  return profile;
}

std::string WhyNothing(const ProfiledLeaf& leaf) {
  switch (leaf.holder) {
    case Holder::kPerson: return "for a person to answer";
    case Holder::kNoConcept: return "no concept is known for these words";
    case Holder::kUnread: return "not read";
    case Holder::kPatient: return leaf.patients.none() ? "no patient has it on record" : "";
    case Holder::kRecords: break;
  }
  if (!leaf.patients.none()) return "";
  const std::string codes = leaf.by_name ? "; few of its codes are known, so it is found by name" : "";
  if (leaf.unusable.none()) return "no fact of " + leaf.label + " in these records" + codes;
  std::string why;
  for (const std::string& one : leaf.unusable_by) why += (why.empty() ? "" : ", ") + one;
  return "no usable fact of " + leaf.label + " in these records: " + why;
}

}  // namespace eligo::report
