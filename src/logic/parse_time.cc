#include <array>
#include <cstdint>
#include <string>

#include "logic/parse_fact.h"

namespace eligo::logic {
namespace {

constexpr std::array kAnchors = {Anchor::kScreening,       Anchor::kEnrolment, Anchor::kConsent, Anchor::kBaseline,
                                 Anchor::kRandomisation,   Anchor::kFirstDose, Anchor::kDay0,    Anchor::kLeukapheresis,
                                 Anchor::kLymphodepletion, Anchor::kInfusion,  Anchor::kLastDose};

enum class LengthUnit { kNone, kYear, kMonth, kWeek, kDay, kHour, kHalfLife };

LengthUnit UnitOf(const Token& token) {
  const auto is = [&](std::string_view one, std::string_view many) { return token.Is(one) || token.Is(many); };
  if (is("year", "years")) return LengthUnit::kYear;
  if (is("month", "months")) return LengthUnit::kMonth;
  if (is("week", "weeks")) return LengthUnit::kWeek;
  if (is("day", "days")) return LengthUnit::kDay;
  if (is("hour", "hours")) return LengthUnit::kHour;
  return is("half-life", "half-lives") ? LengthUnit::kHalfLife : LengthUnit::kNone;
}

bool AddLength(LengthUnit unit, int n, Bound& to) {
  std::int64_t months = to.offset.months;
  std::int64_t days = to.offset.days;
  std::int64_t hours = to.offset.hours;
  if (unit == LengthUnit::kYear) months += std::int64_t{12} * n;
  if (unit == LengthUnit::kMonth) months += n;
  if (unit == LengthUnit::kWeek) days += std::int64_t{7} * n;
  if (unit == LengthUnit::kDay) days += n;
  if (unit == LengthUnit::kHour) hours += n;
  constexpr std::int64_t kMost = 2'000'000'000;
  if (months > kMost || days > kMost || hours > kMost) return false;
  const bool small = (unit == LengthUnit::kMonth && n % 12 == 0) || (unit == LengthUnit::kDay && n % 7 == 0 && months == 0);
  to.offset = {static_cast<int>(months), static_cast<int>(days), static_cast<int>(hours), to.offset.small_units || (small && n != 0)};
  if (unit == LengthUnit::kHalfLife) to.half_lives = n;
  return true;
}

Bound Back(Bound b) {
  b.offset = -b.offset;
  return b;
}

bool ParseAnchorOf(LineReading& line, Window& w) {
  Cursor& cursor = line.cursor;
  if (cursor.TakeIf("unstated")) return true;
  if (cursor.TakeIf("[")) {
    if (++line.depth > kMaxDepth) {
      line.Fail(cursor.Peek().span, "nested deeper than " + std::to_string(kMaxDepth) + " levels; no criterion is");
      return false;
    }
    const int begin = cursor.Peek().span.begin;
    auto event = ParseFact(line, false);
    --line.depth;
    if (!event) return false;
    event->span = {begin, cursor.taken()};
    w.event = std::make_shared<Fact>(std::move(*event));
    return line.Require("]", "`]`");
  }
  if (const auto anchor = cursor.Peek().kind == Token::Kind::kWord ? ParseAnchor(cursor.Peek().text) : std::nullopt) {
    w.anchor = anchor;
    cursor.Take();
    return true;
  }
  std::string known;
  for (const Anchor anchor : kAnchors) known += (known.empty() ? "`" : ", `") + std::string(ToString(anchor)) + '`';
  line.Expected("a day of the trial (" + known + ") or an event in `[ ]`");
  return false;
}

// "before" or "after" and the day; the window ends or begins there.
struct Side {
  bool before = true;
};
std::optional<Side> ParseSide(LineReading& line) {
  if (line.cursor.TakeIf("before")) return Side{true};
  if (line.cursor.TakeIf("after")) return Side{false};
  return line.Expected("`before` or `after`");
}

// Behind `within`.
bool ParseWithin(LineReading& line, Window& w) {
  Cursor& cursor = line.cursor;
  bool open = false;
  if (cursor.TakeIf("less")) {
    if (!line.Require("than", "`than`")) return false;
    open = true;
  }
  const auto length = ParseLength(line);
  if (!length) return false;
  if (cursor.TakeIf("or")) {
    const auto longer = ParseLength(line);
    if (!longer) return false;
    cursor.TakeIf(",");
    for (const char* word : {"whichever", "is", "longer"}) {
      if (!line.Require(word, "`whichever is longer`")) return false;
    }
    cursor.TakeIf(",");
    w.or_longer = Back(*longer);
  }
  const bool stated = cursor.Peek().Is("before") || cursor.Peek().Is("after");
  const bool after = cursor.Peek().Is("after");
  if (after && (w.or_longer || length->half_lives > 0)) {
    line.Expected("`before`");
    return false;
  }
  if (after) {
    w.from = Bound{};
    w.to = *length;
    w.open_to = open;
  } else {
    w.from = Back(*length);
    w.to = Bound{};
    w.open_from = open;
  }
  if (!stated) return true;
  cursor.Take();
  return ParseAnchorOf(line, w);
}

// "at least 4 weeks before first_dose": nothing nearer, or nothing earlier, than that.
bool ParseApart(LineReading& line, Window& w, bool open) {
  const auto length = ParseLength(line);
  if (!length) return false;
  const auto side = ParseSide(line);
  if (!side) return false;
  if (side->before) {
    w.to = Back(*length);
    w.open_to = open;
  } else {
    w.from = *length;
    w.open_from = open;
  }
  return ParseAnchorOf(line, w);
}

// One end of the general form; true in `open` when it is out.
bool ParseEnd(LineReading& line, std::optional<Bound>& end, bool& open) {
  Cursor& cursor = line.cursor;
  if (cursor.TakeIf("the")) {
    if (!line.Require("day", "`day`")) return false;
    end = Bound{};
  } else if (!cursor.TakeIf("unstated")) {
    const auto length = ParseLength(line);
    if (!length) return false;
    const auto side = ParseSide(line);
    if (!side) return false;
    end = side->before ? Back(*length) : *length;
  }
  if (cursor.Peek().Is("(") && cursor.Second().Is("open")) {
    cursor.Take();
    cursor.Take();
    if (!line.Require(")", "`)`")) return false;
    open = true;
  }
  return true;
}

bool ParseFrom(LineReading& line, Window& w) {
  if (!ParseEnd(line, w.from, w.open_from) || !line.Require("to", "`to`") || !ParseEnd(line, w.to, w.open_to)) return false;
  if (line.cursor.TakeIf("or")) {
    bool open = false;
    if (!line.Require("from", "`from`") || !ParseEnd(line, w.or_longer, open)) return false;
  }
  return line.Require("around", "`around` and a day") && ParseAnchorOf(line, w);
}

// Behind `at`, or the word itself.
bool ParseWindow(LineReading& line, Window& w) {
  Cursor& cursor = line.cursor;
  const std::string word = cursor.Take().text;
  if (word == "within") return ParseWithin(line, w);
  if (word == "from") return ParseFrom(line, w);
  if (word == "more") return line.Require("than", "`than`") && ParseApart(line, w, true);
  if (word == "before") {
    w.to = Bound{};
    w.open_to = true;
    return ParseAnchorOf(line, w);
  }
  if (word == "after") {
    w.from = Bound{};
    w.open_from = true;
    return ParseAnchorOf(line, w);
  }
  if (cursor.TakeIf("least")) return ParseApart(line, w, false);
  if (cursor.TakeIf("or")) {
    const auto side = ParseSide(line);
    if (!side) return false;
    (side->before ? w.to : w.from) = Bound{};
  }
  return ParseAnchorOf(line, w);
}

}  // namespace

std::optional<Bound> ParseLength(LineReading& line) {
  Bound length;
  const int begin = line.cursor.Peek().span.begin;
  bool any = false;
  while (!any || (line.cursor.Peek().kind == Token::Kind::kNumber && UnitOf(line.cursor.Second()) != LengthUnit::kNone)) {
    const auto n = ParseCount(line, "a length of time, such as `8 weeks`,");
    if (!n) return std::nullopt;
    const LengthUnit unit = UnitOf(line.cursor.Peek());
    if (unit == LengthUnit::kNone) return line.Expected("`years`, `months`, `weeks`, `days`, `hours` or `half-lives`");
    line.cursor.Take();
    if (!AddLength(unit, *n, length)) return line.Fail({begin, line.cursor.taken()}, "a length of time that is too long");
    any = true;
  }
  if (length.half_lives > 0 && !length.offset.zero())
    return line.Fail({begin, line.cursor.taken()}, "half-lives and days in one length; write one of them");
  return length;
}

bool ParseTime(LineReading& line, Fact& fact) {
  Cursor& cursor = line.cursor;
  const int begin = cursor.Peek().span.begin;
  if (cursor.Peek().Is("at") && cursor.Second().Is("a")) {
    for (const char* word : {"at", "a", "stable", "dose", "for"}) {
      if (!line.Require(word, "`at a stable dose for`")) return false;
    }
    const auto length = ParseLength(line);
    if (!length) return false;
    if (fact.stable_for || length->half_lives > 0) {
      line.Fail({begin, cursor.taken()},
                fact.stable_for ? "a second stable dose; a fact has one" : "a stable dose for half-lives; write days");
      return false;
    }
    fact.stable_for = length->offset;
    return true;
  }
  Window w;
  if (!ParseWindow(line, w)) return false;
  if (fact.window) {
    line.Fail({begin, cursor.taken()}, "a second window; a fact has one, so write two facts under `all of`");
    return false;
  }
  fact.window = std::move(w);
  return true;
}

}  // namespace eligo::logic
