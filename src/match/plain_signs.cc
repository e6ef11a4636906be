#include "match/plain_signs.h"

#include <algorithm>

#include "match/assessment.h"
#include "match/plain.h"
#include "match/result.h"

namespace eligo::match {
namespace {

const records::Timeline* RowsOf(terms::ConceptId id, const Run& run) { return run.records.HasAny(id) ? run.records.Find(id) : nullptr; }

}  // namespace

PlainSigns::PlainSigns() = default;
PlainSigns::~PlainSigns() = default;

std::unique_ptr<PlainSigns> PlainSigns::Of(const PreparedFact& fact, const PreparedInstrument& instrument,
                                           const std::vector<bool>& left_out, Date day, const Run& run, ColumnSet& columns) {
  if (!fact->compare || !AtLeast(fact->compare->op)) return nullptr;
  if (!instrument.instrument->window || instrument.instrument->rule != measure::Rule::kSum) return nullptr;
  auto signs = std::make_unique<PlainSigns>();
  signs->limit_ = fact->compare->value.ToDouble();
  const TimeSpan span = SpanOfSigns(instrument, day);
  const std::size_t words = verdict::WordsFor(run.records.patients().size());
  double never_ruled_out = 0;
  for (std::size_t i = 0; i < instrument.items.size(); ++i) {
    const PreparedItem& prepared = instrument.items[i];
    const double points = instrument.instrument->items[i].points[0].ToDouble();
    if (!left_out.empty() && left_out[i]) continue;
    if (prepared.shown_by.empty()) never_ruled_out += points;
    Item item{points, verdict::Bits(words), {}};
    for (const auto& showing : prepared.shown_by) {
      std::vector<Sign>& together = item.shown_by.emplace_back();
      for (const PreparedSign& sign : showing) {
        if (!sign.fact) return nullptr;  // an age, or what terms do not know
        Sign& one = together.emplace_back();
        for (const terms::ConceptId id : sign.fact->closure) {
          if (const auto* rows = RowsOf(id, run)) one.rows.push_back(rows);
        }
        if (sign.sign->kind != measure::Sign::Kind::kCondition) one.plain = PlainMeasurement::Of(*sign.fact, {span}, run, columns);
      }
      for (std::size_t w = 0; w < item.recorded.size(); ++w) {
        std::uint64_t all = ~std::uint64_t{0};
        for (const Sign& sign : together) {
          std::uint64_t any = 0;
          for (const records::Timeline* rows : sign.rows) any |= rows->Present(w);
          all &= any;
        }
        item.recorded[w] |= all;
      }
    }
    if (!item.shown_by.empty()) signs->items_.push_back(std::move(item));
  }
  std::stable_sort(signs->items_.begin(), signs->items_.end(), [](const Item& a, const Item& b) { return a.points > b.points; });
  return never_ruled_out > signs->limit_ ? std::move(signs) : nullptr;
}

bool PlainSigns::MayHold(const Sign& sign, records::PatientIndex patient) {
  const auto has = [&](const records::Timeline* rows) { return rows->Has(patient); };
  if (std::none_of(sign.rows.begin(), sign.rows.end(), has)) return false;
  const auto truth = sign.plain ? sign.plain->Judge(patient) : std::nullopt;
  return !truth || truth->reading.presumed == Truth::kTrue;
}

bool PlainSigns::FallShort(records::PatientIndex patient) const {
  double open = 0;  // of items that signs may show
  for (const Item& item : items_) open += verdict::Has(item.recorded, patient) ? item.points : 0;
  for (const Item& item : items_) {
    if (open < limit_) return true;
    if (!verdict::Has(item.recorded, patient)) continue;
    const bool may = std::any_of(item.shown_by.begin(), item.shown_by.end(), [&](const std::vector<Sign>& together) {
      return std::all_of(together.begin(), together.end(), [&](const Sign& sign) { return MayHold(sign, patient); });
    });
    if (!may) open -= item.points;
  }
  return open < limit_;
}

}  // namespace eligo::match
