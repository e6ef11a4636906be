// Classes, stages and grades, as they are written: "NYHA class III or IV", "stage IIIB", "grade >= 3".
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parse/quantity.h"

namespace eligo::parse {

using syntax::Relation;
using units::Rational;

namespace {

Read GradeChunk(const std::vector<Token>& t, std::size_t at, std::size_t end, syntax::Grade grade) {
  Read out;
  out.tokens = end - at;
  out.chunk.kind = ChunkKind::kGrade;
  out.chunk.span = grade.span = Covering(t, at, end - at);
  out.chunk.grade = std::move(grade);
  return out;
}

}  // namespace

namespace {

// "stage III", "stage IIIB or IV", "stage 4 or 5", "stage I-III": the steps as written; what lies between is in.
std::optional<Read> ReadStage(const std::vector<Token>& t, std::size_t at) {
  static constexpr std::array<std::string_view, 5> kRoman = {"I", "II", "III", "IV", "V"};
  const auto step = [&](std::size_t k, std::size_t& tokens) -> std::string {
    tokens = 0;
    if (k >= t.size()) return "";
    if (t[k].kind == Token::Kind::kNumber) {
      if (t[k].value.denominator() != 1 || t[k].value > Rational(5)) return "";
      tokens = 1;
      return t[k].value.ToString();
    }
    std::string_view raw = t[k].raw;
    const std::string_view base = raw.size() > 1 && raw.back() >= 'A' && raw.back() <= 'C' ? raw.substr(0, raw.size() - 1) : raw;
    if (std::find(kRoman.begin(), kRoman.end(), base) == kRoman.end()) return "";
    tokens = 1;
    return std::string(raw);
  };
  syntax::Grade grade;
  grade.scale = "stage";
  std::size_t i = at + 1, n = 0;
  std::string next = step(i, n);
  if (next.empty()) return std::nullopt;
  grade.steps.push_back(next);
  i += n;
  while (AtAny(t, i, {"-", "/", "or", ",", "and", "to"})) {
    std::size_t k = i + 1;
    if (AtAny(t, k, {"or", "stage"})) ++k;
    if (AtAny(t, k, {"stage"})) ++k;
    next = step(k, n);
    if (next.empty()) break;
    if (AtAny(t, i, {"-", "to"})) {
      const auto rank = [&](const std::string& s) -> int {
        const auto roman = std::find(kRoman.begin(), kRoman.end(), s);
        if (roman != kRoman.end()) return static_cast<int>(roman - kRoman.begin()) + 1;
        return s.size() == 1 && s[0] >= '0' && s[0] <= '5' ? s[0] - '0' : -1;
      };
      const int low = rank(grade.steps.back()), high = rank(next);
      if (low < 0 || high < low) return std::nullopt;  // "stage IIB-IV": which steps lie between is not said by the numbers
      for (int r = low + 1; r < high; ++r)
        grade.steps.push_back(next[0] >= '0' && next[0] <= '9' ? std::to_string(r) : std::string(kRoman[static_cast<std::size_t>(r) - 1]));
    }
    grade.steps.push_back(next);
    i = k + n;
  }
  if (const auto [suffix, relation] = ReadSuffix(t, i); suffix > 0) return std::nullopt;  // "stage 3 or higher"
  return GradeChunk(t, at, i, std::move(grade));
}

}  // namespace

std::pair<std::size_t, std::string> ReadVersion(const std::vector<Token>& t, std::size_t at) {
  const auto digits = [](std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; };
  std::size_t i = at;
  if (At(t, i, ",")) ++i;
  if (i < t.size() && t[i].raw.size() == 2 && (t[i].raw[0] == 'v' || t[i].raw[0] == 'V') && digits(t[i].raw.substr(1))) {  // "v5.0"
    std::string version(t[i].raw.substr(1));
    const bool point = At(t, i + 1, ".") && i + 2 < t.size() && digits(t[i + 2].raw) && !t[i + 2].space_before;
    version.append(".").append(point ? t[i + 2].raw : "0");
    return {i + (point ? 3 : 1) - at, std::move(version)};
  }
  const bool said = AtAny(t, i, {"v", "ver", "vers", "version"});
  if (said) ++i;
  if (said && At(t, i, ".")) ++i;
  if (i >= t.size() || t[i].kind != Token::Kind::kNumber || t[i].value < Rational(1) || t[i].value >= Rational(10)) return {0, ""};
  const std::string version(t[i].raw);
  const bool point = version.find('.') != std::string::npos;
  if (!said && (i > at || !point)) return {0, ""};  // "CTCAE 3" may be a grade
  return {i + 1 - at, point ? version : version + ".0"};
}

namespace {

// "MGFA class II to IVa": a step without a letter is both of its letters, and what lies between two steps is in.
std::optional<Read> ReadMgfa(const std::vector<Token>& t, std::size_t at, std::size_t i, Relation relation) {
  static constexpr std::array<std::string_view, 11> kSteps = {"I", "II", "IIa", "IIb", "III", "IIIa", "IIIb", "IV", "IVa", "IVb", "V"};
  while (AtAny(t, i, {"clinical", "classification", "class", "grade", "of"})) ++i;
  // First and last place of a step among all.
  const auto step = [&](std::size_t k) -> std::optional<std::pair<std::size_t, std::size_t>> {
    if (k >= t.size()) return std::nullopt;
    std::string raw(t[k].raw);
    if (!raw.empty() && (raw.back() == 'A' || raw.back() == 'B')) raw.back() = static_cast<char>(raw.back() - 'A' + 'a');
    const auto found = std::find(kSteps.begin(), kSteps.end(), raw);
    if (found == kSteps.end()) return std::nullopt;
    const auto n = static_cast<std::size_t>(found - kSteps.begin());
    const bool lettered = kSteps[n].back() == 'a' || kSteps[n].back() == 'b';
    return std::pair(n, lettered || n == 0 || n + 1 == kSteps.size() ? n : n + 2);
  };
  syntax::Grade grade;
  grade.scale = "MGFA";
  if (const auto c = ReadComparator(t, i); c && relation == Relation::kNone) {
    relation = c->relation;
    i += c->tokens;
  }
  auto first = step(i);
  if (!first) return std::nullopt;
  std::vector<bool> in(kSteps.size());
  const auto add = [&](std::size_t from, std::size_t to) {
    for (std::size_t k = from; k <= to; ++k) in[k] = true;
  };
  ++i;
  if (const auto [n, suffix] = ReadSuffix(t, i); n > 0 && relation == Relation::kNone) {
    relation = suffix;
    i += n;
  }
  const std::size_t last = kSteps.size() - 1;
  switch (relation) {
    case Relation::kGreaterEqual: add(first->first, last); break;
    case Relation::kGreater: add(first->second + 1, last); break;
    case Relation::kLessEqual: add(0, first->second); break;
    case Relation::kLess:
      if (first->first > 0) add(0, first->first - 1);
      break;
    default: add(first->first, first->second);
  }
  const bool bounded = relation != Relation::kNone && relation != Relation::kEqual;
  while (!bounded && AtAny(t, i, {"-", "/", "or", ",", "and", "to", "through"})) {
    std::size_t k = i + 1;
    if (AtAny(t, k, {"or", "class"})) ++k;
    const auto next = step(k);
    if (!next) break;
    const bool range = AtAny(t, i, {"-", "to", "through"});
    if (range && next->second < first->first) return std::nullopt;  // the wrong way round
    add(range ? first->first : next->first, next->second);
    first = next;
    i = k + 1;
  }
  if (std::none_of(in.begin(), in.end(), [](bool is) { return is; })) return std::nullopt;
  for (std::size_t k = 0; k < kSteps.size(); ++k) {
    if (in[k]) grade.steps.emplace_back(kSteps[k]);
  }
  return GradeChunk(t, at, i, std::move(grade));
}

// "Child-Pugh class B or C", "Child-Pugh B or worse"; its scores in numbers are values.
std::optional<Read> ReadChildPugh(const std::vector<Token>& t, std::size_t at, std::size_t i, Relation relation) {
  static constexpr std::string_view kSteps = "ABC";
  while (AtAny(t, i, {"class", "grade", "score", "stage", "classification", "category", "of", "cirrhosis", "liver"})) ++i;
  // "B-cell", "C. difficile": a letter that begins something else.
  const auto begins = [&](std::size_t k) {
    const bool mark = (At(t, k + 1, "-") || At(t, k + 1, ".")) && !t[k + 1].space_before && k + 2 < t.size();
    return mark && t[k + 2].kind == Token::Kind::kWord && t[k + 2].raw.size() > 1 &&
           std::any_of(t[k + 2].raw.begin(), t[k + 2].raw.end(), [](char x) { return x >= 'a' && x <= 'z'; });
  };
  const auto step = [&](std::size_t k) {
    return k < t.size() && t[k].raw.size() == 1 && !begins(k) ? kSteps.find(t[k].raw.front()) : std::string_view::npos;
  };
  if (const auto c = ReadComparator(t, i); c && relation == Relation::kNone) {
    relation = c->relation;
    i += c->tokens;
  }
  std::size_t last = step(i);
  if (last == std::string_view::npos) return std::nullopt;
  std::array<bool, 3> in{};
  in[last] = true;
  ++i;
  if (AtAny(t, i, {"or"}) && AtAny(t, i + 1, {"worse", "higher", "greater", "above", "more"})) relation = Relation::kGreaterEqual, i += 2;
  if (AtAny(t, i, {"or"}) && AtAny(t, i + 1, {"better", "lower", "less", "below"})) relation = Relation::kLessEqual, i += 2;
  for (std::size_t k = 0; k < in.size(); ++k) {
    in[k] = in[k] || ((relation == Relation::kGreaterEqual || relation == Relation::kGreater) && k > last) ||
            ((relation == Relation::kLessEqual || relation == Relation::kLess) && k < last);
  }
  if (relation == Relation::kGreater || relation == Relation::kLess) in[last] = false;
  while (AtAny(t, i, {"-", "/", "or", ",", "and", "to"})) {
    std::size_t k = i + 1;
    if (AtAny(t, k, {"or", "class"})) ++k;
    if (AtAny(t, k, {"class"})) ++k;
    const std::size_t next = step(k);
    if (next == std::string_view::npos) break;
    for (std::size_t between = last; AtAny(t, i, {"-", "to"}) && between < next; ++between) in[between] = true;
    in[next] = true;
    last = next;
    i = k + 1;
  }
  syntax::Grade grade;
  grade.scale = "Child-Pugh";
  for (std::size_t k = 0; k < in.size(); ++k) {
    if (in[k]) grade.steps.emplace_back(1, kSteps[k]);
  }
  if (grade.steps.empty()) return std::nullopt;
  return GradeChunk(t, at, i, std::move(grade));
}

}  // namespace

std::optional<Read> ReadGrade(const std::vector<Token>& t, std::size_t at) {
  syntax::Grade grade;
  std::size_t i = at;
  // "possible or definite": how sure a set of criteria makes it.
  const auto sure = [&](std::size_t k) { return AtAny(t, k, {"possible", "probable", "definite"}); };
  if (sure(i) && AtAny(t, i + 1, {"or", "and", "/"}) && sure(i + 2)) {
    grade.scale = "certainty";
    grade.steps = {t[i].low.str(), t[i + 2].low.str()};
    return GradeChunk(t, at, at + 3, std::move(grade));
  }
  if (const auto c = ReadComparator(t, i)) {
    grade.relation = c->relation;
    i += c->tokens;
  }
  if (AtWords(t, i, {"new", "york", "heart", "association"})) {
    grade.scale = "NYHA";
    i += 4;
    if (AtWords(t, i, {"(", "nyha", ")"})) i += 3;
  } else if (At(t, i, "nyha")) {
    grade.scale = "NYHA";
    ++i;
  } else if (At(t, i, "mgfa")) {
    return ReadMgfa(t, at, i + 1, grade.relation);
  } else if (AtWords(t, i, {"child", "-", "pugh"}) || AtWords(t, i, {"child", "pugh"})) {
    return ReadChildPugh(t, at, i + (At(t, i + 1, "-") ? 3 : 2), grade.relation);
  } else if (AtWords(t, i, {"child", "-", "turcotte", "-", "pugh"})) {
    return ReadChildPugh(t, at, i + 5, grade.relation);
  } else if (At(t, i, "ctcae")) {
    grade.scale = "CTCAE";
    ++i;
    const auto [n, version] = ReadVersion(t, i);
    grade.version = version;
    i += n;
    if (n > 0 && At(t, i, ",")) ++i;
  }
  if (AtAny(t, i, {"stage"}) && grade.scale.empty() && grade.relation == Relation::kNone) return ReadStage(t, at);
  bool asa = false;
  if (At(t, i, "asa") && grade.scale.empty() && t[i].raw == "ASA") {  // the class, where a step follows; else aspirin
    grade.scale = "ASA";
    asa = true;
    ++i;
    while (AtAny(t, i, {"physical", "status", "score", "classification", "ps"})) ++i;
  }
  if (AtAny(t, i, {"functional", "classification"})) ++i;
  if (!asa && grade.scale != "NYHA" && !AtAny(t, i, {"grade", "class"})) return std::nullopt;  // "NYHA III-IV" needs no "class"
  const bool is_class = At(t, i, "class");
  if (AtAny(t, i, {"grade", "class"})) ++i;
  if (At(t, i, "of")) ++i;
  if (const auto c = ReadComparator(t, i); c && grade.relation == Relation::kNone) {
    grade.relation = c->relation;
    i += c->tokens;
  }
  const auto step = [&](std::size_t k) -> std::string {
    if (k >= t.size()) return "";
    if (t[k].kind == Token::Kind::kNumber) return t[k].value <= Rational(5) && t[k].value.denominator() == 1 ? t[k].value.ToString() : "";
    for (const std::string_view roman : {"I", "II", "III", "IV", "V"}) {
      if (t[k].raw == roman) return std::string(roman);
    }
    return "";
  };
  std::string first = step(i);
  if (first.empty()) return std::nullopt;
  grade.steps.push_back(first);
  ++i;
  while (AtAny(t, i, {"-", "/", "or", ",", "and", "to"}) && !step(i + 1).empty()) {
    const bool range = AtAny(t, i, {"-", "to"});
    const std::string next = step(i + 1);
    if (range) {  // grade 1-4: what lies between is in
      const std::string_view romans[] = {"I", "II", "III", "IV", "V"};
      const auto rank = [&](const std::string& s) {
        for (int k = 0; k < 5; ++k) {
          if (s == romans[k] || s == std::to_string(k + 1)) return k + 1;
        }
        return 0;
      };
      for (int k = rank(grade.steps.back()) + 1; k < rank(next); ++k)
        grade.steps.push_back(first[0] == 'I' || first[0] == 'V' ? std::string(romans[k - 1]) : std::to_string(k));
    }
    grade.steps.push_back(next);
    i += 2;
  }
  if (const auto [n, relation] = ReadSuffix(t, i); n > 0) {
    grade.relation = relation;
    i += n;
  }
  if (grade.scale.empty() && is_class) grade.scale = "NYHA?";  // settled by what it is said of
  return GradeChunk(t, at, i, std::move(grade));
}

}  // namespace eligo::parse
