// Messages: one line each on standard error, and the exit status they add up to.
#pragma once

#include <string>
#include <string_view>

namespace eligo::cli {

enum ExitCode {
  kOk = 0,
  kInputSkipped = 1,  // something could not be read; the rest was processed and printed
  kUsage = 2,         // the command line, or a file it cannot do without (terms, answers); nothing was done
  kNoOutput = 3,      // the result could not be written
  kFound = 4          // `eligo lint --fail-on` only: a diagnostic of that severity
};

// `eligo: MESSAGE`; control characters are shown as `?`, so that a line stays a line.
void Complain(std::string_view message);
// As Complain, for a mistake in a file: the lines behind the first show the place.
void ComplainAt(std::string_view lines);
// As Complain, for what a person may want to know and nothing to mend: `eligo: note: MESSAGE`.
void Note(std::string_view message);

}  // namespace eligo::cli
