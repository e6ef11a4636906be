// Lengths of time that say when, not for how long.
#include <string_view>

#include "parse/chunk_span.h"
#include "parse/draft_asks.h"

namespace eligo::parse {

using syntax::Relation;

// "at least 4 weeks since prior chemotherapy": none within 4 weeks; "less than 4 weeks since": some.
void SinceToWindow(std::vector<Draft>& drafts) {
  for (Draft& d : drafts) {
    for (syntax::TimePhrase& t : d.clause.times) {
      if (!t.since || d.clause.heads.empty() || Settled(d)) continue;
      const bool less = t.relation == Relation::kLess || t.relation == Relation::kLessEqual;
      t.kind = syntax::TimePhrase::Kind::kWindow;
      t.open = t.relation == Relation::kLess || t.relation == Relation::kGreaterEqual;
      t.since = t.gap = false;
      d.clause.history = false;
      if (!less) d.negated = !d.negated;
    }
  }
}

// "Taking X for the past 3 months" of who is to be let in: all that time, not some day of it.
void ThroughAsLength(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (Draft& d : drafts) {
    if (d.negated || d.clause.heads.size() != 1 || d.clause.heads.front().concepts.empty() || Settled(d) || d.clause.limit ||
        d.clause.repeats)
      continue;
    const terms::Concept& c = terms.Get(d.clause.heads.front().concepts.front());
    const bool stays = c.kind == terms::Kind::kCondition && c.chronic;  // a relapse does not last
    if ((c.kind != terms::Kind::kDrug && !stays) || d.clause.history) continue;
    for (syntax::TimePhrase& t : d.clause.times) {
      if (t.kind != TimeKind::kWindow || !t.through || !t.length || t.or_longer || t.length->half_lives > 0 || t.after || t.open) continue;
      t.kind = TimeKind::kDuration;
      t.relation = Relation::kGreaterEqual;
    }
  }
}

// A length of time for which there is none: none within it.
void AbsentLength(syntax::TimePhrase& time) {
  if (time.kind != TimeKind::kDuration || time.stable || time.gap || time.since || time.elapsed || !time.length) return;
  if (time.relation != Relation::kGreaterEqual) return;
  time.kind = TimeKind::kWindow;
  time.open = false;
}

// "No X for at least 28 days before screening": none within that time. "No X for more than 28 days" may also be of how long it went on.
void AbsentForAsWindow(std::vector<Draft>& drafts, bool exclusion) {
  for (Draft& d : drafts) {
    if (!d.negated || d.clause.heads.empty() || d.clause.heads.front().concepts.empty() || Settled(d) || d.time_valued ||
        (exclusion && !d.says_no))
      continue;
    for (syntax::TimePhrase& t : d.clause.times) {
      if (t.kind != TimeKind::kDuration || t.stable || t.gap || t.since || t.elapsed || !t.length || HasWindow(d.clause)) continue;
      AbsentLength(t);
      if (t.kind == TimeKind::kDuration && t.relation == Relation::kGreater && d.clause.states.empty()) {
        d.blocked = true;
        d.clause.leftover.push_back(t.span);
      }
    }
  }
}

// "SLE diagnosed at least 6 months before screening": a disease that stays, and for how long it has been there.
void ShownSince(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (Draft& d : drafts) {
    if (d.clause.heads.size() != 1 || d.clause.heads.front().concepts.empty() || d.negated || d.clause.limit || Settled(d) || d.verb ||
        !d.clause.leftover.empty())
      continue;
    const terms::Concept& c = terms.Get(d.clause.heads.front().concepts.front());
    if (c.kind != terms::Kind::kCondition || !c.chronic) continue;
    for (syntax::TimePhrase& t : d.clause.times) {
      if (t.kind == TimeKind::kDuration && !t.since && !t.after && LowerBound(t.relation)) t.gap = false;
    }
  }
}

// "prior infarction (> 30 days)", "previous (< 3 months) stroke": how long ago what does not stay was, not how long it went on.
void BracketAsDistance(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (Draft& d : drafts) {
    if (!d.time_in_brackets || !d.clause.history || d.clause.heads.size() != 1 || d.clause.heads.front().concepts.empty() || Settled(d) ||
        d.time_valued || d.clause.times.size() != 1)
      continue;
    const terms::Concept& c = terms.Get(d.clause.heads.front().concepts.front());
    syntax::TimePhrase& t = d.clause.times.front();
    if (c.kind != terms::Kind::kCondition || c.chronic || c.person || t.kind != TimeKind::kDuration || !t.bare || t.stable || t.gap ||
        t.since || t.elapsed || !t.length || !t.anchor.empty() || t.relation == Relation::kGreaterEqual)  // as "for 4 weeks" is
      continue;
    if (LowerBound(t.relation)) {
      t.gap = true;
    } else {
      t.kind = TimeKind::kWindow;
      t.open = t.relation == Relation::kLess;
    }
  }
}

// Among what excludes, "stroke < 3 months" is one of the last 3 months, and "antibiotics for 30 days before screening" any in those
// days: as a length the first would be of a stroke that has lasted less, the second would let go who had them for a week. A disease that
// stays may as well have been there for less than that.
// A malignancy or an abuse "< 5 years" is one that was there in that time: nobody is let in for having had it longer. `only_alone`: of
// limbs that have no window yet, before others give them theirs.
void BareLengthAsWindow(std::vector<Draft>& drafts, const terms::Terms& terms, bool only_alone) {
  const auto over = [](std::string_view id) {
    return id == "malignancy" || id.ends_with("_abuse") || id.ends_with("_addiction") || id.ends_with("_dependence");
  };
  for (Draft& d : drafts) {
    if (d.clause.heads.size() != 1 || d.clause.heads.front().concepts.empty() || Settled(d) || d.negated || d.time_valued || d.age)
      continue;
    const terms::Concept& c = terms.Get(d.clause.heads.front().concepts.front());
    if (c.kind != terms::Kind::kCondition && c.kind != terms::Kind::kDrug && c.kind != terms::Kind::kProcedure) continue;
    for (syntax::TimePhrase& t : d.clause.times) {
      if (t.kind != TimeKind::kDuration || !t.bare || t.stable || t.gap || t.since || t.elapsed || !t.length || d.clause.stable) continue;
      const bool less = t.relation == Relation::kLess || t.relation == Relation::kLessEqual;
      const bool before = t.relation == Relation::kGreaterEqual && !t.anchor.empty();
      const bool on_it = c.kind == terms::Kind::kDrug && d.time_before_head;  // "less than a year on insulin"
      if (!(less && (!c.chronic || over(c.id)) && !on_it) && !before) continue;
      if (only_alone && (!less || HasWindow(d.clause))) continue;
      if (HasWindow(d.clause) &&
          std::none_of(d.clause.times.begin(), d.clause.times.end(), [](const auto& x) { return x.kind == TimeKind::kBefore; })) {
        const auto same = [&](const syntax::TimePhrase& x) {
          return x.kind == TimeKind::kWindow && x.length && x.length->period == t.length->period;
        };
        if (std::any_of(d.clause.times.begin(), d.clause.times.end(), same))
          d.clause.times.erase(d.clause.times.begin() + (&t - d.clause.times.data()));
        break;  // said twice, or of another time
      }
      const auto ends =
          std::find_if(d.clause.times.begin(), d.clause.times.end(), [](const auto& x) { return x.kind == TimeKind::kBefore; });
      if (t.anchor.empty() && ends != d.clause.times.end()) {  // "<= 2 weeks, prior to registration"
        t.anchor = ends->anchor;
        t.kind = TimeKind::kWindow;
        t.open = t.relation == Relation::kLess;
        d.clause.times.erase(ends);
        break;
      }
      t.kind = TimeKind::kWindow;
      t.open = t.relation == Relation::kLess;
    }
  }
}

}  // namespace eligo::parse
