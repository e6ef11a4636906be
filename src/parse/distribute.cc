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

namespace eligo::parse {
namespace {

using syntax::Clause;
using syntax::Relation;

// Heads that stand in a neighbouring limb.
void ShareHeads(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion) {
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Draft& d = drafts[i];
    Clause& c = d.clause;
    if (!c.heads.empty() || d.blocked || Settled(d) || d.definition) continue;
    // "skin infection or disease": the adjective of the first is the second's too.
    if (NounOf(drafts, i, terms)) {
      const Clause& before = drafts[i - 1].clause;
      const std::string& text = NameOf(drafts[i - 1]).text;
      const std::string name = text.substr(0, text.rfind(' ') + 1) + d.only_noun;
      auto found = terms.FindName(name);
      if (!found.empty() && found == NameOf(drafts[i - 1]).concepts) {  // "renal dysfunction or disease": one thing
        Draft& p = drafts[i - 1];
        if (!HasWindow(p.clause)) p.clause.times.insert(p.clause.times.end(), c.times.begin(), c.times.end());
        p.span = Hull(p.span, d.span);
        drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
        --i;
        continue;
      }
      if (found.empty()) {
        c.leftover.push_back(d.span);
      } else {
        c.heads = {{d.span, name, std::move(found)}};
        d.time_before_head = false;
        if (c.states.empty()) c.states = before.states;
      }
      continue;
    }
    // "active hepatitis B or C": the letter is of the same name.
    if (i > 0 && d.only_words.size() == 1 && c.leftover.size() == 1 && drafts[i - 1].clause.heads.size() == 1 && !drafts[i - 1].blocked &&
        !Settled(drafts[i - 1])) {
      const std::string& text = drafts[i - 1].clause.heads.front().text;
      const std::size_t blank = text.rfind(' ');
      if (blank != std::string::npos && text.size() - blank == 2) {
        syntax::Name name{c.leftover.front(), text.substr(0, blank + 1) + d.only_words,
                          terms.FindName(text.substr(0, blank + 1) + d.only_words)};
        Clause one = c;
        one.heads = {name};
        if (name.concepts.empty() && RestateHead(one, terms) && one.heads.front().text != name.text) {  // "active" is no part of that name
          name = one.heads.front();
          const std::string first = text.substr(0, text.find(' '));
          c.states.push_back(first);
          c.states.back().front() = static_cast<char>(std::tolower(static_cast<unsigned char>(first.front())));
        }
        if (!name.concepts.empty()) {
          c.heads = {std::move(name)};
          c.leftover.clear();
          if (c.states.empty()) c.states = drafts[i - 1].clause.states;
          continue;
        }
      }
    }
    // "B-cell levels back to baseline or normal": the second result of one thing.
    if (c.answer && !c.limit && c.states.empty() && !c.grade && c.leftover.empty() && i > 0 &&
        (d.join == Join::kOr || d.join == Join::kSlash) && drafts[i - 1].clause.answer && drafts[i - 1].clause.heads.size() == 1 &&
        !drafts[i - 1].blocked && !Settled(drafts[i - 1]) && drafts[i - 1].clause.leftover.empty() &&
        std::none_of(drafts.begin() + static_cast<std::ptrdiff_t>(i), drafts.end(),
                     [](const Draft& x) { return !x.clause.heads.empty(); })) {
      c.heads = drafts[i - 1].clause.heads;
      continue;
    }
    // "two enzymes elevated, with one >= 1.5 x ULN": one of them.
    if (c.limit && i > 0 && d.one_of_them && drafts[i - 1].clause.heads.size() == 1 && drafts[i - 1].clause.distinct &&
        !drafts[i - 1].blocked && Measured(drafts[i - 1], terms)) {
      c.heads = drafts[i - 1].clause.heads;
      c.times = drafts[i - 1].clause.times;
      c.leftover.clear();
      d.join = Join::kAnd;
      d.with = true;
      continue;
    }
    // "negative at screening and within 48 hours before treatment": the same, twice.
    if (OnlyTimes(d) && i > 0 && d.join == Join::kAnd && !drafts[i - 1].clause.heads.empty() && !Settled(drafts[i - 1]) &&
        !drafts[i - 1].blocked) {
      const std::vector<syntax::TimePhrase> times = c.times;
      c = drafts[i - 1].clause;
      c.times = times;
      c.span = d.span;
      if (exclusion && !drafts[i - 1].negated) d.join = Join::kOr;  // on one day of the two is enough
      // "A >= 12 and B >= 3 at screening and baseline": each of them, on both.
      std::vector<Draft> twice;
      const Join joined = d.join;  // `or` among what excludes
      for (std::size_t k = i - 1; k > 0 && (drafts[k].join == joined || drafts[k].join == Join::kComma);) {
        Draft& before = drafts[--k];
        if (!before.clause.limit || before.clause.heads.empty() || !before.clause.times.empty() || Settled(before) || before.blocked) break;
        before.clause.times = drafts[i - 1].clause.times;
        twice.push_back(before);
        twice.back().clause.times = times;
        twice.back().clause.span = d.span;
        twice.back().join = joined;
        twice.back().after_comma = false;
      }
      drafts.insert(drafts.begin() + static_cast<std::ptrdiff_t>(i) + 1, twice.rbegin(), twice.rend());
      i += twice.size();
      continue;
    }
    // "gastrointestinal ulcer, active or recurrent": the states of what stands before them.
    if (OnlyStates(d) && i > 0 && !drafts[i - 1].clause.heads.empty() && !Settled(drafts[i - 1]) && !drafts[i - 1].blocked &&
        c.routes.empty() && std::none_of(drafts.begin() + static_cast<std::ptrdiff_t>(i), drafts.end(), [](const Draft& x) {
          return !x.clause.heads.empty();
        })) {
      Draft& p = drafts[i - 1];
      if (d.join == Join::kComma && p.clause.states.empty()) {
        p.clause.states = c.states;
        p.clause.times.insert(p.clause.times.end(), c.times.begin(), c.times.end());
        p.span = Hull(p.span, d.span);
        drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
        --i;
        continue;
      }
      const std::vector<std::string> states = c.states;
      const std::vector<syntax::TimePhrase> times = c.times;
      c = p.clause;
      c.states = states;
      if (!times.empty()) c.times = times;
      c.span = d.span;
      c.leftover.clear();
      continue;
    }
    // "unless mild and without admission": what is not there is not mild.
    if (OnlyStates(d) && i + 1 < drafts.size() && drafts[i + 1].negated && !d.negated && drafts[i + 1].join == Join::kAnd) {
      d.blocked = true;
      d.clause.leftover.push_back(d.span);
      continue;
    }
    if (OnlyStates(d) && i + 1 < drafts.size()) {
      const bool later = std::any_of(drafts.begin() + static_cast<std::ptrdiff_t>(i), drafts.end(),
                                     [](const Draft& x) { return !x.clause.heads.empty(); });
      if (!later) continue;
      const auto with_head = std::find_if(drafts.begin() + static_cast<std::ptrdiff_t>(i), drafts.end(),
                                          [](const Draft& x) { return !x.clause.heads.empty(); });
      if (with_head == drafts.end() || with_head->blocked || with_head->exception) continue;
      // "asymptomatic, stable and not requiring steroids": of the disease that is said of, not of the steroids.
      static constexpr std::string_view kOfDisease[] = {"asymptomatic", "symptomatic", "progressive", "recurrent", "metastatic",
                                                        "localized",    "untreated",   "treated",     "refractory"};
      const bool drug = KindOf(*with_head, terms) == terms::Kind::kDrug || KindOf(*with_head, terms) == terms::Kind::kProcedure;
      if (drug && std::any_of(c.states.begin(), c.states.end(), [&](const std::string& s) {
            return std::find(std::begin(kOfDisease), std::end(kOfDisease), s) != std::end(kOfDisease);
          }))
        continue;
      // "without significant findings and a BMI <= 40": what is denied is no value.
      if (d.negated && (with_head->clause.limit || with_head->clause.answer)) {
        d.blocked = true;
        c.leftover.push_back(d.span);
        continue;
      }
      // "mild, moderate or severe asthma": each its own; "severe, uncontrolled hypertension": both hold of one thing.
      const bool either = std::any_of(drafts.begin() + static_cast<std::ptrdiff_t>(i) + 1, with_head + 1,
                                      [](const Draft& x) { return x.join == Join::kOr || x.join == Join::kSlash; });
      if (either) {
        c.heads = with_head->clause.heads;
        if (!RestateHead(c, terms)) {
          c.heads.clear();
          continue;
        }
        if (c.times.empty()) c.times = with_head->clause.times;
        c.allergy |= with_head->clause.allergy;
        c.required = with_head->clause.required;
      } else {
        with_head->clause.states.insert(with_head->clause.states.begin(), c.states.begin(), c.states.end());
        with_head->clause.routes.insert(with_head->clause.routes.begin(), c.routes.begin(), c.routes.end());
        with_head->clause.times.insert(with_head->clause.times.begin(), c.times.begin(), c.times.end());
        with_head->join = d.join;
        TakeFlags(*with_head, d);
        with_head->span = Hull(d.span, with_head->span);
        drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
        --i;
      }
      continue;
    }
    // "infarction, class III or class IV heart failure": of what stands behind, as the class beside it is.
    if (c.grade && !c.limit && i + 1 < drafts.size() && drafts[i + 1].join == Join::kOr && drafts[i + 1].clause.grade &&
        drafts[i + 1].clause.heads.size() == 1 && !Settled(drafts[i + 1]) && !drafts[i + 1].blocked && c.leftover.empty()) {
      c.heads = drafts[i + 1].clause.heads;
      if (c.grade->scale.empty()) c.grade->scale = drafts[i + 1].clause.grade->scale;
      if (c.times.empty()) c.times = drafts[i + 1].clause.times;
      continue;
    }
    if ((c.limit || c.grade) && i > 0 && !drafts[i - 1].clause.heads.empty() && c.leftover.empty()) {
      const Draft& before = drafts[i - 1];
      // "a score of 6 to 12 with a subscore of 2 or 3": of what is not read the second number is, too.
      const bool bare = c.limit && c.limit->relation == Relation::kNone && c.limit->unit.empty();
      if (bare && (!before.clause.leftover.empty() || (before.clause.limit && before.clause.limit->relation == Relation::kBetween))) {
        d.blocked = true;
        continue;
      }
      if (c.limit && c.limit->relation == Relation::kNone && before.clause.limit) c.limit->relation = before.clause.limit->relation;
      // ">= 15 and <= 30": one range.
      if (c.limit && before.clause.limit && d.join == Join::kAnd) {
        const syntax::Limit& a = *before.clause.limit;
        if (a.relation == Relation::kGreaterEqual && c.limit->relation == Relation::kLessEqual && a.value <= c.limit->value &&
            a.times_uln == c.limit->times_uln && a.times_lln == c.limit->times_lln &&
            (a.unit.empty() || c.limit->unit.empty() || a.unit == c.limit->unit)) {
          Draft& first = drafts[i - 1];
          first.clause.limit->relation = Relation::kBetween;
          first.clause.limit->high = c.limit->value;
          first.clause.limit->high_span = c.limit->span;
          if (first.clause.limit->unit.empty()) first.clause.limit->unit = c.limit->unit;
          first.clause.equivalent |= c.equivalent;
          for (const auto& t : c.times) first.clause.times.push_back(t);
          first.span = Hull(first.span, d.span);
          first.clause.limit->span = Hull(first.clause.limit->span, c.limit->span);
          drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
          --i;
          continue;
        }
      }
      c.heads = before.clause.heads;
      c.equivalent |= before.clause.equivalent;
      if (c.routes.empty()) c.routes = before.clause.routes;
    }
  }
}

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
    return d.clause.heads.size() == 1 && !d.clause.heads.front().concepts.empty() &&
           terms.Get(d.clause.heads.front().concepts.front()).measured && !d.clause.limit && !d.clause.answer && !d.clause.grade &&
           !d.negated && !Settled(d) && !d.blocked && !d.definition && d.clause.leftover.empty() && d.clause.required.empty() &&
           d.clause.except.empty() && !d.clause.cause && d.clause.examples.empty() && d.clause.states.empty();
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
    // "previous treatment with anti-CD4 or alemtuzumab": what came first no name tells, but the second was given before now, too.
    const bool unnamed = p.clause.heads.empty() || p.clause.heads.front().concepts.empty();
    if (exclusion && p.clause.exposure && unnamed && KindOf(d, terms) == terms::Kind::kDrug) {
      d.clause.exposure = true;
      d.clause.history |= p.clause.history;
      d.received |= p.received;
    }
    const bool same = KindOf(d, terms) == KindOf(p, terms);
    d.suspected_too |= p.suspected_too;
    if (p.exposed && same) d.blocked = d.exposed = true;
    if (same) d.clause.exposure |= p.clause.exposure;
    if (same) d.received |= p.received;
    const auto happens = [](terms::Kind k) { return k == terms::Kind::kCondition || k == terms::Kind::kProcedure; };
    if (same || (happens(KindOf(d, terms)) && happens(KindOf(p, terms)))) d.clause.history |= p.clause.history;
    if (KindOf(d, terms) != terms::Kind::kCondition) {  // to a drug or a food, to what no name explains
      if (p.clause.allergy && !d.clause.allergy && d.clause.states.empty()) d.clause.states = p.clause.states;
      d.clause.allergy |= p.clause.allergy;
    }
    if (KindOf(d, terms) == terms::Kind::kDrug) d.clause.participation |= p.clause.participation;
    if (same && !d.clause.times.empty() && !p.blocked) d.clause.stable |= p.clause.stable;
    // "no A, B or C": not any of them. A limb with its own measure stands for itself.
    if (denies && !d.negated && closing != Join::kOr && !d.clause.limit && !d.clause.answer && d.clause.distinct == std::nullopt &&
        (!exclusion || p.says_no || same))
      d.negated = true;
  }
}

// "A or B other than X": taken out of A too, where X is one kind of A. Where A is X itself, what is left of it was not understood.
void ShareExceptions(std::vector<Draft>& drafts, const terms::Terms& terms) {
  const auto concept_of = [](const Clause& c) {
    return c.heads.size() == 1 && !c.heads.front().concepts.empty() ? std::optional(c.heads.front().concepts.front()) : std::nullopt;
  };
  for (std::size_t i = drafts.size(); i-- > 1;) {
    if (drafts[i].join != Join::kOr && drafts[i].join != Join::kComma && drafts[i].join != Join::kSlash) continue;
    if (drafts[i].blocked || !drafts[i].clause.leftover.empty()) continue;
    Draft& d = drafts[i - 1];
    const auto of = concept_of(d.clause);
    if (!of || Settled(d) || d.negated || !d.clause.except.empty()) continue;
    for (const syntax::ClausePtr& except : drafts[i].clause.except) {
      const auto out = concept_of(*except);
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
    if (!d.negated || !d.clause.other || d.blocked || Settled(d) || d.clause.heads.size() != 1 || d.clause.heads.front().concepts.empty())
      continue;
    for (std::size_t k = 0; k < i; ++k) {
      const Draft& named = drafts[k];
      if (named.negated || named.blocked || Settled(named) || named.clause.heads.size() != 1 ||
          named.clause.heads.front().concepts.empty() ||
          !terms.IsA(named.clause.heads.front().concepts.front(), d.clause.heads.front().concepts.front()))
        continue;
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
  return c.heads.size() == 1 && !c.heads.front().concepts.empty() && KindOf(d, terms) == terms::Kind::kDrug && c.limit &&
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
