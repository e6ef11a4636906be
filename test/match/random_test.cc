// Random records and facts: what must hold whatever stands in them.
//
// The kernels themselves CHECK that presumed never contradicts strict; here they get many thousand chances to. Besides: the
// order of records, and a record written twice, change nothing.
#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "test/match/world.h"
#include "test/reference/days.h"

namespace eligo::match::test {
namespace {

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  int Roll(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool Chance(int percent) { return Roll(100) < percent; }
  std::string Of(std::initializer_list<const char*> words) { return *(words.begin() + Roll(static_cast<int>(words.size()))); }
  // A day in the three years around as-of, now and then only its month or year.
  std::string Day() {
    std::string day = ToString(AddDays(FromCivil({2026, 6, 1}), Roll(1100) - 1000));
    if (Chance(10)) return day.substr(0, 7);
    return Chance(5) ? day.substr(0, 4) : day;
  }

 private:
  std::mt19937 random_;
};

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

std::string When(Dice& d) {
  std::string s;
  if (d.Chance(60))
    s += " from=" + d.Of({"-P8W", "-P28D", "-P9M", "-P5Y", "-P1M"}) + " to=P0D";
  else if (d.Chance(20))
    s += " to=P0D";
  if (d.Chance(10)) s += " open=" + d.Of({"from", "to"});
  if (d.Chance(10) && s.find("from") != std::string::npos) s += " longer=5hl";
  if (d.Chance(70)) s += " anchor=" + d.Of({"screening", "first_dose", "infusion", "leukapheresis"});
  if (d.Chance(20)) s += " pick=" + d.Of({"any", "latest", "first", "all"});
  return s;
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
      if (d.Chance(10)) s += " except=concept:stroke";
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
      if (d.Chance(15)) s += " except=route:topical";
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
                 "hcg answer=negative", "hemoglobin compare=\"80..90 g/L\"", "hepatitis_b answer=positive",
                 "creatinine_clearance_cg compare=\">= 50 mL/min\"", "creatinine_clearance_measured compare=\"< 30 mL/min\""});
      break;
  }
  return s + When(d);
}

std::string Join(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

TEST(Random, PresumedRefinesStrictAndOrderDoesNotMatter) {
  for (unsigned seed = 1; seed <= 1500; ++seed) {
    Dice d(seed);
    std::string head = "patient born " + d.Of({"1980-05-01", "2008", "1950-01-01"}) + d.Of({" female", " male", "", " female"}) + "\n";
    if (d.Chance(20)) head += "anchor first_dose 2026-07-01\n";
    if (d.Chance(20)) head += "anchor screening 2026-04-01\n";
    if (d.Chance(20)) head += "complete drug\ncomplete condition\n";
    if (d.Chance(50)) head += "index sle\n";
    std::vector<std::string> lines;
    for (int i = d.Roll(10); i >= 0; --i) lines.push_back(Line(d));
    std::vector<std::string> facts;
    for (int i = 0; i < 12; ++i) facts.push_back(Fact(d));

    const World world = ReadWorld(head + Join(lines) + Join(facts));
    std::vector<std::string> other = lines;
    other.push_back(lines[static_cast<std::size_t>(d.Roll(static_cast<int>(lines.size())))]);
    std::reverse(other.begin(), other.end());
    const World shuffled = ReadWorld(head + Join(other) + Join(facts));
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const LeafResult a = Answer(world, world.questions[i]);
      const LeafResult b = Answer(shuffled, shuffled.questions[i]);
      EXPECT_EQ(Print(a).substr(0, Print(a).find(':')), Print(b).substr(0, Print(b).find(':'))) << "seed " << seed << "\n"
                                                                                                << head << Join(lines) << facts[i];
      EXPECT_EQ(a.missing.empty(), Known(a.truth.strict)) << "seed " << seed << "\n" << head << Join(lines) << facts[i];
      EXPECT_FALSE(a.says.empty());
    }
    if (HasFailure()) break;
  }
}

// Windows of events with exact and partial dates, day by day.
TEST(Random, WindowsAgreeWithCountedDays) {
  Dice d(3);
  for (int i = 0; i < 800; ++i) {
    const Date as_of = AddDays(FromCivil({2024, 1, 31}), d.Roll(800));
    const int months = d.Chance(50) ? d.Roll(14) : 0;
    const int days = months == 0 ? d.Roll(120) : 0;
    const Date day = AddDays(as_of, -d.Roll(months * 31 + days + 40));
    std::string written = ToString(day);
    if (d.Chance(40)) written = written.substr(0, 7);
    const DateInterval may_be = ParseDate(written).value();
    const std::string window = months > 0 ? "-P" + std::to_string(months) + "M" : "-P" + std::to_string(days) + "D";
    const World world = ReadWorld("as_of " + ToString(as_of) + "\nprocedure hemodialysis on " + written +
                                  "\nfact about=procedure concept=hemodialysis from=" + window + " to=P0D anchor=screening\n");
    const Truth presumed = Answer(world, world.questions[0]).truth.presumed;
    // What may be after as-of did not happen yet.
    const reference::Found found = reference::FindInWindow(may_be.first, std::min(may_be.last, as_of), as_of, months, days);
    const Truth expected = found == reference::Found::kSurely  ? Truth::kTrue
                           : found == reference::Found::kNever ? Truth::kFalse
                                                               : Truth::kUnknown;
    EXPECT_EQ(presumed, expected) << written << " " << window << " before " << ToString(as_of);
  }
}

TEST(Random, AgesAgreeWithCountedBirthdays) {
  Dice d(4);
  for (int i = 0; i < 300; ++i) {
    const Date birth = d.Chance(20) ? FromCivil({1964 + 4 * d.Roll(14), 2, 29}) : AddDays(FromCivil({1950, 1, 1}), d.Roll(25000));
    const Date as_of = AddDays(FromCivil({2024, 1, 1}), d.Roll(1200));
    const int age = reference::CountBirthdays(birth, as_of);
    const std::string head = "as_of " + ToString(as_of) + "\npatient born " + ToString(birth) + " male\n";
    const World world = ReadWorld(head + "fact about=demographic concept=age compare=\"= " + std::to_string(age) + " a\"\n");
    EXPECT_EQ(Answer(world, world.questions[0]).truth.strict, Truth::kTrue) << head << age;
  }
}

// Doses held for days inside a window, day by day.
TEST(Random, DoseRunsAgreeWithCountedDays) {
  Dice d(5);
  const Date as_of = FromCivil({2026, 6, 1});
  for (int i = 0; i < 300; ++i) {
    const Date begin = AddDays(as_of, -100);
    std::vector<int> doses;
    std::string lines;
    while (doses.size() < 101) {
      const int dose = d.Roll(3) * 50;  // 0, 50, 100
      const int length = std::min(1 + d.Roll(25), 101 - static_cast<int>(doses.size()));
      const Date first = AddDays(begin, static_cast<int>(doses.size()));
      if (dose > 0) {
        lines += "order prednisone " + std::to_string(dose) + " mg oral from " + ToString(first) + " to " +
                 ToString(AddDays(first, length - 1)) + "\n";
      }
      doses.insert(doses.end(), static_cast<std::size_t>(length), dose);
    }
    const int window = 28 + d.Roll(40);
    const int days = 5 + d.Roll(20);
    const int longest = reference::LongestRun(doses, begin, AddDays(as_of, -window), as_of, 100);
    const World world = ReadWorld(lines + "fact about=drug concept=prednisone dose=\">= 100 mg/d prednisone\" duration=\">= P" +
                                  std::to_string(days) + "D\" from=-P" + std::to_string(window) + "D to=P0D anchor=screening\n");
    const Truth presumed = Answer(world, world.questions[0]).truth.presumed;
    // In a bridged gap between two courses the dose is unknown: what is too short without it is never surely long enough.
    EXPECT_EQ(presumed == Truth::kTrue, longest >= days) << lines << window << " " << days;
  }
}

}  // namespace
}  // namespace eligo::match::test
