// A thing that the lexicon does not know, named by its words: "poor sleep quality".
//
// Only a run of words that can be a noun phrase: none that turns, compares or connects, and a last word that is no adjective or
// participle. What is named so is unknown for every patient, as unread text is, but keeps what was said of it.
#include "parse/by_words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace eligo::parse {
namespace {

// Words that make a phrase more than a name.
constexpr std::array<WordKey, 169> kNoName = {
    "after",      "before",       "under",    "where",        "because",    "cannot",     "unable",   "failed",   "fail",       "than",
    "that",       "only",         "until",    "since",        "between",    "among",      "beyond",   "due",      "not",        "never",
    "nor",        "neither",      "but",      "however",      "although",   "though",     "while",    "whether",  "which",      "what",
    "how",        "why",          "more",     "less",         "fewer",      "greater",    "least",    "most",     "equal",      "exceeding",
    "older",      "younger",      "higher",   "lower",        "longer",     "shorter",    "using",    "used",     "use",        "taking",
    "have",       "had",          "has",      "was",          "were",       "will",       "would",    "could",    "should",     "may",
    "might",      "must",         "shall",    "can",          "do",         "does",       "did",      "if",       "unless",     "except",
    "including",  "excluding",    "other",    "another",      "same",       "such",       "like",     "too",      "also",       "yet",
    "still",      "already",      "again",    "once",         "twice",      "per",        "via",      "through",  "against",    "toward",
    "towards",    "despite",      "during",   "throughout",   "following",  "prior",      "they",     "them",     "we",         "our",
    "us",         "you",          "your",     "he",           "she",        "him",        "her",      "my",       "i",          "me",
    "expected",   "eligible",     "refuse",   "agree",        "want",       "wish",       "require",  "requires", "addition",   "contrast",
    "order",      "absence",      "presence", "view",         "accordance", "reason",     "reasons",  "opinion",  "time",       "times",
    "way",        "manner",       "part",     "parts",        "kind",       "number",     "amount",   "rest",     "fact",       "women",
    "men",        "patients",     "subjects", "participants", "those",      "answer",     "judgment", "decision", "discretion", "approval",
    "permission", "availability", "access",   "free",         "distinct",   "valid",      "adequate", "recent",   "frequent",   "present",
    "dosing",     "changes",      "change",   "potentially",  "affecting",  "associated", "related",  "one",      "thereof"};

// Endings of adjectives, adverbs and participles: such a word does not end a name.
constexpr std::array<std::string_view, 21> kNoNoun = {"ed",  "ing", "ly",  "al",   "ic",  "ive",  "ous",  "able", "ible", "ful", "less",
                                                      "ish", "oid", "ary", "ical", "est", "ized", "ised", "ular", "ious", "eal"};

bool Among(const auto& list, const KeyedWord& word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool Letters(std::string_view word) {
  return word.size() >= 3 &&
         std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }) &&
         !(word[0] >= '0' && word[0] <= '9');
}

// A word of what the model takes for a thing may be short, or no word of a dictionary: "T-cell", "PD1".
bool Word(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' || c == '?'; });
}

// All words are in one thing.
bool OneThing(ChunkSpan chunks) {
  int thing = 0;
  for (const Chunk& c : chunks) {
    if (c.kind != ChunkKind::kWord || c.word.size() < 2) continue;
    if (c.thing <= 0 || (thing != 0 && c.thing != thing)) return false;
    thing = c.thing;
  }
  return thing != 0;
}

bool EndsAsNoun(std::string_view word) {
  return std::none_of(kNoNoun.begin(), kNoNoun.end(),
                      [&](std::string_view end) { return word.size() > end.size() + 1 && word.ends_with(end); });
}

}  // namespace

bool EndsAsAdjective(std::string_view words) { return !EndsAsNoun(words.substr(words.rfind(' ') + 1)); }

std::optional<syntax::Name> NameByWords(ChunkSpan chunks) {
  const auto word = [](const Chunk& c) { return c.kind == ChunkKind::kWord && c.word.size() > 1; };
  const std::size_t first = FindChunk(chunks, word);
  if (first == chunks.size()) return std::nullopt;
  std::size_t last = first;
  for (std::size_t i = first; i < chunks.size(); ++i) {
    if (word(chunks[i])) last = i;
  }
  syntax::Name name;
  const bool marked = OneThing(chunks);
  if (chunks[first].thing > 0) name.kind = chunks[first].thing_kind;
  std::size_t words = 0;
  for (std::size_t i = first; i <= last; ++i) {
    const Chunk& c = chunks[i];
    const bool hyphen = c.kind == ChunkKind::kWord && c.word == "-";
    if (c.kind != ChunkKind::kWord && c.kind != ChunkKind::kFiller) return std::nullopt;
    if (!hyphen && !Letters(c.word) && !(marked && Word(c.word)) && c.word != "of") return std::nullopt;
    if (Among(kNoName, c.word)) return std::nullopt;
    if (c.kind == ChunkKind::kWord && !hyphen) ++words;
    name.text += (name.text.empty() || hyphen || name.text.back() == '-' ? "" : " ") + c.word.str();
  }
  // What the model takes for a time, a value or a quality ("late", "near") names nothing; "co-therapy" is no "co".
  if (chunks[last].thing < 0 || !(Letters(chunks[last].word) || chunks[last].capital)) return std::nullopt;
  // "disease", "function" behind the words belong to the name.
  std::size_t end = last;
  if (last + 1 < chunks.size() && chunks[last + 1].kind == ChunkKind::kFiller) {
    static constexpr std::array<WordKey, 20> kNouns = {
        "disease", "diseases", "condition", "conditions", "disorder",  "disorders",  "illness",     "illnesses", "function", "therapy",
        "event",   "events",   "treatment", "treatments", "therapies", "medication", "medications", "drug",      "drugs",    "agents"};
    if (Among(kNouns, chunks[last + 1].word)) {
      end = last + 1;
      name.text += " " + chunks[end].word.str();
    }
  }
  if (words > (marked ? 8 : 5) || (end == last && !EndsAsNoun(chunks[last].word))) return std::nullopt;
  name.span = Hull(chunks[first].span, chunks[end].span);
  return name;
}

}  // namespace eligo::parse
