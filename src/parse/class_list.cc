#include "parse/class_list.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "parse/grammar.h"
#include "parse/quantity.h"

namespace eligo::parse {
namespace {

bool IsStep(const std::vector<Token>& t, std::size_t i) {
  static constexpr std::array<std::string_view, 6> kRoman = {"I", "II", "III", "IV", "V", "VI"};
  if (i >= t.size()) return false;
  if (std::find(kRoman.begin(), kRoman.end(), t[i].raw) != kRoman.end()) return true;
  return t[i].raw.size() == 1 && t[i].raw[0] >= '1' && t[i].raw[0] <= '6';
}

bool SaysClass(const std::vector<Token>& t, std::size_t i) { return AtAny(t, i, {"class", "type", "stage", "grade"}); }

// What joins one class to the next; the tokens of it, "class" said again among them. `and` is either, too: no disease is of two classes.
std::size_t Joined(const std::vector<Token>& t, std::size_t i) {
  std::size_t n = 0;
  if (AtWords(t, i, {"and", "/", "or"})) {
    n = 3;
  } else if (AtWords(t, i, {",", "or"}) || AtWords(t, i, {",", "and"})) {
    n = 2;
  } else if (AtAny(t, i, {"or", "/", ",", "and"})) {
    n = 1;
  }
  return n > 0 && SaysClass(t, i + n) ? n + 1 : n;
}

// ", with or without class V", "(+/- V)": the tokens.
std::size_t MayBe(const std::vector<Token>& t, std::size_t at) {
  std::size_t i = at;
  if (At(t, i, ",")) ++i;
  const bool bracket = At(t, i, "(");
  if (bracket) ++i;
  if (AtWords(t, i, {"with", "or", "without"}) || AtWords(t, i, {"with", "/", "without"}) || AtWords(t, i, {"+", "/", "-"})) {
    i += 3;
  } else if (At(t, i, "±")) {
    ++i;
  } else {
    return 0;
  }
  if (AtAny(t, i, {"coexisting", "concomitant", "concurrent", "additional"})) ++i;
  if (SaysClass(t, i)) ++i;
  if (!IsStep(t, i)) return 0;
  ++i;
  if (bracket && !At(t, i, ")")) return 0;
  return i + (bracket ? 1 : 0) - at;
}

std::string Words(const std::vector<Token>& t, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += (text.empty() ? "" : " ") + std::string(t[i].low);
  return text;
}

// Adds the name to those of the list; false where terms do not know it.
bool Add(const std::string& text, std::optional<syntax::Name>& list, const terms::Terms& terms) {
  auto found = terms.FindName(text);
  if (found.empty()) return false;
  syntax::Name name{{}, text, std::move(found)};
  if (list) {
    list->or_else.push_back(std::move(name));
  } else {
    list = std::move(name);
  }
  return true;
}

// All of them stand where the list does.
syntax::Name At(Span span, syntax::Name list) {
  list.span = span;
  for (syntax::Name& other : list.or_else) other.span = span;
  return list;
}

bool IsList(const syntax::Name& name) { return !name.or_else.empty(); }

std::vector<syntax::Name> Each(syntax::Name list) {
  std::vector<syntax::Name> all = std::exchange(list.or_else, {});
  all.insert(all.begin(), std::move(list));
  return all;
}

// The clauses, one of each class for one of a list.
std::vector<syntax::ClausePtr> EachOf(const std::vector<syntax::ClausePtr>& clauses) {
  std::vector<syntax::ClausePtr> all;
  for (const syntax::ClausePtr& clause : clauses) {
    if (clause->heads.size() != 1 || !IsList(clause->heads.front())) {
      all.push_back(clause);
      continue;
    }
    for (syntax::Name& name : Each(clause->heads.front())) {
      syntax::Clause one = *clause;
      one.heads = {std::move(name)};
      all.push_back(std::make_shared<const syntax::Clause>(std::move(one)));
    }
  }
  return all;
}

bool HoldsList(const syntax::Clause& clause) {
  const auto holds = [](const syntax::ClausePtr& part) {
    return std::any_of(part->heads.begin(), part->heads.end(), IsList) || HoldsList(*part);
  };
  for (const auto* parts : {&clause.examples, &clause.except, &clause.required, &clause.with, &clause.without}) {
    if (std::any_of(parts->begin(), parts->end(), holds)) return true;
  }
  return clause.cause && IsList(*clause.cause);
}

}  // namespace

std::optional<ClassList> ReadClassList(const std::vector<Token>& t, std::size_t at, const terms::Terms& terms) {
  constexpr std::size_t kLongest = 4;  // words of the disease
  if (!SaysClass(t, at) || !IsStep(t, at + 1)) return std::nullopt;
  std::vector<std::size_t> steps{at + 1};
  std::size_t i = at + 2;
  for (std::size_t n = Joined(t, i); n > 0 && IsStep(t, i + n); n = Joined(t, i)) {
    steps.push_back(i + n);
    i += n + 1;
  }
  if (steps.size() < 2) return std::nullopt;
  const std::size_t disease = i + MayBe(t, i);
  for (std::size_t end = std::min(disease + kLongest, t.size()); end > disease; --end) {
    if (t[end - 1].kind != Token::Kind::kWord) continue;
    std::optional<syntax::Name> list;
    const bool all = std::all_of(steps.begin(), steps.end(), [&](std::size_t step) {
      return Add(Words(t, at, at + 1) + " " + std::string(t[step].low) + " " + Words(t, disease, end), list, terms);
    });
    if (!all) continue;
    const std::size_t tokens = end + MayBe(t, end) - at;
    return ClassList{tokens, At(Covering(t, at, tokens), std::move(*list))};
  }
  return std::nullopt;
}

std::optional<ClassList> ReadClassesBehind(const std::vector<Token>& t, std::size_t at, std::size_t end, const syntax::Name& name,
                                           const terms::Terms& terms) {
  if (end < at + 3) return std::nullopt;
  std::optional<syntax::Name> list = name;
  std::size_t i = end;
  if (IsStep(t, end - 1) && SaysClass(t, end - 2)) {
    for (std::size_t n = Joined(t, i); n > 0 && IsStep(t, i + n); n = Joined(t, i)) {
      if (!Add(Words(t, at, end - 1) + " " + std::string(t[i + n].low), list, terms)) break;
      i += n + 1;
    }
  } else if (!SaysClass(t, at) || !IsStep(t, at + 1)) {
    return std::nullopt;
  }
  i += MayBe(t, i);
  if (i == end) return std::nullopt;
  return ClassList{i - end, At(Covering(t, at, i - at), std::move(*list))};
}

void SpreadClasses(syntax::Node& node) {
  for (syntax::Node& child : node.of) SpreadClasses(child);
  if (!node.clause || node.kind != syntax::Node::Kind::kClause) return;
  const bool heads = std::any_of(node.clause->heads.begin(), node.clause->heads.end(), IsList);
  if (!heads && !HoldsList(*node.clause)) return;
  syntax::Clause clause = *node.clause;
  clause.examples = EachOf(clause.examples);
  clause.except = EachOf(clause.except);
  if (HoldsList(clause) || (heads && clause.heads.size() > 1)) {
    node = MakeUnread(node.span, "classes of a disease that is not asked by itself");
    return;
  }
  if (!heads) {
    node.clause = std::make_shared<const syntax::Clause>(std::move(clause));
    return;
  }
  std::vector<syntax::Node> any;
  for (syntax::Name& name : Each(clause.heads.front())) {
    any.push_back(node);
    syntax::Clause one = clause;
    one.heads = {std::move(name)};
    any.back().clause = std::make_shared<const syntax::Clause>(std::move(one));
  }
  node = MakeJoin(syntax::Node::Kind::kOr, std::move(any));
}

}  // namespace eligo::parse
