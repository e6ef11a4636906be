#include "bind/numbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eligo::bind {
namespace {

using logic::Expression;
using logic::Fact;
using logic::Op;

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool IsLetter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c >= 0xC0; }
bool IsBlank(char32_t c) { return c <= U' ' || c == 0xA0; }
char32_t Lower(char32_t c) { return c >= U'A' && c <= U'Z' ? c | 0x20 : c; }

// ---- what the facts carry

class Carried {
 public:
  void Add(const Expression& e) {
    switch (e.op) {
      case Op::kUnread:
      case Op::kJudgement: taken_.push_back(e.span); return;
      case Op::kFact: AddFact(*e.fact); return;
      case Op::kOr: values_.push_back(1); break;                                                // "at least 1 of"
      case Op::kAtLeast: values_.insert(values_.end(), {1.0 * e.count, e.count + 1.0}); break;  // one member may restrict nobody
      default: break;
    }
    for (const Expression& child : e.of) Add(child);
  }

  bool Takes(Span span) const {
    return std::any_of(taken_.begin(), taken_.end(), [&](Span s) { return s.Contains(span); });
  }
  bool Has(double value) const {
    return std::any_of(values_.begin(), values_.end(), [&](double v) { return std::abs(std::abs(v) - value) <= 1e-9 * value; });
  }
  // "class 1, 2 or 3" is kept as from 1 to 3.
  bool Between(double value) const {
    return std::any_of(ranges_.begin(), ranges_.end(), [&](const auto& r) { return r.first <= value && value <= r.second; });
  }
  bool anchored() const { return anchored_; }
  // The concept, or a class of it.
  bool Holds(terms::ConceptId id, const terms::Terms& terms) const {
    return std::any_of(concepts_.begin(), concepts_.end(), [&](const std::string& c) {
      const auto found = terms.Find(c);
      return found && (*found == id || terms.IsA(id, *found));
    });
  }

 private:
  void AddFact(const Fact& f) {
    if (f.about == logic::About::kConsent) taken_.push_back(f.span);
    AddWords(f.concept_ref.id);
    if (!f.concept_ref.id.empty()) concepts_.push_back(f.concept_ref.id);
    AddWords(f.concept_ref.text);
    for (const std::string& grade : f.category) AddGrade(grade);
    for (const auto* words : {&f.state, &f.method, &f.route}) {
      for (const std::string& w : *words) AddWords(w);
    }
    for (const std::string* words : {&f.scale, &f.version, &f.item, &f.specimen, &f.other_than}) AddWords(*words);
    if (f.compare) {
      AddValue(f.compare->value);
      if (f.compare->high) {
        AddValue(*f.compare->high);
        ranges_.emplace_back(f.compare->value.ToDouble(), f.compare->high->ToDouble());
      }
      AddWords(f.compare->unit);
      // "3.0 x 109/L", a lost superscript
      if (f.compare->unit.size() > 3 && f.compare->unit.starts_with("10*")) values_.push_back(100 + (f.compare->unit[3] - '0'));
    }
    if (f.change) AddValue(f.change->value);
    if (f.dose) {
      AddValue(f.dose->value);
      if (f.dose->high) AddValue(*f.dose->high);
    }
    if (f.duration) AddPeriod(f.duration->value);
    if (f.stable_for) AddPeriod(*f.stable_for);
    for (const auto* count : {&f.distinct, &f.times}) {
      if (!*count) continue;
      // "at least 3" may be kept as "more than 2".
      for (const int near : {-1, 0, 1}) values_.push_back((*count)->value + near);
      if ((*count)->apart) AddPeriod(*(*count)->apart);
    }
    if (f.cause) AddWords(f.cause->concept_id);
    for (const auto* parts : {&f.required, &f.except}) {
      for (const logic::FactPtr& part : *parts) AddFact(*part);
    }
    if (f.provided) Add(*f.provided);
    if (f.window) {
      for (const auto* bound : {&f.window->from, &f.window->to, &f.window->or_longer}) {
        if (!*bound) continue;
        AddPeriod((*bound)->offset);
        values_.push_back((*bound)->half_lives);
      }
      anchored_ = anchored_ || f.window->anchor;
      if (f.window->event) AddFact(*f.window->event);
    }
  }

  // "> grade 2" is kept as the grades 3, 4 and 5; "class 3" of a scale that counts in letters as III.
  void AddGrade(const std::string& grade) {
    const std::size_t before = values_.size();
    AddWords(grade);
    static constexpr std::array<std::string_view, 6> kRoman = {"I", "II", "III", "IV", "V", "VI"};
    const auto roman = std::find(kRoman.begin(), kRoman.end(), grade);
    if (roman != kRoman.end()) values_.push_back(static_cast<double>(roman - kRoman.begin()) + 1);
    if (values_.size() == before) return;  // "Child-Pugh A"
    const double value = values_.back();
    values_.insert(values_.end(), {value - 1, value + 1});
  }

  void AddValue(const units::Rational& value) {
    values_.push_back(value.ToDouble());
    values_.push_back(value.ToDouble() * 100);  // "30 %" of a fraction
  }

  // In any unit it may have been written in.
  void AddPeriod(Period p) {
    if (p.months != 0) values_.insert(values_.end(), {1.0 * p.months, p.months / 12.0});
    if (p.months > 12) values_.insert(values_.end(), {std::floor(p.months / 12.0), 1.0 * (p.months % 12)});  // "1 year and 6 months"
    if (p.days != 0) values_.insert(values_.end(), {1.0 * p.days, p.days / 7.0, p.days * 24.0});
    if (p.hours != 0) values_.insert(values_.end(), {1.0 * p.hours, p.hours / 24.0});
  }

  void AddWords(std::string_view words) {
    for (std::size_t i = 0; i < words.size();) {
      double value = 0;
      double scale = 0;
      const std::size_t begin = i;
      for (; i < words.size() && ((words[i] >= '0' && words[i] <= '9') || (words[i] == '.' && scale == 0)); ++i) {
        if (words[i] == '.') {
          scale = 1;
          continue;
        }
        value = value * 10 + (words[i] - '0');
        scale *= 10;
      }
      if (i == begin) {
        ++i;
        continue;
      }
      values_.push_back(scale > 1 ? value / scale : value);
      if (scale > 1) values_.push_back(std::floor(value / scale));
    }
  }

  std::vector<double> values_;
  std::vector<std::pair<double, double>> ranges_;
  std::vector<Span> taken_;
  std::vector<std::string> concepts_;
  bool anchored_ = false;
};

// ---- what the text states

struct Number {
  Span span;
  std::array<double, 4> readings{};  // "1,500": 1500, 1.5, 1
  int count = 0;
  bool in_name = false;  // "CYP3A4", "F3"
};

// The numbers of a part as printed; a numeric entity is none.
std::vector<Number> NumbersIn(const std::u32string& text, Span part) {
  std::vector<Number> numbers;
  const auto at = [&](int i) { return text[static_cast<std::size_t>(i)]; };
  for (int i = part.begin; i < part.end; ++i) {
    if (at(i) == U'&' && i + 1 < part.end && at(i + 1) == U'#') {
      while (i < part.end && at(i) != U';') ++i;
      continue;
    }
    if (!IsDigit(at(i))) continue;
    Number n;
    double whole = 0;
    double point = 0;
    double scale = 0;
    double first = -1;
    int end = i;
    for (int j = i; j < part.end && (IsDigit(at(j)) || at(j) == U'.' || at(j) == U',' || at(j) == U'\\'); ++j) {
      if (IsDigit(at(j))) {
        whole = whole * 10 + (at(j) - U'0');
        point = point * 10 + (at(j) - U'0');
        scale *= 10;
        end = j + 1;
      } else if (at(j) != U'\\') {
        if (first < 0) first = whole;
        if (scale == 0) scale = 1;
      }
    }
    n.span = {i, end};
    n.readings[0] = whole;
    n.count = 1;
    if (scale > 1) n.readings[static_cast<std::size_t>(n.count++)] = point / scale;
    if (first >= 0) n.readings[static_cast<std::size_t>(n.count++)] = first;
    n.in_name = (i > part.begin && IsLetter(at(i - 1))) || (end < part.end && IsLetter(at(end)));
    numbers.push_back(n);
    i = end - 1;
  }
  return numbers;
}

// The word that ends before `at`, lower case.
std::u32string WordBefore(const std::u32string& text, int& at, int from) {
  while (at > from && !IsLetter(text[static_cast<std::size_t>(at - 1)]) && !IsDigit(text[static_cast<std::size_t>(at - 1)])) --at;
  std::u32string word;
  for (; at > from && IsLetter(text[static_cast<std::size_t>(at - 1)]); --at)
    word.insert(word.begin(), Lower(text[static_cast<std::size_t>(at - 1)]));
  return word;
}

// "Day 1", "Visit 2": the number is a name.
bool NamesVisit(const std::u32string& text, const Number& n, int from) {
  int at = n.span.begin;
  const std::u32string word = WordBefore(text, at, from);
  return word == U"day" || word == U"visit" || word == U"cycle" || word == U"week" || word == U"d" || word == U"v";
}

// "the following 3 criteria", "4 of the 11", "8 of 68", "141/150": how long the list is, or the scale.
bool SaysHowMany(const std::u32string& text, const Number& n, int from) {
  int before = n.span.begin;
  while (before > from && IsBlank(text[static_cast<std::size_t>(before - 1)])) --before;
  if (before > from && text[static_cast<std::size_t>(before - 1)] == U'/')
    return before - 1 > from && IsDigit(text[static_cast<std::size_t>(before - 2)]);
  int at = n.span.begin;
  std::u32string word = WordBefore(text, at, from);
  if (word == U"following") return true;
  if (word == U"the") word = WordBefore(text, at, from);
  return word == U"of";
}

// "at least 1 flare": what any fact says. Not of a time or a measure.
bool SaysAny(const std::u32string& text, const Number& n, Span part) {
  if (n.readings[0] != 1) return false;
  int at = n.span.begin;
  int i = n.span.end;
  if (std::u32string_view(text).substr(static_cast<std::size_t>(i), 8) == U" or more") return true;
  if (WordBefore(text, at, part.begin) != U"least") return false;
  while (i < part.end && (IsBlank(text[static_cast<std::size_t>(i)]) || text[static_cast<std::size_t>(i)] == U'-')) ++i;
  std::u32string word;
  for (; i < part.end && IsLetter(text[static_cast<std::size_t>(i)]); ++i) word += Lower(text[static_cast<std::size_t>(i)]);
  if (word.size() > 1 && word.back() == U's') word.pop_back();
  static constexpr std::array<std::u32string_view, 10> kMeasures = {U"year", U"month", U"week", U"day", U"hour",
                                                                    U"mg",   U"g",     U"cm",   U"mm",  U"cycle"};
  return !word.empty() && std::find(kMeasures.begin(), kMeasures.end(), word) == kMeasures.end();
}

// "secukinumab (AIN457)", "advanced fibrosis (F3)": another name, alone in its bracket, of what stands before it.
bool Glosses(const std::u32string& text, const Number& n, Span part) {
  const auto inside = [&](int i) {
    const char32_t c = text[static_cast<std::size_t>(i)];
    return IsLetter(c) || IsDigit(c) || c == U'-' || c == U'/' || c == U'.' || c == U'+';
  };
  int begin = n.span.begin;
  int end = n.span.end;
  while (begin > part.begin && inside(begin - 1)) --begin;
  while (end < part.end && inside(end)) ++end;
  return n.in_name && begin > part.begin && end < part.end && text[static_cast<std::size_t>(begin) - 1] == U'(' &&
         text[static_cast<std::size_t>(end)] == U')';
}

// The words around a number: to the next mark or bracket, or the whole of a short piece.
Span Around(const std::u32string& text, Span number, Span part) {
  const auto ends = [&](int i) {
    const char32_t c = text[static_cast<std::size_t>(i)];
    if (c == U';' || c == U'(' || c == U')' || c == U':' || c == U'[' || c == U']') return true;
    const bool digits = i > part.begin && i + 1 < part.end && IsDigit(text[static_cast<std::size_t>(i) - 1]) &&
                        IsDigit(text[static_cast<std::size_t>(i) + 1]);
    return (c == U',' || c == U'.') && !digits;
  };
  Span s = number;
  while (s.begin > part.begin && !ends(s.begin - 1)) --s.begin;
  while (s.end < part.end && !ends(s.end)) ++s.end;
  while (s.begin < number.begin && IsBlank(text[static_cast<std::size_t>(s.begin)])) ++s.begin;
  while (s.end > number.end && IsBlank(text[static_cast<std::size_t>(s.end) - 1])) --s.end;
  return s;
}

// ---- the join

// The leaf whose words hold `span`, the shortest; `excluding`: where it stands, to be true keeps a patient out.
struct Place {
  Expression* leaf = nullptr;
  bool excluding = false;
};
void Find(Expression& e, Span span, bool excluding, Place& best) {
  if (e.op == Op::kFact) {
    const bool shorter =
        best.leaf == nullptr || e.fact->span.end - e.fact->span.begin < best.leaf->fact->span.end - best.leaf->fact->span.begin;
    if (e.fact->span.Contains(span) && shorter) best = {&e, excluding};
    return;
  }
  for (std::size_t i = 0; i < e.of.size(); ++i) {
    const bool turned = e.op == Op::kNot || (e.op == Op::kIf && i == 0) || (e.op == Op::kUnless && i == 1);
    Find(e.of[i], span, excluding != turned, best);
  }
}

void Join(Expression& e, Expression unread, bool either) {
  std::vector<Expression> both;
  both.push_back(std::move(e));
  both.push_back(std::move(unread));
  e = either ? logic::Or(std::move(both)) : logic::And(std::move(both));
}

}  // namespace

Expression WithNumbers(Expression expression, const source::Item& item, const std::vector<syntax::Mention>& mentions,
                       const std::vector<Span>& asides, const source::Document& document, const terms::Terms& terms,
                       const std::function<Expression(Span)>& unread) {
  const std::u32string& text = document.text;
  const bool exclusion = item.kind == source::Kind::kExclusion;
  std::optional<Carried> carried;
  for (const source::Part& part : item.parts) {
    const std::vector<Number> numbers = NumbersIn(text, part.span);
    if (numbers.empty()) continue;
    if (!carried) carried.emplace().Add(expression);
    Span kept;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const Number& n = numbers[i];
      if (kept.Contains(n.span) || carried->Takes(n.span)) continue;
      if (std::any_of(asides.begin(), asides.end(), [&](Span s) { return s.Contains(n.span); })) continue;
      const auto has = [&](const Number& m) {
        return (m.count == 1 && carried->Between(m.readings[0])) ||
               std::any_of(m.readings.begin(), m.readings.begin() + m.count, [&](double v) { return carried->Has(v); });
      };
      if (has(n)) continue;
      // The 1 of 1:80 stands or falls with the 80.
      if (n.readings[0] == 1 && i + 1 < numbers.size() && numbers[i + 1].span.begin <= n.span.end + 3 && has(numbers[i + 1])) continue;
      if ((carried->anchored() && NamesVisit(text, n, part.span.begin)) || SaysHowMany(text, n, part.span.begin)) continue;
      if (SaysAny(text, n, part.span) || Glosses(text, n, part.span)) continue;
      // "B-cell depleting agents (e.g. drugs against CD20)": the class holds them.
      const auto held = [&](const syntax::Mention& m) {
        return m.span.Contains(n.span) && m.concept_id && carried->Holds(*m.concept_id, terms);
      };
      if (std::any_of(mentions.begin(), mentions.end(), held)) continue;
      kept = Around(text, n.span, part.span);
      Place place;
      Find(expression, n.span, exclusion, place);
      // A name among what excludes ("agents (A, or drugs against CD20)") is one more thing that does; a number besides qualifies its fact.
      if (place.leaf != nullptr) {
        Join(*place.leaf, unread(kept), place.excluding && n.in_name);
      } else {
        Join(expression, unread(kept), exclusion);
      }
    }
  }
  return expression;
}

}  // namespace eligo::bind
