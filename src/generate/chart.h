// Chart: a history while it grows: events are added in any order, Finish() makes them one coherent life.
//
// Finish() drops what would lie after the last day (death or the day the data were taken), ends before a pregnancy what would harm the
// child, lets what has not ended by the last day be ongoing, and sorts by day.
// Tested by test/generate/history_test.cc.
#pragma once

#include <string_view>

#include "generate/random.h"
#include "history/history.h"

namespace eligo::generate {

// So much of a drug: hundredths of its unit, `times` in `days`.
struct Dose {
  int amount = 0;
  int times = 1, days = 1;
  friend constexpr bool operator==(Dose, Dose) = default;
};

class Chart {
 public:
  Chart(history::History& history, Random& random) : history_(history), random_(random) {}

  Random& random() { return random_; }
  const history::Person& person() const { return history_.person; }
  history::History& history() { return history_; }
  bool female() const { return history_.person.sex == history::Sex::kFemale; }
  Date last() const { return history_.person.last; }

  // References stay good until the next event is added.
  history::Event& Condition(history::Item item, Date start, Date end = history::kOngoing);
  history::Event& Order(history::Item item, Date start, Date end, Dose dose);
  history::Event& Statement(history::Item item, Date start, Date end, Dose dose);
  history::Event& Infusion(history::Item item, Date day, int amount);
  history::Event& Vaccine(history::Item item, Date day);
  history::Event& Procedure(history::Item item, Date day);
  history::Event& Result(history::Item item, Date day, std::int64_t value);
  history::Event& Answered(history::Item item, Date day, bool positive);
  history::Event& Worded(history::Item item, Date day, std::string_view words);
  history::Event& Allergy(history::Item item, Date day, history::Severity severity);
  history::Event& Trial(Date start, Date end);
  history::Event& Consent(Date day);

  bool Ordered(history::Item item) const;

  void Finish();

 private:
  void SpareChildren();
  history::Event& Add(history::Kind kind, history::Item item, Date start, Date end);

  history::History& history_;
  Random& random_;
};

}  // namespace eligo::generate
