#include "outline/language.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace eligo::outline {
namespace {

constexpr std::size_t kMostWords = 400;
constexpr int kMostCharacters = 4000;
constexpr int kFewestLetters = 20;
constexpr char32_t kFirstBeyondLatin = 0x370;
constexpr int kEnglishShare = 12;  // percent of the words of an English text, at least

struct Letters {
  int all = 0;
  int kana = 0, han = 0, hangul = 0, cyrillic = 0, arabic = 0, hebrew = 0, greek = 0, other = 0;
};

Letters CountLetters(View text) {
  Letters n;
  for (const char32_t c : text) {
    if (c < 0x80) {
      n.all += IsAsciiLetter(c);
      continue;
    }
    n.all += IsLetter(c);
    if (c < kFirstBeyondLatin) continue;
    const auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
    if (in(0x3040, 0x30FF)) {
      ++n.kana;
    } else if (in(0x4E00, 0x9FFF)) {
      ++n.han;
    } else if (in(0xAC00, 0xD7A3)) {
      ++n.hangul;
    } else if (in(0x400, 0x52F)) {
      ++n.cyrillic;
    } else if (in(0x600, 0x6FF)) {
      ++n.arabic;
    } else if (in(0x590, 0x5FF)) {
      ++n.hebrew;
    } else if (in(0x370, 0x3FF)) {
      ++n.greek;
    } else if (in(0x530, 0x1DFF)) {
      ++n.other;
    }
  }
  return n;
}

bool HasLetters(View text, Span span, int least) {
  int letters = 0;
  for (int i = span.begin; i < span.end && letters < least; ++i) letters += IsLetter(text[static_cast<std::size_t>(i)]);
  return letters == least;
}

// The language of the letters when they are not mostly Latin. Greek letters stand in English for factors and units.
std::string_view LanguageOfScript(View text, Span span, int least) {
  const View part = Sub(text, span);
  if (std::none_of(part.begin(), part.end(), [](char32_t c) { return c >= kFirstBeyondLatin; })) return "";
  const Letters n = CountLetters(part);
  const auto much = [&](int count) { return count >= least && count * 4 > n.all; };
  if (n.kana > 0 && much(n.kana + n.han)) return "Japanese";
  if (much(n.han)) return "Chinese";
  if (much(n.hangul)) return "Korean";
  if (much(n.cyrillic)) return "Russian";
  if (much(n.arabic)) return "Arabic";
  if (much(n.hebrew)) return "Hebrew";
  if (n.greek >= 10 && n.greek * 2 > n.all) return "Greek";
  if (much(n.other)) return "another language";
  return "";
}

const WordSet& English() {
  static const WordSet kSet("the of and or with in to for is are not who at have has within by any prior than from be history");
  return kSet;
}

struct Tongue {
  std::string_view name;
  std::string_view small;   // the commonest words of any text
  std::string_view common;  // words of its eligibility criteria, none of them English
};

constexpr std::array kTongues = std::to_array<Tongue>({
    {"Spanish", "el la los las de del y o con en para por que una un se no su al como es en",
     "edad años pacientes paciente embarazo embarazada embarazadas lactancia tratamiento enfermedad diagnóstico consentimiento "
     "informado mayores mayor mujeres hombres meses semanas antes infección últimas últimos haber estar hipersensibilidad y los "
     "las del con para por una deben debe tener más menos entre desde hasta cualquier otra otro sido"},
    {"French", "le la les des du de et ou avec dans pour par une un est sont ne pas qui au aux en dune si ayant",
     "âge âgé âgés ans grossesse allaitement traitement maladie diagnostic consentement éclairé semaines mois femmes hommes "
     "enceinte enceintes avant antécédents hypersensibilité patientes et ou avec dans pour une des aux sont ayant pas "
     "du doit doivent avoir être depuis toute toutes leur qui cette été chez"},
    {"German", "der die das und oder mit von zu den dem eine einer eines ist sind nicht bei im für zur patienten",
     "alter jahre schwangerschaft schwangere stillzeit stillende behandlung erkrankung diagnose einwilligung patienten "
     "patientinnen wochen monate vor nach frauen männer überempfindlichkeit und oder mit eine einer ist sind nicht bei für "
     "der das muss müssen darf dürfen keine keinen haben werden wird vom zum zur sich auf auch im seit sowie durch"},
    {"Italian", "il lo la gli le di del della e o con per che una un non sono nel alla pazienti da",
     "età anni gravidanza allattamento trattamento malattia diagnosi consenso informato pazienti settimane mesi donne uomini "
     "prima infezione della gli con che una sono nel alla di "
     "devono deve avere essere senza più nei dei delle degli qualsiasi ogni anche"},
    {"Portuguese", "o os a as de do da dos e ou com em para por que uma um não no na pacientes",
     "idade anos gravidez gestantes amamentação lactação tratamento doença diagnóstico consentimento pacientes semanas meses "
     "mulheres homens antes infecção dos ou com em uma um não "
     "deve devem mais pelo pela nas acima abaixo qualquer sem"},
    {"Dutch", "de het een en of met van te voor is zijn niet bij in die dat patiënten op door",
     "leeftijd jaar zwangerschap zwanger borstvoeding behandeling ziekte patiënten toestemming weken maanden vrouwen mannen "
     "het een van voor zijn niet bij "
     "moet moeten hebben heeft geen zonder naar wordt worden deze"},
});

struct Sets {
  WordSet small, common;
};

// In the order of kTongues.
const std::vector<Sets>& Tongues() {
  static const std::vector<Sets> kAll = [] {
    std::vector<Sets> all;
    all.reserve(kTongues.size());
    for (const Tongue& t : kTongues) all.push_back({WordSet(t.small), WordSet(t.common)});
    return all;
  }();
  return kAll;
}

// The common words of all of them.
const WordSet& Foreign() {
  static const WordSet kSet([] {
    std::string all;
    for (const Tongue& t : kTongues) all += std::string(t.common) + ' ';
    return all;
  }());
  return kSet;
}

int CountOf(const WordSet& set, const std::vector<Word>& words) {
  return static_cast<int>(std::count_if(words.begin(), words.end(), [&](const Word& w) { return set.Has(w); }));
}

// Do at least `least` different ones of the set stand among the words? "no smoking, no medication" has one of Spanish, however often.
bool Varied(const WordSet& set, const std::vector<Word>& words, std::size_t least) {
  std::vector<WordHash> seen;
  for (const Word& w : words) {
    if (set.Has(w) && std::find(seen.begin(), seen.end(), w.hash) == seen.end()) seen.push_back(w.hash);
    if (seen.size() >= least) return true;
  }
  return false;
}

}  // namespace

std::string_view ForeignLanguage(View text) {
  const Span sample{0, std::min(static_cast<int>(text.size()), kMostCharacters)};
  if (!HasLetters(text, sample, kFewestLetters)) return "";
  if (const std::string_view script = LanguageOfScript(text, sample, 1); !script.empty()) return script;
  // So many that the rest of the words cannot make the text another language's.
  constexpr int kEnough = static_cast<int>(kMostWords) * kEnglishShare / 100 + 1;
  int total = 0, english = 0;
  WordCursor cursor(text, sample);
  for (Word word; total < static_cast<int>(kMostWords) && cursor.Next(word); ++total) {
    english += English().Has(word);
    if (english == kEnough) return "";
  }
  if (english * 100 > total * kEnglishShare) return "";
  const std::vector<Word> words = SplitWords(text, sample, kMostWords);
  std::array<int, kTongues.size()> counts{};
  for (std::size_t k = 0; k < kTongues.size(); ++k) counts[k] = CountOf(Tongues()[k].small, words);
  const auto best = std::max_element(counts.begin(), counts.end());
  // "in", "a", "no", "de novo" stand in English too.
  if (total < 12 || *best * 100 < total * 14 || *best < english * 2) return "";
  const auto k = static_cast<std::size_t>(best - counts.begin());
  return Varied(Tongues()[k].small, words, 4) ? kTongues[k].name : "";
}

std::string_view ForeignLanguageOf(View text, Span span) {
  span.end = std::min(span.end, span.begin + kMostCharacters);
  if (const std::string_view script = LanguageOfScript(text, span, 2); !script.empty()) return script;
  // Most parts have no word of another language: told by one look at each word.
  int total = 0, english = 0, foreign = 0;
  WordCursor cursor(text, span);
  for (Word word; total < static_cast<int>(kMostWords) && cursor.Next(word); ++total) {
    english += English().Has(word);
    foreign += Foreign().Has(word);
  }
  if (foreign < 2 || english * 100 > total * 12) return "";
  const std::vector<Word> words = SplitWords(text, span, kMostWords);
  int most = 0;
  std::size_t best = 0;
  for (std::size_t k = 0; k < kTongues.size(); ++k) {
    const int count = CountOf(Tongues()[k].common, words);
    if (count > most) most = count, best = k;
  }
  const bool much = most * 100 >= total * 20 && most >= english * 3;
  return much && Varied(Tongues()[best].common, words, 2) ? kTongues[best].name : "";
}

bool LooksEnglish(View text, Span span) {
  span.end = std::min(span.end, span.begin + kMostCharacters);
  if (!LanguageOfScript(text, span, 2).empty()) return false;
  const std::vector<Word> words = SplitWords(text, span, kMostWords);
  const int english = CountOf(English(), words);
  if (english * 100 < static_cast<int>(words.size()) * 12) return false;
  return std::all_of(Tongues().begin(), Tongues().end(), [&](const Sets& t) { return CountOf(t.small, words) < english; });
}

}  // namespace eligo::outline
