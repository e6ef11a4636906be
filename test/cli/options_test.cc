#include "pipeline/options.h"

#include <gtest/gtest.h>

namespace eligo::pipeline {
namespace {

TEST(Options, ReadsEverySetting) {
  SettingsText text;
  text.as_of = "2026-06-01";
  text.anchors = {"first_dose=2026-06-15", "screening=2026-05-30"};
  text.complete = {"drug,condition", "procedure"};
  text.validity = "P6W";
  text.timezone = "+02:00";
  const auto settings = ParseSettings(text);
  ASSERT_TRUE(settings.ok()) << settings.error();
  EXPECT_EQ(ToString(settings->as_of), "2026-06-01");
  EXPECT_EQ(settings->anchors.size(), 2u);
  EXPECT_EQ(settings->complete.size(), 3u);
  EXPECT_EQ(settings->validity, (Period{0, 42, 0}));
}

TEST(Options, TodayIsTheDefault) {
  const auto settings = ParseSettings({});
  ASSERT_TRUE(settings.ok());
  EXPECT_GT(ToCivil(settings->as_of).year, 2023);
}

TEST(Options, SaysWhatWasSeenAndWhatToDo) {
  const struct {
    const char* option;
    const char* value;
    const char* message;
  } cases[] = {
      {"as-of", "2026-02-30", "--as-of: `2026-02-30` is no day; write one like 2026-06-01"},
      {"as-of", "2026-06", "--as-of: `2026-06` is no day; write one like 2026-06-01"},
      {"as-of", "yesterday", "--as-of: `yesterday` is no day; write one like 2026-06-01"},
      {"anchor", "first_dose", "--anchor: `first_dose` has no day; write one like first_dose=2026-06-01"},
      {"anchor", "first_dose=soon", "--anchor: `soon` is no day; write one like 2026-06-01"},
      {"anchor", "firstdose=2026-06-01",
       "--anchor: unknown `firstdose`; known: `screening`, `enrolment`, `consent`, `baseline`, `randomisation`, `first_dose`, `day_0`, "
       "`leukapheresis`, `lymphodepletion`, `infusion`, `last_dose`"},
      {"complete", "drugs",
       "--complete: unknown `drugs`; known: `condition`, `drug`, `procedure`, `measurement`, `score`, `observation`, `allergy`, "
       "`trial_participation`"},
      {"validity", "28 days", "--validity: `28 days` is no length of time; write one like P28D or P6W"},
      {"validity", "-P28D", "--validity: `-P28D` is no length of time; write one like P28D or P6W"},
      {"timezone", "Mars/Olympus", "--timezone: unknown `Mars/Olympus`; write UTC, an offset like +02:00 or a name like Europe/Berlin"},
      {"timezone", "../../etc/passwd",
       "--timezone: unknown `../../etc/passwd`; write UTC, an offset like +02:00 or a name like Europe/Berlin"},
  };
  for (const auto& c : cases) {
    SettingsText text;
    const std::string option = c.option;
    if (option == "as-of") text.as_of = c.value;
    if (option == "anchor") text.anchors = {c.value};
    if (option == "complete") text.complete = {c.value};
    if (option == "validity") text.validity = c.value;
    if (option == "timezone") text.timezone = c.value;
    const auto settings = ParseSettings(text);
    ASSERT_FALSE(settings.ok()) << c.value;
    EXPECT_EQ(settings.error(), c.message);
  }
}

TEST(Options, TwoDaysForOneAnchorAreRefused) {
  SettingsText text;
  text.anchors = {"day_0=2026-06-01", "day_0=2026-06-02"};
  EXPECT_EQ(ParseSettings(text).error(), "--anchor: two days for `day_0`; give one");
}

}  // namespace
}  // namespace eligo::pipeline
