#include "match/subject_rows.h"

#include <algorithm>

#include "base/result.h"

namespace eligo::match {
namespace {

constexpr std::size_t kFirstSlots = 128;
constexpr std::size_t kRowsOfPiece = 64;
// What one patient needed beyond this is given back.
constexpr std::size_t kKeptRows = 4096, kKeptPlaces = 4096;

// Spreads what differs in a few low bits over all.
constexpr std::uint64_t Mix(std::uint64_t value) {
  value *= 0x9e3779b97f4a7c15;
  return value ^ (value >> 32);
}

}  // namespace

SubjectRows::Slot& SubjectRows::SlotOf(terms::ConceptId id) {
  if (2 * (used_ + 1) > slots_.size()) {
    std::vector<Slot> old(std::max(kFirstSlots, 2 * slots_.size()));
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.turn == turn_) SlotOf({slot.concept_id}) = slot;
    }
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = Mix(id.value) & mask;
  while (slots_[at].turn == turn_ && slots_[at].concept_id != id.value) at = (at + 1) & mask;
  return slots_[at];
}

std::span<const records::Row> SubjectRows::Unpack(const records::Records& records, terms::ConceptId id, records::PatientIndex patient) {
  unpacked_.clear();
  records.Read(id, patient, unpacked_);
  const std::size_t count = unpacked_.size();
  while (piece_ < pieces_.size() && pieces_[piece_].size() - at_ < count) {
    ++piece_;
    at_ = 0;
  }
  if (piece_ == pieces_.size()) pieces_.emplace_back(std::max(kRowsOfPiece, count));
  records::Row* const to = pieces_[piece_].data() + at_;
  std::copy(unpacked_.begin(), unpacked_.end(), to);
  at_ += count;
  return {to, count};
}

std::span<const records::Row> SubjectRows::Of(const records::Records& records, terms::ConceptId id, records::PatientIndex patient) {
  if (looked_up_ != nullptr && looked_up_->known != nullptr) {
    const auto& known = *looked_up_->known;
    looked_up_->beyond = looked_up_->beyond || (!std::binary_search(known.begin(), known.end(), id) && records.HasAny(id));
  } else if (looked_up_ != nullptr) {
    std::vector<terms::ConceptId>& all = looked_up_->concepts;
    if (records.HasAny(id) && std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
  }
  if (silent_ || !records.Has(id, patient)) return {};
  Ask(id);
  Slot& slot = SlotOf(id);
  if (slot.turn != turn_) {
    slot = {turn_, id.value, Unpack(records, id, patient)};
    ++used_;
  }
  return slot.rows;
}

void SubjectRows::Ask(terms::ConceptId id) {
  if (asked_ != nullptr && std::find(asked_->begin(), asked_->end(), id) == asked_->end()) asked_->push_back(id);
}

SubjectRows::Key SubjectRows::KeyOf(const char* what, std::initializer_list<std::int64_t> numbers) {
  CHECK(numbers.size() <= kMostNumbers);
  Key key;
  key.what = what;
  std::copy(numbers.begin(), numbers.end(), key.numbers.begin());
  key.hash = Mix(reinterpret_cast<std::uintptr_t>(what));
  for (const std::int64_t number : key.numbers) key.hash = Mix(key.hash ^ static_cast<std::uint64_t>(number));
  return key;
}

std::size_t SubjectRows::Find(const Key& key) const {
  if (places_.empty()) return kNone;
  const std::size_t mask = places_.size() - 1;
  for (std::size_t at = key.hash & mask; places_[at] != 0; at = (at + 1) & mask) {
    const Key& other = made_[places_[at] - 1].key;
    if (other.hash == key.hash && other.what == key.what && other.numbers == key.numbers) return places_[at] - 1;
  }
  return kNone;
}

std::size_t SubjectRows::Keep(const Key& key, std::shared_ptr<const void> value, std::vector<terms::ConceptId> asked) {
  made_.push_back({key, std::move(value), std::move(asked)});
  if (looked_up_ != nullptr) return made_.size() - 1;  // nobody else shall find it
  const auto enter = [&](std::size_t place) {
    const std::size_t mask = places_.size() - 1;
    std::size_t at = made_[place].key.hash & mask;
    while (places_[at] != 0) at = (at + 1) & mask;
    places_[at] = static_cast<std::uint32_t>(place + 1);
  };
  if (2 * made_.size() > places_.size()) {
    std::vector<std::uint32_t> old(std::max(kFirstSlots, 2 * places_.size()));
    old.swap(places_);
    for (const std::uint32_t place : old) {
      if (place != 0) enter(place - 1);
    }
  }
  enter(made_.size() - 1);
  return made_.size() - 1;
}

const std::vector<terms::ConceptId>& SubjectRows::Kept(std::vector<terms::ConceptId> list) {
  for (const auto& kept : lists_) {
    if (*kept == list) return *kept;
  }
  return *lists_.emplace_back(std::make_unique<const std::vector<terms::ConceptId>>(std::move(list)));
}

void SubjectRows::Forget() {
  if (!made_.empty()) std::fill(places_.begin(), places_.end(), 0);
  made_.clear();
  lists_.clear();
}

void SubjectRows::Clear() {
  Forget();
  if (places_.size() > kKeptPlaces) places_ = std::vector<std::uint32_t>();
  std::size_t rows = unpacked_.capacity();
  for (const auto& piece : pieces_) rows += piece.size();
  if (rows > kKeptRows) {
    pieces_.clear();
    unpacked_ = std::vector<records::Row>();
  }
  ++turn_;
  used_ = piece_ = at_ = 0;
}

}  // namespace eligo::match
