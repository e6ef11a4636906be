#include "test/match/counted.h"

#include <functional>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "match/counter.h"
#include "match/match.h"
#include "test/scale.h"
#include "verdict/funnel.h"

namespace eligo::match::test {
namespace {

using verdict::Has;
using verdict::Outcome;
using verdict::Overall;
using verdict::PatientVerdict;
using verdict::Tally;

// "strict ineligible: fail pass unknown | presumed ...", of a patient whom the cohort takes; "" of others.
std::string Told(const PatientVerdict& verdict) {
  std::string text = verdict.deceased() ? "deceased " : "";
  for (const bool presumed : {false, true}) {
    text += std::string(ToString(presumed ? verdict.presumed : verdict.strict)) + ":";
    for (const auto& criterion : verdict.criteria) text += " " + std::string(ToString(presumed ? criterion.presumed : criterion.strict));
    text += "|";
  }
  return text;
}

std::string Counted(const Tally& tally, std::size_t patient) {
  if (!Has(tally.judged, patient)) return "";
  std::string text = Has(tally.deceased, patient) ? "deceased " : "";
  for (const Tally::Side* side : {&tally.strict, &tally.presumed}) {
    for (const Overall overall : {Overall::kIneligible, Overall::kUndetermined, Overall::kCandidate, Overall::kEligible}) {
      if (Has(side->overall[static_cast<std::size_t>(overall)], patient)) text += std::string(ToString(overall));
    }
    text += ":";
    for (std::size_t c = 0; c < side->fails.size(); ++c) {
      const Outcome outcome = Has(side->fails[c], patient)     ? Outcome::kFail
                              : Has(side->unknown[c], patient) ? Outcome::kUnknown
                                                               : Outcome::kPass;
      text += " " + std::string(ToString(outcome));
    }
    text += "|";
  }
  return text;
}

// {} is a day, {month} its month, {+} one up to sixty days later; of one line the same. {odd} is a unit that means nothing.
std::string Dated(std::string line, const std::function<std::size_t(std::size_t)>& roll) {
  constexpr int kEdges[] = {0, 7, 28, 30, 37, 56, 58, 84, 90, 113, 182, 183, 300, 301, 365, 395, 548, 730, 1825};
  const int back = kEdges[roll(std::size(kEdges))] + static_cast<int>(roll(12)) - 5;
  const Date day = AddDays(FromCivil({2026, 6, 1}), -back);
  const Date later = AddDays(day, static_cast<int>(roll(61)));
  const std::pair<std::string_view, std::string> marks[] = {
      {"{+}", ToString(later)}, {"{month}", ToString(day).substr(0, 7)}, {"{}", ToString(day)}, {"{odd}", "[arb'U]"}};
  for (const auto& [mark, text] : marks) {
    for (std::size_t at = line.find(mark); at != std::string::npos; at = line.find(mark)) line.replace(at, mark.size(), text);
  }
  return line;
}

}  // namespace

std::size_t Compare(const std::vector<const logic::Protocol*>& protocols, const records::Records& records, const terms::Terms& terms,
                    const verdict::Settings& settings) {
  const Counter counter(protocols, records, terms, settings);
  std::size_t cells = 0;
  constexpr std::size_t kBlock = 64;
  std::vector<std::vector<std::vector<Tally>>> blocks;
  for (std::size_t first = 0; first < records.patients().size(); first += kBlock) blocks.push_back(counter.Count(first, kBlock));
  const auto whole = counter.Count(0, records.patients().size());
  for (std::size_t p = 0; p < protocols.size(); ++p) {
    std::map<std::pair<int, std::string>, PatientVerdict> told;
    for (PatientVerdict& verdict : Match(*protocols[p], records, terms, settings)) {
      auto key = std::pair{std::max(verdict.cohort, 0), verdict.patient};
      told.emplace(std::move(key), std::move(verdict));
    }
    for (std::size_t cohort = 0; cohort < whole[p].size(); ++cohort) {
      verdict::Funnel by_verdict(whole[p][cohort].strict.fails.size());
      verdict::Funnel by_tally(whole[p][cohort].strict.fails.size());
      for (std::size_t i = 0; i < records.patients().size(); ++i) {
        const std::string& id = records.patients()[i].id;
        const auto found = told.find({static_cast<int>(cohort), id});
        const std::string expected = found == told.end() ? "" : Told(found->second);
        EXPECT_EQ(Counted(whole[p][cohort], i), expected) << protocols[p]->path << " " << id;
        EXPECT_EQ(Counted(blocks[i / kBlock][p][cohort], i % kBlock), expected) << protocols[p]->path << " " << id;
        if (found == told.end()) continue;
        cells += found->second.criteria.size();
        by_verdict.Add(found->second);
      }
      for (const auto& block : blocks) by_tally.Add(block[p][cohort]);
      EXPECT_EQ(by_tally.judged, by_verdict.judged);
      EXPECT_EQ(by_tally.deceased, by_verdict.deceased);
      EXPECT_EQ(by_tally.presumed_overall, by_verdict.presumed_overall);
      EXPECT_EQ(by_tally.strict_overall, by_verdict.strict_overall);
      EXPECT_EQ(by_tally.presumed.BestOrder(), by_verdict.presumed.BestOrder());
      for (std::size_t c = 0; c < by_tally.strict.size(); ++c) {
        EXPECT_EQ(by_tally.strict.OnlyFails(c), by_verdict.strict.OnlyFails(c));
        EXPECT_EQ(by_tally.presumed.Unknown(c), by_verdict.presumed.Unknown(c));
      }
    }
  }
  return cells;
}

logic::Protocol ProtocolOf(const World& world) {
  logic::Protocol protocol;
  protocol.has_inclusion_section = protocol.has_exclusion_section = true;
  for (const Question& question : world.questions) {
    logic::Criterion& criterion = protocol.criteria.emplace_back();
    criterion.kind = question.side == logic::Side::kExcluding ? logic::Kind::kExclusion : logic::Kind::kInclusion;
    criterion.id = "c" + std::to_string(protocol.criteria.size());
    criterion.expression = logic::Leaf(logic::Fact(question.fact));
  }
  return protocol;
}

void CompareAlike(std::span<const std::string_view> lines, std::span<const std::string_view> facts) {
  std::uint64_t random = 20261129;
  const auto roll = [&](std::size_t n) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(random >> 33) % n;
  };
  for (const std::string_view settings : {"", "anchor screening 2026-05-18\nanchor baseline 2026-06-15\nvalidity P14D\ncomplete drug\n"}) {
    std::string text(settings);
    const std::size_t patients = static_cast<std::size_t>(eligo::test::Scaled(1500));
    for (std::size_t p = 0; p < patients; ++p) {
      constexpr std::string_view kBorn[] = {"born 1980-05-01 female", "born 1970-06-02 female", "born 2014-05-31 female",
                                            "born 1990-01-01 male",   "born 1975 female",       "female"};
      text += fmt::format("patient id p{} {}\n", p, kBorn[roll(std::size(kBorn))]);
      const std::size_t kind = roll(lines.size());
      for (std::size_t count = 1 + roll(3); count > 0; --count) {
        text += Dated(std::string(roll(3) == 0 ? lines[roll(lines.size())] : lines[kind]), roll) + "\n";
      }
    }
    for (const std::string_view fact : facts) text += std::string(fact) + "\n";
    const World world = ReadWorld(text);
    const logic::Protocol protocol = ProtocolOf(world);
    const std::size_t cells = Compare({&protocol}, world.records, SmallTerms(), world.settings);
    EXPECT_EQ(cells, patients * facts.size());
  }
}

}  // namespace eligo::match::test
