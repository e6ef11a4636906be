#include "records/store_format.h"

#include <charconv>

namespace eligo::records {
namespace {

// From the lowest bit up. Fields may only be added behind.
class Packer {
 public:
  template <typename Enum>
  Packer& Field(Enum value, int bits) {
    flags_ |= static_cast<std::uint32_t>(value) << at_;
    at_ += bits;
    return *this;
  }

  std::uint32_t flags() const { return flags_; }

 private:
  std::uint32_t flags_ = 0;
  int at_ = 0;
};

class Unpacker {
 public:
  explicit Unpacker(std::uint32_t flags) : flags_(flags) {}

  template <typename Enum>
  Unpacker& Field(Enum& value, int bits, Enum last) {
    const std::uint32_t field = flags_ & ((1U << bits) - 1U);
    flags_ >>= bits;
    good_ &= field <= static_cast<std::uint32_t>(last);
    value = static_cast<Enum>(field);
    return *this;
  }
  Unpacker& Bit(bool& value) {
    value = (flags_ & 1U) != 0;
    flags_ >>= 1;
    return *this;
  }

  bool good() const { return good_ && flags_ == 0; }

 private:
  std::uint32_t flags_;
  bool good_ = true;
};

constexpr std::array<std::string_view, kBearers> kBearerNames = {"event", "condition", "finding", "procedure", "allergy",
                                                                 "drug",  "result",    "point",   "concept"};

}  // namespace

std::uint32_t PackFlags(const Event& event, bool text_is_made) {
  const Row& row = event.row;
  const Number number = row.number.value_or(Number{});
  return Packer()
      .Field(row.domain, 4)
      .Field(row.standing, 2)
      .Field(row.course, 2)
      .Field(row.exposure, 2)
      .Field(row.route, 4)
      .Field(row.answer, 4)
      .Field(row.ongoing, 1)
      .Field(event.ongoing_if_chronic, 1)
      .Field(row.stopped, 1)
      .Field(row.as_needed, 1)
      .Field(row.component, 1)
      .Field(row.number.has_value(), 1)
      .Field(number.low_open, 1)
      .Field(number.high_open, 1)
      .Field(number.titer, 1)
      .Field(text_is_made, 1)
      .flags();
}

bool UnpackFlags(std::uint32_t flags, Event& event, bool& text_is_made) {
  Row& row = event.row;
  bool has_number = false;
  Number ends;
  Unpacker unpacker(flags);
  unpacker.Field(row.domain, 4, Domain::kUnsaid)
      .Field(row.standing, 2, Standing::kRefuted)
      .Field(row.course, 2, Course::kInactive)
      .Field(row.exposure, 2, Exposure::kStatement)
      .Field(row.route, 4, Route::kOther)
      .Field(row.answer, 4, Answer::kLow)
      .Bit(row.ongoing)
      .Bit(event.ongoing_if_chronic)
      .Bit(row.stopped)
      .Bit(row.as_needed)
      .Bit(row.component)
      .Bit(has_number)
      .Bit(ends.low_open)
      .Bit(ends.high_open)
      .Bit(ends.titer)
      .Bit(text_is_made);
  if (!unpacker.good() || (row.number && !has_number)) return false;
  if (has_number) {
    if (!row.number) row.number.emplace();
    row.number->low_open = ends.low_open;
    row.number->high_open = ends.high_open;
    row.number->titer = ends.titer;
  }
  return true;
}

std::string ExactText(const units::Rational& number) {
  if (number.denominator() == 1) return std::to_string(number.numerator());
  std::string text = number.ToString();
  if (units::Rational::Parse(text) == number) return text;
  return std::to_string(number.numerator()) + '/' + std::to_string(number.denominator());
}

std::optional<units::Rational> ParseExact(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return units::Rational::Parse(text);
  std::int64_t numerator = 0, denominator = 0;
  const char* middle = text.data() + slash;
  const char* end = text.data() + text.size();
  const auto above = std::from_chars(text.data(), middle, numerator);
  const auto below = std::from_chars(middle + 1, end, denominator);
  if (above.ec != std::errc() || above.ptr != middle || below.ec != std::errc() || below.ptr != end || denominator <= 0)
    return std::nullopt;
  return units::Rational::Of(numerator, denominator);
}

std::string_view ToString(Bearer bearer) { return kBearerNames[static_cast<std::size_t>(bearer)]; }

std::optional<Bearer> ParseBearer(std::string_view text) {
  for (std::size_t i = 0; i < kBearerNames.size(); ++i) {
    if (kBearerNames[i] == text) return static_cast<Bearer>(i);
  }
  return std::nullopt;
}

}  // namespace eligo::records
