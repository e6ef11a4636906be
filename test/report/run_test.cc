// The record of a run: what is written is read back, what is damaged is refused, and what changed is what a comparison of all finds.
#include "pipeline/run.h"

#include <map>
#include <random>
#include <sstream>

#include <gtest/gtest.h>

#include "pipeline/since.h"
#include "test/report/fixture.h"

namespace eligo::pipeline {
namespace {

using report::test::MakeScreening;
using verdict::Flip;
using verdict::Outcome;
using verdict::Overall;

verdict::Run MakeRunOf(const report::Screening& screening) {
  std::vector<Reading> readings;
  for (const report::Judged& judged : screening.protocols) readings.push_back(judged.reading);
  verdict::Run run;
  run.engine = "0.1.0";
  run.terms = screening.terms;
  run.settings = screening.settings;
  run.settings.anchors[logic::Anchor::kFirstDose] = FromCivil({2026, 6, 15});
  run.settings.complete = {logic::About::kDrug};
  run.data = {"export", 3, 4096, std::string(64, 'a')};
  run.answers = Snapshot{"answers.jsonl", 1, 10, std::string(64, 'b')};
  run.not_read = {0, 1, 2};
  for (const Reading& reading : readings) run.protocols.push_back(verdict::RunProtocolOf(reading.source.document.path, *reading.logic));
  return run;
}

using Verdicts = std::vector<std::vector<verdict::PatientVerdict>>;  // by protocol

std::string Record(const verdict::Run& run, const Verdicts& verdicts) {
  std::string out;
  report::RunWriter writer(run, [&out](std::string_view piece) {
    out += piece;
    return true;
  });
  for (std::size_t p = 0; p < verdicts.size(); ++p) writer.Rows(writer.Lines(p, verdicts[p]), verdicts[p].size());
  writer.Printed("what was ");
  writer.Printed("printed");
  writer.End("text");
  return out;
}

NextLine LinesOf(const std::string& text) {
  auto stream = std::make_shared<std::istringstream>(text);
  return [stream](std::string& line) { return static_cast<bool>(std::getline(*stream, line)); };
}

TEST(RunRecord, SaysWhatARunWasAndNoValueOfARecord) {
  const report::Screening screening = MakeScreening();
  const std::string record = Record(MakeRunOf(screening), {screening.protocols[0].verdicts});
  EXPECT_EQ(
      record.substr(0, record.find('\n')),
      R"({"eligo_run":1,"eligo":"0.1.0","terms":"feedc0de12345678","as_of":"2026-06-01","anchors":{"first_dose":"2026-06-15"},)"
      R"("complete":["drug"],"validity":"P28D","timezone":"UTC","pseudonymised":false,"data":{"path":"export","files":3,"bytes":4096,)"
      R"("sha256":")" +
          std::string(64, 'a') + R"("},"answers":{"path":"answers.jsonl","files":1,"bytes":10,"sha256":")" + std::string(64, 'b') +
          R"("},"vocabulary":null,"not_read":{"protocols":0,"files":1,"resources":2},"protocols":[{"path":"trials/demo-1.txt",)"
          R"("hash":"0123456789abcdef","cohorts":[],"criteria":[{"id":"inc-1","key":"key-age"},{"id":"exc-1","key":"key-drug"}]}]})");
  EXPECT_NE(record.find(
                "\n"
                R"({"protocol":0,"cohort":null,"patient":"berta-12","strict":"undetermined","presumed":"candidate","criteria":["pu","pu"]})"
                "\n"
                R"({"protocol":0,"cohort":null,"patient":"carl-3","strict":"undetermined","presumed":"ineligible","criteria":["pu","pf"]})"
                "\n"),
            std::string::npos)
      << record;
  EXPECT_NE(record.find(R"("result":{"format":"text","bytes":16,"sha256":")" + Sha256Of("what was printed") + R"("})"), std::string::npos);
  for (const char* value : {"rituximab", "1982", "44", "MedicationAdministration"})
    EXPECT_EQ(record.find(value), std::string::npos) << value;
}

TEST(RunRecord, OfPseudonymsNamesNoFile) {
  const report::Screening screening = MakeScreening();
  verdict::Run run = MakeRunOf(screening);
  run.data.path = "patients/anna-7.json";
  run.pseudonymised = true;
  const std::string record = Record(run, {});
  EXPECT_EQ(record.find("anna-7"), std::string::npos);
  EXPECT_EQ(record.find("answers.jsonl"), std::string::npos);
}

TEST(RunRecord, IsReadBackAsItWasWritten) {
  const report::Screening screening = MakeScreening();
  verdict::Run run = MakeRunOf(screening);
  run.vocabulary = Snapshot{"athena", 9, 0, std::string(64, 'c')};
  const std::string record = Record(run, {screening.protocols[0].verdicts});
  ASSERT_TRUE(RunLines::Check(LinesOf(record)).ok());
  auto lines = RunLines::Open(LinesOf(record));
  ASSERT_TRUE(lines.ok());
  EXPECT_TRUE(Compare(lines->run(), run).changes.empty());
  EXPECT_EQ(NotComparable(lines->run(), run), "");
  Verdicts none(1);
  EXPECT_EQ(Record(lines->run(), none), Record(run, none));
  for (const verdict::PatientVerdict& verdict : screening.protocols[0].verdicts) {
    const auto row = lines->Next();
    ASSERT_TRUE(row);
    const verdict::RunVerdict expected = verdict::RunVerdictOf(run.protocols[0].criteria, 0, verdict);
    EXPECT_EQ(row->patient, expected.patient);
    EXPECT_EQ(row->overall, expected.overall);
    EXPECT_EQ(row->criteria, expected.criteria);
  }
  EXPECT_FALSE(lines->Next());
  EXPECT_EQ(lines->failure(), "");
}

TEST(RunRecord, DamageIsSeen) {
  const report::Screening screening = MakeScreening();
  const std::string record = Record(MakeRunOf(screening), {screening.protocols[0].verdicts});
  const auto says = [](const std::string& text) {
    const auto checked = RunLines::Check(LinesOf(text));
    return checked.ok() ? std::string() : checked.error();
  };
  EXPECT_EQ(says(record), "");
  EXPECT_EQ(says(""), "is no record of a run; name a file that `eligo screen --record` wrote");
  EXPECT_EQ(says("{\"contract\":1}\n"), says(""));
  EXPECT_EQ(says("[1]\n"), says(""));
  std::string newer = record;
  newer.replace(newer.find("\"eligo_run\":1"), 13, "\"eligo_run\":2");
  EXPECT_EQ(says(newer), "is a record of version 2, this eligo reads 1; record a new run");
  const std::size_t head = record.find('\n') + 1;
  const std::size_t end = record.rfind("{\"verdicts\"");
  for (std::size_t cut = head; cut < record.size() - 1; ++cut) EXPECT_NE(says(record.substr(0, cut)), "") << cut;
  for (std::size_t i = 14; i < end; ++i) {
    std::string damaged = record;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_NE(says(damaged), "") << i;
  }
}

// A forged record: its checksum holds, its lines are none of the run's.
TEST(RunRecord, LinesThatFitNoProtocolAreAFailure) {
  const report::Screening screening = MakeScreening();
  const verdict::Run run = MakeRunOf(screening);
  for (const std::string line :
       {R"({"protocol":1,"cohort":null,"patient":"a","strict":"eligible","presumed":"eligible","criteria":["pp","pp"]})",
        R"({"protocol":0,"cohort":0,"patient":"a","strict":"eligible","presumed":"eligible","criteria":["pp","pp"]})",
        R"({"protocol":0,"cohort":null,"patient":7,"strict":"eligible","presumed":"eligible","criteria":["pp","pp"]})",
        R"({"protocol":0,"cohort":null,"patient":"a","strict":"ok","presumed":"eligible","criteria":["pp","pp"]})",
        R"({"protocol":0,"cohort":null,"patient":"a","strict":"eligible","presumed":"eligible","criteria":["p","pp"]})",
        R"({"protocol":0,"cohort":null,"patient":"a","strict":"eligible","presumed":"eligible","criteria":["px","pp"]})",
        R"({"protocol":0,"cohort":null,"patient":"a","strict":"eligible","presumed":"eligible","criteria":["p-","pp"]})",
        R"({"protocol":0})", "7", ""}) {
    std::string record = Record(run, {});
    record.insert(record.find('\n') + 1, line + '\n');
    auto lines = RunLines::Open(LinesOf(record));
    ASSERT_TRUE(lines.ok());
    EXPECT_FALSE(lines->Next()) << line;
    EXPECT_EQ(lines->failure(), "is damaged or cut short; record a new run") << line;
  }
}

TEST(RunRecord, WhatCannotBeComparedIsSaid) {
  const verdict::Run run = MakeRunOf(MakeScreening());
  verdict::Run other = run;
  other.protocols[0].path = "trials/demo-2.txt";
  EXPECT_EQ(NotComparable(run, other),
            "was of other protocols: trials/demo-1.txt, now trials/demo-2.txt; name the same ones in the same order, or record a new run");
  other = run;
  other.protocols.push_back(run.protocols[0]);
  EXPECT_NE(NotComparable(run, other), "");
  other = run;
  other.protocols[0].cohorts = {"sle"};
  EXPECT_EQ(NotComparable(run, other), "was of other cohorts of trials/demo-1.txt; record a new run");
  other = run;
  other.pseudonymised = true;
  EXPECT_EQ(NotComparable(other, run), "holds pseudonyms, which mean other patients in another run; record one without --pseudonymise");
}

TEST(RunRecord, EachSettingThatDiffersIsNamed) {
  const verdict::Run run = MakeRunOf(MakeScreening());
  const auto differ = [&](const auto& change) {
    verdict::Run other = run;
    change(other);
    std::string names;
    for (const auto& c : Compare(run, other).changes) names += c.what + ' ';
    for (const std::string& what : Compare(run, other).unknown) names += what + "? ";
    for (const std::size_t p : Compare(run, other).changed_protocols) names += std::to_string(p) + ' ';
    return names;
  };
  using verdict::Run;
  EXPECT_EQ(differ([](Run&) {}), "");
  EXPECT_EQ(differ([](Run& r) { r.engine = "0.2.0"; }), "engine ");
  EXPECT_EQ(differ([](Run& r) { r.terms = "1"; }), "terms ");
  EXPECT_EQ(differ([](Run& r) { ++r.settings.as_of.day; }), "as of ");
  EXPECT_EQ(differ([](Run& r) { r.settings.anchors.clear(); }), "anchors ");
  EXPECT_EQ(differ([](Run& r) { r.settings.complete.clear(); }), "complete ");
  EXPECT_EQ(differ([](Run& r) { r.settings.validity.days = 60; }), "validity ");
  EXPECT_EQ(differ([](Run& r) { r.settings.timezone = "+02:00"; }), "timezone ");
  EXPECT_EQ(differ([](Run& r) { r.data.sha256[0] = 'b'; }), "data ");
  EXPECT_EQ(differ([](Run& r) { r.data.path = "moved"; }), "") << "the same bytes elsewhere";
  EXPECT_EQ(differ([](Run& r) { r.data.sha256.clear(); }), "data? ");
  EXPECT_EQ(differ([](Run& r) { r.answers.reset(); }), "answers ");
  EXPECT_EQ(differ([](Run& r) { r.vocabulary = Snapshot{"v", 1, 1, "d"}; }), "vocabulary ");
  EXPECT_EQ(differ([](Run& r) { r.protocols[0].hash = "1"; }), "0 ");
}

// Random verdicts of two protocols, one with cohorts: the merge finds what a comparison through a map of everything finds.
TEST(RunRecord, TheMergeFindsEveryChangeOnce) {
  std::mt19937 random(20260601);
  const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
  verdict::Run run = MakeRunOf(MakeScreening());
  run.protocols = {{"a.txt", "1", {"x", "y"}, {{"inc-1", "k1"}, {"exc-1", "k2"}}}, {"b.txt", "2", {}, {{"inc-1", "k1"}}}};
  const auto make = [&] {
    Verdicts all(2);
    for (std::size_t p = 0; p < 2; ++p) {
      for (int cohort = p == 0 ? 0 : -1; cohort < (p == 0 ? 2 : 0); ++cohort) {
        for (char name = 'a'; name <= 'f'; ++name) {
          if (below(3) == 0) continue;
          verdict::PatientVerdict verdict;
          verdict.patient = std::string(1, name);
          verdict.cohort = cohort;
          verdict.strict = static_cast<Overall>(below(2));
          verdict.presumed = static_cast<Overall>(below(3));
          for (const verdict::RunCriterion& criterion : run.protocols[p].criteria) {
            verdict::CriterionVerdict& judged = verdict.criteria.emplace_back();
            judged.id = criterion.id;
            judged.strict = judged.presumed = static_cast<Outcome>(below(3));
          }
          all[p].push_back(std::move(verdict));
        }
      }
    }
    return all;
  };
  const auto text = [](const Flip& f) {
    return std::to_string(f.protocol) + ' ' + std::to_string(f.cohort) + ' ' + f.patient + ' ' + std::string(ToString(f.kind)) +
           (f.strict_only ? " strict" : "");
  };
  for (int round = 0; round < 300; ++round) {
    const Verdicts was = make();
    const Verdicts is = make();
    std::map<std::tuple<std::size_t, int, std::string>, std::pair<const verdict::PatientVerdict*, const verdict::PatientVerdict*>> both;
    for (std::size_t p = 0; p < 2; ++p) {
      for (const auto& verdict : was[p]) both[{p, verdict.cohort, verdict.patient}].first = &verdict;
      for (const auto& verdict : is[p]) both[{p, verdict.cohort, verdict.patient}].second = &verdict;
    }
    std::vector<std::string> expected;
    for (const auto& [key, pair] : both) {
      const std::string place = std::to_string(std::get<0>(key)) + ' ' + std::to_string(std::get<1>(key)) + ' ' + std::get<2>(key) + ' ';
      const auto newly = [](Overall overall) {
        return overall == Overall::kIneligible     ? "newly excluded"
               : overall == Overall::kUndetermined ? "newly undetermined"
                                                   : "newly candidate";
      };
      if (pair.first == nullptr) {
        expected.push_back(place + "new");
      } else if (pair.second == nullptr) {
        expected.push_back(place + "gone");
      } else if (pair.first->presumed != pair.second->presumed) {
        expected.push_back(place + newly(pair.second->presumed));
      } else if (pair.first->strict != pair.second->strict) {
        expected.push_back(place + newly(pair.second->strict) + " strict");
      }
    }
    auto lines = RunLines::Open(LinesOf(Record(run, was)));
    ASSERT_TRUE(lines.ok());
    Since since(*lines, run);
    std::vector<std::string> found;
    for (std::size_t p = 0; p < 2; ++p) {
      // In blocks of two, as a screening gives them.
      for (std::size_t at = 0; at < is[p].size(); at += 2) {
        const auto begin = is[p].begin() + static_cast<std::ptrdiff_t>(at);
        const std::vector<verdict::PatientVerdict> block(begin, begin + std::min<std::ptrdiff_t>(2, is[p].end() - begin));
        for (const Flip& flip : since.Next(p, block)) found.push_back(text(flip));
      }
    }
    for (const Flip& flip : since.Rest()) found.push_back(text(flip));
    ASSERT_EQ(found, expected) << round;
  }
}

}  // namespace
}  // namespace eligo::pipeline
