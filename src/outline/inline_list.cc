#include "outline/inline_list.h"

#include <algorithm>

#include "outline/lead.h"

namespace eligo::outline {
namespace {

constexpr int kMostDigits = 9, kLongestWord = 5;  // of a marker
constexpr int kShortestGap = 4;                   // characters between two markers of a list
constexpr int kForgetParenthesis = 400;           // characters after which an open parenthesis is taken for a slip
constexpr int kPlainNumber = 99;                  // a larger one may be an amount, unless it is the next of its list
constexpr std::size_t kLookBack = 60;             // markers
constexpr std::size_t kMostOpen = 8;              // lists in each other inside one row

struct Candidate {
  Marker marker;
  bool sentence = false;  // a sentence ends before it
  bool clause = false;    // a sentence, a clause or a parenthesis ends before it
  bool wide = false;      // two spaces or more before it
  bool capital = false;   // a capital, a comparator or an ideograph after it
  bool blocked = false;   // the word before it takes a number: "grade 2."
  bool accepted = false;
  bool hidden = false;
};

// "grade 1.", "at least 3)", "hepatitis A.": the number or letter belongs to the word.
bool TakesNumber(WordHash h) {
  static const WordSet kSet(
      "grade grades class classes stage stages type types phase phases day days week weeks month months year years least most than version "
      "section sections criterion criteria appendix table visit visits cycle cycles part parts group groups cohort cohorts level levels "
      "score scores last past first next previous every under over above below from between up about approximately is of to equal equals "
      "hepatitis influenza vitamin arm arms panel child pugh number no nr item items chapter figure question step category factor "
      "schedule aged age by within until dose h lp apo ig cyclosporin cyclosporine ciclosporin staphylococcus eq versus vs dr axis");
  return kSet.Has(h);
}

bool IsPlainBullet(char32_t c) { return c == U'*' || c == U'-' || c == 0x2013 || c == 0x2014; }

class Splitter {
 public:
  Splitter(View text, const Row& row, bool in_numbered_list, const Row* next)
      : text_(text),
        row_(row),
        in_numbered_list_(in_numbered_list),
        next_(next != nullptr && next->marker.style == row.marker.style ? next->marker.number : 0) {}

  void Run(std::vector<Row>& out) {
    Scan();
    AcceptBullets();
    AcceptNumbers();
    Cut(out);
  }

 private:
  struct Open {
    Style style;
    int number;
    std::vector<std::size_t> members;
    bool own;            // the row's own list
    bool loose = false;  // a member without punctuation before it
  };

  char32_t C(int i) const { return At(text_, i); }

  void Scan() {
    int depth = 0;
    int opened = 0;
    bool letter = false;  // before this place
    for (int i = row_.span.begin; i < row_.span.end; ++i) {
      const char32_t c = text_[static_cast<std::size_t>(i)];
      if (c == U' ' && depth == 0) {
        letter = false;
        continue;
      }
      // The inside of a word, which is most of a text, opens nothing.
      const bool inside = letter || depth > 0;
      letter = IsAsciiLetter(c);
      if (inside && letter && (depth == 0 || i - opened <= kForgetParenthesis)) continue;
      if (letter && depth == 0) {
        // A word is a marker only if it is short and closed by a mark; any other is passed as a whole.
        int end = i + 1;
        while (end < row_.span.end && IsAsciiLetter(text_[static_cast<std::size_t>(end)])) ++end;
        if (end < row_.span.end && (end - i > kLongestWord || !ClosesMarker(text_[static_cast<std::size_t>(end)]))) {
          i = end - 1;
          continue;
        }
      }
      if (depth == 0 && i > row_.span.begin && MayBegin(i)) {  // nothing begins in a parenthesis
        if (const int end = TryAt(i); end > i) {
          i = end - 1;
          letter = false;
          continue;
        }
      }
      if (c == U'(' || c == U'[' || c == 0xFF08) {
        ++depth;
        opened = i;
      } else if ((c == U')' || c == U']' || c == 0xFF09) && depth > 0) {
        --depth;
      } else if (depth > 0 && i - opened > kForgetParenthesis) {
        depth = 0;
      }
    }
  }

  static bool ClosesMarker(char32_t c) { return c == U'.' || c == U')' || c == U'\\' || c == 0xFF09 || c == 0x3001 || c == 0xFF0E; }

  // A cheap look before a marker is read.
  bool MayBegin(int i) const {
    const char32_t c = C(i);
    if (c < 0x80 && kAsciiLower[c] == 0 && c != U'(' && !IsPlainBullet(c)) return false;
    const char32_t before = C(i - 1);
    if (IsBulletGlyph(c)) return IsSpace(before) || EndsClause(before) || IsSpace(C(i + 1));
    if (c >= 0x2460 && c <= 0x249B) return true;
    const bool open = c == U'(' || c == 0xFF08;
    if (!IsSpace(before) && !(open && (IsColon(before) || before == U';' || before == U',' || before > 0x2E80)) &&
        !(IsDigit(c) && (IsColon(before) || before == U';' || before == 0xFF1B || before == 0x3002))) {
      return false;
    }
    if (open) return IsDigit(C(i + 1)) || IsAsciiLetter(C(i + 1));
    if (IsPlainBullet(c)) return IsSpace(C(i + 1));
    if (!IsDigit(c) && !IsAsciiLetter(c)) return false;
    const int longest = IsDigit(c) ? kMostDigits : kLongestWord;
    const int last = std::min(i + longest, static_cast<int>(text_.size()) - 1);
    for (int k = i + 1; k <= last; ++k) {
      const char32_t d = text_[static_cast<std::size_t>(k)];
      if (ClosesMarker(d)) return true;
      if (IsDigit(c) ? !IsDigit(d) : !IsAsciiLetter(d)) return false;
    }
    return false;
  }

  // Does it count on from the last marker of its style, or from the row's own?
  bool GoesOn(const Marker& marker) const {
    const std::size_t seen = candidates_.size();
    for (std::size_t k = seen; k > 0 && k + kLookBack > seen; --k) {
      const Marker& before = candidates_[k - 1].marker;
      if (before.style == marker.style) return marker.number == before.number + 1;
    }
    return row_.marker.style == marker.style && marker.number == row_.marker.number + 1;
  }

  // The end of the marker, or `i` when there is none.
  int TryAt(int i) {
    const char32_t c = C(i);
    Candidate found;
    if (IsBulletGlyph(c) || IsPlainBullet(c)) {
      const std::optional<Marker> marker = ReadMarker(text_, {i, row_.span.end});
      if (!marker) return i;
      found.marker = *marker;
    } else {
      const std::optional<Marker> number = ReadNumber(text_, {i, row_.span.end});
      if (!number || number->style.shape == Shape::kDash || number->style.shape == Shape::kBare || number->style.shape == Shape::kNested ||
          (number->number > kPlainNumber && !GoesOn(*number))) {
        return i;
      }
      found.marker = *number;
    }
    if (found.marker.span.end >= row_.span.end) return i;
    int end = i;
    while (end > row_.span.begin && IsSpace(C(end - 1))) --end;
    const char32_t before = C(end - 1);
    found.wide = i - end >= 2 && Sub(text_, {end, i}).find_first_of(U"\n\r") == View::npos;
    found.sentence = EndsSentence(before) || ((before == U')' || before == U'"') && EndsSentence(C(end - 2)));
    found.clause = found.sentence || EndsClause(before) || before == U',' || before == U')' || before == 0xFF09 || before == 0x3001;
    int word = end;
    while (word > row_.span.begin && IsLetter(C(word - 1))) --word;
    if (word < end) {
      found.blocked = TakesNumber(SplitWords(text_, {word, end}, 4).back().hash);
    } else {
      found.blocked = IsComparator(before) || before == U'/' || before == U'+' || before == U'±';
    }
    const int next = Trim(text_, {found.marker.span.end, row_.span.end}).begin;
    found.capital = IsUpper(C(next)) || IsComparator(C(next)) || IsIdeograph(C(next)) || (C(next) == U'\\' && IsComparator(C(next + 1)));
    candidates_.push_back(found);
    return found.marker.span.end;
  }

  // ------------------------------------------------------------ bullets

  bool Multiplies(const Candidate& c) const {
    int end = c.marker.span.begin;
    while (end > row_.span.begin && IsSpace(C(end - 1))) --end;
    if (!IsDigit(C(end - 1))) return false;
    const Span rest = Trim(text_, {c.marker.span.end, row_.span.end});
    if (IsDigit(C(rest.begin))) return true;
    for (const auto* word :
         {"uln", "upper", "the upper", "institutional", "lln", "normal", "baseline", "the institutional", "the normal"}) {
      if (StartsWith(text_, rest, word)) return true;
    }
    return false;
  }

  void AcceptBullets() {
    for (const char32_t kind : {U'*', U'-', U'\u2013', U'\u2022'}) AcceptBulletsOf(kind);
  }

  // All strong glyphs are decided together, under the last kind.
  void AcceptBulletsOf(char32_t kind) {
    std::vector<Candidate*> found;
    for (Candidate& c : candidates_) {
      const char32_t glyph = C(c.marker.span.begin);
      const bool plain = IsPlainBullet(glyph);
      const char32_t group = !plain ? U'\u2022' : glyph == U'*' ? U'*' : glyph == U'-' ? U'-' : U'\u2013';
      const bool bullet = plain || IsBulletGlyph(glyph);
      if (bullet && group == kind && !(glyph == U'*' && Multiplies(c))) found.push_back(&c);
    }
    if (found.empty()) return;
    if (kind == U'\u2022') {
      for (Candidate* c : found) c->accepted = true;
      return;
    }
    const bool own = row_.marker.style.shape == Shape::kBullet && row_.marker.style.glyph == found.front()->marker.style.glyph;
    const bool after_colon = OpensList(text_, {row_.span.begin, found.front()->marker.span.begin});
    if (kind == U'*' ? (own || after_colon || found.size() >= 3) : (own || after_colon)) {
      for (Candidate* c : found) c->accepted = kind == U'*' || DashSplits(*c, found.size(), own);
    } else if (kind != U'*') {
      for (Candidate* c : found) c->accepted = c->wide && c->capital && found.size() >= 2;
    }
  }

  // A dash is also a range, a hyphen with spaces around it, and a dash.
  bool DashSplits(const Candidate& c, std::size_t count, bool own) const {
    int end = c.marker.span.begin;
    while (end > row_.span.begin && IsSpace(C(end - 1))) --end;
    const Span rest = Trim(text_, {c.marker.span.end, row_.span.end});
    if (IsDigit(C(end - 1)) && IsDigit(C(rest.begin))) return false;
    if (c.clause || c.wide) return c.capital || IsDigit(C(rest.begin)) || count >= 2;
    if (!c.capital) return false;
    if (count >= 2) return true;
    const bool ordinary = IsUpper(C(rest.begin)) && IsLower(C(rest.begin + 1)) && IsLower(C(rest.begin + 2)) && IsLower(C(rest.begin + 3));
    return own && ordinary && IsLower(C(end - 1)) && end - row_.span.begin >= 60 && rest.length() >= 40;
  }

  // ------------------------------------------------------------ numbers

  void AcceptNumbers() {
    std::vector<Open> open;
    if (row_.marker.numbered() && row_.marker.style.shape != Shape::kNested) {
      open.push_back({row_.marker.style, row_.marker.number, {}, true});
    }
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      Candidate& c = candidates_[i];
      if (!c.marker.numbered()) {
        // "* 1. A * 2. B" is decided by its bullets.
        continue;
      }
      if (c.marker.doubled) continue;
      if (c.marker.roman > 0) {
        const bool letter = std::any_of(open.begin(), open.end(),
                                        [&](const Open& o) { return o.style == c.marker.style && o.number + 1 == c.marker.number; });
        if (!letter) ReadAsRoman(c.marker);
      }
      std::size_t at = open.size();
      while (at > 0 && !(open[at - 1].style == c.marker.style && open[at - 1].number + 1 == c.marker.number)) --at;
      if (at > 0 && MayGoOn(c)) {
        Close(open, at);
        Open& list = open.back();
        list.number = c.marker.number;
        list.members.push_back(i);
        list.loose = list.loose || !(c.clause || c.wide);
      } else if (c.marker.number == 1 && MayStart(c) && open.size() < kMostOpen) {
        open.push_back({c.marker.style, 1, {i}, false, !(c.clause || c.wide) && c.marker.style.shape == Shape::kDot});
      } else if (IsHidden(c)) {
        c.accepted = c.hidden = true;
        Close(open, open.empty() || !open.front().own ? 0 : 1);
        if (open.empty()) {
          open.push_back({c.marker.style, c.marker.number, {}, true});
        } else {
          // What follows goes on with the hidden number.
          open.front().number = c.marker.number;
          open.front().style = c.marker.style;
        }
      }
    }
    Close(open, 0);
  }

  // Ends the lists from `keep` on, and takes those that are lists.
  void Close(std::vector<Open>& open, std::size_t keep) {
    while (open.size() > keep) {
      const Open& list = open.back();
      const std::size_t size = list.members.size() + (list.own && list.number == static_cast<int>(list.members.size()) + 1 ? 1 : 0);
      const bool fills = list.own && list.number + 1 == next_;  // the gap before the next row
      const bool is_list =
          list.own ? !list.members.empty() && (!list.loose || size >= 3 || fills || row_.beside_heading) : size >= (list.loose ? 3U : 2U);
      if (is_list && HasGaps(list)) {
        for (const std::size_t m : list.members) {
          candidates_[m].accepted = true;
          candidates_[m].hidden = list.own && (row_.marker.number > 1 || (size < 3 && next_ > 0));
        }
      }
      open.pop_back();
    }
  }

  // Between two markers stands more than "or".
  bool HasGaps(const Open& list) const {
    for (std::size_t k = 0; k + 1 < list.members.size(); ++k) {
      const Span gap = Trim(text_, {candidates_[list.members[k]].marker.span.end, candidates_[list.members[k + 1]].marker.span.begin});
      if (gap.length() < kShortestGap) return false;
      const std::vector<Word> words = SplitWords(text_, gap, 4);
      if (std::all_of(words.begin(), words.end(), [](const Word& w) { return w.hash == W("or") || w.hash == W("and"); })) return false;
    }
    return true;
  }

  static bool Letters(const Marker& m) { return m.style.digits != Digits::kDecimal; }

  bool MayGoOn(const Candidate& c) const {
    switch (c.marker.style.shape) {
      case Shape::kDot:
        if (Letters(c.marker)) return c.clause;
        return c.sentence || !c.blocked;
      case Shape::kParen: return c.clause || !c.blocked;
      default: return true;
    }
  }

  bool MayStart(const Candidate& c) const {
    if (c.marker.style.shape == Shape::kDot) {
      if (Letters(c.marker)) return c.clause && !c.blocked && (IsLower(C(c.marker.digits.begin)) || c.capital);
      return c.clause || !c.blocked;
    }
    return c.marker.style.shape != Shape::kParen || c.clause || !c.blocked;
  }

  bool IsHidden(const Candidate& c) const {
    if (!in_numbered_list_ || Letters(c.marker) || c.marker.number < 2) return false;
    if (c.marker.style.shape != Shape::kDot && c.marker.style.shape != Shape::kParen) return false;
    return c.sentence && c.capital && c.marker.number != row_.marker.number && IsSpace(C(c.marker.span.end));
  }

  // ------------------------------------------------------------ cutting

  void Cut(std::vector<Row>& out) const {
    Row piece = row_;
    const auto push = [&](int end) {
      piece.span = Trim(text_, {piece.span.begin, end});
      if (!piece.span.empty()) out.push_back(piece);
    };
    for (const Candidate& c : candidates_) {
      if (!c.accepted) continue;
      push(c.marker.span.begin);
      piece = row_;
      piece.marker = c.marker;
      piece.span = Trim(text_, {c.marker.span.end, row_.span.end});
      piece.blank_before = false;
      piece.inlined = true;
      piece.hidden = c.hidden;
      piece.broken_at = -1;
    }
    push(row_.span.end);
  }

  View text_;
  const Row& row_;
  bool in_numbered_list_;
  int next_;  // the number of the next row, 0 when it is of another list
  std::vector<Candidate> candidates_;
};

}  // namespace

void SplitInlineLists(View text, const Row& row, bool in_numbered_list, const Row* next, std::vector<Row>& out) {
  Splitter(text, row, in_numbered_list, next).Run(out);
}

}  // namespace eligo::outline
