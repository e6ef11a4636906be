#include "parse/mention_features.h"

#include <algorithm>
#include <string_view>

#include "parse/mentions.h"

namespace eligo::parse {
namespace {

using Hash = std::uint32_t;

constexpr Hash kSeed = 2166136261u;

constexpr Hash HashOf(std::string_view s, Hash h = kSeed) {
  for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}

constexpr Hash Mix(Hash a, Hash b) {
  Hash h = (a ^ (b * 0x85EBCA6Bu)) * 0xC2B2AE35u;
  return h ^ (h >> 15);
}

// What is known of one token, each as a hash.
struct Atoms {
  Hash word = 0;    // small letters, digits as 9
  Hash folded = 0;  // singular
  Hash prefix3 = 0, prefix4 = 0, suffix2 = 0, suffix3 = 0, suffix4 = 0;
  Hash shape = 0;                          // "Xx", "XX", "9.9"
  Hash tag = 0;                            // the chunk around it, and whether it begins there
  Hash rule = 0;                           // the mention of the rules around it, and whether it begins there
  Hash chunk_before = 0, chunk_after = 0;  // tags of the neighbouring chunks
  Hash chunk_last = 0;                     // the last word of the chunk around it
  Hash cue = 0;                            // the last cue before it in the sentence
  bool bracket = false;
};

constexpr Hash kEdge = HashOf("edge");

std::string Digits(std::string_view s) {
  std::string out(s.substr(0, 24));
  for (char& c : out) c = c >= '0' && c <= '9' ? '9' : c;
  return out;
}

// Runs of one kind of character count once, except that two capitals differ from one.
std::string Shape(std::string_view raw) {
  std::string out;
  for (const char c : raw.substr(0, 24)) {
    const char k = c >= 'A' && c <= 'Z' ? 'X' : c >= 'a' && c <= 'z' ? 'x' : c >= '0' && c <= '9' ? '9' : c;
    const std::size_t n = out.size();
    const bool again = n > 0 && out[n - 1] == k && (k != 'X' || (n > 1 && out[n - 2] == k));
    if (!again) out += k;
  }
  return out;
}

Hash TagOf(const Chunk& c, const terms::Terms& terms) {
  Hash h = Mix(HashOf("chunk"), static_cast<Hash>(c.kind));
  if (c.kind == ChunkKind::kName && !c.name->concepts.empty()) {
    const terms::Concept& known = terms.Get(c.name->concepts.front());
    h = Mix(h, 1 + static_cast<Hash>(known.kind));
  } else if (c.kind == ChunkKind::kCue || c.kind == ChunkKind::kState || c.kind == ChunkKind::kAnswer) {
    h = HashOf(c.word, h);
  } else if (c.kind == ChunkKind::kLimit) {
    h = Mix(h, (c.limit->relation == syntax::Relation::kNone ? 0u : 1u) + (c.limit->unit.empty() ? 0u : 2u));
  } else if (c.kind == ChunkKind::kTime) {
    h = Mix(h, static_cast<Hash>(c.time->kind));
  }
  return h;
}

// Chunks with the brackets opened again.
void Flatten(const Chunks& chunks, bool bracket, std::vector<std::pair<const Chunk*, bool>>& out) {
  for (const Chunk& c : chunks) {
    if (c.kind == ChunkKind::kGroup) {
      Flatten(c.inner, true, out);
    } else {
      out.emplace_back(&c, bracket);
    }
  }
}

void ChunkAtoms(const std::vector<Token>& tokens, const Chunks& chunks, const terms::Terms& terms, std::vector<Atoms>& atoms) {
  std::vector<std::pair<const Chunk*, bool>> flat;
  Flatten(chunks, false, flat);
  std::vector<Hash> tags;
  tags.reserve(flat.size());
  for (const auto& [c, bracket] : flat) tags.push_back(TagOf(*c, terms));
  Hash cue = kEdge;
  std::size_t t = 0;
  for (std::size_t k = 0; k < flat.size(); ++k) {
    const Chunk& c = *flat[k].first;
    while (t < tokens.size() && tokens[t].span.begin < c.span.begin) ++t;
    const std::size_t first = t;
    for (; t < tokens.size() && tokens[t].span.end <= c.span.end; ++t) {
      Atoms& a = atoms[t];
      a.tag = Mix(tags[k], t == first ? 11 : 12);
      a.bracket = flat[k].second;
      a.chunk_before = k > 0 ? tags[k - 1] : kEdge;
      a.chunk_after = k + 1 < flat.size() ? tags[k + 1] : kEdge;
      a.cue = cue;
    }
    for (std::size_t i = first; i < t; ++i) atoms[i].chunk_last = atoms[t - 1].folded;
    if (c.kind == ChunkKind::kCue) cue = tags[k];
    if (c.kind == ChunkKind::kStop || c.kind == ChunkKind::kSemicolon) cue = kEdge;
  }
}

void RuleAtoms(const std::vector<Token>& tokens, const std::vector<syntax::Mention>& mentions, std::vector<Atoms>& atoms) {
  std::size_t t = 0;
  for (const syntax::Mention& m : mentions) {
    while (t < tokens.size() && tokens[t].span.end <= m.span.begin) ++t;
    bool first = true;
    for (std::size_t i = t; i < tokens.size() && tokens[i].span.begin < m.span.end; ++i) {
      if (atoms[i].rule == 0) atoms[i].rule = Mix(HashOf(m.type), first ? 21 : 22);
      first = false;
    }
  }
}

std::vector<Atoms> AtomsOf(const std::vector<Token>& tokens) {
  std::vector<Atoms> out(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& t = tokens[i];
    Atoms& a = out[i];
    const std::string word = Digits(t.low);
    const std::string_view w = word;
    a.word = HashOf(w);
    a.folded = HashOf(Digits(t.text));
    const auto end = [&](std::size_t n) { return HashOf(w.size() > n ? w.substr(w.size() - n) : w); };
    a.prefix3 = HashOf(w.substr(0, 3));
    a.prefix4 = HashOf(w.substr(0, 4));
    a.suffix2 = end(2);
    a.suffix3 = end(3);
    a.suffix4 = end(4);
    a.shape = HashOf(Shape(t.raw), t.space_before ? kSeed : kSeed + 1);
  }
  return out;
}

}  // namespace

tagger::Sequence MentionFeatures(const std::vector<Token>& tokens, const Chunks& chunks, const std::vector<syntax::Mention>& mentions,
                                 bool exclusion, int depth, const terms::Terms& terms) {
  std::vector<Atoms> atoms = AtomsOf(tokens);
  ChunkAtoms(tokens, chunks, terms, atoms);
  RuleAtoms(tokens, mentions, atoms);
  static constexpr Atoms kOff = [] {
    Atoms a;
    a.word = a.folded = a.prefix3 = a.prefix4 = a.suffix2 = a.suffix3 = a.suffix4 = a.shape = a.tag = a.rule = kEdge;
    return a;
  }();
  const auto n = static_cast<std::ptrdiff_t>(tokens.size());
  const auto at = [&](std::ptrdiff_t i) -> const Atoms& { return i < 0 || i >= n ? kOff : atoms[static_cast<std::size_t>(i)]; };
  tagger::Sequence out;
  out.features.reserve(tokens.size() * 56);
  out.ends.reserve(tokens.size());
  const Hash section = exclusion ? 31 : 32;
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    const Atoms &a = at(i), &l = at(i - 1), &r = at(i + 1), &ll = at(i - 2), &rr = at(i + 2);
    Hash id = 0;  // each kind of feature has its own
    const auto add = [&](Hash h) {
      h = Mix(h, ++id);
      out.features.push_back(h == 0 ? 1 : h);
    };
    const auto add2 = [&](Hash x, Hash y) { add(Mix(x, y)); };
    const auto add3 = [&](Hash x, Hash y, Hash z) { add(Mix(Mix(x, y), z)); };
    add(kSeed);
    add(a.word);
    add(l.word);
    add(r.word);
    add(ll.word);
    add(rr.word);
    add2(l.word, a.word);
    add2(a.word, r.word);
    add2(ll.word, l.word);
    add2(r.word, rr.word);
    add2(l.word, r.word);
    add(a.folded);
    add(a.prefix3);
    add(a.prefix4);
    add(a.suffix2);
    add(a.suffix3);
    add(a.suffix4);
    add(l.suffix3);
    add(r.suffix3);
    add2(l.suffix3, a.suffix3);
    add2(a.suffix3, r.suffix3);
    add(a.shape);
    add2(l.shape, a.shape);
    add2(a.shape, r.shape);
    add(a.tag);
    add(l.tag);
    add(r.tag);
    add(ll.tag);
    add(rr.tag);
    add2(l.tag, a.tag);
    add2(a.tag, r.tag);
    add3(l.tag, a.tag, r.tag);
    add(a.rule);
    add2(l.rule, a.rule);
    add2(a.rule, r.rule);
    add3(l.rule, a.rule, r.rule);
    add2(a.rule, a.word);
    add2(a.tag, a.word);
    add2(l.tag, a.word);
    add2(a.word, r.tag);
    add2(l.word, a.tag);
    add2(a.tag, r.word);
    add2(a.chunk_before, a.tag);
    add2(a.tag, a.chunk_after);
    add3(a.chunk_before, a.tag, a.chunk_after);
    add2(a.tag, a.chunk_last);
    add2(a.cue, a.tag);
    add2(a.cue, a.word);
    add2(section, a.word);
    add2(section, a.rule);
    add2(static_cast<Hash>(std::min<std::ptrdiff_t>(i, 2)), a.tag);
    add2(i + 1 == n ? 1 : 0, a.tag);
    add2(a.bracket ? 1 : 0, a.tag);
    add2(depth > 0 ? 1 : 0, a.tag);
    out.ends.push_back(static_cast<std::uint32_t>(out.features.size()));
  }
  return out;
}

std::vector<MentionSequence> MentionSequences(const source::Protocol& protocol, const terms::Terms& terms) {
  std::vector<MentionSequence> out;
  LetterStore letters;
  for (const source::Item& item : protocol.items) {
    if (item.field >= 0 || !item.unread.empty()) continue;
    for (const source::Part& part : item.parts) {
      const CleanText clean = Clean(protocol.document.text, part.span);
      const std::vector<Token> tokens = Tokenize(clean, letters);
      const Chunks chunks = Nest(MakeChunks(clean, tokens, terms));
      std::vector<syntax::Mention> mentions;
      CollectMentions(chunks, protocol.document.text, terms, mentions);
      MentionSequence s;
      for (const Token& t : tokens) s.tokens.push_back(t.span);
      s.features = MentionFeatures(tokens, chunks, mentions, item.kind == source::Kind::kExclusion, part.depth, terms);
      out.push_back(std::move(s));
    }
  }
  return out;
}

}  // namespace eligo::parse
