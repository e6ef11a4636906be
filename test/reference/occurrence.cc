// Occurrence: conditions, procedures, participations in trials and allergies: what is on record in the days that a fact speaks of.
//
// A row counts (true), may count (unknown in both readings), denies, or says nothing. Rows that say nothing are silence: unknown
// strictly, absent when presumed (contract 3.2, 4.1).
#include <algorithm>

#include "test/reference/bounds.h"
#include "test/reference/days.h"
#include "test/reference/kinds.h"
#include "test/reference/worlds.h"

namespace eligo::reference {
namespace {

using records::Course;
using records::Standing;

// What one row, all its dates known, says of a fact. Nothing: not settled by contract and pages.
enum class Says { kNothing, kMaybe, kTrue, kDenies };
using MaySay = std::optional<Says>;

Reading Silence(const Question& q, bool routine_test = false) {
  if (routine_test) return Both(Truth::kUnknown);
  return {q.complete() ? Truth::kFalse : Truth::kUnknown, Truth::kFalse};
}

Said Sum(const Question& q, const std::vector<MaySay>& rows, bool routine_test = false) {
  const auto any = [&](Says says) { return std::find(rows.begin(), rows.end(), MaySay(says)) != rows.end(); };
  const bool open = std::find(rows.begin(), rows.end(), std::nullopt) != rows.end();
  if (any(Says::kDenies)) return open || any(Says::kTrue) || any(Says::kMaybe) ? Said() : Both(Truth::kFalse);
  if (any(Says::kTrue)) return Both(Truth::kTrue);
  if (open) return std::nullopt;
  if (any(Says::kMaybe)) return Both(Truth::kUnknown);
  if (routine_test && q.complete()) return std::nullopt;
  return Silence(q, routine_test);
}

// What is doubtful or stands in a note only may count where it would count.
Says InDoubt(const Record& record, Says says) {
  const bool doubt = record.row.standing == Standing::kProvisional || record.row.domain == records::Domain::kNote;
  return doubt && says == Says::kTrue ? Says::kMaybe : says;
}

// What has no date may lie in a window that has begun.
Says Undated(const Question& q, const When& when) { return when.from > q.settings.as_of ? Says::kNothing : Says::kMaybe; }

// --- conditions

bool Chronic(const Question& q, const Record& record) { return q.terms.Get(record.concept_id).chronic; }

// A look-back window: by onset or documented activity in it (contract 4.2).
MaySay ConditionWithin(const Question& q, const Record& record, const When& when) {
  const bool active = record.row.course == Course::kActive;
  const bool documented = active && record.row.recorded && Meets(record.row.recorded->first, record.row.recorded->last, when);
  // Whether what is chronic, and began nobody knows when, may go on in days to come no page says.
  if (!record.dated() && Chronic(q, record) && when.from > q.settings.as_of) return std::nullopt;
  if (!record.dated()) return documented ? Says::kTrue : Undated(q, when);
  if (record.start() > when.to) return Says::kNothing;
  if (record.start() >= when.from) return Says::kTrue;
  if (record.end()) return Meets(record.start(), *record.end(), when) ? Says::kTrue : Says::kNothing;
  if (documented) return Says::kTrue;
  if (active) return Says::kMaybe;
  if (!Chronic(q, record)) return Says::kNothing;
  // No longer active, but nobody says since when: whether it was in the window is not known.
  return Says::kMaybe;
}

// Ever up to a day: what has no date was before as-of, on which day nobody knows.
Says Ever(const Question& q, const Record& record, const When& when) {
  if (!record.dated()) return when.to >= q.settings.as_of ? Says::kTrue : Says::kMaybe;
  return record.start() <= when.to ? Says::kTrue : Says::kNothing;
}

bool Over(const Record& record, Date on) { return record.row.course == Course::kInactive || (record.end() && *record.end() < on); }

// As things are, or on a day.
MaySay ConditionOn(const Question& q, const Record& record, const When& when) {
  if (record.dated() && record.start() > when.anchor) return Says::kNothing;
  // "Inactive" beside an end that has not passed: which of the two counts?
  if (record.row.course == Course::kInactive && record.end() && *record.end() >= when.anchor) return std::nullopt;
  // What a status of today says of another day no page says.
  if (when.anchor != q.settings.as_of && record.row.course != Course::kUnstated) return std::nullopt;
  if (Over(record, when.anchor)) return when.reach == Reach::kNow || Chronic(q, record) ? Says::kMaybe : Says::kNothing;
  if (!record.dated()) return std::nullopt;
  if (when.reach == Reach::kNow || record.row.course == Course::kActive || record.row.ongoing || Chronic(q, record)) return Says::kTrue;
  // For how long an acute condition without end or status is "the state of things" no page says.
  return std::nullopt;
}

// "Active", "severe": as the record says; of a chronic condition of that very concept the opposite denies it.
MaySay InState(const Question& q, const Record& record, const When& when, MaySay says) {
  const bool denies = Chronic(q, record) && record.concept_id == q.terms.Find(q.fact.concept_ref.id);
  for (const std::string& state : q.fact.state) {
    if (when.reach == Reach::kEver || when.reach == Reach::kWithin || when.anchor != q.settings.as_of) return std::nullopt;
    if (record.dated() && record.start() > when.anchor) return Says::kNothing;
    bool holds = false;
    bool stated = false;
    if (state == "active") {
      stated = record.row.course != Course::kUnstated || Over(record, when.anchor);
      holds = record.row.course == Course::kActive && !Over(record, when.anchor);
      if (stated && !holds) return denies ? Says::kDenies : Says::kNothing;
    } else {
      if (Over(record, when.anchor)) return std::nullopt;
      stated = record.row.severity != 0;
      holds = q.records.Text(record.row.severity) == state;
      if (stated && !holds) return denies ? Says::kDenies : Says::kNothing;
    }
    if (!stated && says == Says::kTrue) says = Says::kMaybe;
  }
  return says;
}

// How long it has lasted: from first onset to the anchor. Rows of one concept that is not over.
Said ConditionLength(const Question& q, const std::vector<Record>& world, const When& when, bool routine_test) {
  if (when.anchor != q.settings.as_of) return std::nullopt;  // what began after the day is not said
  std::optional<Date> onset;
  for (const Record& record : world) {
    const bool plain = record.dated() && record.row.standing == Standing::kConfirmed && record.row.domain == records::Domain::kCondition;
    if (!plain || Over(record, when.anchor)) return std::nullopt;
    if (record.start() <= when.anchor) onset = std::min(onset.value_or(record.start()), record.start());
  }
  if (!onset) return Silence(q, routine_test);
  const Date before = Moved(when.anchor, -q.fact.duration->value);
  // The longer it lasts, the earlier it began.
  return Both(FromBool(Holds(-onset->day, q.fact.duration->op, -before.day)));
}

// The days of one episode inside a look-back window; the last day counts whole.
MaySay ConditionLengthWithin(const Question& q, const Record& record, const When& when) {
  if (!record.dated()) return std::nullopt;
  if (record.start() > when.to) return Says::kNothing;
  if (!record.end())
    return record.start() < when.from && !Chronic(q, record) && record.row.course == Course::kUnstated ? MaySay(Says::kNothing)
                                                                                                       : std::nullopt;
  if (!Meets(record.start(), *record.end(), when)) return Says::kNothing;
  const auto lasts = [&](Date first, Date last) {
    return Holds(last.day + 1, q.fact.duration->op, Moved(first, q.fact.duration->value).day);
  };
  const Date first = std::max(record.start(), when.from);
  const bool inside = lasts(first, std::min(*record.end(), when.to));
  // "Its last day counts whole": whether the last day of the window does, where the episode goes on beyond it, is not said.
  if (*record.end() > when.to && inside != lasts(first, AddDays(when.to, -1))) return std::nullopt;
  if (inside) return Says::kTrue;
  // Contract 4.3, of a course before the window; whether days after it count as well, no page says.
  if (!q.excluding()) return Says::kNothing;
  if (*record.end() > when.to) return std::nullopt;
  return lasts(record.start(), *record.end()) ? Says::kMaybe : Says::kNothing;
}

// Whether a test that shows the condition is on record: what tests say of conditions is not covered here.
bool Tested(const Question& q) {
  for (std::uint32_t id = 0; id < q.terms.size(); ++id) {
    if (q.terms.Get({id}).test_of == q.fact.concept_ref.id && !RowsOf(q, {{id}}).empty()) return true;
  }
  return false;
}

// Rows that deny the very concept, against those that state it. Nothing where no denial is on record.
std::optional<Said> Denied(const Question& q, const std::vector<Record>& world, const When& when, const std::vector<MaySay>& rows) {
  const auto written = [](const Record& record) {
    return record.row.recorded ? std::optional(record.row.recorded->last) : record.dated() ? std::optional(record.start()) : std::nullopt;
  };
  std::optional<Date> denial;
  bool denied = false;
  for (const Record& record : world) {
    if (record.row.standing != Standing::kRefuted || record.concept_id != q.terms.Find(q.fact.concept_ref.id)) continue;
    denied = true;
    if (written(record)) denial = std::max(denial.value_or(*written(record)), *written(record));
  }
  if (!denied) return std::nullopt;
  // Of which days a denial speaks, of a past window or of some state, no page says.
  if (when.reach == Reach::kWithin || when.anchor != q.settings.as_of || !q.fact.state.empty()) return Said();
  bool stated = false;
  std::optional<Date> last;
  for (std::size_t i = 0; i < world.size(); ++i) {
    if (world[i].row.standing == Standing::kRefuted || rows[i] == MaySay(Says::kNothing)) continue;
    if (rows[i] != MaySay(Says::kTrue) || !written(world[i])) return Said();
    stated = true;
    last = std::max(last.value_or(*written(world[i])), *written(world[i]));
  }
  if (!stated) return Said(Both(Truth::kFalse));
  if (!denial || *denial == *last) return Said();
  return Said(Both(*denial > *last ? Truth::kUnknown : Truth::kTrue));
}

// --- participations in trials

MaySay TakesPart(const Question& q, const Record& record, const When& when) {
  const bool going = record.row.ongoing && !record.end();
  const Date as_of = q.settings.as_of;
  switch (when.reach) {
    case Reach::kEver: return going && when.to >= as_of ? Says::kTrue : Ever(q, record, when);
    case Reach::kWithin: {
      // Going on without a beginning, it is there on the as-of day at least.
      if (!record.dated()) return going && Meets(as_of, as_of, when) ? Says::kTrue : Undated(q, when);
      if (record.start() > when.to) return Says::kNothing;
      if (Meets(record.start(), going ? as_of : record.end().value_or(record.start()), when)) return Says::kTrue;
      return !going && !record.end() ? Says::kMaybe : Says::kNothing;  // how long it went on is not known
    }
    default:
      if (!record.dated()) return std::nullopt;
      return going || record.start() == when.anchor || (record.end() && *record.end() >= when.anchor) ? Says::kTrue : Says::kMaybe;
  }
}

// --- how often

Said HowOften(const Question& q, const std::vector<Record>& world, const std::vector<MaySay>& rows) {
  std::vector<Date> sure, possible;
  for (std::size_t i = 0; i < world.size(); ++i) {
    if (!rows[i]) return std::nullopt;
    if (*rows[i] == Says::kNothing) continue;
    if (!world[i].dated() || world[i].row.timed() || world[i].end().value_or(world[i].start()) != world[i].start()) return std::nullopt;
    const Date day = world[i].start();
    // Of one day one counts.
    if (std::find(possible.begin(), possible.end(), day) == possible.end()) possible.push_back(day);
    if (*rows[i] == Says::kTrue && std::find(sure.begin(), sure.end(), day) == sure.end()) sure.push_back(day);
  }
  const int apart = q.fact.times->apart ? q.fact.times->apart->days : 1;
  return CountSaid(q, *q.fact.times, MostApart(sure, apart), MostApart(possible, apart));
}

}  // namespace

Said CountSaid(const Question& q, const logic::CountBound& bound, int least, int most) {
  switch (bound.op) {
    case logic::Operator::kGreaterEqual:
    case logic::Operator::kGreater: {
      const int wanted = bound.op == logic::Operator::kGreater ? bound.value + 1 : bound.value;
      if (least >= wanted) return Both(Truth::kTrue);
      if (most >= wanted) return Both(Truth::kUnknown);
      return Silence(q);
    }
    case logic::Operator::kLess:
    case logic::Operator::kLessEqual: {
      // Whether nothing at all is "at most two" no page says.
      if (least == 0) return std::nullopt;
      const int allowed = bound.op == logic::Operator::kLess ? bound.value - 1 : bound.value;
      if (least > allowed) return Both(Truth::kFalse);
      if (most > allowed) return Both(Truth::kUnknown);
      return Reading{q.complete() ? Truth::kTrue : Truth::kUnknown, Truth::kTrue};
    }
    default: return std::nullopt;
  }
}

Said Condition(const Question& q, const When& when) {
  if (SexDecides(q)) return when.reach == Reach::kNow && q.fact.state.empty() && !q.fact.duration ? BySex(q, when) : Said();
  const bool routine_test = q.terms.Get(q.terms.Find(q.fact.concept_ref.id).value()).routine_test;
  if (q.fact.times || q.fact.distinct || (routine_test && Tested(q))) return std::nullopt;
  return InEveryWorld(q, RowsOf(q), [&](const std::vector<Record>& world) -> Said {
    if (q.fact.duration && when.reach != Reach::kWithin) return ConditionLength(q, world, when, routine_test);
    std::vector<MaySay> rows;
    for (const Record& record : world) {
      MaySay says = when.reach == Reach::kWithin ? ConditionWithin(q, record, when)
                    : when.reach == Reach::kEver ? MaySay(Ever(q, record, when))
                                                 : ConditionOn(q, record, when);
      if (q.fact.duration) says = ConditionLengthWithin(q, record, when);
      if (!q.fact.state.empty()) says = InState(q, record, when, says);
      if (record.row.standing == Standing::kRefuted) says = Says::kNothing;
      rows.push_back(says ? MaySay(InDoubt(record, *says)) : says);
    }
    // One that may deny the state, beside others.
    if (!q.fact.state.empty() && std::find(rows.begin(), rows.end(), std::nullopt) != rows.end()) return std::nullopt;
    if (const auto denied = Denied(q, world, when, rows)) return *denied;
    return Sum(q, rows, routine_test);
  });
}

Said Procedure(const Question& q, const When& when) {
  const std::vector<Record> all = RowsOf(q);
  // How far apart they are where one has no full date: no page says whether it is held to the window first.
  const auto partial = [](const Record& record) { return record.row.start && !record.row.start->exact(); };
  if (q.fact.times && q.fact.times->apart && std::any_of(all.begin(), all.end(), partial)) return std::nullopt;
  return InEveryWorld(q, all, [&](const std::vector<Record>& world) -> Said {
    std::vector<MaySay> rows;
    for (const Record& record : world) {
      MaySay says = Says::kNothing;
      if (record.row.standing == Standing::kRefuted) return std::nullopt;
      const Date last = record.dated() ? record.end().value_or(record.start()) : Date{};
      switch (when.reach) {
        case Reach::kNow: says = Says::kTrue; break;  // procedures count whenever they were
        case Reach::kEver: says = Ever(q, record, when); break;
        case Reach::kWithin:
          says = !record.dated() ? Undated(q, when) : Meets(record.start(), last, when) ? Says::kTrue : Says::kNothing;
          break;
        case Reach::kOn: return std::nullopt;  // how long before the day it may have been no page says
      }
      rows.push_back(InDoubt(record, *says));
    }
    return q.fact.times ? HowOften(q, world, rows) : Sum(q, rows);
  });
}

Said Participation(const Question& q, const When& when) {
  if (q.fact.times || q.fact.distinct) return std::nullopt;
  const bool half_lives = q.fact.window && q.fact.window->or_longer && q.fact.window->or_longer->half_lives > 0;
  std::vector<terms::ConceptId> concepts = q.terms.Closure(q.terms.Find(q.fact.concept_ref.id).value());
  const terms::ConceptId unnamed = q.terms.Find("clinical_trial").value();
  const bool any_trial = q.fact.concept_ref.id == "clinical_trial";
  if (!any_trial) concepts.push_back(unnamed);
  return InEveryWorld(q, RowsOf(q, concepts), [&](const std::vector<Record>& world) -> Said {
    std::vector<MaySay> rows;
    for (const Record& record : world) {
      if (record.row.domain != records::Domain::kTrial || record.row.standing != Standing::kConfirmed) return std::nullopt;
      // Of a day alone, and of days to come, no page says who takes part.
      if (when.reach == Reach::kOn || (when.reach == Reach::kWithin && when.from > q.settings.as_of)) return std::nullopt;
      // The product may stay longer than the window reaches: as long as its half-life says, if one is known.
      const auto half_life = half_lives ? q.terms.Get(record.concept_id).half_life_days : std::nullopt;
      When own = when;
      if (half_life) own.from = std::min(when.from, HalfLivesBefore(when.anchor, q.fact.window->or_longer->half_lives, *half_life));
      MaySay says = TakesPart(q, record, own);
      if (half_lives && !half_life && says == MaySay(Says::kNothing) && record.start() <= when.to) says = Says::kMaybe;
      // Of a trial whose product is not named, whether it was this one.
      if (!any_trial && record.concept_id == unnamed && says == MaySay(Says::kTrue)) says = Says::kMaybe;
      rows.push_back(says);
    }
    return Sum(q, rows);
  });
}

Said Allergy(const Question& q, const When& when) {
  if (q.fact.times || q.fact.distinct) return std::nullopt;
  return InEveryWorld(q, RowsOf(q), [&](const std::vector<Record>& world) -> Said {
    std::vector<MaySay> rows;
    bool denied = false;
    for (const Record& record : world) {
      if (record.row.domain != records::Domain::kAllergy) continue;
      if (record.row.standing == Standing::kRefuted) {
        denied = denied || record.concept_id == q.terms.Find(q.fact.concept_ref.id);
        continue;
      }
      MaySay says = Says::kTrue;
      if (when.reach == Reach::kWithin) {
        // One from before the window may have shown itself in it.
        if (!record.dated() || record.start() < when.from) says = Says::kMaybe;
        if (record.dated() && record.start() > when.to) says = Says::kNothing;
      } else if (record.dated() && record.start() > (when.reach == Reach::kEver ? when.to : when.anchor)) {
        says = Says::kNothing;
      }
      for (const std::string& state : q.fact.state) {
        const std::string_view severity = q.records.Text(record.row.severity);
        const bool holds = severity == state || (state == "severe" && severity == "life-threatening");
        if (severity.empty() && says == MaySay(Says::kTrue)) says = Says::kMaybe;
        if (!severity.empty() && !holds) says = Says::kNothing;
      }
      rows.push_back(InDoubt(record, *says));
    }
    // A denial beside a statement, or of a window or a severity, is left open as it is for conditions.
    if (denied) return rows.empty() && when.reach != Reach::kWithin && q.fact.state.empty() ? Said(Both(Truth::kFalse)) : Said();
    return Sum(q, rows);
  });
}

}  // namespace eligo::reference
