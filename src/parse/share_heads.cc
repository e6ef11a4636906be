// Heads that stand in a neighbouring limb: "platelets < 80 or > 700", "active or latent tuberculosis".
#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>
#include <utility>

#include "parse/draft_asks.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Relation;

bool MayGrade(const syntax::Grade& grade, const Draft& before, const terms::Terms& terms) {
  const terms::Kind kind = KindOf(before, terms);
  if (kind == terms::Kind::kDemographic || kind == terms::Kind::kDrug) return false;
  if (grade.scale != "NYHA" && grade.scale != "Child-Pugh") return true;
  if (before.clause.heads.empty() || before.clause.heads.front().concepts.empty()) return false;
  const terms::ConceptId head = before.clause.heads.front().concepts.front();
  if (grade.scale == "Child-Pugh") {
    const auto cirrhosis = terms.Find("cirrhosis");
    const std::string_view id = terms.Get(head).id;
    return id == "liver_disease" || id == "severe_liver_disease" || (cirrhosis && (head == *cirrhosis || terms.IsA(head, *cirrhosis)));
  }
  const auto below = [&](terms::ConceptId one, terms::ConceptId other) {
    const std::vector<terms::ConceptId> all = terms.Closure(one);
    return std::find(all.begin(), all.end(), other) != all.end();
  };
  // What the class is told of.
  static constexpr std::string_view kOf[] = {"heart_failure", "cardiomyopathy", "pulmonary_hypertension", "nyha_class"};
  return std::any_of(std::begin(kOf), std::end(kOf), [&](std::string_view id) {
    const auto found = terms.Find(id);
    return found && (below(*found, head) || below(head, *found));
  });
}

void ShareHeads(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion) {
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Draft& d = drafts[i];
    Clause& c = d.clause;
    // "neuropathy of grade 3, or grade 2 with pain".
    if (d.grade_with && i > 0 && c.heads.size() == 1 && !d.also && drafts[i - 1].clause.grade && drafts[i - 1].clause.heads.size() == 1 &&
        !Settled(drafts[i - 1]) && MayGrade(*c.grade, drafts[i - 1], terms)) {
      // What is said besides is said of the pain.
      if (!c.states.empty() || c.allergy || c.cause || c.answer || c.limit || c.history || !c.times.empty()) {
        d.blocked = true;
        c.leftover.push_back(d.span);
        continue;
      }
      Clause beside;
      beside.heads = std::exchange(c.heads, drafts[i - 1].clause.heads);
      beside.span = beside.heads.front().span;
      syntax::Node pain = MakeLeaf(std::move(beside));
      d.also = d.negated ? MakeNot(std::move(pain), d.span) : std::move(pain);
      d.negated = false;
      continue;
    }
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
    // "GPA or MPA, newly diagnosed or relapsing": of the first, too, which would let in whatever its state.
    if (!exclusion && OnlyStates(d) && i > 1 && d.join == Join::kComma && drafts[i - 1].join == Join::kOr && !drafts[i - 1].after_comma) {
      for (std::size_t k = i - 1; k-- > 0;) {
        Draft& other = drafts[k];
        if (Settled(other) || other.blocked || KindOf(other, terms) != terms::Kind::kCondition || !other.clause.states.empty()) break;
        other.clause.leftover.push_back(d.span);
        if (other.join != Join::kOr && other.join != Join::kComma) break;
      }
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
      // "mild, moderate or severe": the two behind are said as one.
      const auto& graver = with_head->clause.states;
      const auto has = [&](std::string_view state) { return std::find(graver.begin(), graver.end(), state) != graver.end(); };
      const bool third = c.states.size() == 1 && ((c.states.front() == "mild" && has("moderate_or_severe")) ||
                                                  (c.states.front() == "severe" && has("mild_or_moderate")));
      if (third) with_head->join = Join::kOr;
      if (either || third) {
        c.heads = with_head->clause.heads;
        if (!RestateHead(c, terms)) {
          c.heads.clear();
          continue;
        }
        with_head->gives_noun = true;
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
      if (c.grade && !c.limit && (c.grade->scale == "Child-Pugh" || !MayGrade(*c.grade, before, terms))) continue;
      // "a score of 6 to 12 with a subscore of 2 or 3": of what is not read the second number is, too.
      const bool bare = c.limit && c.limit->relation == Relation::kNone && c.limit->unit.empty();
      // "> 20 at visits 1 and 2": a visit, no value.
      const auto& when = before.clause.times;
      if (bare && !when.empty() && before.clause.limit && when.back().span.begin > before.clause.limit->span.begin) {
        d.blocked = true;
        continue;
      }
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

}  // namespace eligo::parse
