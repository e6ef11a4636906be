// SubjectRows: the rows of one patient that leaves have asked for, unpacked once each, and what several leaves work out of the same rows.
//
// Made to be used for one patient after the other: Clear() keeps what memory most patients need. Tested by test/match/*.txt through every
// kernel.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "records/records.h"

namespace eligo::match {

// What tells things apart that stay where they are.
template <class T>
std::int64_t AddressOf(const T& kept) {
  return static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(&kept));
}

// What a kernel has looked up, found or not.
struct LookedUp {
  std::vector<terms::ConceptId> concepts;  // of those that anybody has rows of, once each
  bool birth = false;
  bool other_age = false;  // the age on another day than as-of
  // When set, sorted: what else is looked up is only noted to be there.
  const std::vector<terms::ConceptId>* known = nullptr;
  bool beyond = false;
};

class SubjectRows {
 public:
  // `watched`: whether Watch() will be asked.
  explicit SubjectRows(bool watched = true) : watched_(watched) {}
  // Rows stay where they are until Clear().
  std::span<const records::Row> Of(const records::Records& records, terms::ConceptId id, records::PatientIndex patient);
  // Concepts that have rows and are asked for from now on are added to `asked`, once each; nullptr: no longer.
  void Watch(std::vector<terms::ConceptId>* asked) { asked_ = asked; }
  // What is asked of the patient is noted.
  void Note(LookedUp* looked_up) { looked_up_ = looked_up; }
  // The same, and they are taken to have no rows at all.
  void Silence(LookedUp* looked_up) {
    looked_up_ = looked_up;
    silent_ = true;
  }
  void NoteBirth(bool other_age = false) {
    if (looked_up_ == nullptr) return;
    looked_up_->birth = true;
    looked_up_->other_age = looked_up_->other_age || other_age;
  }

  static constexpr std::size_t kMostNumbers = 6;
  // What several leaves work out of the same rows, made once: `make()` for this `what` (one address) and these numbers; it stays where it
  // is until Forget(). Made anew, and kept for nobody else, while it is noted what is looked up; who watches is told what the making asked
  // for.
  template <class T, class Make>
  const T& Once(const char* what, std::initializer_list<std::int64_t> numbers, const Make& make) {
    const Key key = KeyOf(what, numbers);
    std::size_t at = looked_up_ == nullptr ? Find(key) : kNone;
    if (at == kNone) {
      std::vector<terms::ConceptId> asked;
      std::vector<terms::ConceptId>* const watching = std::exchange(asked_, watched_ ? &asked : nullptr);
      auto value = std::make_shared<const T>(make());  // may come back here for something else
      asked_ = watching;
      at = Keep(key, std::move(value), std::move(asked));
    }
    for (const terms::ConceptId id : made_[at].asked) Ask(id);
    return *static_cast<const T*>(made_[at].value.get());
  }
  // The one that is kept of equal lists; its address tells it from others until Forget().
  const std::vector<terms::ConceptId>& Kept(std::vector<terms::ConceptId> list);
  // What was worked out is made anew from here on; rows stay.
  void Forget();
  // Another patient's turn: no rows, and nothing worked out of them, may be held any more.
  void Clear();

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};
  struct Key {
    const char* what = nullptr;
    std::array<std::int64_t, kMostNumbers> numbers{};
    std::uint64_t hash = 0;
  };
  struct Made {
    Key key;
    std::shared_ptr<const void> value;
    std::vector<terms::ConceptId> asked;
  };
  // Rows of one concept; of another turn than now: none.
  struct Slot {
    std::uint32_t turn = 0, concept_id = 0;
    std::span<const records::Row> rows;
  };

  static Key KeyOf(const char* what, std::initializer_list<std::int64_t> numbers);
  std::size_t Find(const Key& key) const;
  std::size_t Keep(const Key& key, std::shared_ptr<const void> value, std::vector<terms::ConceptId> asked);
  Slot& SlotOf(terms::ConceptId id);
  std::span<const records::Row> Unpack(const records::Records& records, terms::ConceptId id, records::PatientIndex patient);
  void Ask(terms::ConceptId id);

  bool watched_;
  std::vector<terms::ConceptId>* asked_ = nullptr;
  LookedUp* looked_up_ = nullptr;
  bool silent_ = false;
  std::uint32_t turn_ = 1;

  std::vector<Slot> slots_;  // by hash of the concept; a power of two
  std::size_t used_ = 0;     // of this turn
  std::vector<records::Row> unpacked_;
  // Where rows stand: `at_` rows of the `piece_`th are taken.
  std::vector<std::vector<records::Row>> pieces_;
  std::size_t piece_ = 0, at_ = 0;

  std::vector<Made> made_;
  std::vector<std::uint32_t> places_;  // by hash of the key: one more than where it stands in made_, 0 for none; a power of two
  std::vector<std::unique_ptr<const std::vector<terms::ConceptId>>> lists_;
};

}  // namespace eligo::match
