#include "parse/chunk.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <tuple>
#include <utility>

#include "parse/class_list.h"
#include "parse/cues.h"
#include "parse/openings.h"
#include "parse/pressure.h"
#include "parse/quantity.h"
#include "parse/time_phrase.h"
#include "parse/turns.h"
#include "source/utf8.h"
#include "syntax/refusal.h"
#include "terms/fold.h"

namespace eligo::parse {
namespace {

constexpr std::size_t kLongestName = 12;  // words

// Does a mark that separates stand between two words? A name does not run over a bracket, a semicolon, a comma or stop before a space.
bool Separates(std::u32string_view gap, bool brackets) {
  if (gap.size() == 1 && gap[0] == U' ') return false;
  for (std::size_t i = 0; i < gap.size(); ++i) {
    const char32_t c = gap[i];
    const bool space = i + 1 < gap.size() && gap[i + 1] == U' ';
    if (c == U';' || c == U':' || ((c == U',' || c == U'.') && space)) return true;
    if (!brackets && (c == U'(' || c == U')' || c == U'[' || c == U']')) return true;
  }
  return false;
}

// "lower gastrointestinal (small intestine) involvement": what opens in it closes in it.
bool ClosesBrackets(std::u32string_view text, int begin, int end) {
  int open = 0;
  for (int i = begin; i < end; ++i) {
    const char32_t c = text[static_cast<std::size_t>(i)];
    open += c == U'(' || c == U'[' ? 1 : c == U')' || c == U']' ? -1 : 0;
    if (open < 0) return false;
  }
  return open == 0;
}

// Words without abbreviations in brackets: "central nervous system (CNS) disease" has the name of the disease.
bool Abbreviation(std::u32string_view text, Span word) {
  const auto before = static_cast<std::size_t>(word.begin);
  const auto after = static_cast<std::size_t>(word.end);
  return before > 0 && text[before - 1] == U'(' && after < text.size() && text[after] == U')' && word.length() <= 8;
}

// Words that the grammar reads itself, whatever names the lexicon holds: a name neither begins with a result or a need, nor runs
// over a cause, a negation or a duty.
template <std::size_t N>
consteval std::uint64_t BitsOf(const WordKey (&list)[N]) {
  std::uint64_t bits = 0;
  for (const WordKey w : list) bits |= w.bit();
  return bits;
}
// Nearly always it is none of them, which its bit tells.
template <std::size_t N>
bool AnyWord(WordKey word, const WordKey (&list)[N], std::uint64_t bits) {
  return (word.bit() & bits) != 0 && std::find(std::begin(list), std::end(list), word) != std::end(list);
}
bool OpensSense(WordKey word) {
  static constexpr WordKey kWords[] = {"requiring", "positive", "negative", "elevated", "history", "no", "not", "without"};
  static constexpr std::uint64_t kBits = BitsOf(kWords);
  return AnyWord(word, kWords, kBits);
}
bool TurnsSense(WordKey word) {
  static constexpr WordKey kWords[] = {"caused", "due", "must", "not", "without", "requiring", "required", "unless", "except"};
  static constexpr std::uint64_t kBits = BitsOf(kWords);
  return AnyWord(word, kWords, kBits);
}

// Where the lexicon's names begin: the longest name at a token. A name ends where a token ends.
class Names {
 public:
  struct Named {
    std::size_t tokens = 0;
    syntax::Name name;
  };

  Names(const CleanText& clean, const std::vector<Token>& tokens, const terms::Terms& terms) : at_(tokens.size(), 0) {
    names_.reserve(tokens.size() / 4 + 2);
    std::vector<Folded> words;
    std::vector<terms::Word> folded;  // if the tokens are not the words that terms::Fold makes
    if (!FoldTokens(clean.text, tokens, words)) {
      folded = terms::Fold(clean.text);
      words.clear();
      for (const terms::Word& word : folded) words.push_back({word.text, word.span, WordKey::Of(word.text), words.size()});
    }
    Find(clean, words, Pass::kWritten, tokens, terms);
    if (clean.text.find(U'(') == std::u32string::npos) return;
    std::vector<Folded> plain = words;
    std::erase_if(plain, [&](const Folded& w) { return Abbreviation(clean.text, w.span); });
    if (plain.size() < words.size()) Find(clean, plain, Pass::kAbbreviated, tokens, terms);
    Find(clean, words, Pass::kBracketed, tokens, terms);
  }

  // nullptr when none begins there.
  Named* At(std::size_t token) { return at_[token] == 0 ? nullptr : &names_[at_[token] - 1]; }

 private:
  // As written; without the abbreviations in brackets; over brackets, for a name that holds one itself.
  enum class Pass { kWritten, kAbbreviated, kBracketed };

  struct Folded {
    std::string_view text;
    Span span;
    WordKey key;
    std::size_t place = 0;         // among the words as written
    std::size_t written_room = 0;  // of the first pass
  };

  // The words of terms::Fold, of most texts: their tokens are folded already. False where a word may be more or less than a token.
  static bool FoldTokens(std::u32string_view text, const std::vector<Token>& tokens, std::vector<Folded>& words) {
    // Parts words, whatever stands beside it.
    const auto parts = [&](int at) {
      if (at < 0 || at >= static_cast<int>(text.size())) return true;
      const char32_t c = text[static_cast<std::size_t>(at)];
      const bool word = (c | 0x20) - U'a' < 26 || c - U'0' < 10;
      return (c < 0x80 && !word && c != U'\'' && c != U'`') || c == U'≤' || c == U'≥';
    };
    words.reserve(tokens.size());
    for (const Token& t : tokens) {
      if (t.kind == Token::Kind::kSymbol && t.place.length() == 1 && parts(t.place.begin)) continue;
      if (!parts(t.place.begin - 1) || !parts(t.place.end)) return false;
      if (t.plain) {
        words.push_back({t.text.text(), t.place, t.text.key(), words.size()});
      } else if (t.kind == Token::Kind::kNumber) {  // "1.5" is two words
        for (std::size_t i = 0; i < t.raw.size();) {
          const std::size_t end = std::min(t.raw.find_first_of(".,", i), t.raw.size());
          const std::string_view digits = t.raw.substr(i, end - i);
          const int begin = t.place.begin + static_cast<int>(i);
          words.push_back({digits, {begin, begin + static_cast<int>(digits.size())}, WordKey::Of(digits), words.size()});
          i = end + 1;
        }
      } else if (t.kind != Token::Kind::kSymbol || !parts(t.place.begin) || !parts(t.place.end - 1)) {
        return false;
      }
    }
    return true;
  }

  void Find(const CleanText& clean, std::vector<Folded>& words, Pass pass, const std::vector<Token>& tokens, const terms::Terms& terms) {
    const bool brackets = pass != Pass::kWritten;
    const std::u32string_view text(clean.text);
    // As far as a name may run from each word: to a mark that separates, or to a cause, which the grammar reads itself.
    room_.assign(words.size(), 1);
    views_.resize(words.size());
    for (std::size_t w = words.size(); w-- > 0;) {
      views_[w] = words[w].text;
      if (w + 1 == words.size() || TurnsSense(words[w + 1].key)) continue;
      const auto gap = static_cast<std::size_t>(words[w].span.end);
      if (!Separates(text.substr(gap, static_cast<std::size_t>(words[w + 1].span.begin) - gap), brackets))
        room_[w] = std::min(room_[w + 1] + 1, kLongestName);
    }
    std::size_t token = 0;
    for (std::size_t w = 0; w < words.size(); ++w) {
      const std::size_t room = room_[w];
      if (pass == Pass::kWritten) {
        words[w].written_room = room;
      } else if (room == words[w].written_room && words[w + room - 1].place - words[w].place == room - 1) {
        continue;  // the same words as in the first pass, which found what there is to find
      }
      if (OpensSense(words[w].key)) continue;
      auto match = terms.LongestName(std::span(views_).subspan(w, room));
      if (!match || match->words == 0) continue;
      const int begin = words[w].span.begin;
      const int end = words[w + match->words - 1].span.end;
      if (pass == Pass::kBracketed && !ClosesBrackets(clean.text, begin, end)) continue;
      const Span span = clean.At(begin, end);
      while (token < tokens.size() && tokens[token].span.begin < span.begin) ++token;
      if (token == tokens.size() || tokens[token].span.begin != span.begin) continue;
      std::size_t last = token;
      while (last < tokens.size() && tokens[last].span.end < span.end) ++last;
      if (last == tokens.size() || tokens[last].span.end != span.end) continue;
      const std::size_t count = last + 1 - token;
      if (at_[token] != 0 && names_[at_[token] - 1].tokens >= count) continue;
      if (at_[token] == 0) {
        names_.emplace_back();
        at_[token] = static_cast<std::uint32_t>(names_.size());
      }
      names_[at_[token] - 1] = {
          count,
          {span, source::EncodeUtf8(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin))),
           std::move(match->concepts)}};
    }
  }

  std::vector<std::uint32_t> at_;  // by token: one more than the place in names_; 0 for none
  std::vector<Named> names_;
  // Of one pass; kept for the next.
  std::vector<std::string_view> views_;
  std::vector<std::size_t> room_;
};

bool EndsSentence(const std::vector<Token>& t, std::size_t i) {
  if (!t[i].Is(".")) return false;
  if (i + 1 == t.size()) return true;
  if (!t[i + 1].space_before) return false;
  const char c = t[i + 1].raw.empty() ? ' ' : t[i + 1].raw[0];
  // "e.g.", "i.v.": a letter between stops; "80 g/L." ends a sentence.
  const bool initial = i > 0 && t[i - 1].raw.size() == 1 && t[i - 1].kind == Token::Kind::kWord && (i < 2 || t[i - 2].Is("."));
  const bool abbreviation = initial || (i > 0 && (t[i - 1].Is("vs") || t[i - 1].Is("approx")));
  return (c >= 'A' && c <= 'Z') && !abbreviation;
}

Chunk& AddSimple(Chunks& out, ChunkKind kind, const Token& token) {
  Chunk& c = out.emplace_back();
  c.kind = kind;
  c.span = token.span;
  c.word = token.low;
  return c;
}

std::optional<ChunkKind> Punctuation(const Token& t) {
  if (t.kind != Token::Kind::kSymbol) return std::nullopt;
  if (t.text == ",") return ChunkKind::kComma;
  if (t.text == ";") return ChunkKind::kSemicolon;
  if (t.text == ":") return ChunkKind::kColon;
  if (t.text == "(" || t.text == "[") return ChunkKind::kOpen;
  if (t.text == ")" || t.text == "]") return ChunkKind::kClose;
  if (t.text == "/") return ChunkKind::kSlash;
  return std::nullopt;
}

bool IsScore(const syntax::Name& name, const terms::Terms& terms) {
  return !name.concepts.empty() && terms.Get(name.concepts.front()).kind == terms::Kind::kScore;
}

}  // namespace

namespace {

// The last thing that was said is a method: "by echocardiography or ...".
bool BehindMethod(const Chunks& chunks) {
  for (auto c = chunks.rbegin(); c != chunks.rend(); ++c) {
    if (c->kind == ChunkKind::kClose) {  // "echocardiogram (ECHO) or MUGA"
      while (c != chunks.rend() && c->kind != ChunkKind::kOpen) ++c;
      if (c == chunks.rend()) return false;
      continue;
    }
    if (c->kind == ChunkKind::kOr || c->kind == ChunkKind::kAndOr || c->kind == ChunkKind::kSlash || c->kind == ChunkKind::kFiller)
      continue;
    return c->kind == ChunkKind::kCue && c->word.starts_with("method:");
  }
  return false;
}

// "episodes" of "more than 2 episodes", "times" of "3 times within a year": the tokens that make a count one of how often. Once is
// what any fact says.
std::size_t HowOften(const std::vector<Token>& t, std::size_t i, const Read& count) {
  const syntax::CountPhrase& c = count.chunk.count;
  if (c.value == 1 && c.relation == syntax::Relation::kGreaterEqual) return 0;
  std::size_t n = 0;
  while (n < 2 && AtAny(t, i + n, {"or", "more", "separate", "prior", "previous", "documented", "distinct"})) ++n;
  if (AtAny(t, i + n, {"episode", "occasion", "occurrence", "bout"})) return n + 1;
  const std::size_t behind = i + n + 1;
  const bool ends = behind >= t.size() || AtAny(t, behind, {"within", "in", "during", "over", ",", ";", ".", ")"});
  return At(t, i + n, "time") && ends ? n + 1 : 0;
}

// The version of the scale that tokens [from, end) name, written in its name or behind it: "CTCAE v5.0". Where what is said ends.
std::size_t AddVersion(const std::vector<Token>& tokens, std::size_t from, std::size_t end, Chunk& c) {
  std::size_t n = 0;
  std::string version;
  for (std::size_t k = from + 1; n == 0 && k <= end && k < tokens.size(); ++k) std::tie(n, version) = ReadVersion(tokens, k);
  if (n == 0) return end;
  syntax::Grade of;
  of.scale = "CTCAE";
  of.version = std::move(version);
  c.grade = std::move(of);
  std::size_t last = end;
  if (ReadVersion(tokens, end).first > 0) last = end + ReadVersion(tokens, end).first;
  c.span = Covering(tokens, from, last - from);
  return last;
}

// "of which at least 6 points must be clinical", "at least 4 clinical points": points of some items, which no limit of the total tells.
void PointsOfSome(Chunks& chunks) {
  const auto idle = [](const Chunk& c) { return c.kind == ChunkKind::kFiller || c.Cue("must"); };
  for (std::size_t i = 1; i < chunks.size(); ++i) {
    if (chunks[i].kind != ChunkKind::kFiller || chunks[i].word != "clinical") continue;
    std::size_t before = i;
    while (before > 0 && idle(chunks[before - 1])) --before;
    const bool last = std::all_of(chunks.begin() + static_cast<std::ptrdiff_t>(i), chunks.end(), idle);
    if (last && before > 0 && chunks[before - 1].kind == ChunkKind::kLimit) chunks[i].kind = ChunkKind::kWord;
  }
}

// "back to normal or baseline": the second result of one thing, no time.
void AnswersOfReturn(Chunks& chunks) {
  constexpr int kBaseline = 8;  // letters; "at baseline" is a time
  for (std::size_t i = 0; i + 2 < chunks.size(); ++i) {
    if (chunks[i].kind != ChunkKind::kAnswer || chunks[i].word != "normal") continue;
    std::size_t k = i + 1;
    bool either = false;
    while (k < chunks.size() && (chunks[k].kind == ChunkKind::kFiller ||
                                 (!either && (chunks[k].kind == ChunkKind::kOr || chunks[k].kind == ChunkKind::kSlash)))) {
      either = either || chunks[k].kind != ChunkKind::kFiller;
      ++k;
    }
    if (!either || k == chunks.size() || chunks[k].kind != ChunkKind::kTime || chunks[k].span.length() != kBaseline ||
        chunks[k].time->kind != syntax::TimePhrase::Kind::kAt || chunks[k].time->anchor != "baseline")
      continue;
    Chunk answer;
    answer.kind = ChunkKind::kAnswer;
    answer.word = "baseline";
    answer.span = chunks[k].span;
    chunks[k] = std::move(answer);
  }
}

// "listed for", "scheduled for", "on the waiting list for": what has not been done yet.
bool Awaits(const std::vector<Token>& tokens, std::size_t at, std::size_t count) {
  return AtAny(tokens, at, {"listed", "awaiting", "await", "waiting", "waitlisted", "wait", "scheduled", "referred"}) ||
         (count > 2 && tokens[at].Is("on"));
}

// Nothing is named since the last comma or connective. `alone`: and no `and` joins it to what stands before.
bool OpensLimb(const Chunks& out, bool alone) {
  for (auto c = out.rbegin(); c != out.rend(); ++c) {
    if (c->kind == ChunkKind::kName || c->kind == ChunkKind::kGroup || (alone && c->kind == ChunkKind::kAnd)) return false;
    if (c->kind == ChunkKind::kComma || c->kind == ChunkKind::kSemicolon || c->kind == ChunkKind::kStop || c->kind == ChunkKind::kColon ||
        c->kind == ChunkKind::kOr || c->kind == ChunkKind::kAnd || c->kind == ChunkKind::kAndOr)
      return true;
  }
  return true;
}

}  // namespace

Chunks MakeChunks(const CleanText& clean, const std::vector<Token>& tokens, const terms::Terms& terms, Chunks spare) {
  Names names(clean, tokens, terms);
  Chunks out = std::move(spare);
  out.clear();
  out.reserve(tokens.size() + 2);
  for (std::size_t i = 0; i < tokens.size();) {
    const Token& token = tokens[i];
    if (EndsSentence(tokens, i)) {
      AddSimple(out, ChunkKind::kStop, token);
      ++i;
      continue;
    }
    if (const auto of = std::find_if(out.rbegin(), out.rend(), [](const Chunk& c) { return c.kind != ChunkKind::kFiller; });
        of != out.rend() && IsBloodPressure(*of, terms)) {
      if (auto pressure = ReadPressure(tokens, i)) {
        for (Read& read : *pressure) {
          i += read.tokens;
          out.push_back(std::move(read.chunk));
        }
        continue;
      }
    }
    if (auto classes = ReadClassList(tokens, i, terms)) {
      Chunk c;
      c.kind = ChunkKind::kName;
      c.span = classes->name.span;
      c.name = std::move(classes->name);
      out.push_back(std::move(c));
      i += classes->tokens;
      continue;
    }
    Names::Named* named = names.At(i);
    const std::size_t name_tokens = named == nullptr ? 0 : named->tokens;
    const std::optional<CueMatch> cue = MatchCue(tokens, i);
    std::optional<Read> best;
    const auto offer = [&](std::optional<Read> r) {
      if (r && (!best || r->tokens > best->tokens)) best = std::move(r);
    };
    const unsigned opens = OpeningsOf(token);
    assert((opens & kOpensTime) != 0 || !ReadTime(tokens, i));
    assert((opens & kOpensGrade) != 0 || !ReadGrade(tokens, i));
    assert((opens & kOpensLimit) != 0 || !ReadLimit(clean, tokens, i));
    assert((opens & kOpensCount) != 0 || !ReadCount(tokens, i));
    if ((opens & kOpensTime) != 0) offer(ReadTime(tokens, i));
    if ((opens & kOpensGrade) != 0) offer(ReadGrade(tokens, i));
    if ((opens & kOpensLimit) != 0) offer(ReadLimit(clean, tokens, i));
    // A letter after a domain-graded score: "BILAG A".
    if (!out.empty() && out.back().kind == ChunkKind::kName && IsScore(out.back().name, terms) && token.raw.size() == 1 &&
        token.raw[0] >= 'A' && token.raw[0] <= 'E') {
      Read letter;
      letter.tokens = 1;
      letter.chunk.kind = ChunkKind::kGrade;
      letter.chunk.span = token.span;
      letter.chunk.grade = syntax::Grade{token.span, "letter", syntax::Relation::kNone, {std::string(token.raw)}};
      offer(std::move(letter));
    }
    // A count stands before what it counts: a name, or "of the following".
    if (auto count = (opens & kOpensCount) != 0 ? ReadCount(tokens, i) : std::nullopt) {
      const std::size_t next = i + count->tokens;
      std::size_t look = next;
      const auto preposition = [&](std::size_t k) {
        return AtAny(tokens, k, {"at",    "with",  "in",   "for", "on",   "to",     "during", "within", "by", "and", "or", "before",
                                 "prior", "after", "from", "if",  "when", "unless", ",",      "(",      ")",  ";",   "."});
      };
      while (look < tokens.size() && look < next + 3 && names.At(look) == nullptr && !preposition(look)) ++look;
      const bool of_list = (next > 0 && tokens[next - 1].Is("following")) || (next > 1 && tokens[next - 2].Is("following"));
      const std::size_t often = HowOften(tokens, next, *count);
      if (often > 0 && (!best || best->chunk.kind == ChunkKind::kLimit)) {
        count->tokens += often;
        count->chunk.count.of_times = true;
        count->chunk.span = count->chunk.count.span = Covering(tokens, i, count->tokens);
        best = std::move(count);
        out.push_back(std::move(best->chunk));
        i += best->tokens;
        continue;
      }
      const bool of = next > 0 && (tokens[next - 1].Is("of") || tokens[next - 1].Is("the"));
      if ((of_list || of ||
           (look < tokens.size() && names.At(look) != nullptr && (look == next || tokens[next].kind == Token::Kind::kWord))) &&
          (!best || best->chunk.kind == ChunkKind::kLimit) && (!best || count->tokens >= best->tokens)) {
        best = std::move(count);
      }
    }
    const std::size_t cue_tokens = cue ? cue->tokens : 0;
    if (best && best->tokens >= std::max(name_tokens, cue_tokens)) {
      i += best->tokens;
      out.push_back(std::move(best->chunk));
      continue;
    }
    // "as measured by echocardiogram or MUGA scan": how, not something that was done besides.
    const bool method = cue && cue->kind == ChunkKind::kCue && cue->word.starts_with("method:") && cue_tokens == name_tokens &&
                        ((i > 0 && (tokens[i - 1].Is("by") || tokens[i - 1].Is("using") || tokens[i - 1].Is("via"))) || BehindMethod(out) ||
                         cue->word == "method:biopsy");
    if (!method && name_tokens > 0 &&
        (name_tokens > cue_tokens ||
         (name_tokens == cue_tokens &&
          !(cue->kind == ChunkKind::kCue && (cue->word == "judge" || cue->word == "not" || cue->word == "stable" ||
                                             cue->word == "any_sex" || cue->word == "female" || cue->word == "male"))))) {
      Chunk c;
      c.kind = ChunkKind::kName;
      c.name = std::move(named->name);
      c.span = c.name->span;
      c.capital = !token.raw.empty() && token.raw[0] >= 'A' && token.raw[0] <= 'Z';
      i += name_tokens;
      if (!c.name->concepts.empty() && terms.Get(c.name->concepts.front()).id == "ctcae_grade")
        i = AddVersion(tokens, i - name_tokens, i, c);
      if (!c.name->concepts.empty() && terms.Get(c.name->concepts.front()).id == "investigator_judgement") {
        c.kind = ChunkKind::kCue;
        c.word = "judge";
      }
      if (auto classes = ReadClassesBehind(tokens, i - name_tokens, i, *c.name, terms)) {
        c.span = classes->name.span;
        c.name = std::move(classes->name);
        i += classes->tokens;
      }
      out.push_back(std::move(c));
      continue;
    }
    if (cue) {
      Chunk c;
      c.kind = cue->kind;
      c.word = cue->word.empty() ? token.low : cue->word;
      c.span = Covering(tokens, i, cue->tokens);
      c.shout = cue->tokens == 1 && token.raw.size() > 1 &&
                std::none_of(token.raw.begin(), token.raw.end(), [](char x) { return x >= 'a' && x <= 'z'; });
      c.no = c.Cue("not") && (token.Is("no") || (cue->tokens == 2 && tokens[i + 1].Is("no")));
      c.uses = c.Cue("not") && token.Is("non");
      c.past = c.Cue("not") && AtAny(tokens, i, {"has", "have", "had"});
      c.past = c.past || (c.Cue("exposure") && AtAny(tokens, i, {"received", "underwent", "undergone", "took"}));
      c.uses =
          c.uses || (c.Cue("exposure") && token.Is("using") && cue->tokens == 1) ||
          (c.Cue("example") && (token.Is("includes") || (i > 0 && token.Is("include") && AtAny(tokens, i - 1, {"that", "which", "must"}))));
      c.past = c.past || (c.Cue("history") && cue->tokens == 2 && tokens[i + 1].Is("or"));
      c.uses = c.uses || (c.Cue("block") && token.Is("with") && cue->tokens == 3);
      c.uses = c.uses || (c.kind == ChunkKind::kAnswer && AtAny(tokens, i, {"has", "have", "had"}));
      c.kin = c.Cue("block") && AtAny(tokens, i, {"family", "relative"});
      c.uses = c.uses || (c.Cue("history") && AtAny(tokens, i, {"ever", "at", "lifetime"}));
      c.past = c.past || (c.Cue("block") && AtAny(tokens, i, {"discontinue", "discontinued", "discontinuation", "stopped", "off"}));
      // "Awaiting kidney transplant" is for a person to say; of a disease it is said besides ("fibrillation scheduled for ablation").
      if (c.Cue("judge_of") && Awaits(tokens, i, cue->tokens) && !OpensLimb(out, token.Is("referred"))) c.kind = ChunkKind::kWord;
      c.another = c.Cue("block") && AtAny(tokens, i,
                                          {"family", "partner", "partners", "mother", "father", "sibling", "siblings", "relative",
                                           "relatives", "donor", "first", "spouse", "caregiver"});
      c.fails = c.Cue("controlled_by") || (c.Cue("block") && AtAny(tokens, i,
                                                                   {"intolerant", "failed", "failure", "inadequate", "lack", "loss",
                                                                    "discontinue", "discontinued", "discontinuation", "stopped"}));
      for (std::size_t k = i; c.Cue("defined") && k < i + cue->tokens; ++k)
        c.uses = c.uses || AtAny(tokens, k, {"evidenced", "indicated", "demonstrated", "shown"});
      for (std::size_t k = i; c.Cue("relax") && k < i + cue->tokens; ++k) c.uses = c.uses || AtAny(tokens, k, {"allowed", "permitted"});
      c.refuses = c.Cue("consent") && syntax::Refuses(token.low);
      c.uses = c.uses || (c.Cue("consent") && AtAny(tokens, i, {"plan", "plans", "planned", "planning", "intend", "intends", "intending"}));
      // "associated with lupus or not" says nothing; "asthma or not using contraception" are two things.
      if (c.Cue("or_not") && i + 2 < tokens.size() && tokens[i + 2].kind != Token::Kind::kSymbol) {
        AddSimple(out, ChunkKind::kOr, token);
        c.word = "not";
        c.span = tokens[i + 1].span;
      }
      if (c.Cue("must_not")) {  // a duty, and a negation
        c.word = "must";
        out.push_back(c);
        c.word = "not";
      }
      // "no history of": a negation, and a history.
      const bool history = c.Cue("not") && cue->tokens > 1 && tokens[i + cue->tokens - 2].Is("history");
      if (history) {
        Chunk past = c;
        past.word = "history";
        past.span = Covering(tokens, i + cue->tokens - 2, 2);
        c.span = Covering(tokens, i, cue->tokens - 2);
        out.push_back(std::move(c));
        c = std::move(past);
      }
      i += cue->tokens;
      if (c.Cue("scale:CTCAE")) i = AddVersion(tokens, i - cue->tokens, i, c);
      out.push_back(std::move(c));
      continue;
    }
    if (const auto kind = Punctuation(token)) {
      AddSimple(out, *kind, token);
    } else {
      Chunk& c = AddSimple(out, ChunkKind::kWord, token);
      c.shout =
          std::count_if(token.raw.begin(), token.raw.end(), [](char x) { return x >= 'a' && x <= 'z'; }) <= 1 + (token.raw.size() > 4);
      c.capital = !token.raw.empty() && token.raw[0] >= 'A' && token.raw[0] <= 'Z';
    }
    ++i;
  }
  AnswersOfReturn(out);
  PointsOfSome(out);
  AffirmLimits(out);
  NaiveAsNever(out, terms);
  MinorAsAdjective(out);
  CapitalsAsNames(out, terms);
  return out;
}

Chunks Nest(Chunks flat) {
  std::vector<Chunks> stack(1);
  std::vector<Span> open;
  if (std::none_of(flat.begin(), flat.end(), [](const Chunk& c) { return c.kind == ChunkKind::kOpen || c.kind == ChunkKind::kClose; }))
    return flat;
  stack.front().reserve(flat.size());
  for (Chunk& c : flat) {
    if (c.kind == ChunkKind::kOpen && stack.size() < 32) {  // deeper nesting is read flat
      stack.emplace_back();
      open.push_back(c.span);
    } else if (c.kind == ChunkKind::kClose || c.kind == ChunkKind::kOpen) {
      if (stack.size() == 1 || c.kind == ChunkKind::kOpen) continue;
      Chunk group;
      group.kind = ChunkKind::kGroup;
      group.span = Hull(open.back(), c.span);
      group.inner = std::move(stack.back());
      stack.pop_back();
      open.pop_back();
      stack.back().push_back(std::move(group));
    } else {
      stack.back().push_back(std::move(c));
    }
  }
  while (stack.size() > 1) {  // never closed: as if the bracket were not there
    Chunks inner = std::move(stack.back());
    stack.pop_back();
    stack.back().insert(stack.back().end(), std::make_move_iterator(inner.begin()), std::make_move_iterator(inner.end()));
  }
  return std::move(stack.front());
}

}  // namespace eligo::parse
