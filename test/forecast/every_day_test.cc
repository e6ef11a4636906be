// The dates of generated patients, against a verdict for every single one of the next days.
#include <algorithm>

#include <gtest/gtest.h>

#include "forecast/dates.h"
#include "match/match.h"
#include "match/run.h"
#include "pipeline/reading.h"
#include "readers/patients.h"
#include "readers/protocol.h"
#include "test/cli/program.h"
#include "test/generate/cohort.h"
#include "test/scale.h"

namespace eligo::forecast {
namespace {

using verdict::Outcome;
using verdict::PatientVerdict;

// Two years when asked for more than usual: a verdict a day is slow.
int Days() { return std::min(730, eligo::test::Scaled(120)); }

// What was seen of one verdict, day after day.
struct Seen {
  std::vector<std::vector<bool>> fails;  // [criterion][day]
};

TEST(Dates, AgreeWithEveryDayAskedOneByOne) {
  const int days = Days();
  const int patients = eligo::test::Scaled(2);
  pipeline::GenerationText text;
  text.patients = patients;
  text.as_of = "2026-06-01";
  text.dirt = "all";
  text.seed = 20261128;
  const cli::test::Folder folder;
  generate::test::WriteFhir(folder, text);
  readers::ReadReport report;
  const auto records = readers::ReadPatients((folder.path() / "data").string(), generate::test::Terms(), {}, report);
  ASSERT_TRUE(records.ok()) << records.error();
  verdict::Settings settings;
  settings.as_of = generate::test::kAsOf;
  auto documents = readers::ReadProtocols({ELIGO_SOURCE_DIR "/examples/protocols"});
  ASSERT_FALSE(documents.documents.empty());

  std::size_t turned = 0;
  for (const pipeline::Reading& reading : pipeline::Read(std::move(documents.documents), generate::test::Terms())) {
    const logic::Protocol& protocol = *reading.logic;
    std::vector<PatientVerdict> verdicts = match::Match(protocol, *records, generate::test::Terms(), settings);
    std::vector<Seen> seen(verdicts.size());
    for (std::size_t v = 0; v < verdicts.size(); ++v) {
      SetDates(protocol, settings.as_of, verdicts[v]);
      seen[v].fails.resize(verdicts[v].criteria.size());
    }
    const auto see = [&](int, const std::vector<PatientVerdict>& then) {
      ASSERT_EQ(then.size(), verdicts.size());
      for (std::size_t v = 0; v < then.size(); ++v) {
        for (std::size_t c = 0; c < then[v].criteria.size(); ++c)
          seen[v].fails[c].push_back(then[v].criteria[c].presumed == Outcome::kFail);
      }
    };
    match::MatchOnLaterDays(protocol, *records, generate::test::Terms(), settings, days, see);
    for (std::size_t v = 0; v < verdicts.size(); ++v) {
      const PatientVerdict& verdict = verdicts[v];
      if (verdict.controlled_by == "deceased") continue;
      const auto told = [&](const verdict::DayAhead& day) {
        const bool far = !day || *day > AddDays(settings.as_of, days);
        return far ? -1 : day->day - settings.as_of.day;
      };
      int from = -1;
      int until = -1;
      for (int day = 0; day <= days && until < 0; ++day) {
        bool any = false;
        for (const auto& criterion : seen[v].fails) any = any || criterion[static_cast<std::size_t>(day)];
        if (!any && from < 0) from = day;
        if (any && from >= 0) until = day - 1;
      }
      const std::string place = protocol.path + " " + verdict.patient;
      EXPECT_EQ(told(*verdict.eligible_from), from) << place;
      if (from >= 0) {
        EXPECT_EQ(told(*verdict.eligible_until), until) << place;
      }
      for (std::size_t c = 0; c < verdict.criteria.size(); ++c) {
        const auto& fails = seen[v].fails[c];
        EXPECT_EQ(verdict.criteria[c].clears_on.has_value(), fails[0]) << place;
        if (!verdict.criteria[c].clears_on) continue;
        const auto cleared = std::find(fails.begin(), fails.end(), false);
        EXPECT_EQ(told(*verdict.criteria[c].clears_on), cleared == fails.end() ? -1 : cleared - fails.begin())
            << place << " " << verdict.criteria[c].id;
        turned += cleared != fails.end() ? 1 : 0;
      }
    }
  }
  if (patients > 10) {
    EXPECT_GT(turned, 10U);  // else nothing was tried
  }
}

}  // namespace
}  // namespace eligo::forecast
