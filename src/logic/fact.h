// Fact: one thing about one patient, as the text states it. The leaf of every expression.
//
// The fields are those of contract section 1 (EXPRESSION); a field that does not apply is absent.
// An exclusion's fact is the excluding fact; under `not` it is the fact without the negation.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/span.h"
#include "units/rational.h"

namespace eligo::logic {

enum class About {
  kCondition,
  kDrug,
  kProcedure,
  kMeasurement,
  kScore,
  kObservation,
  kDemographic,
  kAllergy,
  kTrialParticipation,
  kConsent,
  kCohort
};
std::string_view ToString(About about);  // "trial_participation"

// Decidable from the chart, only at the visit, only at or after treatment start.
enum class Phase { kPrescreen, kScreening, kTreatment };
std::string_view ToString(Phase phase);

// Who can answer.
enum class Decides { kRecord, kScore, kPerson, kMixed };
std::string_view ToString(Decides decides);

enum class Operator { kLess, kLessEqual, kEqual, kGreaterEqual, kGreater, kBetween };
std::string_view ToString(Operator op);  // "<", "<=", "=", ">=", ">", "between"
Operator Negated(Operator op);           // of "<" it is ">="; kEqual and kBetween are returned as they are

enum class Answer { kPositive, kNegative, kAbnormal, kNormal, kLow, kHigh, kEquivocal, kIndeterminate };
std::string_view ToString(Answer answer);

enum class Pick { kLatest, kAny, kAll, kLowest, kHighest, kFirst };
std::string_view ToString(Pick pick);

enum class Anchor {
  kScreening,
  kEnrolment,
  kConsent,
  kBaseline,
  kRandomisation,
  kFirstDose,
  kDay0,
  kLeukapheresis,
  kLymphodepletion,
  kInfusion,
  kLastDose
};
std::string_view ToString(Anchor anchor);  // "first_dose"
std::optional<Anchor> ParseAnchor(std::string_view text);
// Anchors that default to the as-of date when neither planned nor recorded (contract section 3.4).
bool DefaultsToAsOf(Anchor anchor);

struct ConceptRef {
  std::string id;     // of terms; "" when no concept is known for the words
  std::string text;   // the words it was read from
  bool open = false;  // "such as", "etc.": the list of members is open

  bool operator==(const ConceptRef&) const = default;
};

struct Compare {
  Operator op = Operator::kGreaterEqual;
  units::Rational value;
  std::optional<units::Rational> high;  // of kBetween, both ends in
  std::string unit;                     // UCUM; "1" for a bare number (scores), "a" for years of age
  bool times_uln = false;
  bool times_lln = false;
  bool titer = false;  // value 80 is 1:80
  bool per_kg = false;

  bool operator==(const Compare&) const = default;
};

struct Change {
  Operator op = Operator::kGreaterEqual;
  units::Rational value;
  std::string unit;
  std::string against;  // "baseline", "previous", "normal"

  bool operator==(const Change&) const = default;
};

struct Dose {
  Operator op = Operator::kGreaterEqual;
  units::Rational value;
  std::optional<units::Rational> high;
  std::string unit = "mg/d";
  std::string equivalent_of;  // "prednisone"; "" when not stated
  bool per_kg = false;

  bool operator==(const Dose&) const = default;
};

struct DurationBound {
  Operator op = Operator::kGreaterEqual;
  Period value;

  bool operator==(const DurationBound&) const = default;
};

struct CountBound {
  Operator op = Operator::kGreaterEqual;
  int value = 1;
  std::optional<Period> apart;  // `times` only

  bool operator==(const CountBound&) const = default;
};

struct Fact;
struct Expression;
// Made with make_shared<Fact>: numbering (logic/number.h) writes into a fact that nobody else holds.
using FactPtr = std::shared_ptr<const Fact>;
using ExpressionPtr = std::shared_ptr<const Expression>;

// One end of a window: an offset from the anchor (-P8W) or a number of half-lives before it.
struct Bound {
  Period offset;
  int half_lives = 0;  // > 0: this many half-lives of the drug, before the anchor

  bool operator==(const Bound&) const = default;
};

struct Window {
  std::optional<Bound> from;
  std::optional<Bound> to;
  bool open_from = false;
  bool open_to = false;
  std::optional<Anchor> anchor;
  FactPtr event;  // in place of an anchor
  std::optional<Bound> or_longer;
};

struct Cause {
  std::string concept_id;
  bool is = true;

  bool operator==(const Cause&) const = default;
};

struct Fact {
  std::string id;  // "inc-4.2"; unique in the protocol
  Span span;
  Phase phase = Phase::kPrescreen;
  Decides decides = Decides::kRecord;
  About about = About::kCondition;
  ConceptRef concept_ref;

  // what value
  std::optional<Compare> compare;
  std::optional<Answer> answer;       // "qualitative"
  std::vector<std::string> category;  // ["III", "IV"]
  std::string scale, version;
  std::optional<Change> change;
  // of what
  std::vector<std::string> state;  // all must hold: "active", "severe", ...
  std::string item;                // one item of a score
  std::vector<std::string> method;
  std::string specimen;
  std::vector<std::string> route;
  std::optional<Cause> cause;
  std::string other_than;         // "index_disease", "this_trial"
  std::string subject;            // "" is the patient; "family", "partner"
  std::vector<FactPtr> required;  // "requires"
  std::vector<FactPtr> except;    // partial facts: removes records before this one is judged
  ExpressionPtr provided;         // what must hold for the value to count
  // how much
  std::optional<Dose> dose;
  std::optional<DurationBound> duration;
  std::optional<Period> stable_for;
  std::optional<CountBound> distinct;
  std::optional<CountBound> times;
  bool alone = false;
  // when
  std::optional<Pick> pick;
  std::optional<Window> window;
};

}  // namespace eligo::logic
