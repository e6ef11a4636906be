// What a copy or a conversion did to the text: operators lost or doubled, escapes, a second limit without its sign.
#include <algorithm>

#include <fmt/format.h>

#include "lint/quantity.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

bool Is(const Passage& p, std::size_t word, std::initializer_list<std::string_view> any) {
  return word < p.words.size() && std::find(any.begin(), any.end(), p.words[word].text) != any.end();
}

// "> 2.5 mg/dL or 221 umol/L": the second limit of one measure has no sign of its own.
void SecondLimit(const Passage& p, const std::vector<Quantity>& quantities, Diagnostics& out) {
  for (std::size_t i = 0; i + 1 < quantities.size(); ++i) {
    const Quantity& a = quantities[i];
    const Quantity& b = quantities[i + 1];
    if (a.sign.empty() || !b.sign.empty() || !a.unit || !b.unit || a.time || b.time || a.unit->code == b.unit->code) continue;
    const std::size_t first = p.WordAt(a.span.end);
    const bool joined = b.span.begin - a.span.end <= 5 && Is(p, first, {"or"});
    if (!joined) continue;
    const Span span{p.words[first].span.begin, b.span.end};
    out.push_back({"kDamagedOperator", Severity::kNote, span,
                   fmt::format("the second limit, `{}`, has no operator; read with that of the first", p.Said(b.span))});
  }
}

// "= 18 years", "INR = 1.5 x ULN": nobody asks for exactly that.
void LostComparisons(const Passage& p, const std::vector<Quantity>& quantities, Diagnostics& out) {
  for (const Quantity& q : quantities) {
    if (q.sign != U"=") continue;
    // "Day = 0", "1 = mild" explain; a limit has a unit, a multiple, or an age before it.
    const std::size_t number = p.WordAt(q.number.begin);
    const bool age = number > 0 && (Is(p, number - 1, {"age", "aged"}) || (number > 1 && Is(p, number - 2, {"age", "aged"})));
    if (!q.unit && !q.times_limit && !age) continue;
    if (q.unit && q.unit->code == "1" && !age && !q.times_limit) continue;
    // "4 weeks = 28 days", "10 mg = 1 tablet" are conversions.
    if (std::any_of(quantities.begin(), quantities.end(),
                    [&](const Quantity& o) { return o.unit && o.span.end <= q.span.begin && q.span.begin - o.span.end <= 2; }))
      continue;
    out.push_back({"kDamagedOperator", Severity::kWarning, q.span,
                   fmt::format("`{}`: an operator such as `>=` or `<=` seems lost; nobody is exactly that", p.Said(q.span))});
  }
}

// "within < 5 years", "at least >= 2": the comparison twice.
void DoubledOperators(const Passage& p, const std::vector<Quantity>& quantities, Diagnostics& out) {
  for (const Quantity& q : quantities) {
    if (q.sign.empty()) continue;
    const std::size_t number = p.WordAt(q.number.begin);
    if (number == 0) continue;
    const bool doubled =
        (q.time && Is(p, number - 1, {"within"})) ||
        (number > 1 && ((Is(p, number - 1, {"least"}) && Is(p, number - 2, {"at"})) ||
                        (Is(p, number - 1, {"than"}) && Is(p, number - 2, {"more", "less", "greater", "fewer", "higher", "lower"}))));
    if (!doubled) continue;
    const Span span{p.words[number - 1].span.begin, q.span.end};
    out.push_back({"kDoubledOperator", Severity::kNote, span, fmt::format("the comparison stands twice in `{}`", p.Said(span))});
  }
}

// Backslashes, entities, replacement characters: once an item.
void Markup(const Passage& p, Diagnostics& out) {
  for (int i = p.span.begin; i < p.span.end; ++i) {
    const char32_t c = p.At(i);
    const char32_t next = p.At(i + 1);
    const bool escape = c == U'\\' && (next == U'<' || next == U'>' || next == U'^' || next == U'[' || next == U']' || next == U'*' ||
                                       next == U'_' || next == U'~');
    bool entity = false;
    if (c == U'&') {
      int end = i + 1;
      while (end < i + 8 && end < p.span.end && p.At(end) != U';' && p.At(end) != U' ') ++end;
      entity = p.At(end) == U';' && end > i + 2;
    }
    if (!escape && !entity && c != U'\uFFFD') continue;
    int end = i + 1;
    while (end < p.span.end && end < i + 12 && p.At(end) != U' ' && p.At(end) != U'\n' && p.At(end) != U',') ++end;
    out.push_back({"kMarkup",
                   c == U'\uFFFD' ? Severity::kWarning : Severity::kNote,
                   {i, end},
                   c == U'\uFFFD' ? "a damaged character: what stood here is lost"
                                  : fmt::format("markup debris: an escape stands in `{}`", p.Said({i, end}))});
    return;
  }
}

void Punctuation(const Passage& p, Diagnostics& out) {
  for (int i = p.span.begin; i + 1 <= p.span.end; ++i) {
    const char32_t c = p.At(i);
    if ((c != U'.' && c != U',' && c != U';') || p.At(i + 1) != c || p.At(i + 2) == c || (i > p.span.begin && p.At(i - 1) == c)) continue;
    out.push_back({"kPunctuation", Severity::kNote, {std::max(p.span.begin, i - 8), i + 2}, "a typo: the punctuation mark stands twice"});
  }
}

}  // namespace

void FindDamage(const Material& material, Diagnostics& out) {
  for (const Passage& p : material.passages) {
    const std::vector<Quantity> quantities = Quantities(p);
    SecondLimit(p, quantities, out);
    LostComparisons(p, quantities, out);
    DoubledOperators(p, quantities, out);
    Markup(p, out);
    Punctuation(p, out);
  }
}

}  // namespace eligo::lint
