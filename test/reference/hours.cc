#include "test/reference/hours.h"

#include <algorithm>
#include <map>
#include <set>

#include "test/reference/dose.h"
#include "test/reference/result_value.h"

namespace eligo::reference {
namespace {

using Minute = std::int64_t;  // since 1970 in UTC
constexpr Minute kDay = 24 * 60;

// From the first to the last minute that something may be.
struct Moment {
  Minute first = 0, last = 0;
  bool known() const { return first == last; }
};

// The offset of the time zone in minutes; nothing for one that goes by its name.
std::optional<Minute> OffsetOf(const std::string& timezone) {
  if (timezone == "UTC" || timezone == "Z") return 0;
  if (timezone.size() != 6 || (timezone[0] != '+' && timezone[0] != '-')) return std::nullopt;
  const Minute minutes = std::stoi(timezone.substr(1, 2)) * 60 + std::stoi(timezone.substr(4, 2));
  return timezone[0] == '-' ? -minutes : minutes;
}

Moment DayAt(Date day, Minute offset) { return {day.day * kDay - offset, day.day * kDay - offset + kDay - 1}; }

// The window, and where its days and those of dates alone lie.
struct Hours {
  Moment anchor;
  Minute from = 0, to = 0;  // before the anchor
  bool open_from = false, open_to = false;
  Minute offset = 0;          // of dates alone
  Minute time_offset = 0;     // of times
  bool has_happened = false;  // what is dated as-of lies before the anchor of that day

  Moment Begin(const Record& record) const {
    Moment begin = DayAt(record.start(), offset);
    if (record.row.timed()) begin.first = begin.last = record.start().day * kDay + record.row.minute - time_offset;
    return begin;
  }
  // The last day of what began at a known time may be one of any zone.
  Moment End(const Record& record) const {
    if (!record.end()) return Begin(record);
    if (record.row.timed()) return {DayAt(*record.end(), 14 * 60).first, DayAt(*record.end(), -12 * 60).last};
    return DayAt(*record.end(), offset);
  }
  bool Begun(Minute at, Minute anchor_at) const { return open_to ? at < anchor_at - to : at <= anchor_at - to; }
  bool NotOver(Minute at, Minute anchor_at) const { return open_from ? at > anchor_at - from : at >= anchor_at - from; }
};

std::vector<Minute> Ends(const Moment& moment) { return {moment.first, moment.last}; }

// What a course of time says, at each of its minutes and those of the anchor.
enum class Says { kNothing, kMaybe, kTrue };

Says Together(const std::set<Says>& found) { return found.size() == 1 ? *found.begin() : Says::kMaybe; }

// What is over at a known time, or was at one.
Says Met(const Hours& hours, const Record& record) {
  std::set<Says> found;
  for (const Minute anchor : Ends(hours.anchor)) {
    for (const Minute begin : Ends(hours.Begin(record))) {
      for (const Minute end : Ends(hours.End(record))) {
        if (!record.end() && end != begin) continue;
        found.insert(hours.Begun(begin, anchor) && hours.NotOver(std::max(begin, end), anchor) ? Says::kTrue : Says::kNothing);
      }
    }
  }
  return Together(found);
}

// What goes on, or may, from its beginning: `after` where it began before the window.
Says MetFrom(const Hours& hours, const Record& record, Says after) {
  std::set<Says> found;
  for (const Minute anchor : Ends(hours.anchor)) {
    for (const Minute begin : Ends(hours.Begin(record))) {
      found.insert(!hours.Begun(begin, anchor) ? Says::kNothing : hours.NotOver(begin, anchor) ? Says::kTrue : after);
    }
  }
  return Together(found);
}

Said Sum(const Question& q, const std::vector<Says>& rows, bool routine_test = false) {
  if (std::find(rows.begin(), rows.end(), Says::kTrue) != rows.end()) return Both(Truth::kTrue);
  if (std::find(rows.begin(), rows.end(), Says::kMaybe) != rows.end() || routine_test) return Both(Truth::kUnknown);
  return Reading{q.complete() ? Truth::kFalse : Truth::kUnknown, Truth::kFalse};
}

// Nothing: not settled by the pages.
std::optional<Says> SaysOfRow(const Question& q, const Hours& hours, const Record& record) {
  using records::Domain;
  const records::Row& row = record.row;
  switch (q.fact.about) {
    case logic::About::kProcedure: return Met(hours, record);
    case logic::About::kCondition: {
      if (row.domain != Domain::kCondition || row.recorded || row.course == records::Course::kInactive || !q.fact.state.empty())
        return std::nullopt;
      if (record.end()) return Met(hours, record);
      const bool goes_on = row.course == records::Course::kActive || row.ongoing || q.terms.Get(record.concept_id).chronic;
      return MetFrom(hours, record, goes_on ? Says::kMaybe : Says::kNothing);
    }
    case logic::About::kTrialParticipation:
      if (row.domain != Domain::kTrial) return std::nullopt;
      if (record.end()) return Met(hours, record);
      return MetFrom(hours, record, row.ongoing ? Says::kTrue : Says::kMaybe);
    case logic::About::kDrug: {
      if (row.domain != Domain::kDrug || row.stopped) return std::nullopt;
      if (record.end()) return Met(hours, record);
      // An order that goes on, while somebody confirmed it within the year.
      const bool confirmed =
          row.exposure == records::Exposure::kOrder && row.ongoing && Moved(record.start(), {12, 0, 0}) >= q.settings.as_of;
      return confirmed ? std::optional(MetFrom(hours, record, Says::kTrue)) : std::nullopt;
    }
    default: return std::nullopt;
  }
}

// A gap between two courses of one drug is bridged: where it may hold the window, or orders may replace each other, nothing is said.
bool Plain(const Question& q, const Hours& hours, const std::vector<Record>& records) {
  if (q.fact.about != logic::About::kDrug) return true;
  for (const Record& a : records) {
    for (const Record& b : records) {
      if (&a == &b || a.concept_id != b.concept_id) continue;
      const bool orders = a.row.exposure != records::Exposure::kAdministration || b.row.exposure != records::Exposure::kAdministration;
      if (orders) return false;
      if (a.start() <= b.start() && hours.Begin(b).last > hours.anchor.first - hours.to) return false;
    }
  }
  return true;
}

Said Occurs(const Question& q, const Hours& hours) {
  std::vector<Says> rows;
  std::vector<Record> records = RowsOf(q);
  // Of what goes on, and of days to come, no page says.
  const bool to_come = hours.anchor.last - hours.to > DayAt(q.settings.as_of, hours.offset).last;
  const auto endless = [](const Record& record) { return !record.end(); };
  if (to_come && std::any_of(records.begin(), records.end(), endless)) return std::nullopt;
  const bool routine_test = q.terms.Get(q.terms.Find(q.fact.concept_ref.id).value()).routine_test;
  if (routine_test || SexDecides(q) || !Plain(q, hours, records)) return std::nullopt;
  for (const Record& record : records) {
    if (!record.dated() || !record.row.start->exact() || (record.row.end && !record.row.end->exact())) return std::nullopt;
    if (record.row.standing == records::Standing::kRefuted) return std::nullopt;
    auto says = SaysOfRow(q, hours, record);
    if (!says) return std::nullopt;
    const bool doubt = record.row.standing == records::Standing::kProvisional || record.row.domain == records::Domain::kNote;
    if (doubt && *says == Says::kTrue) says = Says::kMaybe;
    rows.push_back(*says);
  }
  return Sum(q, rows);
}

// --- results: the latest of those before the end of the window, at every minute that each may be

struct Instant {
  const Record* record;
  Minute at;
};

// In one world: what the latest says, which it is, and whether it lies in the window.
struct LatestSaid {
  Reading reading;
  const Record* latest = nullptr;
  bool in = false;
};
std::optional<LatestSaid> LatestAt(const Question& q, const Hours& hours, Minute anchor, const std::vector<Instant>& results) {
  std::vector<Instant> begun = results;
  std::erase_if(begun, [&](const Instant& i) { return !hours.Begun(i.at, anchor); });
  if (begun.empty()) return LatestSaid{Both(Truth::kUnknown)};
  Instant last = begun[0];
  for (const Instant& i : begun) {
    if (i.at > last.at) last = i;
  }
  const auto said = SaysOf(q, *last.record);
  if (!said || said->cannot_answer) return std::nullopt;
  Reading reading = said->reading;
  if (!hours.NotOver(last.at, anchor)) return LatestSaid{{Truth::kUnknown, reading.presumed}, last.record, false};
  // A bound with a look-back window may mean any of it.
  if (q.excluding() && !q.fact.pick && reading.presumed == Truth::kFalse) {
    for (const Instant& i : begun) {
      const auto says = SaysOf(q, *i.record);
      if (!says) return std::nullopt;
      if (!hours.NotOver(i.at, anchor)) continue;
      if (says->reading.strict != Truth::kFalse) reading.strict = Truth::kUnknown;
      if (says->reading.presumed != Truth::kFalse) reading.presumed = Truth::kUnknown;
    }
  }
  return LatestSaid{reading, last.record, true};
}

Said LatestIn(const Question& q, const Hours& hours) {
  const std::vector<Record> records = RowsOf(q);
  const Moment today = DayAt(q.settings.as_of, hours.offset);
  if (hours.anchor.first - hours.from > today.last) return Both(Truth::kUnknown);  // a window that has not begun yet
  if (hours.anchor.last - hours.from > today.first) return std::nullopt;
  if (q.fact.times || q.fact.distinct || q.fact.change || q.fact.provided ||
      q.fact.pick.value_or(logic::Pick::kLatest) != logic::Pick::kLatest)
    return std::nullopt;
  if (!q.terms.Members(q.terms.Find(q.fact.concept_ref.id).value()).empty()) return std::nullopt;
  std::set<Date> days;
  for (const Record& record : records) {
    if (!record.dated() || !record.row.start->exact()) return std::nullopt;
    // Two of one day: which is the later only their times can tell, and what lies in the window is then the question of one minute.
    if (!days.insert(record.start()).second) return std::nullopt;
  }
  // The minutes of dates alone and of the anchor that make a difference: the ends of days, and those beside a known time.
  std::set<Minute> marks;
  for (const Record& record : records) {
    const Moment begin = hours.Begin(record);
    for (const Minute mark : {begin.first, begin.last}) {
      for (const Minute beside : {-1, 0, 1}) {
        marks.insert(mark + beside);
        marks.insert(mark + hours.from + beside);
        marks.insert(mark + hours.to + beside);
      }
    }
  }
  std::vector<Minute> anchors = Ends(hours.anchor);
  for (const Minute mark : marks) {
    if (mark >= hours.anchor.first && mark <= hours.anchor.last) anchors.push_back(mark);
  }
  std::set<Truth> strict, presumed;
  std::set<std::pair<const Record*, bool>> which;
  for (const Minute anchor : anchors) {
    std::vector<std::vector<Instant>> worlds = {{}};
    for (const Record& record : records) {
      Moment begin = hours.Begin(record);
      if (hours.has_happened && record.start() == q.settings.as_of) {
        begin.last = std::min(begin.last, anchor);
        begin.first = std::min(begin.first, begin.last);
      }
      std::vector<Minute> at = {begin.first};
      for (const Minute edge : {anchor - hours.from, anchor - hours.to}) {
        for (const Minute beside : {-1, 0, 1}) {
          if (edge + beside > begin.first && edge + beside <= begin.last) at.push_back(edge + beside);
        }
      }
      if (begin.last != begin.first) at.push_back(begin.last);
      std::vector<std::vector<Instant>> more;
      for (const auto& world : worlds) {
        for (const Minute minute : at) {
          more.push_back(world);
          more.back().push_back({&record, minute});
        }
      }
      worlds = more;
      if (worlds.size() > 2000) return std::nullopt;
    }
    for (const auto& world : worlds) {
      const auto latest = LatestAt(q, hours, anchor, world);
      if (!latest) return std::nullopt;
      strict.insert(latest->reading.strict);
      presumed.insert(latest->reading.presumed);
      which.emplace(latest->latest, latest->in);
    }
  }
  // Which of several is the latest, or whether the one there is lies in the window: no page says more than that it is not certain.
  const auto known = [](const std::set<Truth>& said) { return said.size() == 1 && Known(*said.begin()); };
  if (which.size() > 1 && (records.size() > 1 || (q.excluding() && !q.fact.pick)) && (known(strict) || known(presumed)))
    return std::nullopt;
  return Reading{strict.size() == 1 ? *strict.begin() : Truth::kUnknown, presumed.size() == 1 ? *presumed.begin() : Truth::kUnknown};
}

// --- doses, lengths, counts: the days that lie in the window whole are certain, those that touch it possible

using JudgeDays = std::function<Said(const When& days)>;

// `vacuous`: what no days at all would say is not said either.
Said ByDays(const Question& q, const Hours& hours, const When& when, bool vacuous, const JudgeDays& judge) {
  if (q.fact.pick || hours.offset != 0) return std::nullopt;
  // Days of times that bear offsets may be those beside; of rows to come, too, no page says that they leave the others as they are.
  for (const terms::ConceptId id : q.terms.Closure(q.terms.Find(q.fact.concept_ref.id).value())) {
    const auto& rows = q.records.Rows(id, q.patient);
    if (std::any_of(rows.begin(), rows.end(), [](const records::Row& row) { return row.timed(); })) return std::nullopt;
  }
  const auto whole = [&](Date day) {
    const Moment of = DayAt(day, hours.offset);
    return hours.NotOver(of.first, hours.anchor.last) && hours.Begun(of.last, hours.anchor.first);
  };
  const auto touched = [&](Date day) {
    const Moment of = DayAt(day, hours.offset);
    return hours.NotOver(of.last, hours.anchor.first) && hours.Begun(of.first, hours.anchor.last);
  };
  std::optional<Date> first_whole, last_whole, first, last;
  for (Date day = AddDays(when.anchor, -20); day <= AddDays(when.anchor, 1); ++day.day) {
    if (whole(day)) {
      if (!first_whole) first_whole = day;
      last_whole = day;
    }
    if (touched(day)) {
      if (!first) first = day;
      last = day;
    }
  }
  if (!first || !last || *last > q.settings.as_of) return std::nullopt;
  When days = when;
  days.reach = Reach::kWithin;
  days.from = *first;
  days.to = *last;
  const Said possible = judge(days);
  if (!possible) return std::nullopt;
  Reading certain = Both(Truth::kFalse);
  if (first_whole) {
    days.from = *first_whole;
    days.to = *last_whole;
    const Said said = judge(days);
    if (!said) return std::nullopt;
    certain = *said;
  } else if (vacuous) {
    return std::nullopt;
  }
  return Reading{certain.strict == possible->strict ? certain.strict : Truth::kUnknown,
                 certain.presumed == possible->presumed ? certain.presumed : Truth::kUnknown};
}

bool AtLeast(logic::Operator op) { return op == logic::Operator::kGreaterEqual || op == logic::Operator::kGreater; }

Said Within(const Question& q, const Hours& hours, const When& when) {
  switch (q.fact.about) {
    case logic::About::kMeasurement: return LatestIn(q, hours);
    case logic::About::kDrug:
      if (q.fact.dose && !q.fact.duration)
        return ByDays(q, hours, when, !AtLeast(q.fact.dose->op), [&](const When& days) { return Dosed(q, RowsOf(q), days); });
      if (q.fact.duration && !q.fact.dose && q.fact.duration->value.hours == 0)
        return ByDays(q, hours, when, !AtLeast(q.fact.duration->op), [&](const When& days) { return Drug(q, days); });
      break;
    case logic::About::kProcedure:
      if (q.fact.times) return ByDays(q, hours, when, !AtLeast(q.fact.times->op), [&](const When& days) { return Procedure(q, days); });
      break;
    default: break;
  }
  const logic::Fact& f = q.fact;
  if (f.times || f.distinct || f.duration || f.stable_for || f.pick || !f.route.empty() || !f.except.empty()) return std::nullopt;
  return Occurs(q, hours);
}

}  // namespace

bool InHours(const logic::Fact& fact) {
  const auto hours = [](const std::optional<logic::Bound>& bound) { return bound && bound->offset.hours != 0; };
  return fact.window && (hours(fact.window->from) || hours(fact.window->to) || hours(fact.window->or_longer));
}

Said WithinHours(const Question& q, const When& when) {
  const logic::Window& window = *q.fact.window;
  const auto length = [](const logic::Bound& bound) { return -(bound.offset.days * kDay + bound.offset.hours * 60); };
  if (!window.from || window.or_longer || window.from->offset.months != 0 || (window.to && window.to->offset.months != 0))
    return std::nullopt;
  const auto offset = OffsetOf(q.settings.timezone);
  if (!offset || !window.to || !q.since.empty()) return std::nullopt;
  Hours hours;
  hours.anchor = DayAt(when.anchor, *offset);
  hours.from = length(*window.from);
  hours.to = length(*window.to);
  hours.open_from = window.open_from;
  hours.open_to = window.open_to;
  Said said;
  const std::vector<Record> all = RowsOf(q);
  const auto timed = [](const Record& record) { return record.row.timed(); };
  if (*offset != 0 && std::count_if(all.begin(), all.end(), timed) > 1) return std::nullopt;
  // In which zone the day of a date alone lies no page says, nor whether what is dated as-of lies before the anchor of that day; and a
  // row does not tell whether its time bore an offset.
  for (int way = 0; way < 8; ++way) {
    hours.offset = (way & 1) != 0 ? 0 : *offset;
    hours.time_offset = (way & 2) != 0 ? *offset : 0;
    hours.has_happened = (way & 4) != 0;
    const Said here = Within(q, hours, when);
    if (!here || (said && said != here)) return std::nullopt;
    said = here;
  }
  return said;
}

}  // namespace eligo::reference
