// A washout said with its length: what was given within that time excludes.
#include <algorithm>
#include <utility>

#include "parse/chunk_span.h"
#include "parse/grammar.h"

namespace eligo::parse {
namespace {

// "at least 4 weeks", "28 days": a length of time, though it is read as a number with its unit first.
std::optional<syntax::TimePhrase> LengthOf(const Chunk& c) {
  if (c.kind == ChunkKind::kTime) {
    const bool length = c.time->kind == syntax::TimePhrase::Kind::kDuration && c.time->length && !c.time->stable && !c.time->since;
    return length ? std::optional<syntax::TimePhrase>(*c.time) : std::nullopt;
  }
  if (c.kind != ChunkKind::kLimit || c.limit->high || c.limit->value.denominator() != 1 || c.limit->value < units::Rational(1) ||
      c.limit->value > units::Rational(1000))
    return std::nullopt;
  const int n = static_cast<int>(c.limit->value.numerator());
  const std::string& unit = c.limit->unit;
  syntax::TimePhrase time;
  time.span = c.span;
  time.kind = syntax::TimePhrase::Kind::kDuration;
  time.relation = c.limit->relation == syntax::Relation::kNone ? syntax::Relation::kGreaterEqual : c.limit->relation;
  syntax::Length length;
  if (unit.starts_with("day"))
    length.period.days = n, length.period.small_units = n % 7 == 0;
  else if (unit.starts_with("week"))
    length.period.days = 7 * n, length.weeks = true;
  else if (unit.starts_with("month"))
    length.period.months = n, length.period.small_units = n % 12 == 0;
  else if (unit.starts_with("year"))
    length.period.months = 12 * n;
  else
    return std::nullopt;
  time.length = length;
  return time;
}

// A chunk that says: within so long.
Chunk WithinLength(const Chunk& length, Span span) {
  Chunk c = length;
  syntax::TimePhrase within = *LengthOf(length);
  within.kind = syntax::TimePhrase::Kind::kWindow;
  within.open = within.relation == syntax::Relation::kLess;
  within.gap = within.elapsed = false;
  c.kind = ChunkKind::kTime;
  c.span = within.span = span;
  c.time = std::move(within);
  return c;
}

}  // namespace

std::optional<Chunks> Grammar::ListedWashouts(ChunkSpan chunks) const {
  if (!exclusion_) return std::nullopt;
  std::size_t names = 0, lengths = 0;
  const Chunk* before = nullptr;
  for (const Chunk& c : chunks) {
    if (c.kind == ChunkKind::kFiller) continue;
    const bool joins = c.kind == ChunkKind::kComma || c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAnd ||
                       c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kSlash;
    const bool named = before != nullptr && before->kind == ChunkKind::kName;
    if (c.kind == ChunkKind::kName && !named && KindOf(c.name) == terms::Kind::kDrug)
      ++names;
    else if (c.kind == ChunkKind::kGroup && named && c.inner.size() == 1 && c.inner.front().kind == ChunkKind::kLimit &&
             c.inner.front().limit->relation == syntax::Relation::kNone && LengthOf(c.inner.front()))
      ++lengths;
    else if (!joins || named)
      return std::nullopt;
    before = &c;
  }
  if (names < 2 || names != lengths) return std::nullopt;
  Chunks out(chunks.begin(), chunks.end());
  for (Chunk& c : out) {
    if (c.kind == ChunkKind::kGroup) c = WithinLength(c.inner.front(), c.span);
  }
  return out;
}

std::optional<Chunks> Grammar::WashoutAsWindow(ChunkSpan chunks) const {
  const auto washout = [](const Chunk& c) { return c.Cue("washout"); };
  const auto given = [&](const Chunk& c) {
    return c.kind == ChunkKind::kName && (KindOf(c.name) == terms::Kind::kDrug || KindOf(c.name) == terms::Kind::kProcedure);
  };
  const auto passes = [](const Chunk& c) { return c.kind == ChunkKind::kFiller || c.kind == ChunkKind::kColon; };
  const auto lasts = [](const Chunk& c) { return LengthOf(c).has_value(); };
  if (!exclusion_ || AnyChunk(chunks, [](const Chunk& c) {
        return c.Cue("not") || c.Cue("if") || c.Cue("unless") || c.Cue("except") || c.Cue("relax") || c.Cue("require") || c.Cue("must");
      }))
    return std::nullopt;
  // The one time among chunks that say nothing else but that it is a washout; nothing when there is more.
  const auto only_time = [&](ChunkSpan run) -> const Chunk* {
    const Chunk* time = nullptr;
    for (const Chunk& c : run) {
      if (lasts(c) && time == nullptr)
        time = &c;
      else if (!passes(c) && !washout(c))
        return nullptr;
    }
    return time;
  };
  Chunks out(chunks.begin(), chunks.end());
  bool read = false;
  std::ptrdiff_t windows = 0;
  for (Chunk& c : out) {  // "X (washout: 4 weeks)"
    if (c.kind != ChunkKind::kGroup || !AnyOf(ChunkSpan(c.inner), washout)) continue;
    const Chunk* time = only_time(c.inner);
    if (time == nullptr) return std::nullopt;
    c = WithinLength(*time, c.span);
    read = true;
    ++windows;
  }
  if (const std::size_t at = FindChunk(out, washout); at < out.size()) {
    const ChunkSpan rest = ChunkSpan(out).subspan(at);
    const Chunk* time = only_time(rest);
    std::size_t from = at;
    while (from > 0 && passes(out[from - 1])) --from;
    std::size_t said = at;  // where the words of the washout begin
    const bool alone = std::all_of(rest.begin(), rest.end(), [&](const Chunk& c) { return passes(c) || washout(c); });
    if (time == nullptr && alone && from > 1 && lasts(out[from - 1])) {  // "X, 28 days washout"
      time = &out[from - 1];
      said = --from;
      while (from > 0 && (passes(out[from - 1]) || out[from - 1].kind == ChunkKind::kComma)) --from;
    }
    if (time == nullptr || from == 0 || AnyOf(ChunkSpan(out).first(from), [](const Chunk& c) {
          return c.kind == ChunkKind::kTime || c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kColon;
        }))
      return std::nullopt;
    Chunk within = WithinLength(*time, SpanOf(ChunkSpan(out).subspan(said)));
    out.resize(from);
    out.push_back(std::move(within));
    read = true;
    ++windows;
  }
  if (!read || !AnyOf(ChunkSpan(out), given)) return std::nullopt;
  // The windows of a list are shared among its limbs: only drugs, or one procedure, may stand in it, and nothing that says when or how.
  const auto is = [](ChunkKind kind) { return [kind](const Chunk& c) { return c.kind == kind; }; };
  const auto count = [&](ChunkKind kind) { return std::count_if(out.begin(), out.end(), is(kind)); };
  const auto drug = [&](const Chunk& c) { return c.kind == ChunkKind::kName && KindOf(c.name) == terms::Kind::kDrug; };
  const bool drugs = std::count_if(out.begin(), out.end(), drug) == count(ChunkKind::kName);
  if (!drugs && count(ChunkKind::kName) > 1) return std::nullopt;
  if (count(ChunkKind::kTime) != windows || count(ChunkKind::kLimit) > 0) return std::nullopt;
  // "History of A", "allergy to A", "who underwent a washout of A".
  if (AnyOf(ChunkSpan(out), [](const Chunk& c) { return c.kind == ChunkKind::kCue && !c.Cue("with"); })) return std::nullopt;
  return out;
}

}  // namespace eligo::parse
