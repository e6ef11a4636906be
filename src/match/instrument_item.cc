#include "match/instrument_item.h"

#include <cctype>

#include <fmt/format.h>

#include "match/assessment.h"
#include "match/phrase.h"

namespace eligo::match {
namespace {

using records::Number;
using records::Row;
using units::Rational;

// The item where the instrument's table has it ("alopecia", "sledai_item_alopecia", "anti-dsDNA" for the DNA item).
const measure::Item* ItemOf(const terms::Concept& instrument, const std::string& item) {
  const measure::Instrument* known = measure::Find(instrument.id);
  if (known == nullptr && instrument.id.find("sledai") != std::string_view::npos) known = measure::Find("sledai_2k");
  if (known == nullptr) return nullptr;
  for (const measure::Item& one : known->items) {
    if (NamesItem(item, one)) return &one;
  }
  return nullptr;
}

// The points that a row gives: those of the form, where the table has the item, else the number that was written.
std::optional<Rational> PointsIn(const Row& row, const measure::Item* item) {
  if (item != nullptr) {
    const auto finding = FindingOf(row, *item, 0);
    return finding && finding->low == finding->high ? std::optional(finding->low) : std::nullopt;
  }
  if (row.number && row.number->exact()) return row.number->low;
  return row.answer == records::Answer::kNegative ? std::optional(Rational(0)) : std::nullopt;
}

// The points an item gave on a day: [0, its points] when it is not recorded, or answers of the day differ; nothing when its points are not
// known either.
std::optional<Number> PointsOf(const terms::Concept& instrument, const std::string& item, const Row& total, const Subject& subject) {
  const measure::Item* known = ItemOf(instrument, item);
  std::optional<Rational> points;
  bool differ = false;
  if (const auto id = ItemConcept(subject.run.terms, instrument, item)) {
    for (const Row& row : subject.Rows(*id)) {
      if (row.start != total.start || row.domain != records::Domain::kObservation) continue;
      const auto here = PointsIn(row, known);
      differ = differ || (points && here && *points != *here);
      if (here) points = here;
    }
  }
  Number n;
  if (points && !differ) {
    n.low = n.high = points;
    return n;
  }
  if (known == nullptr) return std::nullopt;
  n.low = 0;
  n.high = known->points[0];
  return n;
}

}  // namespace

std::string ItemId(const logic::Fact& part) {
  std::string id = !part.item.empty() ? part.item : !part.concept_ref.id.empty() ? part.concept_ref.id : part.concept_ref.text;
  for (char& c : id) c = c == ' ' || c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return id;
}

bool NamesItem(const std::string& name, const measure::Item& item) {
  return !name.empty() && (name.find(item.id) != std::string::npos || item.id.find(name) != std::string::npos);
}

std::optional<terms::ConceptId> ItemConcept(const terms::Terms& terms, const terms::Concept& instrument, const std::string& item) {
  for (const std::string& id :
       {fmt::format("{}_{}", instrument.id, item), fmt::format("{}_item_{}", instrument.id, item), "sledai_item_" + item, item}) {
    const auto found = terms.Find(id);
    if (found && terms.Get(*found).kind == terms::Kind::kItem) return found;
  }
  return std::nullopt;
}

std::optional<std::vector<bool>> LeftOut(const PreparedFact& fact, const PreparedInstrument& instrument, const terms::Terms& terms) {
  std::vector<bool> left_out(instrument.items.size());
  for (const PreparedFact& except : fact.except) {
    const std::string name = ItemId(*except);
    std::size_t found = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < instrument.items.size(); ++i) {
      if (!NamesItem(name, instrument.instrument->items[i])) continue;
      found = i;
      ++count;
    }
    if (count != 1 || left_out[found] || (except.fields & ~kItemField) != 0) return std::nullopt;
    const terms::Concept& whole = terms.Get(*fact.concept_id);
    if (measure::Find(whole.id) != instrument.instrument) return std::nullopt;
    if (ItemConcept(terms, whole, name) != instrument.items[found].concept_id) return std::nullopt;
    left_out[found] = true;
  }
  return left_out;
}

std::optional<Number> LessItems(Number total, const PreparedFact& fact, const Row& row, const Subject& subject, std::string& unsure) {
  const terms::Concept& instrument = subject.Concept(*fact.concept_id);
  for (const PreparedFact& except : fact.except) {
    const std::string item = ItemId(*except);
    const auto points = PointsOf(instrument, item, row, subject);
    if (!points || !total.low || !total.high) {
      unsure = Told(subject, "the {} item of {}", item, instrument.label);
      return std::nullopt;
    }
    if (!points->exact() && unsure.empty()) unsure = Told(subject, "the {} item of {}", item, instrument.label);
    const auto low = units::Subtract(*total.low, *points->high);
    const auto high = units::Subtract(*total.high, *points->low);
    if (!low || !high) return std::nullopt;
    total.low = low;
    total.high = high;
  }
  return total;
}

}  // namespace eligo::match
