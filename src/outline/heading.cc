#include "outline/heading.h"

#include <algorithm>
#include <string_view>

#include "outline/heading_phrases.h"
#include "outline/marker.h"

namespace eligo::outline {
namespace {

constexpr int kLongestHead = 120;  // characters
constexpr std::size_t kMostWords = 14;

// Words that may stand before "inclusion" in a heading.
const WordSet& Qualifiers() {
  static const WordSet kSet(
      "key main major primary general core basic important specific additional other common study trial clinical medical protocol "
      "patient patients subject subjects participant participants volunteer volunteers the overall selected detailed principal summary "
      "of some preliminary initial global universal screening randomization randomisation run in phase part cohort group arm stage "
      "donor donors recipient recipients control controls healthy case cases caregiver caregivers child children adult adults pediatric "
      "paediatric infant infants maternal mother mothers female male surgical laboratory ocular disease tumor tumour safety a b c d i ii "
      "iii iv 1 2 3 step revised full for and these brief abbreviated essential partial s pre sub substudy extension maintenance short "
      "select resident residents staff");
  return kSet;
}

// Words after "criteria" that make a sentence of it.
const WordSet& SentenceWords() {
  static const WordSet kSet(
      "apply applies applied may might can could should would met meet meeting meets not no see listed described refer please contact "
      "been has have had who above fulfilled satisfied also either neither waived evaluated assessed checked reviewed unless");
  return kSet;
}

const WordSet& TailStarts() {
  static const WordSet kSet(
      "for of in at part cohort cohorts group groups arm arms phase stage stratum are include includes is as related regarding specific "
      "applicable by to all main only subjects patients participants substudy donor recipient control healthy case cases and following "
      "step a b c i ii iii 1 2 3 based summary apart list checklist definition prior pre post");
  return kSet;
}

const WordSet& CriteriaWords() {
  static const WordSet kSet("criteria criterion criterias criterium criteriae critera requirements conditions checklist");
  return kSet;
}

const WordSet& WithdrawalWords() {
  static const WordSet kSet("withdrawal withdrawing discontinuation elimination dropout removal termination stopping shedding");
  return kSet;
}

enum class Stem : char { kNone, kInclusion, kExclusion, kEligibility, kIneligibility, kEntry };

Stem KnownStem(WordHash h) {
  switch (h) {
    case W("inclusion"):
    case W("inclusions"):
    case W("inclusionary"):
    case W("including"):
    case W("inlcusion"):
    case W("incluson"): return Stem::kInclusion;
    case W("exclusion"):
    case W("exclusions"):
    case W("exclusionary"):
    case W("excluding"):
    case W("excluson"):
    case W("exlusion"): return Stem::kExclusion;
    case W("eligibility"):
    case W("eligible"): return Stem::kEligibility;
    case W("ineligibility"):
    case W("ineligible"): return Stem::kIneligibility;
    case W("entry"):
    case W("selection"):
    case W("enrollment"):
    case W("enrolment"):
    case W("admission"):
    case W("participation"): return Stem::kEntry;
    default: return Stem::kNone;
  }
}

// A stem, misspelt at its beginning ("IInclusion") or not.
Stem StemOf(View text, const Word& word) {
  const Stem known = KnownStem(word.hash);
  if (known != Stem::kNone || word.span.length() < 10 || word.span.length() > 11) return known;
  const Span tail{word.span.end - 9, word.span.end};
  if (StartsWith(text, tail, "inclusion")) return Stem::kInclusion;
  return StartsWith(text, tail, "exclusion") ? Stem::kExclusion : Stem::kNone;
}

HeadingKind KindOf(Stem stem) {
  if (stem == Stem::kInclusion) return HeadingKind::kInclusion;
  if (stem == Stem::kExclusion || stem == Stem::kIneligibility) return HeadingKind::kExclusion;
  return HeadingKind::kEligibility;
}

bool IsDecoration(char32_t c) {
  return c == U'#' || c == U'*' || c == U'_' || c == U'=' || c == U'"' || c == U'\'' || c == 0x201C || c == 0x201D;
}

Span Undecorated(View text, Span span) {
  while (!span.empty() && (IsDecoration(At(text, span.begin)) || IsSpace(At(text, span.begin)))) ++span.begin;
  while (!span.empty() && (IsDecoration(At(text, span.end - 1)) || IsSpace(At(text, span.end - 1)))) --span.end;
  return span;
}

// The head of a line: up to its first colon, a full-width one or one behind bold marks included.
struct Head {
  Span words;
  int end;  // after the colon
  bool colon;
};

Head HeadOf(View text, Span span) {
  const int limit = std::min(span.end, span.begin + kLongestHead);
  for (int i = span.begin; i < limit; ++i) {
    if (!IsColon(At(text, i))) continue;
    int end = i + 1;
    while (end < span.end && (At(text, end) == U'*' || At(text, end) == U'_') && !IsSpace(At(text, end - 1))) ++end;
    return {{span.begin, i}, end, true};
  }
  return {span, span.end, false};
}

bool HasParenthesis(View text, Span span) { return Sub(text, span).find_first_of(U"(（") != View::npos; }

// "(Cohort A)" -> Cohort A; " - Part B" -> Part B.
Span TrimLabel(View text, Span span) {
  const auto edge = [](char32_t c) {
    return IsSpace(c) || c == U'(' || c == U')' || c == U'[' || c == U']' || c == U'-' || c == 0x2013 || c == 0x2014 || c == U',' ||
           c == U'/' || c == U'*' || c == 0xFF08 || c == 0xFF09;
  };
  while (!span.empty() && edge(At(text, span.begin))) ++span.begin;
  while (!span.empty() && edge(At(text, span.end - 1))) --span.end;
  for (const auto* lead : {"for ", "of ", "the "}) {
    if (StartsWith(text, span, lead)) span = Trim(text, {span.begin + static_cast<int>(std::string_view(lead).size()), span.end});
  }
  return span;
}

std::optional<Heading> ReadWords(View text, Span span) {
  const Head head = HeadOf(text, span);
  if (const auto kind = ForeignHeadingKind(text, head.words)) return Heading{*kind, {span.begin, head.end}, {}, true};
  const char32_t last = At(text, head.words.end - 1);
  if (!head.colon && EndsSentence(last) && span.length() < 24) return ReadWords(text, {span.begin, span.end - 1});
  if (!head.colon && (span.length() > kLongestHead || EndsSentence(last) || last == U',' || last == U';')) return std::nullopt;
  const std::vector<Word> words = SplitWords(text, head.words, kMostWords + 1);
  if (words.empty()) return std::nullopt;
  if (words.size() > kMostWords) {
    // Only what a parenthesis or a dash sets off may be that long.
    const View all = Sub(text, head.words);
    const std::size_t set_off = std::min(all.find(U'('), all.find(U" - "));
    if (set_off == View::npos || set_off > 50) return std::nullopt;
  }
  if (const auto kind = PhraseHeadingKind(words); kind && (head.colon || IsUpper(At(text, words.front().span.begin)))) {
    return Heading{*kind, {span.begin, head.end}, {}, false};
  }
  const bool bracketed = At(text, span.begin) == U'[' && At(text, span.end - 1) == U']';

  std::size_t i = 0;
  bool non = false;
  while (i < words.size() && StemOf(text, words[i]) == Stem::kNone && !CriteriaWords().Has(words[i]) && !WithdrawalWords().Has(words[i])) {
    non = words[i].hash == W("non");
    if (!non && !bracketed && !Qualifiers().Has(words[i])) return std::nullopt;
    ++i;
  }
  if (i == words.size()) return std::nullopt;
  const std::size_t qualifiers = i;
  Stem stem = StemOf(text, words[i]);
  bool criteria = false;
  HeadingKind kind = HeadingKind::kWithdrawal;
  if (WithdrawalWords().Has(words[i])) {
    if (i + 1 >= words.size() || !CriteriaWords().Has(words[i + 1])) return std::nullopt;
    criteria = true;
    i += 2;
  } else if (stem == Stem::kNone) {
    // "Criteria for inclusion".
    const bool link = i + 2 < words.size() && (words[i + 1].hash == W("for") || words[i + 1].hash == W("of"));
    stem = link ? StemOf(text, words[i + 2]) : Stem::kNone;
    if (stem == Stem::kNone) return std::nullopt;
    kind = KindOf(stem);
    criteria = true;
    i += 3;
  } else {
    kind = KindOf(stem);
    if (non && kind == HeadingKind::kInclusion) kind = HeadingKind::kExclusion;
    ++i;
    // "Inclusion/Exclusion", "Inclusion and exclusion": both.
    const std::size_t second = i < words.size() && (words[i].hash == W("and") || words[i].hash == W("or")) ? i + 1 : i;
    if (second < words.size() && (StemOf(text, words[second]) == Stem::kExclusion || StemOf(text, words[second]) == Stem::kInclusion)) {
      if (KindOf(StemOf(text, words[second])) != kind) kind = HeadingKind::kEligibility;
      i = second + 1;
    }
    if (i < words.size() && CriteriaWords().Has(words[i])) {
      criteria = true;
      ++i;
      // "Inclusion Criteria and Exclusion Criteria", "Inclusion criteria criteria".
      if (i < words.size() && CriteriaWords().Has(words[i])) ++i;
    }
    // "Eligible" and "Entry" alone are ordinary words; "inclusion" in small letters may be the end of a sentence.
    if (!criteria && (stem == Stem::kEntry || words[qualifiers].hash == W("eligible") || words[qualifiers].hash == W("ineligible") ||
                      words[qualifiers].hash == W("including") || words[qualifiers].hash == W("excluding"))) {
      return std::nullopt;
    }
    const bool for_whom =
        i < words.size() && head.colon && words[i].hash == W("for") && words.size() <= 8;  // "Exclusion for the extension:"
    if (!criteria && ((i < words.size() && !for_whom) || (!head.colon && !bracketed && !IsUpper(At(text, words.front().span.begin)))))
      return std::nullopt;
    if (!criteria && words[qualifiers].hash == W("eligibility") && (qualifiers > 1 || span.length() > 40)) return std::nullopt;
  }
  Span label;
  // "Exclusion Criteria (patients meeting any of these are ineligible):" says its kind before the parenthesis.
  const int open = i < words.size() && criteria ? Trim(text, {words[i - 1].span.end, head.words.end}).begin : 0;
  const bool parenthesis = open > 0 && (At(text, open) == U'(' || At(text, open) == U'[') &&
                           (At(text, head.words.end - 1) == U')' || At(text, head.words.end - 1) == U']');
  const bool dash = open > 0 && head.colon && (At(text, open) == U'-' || At(text, open) == 0x2013) && IsSpace(At(text, open + 1));
  if (i < words.size() && (parenthesis || dash)) {
    label = TrimLabel(text, {words[i - 1].span.end, head.words.end});
  } else if (i < words.size()) {
    for (std::size_t k = i; k < words.size(); ++k) {
      if (SentenceWords().Has(words[k]) && !bracketed) return std::nullopt;
    }
    const Span tail{words[i - 1].span.end, head.words.end};
    const bool starts = TailStarts().Has(words[i]) || HasParenthesis(text, tail) || bracketed || IsUpper(At(text, words[i].span.begin));
    if (!starts || (!head.colon && words.size() > 10) || words.size() > kMostWords) return std::nullopt;
    label = TrimLabel(text, tail);
  } else if (qualifiers > 0) {
    label = {words.front().span.begin, words[qualifiers - 1].span.end};
  }
  return Heading{kind, {span.begin, head.end}, label, false};
}

// Is this what the section says, and not the rest of its heading? "Patients with ...", but not "Patients" or "for Patients".
bool BeginsContent(View text, Span rest) {
  static const WordSet kPeople("patients subjects participants");
  const std::vector<Word> words = SplitWords(text, rest, 7);
  return !TailStarts().Has(words.front()) || (kPeople.Has(words.front()) && words.size() > 6);
}

// "Inclusion Criteria 1. Age ...": the marker of the first item takes the place of the colon.
struct BeforeMarker {
  Heading heading;
  bool number;  // the marker is one; a dash may open a label: "Inclusion Criteria - Part 2:"
};

std::optional<BeforeMarker> ReadBeforeMarker(View text, Span span) {
  WordCursor cursor(text, {span.begin, std::min(span.end, span.begin + kLongestHead)});
  Word word, next;
  if (!cursor.Next(word)) return std::nullopt;
  for (int i = 0; i < 3 && cursor.Next(next); ++i, word = next) {
    const Stem stem = StemOf(text, word);
    if (stem == Stem::kNone) {
      if (!Qualifiers().Has(word)) return std::nullopt;
      continue;
    }
    if (stem == Stem::kEntry || !CriteriaWords().Has(next)) return std::nullopt;
    const Span rest = Trim(text, {next.span.end, span.end});
    if (rest.empty()) return std::nullopt;
    const std::optional<Marker> marker = ReadMarker(text, rest);
    const bool first = marker && !marker->weak && (marker->style.shape == Shape::kBullet || marker->number == 1);
    // "Exclusion Criteria Patients with ...": its capitals take the place of the colon.
    const bool capitals = IsUpper(At(text, word.span.begin)) && IsUpper(At(text, next.span.begin)) && IsUpper(At(text, rest.begin)) &&
                          rest.length() >= 24 && !HeadOf(text, rest).colon && BeginsContent(text, rest);
    if (!first && !capitals) return std::nullopt;
    return BeforeMarker{{KindOf(stem), {span.begin, next.span.end}, {}, false}, first && marker->numbered()};
  }
  return std::nullopt;
}

// Can a heading begin with this word? Nearly no line of criteria passes, so that most are done with here.
bool MayBegin(View text, Span span) {
  const char32_t first = At(text, span.begin);
  if (first == U'[' || first == U'(' || first >= 0x80) return true;
  WordCursor cursor(text, {span.begin, std::min(span.end, span.begin + 40)});
  Word word;
  if (!cursor.Next(word)) return false;
  static const WordSet kOthers(
      "non who you patients subjects participants eligible to must reasons not excluded grounds criterios criteres crit critères criteri "
      "critérios "
      "einschlusskriterien ausschlusskriterien inclusiecriteria exclusiecriteria kryteria criteria criterion inclusion exclusion");
  return kOthers.Has(word) || Qualifiers().Has(word) || CriteriaWords().Has(word) || WithdrawalWords().Has(word) ||
         StemOf(text, word) != Stem::kNone;
}

std::optional<Heading> ReadPlain(View text, Span span) {
  if (span.empty() || !MayBegin(text, span)) return std::nullopt;
  const std::optional<BeforeMarker> before = ReadBeforeMarker(text, span);
  if (before && before->number) return before->heading;
  if (auto heading = ReadWords(text, span)) return heading;
  return before ? std::optional(before->heading) : std::nullopt;
}

}  // namespace

std::optional<Heading> ReadHeading(View text, Span span) {
  const Span plain = Undecorated(text, span);
  if (plain.empty()) return std::nullopt;
  std::optional<Heading> heading = ReadPlain(text, plain);
  if (!heading) {
    // "-  INCLUSION CRITERIA:", "4.1 Exclusion criteria".
    const std::optional<Marker> marker = ReadMarker(text, plain);
    if (!marker) return std::nullopt;
    heading = ReadPlain(text, Undecorated(text, {marker->span.end, plain.end}));
    if (!heading) return std::nullopt;
  }
  heading->span.begin = span.begin;
  // Closing marks belong to the heading when no words are left of the line.
  Word word;
  if (!WordCursor(text, {heading->span.end, span.end}).Next(word)) heading->span.end = span.end;
  return heading;
}

std::vector<int> FindInnerHeadings(View text, Span span) {
  if (!Contains(text, span, "clusion")) return {};
  if (const std::optional<Heading> first = ReadHeading(text, span)) span.begin = first->span.end;
  static const WordSet kBlockers(
      "the all any following of these this those meet meets met meeting other additional and or each with satisfy per by no not specified "
      "fulfill fulfil does do above below same defined if see in to under as further more protocol full both");
  static const WordSet kBefore("key main major primary");
  std::vector<int> places;
  static constexpr std::u32string_view kStem = U"clusion";
  const auto is_stem = [&](int at) {
    for (std::size_t k = 0; k < kStem.size(); ++k) {
      if (Lower(At(text, at + static_cast<int>(k))) != kStem[k]) return false;
    }
    return true;
  };
  for (int at = span.begin + 3; at + 7 <= span.end; ++at) {
    if (Lower(At(text, at)) != U'c' || !is_stem(at)) continue;
    int begin = at - 2;
    const bool in = StartsWith(text, {begin, span.end}, "in");
    if (!IsUpper(At(text, begin)) || (!in && !StartsWith(text, {begin, span.end}, "ex")) || !IsSpace(At(text, begin - 1))) continue;
    const Span rest{begin, span.end};
    const std::optional<Heading> heading = ReadPlain(text, rest);
    const bool closes = heading && (IsColon(At(text, heading->span.end - 1)) || heading->span.end < span.end);
    if (!closes || heading->kind == HeadingKind::kEligibility) continue;
    // The word before it: a qualifier joins the heading, an article makes a sentence of it.
    int end = begin;
    while (end > span.begin && IsSpace(At(text, end - 1))) --end;
    const bool wide = begin - end >= 2;
    int word = end;
    while (word > span.begin && IsLetter(At(text, word - 1))) --word;
    if (word < end) {
      const std::vector<Word> previous = SplitWords(text, {word, end}, 1);
      if (kBefore.Has(previous.front()) && IsUpper(At(text, word))) {
        begin = word;
      } else if (!wide && kBlockers.Has(previous.front())) {
        continue;
      }
    }
    if (begin > span.begin) places.push_back(begin);
  }
  return places;
}

}  // namespace eligo::outline
