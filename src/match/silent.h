// Silent: the truth of a leaf for all patients of whom the record says nothing that its kernel looks up.
//
// A kernel is a function of the rows that it looks up and of the patient's sex and birth. Asked once about somebody without any rows it
// tells what it looked for; whoever has none of that, and is of the same sex and (where it was asked for) birth, gets the same truth. So
// the kernel itself is asked a few times in place of once a patient, and its rules about silence stand nowhere else. Tested by
// test/match/counter_test.cc.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "match/kernels.h"
#include "verdict/tally.h"

namespace eligo::match {

// A leaf's truth in both readings, and whether it waits for a later day.
struct LeafTruth {
  Reading reading;
  bool later = false;
};
LeafTruth TruthOf(const LeafResult& result);

class Silent {
 public:
  Silent(const PreparedLeaf& leaf, const Run& run);

  // Of 64 patients: whether the record of each holds anything that the kernel may look up.
  std::uint64_t Spoken(std::size_t word) const { return spoken_.empty() ? 0 : spoken_[word]; }
  // By sex alone: nothing when it hangs on their birth, too.
  const std::optional<LeafTruth>& Of(records::Sex sex) const { return by_sex_[static_cast<std::size_t>(sex)]; }
  // Of one patient who is silent; nothing when their kernel looked for more than others' did: then it must be asked.
  std::optional<LeafTruth> Of(records::PatientIndex patient) const;

 private:
  std::optional<LeafTruth> Ask(const records::Patient& patient) const;

  const PreparedLeaf& leaf_;
  const Run& run_;
  std::vector<terms::ConceptId> concepts_;  // looked up; sorted
  verdict::Bits spoken_;
  static constexpr std::size_t kSexes = 4;
  std::array<std::optional<LeafTruth>, kSexes> by_sex_;
  // By sex and day of birth, where they hang on it: 0 is not asked yet. The same truth whoever asks first.
  struct ByBirth {
    std::unique_ptr<std::atomic<std::uint8_t>[]> truths;
  };
  std::array<ByBirth, kSexes> by_birth_;
};

}  // namespace eligo::match
