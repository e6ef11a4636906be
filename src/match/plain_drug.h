// PlainDrug: facts about drugs, told from columns of what is taken (taken_column.h).
//
// A fact is plain that asks whether, how much, how long, how steadily or how many drugs are taken, as of a day or within days; what each
// stretch says of it is the kernel's own question, put to each state once. Windows in hours or half-lives, counts of courses
// and what a fact requires besides are left to the kernel. Tested by test/match/counter_columns_test.cc: the same outcomes as Match().
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/short_vector.h"
#include "match/planes.h"
#include "match/silent.h"
#include "match/taken_column.h"

namespace eligo::match {

class PlainDrug {
 public:
  // Nothing where the leaf is not plain. Once `columns` are filled, Prepare() must be called. Threads may share what is returned.
  static std::unique_ptr<PlainDrug> Of(const PreparedLeaf& leaf, const Run& run, TakenColumns& columns);
  void Prepare();

  // Nothing where the kernel must be asked.
  std::optional<LeafTruth> Judge(records::PatientIndex patient) const;

 private:
  // What is asked of one set of drugs: of all that the fact names, or of each of them.
  struct Part {
    const PreparedFact* fact = nullptr;
    TimeSpan span;
    const TakenColumn* taken = nullptr;     // nullptr where neither days, doses nor lengths are asked for
    const WeightColumn* weights = nullptr;  // for doses per kg
    const TakenColumn* beside = nullptr;    // of what must not be
    std::vector<const TakenColumn*> each;   // drug by drug, that must stay the same
    Date same_from;                         // from this day on
    std::vector<Reading> holds;             // of the fact, by state of `taken`
    Reading nothing;                        // of the fact, where nothing is taken
    // Of one drug of several: those who have any of it. With a dose in equivalents, `taken` is of all that convert into it.
    const records::Timeline* rows = nullptr;
    bool any_of_class = false;  // it may be any drug of the class asked for
  };
  using Stretches = ShortVector<Stretch, 8>;

  PlainDrug(const PreparedFact& fact, const Run& run) : fact_(fact), run_(run) {}
  Part PartOf(const PreparedFact& fact, const TimeSpan& span, TakenColumns& columns) const;
  bool closed() const { return run_.settings.complete.contains(logic::About::kDrug); }
  Reading Silence() const { return {closed() ? Truth::kFalse : Truth::kUnknown, Truth::kFalse}; }
  Reading ReadingOf(const Part& part, const TakenState& state) const;
  Reading Holds(const Part& part, records::PatientIndex patient, std::uint32_t state) const;
  Reading HoldsOn(const Part& part, records::PatientIndex patient, Date day) const;
  Stretches StretchesIn(const Part& part, records::PatientIndex patient, Date first, Date last) const;
  std::optional<Reading> Exposed(const Part& part, records::PatientIndex patient) const;
  Reading Alone(const Part& part, records::PatientIndex patient) const;
  Reading Stable(const Part& part, records::PatientIndex patient) const;
  std::optional<Reading> JudgePart(const Part& part, records::PatientIndex patient) const;

  const PreparedFact& fact_;
  const Run& run_;
  std::vector<Part> parts_;       // one, or of each drug that is counted
  bool keeps_only_true_ = false;  // of an excluding fact that waits for a later day (contract section 3.4)
};

}  // namespace eligo::match
