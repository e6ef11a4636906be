// Since: what changed since a run.
//
//   verdicts now + lines of a record --merge--> flips --report--> text, lines
//
// Both are ordered by protocol, cohort and patient, so that neither is kept. Does no I/O.
// Tested by test/report/run_test.cc, test/cli/run_test.cc.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/print.h"
#include "pipeline/run.h"
#include "verdict/flip.h"

namespace eligo::pipeline {

// Verdicts in their order -> what changed since a run that can be compared (verdict::NotComparable).
class Since {
 public:
  Since(RunLines& before, const verdict::Run& now);

  // The flips up to the last of these verdicts. Those of whom something changed are told by `tell`, where the verdicts are without words.
  using Tell = std::function<verdict::PatientVerdict(const verdict::PatientVerdict&)>;
  std::vector<verdict::Flip> Next(std::size_t protocol, const std::vector<verdict::PatientVerdict>& verdicts, const Tell& tell = nullptr);
  // Of those who are not judged any more.
  std::vector<verdict::Flip> Rest();

 private:
  const std::optional<verdict::RunVerdict>& Peek();
  void Gone(std::vector<verdict::Flip>& flips);

  RunLines& before_;
  const verdict::Run& now_;
  std::vector<verdict::Partners> partners_;  // by protocol
  std::optional<verdict::RunVerdict> next_;
  bool ended_ = false;
};

// Screens and prints what changed since `before`, which can be compared with `now`, the run of these readings. JSON is a line that says
// what the runs differ in and a line a change, as they come. False when the sink refused.
bool ScreenSince(std::vector<Reading> readings, const records::Records& records, const terms::Terms& terms, const ScreenRequest& request,
                 RunLines& before, const verdict::Run& now, PageFormat format, const Sink& sink, std::vector<std::string>& voided,
                 RunWriter* record = nullptr);

}  // namespace eligo::pipeline
