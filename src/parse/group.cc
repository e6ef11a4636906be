// The limbs of a list become one node: what connects them, and what binds tighter.
#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "parse/alternatives.h"
#include "parse/chunk_span.h"
#include "parse/draft_asks.h"
#include "parse/grammar.h"

namespace eligo::parse {

using syntax::Clause;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

Node Grammar::AskBoth(std::vector<Draft>& drafts, std::size_t at, NodeKind join) {
  const auto middle = drafts.begin() + static_cast<std::ptrdiff_t>(at);
  std::vector<Draft> before(std::make_move_iterator(drafts.begin()), std::make_move_iterator(middle));
  std::vector<Draft> after(std::make_move_iterator(middle), std::make_move_iterator(drafts.end()));
  after.front().join = Join::kNone;
  after.front().with = false;
  std::vector<Node> both;
  both.push_back(Build(before));
  both.push_back(Build(after));
  return MakeJoin(join, std::move(both));
}

Node Grammar::Build(std::vector<Draft>& drafts) {
  // "A and/or B for 12 weeks, with stable A for 30 days and stable B for 60": what `with` adds holds besides the whole list before it.
  // "Lupus, with positive ANA or anti-Sm", "lupus, intolerant to A or B": so does what `with` lists.
  const auto of_kind = [&](const Draft& d, terms::Kind kind) { return !d.clause.heads.empty() && KindOf(d.clause.heads.front()) == kind; };
  for (std::size_t i = 1; !exclusion_ && !any_of_ && i < drafts.size(); ++i) {
    const bool opens = drafts[i].opens_with || (drafts[i].opens_need && drafts[i].join == Join::kComma);
    if (!opens || !drafts[i].after_comma || drafts[i].clause.heads.empty()) continue;
    const auto middle = drafts.begin() + static_cast<std::ptrdiff_t>(i);
    const auto either = [](const Draft& d) { return d.join == Join::kOr; };
    // "Crohn's disease, with CDAI >= 220, or ulcerative colitis, with ...": each disease with what is said of it.
    for (std::size_t k = i + 1; k + 1 < drafts.size() && drafts[i].opens_with; ++k) {
      if (either(drafts[k]) && drafts[k].after_comma && drafts[k + 1].opens_with && of_kind(drafts[k], terms::Kind::kCondition) &&
          of_kind(drafts.front(), terms::Kind::kCondition))
        return AskBoth(drafts, k, NodeKind::kOr);
    }
    if (std::none_of(drafts.begin(), middle, either) && (std::none_of(middle + 1, drafts.end(), either) || drafts[i].join != Join::kComma))
      continue;
    return AskBoth(drafts, i);
  }
  // "Multiple sclerosis, RRMS or SPMS": the disease, and either form of it.
  if (const std::size_t begin = any_of_ || defines_ ? 0 : FormsBegin(drafts, terms_, exclusion_); begin > 0) {
    const Span span = Hull(drafts.front().span, drafts.back().span);
    // "Hypertension, arterial or pulmonary": among what excludes not every one of it, and maybe others that the name does not hold.
    if (exclusion_) return MakeUnread(span, "forms of a disease behind a comma");
    Remark("kAmbiguousConnective", span, "forms of a disease behind a comma; read as the disease, in any of them");
    return AskBoth(drafts, begin);
  }
  // "Adults, lupus with SLEDAI >= 6 or PGA > 1": the `or` is between what is alike, and the rest is asked besides.
  if (const std::size_t begin = exclusion_ || any_of_ || defines_ ? 0 : AlternativesBegin(drafts, terms_); begin > 0) {
    Remark("kAmbiguousConnective", Hull(drafts.front().span, drafts.back().span),
           "an `or` at the end of a list of unlike things; read as between those that are alike");
    return AskBoth(drafts, begin);
  }
  // "Diet alone or diet plus A, and have HbA1c > 7": a verb of its own is asked besides all that stands before it. So is what is given
  // for a disease: "A or B, and treated with C or D".
  const auto takes_up = [&](std::size_t i) {
    return drafts[i].verb && drafts[i].clause.exposure && of_kind(drafts[i], terms::Kind::kDrug) &&
           std::all_of(drafts.begin(), drafts.begin() + static_cast<std::ptrdiff_t>(i),
                       [&](const Draft& d) { return of_kind(d, terms::Kind::kCondition); });
  };
  for (std::size_t i = drafts.size(); !exclusion_ && !any_of_ && i-- > 2;) {
    if (!(drafts[i].clause_start || takes_up(i)) || drafts[i].join != Join::kAnd || drafts[i].negated) continue;
    const auto middle = drafts.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::none_of(drafts.begin() + 1, middle, [](const Draft& d) { return d.join == Join::kOr; })) continue;
    return AskBoth(drafts, i);
  }
  // "Received A or B and B cells have not recovered": of who has been given them. Beside anything else it is a limb of its own.
  const auto given = [&](const Draft& d) {
    return !d.clause.heads.empty() && !d.negated && !d.clause.allergy &&
           std::all_of(d.clause.heads.begin(), d.clause.heads.end(), [&](const syntax::Name& name) {
             return KindOf(name) == terms::Kind::kDrug || KindOf(name) == terms::Kind::kProcedure;
           });
  };
  if (Draft& last = drafts.back(); exclusion_ && !any_of_ && drafts.size() > 1 && last.join == Join::kAnd && last.not_recovered &&
                                   !drafts[drafts.size() - 2].not_recovered && std::all_of(drafts.begin(), drafts.end() - 1, given)) {
    std::vector<Draft> after;
    after.push_back(std::move(last));
    after.front().join = Join::kNone;
    drafts.pop_back();
    std::vector<Node> both;
    both.push_back(Build(drafts));
    both.push_back(Build(after));
    return MakeJoin(NodeKind::kAnd, std::move(both));
  }
  // Commas take the connective that closes their run; without one, the section's own.
  if (any_of_) {
    for (Draft& d : drafts) {
      if ((d.join == Join::kAnd && !d.with && !d.tied) || d.join == Join::kComma) d.join = Join::kOr;
    }
  }
  const Join fallback = exclusion_ || any_of_ ? Join::kOr : Join::kAnd;
  Join closing = Join::kNone;
  bool closing_apart = true;
  // "for 6 months, on stable treatment for 8 weeks, yet active or relapsed": limbs with times of their own are clauses, not a
  // list, and their commas are no `or`.
  const bool sentence_like = !exclusion_ && drafts.size() > 2 && std::any_of(drafts.begin(), drafts.end() - 1, [](const Draft& d) {
    return d.own_time && !d.clause.heads.empty();
  }) && std::any_of(drafts.begin() + 1, drafts.end(), [](const Draft& d) {
    return d.join == Join::kComma && (d.clause_start || d.opens_with);
  });
  bool any_and = false, any_or = false;
  for (const Draft& d : drafts) {
    any_and = any_and || d.join == Join::kAnd;
    any_or = any_or || d.join == Join::kOr;
  }
  bool one_limit = false;  // inside "ALT, AST or GGT <= 2.5", whose connective is of no other limb
  for (std::size_t i = drafts.size(); i-- > 1;) {
    if (exclusion_ && drafts[i].with) continue;  // "A, B with C > 2 or D": C is B's alone
    one_limit = !exclusion_ && !any_of_ && drafts[i - 1].limit_of_next &&
                ((drafts[i].join == Join::kOr && !drafts[i].after_comma) || (one_limit && drafts[i].join == Join::kComma));
    if (one_limit) {
      if (drafts[i].join == Join::kComma) drafts[i].join = Join::kOr, drafts[i].after_comma = false;
      continue;
    }
    if (drafts[i].join == Join::kAnd || drafts[i].join == Join::kOr)
      closing = drafts[i].join == Join::kOr && sentence_like ? Join::kAnd : drafts[i].join, closing_apart = drafts[i].after_comma;
    else if (drafts[i].join == Join::kComma)
      // "A, B or C, and D": the comma before B parts no more than the `or` before C does.
      drafts[i].join = closing == Join::kNone ? fallback : closing,
      drafts[i].after_comma = exclusion_ || closing != Join::kOr || closing_apart;
  }
  // "BMI < 17.5 and > 35", of one thing: never both, so either.
  const auto contradicts = [](const Draft& a_draft, const Draft& b_draft) {
    // "severe renal insufficiency (clearance < 30) and mild (> 50)": what the brackets measure.
    const auto measure = [](const Draft& d) -> const Clause& {
      return d.definition && d.definition->kind == NodeKind::kClause ? *d.definition->clause : d.clause;
    };
    const Clause& a = measure(a_draft);
    const Clause& b = measure(b_draft);
    if (!a.limit || !b.limit || a.heads.size() != 1 || b.heads.size() != 1) return false;
    const syntax::Limit& x = *a.limit;
    const syntax::Limit& y = *b.limit;
    const auto upper = [](const syntax::Limit& l) {
      return l.relation == syntax::Relation::kLess || l.relation == syntax::Relation::kLessEqual;
    };
    return SameName(a.heads.front(), b.heads.front()) &&
           ((upper(x) && LowerBound(y.relation) && x.value < y.value) || (upper(y) && LowerBound(x.relation) && y.value < x.value));
  };
  // "2 to 17 years, and 18 to 65 years": two ranges of one thing that share nothing; nobody is in both.
  const auto range = [](const Draft& d) {
    return d.clause.limit && d.clause.limit->relation == syntax::Relation::kBetween && d.clause.limit->high && d.clause.heads.size() == 1;
  };
  for (std::size_t i = 1; !exclusion_ && i < drafts.size(); ++i) {
    if (drafts[i].join != Join::kAnd || !range(drafts[i]) || !range(drafts[i - 1]) ||
        !SameName(drafts[i].clause.heads.front(), drafts[i - 1].clause.heads.front()))
      continue;
    if (!drafts[i].clause.times.empty() || !drafts[i - 1].clause.times.empty()) continue;  // at two times
    const syntax::Limit &x = *drafts[i - 1].clause.limit, &y = *drafts[i].clause.limit;
    if (*x.high < y.value || *y.high < x.value) drafts[i].join = Join::kOr;
  }
  bool apart = false;
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    if (!exclusion_ || drafts[i].join != Join::kAnd || !contradicts(drafts[i - 1], drafts[i])) continue;
    drafts[i].join = Join::kOr;
    apart = true;
  }
  // "A, B or C as well as contraindications to D": what is judged is one more that excludes.
  for (std::size_t i = 1; exclusion_ && i < drafts.size(); ++i) {
    if (drafts[i].join == Join::kAnd && drafts[i].judged && !drafts[i].together && !drafts[i - 1].judged) drafts[i].join = Join::kOr;
    // "hypertension with systolic > 160 and diastolic > 100": each shows it.
    if (drafts[i].join == Join::kAnd && drafts[i - 1].shows && !drafts[i].together) drafts[i].join = Join::kOr;
  }
  // "abnormal TSH and gallstones": the result is said of the first only if the second has none, and of what excludes each does.
  for (std::size_t i = 1; exclusion_ && i < drafts.size(); ++i) {
    const Clause& p = drafts[i - 1].clause;
    const Clause& c = drafts[i].clause;
    const bool before = p.answer && !p.limit && p.heads.size() == 1 && p.answer_span.begin < p.heads.front().span.begin;
    if (drafts[i].join == Join::kAnd && before && !drafts[i].with && !drafts[i].together && !drafts[i - 1].together && !drafts[i].verb &&
        !drafts[i].negated && !c.limit && !c.answer && !drafts[i].judge && !drafts[i].consent)
      drafts[i].join = Join::kOr;
  }
  // "BMI > 40 and sleep apnea": a value of the first only makes no pair of the two.
  if (exclusion_ && drafts.size() == 2 && drafts[1].join == Join::kAnd) {
    const Draft& p = drafts[0];
    const Draft& d = drafts[1];
    const bool disease = !Settled(d) && !d.blocked && !d.negated && !d.verb && !d.with && !d.together && !d.definition && !d.clause.limit &&
                         !d.clause.answer && d.clause.leftover.empty() && of_kind(d, terms::Kind::kCondition);
    if (disease && !p.together && !p.negated && !Settled(p) && p.clause.limit && of_kind(p, terms::Kind::kMeasurement)) {
      drafts[1].join = Join::kOr;
      any_and = false;
      any_or = true;
      Remark("kAmbiguousConnective", Hull(p.span, d.span), "`and` joins what excludes; read as any of them, not all together");
    }
  }
  // A value of its own, not one that stands once for several limbs.
  const auto valued = [](const Draft& d) { return (d.clause.limit || d.clause.answer) && !d.value_shared; };
  // "pregnant and lactating women, or women who ...", "A, B and C, or D": of plain diseases, or of a list, each excludes, whatever
  // other limbs are joined by.
  if (exclusion_ && any_and && any_or) {
    const auto plain = [&](const Draft& d) {
      const Clause& c = d.clause;
      return !d.blocked && !d.node && !d.definition && !d.together && !d.negated && !d.consent && !d.judge && !d.with &&
             c.heads.size() == 1 && KindOf(c.heads.front()) == terms::Kind::kCondition && !c.limit && !c.answer && !c.grade &&
             c.times.empty() && !c.distinct && c.leftover.empty() && !c.cause && c.required.empty() && c.states.empty();
    };
    for (std::size_t i = 1; i < drafts.size(); ++i) {
      if (drafts[i].join != Join::kAnd) continue;
      std::size_t end = i + 1;
      while (end < drafts.size() && (drafts[end].join == Join::kAnd || drafts[end].join == Join::kSlash)) ++end;
      const auto stated = [](const Draft& d) { return d.together || d.negated || d.with || d.verb; };
      const auto first = drafts.begin() + static_cast<std::ptrdiff_t>(i) - 1;
      const auto past = drafts.begin() + static_cast<std::ptrdiff_t>(end);
      const bool list = end - i >= 2 && drafts[i].after_comma && std::none_of(first, past, stated) && !std::all_of(first, past, valued);
      const bool shared = drafts[i].value_shared && drafts[i - 1].value_shared && drafts[i].clause.limit;
      if (!list && !(end == i + 1 && ((plain(drafts[i]) && plain(drafts[i - 1])) || shared))) continue;
      for (std::size_t k = i; k < end; ++k) {
        if (drafts[k].join == Join::kAnd) drafts[k].join = Join::kOr;
      }
      Remark("kAmbiguousConnective", Hull(drafts[i - 1].span, drafts[end - 1].span),
             "`and` joins what excludes; read as any of them, not all together");
    }
    any_and = std::any_of(drafts.begin(), drafts.end(), [](const Draft& d) { return d.join == Join::kAnd; });
  }
  // "A, B and C" in an exclusion lists what excludes: each alone does, unless each limb has a value of its own or "both" says so, or
  // the second says what the person of the first refuses.
  const auto subject = [&](const Draft& d) {  // "women of childbearing potential who do not ..."
    return !d.sex.empty() ||
           AnyName(d, [&](const syntax::Name& n) { return !n.concepts.empty() && terms_.Get(n.concepts.front()).female_only; });
  };
  const bool refuses = drafts.size() == 2 && drafts[1].consent && !drafts[0].consent && !subject(drafts[1]);
  const bool behind_commas =
      std::all_of(drafts.begin(), drafts.end(), [](const Draft& d) { return d.join != Join::kAnd || d.after_comma; });
  // "neutrophils < 1, platelets < 75 and hemoglobin < 8": each is bad enough.
  const bool tests = drafts.size() > 2 && drafts[1].after_comma && std::all_of(drafts.begin(), drafts.end(), [&](const Draft& d) {
                       return d.clause.heads.size() == 1 && KindOf(d.clause.heads.front()) == terms::Kind::kMeasurement && !d.with;
                     });
  const bool plain_and = exclusion_ && any_and && (!any_or || behind_commas || apart) && !refuses &&
                         (apart || (std::none_of(drafts.begin(), drafts.end(), [](const Draft& d) { return d.together; }) &&
                                    (drafts.size() > 2 ? tests || !std::all_of(drafts.begin(), drafts.end(), valued)
                                                       : std::none_of(drafts.begin(), drafts.end(), valued))));
  if (plain_and) {
    for (Draft& d : drafts) {
      if (d.join == Join::kAnd) d.join = Join::kOr;
    }
    Remark("kAmbiguousConnective", Hull(drafts.front().span, drafts.back().span),
           "`and` joins what excludes; read as any of them, not all together");
  }
  struct Term {
    Node node;
    Join join;
    bool apart;  // a comma or a verb of its own sets it apart
    bool negated;
    bool shares;  // has its limit from the one behind it
  };
  const bool parted = any_or && std::any_of(drafts.begin(), drafts.end(), [](const Draft& d) { return d.join == Join::kAnd && !d.tied; });
  std::vector<Term> terms;
  terms.reserve(drafts.size());
  bool of_sex = false;
  for (Draft& d : drafts) {
    const bool after_sex = std::exchange(of_sex, d.sex_each && !d.sex.empty() && d.clause.limit);
    const std::optional<syntax::Relation> limit = d.clause.limit ? std::optional(d.clause.limit->relation) : std::nullopt;
    Node n = Finish(d);
    if (n.kind == NodeKind::kNone) continue;
    if (d.join == Join::kSlash && !terms.empty()) {
      // "ALT/AST <= 2.5 x ULN" in an inclusion asks both, everything else either.
      const bool both = !exclusion_ && (limit == syntax::Relation::kLess || limit == syntax::Relation::kLessEqual);
      const bool negated = terms.back().negated && (d.negated || (!exclusion_ && d.judge));
      // "no psychiatric illness/social situation that would limit ...": neither.
      if (negated && !d.negated && n.kind == NodeKind::kJudgement) {
        const Span span = n.span;
        n = MakeNot(std::move(n), span);
      }
      terms.back().node =
          MakeJoin(both || (negated && !exclusion_) ? NodeKind::kAnd : NodeKind::kOr, {std::move(terms.back().node), std::move(n)});
      continue;
    }
    // "surgery or radiation, is stable, and needs no A or B": the two that one `no` denies are one, and part nothing.
    if (!exclusion_ && d.tied && parted && !terms.empty() && terms.back().negated) {
      terms.back().node = MakeJoin(NodeKind::kAnd, {std::move(terms.back().node), std::move(n)});
      continue;
    }
    // "AST and ALT <= 5 x ULN, and A or B": the two that share a limit are one, and part nothing.
    const bool or_behind = &d != &drafts.back() && (&d + 1)->join == Join::kOr && !(&d + 1)->after_comma;
    if (!exclusion_ && parted && d.join == Join::kAnd && !d.after_comma && !d.clause_start && !d.with && limit && !or_behind &&
        !terms.empty() && terms.back().shares && !terms.back().negated && !d.negated) {
      terms.back().node = MakeJoin(NodeKind::kAnd, {std::move(terms.back().node), std::move(n)});
      terms.back().shares = d.limit_of_next;
      continue;
    }
    // "triglycerides > 150 or HDL < 50 in females, < 40 in males": the sexes are one.
    if (of_sex && after_sex && !terms.empty()) {
      terms.back().node =
          MakeJoin(exclusion_ || d.must_be_one ? NodeKind::kOr : NodeKind::kAnd, {std::move(terms.back().node), std::move(n)});
      continue;
    }
    // "bilirubin < 1.5 and ALT or AST < 2.5": the two that share a limit are one.
    const bool in_and = !terms.empty() && (terms.back().join == Join::kAnd || (&d != &drafts.back() && (&d + 1)->join == Join::kAnd));
    if (d.join == Join::kOr && in_and && terms.back().shares && limit) {
      terms.back().node = MakeJoin(NodeKind::kOr, {std::move(terms.back().node), std::move(n)});
      terms.back().shares = d.limit_of_next;
      continue;
    }
    terms.push_back({std::move(n), terms.empty() ? Join::kNone : d.join, d.after_comma || d.clause_start, d.negated, d.limit_of_next});
  }
  if (terms.empty()) return {};
  bool mixed_and = false, mixed_or = false;
  for (const Term& t : terms) {
    mixed_and = mixed_and || t.join == Join::kAnd;
    mixed_or = mixed_or || t.join == Join::kOr;
  }
  const auto join_all = [](std::vector<Term>::iterator b, std::vector<Term>::iterator e, NodeKind kind) {
    if (e - b == 1) return std::move(b->node);
    std::vector<Node> of;
    of.reserve(static_cast<std::size_t>(e - b));
    for (auto it = b; it != e; ++it) of.push_back(std::move(it->node));
    return MakeJoin(kind, std::move(of));
  };
  if (!(mixed_and && mixed_or)) return join_all(terms.begin(), terms.end(), mixed_or ? NodeKind::kOr : NodeKind::kAnd);
  // "LVEF <= 40% and NT-proBNP >= 600 or BNP >= 150", "A plus B, C or D": things of one kind behind the last `and` are alternatives to
  // each other; that lets in fewer than the other reading.
  const auto kind_of = [&](const Term& t) -> std::optional<terms::Kind> {
    if (t.negated || t.node.kind != NodeKind::kClause || t.node.clause->heads.size() != 1) return std::nullopt;
    const terms::Kind kind = KindOf(t.node.clause->heads.front());
    return kind == terms::Kind::kScore ? terms::Kind::kMeasurement : kind;
  };
  for (std::size_t end = terms.size(); !exclusion_ && !any_of_ && !condition_ && end > 2; --end) {
    if (end < terms.size() && terms[end].join == Join::kAnd) continue;
    std::size_t first = end - 1;
    while (first > 0 && terms[first].join == Join::kOr && !terms[first].apart && kind_of(terms[first]) &&
           kind_of(terms[first]) == kind_of(terms[first - 1]))
      --first;
    if (first + 1 >= end || terms[first].join != Join::kAnd) continue;
    const auto begin = terms.begin() + static_cast<std::ptrdiff_t>(first);
    const auto past = terms.begin() + static_cast<std::ptrdiff_t>(end);
    Node either = join_all(begin, past, NodeKind::kOr);
    Remark("kAmbiguousConnective", Hull(terms[first - 1].node.span, either.span),
           "`and` and `or` in one list without brackets; `or` was read as between things of one kind");
    begin->node = std::move(either);
    terms.erase(begin + 1, past);
    end = first + 1;
  }
  mixed_or = std::any_of(terms.begin(), terms.end(), [](const Term& t) { return t.join == Join::kOr; });
  if (!mixed_or) return join_all(terms.begin(), terms.end(), NodeKind::kAnd);
  // "A or B, C and D", "A, or B, and C": behind a comma the rest is asked besides; that lets in fewer than the other reading.
  const auto besides = std::find_if(terms.begin(), terms.end(), [](const Term& t) { return t.join == Join::kAnd; });
  if (!exclusion_ && !any_of_ && !condition_ && besides->apart &&
      std::all_of(besides, terms.end(), [](const Term& t) { return t.join == Join::kAnd; })) {
    std::vector<Node> all;
    all.push_back(join_all(terms.begin(), besides, NodeKind::kOr));
    for (auto it = besides; it != terms.end(); ++it) all.push_back(std::move(it->node));
    return MakeJoin(NodeKind::kAnd, std::move(all));
  }
  // Both occur: a comma sets the outer ones apart when all of one kind have it and none of the other; else `and` binds tighter.
  bool and_apart = true, or_apart = true, and_never = true, or_never = true;
  for (const Term& t : terms) {
    if (t.join == Join::kAnd) and_apart = and_apart && t.apart, and_never = and_never && !t.apart;
    if (t.join == Join::kOr) or_apart = or_apart && t.apart, or_never = or_never && !t.apart;
  }
  const Join outer = and_apart && (or_never || sentence_like) ? Join::kAnd : Join::kOr;
  if (!((and_apart && (or_never || sentence_like)) || (or_apart && and_never))) {
    Remark("kAmbiguousConnective", Hull(terms.front().node.span, terms.back().node.span),
           "`and` and `or` in one list without brackets; `and` was taken to bind tighter");
  }
  std::vector<Node> groups;
  auto start = terms.begin();
  for (auto it = terms.begin(); it != terms.end(); ++it) {
    if (it != start && it->join == outer) {
      groups.push_back(join_all(start, it, outer == Join::kOr ? NodeKind::kAnd : NodeKind::kOr));
      start = it;
    }
  }
  groups.push_back(join_all(start, terms.end(), outer == Join::kOr ? NodeKind::kAnd : NodeKind::kOr));
  return MakeJoin(outer == Join::kOr ? NodeKind::kOr : NodeKind::kAnd, std::move(groups));
}

}  // namespace eligo::parse
