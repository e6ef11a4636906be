// Chunks: the tokens of an item grouped into the phrases that the grammar works on.
//
// Names of the lexicon, limits, lengths of time with their anchors, grades, counts, states, answers,
// cues ("history of", "received", "except"), connectives. What is none of these stays a kWord.
// The longest phrase wins; no phrase looks back.
// Tested by test/parse/*.txt.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "parse/token.h"
#include "syntax/syntax.h"
#include "terms/terms.h"

namespace eligo::parse {

enum class ChunkKind {
  kName,
  kLimit,
  kTime,
  kCount,
  kGrade,
  kState,   // word: "active"
  kAnswer,  // word: "positive"
  kCue,     // word: "history", "exposure", "not", "example", "except", ...: see cues.cc
  kAnd,
  kOr,
  kAndOr,
  kSlash,
  kComma,
  kSemicolon,
  kColon,
  kStop,  // the end of a sentence
  kOpen,  // ( or [
  kClose,
  kGroup,   // a bracketed run, after Nest(): its chunks are `inner`
  kFiller,  // says nothing of its own: "patients who have"
  kWord     // not known to the grammar
};

// What most chunks do not have, so that a chunk is small: kept apart, and shared by its copies. An empty one reads as T{}.
// The count of its owners is a plain number: the chunks of an item stay with the thread that reads it.
template <typename T>
class Part {
 public:
  Part() = default;
  Part(T value) : shared_(new Shared{std::move(value), 1}) {}  // NOLINT(google-explicit-constructor): as if it were a T
  Part(const Part& other) : shared_(other.shared_) {
    if (shared_ != nullptr) ++shared_->owners;
  }
  Part(Part&& other) noexcept : shared_(std::exchange(other.shared_, nullptr)) {}
  Part& operator=(Part other) noexcept {
    std::swap(shared_, other.shared_);
    return *this;
  }
  ~Part() {
    if (shared_ != nullptr && --shared_->owners == 0) delete shared_;
  }
  const T& operator*() const { return shared_ != nullptr ? shared_->value : Empty(); }
  const T* operator->() const { return &**this; }
  operator const T&() const { return **this; }  // NOLINT(google-explicit-constructor): as if it were a T

 private:
  static const T& Empty() {
    static const T kEmpty;
    return kEmpty;
  }
  struct Shared {
    const T value;
    std::size_t owners;
  };
  Shared* shared_ = nullptr;
};

struct Chunk {
  ChunkKind kind = ChunkKind::kWord;
  Span span;
  KeyedWord word;  // stands in the LetterStore of the tokens, or is a word of the grammar's own
  Part<syntax::Name> name;
  Part<syntax::Limit> limit;
  Part<syntax::TimePhrase> time;
  syntax::CountPhrase count;
  Part<syntax::Grade> grade;
  std::vector<Chunk> inner;  // of a kGroup, and of the cue "examples": what stands in it
  bool inherited = false;    // from the lead of a list: it says something, but stands elsewhere
  bool age = false;          // a limit in "years old", "years of age"
  bool refuses = false;      // the cue "consent", written "unwilling", "inability", "refuse"
  // The cue "exposure", written "received", "underwent"; the cue "history", written "history or"; the cue "block", written "stopped".
  bool past = false;
  // The cue "block", written "with or without"; the cue "exposure", written "using"; the cue "example", written "includes"; the cue "not",
  // written "non"; the cue "history", written "ever", "at any time"; a time, written "since diagnosis"; the cue "relax", written "allowed";
  // the cue "consent", written "planned"; the cue "defined", written "as shown by"; an answer,
  // written "have a negative".
  bool uses = false;
  bool another = false;  // the cue "block", written "mother", "family", "donor": of another person
  bool fails = false;    // the cue "block" or "controlled_by", written "intolerant", "failed", "refractory to": of a drug
  bool no = false;       // the cue "not", written "no ...": among what excludes it states what must be absent
  bool kin = false;      // the cue "block", written "family", "relative"
  // A word that the model of mentions takes for a part of a thing: which, counted from 1, and of what kind.
  // -1 in a mention of something else: a time, a value.
  int thing = 0;
  terms::Kind thing_kind = terms::Kind::kCondition;
  bool capital = false;  // a word or name that begins with a capital letter
  bool shout = false;    // a word of capitals and digits only, or of one small letter among them

  bool Cue(WordKey w) const { return kind == ChunkKind::kCue && word == w; }
};

using Chunks = std::vector<Chunk>;

// Bracketed runs become one chunk each; brackets without a partner are dropped.
Chunks Nest(Chunks flat);

// `spare` gives its memory.
Chunks MakeChunks(const CleanText& text, const std::vector<Token>& tokens, const terms::Terms& terms, Chunks spare = {});

}  // namespace eligo::parse
