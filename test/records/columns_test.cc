#include "records/columns.h"

#include <deque>
#include <string>

#include <gtest/gtest.h>

namespace eligo::records {
namespace {

Row Result(PatientIndex patient, int day, int number, std::uint64_t source) {
  Row row;
  row.patient = patient;
  row.start = On(Date{day});
  row.number = Number{units::Rational(number), units::Rational(number)};
  row.source.number = source;
  return row;
}

TEST(Columns, KeepRowsOfAPatientInOrderAndShareShapes) {
  TimelineBuilder builder;
  builder.Add(Result(2, 20, 7, 1));
  builder.Add(Result(2, 10, 5, 2));
  builder.Add(Result(0, 30, 9, 3));
  Row titer = Result(2, 15, 80, 4);
  titer.number->titer = true;
  builder.Add(titer);
  Row undated = Result(2, 0, 6, 5);
  undated.start.reset();
  builder.Add(undated);
  const Timeline timeline = builder.Finish({0, 1, 2}, std::deque<std::string>{""});
  const Columns columns(timeline);

  EXPECT_TRUE(columns.Of(1).days.empty());
  EXPECT_TRUE(columns.Of(7).days.empty());
  const Columns::Slice one = columns.Of(0);
  ASSERT_EQ(one.days.size(), 1U);
  EXPECT_EQ(one.days[0], 30);
  EXPECT_EQ(one.numbers[0], 9);
  const Columns::Slice rows = columns.Of(2);
  ASSERT_EQ(rows.days.size(), 4U);
  EXPECT_FALSE(columns.shapes()[rows.shapes[0]].dated);
  EXPECT_EQ(rows.days[1], 10);
  EXPECT_FALSE(columns.shapes()[rows.shapes[2]].number);  // a titer is no plain number
  EXPECT_EQ(rows.numbers[3], 7);
  EXPECT_EQ(rows.shapes[1], rows.shapes[3]);
  EXPECT_EQ(rows.shapes[1], one.shapes[0]);
  EXPECT_EQ(columns.shapes().size(), 3U);
}

}  // namespace
}  // namespace eligo::records
