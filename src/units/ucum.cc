#include "units/ucum.h"

#include <algorithm>

namespace eligo::units {
namespace {

constexpr int kMaxDepth = 32;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A prefix and an atom that takes it; the atom alone comes first ("cd" is candela, "min" minute).
std::optional<Product> Symbol(std::string_view symbol, const AtomTable& atoms) {
  if (const Atom* atom = atoms.Find(symbol)) return atom->product;
  for (const Prefix& prefix : AllPrefixes()) {
    if (!symbol.starts_with(prefix.symbol)) continue;
    const Atom* atom = atoms.Find(symbol.substr(prefix.symbol.size()));
    if (atom == nullptr || atom->prefixes == Prefixes::kNone || (prefix.large && atom->prefixes == Prefixes::kSmall)) continue;
    Product product = atom->product;
    const std::optional<Rational> factor = Rational::Parse(prefix.factor);
    product.factor = factor && product.factor ? Multiply(*factor, *product.factor) : std::nullopt;
    return product;
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(std::string_view text, const AtomTable& atoms) : text_(text), atoms_(atoms) {}

  std::optional<Product> Whole() {
    std::optional<Product> product = Term(0);
    if (!product || at_ != text_.size()) return std::nullopt;
    return product;
  }

 private:
  bool Ends() const { return at_ == text_.size(); }
  bool Take(char c) {
    if (Ends() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  // ["/"] component (("." | "/") component)*; the first solidus not between parentheses
  std::optional<Product> Term(int depth) {
    if (depth > kMaxDepth) return std::nullopt;
    Product product;
    int power = depth == 0 && Take('/') ? -1 : 1;
    bool alone = power == 1;
    while (true) {
      std::optional<Product> component = Component(depth);
      if (!component) return std::nullopt;
      if (alone && (Ends() || text_[at_] == ')')) return component;  // keeps the offset of a temperature
      if (!MultiplyInto(product, *component, power)) return std::nullopt;
      alone = false;
      if (Take('.')) {
        power = 1;
      } else if (Take('/')) {
        power = -1;
      } else {
        return product;
      }
    }
  }

  // "(" term ")" | number | [10*] | symbol exponent?, each with an annotation; or an annotation alone.
  std::optional<Product> Component(int depth) {
    if (Ends()) return std::nullopt;
    Product product;
    if (text_[at_] == '{') return Annotation(product) ? std::optional(product) : std::nullopt;
    if (Take('(')) {
      const std::optional<Product> inner = Term(depth + 1);
      if (!inner || !Take(')')) return std::nullopt;
      product = *inner;
    } else if (IsDigit(text_[at_]) && !PowerOfTenFollows()) {
      if (!Number(product)) return std::nullopt;
    } else {
      const std::optional<Product> simple = Symbol(SymbolText(), atoms_);
      const std::optional<int> power = Exponent();
      if (!simple || !power) return std::nullopt;
      if (*power == 1) {
        product = *simple;
      } else if (!MultiplyInto(product, *simple, *power)) {
        return std::nullopt;
      }
    }
    if (!Ends() && text_[at_] == '{' && !Annotation(product)) return std::nullopt;
    return product;
  }

  bool PowerOfTenFollows() const { return text_.substr(at_).starts_with("10*") || text_.substr(at_).starts_with("10^"); }

  bool Number(Product& product) {
    const std::size_t begin = at_;
    while (!Ends() && IsDigit(text_[at_])) ++at_;
    product.factor = Rational::Parse(text_.substr(begin, at_ - begin));
    return product.factor && *product.factor != Rational(0);
  }

  // Up to a digit, a sign or an operator outside of square brackets.
  std::string_view SymbolText() {
    const std::size_t begin = at_;
    if (PowerOfTenFollows()) {
      at_ += 3;
      return text_.substr(begin, 3);
    }
    int brackets = 0;
    for (; !Ends(); ++at_) {
      const char c = text_[at_];
      if (c == '[') ++brackets;
      if (c == ']') --brackets;
      if (brackets == 0 && (IsDigit(c) || std::string_view(".+-/(){}*^").find(c) != std::string_view::npos)) break;
    }
    return text_.substr(begin, at_ - begin);
  }

  std::optional<int> Exponent() {
    if (Ends()) return 1;
    const bool negative = text_[at_] == '-';
    const bool sign = negative || text_[at_] == '+';
    if (sign) ++at_;
    int power = 0;
    const std::size_t begin = at_;
    while (!Ends() && IsDigit(text_[at_]) && at_ - begin < 3) power = power * 10 + (text_[at_++] - '0');
    if (at_ == begin) return sign ? std::nullopt : std::optional(1);
    if (!Ends() && IsDigit(text_[at_])) return std::nullopt;
    return negative ? -power : power;
  }

  // Printable ASCII between braces. [arb'U] is told apart by its annotation: {RU} is not {CU}.
  bool Annotation(Product& product) {
    if (!Take('{')) return false;
    const std::size_t end = text_.find('}', at_);
    if (end == std::string_view::npos) return false;
    const std::string_view note = text_.substr(at_, end - at_);
    at_ = end + 1;
    if (!std::all_of(note.begin(), note.end(), [](char c) { return c >= '!' && c <= '~' && c != '{'; })) return false;
    if (IsStandardSurface(note)) {
      Product surface;
      surface.factor = Rational::Of(173, 100);
      surface.dimension[kMetre] = 2;
      return MultiplyInto(product, surface, 1);
    }
    const auto arbitrary = product.arbitrary.find("[arb'U]");
    if (arbitrary != product.arbitrary.end()) {
      const int power = arbitrary->second;
      product.arbitrary.erase(arbitrary);
      product.arbitrary["[arb'U]{" + std::string(note) + "}"] += power;
    }
    return true;
  }

  std::string_view text_;
  const AtomTable& atoms_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Product> ReadUcum(std::string_view text, const AtomTable& atoms) { return Reader(text, atoms).Whole(); }

bool IsStandardSurface(std::string_view note) { return note == "1.73_m2" || note == "1.73m2" || note == "1.73.m2"; }

}  // namespace eligo::units
