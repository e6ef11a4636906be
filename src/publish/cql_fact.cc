#include "publish/cql_fact.h"

#include <algorithm>

#include <fmt/format.h>

#include "publish/cql_result.h"
#include "publish/cql_span.h"

namespace eligo::publish {
namespace {

using logic::About;
using logic::Fact;
using terms::Kind;

const Error kNoCode{"no code is known for it"};

CqlTerm Plain(std::string text) { return {CqlTerm::Kind::kPlain, std::move(text)}; }

bool IsPositiveOrNone(const Fact& fact) {
  return !fact.answer || *fact.answer == logic::Answer::kPositive || *fact.answer == logic::Answer::kNegative;
}

bool AsksForActivity(std::string_view state) { return state == "active" || state == "current" || state == "ongoing"; }

// The definitions of a leaf in both readings, from rows and from what silence means.
CqlReadings Readings(const Fact& fact, std::string_view rows, bool own, const std::string& elsewhere, bool silence_is_no,
                     CqlLibrary& library) {
  const std::string name = QuotedName(rows);
  const std::string strict = fact.id + " strict";
  const std::string presumed = fact.id + " presumed";
  library.Define(strict, own ? fmt::format("Stated({})", name) : fmt::format("if Found({}) then true else null as Boolean", name));
  // A record that denies it is no silence.
  if (silence_is_no) {
    library.Define(presumed, fmt::format("SilenceIsNo(Found({}), {})", name, elsewhere));
  } else {
    library.Define(presumed, QuotedName(strict));
  }
  CqlReadings readings{Named(strict), Named(presumed)};
  if (fact.answer == logic::Answer::kNegative) readings = {Not(readings.strict), Not(readings.presumed)};
  return readings;
}

// Members that the kernels treat alike: what has ended still counts, or it does not.
struct Nature {
  bool chronic = false, present_only = false;
  bool operator==(const Nature&) const = default;
};

std::string WhenOfCondition(const Span& span, const Nature& nature, bool wants_active, bool pregnancy) {
  switch (span.mode) {
    case Span::Mode::kEver: return fmt::format("Began(StartOfCondition(C), {})", span.last);
    case Span::Mode::kBetween:
      return fmt::format("InWindow(StartOfCondition(C), EndOfCondition(C), IsActive(C), IsDocumented(C, {0}, {1}), {2}, {0}, {1})",
                         span.first, span.last, nature.chronic);
    case Span::Mode::kNow: break;
  }
  const bool past_is_no = wants_active || nature.present_only || (span.stated && !nature.chronic);
  std::string ended = fmt::format("EndedBefore(C, {})", span.anchor);
  // A pregnancy that nobody closed is over after 43 weeks.
  if (pregnancy)
    ended = fmt::format("(Coalesce(EndOfCondition(C) is null and StartOfCondition(C) + 301 days < {}, false) or {})", span.anchor, ended);
  return fmt::format("Present(Began(StartOfCondition(C), {}), {}, {})", span.anchor, ended, past_is_no ? "false" : "null as Boolean");
}

Result<CqlReadings> WriteCondition(const Fact& fact, terms::ConceptId id, CqlLibrary& library) {
  const terms::Terms& terms = library.terms();
  const terms::Concept& c = terms.Get(id);
  if (!IsPositiveOrNone(fact)) return Error{fmt::format("`{}` said of a condition", logic::ToString(*fact.answer))};
  for (const std::string& state : fact.state) {
    if (!AsksForActivity(state)) return Error{fmt::format("the state `{}`", state)};
  }
  if (c.routine_test) return Error{"a condition that tests decide"};
  if (c.female_only) return Error{"a condition that only women can have"};
  const auto span = SpanOf(fact, library);
  if (!span) return Error{span.error()};
  const std::vector<terms::ConceptId> closure = terms.Closure(id);
  const bool wants_active = !fact.state.empty();

  std::vector<std::pair<Nature, std::vector<terms::ConceptId>>> groups;
  for (const terms::ConceptId member : closure) {
    const terms::Concept& m = terms.Get(member);
    const Nature nature{m.chronic, m.id == "pregnancy" || m.id == "lactation"};
    auto at = std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == nature; });
    if (at == groups.end()) at = groups.insert(groups.end(), {nature, {}});
    at->second.push_back(member);
  }
  std::string parts;
  for (const auto& [nature, members] : groups) {
    std::string name(c.id);
    if (groups.size() > 1) name += nature.present_only ? ", while it lasts" : nature.chronic ? ", chronic" : ", acute";
    const std::string records = library.Conditions(name, members);
    if (records.empty()) continue;
    std::string holds = WhenOfCondition(*span, nature, wants_active, false);
    std::string denies = "IsRefuted(C.verificationStatus)";
    if (wants_active) {
      if (span->mode == Span::Mode::kNow) {
        holds += "\n        and IsActive(C)";
        if (nature.chronic) denies += fmt::format(" or EndedBefore(C, {}) is true", span->anchor);
      } else {
        holds += "\n        and (EndOfCondition(C) is not null or IsActive(C))";
        if (nature.chronic) denies += " or (EndOfCondition(C) is null and not IsActive(C))";
      }
    }
    parts += fmt::format(
        "{}{} C return all Tuple {{\n      holds: {}\n        and IsStated(C.verificationStatus),\n      denies: {},\n      dated: "
        "Coalesce(date from C.recordedDate.value, StartOfCondition(C)) }}",
        parts.empty() ? "" : ",\n    ", QuotedName(records), holds, denies);
  }
  if (parts.empty()) return kNoCode;
  const std::string rows = fact.id + " rows";
  library.Define(rows, fmt::format("flatten {{\n    {} }}", parts));
  std::string elsewhere = library.Uncoded("Condition");
  const std::string stated = library.Elsewhere(library.ValueSetOf(c.id, closure), {"Observation"});
  if (!stated.empty()) elsewhere += " or " + stated;
  if (c.by_name) elsewhere += fmt::format(" or not exists {}", QuotedName(rows));
  return Readings(fact, rows, closure.size() == 1, elsewhere, fact.about != About::kObservation && fact.about != About::kDemographic,
                  library);
}

Result<CqlReadings> WriteDrug(const Fact& fact, terms::ConceptId id, CqlLibrary& library) {
  const terms::Terms& terms = library.terms();
  const terms::Concept& c = terms.Get(id);
  const auto span = SpanOf(fact, library);
  if (!span) return Error{span.error()};
  std::string taken;
  std::string all;
  for (const terms::ConceptId drug : terms.Closure(id)) {
    const std::string courses = library.Courses(drug);
    if (courses.empty()) continue;
    const std::string name = QuotedName(courses);
    std::string one = fmt::format("Taken({}, {}, {})", name, span->first, span->last);
    // Over, and the text does not say when.
    if (span->mode == Span::Mode::kNow && !span->stated)
      one = fmt::format("({} or (if Taken({}, @0001-01-01, {}) is not false then null as Boolean else false))", one, name, span->last);
    taken += (taken.empty() ? "" : ",\n    ") + one;
    all += (all.empty() ? "exists " : " or exists ") + name;
  }
  if (taken.empty()) return kNoCode;
  const std::string strict = fact.id + " strict";
  const std::string presumed = fact.id + " presumed";
  const std::string rows = fact.id + " taken";
  library.Define(rows, fmt::format("AnyOf({{\n    {} }})", taken));
  library.Define(strict, fmt::format("if {} then true else null as Boolean", QuotedName(rows)));
  std::string elsewhere = library.Uncoded("Drug");
  if (c.by_name) elsewhere += fmt::format(" or not ({})", all);
  library.Define(presumed, fmt::format("SilenceIsNo({}, {})", QuotedName(rows), elsewhere));
  return CqlReadings{Named(strict), Named(presumed)};
}

Result<CqlReadings> WriteProcedure(const Fact& fact, terms::ConceptId id, CqlLibrary& library) {
  const terms::Terms& terms = library.terms();
  const terms::Concept& c = terms.Get(id);
  const auto span = SpanOf(fact, library);
  if (!span) return Error{span.error()};
  const std::vector<terms::ConceptId> closure = terms.Closure(id);
  const std::string procedures = library.Procedures(c.id, closure);
  if (procedures.empty()) return kNoCode;
  std::string holds = fmt::format("PerformedIn(P, {}, {})", span->first, span->last);
  if (span->mode == Span::Mode::kNow) {
    // At a visit: as recent as a result must be; what is older may count or not.
    holds = span->stated ? fmt::format(
                               "(PerformedIn(P, {0} - 28 days, {0}) or (if PerformedIn(P, @0001-01-01, {0}) is not false then null as "
                               "Boolean else false))",
                               span->anchor)
                         : fmt::format("PerformedIn(P, @0001-01-01, {})", span->anchor);
  }
  const std::string rows = fact.id + " rows";
  library.Define(rows, fmt::format("{} P return all Tuple {{\n      holds: {}\n        and IsDone(P),\n      denies: false,\n      dated: "
                                   "StartOfProcedure(P) }}",
                                   QuotedName(procedures), holds));
  std::string elsewhere = library.Uncoded("Procedure");
  elsewhere +=
      " or " + library.Elsewhere(library.ValueSetOf(c.id, closure), {"Condition", "Observation", "MedicationRequest", "MedicationStatement",
                                                                     "MedicationAdministration", "MedicationDispense", "Immunization"});
  const std::string conditions = library.Conditions(c.id, closure);
  if (!conditions.empty()) elsewhere += fmt::format(" or exists {}", QuotedName(conditions));
  if (c.by_name) elsewhere += fmt::format(" or not exists {}", QuotedName(rows));
  return Readings(fact, rows, false, elsewhere, true, library);
}

Result<CqlReadings> WriteAge(const Fact& fact, CqlLibrary& library) {
  if (!fact.compare) return Error{"an age without a limit"};
  const logic::Compare& compare = *fact.compare;
  const auto span = SpanOf(fact, library);
  if (!span) return Error{span.error()};
  if (span->mode == Span::Mode::kBetween) return Error{"an age in a window"};
  const std::string_view unit = compare.unit == "a" ? "years" : compare.unit == "mo" ? "months" : "";
  const bool whole = compare.value.denominator() == 1 && (!compare.high || compare.high->denominator() == 1);
  if (unit.empty() || !whole || compare.times_uln || compare.times_lln || compare.titer || compare.per_kg)
    return Error{fmt::format("an age in `{}`", compare.unit)};
  const std::string age = fmt::format("{} between Patient.birthDate.value and {}", unit, span->anchor);
  std::string text = compare.high ? fmt::format("({0}) >= {1} and ({0}) <= {2}", age, compare.value.numerator(), compare.high->numerator())
                                  : fmt::format("({}) {} {}", age, logic::ToString(compare.op), compare.value.numerator());
  library.Define(fact.id, text);
  return CqlReadings{Named(fact.id), Named(fact.id)};
}

Result<CqlReadings> WriteSex(const Fact& fact, const std::vector<std::string>& words, CqlLibrary& library) {
  bool female = false;
  bool male = false;
  for (const std::string& word : words) {
    female = female || word == "female";
    male = male || word == "male";
    if (word != "female" && word != "male") return Error{fmt::format("the sex `{}`", word)};
  }
  if (female == male) return CqlReadings{Plain("true"), Plain("true")};
  library.Define(fact.id, fmt::format("case SexOf(Patient) when '{}' then true when '{}' then false else null as Boolean end",
                                      female ? "female" : "male", female ? "male" : "female"));
  return CqlReadings{Named(fact.id), Named(fact.id)};
}

// The fields of a fact that nothing here follows; "" when there is none.
std::string Unfollowed(const Fact& fact) {
  std::string names;
  const auto add = [&](bool set, std::string_view name) {
    if (set) names += fmt::format("{}`{}`", names.empty() ? "" : ", ", name);
  };
  add(fact.change.has_value(), "change");
  add(!fact.item.empty(), "item");
  add(!fact.method.empty(), "method");
  add(!fact.specimen.empty(), "specimen");
  add(!fact.route.empty(), "route");
  add(fact.cause.has_value(), "cause");
  add(!fact.other_than.empty(), "other_than");
  add(!fact.required.empty(), "requires");
  add(!fact.except.empty(), "except");
  add(fact.provided != nullptr, "provided");
  add(fact.dose.has_value(), "dose");
  add(fact.duration.has_value(), "duration");
  add(fact.stable_for.has_value(), "stable_for");
  add(fact.distinct.has_value(), "distinct");
  add(fact.times.has_value(), "times");
  add(fact.alone, "alone");
  add(!fact.scale.empty() || !fact.version.empty(), "scale");
  return names;
}

// A field that only other kinds of fact have here.
std::string Foreign(const Fact& fact, bool states, bool answers, bool limits) {
  std::string names;
  const auto add = [&](bool set, std::string_view name) {
    if (set) names += fmt::format("{}`{}`", names.empty() ? "" : ", ", name);
  };
  add(!states && !fact.state.empty(), "state");
  add(!answers && fact.answer.has_value(), "qualitative");
  add(!limits && fact.compare.has_value(), "compare");
  add(!fact.category.empty(), "category");
  return names;
}

}  // namespace

bool IsNeverDecided(const Fact& fact, const terms::Terms& terms) {
  if (!fact.subject.empty() && fact.subject != "patient") return true;
  if (fact.about == About::kConsent || fact.decides == logic::Decides::kPerson) return true;
  if (fact.about == About::kCohort) return false;
  const auto id = terms.Find(fact.concept_ref.id);
  if (!id) return fact.about == About::kDemographic ? fact.concept_ref.id.empty() : true;
  return terms.Get(*id).person;
}

Result<CqlReadings> WriteFact(const Fact& fact, const std::vector<logic::Compare>& twins, logic::Side side, CqlLibrary& library) {
  if (const std::string names = Unfollowed(fact); !names.empty()) return Error{names};
  const auto refuse = [](const std::string& names) { return Error{names}; };
  const std::string& id = fact.concept_ref.id;
  if (fact.about == About::kDemographic && (id == "age" || id == "sex" || id == "female" || id == "male")) {
    if (id == "age") {
      if (const std::string names = Foreign(fact, false, false, true); !names.empty()) return refuse(names);
      return WriteAge(fact, library);
    }
    Fact plain = fact;
    plain.category.clear();
    if (const std::string names = Foreign(plain, false, false, false); !names.empty()) return refuse(names);
    return WriteSex(fact, id == "sex" ? fact.category : std::vector<std::string>{id}, library);
  }
  const auto known = library.terms().Find(id);
  if (!known) return Error{fmt::format("`{}` of the patient", id)};
  const Kind kind = library.terms().Get(*known).kind;
  if (kind == Kind::kScore || kind == Kind::kItem) return Error{"a score, which is computed from its items"};
  if (id == "childbearing_potential") return Error{"childbearing potential"};
  const bool condition =
      fact.about == About::kCondition || (fact.about == About::kMeasurement && kind == Kind::kCondition && !fact.compare);
  if (condition && kind != Kind::kMeasurement) {
    if (const std::string names = Foreign(fact, true, true, false); !names.empty()) return refuse(names);
    return WriteCondition(fact, *known, library);
  }
  if (fact.about == About::kProcedure || (fact.about == About::kDrug && kind == Kind::kProcedure)) {
    if (const std::string names = Foreign(fact, false, false, false); !names.empty()) return refuse(names);
    return WriteProcedure(fact, *known, library);
  }
  if (fact.about == About::kDrug && kind == Kind::kDrug) {
    if (const std::string names = Foreign(fact, false, false, false); !names.empty()) return refuse(names);
    return WriteDrug(fact, *known, library);
  }
  if (fact.about == About::kMeasurement && kind == Kind::kMeasurement) {
    if (const std::string names = Foreign(fact, false, true, true); !names.empty()) return refuse(names);
    return WriteResult(fact, *known, twins, side, library);
  }
  return Error{fmt::format("{} of a {}", logic::ToString(fact.about), terms::ToString(kind))};
}

}  // namespace eligo::publish
