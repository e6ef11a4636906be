// What the limbs of one list share.
//
//   limit     "ALT and AST <= 2.5 x ULN"            backward, to limbs that are measured and have none
//   head      "platelets < 80 or > 700"             a limb with a limit only takes the head before it
//             "active or latent tuberculosis"       a limb with a state only takes the head behind it
//   answer    "positive for A, B or C"; "A, B or C positive"
//   window    at the end of the list: to all, unless the last limb has its own verb or measure (contract 4.6);
//             at its beginning: to all
//   cues      "history of", "received", "allergy to", "participated in", "no": forward
#include <algorithm>
#include <utility>

#include "parse/draft.h"
#include "parse/draft_asks.h"
#include "parse/grammar.h"

namespace eligo::parse {
namespace {

using syntax::Clause;
using syntax::Relation;

// "abnormal TSH and thyroxine": among results a name that may mean one does, though by itself it is a drug.
void ReadAsResults(std::vector<Draft>& drafts, const terms::Terms& terms) {
  const auto valued = [&](const Draft& d) { return Measured(d, terms) && (d.clause.limit || d.clause.answer); };
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Clause& c = drafts[i].clause;
    if (c.heads.size() != 1 || c.heads.front().concepts.size() < 2 || c.limit || c.answer || c.exposure || c.allergy || !c.routes.empty())
      continue;
    if (!(i > 0 && valued(drafts[i - 1])) && !(i + 1 < drafts.size() && valued(drafts[i + 1]))) continue;
    auto& may = c.heads.front().concepts;
    const auto result =
        std::find_if(may.begin(), may.end(), [&](terms::ConceptId id) { return terms.Get(id).kind == terms::Kind::kMeasurement; });
    if (result != may.end()) std::rotate(may.begin(), result, result + 1);
  }
}

// "liver disease, including cirrhosis, Gilbert syndrome with bilirubin > 2 x ULN" among what excludes: the value is the last example's.
void PartExamples(std::vector<Draft>& drafts) {
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    auto& examples = drafts[i - 1].clause.examples;
    if (!drafts[i].with || examples.empty() || Settled(drafts[i - 1]) || drafts[i - 1].negated || examples.back()->heads.size() != 1)
      continue;
    Draft last;
    last.clause = *examples.back();
    last.span = last.clause.span = last.clause.heads.front().span;
    last.join = Join::kOr;
    examples.pop_back();
    drafts.insert(drafts.begin() + static_cast<std::ptrdiff_t>(i++), std::move(last));
  }
}

void ShareValues(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion) {
  const auto bare = [&](const Draft& d) {
    return Measured(d, terms) && !d.clause.limit && !d.clause.answer && !d.clause.grade && !Settled(d) && !d.blocked && !d.definition;
  };
  // "a hemogram with hemoglobin < 10": the value is the second's; the first says what it is part of.
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    if (!d.with || !bare(p) || p.negated || !p.clause.leftover.empty() || !Measured(d, terms) || !d.clause.limit) continue;
    if (!HasWindow(d.clause)) d.clause.times.insert(d.clause.times.end(), p.clause.times.begin(), p.clause.times.end());
    d.span = Hull(p.span, d.span);
    d.join = p.join;
    d.with = p.with;
    d.after_comma = p.after_comma;
    drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i--) - 1);
  }
  // "anemia with hemoglobin < 8" among what excludes: the result shows the disease, be it on record or not.
  const auto shown = [&](const Draft& d) {
    const auto head = HeadOf(d.clause);
    return head && terms.Get(*head).measured && !d.clause.limit && !d.clause.answer && !d.clause.grade && !d.negated && !Settled(d) &&
           !d.blocked && !d.definition && d.clause.leftover.empty() && d.clause.required.empty() && d.clause.except.empty() &&
           !d.clause.cause && d.clause.examples.empty() && d.clause.states.empty();
  };
  for (std::size_t i = 1; exclusion && i < drafts.size(); ++i) {
    Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    // "uncontrolled diabetes with HbA1c > 9 %": the value says how it is.
    if (d.with && d.clause.limit && Measured(d, terms) && KindOf(p, terms) == terms::Kind::kCondition && !p.negated && !d.negated)
      std::erase_if(p.clause.states, [](const std::string& s) {
        return s == "uncontrolled" || s == "unstable" || s == "severe" || s == "clinically_significant";
      });
    if (!d.with || !shown(p) || d.negated || d.blocked || !Measured(d, terms) || !d.clause.limit || !d.clause.leftover.empty()) continue;
    if (!HasWindow(d.clause)) d.clause.times.insert(d.clause.times.end(), p.clause.times.begin(), p.clause.times.end());
    d.clause.history |= p.clause.history;
    d.shows = true;
    d.span = Hull(p.span, d.span);
    d.clause.span = Hull(p.span, d.clause.span);
    d.join = p.join;
    d.with = p.with;
    d.after_comma = p.after_comma;
    drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i--) - 1);
  }
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const Clause& c = drafts[i].clause;
    // "elevated ALT or AST > 3 x ULN": how elevated the limit says, of both.
    if (Draft* p = i > 0 ? &drafts[i - 1] : nullptr;
        p != nullptr && c.limit && (c.limit->relation == Relation::kGreater || c.limit->relation == Relation::kGreaterEqual) &&
        c.limit->times_uln && Measured(drafts[i], terms) && Measured(*p, terms) && !c.answer && p->clause.answer &&
        *p->clause.answer == "high" && !p->clause.limit && p->clause.answer_span.begin < p->clause.heads.front().span.begin &&
        (drafts[i].join == Join::kOr || drafts[i].join == Join::kSlash) && !drafts[i].after_comma)
      p->clause.answer.reset();
    if (c.limit && Measured(drafts[i], terms)) {
      for (std::size_t k = i; k-- > 0 && bare(drafts[k]);) {
        drafts[k].clause.limit = c.limit;
        if (!drafts[k].subgroup) drafts[k].subgroup = drafts[i].subgroup;
        drafts[k].value_shared = drafts[i].value_shared = drafts[k].limit_of_next = true;
      }
    }
    if (c.answer && !c.heads.empty()) {
      const bool before = c.answer_span.begin < c.heads.front().span.begin;
      const auto give = [&](Draft& to) {
        to.clause.answer = c.answer;
        to.clause.answer_span = c.answer_span;
        to.value_shared = drafts[i].value_shared = true;
      };
      // "positive HIV, hepatitis B or hepatitis C test": an infection among the tests is its test.
      const auto infection = [&](const Draft& d) {
        const auto of = terms.Find("infection");
        return of && KindOf(d, terms) == terms::Kind::kCondition && terms.IsA(d.clause.heads.front().concepts.front(), *of) &&
               d.clause.states.empty() && !d.clause.answer && !Settled(d) && !d.blocked && !d.verb && !d.clause.history;
      };
      if (before) {
        for (std::size_t k = i + 1; k < drafts.size() && (bare(drafts[k]) || infection(drafts[k])); ++k) give(drafts[k]);
      } else {
        for (std::size_t k = i; k-- > 0 && (bare(drafts[k]) || infection(drafts[k]));) give(drafts[k]);
      }
    }
  }
}

// A limb of a list that says no more than a name, which the lexicon does not know.
bool PassesOn(const Draft& d) {
  const Clause& c = d.clause;
  const bool unnamed = c.heads.size() == 1 && c.heads.front().concepts.empty() && c.leftover.empty();
  const bool word = c.heads.empty() && !d.only_words.empty() && d.only_words.find(' ') == std::string::npos;
  return (unnamed || word) && !d.blocked && !d.verb && !Settled(d) && !d.negated && !d.clause_start && !c.limit && !c.answer && !c.grade &&
         !c.history && !c.exposure && !c.allergy && !c.participation && c.states.empty();
}

void ShareCues(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion) {
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    Draft& d = drafts[i];
    const Draft& p = drafts[i - 1];
    // "No A, B, or C > 8": not any of them, whatever a limb states; what a person confirms cannot be turned here and is unread.
    Join closing = d.join;
    for (std::size_t k = i; closing == Join::kComma && k < drafts.size(); ++k) closing = drafts[k].join;
    // "Non-diabetic or type 2 diabetes": of its own word. "Non-pregnant or lactating" is meant of both.
    const bool denies = p.negated && (!p.non || (OfWomen(p, terms) && OfWomen(d, terms)));
    const Reach reach = denies && !d.negated && closing == Join::kOr && !d.node && !(d.blocked && d.clause.stable) &&
                                (exclusion || !d.consent || p.consent || drafts.size() > 2 || d.refuses || !OfWomen(p, terms))
                            ? ReachOfNo(drafts, i, terms, exclusion)
                            : Reach::kNo;
    if (reach == Reach::kInstead) continue;
    // "Non-diabetic or type 2 diabetes" is of one disease; "non-smoker or obese" lets in whom?
    if (!exclusion && p.negated && p.non && !denies && !d.negated && closing == Join::kOr && !d.blocked && !Settled(d)) {
      if (const auto a = HeadOf(p.clause), b = HeadOf(d.clause); !a || !b || !terms.IsA(*b, *a)) {
        d.blocked = drafts[i - 1].blocked = true;
        d.clause.leftover.push_back(d.span);
        continue;
      }
    }
    if (reach == Reach::kUnclear) {
      if (!exclusion) drafts[i - 1].blocked = true;
      d.blocked = true;
      d.clause.leftover.push_back(d.span);
      continue;
    }
    if (reach == Reach::kBesides) {
      drafts[i - 1].blocked |= p.value_shared;
      for (std::size_t k = i; k < drafts.size(); ++k) {
        drafts[k].join = Join::kAnd;
        drafts[k].blocked = true;
        drafts[k].clause.leftover.push_back(drafts[k].span);
      }
      break;
    }
    if (reach == Reach::kYes) {
      d.negated = d.tied = true;
      d.says_no = p.says_no;
      // "no history of stroke or cancer", "no prior A or B": of neither, ever. A disease and a drug are looked for each in its own way.
      const auto of_kind = [&](const Draft& x, terms::Kind kind) { return !x.clause.heads.empty() && KindOf(x, terms) == kind; };
      const auto mixed = [&](const Draft& x, const Draft& y) {
        return of_kind(x, terms::Kind::kCondition) && of_kind(y, terms::Kind::kDrug);
      };
      const auto dated = [&](const Draft& x) {
        return !Settled(x) &&
               (of_kind(x, terms::Kind::kCondition) || of_kind(x, terms::Kind::kProcedure) || of_kind(x, terms::Kind::kDrug));
      };
      if (dated(d) && dated(p) && !mixed(d, p) && !mixed(p, d) && !d.ongoing) d.clause.history |= p.clause.history;
      if (p.clause.allergy && KindOf(d, terms) != terms::Kind::kCondition && !Settled(d) && !Settled(p)) {  // "no allergy to A or B"
        d.clause.allergy = true;
        d.clause.history |= p.clause.history;
        if (d.clause.states.empty()) d.clause.states = p.clause.states;
      }
      d.join = Join::kAnd;
      if (d.consent || d.judge) {
        d.consent = d.judge = false;
        d.blocked = true;
      }
      continue;
    }
    // "not adequately controlled and stable on drugs" among what excludes: the `not` is of both, and no patient would be both.
    const auto& ill = p.clause.states;
    if (exclusion && d.join == Join::kAnd && d.clause.stable && !d.negated &&
        (std::find(ill.begin(), ill.end(), "uncontrolled") != ill.end() || std::find(ill.begin(), ill.end(), "unstable") != ill.end())) {
      d.join = Join::kOr;
      d.blocked = true;
      d.clause.leftover.push_back(d.span);
      continue;
    }
    // "Discontinuation of A for 4 weeks, B for 10 weeks" of who is to be let in: what is said of the first is said of the second, too.
    if (!exclusion && p.blocked && p.stopped && !d.verb && !d.clause_start && !Settled(d) && KindOf(d, terms) == terms::Kind::kDrug &&
        !d.clause.limit) {
      d.blocked = d.stopped = true;
      d.clause.leftover.push_back(d.span);
      continue;
    }
    // "inability to walk or communicate": one question, of both.
    if (p.unable && !p.consent && p.clause.heads.empty() && d.join == Join::kOr && !d.after_comma && !d.unable && !Settled(d) && !d.verb &&
        !d.negated && d.clause.heads.empty() && !d.clause.limit && !d.clause.answer && d.clause.times.empty() && d.brackets.empty()) {
      drafts[i - 1].span = Hull(p.span, d.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i--));
      continue;
    }
    // "unable to undergo MRI or CT": neither.
    if (p.unable && !p.consent && d.join == Join::kOr && !d.after_comma && !d.unable && !Settled(d) && !d.verb) d.unable = d.blocked = true;
    if (d.clause.heads.empty() || Settled(d) || Settled(p) || d.verb) continue;
    // "allergy to penicillin, boron or mannitol", "history of DVT, PE, or stroke": a limb that no name explains passes on what is said.
    std::size_t from = i - 1;
    while (from > 0 && drafts[from].join != Join::kAnd && !drafts[from + 1].with && PassesOn(drafts[from])) --from;
    const Draft& q = Settled(drafts[from]) ? p : drafts[from];
    // "previous treatment with anti-CD4 or alemtuzumab": what came first no name tells, but the second was given before now, too.
    const bool unnamed = p.clause.heads.empty() || p.clause.heads.front().concepts.empty();
    if (exclusion && p.clause.exposure && unnamed && KindOf(d, terms) == terms::Kind::kDrug) {
      d.clause.exposure = true;
      d.clause.history |= p.clause.history;
      d.received |= p.received;
    }
    const bool same = KindOf(d, terms) == KindOf(q, terms);
    d.suspected_too |= q.suspected_too;
    if (q.exposed && same) d.blocked = d.exposed = true;
    if (same) d.clause.exposure |= q.clause.exposure;
    if (same) d.received |= q.received;
    const auto happens = [](terms::Kind k) { return k == terms::Kind::kCondition || k == terms::Kind::kProcedure; };
    if (same || (happens(KindOf(d, terms)) && happens(KindOf(q, terms)))) d.clause.history |= q.clause.history;
    if (KindOf(d, terms) != terms::Kind::kCondition) {  // to a drug or a food, to what no name explains
      if (q.clause.allergy && !d.clause.allergy && d.clause.states.empty()) d.clause.states = q.clause.states;
      d.clause.allergy |= q.clause.allergy;
    }
    if (KindOf(d, terms) == terms::Kind::kDrug) d.clause.participation |= q.clause.participation;
    if (same && !d.clause.times.empty() && !q.blocked) d.clause.stable |= q.clause.stable;
    // "no A, B or C": not any of them. A limb with its own measure stands for itself.
    if (denies && !d.negated && closing != Join::kOr && !d.clause.limit && !d.clause.answer && d.clause.distinct == std::nullopt &&
        (!exclusion || p.says_no || same))
      d.negated = true;
  }
}

// "A or B other than X": taken out of A too, where X is one kind of A. Where A is X itself, what is left of it was not understood.
void ShareExceptions(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (std::size_t i = drafts.size(); i-- > 1;) {
    if (drafts[i].join != Join::kOr && drafts[i].join != Join::kComma && drafts[i].join != Join::kSlash) continue;
    if (drafts[i].blocked || !drafts[i].clause.leftover.empty()) continue;
    Draft& d = drafts[i - 1];
    const auto of = HeadOf(d.clause);
    if (!of || Settled(d) || d.negated || !d.clause.except.empty()) continue;
    for (const syntax::ClausePtr& except : drafts[i].clause.except) {
      const auto out = HeadOf(*except);
      if (!out) continue;
      if (*out == *of) {
        d.blocked = true;
        d.clause.leftover.push_back(d.span);
      } else if (terms.IsA(*out, *of)) {
        d.clause.except.push_back(except);
      }
    }
  }
}

// "Using insulin aspart and no other insulin": none but those that stand before it.
void OthersThan(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    Draft& d = drafts[i];
    const auto all = HeadOf(d.clause);
    if (!d.negated || !d.clause.other || d.blocked || Settled(d) || !all) continue;
    for (std::size_t k = 0; k < i; ++k) {
      const Draft& named = drafts[k];
      const auto of = HeadOf(named.clause);
      if (named.negated || named.blocked || Settled(named) || !of || !terms.IsA(*of, *all)) continue;
      Clause one;
      one.heads = named.clause.heads;
      one.span = named.clause.heads.front().span;
      d.clause.except.push_back(std::make_shared<const Clause>(std::move(one)));
    }
  }
}

// "prednisone up to 10 mg/day", and nothing besides.
bool UpToDose(const Draft& d, const terms::Terms& terms) {
  const Clause& c = d.clause;
  return HeadOf(c) && KindOf(d, terms) == terms::Kind::kDrug && c.limit &&
         (c.limit->relation == Relation::kLess || c.limit->relation == Relation::kLessEqual) && c.times.empty() && !d.negated &&
         !d.blocked && !Settled(d) && c.except.empty() && c.required.empty() && !c.stable && !c.exposure && c.leftover.empty();
}

// "immunosuppressants except azathioprine, and prednisone up to 10 mg/day": a small dose does not exclude where none does.
void SmallDosesAsExceptions(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    Draft& d = drafts[i];
    Draft& of = drafts[i - 1];
    if (!UpToDose(d, terms) || of.clause.except.empty() || d.join == Join::kOr) continue;
    if (of.clause.heads.size() != 1 || of.clause.heads.front().concepts.empty() ||
        !terms.IsA(d.clause.heads.front().concepts.front(), of.clause.heads.front().concepts.front())) {
      of.blocked = d.blocked = true;
      continue;
    }
    of.clause.except.push_back(std::make_shared<const Clause>(d.clause));
    of.span = Hull(of.span, d.span);
    drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i--));
  }
}

}  // namespace

void Distribute(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion) {
  if (!exclusion) BlockNoneOrSome(drafts);
  if (exclusion) PartExamples(drafts);
  MergeEmpty(drafts, terms);
  ShareNouns(drafts, terms);
  ShareHeads(drafts, terms, exclusion);
  BlockIsotypes(drafts, terms);
  ShareUnits(drafts);
  // Words that no name explains are a name of their own, where they can be one and all of them are in it.
  for (Draft& d : drafts) {
    Clause& c = d.clause;
    if (!d.by_words || !c.heads.empty() || d.blocked || Settled(d) || d.definition || !d.sex.empty() || d.negated_behind) continue;
    const bool all = std::all_of(c.leftover.begin(), c.leftover.end(),
                                 [&](Span s) { return s.begin >= d.by_words->span.begin && s.end <= d.by_words->span.end; });
    if (!all) continue;
    if (!c.times.empty() && d.by_words->span.begin < c.times.front().span.begin) d.time_before_head = false;
    c.heads = {*d.by_words};
    c.leftover.clear();
  }
  if (exclusion) SmallDosesAsExceptions(drafts, terms);
  ShareExceptions(drafts, terms);
  ReadAsResults(drafts, terms);
  ShareValues(drafts, terms, exclusion);
  SinceToWindow(drafts);
  BracketAsDistance(drafts, terms);
  if (exclusion) BareLengthAsWindow(drafts, terms, true);
  if (!exclusion) ShownSince(drafts, terms);
  if (!exclusion) ThroughAsLength(drafts, terms);
  ShareTimes(drafts, terms, exclusion);
  ShareCues(drafts, terms, exclusion);
  if (!exclusion) BlockDeniedWith(drafts, terms);
  // "transfusions and growth factors must not be used": neither.
  for (std::size_t i = drafts.size(); i-- > 1;) {
    if (drafts[i].negated_behind && !drafts[i].consent && !drafts[i].clause.heads.empty() && !drafts[i - 1].negated &&
        !drafts[i - 1].verb && !drafts[i - 1].clause.limit && !Settled(drafts[i - 1]))
      drafts[i - 1].negated = drafts[i - 1].negated_behind = true;
  }
  OthersThan(drafts, terms);
  ShareResponses(drafts, terms, exclusion);
  // "Normal ECG and chest X-ray": a finding is said of both; what was found no record of a procedure tells.
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    const Clause& p = drafts[i - 1].clause;
    Clause& c = drafts[i].clause;
    const bool before = p.answer && p.heads.size() == 1 && p.answer_span.begin < p.heads.front().span.begin;
    const bool found = before || (drafts[i - 1].blocked && drafts[i - 1].found);
    if (!found || c.heads.size() != 1 || KindOf(drafts[i], terms) != terms::Kind::kProcedure || c.answer || c.limit || drafts[i].verb ||
        drafts[i].blocked || drafts[i].negated || c.history || Settled(drafts[i]) || drafts[i].after_comma)
      continue;
    drafts[i].blocked = drafts[i].found = true;
    c.leftover.push_back(drafts[i].span);
  }
  if (exclusion)
    ShareRelations(drafts, terms);
  else
    ShareUnread(drafts, terms);
  AbsentForAsWindow(drafts, exclusion);
  if (exclusion) BareLengthAsWindow(drafts, terms, false);
  ShareCauses(drafts, terms, exclusion);
  // "ALT/AST > 2 x ULN except in X": of both.
  for (std::size_t i = drafts.size(); i-- > 1;) {
    const bool one =
        drafts[i].join == Join::kSlash || (drafts[i].value_shared && drafts[i - 1].value_shared && drafts[i].join == Join::kOr);
    if (one && drafts[i].exception && !drafts[i - 1].exception) drafts[i - 1].exception = drafts[i].exception;
  }
  if (exclusion) ShareUncontrolled(drafts, terms);
  // Limbs under one `no`: "no A or B" says neither, so their `or` is an `and` of negations.
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    if (drafts[i].negated && drafts[i - 1].negated && drafts[i].join == Join::kOr) drafts[i].join = Join::kAnd, drafts[i].tied = true;
  }
}

}  // namespace eligo::parse
