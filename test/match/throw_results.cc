#include "test/match/throw.h"

namespace eligo::match::test {

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

namespace {

std::string ResultWhen(Throw& t) {
  switch (t.d.Roll(6)) {
    case 0: return "";
    case 1: return " anchor=" + t.d.Of({"screening", "screening", "leukapheresis", "first_dose"});
    case 2: return " to=P0D anchor=screening" + t.d.Of({"", "", " pick=latest", " pick=first"});
    default:
      return LookBack(t) + t.d.Of({"", "", " pick=latest", " pick=any", " pick=all", " pick=first", " pick=lowest", " pick=highest"});
  }
}

}  // namespace

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

namespace {

std::string Provided(Throw& t) {
  return "\nprovided " + t.d.Of({"not ", "not ", ""}) +
         t.d.Of({"about=procedure concept=transfusion", "about=procedure concept=hemodialysis", "about=drug concept=prednisone",
                 "about=drug concept=rituximab", "about=condition concept=infection",
                 "about=measurement concept=c3 compare=\">= 0.9 g/L\""}) +
         LookBack(t);
}

}  // namespace

std::string ProvidedFact(Throw& t) {
  const std::string fact = t.d.Chance(60) ? LimitFact(t) : t.d.Chance(50) ? RangeFact(t) : AnswerFact(t);
  return fact + Provided(t) + (t.d.Chance(15) ? Provided(t) : "");
}

std::string ChangeWhen(Throw& t) {
  switch (t.d.Roll(5)) {
    case 0: return "";
    case 1: return " anchor=" + t.d.Of({"screening", "screening", "leukapheresis", "first_dose"});
    case 2: return " to=P0D anchor=screening pick=latest";
    default: return LookBack(t) + t.d.Of({"", "", " pick=latest"});
  }
}

std::string ChangeFact(Throw& t) {
  return Side(t) + " about=measurement concept=" +
         t.d.Of({"hemoglobin change=\"<= -1 g/L ", "hemoglobin change=\">= 1 g/L ", "hemoglobin change=\"> 0 ", "hemoglobin change=\">= 0 ",
                 "hemoglobin change=\"<= -0.5 g/dL ", "hemoglobin change=\"<= -5 % ", "hemoglobin change=\">= 6.25 % ",
                 "hemoglobin change=\"= 0 ", "hemoglobin change=\"<= -5 1 ", "creatinine change=\">= 0.3 mg/dL ",
                 "creatinine change=\"> 26 umol/L ", "creatinine change=\">= 50 % ", "creatinine change=\"< 1.4 mg/dL ",
                 "c3 change=\"<= -0.5 g/L ", "ferritin change=\">= 60 ug/L "}) +
         t.d.Of({"baseline\"", "previous\""}) + ChangeWhen(t);
}

std::string NormalFact(Throw& t) {
  return Side(t) + " about=measurement concept=" +
         t.d.Of({"c3 change=\">= 0", "c3 change=\"< 0", "c3 change=\"<= -0.2 g/L", "c3 change=\"<= -20 %", "c3 change=\"= 0",
                 "alt change=\"<= 0", "alt change=\"> 40 U/L", "alt change=\">= 40 U/L", "creatinine change=\"<= 0",
                 "creatinine change=\"<= 1.4 mg/dL", "creatinine change=\"> 100 %", "ferritin change=\"<= 50 ug/L",
                 "ferritin change=\"<= 0"}) +
         " normal\"" + ChangeWhen(t);
}

// Doses, and results before, between and after them.
std::string BackLine(Throw& t) {
  if (t.d.Chance(30)) {
    const std::string drug = t.d.Of({"study_antibody", "ocrelizumab"});
    if (t.d.Chance(5)) return "order " + drug + " from " + t.Back(t.d.Roll(100)) + " ongoing";
    return "give " + drug + " on " + t.Back(t.d.Roll(80));
  }
  return "result " +
         t.d.Of({"ldh 100 U/L range 0..250", "ldh 240 U/L range 0..250", "ldh 400 U/L range 0..250", "ldh <200 U/L range 0..250",
                 "ferritin 250 ug/L", "ferritin 150 ug/L", "ferritin 310 ug/L", "alt 30 U/L", "alt 39 U/L range 0..40",
                 "alt 80 U/L range 0..40"}) +
         " on " + t.Back(t.d.Roll(100)) + (t.d.Chance(10) ? t.d.Of({" at 08:00", " at 14:30"}) : "");
}

std::string BackFact(Throw& t) {
  return Side(t) + " about=measurement concept=" +
         t.d.Of({"ldh change=\"<= 0 baseline\"", "ldh change=\"<= 100 U/L baseline\"", "ldh change=\"<= 10 % baseline\"",
                 "ldh change=\"<= 0 normal\"", "ldh answer=normal", "ferritin change=\"<= 0 baseline\"", "ferritin change=\"<= 0 normal\"",
                 "ferritin change=\"<= 50 ug/L normal\"", "alt answer=normal", "alt change=\"<= 0 normal\""}) +
         " since=" + t.d.Of({"study_antibody", "ocrelizumab", "ocrelizumab", "b_cell_depleting_agent"}) + t.d.Of({"", " anchor=screening"});
}

}  // namespace eligo::match::test
