#include "test/match/throw.h"

namespace eligo::match::test {

std::string Side(Throw& t) { return t.d.Chance(40) ? "fact side=excluding" : "fact"; }

std::string LookBack(Throw& t) {
  std::string s = " from=" + t.d.Of({"-P8W", "-P28D", "-P3M", "-P1Y", "-P14D", "-P6M"}) + " to=" + t.d.Of({"P0D", "P0D", "P0D", "-P1W"});
  if (t.d.Chance(15)) s += " open=" + t.d.Of({"from", "to"});
  if (t.d.Chance(8)) s += " longer=" + t.d.Of({"-P2M", "-P100D"});
  return s + " anchor=" + t.d.Of({"screening", "screening", "screening", "first_dose", "leukapheresis"});
}

std::string When(Throw& t) {
  switch (t.d.Roll(8)) {
    case 0: return "";
    case 1: return " anchor=" + t.d.Of({"screening", "screening", "leukapheresis"});
    case 2: return " to=" + t.d.Of({"P0D", "-P4W"}) + " anchor=screening";
    case 3: return " pick=any";
    default: return LookBack(t);
  }
}

// --- persons

std::string Person(Throw& t, int number) {
  std::string born;
  if (t.d.Chance(30)) {
    born = std::to_string(1964 + 4 * t.d.Roll(12)) + "-02-29";
  } else if (t.d.Chance(50)) {
    const Date birthday = Add(t.as_of, {-12 * (11 + t.d.Roll(60)), 0, 0});
    born = ToString(AddDays(birthday, t.d.Roll(3) - 1));
  } else {
    born = t.Back(4000 + t.d.Roll(22000));
  }
  if (t.d.Chance(10)) born = born.substr(0, 7);
  if (t.d.Chance(10)) born = born.substr(0, 4);
  std::string s = "patient id p" + std::to_string(number);
  if (t.d.Chance(95)) s += " born " + born;
  return s + t.d.Of({" female", " male", "", " other", " female birth_sex male", " male birth_sex female", " birth_sex female"});
}

std::string PersonLine(Throw& t) {
  return t.d.Chance(70) ? "procedure hysterectomy on " + t.Back(1 + t.d.Roll(900)) : "condition pregnancy from " + t.Back(t.d.Roll(200));
}

std::string AgeFact(Throw& t) {
  std::string s = Side(t) + " about=demographic concept=age compare=\"";
  const std::string op = t.d.Of({">=", ">", "<", "<=", "="});
  switch (t.d.Roll(5)) {
    case 0: return s + op + " " + std::to_string(12 * (11 + t.d.Roll(60)) - t.d.Roll(3)) + " mo\" anchor=screening";
    case 1: s += op + " " + std::to_string(4000 + t.d.Roll(20000)) + t.d.Of({" d\"", " d\"", " wk\""}); break;
    case 2: s += std::to_string(12 + t.d.Roll(20)) + ".." + std::to_string(40 + t.d.Roll(30)) + " a\""; break;
    default: s += op + " " + std::to_string(11 + t.d.Roll(60)) + " a\""; break;
  }
  switch (t.d.Roll(4)) {
    case 0: return s;
    case 1: return s + " from=" + t.d.Of({"-P28D", "-P6W"}) + " to=P0D anchor=screening";
    default: return s + " anchor=" + t.d.Of({"screening", "first_dose", "leukapheresis"});
  }
}

std::string SexFact(Throw& t) {
  if (t.d.Chance(40)) return Side(t) + " about=demographic concept=sex category=" + t.d.Of({"female", "male", "male,female"});
  return Side(t) + " about=condition concept=" + t.d.Of({"pregnancy", "lactation", "childbearing_potential"});
}

// --- conditions, procedures, participations, allergies

std::string ConditionLine(Throw& t) {
  std::string s = "condition " + t.d.Of({"stroke", "epilepsy", "pneumonia", "asthma", "lupus_headache", "hepatitis_b"});
  if (t.d.Chance(8)) return s + " refuted" + (t.d.Chance(80) ? " recorded " + t.Back(t.d.Roll(200)) : "");
  const bool partial = t.d.Chance(25);
  if (partial) {
    s += " from " + t.Day();
  } else if (t.d.Chance(95)) {
    const bool ended = t.d.Chance(35);
    s += ended ? t.FromTo(120) : " from " + t.Day(false);
    if (ended) return s + t.d.Of({"", " inactive", " severity mild", " severity severe inactive"});
  }
  s += t.d.Of({"", "", " active ongoing", " active ongoing", " inactive", " provisional"});
  if (t.d.Chance(30)) s += " recorded " + t.Back(t.d.Roll(120));
  if (t.d.Chance(40)) s += " severity " + t.d.Of({"severe", "mild", "moderate"});
  return s;
}

namespace {

std::string ConditionConcept(Throw& t) {
  return t.d.Of({"stroke", "epilepsy", "pneumonia", "asthma", "cns_disease", "infection", "hepatitis_b"});
}

}  // namespace

std::string ConditionFact(Throw& t) { return Side(t) + " about=condition concept=" + ConditionConcept(t) + When(t); }

std::string StateFact(Throw& t) {
  return Side(t) + " about=condition concept=" + ConditionConcept(t) + " state=" + t.d.Of({"active", "active", "severe", "moderate"}) +
         t.d.Of({"", " anchor=screening"});
}

std::string ConditionLengthFact(Throw& t) {
  std::string s = Side(t) + " about=condition concept=" + ConditionConcept(t) + " duration=\"" +
                  t.d.Of({">= P6M", "> P3M", "<= P6M", "< P1Y", ">= P28D", ">= P2D", "<= P14D", "> P14D"}) + "\"";
  return s + (t.d.Chance(50) ? LookBack(t) : t.d.Of({"", " anchor=screening"}));
}

std::string ProcedureLine(Throw& t) {
  std::string s = t.d.Chance(8) ? "note " : "procedure ";
  s += t.d.Of({"hemodialysis", "hemodialysis", "transfusion", "surgery", "catheter_placement"});
  if (t.d.Chance(15)) return s + t.FromTo(10);
  if (t.d.Chance(95)) s += " on " + t.Day();
  return t.d.Chance(8) ? s + " provisional" : s;
}

std::string ProcedureFact(Throw& t) {
  return Side(t) + " about=procedure concept=" + t.d.Of({"hemodialysis", "transfusion", "surgery", "catheter_placement"}) + When(t);
}

std::string ProcedureCountFact(Throw& t) {
  return Side(t) + " about=procedure concept=" + t.d.Of({"hemodialysis", "surgery"}) + " times=\"" +
         t.d.Of({">= 2", "> 1", "<= 1", "< 3", ">= 2 P2W", ">= 3 P30D", "> 1 P1D"}) + "\"" + LookBack(t);
}

std::string TrialLine(Throw& t) {
  std::string s = "trial " + t.d.Of({"clinical_trial", "clinical_trial", "rituximab", "ocrelizumab"});
  if (t.d.Chance(50)) return s + t.FromTo(200);
  if (t.d.Chance(95)) s += " from " + t.Day();
  return s + t.d.Of({"", " ongoing"});
}

std::string TrialFact(Throw& t) {
  std::string s = Side(t) + " about=trial_participation concept=" + t.d.Of({"clinical_trial", "b_cell_depleting_agent", "rituximab"});
  if (t.d.Chance(15)) return s + " from=-P28D to=P0D longer=5hl anchor=screening";
  return s + When(t);
}

std::string AllergyLine(Throw& t) {
  std::string s = "allergy " + t.d.Of({"rituximab", "ocrelizumab", "polysorbate"});
  if (t.d.Chance(15)) return s + " refuted recorded " + t.Back(t.d.Roll(300));
  if (t.d.Chance(80)) s += " on " + t.Day();
  if (t.d.Chance(50)) s += " severity " + t.d.Of({"mild", "severe", "life-threatening", "moderate"});
  return t.d.Chance(10) ? s + " provisional" : s;
}

std::string AllergyFact(Throw& t) {
  std::string s = Side(t) + " about=allergy concept=" + t.d.Of({"rituximab", "b_cell_depleting_agent", "polysorbate"});
  if (t.d.Chance(30)) s += " state=" + t.d.Of({"severe", "life-threatening", "mild"});
  return s + When(t);
}

// --- drugs

std::string DrugLine(Throw& t) {
  const bool again = t.d.Chance(50);
  if (t.d.Chance(25)) {
    std::string s = "give " + (again ? t.drug : t.d.Of({"rituximab", "belimumab", "study_antibody"}));
    return s + t.d.Of({" 500 mg", " 100 mg", " 1 g"}) + t.d.Of({" intravenous", " intravenous", " intravenous", ""}) + " on " + t.Day();
  }
  const std::string drug =
      again ? t.drug : t.d.Of({"azathioprine", "tacrolimus", "prednisone", "prednisone", "methylprednisolone", "methotrexate"});
  const std::string dose = t.d.Chance(85) ? " " + t.d.Of({"5", "7.5", "10", "40", "100"}) + " mg" : "";
  const std::string route = t.d.Of({" oral", " oral", " oral", " oral", " oral", " oral", "", " topical"});
  if (t.d.Chance(20)) {
    const std::string s = "dispense " + drug + dose + route;
    return t.d.Chance(70) ? s + t.FromTo(60) : s + " from " + t.Day();
  }
  if (t.d.Chance(6)) return "note " + drug + " on " + t.Back(t.d.Roll(300));
  if (t.d.Chance(6)) return "order cyclosporine" + dose + " oral from " + t.Back(t.d.Roll(300)) + " stopped";
  std::string s = "order " + drug + dose + route;
  // Some begin on one day, and some were stopped nobody knows when.
  if (t.d.Chance(8)) return s + " from " + t.Back(t.d.Roll(300)) + " stopped";
  if (t.d.Chance(12))
    return s + " from " + t.Back(45) + (t.d.Chance(60) ? " to " + t.Back(30 + t.d.Roll(2)) : t.d.Of({" ongoing", " stopped"}));
  if (t.d.Chance(50)) return s + t.FromTo(120) + (t.d.Chance(20) ? " stopped" : "");
  s += " from " + (t.d.Chance(80) ? t.Day(false) : t.Day()) + " ongoing";
  if (t.d.Chance(25)) s += " recorded " + t.Back(t.d.Roll(100));
  return t.d.Chance(8) ? s + " as_needed" : s;
}

namespace {

std::string DrugConcept(Throw& t) {
  if (t.d.Chance(30)) return t.drug;
  return t.d.Of({"rituximab", "belimumab", "study_antibody", "azathioprine", "tacrolimus", "prednisone", "methylprednisolone", "biologic",
                 "immunosuppressant", "glucocorticoid"});
}

}  // namespace

std::string DrugFact(Throw& t) {
  std::string s = Side(t) + " about=drug concept=" + DrugConcept(t);
  if (t.d.Chance(12)) s += " route=" + t.d.Of({"oral", "intravenous"});
  if (t.d.Chance(10)) s += " except=route:topical";
  if (t.d.Chance(15)) return s + " from=" + t.d.Of({"-P28D", "-P8W"}) + " to=P0D longer=5hl anchor=screening";
  if (t.d.Chance(5)) return s + " from=5hl to=P0D anchor=screening";
  if (t.d.Chance(4)) return s + " to=3hl anchor=screening";
  if (t.d.Chance(8)) return s + LookBack(t) + " pick=all";
  return s + When(t);
}

std::string DrugLengthFact(Throw& t) {
  return Side(t) + " about=drug concept=" + DrugConcept(t) + " duration=\"" +
         t.d.Of({">= P14D", "> P14D", ">= P30D", ">= P3M", "> P2M", "<= P20D", "< P30D", "= P10D", ">= P8W"}) + "\"" +
         (t.d.Chance(70) ? LookBack(t) : t.d.Of({" anchor=screening", "", " pick=any", " to=P0D anchor=screening"}));
}

std::string DrugCountFact(Throw& t) {
  if (t.d.Chance(40)) {
    return Side(t) + " about=drug concept=" + t.d.Of({"rituximab", "belimumab", "methylprednisolone"}) + " times=\"" +
           t.d.Of({">= 2", "<= 1", ">= 2 P2W", "> 1 P30D"}) + "\"" + LookBack(t);
  }
  return Side(t) + " about=drug concept=" + t.d.Of({"immunosuppressant", "biologic", "glucocorticoid"}) + " distinct=\"" +
         t.d.Of({">= 2", ">= 1", "<= 1", "> 1", ">= 3"}) + "\"" + When(t);
}

std::string DoseFact(Throw& t) {
  std::string s = Side(t) + " about=drug";
  const std::string bound = t.d.Of({">= 7.5", "> 10", "<= 10", "< 40", "5..50", "= 10", ">= 40"}) + " mg/d";
  const bool other = t.drug == "azathioprine" || t.drug == "tacrolimus";
  if (t.d.Chance(other ? 30 : 85)) {
    s += " concept=" + t.d.Of({"prednisone", "glucocorticoid"}) + " dose=\"" + bound + " prednisone\"";
  } else {
    s += " concept=" + (other ? t.drug : t.d.Of({"azathioprine", "tacrolimus"})) + " dose=\"" + bound + "\"";
  }
  if (t.d.Chance(10)) s += " route=oral";
  if (t.d.Chance(30)) return s + " anchor=screening";
  if (t.d.Chance(25))
    s += " duration=\"" + t.d.Of({">= P14D", "> P14D", ">= P30D", ">= P5D"}) + "\"";
  else if (t.d.Chance(20))
    s += " pick=" + t.d.Of({"lowest", "highest"});
  return s + LookBack(t);
}

std::string SteadyFact(Throw& t) {
  return Side(t) + " about=drug concept=" + DrugConcept(t) + " stable=" + t.d.Of({"P30D", "P14D", "P2M", "P8W"}) + " anchor=screening";
}

}  // namespace eligo::match::test
