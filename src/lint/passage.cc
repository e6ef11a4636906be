#include "lint/passage.h"

#include <algorithm>

#include "source/utf8.h"
#include "terms/fold.h"

namespace eligo::lint {
namespace {

bool Blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == U'\u00A0'; }

// A full stop is followed by a blank or by nothing: "1.5" and "e.g." hold none that divides.
Gap GapOf(std::u32string_view between, bool last_letter_alone) {
  Gap gap = Gap::kNone;
  for (std::size_t i = 0; i < between.size(); ++i) {
    const char32_t c = between[i];
    Gap here = Gap::kNone;
    if (Blank(c) || c == U'-' || c == U'\'' || c == U'"' || c == U'\\' || c == U'\u2019' || c == U'\u2013') {
      here = Gap::kNone;
    } else if (c == U'.' || c == U'!' || c == U'?' || c == U'\u2022') {
      const bool followed = i + 1 >= between.size() || Blank(between[i + 1]);
      here = c == U'.' && (!followed || last_letter_alone) ? Gap::kNone : Gap::kStop;
      if (c == U'.' && between.size() == 1) here = Gap::kNone;
    } else if (c == U';' || c == U':') {
      here = Gap::kColon;
    } else {
      here = Gap::kComma;
    }
    gap = std::max(gap, here);
  }
  return gap;
}

std::vector<Named> NamesOf(const std::vector<Word>& words, const terms::Terms& terms) {
  std::vector<std::string_view> texts;
  texts.reserve(words.size());
  for (const Word& w : words) texts.push_back(w.text);
  std::vector<Named> names;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t end = i + 1;
    while (end < words.size() && words[end].gap < Gap::kColon) ++end;
    const auto match = terms.LongestName(std::span(texts).subspan(i, end - i));
    if (!match) {
      ++i;
      continue;
    }
    const std::size_t last = i + match->words - 1;
    names.push_back({i, last, {words[i].span.begin, words[last].span.end}, match->concepts});
    i = last + 1;
  }
  return names;
}

// Rules look around each word, so that their work grows with the square of a passage. No author writes an item of so many words.
constexpr std::size_t kMostWords = 1000;

void AddCut(Passage whole, const terms::Terms& terms, std::vector<Passage>& out) {
  const std::vector<Word> words = std::move(whole.words);
  std::size_t begin = 0;
  do {
    const std::size_t end = std::min(words.size(), begin + kMostWords);
    Passage piece = whole;
    piece.words.assign(words.begin() + static_cast<std::ptrdiff_t>(begin), words.begin() + static_cast<std::ptrdiff_t>(end));
    if (begin > 0) piece.span.begin = piece.words.front().span.begin;
    if (end < words.size()) piece.span.end = words[end].span.begin;
    if (!piece.words.empty()) piece.words.front().gap = Gap::kStop;
    piece.names = NamesOf(piece.words, terms);
    out.push_back(std::move(piece));
    begin = end;
  } while (begin < words.size());
}

}  // namespace

std::string Passage::Said(Span part) const {
  std::string out;
  for (int i = part.begin; i < part.end; ++i) {
    char32_t c = At(i);
    if (c == U'\n' || c == U'\r' || c == U'\t') c = U' ';
    if (c == U' ' && !out.empty() && out.back() == ' ') continue;
    out += source::EncodeUtf8(std::u32string_view(&c, 1));
  }
  return out;
}

std::size_t Passage::RunBegin(std::size_t word, Gap strength) const {
  while (word > 0 && words[word].gap < strength) --word;
  return word;
}

std::size_t Passage::RunEnd(std::size_t word, Gap strength) const {
  while (word + 1 < words.size() && words[word + 1].gap < strength) ++word;
  return word;
}

std::size_t Passage::WordAt(int place) const {
  const auto at = std::lower_bound(words.begin(), words.end(), place, [](const Word& w, int p) { return w.span.begin < p; });
  return static_cast<std::size_t>(at - words.begin());
}

std::vector<Passage> Passages(const source::Protocol& source, const terms::Terms& terms) {
  const std::u32string_view text = source.document.text;
  std::vector<Passage> passages;
  for (std::size_t i = 0; i < source.items.size(); ++i) {
    const source::Item& item = source.items[i];
    if (!item.unread.empty()) continue;
    if (item.field >= 0 || item.span.empty()) continue;
    Passage p;
    p.item = static_cast<int>(i);
    p.kind = item.kind;
    p.cohort = item.cohort;
    p.span = item.span;
    p.document = text;
    // Part by part, so that the markers of lists are no words.
    std::vector<Span> runs;
    for (const source::Part& part : item.parts) runs.push_back(part.span);
    if (runs.empty()) runs.push_back(item.span);
    for (const Span run : runs) {
      const auto words = terms::Fold(text.substr(static_cast<std::size_t>(run.begin), static_cast<std::size_t>(run.length())));
      bool first = true;
      for (const terms::Word& w : words) {
        Word word{w.text, {w.span.begin + run.begin, w.span.end + run.begin}, Gap::kStop};
        if (!first) {
          const Span last = p.words.back().span;
          if (word.span.begin < last.end) continue;
          word.gap = GapOf(text.substr(static_cast<std::size_t>(last.end), static_cast<std::size_t>(word.span.begin - last.end)),
                           last.length() == 1 &&
                               !(text[static_cast<std::size_t>(last.begin)] >= U'0' && text[static_cast<std::size_t>(last.begin)] <= U'9'));
        }
        first = false;
        p.words.push_back(std::move(word));
      }
    }
    AddCut(std::move(p), terms, passages);
  }
  return passages;
}

}  // namespace eligo::lint
