#include "publish/cql_span.h"

#include <fmt/format.h>

namespace eligo::publish {
namespace {

constexpr std::string_view kDawn = "@0001-01-01";

// `day` moved by a length of time that has no hours.
std::string Moved(std::string day, Period by) {
  const auto add = [&](int count, std::string_view unit) {
    if (count != 0) day = fmt::format("({} {} {} {})", day, count < 0 ? '-' : '+', count < 0 ? -count : count, unit);
  };
  add(by.months, "months");
  add(by.days, "days");
  return day;
}

}  // namespace

Result<Span> SpanOf(const logic::Fact& fact, CqlLibrary& library) {
  Span span;
  const auto pick = fact.pick;
  if (pick == logic::Pick::kAll || pick == logic::Pick::kLowest || pick == logic::Pick::kHighest)
    return Error{fmt::format("the pick `{}`", logic::ToString(*pick))};
  if (!fact.window) {
    span.anchor = library.DayOf(logic::Anchor::kScreening);
    span.first = span.last = span.anchor;
    if (pick == logic::Pick::kAny || pick == logic::Pick::kFirst) {
      span.mode = Span::Mode::kEver;
      span.first = kDawn;
    }
    return span;
  }
  const logic::Window& window = *fact.window;
  span.stated = true;
  if (window.event) return Error{"a window around an event"};
  if (window.anchor && !logic::DefaultsToAsOf(*window.anchor))
    return Error{fmt::format("the day of {}, which comes later", logic::ToString(*window.anchor))};
  if (window.or_longer) return Error{"a window that is the longer one of two"};
  for (const auto& bound : {window.from, window.to}) {
    if (!bound) continue;
    if (bound->half_lives > 0) return Error{"a window in half-lives"};
    if (bound->offset.hours != 0) return Error{"a window in hours"};
    if (bound->offset.months > 0 || bound->offset.days > 0) return Error{"a window after its anchor"};
  }
  span.anchor = library.DayOf(window.anchor.value_or(logic::Anchor::kScreening));
  span.first = span.last = span.anchor;
  if (window.to) span.last = Moved(span.anchor, window.to->offset);
  if (window.open_to) span.last = Moved(span.last, Period{0, -1, 0});
  if (window.from) {
    span.mode = Span::Mode::kBetween;
    span.first = Moved(span.anchor, window.from->offset);
    if (window.open_from) span.first = Moved(span.first, Period{0, 1, 0});
  } else if (window.to) {
    span.mode = Span::Mode::kEver;
    span.first = kDawn;
  }
  return span;
}

}  // namespace eligo::publish
