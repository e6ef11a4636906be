#include "test/reference/signs.h"

#include <algorithm>
#include <set>

#include "test/reference/result_value.h"
#include "test/reference/when.h"

namespace eligo::reference {
namespace {

using measure::Sign;

// The question that a sign puts to a result.
logic::Fact FactOf(const Sign& sign) {
  logic::Fact fact;
  fact.about = logic::About::kMeasurement;
  fact.concept_ref.id = sign.concept_id;
  if (sign.kind == Sign::Kind::kAnswer) {
    fact.answer = sign.answer == "low" ? logic::Answer::kLow : logic::Answer::kPositive;
  } else {
    fact.compare.emplace();
    for (const auto op : {logic::Operator::kLess, logic::Operator::kLessEqual, logic::Operator::kGreaterEqual, logic::Operator::kGreater}) {
      if (logic::ToString(op) == sign.op) fact.compare->op = op;
    }
    fact.compare->value = sign.value;
    fact.compare->unit = sign.unit;
  }
  return fact;
}

// What the results of a test in a window say of a sign; none where there are none.
struct Looked {
  bool open = false;
  std::set<Truth> said;
};
Looked LookAt(const Question& q, const Sign& sign, Date first, Date last) {
  Looked looked;
  const logic::Fact fact = FactOf(sign);
  const Question asked{fact, logic::Side::kIncluding, q.records, q.patient, q.terms, q.settings};
  for (const Record& record : RowsOf(q, {q.terms.Find(sign.concept_id).value()})) {
    if (!record.dated() || !record.row.start->exact() || record.row.timed()) {
      looked.open = true;
      continue;
    }
    if (record.start() < first || record.start() > last) continue;
    const auto says = SaysOf(asked, record);
    // "Below the laboratory's own limit": whether a default range will do no page says.
    if (!says || says->reading.strict != says->reading.presumed) {
      looked.open = true;
      continue;
    }
    looked.said.insert(says->reading.strict);
  }
  return looked;
}

}  // namespace

std::optional<Truth> ShownOn(const Question& q, const measure::Instrument& instrument, const measure::Item& item, Date day) {
  if (item.shown_by.empty()) return Truth::kUnknown;
  if (!instrument.window) return std::nullopt;
  const Date first = Moved(day, -*instrument.window);
  bool shown = false;
  bool ruled_out = true;
  bool any = false;
  for (const measure::Showing& showing : item.shown_by) {
    if (showing.signs.size() != 1 || showing.signs[0].twice) return std::nullopt;
    const Sign& sign = showing.signs[0];
    if (sign.kind != Sign::Kind::kAnswer && sign.kind != Sign::Kind::kCompare) return std::nullopt;
    const Looked looked = LookAt(q, sign, first, day);
    // Results of one window that differ: the latest, or any?
    if (looked.open || looked.said.size() > 1) return std::nullopt;
    if (looked.said.empty()) {
      ruled_out = ruled_out && showing.optional;
      continue;
    }
    any = true;
    shown = shown || *looked.said.begin() == Truth::kTrue;
    ruled_out = ruled_out && *looked.said.begin() == Truth::kFalse;
  }
  if (!any) return Truth::kUnknown;
  // SELENA counts proteinuria that is new or risen: a high one shows nothing, a low one rules it out.
  const bool other_rule = std::find(item.differs.begin(), item.differs.end(), instrument.version()) != item.differs.end();
  if (shown) return other_rule ? Truth::kUnknown : Truth::kTrue;
  return ruled_out ? Truth::kFalse : Truth::kUnknown;
}

bool SignsOnRecord(const Question& q, const measure::Instrument& instrument) {
  for (const measure::Item& item : instrument.items) {
    for (const measure::Showing& showing : item.shown_by) {
      for (const Sign& sign : showing.signs) {
        const auto concept_id = sign.concept_id.empty() ? std::nullopt : q.terms.Find(sign.concept_id);
        if (concept_id && !RowsOf(q, q.terms.Closure(*concept_id)).empty()) return true;
      }
    }
  }
  return false;
}

}  // namespace eligo::reference
