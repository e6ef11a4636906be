// Answers: what persons found out, put into verdicts.
//
// One JSON object a line: {"patient", "key", "leaf", "value": "true|false|unknown", "by", "on", "reason"}. An answer sets one leaf of one
// criterion for one patient, in both readings, whatever the record says; the evidence then reads `answer`, beside what the
// record says. `key` is the hash of the criterion's text: when the text has changed, the answer no longer counts. The leaf's number
// ("inc-4.2" is 2) is looked for in the criterion of that key, so an answer survives renumbering.
// Tested by test/cli/answers_test.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/truth.h"
#include "logic/protocol.h"
#include "verdict/verdict.h"

namespace eligo::pipeline {

struct Answer {
  std::string patient, key, leaf;
  Truth value = Truth::kUnknown;
  std::string by, on, reason;
};

// One line of the file. An error says what is wrong, without a place.
Result<Answer> ParseAnswer(std::string_view line);

class AnswerBook {
 public:
  explicit AnswerBook(std::vector<Answer> answers);

  bool empty() const { return entries_.empty(); }
  // Sets the answered leaves and judges their criteria, and with them the patient, anew.
  void Apply(const logic::Protocol& protocol, std::vector<verdict::PatientVerdict>& verdicts);
  // One line for each answer that no protocol used: its patient is not here, or its criterion's text has changed. Names neither
  // the patient nor the value. `patient`: of the answers about this one alone; of all when "".
  std::vector<std::string> Unused(std::string_view patient = "") const;

 private:
  struct Entry {
    Answer answer;
    bool patient_seen = false;
    bool key_seen = false;
    bool used = false;
  };
  std::vector<Entry> entries_;
};

}  // namespace eligo::pipeline
