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
#include <limits>
#include <memory>
#include <vector>

#include "match/day_classes.h"
#include "match/kernels.h"
#include "verdict/tally.h"

namespace eligo::match {

// A leaf's truth in both readings, and whether it waits for a later day.
struct LeafTruth {
  Reading reading;
  bool later = false;
};
LeafTruth TruthOf(const LeafResult& result);

// A patient in a few bytes.
struct Who {
  static constexpr std::int32_t kNoBirth = std::numeric_limits<std::int32_t>::min();
  static constexpr std::int32_t kPartial = kNoBirth + 1;

  records::PatientIndex index = 0;
  records::Sex sex = records::Sex::kUnknown;
  std::int32_t birth = kNoBirth;  // the day
};
Who WhoIs(records::PatientIndex index, const records::Patient& patient);

// In a byte, 0 for none of them; nothing is "the kernel must be asked".
inline constexpr std::uint8_t kMustAsk = 0xff;
inline std::uint8_t Packed(const std::optional<LeafTruth>& truth) {
  if (!truth) return kMustAsk;
  return static_cast<std::uint8_t>(1 + static_cast<int>(truth->reading.strict) + 3 * static_cast<int>(truth->reading.presumed) +
                                   9 * (truth->later ? 1 : 0));
}
inline std::optional<LeafTruth> Unpacked(std::uint8_t packed) {
  if (packed == kMustAsk) return std::nullopt;
  const int code = packed - 1;
  return LeafTruth{{static_cast<Truth>(code % 3), static_cast<Truth>(code / 3 % 3)}, code >= 9};
}

// Adds who has rows of any of these, as far as anybody has some.
void AddSpoken(const std::vector<terms::ConceptId>& concepts, const records::Records& records, verdict::Bits& spoken);

// What results count `provided`, for all patients of whom nothing is on record that it looks up.
class SilentProviso {
 public:
  // Nothing where it hangs on their birth.
  static std::unique_ptr<const SilentProviso> Of(const PreparedTree& tree, const Run& run);
  // Of 64 patients: whether the record of each holds anything that it may look up.
  std::uint64_t Spoken(std::size_t word) const { return spoken_[word]; }
  bool SpeaksOf(records::PatientIndex patient) const { return verdict::Has(spoken_, patient); }
  Reading Of(records::Sex sex) const { return by_sex_[static_cast<std::size_t>(sex)]; }

 private:
  verdict::Bits spoken_;
  std::array<Reading, 4> by_sex_;
};

class Silent {
 public:
  Silent(const PreparedLeaf& leaf, const Run& run);

  // Of 64 patients: whether the record of each holds anything that the kernel may look up.
  std::uint64_t Spoken(std::size_t word) const { return spoken_[word]; }
  // By sex alone: nothing when it hangs on their birth, too.
  const std::optional<LeafTruth>& Of(records::Sex sex) const { return by_sex_[static_cast<std::size_t>(sex)]; }
  // Of one patient who is silent; nothing when their kernel looked for more than others' did: then it must be asked.
  std::optional<LeafTruth> Of(const Who& who) const;

  // What the kernel looks up of those who are silent; sorted.
  const std::vector<terms::ConceptId>& concepts() const { return concepts_; }
  bool asks_for_birth() const { return asks_for_birth_; }

 private:
  std::uint8_t Ask(const records::Patient& patient) const;

  const PreparedLeaf& leaf_;
  const Run& run_;
  std::vector<terms::ConceptId> concepts_;  // looked up; sorted
  bool asks_for_birth_ = false;
  verdict::Bits spoken_;
  static constexpr std::size_t kSexes = 4;
  std::array<std::optional<LeafTruth>, kSexes> by_sex_;
  // By sex and class of birth, where they hang on it: 0 is not asked yet. The same truth whoever asks first.
  std::array<std::unique_ptr<std::atomic<std::uint8_t>[]>, kSexes> by_birth_;
  std::optional<DayClasses> births_;  // nothing: each day of birth is a class
};

}  // namespace eligo::match
