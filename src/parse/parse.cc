#include "parse/parse.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "parse/aside.h"
#include "parse/chunk.h"
#include "parse/chunk_span.h"
#include "parse/class_list.h"
#include "parse/grammar.h"
#include "parse/mention_features.h"
#include "parse/mentions.h"
#include "parse/tag_mentions.h"
#include "parse/token.h"
#include "parse/turns.h"
#include "tagger/model.h"

namespace eligo::parse {
namespace {

using syntax::Node;
using NodeKind = syntax::Node::Kind;

constexpr int kTail = 20;  // characters in which the "or" at the end of a criterion stands

struct PartRead {
  Chunks chunks;
  int depth = 0;
  Span span;
};

bool EndsWithOr(const Chunks& chunks) {
  auto last = chunks.rbegin();
  while (last != chunks.rend() &&
         (last->kind == ChunkKind::kComma || last->kind == ChunkKind::kSemicolon || last->kind == ChunkKind::kStop ||
          last->kind == ChunkKind::kColon || (last->kind == ChunkKind::kWord && last->word == "-")))
    ++last;
  return last != chunks.rend() && (last->kind == ChunkKind::kOr || last->kind == ChunkKind::kAndOr);
}

// "> 18 years", "subjects must be at least 18 years", and nothing else in the whole criterion: an age.
std::optional<Node> BareAge(ChunkSpan chunks, const terms::Terms& terms) {
  const std::size_t time = FindChunk(chunks, [](const Chunk& c) { return c.kind == ChunkKind::kTime; });
  const auto age = terms.Find("age");
  constexpr int kGrown = 12 * 12;  // months; fewer years may be of a disease
  if (time == chunks.size() || !age || chunks[time].uses || !Years(chunks[time].time) || chunks[time].time->length->period.months < kGrown)
    return std::nullopt;
  static constexpr std::array<WordKey, 6> kBeside = {"study", "the", "be", "is", "are", "old"};
  const bool only = std::all_of(chunks.begin(), chunks.end(), [&](const Chunk& c) {
    const bool person =
        NamesPersons(c) || (c.kind == ChunkKind::kFiller && std::find(kBeside.begin(), kBeside.end(), c.word) != kBeside.end());
    return &c == &chunks[time] || person || c.kind == ChunkKind::kStop || c.kind == ChunkKind::kComma || c.kind == ChunkKind::kSemicolon ||
           c.Cue("must");
  });
  if (!only) return std::nullopt;
  syntax::Clause clause;
  clause.span = chunks[time].span;
  clause.heads.push_back({clause.span, "age", {*age}});
  clause.times = {chunks[time].time};
  if (!TimeAsLimit(clause)) return std::nullopt;
  return MakeLeaf(std::move(clause));
}

// An entry and what is nested under it.
Node ReadParts(Grammar& grammar, const std::vector<PartRead>& parts, std::size_t begin, std::size_t end, const Chunks& inherited,
               int level) {
  const PartRead& first = parts[begin];
  Chunks joined;
  if (!inherited.empty()) {
    joined.reserve(inherited.size() + first.chunks.size());
    joined = inherited;
    joined.insert(joined.end(), first.chunks.begin(), first.chunks.end());
  }
  const Chunks& own = inherited.empty() ? first.chunks : joined;
  if (begin + 1 == end || level > 16) {
    if (begin + 1 == end) return grammar.Text(own);
    std::vector<Node> nodes;
    nodes.push_back(grammar.Text(own));
    for (std::size_t i = begin + 1; i < end; ++i) nodes.push_back(grammar.Text(parts[i].chunks));
    return MakeJoin(NodeKind::kAnd, std::move(nodes));
  }
  // "History of cancer, apart from:": the entries lift the lead, which is not read yet.
  const auto last = std::find_if(own.rbegin(), own.rend(), [](const Chunk& c) {
    return c.kind != ChunkKind::kColon && c.kind != ChunkKind::kFiller && c.kind != ChunkKind::kComma && !c.Cue("following") &&
           !c.Cue("any_of");
  });
  if (last != own.rend() && (last->Cue("except") || last->Cue("unless"))) {
    Span whole = first.span;
    for (std::size_t i = begin; i < end; ++i) whole = Hull(whole, parts[i].span);
    return MakeUnread(whole, "a list of exceptions");
  }
  Chunks under;
  for (std::size_t i = begin + 1; i < end; ++i) under.insert(under.end(), parts[i].chunks.begin(), parts[i].chunks.end());
  const Grammar::Lead lead = grammar.ReadLead(own, under);
  if (lead.planned) {
    Node planned = *lead.own;
    for (std::size_t i = begin; i < end; ++i) planned.span = Hull(planned.span, parts[i].span);
    return planned;
  }
  if (lead.turned) {
    Span whole = first.span;
    for (std::size_t i = begin; i < end; ++i) whole = Hull(whole, parts[i].span);
    return MakeUnread(whole, "a lead that may turn the sense of its list");
  }
  std::vector<Node> entries;
  const int depth = parts[begin + 1].depth;
  for (std::size_t i = begin + 1; i < end;) {
    std::size_t j = i + 1;
    while (j < end && parts[j].depth > depth) ++j;
    if (!entries.empty() && j == i + 1 && grammar.Waive(parts[i].chunks, entries.back())) {
      i = j;
      continue;
    }
    entries.push_back(ReadParts(grammar, parts, i, j, lead.inherited, level + 1));
    // "Without previous treatment": an entry of which nothing was understood is one more way, or one more thing that is asked.
    if (entries.back().kind == NodeKind::kNone && AnyOf(ChunkSpan(parts[i].chunks), [](const Chunk& c) { return c.Cue("not"); }))
      entries.back() = MakeUnread(parts[i].span, "nothing in it was understood");
    i = j;
  }
  // "creatinine <= ULN OR" at the end of an entry: its entries are alternatives, if all of them say so.
  std::size_t ends = 0, members = 0;
  for (std::size_t i = begin + 1; i < end;) {
    std::size_t j = i + 1;
    while (j < end && parts[j].depth > depth) ++j;
    ++members;
    if (j < end && EndsWithOr(parts[j - 1].chunks)) ++ends;
    i = j;
  }
  const bool alternatives = lead.join == NodeKind::kAnd && ends > 0;
  if (alternatives && ends + 1 < members) {
    Span whole = first.span;
    for (std::size_t i = begin; i < end; ++i) whole = Hull(whole, parts[i].span);
    return MakeUnread(whole, "entries of which some are alternatives");
  }
  // "A man, or a woman with a negative test", entries of which one is enough: who is asked the second must be one, or it lets in everybody
  // else.
  if (!grammar.exclusion() && (lead.join == NodeKind::kOr || lead.join == NodeKind::kAtLeast || alternatives)) {
    for (Node& e : entries) {
      if (e.kind == NodeKind::kIf && e.of.size() == 2) e.kind = NodeKind::kAnd;
    }
  }
  Node list;
  if (lead.join == NodeKind::kAtLeast) {
    list.kind = NodeKind::kAtLeast;
    list.count = lead.count;
    list.span = first.span;
    for (const Node& e : entries) list.span = Hull(list.span, e.span);
    list.of = std::move(entries);
  } else {
    if (lead.own && lead.own_is_member) entries.insert(entries.begin(), *lead.own);
    list = MakeJoin(alternatives ? NodeKind::kOr : lead.join, std::move(entries));
  }
  if (lead.own && !lead.own_is_member) {
    std::vector<Node> both;
    both.push_back(*lead.own);
    both.push_back(std::move(list));
    return MakeJoin(NodeKind::kAnd, std::move(both));
  }
  return list;
}

}  // namespace

syntax::Protocol Parse(const source::Protocol& protocol, const terms::Terms& terms) {
  syntax::Protocol out;
  out.items.reserve(protocol.items.size());
  const tagger::Model model(terms.model());
  bool hung = false;  // the criterion before ended in "or"
  // Of one part, and the words of one item: kept for the memory they hold.
  CleanText clean;
  std::vector<Token> tokens;
  LetterStore letters;
  Chunks spare;
  for (std::size_t i = 0; i < protocol.items.size(); ++i) {
    const source::Item& item = protocol.items[i];
    if (item.field >= 0) continue;  // structured fields are bound without reading
    syntax::Item read;
    read.source = static_cast<int>(i);
    if (!item.unread.empty()) {
      read.node = MakeUnread(item.span, item.unread);
      out.items.push_back(std::move(read));
      LetterStore tail;
      const CleanText end = Clean(protocol.document.text, {std::max(item.span.begin, item.span.end - kTail), item.span.end});
      hung = item.kind == source::Kind::kInclusion && EndsWithOr(MakeChunks(end, Tokenize(end, tail), terms));
      continue;
    }
    Grammar grammar(terms, item.kind == source::Kind::kExclusion);
    std::vector<PartRead> parts;
    parts.reserve(item.parts.size());
    letters.Clear();
    for (const source::Part& part : item.parts) {
      Clean(protocol.document.text, part.span, clean);
      PartRead p;
      Tokenize(clean, letters, tokens);
      DropAsides(tokens, read.asides);
      p.chunks = Nest(MakeChunks(clean, tokens, terms, std::move(spare)));
      AgesOfAdults(p.chunks, terms);
      spare = {};
      p.depth = part.depth;
      p.span = part.span;
      if (model.empty()) {
        if (parts.empty()) read.mentions.reserve(p.chunks.size() / 2);
        CollectMentions(p.chunks, protocol.document.text, terms, read.mentions);
      } else {
        std::vector<syntax::Mention> mentions;
        CollectMentions(p.chunks, protocol.document.text, terms, mentions);
        const tagger::Sequence features =
            MentionFeatures(tokens, p.chunks, mentions, item.kind == source::Kind::kExclusion, part.depth, terms);
        mentions = MentionsOf(model.Tag(features), tokens, p.chunks, mentions);
        MarkThings(mentions, p.chunks);
        std::move(mentions.begin(), mentions.end(), std::back_inserter(read.mentions));
      }
      parts.push_back(std::move(p));
    }
    // Paragraphs of one item, each with the list under it: they join as sentences do, or by an "or" of their own.
    const bool exclusion = item.kind == source::Kind::kExclusion;
    for (std::size_t begin = 0; begin < parts.size();) {
      std::size_t end = begin + 1;
      while (end < parts.size() && parts[end].depth > parts[begin].depth) ++end;
      const bool alternative = exclusion || (begin > 0 && EndsWithOr(parts[begin - 1].chunks)) ||
                               (!parts[begin].chunks.empty() && parts[begin].chunks.front().kind == ChunkKind::kOr);
      std::optional<Node> age = parts.size() == 1 ? BareAge(parts.front().chunks, terms) : std::nullopt;
      Node paragraph = age ? std::move(*age) : ReadParts(grammar, parts, begin, end, {}, 0);
      if (read.node.kind == NodeKind::kNone) {
        read.node = std::move(paragraph);
      } else if (paragraph.kind != NodeKind::kNone) {
        std::vector<Node> both;
        both.push_back(std::move(read.node));
        both.push_back(std::move(paragraph));
        read.node = MakeJoin(alternative ? NodeKind::kOr : NodeKind::kAnd, std::move(both));
      }
      begin = end;
    }
    // Only words about sex, or none at all, may restrict nobody; anything else that came to nothing was not read.
    const auto says = [](const Chunk& c) {
      const bool sex = c.Cue("any_sex") || c.Cue("male") || c.Cue("female");
      return !sex && c.kind != ChunkKind::kFiller && c.kind != ChunkKind::kComma && c.kind != ChunkKind::kStop &&
             c.kind != ChunkKind::kSemicolon && c.kind != ChunkKind::kColon && c.kind != ChunkKind::kAnd && c.kind != ChunkKind::kOr &&
             c.kind != ChunkKind::kAndOr && c.kind != ChunkKind::kSlash && c.kind != ChunkKind::kGroup &&
             !(c.kind == ChunkKind::kWord && c.word.size() <= 1);
    };
    if (read.node.kind == NodeKind::kNone) {
      const bool content =
          std::any_of(parts.begin(), parts.end(), [&](const PartRead& p) { return std::any_of(p.chunks.begin(), p.chunks.end(), says); });
      if (content) read.node = MakeUnread(item.span, "nothing in it was understood");
    }
    // "... OR" at the end of a criterion makes the next one its alternative; as two criteria neither says what was meant.
    const bool hangs = !exclusion && !parts.empty() && EndsWithOr(parts.back().chunks) && i + 1 < protocol.items.size() &&
                       protocol.items[i + 1].kind == item.kind;
    if (hangs || hung) read.node = MakeUnread(item.span, "two criteria of which either is enough");
    hung = hangs;
    SpreadClasses(read.node);
    read.remarks = grammar.remarks();
    read.asides.insert(read.asides.end(), grammar.asides().begin(), grammar.asides().end());
    for (const Span aside : read.asides) read.remarks.push_back({"kAside", aside, "restricts nobody; set aside"});
    if (!parts.empty()) spare = std::move(parts.front().chunks);
    const auto before = [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; };
    if (!std::is_sorted(read.mentions.begin(), read.mentions.end(), before))  // the rule; a stable sort takes memory of its own
      std::stable_sort(read.mentions.begin(), read.mentions.end(), before);
    out.items.push_back(std::move(read));
  }
  return out;
}

}  // namespace eligo::parse
