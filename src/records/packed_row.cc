#include "records/packed_row.h"

#include <array>
#include <cstring>
#include <string_view>

#include "base/result.h"

namespace eligo::records {
namespace {

using units::Rational;

// What stands behind the flags, in this order.
enum Part : unsigned {
  kMinute,
  kStart,
  kStartPartial,  // its last day is another than its first
  kEnd,
  kEndIsStart,
  kEndPartial,
  kRecorded,
  kRecordedIsStart,
  kRecordedPartial,
  kSeverity,
  kDose,
  kNumber,
  kExact,
  kLow,
  kHigh,
  kRefLow,
  kRefHigh,
  kUnit,
  kText,
  kMethod,
  kParts
};
// Yes or no, in the flags themselves.
enum Flag : unsigned { kOngoing = kParts, kStopped, kAsNeeded, kComponent, kLowOpen, kHighOpen, kTiter, kFlags };
// Enumerations, in the flags themselves.
constexpr unsigned kDomainAt = kFlags;
constexpr unsigned kStandingAt = kDomainAt + 4;
constexpr unsigned kCourseAt = kStandingAt + 2;
constexpr unsigned kExposureAt = kCourseAt + 2;
constexpr unsigned kRouteAt = kExposureAt + 2;
constexpr unsigned kAnswerAt = kRouteAt + 4;
constexpr unsigned kBits = kAnswerAt + 4;
constexpr std::size_t kFlagBytes = 6;
static_assert(kBits <= 8 * kFlagBytes);

class Writer {
 public:
  void Flags(std::uint64_t flags) {
    std::memcpy(at_, &flags, kFlagBytes);
    at_ += kFlagBytes;
  }
  void Whole(std::uint64_t value) {
    while (value >= 0x80) {
      *at_++ = static_cast<char>(value | 0x80);
      value >>= 7;
    }
    *at_++ = static_cast<char>(value);
  }
  void Signed(std::int64_t value) { Whole((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63)); }
  void Number(const Rational& value) {
    Signed(value.numerator());
    Whole(static_cast<std::uint64_t>(value.denominator()));
  }
  void Days(const DateInterval& days) {
    Signed(days.first.day);
    if (!days.exact()) Signed(static_cast<std::int64_t>(days.last.day) - days.first.day);
  }

  std::string_view bytes() const { return {bytes_.data(), static_cast<std::size_t>(at_ - bytes_.data())}; }

 private:
  // A row has no more than so many numbers of at most ten bytes: six words, a minute, six days, ten parts of fractions, ...
  static constexpr std::size_t kNumbers = 32;
  std::array<char, kFlagBytes + 10 * kNumbers> bytes_;
  char* at_ = bytes_.data();
};

class Reader {
 public:
  explicit Reader(const char* at) : at_(at) {}

  std::uint64_t Flags() {
    std::uint64_t flags = 0;
    std::memcpy(&flags, at_, kFlagBytes);
    at_ += kFlagBytes;
    return flags;
  }
  std::uint64_t Whole() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
  std::int64_t Signed() {
    const std::uint64_t value = Whole();
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
  }
  Rational Number() {
    const std::int64_t numerator = Signed();
    const auto denominator = static_cast<std::int64_t>(Whole());
    return denominator == 1 ? Rational(numerator) : *Rational::Of(numerator, denominator);
  }
  DateInterval Days(bool partial) {
    const Date first{static_cast<std::int32_t>(Signed())};
    return {first, partial ? Date{static_cast<std::int32_t>(first.day + Signed())} : first};
  }
  StringId String() { return static_cast<StringId>(Whole()); }
  const char* at() const { return at_; }

 private:
  const char* at_;
};

template <typename Enum>
Enum Field(std::uint64_t flags, unsigned at, unsigned bits) {
  return static_cast<Enum>(flags >> at & ((1u << bits) - 1));
}

std::uint64_t FlagsOf(const Row& row) {
  std::uint64_t flags = 0;
  const auto set = [&flags](unsigned at, bool on) { flags |= static_cast<std::uint64_t>(on) << at; };
  const auto put = [&flags](unsigned at, auto value) { flags |= static_cast<std::uint64_t>(value) << at; };
  set(kMinute, row.timed());
  set(kStart, row.start.has_value());
  set(kStartPartial, row.start && !row.start->exact());
  set(kEndIsStart, row.end && row.end == row.start);
  set(kEnd, row.end && row.end != row.start);
  set(kEndPartial, row.end && !row.end->exact());
  set(kRecordedIsStart, row.recorded && row.recorded == row.start);
  set(kRecorded, row.recorded && row.recorded != row.start);
  set(kRecordedPartial, row.recorded && !row.recorded->exact());
  set(kSeverity, row.severity != 0);
  set(kDose, row.daily_dose.has_value());
  set(kNumber, row.number.has_value());
  set(kExact, row.number && row.number->exact());
  set(kLow, row.number && row.number->low);
  set(kHigh, row.number && row.number->high);
  set(kRefLow, row.ref_low.has_value());
  set(kRefHigh, row.ref_high.has_value());
  set(kUnit, row.unit != 0);
  set(kText, row.text != 0);
  set(kMethod, row.method != 0);
  set(kOngoing, row.ongoing);
  set(kStopped, row.stopped);
  set(kAsNeeded, row.as_needed);
  set(kComponent, row.component);
  set(kLowOpen, row.number && row.number->low_open);
  set(kHighOpen, row.number && row.number->high_open);
  set(kTiter, row.number && row.number->titer);
  put(kDomainAt, row.domain);
  put(kStandingAt, row.standing);
  put(kCourseAt, row.course);
  put(kExposureAt, row.exposure);
  put(kRouteAt, row.route);
  put(kAnswerAt, row.answer);
  return flags;
}

}  // namespace

void Pack(const Row& row, std::string& bytes) {
  const std::uint64_t flags = FlagsOf(row);
  const auto has = [flags](unsigned part) { return (flags >> part & 1) != 0; };
  Writer out;
  out.Whole(row.source.text);
  out.Whole(row.source.number + 1);  // none is 0
  out.Flags(flags);
  out.Whole(row.matched);
  if (has(kMinute)) out.Signed(row.minute);
  if (has(kStart)) out.Days(*row.start);
  if (has(kEnd)) out.Days(*row.end);
  if (has(kRecorded)) out.Days(*row.recorded);
  if (has(kSeverity)) out.Whole(row.severity);
  if (has(kDose)) out.Number(*row.daily_dose);
  if (has(kLow)) out.Number(*row.number->low);
  if (has(kHigh) && !has(kExact)) out.Number(*row.number->high);
  if (has(kRefLow)) out.Number(*row.ref_low);
  if (has(kRefHigh)) out.Number(*row.ref_high);
  if (has(kUnit)) out.Whole(row.unit);
  if (has(kText)) out.Whole(row.text);
  if (has(kMethod)) out.Whole(row.method);
  bytes += out.bytes();
}

Source SourceAt(const char* at) {
  Reader in(at);
  const StringId text = in.String();
  return {text, in.Whole() - 1};
}

const char* Unpack(const char* at, Row& row) {
  row = Row();
  Reader in(at);
  row.source.text = in.String();
  row.source.number = in.Whole() - 1;
  const std::uint64_t flags = in.Flags();
  const auto has = [flags](unsigned part) { return (flags >> part & 1) != 0; };
  row.matched = in.String();
  if (has(kMinute)) row.minute = static_cast<std::int16_t>(in.Signed());
  if (has(kStart)) row.start = in.Days(has(kStartPartial));
  if (has(kEnd)) row.end = in.Days(has(kEndPartial));
  if (has(kEndIsStart)) row.end = row.start;
  if (has(kRecorded)) row.recorded = in.Days(has(kRecordedPartial));
  if (has(kRecordedIsStart)) row.recorded = row.start;
  if (has(kSeverity)) row.severity = in.String();
  if (has(kDose)) row.daily_dose = in.Number();
  if (has(kNumber)) {
    Number& number = row.number.emplace();
    if (has(kLow)) number.low = in.Number();
    if (has(kHigh)) number.high = has(kExact) ? *number.low : in.Number();
    number.low_open = has(kLowOpen);
    number.high_open = has(kHighOpen);
    number.titer = has(kTiter);
  }
  if (has(kRefLow)) row.ref_low = in.Number();
  if (has(kRefHigh)) row.ref_high = in.Number();
  if (has(kUnit)) row.unit = in.String();
  if (has(kText)) row.text = in.String();
  if (has(kMethod)) row.method = in.String();
  row.ongoing = has(kOngoing);
  row.stopped = has(kStopped);
  row.as_needed = has(kAsNeeded);
  row.component = has(kComponent);
  row.domain = Field<Domain>(flags, kDomainAt, 4);
  row.standing = Field<Standing>(flags, kStandingAt, 2);
  row.course = Field<Course>(flags, kCourseAt, 2);
  row.exposure = Field<Exposure>(flags, kExposureAt, 2);
  row.route = Field<Route>(flags, kRouteAt, 4);
  row.answer = Field<Answer>(flags, kAnswerAt, 4);
  return in.at();
}

}  // namespace eligo::records
