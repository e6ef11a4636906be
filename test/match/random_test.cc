// Random records and facts: what must hold whatever stands in them.
//
// The kernels themselves CHECK that presumed never contradicts strict; here they get many thousand chances to. Besides: the
// order of records, and a record written twice, change nothing.
#include <algorithm>

#include <gtest/gtest.h>

#include "test/match/random_lines.h"
#include "test/match/world.h"
#include "test/reference/days.h"
#include "test/scale.h"

namespace eligo::match::test {
namespace {

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
    // Two administrations of one day are two; anything else written twice is one.
    const std::string& twice = lines[static_cast<std::size_t>(d.Roll(static_cast<int>(lines.size())))];
    if (!twice.starts_with("give")) other.push_back(twice);
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

// A fact about what the line says, in a window.
std::string FactAbout(const std::string& line, Dice& d) {
  const std::size_t at = line.find(' ') + 1;
  const std::string kind = line.substr(0, at - 1);
  const std::string thing = line.substr(at, line.find(' ', at) - at);
  std::string s = "fact side=excluding about=";
  if (kind == "condition" || kind == "procedure" || kind == "allergy") {
    s += kind + " concept=" + thing;
    if (kind == "condition" && d.Chance(30)) return s + " duration=\">= P6M\"";
  } else if (kind == "trial") {
    s += "trial_participation concept=clinical_trial";
  } else if (kind == "result") {
    s += "measurement concept=hemoglobin compare=\"< 85 g/L\"";
  } else {
    s += "drug concept=" + thing;
    if (d.Chance(25)) s += " dose=\"" + d.Of({">= 7.5", "<= 10"}) + " mg/d\"";
    if (d.Chance(25)) s += " duration=\">= P14D\"";
    if (d.Chance(25)) return s + " stable=P30D";
  }
  return s + " from=" + d.Of({"-P8W", "-P28D", "-P9M", "-P3M", "-P1Y"}) + d.Of({" to=P0D", " to=P0D", " to=-P1W"}) +
         (d.Chance(20) ? " longer=5hl" : "") + (d.Chance(20) ? " open=from" : "");
}

std::string Print(const std::vector<verdict::Turn>& turns) {
  std::string text;
  for (const verdict::Turn& turn : turns) text += ToString(turn.from) + " " + std::string(ToString(turn.truth)) + "\n";
  return text;
}

// On which days a leaf becomes another: as found at once, and by asking the kernel on every one of the next days.
TEST(Random, TurnsAgreeWithEveryDayAsked) {
  constexpr int kDays = 400;
  int facts_with_turns = 0;
  for (unsigned seed = 1; seed <= static_cast<unsigned>(eligo::test::Scaled(100)); ++seed) {
    Dice d(100'000 + seed, seed % 5 == 0 ? 1000 : 250);
    std::string head = "patient born " + d.Of({"1980-05-01", "2008", "2013-07-03", "1970-08-31"}) + d.Of({" female", " male"}) + "\n";
    if (d.Chance(20)) head += "anchor first_dose 2026-07-01\n";
    if (d.Chance(20)) head += "anchor screening 2026-04-01\n";
    if (d.Chance(50)) head += "index sle\n";
    std::vector<std::string> lines;
    for (int i = d.Roll(8); i >= 0; --i) lines.push_back(Line(d));
    std::vector<std::string> facts = {
        d.Of({"fact about=demographic concept=age compare=\"18..45 a\"", "fact about=demographic concept=age compare=\"< 57 a\"",
              "fact about=demographic concept=childbearing_potential"})};
    for (int i = 0; i < 4; ++i) facts.push_back(Fact(d));
    for (const std::string& line : lines) facts.push_back(FactAbout(line, d));
    const World world = ReadWorld(head + Join(lines) + Join(facts));
    for (std::size_t i = 0; i < facts.size(); ++i) {
      std::vector<verdict::Turn> found = Turns(world, world.questions[i]);
      std::erase_if(found, [&](const verdict::Turn& turn) { return turn.from > AddDays(world.settings.as_of, kDays); });
      const std::vector<verdict::Turn> counted = TurnsDayByDay(world, world.questions[i], kDays);
      EXPECT_EQ(Print(found), Print(counted)) << "seed " << seed << "\n" << head << Join(lines) << facts[i];
      facts_with_turns += counted.empty() ? 0 : 1;
    }
    if (HasFailure()) break;
  }
  EXPECT_GT(facts_with_turns, 60);  // else nothing was tried
}

// Days on which a kernel turns that no row and no window states: twelve months after an open order was last confirmed, and the half-lives
// of another drug.
TEST(Random, TurnsOfOpenOrdersAndSharedWindows) {
  for (const std::string_view text : {
           "order tacrolimus 2 mg oral from 2025-05-01 ongoing\n"
           "fact about=drug concept=tacrolimus from=-P3M to=P0D anchor=screening side=excluding\n",
           "order tacrolimus 2 mg oral from 2025-01-01 ongoing\ndispense tacrolimus 2 mg oral from 2025-05-01 to 2025-05-20\n"
           "fact about=drug concept=tacrolimus from=-P3M to=P0D anchor=screening side=excluding\n",
           "give rituximab 200 mg on 2026-04-02\ngive belimumab 10 mg on 2025-08-05\n"
           "fact about=drug concept=biologic dose=\">= 100 mg/d\" from=5hl to=P0D anchor=screening side=excluding\n",
       }) {
    const World world = ReadWorld(std::string(text));
    const std::string found = Print(Turns(world, world.questions[0]));
    EXPECT_FALSE(found.empty()) << text;
    EXPECT_EQ(found, Print(TurnsDayByDay(world, world.questions[0], 800))) << text;
  }
}

// Results apart, against every choice of days.
TEST(Random, TimesApartAgreeWithEveryChoice) {
  Dice d(6);
  const Date as_of = FromCivil({2026, 6, 1});
  for (int i = 0; i < 300; ++i) {
    std::vector<Date> days;
    std::string lines;
    for (int n = d.Roll(9); n >= 0; --n) {
      days.push_back(AddDays(as_of, -d.Roll(200)));
      lines += "result hemoglobin 80 g/L on " + ToString(days.back()) + "\n";
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    const int apart = 1 + d.Roll(60);
    const int wanted = 1 + d.Roll(5);
    const World world =
        ReadWorld(lines + "fact about=measurement concept=hemoglobin compare=\"< 85 g/L\" times=\">= " + std::to_string(wanted) + " P" +
                  std::to_string(apart) + "D\" to=P0D anchor=screening\n");
    const bool expected = reference::MostApart(days, apart) >= wanted;
    EXPECT_EQ(Answer(world, world.questions[0]).truth.strict, expected ? Truth::kTrue : Truth::kUnknown) << lines << apart << " " << wanted;
  }
}

// No longer than an upper bound, and on every day, day by day.
TEST(Random, UpperBoundsAndEveryDayAgreeWithCountedDays) {
  Dice d(7);
  const Date as_of = FromCivil({2026, 6, 1});
  for (int i = 0; i < 300; ++i) {
    const Date begin = AddDays(as_of, -100);
    std::vector<int> doses;
    std::string lines = "complete drug\n";
    while (doses.size() < 101) {
      const int dose = d.Roll(4) == 0 ? 0 : 50;
      // Gaps of up to 30 days between courses are bridged.
      const int length = std::min(dose == 0 ? 31 + d.Roll(10) : 1 + d.Roll(25), 101 - static_cast<int>(doses.size()));
      const Date first = AddDays(begin, static_cast<int>(doses.size()));
      if (dose > 0) lines += "order azathioprine 50 mg oral from " + ToString(first) + " to " + ToString(AddDays(first, length - 1)) + "\n";
      doses.insert(doses.end(), static_cast<std::size_t>(length), dose);
    }
    const int window = 28 + d.Roll(60);
    const int days = 5 + d.Roll(40);
    const std::string when = " from=-P" + std::to_string(window) + "D to=P0D anchor=screening\n";
    const World world = ReadWorld(lines + "fact about=drug concept=azathioprine duration=\"<= P" + std::to_string(days) + "D\"" + when +
                                  "fact about=drug concept=azathioprine pick=all" + when);
    const int longest = reference::LongestRun(doses, begin, AddDays(as_of, -window), as_of, 50);
    EXPECT_EQ(Answer(world, world.questions[0]).truth.strict, FromBool(longest > 0 && longest <= days)) << lines << window << " " << days;
    EXPECT_EQ(Answer(world, world.questions[1]).truth.strict, FromBool(longest == window + 1)) << lines << window;
  }
}

}  // namespace
}  // namespace eligo::match::test
