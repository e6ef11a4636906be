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

  EXPECT_TRUE(columns.Of(1).empty());
  EXPECT_TRUE(columns.Of(7).empty());
  const Columns::Slice one = columns.Of(0);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].day, 30);
  EXPECT_EQ(one[0].number, 9);
  const Columns::Slice rows = columns.Of(2);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_FALSE(columns.ShapeOf(rows[0]).dated);
  EXPECT_EQ(rows[1].day, 10);
  EXPECT_FALSE(columns.ShapeOf(rows[2]).number);  // a titer is no plain number
  EXPECT_EQ(rows[3].number, 7);
  EXPECT_EQ(rows[1].shape, rows[3].shape);
  EXPECT_EQ(rows[1].shape, one[0].shape);
  EXPECT_EQ(columns.shapes().size(), 3U);
}

}  // namespace
}  // namespace eligo::records
