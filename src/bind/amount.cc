#include "bind/amount.h"

#include <algorithm>
#include <array>

#include "units/unit.h"

namespace eligo::bind {

using logic::Operator;
using syntax::Relation;
using TimeKind = syntax::TimePhrase::Kind;

std::optional<Operator> BindRelation(Relation relation) {
  switch (relation) {
    case Relation::kLess: return Operator::kLess;
    case Relation::kLessEqual: return Operator::kLessEqual;
    case Relation::kEqual: return Operator::kEqual;
    case Relation::kGreaterEqual: return Operator::kGreaterEqual;
    case Relation::kGreater: return Operator::kGreater;
    case Relation::kBetween: return Operator::kBetween;
    case Relation::kNone: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<logic::Compare> BindCompare(const syntax::Limit& limit, const terms::Concept& of, std::string& why) {
  logic::Compare out;
  const auto op = BindRelation(limit.relation);
  if (!op) {
    why = "a number without a comparison";
    return std::nullopt;
  }
  if (limit.damaged) {
    why = "`=` where a comparison seems to have been lost";
    return std::nullopt;
  }
  out.op = *op;
  out.value = limit.value;
  out.high = limit.high;
  out.times_uln = limit.times_uln;
  out.times_lln = limit.times_lln;
  out.titer = limit.titer;
  if (of.id == "age") {
    const auto unit = units::ParseUnit(limit.unit.empty() ? "a" : limit.unit);
    if (!unit || (unit->code != "a" && unit->code != "mo" && unit->code != "d" && unit->code != "wk")) {
      why = "an age in a unit that is no time";
      return std::nullopt;
    }
    out.unit = unit->code;
    return out;
  }
  if (out.times_uln || out.times_lln || out.titer) return out;
  if (limit.unit.empty()) {
    // A score, a ratio or an index has none; a measured quantity needs one.
    if (of.unit == "mm[Hg]")
      out.unit = of.unit;  // pressures of blood are given in no other
    else if (of.kind == terms::Kind::kScore || of.kind == terms::Kind::kItem || of.unit.empty() || of.unit == "1")
      out.unit = "1";
    else if (of.unit == "%") {
      why = "a number without a unit";
      return std::nullopt;
    }
    return out;  // unit "": no result can be compared with it, which the verdict says
  }
  const auto unit = units::ParseUnit(limit.unit);
  if (!unit) {
    why = "an unknown unit";
    return std::nullopt;
  }
  out.unit = unit->code;
  return out;
}

std::optional<logic::Dose> BindDose(const syntax::Limit& limit, std::string& why) {
  const auto op = BindRelation(limit.relation);
  if (!op || limit.damaged) {
    why = "a dose without a comparison";
    return std::nullopt;
  }
  logic::Dose out;
  out.op = *op;
  out.value = limit.value;
  out.high = limit.high;
  const auto unit = units::ParseUnit(limit.unit);
  const auto mg_day = units::ParseUnit("mg/d");
  const auto mg_kg_day = units::ParseUnit("mg/kg/d");
  if (unit && mg_day && unit->Commensurable(*mg_day)) {
    out.unit = unit->code;
    return out;
  }
  // mg/kg/d has the dimension of 1/d; only what is written per kg is taken for it.
  if (unit && mg_kg_day && limit.unit.find("kg") != std::string::npos && unit->Commensurable(*mg_kg_day)) {
    out.unit = "mg/d";
    out.per_kg = true;
    const auto scaled = units::Convert(limit.value, *unit, *mg_kg_day);
    if (!scaled) {
      why = "a dose whose unit was not understood";
      return std::nullopt;
    }
    out.value = *scaled;
    return out;
  }
  why = "a dose that is not an amount a day";
  return std::nullopt;
}

std::optional<std::vector<std::string>> BindGrade(const syntax::Grade& grade, const std::string& scale, std::string& why) {
  if (grade.scale == "letter" || grade.scale == "sex" || grade.scale == "certainty" || grade.scale == "stage" || grade.scale == "MGFA" ||
      grade.scale == "Child-Pugh")
    return grade.steps;
  static constexpr std::array<std::string_view, 5> kRoman = {"I", "II", "III", "IV", "V"};
  const bool nyha = scale == "NYHA";
  std::vector<int> ranks;
  for (const std::string& step : grade.steps) {
    const auto roman = std::find(kRoman.begin(), kRoman.end(), step);
    ranks.push_back(roman != kRoman.end() ? static_cast<int>(roman - kRoman.begin()) + 1 : std::atoi(step.c_str()));
  }
  const int low = nyha ? 1 : 0;
  const int high = nyha ? 4 : 5;
  std::vector<int> steps;
  if (grade.relation == Relation::kNone || grade.relation == Relation::kEqual) {
    steps = ranks;
  } else if (ranks.size() == 1) {
    for (int g = low; g <= high; ++g) {
      const int r = ranks[0];
      const bool in = grade.relation == Relation::kLess        ? g < r
                      : grade.relation == Relation::kLessEqual ? g <= r
                      : grade.relation == Relation::kGreater   ? g > r
                                                               : g >= r;
      if (in) steps.push_back(g);
    }
  }
  if (steps.empty() || std::any_of(steps.begin(), steps.end(), [&](int g) { return g < low || g > high; })) {
    why = "a grade that its scale does not have";
    return std::nullopt;
  }
  std::vector<std::string> out;
  out.reserve(steps.size());
  for (const int g : steps) out.push_back(nyha && g >= 1 ? std::string(kRoman[static_cast<std::size_t>(g) - 1]) : std::to_string(g));
  return out;
}

bool BindTimes(const syntax::Clause& clause, logic::Fact& fact, std::string& why) {
  for (const syntax::TimePhrase& t : clause.times) {
    if (t.anchor.empty() || logic::ParseAnchor(t.anchor)) continue;
    why = "an anchor that was not understood";
    return false;
  }
  const syntax::TimePhrase* window = nullptr;
  for (const syntax::TimePhrase& t : clause.times) {
    if (t.kind == TimeKind::kDuration) {
      if (t.gap || t.elapsed || t.since) {
        why = "a time that must have passed, which is not read yet";
        return false;
      }
      if (t.stable && fact.about != logic::About::kDrug) {
        why = "a stable dose of what is no drug";
        return false;
      }
      if (fact.about != logic::About::kDrug && fact.about != logic::About::kCondition) {
        why = "a length of time said of what has none";
        return false;
      }
      if (t.stable ? fact.stable_for.has_value() : fact.duration.has_value()) {
        why = "two lengths of time";
        return false;
      }
      if (t.stable) {
        if (t.relation != Relation::kGreaterEqual && t.relation != Relation::kGreater) {
          why = "a stable dose for at most some time";
          return false;
        }
        fact.stable_for = t.length->period;
      } else {
        fact.duration = logic::DurationBound{*BindRelation(t.relation), t.length->period};
      }
      if (!t.anchor.empty() && window == nullptr) {
        logic::Window w;
        w.anchor = logic::ParseAnchor(t.anchor);
        fact.window = w;
      }
      continue;
    }
    // "at screening ... within 8 weeks before screening": the look-back says more.
    if (window != nullptr) {
      if (window->kind == TimeKind::kWindow && t.kind == TimeKind::kWindow) {
        why = "two windows";
        return false;
      }
      if (t.kind != TimeKind::kWindow) continue;
    }
    window = &t;
  }
  if (window == nullptr) return true;
  logic::Window w;
  if (!window->anchor.empty()) w.anchor = logic::ParseAnchor(window->anchor);
  switch (window->kind) {
    case TimeKind::kAt: break;
    case TimeKind::kBefore: w.to = logic::Bound{}; break;
    case TimeKind::kDuration: break;
    case TimeKind::kWindow: {
      const auto bound = [](const syntax::Length& l, bool back) {
        return logic::Bound{l.half_lives > 0 ? Period{} : (back ? -l.period : l.period), l.half_lives};
      };
      if (window->after) {
        w.from = logic::Bound{};
        w.to = bound(*window->length, false);
        w.open_to = window->open;
      } else {
        w.from = bound(*window->length, true);
        w.to = logic::Bound{};
        w.open_from = window->open;
        if (window->or_longer) w.or_longer = bound(*window->or_longer, window->or_longer->half_lives == 0);
      }
      break;
    }
  }
  // A stable dose or a treatment "within" a window is a length of time that it held.
  if (window->stable && w.from && fact.about == logic::About::kDrug && !fact.stable_for && w.from->half_lives == 0) {
    fact.stable_for = -w.from->offset;
    w.from.reset();
    w.to.reset();
  }
  fact.window = w;
  return true;
}

}  // namespace eligo::bind
