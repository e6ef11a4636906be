// Criteria: a diagnosis according to named criteria (contract 3.11; docs/instruments.md): by a stored result, else by recorded items of any
// day where they settle it, else by the diagnosis.
#include <algorithm>
#include <map>
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

// Which items hold, as they were recorded: true, false, or nobody said. Nothing: answers that are not settled by the pages.
std::optional<std::vector<Truth>> Recorded(const Question& q, const measure::Instrument& instrument) {
  std::vector<Truth> holds;
  for (const measure::Item& item : instrument.items) {
    std::set<Truth> said;
    for (const Record& record : RowsOf(q, {q.terms.Find(instrument.ConceptOf(item.id)).value()})) {
      const records::Row& row = record.row;
      if (!record.dated() || row.component || row.unit != 0) return std::nullopt;
      if (row.answer == records::Answer::kPositive || row.answer == records::Answer::kNegative) {
        if (row.number) return std::nullopt;
        said.insert(FromBool(row.answer == records::Answer::kPositive));
        continue;
      }
      if (!row.number || !row.number->exact() || row.answer != records::Answer::kNone || item.graded) return std::nullopt;
      const units::Rational points = *row.number->low;
      if (points == units::Rational(0)) {
        said.insert(Truth::kFalse);
      } else if (points == item.points[0] || points == units::Rational(1)) {
        said.insert(Truth::kTrue);
      }  // else no answer
    }
    if (said.size() > 1) return std::nullopt;  // of answers of several days that differ: which counts?
    holds.push_back(said.empty() ? Truth::kUnknown : *said.begin());
  }
  return holds;
}

// Items as they are, those that nobody recorded being all present, or all absent. More items never make less of the criteria, so that
// these two bound all that may be.
struct Scored {
  const measure::Instrument& instrument;
  const std::vector<Truth>& recorded;
  bool others_present;

  bool Holds(std::size_t item) const { return recorded[item] == Truth::kTrue || (recorded[item] == Truth::kUnknown && others_present); }

  units::Rational Total() const {
    std::map<std::string, units::Rational> of_domain;
    for (std::size_t i = 0; i < instrument.items.size(); ++i) {
      const measure::Item& item = instrument.items[i];
      if (!Holds(i)) continue;
      // Of those with one domain the highest counts, where the instrument is one of domains.
      units::Rational& most = of_domain[instrument.rule == measure::Rule::kDomains ? item.domain : item.id];
      most = std::max(most, item.points[0]);
    }
    units::Rational total = 0;
    for (const auto& [domain, points] : of_domain) total = Add(total, points).value();
    return total;
  }

  bool Met() const {
    const auto holds = [&](const auto& which) {
      for (std::size_t i = 0; i < instrument.items.size(); ++i) {
        if (which(instrument.items[i]) && Holds(i)) return true;
      }
      return false;
    };
    for (const std::vector<std::string>& together : instrument.enough) {
      const auto there = [&](const std::string& id) { return holds([&](const measure::Item& item) { return item.id == id; }); };
      if (std::all_of(together.begin(), together.end(), there)) return true;
    }
    if (!instrument.entry.empty() && !holds([&](const measure::Item& item) { return item.id == instrument.entry; })) return false;
    for (const std::string& group : instrument.needs) {
      if (!holds([&](const measure::Item& item) { return item.group == group; })) return false;
    }
    return Total() >= *instrument.cut_off[0];
  }
};

// The same of the criteria as such, without a bound.
logic::Fact Plain(const logic::Fact& fact) {
  logic::Fact plain = fact;
  plain.compare.reset();
  return plain;
}

// What recorded items say.
Truth ByItems(const Question& q, const measure::Instrument& instrument, const std::vector<Truth>& recorded) {
  const Scored least{instrument, recorded, false};
  const Scored most{instrument, recorded, true};
  if (q.fact.compare) return AgainstLimit({least.Total(), most.Total()}, q.fact.compare->op, q.fact.compare->value, q.fact.compare->high);
  return least.Met() == most.Met() ? FromBool(least.Met()) : Truth::kUnknown;
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
  std::vector<Record> stored = RowsOf(q, {q.terms.Find(instrument.id).value()});
  std::erase_if(stored, [](const Record& row) { return !row.row.number && row.row.answer == records::Answer::kNone; });
  const auto denies = [](const Record& row) { return row.row.standing != Standing::kConfirmed; };
  const bool denied = std::any_of(diagnoses.begin(), diagnoses.end(), denies);
  const auto recorded = Recorded(q, instrument);
  if (!recorded) return std::nullopt;
  const bool items = std::any_of(recorded->begin(), recorded->end(), [](Truth truth) { return Known(truth); });
  const bool signs = SignsOnRecord(q, instrument);
  if (stored.empty()) {
    const Truth by_items = items ? ByItems(q, instrument, *recorded) : Truth::kUnknown;
    // A total without what the criteria need besides classifies nothing.
    if (items && q.fact.compare && (!instrument.entry.empty() || !instrument.needs.empty())) {
      const logic::Fact met = Plain(q.fact);
      if (ByItems({met, q.side, q.records, q.patient, q.terms, q.settings}, instrument, *recorded) != by_items) return std::nullopt;
    }
    if (!Known(by_items)) return signs ? Said() : ByDiagnosis(q, diagnoses);
    // Met, against a record that denies the disease or is not sure of it.
    const auto refutes = [](const Record& row) { return row.row.standing == Standing::kRefuted; };
    // Whether what a complete record is silent of is denied no page says.
    if (by_items == Truth::kTrue && diagnoses.empty() && q.settings.complete.contains(logic::About::kCondition)) return std::nullopt;
    if (by_items == Truth::kTrue && denied) {
      return std::all_of(diagnoses.begin(), diagnoses.end(), refutes) && !q.fact.compare ? Said(kUnknown) : Said();
    }
    return Both(by_items);
  }
  std::set<Truth> found;
  for (const Record& record : stored) {
    const auto truth = Stored(q, instrument, record);
    if (!record.dated() || !truth) return std::nullopt;
    found.insert(*truth);
  }
  // Of results that differ, is it the latest or any? And what of items beside them?
  if (found.size() > 1 || items || signs) return std::nullopt;
  // Met, against a record that denies the disease: which of the two?
  if (*found.begin() != Truth::kFalse && denied) return std::nullopt;
  return Both(*found.begin());
}

}  // namespace eligo::reference
