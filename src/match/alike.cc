#include "match/alike.h"

#include <algorithm>
#include <array>
#include <utility>

#include "match/exposure.h"
#include "match/leaf_key.h"

namespace eligo::match {
namespace {

using logic::About;
using records::kNoDay;
using records::Seen;

// Patients with more rows than this are not alike anyway.
constexpr std::size_t kMostRows = 40;
// Longer gaps between days of a drug's rows are all the same (kGapDays).
constexpr std::int32_t kLongGap = kGapDays + 10;
// Days that one row may bring: its own three, and until when it confirms open orders.
constexpr std::size_t kDaysOfRow = 5;
static_assert(kDaysOfRow * kMostRows <= 256);  // their ranks are bytes

// Those that hold days against stated days and against each other. Lengths from one row to another (duration, times, how far apart)
// are none of them.
constexpr Fields kCompareDays = kStateField | kCategoryField | kScaleField | kMethodField | kRouteField | kCauseField | kOtherThanField |
                                kAnswerField | kExceptField | kRequiredField | kAloneField | kPickField | kWindowField;

bool Keeps(const PreparedFact& fact, const Run& run) {
  Fields kept = kCompareDays;
  if (fact->about == About::kDrug) kept |= kDoseField | kDistinctField;
  if (fact->about == About::kAllergy) kept |= kDistinctField;
  // In a look-back window steadiness is a length from a change on.
  const bool looks_back = fact->window && (fact->window->from || fact->window->or_longer);
  if (fact->about == About::kDrug && !looks_back) kept |= kStableForField;
  // Of a condition it is asked since when, but in such a window row by row how long.
  if (fact->about == About::kCondition && !looks_back && fact->duration && fact->duration->value.hours == 0) kept |= kDurationField;
  if ((fact.fields & ~kept) != 0 || fact.event || !fact.since.empty()) return false;
  switch (fact->about) {
    case About::kCondition:
    case About::kDrug:
    case About::kProcedure:
    case About::kAllergy:
    case About::kTrialParticipation: break;
    case About::kDemographic:
      if (fact->concept_ref.id != "childbearing_potential") return false;
      break;
    case About::kMeasurement:
      // "Positive for HIV" is judged as the condition.
      if ((fact.fields & ~(kAnswerField | kPickField | kWindowField)) != 0 || !fact.concept_id) return false;
      if (run.terms.Get(*fact.concept_id).kind != terms::Kind::kCondition) return false;
      break;
    case About::kScore:
    case About::kObservation:
    case About::kConsent:
    case About::kCohort: return false;
  }
  if (fact.concept_id) {
    const terms::Kind kind = run.terms.Get(*fact.concept_id).kind;
    if (kind == terms::Kind::kScore || kind == terms::Kind::kMeasurement || kind == terms::Kind::kItem) return false;
  }
  const auto keeps = [&](const PreparedFact& part) { return Keeps(part, run); };
  return std::all_of(fact.except.begin(), fact.except.end(), keeps) && std::all_of(fact.required.begin(), fact.required.end(), keeps);
}

// Bytes of a key: sex and birth; of each concept three, of each row nine; of each day its rank and the gap before the next.
constexpr std::size_t kMostKey = 3 + (3 + 9) * kMostRows + 2 * kDaysOfRow * kMostRows;
// In two bytes; no class of days has this number.
constexpr std::uint32_t kNoClass = 0xffff;

Period Sum(const Period& a, const Period& b) { return {a.months + b.months, a.days + b.days, a.hours + b.hours}; }

// What an order is taken to last, where nothing else tells (SetEnd).
std::vector<Period> WithSupplies(std::vector<Period> moves) {
  const std::size_t stated = moves.size();
  for (std::size_t i = 0; i < stated; ++i) {
    moves.push_back(Sum(moves[i], kConfirmedFor));
    moves.push_back(Sum(moves[i], Period{0, kGapDays, 0}));
  }
  return moves;
}

}  // namespace

// Never full: patients with more rows than kMostRows have none.
class Alike::Key : public LeafKey<kMostKey> {};

const records::Looks* LookSet::Of(terms::ConceptId id) {
  if (!records_.HasAny(id)) return nullptr;
  std::unique_ptr<records::Looks>& looks = looks_[id];
  if (!looks) looks = std::make_unique<records::Looks>(*records_.Find(id));
  return looks.get();
}

std::size_t LookSet::bytes() const {
  std::size_t bytes = 0;
  for (const auto& [id, looks] : looks_) bytes += looks->bytes();
  return bytes;
}

std::unique_ptr<Alike> Alike::Of(const PreparedLeaf& leaf, const Run& run, const Silent& silent, LookSet& looks) {
  if (!leaf.fact || !leaf.fact->concept_id || !Keeps(*leaf.fact, run)) return nullptr;
  const Offsets offsets = OffsetsOf(leaf, run);
  std::vector<Period> moves = offsets.moves;
  if (offsets.drugs) moves = WithSupplies(std::move(moves));
  if (std::any_of(moves.begin(), moves.end(), [](const Period& by) { return by.hours != 0; })) return nullptr;
  std::unique_ptr<Alike> alike(new Alike(leaf, run, silent));
  alike->drugs_ = offsets.drugs;
  if (silent.asks_for_birth()) {
    // Of ages on other days than as-of no turns are known.
    if (offsets.ages.empty() || !run.settings.anchors.empty()) return nullptr;
    alike->births_ = DayClasses(offsets.ages, run.settings.as_of);
  }
  alike->classes_.emplace_back(moves, run.settings.as_of);
  for (const terms::ConceptId id : silent.concepts()) {
    const records::Looks* of = looks.Of(id);
    if (of == nullptr) continue;
    if (of->overflown()) return nullptr;
    std::size_t classes = 0;
    if (!offsets.half_lives.empty()) {
      std::vector<Period> all = moves;
      for (const Period& by : HalfLivesOf(offsets, run, id, silent.concepts())) all.push_back(by);
      if (offsets.drugs) all = WithSupplies(std::move(all));
      classes = alike->classes_.size();
      alike->classes_.emplace_back(all, run.settings.as_of);
    }
    if (alike->classes_[classes].count() >= kNoClass) return nullptr;
    alike->looked_.push_back({run.records.Find(id), of, classes});
  }
  return alike;
}

bool Alike::KeyOf(const Who& who, LeafMemory& memory, Key& key) const {
  key.Append(static_cast<std::uint32_t>(who.sex), 1);
  if (births_) {
    if (who.birth == Who::kPartial) return false;
    key.Append(who.birth == Who::kNoBirth ? kNoClass : births_->Of(who.birth), 2);
  }
  const auto present = [&](std::size_t n, std::size_t word) { return looked_[n].timeline->Present(word); };
  std::array<std::int32_t, kDaysOfRow * kMostRows> days;
  std::size_t count = 0;
  std::size_t rows = 0;
  for (const LeafMemory::Here& here : memory.HereIn(who.index / verdict::kBitsAWord, looked_.size(), present)) {
    if ((here.who >> (who.index % verdict::kBitsAWord) & 1) == 0) continue;
    const Looked& looked = looked_[here.what];
    const auto seen = looked.looks->Of(who.index);
    rows += seen.size();
    if (rows > kMostRows) return false;
    key.Append(static_cast<std::uint32_t>(here.what), 2);
    key.Append(static_cast<std::uint32_t>(seen.size()), 1);
    const DayClasses& classes = classes_[looked.classes];
    const auto goes_on = [&](const Seen& row) { return looked.looks->Ongoing(row.look); };
    const bool confirms = drugs_ && std::any_of(seen.begin(), seen.end(), goes_on);
    for (const Seen& row : seen) {
      if (row.look == records::Looks::kOdd) return false;
      key.Append(row.look, 3);
      for (const std::int32_t day : {row.start, row.end, row.recorded}) {
        key.Append(day == kNoDay ? kNoClass : classes.Of(day), 2);
        if (day != kNoDay) days[count++] = day;
      }
      // An open order may be certain until then only, between days of other rows.
      for (const std::int32_t day : {row.start, row.recorded}) {
        const Date until = confirms && day != kNoDay ? Add(Date{day}, kConfirmedFor) : run_.settings.as_of;
        if (until < run_.settings.as_of) days[count++] = until.day;
      }
    }
  }
  // Their order: of each how many lie before it; and of drugs the gaps between them.
  constexpr std::size_t kFew = 12;
  if (!drugs_ && count <= kFew) {
    for (std::size_t i = 0; i < count; ++i) {
      std::uint32_t before = 0;
      for (std::size_t other = 0; other < count; ++other) before += days[other] < days[i] ? 1 : 0;
      key.Append(before, 1);
    }
    return true;
  }
  std::array<std::int32_t, kDaysOfRow * kMostRows> sorted;
  std::copy_n(days.begin(), count, sorted.begin());
  std::sort(sorted.begin(), sorted.begin() + count);
  for (std::size_t i = 0; i < count; ++i) {
    key.Append(static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.begin() + count, days[i]) - sorted.begin()), 1);
  }
  if (!drugs_) return true;
  const auto end = std::unique(sorted.begin(), sorted.begin() + count);
  for (auto at = sorted.begin(); at != end && at + 1 != end; ++at)
    key.Append(static_cast<std::uint32_t>(std::min(at[1] - at[0], kLongGap)), 1);
  return true;
}

std::uint8_t Alike::Ask(records::PatientIndex patient, const std::shared_ptr<SubjectRows>& rows) const {
  LookedUp looked_up;
  looked_up.known = &silent_.concepts();
  rows->Note(&looked_up);
  const LeafTruth truth = TruthOf(match::Judge(leaf_, Subject{run_, patient, run_.records.patients()[patient], rows}));
  rows->Note(nullptr);
  const bool other_birth = looked_up.birth && (!births_ || looked_up.other_age);
  return other_birth || looked_up.beyond ? Packed(std::nullopt) : Packed(truth);
}

std::optional<LeafTruth> Alike::Judge(const Who& who, LeafMemory& memory, const std::shared_ptr<SubjectRows>& rows) const {
  if (memory.GivesUp()) return std::nullopt;
  memory.Asked();
  Key key;
  if (!KeyOf(who, memory, key)) return std::nullopt;
  return memory.Find(key.text(), key.Hash(), [&] { return Ask(who.index, rows); });
}

}  // namespace eligo::match
