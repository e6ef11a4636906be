// Syntax: what was written, faithfully, errors included.
//
// A criterion's text as a tree of clauses under and, or, not, at least, if, unless. Words keep
// their spans; numbers are exact; nothing is decided yet about concepts, units or who can answer.
// What the grammar could not place stands in an kUnread node or in a clause's leftover.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/span.h"
#include "terms/terms.h"
#include "units/rational.h"

namespace eligo::syntax {

// Something the lexicon knows, with the concepts its name may mean.
struct Name {
  Span span;
  std::string text;  // as written
  std::vector<terms::ConceptId> concepts;
  std::optional<terms::Kind> kind = std::nullopt;  // of a thing named by its words, without a concept: what it seems to be
  std::vector<Name> or_else = {};                  // "type 1 or type 2 diabetes": others of which any is meant as well, until parse is done
};

enum class Relation { kNone, kLess, kLessEqual, kEqual, kGreaterEqual, kGreater, kBetween };

// A number with its comparison: ">= 1.5 x ULN", "18-80 years", "1:80".
struct Limit {
  Span span;
  Relation relation = Relation::kNone;  // kNone: a bare number
  units::Rational value;
  std::optional<units::Rational> high;  // of kBetween
  Span high_span;                       // where that stands, when it was written apart (">= 15 and <= 30")
  std::string unit;                     // as written; "" when none
  bool times_uln = false, times_lln = false, titer = false;
  bool damaged = false;  // "=" where a comparison seems lost
};

// A length of time: calendar or half-lives.
struct Length {
  Period period;
  int half_lives = 0;
  bool weeks = false;  // written in weeks
};

// "within 8 weeks before the first dose", "at screening", "for at least 12 weeks".
struct TimePhrase {
  enum class Kind { kWindow, kDuration, kAt, kBefore };
  Span span;
  Kind kind = Kind::kWindow;
  Relation relation = Relation::kGreaterEqual;  // of a duration
  std::optional<Length> length;                 // back from the anchor, or of the duration
  std::optional<Length> or_longer;
  std::string anchor;    // "first_dose"; "" when none is written
  bool open = false;     // "< 5 years": the far end is out
  bool after = false;    // "within 12 months after infusion"
  bool stable = false;   // of a duration: the dose did not change in it
  bool gap = false;      // "at least 4 weeks before": nothing nearer than that
  bool since = false;    // "at least 4 weeks since ...": since what the limb names
  bool bare = false;     // of a duration: "for 3 months", "< 3 months"; not "for at least", not "for less than"
  bool elapsed = false;  // "at least 3 half-lives have passed": since what the sentence before it names
  bool through = false;  // of a window: "for the past 3 months", which may be all of it
};

struct CountPhrase {
  Span span;
  Relation relation = Relation::kGreaterEqual;
  int value = 1;
  bool of_list = false;   // "at least 2 of the following"
  bool of_times = false;  // "more than 2 episodes": how often, not how many different ones
};

struct Grade {
  Span span;
  std::string scale;  // "CTCAE", "NYHA", ""
  Relation relation = Relation::kNone;
  std::vector<std::string> steps;  // "III", "3", "A"
  std::string version = {};        // of the scale: "5.0"; "" when none is written
};

struct Clause;
using ClausePtr = std::shared_ptr<const Clause>;

struct Clause {
  Span span;
  std::vector<Name> heads;  // what it is about; more than one when their relation was not understood
  std::optional<Limit> limit;
  std::optional<std::string> answer;  // "positive", "negative", "high", ...
  Span answer_span;
  std::vector<std::string> states;  // "active", "severe"
  std::vector<std::string> routes;
  std::vector<std::string> methods;
  std::optional<Grade> grade;
  std::vector<TimePhrase> times;
  std::optional<CountPhrase> distinct;
  std::optional<CountPhrase> repeats;  // how often it happened
  bool history = false;                // "history of", "previous"
  bool exposure = false;               // "received", "treated with", "use of"
  bool allergy = false;                // "allergy to", "hypersensitivity to"
  bool participation = false;          // "participated in a trial of"
  bool other = false;                  // "other autoimmune diseases"
  bool equivalent = false;             // "or equivalent"
  bool stable = false;                 // "stable dose"
  bool taken = false;                  // "on a stable dose": being on it is asked too
  bool alone = false;
  bool open = false;                // "such as", "etc."
  Span open_span;                   // of "etc."
  std::vector<ClausePtr> examples;  // members that were named; one without a head is a word the lexicon does not know
  std::vector<ClausePtr> except;
  std::vector<ClausePtr> required;  // "requiring antibiotic treatment"
  std::vector<ClausePtr> with;      // must hold for a value to count: "on room air"
  std::vector<ClausePtr> without;   // must not: "without hydration"
  std::optional<Name> cause;        // "due to lupus"
  bool cause_is = true;
  std::vector<Span> leftover;  // words the grammar could not place
};

struct Node {
  enum class Kind { kAnd, kOr, kNot, kAtLeast, kIf, kUnless, kClause, kConsent, kJudgement, kUnread, kNone };
  Kind kind = Kind::kNone;  // kNone: says nothing that restricts ("of any gender")
  Span span;
  std::vector<Node> of;
  int count = 0;
  ClausePtr clause;    // of kClause; of kConsent what it is about, if named
  std::string reason;  // of kUnread: why; of kJudgement kInItsWords, or "" when it is the investigator's in general
};
inline constexpr std::string_view kInItsWords = "in its words";  // a judgement of what its words name
inline constexpr std::string_view kSuspected = "suspected";      // that what its words name is suspected
std::string_view ToString(Node::Kind kind);

struct Mention {
  std::string type;  // brat's entity types: "Drug", "Value", "Temporal", "Negation"
  Span span;
  std::optional<terms::ConceptId> concept_id;
  bool negated = false;
};

// A remark of the grammar that becomes a diagnostic.
struct Remark {
  std::string code;
  Span span;
  std::string message;
  bool warning = false;
};

struct Item {
  int source = 0;  // index into source::Protocol::items
  Node node;
  std::vector<Mention> mentions;
  std::vector<Remark> remarks;
  std::vector<Span> asides;  // brackets that say nothing about a patient
};

struct Protocol {
  std::vector<Item> items;
};

// An indented tree, one node a line, for tests and `--stop-after parse`.
std::string Print(const Protocol& protocol, const terms::Terms& terms);
std::string Print(const Node& node, const terms::Terms& terms, int indent = 0);

}  // namespace eligo::syntax
