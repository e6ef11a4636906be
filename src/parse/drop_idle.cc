// Words of a list that restrict nobody.
// Tested by test/bind/dropped.txt.
#include <algorithm>
#include <array>

#include "parse/fold_lists.h"

namespace eligo::parse {

namespace {

bool Opposite(const Chunk& a, const Chunk& b) {
  static constexpr std::array<std::array<WordKey, 2>, 4> kPairs = {
      {{"treated", "untreated"}, {"symptomatic", "asymptomatic"}, {"acute", "chronic"}, {"active", "inactive"}}};
  const auto word = [](const Chunk& c) {
    return c.kind == ChunkKind::kState || c.kind == ChunkKind::kWord || c.kind == ChunkKind::kFiller;
  };
  return word(a) && word(b) && std::any_of(kPairs.begin(), kPairs.end(), [&](const auto& p) {
           return (a.word == p[0] && b.word == p[1]) || (a.word == p[1] && b.word == p[0]);
         });
}

void Erase(Chunks& chunks, std::size_t from, std::size_t to) {
  chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(from), chunks.begin() + static_cast<std::ptrdiff_t>(to));
}

}  // namespace

void DropIdle(Chunks& chunks, const terms::Terms& terms) {
  const auto condition = [&](const Chunk& c) {
    return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms.Get(c.name->concepts.front()).kind == terms::Kind::kCondition;
  };
  const auto comma = [](const Chunk& c) { return c.kind == ChunkKind::kComma; };
  for (std::size_t i = 1; i < chunks.size(); ++i) {
    // "asthma with or without rhinitis": the asthma.
    if (chunks[i].Cue("block") && chunks[i].uses && condition(chunks[i - 1])) {
      std::size_t k = i + 1;
      while (k < chunks.size() && (chunks[k].kind == ChunkKind::kFiller || chunks[k].kind == ChunkKind::kState)) ++k;
      const bool ends = k + 1 >= chunks.size() || Separator(chunks[k + 1]) || chunks[k + 1].kind == ChunkKind::kTime;
      if (k < chunks.size() && condition(chunks[k]) && ends) {
        Erase(chunks, i, k + 1);
        --i;
        continue;
      }
    }
    // "cancer, treated or untreated, within 5 years": any.
    if (i + 3 < chunks.size() && comma(chunks[i]) && Opposite(chunks[i + 1], chunks[i + 3]) && chunks[i + 2].kind == ChunkKind::kOr &&
        (i + 4 == chunks.size() || comma(chunks[i + 4]))) {
      const bool time = i + 5 < chunks.size() && chunks[i + 5].kind == ChunkKind::kTime;
      Erase(chunks, i, i + 4 + (time ? 1 : 0));
      --i;
      continue;
    }
    // "..., regardless of whether it came back": to the end of the list, where no value stands in it.
    if (chunks[i].kind == ChunkKind::kWord && (chunks[i].word == "regardless" || chunks[i].word == "irrespective")) {
      const ChunkSpan rest = ChunkSpan(chunks).subspan(i);
      // "regardless of whether ... or ..." goes on; "regardless of stage or HIV" may have ended.
      const bool whether = AnyOf(rest, [](const Chunk& c) { return c.word == "whether"; });
      const auto more = [&](const Chunk& c) {
        return c.kind == ChunkKind::kLimit || c.kind == ChunkKind::kComma || c.kind == ChunkKind::kSemicolon ||
               c.kind == ChunkKind::kTime || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kAnswer || c.kind == ChunkKind::kGrade ||
               c.kind == ChunkKind::kGroup || (!whether && (c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr)) || c.Cue("not") ||
               c.Cue("except") || c.Cue("unless") || c.Cue("if") || c.Cue("exposure");
      };
      if (!AnyOf(rest, more)) {
        std::size_t from = i;
        while (from > 0 && comma(chunks[from - 1])) --from;
        Erase(chunks, from, chunks.size());
        return;
      }
    }
  }
}

}  // namespace eligo::parse
