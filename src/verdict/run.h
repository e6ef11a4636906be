// Run: what a screening was run with and over, and what came of it in little, for a later one to be compared with.
//
// Holds ids and outcomes, no values of records.
// Tested by test/report/run_test.cc, test/cli/run_test.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/snapshot.h"
#include "logic/protocol.h"
#include "verdict/settings.h"
#include "verdict/verdict.h"

namespace eligo::verdict {

// Of the files of a record; a newer program may write another.
inline constexpr int kRunVersion = 1;

// Inputs, or parts of them, that could not be read.
struct NotRead {
  int protocols = 0, files = 0, resources = 0;
  bool any() const { return protocols > 0 || files > 0 || resources > 0; }
};

// A criterion as far as outcomes can be told apart by it.
struct RunCriterion {
  std::string id, key;
};

struct RunProtocol {
  std::string path, hash;
  std::vector<std::string> cohorts;  // ids
  std::vector<RunCriterion> criteria;
};
RunProtocol RunProtocolOf(const std::string& path, const logic::Protocol& protocol);

struct Run {
  std::string engine, terms;  // versions
  Settings settings;
  bool pseudonymised = false;
  Snapshot data;
  std::optional<Snapshot> answers, vocabulary;
  NotRead not_read;
  std::vector<RunProtocol> protocols;
};

struct Outcomes {
  Outcome strict = Outcome::kUnknown, presumed = Outcome::kUnknown;
  friend constexpr bool operator==(Outcomes, Outcomes) = default;
};
struct Overalls {
  Overall strict = Overall::kUndetermined, presumed = Overall::kUndetermined;
  friend constexpr bool operator==(Overalls, Overalls) = default;
};

// One patient, protocol and cohort.
struct RunVerdict {
  std::size_t protocol = 0;  // its place in the run
  int cohort = -1;           // its place in the protocol
  std::string patient;
  Overalls overall;
  std::vector<std::optional<Outcomes>> criteria;  // by their places in the protocol; nothing where the cohort is not asked
};
// `criteria`: those of the protocol that was judged.
RunVerdict RunVerdictOf(const std::vector<RunCriterion>& criteria, std::size_t protocol, const PatientVerdict& verdict);

// What two runs were not alike in; "" of what was the same.
struct Differences {
  struct Change {
    std::string what, before, after;  // "as of", "2026-05-25", "2026-06-01"; days and versions, else "" for no more than that it changed
  };
  std::vector<Change> changes;
  std::vector<std::string> unknown;            // what cannot be told: "data"
  std::vector<std::size_t> changed_protocols;  // whose text or logic is another
};
Differences Compare(const Run& before, const Run& after);

// Why the one cannot be compared with the other, beginning with what was seen of `before`: "was of other protocols: ..."; "" when it can.
// Protocols are known by their paths and order, cohorts by their ids.
std::string NotComparable(const Run& before, const Run& after);

}  // namespace eligo::verdict
