#include "test/match/throw.h"

namespace eligo::match::test {

// Of few days, so that totals and items meet, about the validity of a result.
namespace {

std::string ScoreDay(Throw& t) {
  if (t.d.Chance(4)) return t.Day();
  if (t.d.Chance(25)) return t.Back(t.d.Roll(100));
  return t.d.Chance(60) ? t.Back(6 + 6 * t.d.Roll(2)) : t.Back(27 + t.d.Roll(3));
}

std::string SledaiItem(Throw& t) {
  return t.d.Of({"arthritis 4", "vasculitis 8", "rash 2", "alopecia 2", "dna 2", "complement 2", "fever 1", "seizure 8", "proteinuria 4",
                 "mucosal_ulcers 2", "rash 1", "arthritis 0", "dna 0", "complement 0", "rash 3", "alopecia 1"});
}

std::string Assessed(Throw& t, const std::string& of) {
  std::string s = "assessment " + of + " " + ScoreDay(t);
  for (int n = t.d.Roll(4); n > 0; --n)
    s += " less " + t.d.Of({"fever", "leukopenia", "vasculitis", "rash", "dna", "complement", "seizure"});
  for (int n = t.d.Roll(4); n > 0; --n) s += " " + SledaiItem(t);
  return s;
}

}  // namespace

std::string SledaiLine(Throw& t) {
  if (t.d.Chance(12))
    return "result " +
           t.d.Of({"c3 0.6 g/L range 0.9..1.8", "c3 1 g/L range 0.9..1.8", "c4 0.2 g/L range 0.1..0.4", "c4 0.05 g/L range 0.1..0.4",
                   "anti_dsdna positive", "anti_dsdna negative", "platelets 80 10*9/L", "wbc 2990 /uL", "wbc 4 10*9/L",
                   "proteinuria_24h 0.5 g/d", "proteinuria_24h 0.9 g/d", "upcr 501 mg/g", "body_temperature 38.1 Cel"}) +
           " on " + ScoreDay(t);
  switch (t.d.Roll(9)) {
    case 0: return Assessed(t, "sledai_2k");
    case 1: return Assessed(t, t.d.Of({"sledai", "sledai", "selena_sledai"}));
    case 2: {
      const std::string item = SledaiItem(t);
      const std::size_t at = item.find(' ');
      return "result sledai_item_" + item.substr(0, at) + (t.d.Chance(30) ? t.d.Of({" positive", " negative"}) : item.substr(at)) + " on " +
             ScoreDay(t);
    }
    case 3: return "assessment_of " + t.d.Of({"sledai_2k", "sledai"}) + " " + ScoreDay(t) + " " + SledaiItem(t) + " " + SledaiItem(t);
    case 4: return "result clinical_sledai_2k " + t.d.Of({"4", "6", "8"}) + " on " + ScoreDay(t);
    default:
      return "result " + t.d.Of({"sledai_2k", "sledai_2k", "selena_sledai"}) + t.d.Of({" 4", " 6", " 8", " 10", " 12", " 2", " >8"}) +
             " on " + ScoreDay(t);
  }
}

std::string FormLine(Throw& t) {
  const std::string day = ScoreDay(t);
  switch (t.d.Roll(7)) {
    case 0: return "result physician_global " + t.d.Of({"2", "3", "4"}) + " on " + day;
    case 1: return "result ctcae_dyspnea " + t.d.Of({"1", "2", "3"}) + " on " + day;
    case 2: return "result nyha_class text " + t.d.Of({"III", "\"Class III\"", "II", "IV", "II-III", "III-IV", "unclear"}) + " on " + day;
    case 3: return "result mmt8 " + t.d.Of({"78", "80", "81", "120", "141", "78 range 0..150", "140 range 0..150"}) + " on " + day;
    case 4: {
      std::string s = "assessment mrss " + day;
      if (t.d.Chance(50)) s += " less face";
      if (t.d.Chance(30)) s += " less abdomen";
      return s + " left_hand " + t.d.Of({"1", "2", "3"}) + " right_hand " + t.d.Of({"0", "2", "3"}) + " left_foot " +
             t.d.Of({"0", "1", "3", "4"});
    }
    case 5: {
      std::string s = "assessment_of haq " + day + " dressing " + t.d.Of({"1", "2"}) + " arising 1 eating " + t.d.Of({"0", "3"}) +
                      " walking 0 hygiene 0";
      if (t.d.Chance(60)) s += " reach " + t.d.Of({"0", "1", "2"});
      if (t.d.Chance(40)) s += " grip 0 activities " + t.d.Of({"0", "3"});
      return s;
    }
    default: return "result " + t.d.Of({"mrss 8", "mrss 5", "mrss 17", "haq 0.5", "haq 0.25", "haq 1"}) + " on " + day;
  }
}

std::string LetterLine(Throw& t) {
  if (t.d.Chance(25))
    return "result bilag_2004 text " +
           t.d.Of({"\"C B E E D C E E E\"", "\"A B B D E E E E E\"", "B", "A", "\"C C C D E E E E E\"", "\"B B E E E E E E E\""}) + " on " +
           ScoreDay(t);
  return "result " + t.d.Of({"bilag_renal", "bilag_musculoskeletal", "bilag_mucocutaneous"}) + " text " +
         t.d.Of({"A", "B", "B", "C", "D"}) + " on " + ScoreDay(t);
}

namespace {

std::string CriteriaItems(Throw& t) {
  const std::string all = t.d.Of({"assessment ", "assessment_of "});
  const std::string day = " " + t.Back(t.d.Roll(900));
  std::string s;
  switch (t.d.Roll(4)) {
    case 0:
      s = all + "eular_acr_2019_sle" + day + t.d.Of({" ana positive", " ana 1", " ana 0", "", " ana positive"});
      for (int n = t.d.Roll(5); n > 0; --n)
        s += " " + t.d.Of({"class_iii_or_iv 10", "joints 6", "anti_sm 6", "leukopenia 3", "thrombocytopenia 4", "low_c3_and_c4 4",
                           "antiphospholipid 2", "proteinuria 4", "fever 1", "joints 5"});
      return s;
    case 1:
      s = all + "acr_1997_sle" + day;
      for (int n = 2 + t.d.Roll(4); n > 0; --n)
        s += " " + t.d.Of({"malar_rash 1", "arthritis 1", "ana positive", "immunologic 1", "renal 1", "oral_ulcers 0"});
      return s;
    case 2:
      s = all + "slicc_2012_sle" + day;
      for (int n = 1 + t.d.Roll(5); n > 0; --n)
        s += " " + t.d.Of({"synovitis 1", "alopecia 1", "ana 1", "complement 1", "anti_sm 1", "anti_dsdna positive",
                           "nephritis_biopsy positive"});
      return s;
    default:
      s = all + "acr_eular_2013_ssc" + day;
      for (int n = 1 + t.d.Roll(4); n > 0; --n)
        s += " " + t.d.Of({"skin_proximal 9", "puffy_fingers 2", "sclerodactyly 4", "raynaud 3", "pah 2", "ild 2", "antibodies 3",
                           "capillaries 2"});
      return s;
  }
}

}  // namespace

std::string CriteriaLine(Throw& t) {
  if (t.d.Chance(45)) return CriteriaItems(t);
  if (t.d.Chance(40))
    return "condition " + t.d.Of({"sle", "sle", "ssc"}) +
           (t.d.Chance(60) ? " from " + t.Back(100 + t.d.Roll(900)) + t.d.Of({"", " active ongoing", " provisional"})
                           : " refuted recorded " + t.Back(300));
  return "result " +
         t.d.Of({"eular_acr_2019_sle 14", "eular_acr_2019_sle 9", "eular_acr_2019_sle 10", "eular_acr_2019_sle positive",
                 "eular_acr_2019_sle negative", "acr_1997_sle 3", "acr_1997_sle 4", "acr_1997_sle 5", "acr_eular_2013_ssc 9",
                 "acr_eular_2013_ssc 8"}) +
         " on " + t.Back(t.d.Roll(900));
}

namespace {

std::string ScoreWhen(Throw& t) {
  switch (t.d.Roll(6)) {
    case 0: return "";
    case 1: return " to=P0D anchor=screening pick=latest";
    case 2:
    case 3: return LookBack(t) + t.d.Of({"", "", " pick=latest", " pick=any", " pick=all"});
    default: return " anchor=" + t.d.Of({"screening", "screening", "screening", "leukapheresis"});
  }
}

std::string ScoreBound(Throw& t) { return " compare=\"" + t.d.Of({">=", ">", "<", "<=", ">=", "="}) + " "; }

}  // namespace

std::string SledaiFact(Throw& t) {
  std::string s = Side(t) + " about=score concept=" + t.d.Of({"sledai_2k", "sledai_2k", "sledai_2k", "selena_sledai"}) + ScoreBound(t) +
                  t.d.Of({"4", "6", "8", "10", "12", "11"}) + " 1\"";
  return s + ScoreWhen(t);
}

std::string PartFact(Throw& t) {
  if (t.d.Chance(15))
    return Side(t) + " about=score concept=sledai_2k item=" + t.d.Of({"rash", "dna", "arthritis", "complement"}) +
           (t.d.Chance(40) ? LookBack(t) : t.d.Of({"", " anchor=screening"}));
  const bool clinical = t.d.Chance(50);
  return Side(t) + " about=score concept=" +
         (clinical ? t.d.Of({"clinical_sledai_2k", "clinical_sledai_2k", "clinical_selena_sledai"}) : "sledai_2k") + ScoreBound(t) +
         t.d.Of({"4", "6", "8", "10", "5", "2"}) + " 1\"" +
         (clinical ? ""
                   : t.d.Of({" except=item:alopecia", " except=item:rash", " except=item:dna", " except=item:complement except=item:dna",
                             " except=item:sledai_item_rash"})) +
         (t.d.Chance(30) ? LookBack(t) : t.d.Of({"", " anchor=screening", " anchor=screening", " to=P0D anchor=screening pick=latest"}));
}

std::string FormFact(Throw& t) {
  const std::string proviso = t.d.Chance(12) ? "\nprovided not about=procedure concept=transfusion" + LookBack(t) : "";
  return Side(t) + " about=score concept=" +
         t.d.Of({"physician_global compare=\">= 3 1\"", "physician_global compare=\"< 4 1\"", "ctcae_dyspnea compare=\">= 2 1\"",
                 "nyha_class category=III,IV", "nyha_class category=I,II", "mmt8 compare=\"<= 141 1\"", "mmt8 compare=\"> 80 1\"",
                 "mrss compare=\">= 6 1\"", "mrss compare=\"< 8 1\"", "mrss compare=\"6..17 1\"", "haq compare=\">= 0.5 1\"",
                 "haq compare=\"> 0.25 1\"", "haq compare=\"< 1 1\""}) +
         ScoreWhen(t) + proviso;
}

std::string ScoreChangeFact(Throw& t) {
  return Side(t) + " about=score concept=" + t.d.Of({"physician_global", "ctcae_dyspnea", "ctcae_dyspnea", "mmt8", "sledai_2k"}) +
         " change=\"" + t.d.Of({"<= -2 1", ">= 1 1", "> 0", "<= -25 %", "<= 0", "< -4 1"}) + t.d.Of({" baseline\"", " previous\""}) +
         ChangeWhen(t);
}

std::string LetterFact(Throw& t) {
  return Side(t) + " about=score concept=bilag_2004 scale=BILAG-2004 category=" + t.d.Of({"A", "B", "B", "A,B"}) +
         t.d.Of({"", " distinct=\">= 1\"", " distinct=\">= 1\"", " distinct=\">= 2\"", " distinct=\">= 3\"", " distinct=\"<= 1\"",
                 " distinct=\"> 1\""}) +
         (t.d.Chance(40) ? LookBack(t) : t.d.Of({"", " anchor=screening", " anchor=screening"}));
}

std::string CriteriaFact(Throw& t) {
  return Side(t) + " about=score concept=" +
         t.d.Of({"eular_acr_2019_sle", "eular_acr_2019_sle compare=\">= 10 1\"", "acr_1997_sle", "acr_1997_sle compare=\">= 4 1\"",
                 "acr_eular_2013_ssc", "slicc_2012_sle", "acr_eular_2013_ssc compare=\">= 9 1\"", "eular_acr_2019_sle",
                 "acr_1997_sle compare=\">= 5 1\""}) +
         t.d.Of({"", " anchor=screening"});
}

}  // namespace eligo::match::test
