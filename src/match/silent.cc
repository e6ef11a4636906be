#include "match/silent.h"

#include <algorithm>

namespace eligo::match {
namespace {

// Days of birth that are kept: 1880 to as-of, nearly.
constexpr Date kFirstBirth{-32'872};
constexpr std::size_t kBirths = 65'536;

// In a byte: 1 is told apart from what was never asked.
constexpr std::uint8_t kMustAsk = 0xff;
std::uint8_t Packed(const std::optional<LeafTruth>& truth) {
  if (!truth) return kMustAsk;
  return static_cast<std::uint8_t>(1 + static_cast<int>(truth->reading.strict) + 3 * static_cast<int>(truth->reading.presumed) +
                                   9 * (truth->later ? 1 : 0));
}
std::optional<LeafTruth> Unpacked(std::uint8_t packed) {
  if (packed == kMustAsk) return std::nullopt;
  const int code = packed - 1;
  return LeafTruth{{static_cast<Truth>(code % 3), static_cast<Truth>(code / 3 % 3)}, code >= 9};
}

}  // namespace

LeafTruth TruthOf(const LeafResult& result) { return {result.truth, result.missing == kLater}; }

Silent::Silent(const PreparedLeaf& leaf, const Run& run) : leaf_(leaf), run_(run) {
  // What is looked up may hang on sex and age: all of it counts.
  constexpr std::array<int, 7> kAges = {0, 6, 15, 30, 50, 70, 90};
  LookedUp all;
  for (std::size_t sex = 0; sex < kSexes; ++sex) {
    records::Patient nobody;
    nobody.gender = static_cast<records::Sex>(sex);
    const auto ask = [&] {
      Subject subject{run, 0, nobody};
      subject.rows->Silence(&all);
      return TruthOf(Judge(leaf, subject));
    };
    const bool before = all.birth;
    all.birth = false;
    const LeafTruth truth = ask();
    if (!all.birth) {
      by_sex_[sex] = truth;
    } else {
      by_birth_[sex].truths = std::make_unique<std::atomic<std::uint8_t>[]>(kBirths);
      for (const int age : kAges) {
        nobody.birth = On(Add(run.settings.as_of, Period{-12 * age, -1, 0}));
        (void)ask();
      }
    }
    all.birth = all.birth || before;
  }
  concepts_ = std::move(all.concepts);
  std::sort(concepts_.begin(), concepts_.end());
  for (const terms::ConceptId id : concepts_) {
    const records::Timeline* timeline = run.records.Find(id);
    spoken_.resize(verdict::WordsFor(run.records.patients().size()));
    for (std::size_t w = 0; w < spoken_.size(); ++w) spoken_[w] |= timeline->Present(w);
  }
}

std::optional<LeafTruth> Silent::Ask(const records::Patient& patient) const {
  LookedUp looked_up;
  Subject subject{run_, 0, patient};
  subject.rows->Silence(&looked_up);
  const LeafTruth truth = TruthOf(Judge(leaf_, subject));
  const bool known = std::all_of(looked_up.concepts.begin(), looked_up.concepts.end(),
                                 [&](terms::ConceptId id) { return std::binary_search(concepts_.begin(), concepts_.end(), id); });
  return known ? std::optional(truth) : std::nullopt;
}

std::optional<LeafTruth> Silent::Of(records::PatientIndex index) const {
  const records::Patient& patient = run_.records.patients()[index];
  const auto sex = static_cast<std::size_t>(SexOf(patient));
  if (by_sex_[sex]) return by_sex_[sex];
  const bool kept = patient.birth && patient.birth->exact() && patient.birth->first >= kFirstBirth &&
                    patient.birth->first.day - kFirstBirth.day < static_cast<int>(kBirths);
  if (!kept) return Ask(patient);
  std::atomic<std::uint8_t>& at = by_birth_[sex].truths[static_cast<std::size_t>(patient.birth->first.day - kFirstBirth.day)];
  std::uint8_t packed = at.load(std::memory_order_relaxed);
  if (packed == 0) {
    packed = Packed(Ask(patient));
    at.store(packed, std::memory_order_relaxed);
  }
  return Unpacked(packed);
}

}  // namespace eligo::match
