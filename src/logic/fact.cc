#include "logic/fact.h"

#include <array>

namespace eligo::logic {

std::string_view ToString(About about) {
  switch (about) {
    case About::kCondition: return "condition";
    case About::kDrug: return "drug";
    case About::kProcedure: return "procedure";
    case About::kMeasurement: return "measurement";
    case About::kScore: return "score";
    case About::kObservation: return "observation";
    case About::kDemographic: return "demographic";
    case About::kAllergy: return "allergy";
    case About::kTrialParticipation: return "trial_participation";
    case About::kConsent: return "consent";
    case About::kCohort: return "cohort";
  }
  return "condition";
}

std::string_view ToString(Phase phase) {
  switch (phase) {
    case Phase::kPrescreen: return "prescreen";
    case Phase::kScreening: return "screening";
    case Phase::kTreatment: return "treatment";
  }
  return "prescreen";
}

std::string_view ToString(Decides decides) {
  switch (decides) {
    case Decides::kRecord: return "record";
    case Decides::kScore: return "score";
    case Decides::kPerson: return "person";
    case Decides::kMixed: return "mixed";
  }
  return "record";
}

std::string_view ToString(Operator op) {
  switch (op) {
    case Operator::kLess: return "<";
    case Operator::kLessEqual: return "<=";
    case Operator::kEqual: return "=";
    case Operator::kGreaterEqual: return ">=";
    case Operator::kGreater: return ">";
    case Operator::kBetween: return "between";
  }
  return "=";
}

Operator Negated(Operator op) {
  switch (op) {
    case Operator::kLess: return Operator::kGreaterEqual;
    case Operator::kLessEqual: return Operator::kGreater;
    case Operator::kGreaterEqual: return Operator::kLess;
    case Operator::kGreater: return Operator::kLessEqual;
    case Operator::kEqual:
    case Operator::kBetween: return op;
  }
  return op;
}

std::string_view ToString(Answer answer) {
  switch (answer) {
    case Answer::kPositive: return "positive";
    case Answer::kNegative: return "negative";
    case Answer::kAbnormal: return "abnormal";
    case Answer::kNormal: return "normal";
    case Answer::kLow: return "low";
    case Answer::kHigh: return "high";
    case Answer::kEquivocal: return "equivocal";
    case Answer::kIndeterminate: return "indeterminate";
  }
  return "positive";
}

std::string_view ToString(Pick pick) {
  switch (pick) {
    case Pick::kLatest: return "latest";
    case Pick::kAny: return "any";
    case Pick::kAll: return "all";
    case Pick::kLowest: return "lowest";
    case Pick::kHighest: return "highest";
    case Pick::kFirst: return "first";
  }
  return "latest";
}

std::string_view ToString(Anchor anchor) {
  switch (anchor) {
    case Anchor::kScreening: return "screening";
    case Anchor::kEnrolment: return "enrolment";
    case Anchor::kConsent: return "consent";
    case Anchor::kBaseline: return "baseline";
    case Anchor::kRandomisation: return "randomisation";
    case Anchor::kFirstDose: return "first_dose";
    case Anchor::kDay0: return "day_0";
    case Anchor::kLeukapheresis: return "leukapheresis";
    case Anchor::kLymphodepletion: return "lymphodepletion";
    case Anchor::kInfusion: return "infusion";
    case Anchor::kLastDose: return "last_dose";
  }
  return "screening";
}

std::optional<Anchor> ParseAnchor(std::string_view text) {
  constexpr std::array kAnchors = {Anchor::kScreening,       Anchor::kEnrolment, Anchor::kConsent, Anchor::kBaseline,
                                   Anchor::kRandomisation,   Anchor::kFirstDose, Anchor::kDay0,    Anchor::kLeukapheresis,
                                   Anchor::kLymphodepletion, Anchor::kInfusion,  Anchor::kLastDose};
  for (const Anchor anchor : kAnchors) {
    if (ToString(anchor) == text) return anchor;
  }
  return std::nullopt;
}

bool DefaultsToAsOf(Anchor anchor) {
  switch (anchor) {
    case Anchor::kScreening:
    case Anchor::kEnrolment:
    case Anchor::kConsent:
    case Anchor::kBaseline:
    case Anchor::kRandomisation:
    case Anchor::kFirstDose:
    case Anchor::kDay0: return true;
    case Anchor::kLeukapheresis:
    case Anchor::kLymphodepletion:
    case Anchor::kInfusion:
    case Anchor::kLastDose: return false;
  }
  return false;
}

}  // namespace eligo::logic
