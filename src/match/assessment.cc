#include "match/assessment.h"

#include <algorithm>

#include <fmt/format.h>

#include "match/phrase.h"
#include "match/result.h"
#include "match/score.h"

namespace eligo::match {
namespace {

using measure::Finding;
using records::Answer;
using records::Row;

// Of which total's version an item's row is.
enum class Version { kThis, kUnstated, kOther };

bool Usable(const Row& row, const Subject& subject) {
  return row.domain == records::Domain::kObservation && Exists(row, subject.known_by()) && row.start && row.start->exact();
}

// An item that is part of an observation is of that observation's total; one that stands alone, of the total of its day, if only one
// version has one.
Version VersionOf(const Row& item, const PreparedInstrument& instrument, const Subject& subject) {
  bool of_own = false;
  bool of_another = false;
  for (const Relative& total : instrument.family) {
    for (const Row& row : subject.Rows(total.id)) {
      if (!Usable(row, subject)) continue;
      const bool together = item.component ? row.source == item.source : row.start == item.start;
      if (!together) continue;
      (total.same_rules ? of_own : of_another) = true;
    }
  }
  if (!of_own) return of_another ? Version::kOther : Version::kUnstated;
  return of_another ? Version::kUnstated : Version::kThis;
}

class Assessor {
 public:
  Assessor(const PreparedInstrument& instrument, int column, const Subject& subject, Date day)
      : instrument_(instrument), column_(column), subject_(subject), day_(day) {}

  Assessment Run(Signs signs) {
    out_.strict.reserve(instrument_.items.size());
    out_.presumed.reserve(instrument_.items.size());
    for (std::size_t i = 0; i < instrument_.items.size(); ++i) {
      const measure::Item& item = instrument_.instrument->items[i];
      out_.strict.push_back(measure::NotAnswered(item, column_));
      out_.presumed.push_back(measure::NotAnswered(item, column_));
      if (!Recorded(i, item) && signs == Signs::kYes) Shown(i, item);
    }
    if (out_.evidence.empty()) out_.evidence = std::move(absent_);
    return std::move(out_);
  }

 private:
  bool ever() const { return !instrument_.instrument->window; }

  // What was recorded of the item itself. True when nothing else need be asked.
  bool Recorded(std::size_t i, const measure::Item& item) {
    const auto concept_id = instrument_.items[i].concept_id;
    if (!concept_id) return false;
    std::optional<Finding> said;
    bool sure = true;
    bool conflict = false;
    const Row* earlier = nullptr;
    bool earlier_differs = false;
    for (const Row& row : subject_.Rows(*concept_id)) {
      if (!Usable(row, subject_) || row.start->first > day_) continue;
      const bool counts = ever() || row.start->first == day_;
      if (!counts && row.start->first < Add(day_, -*instrument_.instrument->window)) continue;
      const auto finding = FindingOf(row, item, column_);
      const Version version = VersionOf(row, instrument_, subject_);
      if (!finding || version == Version::kOther) continue;
      if (!counts) {
        // Of a day before as of this one, answers that differ are none.
        const auto of_that_day = earlier != nullptr && earlier->start == row.start ? FindingOf(*earlier, item, column_) : finding;
        earlier_differs = earlier != nullptr && earlier->start == row.start &&
                          (earlier_differs || of_that_day->low != finding->low || of_that_day->holds != finding->holds);
        earlier = &row;
        continue;
      }
      sure = sure && (version == Version::kThis || item.differs.empty());
      // Found once is enough for criteria that look back on all days; answers of one day must agree.
      const bool other = said && (said->low != finding->low || said->holds != finding->holds);
      conflict = conflict || (other && !ever());
      if (!said || finding->low > said->low || finding->holds == Truth::kTrue) said = finding;
      auto& evidence = finding->holds == Truth::kTrue ? out_.evidence : absent_;
      if (finding->holds == Truth::kTrue || absent_.empty()) ShowRow(evidence, subject_, row, *concept_id);
    }
    if (said && !conflict) {
      ++out_.answered;
      out_.presumed[i] = *said;
      if (sure) {
        out_.strict[i] = *said;
      } else if (said->holds == Truth::kTrue) {
        Presume([&] { return fmt::format("that the {} was scored by this version", item.label); });
      }
      return true;
    }
    if (conflict || earlier == nullptr || earlier_differs) return conflict;
    // Found within the window before the day: still to be counted. Not found then says nothing of the days since.
    const auto before = FindingOf(*earlier, item, column_);
    if (!before || before->holds != Truth::kTrue) return false;
    out_.presumed[i] = *before;
    out_.shown = true;
    ShowRow(out_.evidence, subject_, *earlier, *concept_id);
    Presume([&] { return fmt::format("that the {} of {} still counts", item.label, DayText(earlier->start)); });
    return true;
  }

  // What else shows the item, or rules it out.
  void Shown(std::size_t i, const measure::Item& item) {
    bool asked = false;  // something answers
    bool ruled_out = true;
    for (std::size_t n = 0; n < item.shown_by.size(); ++n) {
      EvidenceList evidence;
      Reading together = Both(Truth::kTrue);
      for (const PreparedSign& sign : instrument_.items[i].shown_by[n]) together = And(together, AskSign(sign, evidence));
      if (together.presumed == Truth::kTrue) {
        // By the rules of another version; of this one it may or may not hold.
        if (!instrument_.instrument->Differs(item)) Show(i, item, together, evidence);
        return;
      }
      asked = asked || together.presumed == Truth::kFalse;
      ruled_out = ruled_out && (together.presumed == Truth::kFalse || (item.shown_by[n].optional && evidence.empty()));
    }
    // Of criteria that count what ever was, a result says only of its day that it was not.
    const bool by_age = !item.shown_by.empty() && item.shown_by[0].signs[0].kind == measure::Sign::Kind::kAge;
    if (asked && ruled_out && (!ever() || by_age)) out_.presumed[i] = measure::Absent();
  }

  void Show(std::size_t i, const measure::Item& item, Reading how, const EvidenceList& evidence) {
    out_.presumed[i] = measure::Present(item, column_);
    if (item.presumes.empty() && how.strict == Truth::kTrue) out_.strict[i] = out_.presumed[i];
    out_.shown = true;
    if (!item.presumes.empty()) Presume([&] { return fmt::format("for {} {}", item.label, item.presumes); });
    out_.evidence.Add(evidence);
  }

  template <class Text>
  void Presume(const Text& text) {
    if (subject_.run.words) out_.presumes.push_back(text());
  }

  Reading AskSign(const PreparedSign& sign, EvidenceList& evidence) {
    if (sign.sign->kind == measure::Sign::Kind::kAge) return AskAge(*sign.sign);
    if (!sign.fact) return {};
    const auto& ids = sign.fact->closure;
    const auto silent = [&](terms::ConceptId id) { return subject_.Rows(id).empty(); };
    if (std::all_of(ids.begin(), ids.end(), silent)) return {};
    LeafResult result = JudgeSign(sign, subject_, SpanOfSigns(instrument_, day_));
    const bool condition = sign.sign->kind == measure::Sign::Kind::kCondition;
    // A condition that nobody wrote down is silence, not absence.
    if (condition && result.truth.presumed == Truth::kFalse) result.truth = {};
    evidence.Add(result.evidence);
    return result.truth;
  }

  // Age when the instrument's disease was first recorded.
  Reading AskAge(const measure::Sign& sign) {
    std::optional<DateInterval> onset;
    for (const terms::ConceptId id : instrument_.disease) {
      for (const Row& row : subject_.Rows(id)) {
        const bool stated = row.domain == records::Domain::kCondition && row.standing == records::Standing::kConfirmed && row.start;
        if (!stated || !Exists(row, subject_.known_by())) continue;
        if (!onset || row.start->first < onset->first) onset = row.start;
      }
    }
    if (!onset) return {};
    const auto first = AgesOn(subject_, onset->first);
    const auto last = AgesOn(subject_, onset->last);
    if (!first || !last) return {};
    records::Number age;
    age.low = first->low;
    age.high = last->high;
    Truth truth = CompareNumber(age, logic::Operator::kGreaterEqual, sign.value, {});
    if (sign.high) truth = And(truth, CompareNumber(age, logic::Operator::kLessEqual, *sign.high, {}));
    return Both(truth);
  }

  const PreparedInstrument& instrument_;
  const int column_;
  const Subject& subject_;
  const Date day_;
  Assessment out_;
  EvidenceList absent_;  // one that was answered, and does not hold
};

}  // namespace

TimeSpan SpanOfSigns(const PreparedInstrument& instrument, Date day) {
  const std::optional<Period>& window = instrument.instrument->window;
  TimeSpan span;
  span.stated = true;
  span.anchor = span.last = day;
  span.mode = window ? TimeSpan::Mode::kBetween : TimeSpan::Mode::kEver;
  span.first = window ? Add(day, -*window) : kDawn;
  return span;
}

LeafResult JudgeSign(const PreparedSign& sign, const Subject& subject, const TimeSpan& span) {
  const bool condition = sign.sign->kind == measure::Sign::Kind::kCondition;
  return condition ? JudgeCondition(*sign.fact, subject, span) : JudgeMeasurement(*sign.fact, subject, span);
}

std::optional<Finding> FindingOf(const Row& row, const measure::Item& item, int column) {
  if (row.number) return row.number->exact() ? measure::Scored(item, column, *row.number->low) : std::nullopt;
  if (row.answer == Answer::kNegative) return measure::Absent();
  if (row.answer == Answer::kPositive && !item.graded) return measure::Present(item, column);
  return std::nullopt;
}

const Assessment& Assess(const PreparedInstrument& instrument, int column, const Subject& subject, Date day, Signs signs) {
  const std::int64_t of = subject.run.known.instruments->PlaceOf(instrument);
  const auto make = [&] { return Assessor(instrument, column, subject, day).Run(signs); };
  return subject.rows->Once<Assessment>("assessment", {of, column, day.day, signs == Signs::kYes, subject.days_later, subject.run.words},
                                        make);
}

namespace {

std::optional<Date> FindLatestAnswers(const PreparedInstrument& instrument, const Subject& subject, Date last) {
  std::optional<Date> latest;
  for (std::size_t i = 0; i < instrument.items.size(); ++i) {
    if (!instrument.items[i].concept_id) continue;
    for (const Row& row : subject.Rows(*instrument.items[i].concept_id)) {
      if (!Usable(row, subject) || row.start->first > last || (latest && row.start->first <= *latest)) continue;
      if (!FindingOf(row, instrument.instrument->items[i], 0) || VersionOf(row, instrument, subject) == Version::kOther) continue;
      latest = row.start->first;
    }
  }
  return latest;
}

}  // namespace

std::optional<Date> LatestAnswers(const PreparedInstrument& instrument, const Subject& subject, Date last) {
  const std::int64_t of = subject.run.known.instruments->PlaceOf(instrument);
  return subject.rows->Once<std::optional<Date>>("latest answers", {of, last.day},
                                                 [&] { return FindLatestAnswers(instrument, subject, last); });
}

int ColumnOf(const PreparedInstrument& instrument, const Subject& subject) {
  if (!instrument.instrument->two_columns()) return 0;
  for (std::size_t i = 0; i < instrument.items.size(); ++i) {
    if (instrument.instrument->items[i].group != "biopsy" || !instrument.items[i].concept_id) continue;
    for (const Row& row : subject.Rows(*instrument.items[i].concept_id)) {
      const auto finding = FindingOf(row, instrument.instrument->items[i], 1);
      // Nothing found may mean that nobody looked.
      if (Usable(row, subject) && finding && finding->holds == Truth::kTrue) return 1;
    }
  }
  for (const terms::ConceptId id : instrument.biopsies) {
    for (const Row& row : subject.Rows(id)) {
      if (Exists(row, subject.known_by()) && row.domain != records::Domain::kNote) return 1;
    }
  }
  return 0;
}

}  // namespace eligo::match
