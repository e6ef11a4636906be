#include "readers/omop_strength.h"

#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "readers/fhir_text.h"
#include "readers/omop_codes.h"
#include "units/unit.h"

namespace eligo::readers {
namespace {

using tables::As;
using units::Rational;

enum Column : std::size_t {
  kDrug,
  kIngredient,
  kAmount,
  kAmountUnit,
  kNumerator,
  kNumeratorUnit,
  kDenominator,
  kDenominatorUnit,
  kBoxSize,
  kInvalid
};

const std::vector<tables::Column>& Columns() {
  static const std::vector<tables::Column> kColumns = {{"drug_concept_id", As::kWhole},    {"ingredient_concept_id", As::kWhole},
                                                       {"amount_value", As::kNumber},      {"amount_unit_concept_id", As::kWhole},
                                                       {"numerator_value", As::kNumber},   {"numerator_unit_concept_id", As::kWhole},
                                                       {"denominator_value", As::kNumber}, {"denominator_unit_concept_id", As::kWhole},
                                                       {"box_size", As::kNumber},          "invalid_reason"};
  return kColumns;
}

// Sets `number` of a cell, if it has one; false for what is no number.
bool ReadNumber(const tables::Table& table, std::size_t column, std::optional<Rational>& number) {
  if (table.Form(column) == As::kText) {
    const std::string_view text = Trim(table.Cell(column));
    number = Rational::Parse(text);
    return number || text.empty();
  }
  if (const auto decimal = table.Number(column)) number = Rational::OfDecimal(decimal->digits, decimal->scale);
  return number || table.IsNull(column);
}

// Why a drug has no strength, the first reason that holds.
enum class Lack : std::uint8_t { kNone, kSeveral, kContradiction, kUnit };

}  // namespace

bool Agree(const Strength& a, const Strength& b) {
  if (a.per_ml != b.per_ml) return false;
  const auto most = Multiply(b.mg, Rational::Of(101, 100).value_or(0));
  const auto least = Multiply(b.mg, Rational::Of(99, 100).value_or(0));
  return most && least && *least <= a.mg && a.mg <= *most;
}

Result<Done> OmopStrengths::Read(OmopInput& input, const std::unordered_set<std::int64_t>& drugs, Reporter& reporter,
                                 const tables::Table::Skipped& skipped) {
  const auto failed = [&input](const std::string& why) { return Error{fmt::format("{}: drug_strength: {}", input.path(), why)}; };
  auto table = input.Table("drug_strength");
  if (!table.ok()) return Error{table.error()};
  // The second one tells whether there are several.
  for (const std::size_t column : {kDrug, kIngredient}) {
    if (!(*table)->Has(Columns()[column].name)) return failed("has no column " + Columns()[column].name);
  }
  if (const auto kept = KeepIds(**table, Columns()[kDrug].name, drugs); !kept.ok()) return failed(kept.error());
  if (const auto chosen = (*table)->Choose(Columns()); !chosen.ok()) return failed(chosen.error());
  while ((*table)->Next(skipped)) {
    const auto drug = IdOf(**table, kDrug);
    if (!drug || !drugs.contains(*drug) || !Trim((*table)->Cell(kInvalid)).empty()) continue;
    Line line;
    line.drug = *drug;
    const auto tell = [&](std::size_t column, const char* what) {
      if (!line.unreadable) reporter.Tell((*table)->Place(), "", {Columns()[column].name, what, false}, "the drug has no strength");
      line.unreadable = true;
    };
    const auto id = [&](std::size_t column) {
      const auto read = IdOf(**table, column);
      if (!read) tell(column, "is no whole number");
      return read.value_or(0);
    };
    const auto number = [&](std::size_t column) {
      std::optional<Rational> read;
      if (!ReadNumber(**table, column, read)) tell(column, "is no number that a decimal holds");
      return read;
    };
    line.ingredient = id(kIngredient);
    line.amount = {number(kAmount), id(kAmountUnit)};
    line.numerator = {number(kNumerator), id(kNumeratorUnit)};
    line.denominator = {number(kDenominator), id(kDenominatorUnit)};
    const auto box = number(kBoxSize);
    line.boxed = box && *box != Rational(1);
    lines_.push_back(line);
  }
  if (!(*table)->failure().empty()) return failed((*table)->failure());
  return Done{};
}

std::unordered_set<std::int64_t> OmopStrengths::Units() const {
  std::unordered_set<std::int64_t> units;
  for (const Line& line : lines_) {
    for (const Part* part : {&line.amount, &line.numerator, &line.denominator}) {
      if (part->unit != 0) units.insert(part->unit);
    }
  }
  return units;
}

void OmopStrengths::Settle(const std::function<const records::Coding&(std::int64_t)>& concept_of, const std::string& path,
                           Reporter& reporter) {
  // Of a positive value in `to`; nothing for other units.
  const auto in = [&](const Part& part, std::string_view to) -> std::optional<Rational> {
    const records::Coding& coding = concept_of(part.unit);
    const auto unit = coding.system == "UCUM" ? units::ParseUcum(coding.code) : std::nullopt;
    if (!part.value || *part.value <= Rational(0) || !unit) return std::nullopt;
    return units::Convert(*part.value, *unit, *units::ParseUcum(to));
  };
  const auto strength_of = [&](const Line& line) -> std::optional<Strength> {
    if (line.amount.value) {
      const auto mg = in(line.amount, "mg");
      return mg ? std::optional(Strength{*mg, false}) : std::nullopt;
    }
    Part denominator = line.denominator;
    if (!denominator.value) denominator.value = Rational(1);
    const auto mg = in(line.numerator, "mg");
    const auto ml = in(denominator, "mL");
    const auto per_ml = mg && ml ? Divide(*mg, *ml) : std::nullopt;
    return per_ml ? std::optional(Strength{*per_ml, true}) : std::nullopt;
  };

  std::unordered_map<std::int64_t, std::int64_t> ingredients;
  std::unordered_map<std::int64_t, Lack> lacks;
  for (const Line& line : lines_) {
    OmopStrength& drug = drugs_[line.drug];
    Lack& lack = lacks[line.drug];
    const auto doubt = [&](Lack why) {
      drug.doubtful = true;
      if (lack == Lack::kNone || why < lack) lack = why;
    };
    const auto [first, fresh] = ingredients.emplace(line.drug, line.ingredient);
    if (!fresh && first->second != line.ingredient) {
      drug.several = true;
      lack = Lack::kSeveral;
    }
    drug.boxed |= line.boxed;
    if (line.unreadable || (line.amount.value && line.numerator.value)) {
      doubt(Lack::kContradiction);
    } else if (line.amount.value || line.numerator.value) {
      const auto strength = strength_of(line);
      if (!strength) {
        doubt(Lack::kUnit);
      } else if (drug.strength && (drug.strength->mg != strength->mg || drug.strength->per_ml != strength->per_ml)) {
        doubt(Lack::kContradiction);
      }
      if (!drug.strength) drug.strength = strength;
    }
  }
  std::array<std::size_t, 4> counts{};
  for (auto& [id, drug] : drugs_) {
    const auto named = StrengthInName(concept_of(id).display);
    Lack& lack = lacks[id];
    if (lack == Lack::kNone && drug.strength && named && !Agree(*named, *drug.strength)) {
      drug.doubtful = true;
      lack = Lack::kContradiction;
    }
    if (drug.doubtful || drug.several) drug.strength.reset();
    ++counts[static_cast<std::size_t>(lack)];
  }
  lines_ = {};
  std::string why;
  for (const auto& [lack, words] :
       {std::pair{Lack::kSeveral, "of several ingredients"}, std::pair{Lack::kContradiction, "that contradict themselves or the name"},
        std::pair{Lack::kUnit, "in no mass a piece or a volume"}}) {
    const std::size_t count = counts[static_cast<std::size_t>(lack)];
    if (count > 0) why += fmt::format("{}{} {}", why.empty() ? "" : ", ", count, words);
  }
  if (!why.empty()) reporter.Note(fmt::format("{}: drug_strength: of {} drugs these have no strength: {}", path, drugs_.size(), why));
}

const OmopStrength* OmopStrengths::Find(std::int64_t drug) const {
  const auto found = drugs_.find(drug);
  return found == drugs_.end() ? nullptr : &found->second;
}

}  // namespace eligo::readers
