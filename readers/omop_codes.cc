#include "readers/omop_codes.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "readers/fhir_text.h"
#include "readers/mix.h"
#include "readers/source_code.h"

namespace eligo::readers {
namespace {

// A cache of source values must not grow with free text.
constexpr std::size_t kCacheEntries = 200'000;
// Where the same lines are told by another pass over the table.
const tables::Table::Skipped kPassOver = [](const std::string&, const std::string&) {};

Error Failed(OmopInput& input, const std::string& table, const std::string& why) {
  return Error{fmt::format("{}: {}: {}", input.path(), table, why)};
}

// `said`: what DRUG_STRENGTH says of its concepts.
OmopProduct ProductOf(const OmopCode& drug, const std::vector<const OmopStrength*>& said) {
  OmopProduct product;
  std::string_view name = drug.name;
  product.strength = StrengthInName(name);
  bool doubtful = false;
  for (const Coding& coding : drug.code.codings) {
    const auto strength = StrengthInName(coding.display);
    doubtful |= strength && product.strength && !Agree(*strength, *product.strength);
    if (!strength || product.strength) continue;
    name = coding.display;
    product.strength = strength;
  }
  product.route = RouteInName(name);
  product.combination = IsCombination(name);
  const std::string lower = LowerCase(name);
  product.pieces = lower.find("tablet") != std::string::npos || lower.find("capsule") != std::string::npos;
  product.vaccine = !drug.code.CodeIn("CVX").empty();
  for (const OmopStrength* one : said) {
    product.combination |= one->several;
    product.boxed |= one->boxed;
    doubtful |= one->doubtful || (one->strength && product.strength && !Agree(*product.strength, *one->strength));
    if (one->strength) product.strength = one->strength;  // exact, where names round
  }
  if (doubtful) product.strength.reset();
  return product;
}

}  // namespace

std::string SystemOfVocabulary(std::string_view vocabulary) {
  // The international edition shares the categories that concepts are mapped by.
  if (vocabulary == "ICD10" || vocabulary == "ICD10GM") return "ICD10CM";
  return std::string(vocabulary);
}

Result<Done> KeepIds(tables::Table& table, const std::string& column, const std::unordered_set<std::int64_t>& ids) {
  if (!table.IsWhole(column)) return Done{};  // 8507.0 is an id too
  std::vector<std::vector<std::string>> keys;
  keys.reserve(ids.size());
  for (const std::int64_t id : ids) keys.push_back({std::to_string(id)});
  const auto kept = table.Keep({column}, keys);
  return kept.ok() ? Result<Done>(Done{}) : Error{kept.error()};
}

std::optional<std::int64_t> ReadId(std::string_view cell) {
  cell = Trim(cell);
  if (cell.empty()) return 0;
  if (cell.ends_with(".0")) cell.remove_suffix(2);
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), id);
  if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return id;
}

std::optional<std::int64_t> IdOf(const tables::Table& table, std::size_t column) {
  return table.Form(column) == tables::As::kWhole ? table.Whole(column) : ReadId(table.Cell(column));
}

const Coding& OmopCodes::Of(std::int64_t concept_id) const {
  static const Coding kNone;
  const auto found = concepts_.find(concept_id);
  return found == concepts_.end() ? kNone : found->second;
}

std::size_t OmopCodes::KeyHash::operator()(const Key& key) const {
  const std::uint64_t concepts = Mix(static_cast<std::uint64_t>(key.concept_id)) + static_cast<std::uint64_t>(key.source_concept);
  return Mix(concepts + static_cast<std::uint64_t>(key.bearer)) ^ std::hash<std::string_view>()(key.value);
}

OmopCodes::OmopCodes(const terms::Terms& terms, records::EventSink& sink)
    : terms_(terms), sink_(sink), trial_(terms.Find("clinical_trial")) {}

bool OmopCodes::IsTrial(const OmopCode& code) const {
  if (!trial_) return false;
  const auto is_trial = [this](const std::vector<terms::ConceptId>& ids) {
    return std::find(ids.begin(), ids.end(), *trial_) != ids.end();
  };
  return is_trial(terms_.FindName(code.name)) || LowerCase(code.name) == "clinical trial participant" ||
         std::any_of(code.code.codings.begin(), code.code.codings.end(),
                     [&](const Coding& coding) { return is_trial(terms_.FindCode(coding.system, coding.code)); });
}

bool OmopCodes::KnownByCode(std::int64_t concept_id) const {
  const auto found = concepts_.find(concept_id);
  return found != concepts_.end() && !terms_.FindCode(found->second.system, found->second.code).empty();
}

Result<Done> OmopCodes::Collect(OmopInput& input, const Use& use, Used& used) {
  if (!input.Has(use.table)) return Done{};
  auto table = input.Table(use.table);
  if (!table.ok()) return Error{table.error()};
  std::vector<tables::Column> columns;
  for (const auto* names : {&use.placed, &use.columns}) {
    for (const std::string& name : *names) columns.emplace_back(name, tables::As::kWhole);
  }
  (*table)->Distinct();
  if (const auto chosen = (*table)->Choose(columns); !chosen.ok()) return Failed(input, use.table, chosen.error());
  while ((*table)->Next(kPassOver)) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::int64_t id = IdOf(**table, i).value_or(0);
      if (id == 0) continue;
      used.all.insert(id);
      if (i >= use.placed.size()) continue;
      used.placed.insert(id);
      if (use.drugs) used.drugs.insert(id);
    }
  }
  if (!(*table)->failure().empty()) return Failed(input, use.table, (*table)->failure());
  return Done{};
}

Result<Done> OmopCodes::LoadConcepts(OmopInput& input, const Ids& wanted, const tables::Table::Skipped& skipped) {
  auto table = input.Table("concept");
  if (!table.ok()) return Error{table.error()};
  enum : std::size_t { kId, kVocabulary, kCode, kName };
  const std::vector<tables::Column> columns = {{"concept_id", tables::As::kWhole}, "vocabulary_id", "concept_code", "concept_name"};
  for (const tables::Column& column : columns) {
    if (!(*table)->Has(column.name)) return Failed(input, "concept", "has no column " + column.name);
  }
  if (const auto kept = KeepIds(**table, columns[kId].name, wanted); !kept.ok()) return Failed(input, "concept", kept.error());
  if (const auto chosen = (*table)->Choose(columns); !chosen.ok()) return Failed(input, "concept", chosen.error());
  while ((*table)->Next(skipped)) {
    const auto id = IdOf(**table, kId);
    if (!id || !wanted.contains(*id)) continue;
    Coding coding;
    coding.system = SystemOfVocabulary((*table)->Cell(kVocabulary));
    coding.code = TidyCode(coding.system, (*table)->Cell(kCode));
    coding.display = (*table)->Cell(kName);
    concepts_[*id] = std::move(coding);
  }
  if (!(*table)->failure().empty()) return Failed(input, "concept", (*table)->failure());
  return Done{};
}

Result<Done> OmopCodes::LoadHierarchy(OmopInput& input, const Ids& placed, const tables::Table::Skipped& skipped) {
  struct Pair {
    std::int64_t below, above;
  };
  // Calls `take` for each two different concepts of which one stands above the other, the lower one of `wanted` and perhaps others.
  const auto walk = [&](const Ids& wanted, const tables::Table::Skipped& passed, const auto& take) -> Result<Done> {
    auto table = input.Table("concept_ancestor");
    if (!table.ok()) return Error{table.error()};
    if (const auto kept = KeepIds(**table, "descendant_concept_id", wanted); !kept.ok())
      return Failed(input, "concept_ancestor", kept.error());
    const auto chosen = (*table)->Choose({{"descendant_concept_id", tables::As::kWhole}, {"ancestor_concept_id", tables::As::kWhole}});
    if (!chosen.ok()) return Failed(input, "concept_ancestor", chosen.error());
    while ((*table)->Next(passed)) {
      const auto below = IdOf(**table, 0);
      const auto above = IdOf(**table, 1);
      if (below && above && *below != *above) take(*below, *above);
    }
    if (!(*table)->failure().empty()) return Failed(input, "concept_ancestor", (*table)->failure());
    return Done{};
  };

  std::vector<Pair> pairs;
  Ids ancestors;
  Result<Done> done = walk(placed, skipped, [&](std::int64_t below, std::int64_t above) {
    if (!placed.contains(below)) return;
    pairs.push_back({below, above});
    ancestors.insert(above);
  });
  if (!done.ok() || pairs.empty()) return done;
  done = LoadConcepts(input, ancestors, kPassOver);
  if (!done.ok()) return done;
  std::erase_if(pairs, [&](const Pair& pair) { return !KnownByCode(pair.above); });
  std::erase_if(ancestors, [&](std::int64_t id) { return !KnownByCode(id); });
  // Which of the known ones stand above others: only the nearest speak for a concept.
  std::unordered_map<std::int64_t, Ids> farther;
  done = walk(ancestors, kPassOver, [&](std::int64_t below, std::int64_t above) {
    if (ancestors.contains(below) && ancestors.contains(above)) farther[below].insert(above);
  });
  if (!done.ok()) return done;
  for (const Pair& pair : pairs) above_[pair.below].push_back(pair.above);
  for (auto& [below, above] : above_) {
    const std::vector<std::int64_t> all = above;
    std::erase_if(above, [&](std::int64_t id) {
      return std::any_of(all.begin(), all.end(),
                         [&](std::int64_t other) { return farther.contains(other) && farther.at(other).contains(id); });
    });
    std::sort(above.begin(), above.end());
  }
  return Done{};
}

Result<Done> OmopCodes::Load(OmopInput& input, const std::vector<Use>& uses, Reporter& reporter, const tables::Table::Skipped& skipped) {
  if (!input.Has("concept")) {
    reporter.Note(fmt::format("{}: there is no CONCEPT table; source values are read as codes or names", input.path()));
    return Done{};
  }
  Used used;
  for (const Use& use : uses) {
    Result<Done> collected = Collect(input, use, used);
    if (!collected.ok()) return collected;
  }
  if (!used.drugs.empty() && input.Has("drug_strength")) {
    Result<Done> strengths = strengths_.Read(input, used.drugs, reporter, skipped);
    if (!strengths.ok()) return strengths;
    used.all.merge(strengths_.Units());
  }
  Result<Done> loaded = LoadConcepts(input, used.all, skipped);
  if (!loaded.ok()) return loaded;
  strengths_.Settle([this](std::int64_t id) -> const Coding& { return Of(id); }, input.path(), reporter);
  Ids& placed = used.placed;
  std::erase_if(placed, [&](std::int64_t id) { return KnownByCode(id); });
  if (placed.empty()) return Done{};
  if (input.Has("concept_ancestor")) {
    Result<Done> hierarchy = LoadHierarchy(input, placed, skipped);
    if (!hierarchy.ok()) return hierarchy;
  }
  if (above_.empty()) {
    reporter.Note(fmt::format("{}: CONCEPT_ANCESTOR is {}; {} concepts without a known code are read by name", input.path(),
                              input.Has("concept_ancestor") ? "of no help" : "absent", placed.size()));
  }
  return Done{};
}

const OmopCode& OmopCodes::Find(Bearer bearer, std::int64_t concept_id, std::int64_t source_concept, std::string_view source_value) {
  source_value = Trim(source_value);
  const auto known = cache_.find({bearer, concept_id, source_concept, source_value});
  if (known != cache_.end()) return known->second->code;

  auto made = std::make_unique<Entry>();
  made->value = source_value;
  OmopCode& entry = made->code;
  for (const std::int64_t id : {source_concept, concept_id}) {
    const auto found = concepts_.find(id);
    if (id == 0 || found == concepts_.end() || (id == concept_id && id == source_concept && !entry.code.codings.empty())) continue;
    entry.code.codings.push_back(found->second);
    if (entry.name.empty()) entry.name = found->second.display;
  }
  if (entry.code.codings.empty()) {
    if (auto guessed = CodingByShape(source_value, bearer == Bearer::kDrug)) entry.code.codings.push_back(std::move(*guessed));
  }
  if (bearer != Bearer::kResult) {
    for (const std::int64_t id : {source_concept, concept_id}) {
      const auto above = above_.find(id);
      if (above == above_.end() || !entry.code.above.empty()) continue;
      for (const std::int64_t one : above->second) entry.code.above.push_back(concepts_.at(one));
    }
  }
  // The source value is a name when nothing better is: it stands behind the names of CONCEPT.
  if (!source_value.empty()) entry.code.codings.push_back({"", "", std::string(source_value)});
  if (entry.name.empty()) entry.name = source_value;

  entry.id = sink_.Code(entry.code, bearer);
  entry.kept = sink_.Keeps(entry.id);
  entry.known = sink_.Knows(entry.id);
  entry.trial = bearer == Bearer::kResult && IsTrial(entry);
  if (bearer == Bearer::kDrug) {
    std::vector<const OmopStrength*> said;
    for (const std::int64_t id : {source_concept, concept_id}) {
      if (const OmopStrength* strength = strengths_.Find(id)) said.push_back(strength);
    }
    entry.product = ProductOf(entry, said);
  }
  if (cache_.size() >= kCacheEntries) cache_.clear();
  return cache_.emplace(Key{bearer, concept_id, source_concept, made->value}, std::move(made)).first->second->code;
}

}  // namespace eligo::readers
