#include "match/event.h"

#include <algorithm>

#include <fmt/format.h>

#include "match/drug_task.h"
#include "match/measurement.h"
#include "match/phrase.h"
#include "match/record_row.h"

namespace eligo::match {
namespace {

using logic::Pick;
using records::Domain;
using records::Row;

constexpr Fields kAsked = kCompareField | kAnswerField | kMethodField | kSpecimenField;
constexpr Fields kHonoured =
    kAsked | kCategoryField | kScaleField | kStateField | kRouteField | kCauseField | kExceptField | kDoseField | kPickField | kWindowField;
constexpr std::size_t kMostEvents = 64;

struct Occurrence {
  DateInterval day;
  Truth counts = Truth::kTrue;
};

DateInterval DayOf(const Row& row, const Subject& subject, bool after) {
  const DateInterval start = KnownDays(row.start, subject.known_by());
  if (start.first > subject.as_of()) return On(subject.as_of());
  if (!after || row.domain == Domain::kObservation) return start;
  if (row.ongoing) return On(subject.as_of());
  if (row.end) return {std::max(start.first, row.end->first), std::max(start.last, row.end->last)};
  if (row.domain == Domain::kDrug && row.stopped) return {start.first, std::max(start.last, subject.known_by())};
  return start;
}

// An event that is only presumed may be none: no day is counted from it for sure.
Truth Agreed(Reading reading) {
  return reading.presumed == Truth::kTrue && reading.strict != Truth::kTrue ? Truth::kUnknown : reading.presumed;
}

Truth Counts(const Row& row, terms::ConceptId id, const PreparedFact& event, const Subject& subject, std::string& unsure) {
  const bool a_result = row.domain == Domain::kObservation;
  Truth truth = row.standing == records::Standing::kConfirmed ? Truth::kTrue : Truth::kUnknown;
  if (event.Has(kAsked)) {
    if (!a_result) return Truth::kFalse;
    truth = And(truth, Agreed(AskOfResult(row, event, id, subject, unsure)));
  } else if (a_result && row.answer == records::Answer::kNegative) {
    return Truth::kFalse;
  }
  if (!event->route.empty()) truth = And(truth, ByRoute(row.route, event->route));
  if (!event->state.empty()) truth = And(truth, StateOf({row, id}, event->state, true, subject, unsure));
  if (!event->category.empty()) truth = And(truth, CategoryOf({row, id}, *event, subject, unsure));
  if (event->cause) truth = And(truth, Agreed(CauseOf({row, id}, event, subject, unsure)));
  if (!event.except.empty()) truth = And(truth, Not(Excepted({row, id}, event, subject, unsure)));
  return truth;
}

std::vector<Occurrence> FromRows(const PreparedFact& event, const Subject& subject, bool after) {
  std::vector<Occurrence> all;
  for (const terms::ConceptId id : event.closure) {
    for (const Row& row : subject.Rows(id)) {
      if (row.domain == Domain::kAllergy || row.domain == Domain::kNote || !Exists(row, subject.known_by())) continue;
      if (row.standing == records::Standing::kRefuted) continue;
      std::string unsure;
      const Truth counts = Counts(row, id, event, subject, unsure);
      if (counts != Truth::kFalse) all.push_back({DayOf(row, subject, after), counts});
    }
  }
  return all;
}

// Days of a dose: the stretches of days on which it was reached.
std::vector<Occurrence> FromDoses(const PreparedFact& event, const Subject& subject, bool after) {
  TimeSpan ever;
  ever.mode = TimeSpan::Mode::kEver;
  ever.anchor = ever.last = subject.as_of();
  ever.first = kDawn;
  const DrugTask task = TaskOf(event, subject, ever);
  std::vector<Occurrence> all;
  if (!task.apart.empty()) return {{{kDawn, subject.as_of()}, Truth::kUnknown}};
  for (const Stretch& s : StretchesOf(task, kDawn, subject.as_of())) {
    if (s.holds.presumed == Truth::kFalse) continue;
    const Date day = after ? s.last : s.first;
    if (s.holds.strict == Truth::kTrue) {
      all.push_back({On(day), Truth::kTrue});
    } else {
      all.push_back({{s.first, s.last}, Truth::kUnknown});
    }
  }
  return all;
}

}  // namespace

EventDays DaysOf(const PreparedFact& event, const Subject& subject, bool after) {
  const std::string name = Name(event, subject);
  if (!event.concept_id) return {{}, fmt::format("the day of `{}`", name)};
  const bool picks = event->pick == Pick::kAll || event->pick == Pick::kLowest || event->pick == Pick::kHighest;
  if ((event.fields & ~kHonoured) != 0 || picks)
    return {{}, fmt::format("the day of the {} that the text means ({})", name, NamesOf(picks ? kPickField : event.fields & ~kHonoured))};
  std::vector<Occurrence> all = event->dose ? FromDoses(event, subject, after) : FromRows(event, subject, after);
  if (event->window) {
    const TimeSpan span = Resolve(event, subject);
    if (!span.problem.empty()) return {{}, span.problem};
    if (span.later) return {};
    for (Occurrence& o : all) o.counts = And(o.counts, Within(o.day, records::kNoMinute, span));
    std::erase_if(all, [](const Occurrence& o) { return o.counts == Truth::kFalse; });
  }
  if (all.empty()) return {};

  const bool first = event->pick == Pick::kFirst;
  const auto certain = [](const Occurrence& o) { return o.counts == Truth::kTrue && o.day.exact(); };
  std::optional<Date> day;
  for (const Occurrence& o : all) {
    if (certain(o) && (!day || (first ? o.day.first < *day : o.day.first > *day))) day = o.day.first;
  }
  const bool any = event->pick == Pick::kAny;
  const bool open = std::any_of(all.begin(), all.end(), [&](const Occurrence& o) {
    return !certain(o) && (any || !day || (first ? o.day.first < *day : o.day.last > *day));
  });
  if (open) return {{}, fmt::format("the day of {}", name)};
  if (!any) return {{*day}, ""};
  EventDays days;
  for (const Occurrence& o : all) days.days.push_back(o.day.first);
  std::sort(days.days.begin(), days.days.end(), std::greater<>());
  days.days.erase(std::unique(days.days.begin(), days.days.end()), days.days.end());
  if (days.days.size() > kMostEvents) return {{}, fmt::format("which of {} days of {} the text means", days.days.size(), name)};
  return days;
}

}  // namespace eligo::match
