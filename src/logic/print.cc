#include "logic/print.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace eligo::logic {
namespace {

std::string Words(std::string_view id) {
  std::string out(id);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string Join(const std::vector<std::string>& list, std::string_view with) {
  std::string out;
  for (const std::string& s : list) out += (out.empty() ? "" : std::string(with)) + Words(s);
  return out;
}

// "8 weeks", "9 months", "48 hours".
std::string Spoken(Period p) {
  p = {std::abs(p.months), std::abs(p.days), std::abs(p.hours)};
  const auto count = [](int n, std::string_view unit) { return fmt::format("{} {}{}", n, unit, n == 1 ? "" : "s"); };
  std::string out;
  const auto add = [&](const std::string& s) { out += (out.empty() ? "" : " ") + s; };
  if (p.months != 0) add(p.months % 12 == 0 ? count(p.months / 12, "year") : count(p.months, "month"));
  if (p.days != 0) add(p.days % 7 == 0 && p.months == 0 ? count(p.days / 7, "week") : count(p.days, "day"));
  if (p.hours != 0) add(count(p.hours, "hour"));
  return out.empty() ? "0 days" : out;
}

std::string Spoken(const Bound& b) { return b.half_lives > 0 ? fmt::format("{} half-lives", b.half_lives) : Spoken(b.offset); }

std::string Number(Operator op, const units::Rational& value, const std::optional<units::Rational>& high, std::string_view unit) {
  std::string out = op == Operator::kBetween ? fmt::format("between {} and {}", value.ToString(), high ? high->ToString() : "?")
                                             : fmt::format("{} {}", ToString(op), value.ToString());
  if (!unit.empty() && unit != "1") out += fmt::format(" {}", unit == "a" ? "years" : unit);
  return out;
}

std::string Text(const Compare& c) {
  if (c.titer) return fmt::format("{} 1:{}", ToString(c.op), c.value.ToString());
  std::string out = Number(c.op, c.value, c.high, c.unit);
  if (c.times_uln) out += " x ULN";
  if (c.times_lln) out += " x LLN";
  if (c.per_kg) out += " per kg";
  return out;
}

std::string Text(const Window& w) {
  std::string anchor = w.event ? "[" + Print(*w.event) + "]" : w.anchor ? Words(ToString(*w.anchor)) : "screening";
  const bool later = w.to && (w.to->offset.months > 0 || w.to->offset.days > 0 || w.to->offset.hours > 0);
  if (later) return fmt::format("within {}{} after {}", w.open_to ? "less than " : "", Spoken(*w.to), anchor);
  if (!w.from && w.to)
    return w.to->offset.zero() ? fmt::format("at or before {}", anchor) : fmt::format("more than {} before {}", Spoken(*w.to), anchor);
  if (!w.from) return fmt::format("at {}", anchor);
  std::string out = fmt::format("within {}{}", w.open_from ? "less than " : "", Spoken(*w.from));
  if (w.or_longer) out += fmt::format(" or {}, whichever is longer,", Spoken(*w.or_longer));
  return out + fmt::format(" before {}", anchor);
}

// What a leaf is about, with what narrows it: "severe allergy to humanized antibody".
std::string Subject(const Fact& f) {
  std::string out;
  const auto add = [&](const std::string& s) {
    if (!s.empty()) out += (out.empty() ? "" : " ") + s;
  };
  add(Join(f.state, " "));
  add(Join(f.route, " or "));
  if (!f.other_than.empty()) add("other");
  if (f.about == About::kAllergy) add("allergy to");
  if (f.about == About::kTrialParticipation && f.concept_ref.id != "clinical_trial") add("participation in a trial of");
  add(f.concept_ref.id.empty() ? "`" + f.concept_ref.text + "`" : Words(f.concept_ref.id));
  if (!f.item.empty()) add("item " + Words(f.item));
  return out;
}

}  // namespace

std::string Print(const Fact& f) {
  std::string out;
  const auto add = [&](const std::string& s) {
    if (!s.empty()) out += (out.empty() ? "" : " ") + s;
  };
  if (f.about == About::kConsent) {
    add(fmt::format("person confirms: {}", f.concept_ref.id.empty() ? "as written" : Words(f.concept_ref.id)));
    return out;
  }
  if (f.distinct)
    add(fmt::format("{} {} of", ToString(f.distinct->op), f.distinct->value));
  else if (f.pick == Pick::kAny && !f.window)
    add("ever");
  else if (f.about == About::kDrug || f.about == About::kProcedure || f.about == About::kTrialParticipation)
    add(f.dose ? "" : "any");
  else if (f.compare && f.concept_ref.id != "age")
    add("latest");
  add(Subject(f));
  if (f.alone) add("alone");
  if (!f.category.empty()) add(fmt::format("{}{}", f.scale.empty() ? "" : f.scale + " ", Join(f.category, " or ")));
  if (f.answer) add(std::string(ToString(*f.answer)));
  if (f.compare) add(Text(*f.compare));
  if (f.change)
    add(fmt::format("change {} {} {} against {}", ToString(f.change->op), f.change->value.ToString(), f.change->unit, f.change->against));
  if (f.dose) {
    add(Number(f.dose->op, f.dose->value, f.dose->high, f.dose->per_kg ? "mg/kg/d" : f.dose->unit));
    if (!f.dose->equivalent_of.empty()) add(f.dose->equivalent_of + " equivalent");
  }
  if (f.duration) add(fmt::format("for {} {}", ToString(f.duration->op), Spoken(f.duration->value)));
  if (f.stable_for) add(fmt::format("at a stable dose for {}", Spoken(*f.stable_for)));
  if (f.times) add(fmt::format("{} {} times", ToString(f.times->op), f.times->value));
  if (!f.method.empty()) add("by " + Join(f.method, " or "));
  for (const FactPtr& e : f.except) {
    std::string carved = e->route.empty() ? "" : Join(e->route, " or ");
    if (!e->concept_ref.id.empty()) carved += (carved.empty() ? "" : " ") + Words(e->concept_ref.id);
    if (!e->item.empty() && e->concept_ref.id.empty()) carved += Words(e->item);
    add("except " + carved);
  }
  for (const FactPtr& r : f.required) add("requiring " + (r->concept_ref.id.empty() ? Join(r->route, " or ") + " treatment" : Subject(*r)));
  if (f.cause) add(fmt::format("{} {}", f.cause->is ? "due to" : "not due to", Words(f.cause->concept_id)));
  if (f.window) add(Text(*f.window));
  if (f.provided) {
    std::string condition;  // on one line
    for (const char c : Print(*f.provided)) {
      const bool blank = c == '\n' || c == ' ';
      if (!blank)
        condition += c;
      else if (!condition.empty() && condition.back() != ' ')
        condition += ' ';
    }
    while (!condition.empty() && condition.back() == ' ') condition.pop_back();
    add("provided (" + condition + ")");
  }
  if (f.concept_ref.open) add("(open list)");
  return out;
}

std::string Print(const Expression& e, int indent) {
  const std::string pad(static_cast<std::size_t>(indent), ' ');
  const auto children = [&](std::size_t from, std::size_t to) {
    std::string out;
    for (std::size_t i = from; i < to; ++i) out += Print(e.of[i], indent + 2);
    return out;
  };
  switch (e.op) {
    case Op::kFact: return pad + Print(*e.fact) + "\n";
    case Op::kJudgement: return pad + "person judges: " + Words(e.about) + "\n";
    case Op::kUnread: return fmt::format("{}unread: characters {} to {}\n", pad, e.span.begin, e.span.end);
    case Op::kAnd: return e.of.empty() ? pad + "no restriction\n" : pad + "all of\n" + children(0, e.of.size());
    case Op::kOr: return e.of.empty() ? pad + "no restriction\n" : pad + "any of\n" + children(0, e.of.size());
    case Op::kNot: return pad + "not\n" + children(0, 1);
    case Op::kAtLeast: return fmt::format("{}at least {} of\n", pad, e.count) + children(0, e.of.size());
    case Op::kIf: {
      std::string out = pad + "if\n" + children(0, 1) + pad + "then\n" + children(1, 2);
      if (e.of.size() > 2) out += pad + "else\n" + children(2, 3);
      return out;
    }
    case Op::kUnless: return children(0, 1) + pad + "unless\n" + children(1, 2);
  }
  return "";
}

std::string Print(const Protocol& protocol) {
  std::string out;
  for (const Criterion& c : protocol.criteria) {
    std::string text = c.text;
    std::replace_if(
        text.begin(), text.end(), [](char x) { return x == '\n' || x == '\r' || x == '\t'; }, ' ');
    out += fmt::format("{} {}{} \"{}\"\n", ToString(c.kind), c.id,
                       c.cohort >= 0 ? " [" + protocol.cohorts[static_cast<std::size_t>(c.cohort)].id + "]" : "", text);
    out += Print(c.expression, 2) + "\n";
  }
  return out;
}

}  // namespace eligo::logic
