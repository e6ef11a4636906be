#include "pipeline/terms_lookup.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "terms/compile.h"
#include "terms/fold.h"

namespace eligo::pipeline {
namespace {

using Json = nlohmann::ordered_json;
using terms::ConceptId;

constexpr std::size_t kMostNear = 12;
constexpr std::size_t kMostShown = 24;  // of names, members, classes in text; JSON holds all

void Add(TermsLookup& lookup, ConceptId id, std::string how) {
  const auto same = [&](const Found& f) { return f.concept_id == id; };
  if (std::none_of(lookup.found.begin(), lookup.found.end(), same)) lookup.found.push_back({id, std::move(how)});
}

// How a concept bears a code: its own, or one above it.
std::string HowCoded(const terms::Terms& terms, ConceptId id, std::string_view system, std::string_view code) {
  for (const terms::Code& own : terms.Codes(id)) {
    if (own.system == system && own.code == code) return fmt::format("code {} {}", system, code);
  }
  for (const terms::Code& own : terms.Codes(id)) {
    if (own.system == system && code.starts_with(own.code)) return fmt::format("below code {} {}", system, own.code);
  }
  return fmt::format("code {} {}", system, code);
}

void AddCoded(TermsLookup& lookup, const terms::Terms& terms, std::string_view system, std::string_view code) {
  for (const ConceptId id : terms.FindCode(system, code)) Add(lookup, id, HowCoded(terms, id, system, code));
}

std::vector<std::string> NamesOf(const terms::Terms& terms, ConceptId id) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < terms.NameCount(); ++i) {
    const std::string name(terms.Name(i));
    const std::vector<ConceptId> of = terms.FindName(name);
    if (std::find(of.begin(), of.end(), id) != of.end()) names.push_back(name);
  }
  return names;
}

std::vector<std::string> ClassesOf(const terms::Terms& terms, ConceptId id) {
  std::vector<std::string> classes;
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const auto members = terms.Members({i});
    if (std::find(members.begin(), members.end(), id) != members.end()) classes.emplace_back(terms.Get({i}).id);
  }
  return classes;
}

std::vector<std::string> Flags(const terms::Concept& c) {
  std::vector<std::string> flags;
  const auto flag = [&](bool set, std::string_view name) {
    if (set) flags.emplace_back(name);
  };
  flag(c.routine_test, "routine_test");
  flag(c.female_only, "female_only");
  flag(c.chronic, "chronic");
  flag(c.glucocorticoid, "glucocorticoid");
  flag(c.index_disease, "index_disease");
  flag(c.person, "person");
  flag(c.by_name, "by_name");
  flag(c.this_trial, "this_trial");
  flag(c.length_of_time, "length_of_time");
  return flags;
}

Json ConceptJson(const terms::Terms& terms, const Found& found) {
  const terms::Concept& c = terms.Get(found.concept_id);
  Json json;
  json["id"] = c.id;
  json["label"] = c.label;
  json["kind"] = terms::ToString(c.kind);
  json["how"] = found.how;
  json["names"] = NamesOf(terms, found.concept_id);
  Json codes = Json::array();
  for (const terms::Code& code : terms.Codes(found.concept_id))
    codes.push_back({{"system", code.system}, {"code", code.code}, {"source", code.source}});
  json["codes"] = std::move(codes);
  json["classes"] = ClassesOf(terms, found.concept_id);
  Json members = Json::array();
  for (const ConceptId member : terms.Members(found.concept_id)) members.push_back(terms.Get(member).id);
  json["members"] = std::move(members);
  if (!c.unit.empty()) json["unit"] = c.unit;
  if (c.low) json["default_low"] = c.low->ToDouble();
  if (c.high) json["default_high"] = c.high->ToDouble();
  if (c.molar_mass) json["molar_mass"] = c.molar_mass->ToDouble();
  if (c.prednisone_factor) json["prednisone_factor"] = c.prednisone_factor->ToDouble();
  if (c.half_life_days) json["half_life_days"] = c.half_life_days->ToDouble();
  if (!c.certainty.empty()) json["certainty"] = c.certainty;
  if (!c.test_of.empty()) json["test_of"] = c.test_of;
  if (!c.scale.empty()) json["scale"] = c.scale;
  json["flags"] = Flags(c);
  return json;
}

std::string Joined(const Json& list) {
  std::string out;
  std::size_t shown = 0;
  for (const Json& item : list) {
    if (shown == kMostShown) return out + fmt::format("; and {} more", list.size() - shown);
    out += (shown++ == 0 ? "" : "; ") + item.get<std::string>();
  }
  return out;
}

std::string ConceptText(const Json& c) {
  std::string out = fmt::format("{}  {}, {}\n", c["id"].get<std::string>(), c["label"].get<std::string>(), c["kind"].get<std::string>());
  const auto line = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format("  {:<13}{}\n", name, value);
  };
  line("found by", c["how"].get<std::string>());
  line("names", Joined(c["names"]));
  Json codes = Json::array();
  for (const Json& code : c["codes"])
    codes.push_back(fmt::format("{} {}", code["system"].get<std::string>(), code["code"].get<std::string>()));
  line("codes", Joined(codes));
  line("in classes", Joined(c["classes"]));
  line("members", Joined(c["members"]));
  const auto number = [&](const char* key) { return fmt::format("{}", c[key].get<double>()); };
  const std::string unit = c.value("unit", "");
  line("unit", unit);
  if (c.contains("default_low") || c.contains("default_high"))
    line("default", fmt::format("{} to {} {}, adults", c.contains("default_low") ? number("default_low") : "",
                                c.contains("default_high") ? number("default_high") : "", unit));
  if (c.contains("molar_mass")) line("molar mass", number("molar_mass") + " g/mol");
  if (c.contains("prednisone_factor")) line("prednisone", "1 mg equals " + number("prednisone_factor") + " mg of prednisone");
  if (c.contains("half_life_days")) line("half-life", number("half_life_days") + " d, the longest stated");
  line("certainty", c.value("certainty", ""));
  line("shows", c.value("test_of", ""));
  line("flags", Joined(c["flags"]));
  return out;
}

// The systems of any code, a site's own too.
std::set<std::string_view> Systems(const terms::Terms& terms) {
  std::set<std::string_view> systems;
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    for (const terms::Code& code : terms.Codes({i})) systems.insert(code.system);
  }
  return systems;
}

}  // namespace

TermsLookup LookUp(const terms::Terms& terms, std::string_view text) {
  TermsLookup lookup;
  lookup.text = text;
  if (const auto id = terms.Find(text)) Add(lookup, *id, "id");
  const std::size_t blank = text.find_first_of(" |");
  for (const std::string_view system : Systems(terms)) {
    if (blank == std::string_view::npos && text.find_first_of("0123456789") != std::string_view::npos)
      AddCoded(lookup, terms, system, text);
    if (blank != std::string_view::npos && terms::FoldName(text.substr(0, blank)) == terms::FoldName(system))
      AddCoded(lookup, terms, system, text.substr(blank + 1));
  }
  // What bears the code itself before what stands above it, the nearest first.
  std::stable_sort(lookup.found.begin(), lookup.found.end(), [](const Found& a, const Found& b) {
    const bool below_a = a.how.starts_with("below");
    const bool below_b = b.how.starts_with("below");
    return below_a != below_b ? below_b : below_a && a.how.size() > b.how.size();
  });
  for (const ConceptId id : terms.FindName(text)) Add(lookup, id, "name");
  // Folded, the words of a name stand between blanks.
  const std::string whole = terms::FoldName(text);
  std::vector<std::string_view> folded;
  for (std::size_t i = 0; i < whole.size();) {
    const std::size_t end = std::min(whole.find(' ', i), whole.size());
    if (end > i) folded.push_back(std::string_view(whole).substr(i, end - i));
    i = end + 1;
  }
  if (lookup.found.empty()) {
    for (std::size_t i = 0; i < folded.size();) {
      const auto name = terms.LongestName(std::span(folded).subspan(i));
      if (!name) {
        ++i;
        continue;
      }
      std::string part;
      for (std::size_t k = i; k < i + name->words; ++k) part += (part.empty() ? "" : " ") + std::string(folded[k]);
      for (const ConceptId id : name->concepts) Add(lookup, id, "part of the words: `" + part + "`");
      i += name->words;
    }
  }
  if (lookup.found.empty() && !folded.empty()) {
    for (std::size_t i = 0; i < terms.NameCount(); ++i) {
      const std::string_view name = terms.Name(i);
      const auto holds = [&](std::string_view word) { return name.find(word) != std::string_view::npos; };
      if (std::all_of(folded.begin(), folded.end(), holds)) lookup.near.emplace_back(name);
    }
    std::stable_sort(lookup.near.begin(), lookup.near.end(),
                     [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
    if (lookup.near.size() > kMostNear) lookup.near.resize(kMostNear);
  }
  return lookup;
}

std::string PrintLookup(const TermsLookup& lookup, const terms::Terms& terms, PageFormat format) {
  Json json;
  json["text"] = lookup.text;
  json["terms"] = terms.version();
  json["found"] = Json::array();
  for (const Found& found : lookup.found) json["found"].push_back(ConceptJson(terms, found));
  json["near"] = lookup.near;
  if (format == PageFormat::kJson) return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  std::string out;
  for (const Json& c : json["found"]) out += (out.empty() ? "" : "\n") + ConceptText(c);
  if (lookup.found.empty()) out = fmt::format("`{}` is no id, name or code known here\n", lookup.text);
  for (const std::string& name : lookup.near) out += fmt::format("  near         {}\n", name);
  return out;
}

TermsCheck CheckTerms(const std::vector<std::string>& folders) {
  terms::Compiled compiled = terms::CompileTerms(folders);
  return {std::move(compiled.errors),
          fmt::format("{} concepts, {} names, {} codes, {} classes", compiled.concepts, compiled.names, compiled.codes, compiled.classes)};
}

}  // namespace eligo::pipeline
