// Measurements: laboratory results, vital signs, tests.
//
//   field        honoured as
//   concept      of a class, any member; for `distinct`, how many members
//   concept      bmi: without one on record, from weight and height (body_mass.h)
//   compare      limits in a unit, multiples of ULN or LLN, titers; per kg by the lightest and the heaviest weight on record
//   qualitative  from the coded answer or interpretation, else from the number and its range (never for "positive" without one)
//   category     the text of the result; scale only names what it is a category of
//   method       by the result's method or the concept's own name; a result by another method does not count, one without is unknown
//   specimen     serum, plasma and blood are what blood tests are made of; others by the concept's name
//   distinct     members of the class that meet the rest
//                a test that only women can have positive is negative in males (3.12)
//   state        unknown for a result that meets the rest: whether it is "clinically significant" no record says
//   times        how many results of one concept meet the rest, each `apart` from the one before (times.h); there may be more elsewhere
//   provided     results count only while it holds
//   requires     judged by judge.cc
//   pick         latest (the default; see JudgeResults for look-back windows), first, any, all, lowest, highest
//   window       an anchor alone: the validity (28 days); with `from`: in place of the validity; with `to` only: no limit
//
// Silence is unknown in both readings; a result older than its validity is unknown strictly and used as it is when presumed.
// Tested by test/match/measurement.txt.
#include "match/measurement.h"

#include <algorithm>

#include <fmt/format.h>

#include "match/body_mass.h"
#include "match/change.h"
#include "match/kernels.h"
#include "match/phrase.h"
#include "match/record_row.h"
#include "match/times.h"

namespace eligo::match {
namespace {

using logic::Answer;
using logic::Operator;
using logic::Pick;
using records::Row;

constexpr Fields kHonoured = kCompareField | kAnswerField | kCategoryField | kStateField | kMethodField | kSpecimenField | kDistinctField |
                             kTimesField | kProvidedField | kRequiredField | kPickField | kWindowField | kScaleField;

}  // namespace

Truth ByMethod(const Row& row, const logic::Fact& fact, const terms::Concept& c, const Subject& subject) {
  if (fact.method.empty()) return Truth::kTrue;
  const std::string_view written = subject.run.records.Text(row.method);
  for (const std::string& method : fact.method) {
    if (NameImplies(c, method) || Mentions(written, method)) return Truth::kTrue;
  }
  return written.empty() ? Truth::kUnknown : Truth::kFalse;
}

Truth InSpecimen(const logic::Fact& fact, const terms::Concept& c) {
  if (fact.specimen.empty() || NameImplies(c, fact.specimen)) return Truth::kTrue;
  const bool of_blood = fact.specimen == "serum" || fact.specimen == "plasma" || fact.specimen == "blood";
  if (!of_blood) return Truth::kUnknown;
  if (NameImplies(c, "urine")) return Truth::kFalse;
  return c.test_of == "pregnancy" ? Truth::kUnknown : Truth::kTrue;  // hCG is tested in urine as often
}

Reading AskOfResult(const Row& row, const PreparedFact& fact, terms::ConceptId id, const Subject& subject, std::string& unsure) {
  const terms::Concept& c = subject.Concept(id);
  Reading reading = Both(Truth::kTrue);
  if (fact->compare) reading = And(reading, CompareResult(row, fact, id, subject, unsure));
  // A titer at the limit is what the text calls positive; a coded answer, where there is one, must agree.
  const bool titer_says_it = fact->compare && fact->compare->titer && row.answer == records::Answer::kNone;
  if (fact->answer && !titer_says_it) reading = And(reading, AnswerOfResult(row, *fact->answer, id, subject, unsure));
  if (!fact->category.empty()) {
    if (row.text != 0) {
      reading = And(reading, Both(IsCategory(subject.run.records.Text(row.text), fact->category)));
    } else {
      unsure = Told(subject, "the category of the {} result", c.label);
      reading = And(reading, Reading{});
    }
  }
  if (ByMethod(row, *fact, c, subject) == Truth::kUnknown) {
    unsure = Told(subject, [&] { return fmt::format("by which method {} was measured ({})", c.label, Join(fact->method, " or ")); });
    reading = And(reading, Reading{});
  }
  if (InSpecimen(*fact, c) == Truth::kUnknown) {
    unsure = Told(subject, "whether {} was measured in {}", c.label, fact->specimen);
    reading = And(reading, Reading{});
  }
  // Whether a value is "clinically significant" or "persistent" no result says.
  if (!fact->state.empty() && reading != Both(Truth::kFalse)) {
    unsure = Told(subject, [&] { return fmt::format("whether the {} result is {}", c.label, Join(fact->state, " and ")); });
    reading = And(reading, Reading{});
  }
  return reading;
}

std::optional<Pick> PickOf(const logic::Fact& fact, const TimeSpan& span, std::string& problem) {
  if (!fact.pick) {
    const bool asks_for_a_finding = fact.answer && *fact.answer != Answer::kNegative && *fact.answer != Answer::kNormal;
    return span.mode == TimeSpan::Mode::kEver && asks_for_a_finding ? Pick::kAny : Pick::kLatest;
  }
  const bool lowest = *fact.pick == Pick::kLowest;
  if (!lowest && *fact.pick != Pick::kHighest) return fact.pick;
  if (fact.compare) {
    const Operator op = fact.compare->op;
    const bool below = op == Operator::kLess || op == Operator::kLessEqual;
    return below == lowest ? Pick::kAny : Pick::kAll;
  }
  if (fact.answer == (lowest ? Answer::kLow : Answer::kHigh)) return Pick::kAny;
  problem = fmt::format("which result the text means by the {} one", logic::ToString(*fact.pick));
  return Pick::kAny;
}

namespace {

struct Member {
  terms::ConceptId id;
  Timeline timeline;
};

// Results of one concept that meet the fact, counted. Another test may have been made elsewhere: there were as many at least.
Timeline CountTimes(const PreparedFact& fact, terms::ConceptId id, const Subject& subject, const TimeSpan& span) {
  Timeline out;
  std::vector<Happened> all;
  for (const Row& row : subject.Rows(id)) {
    if (row.domain != records::Domain::kObservation || !Exists(row, subject.known_by())) continue;
    if (ByMethod(row, *fact, subject.Concept(id), subject) == Truth::kFalse) continue;
    TimeSpan window = span;
    if (span.mode == TimeSpan::Mode::kNow) window.first = kDawn;
    const DateInterval day = KnownDays(row.start, subject.known_by());
    std::string unsure;
    const Truth truth = And(Within(day, row.minute, window), AskOfResult(row, fact, id, subject, unsure).strict);
    if (truth == Truth::kFalse) continue;
    out.found = true;
    out.used.push_back(&row);
    out.told = &row;
    all.push_back({day, row.minute, truth});
  }
  const logic::CountBound& bound = *fact->times;
  out.reading = CountHolds(Count(std::move(all), bound.apart), bound, false, false);
  out.unsure = Told(subject, "{} such results of {}{}", bound.value, subject.Concept(id).label,
                    bound.apart ? fmt::format(", each at least {} after the one before", LengthText(*bound.apart)) : "");
  return out;
}

Reading CountDistinct(const std::vector<Member>& members, const logic::CountBound& bound) {
  const auto judge = [&](auto side) {
    int sure = 0;
    int perhaps = 0;
    for (const Member& m : members) {
      const Truth t = side(m.timeline.reading);
      sure += t == Truth::kTrue ? 1 : 0;
      perhaps += t != Truth::kFalse ? 1 : 0;
    }
    records::Number n;
    n.low = sure;
    n.high = perhaps;
    return CompareNumber(n, bound.op, bound.value, {});
  };
  return {judge([](Reading r) { return r.strict; }), judge([](Reading r) { return r.presumed; })};
}

std::string Says(const PreparedFact& fact, const Member& m, const Subject& subject, Date anchor) {
  const terms::Concept& c = subject.Concept(m.id);
  const Row& row = *m.timeline.told;
  std::string text = fmt::format("{} {} on {}", c.label, ValueText(subject.run, row), DayText(row.start));
  const Truth truth = m.timeline.reading.presumed;
  if (m.timeline.conflict) return text + ", against another result";
  if (fact->times) return text;
  if (Known(truth) && fact->compare) {
    const logic::Compare& compare = fact->compare.value();
    text += fmt::format(" is {} {}", RelationText(compare.op, truth == Truth::kTrue), LimitText(compare));
    const bool own_range = compare.times_uln ? row.ref_high.has_value() : row.ref_low.has_value();
    if ((compare.times_uln || compare.times_lln) && !own_range) text += " by the project's default reference range";
  } else if (Known(truth) && fact->answer && row.answer == records::Answer::kNone) {
    text += fmt::format(" is {}{}", truth == Truth::kTrue ? "" : "not ", logic::ToString(*fact->answer));
    if (!row.ref_low && !row.ref_high) text += " by the project's default reference range";
  }
  if (m.timeline.stale && row.start) text += fmt::format(", {} days old", anchor.day - row.start->first.day);
  return text;
}

// "The lowest from 80 to 90": never below 80, and at some time no more than 90.
LeafResult JudgeExtreme(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  const auto limb = [&](Operator op, bool high) {
    logic::Fact one = *fact;
    PreparedFact part = fact;
    one.compare->op = op;
    for (Limit& limit : part.limits) {
      if (high) limit.compare.value = limit.compare.high.value_or(limit.compare.value);
      limit.compare.high.reset();
      limit.compare.op = op;
    }
    one.compare->value = part.limits.front().compare.value;
    one.compare->high.reset();
    part.fact = &one;
    return JudgeMeasurement(part, subject, span);
  };
  LeafResult low = limb(Operator::kGreaterEqual, false);
  LeafResult high = limb(Operator::kLessEqual, true);
  const bool low_decides = low.truth.presumed <= high.truth.presumed;
  LeafResult result = low_decides ? low : high;
  result.truth = And(low.truth, high.truth);
  if (result.missing.empty()) result.missing = low_decides ? high.missing : low.missing;
  if (Known(result.truth.strict)) result.missing.clear();
  return result;
}

std::string WhatIsNeeded(const std::string& name, const TimeSpan& span, const Subject& subject) {
  if (!subject.run.words) return "";
  if (span.mode == TimeSpan::Mode::kNow) return fmt::format("{} not older than {}", name, LengthText(subject.run.settings.validity));
  return fmt::format("{} {}", name, ToString(span));
}

}  // namespace

LeafResult JudgeMeasurement(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  const std::string name = Name(fact, subject);
  if (!fact.Has(kCompareField | kAnswerField | kCategoryField)) return Unknown(fmt::format("what the text asks of {}", name));
  if (span.half_lives > 0 || span.to_half_lives > 0) return Unknown(fmt::format("how long a half-life is that dates {}", name));
  if (fact.Has(kScaleField) && !fact.Has(kCategoryField)) return Unknown(fmt::format("the class of {} that the text means", name));
  if (span.ahead(subject.as_of())) return Unknown(std::string(kLater), fmt::format("{} must be measured {}", name, ToString(span)));
  const bool extreme = fact->pick == Pick::kLowest || fact->pick == Pick::kHighest;
  if (extreme && fact->compare && (fact->compare->op == Operator::kBetween || fact->compare->op == Operator::kEqual))
    return JudgeExtreme(fact, subject, span);
  // "None of the class" is not "some member is negative".
  if (fact.closure.size() > 1 && (fact->answer == Answer::kNegative || fact->answer == Answer::kNormal) && !fact->distinct) {
    logic::Fact flipped = *fact;
    flipped.answer = fact->answer == Answer::kNegative ? Answer::kPositive : Answer::kAbnormal;
    PreparedFact other = fact;
    other.fact = &flipped;
    LeafResult result = JudgeMeasurement(other, subject, span);
    result.truth = Not(result.truth);
    return result;
  }
  if (subject.Concept(*fact.concept_id).female_only && SexOf(subject.patient) == records::Sex::kMale && fact->answer && !fact->compare) {
    LeafResult result;
    for (const terms::ConceptId id : fact.closure) {
      for (const Row& row : subject.Rows(id)) {
        if (!Exists(row, subject.known_by()) || row.answer != records::Answer::kPositive) continue;
        result.evidence.Add({subject.patient.source, "", "male", "sex: male"});
        ShowRow(result.evidence, subject, row, id);
        result.says = Told(subject, "the record shows a positive {} in a male patient", name);
        result.missing = Told(subject, "which is right: the sex or the {}", name);
        return result;
      }
    }
    result.truth = Both(FromBool(fact->answer == Answer::kNegative));
    result.evidence.Add({subject.patient.source, "", "male", "sex: male"});
    result.says = Told(subject, "the patient is male, so {} cannot be positive", name);
    return result;
  }
  std::string problem;
  const std::optional<Pick> pick = PickOf(*fact, span, problem);
  if (!problem.empty()) return Unknown(problem);

  // A return to normal is one after the drug.
  const std::optional<Dosing> dosing = DosingBefore(fact, subject);
  std::vector<Member> members;
  members.reserve(fact.closure.size());
  bool class_is_false = false;  // a result of the class itself ("MSA panel negative") speaks for its members
  for (const terms::ConceptId id : fact.closure) {
    if (InSpecimen(*fact, subject.Concept(id)) == Truth::kFalse) continue;
    Member m{id, {}};
    if (fact->times) {
      m.timeline = CountTimes(fact, id, subject, span);
    } else {
      m.timeline = JudgeResults(
          fact, id, subject, span, pick, Freshness::kLimited,
          [&](const Row& row, std::string& unsure) { return AskOfResult(row, fact, id, subject, unsure); },
          [&](const Row& row) {
            return ByMethod(row, *fact, subject.Concept(id), subject) != Truth::kFalse && AfterDosing(row, dosing, subject);
          });
    }
    const bool own = id == *fact.concept_id;
    if (own && m.timeline.found && m.timeline.reading == Both(Truth::kFalse)) class_is_false = true;
    if (!own || m.timeline.found || fact.closure.size() == 1) members.push_back(std::move(m));
  }
  if (class_is_false) {
    for (Member& m : members) {
      if (!m.timeline.found) m.timeline.reading = Both(Truth::kFalse);
    }
  }

  if (std::none_of(members.begin(), members.end(), [](const Member& m) { return m.timeline.found; })) {
    if (auto derived = FromWeightAndHeight(fact, subject, span)) return *derived;
  }

  LeafResult result;
  if (fact->distinct) {
    std::erase_if(members, [&](const Member& m) { return m.id == *fact.concept_id && fact.closure.size() > 1; });
    result.truth = CountDistinct(members, *fact->distinct);
  } else {
    result.truth = Both(Truth::kFalse);
    for (const Member& m : members) result.truth = Or(result.truth, m.timeline.reading);
    if (members.empty()) result.truth = {};
  }

  // Tell by the members that decide: the true ones, else all that have a result.
  const Truth told = result.truth.presumed;
  std::vector<std::string> says;
  for (const Member& m : members) {
    if (!m.timeline.found || (told == Truth::kTrue && m.timeline.reading.presumed != Truth::kTrue)) continue;
    for (const Row* row : m.timeline.used) ShowRow(result.evidence, subject, *row, m.id);
    if (!subject.run.words) continue;
    if (says.size() < 3) says.push_back(Says(fact, m, subject, span.anchor));
    if (Known(result.truth.strict) || !result.missing.empty()) continue;
    if (m.timeline.stale) {
      result.missing = WhatIsNeeded(name, span, subject);
      const Row& row = *m.timeline.used.back();
      if (row.start) result.missing += Told(subject, " (last {}, {} days old)", DayText(row.start), span.anchor.day - row.start->first.day);
    } else if (m.timeline.conflict) {
      const bool one_day = m.timeline.used.front()->start == m.timeline.used.back()->start;
      result.missing =
          one_day ? fmt::format("which {} result of {} is right", subject.Concept(m.id).label, DayText(m.timeline.used.back()->start))
                  : fmt::format("which {} result is the latest", subject.Concept(m.id).label);
    } else {
      result.missing = m.timeline.unsure;
    }
  }
  result.says = Told(subject, [&] {
    if (!says.empty()) return Join(says, "; ");
    return fmt::format("no {} result on record{}", name, span.mode == TimeSpan::Mode::kNow ? "" : " " + ToString(span));
  });
  if (!Known(result.truth.strict) && result.missing.empty())
    result.missing = WhatIsNeeded(name, span, subject) + (dosing ? ", after the last dose of the drug" : "");

  if (fact.provided) {
    const Reading holds = JudgeTree(*fact.provided, subject);
    const Reading before = result.truth;
    result.truth = While(before, holds);
    if (result.truth != before) {
      if (holds.presumed == Truth::kFalse) {
        result.says += ", which does not count here";
        result.missing = Told(subject, "{} measured as the text asks", name);
      } else if (result.missing.empty()) {
        result.missing = Told(subject, "whether {} was measured as the text asks", name);
      }
    }
  }
  return result;
}

}  // namespace eligo::match
