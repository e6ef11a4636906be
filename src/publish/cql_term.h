// CqlTerm: a Boolean expression of CQL as text, put together with as few brackets as its meaning needs.
//
// A value type for logic::Evaluate, so that a criterion's tree is walked by the one rule (logic/kleene.h). CQL's and, or, not are Kleene's.
// Tested by test/publish/*.txt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logic/kleene.h"
#include "units/rational.h"

namespace eligo::publish {

struct CqlTerm {
  enum class Kind { kTrue, kFalse, kPlain, kNot, kAnd, kOr };  // kPlain binds as tightly as a name
  Kind kind = Kind::kPlain;
  std::string text;
};

CqlTerm Named(std::string_view name);
CqlTerm And(const CqlTerm& a, const CqlTerm& b);
CqlTerm Or(const CqlTerm& a, const CqlTerm& b);
CqlTerm Not(const CqlTerm& a);
CqlTerm AtLeast(int count, const std::vector<CqlTerm>& values);
CqlTerm Choose(const CqlTerm& when, const CqlTerm& then, const CqlTerm& otherwise);

// "sle" and 'sle', with what CQL wants escaped.
std::string QuotedName(std::string_view name);
std::string QuotedText(std::string_view text);

// A bound as CQL's Decimal, which keeps eight digits behind the point. `exact`: nothing was cut off.
struct CqlDecimal {
  std::string text;
  bool exact = true;
};
CqlDecimal DecimalOf(const units::Rational& value);

}  // namespace eligo::publish

template <>
struct eligo::logic::Constant<eligo::publish::CqlTerm> {
  static publish::CqlTerm True() { return {publish::CqlTerm::Kind::kTrue, "true"}; }
  static publish::CqlTerm False() { return {publish::CqlTerm::Kind::kFalse, "false"}; }
};
