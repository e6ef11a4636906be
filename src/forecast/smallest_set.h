// SmallestSet: the fewest questions whose answers could settle open criteria, of those the cheapest.
//
// A set of questions settles a criterion when some answers to them let it pass, whatever the other unknown leaves turn out to be; of a
// criterion that can no longer pass, when some answers make it fail. So of an `or` that must hold one member is enough, and of one that
// excludes every member is asked. Ways are values of logic::Evaluate, which joins them as it joins truths.
// Tested by test/forecast/smallest_set_test.cc against every set there is.
#pragma once

#include <compare>
#include <vector>

#include "logic/kleene.h"
#include "logic/protocol.h"

namespace eligo::forecast {

struct Question {
  int number = 0;  // answers of one number come together
  int cost = 0;
  friend constexpr auto operator<=>(const Question&, const Question&) = default;
};
using QuestionSet = std::vector<Question>;  // by number, each once

// The smallest sets that make a tree true, and those that make it false: none within another, at most kMostWays of them, the best first.
struct Ways {
  std::vector<QuestionSet> to_true, to_false;
};
inline constexpr std::size_t kMostWays = 64;

Ways And(const Ways& a, const Ways& b);
Ways Or(const Ways& a, const Ways& b);
Ways Not(const Ways& a);
Ways Choose(const Ways& when, const Ways& then, const Ways& otherwise);

// What is known already, and what an answer settles.
Ways Settled(Truth truth);
Ways Asked(Question question);

// `ways[n]`: of the n-th leaf, as logic::Evaluate numbers them. The sets that settle the criterion; none when no answers do.
std::vector<QuestionSet> WaysToSettle(const logic::Criterion& criterion, const std::vector<Ways>& ways);

// One set of each list, all together as few and cheap as can be; ties go to the smaller numbers. Where very many choices are left the
// best of the first ones.
QuestionSet SmallestSet(std::vector<std::vector<QuestionSet>> of_each);

}  // namespace eligo::forecast

template <>
struct eligo::logic::Constant<eligo::forecast::Ways> {
  static eligo::forecast::Ways True() { return eligo::forecast::Settled(Truth::kTrue); }
  static eligo::forecast::Ways False() { return eligo::forecast::Settled(Truth::kFalse); }
};
