// TakenColumn: what is taken of some drugs, of all patients, as stretches of days, for passes over many of them.
//
// The kernel's own courses make it (exposure.h, taken.h), once, whatever asks for it later. A stretch is the day on which it begins and the
// state that it is in; thousands of stretches are in few states, and what a fact says of a state need be found once. Tested by
// test/match/counter_columns_test.cc.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "match/drug_task.h"
#include "records/present.h"
#include "verdict/tally.h"

namespace eligo::match {

// Doses that stand in the states: none, in the unit of the fact's own dose, or each drug's own in mg a day.
enum class Amounts { kNone, kOfFact, kOfDrug };

class TakenColumn {
 public:
  struct Cell {
    std::int32_t first = 0;   // the day; it lasts until the next one begins, the first one lasts since ever
    std::uint32_t state = 0;  // which of states()
  };
  // Whether the patient has rows of the drugs; nothing is taken by those who have none.
  bool Has(records::PatientIndex patient) const { return who_.Has(patient); }
  // One patient's stretches, at least one; the patient must have rows.
  std::span<const Cell> Of(records::PatientIndex patient) const {
    const std::size_t place = who_.Place(patient);
    return {cells_.data() + first_[place], cells_.data() + first_[place + 1]};
  }
  // The state on that day.
  const TakenState& On(records::PatientIndex patient, Date day) const { return states_[Among(patient, day, day).front().state]; }
  // The stretches that share a day with [first, last], as Among() in taken.h.
  std::span<const Cell> Among(records::PatientIndex patient, Date first, Date last) const;
  // Whether some course may not hold a single day: then days alone do not tell whether it shares one with a window.
  bool Odd(records::PatientIndex patient) const { return odd_[who_.Place(patient)]; }
  const std::vector<TakenState>& states() const { return states_; }
  // What a pass over all patients may read.
  std::size_t bytes() const { return cells_.size() * sizeof(Cell) + first_.size() * sizeof first_[0] + who_.bytes() + odd_.size() / 8; }

 private:
  friend class TakenColumns;
  records::Present who_;
  std::vector<std::uint32_t> first_;  // by place; one more for the end
  std::vector<bool> odd_;             // by place
  std::vector<Cell> cells_;
  std::vector<TakenState> states_;
};

// The weights that doses per kg are taken by (weight.h), of all patients.
class WeightColumn {
 public:
  const std::optional<records::Number>& Of(records::PatientIndex patient) const { return weights_[of_[patient]]; }
  std::size_t bytes() const { return of_.size() * sizeof of_[0]; }

 private:
  friend class TakenColumns;
  std::vector<std::uint32_t> of_;  // which of weights_
  std::vector<std::optional<records::Number>> weights_;
};

// Columns of what facts ask for. Not for two threads at a time.
class TakenColumns {
 public:
  explicit TakenColumns(const records::Records& records) : records_(records) {}
  // Filled by Fill(); one for all facts that ask for the same. The fact must outlive this, unless `owned` by it.
  const TakenColumn* Of(const PreparedFact& fact, const Run& run, Amounts amounts, std::unique_ptr<const PreparedFact> owned = nullptr);
  // Of what is given beside the fact's drugs, and may make them not given alone.
  const TakenColumn* Beside(const PreparedFact& fact, const Run& run);
  // Filled by Fill(), too.
  const WeightColumn* Weights(const Run& run);
  void Fill();
  std::size_t bytes() const;

 private:
  struct Asked {
    const PreparedFact* fact = nullptr;
    const Run* run = nullptr;
    Amounts amounts = Amounts::kNone;
    bool beside = false;
    std::vector<terms::ConceptId> drugs;  // of which anybody has rows
    std::unique_ptr<const PreparedFact> owned;
    TakenColumn column;
  };
  struct Piece;
  Asked& Add(const std::string& key, bool& added);
  void SetPresent(Asked& asked);
  void FillPiece(Piece& piece, SubjectRows& rows) const;
  void FillWeights(const std::vector<Piece>& pieces);

  const records::Records& records_;
  std::map<std::string, std::unique_ptr<Asked>> asked_;
  std::vector<Asked*> in_order_;  // in which they were first asked for
  std::unique_ptr<WeightColumn> weights_;
  const Run* weighed_in_ = nullptr;
};

}  // namespace eligo::match
