#include "match/silent.h"

#include <algorithm>

#include "match/turns.h"

namespace eligo::match {
namespace {

// Days of birth that are kept: 1880 to as-of, nearly.
constexpr Date kFirstBirth{-32'872};
constexpr std::size_t kBirths = 65'536;

}  // namespace

Who WhoIs(records::PatientIndex index, const records::Patient& patient) {
  const std::int32_t birth = !patient.birth ? Who::kNoBirth : patient.birth->exact() ? patient.birth->first.day : Who::kPartial;
  return {index, SexOf(patient), birth};
}

void AddSpoken(const std::vector<terms::ConceptId>& concepts, const records::Records& records, verdict::Bits& spoken) {
  spoken.resize(verdict::WordsFor(records.patients().size()));
  for (const terms::ConceptId id : concepts) {
    const records::Timeline* const timeline = records.Find(id);
    for (std::size_t w = 0; timeline != nullptr && w < spoken.size(); ++w) spoken[w] |= timeline->Present(w);
  }
}

std::unique_ptr<const SilentProviso> SilentProviso::Of(const PreparedTree& tree, const Run& run) {
  auto proviso = std::make_unique<SilentProviso>();
  LookedUp all;
  for (std::size_t sex = 0; sex < proviso->by_sex_.size(); ++sex) {
    records::Patient nobody;
    nobody.gender = static_cast<records::Sex>(sex);
    Subject subject{run, 0, nobody};
    subject.rows->Silence(&all);
    proviso->by_sex_[sex] = JudgeTree(tree, subject);
  }
  if (all.birth) return nullptr;
  AddSpoken(all.concepts, run.records, proviso->spoken_);
  return proviso;
}

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
      for (const int age : kAges) {
        nobody.birth = On(Add(run.settings.as_of, Period{-12 * age, -1, 0}));
        (void)ask();
      }
    }
    all.birth = all.birth || before;
  }
  asks_for_birth_ = all.birth;
  if (asks_for_birth_) {
    // Of an age on another day than as-of no turns are known.
    const Offsets offsets = OffsetsOf(leaf, run);
    if (!all.other_age && !offsets.ages.empty()) births_ = DayClasses(offsets.ages, run.settings.as_of);
    for (std::size_t sex = 0; sex < kSexes; ++sex) {
      if (!by_sex_[sex]) by_birth_[sex] = std::make_unique<std::atomic<std::uint8_t>[]>(births_ ? births_->count() : kBirths);
    }
  }
  concepts_ = std::move(all.concepts);
  std::sort(concepts_.begin(), concepts_.end());
  AddSpoken(concepts_, run.records, spoken_);
}

std::uint8_t Silent::Ask(const records::Patient& patient) const {
  LookedUp looked_up;
  looked_up.known = &concepts_;
  Subject subject{run_, 0, patient};
  subject.rows->Silence(&looked_up);
  const LeafTruth truth = TruthOf(Judge(leaf_, subject));
  const bool of_class = !births_ || !looked_up.other_age;
  return Packed(looked_up.beyond || !of_class ? std::nullopt : std::optional(truth));
}

std::optional<LeafTruth> Silent::Of(const Who& who) const {
  const auto sex = static_cast<std::size_t>(who.sex);
  if (by_sex_[sex]) return by_sex_[sex];
  const records::Patient& patient = run_.records.patients()[who.index];
  const bool kept = who.birth >= kFirstBirth.day && who.birth - kFirstBirth.day < static_cast<int>(kBirths);
  if (!kept) return Unpacked(Ask(patient));
  const auto place = static_cast<std::size_t>(births_ ? static_cast<std::int64_t>(births_->Of(who.birth)) : who.birth - kFirstBirth.day);
  std::atomic<std::uint8_t>& at = by_birth_[sex][place];
  std::uint8_t packed = at.load(std::memory_order_relaxed);
  if (packed == 0) {
    packed = Ask(patient);
    at.store(packed, std::memory_order_relaxed);
  }
  return Unpacked(packed);
}

}  // namespace eligo::match
