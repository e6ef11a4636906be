// Words that may belong to one thing or to several: a qualifier behind a list, an exception behind two limits, an "including" behind a
// count, a bracket that excludes.
#include <algorithm>

#include <fmt/format.h>

#include "lint/pattern.h"
#include "lint/quantity.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

bool Is(const Passage& p, std::size_t word, std::initializer_list<std::string_view> any) {
  return word < p.words.size() && std::find(any.begin(), any.end(), p.words[word].text) != any.end();
}

const Named* NameAt(const Passage& p, std::size_t first, std::size_t last) {
  for (const Named& n : p.names) {
    if (n.first >= first && n.first <= last) return &n;
  }
  return nullptr;
}

bool Measured(const Material& m, const Named& n) {
  const terms::Kind kind = m.terms.Get(n.concepts.front()).kind;
  return kind == terms::Kind::kMeasurement || kind == terms::Kind::kScore;
}

// "A and/or B with HBV DNA above ...": of both, or of B?
void QualifierBehindList(const Material& material, const Passage& p, Diagnostics& out) {
  for (std::size_t i = 1; i + 1 < p.words.size(); ++i) {
    if (!Is(p, i, {"with"}) || p.words[i].gap > Gap::kComma) continue;
    // "patients with ..." says whom the sentence is about.
    if (Is(p, i - 1, {"patient",    "subject", "participant", "those", "women", "woman",    "men",        "individual",
                      "person",     "people",  "female",      "male",  "adult", "children", "one",        "volunteer",
                      "compliance", "and",     "or",          "but",   "along", "together", "consistent", "compared"}))
      continue;
    const std::size_t begin = p.RunBegin(i, Gap::kColon);
    const std::size_t end = p.RunEnd(i, Gap::kColon);
    const Named* qualifier = NameAt(p, i + 1, std::min(i + 2, end));
    if (qualifier == nullptr || !Measured(material, *qualifier)) continue;
    // An alternative of a measure or a condition in the same run before it, and no comma after it that closes the list.
    std::size_t joint = 0;
    for (std::size_t k = begin + 1; k < i; ++k) {
      if (Is(p, k, {"or"})) joint = k;
    }
    if (joint == 0) continue;
    const Named* left = nullptr;
    for (const Named& n : p.names) {
      if (n.last < joint && n.first >= begin) left = &n;
    }
    const Named* right = NameAt(p, joint + 1, i - 1);
    if (left == nullptr || right == nullptr) continue;
    const Span span = p.Between(joint, end);
    out.push_back(
        {"kAmbiguousScope", Severity::kWarning, span,
         fmt::format("`{}` may apply to `{}` only, or to `{}` too", p.Said(p.Between(i, end)), p.Said(right->span), p.Said(left->span))});
  }
}

// "at least two immunosuppressants (including hydroxychloroquine)": counts as one, or must be one?
void IncludingBehindCount(const Passage& p, Diagnostics& out) {
  for (std::size_t i = 1; i + 1 < p.words.size(); ++i) {
    if (!Is(p, i, {"including", "include", "includes"})) continue;
    const std::size_t begin = p.RunBegin(i, Gap::kStop);
    bool count = false;
    for (std::size_t k = begin; k + 1 < i; ++k) {
      const bool number = Is(p, k + 1, {"one", "two", "three", "four", "1", "2", "3", "4"});
      count = count || (number && (Is(p, k, {"least"}) || (Is(p, k + 2, {"or"}) && Is(p, k + 3, {"more"}))));
    }
    const Named* only = NameAt(p, i + 1, i + 1);
    if (!count || only == nullptr) continue;
    const bool closes = only->last + 1 >= p.words.size() || p.words[only->last + 1].gap >= Gap::kColon || p.At(only->span.end) == U')';
    if (!closes || p.At(only->span.end) == U',') continue;
    const Span span = p.Between(i, only->last);
    out.push_back({"kAmbiguousScope", Severity::kWarning, span,
                   fmt::format("`{}` behind a count: may be one of them, or must be one; the reading is unclear", p.Said(span))});
  }
}

// "(procedures such as X are excluded)" among exclusions: taken out of the rule, or out of the trial?
void ExcludedInBrackets(const Passage& p, Diagnostics& out) {
  if (p.kind != source::Kind::kExclusion) return;
  for (std::size_t i = 1; i < p.words.size(); ++i) {
    if (!Is(p, i, {"excluded"}) || !Is(p, i - 1, {"are", "is", "be", "were"})) continue;
    int open = p.words[i].span.begin;
    while (open > p.span.begin && p.At(open) != U'(' && p.At(open) != U')' && p.At(open) != U'[') --open;
    if (p.At(open) != U'(' && p.At(open) != U'[') continue;
    const Span span{open, std::min(p.words[i].span.end + 1, p.span.end)};
    out.push_back(
        {"kAmbiguousScope", Severity::kWarning, span,
         fmt::format("`{}` in an exclusion: an exception from the rule, or a reason to exclude the patient; the reading is unclear",
                     p.Said(span))});
  }
}

// "except for caused by SLE": what is excepted is not named, and so not of which limit.
void ExceptionOfNothing(const Passage& p, Diagnostics& out) {
  static const Phrases kPhrases({"except|excluding ?for caused|due|related|induced|resulting|associated|secondary|attributable ..3",
                                 "except|excluding ?for ?those ?patients ?with ?who ?are|have|with|is"});
  for (const Phrases::Found& f : kPhrases.Find(p)) {
    if (f.first == f.last) continue;
    const bool participle =
        Is(p, f.first + 1, {"caused", "due", "related", "induced", "resulting", "associated", "secondary", "attributable"}) ||
        Is(p, f.first + 2, {"caused", "due", "related", "induced", "resulting", "associated", "secondary", "attributable"});
    if (!participle) continue;
    const Span span = p.Between(f.first, f.last);
    out.push_back({"kAmbiguousScope", Severity::kWarning, span,
                   fmt::format("`{}`: what is excepted is missing, and of which limit is unclear", p.Said(span))});
  }
}

// A window at the end of limbs joined by `or`: of all, or of the last?
void WindowBehindLimbs(const Passage& p, Diagnostics& out) {
  const std::vector<Quantity> quantities = Quantities(p);
  for (const Quantity& q : quantities) {
    if (!q.time) continue;
    const std::size_t number = p.WordAt(q.number.begin);
    if (number == 0 || number >= p.words.size() || !Is(p, number - 1, {"within", "last", "past"})) continue;
    const std::size_t begin = p.RunBegin(number, Gap::kColon);
    const std::size_t end = p.RunEnd(number, Gap::kColon);
    if (end > number + 8) continue;
    int limits = 0;
    int verbs = 0;
    for (const Quantity& other : quantities) limits += !other.time && p.Between(begin, number).Contains(other.span) && !other.sign.empty();
    for (std::size_t k = begin; k < number; ++k) verbs += Is(p, k, {"or"});
    if (limits < 1 || verbs < 1) continue;
    const Span span = p.Between(number - 1, end);
    out.push_back(
        {"kAmbiguousScope", Severity::kNote, span, fmt::format("`{}` may apply to the last limb or to all of them", p.Said(span))});
  }
}

// "humanized monoclonal antibodies MIL62": a plural and a product's code with nothing between them.
void MissingConnective(const Material& material, const Passage& p, Diagnostics& out) {
  for (const Named& n : p.names) {
    const std::size_t next = n.last + 1;
    if (next >= p.words.size() || p.words[next].gap > Gap::kNone) continue;
    const Span code = p.words[next].span;
    if (p.At(n.span.end) != U' ' || code.begin != n.span.end + 1) continue;
    int capitals = 0;
    int digits = 0;
    bool other = false;
    for (int i = code.begin; i < code.end; ++i) {
      const char32_t c = p.At(i);
      capitals += c >= U'A' && c <= U'Z';
      digits += c >= U'0' && c <= U'9';
      other = other || (c >= U'a' && c <= U'z');
    }
    const terms::Kind kind = material.terms.Get(n.concepts.front()).kind;
    const bool plural = p.At(n.span.end - 1) == U's' && p.words[n.last].text.back() != 's';
    if (kind != terms::Kind::kDrug || !plural || capitals < 2 || digits < 1 || other) continue;
    const Span span{n.span.begin, code.end};
    out.push_back({"kMissingWord", Severity::kWarning, span,
                   fmt::format("a word is missing in `{}`: `{}` such as, and, or `{}`", p.Said(span), p.Said(n.span), p.Said(code))});
  }
}

struct Incomplete {
  std::string_view pattern;
  std::string_view why;
};
// A sentence that lacks a word, by its form.
constexpr Incomplete kIncomplete[] = {
    {"combined immunosuppressive|immunosuppressant|conventional|standard|biological|antimalarial",
     "`with` is missing, so the grouping is open"},
    {"international ratio", "`normalized` is missing"},
    {"1 month|week|day|year", ""},  // "1 months", below
    {"before start|the start|and|or ..1 after|until and", "a word is missing"},
    {"suffer|suffering|suffered from from", "a word is doubled"},
};

void Incompletes(const Passage& p, Diagnostics& out) {
  static const Phrases kPhrases([] {
    std::vector<std::string_view> patterns;
    for (const Incomplete& i : kIncomplete) patterns.push_back(i.pattern);
    return patterns;
  }());
  for (const Phrases::Found& f : kPhrases.Find(p)) {
    const Span span = p.Between(f.first, f.last);
    if (kIncomplete[f.pattern].why.empty()) {
      // Folding drops the plural; the text tells.
      if (p.At(span.end - 1) != U's' || p.At(span.begin - 1) == U'.' || p.At(span.begin - 1) == U'-' || p.At(span.begin - 1) == U'/')
        continue;
      if (f.first > 0 && Is(p, f.first - 1, {"or", "to"})) continue;
      out.push_back(
          {"kMissingWord", Severity::kNote, span, fmt::format("number and noun of `{}` disagree; a number may be missing", p.Said(span))});
      continue;
    }
    out.push_back(
        {"kMissingWord", Severity::kNote, span, fmt::format("a word is missing in `{}`: {}", p.Said(span), kIncomplete[f.pattern].why)});
  }
}

}  // namespace

void FindOpenScopes(const Material& material, Diagnostics& out) {
  for (const Passage& p : material.passages) {
    QualifierBehindList(material, p, out);
    IncludingBehindCount(p, out);
    ExcludedInBrackets(p, out);
    ExceptionOfNothing(p, out);
    WindowBehindLimbs(p, out);
    MissingConnective(material, p, out);
    Incompletes(p, out);
  }
}

}  // namespace eligo::lint
