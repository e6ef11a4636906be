#include "terms/site.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "terms/fold.h"
#include "terms/image.h"
#include "terms/site_file.h"

namespace eligo::terms {
namespace {

const Place kShipped{"the terms", 0};

std::uint32_t Flags(const Concept& c) {
  std::uint32_t flags = 0;
  const auto flag = [&](bool set, image::Flag bit) { flags |= set ? bit : 0U; };
  flag(c.routine_test, image::kRoutineTest);
  flag(c.female_only, image::kFemaleOnly);
  flag(c.chronic, image::kChronic);
  flag(c.glucocorticoid, image::kGlucocorticoid);
  flag(c.index_disease, image::kIndexDisease);
  flag(c.person, image::kPerson);
  flag(c.by_name, image::kByName);
  flag(c.this_trial, image::kThisTrial);
  flag(c.length_of_time, image::kLengthOfTime);
  flag(c.measured, image::kMeasured);
  return flags;
}

std::string CodeOf(std::string_view system, std::string_view code) { return fmt::format("{}|{}", system, CodeKey(system, code)); }

// One site file's changes to the rows.
class Changer {
 public:
  Changer(TermsData& data, std::vector<std::string>& errors) : data_(data), errors_(errors) {}

  void Apply(SiteRows site) {
    for (const ConceptRow& row : data_.concepts) ids_.insert(row.id);
    RemoveConcepts(site);
    for (SiteConcept& change : site.concepts) ids_.insert(change.id);
    for (SiteConcept& change : site.concepts) ChangeConcept(change);
    ChangeNames(site.names);
    ChangeCodes(site.codes);
    ChangeMembers(site);
    ChangeRanges(site.ranges);
  }

 private:
  void Fail(const Place& place, const std::string& message) { errors_.push_back(ErrorAt(place, message)); }

  bool Known(const Place& place, const std::string& id) {
    if (ids_.contains(id)) return true;
    Fail(place, fmt::format("unknown concept `{}`; add it under `concepts` or correct it", id));
    return false;
  }

  void RemoveConcepts(const SiteRows& site) {
    std::unordered_set<std::string> gone;
    for (const auto& [place, id] : site.removed_concepts) {
      if (Known(place, id)) gone.insert(id);
    }
    if (gone.empty()) return;
    const auto is_gone = [&](const auto& row) { return gone.contains(row.concept_id); };
    std::erase_if(data_.concepts, [&](const ConceptRow& row) { return gone.contains(row.id); });
    std::erase_if(data_.names, is_gone);
    std::erase_if(data_.codes, is_gone);
    std::erase_if(data_.facts, is_gone);
    std::erase_if(data_.ranges, is_gone);
    std::erase_if(data_.readings, is_gone);
    std::erase_if(data_.mechanisms, is_gone);
    std::erase_if(data_.classes, [&](const ClassRow& row) { return gone.contains(row.class_id); });
    for (ClassRow& row : data_.classes) std::erase_if(row.members, [&](const std::string& id) { return gone.contains(id); });
    for (ConceptRow& row : data_.concepts) {
      if (gone.contains(row.test_of)) row.test_of.clear();
    }
    for (const std::string& id : gone) ids_.erase(id);
  }

  void ChangeConcept(SiteConcept& change) {
    const auto at = std::find_if(data_.concepts.begin(), data_.concepts.end(), [&](const ConceptRow& row) { return row.id == change.id; });
    const bool ours = at != data_.concepts.end();
    ConceptRow row = ours ? *at : ConceptRow{change.place, change.id, "", "", "", Kind::kCondition, 0};
    row.place = change.place;
    if (ours && change.kind && *change.kind != ToString(row.kind)) {
      return Fail(change.place, fmt::format("kind `{}` of `{}`, which is a {}; leave it out, or choose another id", *change.kind, change.id,
                                            ToString(row.kind)));
    }
    if (!ours && !change.kind) return Fail(change.place, fmt::format("no kind for `{}`; give one, or correct the id", change.id));
    if (change.label) {
      row.label = *change.label;
      row.named = false;
    }
    if (change.unit) row.unit = *change.unit;
    if (change.test_of && Known(change.place, *change.test_of)) row.test_of = *change.test_of;
    if (change.flags) row.flags = 0;
    const std::string kind(change.kind ? *change.kind : ToString(row.kind));
    if (const std::string wrong = ReadConceptFields(row, kind, change.flags.value_or(std::vector<std::string>())); !wrong.empty())
      return Fail(change.place, wrong);
    if (ours) {
      *at = std::move(row);
    } else {
      data_.concepts.push_back(std::move(row));
    }
    ChangeFacts(change);
  }

  void ChangeFacts(const SiteConcept& change) {
    if (!change.molar_mass && !change.half_life_days && !change.prednisone_factor) return;
    auto at = std::find_if(data_.facts.begin(), data_.facts.end(), [&](const FactRow& row) { return row.concept_id == change.id; });
    if (at == data_.facts.end()) at = data_.facts.insert(at, {change.place, change.id, "", {}, {}, {}});
    if (change.molar_mass) at->molar_mass = change.molar_mass;
    if (change.half_life_days) at->half_life_days = change.half_life_days;
    if (change.prednisone_factor) at->prednisone_factor = change.prednisone_factor;
    if (!change.half_life_days && !change.prednisone_factor) return;
    at->certainty += (at->certainty.empty() ? "site: " : "; site: ") + change.source;
  }

  // What the site says of a name or a code takes the place of all that was said of it.
  void ChangeNames(const std::vector<SiteName>& names) {
    std::map<std::string, const SiteName*> said;
    for (const SiteName& name : names) {
      const std::string folded = FoldName(name.name);
      if (folded.empty()) {
        Fail(name.place, fmt::format("name `{}` has no letter or digit; give a word", name.name));
      } else if (const auto [before, fresh] = said.try_emplace(folded, &name); !fresh) {
        Fail(name.place,
             fmt::format("name `{}` is `{}` of line {}; keep one", name.name, before->second->name, before->second->place.line));
      }
    }
    std::set<std::string> found;
    for (NameRow& row : data_.names) {
      std::erase_if(row.names, [&](const std::string& name) {
        const bool taken = said.contains(name);
        if (taken) found.insert(name);
        return taken;
      });
    }
    for (const auto& [folded, name] : said) {
      if (name->concepts.empty() && !found.contains(folded)) Fail(name->place, fmt::format("`{}` is no name; take it out", name->name));
      for (const std::string& id : name->concepts) {
        if (Known(name->place, id)) data_.names.push_back({name->place, id, {folded}, true});
      }
    }
  }

  void ChangeCodes(const std::vector<SiteCode>& codes) {
    std::map<std::string, const SiteCode*> said;
    for (const SiteCode& code : codes) {
      const auto [before, fresh] = said.try_emplace(CodeOf(code.system, code.code), &code);
      if (!fresh) Fail(code.place, fmt::format("code `{}` again, first in line {}; keep one", code.code, before->second->place.line));
    }
    std::set<std::string> found;
    std::erase_if(data_.codes, [&](const CodeRow& row) {
      std::string key = CodeOf(row.system, row.code);
      const bool taken = said.contains(key);
      if (taken) found.insert(std::move(key));
      return taken;
    });
    for (const auto& [key, code] : said) {
      if (code->concepts.empty() && !found.contains(key))
        Fail(code->place, fmt::format("`{}` is no {} code here; take it out", code->code, code->system));
      for (const std::string& id : code->concepts) {
        if (Known(code->place, id)) data_.codes.push_back({code->place, id, code->system, code->code, "site"});
      }
    }
  }

  void ChangeMembers(const SiteRows& site) {
    std::set<std::pair<std::string, std::string>> known;
    for (const ClassRow& row : data_.classes) {
      for (const std::string& member : row.members) known.emplace(row.class_id, member);
    }
    std::set<std::pair<std::string, std::string>> gone;
    for (const ClassRow& row : site.removed_members) {
      for (const std::string& member : row.members) {
        if (!known.contains({row.class_id, member})) {
          Fail(row.place, fmt::format("`{}` is no member of `{}`; take it out", member, row.class_id));
        } else {
          gone.emplace(row.class_id, member);
        }
      }
    }
    if (!gone.empty()) {
      for (ClassRow& row : data_.classes)
        std::erase_if(row.members, [&](const std::string& member) { return gone.contains({row.class_id, member}); });
    }
    for (const ClassRow& row : site.members) {
      if (!Known(row.place, row.class_id)) continue;
      ClassRow added{row.place, row.class_id, {}};
      for (const std::string& member : row.members) {
        // Ours may have come to say it too.
        if (Known(row.place, member) && known.emplace(row.class_id, member).second) added.members.push_back(member);
      }
      data_.classes.push_back(std::move(added));
    }
  }

  void ChangeRanges(std::vector<RangeRow>& ranges) {
    std::set<std::string> said;
    for (const RangeRow& row : ranges) {
      if (Known(row.place, row.concept_id)) said.insert(row.concept_id);
    }
    std::erase_if(data_.ranges, [&](const RangeRow& row) { return said.contains(row.concept_id); });
    for (RangeRow& row : ranges) {
      if (said.contains(row.concept_id)) data_.ranges.push_back(std::move(row));
    }
  }

  TermsData& data_;
  std::vector<std::string>& errors_;
  std::unordered_set<std::string> ids_;
};

}  // namespace

TermsData Unpack(const Terms& terms) {
  TermsData data;
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const Concept& c = terms.Get({i});
    const std::string id(c.id);
    data.concepts.push_back({kShipped, id, std::string(c.label), std::string(c.unit), std::string(c.test_of), c.kind, Flags(c), true});
    data.names.push_back({kShipped, id, {}, true});
    for (const Code& code : terms.Codes({i}))
      data.codes.push_back({kShipped, id, std::string(code.system), std::string(code.code), std::string(code.source)});
    if (!terms.Members({i}).empty()) {
      ClassRow row{kShipped, id, {}};
      for (const ConceptId member : terms.Members({i})) row.members.emplace_back(terms.Get(member).id);
      data.classes.push_back(std::move(row));
    }
    if (c.molar_mass || c.prednisone_factor || c.half_life_days || !c.certainty.empty())
      data.facts.push_back({kShipped, id, std::string(c.certainty), c.molar_mass, c.prednisone_factor, c.half_life_days});
    for (const ReferenceRange& r : c.ranges)
      data.ranges.push_back({kShipped, id, std::string(r.certainty), r.sex, r.age_from, r.age_to, r.low, r.high});
    if (!c.mechanism.empty()) data.mechanisms.push_back({kShipped, id, std::string(c.mechanism)});
    if (!c.scale.empty() || !c.context.empty())
      data.readings.push_back({kShipped, id, std::string(c.scale), {c.context.begin(), c.context.end()}, true});
  }
  for (std::size_t i = 0; i < terms.NameCount(); ++i) {
    for (const ConceptId id : terms.NameConcepts(i)) data.names[id.value].names.emplace_back(terms.Name(i));
  }
  return data;
}

Compiled AddSite(const Terms& base, const std::vector<std::string>& files) {
  TermsData data = Unpack(base);
  std::vector<std::string> errors;
  for (const std::string& file : files) {
    std::vector<std::string> mistakes;
    SiteRows site = ReadSiteFile(file, mistakes);
    Changer(data, mistakes).Apply(std::move(site));
    errors.insert(errors.end(), mistakes.begin(), mistakes.end());
  }
  return CompileRows(std::move(data), std::move(errors), base.model());
}

}  // namespace eligo::terms
