#include "outline/rows.h"

#include <algorithm>

#include "outline/believer.h"
#include "outline/inline_list.h"
#include "outline/lead.h"

namespace eligo::outline {
namespace {

constexpr int kLongestTail = 80, kLongestIntroduction = 300;  // characters

// Words after which a line cannot end.
bool LeavesOpen(View text, Span span) {
  const char32_t last = At(text, span.end - 1);
  if (last == U'-' || last == U'(' || last == U'/' || IsComparator(last)) return true;
  if (!IsLetter(last)) return false;
  static const WordSet kOpen(
      "a an the of in on at to for from with without by and or nor as than that which who whom whose is are was were be been has have had "
      "not "
      "no any other their his her its this these those between within after before during until under over per prior due such must should "
      "may "
      "can will if when while including use using least most more less");
  int begin = span.end;
  while (begin > span.begin && IsLetter(At(text, begin - 1))) --begin;
  const std::vector<Word> words = SplitWords(text, {begin, span.end}, 4);
  return !words.empty() && kOpen.Has(words.back());
}

int FirstWordLength(View text, Span span) {
  int i = span.begin;
  while (i < span.end && !IsSpace(At(text, i))) ++i;
  return i - span.begin;
}

class Maker {
 public:
  Maker(View text, const Lines& lines) : text_(text), lines_(lines), believer_(text, lines) {}

  std::vector<Row> Run() {
    for (std::size_t i = 0; i < lines_.lines.size(); ++i) TakeLine(i);
    std::vector<Row> out;
    out.reserve(rows_.size() + rows_.size() / 4);
    std::vector<Row> pieces;
    const std::vector<bool> numbered = NumberedSections();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].heading) {
        out.push_back(rows_[i]);
        continue;
      }
      pieces.clear();
      SplitInlineLists(text_, rows_[i], numbered[i], i + 1 < rows_.size() ? &rows_[i + 1] : nullptr, pieces);
      for (std::size_t k = 0; k < pieces.size(); ++k) {
        const bool last = k + 1 == pieces.size();
        const Row* next = !last ? &pieces[k + 1] : i + 1 < rows_.size() ? &rows_[i + 1] : nullptr;
        SplitTail(pieces[k], next, out);
      }
    }
    return out;
  }

 private:
  void TakeLine(std::size_t index) {
    const Line& line = lines_.lines[index];
    Span rest = line.span;
    bool first = true;
    bool after_heading = false;
    std::vector<int> inner = FindInnerHeadings(text_, rest);
    inner.push_back(rest.end);
    for (const int end : inner) {
      Span piece = Trim(text_, {rest.begin, end});
      rest.begin = end;
      if (piece.empty()) continue;
      if (const std::optional<Heading> heading = ReadHeading(text_, piece)) {
        Row row;
        row.heading = heading;
        row.span = heading->span;
        row.indent = row.content_indent = line.indent;
        row.blank_before = first && line.blank_before;
        row.inlined = !first;
        rows_.push_back(row);
        believer_.Reset();
        open_ = false;
        piece = Trim(text_, {heading->span.end, piece.end});
        first = false;
        after_heading = true;
        if (piece.empty()) continue;
      }
      TakePiece(index, piece, first, after_heading);
      first = after_heading = false;
    }
  }

  void TakePiece(std::size_t index, Span piece, bool opens_line, bool beside_heading) {
    const Line& line = lines_.lines[index];
    Row* last = open_ ? &rows_.back() : nullptr;
    std::optional<Marker> marker = believer_.Read(index, piece, opens_line ? last : nullptr);
    if (!marker && opens_line && line.list_tag) {
      marker.emplace();
      marker->style = {Shape::kBullet, Digits::kDecimal, U'<'};
      marker->span = marker->digits = {piece.begin, piece.begin};
    }
    if (!marker && opens_line && last != nullptr && GoesOnInNextLine(*last, index)) {
      const bool breaks = lines_.wrap == 0 && IsLower(At(text_, piece.begin)) && last->broken_at < 0;
      if (breaks) last->broken_at = last->span.end;
      last->span.end = piece.end;
      return;
    }
    Row row;
    row.indent = line.indent;
    row.blank_before = opens_line && line.blank_before;
    row.beside_heading = beside_heading;
    if (marker) {
      row.marker = *marker;
      row.span = Trim(text_, {marker->span.end, piece.end});
      row.content_indent = line.indent + (row.span.begin - marker->span.begin);
    } else {
      row.span = piece;
      row.content_indent = line.indent;
    }
    if (row.span.empty()) return;
    rows_.push_back(row);
    open_ = true;
  }

  bool Near(const Line& previous, Span next) const {
    return lines_.wrap > 0 && previous.width() + 1 + FirstWordLength(text_, next) > lines_.wrap - 3;
  }

  bool GoesOnInNextLine(const Row& row, std::size_t index) const {
    const Line& line = lines_.lines[index];
    if (line.blank_before || index == 0) return false;
    const Line& previous = lines_.lines[index - 1];
    const bool open = LeavesOpen(text_, previous.span);
    const bool small = !IsUpper(At(text_, line.span.begin)) && !IsIdeograph(At(text_, line.span.begin));
    if (!small && !open && IsTitleAbove(index)) return false;
    if (Near(previous, line.span)) return true;
    if (row.marked()) {
      if (small) return true;
      if (line.indent >= row.content_indent && row.content_indent > row.indent && !EndsClause(At(text_, previous.span.end - 1)))
        return true;
    }
    if (small && !open && lines_.wrap > 0 && !EndsClause(At(text_, previous.span.end - 1))) return true;
    // A comma closes the entries of many lists; only a wrapped text goes on behind it.
    if (small && lines_.wrap > 0 && At(text_, previous.span.end - 1) == U',') return true;
    return open && (small || row.marked());
  }

  // A short line above a list, after a line that is finished: a title, not the rest of the sentence.
  bool IsTitleAbove(std::size_t index) const {
    const Line& line = lines_.lines[index];
    if (index + 1 >= lines_.lines.size() || !IsTitle(text_, line.span)) return false;
    const Line& previous = lines_.lines[index - 1];
    const Line& next = lines_.lines[index + 1];
    if (!ReadMarker(text_, next.span) || (lines_.wrap > 0 && Near(previous, line.span))) return false;
    return IsColon(At(text_, line.span.end - 1)) || EndsClause(At(text_, previous.span.end - 1));
  }

  // For each row: is there a list with decimal numbers in its section?
  std::vector<bool> NumberedSections() const {
    std::vector<bool> numbered(rows_.size(), false);
    std::size_t begin = 0;
    int count = 0;
    const auto close = [&](std::size_t end) {
      if (count >= 2)
        std::fill(numbered.begin() + static_cast<std::ptrdiff_t>(begin), numbered.begin() + static_cast<std::ptrdiff_t>(end), true);
      begin = end;
      count = 0;
    };
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].heading) close(i);
      const Style& style = rows_[i].marker.style;
      count += style.digits == Digits::kDecimal && (style.shape == Shape::kDot || style.shape == Shape::kParen);
    }
    close(rows_.size());
    return numbered;
  }

  // Where the last sentence, or what follows a wide gap, begins; -1 when it is all one.
  int LastSentence(Span span, int longest) const {
    for (int k = span.end - 2; k > span.begin && span.end - k < longest; --k) {
      if (!IsSpace(At(text_, k))) continue;
      const int end = k + 1;
      bool line_end = false;
      while (k > span.begin && IsSpace(At(text_, k))) line_end = line_end || At(text_, k) < U' ', --k;
      if (EndsClause(At(text_, k)) || (!line_end && end - k > 2)) return k + 1;
    }
    return -1;
  }

  // The row, and what at its end is none of its text: a title or an introduction before the list that follows, or a remark
  // that there are more criteria.
  void SplitTail(const Row& row, const Row* next, std::vector<Row>& out) const {
    const int begin = TailBegin(row, next);
    if (begin < 0) {
      out.push_back(row);
      return;
    }
    Row head = row;
    head.span = Trim(text_, {row.span.begin, begin});
    Row tail = row;
    tail.marker = {};
    tail.span = Trim(text_, {begin, row.span.end});
    tail.inlined = true;
    tail.hidden = false;
    tail.blank_before = false;
    tail.broken_at = -1;
    out.push_back(head);
    out.push_back(tail);
  }

  int TailBegin(const Row& row, const Row* next) const {
    const Span span = row.span;
    if (span.length() < 12) return -1;
    const bool colon = IsColon(At(text_, span.end - 1));
    if (colon && next != nullptr && next->marked()) {
      // "... involved in the trial. Intra-operative: 4. Presence of ..."
      if (next->inlined) {
        const int begin = LastSentence(span, kLongestTail);
        if (begin >= 0) {
          const Span tail = Trim(text_, {begin, span.end});
          if (IsTitle(text_, tail) && !CarriesMeaning(text_, tail)) return begin;
        }
      }
      // "Infants of 34 weeks. In addition, they must satisfy the following criteria:", and the list.
      const bool starts = next->marker.number == 1 || !next->marker.numbered();
      const int begin = !row.marked() && starts ? LastSentence(span, kLongestIntroduction) : -1;
      if (begin >= 0 && IsGenericLead(text_, Trim(text_, {begin, span.end}))) return begin;
    }
    if (!colon && MentionsCriteria(span)) {
      int begin = LastSentence(span, kLongestIntroduction);
      // "NOTE: Other criteria may apply": the note begins before its colon.
      if (begin > 0 && IsColon(At(text_, begin - 1))) begin = std::max(span.begin, begin - 5);
      if (begin > span.begin && SaysMoreCriteria(text_, Trim(text_, {begin, span.end}))) return begin;
    }
    return -1;
  }

  bool MentionsCriteria(Span span) const {
    static constexpr View kWord = U"criteria";
    return Sub(text_, {std::max(span.begin, span.end - 60), span.end}).find(kWord) != View::npos;
  }

  View text_;
  const Lines& lines_;
  Believer believer_;
  std::vector<Row> rows_;
  bool open_ = false;  // the last row may go on in the next line
};

}  // namespace

std::vector<Row> MakeRows(View text, const Lines& lines) { return Maker(text, lines).Run(); }

}  // namespace eligo::outline
