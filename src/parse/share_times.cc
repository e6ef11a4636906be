// Times of limbs: a length that is a limit; what limbs of one list share: a window at its end or its beginning, one anchor for several,
// stability each for its own time.
#include <algorithm>

#include "parse/chunk_span.h"
#include "parse/draft_asks.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Relation;

bool Years(const syntax::TimePhrase& t) {
  return t.kind == syntax::TimePhrase::Kind::kDuration && t.relation != syntax::Relation::kNone && t.length && t.anchor.empty() &&
         !t.since && !t.gap && !t.elapsed && !t.stable && t.length->half_lives == 0 && t.length->period.days == 0 &&
         t.length->period.hours == 0 && t.length->period.months % 12 == 0;
}

bool TimeAsLimit(Clause& clause) {
  const auto length = [](const syntax::TimePhrase& t) {
    const bool bounded = t.kind == syntax::TimePhrase::Kind::kDuration && !t.gap && !t.stable;
    const bool less = t.kind == syntax::TimePhrase::Kind::kWindow && t.open && !t.after && !t.or_longer;
    return (bounded || less) && t.anchor.empty() && t.length && t.length->half_lives == 0 && t.length->period.hours == 0;
  };
  const auto at = std::find_if(clause.times.begin(), clause.times.end(), length);
  if (at == clause.times.end() || clause.limit) return false;
  const Period p = at->length->period;
  syntax::Limit limit;
  limit.span = at->span;
  limit.relation = at->kind == syntax::TimePhrase::Kind::kDuration ? at->relation : Relation::kLess;
  if (p.months != 0 && p.days == 0) {
    const bool years = p.months % 12 == 0 && !p.small_units;
    limit.value = years ? p.months / 12 : p.months;
    limit.unit = years ? "years" : "months";
  } else if (p.days != 0 && p.months == 0) {
    const bool weeks = at->length->weeks;
    limit.value = weeks ? p.days / 7 : p.days;
    limit.unit = weeks ? "weeks" : "days";
  } else {
    return false;
  }
  clause.limit = limit;
  clause.times.erase(at);
  return true;
}

namespace {

// "Heart failure, or hypertension untreated for 3 months": how long the second has been treated.
bool TreatedSo(const Draft& d) {
  const auto treated = [](const std::string& state) { return state == "treated" || state == "untreated"; };
  return d.after_comma && std::any_of(d.clause.states.begin(), d.clause.states.end(), treated);
}

// Is the window at the end of a list said of its last limb only, where to say it of all would let patients through?
bool OwnWindow(const std::vector<Draft>& drafts, bool exclusion) {
  const Draft& last = drafts.back();
  if (!exclusion && !last.negated) return false;
  if (last.time_in_brackets && last.recent) return true;  // "A, B or recent C (within 5 days)"
  if (exclusion && (TreatedSo(last) || (last.after_comma && last.blocked && drafts.size() == 2))) return true;
  const Draft& before = drafts[drafts.size() - 2];
  // "No A and no B within a month": each with a `no` of its own. "On A, and no B within a month": A is taken now.
  return !exclusion && last.negated && !last.negated_behind && (!before.negated || last.join == Join::kAnd);
}

// A value: a limit or an answer of what is measured, an age.
bool Valued(const Draft& d, const terms::Terms& terms) {
  const bool demographic = !d.clause.heads.empty() && KindOf(d, terms) == terms::Kind::kDemographic;
  return (d.clause.limit || d.clause.answer) && (Measured(d, terms) || demographic);
}

// A disease that stays, and an organ that was transplanted.
bool Lasting(const Draft& d, const terms::Terms& terms) {
  if (d.clause.heads.empty() || d.clause.heads.front().concepts.empty()) return false;
  const terms::ConceptId of = d.clause.heads.front().concepts.front();
  const auto organ = terms.Find("organ_transplant");
  return (KindOf(d, terms) == terms::Kind::kCondition && terms.Get(of).chronic) || (organ && terms.IsA(of, *organ));
}

// What is there now: "current smoker", "active tuberculosis".
bool Present(const Draft& d, const terms::Terms& terms) {
  if (d.clause.heads.empty() || KindOf(d, terms) != terms::Kind::kCondition) return false;
  return d.ongoing || terms.Get(d.clause.heads.front().concepts.front()).id.starts_with("active_") ||
         std::find(d.clause.states.begin(), d.clause.states.end(), "active") != d.clause.states.end();
}

// A word that no name explains, in a list: what is said of the list passes over it.
bool OnlyWord(const Draft& d) {
  const bool one = !d.only_words.empty() && d.only_words.find(' ') == std::string::npos;
  return d.clause.heads.empty() && one && d.join != Join::kAnd && !d.blocked && !d.verb && !Settled(d) && !d.negated;
}

// Does limb `k` close a list of limbs: "A or B", "A, B or C", "A, B, or C", "use of A, or B"; not "A, or B", where the comma sets B apart?
bool Closes(const std::vector<Draft>& drafts, std::size_t k) {
  const Draft& d = drafts[k];
  if (d.join == Join::kComma || d.join == Join::kNone) return false;
  const Draft& before = drafts[k - 1];
  return !d.after_comma || before.join == Join::kComma || before.received || before.clause.exposure;
}

// Does the window of limb `from` pass limb `k` before it? To say it of what excludes lets patients through, and so it must be meant of it.
bool Reaches(const std::vector<Draft>& drafts, std::size_t k, std::size_t from, const terms::Terms& terms, bool exclusion) {
  const Draft& d = drafts[k];
  const Draft& giver = drafts[from];
  const auto dated =
      std::find_if(giver.clause.times.begin(), giver.clause.times.end(), [](const auto& t) { return t.kind != TimeKind::kDuration; });
  const bool at = dated->kind == TimeKind::kAt;
  const terms::Kind kind = KindOf(giver, terms);
  // "LVEF < 40 %, or infarction within 12 months": a value is not of the days of an event. "ALT > 100, or jaundice at screening" is of one,
  // and "EF < 35 % by CT or angiogram within 6 months" may be.
  const bool event = !at && !Measured(giver, terms) && !giver.clause.answer && !giver.clause.limit;
  const bool apart = giver.join == Join::kOr && !giver.clause.other && !Closes(drafts, from);
  // "anemia (Hb < 8), or transfusion within 30 days", "hypertension (systolic > 160) or infarction within 6 months"
  const bool shown = d.definition && d.measures && (apart || Lasting(d, terms));
  if (event && (shown || Valued(d, terms)) && (exclusion || (kind != terms::Kind::kProcedure && giver.join == Join::kOr))) return false;
  if (exclusion == d.negated) return true;
  const auto before = [&](auto test) { return std::all_of(drafts.begin(), drafts.begin() + static_cast<std::ptrdiff_t>(from), test); };
  // "history of pneumonitis, or pneumonitis on a scan at screening": what was at any time is not of that day.
  if (at && !Valued(d, terms) && !before([](const Draft& x) { return !x.clause.history; })) return false;
  // "HIV infection or transfusion within 3 months": diseases that stay, and what was given.
  const bool given = (kind == terms::Kind::kDrug || kind == terms::Kind::kProcedure) && !giver.blocked && !giver.clause.other &&
                     giver.clause.leftover.empty();
  // "HIV, or fever within 2 weeks": the comma sets apart what does not stay.
  const auto stays = [&](const Draft& x) { return Lasting(x, terms) || OnlyWord(x) || (given && Present(x, terms)); };
  if ((given || apart) && !Lasting(giver, terms) && before(stays)) return false;
  // "history of stroke, or infarction within 6 months", "current catheter, or its removal within 4 weeks": what the comma sets apart has
  // the window by itself.
  return !apart || before([](const Draft& x) { return !x.clause.history && !x.ongoing; });
}

}  // namespace

void ShareTimes(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion) {
  if (drafts.size() < 2) return;
  const auto steady = [](const Draft& d) {  // "stable doses for 30 days and ... for 60 days": each has its own length
    return std::any_of(d.clause.times.begin(), d.clause.times.end(), [](const auto& t) { return t.stable; });
  };
  // "stable glucocorticoid doses for 30 days and immunosuppressant doses for 60 days before X": both stable, each for its own time,
  // up to the same day.
  for (std::size_t k = 1; k < drafts.size(); ++k) {
    Draft& d = drafts[k];
    Draft& p = drafts[k - 1];
    if (!p.clause.stable || p.clause.times.empty() || KindOf(d, terms) != KindOf(p, terms) || d.clause.heads.empty() || d.verb || steady(d))
      continue;
    for (auto& t : d.clause.times) {
      if (t.kind != TimeKind::kDuration) continue;
      t.stable = d.clause.stable = true;
      for (auto& before : p.clause.times) {
        if (before.stable && before.anchor.empty()) before.anchor = t.anchor;
      }
    }
  }
  // "On A or B at a stable dose for 8 weeks" of who is to be let in: each of them.
  for (std::size_t k = drafts.size() - 1; !exclusion && k > 0; --k) {
    Draft& d = drafts[k];
    Draft& p = drafts[k - 1];
    const bool listed = d.join == Join::kOr || d.join == Join::kComma || d.join == Join::kSlash;
    if (!listed || !d.clause.stable || !steady(d) || d.verb || d.negated || p.negated || p.clause.stable || !p.clause.times.empty() ||
        Settled(p) || p.blocked || KindOf(p, terms) != terms::Kind::kDrug || KindOf(d, terms) != terms::Kind::kDrug || p.clause.limit)
      continue;
    p.clause.stable = true;
    p.clause.taken = d.clause.taken = d.clause.taken || p.clause.exposure;
    for (const auto& t : d.clause.times) p.clause.times.push_back(t);
  }
  for (std::size_t k = 1; k < drafts.size(); ++k) {  // "ever received A or B, or C within 4 weeks": B ever, too
    const bool pair = drafts[k].join == Join::kOr && !drafts[k].after_comma && !drafts[k].verb && !HasWindow(drafts[k].clause);
    drafts[k].any_time |= pair && drafts[k - 1].any_time;
  }
  const auto takes = [](const Draft& d) {
    return !d.any_time && !d.clause.repeats && !HasWindow(d.clause) && !d.clause.heads.empty() && !Settled(d);
  };
  const auto window = [](const Clause& c) {
    return *std::find_if(c.times.begin(), c.times.end(), [](const auto& t) { return t.kind != TimeKind::kDuration; });
  };
  // "within 4 weeks or minor surgery within 2 weeks prior to screening": one anchor for both.
  for (std::size_t k = drafts.size() - 1; k-- > 0;) {
    for (auto& t : drafts[k].clause.times) {
      if (t.kind != TimeKind::kWindow || !t.anchor.empty() || !HasWindow(drafts[k + 1].clause)) continue;
      t.anchor = window(drafts[k + 1].clause).anchor;
    }
  }
  for (std::size_t k = 1; k < drafts.size(); ++k) {  // "in the 6 months before signing, or behavior in the 12 months prior"
    for (auto& t : drafts[k].clause.times) {
      if (t.kind == TimeKind::kWindow && t.anchor.empty() && HasWindow(drafts[k - 1].clause))
        t.anchor = window(drafts[k - 1].clause).anchor;
    }
  }
  // A length of treatment at the end of a list of drugs: of each.
  const auto lasting = [](const Clause& c) {
    return std::any_of(c.times.begin(), c.times.end(), [](const auto& t) { return t.kind == TimeKind::kDuration && !t.stable; });
  };
  const auto ago = [](const Draft& d) {  // "prior infarction (> 30 days)"
    return d.time_in_brackets && std::any_of(d.clause.times.begin(), d.clause.times.end(), [](const auto& t) { return t.gap; });
  };
  std::size_t shared = drafts.size();  // the limb that was given a length last
  for (std::size_t k = drafts.size() - 1; k > 0; --k) {
    const bool its_own =
        ago(drafts[k]) ||
        (exclusion && (drafts[k].time_in_brackets ||  // "A or B (for > 2 weeks)"
                                                      // "active A, or latent B untreated for a month"
                       (KindOf(drafts[k], terms) == terms::Kind::kCondition && (drafts[k].time_before_head || TreatedSo(drafts[k])))));
    // "sepsis, fever > 3 days, or meningitis", "diabetes, or hypertension for > 10 years", "HIV, hepatitis, or fever for > 3 days" among
    // what excludes: of the last alone.
    const bool listed = shared == k || drafts[k].time_apart || Closes(drafts, k);
    const bool alike = std::all_of(drafts.begin(), drafts.begin() + static_cast<std::ptrdiff_t>(k),
                                   [&](const Draft& x) { return Lasting(x, terms) == Lasting(drafts[k], terms); });
    if (exclusion && !drafts[k - 1].negated && (!listed || !alike)) continue;
    if (!lasting(drafts[k].clause) || lasting(drafts[k - 1].clause) || drafts[k].verb || drafts[k - 1].clause.heads.empty() ||
        Settled(drafts[k]) || its_own || Settled(drafts[k - 1]) || KindOf(drafts[k], terms) != KindOf(drafts[k - 1], terms) ||
        drafts[k].clause.limit)
      continue;
    if (drafts[k].blocked && (drafts[k].join == Join::kOr || drafts[k].join == Join::kComma)) {
      const auto any = [&](auto test) { return std::any_of(drafts[k].clause.times.begin(), drafts[k].clause.times.end(), test); };
      // "A or B (other than for <= 7 days)": of what is taken out.
      if (exclusion && any([](const auto& t) { return t.kind == TimeKind::kDuration && !LowerBound(t.relation); })) continue;
      // "received A or B at least 2 weeks prior to surgery": what was not understood of B is not understood of A.
      if (!exclusion && any([](const auto& t) { return t.gap; })) {
        drafts[k - 1].blocked = true;
        drafts[k - 1].clause.leftover.push_back(drafts[k - 1].span);
      }
    }
    for (const auto& t : drafts[k].clause.times) {
      if (t.kind == TimeKind::kDuration && !t.stable) drafts[k - 1].clause.times.push_back(t);
    }
    shared = k - 1;
  }
  Draft& last = drafts.back();
  const bool gives = !Settled(last) || (last.judge && last.clause.other);  // "... or other event as judged by X within 90 days": of all
  if (HasWindow(last.clause) && (!last.time_before_head || Settled(last)) && gives) {
    const auto before = [&](auto test) { return std::any_of(drafts.begin(), drafts.end() - 1, test); };
    // "postmenopausal, sterile, or have a negative pregnancy test within 72 hours": the test has a verb of its own.
    const bool tested = window(last.clause).kind == TimeKind::kWindow && (last.clause_start || last.has_answer) && last.clause.answer &&
                        Measured(last, terms);
    const bool own = last.verb || (last.clause.limit.has_value() && before([](const Draft& d) { return !d.clause.limit; })) ||
                     (tested && before([](const Draft& d) { return !d.clause.answer; }));
    // "a history of stroke or cancer, or any surgery within 60 days": what is of any time needs no window, and "any" begins anew.
    const bool anew = exclusion && last.opens_with_any && last.after_comma && before([](const Draft& d) { return d.clause.history; });
    // "pregnant, or breastfeeding until 6 months after the last dose": what is to come is of the last.
    const bool to_come = exclusion && window(last.clause).after;
    if (!to_come && ((!own && !anew && !OwnWindow(drafts, exclusion)) || last.time_apart)) {
      const std::size_t from = drafts.size() - 1;
      for (std::size_t k = from; k-- > 0;) {
        if (OnlyWord(drafts[k])) continue;
        if (!takes(drafts[k]) || steady(drafts[k]) || (!last.time_apart && !Reaches(drafts, k, from, terms, exclusion))) break;
        drafts[k].clause.times.push_back(window(last.clause));
        if (drafts[k].verb && !last.time_apart && k > 0 && KindOf(drafts[k - 1], terms) != KindOf(drafts[k], terms)) break;
      }
    }
  }
  // "received A or B within 5 years, or has C", "A, B or C within 5 years, or D": of the list that the window closes.
  std::vector<bool> given(drafts.size());
  for (std::size_t k = drafts.size() - 1; k-- > 1;) {  // the last limb has shared its own
    const Draft& d = drafts[k];
    // "SSRIs, MAOIs within 14 days, or fluoxetine within 5 weeks": lists of drugs, each with its time.
    const Draft& next = drafts[k + 1];
    const bool of_drugs = d.join == Join::kComma && next.join == Join::kOr && next.after_comma && HasWindow(next.clause) &&
                          KindOf(d, terms) == terms::Kind::kDrug && KindOf(next, terms) == terms::Kind::kDrug &&
                          KindOf(drafts[k - 1], terms) == terms::Kind::kDrug;
    if (!of_drugs && (d.join != Join::kOr || !Closes(drafts, k))) continue;
    if (given[k] || !HasWindow(d.clause) || d.time_before_head || (d.time_in_brackets && d.recent) || d.verb || Settled(d)) continue;
    bool commas = d.after_comma;
    for (std::size_t i = k; i-- > 0;) {
      const Draft& to = drafts[i];
      if (!OnlyWord(to)) {
        if (!takes(to) || steady(to) || !Reaches(drafts, i, k, terms, exclusion)) break;
        // "class III heart failure, angina or infarction within 6 months, or ...": what stays may stand for itself.
        if (commas && exclusion != to.negated &&
            (d.blocked || d.clause.heads.size() > 1 || to.clause.allergy || Lasting(to, terms) != Lasting(d, terms)))
          break;
        drafts[i].clause.times.push_back(window(d.clause));
        given[i] = true;
      }
      commas |= to.join == Join::kComma;
      if (to.verb) break;
      if (to.join != Join::kComma && (to.join != Join::kOr || to.after_comma) && to.join != Join::kSlash) break;
    }
  }
  if (HasWindow(drafts.front().clause) && drafts.front().time_before_head && !Settled(drafts.front())) {
    for (std::size_t k = 1; k < drafts.size(); ++k) {
      if (takes(drafts[k])) drafts[k].clause.times.push_back(window(drafts.front().clause));
    }
  }
}

}  // namespace eligo::parse
