#include "test/reference/points.h"

#include <algorithm>

#include "test/reference/signs.h"
#include "test/reference/when.h"

namespace eligo::reference {

using units::Rational;

Items::Items(const Question& q, const measure::Instrument& instrument) : q_(q), instrument_(instrument) {
  for (const measure::Item& item : instrument.items) {
    std::map<Date, std::vector<std::optional<Rational>>> written;
    for (const Record& record : RowsOf(q, {q.terms.Find(instrument.ConceptOf(item.id)).value()})) {
      // A result of a day that is not known, or of a time of day: which of several counts is not said of items.
      if (!record.dated() || !record.row.start->exact() || record.row.timed() || record.row.component) {
        open_ = true;
        continue;
      }
      written[record.start()].push_back(PointsOf(item, record));
    }
    for (const auto& [day, points] : written) {
      // Answers of one day that differ are none. One beside what is no answer: no page says.
      const bool all = std::all_of(points.begin(), points.end(), [](const auto& p) { return p.has_value(); });
      if (!all && points.size() > 1) open_ = true;
      const bool alike = std::all_of(points.begin(), points.end(), [&](const auto& p) { return p == points[0]; });
      answers_[day][item.id] = alike ? points[0] : std::nullopt;
    }
  }
  for (const measure::Instrument& other : measure::Instruments()) {
    const auto concept_id = q.terms.Find(other.id);
    if (other.set != instrument.set || !concept_id) continue;
    for (const Record& record : RowsOf(q, {*concept_id})) {
      if (!record.dated() || !record.row.start->exact()) {
        open_ = true;
        continue;
      }
      bool& stands = other.version() == instrument.version() ? versions_[record.start()].first : versions_[record.start()].second;
      stands = true;
    }
  }
  for (const auto& [day, answers] : answers_) {
    // Whether a day on which nobody gave an answer is one on which items were recorded no page says.
    const bool answered = std::any_of(answers.begin(), answers.end(), [](const auto& answer) { return answer.second.has_value(); });
    if (!answered || OwnerOn(day) == Owner::kOpen) open_ = true;
  }
}

std::optional<Rational> Items::PointsOf(const measure::Item& item, const Record& record) {
  const Rational most = item.points[0];
  if (record.row.answer == records::Answer::kNegative && !record.row.number) return Rational(0);
  if (record.row.answer == records::Answer::kPositive && !record.row.number && !item.graded) return most;
  if (!record.row.number || !record.row.number->exact() || record.row.answer != records::Answer::kNone || record.row.unit != 0) {
    open_ = true;
    return std::nullopt;
  }
  const Rational value = *record.row.number->low;
  if (item.graded) return value >= Rational(0) && value <= most ? std::optional(value) : std::nullopt;
  if (value == Rational(0)) return value;
  return value == most || value == Rational(1) ? std::optional(most) : std::nullopt;  // 1 is "ticked"
}

Owner Items::OwnerOn(Date day) const {
  const auto rows = versions_.find(day);
  if (rows == versions_.end()) return Owner::kUntold;
  if (rows->second.first && rows->second.second) return Owner::kOpen;
  return rows->second.first ? Owner::kOwn : Owner::kSister;
}

std::vector<Date> Items::Days() const {
  std::vector<Date> days;
  for (const auto& [day, answers] : answers_) {
    if (OwnerOn(day) != Owner::kSister) days.push_back(day);
  }
  return days;
}

Items::Answers Items::On(Date day) const {
  const auto of = answers_.find(day);
  return of == answers_.end() || OwnerOn(day) == Owner::kSister ? Answers{} : of->second;
}

std::optional<Rational> Items::Counted(const measure::Item& item, Date day, bool strict, bool with_earlier) const {
  const Date first = with_earlier && instrument_.window ? Moved(day, -*instrument_.window) : day;
  for (Date on = day; on >= first; --on.day) {
    const Answers answers = On(on);
    const auto answer = answers.find(item.id);
    if (answer == answers.end() || !answer->second) continue;
    // Of items whose version nothing tells, those on which the versions agree count; the others when presumed.
    if (strict && OwnerOn(on) == Owner::kUntold && !item.differs.empty()) continue;
    return answer->second;
  }
  return std::nullopt;
}

std::optional<records::Number> Items::Total(Date day, bool strict, bool with_earlier) const {
  Rational low = 0;
  Rational high = 0;
  int answered = 0;
  for (const measure::Item& item : instrument_.items) {
    auto points = Counted(item, day, strict, with_earlier);
    if (!strict && !Counted(item, day, strict, false)) {
      const auto shown = ShownOn(q_, instrument_, item, day);
      // Answers that differ, or one of a day before, against a sign: no page says which of the two counts.
      if (On(day).contains(item.id) && shown != Truth::kUnknown) return std::nullopt;
      if (!shown || (points && Known(*shown) && (*shown == Truth::kTrue) == (*points == Rational(0)))) return std::nullopt;
      if (*shown == Truth::kTrue) points = item.points[0];
      if (*shown == Truth::kFalse) points = Rational(0);
    }
    if (points) ++answered;
    low = Add(low, points.value_or(Rational(0))).value();
    high = Add(high, points.value_or(item.points[0])).value();
  }
  if (instrument_.rule != measure::Rule::kMean) return records::Number{low, high};
  // The mean of the answered ones where they are enough, else of all.
  const bool enough = answered >= instrument_.least;
  const Rational number(enough ? answered : static_cast<int>(instrument_.items.size()));
  low = Divide(low, number).value();
  high = enough ? low : Divide(high, number).value();
  return records::Number{low, high};
}

}  // namespace eligo::reference
