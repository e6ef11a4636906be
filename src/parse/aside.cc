#include "parse/aside.h"

#include <algorithm>

#include "parse/phrases.h"

namespace eligo::parse {
namespace {

// What stands in such a bracket, as a whole.
constexpr std::string_view kAsides =
    "if known|if applicable|if available|if possible|if any|if tested|if appropriate|where applicable|where available|as applicable|"
    "central lab|central laboratory|by central laboratory|central reading|central reader|local lab|local laboratory|local or central "
    "laboratory|or longer if required locally|or longer if locally required|or longer if required by local regulation|or longer if "
    "required by local guideline|or longer according to local requirement|a single repeat is allowed|a single repeat test is allowed|one "
    "repeat is allowed|one repeat test is allowed|one retest is allowed|one retest allowed|may be repeated once|repeat testing is "
    "allowed|retesting is allowed|inclusive|both inclusive|including both|corrected for hemoglobin|adjusted for hemoglobin|hemoglobin "
    "corrected|hemoglobin - corrected";

const PhraseTable<char>& Asides() {
  static const auto kTable = [] {
    PhraseTable<char> table;
    table.Add(0, kAsides);
    table.Index();
    return table;
  }();
  return kTable;
}

bool IsNumber(const Token& token) { return token.kind == Token::Kind::kNumber; }

// "0-10 scale", "on a scale of 0 to 10", "range 0-100": the range of what is asked, from nought. The value that is asked stands before it.
bool SaysRange(const std::vector<Token>& t, std::size_t i, std::size_t end) {
  bool scale = false;
  int others = 0;  // whose scale it is
  std::vector<const Token*> numbers;
  for (; i < end; ++i) {
    if (IsNumber(t[i]))
      numbers.push_back(&t[i]);
    else if (AtAny(t, i, {"scale", "range", "vas", "nrs"}))
      scale = true;
    else if (!AtAny(t, i, {"on", "a", "an", "the", "of", "from", "to", "-", "point", "mm", "cm", "score"}) &&
             (t[i].kind != Token::Kind::kWord || ++others > 1))
      return false;
  }
  return scale && numbers.size() == 2 && numbers.front()->value == units::Rational(0);
}

// "of 68", "66-joint count", "out of 28 joints": how many are looked at.
bool SaysJoints(const std::vector<Token>& t, std::size_t i, std::size_t end) {
  bool number = false;
  for (; i < end; ++i) {
    const bool counts = IsNumber(t[i]) && (t[i].value == units::Rational(28) || t[i].value == units::Rational(44) ||
                                           t[i].value == units::Rational(66) || t[i].value == units::Rational(68));
    if (!counts && !AtAny(t, i, {"of", "out", "-", "joint", "count", "based", "on", "the", "assessed", "a", "total"})) return false;
    number = number || counts;
  }
  return number;
}

// "or five half-lives, whichever is longer", "or 5 half-lives of the agent".
bool GoesOn(const std::vector<Token>& t, std::size_t i, std::size_t end) {
  if (!AtAny(t, i, {"or"}) || i + 2 >= end) return false;
  const auto half = [](const Token& token) { return token.Is("half"); };
  // "... if B cells > 10", "... unless HIV": more than a length.
  for (std::size_t k = i; k < end; ++k) {
    if (AtAny(t, k, {"if", "unless", "except", "excluding", "when", "with", "without", "and", ";"})) return false;
  }
  return std::any_of(t.begin() + static_cast<std::ptrdiff_t>(i), t.begin() + static_cast<std::ptrdiff_t>(std::min(i + 4, end)), half);
}

}  // namespace

void DropAsides(std::vector<Token>& tokens, std::vector<Span>& asides) {
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (AtAny(tokens, i, {"joint"}) && AtWords(tokens, i + 1, {"out", "of"}) && SaysJoints(tokens, i + 3, std::min(i + 4, tokens.size()))) {
      asides.push_back(Hull(tokens[i + 1].span, tokens[i + 3].span));
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1, tokens.begin() + static_cast<std::ptrdiff_t>(i) + 4);
    }
    if (!tokens[i].Is("(")) continue;
    std::size_t end = i + 1;
    while (end < tokens.size() && !tokens[end].Is(")") && !tokens[end].Is("(")) ++end;
    if (end == tokens.size() || !tokens[end].Is(")") || end == i + 1) continue;
    const auto at = [&](std::size_t k) { return tokens.begin() + static_cast<std::ptrdiff_t>(k); };
    const auto* aside = Asides().Longest(tokens, i + 1);
    const std::size_t near = i > 3 ? i - 3 : 0;
    const bool valued = std::any_of(at(near), at(i), IsNumber);
    if ((aside != nullptr && i + 1 + aside->size() == end) || (valued && SaysRange(tokens, i + 1, end))) {
      asides.push_back(Hull(tokens[i].span, tokens[end].span));
      tokens.erase(at(i), at(end + 1));
      --i;
    } else if (i > 1 && SaysJoints(tokens, i + 1, end) &&
               (AtAny(tokens, i - 1, {"joint", "count"}) ||
                (IsNumber(tokens[i - 1]) && AtAny(tokens, i - 2, {">=", ">", "of", "least"})))) {
      asides.push_back(Hull(tokens[i].span, tokens[end].span));
      tokens.erase(at(i), at(end + 1));
      --i;
    } else if (GoesOn(tokens, i + 1, end)) {
      tokens.erase(at(end));
      tokens.erase(at(i));
    }
  }
}

bool AllowsRescreening(ChunkSpan sentence) {
  bool again = false, may = false;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const Chunk& c = sentence[i];
    const bool length = c.kind == ChunkKind::kLimit &&
                        (c.limit->unit.starts_with("day") || c.limit->unit.starts_with("week") || c.limit->unit.starts_with("month"));
    // Anything else that is said in it may restrict somebody.
    const bool more = c.kind == ChunkKind::kName || c.kind == ChunkKind::kGroup || c.kind == ChunkKind::kGrade || c.Cue("unless") ||
                      c.Cue("except") || c.Cue("excluded") || c.Cue("block") || c.Cue("consent");
    if (more || (c.kind == ChunkKind::kLimit && !length) || c.kind == ChunkKind::kAnswer || c.Cue("must") || (c.Cue("not") && !c.no))
      return false;
    const std::string word = c.word.str();
    again = again || word.starts_with("rescreen") ||
            (word.starts_with("screen") && i > 0 && (sentence[i - 1].word == "re" || (i > 1 && sentence[i - 2].word == "re")));
    may = may || c.Cue("relax") || c.word == "may" || c.word == "can" || c.word == "could" || c.word == "will";
  }
  return again && may;
}

}  // namespace eligo::parse
