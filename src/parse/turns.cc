#include "parse/turns.h"

#include <algorithm>

namespace eligo::parse {

namespace {

// Beside these "ALL" is a leukaemia.
constexpr std::string_view kOfBlood[] = {"leukemia", "lymphoma", "multiple_myeloma", "myelodysplastic_syndrome", "relapse"};

syntax::Relation Opposite(syntax::Relation relation) {
  switch (relation) {
    case syntax::Relation::kLess: return syntax::Relation::kGreaterEqual;
    case syntax::Relation::kLessEqual: return syntax::Relation::kGreater;
    case syntax::Relation::kGreaterEqual: return syntax::Relation::kLess;
    case syntax::Relation::kGreater: return syntax::Relation::kLessEqual;
    default: return syntax::Relation::kNone;
  }
}

}  // namespace

void AffirmLimits(Chunks& chunks) {
  for (std::size_t i = 0; i + 2 < chunks.size(); ++i) {
    if (!chunks[i].Cue("must") || !chunks[i + 1].Cue("not") || chunks[i].span != chunks[i + 1].span) continue;
    std::size_t k = i + 2;
    while (k < chunks.size() && chunks[k].kind == ChunkKind::kFiller) ++k;
    if (k == chunks.size() || chunks[k].kind != ChunkKind::kLimit) continue;
    const syntax::Relation opposite = Opposite(chunks[k].limit->relation);
    if (opposite == syntax::Relation::kNone) continue;
    syntax::Limit limit = *chunks[k].limit;
    limit.relation = opposite;
    limit.span = Hull(chunks[i].span, limit.span);
    chunks[k].limit = limit;
    chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    // "must not be < 90 or > 160": neither.
    for (std::size_t o = k; o < chunks.size() && chunks[o].kind != ChunkKind::kStop; ++o) {
      if (chunks[o].kind != ChunkKind::kOr && chunks[o].kind != ChunkKind::kAndOr) continue;
      chunks[o].kind = ChunkKind::kAnd;
      std::size_t v = o + 1;
      while (v < chunks.size() && (chunks[v].kind == ChunkKind::kFiller || chunks[v].kind == ChunkKind::kName)) ++v;
      const bool valued = v < chunks.size() && chunks[v].kind == ChunkKind::kLimit;
      const syntax::Relation turned = valued ? Opposite(chunks[v].limit->relation) : syntax::Relation::kNone;
      if (turned != syntax::Relation::kNone) {
        syntax::Limit other = *chunks[v].limit;
        other.relation = turned;
        chunks[v].limit = other;
      } else {
        Chunk block;
        block.kind = ChunkKind::kCue;
        block.word = "block";
        block.span = chunks[o].span;
        chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(o) + 1, block);
      }
    }
  }
}

void MinorAsAdjective(Chunks& chunks) {
  for (Chunk& c : chunks) {
    if (c.kind == ChunkKind::kName && c.name->text == "minor") c.kind = ChunkKind::kWord, c.word = KeyedWord("minor");
  }
}

namespace {

// "MEN 2", not "men 2 to 18 years": the syndrome.
void MenAsSyndrome(Chunks& chunks, const terms::Terms& terms) {
  const auto men = terms.Find("multiple_endocrine_neoplasia_2");
  for (std::size_t i = 0; men && i + 1 < chunks.size(); ++i) {
    const Chunk& next = chunks[i + 1];
    const bool two = next.kind == ChunkKind::kLimit && next.limit->relation == syntax::Relation::kNone && next.limit->unit.empty() &&
                     next.limit->value == units::Rational(2) && !next.limit->high;
    if (!chunks[i].Cue("male") || !chunks[i].shout || !two || (i > 0 && chunks[i - 1].shout)) continue;
    Chunk& c = chunks[i];
    c.kind = ChunkKind::kName;
    c.span = Hull(c.span, next.span);
    c.name = syntax::Name{c.span, "MEN 2", {*men}};
    chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

}  // namespace

void CapitalsAsNames(Chunks& chunks, const terms::Terms& terms) {
  MenAsSyndrome(chunks, terms);
  const auto small = [](const Chunk& c) { return c.kind == ChunkKind::kFiller && c.shout; };
  if (std::none_of(chunks.begin(), chunks.end(), small)) return;
  const auto ends = [&](std::size_t i) {
    return i >= chunks.size() || chunks[i].kind == ChunkKind::kComma || chunks[i].kind == ChunkKind::kOr ||
           chunks[i].kind == ChunkKind::kAnd || chunks[i].kind == ChunkKind::kSlash || chunks[i].kind == ChunkKind::kClose ||
           chunks[i].kind == ChunkKind::kSemicolon || chunks[i].kind == ChunkKind::kStop;
  };
  const auto all = terms.Find("acute_lymphoblastic_leukemia");
  const auto of_blood = [&](const Chunk& c) {
    if (c.kind != ChunkKind::kName || c.name->concepts.empty()) return false;
    return std::any_of(std::begin(kOfBlood), std::end(kOfBlood), [&](std::string_view id) {
      const auto found = terms.Find(id);
      return found && (c.name->concepts.front() == *found || terms.IsA(c.name->concepts.front(), *found));
    });
  };
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    Chunk& c = chunks[i];
    // A shouted sentence goes on in capitals.
    if (!small(c) || !ends(i + 1) || (i > 0 && chunks[i - 1].shout)) continue;
    if (c.word == "all") {
      if (!all || std::none_of(chunks.begin(), chunks.end(), of_blood)) continue;
      c.kind = ChunkKind::kName;
      c.name = syntax::Name{c.span, "ALL", {*all}};
    } else if (c.word == "as" || c.word == "he" || c.word == "it") {
      c.kind = ChunkKind::kWord;
      c.capital = true;
    }
  }
}

void NaiveAsNever(Chunks& chunks, const terms::Terms& terms) {
  const auto drug = [&](const Chunk& c) {
    return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms.Get(c.name->concepts.front()).kind == terms::Kind::kDrug;
  };
  // "naive to A or B", "A-naive, B failed": how far it reaches is not for us to say.
  const auto joins = [](const Chunk& c) {
    return c.kind == ChunkKind::kOr || c.kind == ChunkKind::kAndOr || c.kind == ChunkKind::kAnd || c.kind == ChunkKind::kComma ||
           c.kind == ChunkKind::kSlash || c.Cue("any_sex");
  };
  if (std::any_of(chunks.begin(), chunks.end(), joins)) return;
  const auto insert = [&](std::size_t at, Span span) {
    Chunk cue;
    cue.kind = ChunkKind::kCue;
    cue.span = span;
    cue.word = "not";
    chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(at), cue);
    cue.word = "history";
    chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(at) + 1, cue);
  };
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    if (chunks[i].kind != ChunkKind::kWord || chunks[i].word != "naive") continue;
    const Span span = chunks[i].span;
    std::size_t next = i + 1;
    while (next < chunks.size() && chunks[next].kind == ChunkKind::kFiller) ++next;
    std::size_t before = i;
    while (before > 0 && chunks[before - 1].kind == ChunkKind::kWord && chunks[before - 1].word == "-") --before;
    if (next > i + 1 && next < chunks.size() && drug(chunks[next])) {
      chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(i), chunks.begin() + static_cast<std::ptrdiff_t>(next));
      insert(i, span);
    } else if (before > 0 && drug(chunks[before - 1])) {
      chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(before), chunks.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      insert(before - 1, span);
      i = before + 1;
    }
  }
}

void AgesOfAdults(Chunks& chunks, const terms::Terms& terms) {
  const auto is = [&](const Chunk& c, std::string_view id) {
    return c.kind == ChunkKind::kName && !c.name->concepts.empty() && terms.Get(c.name->concepts.front()).id == id;
  };
  const auto age = terms.Find("age");
  constexpr int kAdult = 12 * 16;  // months: less is of something else
  for (std::size_t i = 0; age && i + 1 < chunks.size(); ++i) {
    if (!is(chunks[i], "adult") || chunks[i + 1].kind != ChunkKind::kGroup) continue;
    Chunks inner = chunks[i + 1].inner;
    const auto of_age = [&](const Chunk& c) { return is(c, "age") || (c.kind == ChunkKind::kWord && (c.word == "y" || c.word == "yr")); };
    const bool named = std::any_of(inner.begin(), inner.end(), of_age);
    std::erase_if(inner, [&](const Chunk& c) { return of_age(c) || c.kind == ChunkKind::kFiller; });
    const bool limit = inner.size() == 1 && inner.front().kind == ChunkKind::kLimit &&
                       (inner.front().age || inner.front().limit->unit.starts_with("year") ||
                        (named && inner.front().limit->unit.empty()) || inner.front().limit->unit == "y");
    const bool years = inner.size() == 1 && inner.front().kind == ChunkKind::kTime && inner.front().time->length &&
                       inner.front().time->length->period.months >= kAdult && inner.front().time->length->period.months % 12 == 0 &&
                       inner.front().time->length->period.days == 0 &&
                       (inner.front().time->kind == syntax::TimePhrase::Kind::kDuration || inner.front().time->open) &&
                       inner.front().time->anchor.empty() && inner.front().time->relation != syntax::Relation::kNone;
    if (!limit && !years) continue;
    syntax::Name name = *chunks[i].name;
    name.concepts = {*age};
    chunks[i].name = name;
    chunks[i + 1] = inner.front();
    if (limit && chunks[i + 1].limit->unit != "years") {
      syntax::Limit in_years = *chunks[i + 1].limit;
      in_years.unit = "years";
      chunks[i + 1].limit = in_years;
    }
  }
}

}  // namespace eligo::parse
