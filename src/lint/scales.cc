// A number without its scale: grades without a grading system, instruments without version, range or year, milligrams of which steroid.
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

bool Holds(const Passage& p, std::initializer_list<std::string_view> any, std::size_t first = 0, std::size_t last = ~std::size_t{0}) {
  for (std::size_t i = first; i < p.words.size() && i <= last; ++i) {
    if (Is(p, i, any)) return true;
  }
  return false;
}

bool Step(const std::string& word) {
  if (word.size() == 1 && word[0] >= '0' && word[0] <= '5') return true;
  return word == "i" || word == "ii" || word == "iii" || word == "iv" || word == "v";
}

bool Year(const std::string& word) { return word.size() == 4 && (word.substr(0, 2) == "19" || word.substr(0, 2) == "20"); }

// "grade 2" in an item that names no grading system.
void Grades(const Passage& p, Diagnostics& out) {
  const bool named = Holds(p, {"ctcae",        "ctc",   "nci",     "terminology", "who",   "gleason", "fuhrman", "child",    "histologic",
                               "histological", "figo",  "glasgow", "toxicity",    "scale", "keys",    "rtog",    "kellgren", "lee",
                               "astct",        "asbmt", "mcgoon",  "daids",       "isn",   "parsons", "goldman", "hinchey",  "spetzler"});
  const bool version = Holds(p, {"version", "v5", "v4", "v3", "v6", "5", "v"});
  for (std::size_t i = 0; i < p.words.size(); ++i) {
    if (!Is(p, i, {"grade"})) continue;
    std::size_t step = i + 1;
    while (step < p.words.size() && step < i + 4 && Is(p, step, {"than", "or", "least", "at", "greater"})) ++step;
    const bool after = step < p.words.size() && Step(p.words[step].text);
    if (!after) continue;
    const bool goes_on = step + 1 < p.words.size() && p.words[step + 1].gap == Gap::kNone && p.words[step + 1].text.size() > 3;
    const Span span = p.Between(i, goes_on ? step + 1 : step);
    if (!named) {
      // Grades of tumours and rejection are graded by other systems, named by their disease.
      const bool own = Holds(
          p, {"glioma", "glioblastoma", "dysplasia", "neoplasia", "synovial", "dedicated", "astrocytoma", "follicular", "lymphoma", "gvhd",
              "gliomas", "ependymoma", "tumor", "varices", "spondylolisthesis", "encephalopathy", "hemorrhoid", "carcinoma", "prolapse"});
      out.push_back({"kMissingScale", own ? Severity::kNote : Severity::kWarning, span,
                     fmt::format("`{}`: no grading system is named, such as CTCAE and its version", p.Said(span))});
      return;
    }
    if (!version && Holds(p, {"ctcae", "ctc", "terminology"})) {
      out.push_back({"kMissingScale", Severity::kNote, Hull(span, p.words[i > 0 ? i - 1 : i].span),
                     fmt::format("`{}`: no version of CTCAE is named", p.Said(span))});
      return;
    }
  }
}

// Instruments that are printed with several ranges.
constexpr std::string_view kRanged[] = {"physician_global", "patient_global", "mdaat", "spga", "pain_vas", "fatigue_vas", "pga"};
constexpr std::string_view kVersioned[] = {"bilag_2004", "bilag"};

void Ranges(const Material& material, const Passage& p, const std::vector<Quantity>& quantities, Diagnostics& out) {
  if (Holds(p, {"vas", "cm", "mm", "likert", "nrs"})) return;
  for (const Named& n : p.names) {
    const std::string_view id = material.terms.Get(n.concepts.front()).id;
    if (std::find(std::begin(kVersioned), std::end(kVersioned), id) != std::end(kVersioned)) {
      if (!Holds(p, {"2004", "3", "version"})) {
        out.push_back({"kMissingScale", Severity::kNote, n.span, fmt::format("no version of `{}` is named", p.Said(n.span))});
      }
      continue;
    }
    if (std::find(std::begin(kRanged), std::end(kRanged), id) == std::end(kRanged)) continue;
    for (const Quantity& q : quantities) {
      if (q.sign.empty() || q.span.begin < n.span.end || q.span.begin - n.span.end > 24 || q.time) continue;
      if (q.unit && q.unit->dimension != units::Unit{}.dimension) continue;
      const Span span{n.span.begin, q.span.end};
      out.push_back({"kMissingScale", Severity::kNote, span,
                     fmt::format("`{}`: no range of the scale is named: 0 to 10, 0 to 100 or 0 to 4", p.Said(span))});
      break;
    }
  }
}

// Classification criteria without a year.
void Years(const Passage& p, Diagnostics& out) {
  for (std::size_t i = 1; i < p.words.size(); ++i) {
    if (!Is(p, i, {"criterion", "criteria"})) continue;
    const std::size_t begin = std::max(p.RunBegin(i, Gap::kStop), i > 12 ? i - 12 : 0);
    const std::size_t end = std::min(p.RunEnd(i, Gap::kStop), i + 6);
    if (!Holds(p, {"acr", "eular", "slicc", "ara", "asas", "caspar", "iscg", "rheumatology"}, begin, end)) continue;
    bool year = false;
    for (std::size_t k = begin; k <= end; ++k) year = year || Year(p.words[k].text);
    if (year) continue;
    const Span span = p.Between(std::max(begin, i > 3 ? i - 3 : 0), i);
    out.push_back(
        {"kMissingScale", Severity::kNote, span, fmt::format("`{}`: no year, and so no version, of the criteria is named", p.Said(span))});
  }
}

bool Steroid(const Material& m, const Named& n, bool& whole_class) {
  for (const terms::ConceptId id : n.concepts) {
    const terms::Concept& c = m.terms.Get(id);
    if (!c.glucocorticoid && c.id != "glucocorticoid") continue;
    whole_class = !c.prednisone_factor;
    return true;
  }
  return false;
}

// "glucocorticoids <= 10 mg/day": milligrams of which?
void Equivalents(const Material& material, const Passage& p, const std::vector<Quantity>& quantities, Diagnostics& out) {
  for (const Quantity& q : quantities) {
    if (!q.unit || q.time || q.times_limit) continue;
    const std::string& unit = q.unit->code;
    if (unit != "mg/d" && unit != "mg" && unit.rfind("mg/kg", 0) != 0) continue;
    const std::size_t at = std::min(p.WordAt(q.number.begin), p.words.size() - 1);
    const std::size_t begin = p.RunBegin(at, Gap::kStop);
    const std::size_t end = p.RunEnd(at, Gap::kStop);
    // The steroid nearest to the number says whose milligrams they are.
    const Named* nearest = nullptr;
    bool nearest_class = false;
    int best = 1 << 30;
    bool other = false;
    for (const Named& n : p.names) {
      if (n.first < begin || n.last > end) continue;
      bool whole_class = false;
      const int distance = n.span.begin >= q.span.end ? n.span.begin - q.span.end : q.span.begin - n.span.end;
      if (Steroid(material, n, whole_class)) {
        // "(e.g., prednisone)" names an example only.
        const bool example = n.first > 1 && (Is(p, n.first - 1, {"g", "as", "including", "like"}));
        if (example || distance >= best) continue;
        nearest = &n;
        nearest_class = whole_class;
        best = distance;
      } else if (material.terms.Get(n.concepts.front()).kind == terms::Kind::kDrug && distance < 6) {
        other = true;
      }
    }
    if (nearest == nullptr || other || Holds(p, {"equivalent", "equivalence", "equiv"}, begin, end)) continue;
    const bool named = Holds(p, {"prednisone", "prednisolone", "methylprednisolone"}, begin, end) && !nearest_class;
    out.push_back({"kMissingEquivalence", named ? Severity::kNote : Severity::kWarning, q.span,
                   named ? fmt::format("`{}` without `or equivalent`: other steroids need a conversion", p.Said(q.span))
                         : fmt::format("`{}` of which steroid is not said; write `prednisone or equivalent`", p.Said(q.span))});
  }
}

}  // namespace

void FindMissingScales(const Material& material, Diagnostics& out) {
  for (const Passage& p : material.passages) {
    if (p.words.empty()) continue;
    const std::vector<Quantity> quantities = Quantities(p);
    Grades(p, out);
    Ranges(material, p, quantities, out);
    Years(p, out);
    Equivalents(material, p, quantities, out);
  }
}

}  // namespace eligo::lint
