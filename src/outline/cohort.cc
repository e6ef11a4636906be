#include "outline/cohort.h"

#include <algorithm>
#include <string>

#include "outline/lead.h"
#include "source/utf8.h"

namespace eligo::outline {
namespace {

constexpr std::size_t kMostWords = 10;

bool Is(const Word& w, std::string_view lower) { return w.hash == W(lower); }

const WordSet& GroupWords() {
  static const WordSet kSet(
      "cohort cohorts group groups subgroup subgroups stratum strata substudy substudies subcohort subcohorts population extension");
  return kSet;
}
// These name a cohort only with a number or letter behind them.
const WordSet& PartWords() {
  static const WordSet kSet("part parts panel panels arm arms phase phases stage stages study studies step segment");
  return kSet;
}
// Times at which everybody is asked, whatever number stands behind them: no groups of patients.
const WordSet& VisitWords() {
  static const WordSet kSet("screening rescreening baseline randomisation randomization enrolment enrollment visit visits");
  return kSet;
}
const WordSet& PeopleWords() {
  static const WordSet kSet("participants participant volunteers volunteer subjects subject patients patient individuals people persons");
  return kSet;
}
// What stands beside them in a heading.
const WordSet& BesideVisits() {
  static const WordSet kSet("period run in lead and at");
  return kSet;
}
// Groups of people that stand for themselves.
const WordSet& RoleWords() {
  static const WordSet kSet(
      "controls control caregivers caregiver caretakers donors donor recipients recipient parents siblings relatives adults adult children "
      "adolescents infants toddlers neonates newborns clinicians providers physicians nurses healthy pediatric paediatric elderly cases "
      "case carers partners mothers students resident residents");
  return kSet;
}
const WordSet& SexWords() {
  static const WordSet kSet("male female males females women woman men man pregnant childbearing fertile");
  return kSet;
}
const WordSet& EveryoneWords() {
  static const WordSet kSet(
      "all both every patients patient subjects subject participants participant cohorts cohort groups group parts arms study studies the "
      "for "
      "in of and entire trial population each volunteers individuals only main key general enrolled eligible s overall phases strata "
      "everyone any substudies");
  return kSet;
}

bool IsIdentifier(View text, const Word& w) {
  const int n = w.span.length();
  if (n > 3) return false;
  const char32_t first = At(text, w.span.begin);
  if (IsDigit(first)) return true;
  if (n == 1 && IsUpper(first)) return true;
  static const WordSet kRoman("i ii iii iv v vi");
  return IsUpper(first) && kRoman.Has(w);
}

}  // namespace

std::optional<CohortHeading> CohortReader::Read(Span span, bool marked) const {
  const char32_t first = At(text_, span.begin);
  char32_t last = At(text_, span.end - 1);
  while (span.length() > 2 && (last == U'*' || last == U'_')) last = At(text_, --span.end - 1);
  while (span.length() > 2 && (At(text_, span.begin) == U'*' || At(text_, span.begin) == U'_')) ++span.begin;
  const bool colon = IsColon(last);
  const bool parenthesised = first == U'(' && last == U')' && std::count(text_.begin() + span.begin, text_.begin() + span.end, U'(') == 1;
  if (marked && !colon) return std::nullopt;
  if (!colon && !parenthesised && EndsClause(last)) return std::nullopt;
  if (span.length() > 120 || !IsUpper(At(text_, parenthesised ? span.begin + 1 : span.begin))) return std::nullopt;
  Span label = span;
  if (colon) label = Trim(text_, {label.begin, label.end - 1});
  if (parenthesised) label = {label.begin + 1, label.end - 1};
  std::vector<Word> words = SplitWords(text_, label, kMostWords + 1);
  if (words.empty() || words.size() > kMostWords) return std::nullopt;
  for (int i = label.begin; i < label.end; ++i) {
    if (IsComparator(At(text_, i)) || IsColon(At(text_, i)) || At(text_, i) == U';' || EndsSentence(At(text_, i))) return std::nullopt;
  }
  const bool for_whom = Is(words.front(), "for") || (Is(words.front(), "in") && words.size() > 1);
  std::size_t from = 0;
  if (for_whom) from = words.size() > 2 && Is(words[1], "the") ? 2 : 1;
  // "participants with systemic sclerosis": the people are understood.
  if (for_whom && from + 2 < words.size() && PeopleWords().Has(words[from]) && Is(words[from + 1], "with")) from += 2;
  if (from >= words.size()) return std::nullopt;
  label.begin = words[from].span.begin;
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(from));
  if (std::all_of(words.begin(), words.end(), [](const Word& w) { return EveryoneWords().Has(w); })) {
    const bool plural =
        std::any_of(words.begin(), words.end(), [](const Word& w) { return Is(w, "all") || Is(w, "both") || Is(w, "every"); });
    if (for_whom || plural) return CohortHeading{label, true, true, false};
    return std::nullopt;
  }
  if (std::any_of(words.begin(), words.end(), [](const Word& w) { return SexWords().Has(w); })) return std::nullopt;

  // "Screening (Stage 1)", "Part A and Part B (all cohorts)": when it is asked, or of all; no group.
  const auto names_part = [&](const Word& w) {
    return VisitWords().Has(w) || BesideVisits().Has(w) || PartWords().Has(w) || GroupWords().Has(w) || EveryoneWords().Has(w) ||
           IsIdentifier(text_, w) || Is(w, "and");
  };
  const bool of_all = words.size() > 2 && Is(words[words.size() - 2], "all") && GroupWords().Has(words.back()) &&
                      (colon || std::all_of(words.begin(), words.end(), names_part));
  const bool visit = VisitWords().Has(words.front()) && std::all_of(words.begin(), words.end(), [&](const Word& w) {
                       return VisitWords().Has(w) || BesideVisits().Has(w) || PartWords().Has(w) || IsIdentifier(text_, w);
                     });
  if (of_all || (visit && words.size() > 1 && (colon || parenthesised))) return CohortHeading{label, true, true, false};

  int identifiers = 0;
  bool part = false;
  bool group = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    identifiers += IsIdentifier(text_, words[i]);
    if (GroupWords().Has(words[i])) {
      const bool edge =
          i == 0 || i + 1 == words.size() || IsIdentifier(text_, words[i + 1]) || At(text_, words[i + 1].span.begin - 1) == U'(';
      const bool other =
          !edge ||
          (i > 0 && (Is(words[i - 1], "age") || Is(words[i - 1], "blood") || Is(words[i - 1], "ethnic") || Is(words[i - 1], "study")));
      group = group || !other;
    }
    part = part || (PartWords().Has(words[i]) && i + 1 < words.size() && IsIdentifier(text_, words[i + 1]));
  }
  // A line of text that happens to have a group in it is no heading.
  const bool short_enough = words.size() <= (colon ? 8U : 5U);
  const bool stage = std::any_of(words.begin(), words.end(), [](const Word& w) { return Is(w, "stage") || Is(w, "stages"); });
  // "Screening (Stage 1):", "Baseline (Visit 2)": as cohorts a patient would be judged for each apart.
  if (!group && std::any_of(words.begin(), words.end(), [](const Word& w) { return VisitWords().Has(w); })) return std::nullopt;
  const bool closed = IsIdentifier(text_, words.back()) || Is(words.back(), "only") || (group && !part);
  if ((group || part) && short_enough && (colon || parenthesised || (closed && !stage))) {
    return CohortHeading{label, identifiers >= 3, true, true};
  }
  // "Subjects with Ulcerative Colitis", above a list.
  if (!colon && !for_whom && !marked && words.size() >= 3 && words.size() <= 8 && PeopleWords().Has(words[0]) && Is(words[1], "with") &&
      IsUpper(At(text_, words.back().span.begin))) {
    return CohortHeading{{words[2].span.begin, label.end}, false, false, false};
  }
  const bool only_people =
      std::all_of(words.begin(), words.end(), [](const Word& w) { return RoleWords().Has(w) || PeopleWords().Has(w); });
  if (!colon && !for_whom && !(only_people && !marked && words.size() >= 2)) return std::nullopt;
  const bool people = PeopleWords().Has(words.back());
  const bool role = std::any_of(words.begin(), words.end(), [](const Word& w) { return RoleWords().Has(w); });
  if (role && words.size() <= 5 && (people || RoleWords().Has(words.back())) && (for_whom || !marked)) {
    const bool plain = !CarriesMeaning(text_, label);
    if (plain) return CohortHeading{label, false, true, false};
  }
  if (const std::optional<terms::ConceptId> condition = Condition(label)) {
    const bool index = terms_.Get(*condition).index_disease;
    // "Allergy:" and "Lupus nephritis:" as entries are titles of items.
    if (for_whom || (index && !marked)) return CohortHeading{label, false, index && for_whom, false};
  }
  // "For thermally injured participants:".
  if (for_whom && colon && people && words.size() >= 2 && words.size() <= 5) return CohortHeading{label, false, false, false};
  // "For Rheumatoid Arthritis (RA):" where terms do not know the disease.
  const bool abbreviated = for_whom && At(text_, label.end - 1) == U')' && !CarriesMeaning(text_, label);
  if (abbreviated) return CohortHeading{label, false, false, false};
  return std::nullopt;
}

std::optional<CohortHeading> CohortReader::ReadSectionLabel(Span label) const {
  if (label.empty()) return std::nullopt;
  const std::vector<Word> words = SplitWords(text_, label, kMostWords + 1);
  if (words.empty() || words.size() > kMostWords) return std::nullopt;
  const auto any = [&](const WordSet& set) { return std::any_of(words.begin(), words.end(), [&](const Word& w) { return set.Has(w); }); };
  if (std::all_of(words.begin(), words.end(), [](const Word& w) { return EveryoneWords().Has(w); })) return std::nullopt;
  bool part = false;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) part = part || (PartWords().Has(words[i]) && IsIdentifier(text_, words[i + 1]));
  if (any(SexWords())) return std::nullopt;
  if (any(GroupWords()) || part || any(RoleWords()) || NamesIndexDisease(label)) return CohortHeading{label, false, true, false};
  return std::nullopt;
}

bool CohortReader::NamesIndexDisease(Span label) const {
  const std::optional<terms::ConceptId> condition = Condition(label);
  return condition && terms_.Get(*condition).index_disease;
}

std::optional<terms::ConceptId> CohortReader::Condition(Span label) const {
  // "Systemic Sclerosis (SSc)": the name, then the abbreviation, then all of it; "patients", "cohort" and the like dropped.
  const View whole = Sub(text_, label);
  std::vector<std::u32string> names;
  const std::size_t open = whole.find(U'(');
  if (open != View::npos) {
    names.emplace_back(whole.substr(0, open));
    const std::size_t close = whole.find(U')', open);
    if (close != View::npos) names.emplace_back(whole.substr(open + 1, close - open - 1));
  }
  names.emplace_back(whole);
  std::u32string plain;
  for (const Word& w : SplitWords(text_, label, kMostWords)) {
    if (PeopleWords().Has(w) || GroupWords().Has(w) || Is(w, "with")) continue;
    if (!plain.empty()) plain.push_back(U' ');
    plain.append(Sub(text_, w.span));
  }
  if (plain.size() > 1) names.push_back(plain);
  std::optional<terms::ConceptId> found;
  for (const std::u32string& name : names) {
    for (const terms::ConceptId id : terms_.FindName(source::EncodeUtf8(name))) {
      const terms::Concept& c = terms_.Get(id);
      if (c.index_disease) return id;
      if (c.kind == terms::Kind::kCondition && !found) found = id;
    }
  }
  return found;
}

source::Cohort CohortReader::Make(Span label) const {
  const std::string name = source::EncodeUtf8(Sub(text_, label));
  std::string id;
  const std::optional<terms::ConceptId> condition = Condition(label);
  if (condition) {
    id = terms_.Get(*condition).id;
  } else {
    // The abbreviation in parentheses is the shorter name; "(Group C)" is not one. "IIM cohort" is IIM, "Cohort A" is not A.
    Span shorter = label;
    const std::vector<Word> all = SplitWords(text_, label, kMostWords);
    if (all.size() >= 2 && GroupWords().Has(all.back()) && !IsIdentifier(text_, all.front())) shorter.end = all[all.size() - 2].span.end;
    if (all.size() == 2 && GroupWords().Has(all.back()) && all.front().span.length() >= 2) shorter = all.front().span;
    const std::size_t open = name.find('(');
    const View whole = Sub(text_, label);
    const std::size_t at = whole.find(U'(');
    if (open != std::string::npos && at > 0) {
      const std::size_t close = std::min(whole.find(U')', at), whole.size());
      const Span inner{label.begin + static_cast<int>(at) + 1, label.begin + static_cast<int>(close)};
      const std::vector<Word> words = SplitWords(text_, inner, 4);
      shorter = words.size() == 1 && inner.length() >= 2 ? inner : Span{label.begin, label.begin + static_cast<int>(at)};
    }
    for (const char32_t c : Sub(text_, Trim(text_, shorter))) {
      if (IsLetter(c) || IsDigit(c)) {
        id += source::EncodeUtf8(std::u32string(1, Lower(c)));
      } else if (!id.empty() && id.back() != '_') {
        id += '_';
      }
    }
    while (!id.empty() && id.back() == '_') id.pop_back();
    if (id.empty()) id = "cohort";
  }
  return {id, name, condition ? std::optional<std::string>(id) : std::nullopt, label};
}

}  // namespace eligo::outline
