// Score: a total that is stored, items that make it, or both (docs/instruments.md, "Which of them counts").
//
// Signs (results that show an item without its being recorded) count when presumed, beside items. Alone, or beside a total, nothing is said
// where they would matter.
#include <algorithm>
#include <set>

#include "test/reference/bounds.h"
#include "test/reference/kinds.h"
#include "test/reference/points.h"
#include "test/reference/result_value.h"
#include "test/reference/signs.h"

namespace eligo::reference {
namespace {

using measure::Instrument;
using records::Number;
using units::Rational;

constexpr Reading kUnknown = {Truth::kUnknown, Truth::kUnknown};

Truth Against(const Question& q, const Number& total) {
  return AgainstLimit(total, q.fact.compare->op, q.fact.compare->value, q.fact.compare->high);
}

// What one fact asks of one instrument, and what is on record of it.
struct Asked {
  const Question& q;
  const When& when;
  const Instrument& instrument;
  const Items& items;
  std::vector<Record> totals;

  bool In(Date day) const { return when.reach == Reach::kEver || Meets(day, day, Fresh(q, when)); }
  // A bound with a look-back window may mean any of it.
  bool Either() const { return q.excluding() && !q.fact.pick && when.reach == Reach::kWithin; }

  // What the items of a day say, in one reading. Nothing: answers of days before might be counted, or not.
  std::optional<Truth> ByItems(Date day, bool strict) const {
    if (items.OwnerOn(day) == Owner::kOpen) return std::nullopt;
    const auto without = items.Total(day, strict, false);
    const auto with_earlier = items.Total(day, strict, true);
    if (!without || !with_earlier || Against(q, *without) != Against(q, *with_earlier)) return std::nullopt;
    return Against(q, *without);
  }

  std::optional<Date> LastDay(const std::vector<Date>& days) const {
    std::optional<Date> last;
    for (const Date day : days) {
      if (day <= when.to) last = std::max(last.value_or(day), day);
    }
    return last;
  }
  std::vector<Date> TotalDays() const {
    std::vector<Date> days;
    for (const Record& total : totals) days.push_back(total.start());
    return days;
  }
  std::vector<Record> TotalsOn(Date day) const {
    std::vector<Record> on = totals;
    std::erase_if(on, [&](const Record& total) { return total.start() != day; });
    return on;
  }

  // A total, and items of its day.
  Said Together(Date day) const {
    const std::vector<Record> on = TotalsOn(day);
    if (on.size() > 1 || !on[0].row.number->exact() || items.OwnerOn(day) == Owner::kOpen) return std::nullopt;
    const auto says = SaysOf(q, on[0]);
    if (!says || says->reading.strict != says->reading.presumed) return std::nullopt;
    const Rational total = *on[0].row.number->low;
    const auto outside = [&](bool strict, bool with_earlier) -> std::optional<bool> {
      const auto number = items.Total(day, strict, with_earlier);
      return number ? std::optional(total < *number->low || total > *number->high) : std::nullopt;
    };
    const auto made = outside(true, false);
    // Whether signs, or answers of days before, may contradict a total no page says.
    if (!made || outside(true, true) != made || outside(false, false) != made || outside(false, true) != made) return std::nullopt;
    if (!*made) return says->reading;
    const auto by_items = ByItems(day, true);
    if (!by_items) return std::nullopt;
    return *by_items == says->reading.strict ? says->reading : kUnknown;
  }

  // Items of a later day than every total: where they leave it open the total counts as an old one does.
  Said ByLaterItems(Date day, std::optional<Date> total_day) const {
    const auto strict = ByItems(day, true);
    const auto presumed = ByItems(day, false);
    if (!strict || !presumed) return std::nullopt;
    Reading reading = {*strict, *presumed};
    if (reading.presumed == Truth::kUnknown && total_day) {
      const std::vector<Record> on = TotalsOn(*total_day);
      const auto says = SaysOf(q, on[0]);
      if (on.size() > 1 || !says) return std::nullopt;
      // The items of the total's own day may contradict it; and those of the last may meet what any day of the window may.
      if (!items.On(*total_day).empty() || (Either() && says->reading.presumed == Truth::kFalse)) return std::nullopt;
      reading.presumed = says->reading.presumed;
    }
    return reading;
  }

  // Whether a day before may meet the bound, where any of the window may be meant: then what is false is unknown.
  Said WithEarlier(Reading reading, Date last) const {
    const bool matters = reading.strict == Truth::kFalse || reading.presumed == Truth::kFalse;
    for (Date day = when.from; day < last; ++day.day) {
      Reading earlier = Both(Truth::kFalse);
      const std::vector<Record> on = TotalsOn(day);
      if (!on.empty()) {
        const auto said = items.On(day).empty() && on.size() == 1 && SaysOf(q, on[0]) ? Said(SaysOf(q, on[0])->reading) : Said();
        if (!said && matters) return std::nullopt;
        if (said) earlier = *said;
      } else if (!items.On(day).empty()) {
        const auto strict = ByItems(day, true);
        const auto presumed = ByItems(day, false);
        if ((!strict || !presumed) && matters) return std::nullopt;
        if (strict && presumed) earlier = {*strict, *presumed};
      }
      if (reading.strict == Truth::kFalse && earlier.strict != Truth::kFalse) reading.strict = Truth::kUnknown;
      if (reading.presumed == Truth::kFalse && earlier.presumed != Truth::kFalse) reading.presumed = Truth::kUnknown;
    }
    return reading;
  }

  Said Judge() const {
    const bool signs = SignsOnRecord(q, instrument);
    const auto total_day = LastDay(TotalDays());
    const auto items_day = LastDay(items.Days());
    if (!total_day && !items_day) return signs ? Said() : Said(kUnknown);
    if (q.fact.pick.value_or(logic::Pick::kLatest) != logic::Pick::kLatest || when.reach == Reach::kEver) {
      // Another than the latest, where items may make totals of other days.
      return items.any() || signs ? Said() : OneTest(q, totals, when);
    }
    if (!items_day || (total_day && *items_day < *total_day)) {
      const Said by_totals = OneTest(q, totals, when);
      if (!by_totals || !Either() || !In(*total_day)) return by_totals;
      return WithEarlier(*by_totals, *total_day);
    }
    const Date last = *items_day;
    const Said said = total_day == items_day ? Together(last) : ByLaterItems(last, total_day);
    if (!said) return std::nullopt;
    Reading reading = *said;
    if (!In(last)) {
      reading.strict = Truth::kUnknown;
      return reading;
    }
    return Either() ? WithEarlier(reading, last) : Said(reading);
  }

  // A part on a day: the total of the whole, less what the items that are left out gave or may have given. `totals` are those of the whole.
  std::optional<Truth> LessOn(Date day, const Items& all, const std::vector<measure::Item>& left_out) const {
    const std::vector<Record> on = TotalsOn(day);
    const Items::Answers answers = all.On(day);
    if (on.size() > 1 || !on[0].row.number->exact()) return std::nullopt;
    const Rational total = *on[0].row.number->low;
    // Every way in which the items that are left out may have been scored.
    std::vector<Rational> gave = {Rational(0)};
    for (const measure::Item& item : left_out) {
      const auto answer = answers.find(item.id);
      const bool answered = answer != answers.end() && answer->second;
      const std::vector<Rational> may_be = answered ? std::vector{*answer->second} : std::vector{Rational(0), item.points[0]};
      std::vector<Rational> more;
      for (const Rational sum : gave) {
        for (const Rational points : may_be) more.push_back(Add(sum, points).value());
      }
      gave = more;
    }
    const auto made = all.Total(day, true, false);
    if (!made || total < *made->low || total > *made->high) return std::nullopt;
    Number rest;
    std::set<Truth> each;
    for (const Rational sum : gave) {
      if (sum > total) continue;
      const Rational left = Subtract(total, sum).value();
      rest.low = std::min(rest.low.value_or(left), left);
      rest.high = std::max(rest.high.value_or(left), left);
      each.insert(Against(q, {left, left}));
    }
    if (each.empty()) return std::nullopt;
    const Truth truth = Against(q, rest);
    // "Judged by its bounds", or by the totals that may be: where the two differ no page says.
    if (truth != (each.size() > 1 ? Truth::kUnknown : *each.begin())) return std::nullopt;
    const auto days = all.Days();
    const auto before = [&](Date other) { return other < day && other >= AddDays(day, -30); };
    if (truth == Truth::kUnknown && std::any_of(days.begin(), days.end(), before)) return std::nullopt;
    // Items of the day, or of days before, may settle it as well, or make another total than the whole's less the others.
    for (const bool strict : {true, false}) {
      const auto by_items = ByItems(day, strict);
      if (!by_items || (*by_items != Truth::kUnknown && *by_items != truth)) return std::nullopt;
    }
    return truth;
  }

  Said OfThePart(const Items& all, const std::vector<measure::Item>& left_out) const {
    const auto total_day = LastDay(TotalDays());
    const auto items_day = LastDay(all.Days());
    if (q.fact.pick.value_or(logic::Pick::kLatest) != logic::Pick::kLatest || when.reach == Reach::kEver) return std::nullopt;
    if (!total_day || (items_day && *items_day > *total_day)) {
      // By items of a later day, of those that count.
      // Days on which the items alone were recorded that are left out: no page says whether they are days of items.
      const bool others = Either() ? all.Days() != items.Days() : items_day != LastDay(items.Days());
      return total_day || others ? Said() : Judge();
    }
    const auto truth = LessOn(*total_day, all, left_out);
    if (!truth) return std::nullopt;
    // What signs show of the items that are left out.
    if (*truth == Truth::kUnknown && (SignsOnRecord(q, instrument) || SignsOnRecord(q, *measure::Find(instrument.whole))))
      return std::nullopt;
    if (!In(*total_day)) return Reading{Truth::kUnknown, *truth};
    if (!Either() || *truth != Truth::kFalse) return Both(*truth);
    for (Date day = when.from; day < *total_day; ++day.day) {
      if (!all.On(day).empty()) return std::nullopt;
      if (TotalsOn(day).empty()) continue;
      const auto earlier = LessOn(day, all, left_out);
      if (!earlier) return std::nullopt;
      if (*earlier != Truth::kFalse) return kUnknown;
    }
    return Both(Truth::kFalse);
  }
};

std::vector<Record> TotalsOf(const Question& q, const std::string& id) {
  std::vector<Record> totals = RowsOf(q, {q.terms.Find(id).value()});
  std::erase_if(totals, [](const Record& record) { return !record.row.number; });
  return totals;
}

Said Additive(const Question& q, const Instrument& instrument, const When& when) {
  const Items items(q, instrument);
  if (items.open()) return std::nullopt;
  if (when.reach == Reach::kWithin && when.from > q.settings.as_of) return kUnknown;
  if (when.anchor > q.settings.as_of && when.reach != Reach::kWithin) return std::nullopt;
  std::vector<Record> totals = TotalsOf(q, instrument.id);
  if (q.fact.except.empty() && instrument.whole.empty()) return Asked{q, when, instrument, items, totals}.Judge();
  // The whole, and which of its items are left out.
  const Instrument& whole = instrument.whole.empty() ? instrument : *measure::Find(instrument.whole);
  std::vector<std::string> without = instrument.without;
  for (const logic::FactPtr& except : q.fact.except) {
    if (except->item.empty() || !instrument.whole.empty()) return std::nullopt;
    const std::string prefix = instrument.ConceptOf("");
    without.push_back(except->item.starts_with(prefix) ? except->item.substr(prefix.size()) : except->item);
  }
  Instrument part = whole;
  part.whole = whole.id;
  part.without = without;
  std::vector<measure::Item> left_out;
  std::erase_if(part.items, [&](const measure::Item& item) {
    const bool out = std::find(without.begin(), without.end(), item.id) != without.end();
    if (out) left_out.push_back(item);
    return out;
  });
  if (left_out.size() != without.size()) return std::nullopt;
  if (!instrument.whole.empty()) {
    const std::vector<Record> of_whole = TotalsOf(q, whole.id);
    if (of_whole.empty()) return Asked{q, when, instrument, items, totals}.Judge();
    if (!totals.empty()) return std::nullopt;  // both on record: which of the two counts no page says
    totals = of_whole;
  }
  const Items rest(q, part);
  return Asked{q, when, part, rest, totals}.OfThePart(Items(q, whole), left_out);
}

// An item by itself. Whose it is where a sister was scored, what signs show of it, and what a total says, is left open.
Said OneItem(const Question& q, const Instrument& instrument, const When& when) {
  const auto item = std::find_if(instrument.items.begin(), instrument.items.end(), [&](const auto& i) { return i.id == q.fact.item; });
  if (item == instrument.items.end() || !q.fact.except.empty() || SignsOnRecord(q, instrument)) return std::nullopt;
  for (const Instrument& other : measure::Instruments()) {
    const auto concept_id = q.terms.Find(other.id);
    if (other.set == instrument.set && concept_id &&
        !(other.id == instrument.id ? TotalsOf(q, other.id) : RowsOf(q, {*concept_id})).empty())
      return std::nullopt;
  }
  const std::vector<Record> rows = RowsOf(q, {q.terms.Find(instrument.ConceptOf(item->id)).value()});
  for (const Record& row : rows) {
    const bool of_the_form = !row.row.number || row.row.number->low == Rational(0) || row.row.number->low == Rational(1) ||
                             row.row.number->low == item->points[0];
    if (!of_the_form) return std::nullopt;
  }
  return OneTest(q, rows, when);
}

}  // namespace

Said Score(const Question& q, const When& when) {
  const logic::Fact& fact = q.fact;
  if (fact.times || fact.answer || !fact.version.empty()) return std::nullopt;
  if (fact.concept_ref.id == "bilag_2004") return Letters(q, when);
  const Instrument* instrument = measure::Find(fact.concept_ref.id);
  const terms::ConceptId asked = q.terms.Find(fact.concept_ref.id).value();
  if (instrument == nullptr) {
    if (fact.change) return Changed(q, when);
    if (!fact.category.empty() || (fact.compare && fact.except.empty())) return OneTest(q, RowsOf(q, {asked}), when);
    return std::nullopt;
  }
  if (instrument->classifies()) return Criteria(q, *instrument, when);
  if (fact.change) {
    // A change of totals, where no items make others.
    const Items items(q, *instrument);
    return items.open() || items.any() || !fact.except.empty() ? Said() : Changed(q, when);
  }
  if (!fact.item.empty() && !fact.compare && !fact.distinct && fact.category.empty()) return OneItem(q, *instrument, when);
  if (!fact.compare || fact.distinct || !fact.category.empty() || !fact.item.empty()) return std::nullopt;
  return Additive(q, *instrument, when);
}

}  // namespace eligo::reference
