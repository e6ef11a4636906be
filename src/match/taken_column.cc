#include "match/taken_column.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "base/result.h"
#include "logic/print.h"
#include "match/weight.h"

namespace eligo::match {
namespace {

// Patients that one thread takes at a time; whole words.
constexpr std::size_t kPiece = 64 * verdict::kBitsAWord;

struct HashOfState {
  std::size_t operator()(const TakenState& s) const {
    std::uint64_t hash = 3 * static_cast<std::uint64_t>(s.on) + static_cast<std::uint64_t>(s.presumed_on);
    const auto mix = [&](const std::optional<units::Rational>& part) {
      hash = (hash ^ static_cast<std::uint64_t>(part ? part->numerator() : -1)) * 0x9e3779b97f4a7c15;
      hash = (hash ^ hash >> 32 ^ static_cast<std::uint64_t>(part ? part->denominator() : 0)) * 0x9e3779b97f4a7c15;
    };
    for (const records::Number* dose : {&s.dose, &s.presumed_dose}) {
      mix(dose->low);
      mix(dose->high);
    }
    return hash ^ hash >> 32;
  }
};

// States, each once.
class States {
 public:
  std::uint32_t Place(const TakenState& state) {
    const auto [at, added] = places_.try_emplace(state, static_cast<std::uint32_t>(all.size()));
    if (added) all.push_back(state);
    return at->second;
  }
  std::vector<TakenState> all;

 private:
  std::unordered_map<TakenState, std::uint32_t, HashOfState> places_;
};

// A course of which no day is certain may still share one with a window for sure, as it holds one of several.
bool MayHoldNoDay(const Course& c) { return c.start.last > c.end.first || c.start.last > c.presumed_end.first; }

}  // namespace

// Of one column and the patients of a piece that have rows.
struct TakenColumns::Piece {
  struct OfColumn {
    std::vector<std::uint32_t> counts;
    std::vector<bool> odd;
    std::vector<TakenColumn::Cell> cells;
    States states;
  };
  std::size_t first = 0, last = 0;  // patients
  std::vector<OfColumn> columns;
  std::vector<std::optional<records::Number>> weights;
};

std::span<const TakenColumn::Cell> TakenColumn::Among(records::PatientIndex patient, Date first, Date last) const {
  std::span<const Cell> cells = Of(patient);
  if (first > last) return {};
  while (cells.size() > 1 && cells.back().first > last.day) cells = cells.first(cells.size() - 1);
  while (cells.size() > 1 && cells[1].first <= first.day) cells = cells.subspan(1);
  return cells;
}

TakenColumns::Asked& TakenColumns::Add(const std::string& key, bool& added) {
  std::unique_ptr<Asked>& asked = asked_[key];
  added = asked == nullptr;
  if (added) {
    asked = std::make_unique<Asked>();
    in_order_.push_back(asked.get());
  }
  return *asked;
}

const TakenColumn* TakenColumns::Of(const PreparedFact& fact, const Run& run, Amounts amounts, std::unique_ptr<const PreparedFact> owned) {
  // What tells courses and doses apart (TaskOf, CoursesOf).
  const bool equivalent = amounts == Amounts::kOfFact && EquivalentOf(fact, run);
  std::string key = fmt::format("{} {} {}", fact.concept_id->value, fact.closure.size() == 1, static_cast<int>(amounts));
  if (amounts == Amounts::kOfFact) key += fmt::format(" {} {}", fact.dose_unit ? fact.dose_unit->code : "", fact->dose->equivalent_of);
  if (fact.Has(kOfRows)) key += " of " + logic::Print(*fact, &run.terms);
  bool added = false;
  Asked& asked = Add(key, added);
  if (!added) return &asked.column;
  asked.owned = std::move(owned);
  asked.fact = asked.owned ? asked.owned.get() : &fact;
  asked.run = &run;
  asked.amounts = amounts;
  asked.drugs = asked.fact->ToLookUp();
  if (equivalent) asked.drugs.insert(asked.drugs.end(), run.known.glucocorticoids.begin(), run.known.glucocorticoids.end());
  SetPresent(asked);
  return &asked.column;
}

const TakenColumn* TakenColumns::Beside(const PreparedFact& fact, const Run& run) {
  bool added = false;
  Asked& asked = Add(fmt::format("beside {} {}", fact.concept_id->value, fact.closure.size() == 1), added);
  if (!added) return &asked.column;
  asked.fact = &fact;
  asked.run = &run;
  asked.beside = true;
  asked.drugs = CompanionsOf(fact, run);
  SetPresent(asked);
  return &asked.column;
}

void TakenColumns::SetPresent(Asked& asked) {
  std::erase_if(asked.drugs, [&](terms::ConceptId id) { return !records_.HasAny(id); });
  records::Present& who = asked.column.who_;
  const std::size_t words = verdict::WordsFor(records_.patients().size());
  who.Resize(words);
  for (const terms::ConceptId id : asked.drugs) {
    for (std::size_t w = 0; w < words; ++w) who.Add(w, records_.Find(id)->Present(w));
  }
  who.Count();
}

void TakenColumns::FillPiece(Piece& piece, SubjectRows& shared) const {
  // What is worked out of the rows of one patient serves all columns.
  const std::shared_ptr<SubjectRows> rows(std::shared_ptr<void>(), &shared);
  piece.columns.resize(in_order_.size());
  for (std::size_t p = piece.first; p < piece.last; ++p) {
    const auto patient = static_cast<records::PatientIndex>(p);
    rows->Clear();
    if (weights_) piece.weights.push_back(WeightOf(Subject{*weighed_in_, patient, records_.patients()[patient], rows}));
    for (std::size_t c = 0; c < in_order_.size(); ++c) {
      const Asked& asked = *in_order_[c];
      if (!asked.column.Has(patient)) continue;
      const Subject subject{*asked.run, patient, records_.patients()[patient], rows};
      Piece::OfColumn& column = piece.columns[c];
      const std::size_t before = column.cells.size();
      const auto keep = [&](std::span<const Course> courses, const Taken& taken) {
        column.odd.push_back(std::any_of(courses.begin(), courses.end(), MayHoldNoDay));
        for (const TakenStretch& stretch : taken) {
          const std::uint32_t state = column.states.Place(stretch);
          if (column.cells.size() > before && column.cells.back().state == state) continue;
          column.cells.push_back({stretch.first.day, state});
        }
        column.counts.push_back(static_cast<std::uint32_t>(column.cells.size() - before));
      };
      if (asked.beside) {
        const Courses courses = AllCoursesOf(asked.drugs, subject);
        keep(courses.all, TakenOf(courses.all, nullptr, subject.Closed(logic::About::kDrug)));
        continue;
      }
      const DrugTask task = TaskOf(*asked.fact, subject, TimeSpan());
      const DoseUnit of_drug{task.unit.unit, std::nullopt};
      const DoseUnit* const unit = asked.amounts == Amounts::kNone ? nullptr : asked.amounts == Amounts::kOfFact ? &task.unit : &of_drug;
      std::shared_ptr<const Taken> own;
      keep(task.courses, TakenOf(task.courses, unit, task, own));
    }
  }
}

void TakenColumns::Fill() {
  const std::size_t patients = records_.patients().size();
  std::vector<Piece> pieces((patients + kPiece - 1) / kPiece);
  tbb::enumerable_thread_specific<std::unique_ptr<SubjectRows>> of_thread;
  tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t i) {
    pieces[i].first = i * kPiece;
    pieces[i].last = std::min(patients, (i + 1) * kPiece);
    std::unique_ptr<SubjectRows>& rows = of_thread.local();
    if (!rows) rows = std::make_unique<SubjectRows>(false);
    FillPiece(pieces[i], *rows);
  });
  FillWeights(pieces);
  tbb::parallel_for(std::size_t{0}, in_order_.size(), [&](std::size_t c) {
    TakenColumn& column = in_order_[c]->column;
    States states;
    std::size_t cells = 0;
    for (const Piece& piece : pieces) cells += piece.columns[c].cells.size();
    CHECK(cells <= std::numeric_limits<std::uint32_t>::max());
    column.cells_.reserve(cells);
    for (Piece& piece : pieces) {
      Piece::OfColumn& part = piece.columns[c];
      std::vector<std::uint32_t> place;
      for (const TakenState& state : part.states.all) place.push_back(states.Place(state));
      std::size_t at = 0;
      for (const std::uint32_t count : part.counts) {
        column.first_.push_back(static_cast<std::uint32_t>(column.cells_.size()));
        for (std::uint32_t i = 0; i < count; ++i, ++at) column.cells_.push_back({part.cells[at].first, place[part.cells[at].state]});
      }
      column.odd_.insert(column.odd_.end(), part.odd.begin(), part.odd.end());
      part = {};
    }
    column.first_.push_back(static_cast<std::uint32_t>(column.cells_.size()));
    column.states_ = std::move(states.all);
  });
}

const WeightColumn* TakenColumns::Weights(const Run& run) {
  if (!weights_) weights_ = std::make_unique<WeightColumn>();
  weighed_in_ = &run;
  return weights_.get();
}

void TakenColumns::FillWeights(const std::vector<Piece>& pieces) {
  if (!weights_) return;
  std::map<std::pair<units::Rational, units::Rational>, std::uint32_t> places;
  weights_->weights_.emplace_back();  // of those without any
  for (const Piece& piece : pieces) {
    for (const std::optional<records::Number>& weight : piece.weights) {
      std::uint32_t place = 0;
      if (weight) {
        const auto next = static_cast<std::uint32_t>(weights_->weights_.size());
        const auto [at, added] = places.try_emplace({*weight->low, *weight->high}, next);
        if (added) weights_->weights_.push_back(weight);
        place = at->second;
      }
      weights_->of_.push_back(place);
    }
  }
}

std::size_t TakenColumns::bytes() const {
  std::size_t bytes = weights_ ? weights_->bytes() : 0;
  for (const auto& [key, asked] : asked_) bytes += asked->column.bytes();
  return bytes;
}

}  // namespace eligo::match
