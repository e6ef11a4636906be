#include "generate/chart.h"

#include <algorithm>

namespace eligo::generate {

using history::Event;
using history::Item;
using history::Kind;
using history::kOngoing;

Event& Chart::Add(Kind kind, Item item, Date start, Date end) {
  Event& event = history_.events.emplace_back();
  event.kind = kind;
  event.item = item;
  event.start = start;
  event.end = end;
  return event;
}

Event& Chart::Condition(Item item, Date start, Date end) { return Add(Kind::kCondition, item, start, end); }

namespace {

// What is not given to an expectant mother: what harms a child, and live vaccines, and what nobody would begin then.
bool HarmsChild(Item item) {
  switch (item) {
    case Item::kMycophenolateMofetil:
    case Item::kMethotrexate:
    case Item::kLeflunomide:
    case Item::kCyclophosphamide:
    case Item::kThalidomide:
    case Item::kTripterygium:
    case Item::kTofacitinib:
    case Item::kZanubrutinib:
    case Item::kWarfarin:
    case Item::kLisinopril:
    case Item::kBosentan:
    case Item::kRituximab:
    case Item::kBelimumab:
    case Item::kAnifrolumab:
    case Item::kTelitacicept:
    case Item::kTocilizumab:
    case Item::kCarT: return true;
    default: return history::Facts(item).domain == history::Domain::kVaccine;
  }
}

Event& Dosed(Event& event, Dose dose) {
  event.dose = dose.amount;
  event.times = static_cast<std::uint8_t>(dose.times);
  event.days = static_cast<std::uint8_t>(dose.days);
  return event;
}

}  // namespace

Event& Chart::Order(Item item, Date start, Date end, Dose dose) { return Dosed(Add(Kind::kOrder, item, start, end), dose); }
Event& Chart::Statement(Item item, Date start, Date end, Dose dose) { return Dosed(Add(Kind::kStatement, item, start, end), dose); }
Event& Chart::Infusion(Item item, Date day, int amount) { return Dosed(Add(Kind::kAdministration, item, day, day), {amount, 1, 1}); }
Event& Chart::Vaccine(Item item, Date day) { return Add(Kind::kImmunization, item, day, day); }
Event& Chart::Procedure(Item item, Date day) { return Add(Kind::kProcedure, item, day, day); }

Event& Chart::Result(Item item, Date day, std::int64_t value) {
  Event& event = Add(Kind::kResult, item, day, day);
  event.has_value = true;
  event.value = value;
  return event;
}

Event& Chart::Answered(Item item, Date day, bool positive) {
  Event& event = Add(Kind::kResult, item, day, day);
  event.answer = positive ? history::Answer::kPositive : history::Answer::kNegative;
  return event;
}

Event& Chart::Worded(Item item, Date day, std::string_view words) {
  Event& event = Add(Kind::kResult, item, day, day);
  event.words = words;
  return event;
}

Event& Chart::Allergy(Item item, Date day, history::Severity severity) {
  Event& event = Add(Kind::kAllergy, item, day, kOngoing);
  event.severity = severity;
  return event;
}

Event& Chart::Trial(Date start, Date end) { return Add(Kind::kTrial, Item::kClinicalTrial, start, end); }
Event& Chart::Consent(Date day) { return Add(Kind::kConsent, Item::kInformedConsent, day, day); }

bool Chart::Ordered(Item item) const {
  return std::any_of(history_.events.begin(), history_.events.end(),
                     [&](const Event& event) { return event.item == item && event.kind == Kind::kOrder; });
}

void Chart::SpareChildren() {
  std::vector<DateInterval> pregnancies;
  for (const Event& event : history_.events)
    if (event.kind == Kind::kCondition && event.item == Item::kPregnancy) pregnancies.push_back({event.start, event.end});
  if (pregnancies.empty()) return;
  std::erase_if(history_.events, [&](Event& event) {
    const bool given = event.kind != Kind::kAllergy && event.kind != Kind::kCondition && event.kind != Kind::kResult;
    if (!given || !HarmsChild(event.item)) return false;
    for (const DateInterval& pregnancy : pregnancies)
      if (event.start <= pregnancy.last && event.end >= pregnancy.first) event.end = AddDays(pregnancy.first, -1);
    return event.end < event.start;
  });
}

void Chart::Finish() {
  SpareChildren();
  const Date last = this->last();
  std::erase_if(history_.events,
                [&](const Event& event) { return event.start > last || event.start < history_.person.birth || event.end < event.start; });
  for (Event& event : history_.events) {
    const bool lasts = event.kind == Kind::kCondition || event.kind == Kind::kOrder || event.kind == Kind::kTrial;
    if (lasts && event.end != kOngoing && event.end >= last) event.end = kOngoing;
    if (!lasts && event.end != kOngoing && event.end > last) event.end = last;
    // A condition takes a day at least: one that ended on its first day cannot be told from one whose end is not known.
    if (event.kind == Kind::kCondition && event.end == event.start)
      event.end = AddDays(event.start, 1) < last ? AddDays(event.start, 1) : kOngoing;
  }
  std::stable_sort(history_.events.begin(), history_.events.end(), [](const Event& a, const Event& b) { return a.start < b.start; });
  if (!history_.events.empty()) history_.person.first = std::min(history_.person.first, history_.events.front().start);
}

}  // namespace eligo::generate
