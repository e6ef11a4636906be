// Limbs that state nothing of their own: cues, times, states, methods, examples that stand apart join a neighbour.
#include <algorithm>
#include <utility>

#include "parse/draft_asks.h"

namespace eligo::parse {

using syntax::Clause;

bool OnlyTimes(const Draft& d) {
  const Clause& c = d.clause;
  return c.heads.empty() && !c.limit && !c.answer && c.states.empty() && !c.grade && c.leftover.empty() && !d.blocked && !c.times.empty() &&
         !Settled(d) && !d.definition && !d.negated && d.sex.empty() && c.methods.empty() && c.routes.empty() && c.examples.empty() &&
         c.required.empty() && !c.distinct && !c.repeats && !c.cause;
}

void TakeFlags(Draft& to, const Draft& from) {
  to.clause.history |= from.clause.history;
  to.clause.exposure |= from.clause.exposure;
  to.clause.allergy |= from.clause.allergy;
  to.clause.participation |= from.clause.participation;
  to.clause.stable |= from.clause.stable;
  to.clause.other |= from.clause.other;
  to.verb |= from.verb;
  to.negated |= from.negated;  // "no history of or no evidence of": one `no`
}

bool RestateHead(Clause& c, const terms::Terms& terms) {
  syntax::Name& head = c.heads.front();
  const std::size_t blank = head.text.find(' ');
  std::string first = head.text.substr(0, blank);
  std::transform(first.begin(), first.end(), first.begin(), [](unsigned char x) { return static_cast<char>(std::tolower(x)); });
  static const char* const kStates[] = {"active",    "latent",      "acute",        "chronic",   "severe",     "serious",      "mild",
                                        "moderate",  "symptomatic", "asymptomatic", "unstable",  "stable",     "uncontrolled", "recurrent",
                                        "permanent", "persistent",  "primary",      "secondary", "congenital", "idiopathic",   "advanced",
                                        "minor",     "major",       "oral",         "inhaled",   "topical",    "intravenous",  "systemic"};
  if (blank == std::string::npos || std::none_of(std::begin(kStates), std::end(kStates), [&](const char* s) { return first == s; }))
    return true;
  const std::string rest = head.text.substr(blank);
  if (c.states.size() == 1 || (c.states.empty() && c.routes.size() == 1)) {
    const std::string& word = c.states.empty() ? c.routes.front() : c.states.front();
    if (auto found = terms.FindName(word + rest); !found.empty()) {
      head.concepts = std::move(found);
      head.text = word + rest;
      return true;
    }
  }
  if (auto found = terms.FindName(rest); !found.empty()) {
    head.concepts = std::move(found);
    head.text = rest.substr(1);
    return true;
  }
  return false;
}

namespace {

bool OnlyCues(const Draft& d) {
  const Clause& c = d.clause;
  return c.heads.empty() && !c.limit && !c.answer && c.states.empty() && c.times.empty() && !c.grade && c.leftover.empty() && !d.blocked &&
         !Settled(d) && !d.definition && d.sex.empty() && c.routes.empty() && !c.distinct && !c.repeats && !d.adult && c.required.empty() &&
         c.examples.empty() && c.except.empty() && c.methods.empty() && !c.cause;
}

bool OnlyRoutes(const Draft& d) {
  const Clause& c = d.clause;
  return c.heads.empty() && !c.routes.empty() && !c.limit && !c.answer && c.states.empty() && !c.grade && c.leftover.empty() &&
         !d.blocked && !Settled(d) && !d.definition && !d.negated && d.sex.empty() && c.methods.empty() && c.required.empty() &&
         !c.distinct && !c.exposure;
}

// "severe infection or infection requiring ...": the first narrows in its own name.
bool RestatedByText(const Draft& a, const Draft& b) {
  const std::string& x = a.clause.heads.front().text;
  const std::string& y = b.clause.heads.front().text;
  return x.size() > y.size() && x.ends_with(y);
}

// States that a history need not have: "history of or active X".
bool Passing(const std::string& state) {
  return state == "active" || state == "acute" || state == "latent" || state == "symptomatic" || state == "uncontrolled" ||
         state == "unstable" || state == "untreated" || state == "progressive";
}

}  // namespace

bool NounOf(const std::vector<Draft>& drafts, std::size_t i, const terms::Terms& terms) {
  if (i == 0 || drafts[i].only_noun.empty() || drafts[i].join == Join::kComma) return false;
  // "or history of disease", "or any other condition": not of that adjective.
  const syntax::Clause& own = drafts[i].clause;
  if (own.history || own.exposure || own.allergy || own.participation || own.other || drafts[i].negated) return false;
  const Draft& before = drafts[i - 1];
  const bool by_words = before.clause.heads.empty() && before.by_words;  // "cardiovascular abnormalities or diseases"
  if (!by_words && (before.clause.heads.size() != 1 || KindOf(before, terms) != terms::Kind::kCondition)) return false;
  if (Settled(before) || before.blocked) return false;
  const std::string& text = NameOf(before).text;
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string::npos) return false;
  // "active infection or disease" is no "active disease".
  static constexpr std::string_view kStates[] = {"active", "acute", "chronic", "current", "ongoing", "recurrent", "serious", "severe"};
  if (std::find(std::begin(kStates), std::end(kStates), std::string_view(text).substr(0, text.find(' '))) != std::end(kStates))
    return false;
  const std::string_view noun = std::string_view(text).substr(blank + 1);
  static constexpr std::string_view kSame[] = {"disease", "disorder", "condition", "illness", "syndrome"};
  return std::none_of(std::begin(kSame), std::end(kSame), [&](std::string_view n) { return noun.starts_with(n); });
}

namespace {

// "any other condition" of "skin infection or any other condition", "treatment" of "stroke or treatment": a noun alone that says
// something else than the limb before it, though not what. Two nouns for one thing ("renal disease or condition") say no more.
bool SaysSomethingElse(const std::vector<Draft>& drafts, std::size_t i, const terms::Terms& terms) {
  const Draft& d = drafts[i];
  if (i == 0 || (d.only_noun.empty() && !d.only_given) ||
      (d.join != Join::kOr && d.join != Join::kAnd && !(d.only_given && d.join == Join::kSlash)))
    return false;
  const Draft& p = drafts[i - 1];
  const bool named = !p.clause.heads.empty() || p.by_words;
  if (Settled(p) || p.judge) return false;
  if (!named) return !d.only_given && d.clause.other && !p.clause.other;  // "optic, serious or other disorder"
  const bool more = (d.clause.other && !p.clause.other) || (d.clause.history && !p.clause.history);
  const std::string& text = NameOf(p).text;
  if (d.only_given) {
    const bool given = !p.clause.heads.empty() && (KindOf(p, terms) == terms::Kind::kDrug || KindOf(p, terms) == terms::Kind::kProcedure ||
                                                   KindOf(p, terms) == terms::Kind::kTrial);
    return !p.clause.heads.empty() && (!given || (d.clause.other && !d.clause.allergy && !p.clause.allergy));
  }
  static constexpr std::string_view kSame[] = {"disease",    "diseases", "disorder",  "disorders", "condition",
                                               "conditions", "illness",  "illnesses", "syndrome"};
  const std::string_view noun = std::string_view(text).substr(text.rfind(' ') + 1);
  return more || std::find(std::begin(kSame), std::end(kSame), noun) == std::end(kSame);
}

}  // namespace

void MergeEmpty(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (std::size_t i = 0; i < drafts.size();) {
    Draft& d = drafts[i];
    // "blood or plasma donation", "drug, alcohol abuse": with the noun of the limb behind it another thing.
    if (!d.only_filler.empty() && i + 1 < drafts.size() && (drafts[i + 1].join == Join::kOr || drafts[i + 1].join == Join::kComma) &&
        drafts[i + 1].clause.heads.size() == 1 && !Settled(drafts[i + 1])) {
      const std::string& text = drafts[i + 1].clause.heads.front().text;
      const std::size_t first = text.find(' ');
      auto found = first == std::string::npos ? std::vector<terms::ConceptId>{} : terms.FindName(d.only_filler + text.substr(first));
      if (found.empty() && first != std::string::npos) found = terms.FindName(d.only_filler + text.substr(text.rfind(' ')));
      if (!found.empty() && found != drafts[i + 1].clause.heads.front().concepts) {
        d.clause.heads = {{d.span, d.only_filler + text.substr(text.rfind(' ')), std::move(found)}};
        ++i;
        continue;
      }
    }
    // "steroids within 8 weeks of screening and during the study": whether they will be given then, a person knows.
    if (d.during && i > 0 && drafts[i - 1].clause.heads.size() == 1 && !Settled(drafts[i - 1]) &&
        (KindOf(drafts[i - 1], terms) == terms::Kind::kDrug || KindOf(drafts[i - 1], terms) == terms::Kind::kProcedure)) {
      d.judged = true;
      d.span = Hull(drafts[i - 1].span, d.span);
      d.clause.leftover.clear();
      ++i;
      continue;
    }
    // "any condition or medication", "an illness or surgery": a noun alone, and what is no disease.
    if (!d.only_noun.empty() && i == 0 && drafts.size() > 1 && drafts[1].join == Join::kOr && drafts[1].clause.heads.size() == 1 &&
        !d.negated && !drafts[1].judge &&
        (KindOf(drafts[1], terms) == terms::Kind::kDrug || KindOf(drafts[1], terms) == terms::Kind::kProcedure)) {
      d.blocked = true;
      d.clause.leftover.push_back(d.span);
      ++i;
      continue;
    }
    // "drug use or alcohol abuse", "drug or alcohol use": beside what is not given, another thing, which no name tells.
    if (d.of_drugs && i + 1 < drafts.size() && (drafts[i + 1].join == Join::kOr || drafts[i + 1].join == Join::kComma) &&
        drafts[i + 1].clause.heads.size() == 1 && !d.negated) {
      const terms::Kind kind = KindOf(drafts[i + 1], terms);
      if (kind == terms::Kind::kCondition || kind == terms::Kind::kObservation) {
        const std::string name = "drug " + drafts[i + 1].clause.heads.front().text;
        if (auto found = terms.FindName(name); !found.empty() && d.clause.times.empty() && !d.clause.exposure) {  // "drug or other allergy"
          d.clause.heads = {{d.span, name, std::move(found)}};
          ++i;
          continue;
        }
        drafts[i + 1].clause.history |= d.clause.history;
        d.blocked = true;
        d.clause.leftover.push_back(d.span);
        ++i;
        continue;
      }
    }
    // "not taking X, or on a stable dose": of X, but not denied.
    if (i > 0 && d.join == Join::kOr && d.clause.stable && d.clause.heads.empty() && !d.negated && drafts[i - 1].negated) {
      d.blocked = true;
      d.clause.leftover.push_back(d.span);
      ++i;
      continue;
    }
    if (i + 1 < drafts.size() && OnlyCues(d) && !d.negated && NamedBehind(drafts, i, terms)) {
      ++i;
      continue;
    }
    if (OnlyCues(d) &&
        (d.clause.history || d.clause.exposure || d.clause.allergy || d.clause.participation || d.negated || d.clause.other) &&
        i + 1 < drafts.size()) {
      Draft& next = drafts[i + 1];
      // "history of or active brain metastases": at any time, whatever they are now.
      if (d.clause.history && next.join == Join::kOr && next.clause.heads.size() == 1) {
        std::erase_if(next.clause.states, [](const std::string& s) { return Passing(s); });
        if (!RestateHead(next.clause, terms)) next.blocked = true;
      }
      // "no or mild ascites", "never or former smoker": none, or that; not none of that.
      const bool some = !next.clause.states.empty() || next.clause.grade || next.clause.limit || next.clause.answer || next.clause.history;
      const bool bare = d.span.length() <= 5;  // "no", "never"; "no evidence or history of" is one `no`
      if (bare && d.negated && !d.ongoing && !d.clause.history && !d.clause.exposure && !next.negated && next.join != Join::kAnd &&
          (some || next.join != Join::kComma)) {
        next.blocked = true;
        next.clause.leftover.push_back(d.span);
      }
      TakeFlags(next, d);
      next.span = Hull(d.span, next.span);
      next.join = d.join;
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "unwillingness or inability to comply with X": two ways not to do one thing.
    if (d.consent && (d.clause.heads.empty() || d.negated) && !d.clause.limit && i + 1 < drafts.size() && drafts[i + 1].consent &&
        (drafts[i + 1].join == Join::kOr || drafts[i + 1].join == Join::kSlash || (d.takes_part && !drafts[i + 1].negated))) {
      Draft& next = drafts[i + 1];
      // "no plans for A or B", "fathering a child or donating sperm": both are said, in their words.
      if (d.negated || !d.clause.leftover.empty() || d.by_words) next.clause.heads.clear();
      next.span = Hull(d.span, next.span);
      next.join = d.join;
      next.after_comma = d.after_comma;
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "unable to comply or give informed consent": refused is both; "donate sperm during the study or for 30 days after": when, of one.
    // So is what a comma between two adjectives parts: "unwilling to use an approved, effective method of contraception".
    const bool same_refusal = i > 0 && d.join == Join::kComma && drafts[i - 1].refuses && d.consent && !d.clause.heads.empty();
    if (i > 0 && drafts[i - 1].consent && (same_refusal || d.join == Join::kOr || d.join == Join::kAnd || d.join == Join::kSlash) &&
        !d.negated && !d.refuses && d.sex.empty() && !d.clause.limit && !d.judge &&
        ((d.consent && (drafts[i - 1].refuses || drafts[i - 1].negated)) ||
         (!d.consent && d.time_before_head && !d.verb && d.clause.heads.empty()))) {
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);
      drafts[i - 1].refuses = true;
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "planning a pregnancy during the study or within a month after the last dose of X": till when, which X is given before.
    const auto after_dose = [](const syntax::TimePhrase& t) { return t.after && (t.anchor == "last_dose" || t.anchor == "first_dose"); };
    if (i > 0 && drafts[i - 1].consent && !d.consent && !d.verb && !d.negated && !d.judge && !Settled(d) && d.time_before_head &&
        d.clause.heads.size() == 1 && KindOf(d, terms) == terms::Kind::kDrug && !d.clause.limit && !d.clause.times.empty() &&
        std::all_of(d.clause.times.begin(), d.clause.times.end(), after_dose)) {
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "within 4 weeks, or B within 6 months, prior to baseline": the day of both, which stands behind a comma.
    if (i > 0 && OnlyTimes(d) && d.join == Join::kComma && d.clause.times.size() == 1 &&
        d.clause.times.front().kind == syntax::TimePhrase::Kind::kBefore && !d.clause.times.front().anchor.empty()) {
      const auto of_day = std::find_if(drafts[i - 1].clause.times.begin(), drafts[i - 1].clause.times.end(), [](const auto& t) {
        return t.kind == syntax::TimePhrase::Kind::kWindow && t.anchor.empty() && !t.after;
      });
      if (of_day != drafts[i - 1].clause.times.end()) {
        of_day->anchor = d.clause.times.front().anchor;
        drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);
        drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
        continue;
      }
    }
    // "age > 21 or less than 2 years": the second length is another limit.
    if (OnlyTimes(d) && i > 0 && drafts[i - 1].time_valued && drafts[i - 1].clause.limit && TimeAsLimit(d.clause)) {
      if (drafts[i - 1].clause.limit->unit.empty()) drafts[i - 1].clause.limit->unit = d.clause.limit->unit;
      d.time_valued = true;
      ++i;
      continue;
    }
    // "ongoing or serious infection": any that is there.
    if (d.ongoing && OnlyCues(d) && i == 0 && drafts.size() > 1 && drafts[1].join == Join::kOr && drafts[1].clause.heads.size() == 1) {
      const std::vector<std::string> states = std::exchange(drafts[1].clause.states, {});
      if (!RestateHead(drafts[1].clause, terms)) drafts[1].blocked = true;
      if (states.size() > 1) drafts[1].blocked = true;
      if (!d.clause.history && !d.negated) {
        drafts[1].span = Hull(d.span, drafts[1].span);
        drafts[1].join = d.join;
        drafts.erase(drafts.begin());
        continue;
      }
    }
    if (NounOf(drafts, i, terms)) {
      ++i;
      continue;
    }
    if (SaysSomethingElse(drafts, i, terms)) {
      d.blocked = true;
      d.clause.leftover.push_back(d.span);
      ++i;
      continue;
    }
    // "X, and calculated or measured Y": a word of what stands behind the `or`, no alternative to it.
    const Clause& said = d.clause;
    if (d.empty_of_content() && !d.negated && !said.open && !said.equivalent && !said.alone && !said.stable && !said.history &&
        i + 1 < drafts.size() && drafts[i + 1].join == Join::kOr && !drafts[i + 1].empty_of_content()) {
      Draft& next = drafts[i + 1];
      next.span = Hull(d.span, next.span);
      if (d.join == Join::kAnd || i == 0) {
        next.join = d.join;
        next.after_comma = d.after_comma;
        next.clause_start = d.clause_start;
      }
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    if (OnlyCues(d) && i > 0) {  // "etc.", "alone or in combination", a stray filler
      Draft& previous = drafts[i - 1];
      previous.clause.open |= d.clause.open;
      previous.clause.equivalent |= d.clause.equivalent;
      previous.clause.alone |= d.clause.alone;
      previous.clause.stable |= d.clause.stable;
      previous.suspected_too |= d.suspected_too;    // "pregnancy, suspected or confirmed"
      previous.clause.history |= d.clause.history;  // "cancer, previous"
      if (d.negated) previous.blocked = true;       // "brain metastases, none"
      if (d.negated || d.clause.history) previous.span = Hull(previous.span, d.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "SpO2 >= 92 % without oxygen or ventilation within 7 days": without either, in that time.
    if (i > 0 && (d.join == Join::kOr || d.join == Join::kAnd) && !drafts[i - 1].clause.without.empty() && !d.clause.limit &&
        !d.clause.answer && !d.negated && !d.verb && !Settled(d) && KindOf(d, terms) != terms::Kind::kCondition && !Measured(d, terms) &&
        (d.clause.heads.size() == 1 || (d.join == Join::kOr && d.by_words))) {
      Draft& p = drafts[i - 1];
      if (d.clause.heads.empty() || d.clause.heads.front().concepts.empty() || d.blocked || !d.clause.leftover.empty()) {
        p.blocked = true;
        p.clause.leftover.push_back(d.span);
      } else {
        p.clause.without.push_back(std::make_shared<const Clause>(d.clause));
        for (syntax::ClausePtr& each : p.clause.without) {
          if (!each->times.empty() || d.clause.times.empty()) continue;
          Clause timed = *each;
          timed.times = d.clause.times;
          each = std::make_shared<const Clause>(std::move(timed));
        }
      }
      p.span = Hull(p.span, d.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "HIV infection or history thereof": of the same, at any time.
    if (i > 0 && d.only_words == "thereof" && d.clause.history && drafts[i - 1].clause.heads.size() == 1 && !Settled(drafts[i - 1])) {
      drafts[i - 1].clause.history = true;
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "histologically confirmed, metastatic cancer": how it was found.
    if (i == 0 && d.clause.heads.empty() && !d.clause.methods.empty() && d.clause.leftover.empty() && !d.blocked && !d.clause.limit &&
        drafts.size() > 1 && drafts[1].join == Join::kComma && drafts[1].clause.heads.size() == 1 && !Settled(drafts[1])) {
      drafts[1].clause.methods.insert(drafts[1].clause.methods.begin(), d.clause.methods.begin(), d.clause.methods.end());
      drafts[1].span = Hull(d.span, drafts[1].span);
      drafts[1].join = d.join;
      drafts.erase(drafts.begin());
      continue;
    }
    if (i > 0 && drafts[i - 1].consent && !d.consent && d.clause.heads.empty() && !d.clause.limit && !Settled(d) && !d.definition) {
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);  // the rest of what the person agrees to
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "A, B or C, each for at least 3 months".
    if (OnlyTimes(d) && d.each && i > 0 && !Settled(drafts[i - 1])) {
      for (std::size_t k = i; k-- > 0 && KindOf(drafts[k], terms) == terms::Kind::kDrug && !drafts[k].clause.heads.empty();)
        drafts[k].clause.times.insert(drafts[k].clause.times.end(), d.clause.times.begin(), d.clause.times.end());
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "A and/or B for 12 weeks, with stable doses for 30 days": stable in each.
    if (OnlyTimes(d) && d.clause.stable && i > 1) {
      const terms::Kind kind = KindOf(drafts[i - 1], terms);
      for (std::size_t k = i - 1; k-- > 0 && drafts[k + 1].join == Join::kOr && kind == terms::Kind::kDrug &&
                                  KindOf(drafts[k], terms) == kind && !drafts[k].clause.stable;) {
        for (const auto& t : d.clause.times) drafts[k].clause.times.push_back(t);
        drafts[k].clause.stable = true;
      }
    }
    // "a stable plan for 2 months and a stable dose for 2 weeks": two lengths, each of its own.
    if (OnlyTimes(d) && d.clause.stable && i > 0 && d.join == Join::kAnd && drafts[i - 1].clause.stable &&
        drafts[i - 1].clause.heads.size() == 1 && !drafts[i - 1].blocked && !drafts[i - 1].clause.times.empty()) {
      d.clause.heads = drafts[i - 1].clause.heads;
      ++i;
      continue;
    }
    if (OnlyTimes(d) && d.clause.stable && i > 0 && !Settled(drafts[i - 1])) {
      for (const auto& t : d.clause.times) drafts[i - 1].clause.times.push_back(t);
      drafts[i - 1].clause.stable = true;
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    if (OnlyTimes(d) && i > 0 && !HasWindow(drafts[i - 1].clause) && !Settled(drafts[i - 1])) {
      Draft& previous = drafts[i - 1];
      for (const auto& t : d.clause.times) previous.clause.times.push_back(t);
      previous.clause.stable |= d.clause.stable;
      previous.time_apart = d.join == Join::kComma && i + 1 == drafts.size();
      previous.span = Hull(previous.span, d.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "diseases or pathological changes not caused by X, including A, B": members of what was named before.
    if (d.clause.heads.empty() && !d.clause.examples.empty() && i > 0 && !drafts[i - 1].clause.heads.empty() && !Settled(drafts[i - 1]) &&
        !d.blocked) {
      Clause& of = drafts[i - 1].clause;
      of.examples.insert(of.examples.end(), d.clause.examples.begin(), d.clause.examples.end());
      of.open = true;
      if (!of.cause) of.cause = d.clause.cause, of.cause_is = d.clause.cause_is;
      if (!HasWindow(of)) of.times.insert(of.times.end(), d.clause.times.begin(), d.clause.times.end());
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);
      d.clause.examples.clear();
      d.clause.cause.reset();
      d.clause.times.clear();
      if (d.clause.leftover.empty()) {
        drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
        continue;
      }
      d.span = d.clause.leftover.front();
    }
    // "immunoglobulins IV or SC, plasmapheresis": a second route of the first.
    if (i > 0 && OnlyRoutes(d) && d.join == Join::kOr && !drafts[i - 1].clause.routes.empty() && drafts[i - 1].clause.heads.size() == 1 &&
        drafts[i - 1].clause.times.empty() && (i + 1 == drafts.size() || drafts[i + 1].join == Join::kComma)) {
      Clause& of = drafts[i - 1].clause;
      of.routes.insert(of.routes.end(), d.clause.routes.begin(), d.clause.routes.end());
      of.times.insert(of.times.end(), d.clause.times.begin(), d.clause.times.end());
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "by echocardiography or MUGA within 8 weeks": a second method, not a second limb.
    const bool how =
        i > 0 && d.join == Join::kComma && drafts[i - 1].clause.limit && Measured(drafts[i - 1], terms);  // ", as measured by MUGA"
    if (d.clause.heads.empty() && !d.clause.methods.empty() && i > 0 && (how || !drafts[i - 1].clause.methods.empty()) &&
        d.clause.leftover.empty() && !d.blocked && !d.clause.limit) {
      Clause& of = drafts[i - 1].clause;
      of.methods.insert(of.methods.end(), d.clause.methods.begin(), d.clause.methods.end());
      if (!HasWindow(of)) of.times.insert(of.times.end(), d.clause.times.begin(), d.clause.times.end());
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "autoimmune diseases, systemic treatment is required".
    if (d.clause.heads.empty() && !d.clause.required.empty() && i > 0 && !drafts[i - 1].clause.heads.empty() && d.clause.leftover.empty() &&
        !d.blocked) {
      Clause& of = drafts[i - 1].clause;
      of.required.insert(of.required.end(), d.clause.required.begin(), d.clause.required.end());
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "hypersensitivities or intolerances to X": the nouns share their object.
    const auto allergic = [&](const Draft& x) {
      if (x.clause.heads.size() != 1 || x.clause.heads.front().concepts.empty() || x.clause.allergy) return false;
      // "allergic constitution", "allergic disease": a thing of its own.
      const std::string_view text = x.clause.heads.front().text;
      if (x.blocked || !x.clause.leftover.empty() || text.ends_with("disease") || text.ends_with("disorder") || text.ends_with("topy"))
        return false;
      const std::string_view id = terms.Get(x.clause.heads.front().concepts.front()).id;
      return id == "hypersensitivity" || id == "anaphylaxis" || id == "allergy" || id == "allergic_reaction";
    };
    // "adverse reaction or allergy to X": the first is to X too, which no name says.
    const auto reaction = [&](const Draft& x) {
      if (x.clause.heads.size() != 1 || x.clause.heads.front().concepts.empty() || x.clause.allergy || !x.clause.times.empty())
        return false;
      return terms.Get(x.clause.heads.front().concepts.front()).id == "adverse_event";
    };
    if (reaction(d) && i + 1 < drafts.size() && (drafts[i + 1].join == Join::kOr || drafts[i + 1].join == Join::kSlash) &&
        drafts[i + 1].clause.allergy && !drafts[i + 1].clause.heads.empty()) {
      d.blocked = true;
      d.clause.leftover.push_back(d.span);
      drafts[i + 1].clause.history |= d.clause.history;
    }
    if (allergic(d) && i + 1 < drafts.size()) {
      std::size_t k = i + 1;
      while (k < drafts.size() && allergic(drafts[k])) ++k;
      // "allergy, sensitivity or contraindication to X": a person judges all of it.
      if (k < drafts.size() && drafts[k].judged && !drafts[k].judge && drafts[k].clause.heads.empty() && !d.negated) {
        for (std::size_t n = i; n < k; ++n) drafts[k].span = Hull(drafts[k].span, drafts[n].span);
        drafts[k].join = d.join;
        drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i), drafts.begin() + static_cast<std::ptrdiff_t>(k));
        continue;
      }
      if (k < drafts.size() && drafts[k].clause.allergy && !drafts[k].clause.heads.empty()) {
        drafts[i + 1].clause.states.insert(drafts[i + 1].clause.states.begin(), d.clause.states.begin(), d.clause.states.end());
        TakeFlags(drafts[i + 1], d);
        drafts[i + 1].span = Hull(d.span, drafts[i + 1].span);
        drafts[i + 1].join = d.join;
        drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
        continue;
      }
    }
    // "cancer or malignant tumor, except ...": two words for one thing; what is said of the second is said of both.
    const auto plain = [](const Clause& c) {
      return !c.limit && !c.answer && !c.grade && c.states.empty() && c.times.empty() && c.except.empty() && c.required.empty() &&
             c.routes.empty() && c.methods.empty() && c.examples.empty() && !c.cause && !c.distinct && !c.repeats && c.leftover.empty();
    };
    if (i + 1 < drafts.size() && drafts[i + 1].join == Join::kOr && plain(d.clause) && !d.blocked && !Settled(d) && !d.definition &&
        !drafts[i + 1].blocked && !Settled(drafts[i + 1]) && !drafts[i + 1].verb && !drafts[i + 1].negated && d.clause.heads.size() == 1 &&
        drafts[i + 1].clause.heads.size() == 1 && d.clause.heads.front().concepts == drafts[i + 1].clause.heads.front().concepts &&
        !d.clause.heads.front().concepts.empty() && !RestatedByText(d, drafts[i + 1])) {
      Draft& next = drafts[i + 1];
      TakeFlags(next, d);
      next.span = Hull(d.span, next.span);
      next.clause.span = Hull(d.span, next.clause.span);
      next.join = d.join;
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "urinary tract infection, more than 2 episodes within a year": how often, said behind a comma.
    const bool how_often = d.clause.repeats && d.clause.heads.empty() && !d.clause.limit && !d.clause.answer && d.clause.states.empty() &&
                           !d.clause.grade && d.clause.leftover.empty() && !d.blocked && !d.negated && !Settled(d) && !d.definition;
    if (i > 0 && d.join == Join::kComma && how_often && drafts[i - 1].clause.heads.size() == 1 && !drafts[i - 1].clause.repeats &&
        !Settled(drafts[i - 1]) && !(HasWindow(drafts[i - 1].clause) && HasWindow(d.clause))) {
      Draft& p = drafts[i - 1];
      p.clause.repeats = d.clause.repeats;
      p.clause.times.insert(p.clause.times.end(), d.clause.times.begin(), d.clause.times.end());
      p.span = Hull(p.span, d.span);
      p.clause.span = Hull(p.clause.span, d.clause.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "heart failure, NYHA class II-IV": how grave it is, said behind a comma.
    const auto only_grade = [](const Draft& x) {
      const Clause& c = x.clause;
      return c.grade && c.heads.empty() && !c.limit && !c.answer && c.states.empty() && c.times.empty() && c.leftover.empty() &&
             !x.blocked && !Settled(x) && !x.definition && !x.negated && !x.by_words;
    };
    const bool next_too = i + 1 < drafts.size() && drafts[i + 1].clause.grade;  // "MI, class III or class IV heart failure"
    if (i > 0 && d.join == Join::kComma && only_grade(d) && !next_too && drafts[i - 1].clause.heads.size() == 1 &&
        !drafts[i - 1].clause.grade && KindOf(drafts[i - 1], terms) == terms::Kind::kCondition && !Settled(drafts[i - 1]) &&
        MayGrade(*d.clause.grade, drafts[i - 1], terms)) {
      drafts[i - 1].clause.grade = d.clause.grade;
      drafts[i - 1].span = Hull(drafts[i - 1].span, d.span);
      drafts[i - 1].clause.span = Hull(drafts[i - 1].clause.span, d.clause.span);
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    // "diagnosed by the X criteria, with 4 or more of them": said once, with its number.
    const auto same_head = [](const Draft& a, const Draft& b) {
      return a.clause.heads.size() == 1 && b.clause.heads.size() == 1 && !a.clause.heads.front().concepts.empty() &&
             a.clause.heads.front().concepts == b.clause.heads.front().concepts;
    };
    if (i > 0 && d.join == Join::kComma && same_head(drafts[i - 1], d) && (d.clause.distinct || d.clause.limit) &&
        !drafts[i - 1].clause.limit && !drafts[i - 1].clause.distinct && drafts[i - 1].clause.times.empty() &&
        drafts[i - 1].clause.leftover.empty() && !drafts[i - 1].blocked && KindOf(d, terms) == terms::Kind::kScore) {
      d.span = Hull(drafts[i - 1].span, d.span);
      d.join = drafts[i - 1].join;
      drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i) - 1);
      --i;
      continue;
    }
    if (OnlyTimes(d) && i == 0 && drafts.size() > 1) {
      Draft& next = drafts[1];
      // "at least 6 months since prior and no concurrent X": two things of X, of which the `no` is said of the second.
      const bool since = std::any_of(d.clause.times.begin(), d.clause.times.end(), [](const auto& t) { return t.since; });
      if (since && next.negated && next.clause.heads.size() == 1) {
        d.clause.heads = next.clause.heads;
        ++i;
        continue;
      }
      next.clause.times.insert(next.clause.times.begin(), d.clause.times.begin(), d.clause.times.end());
      TakeFlags(next, d);
      next.time_before_head = true;
      next.span = Hull(d.span, next.span);
      next.join = d.join;
      drafts.erase(drafts.begin());
      continue;
    }
    ++i;
  }
}

}  // namespace eligo::parse
