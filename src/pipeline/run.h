// Run: the record of a screening, made and read back line by line. Does no I/O.
// Tested by test/report/run_test.cc, test/cli/run_test.cc.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/snapshot.h"
#include "pipeline/reading.h"
#include "pipeline/screening.h"
#include "report/run_json.h"
#include "verdict/run.h"

namespace eligo::pipeline {

using RunWriter = report::RunWriter;

// A line without its end; false when there is none left.
using NextLine = std::function<bool(std::string&)>;

// What was read, beside protocols and terms.
struct RunInputs {
  Snapshot data;
  std::optional<Snapshot> answers, vocabulary;
  verdict::NotRead not_read;
};
verdict::Run MakeRun(const std::vector<Reading>& readings, const terms::Terms& terms, const ScreenRequest& request, RunInputs inputs);

// Reads a record. The error of Open() and failure() say what is wrong, without the file.
class RunLines {
 public:
  // Reads all of it: whether it is a record, whole, and of a version that is known.
  static Result<Done> Check(const NextLine& next);
  // From its first line, of a record that was checked.
  static Result<RunLines> Open(NextLine next);

  const verdict::Run& run() const { return run_; }
  // Nothing at the end, and when failure() says why.
  std::optional<verdict::RunVerdict> Next();
  const std::string& failure() const { return failure_; }

 private:
  RunLines(verdict::Run run, NextLine next) : run_(std::move(run)), next_(std::move(next)) {}

  verdict::Run run_;
  NextLine next_;
  std::string failure_;
};

}  // namespace eligo::pipeline
