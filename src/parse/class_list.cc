#include "parse/class_list.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "parse/quantity.h"

namespace eligo::parse {
namespace {

bool IsStep(const std::vector<Token>& t, std::size_t i) {
  static constexpr std::array<std::string_view, 6> kRoman = {"I", "II", "III", "IV", "V", "VI"};
  if (i >= t.size()) return false;
  if (std::find(kRoman.begin(), kRoman.end(), t[i].raw) != kRoman.end()) return true;
  return t[i].raw.size() == 1 && t[i].raw[0] >= '1' && t[i].raw[0] <= '6';
}

bool SaysClass(const std::vector<Token>& t, std::size_t i) { return AtAny(t, i, {"class", "type", "stage", "grade"}); }

// What joins one class to the next; the tokens of it, "class" said again among them.
std::size_t Join(const std::vector<Token>& t, std::size_t i, ChunkKind& kind) {
  std::size_t n = 0;
  kind = ChunkKind::kOr;
  if (AtWords(t, i, {"and", "/", "or"})) {
    n = 3;
  } else if (AtWords(t, i, {",", "or"}) || AtWords(t, i, {",", "and"})) {
    n = 2;
  } else if (AtAny(t, i, {"or", "/", ",", "and"})) {
    n = 1;
  }
  if (n == 0) return 0;
  if (n < 3 && At(t, i + n - 1, "and")) kind = ChunkKind::kAnd;
  return SaysClass(t, i + n) ? n + 1 : n;
}

// ", with or without class V", "(+/- V)": the tokens.
std::size_t MayBe(const std::vector<Token>& t, std::size_t at) {
  std::size_t i = at;
  if (At(t, i, ",")) ++i;
  const bool bracket = At(t, i, "(");
  if (bracket) ++i;
  if (AtWords(t, i, {"with", "or", "without"}) || AtWords(t, i, {"with", "/", "without"}) || AtWords(t, i, {"+", "/", "-"})) {
    i += 3;
  } else if (At(t, i, "±")) {
    ++i;
  } else {
    return 0;
  }
  if (AtAny(t, i, {"coexisting", "concomitant", "concurrent", "additional"})) ++i;
  if (SaysClass(t, i)) ++i;
  if (!IsStep(t, i)) return 0;
  ++i;
  if (bracket && !At(t, i, ")")) return 0;
  return i + (bracket ? 1 : 0) - at;
}

std::string Words(const std::vector<Token>& t, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += (text.empty() ? "" : " ") + std::string(t[i].low);
  return text;
}

std::optional<Chunk> Named(const std::string& text, Span span, const terms::Terms& terms) {
  auto found = terms.FindName(text);
  if (found.empty()) return std::nullopt;
  Chunk c;
  c.kind = ChunkKind::kName;
  c.span = span;
  c.name = syntax::Name{span, text, std::move(found)};
  return c;
}

Chunk Joining(ChunkKind kind, const std::vector<Token>& t, std::size_t i) {
  Chunk c;
  c.kind = kind;
  c.span = t[i].span;
  c.word = t[i].low;
  return c;
}

}  // namespace

std::optional<ClassList> ReadClassList(const std::vector<Token>& t, std::size_t at, const terms::Terms& terms) {
  constexpr std::size_t kLongest = 4;  // words of the disease
  if (!SaysClass(t, at) || !IsStep(t, at + 1)) return std::nullopt;
  std::vector<std::size_t> steps{at + 1};
  std::vector<std::pair<ChunkKind, std::size_t>> joins;
  std::size_t i = at + 2;
  ChunkKind kind;
  for (std::size_t n = Join(t, i, kind); n > 0 && IsStep(t, i + n); n = Join(t, i, kind)) {
    joins.emplace_back(kind, i);
    steps.push_back(i + n);
    i += n + 1;
  }
  if (steps.size() < 2) return std::nullopt;
  const std::size_t may_be = MayBe(t, i);
  const std::size_t disease = i + may_be;
  for (std::size_t end = std::min(disease + kLongest, t.size()); end > disease; --end) {
    if (t[end - 1].kind != Token::Kind::kWord) continue;
    const std::string of = Words(t, disease, end);
    ClassList list;
    for (std::size_t k = 0; k < steps.size(); ++k) {
      const std::size_t begin = steps[k] - (SaysClass(t, steps[k] - 1) ? 1 : 0);
      const Span span = Covering(t, begin, (k + 1 < steps.size() ? steps[k] + 1 : end) - begin);
      auto name = Named(Words(t, at, at + 1) + " " + std::string(t[steps[k]].low) + " " + of, span, terms);
      if (!name) break;
      if (k > 0) list.chunks.push_back(Joining(joins[k - 1].first, t, joins[k - 1].second));
      name->one_of = k + 1 < steps.size();
      list.chunks.push_back(std::move(*name));
    }
    if (list.chunks.size() != 2 * steps.size() - 1) continue;
    list.tokens = end - at + MayBe(t, end);
    return list;
  }
  return std::nullopt;
}

std::optional<ClassList> ReadClassesBehind(const std::vector<Token>& t, std::size_t at, std::size_t end, const terms::Terms& terms) {
  ClassList list;
  std::size_t i = end;
  if (end < at + 3) return std::nullopt;
  if (IsStep(t, end - 1) && SaysClass(t, end - 2)) {
    ChunkKind kind;
    for (std::size_t n = Join(t, i, kind); n > 0 && IsStep(t, i + n); n = Join(t, i, kind)) {
      auto name = Named(Words(t, at, end - 1) + " " + std::string(t[i + n].low), t[i + n].span, terms);
      if (!name) break;
      list.chunks.push_back(Joining(kind, t, i));
      name->one_of = true;
      list.chunks.push_back(std::move(*name));
      i += n + 1;
    }
  } else if (!SaysClass(t, at) || !IsStep(t, at + 1)) {
    return std::nullopt;
  }
  if (!list.chunks.empty()) list.chunks.back().one_of = false;
  i += MayBe(t, i);
  list.tokens = i - end;
  return list.tokens > 0 ? std::optional(std::move(list)) : std::nullopt;
}

}  // namespace eligo::parse
