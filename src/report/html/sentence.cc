#include "report/html/sentence.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "report/escape.h"
#include "report/html/words.h"

namespace eligo::report {
namespace {

// What became of one character; the later one wins where spans overlap.
enum class Mark : std::uint8_t { kPlain, kRead, kJudgement, kUnread };

struct Marks {
  Span span;
  std::vector<Mark> marks;               // one a character
  std::multimap<int, std::string> ends;  // leaf numbers, by where their span ends

  void Paint(Span place, Mark mark) {
    for (int i = std::max(place.begin, span.begin); i < std::min(place.end, span.end); ++i) {
      Mark& here = marks[static_cast<std::size_t>(i - span.begin)];
      here = std::max(here, mark);
    }
  }

  void Number(Span place, std::string_view leaf) {
    const std::string_view number = LeafNumber(leaf);
    if (!number.empty() && place.Overlaps(span)) ends.emplace(std::min(place.end, span.end), number);
  }
};

std::string_view Open(Mark mark) {
  switch (mark) {
    case Mark::kPlain: return "";
    case Mark::kRead: return "<u>";
    case Mark::kJudgement: return "<u class=j>";
    case Mark::kUnread: return "<span class=x>";
  }
  return "";
}

std::string_view Close(Mark mark) {
  switch (mark) {
    case Mark::kPlain: return "";
    case Mark::kRead:
    case Mark::kJudgement: return "</u>";
    case Mark::kUnread: return "</span><small class=nr>not read</small>";
  }
  return "";
}

}  // namespace

std::string SentenceHtml(const source::Document& document, const logic::Criterion& criterion) {
  if (criterion.span.empty()) return EscapeHtml(criterion.text);
  Marks marks;
  marks.span = {std::max(0, criterion.span.begin), std::min(criterion.span.end, static_cast<int>(document.text.size()))};
  // In a .eligo file a text of several lines has a margin between them.
  if (marks.span.empty() || Text(document, marks.span) != criterion.text) return EscapeHtml(criterion.text);
  marks.marks.assign(static_cast<std::size_t>(marks.span.length()), Mark::kPlain);
  int leaves = 0;
  logic::ForEachLeaf(criterion.expression, [&](const logic::Expression& leaf) {
    ++leaves;
    if (leaf.op == logic::Op::kFact) {
      marks.Paint(leaf.fact->span, leaf.fact->decides == logic::Decides::kPerson ? Mark::kJudgement : Mark::kRead);
      marks.Number(leaf.fact->span, leaf.fact->id);
    } else {
      marks.Paint(leaf.span, leaf.op == logic::Op::kJudgement ? Mark::kJudgement : Mark::kUnread);
      marks.Number(leaf.span, leaf.id);
    }
  });
  for (const Span span : criterion.unread) marks.Paint(span, Mark::kUnread);
  if (leaves < 2) marks.ends.clear();

  std::string out;
  Mark open = Mark::kPlain;
  const auto number = [&](int place) {
    const auto [begin, end] = marks.ends.equal_range(place);
    for (auto it = begin; it != end; ++it) out += "<sup>" + EscapeHtml(it->second) + "</sup>";
  };
  for (int i = marks.span.begin; i < marks.span.end;) {
    const Mark mark = marks.marks[static_cast<std::size_t>(i - marks.span.begin)];
    if (mark != open) {
      out += Close(open);
      out += Open(mark);
      open = mark;
    }
    // A run ends where the mark changes or where a leaf's number stands.
    int end = i + 1;
    while (end < marks.span.end && marks.marks[static_cast<std::size_t>(end - marks.span.begin)] == mark && !marks.ends.contains(end))
      ++end;
    out += EscapeHtml(Text(document, {i, end}));
    number(end);
    i = end;
  }
  out += Close(open);
  return out;
}

}  // namespace eligo::report
