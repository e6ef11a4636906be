// Kernels against the slow reference (test/reference/leaf.h): random facts put to random patients, both readings compared.
//
// A world is a few patients and many facts of every kind. A cell is one fact, one patient, one reading. Where the reference says nothing,
// because contract and pages do not, nothing is compared; the tally says how often. ELIGO_SCALE=N tries N times as many worlds.
//
// Where kernels are known to be more careful than need be: the doses of an order that may have been stopped and of the older one that may
// go on again are added up, though one of them holds; no world of the first 165 meets it.
//
// Many orders and facts of a world are of one drug, so that its orders meet: begun on one day, stopped nobody knows when, beside what was
// given by an unstated route.
#include <array>
#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "test/match/random_lines.h"
#include "test/match/world.h"
#include "test/reference/leaf.h"
#include "test/scale.h"

namespace eligo::match::test {
namespace {

constexpr int kPatients = 6;
constexpr int kMostMismatches = 10;  // then the rest is not tried

// One world's dice and as-of day, about which all days are thrown.
struct Throw {
  Dice d;
  Date as_of;
  std::string drug;  // many orders and facts of a world are of one

  std::string Back(int days) { return ToString(AddDays(as_of, -days)); }
  // Mostly within a year, often at the edge of a window, now and then only a month or a year, or after as-of.
  std::string Day(bool partial = true) {
    if (partial && d.Chance(6)) return Back(d.Roll(300)).substr(0, 7);
    if (partial && d.Chance(1)) return Back(d.Roll(700)).substr(0, 4);
    if (d.Chance(3)) return Back(-d.Roll(20));
    if (!d.Chance(30)) return Back(d.Roll(d.Chance(20) ? 1500 : 250));
    const std::string length = d.Of({"-P8W", "-P28D", "-P3M", "-P1Y", "-P14D", "-P6M", "P0D"});
    return ToString(AddDays(Add(as_of, ParsePeriod(length).value()), d.Roll(3) - 1));
  }
  // " from D to D", the later one not before the other.
  std::string FromTo(int longest) {
    const int first = d.Roll(300);
    return " from " + Back(first) + " to " + Back(first - d.Roll(std::min(longest, first + 1)));
  }
};

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

std::string ConditionConcept(Throw& t) {
  return t.d.Of({"stroke", "epilepsy", "pneumonia", "asthma", "cns_disease", "infection", "hepatitis_b"});
}

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

// --- results

std::string ResultLine(Throw& t) {
  std::string s = "result ";
  switch (t.d.Roll(8)) {
    case 0:
    case 1:
      s += "hemoglobin " +
           t.d.Of({"84 g/L", "85 g/L", "8.5 g/dL", "9 g/dL", "<80 g/L", ">=85 g/L", "80..90 g/L", "86", "85.5 g/L", "95 g/L"});
      break;
    case 2:
      s += "alt " +
           t.d.Of({"30 U/L", "80 U/L range 0..40", "81 U/L range 0..40", "90 U/L", "80 U/L", ">75 U/L range 0..40", "79 U/L range 0..39"});
      break;
    case 3:
      s += "creatinine " +
           t.d.Of({"1.1 mg/dL", "221 umol/L", "222 umol/L", "2.5 mg/dL", "<1 mg/dL", "2.6 mg/dL range 0.6..1.2", "90 mL/min"});
      break;
    case 4: s += "ferritin " + t.d.Of({"10 ug/L", "250 ug/L", "310 ug/L", "400 ug/L", "20 ug/L", "250 ug/L range 10..200"}); break;
    case 5: s += t.d.Of({"hbsag", "anti_hbc", "hiv_antibody"}) + t.d.Of({" positive", " negative", " negative", " equivocal"}); break;
    case 6:
      s += t.d.Of({"ana 1:160", "ana 1:40", "ana negative", "ana positive", "anti_dsdna 35 [IU]/mL range 0..30", "anti_dsdna 35 [IU]/mL",
                   "anti_dsdna 20 [IU]/mL range 0..30", "anti_dsdna positive"});
      break;
    default:
      s += t.d.Of({"c3 0.7 g/L range 0.9..1.8", "c3 1.2 g/L range 0.9..1.8", "c3 0.7 g/L", "c4 0.2 g/L range 0.1..0.4",
                   "c4 0.05 g/L range 0.1..0.4", "c4 0.2 g/L", "ck 400 U/L range 0..200", "ldh 400 U/L range 0..250",
                   "aldolase 3 U/L range 0..8", "ldh 100 U/L range 0..250"});
      break;
  }
  s += " on " + (t.d.Chance(70) ? t.Back(t.d.Roll(t.d.Chance(50) ? 40 : 120)) : t.Day());
  if (t.d.Chance(12)) s += " at " + t.d.Of({"08:00", "14:30", "21:15"});
  return s;
}

std::string ResultWhen(Throw& t) {
  switch (t.d.Roll(6)) {
    case 0: return "";
    case 1: return " anchor=" + t.d.Of({"screening", "screening", "leukapheresis", "first_dose"});
    case 2: return " to=P0D anchor=screening" + t.d.Of({"", "", " pick=latest", " pick=first"});
    default:
      return LookBack(t) + t.d.Of({"", "", " pick=latest", " pick=any", " pick=all", " pick=first", " pick=lowest", " pick=highest"});
  }
}

std::string LimitFact(Throw& t) {
  return Side(t) + " about=measurement concept=" +
         t.d.Of({"hemoglobin compare=\"< 85 g/L\"", "hemoglobin compare=\">= 85 g/L\"", "hemoglobin compare=\"80..90 g/L\"",
                 "hemoglobin compare=\"<= 8.5 g/dL\"", "hemoglobin compare=\"> 80 g/L\"", "hemoglobin compare=\"< 85\"",
                 "creatinine compare=\"> 2.5 mg/dL\"", "creatinine compare=\"> 221 umol/L\"", "creatinine compare=\"<= 2.5 mg/dL\"",
                 "ana compare=\">= 1:80\"", "ana compare=\"< 1:80\"", "ana compare=\">= 1:160\"", "ana compare=\"<= 1:40\"",
                 "ana compare=\"< 1:160\""}) +
         ResultWhen(t);
}

std::string RangeFact(Throw& t) {
  return Side(t) + " about=measurement concept=" +
         t.d.Of({"alt compare=\"> 2 xULN\"", "alt compare=\">= 2 xULN\"", "alt compare=\"1..2 xULN\"", "ferritin compare=\"> 1 xULN\"",
                 "ferritin compare=\"< 1 xLLN\"", "ferritin answer=high", "creatinine compare=\"> 1.5 xULN\"", "c3 answer=low",
                 "c3 answer=normal", "alt answer=abnormal", "c3 compare=\"< 1 xLLN\"", "ck compare=\"> 2 xULN\""}) +
         ResultWhen(t);
}

std::string AnswerFact(Throw& t) {
  return Side(t) + " about=measurement concept=" + t.d.Of({"hbsag", "anti_hbc", "hiv_antibody", "ana", "anti_dsdna"}) +
         " answer=" + t.d.Of({"positive", "negative"}) + ResultWhen(t);
}

std::string ClassFact(Throw& t) {
  return Side(t) + " about=measurement concept=" +
         t.d.Of({"complement answer=low", "complement answer=normal", "muscle_enzyme compare=\"> 1 xULN\"",
                 "muscle_enzyme compare=\"> 1 xULN\" distinct=\">= 2\"", "complement answer=low distinct=\">= 2\""}) +
         ResultWhen(t);
}

std::string ResultCountFact(Throw& t) {
  return Side(t) + " about=measurement concept=" +
         t.d.Of({"hemoglobin compare=\"< 95 g/L\"", "hemoglobin compare=\">= 84 g/L\"", "creatinine compare=\"> 1 mg/dL\"",
                 "hbsag answer=negative"}) +
         " times=\"" + t.d.Of({">= 2", "> 1", "<= 1", "< 2", ">= 2 P2W", ">= 3 P10D", "= 1"}) + "\"" +
         (t.d.Chance(50) ? LookBack(t) : t.d.Of({"", " to=P0D anchor=screening"}));
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

std::string DrugConcept(Throw& t) {
  if (t.d.Chance(30)) return t.drug;
  return t.d.Of({"rituximab", "belimumab", "study_antibody", "azathioprine", "tacrolimus", "prednisone", "methylprednisolone", "biologic",
                 "immunosuppressant", "glucocorticoid"});
}

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

// --- worlds

struct Domain {
  std::string (*line)(Throw&);
  int lines;  // a patient, at most
};
const std::array<Domain, 7> kDomains = {
    {{PersonLine, 1}, {ConditionLine, 6}, {ProcedureLine, 4}, {TrialLine, 2}, {AllergyLine, 2}, {ResultLine, 16}, {DrugLine, 7}}};

struct Kind {
  const char* name;
  std::size_t domain;  // whose lines it is about
  std::string (*fact)(Throw&);
  int facts;  // a world
};
const std::array<Kind, 19> kKinds = {{{"age", 0, AgeFact, 6},
                                      {"sex", 0, SexFact, 6},
                                      {"condition", 1, ConditionFact, 16},
                                      {"condition_state", 1, StateFact, 6},
                                      {"condition_length", 1, ConditionLengthFact, 8},
                                      {"procedure", 2, ProcedureFact, 8},
                                      {"procedure_count", 2, ProcedureCountFact, 5},
                                      {"trial", 3, TrialFact, 5},
                                      {"allergy", 4, AllergyFact, 5},
                                      {"result_limit", 5, LimitFact, 16},
                                      {"result_range", 5, RangeFact, 12},
                                      {"result_answer", 5, AnswerFact, 10},
                                      {"result_class", 5, ClassFact, 5},
                                      {"result_count", 5, ResultCountFact, 6},
                                      {"drug", 6, DrugFact, 16},
                                      {"drug_length", 6, DrugLengthFact, 10},
                                      {"drug_count", 6, DrugCountFact, 6},
                                      {"drug_dose", 6, DoseFact, 10},
                                      {"drug_steady", 6, SteadyFact, 4}}};

struct Tally {
  int cells = 0;
  int open = 0;
  std::array<int, 3> strict{}, presumed{};
};

struct Written {
  std::string settings;
  std::array<std::string, kPatients> persons;
  std::array<std::array<std::string, kDomains.size()>, kPatients> lines;
  std::vector<std::pair<const Kind*, std::string>> facts;

  std::string Text() const {
    std::string text = settings;
    for (std::size_t i = 0; i < kPatients; ++i) {
      text += persons[i];
      for (const std::string& of_domain : lines[i]) text += of_domain;
    }
    for (const auto& [kind, fact] : facts) text += fact;
    return text;
  }
};

Written Write(unsigned seed) {
  Dice first(seed);
  const Date as_of = FromCivil(first.Chance(70)   ? CivilDate{2026, 6, 1}
                               : first.Chance(50) ? CivilDate{2024, 8, 31}
                                                  : CivilDate{2024, 2, 29});
  Throw t{Dice(900'000 + seed), as_of, {}};
  Written w;
  w.settings = "as_of " + ToString(as_of) + "\n";
  if (t.d.Chance(15)) w.settings += "anchor screening " + t.Back(t.d.Roll(60)) + "\n";
  if (t.d.Chance(30)) w.settings += "anchor first_dose " + t.Back(t.d.Roll(60) - 30) + "\n";
  if (t.d.Chance(20)) w.settings += "anchor leukapheresis " + t.Back(t.d.Roll(40) - 20) + "\n";
  if (t.d.Chance(25)) w.settings += "validity " + t.d.Of({"P14D", "P3M"}) + "\n";
  for (const char* domain : {"condition", "drug", "procedure", "allergy", "trial_participation"}) {
    if (t.d.Chance(35)) w.settings += std::string("complete ") + domain + "\n";
  }
  t.drug = t.d.Of({"prednisone", "methylprednisolone", "methylprednisolone", "azathioprine", "tacrolimus"});
  for (std::size_t i = 0; i < kPatients; ++i) {
    w.persons[i] = Person(t, static_cast<int>(i)) + "\n";
    for (std::size_t domain = 0; domain < kDomains.size(); ++domain) {
      for (int n = t.d.Roll(kDomains[domain].lines + 1); n > 0; --n) w.lines[i][domain] += kDomains[domain].line(t) + "\n";
    }
  }
  for (const Kind& kind : kKinds) {
    for (int n = 0; n < kind.facts; ++n) w.facts.emplace_back(&kind, kind.fact(t) + "\n");
  }
  return w;
}

std::string Both(Truth strict, Truth presumed) { return std::string(ToString(strict)) + ", presumed " + std::string(ToString(presumed)); }

TEST(Reference, KernelsSayTheSame) {
  std::map<std::string, Tally> tallies;
  int cells = 0;
  int mismatches = 0;
  for (unsigned seed = 1; seed <= static_cast<unsigned>(eligo::test::Scaled(33)) && mismatches < kMostMismatches; ++seed) {
    const Written written = Write(seed);
    const World world = ReadWorld(written.Text());
    ASSERT_EQ(world.questions.size(), written.facts.size());
    for (std::size_t fact = 0; fact < written.facts.size(); ++fact) {
      const Question& question = world.questions[fact];
      const Kind& kind = *written.facts[fact].first;
      Tally& tally = tallies[kind.name];
      for (records::PatientIndex patient = 0; patient < kPatients; ++patient) {
        const auto expected =
            reference::EvaluateLeaf({question.fact, question.side, world.records, patient, SmallTerms(), question.settings});
        if (!expected) {
          ++tally.open;
          continue;
        }
        const LeafResult answer = Answer(world, question, patient);
        cells += 2;
        tally.cells += 2;
        ++tally.strict[static_cast<std::size_t>(expected->strict)];
        ++tally.presumed[static_cast<std::size_t>(expected->presumed)];
        if (answer.truth.strict == expected->strict && answer.truth.presumed == expected->presumed) continue;
        ++mismatches;
        ADD_FAILURE() << kind.name << ", seed " << seed << "\n"
                      << written.settings << written.persons[patient] << written.lines[patient][0]
                      << (kind.domain == 0 ? "" : written.lines[patient][kind.domain]) << written.facts[fact].second
                      << "reference: " << Both(expected->strict, expected->presumed) << "\nkernel:    " << Print(answer);
      }
    }
  }
  RecordProperty("cells", cells);
  EXPECT_TRUE(mismatches > 0 || cells >= 50'000) << cells;
  for (const Kind& kind : kKinds) {
    const Tally& tally = tallies[kind.name];
    RecordProperty(std::string(kind.name) + "_cells", tally.cells);
    RecordProperty(std::string(kind.name) + "_open", tally.open);
    if (mismatches > 0) continue;
    EXPECT_LT(2 * tally.open, tally.cells) << kind.name << " is left open more often than compared";
    for (const Truth truth : {Truth::kFalse, Truth::kUnknown, Truth::kTrue}) {
      EXPECT_GT(tally.strict[static_cast<std::size_t>(truth)], 0) << kind.name << " is never strictly " << ToString(truth);
      EXPECT_GT(tally.presumed[static_cast<std::size_t>(truth)], 0) << kind.name << " is never presumed " << ToString(truth);
    }
  }
}

}  // namespace
}  // namespace eligo::match::test
