// Mentions by the trained model: its labels say where one begins and ends and of which type it is; the lexicon says which concept a
// mention of exactly a name's words is; the grammar's negations say what is negated.
//
// Tested by test/parse/tag_mentions_test.cc.
#include "parse/tag_mentions.h"

#include <algorithm>
#include <map>
#include <optional>

namespace eligo::parse {
namespace {

using syntax::Mention;

// From a negation to the end of its sentence, or of its bracket.
void Negated(const Chunks& chunks, bool negated, std::vector<Span>& out) {
  for (const Chunk& c : chunks) {
    if (c.kind == ChunkKind::kStop || c.kind == ChunkKind::kSemicolon) negated = false;
    if (c.kind == ChunkKind::kGroup) {
      Negated(c.inner, negated, out);
    } else if (c.Cue("not")) {
      negated = true;
    } else if (negated) {
      out.push_back(c.span);
    }
  }
}

void NamedBy(const Chunks& chunks, std::map<std::pair<int, int>, terms::ConceptId>& out) {
  for (const Chunk& c : chunks) {
    if (c.kind == ChunkKind::kGroup) NamedBy(c.inner, out);
    if (c.kind == ChunkKind::kName && !c.name->concepts.empty()) out.try_emplace({c.span.begin, c.span.end}, c.name->concepts.front());
  }
}

std::optional<terms::Kind> KindOf(std::string_view type) {
  if (type == "Condition") return terms::Kind::kCondition;
  if (type == "Drug") return terms::Kind::kDrug;
  if (type == "Procedure") return terms::Kind::kProcedure;
  if (type == "Measurement") return terms::Kind::kMeasurement;
  if (type == "Observation") return terms::Kind::kObservation;
  return std::nullopt;
}

bool IsThing(std::string_view type) { return type != "Value" && type != "Temporal" && type != "Negation"; }

}  // namespace

std::vector<Mention> MentionsOf(const std::vector<tagger::Label>& labels, const std::vector<Token>& tokens, const Chunks& chunks,
                                const std::vector<Mention>& rules) {
  std::vector<Mention> out;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == tagger::kOutside) continue;
    if (tagger::IsBegin(labels[i]) || i == 0 || labels[i - 1] == tagger::kOutside) {
      out.emplace_back();
      out.back().type = tagger::kTypes[tagger::TypeIndex(labels[i])];
      out.back().span = tokens[i].span;
    } else {
      out.back().span.end = tokens[i].span.end;
    }
  }
  std::map<std::pair<int, int>, terms::ConceptId> names;
  for (const Mention& m : rules) {
    if (m.concept_id) names.try_emplace({m.span.begin, m.span.end}, *m.concept_id);
  }
  NamedBy(chunks, names);
  std::vector<Span> negated;
  Negated(chunks, false, negated);
  for (Mention& m : out) {
    if (!IsThing(m.type)) continue;
    if (const auto name = names.find({m.span.begin, m.span.end}); name != names.end()) m.concept_id = name->second;
    m.negated = std::any_of(negated.begin(), negated.end(), [&](Span s) { return s.Overlaps(m.span); });
  }
  return out;
}

void MarkThings(const std::vector<Mention>& mentions, Chunks& chunks) {
  for (Chunk& c : chunks) {
    if (c.kind == ChunkKind::kGroup) MarkThings(mentions, c.inner);
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      const auto kind = KindOf(mentions[i].type);
      if (!mentions[i].span.Contains(c.span)) continue;
      c.thing = kind ? static_cast<int>(i) + 1 : -1;
      c.thing_kind = kind.value_or(terms::Kind::kCondition);
    }
  }
}

}  // namespace eligo::parse
