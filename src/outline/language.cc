#include "outline/language.h"

#include <algorithm>
#include <array>

namespace eligo::outline {
namespace {

constexpr std::size_t kMostWords = 400;
constexpr int kMostCharacters = 4000;
constexpr int kFewestLetters = 20;
constexpr int kEnglishShare = 12;  // percent of the words of an English text, at least

}  // namespace

std::string_view ForeignLanguage(View text) {
  const Span sample{0, std::min(static_cast<int>(text.size()), kMostCharacters)};
  int letters = 0;
  int kana = 0, han = 0, hangul = 0, cyrillic = 0, arabic = 0, hebrew = 0;
  const View view = Sub(text, sample);
  // Few texts have a character beyond Latin letters.
  const bool latin = std::all_of(view.begin(), view.end(), [](char32_t c) { return c < 0x400; });
  for (const char32_t c : view) {
    letters += IsLetter(c);
    if (latin) {
      if (letters == kFewestLetters) break;
      continue;
    }
    kana += c >= 0x3040 && c <= 0x30FF;
    han += c >= 0x4E00 && c <= 0x9FFF;
    hangul += c >= 0xAC00 && c <= 0xD7A3;
    cyrillic += c >= 0x400 && c <= 0x4FF;
    arabic += c >= 0x600 && c <= 0x6FF;
    hebrew += c >= 0x590 && c <= 0x5FF;
  }
  if (letters < kFewestLetters) return "";
  const auto much = [&](int count) { return count * 4 > letters; };
  if (kana > 0 && much(kana + han)) return "Japanese";
  if (much(han)) return "Chinese";
  if (much(hangul)) return "Korean";
  if (much(cyrillic)) return "Russian";
  if (much(arabic)) return "Arabic";
  if (much(hebrew)) return "Hebrew";

  static const WordSet kEnglish("the of and or with in to for is are not who at have has within by any prior than from be history");
  struct Tongue {
    std::string_view name;
    WordSet words;
  };
  static const std::array<Tongue, 6> kTongues{
      {{"Spanish", WordSet("el la los las de del y o con en para por que una un se no su al como es en")},
       {"French", WordSet("le la les des du de et ou avec dans pour par une un est sont ne pas qui au aux en dune si ayant")},
       {"German", WordSet("der die das und oder mit von zu den dem eine einer eines ist sind nicht bei im für zur patienten")},
       {"Italian", WordSet("il lo la gli le di del della e o con per che una un non sono nel alla pazienti da")},
       {"Portuguese", WordSet("o os a as de do da dos e ou com em para por que uma um não no na pacientes")},
       {"Dutch", WordSet("de het een en of met van te voor is zijn niet bij in die dat patiënten op door")}}};
  int english_count = 0;
  std::array<int, 6> counts{};
  // So many that the rest of the words cannot make the text another language's.
  constexpr int kEnough = static_cast<int>(kMostWords) * kEnglishShare / 100 + 1;
  std::vector<Word> words;
  WordCursor cursor(text, sample);
  for (Word word; words.size() < kMostWords && cursor.Next(word);) {
    words.push_back(word);
    english_count += kEnglish.Has(word);
    if (english_count == kEnough) return "";
  }
  if (static_cast<std::size_t>(english_count) * 100 > words.size() * kEnglishShare) return "";
  for (const Word& w : words) {
    for (std::size_t k = 0; k < kTongues.size(); ++k) counts[k] += kTongues[k].words.Has(w);
  }
  const auto best = std::max_element(counts.begin(), counts.end());
  const int total = static_cast<int>(words.size());
  // "in", "a", "no", "de novo" stand in English too.
  if (total < 12 || *best * 100 < total * 14 || *best < english_count * 2) return "";
  return kTongues[static_cast<std::size_t>(best - counts.begin())].name;
}

}  // namespace eligo::outline
