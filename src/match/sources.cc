#include "match/sources.h"

#include <algorithm>

#include "match/body_mass.h"
#include "match/instrument_item.h"
#include "match/score.h"
#include "match/window.h"

namespace eligo::match {
namespace {

using logic::About;
using records::Domain;
using records::Row;
using terms::Kind;

bool Plain(std::string_view unit) { return unit.empty() || unit == "1"; }

class Finder {
 public:
  Finder(const PreparedFact& fact, const terms::Terms& terms, const Run::Known& known) : fact_(fact), terms_(terms), known_(known) {}

  std::vector<Source> Find() {
    if (!fact_.concept_id) return {};
    const terms::Concept& c = terms_.Get(*fact_.concept_id);
    const Use use = UseOf(c.kind);
    if (use == Use::kResult && !fact_->item.empty()) {
      // An item is judged by its own value alone.
      if (const auto item = ItemConcept(terms_, c, ItemId(*fact_))) Add(*item, use);
      return std::move(sources_);
    }
    for (const terms::ConceptId id : fact_.closure) Add(id, use);
    if (use == Use::kCondition) AddTests(c);
    if (c.kind == Kind::kScore && use == Use::kResult) AddDisease(c);
    if (fact_->distinct && c.id.find("bilag") != std::string_view::npos) {
      for (const terms::ConceptId id : known_.bilag_domains) Add(id, Use::kAnswer);
    }
    if (!fact_->scale.empty()) AddScale();
    if (c.id == kBodyMassIndex && use == Use::kResult) {
      for (const std::string_view part : {"weight", "height"}) {
        if (const auto id = terms_.Find(part)) Add(*id, Use::kAnswer);
      }
    }
    if (known_.body_weight && ((fact_->compare && fact_->compare->per_kg) || (fact_->dose && fact_->dose->per_kg)))
      Add(*known_.body_weight, Use::kAnswer);
    // An equivalent is the sum over all that can be converted into it.
    if (use == Use::kDrug && fact_->dose && (!fact_->dose->equivalent_of.empty() || (c.glucocorticoid && fact_.closure.size() > 1))) {
      for (const terms::ConceptId id : known_.glucocorticoids) Add(id, use);
    }
    if (use == Use::kTrial) {
      if (const auto any = terms_.Find("clinical_trial")) Add(*any, use);
    }
    return std::move(sources_);
  }

 private:
  // As judge.cc chooses the kernel.
  Use UseOf(Kind kind) const {
    const bool result = fact_.Has(kCompareField | kAnswerField | kCategoryField | kScaleField | kItemField);
    switch (fact_->about) {
      case About::kCondition: return kind == Kind::kScore ? Use::kResult : Use::kCondition;
      case About::kMeasurement: return kind == Kind::kCondition && !fact_->compare ? Use::kCondition : Use::kResult;
      case About::kScore: return Use::kResult;
      case About::kObservation: return result ? Use::kResult : Use::kCondition;
      case About::kDrug: return kind == Kind::kProcedure ? Use::kProcedure : Use::kDrug;
      case About::kProcedure: return Use::kProcedure;
      case About::kAllergy: return Use::kAllergy;
      case About::kTrialParticipation: return Use::kTrial;
      case About::kDemographic: return kind == Kind::kMeasurement || fact_->compare ? Use::kResult : Use::kCondition;
      case About::kConsent:
      case About::kCohort: break;
    }
    return Use::kCondition;
  }

  void AddTests(const terms::Concept& c) {
    const bool pregnancy = known_.pregnancy && std::binary_search(fact_.closure.begin(), fact_.closure.end(), *known_.pregnancy);
    if (!c.routine_test && !pregnancy && fact_->method.empty()) return;
    for (const auto& [condition, test] : known_.tests) {
      const bool below = std::binary_search(fact_.closure.begin(), fact_.closure.end(), condition);
      if (below || terms_.IsA(*fact_.concept_id, condition)) Add(test, Use::kAnswer);
    }
  }

  void AddDisease(const terms::Concept& criteria) {
    const auto disease = terms_.Find(DiseaseOf(criteria));
    if (!disease || terms_.Get(*disease).kind == Kind::kScore) return;
    for (const terms::ConceptId id : terms_.Closure(*disease)) Add(id, Use::kCondition);
  }

  void AddScale() {
    for (const std::string& id : ScaleConcepts(*fact_)) {
      if (const auto found = terms_.Find(id)) Add(*found, Use::kAnswer);
    }
  }

  void Add(terms::ConceptId id, Use use) {
    const bool there =
        std::any_of(sources_.begin(), sources_.end(), [&](const Source& source) { return source.id == id && source.use == use; });
    if (!there) sources_.push_back({id, use});
  }

  const PreparedFact& fact_;
  const terms::Terms& terms_;
  const Run::Known& known_;
  std::vector<Source> sources_;
};

bool Converts(std::string_view reported, const PreparedFact& fact, const terms::Concept& analyte) {
  const auto unit = units::ParseUnit(reported);
  return std::any_of(fact.limits.begin(), fact.limits.end(), [&](const Limit& limit) {
    const std::string& wanted = limit.compare.unit;
    // Of a score or a bare number no unit is expected.
    if (wanted == reported && (!reported.empty() || Plain(analyte.unit))) return true;
    if (Plain(wanted) && (Plain(reported) || reported.starts_with('{')) && (Plain(analyte.unit) || analyte.kind == Kind::kScore))
      return true;
    if (reported.empty() || wanted.empty()) return false;
    if (unit && limit.compare.per_kg) {
      const auto per_kg = units::ParseUnit(wanted + "/kg");
      if (per_kg && units::Convert(1, *unit, *per_kg, analyte.molar_mass)) return true;
    }
    return unit && limit.unit && units::Convert(1, *unit, *limit.unit, analyte.molar_mass).has_value();
  });
}

std::string_view WhyNoResult(const Row& row, const PreparedFact& fact, const records::Records& records, const terms::Concept& analyte) {
  const bool number = row.number.has_value();
  if (!number && row.answer == records::Answer::kNone && row.text == 0) return "no value";
  if (fact->compare) {
    const logic::Compare& c = *fact->compare;
    if (c.titer) {
      const bool negative = !number && row.answer == records::Answer::kNegative;
      return (number && row.number->titer) || negative ? "" : "no titer";
    }
    if (!number || row.number->titer) return "no number";
    if (c.times_uln || c.times_lln) {
      const bool own = (c.times_uln ? row.ref_high : row.ref_low).has_value();
      // Of somebody; whether of this patient is the kernel's to say.
      const bool preset = std::any_of(analyte.ranges.begin(), analyte.ranges.end(), [&](const terms::ReferenceRange& range) {
        return (c.times_uln ? range.high : range.low).has_value();
      });
      return own || preset ? "" : "no reference range";
    }
    const std::string_view unit = records.Text(row.unit);
    if (!Converts(unit, fact, analyte)) return unit.empty() ? "no unit" : "a unit that does not convert";
  }
  if (fact->change && !number) return "no number";
  if (!fact->category.empty() && row.text == 0 && !number) return "no category";
  if (fact->answer && !fact->compare && row.answer == records::Answer::kNone) {
    // Positive is what the laboratory calls so; high may be told by the range that terms have, too.
    const bool called = *fact->answer == logic::Answer::kPositive || *fact->answer == logic::Answer::kNegative;
    const bool range = row.ref_low || row.ref_high || (!called && !analyte.ranges.empty());
    if (!number || !range) return "neither an answer nor a reference range";
  }
  return "";
}

}  // namespace

std::vector<Source> SourcesOf(const PreparedFact& fact, const terms::Terms& terms, const Run::Known& known) {
  return Finder(fact, terms, known).Find();
}

bool Speaks(const Row& row, Source source) {
  if (row.domain == Domain::kNote) return true;
  return (row.domain == Domain::kAllergy) == (source.use == Use::kAllergy) && (row.domain == Domain::kTrial) == (source.use == Use::kTrial);
}

std::string_view WhyUnusable(const Row& row, Source source, const PreparedFact& fact, const records::Records& records,
                             const terms::Terms& terms, Date as_of) {
  if (!Exists(row, as_of)) return "after the as-of day";
  if (row.domain == Domain::kNote) return "mentioned in a note only";
  constexpr std::string_view kKind = "another kind of record";
  switch (source.use) {
    case Use::kResult: return row.domain == Domain::kObservation ? WhyNoResult(row, fact, records, terms.Get(source.id)) : kKind;
    case Use::kAnswer:
      if (row.domain != Domain::kObservation) return kKind;
      return row.number || row.answer != records::Answer::kNone || row.text != 0 ? "" : "no value";
    case Use::kCondition: {
      if (row.domain == Domain::kCondition) return "";
      if (row.domain != Domain::kObservation) return kKind;
      const bool stated = row.answer == records::Answer::kPositive || row.answer == records::Answer::kNegative;
      return stated && !row.number ? "" : "neither positive nor negative";
    }
    case Use::kDrug:
      return row.domain == Domain::kDrug || row.domain == Domain::kImmunization || row.domain == Domain::kProcedure ? "" : kKind;
    case Use::kProcedure: {
      const bool event = row.domain == Domain::kProcedure || row.domain == Domain::kDrug || row.domain == Domain::kImmunization ||
                         row.domain == Domain::kCondition;
      return event || (row.domain == Domain::kObservation && row.answer == records::Answer::kPositive) ? "" : kKind;
    }
    case Use::kAllergy: return row.domain == Domain::kAllergy ? "" : kKind;
    case Use::kTrial: return row.domain == Domain::kTrial ? "" : kKind;
  }
  return kKind;
}

}  // namespace eligo::match
