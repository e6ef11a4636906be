// What no record can decide at screening: judgements of a person, days that lie ahead, half-lives of products without a name.
#include <fmt/format.h>

#include "lint/pattern.h"
#include "lint/rules.h"

namespace eligo::lint {
namespace {

using logic::Expression;
using logic::Op;

bool Ahead(logic::Anchor anchor) { return !logic::DefaultsToAsOf(anchor); }

// Once a criterion each: the first place tells the editor.
void FromLogic(const Material& material, Diagnostics& out) {
  for (const logic::Criterion& c : material.logic.criteria) {
    bool person = false;
    bool ahead = false;
    bool half_life = false;
    logic::ForEachLeaf(c.expression, [&](const Expression& leaf) {
      const bool judged = leaf.op == Op::kJudgement || (leaf.op == Op::kFact && leaf.fact->decides == logic::Decides::kPerson);
      const Span span = leaf.op == Op::kFact ? leaf.fact->span : leaf.span;
      if (judged && !person) {
        person = true;
        out.push_back({"kJudgement", Severity::kNote, span, "no record decides this: a person must answer"});
      }
      if (leaf.op != Op::kFact || !leaf.fact->window) return;
      const logic::Window& w = *leaf.fact->window;
      if (!ahead && (leaf.fact->phase == logic::Phase::kTreatment || (w.anchor && Ahead(*w.anchor)))) {
        ahead = true;
        out.push_back(
            {"kFutureAnchor", Severity::kNote, span,
             fmt::format("counted from `{}`, which lies after screening", w.anchor ? ToString(*w.anchor) : std::string_view("an event"))});
      }
      const bool counts =
          (w.from && w.from->half_lives > 0) || (w.to && w.to->half_lives > 0) || (w.or_longer && w.or_longer->half_lives > 0);
      if (counts && !half_life) {
        const auto id = material.terms.Find(leaf.fact->concept_ref.id);
        if (id && material.terms.Get(*id).half_life_days) return;
        half_life = true;
        out.push_back({"kUnknownHalfLife", Severity::kNote, span,
                       fmt::format("the half-life of `{}` is unknown; name a length of time too", leaf.fact->concept_ref.text)});
      }
    });
  }
}

struct Words {
  std::string_view pattern;
  std::string_view code;
  std::string_view why;
};
constexpr Words kTable[] = {
    {"half life|lives|period", "kUnknownHalfLife", "unknown for a drug that is not named; a length of time would settle it"},
    {"after ?the ?drug ?cell|study|last|first ?dose infusion|dose|administration|treatment|transplantation", "kFutureAnchor",
     "lies after screening"},
    {"before|prior|sufficient ?to|for ?the leukapheresis|lymphodepletion|apheresis", "kFutureAnchor", "lies after screening"},
    {"start|first|day ?day ?of lymphodepleting|lymphodepletion|conditioning|infusion", "kFutureAnchor", "lies after screening"},
    {"during|throughout the ?entire study|trial|treatment|course ?period", "kFutureAnchor", "lies after screening"},
    {"investigator opinion|judgment|discretion|assessment|decision", "kJudgement", "only a person can answer"},
    {"opinion|judgment|discretion|assessed|considered|deemed|determined|judged|evaluated ?of|by ?the ?principal ?treating "
     "investigator|researcher|physician|doctor",
     "kJudgement", "only a person can answer"},
    {"investigator|researcher determine|determines|consider|considers|believe|believes|judge|judges|deem|deems", "kJudgement",
     "only a person can answer"},
    {"able|willing|willingness ?and|or ?able|willing to ..2", "kJudgement", "only a person can answer"},
    {"must|agree ?to consent to ..3", "kJudgement", "only a person can answer"},
    {"voluntarily|willingly ..2", "kJudgement", "only a person can answer"},
};

void FromWords(const Material& material, Diagnostics& out) {
  static const Phrases kPhrases([] {
    std::vector<std::string_view> patterns;
    for (const Words& w : kTable) patterns.push_back(w.pattern);
    return patterns;
  }());
  for (const Passage& p : material.passages) {
    for (const Phrases::Found& f : kPhrases.Find(p)) {
      const Span span = p.Between(f.first, f.last);
      out.push_back(
          {std::string(kTable[f.pattern].code), Severity::kNote, span, fmt::format("`{}`: {}", p.Said(span), kTable[f.pattern].why)});
    }
  }
}

}  // namespace

void FindUndecidable(const Material& material, Diagnostics& out) {
  FromLogic(material, out);
  FromWords(material, out);
}

}  // namespace eligo::lint
