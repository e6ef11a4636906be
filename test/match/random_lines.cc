#include "test/match/random_lines.h"

#include "base/date.h"

namespace eligo::match::test {
namespace {

std::string Condition(Dice& d) {
  std::string s =
      "condition " + d.Of({"sle", "stroke", "epilepsy", "pneumonia", "hepatitis_b", "pregnancy", "thyroiditis", "lactation", "asthma"});
  if (d.Chance(90)) s += " from " + d.Day();
  if (d.Chance(30)) s += " to " + d.Day();
  if (d.Chance(50)) s += d.Of({" active", " inactive", " active ongoing"});
  if (d.Chance(20)) s += d.Of({" refuted", " provisional"});
  if (d.Chance(30)) s += " recorded " + d.Day();
  if (d.Chance(20)) s += d.Of({" severity severe", " severity mild", " severity \"grade 2\""});
  return s;
}

std::string Drug(Dice& d) {
  std::string s = d.Of({"order ", "dispense ", "give ", "state ", "note "});
  s += d.Of({"rituximab", "study_antibody", "tacrolimus", "azathioprine", "methotrexate", "prednisone", "methylprednisolone",
             "hydroxychloroquine", "immunosuppressant"});
  if (d.Chance(70)) s += " " + d.Of({"5", "7.5", "10", "100"}) + " mg";
  if (d.Chance(80)) s += d.Of({" oral", " intravenous", " topical"});
  if (d.Chance(95)) s += " from " + d.Day();
  if (d.Chance(40)) s += " to " + d.Day();
  if (d.Chance(40)) s += d.Of({" ongoing", " stopped", " as_needed"});
  if (d.Chance(30)) s += " recorded " + d.Day();
  return s;
}

std::string Result(Dice& d) {
  std::string s = "result ";
  switch (d.Roll(7)) {
    case 0: s += "hemoglobin " + d.Of({"84 g/L", "8.5 g/dL", "<80 g/L", "90"}); break;
    case 1: s += "alt " + d.Of({"30 U/L", "90 U/L range 0..40", "79 U/L range 0..39"}); break;
    case 2: s += d.Of({"hbsag", "anti_hbc", "hcg", "igra"}) + d.Of({" positive", " negative", " equivocal"}); break;
    case 3: s += "ana " + d.Of({"1:160", "1:40", "positive", "negative"}); break;
    case 4:
      s +=
          d.Of({"sledai_item_rash 2", "sledai_item_rash 0", "sledai_item_arthritis 4", "sledai_item_dna 2", "sledai_2k", "selena_sledai 10",
                "eular_acr_2019_sle_item_ana positive", "eular_acr_2019_sle_item_class_iii_or_iv 10", "eular_acr_2019_sle_item_joints 6"});
      break;
    case 5:
      s += d.Of({"creatinine 1.1 mg/dL", "creatinine 150 umol/L", "creatinine <1 mg/dL", "weight 60 kg", "weight 82 kg",
                 "c3 0.5 g/L range 0.9..1.8", "platelets 40 10*9/L", "platelets 180000 /uL range 150000..400000",
                 "creatinine_clearance_cg 55 mL/min"});
      break;
    default:
      s += d.Of(
          {"sledai_2k 8", "sledai_2k 10", "selena_sledai 6", "sledai_item_alopecia 2", "eular_acr_2019_sle 12", "eular_acr_2019_sle 8"});
      break;
  }
  if (d.Chance(95)) s += " on " + d.Day();
  if (d.Chance(20)) s += " at 0" + std::to_string(d.Roll(10)) + ":30";
  return s;
}

std::string When(Dice& d) {
  std::string s;
  if (d.Chance(60))
    s += " from=" + d.Of({"-P8W", "-P28D", "-P9M", "-P5Y", "-P1M", "-PT72H", "5hl"}) + " to=" + d.Of({"P0D", "P0D", "-P1W", "-PT24H"});
  else if (d.Chance(10))
    s += " to=3hl";
  else if (d.Chance(20))
    s += " to=P0D";
  if (d.Chance(10)) s += " open=" + d.Of({"from", "to"});
  if (d.Chance(10) && s.find("from") != std::string::npos) s += " longer=5hl";
  if (d.Chance(70)) s += " anchor=" + d.Of({"screening", "first_dose", "infusion", "leukapheresis"});
  if (d.Chance(20)) s += " pick=" + d.Of({"any", "latest", "first", "all", "lowest", "highest"});
  if (d.Chance(5)) s += " event=\"about=drug concept=" + d.Of({"rituximab", "rituximab pick=any", "prednisone dose='>= 10 mg/d'"}) + "\"";
  return s;
}

}  // namespace

std::string Dice::Day() {
  const int back = Roll(days_back_ * 11 / 10) - days_back_;
  const int beside = beside_ == 0 ? 0 : static_cast<int>(who_() % static_cast<unsigned>(2 * beside_ + 1)) - beside_;
  std::string day = ToString(AddDays(FromCivil({2026, 6, 1}), back + beside));
  if (Chance(10)) return day.substr(0, 7);
  return Chance(5) ? day.substr(0, 4) : day;
}

std::string Line(Dice& d) {
  switch (d.Roll(6)) {
    case 0: return Condition(d);
    case 1:
    case 2: return Drug(d);
    case 3: return "procedure " + d.Of({"hemodialysis", "transfusion", "surgery", "hysterectomy"}) + " on " + d.Day();
    case 4: return d.Of({"trial clinical_trial from ", "allergy rituximab on ", "trial rituximab from "}) + d.Day();
    default: return Result(d);
  }
}

std::string Fact(Dice& d) {
  std::string s = "fact";
  if (d.Chance(50)) s += " side=excluding";
  switch (d.Roll(8)) {
    case 0:
      s += " about=condition concept=" + d.Of({"sle", "stroke", "cns_disease", "infection", "hepatitis_b", "pregnancy",
                                               "autoimmune_disease", "lactation", "thrombocytopenia"});
      if (d.Chance(20)) s += " state=" + d.Of({"active", "severe", "uncontrolled"});
      if (d.Chance(10)) s += " duration=\">= P6M\"";
      if (d.Chance(10)) s += " cause=!sle";
      if (d.Chance(10)) s += " category=" + d.Of({"0,1", "2,3"}) + " scale=CTCAE";
      if (d.Chance(10)) s += " scale=EULAR/ACR version=2019";
      if (d.Chance(10)) s += " other_than=index_disease requires=concept:prednisone";
      if (d.Chance(10)) s += " except=" + d.Of({"concept:stroke", "\"concept:stroke to:-P1Y\""});
      if (d.Chance(5)) s += " times=\"" + d.Of({">= 2", "<= 1", ">= 2 P12W"}) + "\"";
      if (d.Chance(5)) s += " duration=\"" + d.Of({"<= P6M", "> PT48H"}) + "\"";
      break;
    case 1:
    case 2:
      s += " about=drug concept=" +
           d.Of({"rituximab", "b_cell_depleting_agent", "immunosuppressant", "prednisone", "glucocorticoid", "calcineurin_inhibitor"});
      if (d.Chance(20)) s += " dose=\"" + d.Of({">= 7.5", "<= 10", "5..10", "> 100"}) + " mg/d prednisone\"";
      if (d.Chance(20)) s += " duration=\"" + d.Of({">= P14D", "> P3M"}) + "\"";
      if (d.Chance(15)) s += " stable=" + d.Of({"P30D", "P2M"});
      if (d.Chance(15)) s += " distinct=\"" + d.Of({">= 2", "<= 1"}) + "\"";
      if (d.Chance(10)) s += " alone=yes";
      if (d.Chance(20))
        s += " except=" + d.Of({"route:topical", "dose:<=10", "duration:<=P14D", "\"concept:prednisone dose:<=10\"", "to:-P4W"});
      if (d.Chance(5)) s += " times=\"" + d.Of({">= 2", "<= 1", ">= 2 P4W"}) + "\"";
      if (d.Chance(5)) s += " duration=\"" + d.Of({"<= P14D", "> PT48H", "< P3M"}) + "\"";
      if (d.Chance(5)) s += d.Of({" cause=sle", " other_than=index_disease", " other_than=prednisone"});
      if (d.Chance(15)) s += " route=oral";
      break;
    case 3: s += " about=procedure concept=" + d.Of({"hemodialysis", "surgery", "hysterectomy"}); break;
    case 4: s += " about=trial_participation concept=" + d.Of({"clinical_trial", "b_cell_depleting_agent"}); break;
    case 5:
      s += " about=score concept=" +
           d.Of({"sledai_2k compare=\">= 8 1\"", "sledai_2k compare=\">= 8 1\" except=item:alopecia", "eular_acr_2019_sle",
                 "sledai_2k compare=\">= 4 1\"", "sledai_2k compare=\"<= 100 1\"", "selena_sledai compare=\">= 2 1\"",
                 "clinical_selena_sledai compare=\">= 8 1\"", "eular_acr_2019_sle compare=\">= 10 1\""});
      break;
    case 6: s += " about=allergy concept=b_cell_depleting_agent state=severe"; break;
    default:
      s += " about=measurement concept=" +
           d.Of({"hemoglobin compare=\"< 85 g/L\"", "alt compare=\"> 2 xULN\"", "hbsag answer=positive", "ana compare=\">= 1:80\"",
                 "hemoglobin compare=\"< 85 g/L\" times=\">= 2 P4W\"", "hemoglobin change=\"<= -5 % previous\"",
                 "hemoglobin change=\">= 0 baseline\" since=rituximab", "alt change=\"<= 0 normal\"", "hcg answer=negative",
                 "hemoglobin compare=\"80..90 g/L\"", "hepatitis_b answer=positive", "creatinine_clearance_cg compare=\">= 50 mL/min\"",
                 "creatinine_clearance_measured compare=\"< 30 mL/min\""});
      break;
  }
  return s + When(d);
}

std::string Join(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

}  // namespace eligo::match::test
