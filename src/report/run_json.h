// RunJson: the record of a run as JSON lines: a head, a line a patient, protocol and cohort, an end with the checksum of them all.
//
//   {"eligo_run": 1, "eligo", "terms", the settings, "pseudonymised", "data", "answers", "vocabulary", "not_read", "protocols"}
//   {"protocol": 0, "cohort": null, "patient", "strict", "presumed", "criteria": ["puf", "ppf"]}   by strict, by presumed
//   {"verdicts": 65, "result": {"format", "bytes", "sha256"}, "sha256"}
//
// A letter a criterion of the protocol, in its order: p passes, u is unknown, f fails, - is not asked of the cohort. No value of a record.
// Tested by test/report/run_test.cc.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/sha256.h"
#include "report/expression_json.h"
#include "report/screening.h"
#include "verdict/run.h"

namespace eligo::report {

inline constexpr char kNotAsked = '-';
constexpr char LetterOf(verdict::Outcome outcome) {
  return outcome == verdict::Outcome::kPass ? 'p' : outcome == verdict::Outcome::kFail ? 'f' : 'u';
}

// What a run is, as the head of its record and of its changes say it.
Json RunJson(const verdict::Run& run);

// Writes a record piece by piece; keeps none of it. Each call is false once the sink refused.
class RunWriter {
 public:
  RunWriter(const verdict::Run& run, Sink sink);

  // The lines of some verdicts of one protocol; threads may share it.
  std::string Lines(std::size_t protocol, std::span<const verdict::PatientVerdict> verdicts) const;
  // Writes them, in the order of a screening.
  bool Rows(std::string_view lines, std::size_t verdicts);
  // What was printed, piece by piece: its hash stands at the end.
  void Printed(std::string_view bytes);
  bool End(std::string_view format);

 private:
  bool Put(std::string_view lines);

  std::vector<verdict::RunProtocol> protocols_;
  Sink sink_;
  Sha256 lines_, result_;
  std::size_t verdicts_ = 0, bytes_ = 0;
  bool written_ = true;
};

}  // namespace eligo::report
