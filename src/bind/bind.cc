#include "bind/bind.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/compile.h>
#include <fmt/format.h>

#include "bind/clause.h"
#include "bind/named.h"
#include "bind/numbers.h"
#include "logic/derive.h"
#include "logic/number.h"
#include "terms/fold.h"
#include "units/unit.h"

namespace eligo::bind {
namespace {

using logic::Criterion;
using logic::Expression;
using logic::Op;
using logic::Phase;
using syntax::Node;
using NodeKind = syntax::Node::Kind;

class Binder {
 public:
  Binder(const source::Protocol& source, const terms::Terms& terms, Diagnostics& diagnostics)
      : source_(source), terms_(terms), diagnostics_(diagnostics) {}

  // Of the item that is bound next: its section, the disease of its cohort ("" when none is known), the things that it names.
  void Section(bool exclusion, std::string disease, const std::vector<syntax::Mention>& mentions) {
    exclusion_ = exclusion;
    mentions_ = &mentions;
    disease_ = std::move(disease);
  }

  Expression Bind(const Node& node) {
    switch (node.kind) {
      case NodeKind::kAnd: return logic::And(BindAll(node.of));
      case NodeKind::kOr: return logic::Or(BindAll(node.of));
      case NodeKind::kNot: return logic::Not(Bind(node.of.front()));
      case NodeKind::kAtLeast: return BindAtLeast(node);
      case NodeKind::kIf:
        if (node.of.size() == 3) return logic::If(Bind(node.of[0]), Bind(node.of[1]), Bind(node.of[2]));
        return logic::If(Bind(node.of[0]), Bind(node.of[1]));
      case NodeKind::kUnless: return BindUnless(node);
      case NodeKind::kConsent: return BindConsent(node, source::OneLine(source_.document, node.span), exclusion_, terms_);
      case NodeKind::kJudgement:
        if (node.reason.empty()) return logic::Judgement("investigator_judgement", node.span);
        if (std::string words = source::OneLine(source_.document, node.span);
            node.reason == syntax::kSuspected && words.find("uspect") == std::string::npos)
          return logic::Judgement("suspected " + words, node.span);
        else
          return logic::Judgement(std::move(words), node.span);
      case NodeKind::kUnread: return Unread(node.span, node.reason);
      case NodeKind::kNone: return logic::And({});
      case NodeKind::kClause: break;
    }
    // "standard treatment" is the lexicon's set for one disease; of another it is not known.
    if (!node.clause->heads.empty() && !node.clause->heads.front().concepts.empty() &&
        !InContext(terms_.Get(node.clause->heads.front().concepts.front())))
      return Unread(node.span, "a name that is known here for another disease than the text's");
    auto bound = BindClause(*node.clause, exclusion_, terms_);
    if (const auto* unbound = std::get_if<Unbound>(&bound)) return Unread(node.span, unbound->why);
    Expression e = std::get<Expression>(std::move(bound));
    // "Receiving X on a stable dose", "taking X <= 10 mg/day": being on it too, which neither says (contract 3.9). Nothing lifts by not
    // being taken.
    const bool fact = !exclusion_ && e.leaf() && e.op == Op::kFact;
    const bool counted = node.clause->exposure && node.clause->distinct;  // "taking 1 or more of them"
    const bool steady = fact && e.fact->stable_for && !e.fact->duration && (node.clause->taken || counted || lifts_);
    const bool at_most =
        fact && e.fact->dose && (e.fact->dose->op == logic::Operator::kLess || e.fact->dose->op == logic::Operator::kLessEqual);
    if (steady || (at_most && (node.clause->taken || node.clause->exposure || lifts_))) {
      logic::Fact on = *e.fact;
      on.stable_for.reset();
      on.dose.reset();
      if (on.window && on.window->from && steady) on.window.reset();
      std::vector<Expression> both;
      both.push_back(logic::Leaf(std::move(on)));
      both.push_back(std::move(e));
      e = logic::And(std::move(both));
    }
    // "Disease duration <= 5 years" in a cohort: of its disease.
    const bool lasts = e.leaf() && e.op == Op::kFact && e.fact->duration && !e.fact->concept_ref.id.empty();
    if (lasts && !disease_.empty() && terms_.Get(*terms_.Find(e.fact->concept_ref.id)).length_of_time) {
      logic::Fact f = *e.fact;
      f.concept_ref.id = disease_;
      f.about = logic::About::kCondition;
      f.decides = logic::WhoDecides(f, &terms_.Get(*terms_.Find(disease_)));
      e = logic::Leaf(std::move(f));
    }
    Note(*node.clause, node.span);
    return e;
  }

  // Words with a number that no fact carries.
  Expression PassedOver(Span span) { return Unread(span, "a number that no fact carries"); }

 private:
  // What lifts an exclusion is bound as what an inclusion asks for.
  Expression BindUnless(const Node& node) {
    Expression base = Bind(node.of[0]);
    const bool section = std::exchange(exclusion_, false);
    const bool outer = std::exchange(lifts_, true);
    Expression exception = Bind(node.of[1]);
    exclusion_ = section;
    lifts_ = outer;
    return logic::Unless(std::move(base), std::move(exception));
  }

  // A member that restricts nobody counts as met in an inclusion. A count above its members is no list that was understood: it would
  // be false for everybody.
  Expression BindAtLeast(const Node& node) {
    std::vector<Expression> members = BindAll(node.of);
    const int met = exclusion_ ? 0 : static_cast<int>(node.of.size() - members.size());
    const int count = node.count - met;
    if (node.count > static_cast<int>(node.of.size()) || count > static_cast<int>(members.size())) {
      return Unread(node.span, "a count above the members of its list");
    }
    return count <= 0 ? logic::And({}) : logic::AtLeast(count, std::move(members));
  }

  // Does the text speak of what the concept's names take for granted?
  bool InContext(const terms::Concept& c) {
    if (c.context.empty()) return true;
    if (words_.empty()) {
      for (terms::Word& w : terms::Fold(source_.document.text)) words_.insert(std::move(w.text));
    }
    return std::any_of(c.context.begin(), c.context.end(), [&](std::string_view word) { return words_.contains(std::string(word)); });
  }

  std::vector<Expression> BindAll(const std::vector<Node>& nodes) {
    std::vector<Expression> out;
    out.reserve(nodes.size());
    for (const Node& n : nodes) {
      if (n.kind != NodeKind::kNone) out.push_back(Bind(n));
    }
    return out;
  }

  Expression Unread(Span span, const std::string& why) {
    std::string words = source::Text(source_.document, span);
    if (words.size() > 60) {
      std::size_t cut = 57;
      while (cut > 0 && (static_cast<unsigned char>(words[cut]) & 0xC0) == 0x80) --cut;
      words = words.substr(0, cut) + "...";
    }
    std::replace(words.begin(), words.end(), '\n', ' ');
    std::replace(words.begin(), words.end(), '\r', ' ');
    diagnostics_.push_back(
        {"kUnread", Severity::kNote, span, fmt::format(FMT_COMPILE("not read: `{}`: {}"), words, why.empty() ? "not understood" : why)});
    return WithNamed(logic::Unread(span), *mentions_, source_.document);
  }

  // What was taken for granted in a clause that was read.
  void Note(const syntax::Clause& clause, Span span) {
    if (!clause.heads.empty() && clause.heads.front().concepts.empty()) {
      diagnostics_.push_back(
          {"kUnknownName", Severity::kNote, clause.heads.front().span,
           fmt::format(FMT_COMPILE("`{}` is no name known here; a person must look for it"), clause.heads.front().text)});
    }
    for (const auto& t : clause.times) {
      if (t.kind == syntax::TimePhrase::Kind::kWindow && t.anchor.empty()) {
        diagnostics_.push_back({"kMissingAnchor", Severity::kNote, t.span, "a window without an anchor; counted back from screening"});
      }
    }
    if (clause.limit && clause.limit->unit.empty() && !clause.limit->times_uln && !clause.limit->times_lln && !clause.limit->titer &&
        !clause.heads.empty() && !clause.heads.front().concepts.empty() &&
        terms_.Get(clause.heads.front().concepts.front()).kind == terms::Kind::kMeasurement) {
      const terms::Concept& c = terms_.Get(clause.heads.front().concepts.front());
      if (!c.unit.empty() && c.unit != "1") {
        diagnostics_.push_back({"kMissingUnit", Severity::kWarning, clause.limit->span,
                                fmt::format("a limit of `{}` without a unit; write one, such as `{}`", c.label, c.unit)});
      }
    }
    if (clause.open) diagnostics_.push_back({"kOpenList", Severity::kNote, span, "an open list; its class is read with the members named"});
  }

  const source::Protocol& source_;
  const terms::Terms& terms_;
  Diagnostics& diagnostics_;
  bool exclusion_ = false;
  bool lifts_ = false;  // bound is what lifts an exclusion
  std::string disease_;
  const std::vector<syntax::Mention>* mentions_ = nullptr;
  std::set<std::string> words_;  // of the text, folded; once something asks
};

// A registry field ("18 Years", "FEMALE") -> a fact; nothing for one that restricts nobody.
std::optional<Expression> BindField(const source::Field& field) {
  logic::Fact f;
  f.about = logic::About::kDemographic;
  f.phase = Phase::kPrescreen;
  const bool low = field.path.find("minimumAge") != std::string::npos;
  if (low || field.path.find("maximumAge") != std::string::npos) {
    const std::size_t blank = field.value.find(' ');
    const auto number = units::Rational::Parse(field.value.substr(0, blank));
    const auto unit = blank == std::string::npos ? std::nullopt : units::ParseUnit(terms::FoldName(field.value.substr(blank + 1)));
    if (!number || !unit) return std::nullopt;
    f.concept_ref = {"age", field.value, false};
    f.compare = logic::Compare{
        low ? logic::Operator::kGreaterEqual : logic::Operator::kLessEqual, *number, std::nullopt, unit->code, false, false, false, false};
    return logic::Leaf(std::move(f));
  }
  if (field.path.size() >= 3 && field.path.rfind("sex") == field.path.size() - 3) {
    if (field.value != "FEMALE" && field.value != "MALE") return std::nullopt;
    f.concept_ref = {"sex", field.value, false};
    f.category = {field.value == "FEMALE" ? "female" : "male"};
    return logic::Leaf(std::move(f));
  }
  return std::nullopt;
}

}  // namespace

logic::Protocol Bind(const syntax::Protocol& syntax, const source::Protocol& source, const terms::Terms& terms, Diagnostics& diagnostics) {
  logic::Protocol out;
  out.path = source.document.path;
  out.id = source.document.id;
  out.title = source.document.title;
  out.characters = static_cast<int>(source.document.text.size());
  out.has_inclusion_section = source.has_inclusion_section;
  out.has_exclusion_section = source.has_exclusion_section;
  for (const source::Cohort& c : source.cohorts) out.cohorts.push_back({c.id, c.label, c.concept_id, c.span});
  Binder binder(source, terms, diagnostics);
  int counts[2] = {0, 0};
  std::size_t read = 0;
  out.criteria.reserve(source.items.size());
  for (std::size_t i = 0; i < source.items.size(); ++i) {
    const source::Item& item = source.items[i];
    Criterion c;
    c.kind = item.kind == source::Kind::kInclusion ? logic::Kind::kInclusion : logic::Kind::kExclusion;
    c.cohort = item.cohort;
    c.number = item.number;
    c.span = item.span;
    if (item.field >= 0) {
      const source::Field& field = source.document.fields[static_cast<std::size_t>(item.field)];
      auto e = BindField(field);
      if (!e) continue;
      c.field = field.path;
      c.text = field.value;
      c.expression = std::move(*e);
    } else {
      while (read < syntax.items.size() && syntax.items[read].source < static_cast<int>(i)) ++read;
      c.text = source::Text(source.document, item.span);
      const bool has = read < syntax.items.size() && syntax.items[read].source == static_cast<int>(i);
      if (has) {
        const syntax::Item& s = syntax.items[read];
        binder.Section(c.kind == logic::Kind::kExclusion,
                       item.cohort < 0 ? "" : source.cohorts[static_cast<std::size_t>(item.cohort)].concept_id.value_or(""), s.mentions);
        c.expression = WithNumbers(binder.Bind(s.node), item, s.mentions, s.asides, source.document, terms,
                                   [&](Span span) { return binder.PassedOver(span); });
        c.mentions.reserve(s.mentions.size());
        for (const syntax::Mention& m : s.mentions) {
          c.mentions.push_back({m.type, m.span, source::Text(source.document, m.span),
                                m.concept_id ? std::string(terms.Get(*m.concept_id).id) : "", m.negated});
        }
        for (const syntax::Remark& r : s.remarks)
          diagnostics.push_back({r.code, r.warning ? Severity::kWarning : Severity::kNote, r.span, r.message});
      } else {
        c.expression = logic::Unread(item.span);
      }
      // An empty `and` restricts nobody: in an exclusion that is an empty `or`.
      if (c.expression.op == Op::kAnd && c.expression.of.empty() && c.kind == logic::Kind::kExclusion) c.expression = logic::Or({});
    }
    c.id = fmt::format(FMT_COMPILE("{}-{}"), c.kind == logic::Kind::kInclusion ? "inc" : "exc",
                       ++counts[c.kind == logic::Kind::kInclusion ? 0 : 1]);
    c.key = item.field >= 0 ? logic::KeyOf(c.kind, c.text) : logic::KeyOf(c.kind, source::Characters(source.document, item.span));
    logic::Number(c);
    out.criteria.push_back(std::move(c));
  }
  const auto before = [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; };
  if (!std::is_sorted(diagnostics.begin(), diagnostics.end(), before)) std::stable_sort(diagnostics.begin(), diagnostics.end(), before);
  // What several facts take from one phrase is remarked once.
  diagnostics.erase(
      std::unique(diagnostics.begin(), diagnostics.end(),
                  [](const Diagnostic& a, const Diagnostic& b) { return a.code == b.code && a.span == b.span && a.message == b.message; }),
      diagnostics.end());
  return out;
}

}  // namespace eligo::bind
