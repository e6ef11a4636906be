// The noun that stands once, at the end of a list: "renal, hepatic or cardiac disease", "cocaine or opioid dependence".
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "parse/draft.h"
#include "parse/draft_asks.h"
#include "terms/fold.h"

namespace eligo::parse {

using syntax::Clause;

bool OnlyStates(const Draft& d) {
  const Clause& c = d.clause;
  return c.heads.empty() && !c.limit && !c.answer && c.leftover.empty() && !d.blocked && (!c.states.empty() || !c.routes.empty()) &&
         !Settled(d) && !d.definition && !c.grade;
}

namespace {

// Nouns that an adjective makes the name of a thing.
constexpr std::array<std::string_view, 28> kNouns = {
    "surgery",    "resection",     "bleeding",  "hemorrhage",  "ulcer",     "cancer",       "tumor",
    "carcinoma",  "embolism",      "event",     "lesion",      "syndrome",  "bypass",       "defect",
    "disease",    "disorder",      "condition", "illness",     "infection", "abnormality",  "dysfunction",
    "impairment", "insufficiency", "failure",   "disturbance", "pathology", "complication", "malignancy"};
// Those that mean the same.
constexpr std::array<std::string_view, 6> kSame = {"disease", "disorder", "condition", "illness", "abnormality", "dysfunction"};
// Endings of words that can only narrow a noun; such a word alone names nothing.
constexpr std::array<std::string_view, 9> kAdjective = {"al", "ic", "ous", "ary", "ory", "ular", "iac", "crine", "logy"};

bool Among(const auto& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

// The last word of a name, folded: "disease" of "renal diseases".
std::string LastNoun(std::string_view name) {
  std::string noun(name.substr(name.rfind(' ') + 1));
  terms::FoldWord(noun);
  return noun;
}

bool Adjective(std::string_view words) {
  return words.find(' ') == std::string_view::npos && std::any_of(kAdjective.begin(), kAdjective.end(), [&](std::string_view end) {
           return words.size() > end.size() + 2 && words.ends_with(end);
         });
}

// "renal" of "renal, hepatic or cardiac disease".
bool OnlyAdjective(const Draft& d) {
  return !d.only_words.empty() && d.clause.heads.empty() && d.clause.leftover.size() == 1 && !d.blocked && !Settled(d) && !d.definition;
}

// What the adjective says with the noun of `with`, whose last word is `noun`; without concepts where the lexicon does not know it.
std::optional<syntax::Name> Narrowed(const Draft& d, const std::string& with, const std::string& noun, terms::Kind kind,
                                     const terms::Terms& terms) {
  const std::size_t blank = with.find(' ');
  const std::string rest = blank == std::string::npos ? "" : with.substr(blank);
  std::vector<std::string> names;
  if (!rest.empty()) names.push_back(d.only_words + rest);
  if (Among(kNouns, noun) || !rest.empty()) names.push_back(d.only_words + " " + with.substr(with.rfind(' ') + 1));
  if (Among(kSame, noun)) names.push_back(d.only_words + " disease");
  for (const std::string& name : names) {
    auto found = terms.FindName(name);
    if (!found.empty()) return syntax::Name{d.clause.leftover.front(), name, std::move(found)};
  }
  if (!Adjective(d.only_words) || !Among(kNouns, noun)) return std::nullopt;
  return syntax::Name{d.clause.leftover.front(), d.only_words + " " + noun, {}, kind};
}

// "major disease": words with a noun of their own.
bool OwnNoun(const Draft& d) {
  if (!d.by_words) return !d.last_noun.empty();
  return d.by_words->text.find(' ') != std::string::npos && Among(kNouns, LastNoun(d.by_words->text));
}

// "severe or uncontrolled renal, hepatic or cardiac disease": the states that stand before the first of [first, last] are of each.
void ShareStates(std::vector<Draft>& drafts, std::size_t first, std::size_t last) {
  const auto either = [](const Draft& d) { return d.join == Join::kComma || d.join == Join::kOr || d.join == Join::kSlash; };
  std::size_t from = first;
  while (from > 0 && either(drafts[from]) && OnlyStates(drafts[from - 1])) --from;
  std::vector<Draft> more;
  for (std::size_t k = first + 1; k <= last; ++k) {
    if (from < first && !either(drafts[k])) return;
    if (!drafts[k].clause.states.empty()) continue;
    for (std::size_t s = from; s < first; ++s) {
      more.push_back(drafts[k]);
      more.back().clause.states = drafts[s].clause.states;
      more.back().join = Join::kOr;
    }
    drafts[k].clause.states = drafts[first].clause.states;
  }
  drafts.insert(drafts.begin() + static_cast<std::ptrdiff_t>(last) + 1, more.begin(), more.end());
}

void ShareDisease(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (!OnlyAdjective(drafts[i])) continue;
    std::size_t last = i + 1;
    while (last < drafts.size() && ((OnlyAdjective(drafts[last]) && !OwnNoun(drafts[last])) || OnlyStates(drafts[last]))) ++last;
    if (last == drafts.size()) return;
    // "or other major disease", of which more is not read, still has the noun.
    if (!(drafts[last].clause.heads.size() == 1 && !drafts[last].blocked) && !(drafts[last].clause.heads.empty() && OwnNoun(drafts[last])))
      continue;
    const bool words = drafts[last].clause.heads.empty() && !drafts[last].by_words;
    const syntax::Name of = words ? syntax::Name{{}, drafts[last].last_noun, {}} : NameOf(drafts[last]);
    const std::string& text = of.text;
    const std::string noun = LastNoun(text);
    const terms::Kind kind = of.concepts.empty() ? of.kind.value_or(terms::Kind::kCondition) : terms.Get(of.concepts.front()).kind;
    for (std::size_t k = i; k < last; ++k) {
      if (!OnlyAdjective(drafts[k])) continue;
      auto name = Narrowed(drafts[k], text, noun, kind, terms);
      if (!name) continue;
      drafts[k].clause.heads = {std::move(*name)};
      drafts[k].clause.leftover.clear();
      drafts[last].gives_noun = true;
    }
    if (!drafts[i].clause.heads.empty()) ShareStates(drafts, i, last);
    i = last;
  }
}

// "cocaine, methamphetamine or opioid dependence": the noun of the last is of all. Where no such name is known, a drug in a list of
// conditions says nothing that was understood.
void ShareAddiction(std::vector<Draft>& drafts, const terms::Terms& terms) {
  if (drafts.size() < 2) return;
  const Draft& last = drafts.back();
  if (last.clause.heads.size() != 1 || KindOf(last, terms) != terms::Kind::kCondition) return;
  const std::string& text = last.clause.heads.front().text;
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string::npos) return;
  static const char* const kOfDrugs[] = {" dependence", " abuse",        " addiction", " toxicity",
                                         " deficiency", " intoxication", " poisoning", " misuse"};
  const std::string noun = text.substr(blank);
  if (std::none_of(std::begin(kOfDrugs), std::end(kOfDrugs), [&](const char* n) { return noun == n; })) return;
  for (std::size_t k = drafts.size() - 1; k-- > 0;) {
    Draft& d = drafts[k];
    if (d.clause.heads.size() != 1 || KindOf(d, terms) != terms::Kind::kDrug || d.verb || d.clause.exposure || d.clause.limit || d.blocked)
      return;
    auto found = terms.FindName(d.clause.heads.front().text + noun);
    if (found.empty())
      d.blocked = true;
    else
      d.clause.heads.front().concepts = std::move(found);
  }
}

// "varicella vaccine", "rabies vaccination", and not "live vaccine": what stands before the noun is what it is against.
bool AgainstDisease(const Draft& d, const terms::Terms& terms) {
  const auto disease = [&](const std::vector<terms::ConceptId>& found) {
    return std::any_of(found.begin(), found.end(), [&](terms::ConceptId id) { return terms.Get(id).kind == terms::Kind::kCondition; });
  };
  return std::any_of(d.clause.heads.begin(), d.clause.heads.end(), [&](const syntax::Name& n) {
    const std::string noun = LastNoun(n.text);
    if (noun != "vaccine" && noun != "vaccination" && noun != "immunization") return false;
    const std::size_t blank = n.text.rfind(' ');
    if (blank == std::string::npos) return d.clause.heads.size() == 2 && disease(d.clause.heads.front().concepts);
    return disease(terms.FindName(n.text.substr(0, blank)));
  });
}

// "measles or varicella vaccine": the noun of the last is of all; the diseases are not asked for.
void ShareVaccines(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (std::size_t last = 1; last < drafts.size(); ++last) {
    const Draft& of = drafts[last];
    if (of.join != Join::kOr && of.join != Join::kAnd && of.join != Join::kSlash) continue;
    if (of.after_comma || !AgainstDisease(of, terms)) continue;
    // All of the list, or nothing: beside a disease that stays one the others may, too.
    std::vector<std::vector<terms::ConceptId>> vaccines;
    std::size_t from = last;
    for (std::size_t k = last; k-- > 0;) {
      const Draft& d = drafts[k];
      const Clause& c = d.clause;
      if (c.heads.size() != 1 || KindOf(d, terms) != terms::Kind::kCondition || d.blocked || Settled(d) || d.definition || d.negated ||
          d.verb || c.history || c.limit || c.answer || c.grade || !c.times.empty() || !c.states.empty())
        break;
      auto found = terms.FindName(c.heads.front().text + " vaccine");
      if (found.empty() || found == of.clause.heads.front().concepts) break;
      vaccines.push_back(std::move(found));
      from = k;
    }
    if (from > 0) continue;
    for (std::size_t k = last; k-- > 0;) {
      syntax::Name& name = drafts[k].clause.heads.front();
      name.concepts = std::move(vaccines[last - 1 - k]);
      name.text += " vaccine";
    }
  }
}

// "alanine or aspartate aminotransferase": two measures, not a drug and a measure. "Methotrexate or leflunomide failure": no more than
// taking the one.
void ShareMeasures(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (std::size_t last = 1; last < drafts.size(); ++last) {
    const Draft& of = drafts[last];
    const bool named = of.clause.heads.size() == 1;
    if (!named && !of.by_words) continue;
    const std::string& text = NameOf(of).text;
    const std::size_t blank = text.rfind(' ');
    if (blank == std::string::npos || (of.join != Join::kOr && of.join != Join::kAnd && of.join != Join::kSlash)) continue;
    for (std::size_t k = last; k-- > 0;) {
      Draft& d = drafts[k];
      Clause& c = d.clause;
      if (c.heads.size() != 1 || KindOf(d, terms) != terms::Kind::kDrug || d.blocked || Settled(d) || d.verb || c.exposure || c.limit ||
          c.answer || !c.times.empty() || d.negated)
        break;
      auto found = Measured(of, terms) ? terms.FindName(c.heads.front().text + text.substr(blank)) : std::vector<terms::ConceptId>();
      if (!found.empty() && terms.Get(found.front()).kind == terms::Kind::kMeasurement) {
        c.heads.front().text += text.substr(blank);
        c.heads.front().concepts = std::move(found);
      } else if (of.went) {
        d.blocked = true;
        c.leftover.push_back(d.span);
      }
      if (d.join != Join::kComma && d.join != Join::kOr && d.join != Join::kSlash) break;
    }
  }
}

// "hepatitis B, C or HIV": a letter alone is another kind of what stands before it.
void ShareKinds(std::vector<Draft>& drafts, const terms::Terms& terms) {
  for (std::size_t i = 1; i < drafts.size(); ++i) {
    Draft& d = drafts[i];
    const Draft& before = drafts[i - 1];
    if (d.only_words.size() != 1 || !d.clause.heads.empty() || d.clause.leftover.size() != 1 || d.blocked || Settled(d) ||
        before.clause.heads.size() != 1)
      continue;
    const std::string& text = before.clause.heads.front().text;
    if (text.size() < 3 || text[text.size() - 2] != ' ') continue;
    auto found = terms.FindName(text.substr(0, text.size() - 1) + d.only_words);
    if (found.empty()) continue;
    d.clause.heads = {{d.clause.leftover.front(), text.substr(0, text.size() - 1) + d.only_words, std::move(found)}};
    d.clause.leftover.clear();
    if (d.clause.states.empty()) d.clause.states = before.clause.states;
  }
}

}  // namespace

void ShareNouns(std::vector<Draft>& drafts, const terms::Terms& terms) {
  ShareKinds(drafts, terms);
  ShareDisease(drafts, terms);
  ShareAddiction(drafts, terms);
  ShareVaccines(drafts, terms);
  ShareMeasures(drafts, terms);
}

}  // namespace eligo::parse
