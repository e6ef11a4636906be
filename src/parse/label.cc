#include "parse/label.h"

namespace eligo::parse {

bool CountsAfterDefined(ChunkSpan before) {
  while (!before.empty() && before.back().kind == ChunkKind::kFiller) before = before.first(before.size() - 1);
  return !before.empty() && before.back().Cue("defined");
}

bool ListsExceptions(ChunkSpan before) {
  while (!before.empty() && (before.back().kind == ChunkKind::kFiller || before.back().Cue("following") || before.back().Cue("any_of") ||
                             before.back().kind == ChunkKind::kComma))
    before = before.first(before.size() - 1);
  return before.size() > 1 && before.back().Cue("except");
}

std::size_t CountOf(ChunkSpan label) {
  std::size_t last = label.size();
  for (std::size_t i = label.size(); i-- > 0;) {
    if (label[i].kind != ChunkKind::kCount) continue;
    if (last == label.size()) last = i;
    if (label[i].count.of_list || (i + 1 < label.size() && (label[i + 1].Cue("following") || label[i + 1].Cue("any_of")))) return i;
  }
  return last;
}

std::size_t ListBehindAnd(ChunkSpan chunks, bool exclusion) {
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  const auto either = [](const Chunk& c) { return c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr; };
  const auto parts = [](const Chunk& c) {
    return c.kind == ChunkKind::kColon || c.kind == ChunkKind::kSemicolon || c.kind == ChunkKind::kStop;
  };
  for (std::size_t i = 1; i + 2 < chunks.size(); ++i) {
    if (chunks[i].kind != ChunkKind::kAnd) continue;
    const Chunk& next = chunks[i + 1];
    const bool one = next.kind == ChunkKind::kCount && next.count.of_list && next.count.value == 1;
    const bool counts = one || next.Cue("any_of") || next.word == "either";
    const ChunkSpan before = chunks.first(i), list = chunks.subspan(i + 1);
    const bool more =
        AnyOf(before, [](const Chunk& c) { return c.kind == ChunkKind::kComma || c.kind == ChunkKind::kAnd || c.Cue("not"); });
    if (exclusion && more) continue;
    if (counts && AnyOf(before, named) && !AnyOf(before, either) && AnyOf(list, named) && AnyOf(list, either) && !AnyOf(chunks, parts))
      return i;
  }
  return 0;
}

bool LabelsGroups(ChunkSpan chunks) {
  for (std::size_t i = 0; i + 2 < chunks.size(); ++i) {
    const Chunk& c = chunks[i];
    const bool group = c.kind == ChunkKind::kWord && (c.word == "cohort" || c.word == "arm" || c.word == "group" || c.word == "panel");
    const auto colon = [&](std::size_t k) { return k < chunks.size() && chunks[k].kind == ChunkKind::kColon; };
    if (group && (colon(i + 2) || colon(i + 3))) return true;
  }
  return false;
}

std::size_t LastLimb(ChunkSpan label) {
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  if (AnyChunk(label,
               [](const Chunk& c) { return c.Cue("not") || c.Cue("except") || c.Cue("unless") || c.Cue("judge") || c.Cue("judge_weak"); }))
    return 0;
  for (std::size_t i = label.size(); i-- > 1;) {
    const ChunkKind kind = label[i].kind;
    if (kind != ChunkKind::kOr && kind != ChunkKind::kAndOr && kind != ChunkKind::kAnd && kind != ChunkKind::kComma) continue;
    if (AnyOf(label.subspan(i), named)) return AnyOf(label.first(i), named) ? i : 0;
  }
  return 0;
}

bool ListsThings(ChunkSpan label) {
  const auto named = [](const Chunk& c) { return c.kind == ChunkKind::kName; };
  for (std::size_t i = 1; i + 1 < label.size(); ++i) {
    const ChunkKind kind = label[i].kind;
    if (kind != ChunkKind::kOr && kind != ChunkKind::kAndOr && kind != ChunkKind::kAnd && kind != ChunkKind::kComma) continue;
    const auto thing = [](const Chunk& c) { return c.kind == ChunkKind::kName || c.kind == ChunkKind::kWord; };
    if (AnyOf(label.first(i), named) && AnyOf(label.subspan(i + 1), thing)) return true;
  }
  return false;
}

}  // namespace eligo::parse
