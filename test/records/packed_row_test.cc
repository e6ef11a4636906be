// Rows come back from their bytes as they were.
#include "records/packed_row.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace eligo::records {
namespace {

using units::Rational;

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  bool Yes() { return (Roll() & 1) != 0; }
  template <typename Enum>
  Enum One(Enum last) {
    return static_cast<Enum>(Roll() % (static_cast<unsigned>(last) + 1));
  }
  StringId String() { return Roll() % 3 == 0 ? Roll() : Roll() % 3; }
  std::optional<Rational> Number() {
    if (Yes()) return std::nullopt;
    const auto top = static_cast<std::int64_t>(Roll()) - (std::int64_t{1} << 31);
    return Rational::Of(top, static_cast<std::int64_t>(Roll() % 1000 + 1));
  }
  std::optional<DateInterval> Days() {
    if (Yes()) return std::nullopt;
    const Date first{static_cast<std::int32_t>(Roll() % 60000) - 30000};
    return DateInterval{first, Yes() ? first : AddDays(first, static_cast<int>(Roll() % 400))};
  }

  Row Any() {
    Row row;
    row.domain = One(Domain::kUnsaid);
    row.start = Days();
    row.end = Yes() ? row.start : Days();
    row.recorded = Yes() ? row.start : Days();
    row.ongoing = Yes();
    row.minute = Yes() ? kNoMinute : static_cast<std::int16_t>(Roll() % 3200 - 840);
    row.standing = One(Standing::kRefuted);
    row.course = One(Course::kInactive);
    row.severity = String();
    row.exposure = One(Exposure::kStatement);
    row.route = One(Route::kOther);
    row.stopped = Yes();
    row.as_needed = Yes();
    row.daily_dose = Number();
    if (Yes()) row.number = Result();
    row.unit = String();
    row.answer = One(Answer::kLow);
    row.ref_low = Number();
    row.ref_high = Number();
    row.text = String();
    row.method = String();
    row.component = Yes();
    row.source = {String(), Yes() ? Source::kNone : std::uint64_t{Roll()} * Roll()};
    row.matched = String();
    return row;
  }

 private:
  records::Number Result() {
    records::Number n{Number(), Number(), Yes(), Yes(), Yes()};
    if (Yes()) n.high = n.low;
    return n;
  }
  std::uint32_t Roll() { return static_cast<std::uint32_t>(random_()); }
  std::mt19937 random_;
};

void ExpectSame(const Row& a, const Row& b) {
  EXPECT_EQ(a.domain, b.domain);
  EXPECT_EQ(a.start, b.start);
  EXPECT_EQ(a.end, b.end);
  EXPECT_EQ(a.ongoing, b.ongoing);
  EXPECT_EQ(a.minute, b.minute);
  EXPECT_EQ(a.recorded, b.recorded);
  EXPECT_EQ(a.standing, b.standing);
  EXPECT_EQ(a.course, b.course);
  EXPECT_EQ(a.severity, b.severity);
  EXPECT_EQ(a.exposure, b.exposure);
  EXPECT_EQ(a.route, b.route);
  EXPECT_EQ(a.stopped, b.stopped);
  EXPECT_EQ(a.as_needed, b.as_needed);
  EXPECT_EQ(a.daily_dose, b.daily_dose);
  ASSERT_EQ(a.number.has_value(), b.number.has_value());
  if (a.number) {
    EXPECT_EQ(a.number->low, b.number->low);
    EXPECT_EQ(a.number->high, b.number->high);
    EXPECT_EQ(a.number->low_open, b.number->low_open);
    EXPECT_EQ(a.number->high_open, b.number->high_open);
    EXPECT_EQ(a.number->titer, b.number->titer);
  }
  EXPECT_EQ(a.unit, b.unit);
  EXPECT_EQ(a.answer, b.answer);
  EXPECT_EQ(a.ref_low, b.ref_low);
  EXPECT_EQ(a.ref_high, b.ref_high);
  EXPECT_EQ(a.text, b.text);
  EXPECT_EQ(a.method, b.method);
  EXPECT_EQ(a.component, b.component);
  EXPECT_EQ(a.source, b.source);
  EXPECT_EQ(a.matched, b.matched);
}

TEST(PackedRow, ComesBackAsItWas) {
  Dice dice(1);
  std::string bytes;
  std::vector<Row> rows;
  for (int i = 0; i < 5000; ++i) {
    rows.push_back(dice.Any());
    Pack(rows.back(), bytes);
  }
  const char* at = bytes.data();
  for (const Row& row : rows) {
    EXPECT_EQ(SourceAt(at), row.source);
    Row back;
    at = Unpack(at, back);
    ExpectSame(row, back);
  }
  EXPECT_EQ(at, bytes.data() + bytes.size());
}

TEST(PackedRow, AResultOfALaboratoryIsSmall) {
  Row row;
  row.start = row.end = row.recorded = ParseDate("2026-05-20");
  row.number = records::Number{*Rational::Parse("92.5"), *Rational::Parse("92.5"), false, false, false};
  row.ref_low = Rational(120);
  row.ref_high = Rational(160);
  row.unit = 12;
  row.minute = 510;
  row.source = {3, 91'600'000};
  row.matched = 40;
  std::string bytes;
  Pack(row, bytes);
  EXPECT_LE(bytes.size(), 28u);
}

}  // namespace
}  // namespace eligo::records
