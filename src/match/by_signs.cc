#include "match/by_signs.h"

#include <algorithm>
#include <utility>

#include "match/assessment.h"
#include "match/leaf_key.h"

namespace eligo::match {
namespace {

// Of criteria with more signs nothing is remembered.
constexpr std::size_t kMostTold = 120;

constexpr Fields kAsked = kCompareField | kAnswerField | kCategoryField | kScaleField | kExceptField | kPickField | kWindowField;

const PreparedInstrument* InstrumentOf(const PreparedLeaf& leaf, const Run& run) {
  if (!leaf.fact || !leaf.fact->concept_id || run.records.patients().empty()) return nullptr;
  const PreparedFact& fact = *leaf.fact;
  const logic::About about = fact->about;
  if (about != logic::About::kScore && about != logic::About::kMeasurement && about != logic::About::kCondition) return nullptr;
  if ((fact.fields & ~kAsked) != 0 || fact.event || !fact.since.empty()) return nullptr;
  if (run.terms.Get(*fact.concept_id).kind != terms::Kind::kScore) return nullptr;
  const PreparedInstrument* const found = run.known.instruments->Find(*fact.concept_id);
  return found != nullptr && !found->instrument->window ? found : nullptr;
}

}  // namespace

struct BySigns::Key {
  LeafKey<1 + 2 * kMostTold> bytes;
  std::uint64_t hash = 0;
};

std::unique_ptr<BySigns> BySigns::Of(const PreparedLeaf& leaf, const Run& run, ColumnSet& columns) {
  const PreparedInstrument* const instrument = InstrumentOf(leaf, run);
  if (instrument == nullptr) return nullptr;
  const PreparedFact& fact = *leaf.fact;
  const Subject anybody{run, 0, run.records.patients().front()};
  std::unique_ptr<BySigns> by(new BySigns(leaf, run));
  by->instrument_ = instrument;
  by->span_ = SpanOfSigns(*instrument, std::min(Resolve(fact, anybody).last, run.settings.as_of));

  std::vector<terms::ConceptId> recorded{*fact.concept_id};
  for (const Relative& relative : instrument->family) recorded.push_back(relative.id);
  recorded.insert(recorded.end(), instrument->biopsies.begin(), instrument->biopsies.end());
  for (const PreparedItem& item : instrument->items) {
    if (item.concept_id) recorded.push_back(*item.concept_id);
    for (const auto& showing : item.shown_by) {
      for (const PreparedSign& sign : showing) {
        if (sign.sign->kind == measure::Sign::Kind::kAge) {
          // It is told by the first day of the disease.
          recorded.insert(recorded.end(), instrument->disease.begin(), instrument->disease.end());
        } else if (sign.fact) {
          const bool measured = sign.sign->kind != measure::Sign::Kind::kCondition;
          by->Add({&sign, {}, measured ? PlainMeasurement::Of(*sign.fact, {by->span_}, run, columns) : nullptr}, sign.fact->closure);
        }
      }
    }
  }
  AddSpoken(recorded, run.records, by->recorded_);
  by->concepts_.insert(by->concepts_.end(), recorded.begin(), recorded.end());
  if (fact.disease) {
    const PreparedLeaf diagnosis{nullptr, logic::Side::kIncluding, *fact.disease};
    by->Add({}, Silent(diagnosis, run).concepts());
  }
  std::sort(by->concepts_.begin(), by->concepts_.end());
  return by->told_.size() <= kMostTold ? std::move(by) : nullptr;
}

void BySigns::Add(Told told, const std::vector<terms::ConceptId>& concepts) {
  for (const terms::ConceptId id : concepts) {
    concepts_.push_back(id);
    if (run_.records.HasAny(id)) told.rows.push_back(run_.records.Find(id));
  }
  if (!told.rows.empty()) told_.push_back(std::move(told));
}

// 0 where it is as if nothing were on record: looking back on all days, only a sign that holds counts (Assessor::Shown).
std::uint8_t BySigns::CodeOf(const Told& told, const Subject& subject) const {
  if (told.sign != nullptr) {
    const auto plain = told.plain ? told.plain->Judge(subject.index) : std::nullopt;
    const Reading reading = plain ? plain->reading : JudgeSign(*told.sign, subject, span_).truth;
    if (reading.presumed != Truth::kTrue) return 0;
    return reading.strict == Truth::kTrue ? 2 : 1;
  }
  const PreparedFact& diagnosis = *leaf_.fact->disease;
  return subject.rows->Once<std::uint8_t>("diagnosis", {diagnosis.concept_id->value},
                                          [&] { return Packed(TruthOf(JudgeCondition(diagnosis, subject, Resolve(diagnosis, subject)))); });
}

std::uint8_t BySigns::Ask(records::PatientIndex patient, const std::shared_ptr<SubjectRows>& rows) const {
  LookedUp looked_up;
  looked_up.known = &concepts_;
  rows->Note(&looked_up);
  const LeafTruth truth = TruthOf(match::Judge(leaf_, Subject{run_, patient, run_.records.patients()[patient], rows}));
  rows->Note(nullptr);
  return looked_up.beyond ? Packed(std::nullopt) : Packed(truth);
}

BySigns::Key BySigns::KeyOf(const Subject& subject, LeafMemory& memory) const {
  const std::size_t bit = subject.index % verdict::kBitsAWord;
  const auto present = [&](std::size_t n, std::size_t at) {
    std::uint64_t any = 0;
    for (const records::Timeline* of : told_[n].rows) any |= of->Present(at);
    return any;
  };
  Key key;
  key.bytes.Append(static_cast<std::uint32_t>(SexOf(subject.patient)), 1);
  for (const LeafMemory::Here& here : memory.HereIn(subject.index / verdict::kBitsAWord, told_.size(), present)) {
    if ((here.who >> bit & 1) == 0) continue;
    const std::uint8_t code = CodeOf(told_[here.what], subject);
    if (code == 0) continue;
    key.bytes.Append(static_cast<std::uint32_t>(here.what), 1);
    key.bytes.Append(code, 1);
  }
  key.hash = key.bytes.Hash();
  return key;
}

std::optional<LeafTruth> BySigns::Judge(const Who& who, LeafMemory& memory, const std::shared_ptr<SubjectRows>& rows) const {
  if (verdict::Has(recorded_, who.index) || memory.GivesUp()) return std::nullopt;
  memory.Asked();
  // The same for all that is asked of the instrument on that day.
  const Subject subject{run_, who.index, run_.records.patients()[who.index], rows};
  const std::int64_t of = run_.known.instruments->PlaceOf(*instrument_);
  const Key& key = rows->Once<Key>("signs", {of, span_.last.day}, [&] { return KeyOf(subject, memory); });
  return memory.Find(key.bytes.text(), key.hash, [&] { return Ask(who.index, rows); });
}

}  // namespace eligo::match
