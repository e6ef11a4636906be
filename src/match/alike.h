// Alike: patients whose records look alike to a leaf share its truth.
//
// A kernel compares days of the record with days that the fact states, counted from as-of, and with each other. Two patients whose rows
// differ in nothing but days, whose days lie in the same order and between the same of those days, therefore get the same truth from it,
// and it is asked once for all of them. Which days a leaf may turn on is what forecasts ask, too (turns.h). Facts that measure lengths
// between rows (how long, how many, how far apart), whatever they state in hours, and everything that the kernel looks up beyond what it
// looks up for others, are left to it. Tested by test/match/counter_test.cc: the same outcomes as Match().
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "match/day_classes.h"
#include "match/silent.h"
#include "match/turns.h"
#include "records/looks.h"

namespace eligo::match {

// Looks of concepts, made when they are first asked for. Not for two threads at a time.
class LookSet {
 public:
  explicit LookSet(const records::Records& records) : records_(records) {}
  // nullptr when nobody has any rows.
  const records::Looks* Of(terms::ConceptId id);
  std::size_t bytes() const;

 private:
  const records::Records& records_;
  std::map<terms::ConceptId, std::unique_ptr<records::Looks>> looks_;
};

class Alike {
 public:
  // Nothing where the leaf may measure what is not in the key. Threads may share what is returned.
  static std::unique_ptr<Alike> Of(const PreparedLeaf& leaf, const Run& run, const Silent& silent, LookSet& looks);

  // Bytes that the memories of all leaves and threads may still take together. What no longer fits is asked of the kernel.
  using Budget = std::atomic<std::int64_t>;

  // Truths of those asked before, of one thread.
  class Memory {
   public:
    explicit Memory(Budget& budget) : budget_(&budget) {}
    // Whether it was worth it so far. Who is hardly ever found among a few hundred will not be among thousands.
    bool useful() const {
      if (asked_ < kFewTried) return true;
      return asked_ < kTried ? 16 * found_ > asked_ : 4 * found_ > asked_;
    }

   private:
    friend class Alike;
    static constexpr std::size_t kFewTried = 256, kTried = 4096, kFirst = 64;
    static constexpr std::int64_t kOfEntry = 64;  // beside its key
    // Where a key stands in keys_, and its truth; of no size: nothing stands here.
    struct Entry {
      std::uint64_t hash = 0;
      std::uint32_t at = 0;
      std::uint16_t size = 0;
      std::uint8_t truth = 0;
    };
    Entry& EntryOf(std::string_view key, std::uint64_t hash);
    // Of one that it has not.
    void Remember(std::string_view key, std::uint64_t hash, std::uint8_t truth);
    void Forget();

    Budget* budget_;
    std::int64_t taken_ = 0;
    std::vector<Entry> entries_;  // by hash; a power of two
    std::size_t used_ = 0;
    std::string keys_;
    std::size_t asked_ = 0, found_ = 0;
    // Which of the 64 patients asked for last have rows, of those concepts of which any of them has.
    struct Here {
      std::size_t looked = 0;
      std::uint64_t who = 0;
    };
    std::size_t word_ = ~std::size_t{0};
    std::vector<Here> here_;
  };
  // Nothing where the kernel must be asked. `rows`: of this patient.
  std::optional<LeafTruth> Judge(const Who& who, Memory& memory, const std::shared_ptr<SubjectRows>& rows) const;

 private:
  struct Looked {
    const records::Timeline* timeline;
    const records::Looks* looks;
    std::size_t classes;  // which of classes_
  };

  Alike(const PreparedLeaf& leaf, const Run& run, const Silent& silent) : leaf_(leaf), run_(run), silent_(silent) {}
  class Key;
  bool KeyOf(const Who& who, Memory& memory, Key& key) const;
  std::uint8_t Ask(records::PatientIndex patient, const std::shared_ptr<SubjectRows>& rows) const;

  const PreparedLeaf& leaf_;
  const Run& run_;
  const Silent& silent_;
  bool drugs_ = false;  // their courses are looked up: short gaps between rows and until when open orders go on count, too
  std::vector<Looked> looked_;
  std::vector<DayClasses> classes_;
  std::optional<DayClasses> births_;  // where the kernel asks for them
};

}  // namespace eligo::match
