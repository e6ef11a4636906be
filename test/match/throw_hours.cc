#include "test/match/throw.h"

namespace eligo::match::test {

namespace {

std::string Time(Throw& t) { return t.d.Chance(40) ? t.d.Of({" at 08:00", " at 23:30", " at 00:00", " at 12:00"}) : ""; }

}  // namespace

std::string HourLine(Throw& t) {
  const std::string day = t.Back(t.d.Roll(t.d.Chance(80) ? 6 : 40) - (t.d.Chance(5) ? 2 : 0));
  switch (t.d.Roll(7)) {
    case 0: return "procedure " + t.d.Of({"transfusion", "hemodialysis"}) + " on " + day + Time(t);
    case 1: {
      std::string s = "condition " + t.d.Of({"stroke", "pneumonia", "epilepsy"});
      if (t.d.Chance(50)) return s + " from " + t.Back(6 + t.d.Roll(4)) + " to " + t.Back(t.d.Roll(6));
      return s + " from " + day + t.d.Of({"", " active", " active ongoing", " provisional"});
    }
    case 2:
      return "trial clinical_trial from " + t.Back(6 + t.d.Roll(60)) +
             (t.d.Chance(60) ? " to " + t.Back(t.d.Roll(6)) : t.d.Of({"", " ongoing"}));
    case 3: return "give " + t.d.Of({"rituximab 500 mg", "methotrexate 10 mg", "belimumab"}) + " on " + day + Time(t);
    case 4:
      return "order " + t.d.Of({"prednisone 10 mg", "prednisone 40 mg", "azathioprine 100 mg", "tacrolimus 5 mg"}) + " oral from " +
             t.Back(t.d.Roll(60) + 5) + (t.d.Chance(70) ? " to " + t.Back(t.d.Roll(6)) : " ongoing");
    default:
      return "result " +
             t.d.Of({"hemoglobin 80 g/L", "hemoglobin 84 g/L", "hemoglobin 90 g/L", "hemoglobin <85 g/L", "creatinine 1.1 mg/dL",
                     "creatinine 2.6 mg/dL"}) +
             " on " + day + Time(t);
  }
}

namespace {

std::string HourWindow(Throw& t, bool open = true) {
  return t.d.Of({" from=-PT24H to=P0D", " from=-PT48H to=P0D", " from=-PT72H to=P0D", " from=-PT36H to=P0D", " from=-PT120H to=P0D",
                 " from=-PT96H to=P0D", " from=-PT96H to=-PT24H", " from=-PT48H to=-PT24H", " from=-PT120H to=-PT36H"}) +
         (open && t.d.Chance(10) ? " open=from" : "") + " anchor=" + t.d.Of({"screening", "screening", "first_dose", "leukapheresis"});
}

}  // namespace

std::string HourFact(Throw& t) {
  return Side(t) + " about=" +
         t.d.Of({"procedure concept=transfusion", "procedure concept=hemodialysis", "condition concept=stroke",
                 "condition concept=pneumonia", "condition concept=epilepsy", "trial_participation concept=clinical_trial",
                 "drug concept=rituximab", "drug concept=methotrexate", "drug concept=biologic", "drug concept=azathioprine",
                 "drug concept=prednisone"}) +
         HourWindow(t);
}

std::string HourResultFact(Throw& t) {
  return Side(t) + " about=measurement concept=" +
         t.d.Of({"hemoglobin compare=\"< 85 g/L\"", "hemoglobin compare=\">= 84 g/L\"", "creatinine compare=\"> 2.5 mg/dL\"",
                 "creatinine compare=\"<= 2.5 mg/dL\""}) +
         HourWindow(t, false) + t.d.Of({"", "", " pick=latest"});
}

std::string HourCountFact(Throw& t) {
  if (t.d.Chance(50))
    return Side(t) + " about=procedure concept=" + t.d.Of({"transfusion", "hemodialysis"}) + " times=\"" +
           t.d.Of({">= 2", "> 1", ">= 2 P2D", "<= 1", "< 3", ">= 1"}) + "\"" + HourWindow(t);
  return Side(t) + " about=drug concept=" + t.d.Of({"prednisone", "azathioprine", "tacrolimus", "immunosuppressant"}) + " duration=\"" +
         t.d.Of({">= P2D", "> P2D", ">= P3D", ">= P1D", "> P1D"}) + "\"" + HourWindow(t);
}

std::string HourDoseFact(Throw& t) {
  return Side(t) + " about=drug concept=" +
         t.d.Of({"prednisone dose=\">= 10 mg/d prednisone\"", "prednisone dose=\"> 10 mg/d\"", "tacrolimus dose=\">= 5 mg/d\"",
                 "prednisone dose=\"<= 10 mg/d prednisone\"", "azathioprine dose=\">= 50 mg/d\""}) +
         HourWindow(t);
}

}  // namespace eligo::match::test
