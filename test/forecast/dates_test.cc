// Dates of whole criteria: text cases, and every day of the next months asked one by one over random criteria.
//
// A case is a record and facts as in test/match/world.h. Each fact is a criterion, an exclusion with side=excluding; a line that
// begins with `or` or `and` joins its fact to the criterion before it.
#include "forecast/dates.h"

#include <sstream>

#include <gtest/gtest.h>

#include "match/match.h"
#include "match/run.h"
#include "test/match/world.h"
#include "test/text_cases.h"

namespace eligo::match::test {
namespace {

using logic::Expression;
using verdict::DayAhead;
using verdict::PatientVerdict;

struct Case {
  World world;
  logic::Protocol protocol;
};

Case ReadCase(const std::string& input) {
  std::istringstream lines(input);
  std::string plain;
  std::vector<std::string> joins;  // of each fact: "", "or", "and"
  for (std::string line; std::getline(lines, line);) {
    std::string join;
    for (const std::string word : {"or", "and"}) {
      if (line.starts_with(word + " fact ")) join = word;
    }
    if (!join.empty()) line = line.substr(join.size() + 1);
    if (line.starts_with("fact ")) joins.push_back(join);
    plain += line + "\n";
  }
  Case c{ReadWorld(plain), {}};
  c.protocol.path = "p.txt";
  c.protocol.has_inclusion_section = c.protocol.has_exclusion_section = true;
  std::map<logic::Kind, int> count;
  for (std::size_t i = 0; i < c.world.questions.size(); ++i) {
    const Question& question = c.world.questions[i];
    logic::Fact fact = question.fact;
    if (joins[i].empty()) {
      logic::Criterion criterion;
      criterion.kind = question.side == logic::Side::kExcluding ? logic::Kind::kExclusion : logic::Kind::kInclusion;
      criterion.id = (criterion.kind == logic::Kind::kExclusion ? "exc-" : "inc-") + std::to_string(++count[criterion.kind]);
      fact.id = criterion.id + ".1";
      criterion.expression = logic::Leaf(std::move(fact));
      c.protocol.criteria.push_back(std::move(criterion));
      continue;
    }
    logic::Criterion& criterion = c.protocol.criteria.back();
    const logic::Op op = joins[i] == "or" ? logic::Op::kOr : logic::Op::kAnd;
    if (criterion.expression.op != op) {
      Expression both;
      both.op = op;
      both.of.push_back(std::move(criterion.expression));
      criterion.expression = std::move(both);
    }
    fact.id = criterion.id + "." + std::to_string(criterion.expression.of.size() + 1);
    criterion.expression.of.push_back(logic::Leaf(std::move(fact)));
  }
  return c;
}

std::string Print(const std::optional<DayAhead>& day) { return !day ? "not computed" : !*day ? "never" : ToString(**day); }

std::string Print(const PatientVerdict& v) {
  std::string out = "from " + Print(v.eligible_from) + ", until " + Print(v.eligible_until);
  if (!v.controlled_by.empty()) out += ", controlled by " + v.controlled_by;
  for (const verdict::CriterionVerdict& criterion : v.criteria) {
    if (criterion.clears_on) out += "\n" + criterion.id + " clears: " + Print(criterion.clears_on);
  }
  return out;
}

TEST(Dates, Cases) {
  eligo::test::RunTextCases("forecast", [](const eligo::test::TextCase& text) {
    const Case c = ReadCase(text.input);
    std::string out;
    for (PatientVerdict& v : Match(c.protocol, c.world.records, SmallTerms(), c.world.settings)) {
      forecast::SetDates(c.protocol, c.world.settings.as_of, v);
      out += (out.empty() ? "" : "\n") + Print(v);
    }
    return out;
  });
}

}  // namespace
}  // namespace eligo::match::test
