#include "logic/print_fact.h"

#include <algorithm>

#include <fmt/format.h>

#include "logic/derive.h"
#include "logic/print.h"
#include "logic/vocabulary.h"

namespace eligo::logic {
namespace {

// Words joined by single spaces; empty ones add nothing.
class Line {
 public:
  void Add(std::string_view words) {
    if (words.empty()) return;
    if (!out_.empty()) out_ += ' ';
    out_ += words;
  }
  const std::string& text() const { return out_; }

 private:
  std::string out_;
};

template <typename Text>
std::string Alternatives(const std::vector<std::string>& list, const Text& text) {
  std::string out;
  for (const std::string& s : list) out += (out.empty() ? "" : " or ") + text(s);
  return out;
}

std::string LimitText(Operator op, const units::Rational& value, const std::optional<units::Rational>& high, std::string_view before = "") {
  if (op != Operator::kBetween) return fmt::format("{} {}{}", ToString(op), before, NumberText(value));
  return fmt::format("between {}{} and {}", before, NumberText(value), high ? std::string(before) + NumberText(*high) : "unstated");
}

// "1" is the unit of a bare number; that none was written is said behind the amount.
std::string BareOr(const std::string& unit) { return unit.empty() || unit == "1" ? "" : UnitText(unit); }
std::string_view Remark(const std::string& unit) { return unit.empty() ? "(no unit)" : ""; }

std::string CompareText(const Compare& c) {
  Line out;
  const bool bare = c.times_uln || c.times_lln || c.titer;  // its unit is the result's own, or none
  out.Add(LimitText(c.op, c.value, c.high, c.titer ? "1:" : ""));
  if (!bare) out.Add(BareOr(c.unit));
  if (c.times_uln) out.Add("x ULN");
  if (c.times_lln) out.Add("x LLN");
  if (c.per_kg) out.Add("per kg");
  if (bare && !c.unit.empty()) out.Add("(unit " + QuotedText(c.unit) + ")");
  if (!bare) out.Add(Remark(c.unit));
  return out.text();
}

std::string DoseText(const Dose& d) {
  Line out;
  out.Add("dose");
  out.Add(LimitText(d.op, d.value, d.high));
  // 1 mg/d per kilogram is written as people write it, and a unit of that name is put in quotes.
  if (d.per_kg && d.unit == "mg/d") {
    out.Add("mg/kg/d");
  } else {
    out.Add(d.unit == "mg/kg/d" ? QuotedText(d.unit) : BareOr(d.unit));
    if (d.per_kg) out.Add("per kg");
    out.Add(Remark(d.unit));
  }
  if (!d.equivalent_of.empty()) out.Add(WordText(d.equivalent_of) + " equivalent");
  return out.text();
}

std::string CountText(const CountBound& c) { return fmt::format("{} {}", ToString(c.op), c.value); }

bool Zero(const Bound& b) { return b.offset.zero() && b.half_lives == 0; }
bool Before(const Bound& b) { return b.half_lives > 0 || b.offset.months < 0 || b.offset.days < 0 || b.offset.hours < 0; }
bool After(const Bound& b) { return b.half_lives == 0 && !b.offset.zero() && !Before(b); }

std::string Length(const Bound& b) {
  return b.half_lives > 0 ? fmt::format("{} half-li{}", b.half_lives, b.half_lives == 1 ? "fe" : "ves") : LengthText(b.offset);
}

// One end of the general form: "8 weeks before", "the day", "unstated".
std::string EndText(const std::optional<Bound>& b, bool open) {
  std::string out = !b ? "unstated" : Zero(*b) ? "the day" : Length(*b) + (After(*b) ? " after" : " before");
  return out + (open ? " (open)" : "");
}

std::string WindowText(const Window& w, const terms::Terms* terms) {
  const std::string anchor = w.event ? "[" + Print(*w.event, terms) + "]" : w.anchor ? std::string(ToString(*w.anchor)) : "unstated";
  const auto within = [&](const Bound& length, bool open, std::string_view side) {
    std::string out = fmt::format("within {}{}", open ? "less than " : "", Length(length));
    if (w.or_longer) out += fmt::format(" or {}, whichever is longer,", Length(*w.or_longer));
    return anchor == "unstated" && side == "before" ? out : fmt::format("{} {} {}", out, side, anchor);
  };
  if (!w.or_longer || Before(*w.or_longer)) {
    if (w.from && w.to && Before(*w.from) && Zero(*w.to) && !w.open_to) return within(*w.from, w.open_from, "before");
  }
  if (!w.or_longer && w.from && w.to && Zero(*w.from) && After(*w.to) && !w.open_from) return within(*w.to, w.open_to, "after");
  if (!w.or_longer && !w.open_from && !w.from) {
    if (!w.to && !w.open_to) return "at " + anchor;
    if (w.to && Zero(*w.to)) return (w.open_to ? "before " : "at or before ") + anchor;
    if (w.to && Before(*w.to)) return fmt::format("{} {} before {}", w.open_to ? "more than" : "at least", Length(*w.to), anchor);
  }
  if (!w.or_longer && !w.open_to && !w.to && w.from) {
    if (Zero(*w.from)) return (w.open_from ? "after " : "at or after ") + anchor;
    if (After(*w.from)) return fmt::format("{} {} after {}", w.open_from ? "more than" : "at least", Length(*w.from), anchor);
  }
  std::string out = fmt::format("from {} to {}", EndText(w.from, w.open_from), EndText(w.to, w.open_to));
  if (w.or_longer) out += " or from " + EndText(w.or_longer, false);
  return out + " around " + anchor;
}

// The word that says what kind of fact it is, where the concept does not.
std::string_view AboutText(const Fact& f, const terms::Terms* terms) {
  switch (f.about) {
    case About::kConsent: return "person confirms:";
    case About::kAllergy: return "allergy to";
    case About::kCohort: return "cohort";
    case About::kTrialParticipation:
      if (terms == nullptr ? f.concept_ref.id == "clinical_trial" : UsualAbout(f, *terms) == f.about) return "";
      return "participation in a trial of";
    default: break;
  }
  if (terms == nullptr || UsualAbout(f, *terms) == f.about) return "";
  return f.about == About::kMeasurement ? "test of" : ToString(f.about);
}

bool IsItem(const Fact& f, const terms::Terms* terms) {
  if (terms == nullptr) return true;
  const terms::Concept* of = FindConcept(f, *terms);
  return of != nullptr && of->kind == terms::Kind::kItem;
}

// Which of a set is meant. What a fact of its kind means anyway is shown for the reader and read back as nothing.
std::string PickText(const Fact& f) {
  if (f.pick)
    return *f.pick == Pick::kAny      ? "ever"
           : *f.pick == Pick::kLatest ? "last"
           : *f.pick == Pick::kAll    ? "every"
                                      : std::string(ToString(*f.pick));
  if (f.distinct) return "";
  if (f.about == About::kDrug || f.about == About::kProcedure || f.about == About::kTrialParticipation) return f.dose ? "" : "any";
  return f.compare && f.about != About::kDemographic && f.about != About::kConsent ? "latest" : "";
}

// States stand in front as far as the language knows them; from the first that it does not know on they stand behind.
std::size_t PlainStates(const Fact& f) {
  return static_cast<std::size_t>(std::find_if_not(f.state.begin(), f.state.end(), IsState) - f.state.begin());
}
bool PlainRoutes(const Fact& f) { return std::all_of(f.route.begin(), f.route.end(), IsRoute); }

// What it is about: states, routes, kind, concept.
void AddHead(const Fact& f, const terms::Terms* terms, Line& out) {
  const auto plain = [](const std::string& s) { return s; };
  for (std::size_t i = 0; i < PlainStates(f); ++i) out.Add(f.state[i]);
  if (PlainRoutes(f)) out.Add(Alternatives(f.route, plain));
  if (f.other_than == OtherThan(f.about)) out.Add("other");
  out.Add(AboutText(f, terms));
  if (!f.concept_ref.id.empty()) {
    out.Add(NameText(f.concept_ref.id));
  } else if (!f.concept_ref.text.empty()) {
    out.Add(QuotedText(f.concept_ref.text));
  }
}

std::string FactText(const Fact& f, bool partial, const terms::Terms* terms);

// A record that is taken away, or a need. What is more than a head is put in brackets, because what follows is said of the whole.
std::string PartialText(const Fact& f, const terms::Terms* terms) {
  Line head;
  AddHead(f, terms, head);
  const std::string whole = FactText(f, true, terms);
  return whole == head.text() && !whole.empty() ? whole : "(" + whole + ")";
}

void AddValue(const Fact& f, Line& out) {
  if (!f.category.empty()) out.Add("is " + Alternatives(f.category, WordText));
  if (!f.scale.empty()) out.Add("on " + WordText(f.scale));
  if (!f.version.empty()) out.Add("version " + WordText(f.version));
  if (f.answer) out.Add(ToString(*f.answer));
  if (f.compare) out.Add(CompareText(*f.compare));
  if (f.change) {
    out.Add("change " + LimitText(f.change->op, f.change->value, std::nullopt));
    out.Add(BareOr(f.change->unit));
    out.Add(Remark(f.change->unit));
    out.Add("against " + WordText(f.change->against));
  }
}

void AddExtent(const Fact& f, Line& out) {
  if (f.dose) out.Add(DoseText(*f.dose));
  if (f.duration) out.Add(fmt::format("for {} {}", ToString(f.duration->op), LengthText(f.duration->value)));
  if (f.stable_for) out.Add("at a stable dose for " + LengthText(*f.stable_for));
  if (f.times) {
    out.Add(CountText(*f.times) + " times");
    if (f.times->apart) out.Add(LengthText(*f.times->apart) + " apart");
  }
}

void AddNarrowing(const Fact& f, const terms::Terms* terms, Line& out) {
  if (!f.method.empty()) out.Add("by " + Alternatives(f.method, WordText));
  if (!PlainRoutes(f)) out.Add("route " + Alternatives(f.route, WordText));
  for (std::size_t i = PlainStates(f); i < f.state.size(); ++i) out.Add("state " + WordText(f.state[i]));
  if (!f.specimen.empty()) out.Add("specimen " + WordText(f.specimen));
  if (!f.subject.empty()) out.Add("in " + WordText(f.subject));
  if (!f.other_than.empty() && f.other_than != OtherThan(f.about)) out.Add("other than " + WordText(f.other_than));
  for (const FactPtr& e : f.except) out.Add("except " + PartialText(*e, terms));
  for (const FactPtr& r : f.required) out.Add("requiring " + PartialText(*r, terms));
  if (f.cause) out.Add((f.cause->is ? "due to " : "not due to ") + NameText(f.cause->concept_id));
}

std::string FactText(const Fact& f, bool partial, const terms::Terms* terms) {
  Line out;
  if (f.distinct) {
    out.Add(CountText(*f.distinct));
    if (f.distinct->apart) out.Add(LengthText(*f.distinct->apart) + " apart");
    out.Add("of");
  }
  if (!partial || f.pick) out.Add(PickText(f));
  AddHead(f, terms, out);
  // A limit at the beginning would be read as a count.
  const bool named = !f.concept_ref.id.empty() || !f.concept_ref.text.empty();
  if (!named && (!partial || f.compare || f.times)) out.Add("\"\"");
  if (f.alone) out.Add("alone");
  // One item of a score that is itself a concept is its own item where it is taken away.
  const bool own = partial && f.item == f.concept_ref.id && IsItem(f, terms);
  if (!f.item.empty() && !own) out.Add("item " + WordText(f.item));
  if (partial && f.item.empty() && !f.concept_ref.id.empty() && terms != nullptr && IsItem(f, terms)) out.Add("item \"\"");
  AddValue(f, out);
  AddExtent(f, out);
  AddNarrowing(f, terms, out);
  if (f.window) out.Add(WindowText(*f.window, terms));
  if (f.provided) out.Add("provided (" + InlineText(*f.provided, terms) + ")");
  if (f.concept_ref.open) out.Add("(open list)");
  if (terms == nullptr) return out.text();
  const Decides decides = partial ? Decides::kRecord : WhoDecides(f, FindConcept(f, *terms));
  if (f.decides != decides) out.Add(fmt::format("(decided by {})", ToString(f.decides)));
  const Phase phase = partial ? Phase::kPrescreen : WhenDecidable(f);
  if (f.phase != phase) out.Add(fmt::format("(phase {})", ToString(f.phase)));
  return out.text();
}

}  // namespace

std::string Print(const Fact& fact, const terms::Terms* terms) { return FactText(fact, false, terms); }

}  // namespace eligo::logic
