// Prepare: a fact made ready for judging many patients: its class closed, its units read, its parts prepared.
//
// Done once a run, so that judging a patient looks up rows and nothing else.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logic/kleene.h"
#include "match/fields.h"
#include "match/leaf.h"
#include "units/rational.h"
#include "units/unit.h"

namespace eligo::match {

struct PreparedFact;
struct PreparedLeaf;

// A bit for each records::Route.
using RouteSet = std::uint32_t;
constexpr RouteSet SetOf(records::Route route) { return RouteSet{1} << static_cast<unsigned>(route); }

// An expression with its leaves in the order in which Evaluate numbers them.
struct PreparedTree {
  const logic::Expression* tree = nullptr;
  logic::Side side = logic::Side::kIncluding;
  std::vector<PreparedLeaf> leaves;
};

// One limit of a comparison, its unit read. The same limit may stand in the text in two units (contract section 3.7).
struct Limit {
  logic::Compare compare;
  std::optional<units::Unit> unit;  // nothing when it could not be read
};

struct PreparedFact {
  const logic::Fact* fact = nullptr;
  logic::FactPtr owned;  // keeps `fact`, where it was completed here (a requirement without its own window)
  logic::Side side = logic::Side::kIncluding;
  Fields fields = 0;
  // The concept; nothing when the words have none or terms do not know it.
  std::optional<terms::ConceptId> concept_id;
  std::vector<terms::ConceptId> closure;  // the concept and everything below it, sorted
  std::vector<terms::ConceptId> cause;    // closure of `cause`
  std::vector<Limit> limits;              // of `compare`: the fact's own first, then its twins in other units
  std::optional<units::Unit> dose_unit;   // of `dose`
  // Of a dose in equivalents of a glucocorticoid: the mg of prednisone that 1 mg of it equals; nothing where terms do not say.
  std::optional<units::Rational> equivalent;
  RouteSet routes = 0;  // that surely are one of `route`
  // Of a number of ingredients: what is asked of each of `closure`.
  std::vector<PreparedFact> each;
  std::shared_ptr<PreparedFact> disease;  // of classification criteria: the diagnosis that they classify
  std::vector<PreparedFact> except, required;
  std::shared_ptr<PreparedTree> provided;
  std::shared_ptr<PreparedFact> event;  // the window's, in place of an anchor
  // The drugs whose exclusion the fact lifts ("unless B cells are back to baseline"): what it is held against lies before them, its own
  // results after.
  std::vector<terms::ConceptId> since;

  // Those of `closure` that anybody has rows of, once KeepRecorded() has looked; all of it before.
  std::optional<std::vector<terms::ConceptId>> recorded;

  const std::vector<terms::ConceptId>& ToLookUp() const { return recorded ? *recorded : closure; }
  const logic::Fact& operator*() const { return *fact; }
  const logic::Fact* operator->() const { return fact; }
  bool Has(Fields f) const { return (fields & f) != 0; }
  bool excluding() const { return side == logic::Side::kExcluding; }
};

struct PreparedLeaf {
  const logic::Expression* expression = nullptr;
  logic::Side side = logic::Side::kIncluding;
  std::optional<PreparedFact> fact;  // nothing for a judgement or unread text
};

// The concept and everything below it; empty for one that terms do not know.
std::vector<terms::ConceptId> ClosureOf(const terms::Terms& terms, std::string_view id);

PreparedFact Prepare(const logic::Fact& fact, logic::Side side, const terms::Terms& terms);
PreparedTree Prepare(const logic::Expression& tree, logic::Side side, const terms::Terms& terms);

// Notes in each fact which of its concepts the records have at all.
void KeepRecorded(PreparedTree& tree, const records::Records& records);
void KeepRecorded(PreparedFact& fact, const records::Records& records);

Run::Known FindKnown(const terms::Terms& terms);

// Tests that decide a condition or anything below it: the measurements whose `test_of` is one of these.
std::vector<terms::ConceptId> TestsOf(const Run& run, const std::vector<terms::ConceptId>& conditions);

}  // namespace eligo::match
