#include "parse/time_phrase.h"

#include "parse/anchor.h"

namespace eligo::parse {
namespace {

using Kind = syntax::TimePhrase::Kind;

// "whichever is longer", in parentheses or after a comma: the tokens it takes from `i`.
std::size_t Whichever(const std::vector<Token>& t, std::size_t i) {
  std::size_t j = i;
  if (AtAny(t, j, {",", "("})) ++j;
  if (!At(t, j, "whichever")) return 0;
  while (j < t.size() && j < i + 9 && !AtAny(t, j, {")", ",", ";", "."})) {
    if (AtAny(t, j, {"longer", "greater", "longest"})) {
      ++j;
      if (AtAny(t, j, {")", ","})) ++j;
      return j - i;
    }
    if (AtAny(t, j, {"shorter", "earlier", "first"})) return 0;
    ++j;
  }
  return 0;
}

// "before the", "prior to", "of", "preceding": the tokens, 0 when none.
std::size_t Before(const std::vector<Token>& t, std::size_t i) {
  if (AtWords(t, i, {"prior", "to"})) return 2;
  if (AtWords(t, i, {"previous", "to"})) return 2;
  if (AtWords(t, i, {"in", "advance", "of"})) return 3;
  if (AtWords(t, i, {"immediately", "before"}) || AtWords(t, i, {"immediately", "preceding"})) return 2;
  if (AtWords(t, i, {"immediately", "prior", "to"})) return 3;
  if (AtAny(t, i, {"before", "preceding", "prior"})) return 1;
  return 0;
}

// What stands before an anchor: `tokens` of Before(), or another preposition. "Prior therapy" is a therapy, no day.
AnchorBehind BehindOf(const std::vector<Token>& t, std::size_t i, std::size_t tokens) {
  return tokens > 1 || (tokens == 1 && At(t, i, "before")) ? AnchorBehind::kBefore : AnchorBehind::kPreposition;
}

// What may stand between a length and its anchor's preposition: "of the investigational product", "period".
std::size_t SkipDrug(const std::vector<Token>& t, std::size_t i) {
  std::size_t j = i;
  if (!AtAny(t, j, {"of", "("})) return 0;
  bool noun = false;
  while (j < t.size() && j < i + 7 &&
         AtAny(t, j,
               {"of", "(", "the", "investigational", "product", "drug", "agent", "study", "respective", "medication", "that", "compound",
                "treatment", ")"})) {
    noun = noun || AtAny(t, j, {"product", "drug", "agent", "medication", "compound", "treatment"});
    ++j;
  }
  return noun ? j - i : 0;
}

// "(if known)": of a half-life nobody knows it says no more.
std::size_t IfKnown(const std::vector<Token>& t, std::size_t i) {
  if (AtWords(t, i, {"(", "if", "known", ")"})) return 4;
  return AtWords(t, i, {",", "if", "known"}) ? 3 : AtWords(t, i, {"if", "known"}) ? 2 : 0;
}

// "whichever is shorter", "the larger of the two" somewhere before the sentence ends.
bool RuleAhead(const std::vector<Token>& t, std::size_t i) {
  for (; i < t.size() && !AtAny(t, i, {".", ";"}); ++i) {
    if (AtAny(t, i, {"whichever", "ever", "shorter", "longer", "less", "lesser", "greater", "larger", "smaller"})) return true;
  }
  return false;
}

Read Finish(const std::vector<Token>& t, std::size_t at, std::size_t end, syntax::TimePhrase time) {
  Read out;
  out.tokens = end - at;
  out.chunk.kind = ChunkKind::kTime;
  time.span = out.chunk.span = Covering(t, at, end - at);
  out.chunk.time = std::move(time);
  return out;
}

// Trailing words of an anchor: "screening visit", "screening (visit 1)".
std::size_t AnchorEnd(const std::vector<Token>& t, std::size_t i) {
  if (AtAny(t, i, {"visit", "period", "phase"})) ++i;
  if (At(t, i, "/")) {  // "randomization/enrollment": one day
    if (const auto other = MatchAnchor(t, i + 1, AnchorBehind::kPreposition)) return i + 1 + other->tokens;
  }
  return i;
}

std::optional<Read> ReadWindow(const std::vector<Token>& t, std::size_t at) {
  syntax::TimePhrase time;
  std::size_t i = at;
  bool stated = false;  // a preposition that opens a look-back
  if (AtAny(t, i, {"within", "during", "in", "over", "less", "<", "for"}) && !AtWords(t, i, {"less", "than", "or"})) {
    if (AtWords(t, i, {"less", "than"})) {
      i += 2;
      time.open = true;
    } else if (At(t, i, "<")) {
      ++i;
      time.open = true;
    } else {
      const bool in_for = AtAny(t, i, {"in", "for", "over", "during"});
      const bool in_the = AtWords(t, i, {"in", "the"}) && i + 2 < t.size() && ReadLength(t, i + 2).has_value();  // "in the 4 weeks"
      ++i;
      stated = !in_for || in_the;
    }
  }
  std::size_t j = i;
  while (AtAny(t, j, {"the", "a", "period", "of"}) && j < i + 4 && !AtAny(t, j + 1, {"day", "week", "month", "year"})) ++j;
  bool one = false;  // "the past month"
  if (AtAny(t, j, {"past", "last", "previous", "preceding", "prior"})) {
    stated = true;
    time.through = At(t, at, "for");
    one = AtAny(t, j + 1, {"day", "week", "month", "year"});
    ++j;
  }
  i = j;
  if (At(t, i, "<") || AtWords(t, i, {"less", "than"})) {
    time.open = true;
    i += At(t, i, "<") ? 1 : 2;
  } else if (At(t, i, "<=")) {
    ++i;
  }
  const auto length = one ? ReadLengthOfOne(t, i) : ReadLength(t, i);
  if (!length) return std::nullopt;
  time.length = length->length;
  i += length->tokens;
  i += SkipDrug(t, i);
  // A second limit: "or 5 half-lives, whichever is longer", "(or 5 half-lives, whichever is longer)".
  const bool bracket = At(t, i, "(") && At(t, i + 1, "or");
  if (At(t, i, "or") || bracket) {
    std::size_t k = i + (bracket ? 2 : 1);
    if (At(t, k, "within")) ++k;
    if (const auto second = ReadLength(t, k)) {
      k += second->tokens;
      k += SkipDrug(t, k);
      k += IfKnown(t, k);
      std::size_t w = Whichever(t, k);
      std::size_t before = 0;
      if (bracket && (w == 0 || !At(t, k + w - 1, ")"))) return std::nullopt;
      if (w == 0) {  // "... prior to Day 0, whichever is longer"
        if (const std::size_t b = Before(t, k); b > 0) {
          if (const auto a = MatchAnchor(t, k + b, BehindOf(t, k, b))) {
            before = k;
            w = Whichever(t, AnchorEnd(t, k + b + a->tokens));
          }
        }
      }
      // "within 30 days or 5 half-lives": within either, which is the longer, where the text has no rule of its own ("whichever is
      // shorter"). Of two windows in days which one is not ours to choose.
      const bool either = (second->length.half_lives > 0) != (time.length->half_lives > 0) && !RuleAhead(t, k);
      if (w == 0 && !either) return std::nullopt;
      time.or_longer = second->length;
      i = before > 0 ? before : k + w;
    }
  }
  i += Whichever(t, i);
  if (const std::size_t b = Before(t, i); b > 0 || AtAny(t, i, {"of", "from", "to"})) {
    const std::size_t preposition = b > 0 ? b : 1;
    if (const auto a = MatchAnchor(t, i + preposition, BehindOf(t, i, b))) {
      time.anchor = a->anchor;
      i = AnchorEnd(t, i + preposition + a->tokens);
      i += Whichever(t, i);
      // "... prior to screening or within 5 half-lives of the product (whichever is longer)".
      if (At(t, i, "or") && !time.or_longer) {
        std::size_t k = i + 1;
        if (At(t, k, "within")) ++k;
        if (const auto second = ReadLength(t, k)) {
          k += second->tokens;
          k += SkipDrug(t, k);
          if (const std::size_t w = Whichever(t, k); w > 0) {
            time.or_longer = second->length;
            i = k + w;
          }
        }
      }
      return Finish(t, at, i, time);
    }
    // "in the 12 months prior": the anchor is said elsewhere. Words behind it would be an anchor that is not known here.
    const std::size_t behind = i + b;
    const bool ends = behind >= t.size() || t[behind].kind == Token::Kind::kSymbol || AtAny(t, behind, {"and", "or"});
    if (b > 0 && (stated || i > at + 1)) {
      if (!ends) time.anchor = "?";
      return Finish(t, at, behind, time);
    }  // "in the 12 months prior"
  }
  if (AtAny(t, i, {"after", "following"}) || AtWords(t, i, {"since"})) {
    if (const auto a = MatchAnchor(t, i + 1, AnchorBehind::kPreposition)) {
      time.after = true;
      time.anchor = a->anchor;
      return Finish(t, at, AnchorEnd(t, i + 1 + a->tokens), time);
    }
  }
  if (At(t, i, "ago")) return Finish(t, at, i + 1, time);
  if (stated) return Finish(t, at, i, time);
  return std::nullopt;
}

// "at least 3 half-lives have passed": the tokens behind the length.
std::size_t Elapsed(const std::vector<Token>& t, std::size_t i) {
  const std::size_t from = i;
  if (At(t, i, "period")) ++i;
  if (!AtAny(t, i, {"have", "has", "had"})) return 0;
  ++i;
  if (At(t, i, "been")) ++i;
  return AtAny(t, i, {"passed", "elapsed"}) ? i + 1 - from : 0;
}

std::optional<Read> ReadDuration(const std::vector<Token>& t, std::size_t at) {
  syntax::TimePhrase time;
  time.kind = Kind::kDuration;
  std::size_t i = at;
  bool worded = false;
  while (AtAny(t, i, {"for", "a", "period", "of", "duration", "lasting", "the"}) && i < at + 5 &&
         !(At(t, i, "a") && AtAny(t, i + 1, {"day", "week", "month", "year"}))) {
    worded = true;
    ++i;
  }
  if (AtAny(t, i, {"older", "younger"})) return std::nullopt;  // an age
  const auto comparator = ReadComparator(t, i);
  if (comparator && comparator->damaged) return std::nullopt;
  if (comparator) {
    time.relation = comparator->relation;
    i += comparator->tokens;
  }
  if (AtAny(t, i, {"past", "last"})) return std::nullopt;  // how far back, not how long
  if (!worded && !comparator) return std::nullopt;
  time.bare = worded != comparator.has_value();
  const auto length = ReadLength(t, i);
  if (!length) return std::nullopt;
  time.length = length->length;
  i += length->tokens;
  if (At(t, i, "'") && At(t, i + 1, "duration")) i += 2;  // "of at least 6 months' duration"
  if (At(t, i, "duration")) ++i;
  if (AtWords(t, i, {"in", "duration"})) i += 2;
  const bool years = length->length.period.months > 0 && length->length.period.months % 12 == 0;
  const bool number = i + 2 < t.size() && t[i + 2].kind == Token::Kind::kNumber;
  if (years && At(t, i, "or") && AtAny(t, i + 1, {"older", "younger", "above", "over", "below"}) && !number) return std::nullopt;  // an age
  const std::size_t passed = Elapsed(t, i);
  i += passed;
  if (length->length.half_lives > 0 && passed == 0 && !At(t, i, "since")) return std::nullopt;
  if (AtWords(t, i, {"or", "more"}) || AtWords(t, i, {"or", "longer"})) i += 2;
  if (At(t, i, "'") && At(t, i + 1, "duration")) ++i;  // "of at least 6 months' duration"
  if (worded && AtWords(t, i, {"in", "duration"})) ++i;
  if (worded && At(t, i, "duration")) ++i;
  if (At(t, i, "ago")) {  // "more than 6 months ago": how long it is over, not how long it took
    ++i;
    time.gap = !worded && (time.relation == syntax::Relation::kGreater || time.relation == syntax::Relation::kGreaterEqual);
  }
  if (AtWords(t, i, {"of", "age"}) || At(t, i, "old")) return std::nullopt;
  // "at least 4 weeks before screening": a washout, nothing nearer than that.
  if (const std::size_t b = Before(t, i); b > 0) {
    if (const auto a = MatchAnchor(t, i + b, BehindOf(t, i, b))) {
      time.anchor = a->anchor;
      i = AnchorEnd(t, i + b + a->tokens);
      if (!worded) time.gap = true;
    } else if (b > 1 || At(t, i, "before")) {  // a day that is not known here: "at least 2 weeks prior to surgery"
      time.gap = !worded && (time.relation == syntax::Relation::kGreater || time.relation == syntax::Relation::kGreaterEqual);
    }
  }
  time.elapsed = passed > 0;
  // "... since the last dose of X", "... since prior X".
  if (At(t, i, "since") && !worded && comparator && time.anchor.empty()) {
    ++i;
    std::size_t k = i;
    while (AtAny(t, k, {"the", "initial", "first", "time", "of"})) ++k;
    if (AtAny(t, k, {"diagnosis", "onset"})) {  // how long the disease lasts
      Read lasting = Finish(t, at, At(t, k + 1, "of") ? k + 2 : k + 1, time);
      lasting.chunk.uses = true;
      return lasting;
    }
    while (AtAny(
        t, i,
        {"the", "last", "prior", "previous", "any", "most", "recent", "completion", "end", "of", "dose", "receiving", "administration"}))
      ++i;
    time.since = time.gap = true;
    time.elapsed = false;
  }
  return Finish(t, at, i, time);
}

std::optional<Read> ReadAnchored(const std::vector<Token>& t, std::size_t at) {
  syntax::TimePhrase time;
  std::size_t i = at;
  bool preposition = false;
  AnchorBehind behind = AnchorBehind::kPreposition;
  if (AtWords(t, i, {"at", "or", "prior", "to"}) || AtWords(t, i, {"at", "or", "before"})) {
    time.kind = Kind::kBefore;
    i += At(t, i + 2, "before") ? 3 : 4;
    preposition = true;
    behind = AnchorBehind::kBefore;
  } else if (const std::size_t b = Before(t, i); b > 0) {
    time.kind = Kind::kBefore;
    behind = BehindOf(t, i, b);
    i += b;
    preposition = true;
  } else if (AtAny(t, i, {"at", "during", "throughout", "on", "upon", "when", "by"})) {
    time.kind = Kind::kAt;
    ++i;
    preposition = true;
  } else if (AtWords(t, i, {"based", "on"}) || AtWords(t, i, {"as", "of"})) {
    time.kind = Kind::kAt;
    i += 2;
    preposition = true;
  } else {
    time.kind = Kind::kAt;
  }
  const auto anchor = MatchAnchor(t, i, preposition ? behind : AnchorBehind::kNothing);
  if (!anchor) return std::nullopt;
  // Without a preposition only the words that stand before a measure as an adjective: "Screening period SLEDAI".
  // "at screening and Day 1": the preposition is of both.
  const bool second = at > 1 && AtAny(t, at - 1, {"and", "or"}) &&
                      AtAny(t, at - 2, {"screening", "baseline", "visit", "randomization", "randomisation"}) &&
                      AtAny(t, at, {"day", "randomization", "randomisation"});
  if (!preposition && !second && anchor->anchor != "screening" && anchor->anchor != "baseline") return std::nullopt;
  time.anchor = anchor->anchor;
  i = AnchorEnd(t, i + anchor->tokens);
  if (time.kind == Kind::kAt &&
      (AtWords(t, i, {"and", "during"}) || AtWords(t, i, {"and", "throughout"}))) {  // "at screening and during the screening period"
    if (const auto again = MatchAnchor(t, i + 2, AnchorBehind::kPreposition); again && again->anchor == anchor->anchor)
      i = AnchorEnd(t, i + 2 + again->tokens);
  }
  if (time.kind == Kind::kAt && AtWords(t, i, {"test", "meet"})) i += 2;
  return Finish(t, at, i, time);
}

}  // namespace

std::optional<Read> ReadTime(const std::vector<Token>& t, std::size_t at) {
  std::optional<Read> best;
  for (const auto reader : {ReadWindow, ReadDuration, ReadAnchored}) {
    auto r = reader(t, at);
    // "for 60 days before the first dose" is how long, not how far back.
    const bool lasting = r && best && t[at].Is("for") && r->tokens == best->tokens && r->chunk.time->kind == Kind::kDuration;
    if (r && (!best || r->tokens > best->tokens || lasting)) best = std::move(r);
  }
  return best;
}

}  // namespace eligo::parse
