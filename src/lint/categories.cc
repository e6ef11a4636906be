// A category against its cut-off: "possible ... (>= 5.5 points)" where 5.5 is published for "probable"; grades that one sentence excludes
// and the next lets in; limits that no result can reach.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "lint/quantity.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

bool Is(const Passage& p, std::size_t word, std::initializer_list<std::string_view> any) {
  return word < p.words.size() && std::find(any.begin(), any.end(), p.words[word].text) != any.end();
}

struct CutOff {
  std::string_view year;      // of the criteria, as it must stand in the item
  std::string_view body;      // a word of who published them
  std::string_view disease;   // a word or abbreviation of the disease; any of those parted by |
  std::string_view category;  // "" when there is one cut-off only
  std::string_view points;    // the published lower limit
  std::string_view source;
};
// Sources: Lundberg 2017 (IIM), Aringer 2019 (SLE), van den Hoogen 2013 (SSc), Aletaha 2010 (RA), Shiboski 2017 (Sjogren), Neogi 2015
// (gout).
constexpr CutOff kCutOffs[] = {
    {"2017", "eular", "iim|myopathy|myositis|dermatomyositis|polymyositis", "definite", "7.5", "Lundberg 2017"},
    {"2017", "eular", "iim|myopathy|myositis|dermatomyositis|polymyositis", "definite", "8.7", "Lundberg 2017, with biopsy"},
    {"2017", "eular", "iim|myopathy|myositis|dermatomyositis|polymyositis", "probable", "5.5", "Lundberg 2017"},
    {"2017", "eular", "iim|myopathy|myositis|dermatomyositis|polymyositis", "probable", "6.7", "Lundberg 2017, with biopsy"},
    {"2017", "eular", "iim|myopathy|myositis|dermatomyositis|polymyositis", "possible", "5.3", "Lundberg 2017"},
    {"2017", "eular", "iim|myopathy|myositis|dermatomyositis|polymyositis", "possible", "6.5", "Lundberg 2017, with biopsy"},
    {"2019", "eular", "sle|lupus", "", "10", "Aringer 2019"},
    {"2013", "eular", "ssc|sclerosis|scleroderma", "", "9", "van den Hoogen 2013"},
    {"2010", "eular", "ra|rheumatoid", "", "6", "Aletaha 2010"},
    {"2016", "eular", "sjogren|pss|ss", "", "4", "Shiboski 2017"},
    {"2015", "eular", "gout", "", "8", "Neogi 2015"},
};

bool Among(std::string_view list, const std::string& word) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('|'), list.size());
    if (list.substr(0, end) == word) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

bool Applies(const Passage& p, const CutOff& c) {
  bool year = false;
  bool body = false;
  bool disease = false;
  for (const Word& w : p.words) {
    year = year || w.text == c.year;
    body = body || w.text == c.body;
    disease = disease || Among(c.disease, w.text);
  }
  return year && body && disease;
}

void CutOffs(const Passage& p, const std::vector<Quantity>& quantities, Diagnostics& out) {
  // The lowest category that the item names decides which limit belongs to it.
  std::optional<std::size_t> named;
  std::string_view category;
  std::vector<const CutOff*> all;
  for (const CutOff& c : kCutOffs) {
    if (Applies(p, c)) all.push_back(&c);
  }
  if (all.empty()) return;
  for (const CutOff* c : all) {
    for (std::size_t i = 0; i < p.words.size(); ++i) {
      if (!c->category.empty() && p.words[i].text == c->category) {
        named = i;
        category = c->category;  // the table goes from the highest to the lowest
        break;
      }
    }
  }
  for (const Quantity& q : quantities) {
    if (q.sign.empty() || q.time || q.sign == U"<" || (q.unit && q.unit->dimension != units::Unit{}.dimension)) continue;
    const CutOff* published = nullptr;
    const CutOff* own = nullptr;
    for (const CutOff* c : all) {
      if (c->category == category && own == nullptr) own = c;
      if (units::Rational::Parse(c->points) == q.value) published = c;
    }
    if (published != nullptr && (published->category.empty() || published->category == category || !named)) continue;
    if (published != nullptr) {
      out.push_back({"kCategoryAgainstCutOff", Severity::kWarning, Hull(p.words[*named].span, q.span),
                     fmt::format("`{}` is the published limit of `{}`, not of `{}` ({}): category and cut-off contradict each other",
                                 p.Said(q.span), published->category, category, published->source)});
      return;
    }
    // A number near "point" or "score" that is no published limit at all.
    const std::size_t after = p.WordAt(q.span.end);
    const bool points = Is(p, after, {"point"}) || (p.WordAt(q.number.begin) > 0 && Is(p, p.WordAt(q.number.begin) - 1, {"score"}));
    if (own != nullptr && own->category.empty() && points) {
      out.push_back({"kCategoryAgainstCutOff", Severity::kNote, q.span,
                     fmt::format("`{}` is not the published limit of these criteria, {} ({})", p.Said(q.span), own->points, own->source)});
    }
  }
}

struct Grades {
  Span span;
  int low = 0, high = 5;
  bool waived = false;
};

// "grade 3-4 allergic reaction", "grade <= 3 reactions may be included".
std::vector<Grades> GradesOf(const Passage& p) {
  std::vector<Grades> out;
  for (std::size_t i = 0; i + 1 < p.words.size(); ++i) {
    if (!Is(p, i, {"grade"})) continue;
    const std::string& step = p.words[i + 1].text;
    if (step.size() != 1 || step[0] < '1' || step[0] > '5') continue;
    Grades g;
    g.low = g.high = step[0] - '0';
    g.span = p.Between(i, i + 1);
    for (int k = p.words[i].span.begin - 2; k < p.words[i + 1].span.begin; ++k) {
      if (p.At(k) == U'\u2265' || p.At(k) == U'>') g.high = 5;
      if (p.At(k) == U'\u2264' || p.At(k) == U'<') g.low = 1;
    }
    const std::size_t next = i + 2;
    if (next < p.words.size() && p.words[next].text.size() == 1 && p.words[next].text[0] > step[0] && p.words[next].text[0] <= '5' &&
        p.words[next].span.begin - p.words[i + 1].span.end <= 3)
      g.high = p.words[next].text[0] - '0', g.span = p.Between(i, next);
    if (Is(p, next, {"or"}) && Is(p, next + 1, {"higher", "greater", "above", "more", "worse"})) g.high = 5;
    const std::size_t begin = p.RunBegin(i, Gap::kStop);
    const std::size_t end = p.RunEnd(i, Gap::kStop);
    for (std::size_t k = begin; k <= end; ++k) {
      g.waived = g.waived || Is(p, k, {"allowed", "eligible", "permitted", "acceptable", "except", "excluding"}) ||
                 (Is(p, k, {"be", "are"}) && Is(p, k + 1, {"included", "enrolled", "considered"}));
    }
    out.push_back(g);
  }
  return out;
}

void GradesBothWays(const Passage& p, Diagnostics& out) {
  if (p.kind != source::Kind::kExclusion) return;
  const std::vector<Grades> grades = GradesOf(p);
  for (const Grades& barred : grades) {
    for (const Grades& let : grades) {
      if (barred.waived || !let.waived) continue;
      const int low = std::max(barred.low, let.low);
      const int high = std::min(barred.high, let.high);
      if (low > high) continue;
      out.push_back({"kContradictoryBounds", Severity::kWarning, let.span,
                     fmt::format("grade {} is excluded by `{}` and may be included by `{}`: they contradict each other", low,
                                 p.Said(barred.span), p.Said(let.span))});
      return;
    }
  }
}

struct Plausible {
  std::string_view concept_id;
  std::string_view unit;
  double low, high;
  std::string_view why;
};
// Limits outside of these are typed wrongly, or in another unit, more often than meant.
constexpr Plausible kPlausible[] = {
    {"platelets", "10*9/L", 25, 1000, "platelets are seldom let go as low"},
    {"neutrophils", "10*9/L", 0.2, 20, "unusual for neutrophils"},
    {"hemoglobin", "g/L", 50, 200, "unusual for haemoglobin"},
    {"lymphocytes", "10*9/L", 0.15, 10, "unusually low for lymphocytes"},
    {"lvef", "%", 20, 80, "unusual for an ejection fraction"},
    {"creatinine", "mg/dL", 0.3, 15, "unusual for creatinine"},
    {"age", "a", 0, 120, "no age"},
    {"bmi", "kg/m2", 10, 80, "unusual for a body mass index"},
    {"iga", "mg/dL", 5, 9, "the consensus limit of a selective deficiency is 7 mg/dL"},
};

void Implausible(const Material& material, Diagnostics& out) {
  for (const logic::Criterion& c : material.logic.criteria) {
    logic::ForEachLeaf(c.expression, [&](const logic::Expression& leaf) {
      if (leaf.op != logic::Op::kFact || !leaf.fact->compare || leaf.fact->compare->times_uln || leaf.fact->compare->times_lln) return;
      for (const Plausible& known : kPlausible) {
        if (leaf.fact->concept_ref.id != known.concept_id) continue;
        const auto from = units::ParseUcum(leaf.fact->compare->unit);
        const auto to = units::ParseUnit(known.unit);
        if (!from || !to) continue;
        const auto id = material.terms.Find(known.concept_id);
        const auto value = units::Convert(leaf.fact->compare->value, *from, *to, id ? material.terms.Get(*id).molar_mass : std::nullopt);
        if (!value || (value->ToDouble() >= known.low && value->ToDouble() <= known.high)) continue;
        out.push_back({"kImplausible", Severity::kNote, leaf.fact->span,
                       fmt::format("an unusual limit in `{}`: {}", material.Said(leaf.fact->span), known.why)});
      }
    });
  }
}

}  // namespace

void FindCategories(const Material& material, Diagnostics& out) {
  for (const Passage& p : material.passages) {
    const std::vector<Quantity> quantities = Quantities(p);
    CutOffs(p, quantities, out);
    GradesBothWays(p, out);
  }
  Implausible(material, out);
}

}  // namespace eligo::lint
