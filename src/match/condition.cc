// Conditions: diagnoses, and observations that state one.
//
//   field        honoured as
//   concept      any member of the class; a documented member makes it true
//   window       with `from`: onset or documented activity inside it (contract section 4.2); with `to` only: ever before;
//                an anchor alone or nothing: the condition has not ended before the anchor
//   pick         any, first, latest: without a window, any and first mean ever
//   state        activity and severity as recorded; other states are unknown for a recorded condition
//   category     severity, stage or grade at the row, else the latest result on the scale ("NYHA class"); grade 0 is absence
//   scale        without category: named classification criteria (3.11)
//   cause        by the class of the cause, else unknown while the cause is on record
//   other_than   index_disease; a concept and what lies below it
//   except       removes rows: concept, state, category, cause, window (the row lies in it as a whole)
//   duration     from the first onset or diagnosis to the anchor (3.9); in a look-back window the days of one episode inside it (4.3)
//   times        how many episodes; onsets within 30 days may be one
//   method       proof ("biopsy"): unknown for a recorded condition
//   requires     judged by judge.cc
//   qualitative  positive: present; negative: absent; others as observations of it are called
//
// A condition that a routine test decides, and pregnancy, are decided by their tests too, and silence about them is
// never absence (3.2). Facts that only women can have are false for males, unless the record speaks of them (3.12).
// Tested by test/match/condition.txt.
#include <algorithm>

#include <fmt/format.h>

#include "match/findings.h"
#include "match/phrase.h"
#include "match/record_row.h"
#include "match/result.h"
#include "match/routine_test.h"
#include "match/score.h"
#include "match/times.h"

namespace eligo::match {
namespace {

using records::Course;
using records::Domain;
using records::Row;
using records::Standing;

constexpr Fields kHonoured = kTimesField | kStateField | kCategoryField | kScaleField | kCauseField | kOtherThanField | kExceptField |
                             kDurationField | kMethodField | kRequiredField | kAnswerField | kPickField | kWindowField;

struct When {
  Truth truth = Truth::kFalse;
  bool past = false;  // it had ended before the anchor
};

When AtTheAnchor(const Row& row, const terms::Concept& c, const TimeSpan& span, const Subject& subject, bool wants_active,
                 std::string& unsure) {
  const DateInterval start = KnownDays(row.start, subject.known_by());
  if (start.first > span.anchor) return {};
  const Truth begun = start.last <= span.anchor ? Truth::kTrue : Truth::kUnknown;
  Truth ended = Truth::kFalse;
  const bool never_closed = c.id == "pregnancy" && row.start && start.last.day + kPregnancyDays < span.anchor.day;
  if (row.end && row.end->first <= subject.known_by()) {
    ended = row.end->last < span.anchor ? Truth::kTrue : row.end->first >= span.anchor ? Truth::kFalse : Truth::kUnknown;
  } else if (never_closed || (!row.end && row.course == Course::kInactive)) {
    ended = Truth::kTrue;
  }
  if (ended == Truth::kTrue) {
    // Ended: it says nothing of the anchor where the text, or the nature of the thing, asks for the present state.
    if (wants_active || c.id == "pregnancy" || c.id == "lactation") return {Truth::kFalse, true};
    if (span.stated && !c.chronic) return {Truth::kFalse, true};
    unsure = span.stated ? fmt::format("whether the {}, no longer active, counts", c.label)
                         : fmt::format("whether a past {} counts: the text does not say when", c.label);
    return {And(begun, Truth::kUnknown), true};
  }
  const Truth truth = And(begun, Not(ended));
  if (truth == Truth::kUnknown) unsure = Told(subject, "the days of the {}", c.label);
  return {truth, false};
}

When InLookBack(const Row& row, const terms::Concept& c, const TimeSpan& span, const Subject& subject, std::string& unsure) {
  const DateInterval start = KnownDays(row.start, subject.known_by());
  if (start.first > span.last) return {};
  const bool past = row.end && row.end->first <= subject.known_by();
  // Onset in the window.
  if (start.first >= span.first) {
    if (start.last > span.last) unsure = Told(subject, "the day of onset of the {}", c.label);
    return {start.last <= span.last ? Truth::kTrue : Truth::kUnknown, past};
  }
  // Onset before it, perhaps: what is recorded of the time since?
  if (past) {
    const Truth truth = Overlaps(start, *row.end, span.first, span.last);
    if (truth == Truth::kUnknown) unsure = Told(subject, "the days of the {}", c.label);
    return {truth, true};
  }
  const bool documented =
      row.course == Course::kActive && row.recorded && row.recorded->first >= span.first && row.recorded->last <= span.last;
  if (documented) return {Truth::kTrue, false};
  const bool may_begin_inside = start.last >= span.first;
  const bool may_go_on = c.chronic || row.course == Course::kActive || row.ongoing;
  if (!may_begin_inside && !may_go_on) return {};
  unsure = may_begin_inside ? fmt::format("the day of onset of the {}", c.label)
                            : fmt::format("whether the {} was active {}", c.label, ToString(span));
  return {Truth::kUnknown, false};
}

// In a window in hours: its onset in it, or its days till the end. What began before and has no end is as in any look-back window.
When InHours(const Row& row, const terms::Concept& c, const TimeSpan& span, const Subject& subject, std::string& unsure) {
  const DateInterval start = KnownDays(row.start, subject.known_by());
  if (BeforeEnd(start, row.minute, span) == Truth::kFalse) return {};
  const bool past = row.end && row.end->first <= subject.known_by();
  const Truth onset = Within(start, row.minute, span);
  if (onset == Truth::kTrue) return {Truth::kTrue, past};
  const bool may_go_on = c.chronic || row.course == Course::kActive || row.ongoing;
  Truth truth = onset;
  if (past) truth = OverlapsHours(start, row.minute, *row.end, span);
  if (!past && may_go_on && start.first <= span.anchor) truth = Truth::kUnknown;
  if (truth == Truth::kUnknown) {
    unsure = past || onset == Truth::kUnknown ? fmt::format("the hour of the {}", c.label)
                                              : fmt::format("whether the {} was active {}", c.label, ToString(span));
  }
  return {truth, past};
}

When WhenOf(const Row& row, const terms::Concept& c, const TimeSpan& span, const Subject& subject, bool wants_active, std::string& unsure) {
  switch (span.mode) {
    case TimeSpan::Mode::kNow: return AtTheAnchor(row, c, span, subject, wants_active, unsure);
    case TimeSpan::Mode::kBetween:
      return span.in_hours ? InHours(row, c, span, subject, unsure) : InLookBack(row, c, span, subject, unsure);
    case TimeSpan::Mode::kEver: break;
  }
  const DateInterval start = KnownDays(row.start, subject.known_by());
  if (start.first > span.last) return {};
  const bool past = row.end && row.end->first <= subject.known_by();
  if (start.last > span.last) unsure = Told(subject, "the day of onset of the {}", c.label);
  return {start.last <= span.last ? Truth::kTrue : Truth::kUnknown, past};
}

// An observation ("pregnancy status: pregnant") speaks of its own day; it is fresh for as long as a result is.
bool Fresh(const Row& row, const TimeSpan& span, const Subject& subject) {
  const DateInterval day = KnownDays(row.start, subject.known_by());
  return day.first >= Add(span.anchor, -subject.run.settings.validity);
}

struct Judged {
  Reading reading;
  std::string unsure;  // of a row that does not count: why not
};

Judged JudgeRow(RowAt at, const PreparedFact& fact, const Subject& subject, const TimeSpan& span, const Reading& on_scale,
                Findings& findings) {
  Judged out;
  const terms::Concept& c = subject.Concept(at.id);
  const bool wants_active = std::any_of(fact->state.begin(), fact->state.end(),
                                        [](const std::string& s) { return s == "active" || s == "current" || s == "ongoing"; });
  const When when = WhenOf(at.row, c, span, subject, wants_active, out.unsure);
  const bool own = at.id == *fact.concept_id;
  if (at.row.standing == Standing::kRefuted) {
    if (own) findings.Deny(at.row, at.id);
    return out = {Both(Truth::kFalse), "refuted"};
  }
  // The record follows a chronic condition: when it says that it is over, active it is not.
  if (when.past && wants_active && own && c.chronic && span.mode == TimeSpan::Mode::kNow) findings.Deny(at.row, at.id, "no longer active");
  Reading reading = Both(when.truth);
  std::string why_not;  // what makes the row no case of the fact
  const auto also = [&](Reading r, const std::string& not_so) {
    if (r.presumed == Truth::kFalse && why_not.empty()) why_not = not_so;
    reading = And(reading, r);
  };
  if (when.truth != Truth::kFalse) {
    if (!fact->state.empty()) {
      const Truth state = StateOf(at, fact->state, when.past && span.mode != TimeSpan::Mode::kNow, subject, out.unsure);
      const std::string not_so = "not " + Join(fact->state, " and ");
      if (state == Truth::kFalse && own && c.chronic) findings.Deny(at.row, at.id, not_so);
      also(Both(state), not_so);
    }
    if (!fact->category.empty()) {
      const Truth at_row = CategoryOf(at, *fact, subject, out.unsure);
      also(at_row == Truth::kUnknown ? on_scale : Both(at_row), fmt::format("not {} {}", fact->scale, Join(fact->category, " or ")));
    }
    if (fact->cause) also(CauseOf(at, fact, subject, out.unsure), "of another cause");
    if (!fact->other_than.empty())
      also(Both(OtherThan(at, *fact, subject, out.unsure)),
           fact->other_than == "index_disease" ? "the disease of the trial" : "left out by the text");
    if (!fact.except.empty()) also(Both(Not(Excepted(at, fact, subject, out.unsure))), "an exception");
    if (!fact->method.empty()) {
      if (out.unsure.empty()) out.unsure = Told(subject, "whether the {} was shown by {}", c.label, fact->method.front());
      also(Reading{}, "");
    }
  }
  if (at.row.standing == Standing::kProvisional) {
    out.unsure = Told(subject, "whether the provisional {} is confirmed", c.label);
    also(Reading{}, "");
  }
  if (at.row.domain == Domain::kNote) {
    out.unsure = Told(subject, "mentioned in a note only: a person must confirm the {}", c.label);
    also(Reading{}, "");
  }
  if (at.row.domain == Domain::kObservation && span.mode == TimeSpan::Mode::kNow && !c.chronic && !Fresh(at.row, span, subject)) {
    out.unsure = Told(subject, "whether the {} still holds", c.label);
    also(Reading{}, "");
  }
  out.reading = reading;
  if (reading.presumed == Truth::kFalse && reading.strict == Truth::kFalse) out.unsure = why_not;
  return out;
}

// Years and months from the first onset to the anchor, against the bound.
Truth LastsLongEnough(DateInterval onset, Date anchor, const logic::DurationBound& bound) {
  if (bound.value.hours != 0) {
    // Either day is any minute of 24 hours.
    constexpr int kMinutes = 24 * 60;
    const int days = bound.value.months == 0 ? bound.value.days : LongestDays({bound.value.months, bound.value.days, 0});
    records::Number minutes;
    minutes.low = (anchor.day - onset.last.day - 1) * std::int64_t{kMinutes} + 1;
    minutes.high = (anchor.day - onset.first.day + 1) * std::int64_t{kMinutes} - 1;
    return CompareNumber(minutes, bound.op, days * std::int64_t{kMinutes} + bound.value.hours * 60, {});
  }
  const Date begun_by = Add(anchor, -bound.value);
  const auto holds = [&](Date day) {
    switch (bound.op) {
      case logic::Operator::kGreaterEqual: return day <= begun_by;
      case logic::Operator::kGreater: return day < begun_by;
      case logic::Operator::kLessEqual: return day >= begun_by;
      case logic::Operator::kLess: return day > begun_by;
      case logic::Operator::kEqual:
      case logic::Operator::kBetween: return day == begun_by;
    }
    return false;
  };
  const bool first = holds(onset.first);
  const bool last = holds(onset.last);
  if (bound.op == logic::Operator::kEqual || bound.op == logic::Operator::kBetween) {
    if (onset.exact()) return FromBool(first);
    return onset.first <= begun_by && begun_by <= onset.last ? Truth::kUnknown : Truth::kFalse;
  }
  return first == last ? FromBool(first) : Truth::kUnknown;
}

// How long one episode lasted inside the window: from its onset to its end or the window's. Its days before do not count; for an exclusion
// whether they do is open (contract section 4.3).
Truth LastsInside(const Row& row, const terms::Concept& c, const TimeSpan& span, const PreparedFact& fact, const Subject& subject,
                  std::string& unsure) {
  const logic::DurationBound& bound = *fact->duration;
  const DateInterval start = KnownDays(row.start, subject.known_by());
  const Date until = std::min(span.last, subject.as_of());
  DateInterval end{std::max(start.first, span.first), until};
  bool over = false;  // on the last of those days, or before
  if (row.end && row.end->first <= subject.known_by()) {
    // Its last day counts whole.
    end = {AddDays(std::max(start.first, row.end->first), 1), AddDays(std::max(start.last, row.end->last), 1)};
    over = row.end->last <= until;
  } else if (row.ongoing || (c.chronic && row.course != Course::kInactive)) {
    end = On(until);
  }
  if (!over) end = {std::min(end.first, until), std::min(end.last, until)};
  const auto lasts = [&](DateInterval onset) {
    const Truth at_least = LastsLongEnough(onset, end.first, bound);
    return at_least == LastsLongEnough(onset, end.last, bound) ? at_least : Truth::kUnknown;
  };
  const DateInterval inside{std::max(start.first, span.first), std::max(start.last, span.first)};
  const Truth counted = lasts(inside);
  if (counted == Truth::kFalse && AtLeast(bound.op) && fact.excluding() && start.first < span.first && lasts(start) != Truth::kFalse) {
    unsure = Told(subject, "whether days of the {} before that time count", c.label);
    return Truth::kUnknown;
  }
  if (counted == Truth::kUnknown && unsure.empty()) unsure = Told(subject, "how long the {} lasted", c.label);
  return counted;
}

// Onsets of one condition within 30 days may be one episode written down again.
void CountEpisodes(const logic::CountBound& bound, std::vector<Happened> episodes, Silence silence, const std::string& name,
                   const std::string& when, LeafResult& result) {
  const Counted told_apart = Count(episodes, bound.apart ? bound.apart : Period{0, 30, 0});
  Counted counted{told_apart.least, Count(std::move(episodes), std::nullopt).most};
  result.truth = CountHolds(counted, bound, silence.absent, silence.closed);
  result.says = fmt::format("{} recorded {} time{} {}", name, counted.least, counted.least == 1 ? "" : "s", when);
  result.missing = Known(result.truth.strict) ? "" : fmt::format("how often there was {} {}", name, when);
}

// "Abnormal", "high", "equivocal" said of a condition: as observations of it are called; a diagnosis does not say.
LeafResult JudgeCalled(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  const std::string name = Name(fact, subject);
  const std::string missing = fmt::format("whether the {} is {}", name, logic::ToString(*fact->answer));
  LeafResult result = Unknown(missing);
  if (!fact.Has(kAnswerField) || (fact.fields & ~(kAnswerField | kPickField | kWindowField)) != 0) return result;
  Reading any = Both(Truth::kFalse);
  bool found = false;
  for (const terms::ConceptId id : fact.closure) {
    const Timeline timeline = JudgeTimeline(
        id, subject, span, fact->pick, Freshness::kLimited,
        [&](const Row& row, std::string& unsure) { return AnswerOfResult(row, *fact->answer, id, subject, unsure); },
        [](const Row& row) { return row.number || row.answer != records::Answer::kNone; });
    if (!timeline.found) continue;
    found = true;
    any = Or(any, timeline.reading);
    for (const Row* row : timeline.used) ShowRow(result.evidence, subject, *row, id);
    result.says =
        fmt::format("{} {} on {}", subject.Concept(id).label, ValueText(subject.run, *timeline.told), DayText(timeline.told->start));
  }
  if (!found) return result;
  result.truth = any;
  if (Known(any.strict)) result.missing.clear();
  return result;
}

// "Grade 1 or lower" holds where there is no higher one.
LeafResult AtMostGrade(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  logic::Fact higher = *fact;
  higher.category.clear();
  for (const char* grade : {"1", "2", "3", "4", "5"}) {
    if (!SameCategory(grade, fact->category)) higher.category.emplace_back(grade);
  }
  PreparedFact other = fact;
  other.fact = &higher;
  LeafResult result = JudgeCondition(other, subject, span);
  result.truth = Not(result.truth);
  return result;
}

// The latest result on the fact's scale, where terms hold it. Of its grade of this very condition: "CTCAE" of dyspnea is ctcae_dyspnea.
struct OnScale {
  Timeline timeline;
  terms::ConceptId scale;
  bool of_this = false;
};
OnScale JudgeOnScale(const logic::Fact& fact, const Subject& subject, const TimeSpan& span) {
  const std::vector<std::string> names = ScaleConcepts(fact);
  for (const std::string& name : names) {
    const auto scale = subject.run.terms.Find(name);
    if (!scale) continue;
    Timeline timeline = JudgeTimeline(*scale, subject, span, logic::Pick::kLatest, Freshness::kLimited, [&](const Row& row, std::string&) {
      std::string_view written = subject.run.records.Text(row.text);
      const std::string number = row.number && row.number->exact() ? row.number->low->ToString() : "";
      if (written.empty()) written = number;
      return written.empty() ? Reading{} : Both(IsCategory(written, fact.category));
    });
    return {std::move(timeline), *scale, name == names.front()};
  }
  return {};
}

void ApplySex(const PreparedFact& fact, const Subject& subject, bool spoken_of, LeafResult& result) {
  const records::Sex sex = SexOf(subject.patient);
  const std::string name = Name(fact, subject);
  if (sex == records::Sex::kFemale) return;
  if (sex == records::Sex::kMale) {
    result.evidence.Add({std::string(subject.patient.source), "", "male", "sex: male"});
    if (spoken_of) {
      result.truth = {};
      result.says = Told(subject, "the record shows {} in a male patient", name);
      result.missing = Told(subject, "which is right: the sex or the {}", name);
      return;
    }
    result.truth = Both(Truth::kFalse);
    result.says = Told(subject, "the patient is male, so there is no {}", name);
    result.missing.clear();
    return;
  }
  if (result.truth.strict == Truth::kTrue) return;
  result.truth = {};
  result.missing = "the patient's sex";
  result.says = "the record does not state the patient's sex";
}

}  // namespace

LeafResult JudgeCondition(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  const std::string name = Name(fact, subject);
  if (fact->answer && *fact->answer != logic::Answer::kPositive && *fact->answer != logic::Answer::kNegative)
    return JudgeCalled(fact, subject, span);
  const bool some = fact->pick == logic::Pick::kAll || fact->pick == logic::Pick::kLowest || fact->pick == logic::Pick::kHighest;
  if (some) return Unknown(fmt::format("which {} the text means ({})", name, logic::ToString(*fact->pick)));
  if (span.half_lives > 0 || span.to_half_lives > 0) return Unknown(fmt::format("how long a half-life is that dates the {}", name));
  if (fact->duration && fact->times) return Unknown(fmt::format("how often the {} lasted that long", name));
  const bool inside = fact->duration && span.mode == TimeSpan::Mode::kBetween;  // how long within the window, row by row
  TimeSpan when = span;
  if (fact->duration && !inside) {
    // The first onset counts, whatever became of that episode.
    when.mode = TimeSpan::Mode::kEver;
    when.first = kDawn;
  }
  if (std::find(fact->category.begin(), fact->category.end(), "0") != fact->category.end()) return AtMostGrade(fact, subject, span);
  const terms::Concept& c = subject.Concept(*fact.concept_id);
  const OnScale graded = fact->category.empty() || fact->scale.empty() ? OnScale{} : JudgeOnScale(*fact, subject, span);
  const Reading on_scale = graded.timeline.reading;

  Findings findings(subject);
  std::optional<DateInterval> onset;
  bool all_onsets_known = true;
  bool spoken_of = false;
  std::vector<Happened> episodes;
  for (const terms::ConceptId id : fact.ToLookUp()) {
    for (const Row& row : subject.Rows(id)) {
      if (!Exists(row, subject.known_by())) continue;
      if (row.domain == Domain::kObservation) {
        if (row.number || (row.answer != records::Answer::kPositive && row.answer != records::Answer::kNegative)) continue;
        if (row.answer == records::Answer::kNegative) {
          if (id == *fact.concept_id && Fresh(row, span, subject)) findings.Deny(row, id);
          continue;
        }
      } else if (row.domain != Domain::kCondition && row.domain != Domain::kNote) {
        continue;
      }
      Judged judged = JudgeRow({row, id}, fact, subject, when, on_scale, findings);
      if (judged.reading.presumed == Truth::kTrue) {
        const DateInterval start = KnownDays(row.start, subject.known_by());
        if (!row.start) all_onsets_known = false;
        if (!onset) onset = start;
        onset->first = std::min(onset->first, start.first);
        onset->last = std::min(onset->last, start.last);
      }
      spoken_of = spoken_of || judged.reading.presumed != Truth::kFalse;
      if (inside && judged.reading.presumed != Truth::kFalse) {
        const Truth lasted = LastsInside(row, subject.Concept(id), span, fact, subject, judged.unsure);
        judged.reading = And(judged.reading, Both(lasted));
        if (lasted == Truth::kFalse)
          judged.unsure =
              fmt::format("not {} {} in that time", LengthRelation(fact->duration->op, true), LengthText(fact->duration->value));
      }
      if (judged.reading.presumed != Truth::kFalse)
        episodes.push_back({KnownDays(row.start, subject.known_by()), row.minute, judged.reading.presumed});
      findings.Add(row, id, judged.reading, std::move(judged.unsure));
    }
  }

  Silence silence{!c.routine_test && fact->about != logic::About::kObservation && fact->about != logic::About::kDemographic,
                  subject.Closed(logic::About::kCondition) && !c.routine_test};
  const bool pregnancy =
      subject.run.known.pregnancy && std::binary_search(fact.closure.begin(), fact.closure.end(), *subject.run.known.pregnancy);
  if (pregnancy) {
    silence.absent = PregnancyMayBeSilent(subject, span.anchor);
    silence.closed = silence.absent && subject.Closed(logic::About::kCondition);
  }
  LeafResult result = findings.Conclude(silence, name, ToString(when));
  if (fact->times && !findings.conflict()) CountEpisodes(*fact->times, std::move(episodes), silence, name, ToString(when), result);

  // A grade of this very condition speaks where nothing else does.
  if (graded.of_this && !spoken_of && Known(graded.timeline.reading.presumed)) {
    const Row& row = *graded.timeline.told;
    result = {};
    result.truth = graded.timeline.reading;
    for (const Row* used : graded.timeline.used) ShowRow(result.evidence, subject, *used, graded.scale);
    result.says = Told(subject, "{} {} on {}", subject.Concept(graded.scale).label, ValueText(subject.run, row), DayText(row.start));
    if (!Known(result.truth.strict))
      result.missing =
          fmt::format("a {} not older than {}", subject.Concept(graded.scale).label, LengthText(subject.run.settings.validity));
  }

  // Its tests. A recorded condition stands whatever they say.
  if ((c.routine_test || pregnancy) && !fact->times && result.truth.presumed != Truth::kTrue) {
    Tests tests = TestsFor(fact, subject, span);
    if (!fact->state.empty() || !fact->category.empty() || fact->cause) tests.reading = And(tests.reading, Both(Truth::kUnknown));
    if (tests.any) {
      spoken_of = spoken_of || tests.reading.presumed == Truth::kTrue;
      // A negative test leaves a doubtful record in doubt; a positive one against a denial is a conflict.
      const bool doubtful = findings.found().presumed != Truth::kFalse;
      const auto settle = [&](Truth test, Truth record) {
        if (test == Truth::kTrue) return findings.denied() ? Truth::kUnknown : Truth::kTrue;
        return test == Truth::kFalse && !doubtful ? Truth::kFalse : record;
      };
      result.truth = {settle(tests.reading.strict, result.truth.strict), settle(tests.reading.presumed, result.truth.presumed)};
      if (Known(result.truth.strict)) result.truth.presumed = result.truth.strict;
      result.evidence.Add(tests.evidence);
      result.says = tests.says;
      if (Known(result.truth.strict)) result.missing.clear();
    }
    if (!Known(result.truth.strict) && !findings.conflict() && findings.found().presumed == Truth::kFalse) {
      std::vector<std::string> names;
      for (const terms::ConceptId test : TestsOf(subject.run, fact.closure)) names.emplace_back(subject.Concept(test).label);
      if (!names.empty()) result.missing = Told(subject, "a recent result of {}", Join(names, " or "));
    }
  }
  if (c.female_only) ApplySex(fact, subject, spoken_of, result);

  if (fact->duration && !inside && result.truth.presumed == Truth::kTrue && onset) {
    const Truth lasted = all_onsets_known ? LastsLongEnough(*onset, span.anchor, *fact->duration) : Truth::kUnknown;
    result.truth = And(result.truth, Both(lasted));
    result.says =
        fmt::format("{} since {}, {} {} before {}", name, ToString(*onset),
                    lasted == Truth::kUnknown ? "which may or may not be" : LengthRelation(fact->duration->op, lasted == Truth::kTrue),
                    LengthText(fact->duration->value), ToString(span.anchor));
    if (lasted == Truth::kUnknown) result.missing = Told(subject, "the day of onset of the {}", name);
  }
  if (!fact->scale.empty() && fact->category.empty()) ApplyNamedCriteria(*fact, subject, span, result);
  if (fact->answer == logic::Answer::kNegative) result.truth = Not(result.truth);
  return result;
}

}  // namespace eligo::match
