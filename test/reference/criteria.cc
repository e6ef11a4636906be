// Criteria: a diagnosis according to named criteria (contract 3.11): by a stored result, else by the diagnosis.
#include <algorithm>
#include <set>

#include "test/reference/bounds.h"
#include "test/reference/kinds.h"
#include "test/reference/signs.h"

namespace eligo::reference {
namespace {

using records::Standing;

constexpr Reading kUnknown = {Truth::kUnknown, Truth::kUnknown};

// The disease that the criteria classify; "" where no page says.
std::string DiseaseOf(const std::string& id) {
  if (id == "eular_acr_2019_sle" || id == "acr_1997_sle" || id == "slicc_2012_sle") return "sle";
  return id == "acr_eular_2013_ssc" ? "ssc" : "";
}

bool ItemsOrSigns(const Question& q, const measure::Instrument& instrument) {
  const auto on_record = [&](const measure::Item& item) {
    return !RowsOf(q, {q.terms.Find(instrument.ConceptOf(item.id)).value()}).empty();
  };
  return SignsOnRecord(q, instrument) || std::any_of(instrument.items.begin(), instrument.items.end(), on_record);
}

// A stored result: whether the criteria are met, or its total against the bound.
std::optional<Truth> Stored(const Question& q, const measure::Instrument& instrument, const Record& record) {
  const auto& number = record.row.number;
  if (number && (number->titer || record.row.unit != 0 || record.row.answer != records::Answer::kNone)) return std::nullopt;
  if (q.fact.compare) {
    if (!number) return std::nullopt;
    return AgainstLimit(*number, q.fact.compare->op, q.fact.compare->value, q.fact.compare->high);
  }
  if (number) return AgainstLimit(*number, logic::Operator::kGreaterEqual, *instrument.cut_off[0]);
  if (record.row.answer == records::Answer::kPositive) return Truth::kTrue;
  return record.row.answer == records::Answer::kNegative ? std::optional(Truth::kFalse) : std::nullopt;
}

Said ByDiagnosis(const Question& q, const std::vector<Record>& rows) {
  std::set<Standing> standings;
  for (const Record& row : rows) {
    // Of what is over, or of a day before which it was not yet known, no page says.
    const bool plain = row.row.domain == records::Domain::kCondition && row.row.course != records::Course::kInactive && !row.row.end;
    if (!plain) return std::nullopt;
    standings.insert(row.row.standing);
  }
  if (standings.size() > 1) return std::nullopt;
  if (standings.empty())
    return q.settings.complete.contains(logic::About::kCondition) ? Said() : Said(Reading{Truth::kUnknown, Truth::kFalse});
  switch (*standings.begin()) {
    case Standing::kConfirmed: return Reading{Truth::kUnknown, Truth::kTrue};
    case Standing::kProvisional: return kUnknown;
    case Standing::kRefuted: return Both(Truth::kFalse);
  }
  return std::nullopt;
}

}  // namespace

Said Criteria(const Question& q, const measure::Instrument& instrument, const When& when) {
  const logic::Fact& fact = q.fact;
  if (fact.pick || fact.distinct || !fact.category.empty() || !fact.item.empty() || fact.change || !fact.except.empty())
    return std::nullopt;
  if (when.reach == Reach::kWithin || when.reach == Reach::kEver || when.anchor != q.settings.as_of) return std::nullopt;
  const std::string disease = DiseaseOf(instrument.id);
  if (disease.empty() || instrument.two_columns()) return std::nullopt;
  const std::vector<Record> diagnoses = RowsOf(q, {q.terms.Find(disease).value()});
  const std::vector<Record> stored = RowsOf(q, {q.terms.Find(instrument.id).value()});
  if (stored.empty()) return ItemsOrSigns(q, instrument) ? Said() : ByDiagnosis(q, diagnoses);
  std::set<Truth> found;
  for (const Record& record : stored) {
    const auto truth = Stored(q, instrument, record);
    if (!record.dated() || !truth) return std::nullopt;
    found.insert(*truth);
  }
  // Of results that differ, is it the latest or any?
  if (found.size() > 1 || ItemsOrSigns(q, instrument)) return std::nullopt;
  // Met, against a record that denies the disease: which of the two?
  const auto denies = [](const Record& row) { return row.row.standing != Standing::kConfirmed; };
  if (*found.begin() != Truth::kFalse && std::any_of(diagnoses.begin(), diagnoses.end(), denies)) return std::nullopt;
  return Both(*found.begin());
}

}  // namespace eligo::reference
