#include "logic/what_if.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace eligo::logic {
namespace {

enum class Field { kCompare, kDose, kDuration, kTimes, kDistinct };
constexpr std::array kFields = {Field::kCompare, Field::kDose, Field::kDuration, Field::kTimes, Field::kDistinct};

std::string_view ToString(Field field) {
  switch (field) {
    case Field::kCompare: return "compare";
    case Field::kDose: return "dose";
    case Field::kDuration: return "duration";
    case Field::kTimes: return "times";
    case Field::kDistinct: return "distinct";
  }
  return "compare";
}

bool Has(const Fact& fact, Field field) {
  switch (field) {
    case Field::kCompare: return fact.compare.has_value();
    case Field::kDose: return fact.dose.has_value();
    case Field::kDuration: return fact.duration.has_value();
    case Field::kTimes: return fact.times.has_value();
    case Field::kDistinct: return fact.distinct.has_value();
  }
  return false;
}

// A number that can be changed.
struct Place {
  std::string leaf;
  Field field = Field::kCompare;
  std::string says;  // ">= 85 g/L"
};

template <typename Limits>
std::string LimitText(const Limits& limits) {
  const std::string unit = limits.unit == "1" || limits.unit.empty() ? "" : ' ' + limits.unit;
  if (limits.high) return fmt::format("= {}..{}{}", limits.value.ToString(), limits.high->ToString(), unit);
  return fmt::format("{} {}{}", ToString(limits.op), limits.value.ToString(), unit);
}

std::string Says(const Fact& fact, Field field) {
  switch (field) {
    case Field::kCompare: return LimitText(*fact.compare) + (fact.compare->times_uln ? " ULN" : fact.compare->times_lln ? " LLN" : "");
    case Field::kDose: return LimitText(*fact.dose);
    case Field::kDuration: return fmt::format("{} {}", ToString(fact.duration->op), eligo::ToString(fact.duration->value));
    case Field::kTimes: return fmt::format("{} {}", ToString(fact.times->op), fact.times->value);
    case Field::kDistinct: return fmt::format("{} {}", ToString(fact.distinct->op), fact.distinct->value);
  }
  return "";
}

std::vector<Place> PlacesIn(const Criterion& criterion) {
  std::vector<Place> places;
  ForEachLeaf(criterion.expression, [&](const Expression& leaf) {
    if (leaf.op != Op::kFact) return;
    for (const Field field : kFields) {
      if (Has(*leaf.fact, field)) places.push_back({leaf.fact->id, field, Says(*leaf.fact, field)});
    }
  });
  return places;
}

// "`inc-2.1` (>= 85 g/L), `inc-4.1.dose` (<= 20 mg/d)": as they are to be written, the field where a fact has several.
std::string List(const std::vector<Place>& places) {
  std::string out;
  for (const Place& place : places) {
    const auto of_leaf = std::count_if(places.begin(), places.end(), [&](const Place& other) { return other.leaf == place.leaf; });
    out += (out.empty() ? "`" : ", `") + place.leaf;
    if (of_leaf > 1) out += '.' + std::string(ToString(place.field));
    out += "` (" + place.says + ')';
  }
  return out;
}

// What a new bound is written as.
struct Wanted {
  Operator op = Operator::kEqual;
  std::string_view value;
};

// The first operator splits the text: `inc-4>=6`.
struct Cut {
  std::string_view target;
  Wanted wanted;
};

std::string_view Trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<Cut> CutAtOperator(std::string_view text) {
  const std::size_t at = text.find_first_of("<>=");
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  Cut cut;
  cut.target = Trim(text.substr(0, at));
  std::string_view rest = text.substr(at);
  for (const Operator op : {Operator::kLessEqual, Operator::kGreaterEqual, Operator::kLess, Operator::kGreater, Operator::kEqual}) {
    if (!rest.starts_with(ToString(op))) continue;
    cut.wanted = {op, Trim(rest.substr(ToString(op).size()))};
    return cut.target.empty() || cut.wanted.value.empty() ? std::nullopt : std::optional(cut);
  }
  return std::nullopt;
}

std::optional<units::Rational> NumberOf(std::string_view text, bool titer) {
  if (titer && text.starts_with("1:")) text.remove_prefix(2);
  return units::Rational::Parse(text);
}

template <typename Limits>
bool SetLimits(const Wanted& wanted, bool titer, Limits& limits) {
  const std::size_t to = wanted.value.find("..");
  if (to != std::string_view::npos) {
    const auto low = NumberOf(Trim(wanted.value.substr(0, to)), titer);
    const auto high = NumberOf(Trim(wanted.value.substr(to + 2)), titer);
    if (wanted.op != Operator::kEqual || !low || !high || *high < *low) return false;
    limits.op = Operator::kBetween;
    limits.value = *low;
    limits.high = *high;
    return true;
  }
  const auto value = NumberOf(wanted.value, titer);
  if (!value) return false;
  limits.op = wanted.op;
  limits.value = *value;
  limits.high.reset();
  return true;
}

bool SetCount(const Wanted& wanted, CountBound& bound) {
  const auto value = units::Rational::Parse(wanted.value);
  if (!value || value->denominator() != 1 || value->numerator() < 0 || value->numerator() > std::numeric_limits<int>::max()) return false;
  bound.op = wanted.op;
  bound.value = static_cast<int>(value->numerator());
  return true;
}

// False when the value is none of this kind.
bool Set(const Wanted& wanted, Field field, Fact& fact) {
  switch (field) {
    case Field::kCompare: return SetLimits(wanted, fact.compare->titer, *fact.compare);
    case Field::kDose: return SetLimits(wanted, false, *fact.dose);
    case Field::kTimes: return SetCount(wanted, *fact.times);
    case Field::kDistinct: return SetCount(wanted, *fact.distinct);
    case Field::kDuration: {
      const auto period = ParsePeriod(wanted.value);
      if (!period) return false;
      fact.duration->op = wanted.op;
      fact.duration->value = *period;
      return true;
    }
  }
  return false;
}

// Facts are shared with the protocol as it was: the way down to the changed one is made anew.
bool SetIn(Expression& e, const Place& place, const Wanted& wanted) {
  if (e.op == Op::kFact) {
    Fact fact = *e.fact;
    if (fact.id == place.leaf) {
      if (!Set(wanted, place.field, fact)) return false;
    } else if (fact.provided) {
      Expression provided = *fact.provided;
      if (!SetIn(provided, place, wanted)) return false;
      fact.provided = std::make_shared<const Expression>(std::move(provided));
    }
    e.fact = std::make_shared<const Fact>(std::move(fact));
  }
  return std::all_of(e.of.begin(), e.of.end(), [&](Expression& child) { return SetIn(child, place, wanted); });
}

std::string_view ExpectedOf(Field field) {
  switch (field) {
    case Field::kDuration: return "a period like P14D";
    case Field::kTimes:
    case Field::kDistinct: return "a whole number";
    case Field::kCompare:
    case Field::kDose: break;
  }
  return "a number without a unit, or two behind `=`, like 40..90";
}

class Changer {
 public:
  explicit Changer(WhatIf& what_if) : what_if_(what_if) {}

  Result<Done> Change(std::string_view text) {
    const auto cut = CutAtOperator(text);
    if (!cut) return Error{fmt::format("`{}` is no change; write one like inc-4>=6, inc-4.2<85 or exc-7=off", text)};
    const std::string_view target = cut->target;
    Criterion* criterion = CriterionOf(target);
    if (criterion == nullptr) {
      std::string ids;
      for (const Criterion& one : what_if_.protocol.criteria) ids += (ids.empty() ? "`" : ", `") + one.id + '`';
      return Error{fmt::format("no criterion `{}`; there is {}", target, ids.empty() ? "none" : ids)};
    }
    if (cut->wanted.op == Operator::kEqual && cut->wanted.value == "off") return Drop(target, *criterion);
    std::string_view leaf = target;
    const std::optional<Field> field = TakeField(leaf);
    const std::vector<Place> places = PlacesIn(*criterion);
    std::vector<Place> meant;
    std::copy_if(places.begin(), places.end(), std::back_inserter(meant),
                 [&](const Place& place) { return (leaf == criterion->id || leaf == place.leaf) && (!field || *field == place.field); });
    if (meant.empty()) return None(target, *criterion, places);
    if (meant.size() > 1) return Error{fmt::format("`{}` has {} numbers; write one of {}", target, meant.size(), List(meant))};
    if (!SetIn(criterion->expression, meant.front(), cut->wanted)) {
      return Error{fmt::format("`{}` cannot be a bound of {}; write {}", cut->wanted.value, List(meant), ExpectedOf(meant.front().field))};
    }
    what_if_.touched.insert(criterion->id);
    return Done{};
  }

 private:
  // The criterion itself, or that of a fact.
  Criterion* CriterionOf(std::string_view target) {
    Criterion* found = nullptr;
    for (Criterion& one : what_if_.protocol.criteria) {
      if (target != one.id && !target.starts_with(one.id + '.')) continue;
      if (found == nullptr || found->id.size() < one.id.size()) found = &one;
    }
    return found;
  }

  static std::optional<Field> TakeField(std::string_view& target) {
    for (const Field field : kFields) {
      const std::string end = '.' + std::string(ToString(field));
      if (!target.ends_with(end)) continue;
      target.remove_suffix(end.size());
      return field;
    }
    return std::nullopt;
  }

  Result<Done> Drop(std::string_view target, const Criterion& criterion) {
    if (target != criterion.id)
      return Error{fmt::format("only a whole criterion can be off, and `{}` is none; write {}=off", target, criterion.id)};
    what_if_.touched.insert(criterion.id);
    std::erase_if(what_if_.protocol.criteria, [&](const Criterion& one) { return one.id == target; });
    return Done{};
  }

  Error None(std::string_view target, const Criterion& criterion, const std::vector<Place>& here) const {
    if (!here.empty()) return Error{fmt::format("no number at `{}`; `{}` has {}", target, criterion.id, List(here))};
    std::vector<Place> all;
    for (const Criterion& one : what_if_.protocol.criteria) {
      const std::vector<Place> places = PlacesIn(one);
      all.insert(all.end(), places.begin(), places.end());
    }
    return Error{fmt::format("`{}` has no number to change; there is {}", target, all.empty() ? "none in the protocol" : List(all))};
  }

  WhatIf& what_if_;
};

}  // namespace

Result<WhatIf> MakeWhatIf(const Protocol& protocol, std::string_view text) {
  WhatIf what_if{"", protocol, {}};
  Changer changer(what_if);
  for (;;) {
    const std::size_t comma = text.find(',');
    const std::string_view one = Trim(text.substr(0, comma));
    if (const auto changed = changer.Change(one); !changed) return Error{changed.error()};
    what_if.text += (what_if.text.empty() ? "" : ", ") + std::string(one);
    if (comma == std::string_view::npos) return what_if;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace eligo::logic
