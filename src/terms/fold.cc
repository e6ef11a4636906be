#include "terms/fold.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <utf8proc.h>

namespace eligo::terms {
namespace {

struct Rewrite {
  std::string_view from, to;
};

// British spelling and other variants that differ by letters only, longest first where one contains another. Each is long
// enough to leave everyday words alone ("does", "aerobic", "promise").
constexpr Rewrite kRewrites[] = {
    {"aem", "em"},
    {"aetio", "etio"},
    {"anaesth", "anesth"},
    {"paed", "ped"},
    {"gynaec", "gynec"},
    {"faec", "fec"},
    {"caesar", "cesar"},
    {"oedema", "edema"},
    {"oesoph", "esoph"},
    {"oestr", "estr"},
    {"rrhoe", "rrhe"},
    {"pnoe", "pne"},
    {"foet", "fet"},
    {"coeliac", "celiac"},
    {"leuco", "leuko"},
    {"tumour", "tumor"},
    {"behaviour", "behavior"},
    {"colour", "color"},
    {"labour", "labor"},
    {"favour", "favor"},
    {"sulph", "sulf"},
    {"fibre", "fiber"},
    {"centre", "center"},
    {"litre", "liter"},
    {"randomis", "randomiz"},
    {"isation", "ization"},
    {"sterilis", "steriliz"},
    {"alised", "alized"},
    {"alising", "alizing"},
    {"immunis", "immuniz"},
    {"catheteris", "catheteriz"},
    {"programme", "program"},
    {"judgement", "judgment"},
    {"labelled", "labeled"},
};

constexpr std::size_t kLetterBits = 5;
constexpr std::size_t kThreeLetters = std::size_t{1} << (3 * kLetterBits);
// a is 1, z is 26, anything else 0.
constexpr auto kLetterNumber = [] {
  std::array<std::uint8_t, 256> numbers{};
  for (std::uint8_t i = 0; i < 26; ++i) numbers['a' + i] = static_cast<std::uint8_t>(i + 1);
  return numbers;
}();
// The last three letters as a number, from that of the three before and the next letter.
constexpr std::size_t NextThree(std::size_t number, char next) {
  return (number << kLetterBits | kLetterNumber[static_cast<unsigned char>(next)]) % kThreeLetters;
}
constexpr std::size_t FirstThree(std::string_view word) { return NextThree(NextThree(NextThree(0, word[0]), word[1]), word[2]); }

// By the three letters that a rewrite begins with: one more than the place of the first such rewrite, 0 for none. Most places of a
// word are passed at once.
constexpr auto kRewriteBegins = [] {
  std::array<std::uint8_t, kThreeLetters> begins{};
  for (std::size_t i = std::size(kRewrites); i-- > 0;) begins[FirstThree(kRewrites[i].from)] = static_cast<std::uint8_t>(i + 1);
  return begins;
}();

// The same as bits, an eighth of the memory: the table itself would push everything else out of the cache.
constexpr auto kMayBegin = [] {
  std::array<std::uint64_t, kThreeLetters / 64> bits{};
  for (std::size_t i = 0; i < kThreeLetters; ++i) bits[i / 64] |= std::uint64_t{kRewriteBegins[i] != 0} << (i % 64);
  return bits;
}();
constexpr bool MayBegin(std::size_t three) { return (kMayBegin[three / 64] >> (three % 64) & 1) != 0; }

void MakeAmerican(std::string& word) {
  if (word.size() < 4) return;
  std::size_t number = NextThree(NextThree(0, word[0]), word[1]);
  for (std::size_t i = 0; i + 3 <= word.size(); ++i) {
    number = NextThree(number, word[i + 2]);
    if (!MayBegin(number)) continue;
    for (std::size_t k = kRewriteBegins[number] - 1U; k < std::size(kRewrites); ++k) {
      const Rewrite& rewrite = kRewrites[k];
      if (rewrite.from[0] != word[i] || word.compare(i, rewrite.from.size(), rewrite.from) != 0) continue;
      word.replace(i, rewrite.from.size(), rewrite.to);
      // The letters behind this place are new.
      if (i + 2 < word.size()) number = NextThree(NextThree(0, word[i + 1]), word[i + 2]);
      break;
    }
  }
}

bool EndsWith(std::string_view word, std::string_view end) { return word.size() > end.size() && word.ends_with(end); }

// Plurals that an s alone does not make: antibodies, abscesses, rashes, complexes, viruses, metastases, diagnoses.
constexpr Rewrite kPlurals[] = {
    {"ies", "y"}, {"sses", "ss"}, {"shes", "sh"}, {"xes", "x"}, {"ruses", "rus"}, {"stases", "stasis"}, {"gnoses", "gnosis"},
};

void DropPlural(std::string& word) {
  if (word.size() < 4 || word.back() != 's' || word == "aids") return;  // AIDS is no aid
  if (word.size() > 4 && word[word.size() - 2] == 'e') {
    for (const Rewrite& plural : kPlurals) {
      if (!EndsWith(word, plural.from)) continue;
      word.replace(word.size() - plural.from.size(), plural.from.size(), plural.to);
      return;
    }
  }
  const char before = word[word.size() - 2];
  if (before == 's' || before == 'u' || before == 'i') return;
  word.pop_back();
}

// Greek letters by their code point, small ones only: case folding has been here.
constexpr std::array<std::string_view, 25> kGreek = {"alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",  "theta", "iota",
                                                     "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",   "rho",   "sigma",
                                                     "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega"};

void AppendUtf8(char32_t c, std::string& out) {
  utf8proc_uint8_t bytes[4];
  const auto n = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
  for (utf8proc_ssize_t i = 0; i < n; ++i) out += static_cast<char>(bytes[i]);
}

// ASCII letters, made small, and digits; 0 for all else.
constexpr auto kPlain = [] {
  std::array<char, 128> plain{};
  for (char32_t c = 0; c < 128; ++c) {
    const char32_t small = c >= U'A' && c <= U'Z' ? c + 32 : c;
    if ((small >= U'a' && small <= U'z') || (c >= U'0' && c <= U'9')) plain[c] = static_cast<char>(small);
  }
  return plain;
}();
constexpr char PlainLetter(char32_t c) { return c < 0x80 ? kPlain[c] : '\0'; }

enum class Sort : std::uint8_t { kLetter, kIgnored, kSeparator };

// Appends what the code point becomes; says whether it belongs to a word, to nothing, or ends one.
Sort FoldCodePoint(char32_t c, std::string& out) {
  if (c < 0x80) {
    if (PlainLetter(c) == 0) return Sort::kSeparator;
    out += PlainLetter(c);
    return Sort::kLetter;
  }
  if (c > 0x10FFFF || c == U'\u2122' || c == U'\u2120') return Sort::kSeparator;  // a trade mark is not the letters tm
  // NFKC and case folding, then marks off: an umlaut typed as one code point or two, or left out, is one spelling.
  utf8proc_int32_t folded[32];
  int last_class = 0;
  constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
  const auto n = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), folded, 32, kOptions, &last_class);
  if (n <= 0 || n > 32) {
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    const bool mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
    return mark || category == UTF8PROC_CATEGORY_CF ? Sort::kIgnored : Sort::kSeparator;
  }
  Sort sort = Sort::kIgnored;
  for (utf8proc_ssize_t i = 0; i < n; ++i) {
    const utf8proc_int32_t part = folded[i];
    if (part >= 0x3B1 && part <= 0x3C9) {
      out += kGreek[static_cast<std::size_t>(part - 0x3B1)];
      sort = Sort::kLetter;
      continue;
    }
    switch (utf8proc_category(part)) {
      case UTF8PROC_CATEGORY_LU:
      case UTF8PROC_CATEGORY_LL:
      case UTF8PROC_CATEGORY_LT:
      case UTF8PROC_CATEGORY_LM:
      case UTF8PROC_CATEGORY_LO:
      case UTF8PROC_CATEGORY_ND:
      case UTF8PROC_CATEGORY_NL:
        AppendUtf8(static_cast<char32_t>(part), out);
        sort = Sort::kLetter;
        break;
      case UTF8PROC_CATEGORY_MN:
      case UTF8PROC_CATEGORY_MC:
      case UTF8PROC_CATEGORY_ME:
      case UTF8PROC_CATEGORY_CF:  // zero-width characters, soft hyphens: invisible to whoever wrote the text
        break;
      default:
        if (sort != Sort::kLetter) sort = Sort::kSeparator;
    }
  }
  return sort;
}

bool IsApostrophe(char32_t c) { return c == U'\'' || c == U'\u2019' || c == U'\u2018' || c == U'\u02BC' || c == U'`' || c == U'\u00B4'; }

bool IsLetter(char32_t c) {
  std::string ignored;
  return FoldCodePoint(c, ignored) == Sort::kLetter;
}

// At an apostrophe inside "Sjögren's": the possessive goes with its word and leaves no letter.
bool StartsPossessive(std::u32string_view text, std::size_t i) {
  if (!IsApostrophe(text[i]) || i + 1 >= text.size() || (text[i + 1] != U's' && text[i + 1] != U'S')) return false;
  return i + 2 == text.size() || !IsLetter(text[i + 2]);
}

std::u32string FromUtf8(std::string_view utf8) {
  std::u32string text;
  text.reserve(utf8.size());
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
  std::size_t at = 0;
  while (at < utf8.size()) {
    utf8proc_int32_t c = 0;
    const auto n = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(utf8.size() - at), &c);
    text += n > 0 ? static_cast<char32_t>(c) : U'\uFFFD';
    at += n > 0 ? static_cast<std::size_t>(n) : 1;
  }
  return text;
}

}  // namespace

bool MayFold(std::string_view word) {
  if (word.size() < 4) return false;
  if (word.back() == 's') return true;
  std::size_t number = NextThree(NextThree(0, word[0]), word[1]);
  return std::any_of(word.begin() + 2, word.end(), [&](char c) { return MayBegin(number = NextThree(number, c)); });
}

void FoldWord(std::string& word) {
  MakeAmerican(word);
  DropPlural(word);
}

namespace {

// Gives the words one after the other, as views that are good until the next.
template <typename Take>
void ForEachWord(std::u32string_view text, const Take& take) {
  std::string folded;  // the word so far, without what stands in `run`
  char run[32];        // its last letters, all of ASCII: nearly always the whole word
  std::size_t size = 0;
  Span span;
  bool inside = false;    // a word
  std::size_t three = 0;  // the last letters of its plain ones
  bool british = false;   // it may hold a rewrite
  const auto open = [&](std::size_t i) {
    if (std::exchange(inside, true)) return;
    folded.clear();
    size = 0;
    span.begin = static_cast<int>(i);
    three = 0;
    british = false;
  };
  const auto finish = [&] {
    if (!std::exchange(inside, false)) return;
    if (folded.empty() && !british && run[size - 1] != 's') {
      take(std::string_view(run, size), span);
      return;
    }
    folded.append(run, size);
    if (british) MakeAmerican(folded);
    DropPlural(folded);
    take(std::string_view(folded), span);
  };
  std::string other;  // what a character beyond ASCII becomes
  for (std::size_t i = 0; i < text.size();) {
    // Nearly all text is runs of ASCII letters and digits.
    if (char letter = PlainLetter(text[i])) {
      open(i);
      std::size_t last = three;
      std::uint64_t begins = 0;
      std::size_t end = size;
      do {
        last = NextThree(last, letter);
        begins |= MayBegin(last);
        run[end++] = letter;
      } while (++i < text.size() && end < sizeof run && (letter = PlainLetter(text[i])) != 0);
      three = last;
      british = british || begins != 0;
      size = end;
      if (size == sizeof run) folded.append(run, std::exchange(size, 0));
      span.end = static_cast<int>(i);
      continue;
    }
    if (text[i] == U' ') {
      finish();
      ++i;
      continue;
    }
    other.clear();
    const Sort sort = FoldCodePoint(text[i], other);
    if (sort == Sort::kLetter) {
      open(i);
      folded.append(run, size);
      folded += other;
      size = 0;
      british = true;
      span.end = static_cast<int>(i) + 1;
    } else if (sort == Sort::kSeparator) {
      if (inside && StartsPossessive(text, i)) {
        span.end = static_cast<int>(i) + 2;
        ++i;
      }
      finish();
    }
    ++i;
  }
  finish();
}

}  // namespace

std::vector<Word> Fold(std::u32string_view text) {
  std::vector<Word> words;
  words.reserve(text.size() / 6 + 1);
  ForEachWord(text, [&](std::string_view word, Span span) { words.push_back({std::string(word), span}); });
  return words;
}

std::string FoldText(std::u32string_view text) {
  std::string joined;
  joined.reserve(text.size() + text.size() / 8);
  ForEachWord(text, [&](std::string_view word, Span) {
    if (!joined.empty()) joined += ' ';
    joined += word;
  });
  return joined;
}

std::string FoldName(std::string_view utf8) { return FoldText(FromUtf8(utf8)); }

}  // namespace eligo::terms
