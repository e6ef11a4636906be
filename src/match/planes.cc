#include "match/planes.h"

namespace eligo::match {

Truth Column::Get(std::size_t patient) const {
  CHECK(patient < patients_);
  const Lanes lanes = words_[patient / kLanes];
  const std::uint64_t bit = std::uint64_t{1} << (patient % kLanes);
  if ((lanes.is_true & bit) != 0) return Truth::kTrue;
  return (lanes.is_false & bit) != 0 ? Truth::kFalse : Truth::kUnknown;
}

void Column::Set(std::size_t patient, Truth truth) {
  CHECK(patient < patients_);
  Lanes& lanes = words_[patient / kLanes];
  const std::uint64_t bit = std::uint64_t{1} << (patient % kLanes);
  lanes.is_true = truth == Truth::kTrue ? lanes.is_true | bit : lanes.is_true & ~bit;
  lanes.is_false = truth == Truth::kFalse ? lanes.is_false | bit : lanes.is_false & ~bit;
}

Column EvaluateColumns(const logic::Expression& tree, logic::Side side, const std::vector<Column>& leaves, std::size_t patients) {
  Column out(patients);
  for (std::size_t w = 0; w < out.words(); ++w) {
    const auto leaf = [&](const logic::Expression&, int number, logic::Side) { return leaves[static_cast<std::size_t>(number)].word(w); };
    out.set_word(w, logic::Evaluate<Lanes>(tree, side, leaf));
  }
  return out;
}

}  // namespace eligo::match
