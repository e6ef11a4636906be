#include "outline/heading_phrases.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace eligo::outline {
namespace {

constexpr int kLongestForeign = 60;  // characters
constexpr int kLongestPageHeading = 60;
constexpr std::size_t kMostWords = 8;
constexpr std::size_t kLatestForeign = 12;  // where the name may begin: "主要入选标准"

// Whole phrases, one a line, compared by the hashes of their words.
class PhraseSet {
 public:
  explicit PhraseSet(std::string_view lines) {
    for (std::size_t at = 0; at < lines.size();) {
      const std::size_t end = std::min(lines.find('\n', at), lines.size());
      WordHash phrase = kWordSeed;
      for (std::size_t word = at; word < end;) {
        const std::size_t space = std::min(lines.find(' ', word), end);
        phrase = MixLetter(phrase, static_cast<char32_t>(W(lines.substr(word, space - word))));
        word = space + 1;
      }
      phrases_.push_back(phrase);
      at = end + 1;
    }
    std::sort(phrases_.begin(), phrases_.end());
  }

  bool Has(const std::vector<Word>& words) const {
    WordHash phrase = kWordSeed;
    for (const Word& word : words) phrase = MixLetter(phrase, static_cast<char32_t>(word.hash));
    return std::binary_search(phrases_.begin(), phrases_.end(), phrase);
  }

 private:
  std::vector<WordHash> phrases_;
};

struct ForeignName {
  std::u32string_view lower;
  HeadingKind kind;
};

constexpr HeadingKind kIn = HeadingKind::kInclusion;
constexpr HeadingKind kEx = HeadingKind::kExclusion;

constexpr ForeignName kForeignNames[] = {
    {U"criterios de inclusi", kIn},
    {U"criterios de exclusi", kEx},
    {U"criterios de no inclusi", kEx},
    {U"critères d'inclusion", kIn},
    {U"critères d’inclusion", kIn},
    {U"criteres d'inclusion", kIn},
    {U"critères de non", kEx},
    {U"critères d'exclusion", kEx},
    {U"critères d’exclusion", kEx},
    {U"criteres d'exclusion", kEx},
    {U"einschlusskriterien", kIn},
    {U"ausschlusskriterien", kEx},
    {U"criteri di inclusione", kIn},
    {U"criteri di esclusione", kEx},
    {U"critérios de inclus", kIn},
    {U"critérios de exclus", kEx},
    {U"inclusiecriteria", kIn},
    {U"exclusiecriteria", kEx},
    {U"kryteria włączenia", kIn},
    {U"kryteria wyłączenia", kEx},
    {U"критерии включения", kIn},
    {U"критерии исключения", kEx},
    {U"критерии невключения", kEx},
    {U"入选标准", kIn},
    {U"纳入标准", kIn},
    {U"入组标准", kIn},
    {U"选择标准", kIn},
    {U"納入標準", kIn},
    {U"選択基準", kIn},
    {U"適格基準", kIn},
    {U"組入れ基準", kIn},
    {U"组入基准", kIn},
    {U"排除标准", kEx},
    {U"排除標準", kEx},
    {U"除外基準", kEx},
    {U"剔除标准", HeadingKind::kWithdrawal},
    {U"参加条件", HeadingKind::kEligibility},
    {U"参加資格", HeadingKind::kEligibility},
    {U"선정기준", kIn},
    {U"선정 기준", kIn},
    {U"제외기준", kEx},
    {U"제외 기준", kEx},
};

// Which small letters stand in a text: a bit each, and one for all characters beyond ASCII.
constexpr std::uint32_t LettersOf(std::u32string_view lower) {
  std::uint32_t letters = 0;
  for (const char32_t c : lower) letters |= c >= 0x80 ? 1U << 26 : IsAsciiLetter(c) ? 1U << (c - U'a') : 0;
  return letters;
}

// Of the begin of each name.
constexpr std::size_t kNameBegin = 6;
constexpr auto kForeignLetters = [] {
  std::array<std::uint32_t, std::size(kForeignNames)> letters{};
  for (std::size_t i = 0; i < letters.size(); ++i) letters[i] = LettersOf(kForeignNames[i].lower.substr(0, kNameBegin));
  return letters;
}();

}  // namespace

std::optional<HeadingKind> PhraseHeadingKind(const std::vector<Word>& words) {
  static const PhraseSet kInclusion(
      "who can participate\nwho can take part\nwho can join\nwho is eligible\nyou may be eligible if\nyou may qualify if\nyou can join if\n"
      "you may be able to join if\npatients will be included if\nsubjects will be included if\nparticipants will be included if\n"
      "patients are eligible if\nsubjects are eligible if\nparticipants are eligible if\neligible if\nto be included\nmust have");
  static const PhraseSet kExclusion(
      "who cannot participate\nwho can not participate\nwho cannot take part\nwho cannot join\nwho should not participate\n"
      "you may not be eligible if\nyou may not qualify if\nyou cannot join if\nyou can t join if\nyou are not eligible if\n"
      "patients will be excluded if\nsubjects will be excluded if\nparticipants will be excluded if\nnot eligible if\nexcluded if\n"
      "reasons for exclusion\ngrounds for exclusion\nmust not have");
  if (words.size() > kMostWords) return std::nullopt;
  if (kInclusion.Has(words)) return HeadingKind::kInclusion;
  if (kExclusion.Has(words)) return HeadingKind::kExclusion;
  return std::nullopt;
}

std::optional<HeadingKind> ForeignHeadingKind(View text, Span line) {
  if (line.length() > kLongestForeign) return std::nullopt;
  // Most English lines are done with after one letter.
  const char32_t first = Lower(At(text, line.begin));
  if (IsAsciiLetter(first) && View(U"ceaik").find(first) == View::npos) return std::nullopt;
  char32_t letters_of[kLongestForeign];
  const View written = Sub(text, line);
  std::transform(written.begin(), written.end(), letters_of, Lower);
  const View lower(letters_of, written.size());
  // The letters of which the begin of a name may be made here: of the names hardly one is left to be looked for.
  const std::uint32_t letters = LettersOf(lower.substr(0, kLatestForeign + kNameBegin));
  for (std::size_t i = 0; i < std::size(kForeignNames); ++i) {
    if ((kForeignLetters[i] & ~letters) != 0) continue;
    const ForeignName& name = kForeignNames[i];
    if (lower.substr(0, kLatestForeign + name.lower.size()).find(name.lower) != View::npos) return name.kind;
  }
  return std::nullopt;
}

bool IsPageHeading(View text, Span span) {
  static const PhraseSet kNames(
      "trial design\nstudy design\ntrial contacts and locations\ncontacts and locations\nstudy contacts\ncentral trial contact\n"
      "central contact\nstudy plan\narms and interventions\noutcome measures\nprimary outcome\nprimary outcomes\nprimary outcome measures\n"
      "secondary outcome\nsecondary outcomes\nsecondary outcome measures\nsponsors and collaborators\nsponsor and collaborators\n"
      "collaborators and investigators\nmore information\nstudy documents\nrelated publications\npublications and helpful links\n"
      "study record dates\ndata sourced from clinicaltrials gov\nclinical trials\nhow is the study designed\nwhat is the study measuring\n"
      "study locations\nparticipating centers\nparticipating sites\ntrial documents\ninvestigators\ninterventions\nstudy type\n"
      "trial website\ncontact information\nlocations\nloading\nstudy sponsor\nlead sponsor\ntrial sponsor\nstudy officials\n"
      "terms related to this study\nplan for individual participant data");
  return span.length() <= kLongestPageHeading && kNames.Has(SplitWords(text, span, kMostWords + 1));
}

}  // namespace eligo::outline
