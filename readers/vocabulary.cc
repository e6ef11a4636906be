#include "readers/vocabulary.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "readers/omop_codes.h"
#include "readers/omop_input.h"
#include "terms/fold.h"

namespace eligo::readers {
namespace {

using tables::As;

constexpr std::int64_t kEnglish = 4180186;  // the concept id of the language in CONCEPT_SYNONYM

std::string KeyOf(std::string_view system, std::string_view code) { return fmt::format("{}|{}", system, code); }

// Calls `row` for each row of a table, which has these columns.
template <typename Row>
Result<Done> Walk(OmopInput& input, const std::string& name, const std::vector<tables::Column>& columns,
                  const tables::Table::Skipped& skipped, const Row& row) {
  auto table = input.Table(name);
  if (!table.ok()) return Error{table.error()};
  for (const tables::Column& column : columns) {
    if (!(*table)->Has(column.name)) return Error{fmt::format("{}: {} has no column {}", input.path(), name, column.name)};
  }
  if (const auto chosen = (*table)->Choose(columns); !chosen.ok())
    return Error{fmt::format("{}: {}: {}", input.path(), name, chosen.error())};
  while ((*table)->Next(skipped)) row(**table);
  if (!(*table)->failure().empty()) return Error{fmt::format("{}: {}: {}", input.path(), name, (*table)->failure())};
  return Done{};
}

// The vocabulary while it is read.
struct Reading {
  const terms::Terms& terms;
  OmopInput& input;
  const tables::Table::Skipped& skipped;

  std::unordered_map<std::int64_t, std::uint32_t> known_ids;  // OMOP id -> place in `known`
  std::vector<Coding> known;
  std::vector<std::pair<std::int64_t, std::uint32_t>> pairs;         // a code that terms does not know, one above it that terms does
  std::vector<std::pair<std::uint32_t, std::uint32_t>> known_pairs;  // two that terms knows: below, above

  static Coding CodingOf(const tables::Table& row) {
    Coding coding;
    coding.system = SystemOfVocabulary(row.Cell(1));
    coding.code = TidyCode(coding.system, row.Cell(2));
    return coding;
  }

  Result<Done> Known() {
    return Walk(input, "concept", {{"concept_id", As::kWhole}, "vocabulary_id", "concept_code", "concept_name"}, skipped,
                [&](const tables::Table& row) {
                  const auto id = IdOf(row, 0);
                  if (!id) return;
                  Coding coding = CodingOf(row);
                  if (terms.FindCode(coding.system, coding.code).empty()) return;
                  coding.display = row.Cell(3);
                  if (known_ids.try_emplace(*id, static_cast<std::uint32_t>(known.size())).second) known.push_back(std::move(coding));
                });
  }

  Result<Done> Ancestors() {
    if (!input.Has("concept_ancestor")) return Done{};
    const auto take = [&](const tables::Table& row) {
      const auto above = IdOf(row, 1);
      const auto known_above = above ? known_ids.find(*above) : known_ids.end();
      if (known_above == known_ids.end()) return;
      const auto below = IdOf(row, 0);
      if (!below || *below == *above) return;
      const auto known_below = known_ids.find(*below);
      if (known_below == known_ids.end()) {
        pairs.emplace_back(*below, known_above->second);
      } else {
        known_pairs.emplace_back(known_below->second, known_above->second);
      }
    };
    Result<Done> done =
        Walk(input, "concept_ancestor", {{"descendant_concept_id", As::kWhole}, {"ancestor_concept_id", As::kWhole}}, skipped, take);
    std::sort(pairs.begin(), pairs.end());
    std::sort(known_pairs.begin(), known_pairs.end());
    return done;
  }

  // Of those above one code, only the ones that no other of them stands below.
  std::vector<std::uint32_t> Nearest(std::size_t begin, std::size_t end) const {
    std::vector<std::uint32_t> nearest;
    for (std::size_t i = begin; i < end; ++i) {
      bool farther = false;
      for (std::size_t k = begin; k < end && !farther; ++k)
        farther = std::binary_search(known_pairs.begin(), known_pairs.end(), std::pair(pairs[k].second, pairs[i].second));
      if (!farther && (nearest.empty() || nearest.back() != pairs[i].second)) nearest.push_back(pairs[i].second);
    }
    return nearest;
  }
};

}  // namespace

Result<Vocabulary> Vocabulary::Load(const std::string& folder, const terms::Terms& terms, const tables::Table::Skipped& skipped) {
  auto input = OmopInput::Open(folder);
  if (!input.ok()) return Error{input.error()};
  if (!input->Has("concept")) return Error{fmt::format("{}: holds no CONCEPT table; name the folder of a vocabulary download", folder)};
  const tables::Table::Skipped told = [](const std::string&, const std::string&) {};  // by the first walk over a table

  Vocabulary out;
  Reading reading{terms, *input, skipped, {}, {}, {}, {}};
  if (Result<Done> done = reading.Known(); !done.ok()) return Error{done.error()};
  if (Result<Done> done = reading.Ancestors(); !done.ok()) return Error{done.error()};
  out.known_ = std::move(reading.known);

  std::unordered_map<std::int64_t, Run> runs;
  for (std::size_t begin = 0; begin < reading.pairs.size();) {
    std::size_t end = begin;
    while (end < reading.pairs.size() && reading.pairs[end].first == reading.pairs[begin].first) ++end;
    const std::vector<std::uint32_t> nearest = reading.Nearest(begin, end);
    Run run{static_cast<std::uint32_t>(out.known_above_.size()), 0};
    out.known_above_.insert(out.known_above_.end(), nearest.begin(), nearest.end());
    run.end = static_cast<std::uint32_t>(out.known_above_.size());
    runs.emplace(reading.pairs[begin].first, run);
    begin = end;
  }
  if (!runs.empty()) {
    Result<Done> done =
        Walk(*input, "concept", {{"concept_id", As::kWhole}, "vocabulary_id", "concept_code"}, told, [&](const tables::Table& row) {
          const auto run = runs.find(IdOf(row, 0).value_or(0));
          if (run == runs.end()) return;
          const Coding coding = Reading::CodingOf(row);
          out.above_.emplace(KeyOf(coding.system, coding.code), run->second);
        });
    if (!done.ok()) return Error{done.error()};
  }

  // A name that two codes of different concepts bear means neither.
  const auto name = [&](std::string_view text, const Coding& coding) {
    const std::string folded = terms::FoldName(text);
    if (folded.empty() || !terms.FindName(text).empty()) return;
    std::vector<terms::ConceptId> concepts = terms.FindCode(coding.system, coding.code);
    const auto [at, fresh] = out.names_.try_emplace(folded, concepts);
    if (!fresh && at->second != concepts) at->second.clear();
  };
  for (const Coding& coding : out.known_) name(coding.display, coding);
  if (input->Has("concept_synonym")) {
    Result<Done> done =
        Walk(*input, "concept_synonym", {{"concept_id", As::kWhole}, "concept_synonym_name", {"language_concept_id", As::kWhole}}, skipped,
             [&](const tables::Table& row) {
               const auto known = reading.known_ids.find(IdOf(row, 0).value_or(0));
               if (known == reading.known_ids.end() || IdOf(row, 2) != kEnglish) return;
               name(row.Cell(1), out.known_[known->second]);
             });
    if (!done.ok()) return Error{done.error()};
  }
  std::erase_if(out.names_, [](const auto& entry) { return entry.second.empty(); });
  return out;
}

std::vector<Coding> Vocabulary::Above(std::string_view system, std::string_view code) const {
  std::vector<Coding> above;
  const auto found = above_.find(KeyOf(system, code));
  if (found == above_.end()) return above;
  for (std::uint32_t i = found->second.begin; i < found->second.end; ++i) above.push_back(known_[known_above_[i]]);
  return above;
}

std::span<const terms::ConceptId> Vocabulary::Named(std::string_view folded) const {
  const auto found = names_.find(std::string(folded));
  return found == names_.end() ? std::span<const terms::ConceptId>() : std::span<const terms::ConceptId>(found->second);
}

}  // namespace eligo::readers
