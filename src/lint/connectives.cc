// "or" where "and" is meant, "and" where "or" is, and slashes between measures.
//
// "INR or APTT <= 1.5 x ULN" among inclusions lets one normal test do; "ALT and AST > 3 x ULN" among exclusions asks for both to be
// raised. The reading stays literal; the editor is asked.
#include <fmt/format.h>

#include "lint/quantity.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

using logic::Expression;
using logic::Op;

bool Measured(const Expression& e) {
  return e.op == Op::kFact && e.fact->about == logic::About::kMeasurement && e.fact->compare && !e.fact->compare->titer;
}

bool SameLimit(const logic::Fact& a, const logic::Fact& b) { return *a.compare == *b.compare && a.concept_ref.id != b.concept_ref.id; }

void SharedLimits(const Material& material, const logic::Criterion& c, const Expression& e, bool required, Diagnostics& out) {
  if (e.op == Op::kNot) return SharedLimits(material, c, e.of.front(), !required, out);
  const bool suspect = (e.op == Op::kOr && required) || (e.op == Op::kAnd && !required);
  if (suspect) {
    for (std::size_t i = 0; i + 1 < e.of.size(); ++i) {
      const Expression& a = e.of[i];
      const Expression& b = e.of[i + 1];
      if (!Measured(a) || !Measured(b) || !SameLimit(*a.fact, *b.fact)) continue;
      const std::string x = a.fact->concept_ref.text;
      const std::string y = b.fact->concept_ref.text;
      out.push_back({"kAmbiguousConnective", Severity::kWarning, Hull(a.fact->span, b.fact->span),
                     required ? fmt::format("literally either `{}` or `{}` within the limit would do; are both meant?", x, y)
                              : fmt::format("literally both `{}` and `{}` must be past the limit to exclude; is either meant?", x, y)});
      break;
    }
  }
  for (const Expression& child : e.of) SharedLimits(material, c, child, required, out);
}

bool MeasureName(const Material& material, const Named& n) {
  const terms::Kind kind = material.terms.Get(n.concepts.front()).kind;
  return kind == terms::Kind::kMeasurement;
}

// "A or B <= limit" whose logic was not read: the same by the words.
void SharedLimitsInWords(const Material& material, const Passage& p, Diagnostics& out) {
  std::optional<std::vector<Quantity>> quantities;
  for (std::size_t i = 0; i + 1 < p.names.size(); ++i) {
    const Named& a = p.names[i];
    const Named& b = p.names[i + 1];
    if (!MeasureName(material, a) || !MeasureName(material, b)) continue;
    // The connective stands between, and the abbreviation of the first may.
    const bool inclusion = p.kind == source::Kind::kInclusion;
    std::size_t at = a.last + 1;
    bool joined = false;
    bool slash = false;
    for (; at < b.first && at <= a.last + 3; ++at) joined = joined || p.words[at].text == (inclusion ? "or" : "and");
    if (b.first == a.last + 1) slash = p.At(b.span.begin - 1) == U'/' && p.At(a.span.end) == U'/';
    if (at < b.first || (!joined && !slash)) continue;
    bool both = false;
    for (std::size_t k = a.last + 1; k < b.first; ++k) both = both || p.words[k].text == (inclusion ? "and" : "or");
    if (both) continue;
    if (!quantities) quantities = Quantities(p);
    int next = 1 << 30;  // the limit must follow the second at once
    bool between = false;
    for (const Quantity& q : *quantities) {
      if (q.span.begin >= b.span.end && !q.time) next = std::min(next, q.span.begin);
      between = between || (q.span.begin >= a.span.end && q.span.end <= b.span.begin);
    }
    if (between || next - b.span.end > 40) continue;
    const std::size_t last = p.WordAt(next);
    bool other = false;
    for (const Named& n : p.names) other = other || (n.first > b.last + 1 && n.first < last);
    if (other) continue;
    const Span span{a.span.begin, b.span.end};
    if (slash) {
      out.push_back({"kAmbiguousConnective", Severity::kNote, span,
                     fmt::format("the slash in `{}` may mean either or both; read as each of them", p.Said(span))});
    } else {
      out.push_back({"kAmbiguousConnective", Severity::kWarning, span,
                     fmt::format("`{}` and one limit: literally {}", p.Said(span),
                                 inclusion ? "one of them within it would do; are both meant?"
                                           : "both must be past it to exclude; is either meant?")});
    }
  }
}

}  // namespace

void FindConnectives(const Material& material, Diagnostics& out) {
  for (const logic::Criterion& c : material.logic.criteria) {
    SharedLimits(material, c, c.expression, c.kind == logic::Kind::kInclusion, out);
  }
  for (const Passage& p : material.passages) SharedLimitsInWords(material, p, out);
}

}  // namespace eligo::lint
