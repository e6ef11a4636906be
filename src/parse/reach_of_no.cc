// What the `no` of a limb reaches, and what stands behind it as what is asked instead.
#include "parse/chunk_span.h"
#include "parse/direction.h"
#include "parse/draft_asks.h"
#include "parse/heading_sense.h"

namespace eligo::parse {

using syntax::Relation;

namespace {

// "LVEF >= 50 %", "SLEDAI >= 6": a limit that is rather what must be so than what must not.
bool AsksEnough(const Draft& d, const terms::Terms& terms) {
  const auto head = HeadOf(d.clause);
  if (!d.clause.limit || !head) return false;
  const terms::Concept& c = terms.Get(*head);
  return LowerBound(d.clause.limit->relation) && (c.kind == terms::Kind::kScore || LowIsBad(c.id));
}

}  // namespace

Reach ReachOfNo(const std::vector<Draft>& drafts, std::size_t i, const terms::Terms& terms, bool exclusion) {
  const Draft& p = drafts[i - 1];
  const Draft& d = drafts[i];
  const bool measured = d.clause.limit || d.clause.answer || d.clause.grade;
  // "not using contraception, pregnant or ...", "never smoker, asthma, or ...": who lacks one thing is excluded, and who has another.
  if (exclusion && !p.says_no) {
    const bool alike = !Settled(p) && !Settled(d) && !measured && !d.verb && KindOf(p, terms) == KindOf(d, terms);
    return !alike ? Reach::kNo : d.after_comma ? Reach::kUnclear : Reach::kYes;
  }
  // "free of A or have had B": a verb of its own begins something else, or goes on.
  if (!exclusion && d.clause_start && d.join == Join::kOr) return Reach::kUnclear;
  // "Not on antifibrotics, or on a stable dose of nintedanib", "... or on prednisone <= 10 mg/day": what is taken as it may be is said
  // anew, and lets in instead. "Not on warfarin or with INR < 3", "no dialysis or eGFR > 15" as well may be that.
  const bool anew = !exclusion && d.join == Join::kOr;
  const bool at_most = d.clause.limit && KindOf(d, terms) == terms::Kind::kDrug &&
                       (d.clause.limit->relation == Relation::kLess || d.clause.limit->relation == Relation::kLessEqual);
  if (anew && (d.verb || d.clause.taken) && (d.clause.stable || at_most)) {
    // Of one of the drugs that are denied, and of them alone.
    const auto one = HeadOf(d.clause), of = HeadOf(p.clause);
    const bool among = one && of && (*one == *of || terms.IsA(*one, *of));
    return among && i == 1 ? Reach::kInstead : Reach::kUnclear;
  }
  if (anew && ((d.opens_with && measured) || (AsksEnough(d, terms) && !p.clause.limit))) return Reach::kUnclear;
  // "no A, B or C > 8": not any of them. "No stroke or age < 75", "no A, or B < 50": the second may be what is asked instead.
  const bool before = p.clause.limit || p.clause.answer || p.clause.grade;
  const bool demographic = d.time_valued || d.age || KindOf(d, terms) == terms::Kind::kDemographic;
  if (demographic || (measured && !before && drafts.size() == 2 && d.after_comma)) return Reach::kUnclear;
  // "No heart failure, LVEF >= 50 % or BNP < 300", "no HIV, HBsAg negative or ...": of who is to be let in a result behind a comma is more
  // likely what must be so besides than what must not.
  const bool absent = d.clause.answer == "negative" || d.clause.answer == "normal";
  if (!exclusion && d.join == Join::kComma && (absent || (!before && AsksEnough(d, terms)))) return Reach::kBesides;
  if (!exclusion && absent) return Reach::kUnclear;
  return Reach::kYes;
}

void BlockNoneOrSome(std::vector<Draft>& drafts) {
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    const bool named = p.clause.heads.size() == 1 && d.clause.heads.size() == 1 && !p.clause.heads.front().concepts.empty();
    if (!named || !p.negated || d.negated || d.join != Join::kOr || p.clause.heads.front().concepts != d.clause.heads.front().concepts)
      continue;
    // "No bleeding diathesis or coagulopathy", "no A, or A > 360 mg": neither.
    const bool at_most =
        d.clause.limit && (d.clause.limit->relation == Relation::kLess || d.clause.limit->relation == Relation::kLessEqual);
    const bool so = d.clause.stable || (d.after_comma && p.clause.states.empty() && !d.clause.states.empty());
    // "No HIV, or HIV with CD4 > 200": what is asked of those who have it.
    const bool with = i + 1 < drafts.size() && drafts[i + 1].with && (drafts[i + 1].clause.limit || drafts[i + 1].clause.answer);
    if (!at_most && !so && !with) continue;
    if (with) {
      drafts[i + 1].blocked = true;
      drafts[i + 1].clause.leftover.push_back(drafts[i + 1].span);
    }
    for (Draft* one : {&p, &d}) {
      one->blocked = true;
      one->clause.leftover.push_back(one->span);
    }
  }
}

void BlockDeniedWith(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    Draft& p = drafts[i - 1];
    Draft& d = drafts[i];
    if (!d.with || d.after_comma || !p.negated || p.non || KindOf(p, terms) != terms::Kind::kCondition || d.negated || p.blocked ||
        !d.clause.limit || d.clause.heads.size() != 1)
      continue;
    if (PointsAt(d.clause.heads.front(), *d.clause.limit, terms) == Points::kFine) continue;
    for (Draft* one : {&p, &d}) {
      one->blocked = true;
      one->clause.leftover.push_back(one->span);
    }
  }
}

}  // namespace eligo::parse
