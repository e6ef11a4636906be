// Result: one test result, and which of several counts (contract sections 3.5 to 3.8, 3.13).
//
// Values are intervals: a censored result ("<20") or a partial date is unknown only where it straddles the bound.
// Units convert exactly; what cannot be converted is unknown, never false.
// Tested by test/match/measurement.txt.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "match/prepare.h"
#include "match/window.h"

namespace eligo::match {

// `n op limit`, for limits in the number's own unit.
Truth CompareNumber(const records::Number& n, logic::Operator op, const units::Rational& value, const std::optional<units::Rational>& high);

// Whether it is a limit from which on something counts.
constexpr bool AtLeast(logic::Operator op) { return op == logic::Operator::kGreaterEqual || op == logic::Operator::kGreater; }

// What one row says to a question; `unsure` gets the reason when it cannot say.
using Question = std::function<Reading(const records::Row&, std::string& unsure)>;

Reading CompareResult(const records::Row& row, const PreparedFact& fact, terms::ConceptId id, const Subject& subject, std::string& unsure);
Reading AnswerOfResult(const records::Row& row, logic::Answer wanted, terms::ConceptId id, const Subject& subject, std::string& unsure);

// Whether a row says anything that a question can be put to.
bool HoldsResult(const records::Row& row);

// The rows of one concept's timeline that hold results, judged by one question.
struct Timeline {
  Reading reading;
  bool found = false;     // there was a result to judge
  bool stale = false;     // the one judged lies before the window
  bool conflict = false;  // several results of one day disagree
  std::string unsure;
  std::vector<const records::Row*> used;  // what was judged
  const records::Row* told = nullptr;     // the one that says best why: one that gives the reading, else the last
};
enum class Freshness { kLimited, kUnlimited };
// `counts` leaves out rows that are no results of the kind asked for (another method); all count without it.
Timeline JudgeTimeline(terms::ConceptId id, const Subject& subject, const TimeSpan& span, std::optional<logic::Pick> pick,
                       Freshness freshness, const Question& question, const std::function<bool(const records::Row&)>& counts = {});

// A look-back window of an excluding fact for which the text picks no result.
bool AsksForAny(const PreparedFact& fact, const TimeSpan& span);
// As JudgeTimeline, by the fact's pick. Without one the latest result decides (contract 3.6); among what excludes an earlier one of the
// window may be what the text means, and leaves it open where it says otherwise.
Timeline JudgeResults(const PreparedFact& fact, terms::ConceptId id, const Subject& subject, const TimeSpan& span,
                      std::optional<logic::Pick> pick, Freshness freshness, const Question& question,
                      const std::function<bool(const records::Row&)>& counts = {});
// Of one in which an earlier result may be what is meant.
std::string WhichResultCounts(const terms::Concept& c, const TimeSpan& span);

// Does the concept's own name say it ("creatinine clearance, Cockcroft-Gault", "serum hCG")? By the first letters of words.
bool NameImplies(const terms::Concept& c, std::string_view wanted);
// Do the two texts share a telling word?
bool Mentions(std::string_view text, std::string_view wanted);

// The latest result of a test at the window's anchor, against an answer.
struct LatestResult {
  bool found = false;
  Reading reading;
  EvidenceList evidence;
  std::string says;
};
LatestResult LatestAnswer(const Subject& subject, terms::ConceptId test, logic::Answer wanted, const TimeSpan& span);

}  // namespace eligo::match
