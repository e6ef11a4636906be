// Verdict: the truth per patient and criterion, with its evidence, what is missing and what to ask.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/diagnostic.h"
#include "base/span.h"
#include "base/truth.h"
#include "logic/fact.h"

namespace eligo::verdict {

enum class Outcome { kFail, kUnknown, kPass };  // pass: does not stop this patient
std::string_view ToString(Outcome outcome);

enum class Overall { kIneligible, kUndetermined, kCandidate, kEligible };
std::string_view ToString(Overall overall);

struct Evidence {
  std::string resource;  // "Observation/123"; "Patient/1" for demographics
  std::string date;      // ISO 8601, partial as recorded; "" when undated
  std::string value;     // "92 g/L"; "" when none
  std::string text;      // one phrase: "hemoglobin 92 g/L, by code LOINC 718-7"
};

// From this day on a truth is this one, until the next turn.
struct Turn {
  Date from;
  Truth truth = Truth::kUnknown;
  friend constexpr bool operator==(const Turn&, const Turn&) = default;
};

// How far ahead days are looked for (contract section 3.16).
inline constexpr Period kHorizon{120, 0, 0};

// A day that was looked for: none within the horizon is an answer, too.
using DayAhead = std::optional<Date>;

// One leaf, judged.
struct Atom {
  std::string leaf;        // the id of the fact, judgement or unread text in the protocol: "inc-4.2"
  std::string concept_id;  // "" when it has none
  Span span;
  Truth holds = Truth::kUnknown;  // strict
  Truth presumed = Truth::kUnknown;
  std::vector<Evidence> evidence;
  std::string missing;  // what record or test would settle it; "" when settled
  // How `presumed` changes on days after as-of, were the record to stay as it is: by day, neighbours differ.
  std::vector<Turn> turns;
  logic::Decides decides = logic::Decides::kRecord;
  logic::Phase phase = logic::Phase::kPrescreen;
};

struct CriterionVerdict {
  std::string id;
  Outcome strict = Outcome::kUnknown;
  Outcome presumed = Outcome::kUnknown;
  std::string why;  // one sentence a coordinator can read
  // Of one that fails when presumed: the first day on which it does not, by the turns of its leaves.
  std::optional<DayAhead> clears_on;
  std::vector<Atom> atoms;
};

struct Ask {
  std::string ask;                   // "HBsAg"
  std::vector<std::string> settles;  // criterion ids
  std::string kind;                  // chart | lab | visit | person | later
  bool alternative = false;          // could take the place of another; not of the smallest set that could settle all
  int cost = 0;                      // of an answer, against others: CostOf(kind), more where a text must be read first
};

// What it takes to get an answer of a kind, the cheapest 1; of what is none of them the most.
int CostOf(std::string_view kind);

// How many are of the smallest set; they come first.
std::size_t Needed(const std::vector<Ask>& asks);

// What controls the verdict of a patient who has died.
inline constexpr std::string_view kDeceased = "deceased";

struct PatientVerdict {
  std::string protocol;  // path
  int cohort = -1;       // index into the protocol's cohorts
  std::string patient;
  Overall strict = Overall::kUndetermined;
  Overall presumed = Overall::kUndetermined;
  // In the presumed reading, were the record to stay as it is: the first day on which no criterion fails, and the last of that run.
  std::optional<DayAhead> eligible_from, eligible_until;
  std::string controlled_by;  // the criterion that clears last, or kDeceased; "" when none fails
  std::vector<Ask> decisive;
  std::vector<CriterionVerdict> criteria;
  Diagnostics diagnostics;

  bool deceased() const { return controlled_by == kDeceased; }
};

}  // namespace eligo::verdict
