// Mentions: the things, values, times, persons and negations that a text names, by brat's entity types.
//
// A mention is the word that says it: "allergy" of "allergy to", "18 years" and "age" of "18 years of age". What a person agrees to is
// none. Tested by test/report/brat_test.cc.
#include "parse/mentions.h"

#include <algorithm>
#include <string>

namespace eligo::parse {
namespace {

using syntax::Mention;

std::string_view TypeOf(const terms::Concept& c) {
  if (c.id.find("chemotherapy") != std::string_view::npos) return "Procedure";
  if (c.id == "healthy_volunteer") return "Condition";
  switch (c.kind) {
    case terms::Kind::kCondition: return "Condition";
    case terms::Kind::kDrug: return "Drug";
    case terms::Kind::kProcedure: return "Procedure";
    case terms::Kind::kMeasurement:
    case terms::Kind::kScore:
    case terms::Kind::kItem: return "Measurement";
    case terms::Kind::kDemographic: return "Person";
    case terms::Kind::kObservation:
    case terms::Kind::kTrial: return "Observation";
    case terms::Kind::kConsent: break;
  }
  return "";
}

struct Word {
  std::string_view text;  // small letters
  Span span;
};

bool In(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Collector {
 public:
  Collector(std::u32string_view text, const terms::Terms& terms, std::vector<Mention>& out)
      : text_(text), terms_(terms), out_(out), letters_(64, '\0') {
    words_.reserve(16);
  }

  void Collect(const Chunks& chunks, bool negated) {
    for (const Chunk& c : chunks) {
      switch (c.kind) {
        case ChunkKind::kName: Name(c, negated); break;
        case ChunkKind::kLimit: Limit(c); break;
        case ChunkKind::kGrade: Add("Value", c.span); break;
        case ChunkKind::kAnswer:
          if (c.word != "present") Add("Value", Bare(c.span));
          break;
        case ChunkKind::kTime:
          if (WordsOf(c.span).size() > 1) Add("Temporal", c.span);
          break;
        case ChunkKind::kState: Add(c.word == "active" ? "Temporal" : "Qualifier", c.span, negated); break;
        case ChunkKind::kStop:
        case ChunkKind::kSemicolon: negated = false; break;
        case ChunkKind::kGroup: Collect(c.inner, negated); break;
        case ChunkKind::kFiller: Filler(c); break;
        case ChunkKind::kWord:
          if (c.word == "recent" || c.word == "recently") Add("Temporal", c.span);
          if (c.word == "unable" || c.word == "inability" || c.word == "cannot") Add("Negation", c.span);
          break;
        case ChunkKind::kCue: negated = Cue(c) || negated; break;
        default: break;
      }
    }
  }

 private:
  // Good until the next call: most are of one word or two, and each would be a vector of its own.
  const std::vector<Word>& WordsOf(Span span) {
    words_.clear();
    const auto size = static_cast<std::size_t>(span.length());
    if (letters_.size() < size) letters_.resize(size);  // the words are views of it
    char* at = letters_.data();
    for (int i = span.begin; i < span.end; ++i) {
      const char32_t c = text_[static_cast<std::size_t>(i)];
      const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
      if (!letter) continue;
      const bool goes_on = !words_.empty() && words_.back().span.end == i;
      *at = static_cast<char>(c >= U'A' && c <= U'Z' ? c + 32 : c);
      if (goes_on) {
        words_.back().text = {words_.back().text.data(), words_.back().text.size() + 1};
        words_.back().span.end = i + 1;
      } else {
        words_.push_back({{at, 1}, {i, i + 1}});
      }
      ++at;
    }
    return words_;
  }

  // Without a preposition at its end: "contraindication to".
  Span Bare(Span span) {
    const std::vector<Word>& words = WordsOf(span);
    std::size_t n = words.size();
    while (n > 1 && In(words[n - 1].text, {"to", "for", "of", "against", "with"})) --n;
    return n == words.size() || n == 0 ? span : Span{span.begin, words[n - 1].span.end};
  }

  void Add(std::string_view type, Span span, bool negated = false) {
    Mention m;
    m.type = type;
    m.span = span;
    m.negated = negated;
    out_.push_back(std::move(m));
  }

  void Name(const Chunk& c, bool negated) {
    if (c.name->concepts.empty()) return;
    const std::string_view type = TypeOf(terms_.Get(c.name->concepts.front()));
    if (type.empty()) return;
    Add(type, Bare(c.span), negated);
    out_.back().concept_id = c.name->concepts.front();
  }

  // "at least 18 years of age": a value, and the age.
  void Limit(const Chunk& c) {
    if (c.limit->relation == syntax::Relation::kNone && c.limit->unit.empty() && !c.limit->times_uln && !c.limit->times_lln) return;
    Span value = c.span;
    for (const Word& w : WordsOf(c.span)) {
      if (!In(w.text, {"age", "aged", "old"})) continue;
      Add("Person", w.span);
      value.end = std::min(value.end, w.span.begin);
    }
    if (value.end != c.span.end) {  // to the end of "years"
      const std::vector<Word>& words = WordsOf(value);
      std::size_t n = words.size();
      while (n > 0 && In(words[n - 1].text, {"of", "in"})) --n;
      if (n > 0 && words[n - 1].text.starts_with("year")) value.end = words[n - 1].span.end;
    }
    Add("Value", value);
  }

  void Filler(const Chunk& c) {
    for (const Word& w : WordsOf(c.span)) {
      if (In(w.text, {"current", "currently", "ongoing", "concomitant", "concurrent", "concomitantly", "concurrently"}))
        Add("Temporal", w.span);
      if (In(w.text, {"treatment", "treatments"})) Add("Procedure", w.span);
      if (In(w.text, {"aged"})) Add("Person", w.span);
    }
  }

  // True for a negation.
  bool Cue(const Chunk& c) {
    if (c.word == "female" || c.word == "male" || c.word == "for_female" || c.word == "for_male" || c.word == "any_sex") {
      for (const Word& w : WordsOf(c.span)) {
        if (In(w.text, {"female", "females", "male", "males", "woman", "women", "man", "men", "girl", "girls", "boy", "boys"}))
          Add("Person", w.span);
      }
    } else if (c.word == "adult") {
      Add("Person", c.span);
    } else if (c.word == "history" || c.word == "exposure") {
      for (const Word& w : WordsOf(c.span)) {
        if (In(w.text, {"history", "previous", "previously", "prior", "past", "current", "currently", "undergoing"}))
          Add("Temporal", w.span);
      }
    } else if (c.word == "allergy" && !WordsOf(c.span).empty()) {
      Add("Condition", Bare(c.span));
    } else if (c.word == "except" || c.word == "unless") {
      Add("Negation", c.span);
    } else if (c.word == "examples" || c.word == "after") {
      Collect(c.inner, false);
    } else if (c.word == "not") {
      const std::vector<Word>& words = WordsOf(c.span);
      // "non-": the word without its hyphen.
      Add("Negation", words.size() == 1 ? words.front().span : c.span);
      return true;
    }
    return false;
  }

  std::u32string_view text_;
  const terms::Terms& terms_;
  std::vector<Mention>& out_;
  std::vector<Word> words_;
  std::string letters_;
};

}  // namespace

void CollectMentions(const Chunks& chunks, std::u32string_view text, const terms::Terms& terms, std::vector<Mention>& out) {
  Collector(text, terms, out).Collect(chunks, false);
}

}  // namespace eligo::parse
