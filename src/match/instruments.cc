#include "match/instruments.h"

#include <algorithm>

#include "logic/fact.h"
#include "logic/parse_amount.h"
#include "logic/vocabulary.h"
#include "match/score.h"

namespace eligo::match {
namespace {

using measure::Sign;

// The sign as a fact: whenever in the window it is asked in.
logic::Fact FactOf(const Sign& sign) {
  logic::Fact fact;
  fact.concept_ref = {sign.concept_id, sign.concept_id, false};
  fact.about = sign.kind == Sign::Kind::kCondition ? logic::About::kCondition : logic::About::kMeasurement;
  fact.pick = logic::Pick::kAny;
  if (sign.kind == Sign::Kind::kAnswer) {
    fact.answer = logic::ParseAnswer(sign.answer);
    CHECK(fact.answer);
  }
  if (sign.kind == Sign::Kind::kCompare || sign.kind == Sign::Kind::kTiter) {
    logic::Compare compare;
    compare.op = logic::ParseOperator(sign.op);
    CHECK(logic::ToString(compare.op) == sign.op);
    compare.value = sign.value;
    compare.unit = sign.unit;
    compare.titer = sign.kind == Sign::Kind::kTiter;
    fact.compare = compare;
  }
  if (sign.twice) {
    fact.times.emplace();
    fact.times->op = logic::Operator::kGreaterEqual;
    fact.times->value = 2;
  }
  return fact;
}

PreparedSign Prepared(const Sign& sign, const terms::Terms& terms) {
  PreparedSign prepared{&sign, std::nullopt};
  if (sign.kind == Sign::Kind::kAge || !terms.Find(sign.concept_id)) return prepared;
  auto owned = std::make_shared<logic::Fact>(FactOf(sign));
  prepared.fact = Prepare(*owned, logic::Side::kIncluding, terms);
  prepared.fact->owned = std::move(owned);
  return prepared;
}

}  // namespace

PreparedInstruments::PreparedInstruments(const terms::Terms& terms) {
  for (const measure::Instrument& instrument : measure::Instruments()) {
    PreparedInstrument& prepared = all.emplace_back();
    prepared.instrument = &instrument;
    prepared.concept_id = terms.Find(instrument.id);
    if (!instrument.whole.empty()) prepared.whole = terms.Find(instrument.whole);
    if (instrument.two_columns()) prepared.biopsies = ClosureOf(terms, "muscle_biopsy");
    if (prepared.concept_id) prepared.disease = ClosureOf(terms, DiseaseOf(terms.Get(*prepared.concept_id)));
    for (const measure::Instrument& other : measure::Instruments()) {
      if (other.set != instrument.set) continue;
      if (const auto id = terms.Find(other.id)) prepared.family.push_back({*id, other.version() == instrument.version()});
    }
    for (const measure::Item& item : instrument.items) {
      PreparedItem& one = prepared.items.emplace_back();
      one.concept_id = terms.Find(instrument.ConceptOf(item.id));
      for (const measure::Showing& showing : item.shown_by) {
        auto& signs = one.shown_by.emplace_back();
        for (const Sign& sign : showing.signs) signs.push_back(Prepared(sign, terms));
      }
    }
  }
}

const PreparedInstrument* PreparedInstruments::Find(terms::ConceptId id) const {
  const auto found = std::find_if(all.begin(), all.end(), [&](const PreparedInstrument& one) { return one.concept_id == id; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<terms::ConceptId> ConceptsOf(const PreparedInstrument& instrument, const terms::Terms& terms) {
  std::vector<terms::ConceptId> ids;
  for (const Relative& relative : instrument.family) ids.push_back(relative.id);
  ids.insert(ids.end(), instrument.biopsies.begin(), instrument.biopsies.end());
  for (const PreparedItem& item : instrument.items) {
    if (item.concept_id) ids.push_back(*item.concept_id);
    for (const auto& signs : item.shown_by) {
      for (const PreparedSign& sign : signs) {
        if (sign.fact) ids.insert(ids.end(), sign.fact->closure.begin(), sign.fact->closure.end());
      }
    }
  }
  // What is left out here, but stands in the total of which it is a part.
  for (const std::string& item : instrument.instrument->without) {
    if (const auto id = terms.Find(instrument.instrument->ConceptOf(item))) ids.push_back(*id);
  }
  return ids;
}

}  // namespace eligo::match
