#include "match/result.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "base/short_vector.h"
#include "match/default_range.h"
#include "match/phrase.h"
#include "match/weight.h"

namespace eligo::match {
namespace {

using records::Number;
using records::Row;
using units::Rational;

Truth Less(const Number& n, const Rational& v) {
  if (n.high && (*n.high < v || (*n.high == v && n.high_open))) return Truth::kTrue;
  return n.low && *n.low >= v ? Truth::kFalse : Truth::kUnknown;
}
Truth LessEqual(const Number& n, const Rational& v) {
  if (n.high && *n.high <= v) return Truth::kTrue;
  return n.low && (*n.low > v || (*n.low == v && n.low_open)) ? Truth::kFalse : Truth::kUnknown;
}

bool PlainNumber(std::string_view unit) { return unit.empty() || unit == "1"; }

std::optional<Number> ConvertNumber(const Number& n, const units::Unit& from, const units::Unit& to, std::optional<Rational> molar_mass) {
  Number out = n;
  const auto convert = [&](std::optional<Rational>& end) {
    if (!end) return true;
    end = units::Convert(*end, from, to, molar_mass);
    return end.has_value();
  };
  if (!convert(out.low) || !convert(out.high)) return std::nullopt;
  return out;
}

std::string_view UnitOf(const Row& row, const Subject& subject) { return subject.run.records.Text(row.unit); }

// The limit whose limb decides: that of the reported unit, else one that meets it without a molar mass, else the first.
const Limit& LimitFor(const PreparedFact& fact, std::string_view reported, const std::optional<units::Unit>& unit) {
  for (const Limit& limit : fact.limits) {
    if (limit.compare.unit == reported) return limit;
  }
  for (const Limit& limit : fact.limits) {
    if (unit && limit.unit && unit->Commensurable(*limit.unit)) return limit;
  }
  return fact.limits.front();
}

// Against a multiple of one end of the reference range: the result's own, else (presumed) the project's default.
Reading CompareToRange(const Row& row, const logic::Compare& c, terms::ConceptId id, const Subject& subject, std::string& unsure) {
  const terms::Concept& analyte = subject.Concept(id);
  const auto judge = [&](const Number& n, const std::optional<Rational>& end) {
    if (!end) return Truth::kUnknown;
    const auto limit = units::Multiply(c.value, *end);
    const auto high = c.high ? units::Multiply(*c.high, *end) : std::nullopt;
    if (!limit || (c.high && !high)) return Truth::kUnknown;
    return CompareNumber(n, c.op, *limit, high);
  };
  const auto& own = c.times_uln ? row.ref_high : row.ref_low;
  if (own) return Both(judge(*row.number, own));
  unsure = Told(subject, "the laboratory's own reference range for {}", analyte.label);
  const auto from = units::ParseUnit(UnitOf(row, subject));
  const auto to = units::ParseUnit(analyte.unit);
  if (analyte.ranges.empty() || !from || !to || (row.unit == 0 && !PlainNumber(analyte.unit))) return {};
  const auto n = ConvertNumber(*row.number, *from, *to, analyte.molar_mass);
  if (!n) return {};
  const auto by_default = [&](const terms::ReferenceRange& range) { return judge(*n, c.times_uln ? range.high : range.low); };
  return {Truth::kUnknown, ByDefaultRange(subject, analyte, row, by_default)};
}

}  // namespace

Truth CompareNumber(const Number& n, logic::Operator op, const Rational& value, const std::optional<Rational>& high) {
  switch (op) {
    case logic::Operator::kLess: return Less(n, value);
    case logic::Operator::kLessEqual: return LessEqual(n, value);
    case logic::Operator::kGreaterEqual: return Not(Less(n, value));
    case logic::Operator::kGreater: return Not(LessEqual(n, value));
    case logic::Operator::kBetween: return high ? And(Not(Less(n, value)), LessEqual(n, *high)) : Truth::kUnknown;
    case logic::Operator::kEqual: {
      if (n.exact()) return FromBool(*n.low == value);
      return And(Not(Less(n, value)), LessEqual(n, value));
    }
  }
  return Truth::kUnknown;
}

Reading CompareResult(const Row& row, const PreparedFact& fact, terms::ConceptId id, const Subject& subject, std::string& unsure) {
  const terms::Concept& analyte = subject.Concept(id);
  const logic::Compare& own = fact.limits.front().compare;
  if (own.per_kg && (own.titer || own.times_uln || own.times_lln)) {
    unsure = Told(subject, "what the text means by a multiple of {} per kg", analyte.label);
    return {};
  }
  if (own.titer) {
    if (row.number && row.number->titer) return Both(CompareNumber(*row.number, own.op, own.value, own.high));
    // Laboratories call a serum negative when it does not react at 1:80, or at a lower dilution.
    if (!row.number && row.answer == records::Answer::kNegative) {
      Number below;
      below.low = 0;
      below.high = 80;
      below.high_open = true;
      const Truth truth = CompareNumber(below, own.op, own.value, own.high);
      if (truth != Truth::kUnknown) return Both(truth);
    }
    unsure = Told(subject, "the titer of {}", analyte.label);
    return {};
  }
  if (!row.number || row.number->titer) {
    unsure = Told(subject, "{} as a number", analyte.label);
    return {};
  }
  if (own.times_uln || own.times_lln) return CompareToRange(row, own, id, subject, unsure);

  const std::string_view reported = UnitOf(row, subject);
  const auto unit = units::ParseUnit(reported);
  const Limit& limit = LimitFor(fact, reported, unit);
  const logic::Compare& c = limit.compare;
  // Reported per kg ("mL/kg/h"), or to be divided by the weight.
  if (c.per_kg) {
    const auto per_kg = units::ParseUnit(c.unit + "/kg");
    const auto n = unit && per_kg ? ConvertNumber(*row.number, *unit, *per_kg, analyte.molar_mass) : std::nullopt;
    if (n) return Both(CompareNumber(*n, c.op, c.value, c.high));
  }
  const auto compare = [&](const Number& amount) {
    const auto weight = c.per_kg ? WeightOf(subject) : std::nullopt;
    const Number n = c.per_kg ? PerKg(amount, weight) : amount;
    const Truth truth = CompareNumber(n, c.op, c.value, c.high);
    if (truth == Truth::kUnknown && c.per_kg) {
      unsure = weight && weight->exact() ? fmt::format("an exact {} result", analyte.label) : "the body weight at that time";
    } else if (truth == Truth::kUnknown)
      unsure = Told(subject, "an exact {} result (it is {})", analyte.label, NumberText(*row.number));
    return Both(truth);
  };
  if (c.unit == reported && (!reported.empty() || PlainNumber(analyte.unit))) return compare(*row.number);
  if (PlainNumber(c.unit) && PlainNumber(reported) && PlainNumber(analyte.unit)) return compare(*row.number);
  if (reported.empty()) {
    unsure = Told(subject, "the unit of the {} result", analyte.label);
    return {};
  }
  if (c.unit.empty()) {
    unsure = Told(subject, "the unit of the text's limit for {}", analyte.label);
    return {};
  }
  const auto n = unit && limit.unit ? ConvertNumber(*row.number, *unit, *limit.unit, analyte.molar_mass) : std::nullopt;
  if (!n) {
    unsure = Told(subject, "{} in {} (it is in {})", analyte.label, c.unit, reported);
    return {};
  }
  return compare(*n);
}

Reading AnswerOfResult(const Row& row, logic::Answer wanted, terms::ConceptId id, const Subject& subject, std::string& unsure) {
  using Wanted = logic::Answer;
  using Given = records::Answer;
  const terms::Concept& analyte = subject.Concept(id);
  const Given given = row.answer;
  const auto negated = [&](Wanted other) { return Not(AnswerOfResult(row, other, id, subject, unsure)); };
  switch (wanted) {
    case Wanted::kNegative: return negated(Wanted::kPositive);
    case Wanted::kAbnormal: return negated(Wanted::kNormal);
    case Wanted::kEquivocal:
    case Wanted::kIndeterminate: {
      if (given == Given::kNone) {
        unsure = Told(subject, "how the {} result was called", analyte.label);
        return {};
      }
      return Both(FromBool(given == (wanted == Wanted::kEquivocal ? Given::kEquivocal : Given::kIndeterminate)));
    }
    case Wanted::kPositive:
      if (given == Given::kPositive || given == Given::kHigh) return Both(Truth::kTrue);
      if (given == Given::kNegative || given == Given::kLow || given == Given::kNormal) return Both(Truth::kFalse);
      if (given == Given::kNone && row.number && row.ref_high)
        return Both(CompareNumber(*row.number, logic::Operator::kGreater, *row.ref_high, {}));
      unsure = given == Given::kNone ? fmt::format("how the laboratory calls the {} result, or its reference range", analyte.label)
                                     : fmt::format("a clear {} result (it is {})", analyte.label, ToString(given));
      return {};
    case Wanted::kHigh:
    case Wanted::kLow:
    case Wanted::kNormal: break;
  }
  if (given == Given::kHigh || given == Given::kLow || given == Given::kNormal) {
    return Both(FromBool((wanted == Wanted::kHigh && given == Given::kHigh) || (wanted == Wanted::kLow && given == Given::kLow) ||
                         (wanted == Wanted::kNormal && given == Given::kNormal)));
  }
  if (given == Given::kAbnormal && wanted == Wanted::kNormal) return Both(Truth::kFalse);
  if (given == Given::kNegative && wanted == Wanted::kHigh) return Both(Truth::kFalse);  // "not detected"
  if (!row.number) {
    unsure = Told(subject, "a {} result as a number with its reference range", analyte.label);
    return {};
  }
  const auto above = [&](const Number& n, const std::optional<Rational>& end) {
    return end ? CompareNumber(n, logic::Operator::kGreater, *end, {}) : Truth::kUnknown;
  };
  const auto below = [&](const Number& n, const std::optional<Rational>& end) {
    return end ? CompareNumber(n, logic::Operator::kLess, *end, {}) : Truth::kUnknown;
  };
  const auto judge = [&](const Number& n, const std::optional<Rational>& low, const std::optional<Rational>& high) {
    if (wanted == Wanted::kHigh) return above(n, high);
    if (wanted == Wanted::kLow) return below(n, low);
    // A range with one end has no other.
    return And(high ? Not(above(n, high)) : Truth::kTrue, low ? Not(below(n, low)) : Truth::kTrue);
  };
  if (row.ref_low || row.ref_high) {
    const Truth truth = judge(*row.number, row.ref_low, row.ref_high);
    if (truth == Truth::kUnknown) unsure = Told(subject, "the {} result against its reference range", analyte.label);
    return Both(truth);
  }
  unsure = Told(subject, "the laboratory's own reference range for {}", analyte.label);
  const auto from = units::ParseUnit(UnitOf(row, subject));
  const auto to = units::ParseUnit(analyte.unit);
  if (analyte.ranges.empty() || !from || !to || (row.unit == 0 && !PlainNumber(analyte.unit))) return {};
  const auto n = ConvertNumber(*row.number, *from, *to, analyte.molar_mass);
  if (!n) return {};
  const auto by_default = [&](const terms::ReferenceRange& range) { return judge(*n, range.low, range.high); };
  return {Truth::kUnknown, ByDefaultRange(subject, analyte, row, by_default)};
}

bool HoldsResult(const Row& row) {
  return row.domain == records::Domain::kObservation && (row.number || row.answer != records::Answer::kNone || row.text != 0);
}

namespace {

struct Dated {
  const Row* row;
  DateInterval day;
};
using Dateds = ShortVector<Dated, 12>;

template <class Which>
void Remove(Dateds& rows, const Which& which) {
  rows.Shorten(static_cast<std::size_t>(std::remove_if(rows.begin(), rows.end(), which) - rows.begin()));
}

// Results that may be the latest (or the first): several where a partial date or one day leaves it open.
Dateds Extremes(const Dateds& rows, bool latest) {
  Dateds out;
  if (rows.empty()) return out;
  Date bound = latest ? kDawn : kDusk;
  for (const Dated& r : rows) bound = latest ? std::max(bound, r.day.first) : std::min(bound, r.day.last);
  for (const Dated& r : rows) {
    if (latest ? r.day.last >= bound : r.day.first <= bound) out.push_back(r);
  }
  const bool one_day = std::all_of(out.begin(), out.end(), [&](const Dated& r) { return r.day.exact() && r.day == out[0].day; });
  const bool timed = std::all_of(out.begin(), out.end(), [](const Dated& r) { return r.row->timed(); });
  if (!one_day || !timed) return out;
  int minute = out[0].row->minute;
  for (const Dated& r : out) minute = latest ? std::max<int>(minute, r.row->minute) : std::min<int>(minute, r.row->minute);
  Remove(out, [&](const Dated& r) { return r.row->minute != minute; });
  return out;
}

}  // namespace

Timeline JudgeTimeline(terms::ConceptId id, const Subject& subject, const TimeSpan& span, std::optional<logic::Pick> pick,
                       Freshness freshness, const Question& question, const std::function<bool(const Row&)>& counts) {
  Timeline out;
  TimeSpan window = span;
  if (span.mode == TimeSpan::Mode::kNow) {
    window.first = freshness == Freshness::kLimited ? FreshFrom(span, subject) : kDawn;
    window.last = span.anchor;
  }
  Dateds rows;
  for (const Row& row : subject.Rows(id)) {
    if (!HoldsResult(row) || !Exists(row, subject.known_by()) || (counts && !counts(row))) continue;
    const DateInterval day = KnownDays(row.start, subject.known_by());
    if (BeforeEnd(day, row.minute, window) != Truth::kFalse) rows.push_back({&row, day});
  }
  const auto inside = [&](const Dated& r) { return Within(r.day, r.row->minute, window); };
  // After the window's end. What is dated as-of is taken to lie before the hour of an anchor of that day.
  const auto may_lie_after = [&](const Dated& r) {
    if (window.in_hours && window.to_minutes == 0 && window.anchor == subject.as_of() && r.day == On(window.anchor)) return false;
    return BeforeEnd(r.day, r.row->minute, window) != Truth::kTrue;
  };
  ShortVector<Reading, 16> said;
  const auto use = [&](const Dated& r, Truth in) {
    out.found = true;
    out.used.push_back(r.row);
    std::string unsure;
    const Reading reading = question(*r.row, unsure);
    if (in == Truth::kUnknown) unsure = Told(subject, "the day of the {} result", subject.Concept(id).label);
    said.push_back(reading);
    if (out.unsure.empty()) out.unsure = std::move(unsure);
    return reading;
  };
  const auto tell = [&] {
    for (std::size_t i = 0; i < said.size(); ++i) {
      if (out.told == nullptr || said[i].presumed == out.reading.presumed) out.told = out.used[i];
    }
  };

  const logic::Pick how = pick.value_or(logic::Pick::kLatest);
  if (how == logic::Pick::kLatest || how == logic::Pick::kFirst) {
    if (how == logic::Pick::kFirst) Remove(rows, [&](const Dated& r) { return inside(r) == Truth::kFalse; });
    bool begun = false;
    const Dateds extremes = Extremes(rows, how == logic::Pick::kLatest);
    // Of one day, a result that cannot answer (a titer beside "positive") does not contradict one that can.
    const bool one_day =
        std::all_of(extremes.begin(), extremes.end(), [&](const Dated& r) { return r.day.exact() && r.day == extremes[0].day; });
    const auto answers = [&](const Dated& r) {
      std::string ignored;
      return question(*r.row, ignored).presumed != Truth::kUnknown;
    };
    const bool some_answer = one_day && extremes.size() > 1 && std::any_of(extremes.begin(), extremes.end(), answers);
    for (const Dated& r : extremes) {
      if (some_answer && !answers(r)) continue;
      const Truth in = inside(r);
      Reading reading = use(r, in);
      if (in != Truth::kTrue) reading.strict = Truth::kUnknown;
      if (may_lie_after(r)) reading = {};
      if (in == Truth::kFalse) out.stale = true;
      if (!begun) {
        out.reading = reading;
      } else {
        if (out.reading.strict != reading.strict) out.reading.strict = Truth::kUnknown;
        if (out.reading.presumed != reading.presumed) {
          out.reading.presumed = Truth::kUnknown;
          out.conflict = true;
        }
      }
      begun = true;
    }
    tell();
    return out;
  }
  const bool all = how == logic::Pick::kAll;
  Reading reading = Both(FromBool(all));
  bool surely_inside = false;
  for (const Dated& r : rows) {
    const Truth in = inside(r);
    if (in == Truth::kFalse) continue;
    surely_inside = surely_inside || in == Truth::kTrue;
    const Reading says = use(r, in);
    reading = all ? And(reading, Or(Not(Both(in)), says)) : Or(reading, And(Both(in), says));
  }
  // Results that may all lie outside leave it open, as none at all does.
  if (surely_inside) {
    out.reading = reading;
  } else {
    const Reading open = all ? And(reading, Reading{}) : Or(reading, Reading{});
    out.reading = out.found ? open : Reading{};
  }
  tell();
  return out;
}

bool AsksForAny(const PreparedFact& fact, const TimeSpan& span) {
  return fact.excluding() && !fact->pick && span.mode == TimeSpan::Mode::kBetween && span.first < span.last;
}

std::string WhichResultCounts(const terms::Concept& c, const TimeSpan& span) {
  return fmt::format("whether the latest {} counts, or any {}", c.label, ToString(span));
}

Timeline JudgeResults(const PreparedFact& fact, terms::ConceptId id, const Subject& subject, const TimeSpan& span,
                      std::optional<logic::Pick> pick, Freshness freshness, const Question& question,
                      const std::function<bool(const Row&)>& counts) {
  Timeline latest = JudgeTimeline(id, subject, span, pick, freshness, question, counts);
  const bool by_latest = pick.value_or(logic::Pick::kLatest) == logic::Pick::kLatest;
  if (!by_latest || !AsksForAny(fact, span) || latest.reading == Both(Truth::kTrue)) return latest;
  Timeline any = JudgeTimeline(id, subject, span, logic::Pick::kAny, freshness, question, counts);
  if (!any.found || Common(latest.reading, any.reading) == latest.reading) return latest;
  any.reading = Common(latest.reading, any.reading);
  any.unsure = Told(subject, [&] { return WhichResultCounts(subject.Concept(id), span); });
  return any;
}

namespace {

// The first four letters of a word.
using Stem = std::array<char, 4>;

// Calls `visit` for the stem of each word of the text that tells methods apart; true when it is true of one.
template <class Visit>
bool AnyStem(std::string_view text, const Visit& visit) {
  const auto is_alnum = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_alnum(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.size() < sizeof(Stem)) continue;
    Stem stem;
    const auto lower = [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); };
    std::transform(word.begin(), word.begin() + sizeof(Stem), stem.begin(), lower);
    const auto is = [&](std::string_view other) {
      return std::equal(word.begin(), word.end(), other.begin(), other.end(), [&](char a, char b) { return lower(a) == b; });
    };
    if (!is("test") && !is("assay") && !is("method") && visit(stem)) return true;
  }
  return false;
}

}  // namespace

// By the first four letters of words: "echocardiography" and "echo" meet.
bool Mentions(std::string_view text, std::string_view wanted) {
  return AnyStem(wanted, [&](const Stem& want) { return AnyStem(text, [&](const Stem& have) { return have == want; }); });
}

bool NameImplies(const terms::Concept& c, std::string_view wanted) { return Mentions(c.label, wanted) || Mentions(c.id, wanted); }

LatestResult LatestAnswer(const Subject& subject, terms::ConceptId test, logic::Answer wanted, const TimeSpan& span) {
  LatestResult out;
  const Timeline timeline =
      JudgeTimeline(test, subject, span, logic::Pick::kLatest, Freshness::kLimited,
                    [&](const Row& row, std::string& unsure) { return AnswerOfResult(row, wanted, test, subject, unsure); });
  out.found = timeline.found;
  out.reading = timeline.reading;
  for (const Row* row : timeline.used) {
    ShowRow(out.evidence, subject, *row, test);
    out.says = Told(subject, "{} {} on {}{}", subject.Concept(test).label, ValueText(subject.run, *row), DayText(row->start),
                    timeline.stale ? ", which is no recent result" : "");
  }
  return out;
}

}  // namespace eligo::match
