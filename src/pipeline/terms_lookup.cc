#include "pipeline/terms_lookup.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "terms/compile.h"
#include "terms/fold.h"
#include "terms/site.h"

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
  flag(c.measured, "measured");
  return flags;
}

Json RangesJson(const terms::Concept& c) {
  Json ranges = Json::array();
  for (const terms::ReferenceRange& range : c.ranges) {
    Json json;
    if (range.sex != terms::RangeSex::kAny) json["sex"] = ToString(range.sex);
    if (range.age_from > 0) json["age_from"] = range.age_from;
    if (range.age_to < terms::ReferenceRange::kNoLimit) json["age_to"] = range.age_to;
    if (range.low) json["low"] = range.low->ToDouble();
    if (range.high) json["high"] = range.high->ToDouble();
    json["certainty"] = range.certainty;
    ranges.push_back(std::move(json));
  }
  return ranges;
}

// "female, from 18 years: 0.5 to 1.1 mg/dL, [G] ..."
std::string RangeText(const Json& range, const std::string& unit) {
  std::string who = range.value("sex", "");
  const auto add = [&](const std::string& part) { who += (who.empty() ? "" : ", ") + part; };
  if (range.contains("age_from") && range.contains("age_to")) {
    add(fmt::format("{} to {} years", range["age_from"].get<int>(), range["age_to"].get<int>()));
  } else if (range.contains("age_from")) {
    add(fmt::format("from {} years", range["age_from"].get<int>()));
  } else if (range.contains("age_to")) {
    add(fmt::format("to {} years", range["age_to"].get<int>()));
  }
  const auto number = [&](const char* key) { return fmt::format("{}", range[key].get<double>()); };
  const std::string value = !range.contains("low")    ? "up to " + number("high")
                            : !range.contains("high") ? "at least " + number("low")
                                                      : number("low") + " to " + number("high");
  return fmt::format("{}{}{} {}, {}", who, who.empty() ? "" : ": ", value, unit, range["certainty"].get<std::string>());
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
  if (!c.ranges.empty()) json["default_ranges"] = RangesJson(c);
  if (c.molar_mass) json["molar_mass"] = c.molar_mass->ToDouble();
  if (c.prednisone_factor) json["prednisone_factor"] = c.prednisone_factor->ToDouble();
  if (c.half_life_days) json["half_life_days"] = c.half_life_days->ToDouble();
  if (!c.certainty.empty()) json["certainty"] = c.certainty;
  if (!c.mechanism.empty()) json["mechanism"] = c.mechanism;
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
  line("mechanism", c.value("mechanism", ""));
  const auto number = [&](const char* key) { return fmt::format("{}", c[key].get<double>()); };
  const std::string unit = c.value("unit", "");
  line("unit", unit);
  if (c.contains("default_ranges")) {
    for (const Json& range : c["default_ranges"]) line("default", RangeText(range, unit));
  }
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

namespace {

TermsCheck CheckOf(terms::Compiled compiled) {
  return {std::move(compiled.errors),
          fmt::format("{} concepts, {} names, {} codes, {} classes", compiled.concepts, compiled.names, compiled.codes, compiled.classes)};
}

}  // namespace

TermsCheck CheckTerms(const std::vector<std::string>& folders) { return CheckOf(terms::CompileTerms(folders)); }

std::string CountTerms(const terms::Terms& terms) {
  std::map<std::string, std::size_t> kinds;
  std::map<std::string, std::size_t> systems;
  std::size_t classes = 0, ranges = 0, half_lives = 0, mechanisms = 0;
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const terms::Concept& c = terms.Get({i});
    ++kinds[std::string(ToString(c.kind))];
    for (const terms::Code& code : terms.Codes({i})) ++systems[std::string(code.system)];
    classes += !terms.Members({i}).empty();
    ranges += c.ranges.size();
    half_lives += c.half_life_days.has_value();
    mechanisms += !c.mechanism.empty();
  }
  std::string out = fmt::format("version  {}\nconcepts  {}\n", terms.version(), terms.size());
  for (const auto& [kind, count] : kinds) out += fmt::format("concepts of kind {}  {}\n", kind, count);
  out += fmt::format("names  {}\n", terms.NameCount());
  for (const auto& [system, count] : systems) out += fmt::format("codes of {}  {}\n", system, count);
  out += fmt::format("classes  {}\nclasses with a mechanism  {}\ndefault ranges  {}\nhalf-lives  {}\n", classes, mechanisms, ranges,
                     half_lives);
  return out;
}

TermsCheck CheckSiteTerms(const terms::Terms& base, const std::vector<std::string>& files) { return CheckOf(terms::AddSite(base, files)); }

Result<terms::Terms> CompiledTerms(const std::vector<std::string>& folders) {
  terms::Compiled compiled = terms::CompileTerms(folders);
  if (!compiled.errors.empty()) return Error{compiled.errors.front()};
  return terms::Terms::FromBytes(std::move(compiled.bytes), folders.front());
}

Result<terms::Terms> AddSiteTerms(const terms::Terms& base, const std::vector<std::string>& files) {
  terms::Compiled compiled = terms::AddSite(base, files);
  if (compiled.errors.empty()) return terms::Terms::FromBytes(std::move(compiled.bytes), files.front());
  if (compiled.errors.size() == 1) return Error{compiled.errors.front()};
  return Error{fmt::format("{} (and {} more; `eligo terms check` names them all)", compiled.errors.front(), compiled.errors.size() - 1)};
}

}  // namespace eligo::pipeline
