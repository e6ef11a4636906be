#include "match/plain.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "match/body_mass.h"
#include "match/clearance.h"
#include "match/instrument_item.h"
#include "match/measurement.h"
#include "match/result.h"
#include "match/score.h"

namespace eligo::match {
namespace {

using logic::About;
using logic::Answer;
using logic::Operator;
using logic::Pick;
using records::Columns;

// Where a question is tried on either side of a limit, as a share of it.
constexpr double kBeside = 1e-6;
// Nearer to a limit than this the kernel's exact numbers are asked.
constexpr double kNear = 4e-6;
// So many patients ahead rows are fetched.
constexpr records::PatientIndex kAhead = 8;
// From this age on one default range must hold for good: what is told by it is told of older patients only.
constexpr int kAdult = 19;
// How far below and above all limits it is tried once more.
constexpr double kFar = 1000;

// Of a score, its stored totals alone: what its items say is asked in plain_items.cc and plain_signs.cc.
bool IsPlainScore(const PreparedFact& fact, const Run& run) {
  constexpr Fields kPlain = kCompareField | kExceptField | kPickField | kWindowField;
  if ((fact.fields & ~kPlain) != 0 || !fact.Has(kCompareField) || !fact.concept_id || !fact.since.empty()) return false;
  if (fact->about != About::kScore && fact->about != About::kMeasurement) return false;
  const terms::Concept& c = run.terms.Get(*fact.concept_id);
  if (c.kind != terms::Kind::kScore || c.by_name || c.person || c.female_only || fact->decides == logic::Decides::kPerson) return false;
  if (fact.closure.size() != 1 || IsClassification(*fact.concept_id, run) || (fact->window && fact->window->event)) return false;
  const logic::Compare& compare = *fact->compare;
  if (compare.times_uln || compare.times_lln || compare.titer || compare.per_kg) return false;
  // Between two limits what is left out may lie on either side.
  if (!fact.except.empty() && (!UnitSaysNothing(compare.unit) || compare.op == Operator::kBetween || compare.op == Operator::kEqual))
    return false;
  return fact->pick.value_or(Pick::kLatest) == Pick::kLatest;
}

bool IsPlain(const PreparedFact& fact, const Run& run) {
  constexpr Fields kPlain = kCompareField | kAnswerField | kMethodField | kProvidedField | kPickField | kWindowField;
  if ((fact.fields & ~kPlain) != 0 || !fact.Has(kCompareField | kAnswerField) || !fact.concept_id || !fact.since.empty()) return false;
  if (fact->about != About::kMeasurement && fact->about != About::kScore) return false;
  const terms::Concept& c = run.terms.Get(*fact.concept_id);
  if (c.kind != terms::Kind::kMeasurement || c.by_name || c.person || fact->decides == logic::Decides::kPerson) return false;
  if (c.id == kBodyMassIndex || (fact->window && fact->window->event)) return false;
  if (fact->compare && fact->compare->per_kg) return false;
  const bool extreme = fact->pick == Pick::kLowest || fact->pick == Pick::kHighest;
  if (extreme && fact->compare && (fact->compare->op == Operator::kBetween || fact->compare->op == Operator::kEqual)) return false;
  // "None of the class" is asked the other way round.
  return fact.closure.size() == 1 || (fact->answer != Answer::kNegative && fact->answer != Answer::kNormal);
}

// Whether the answer may hang on the project's default range, and so on the patient.
bool NeedsDefaultRange(const records::Row& row, const logic::Fact& fact) {
  if (fact.compare && fact.compare->times_uln && !row.ref_high) return true;
  if (fact.compare && fact.compare->times_lln && !row.ref_low) return true;
  if (!fact.answer || row.ref_low || row.ref_high) return false;
  return *fact.answer == Answer::kHigh || *fact.answer == Answer::kLow || *fact.answer == Answer::kNormal ||
         *fact.answer == Answer::kAbnormal;
}

// Numbers in the shape's unit at which the question may turn; none where some are below zero. One of zero is left out, `of_zero` says so.
std::vector<double> LimitsIn(const records::Row& shape, const PreparedFact& fact, terms::ConceptId id, const Run& run, bool& of_zero) {
  std::vector<double> limits;
  const std::string_view reported = run.records.Text(shape.unit);
  const auto unit = units::ParseUnit(reported);
  for (const Limit& limit : fact.limits) {
    for (const std::optional<units::Rational>& value : {std::optional(limit.compare.value), limit.compare.high}) {
      if (!value) continue;
      if (limit.compare.times_uln || limit.compare.times_lln) {
        const auto& end = limit.compare.times_uln ? shape.ref_high : shape.ref_low;
        const auto product = end ? units::Multiply(*value, *end) : std::nullopt;
        if (product) limits.push_back(product->ToDouble());
        continue;
      }
      limits.push_back(value->ToDouble());
      const auto there = unit && limit.unit ? units::Convert(*value, *limit.unit, *unit, run.terms.Get(id).molar_mass) : std::nullopt;
      if (there) limits.push_back(there->ToDouble());
    }
  }
  for (const auto& end : {shape.ref_low, shape.ref_high}) {
    if (end && fact->answer) limits.push_back(end->ToDouble());
  }
  std::sort(limits.begin(), limits.end());
  std::vector<double> apart;
  for (const double limit : limits) {
    if (limit < 0) return {};
    of_zero = of_zero || limit == 0;
    if (limit == 0) continue;
    if (apart.empty() || limit > apart.back() * (1 + 10 * kBeside)) apart.push_back(limit);
  }
  return apart;
}

// A number near it with as large a numerator and denominator as any in a column: where arithmetic does not fail on it, it fails on none.
std::optional<units::Rational> NearlyOf(double value) {
  if (!(value > 1e-9 && value < 1e9)) return std::nullopt;
  std::int64_t parts = 1;
  while (value * static_cast<double>(parts) < static_cast<double>(Columns::kMostNumerator)) parts *= 10;
  std::int64_t number = std::llround(value * static_cast<double>(parts)) | 1;
  if (number % 5 == 0) number += 2;  // nothing is cancelled
  return units::Rational::Of(number, parts);
}

}  // namespace

PlainMeasurement::Rule PlainMeasurement::RuleOf(const records::Shape& shape, const PreparedFact& fact, terms::ConceptId id,
                                                const Run& run) {
  Rule rule;
  if (!HoldsResult(shape.row) ||
      ByMethod(shape.row, *fact, run.terms.Get(id), Subject{run, 0, run.records.patients().front()}) == Truth::kFalse) {
    rule.kind = Rule::Kind::kNoResult;
    return rule;
  }
  if (!shape.dated || shape.blank) return rule;
  const Asked asked{shape, fact, id, run};
  if (NeedsDefaultRange(shape.row, *fact)) return RuleByDefault(asked);
  return Tried(asked, run.records.patients().front(), shape.row.ref_low, shape.row.ref_high);
}

// Adults of one sex that stand in one default range all their life.
PlainMeasurement::Rule PlainMeasurement::RuleByDefault(const Asked& asked) {
  const terms::Concept& c = asked.run.terms.Get(asked.id);
  const auto unit = units::ParseUnit(asked.run.records.Text(asked.shape.row.unit));
  const auto own = units::ParseUnit(c.unit);
  Rule rule;
  for (const records::Sex sex : {records::Sex::kFemale, records::Sex::kMale}) {
    const auto of = sex == records::Sex::kFemale ? terms::RangeSex::kFemale : terms::RangeSex::kMale;
    const auto range = std::find_if(c.ranges.begin(), c.ranges.end(), [&](const auto& r) { return r.Covers(of, kAdult); });
    if (range == c.ranges.end() || range->age_to != terms::ReferenceRange::kNoLimit) return {};
    const auto here = [&](const std::optional<units::Rational>& end) {
      return end && unit && own ? units::Convert(*end, *own, *unit, c.molar_mass) : std::nullopt;
    };
    records::Patient patient;
    patient.gender = sex;
    patient.birth = On(Add(asked.run.settings.as_of, Period{-12 * 2 * kAdult, 0, 0}));
    rule.adults.push_back(Tried(asked, patient, here(range->low), here(range->high)));
    if (rule.adults.back().kind != Rule::Kind::kSays) return {};
  }
  rule.kind = Rule::Kind::kByDefaultRange;
  return rule;
}

// The kernel's question put to rows of the shape, of that patient and as of today, with numbers on both sides of each limit.
PlainMeasurement::Rule PlainMeasurement::Tried(const Asked& asked, const records::Patient& patient,
                                               const std::optional<units::Rational>& range_low,
                                               const std::optional<units::Rational>& range_high) {
  Rule rule;
  const Subject anybody{asked.run, 0, patient};
  const bool score = asked.run.terms.Get(asked.id).kind == terms::Kind::kScore;
  const auto ask = [&](std::optional<units::Rational> number) {
    records::Row row = asked.shape.row;
    row.start = On(asked.run.settings.as_of);
    if (asked.shape.number) row.number = records::Number{number, number};
    std::string unsure;
    return score ? AskOfScore(row, asked.fact, anybody, unsure) : AskOfResult(row, asked.fact, asked.id, anybody, unsure);
  };
  rule.kind = Rule::Kind::kSays;
  if (!asked.shape.number) {
    rule.says.push_back(ask({}));
    return rule;
  }
  records::Row ranged = asked.shape.row;
  ranged.ref_low = range_low;
  ranged.ref_high = range_high;
  const std::vector<double> limits = LimitsIn(ranged, asked.fact, asked.id, asked.run, rule.above_zero);
  if (limits.empty()) return Rule{};
  const auto lowest = NearlyOf(limits.front() / kFar);
  const auto highest = NearlyOf(limits.back() * kFar);
  if (!lowest || !highest) return Rule{};
  Reading below = ask(lowest);
  rule.says.push_back(below);
  for (const double limit : limits) {
    const auto under = NearlyOf(limit * (1 - kBeside));
    const auto over = NearlyOf(limit * (1 + kBeside));
    // What lies between two limits must be the same on both sides of the gap.
    if (!under || !over || ask(under) != below) return Rule{};
    // A step also where both sides say the same: at the limit itself, "= 80" says something else, and the kernel is asked there.
    const Reading above = ask(over);
    rule.steps.push_back(limit);
    rule.at.push_back(limit == std::floor(limit) ? std::optional(ask(units::Rational(std::llround(limit)))) : std::nullopt);
    rule.says.push_back(above);
    below = above;
  }
  if (ask(highest) != below) return Rule{};
  return rule;
}

const PlainMeasurement::Rule& PlainMeasurement::RuleFor(const Member& member, const records::Cell& cell,
                                                        records::PatientIndex index) const {
  const Rule& rule = member.rules[cell.shape];
  if (rule.kind != Rule::Kind::kByDefaultRange) return rule;
  static const Rule kAsks;
  const records::Patient& patient = records_->patients()[index];
  const records::Sex sex = SexOf(patient);
  const bool adult = patient.birth && Add(patient.birth->last, Period{12 * kAdult, 1, 0}).day <= cell.day;
  if (!adult || (sex != records::Sex::kFemale && sex != records::Sex::kMale)) return kAsks;
  return rule.adults[sex == records::Sex::kFemale ? 0 : 1];
}

std::unique_ptr<PlainMeasurement> PlainMeasurement::Of(const PreparedLeaf& leaf, const Run& run, ColumnSet& columns) {
  if (!leaf.fact || run.records.patients().empty()) return nullptr;
  // Where no result of it is fresh, it is computed.
  if (leaf.fact->concept_id && IsFormulaOfClearance(run.terms.Get(*leaf.fact->concept_id))) return nullptr;
  return Of(*leaf.fact, ResolveAll(*leaf.fact, Subject{run, 0, run.records.patients().front()}), run, columns);
}

std::unique_ptr<PlainMeasurement> PlainMeasurement::Of(const PreparedFact& asked, const std::vector<TimeSpan>& spans, const Run& run,
                                                       ColumnSet& columns) {
  const bool score = IsPlainScore(asked, run);
  if (!score && !IsPlain(asked, run)) return nullptr;
  // Rows are asked about the whole, items that are left out are taken off it.
  std::unique_ptr<const PreparedFact> whole;
  std::vector<bool> left_out;
  if (!asked.except.empty()) {
    const PreparedInstrument* const of = run.known.instruments->Find(*asked.concept_id);
    const auto items = of != nullptr && !of->instrument->ambiguous_to ? LeftOut(asked, *of, run.terms) : std::nullopt;
    if (!items) return nullptr;
    left_out = *items;
    auto stripped = std::make_unique<PreparedFact>(asked);
    stripped->except.clear();
    stripped->fields &= ~kExceptField;
    whole = std::move(stripped);
  }
  const PreparedFact& fact = whole ? *whole : asked;
  const Subject anybody{run, 0, run.records.patients().front()};
  const TimeSpan& span = spans.front();
  if (spans.size() != 1 || !span.problem.empty() || span.in_hours || span.half_lives > 0 || span.to_half_lives > 0) return nullptr;
  if (span.ahead(anybody.as_of())) return nullptr;
  auto plain = std::make_unique<PlainMeasurement>();
  const PreparedInstrument* instrument = score ? run.known.instruments->Find(*fact.concept_id) : nullptr;
  std::string problem;
  plain->pick_ = PickOf(*fact, span, problem).value_or(Pick::kLatest);
  if (!problem.empty() || plain->pick_ == Pick::kFirst) return nullptr;
  plain->fact_ = &fact;
  plain->whole_ = std::move(whole);
  plain->records_ = &run.records;
  plain->who_ = &columns.who();
  plain->asks_for_any_ = AsksForAny(fact, span);
  // An earlier day's items may make what no total says.
  if (score && plain->asks_for_any_) return nullptr;
  plain->window_ = span;
  plain->items_until_ = std::min(span.last, run.settings.as_of);
  plain->as_of_ = run.settings.as_of;
  if (span.mode == TimeSpan::Mode::kNow) {
    plain->window_.first = FreshFrom(span, anybody);
    plain->window_.last = span.anchor;
  }
  if (span.later) {
    if (!fact.excluding() || span.last > span.anchor) return nullptr;
    plain->keeps_only_true_ = true;
  }
  if (instrument != nullptr) {
    plain->items_ = columns.ItemsOf(*instrument, left_out);
    if (!plain->items_) return nullptr;
    plain->signs_ = PlainSigns::Of(fact, *instrument, left_out, plain->items_until_, run, columns);
  }
  for (const terms::ConceptId id : fact.closure) {
    Member member{id, columns.Of(id), {}, {}, {}, false};
    if (member.columns != nullptr) {
      if (member.columns->overflown()) return nullptr;
      for (const records::Shape& shape : member.columns->shapes()) {
        member.rules.push_back(RuleOf(shape, fact, id, run));
        const Rule& rule = member.rules.back();
        member.quick.push_back(QuickOf(rule, shape));
        for (std::size_t sex = 0; sex < member.adults.size(); ++sex)
          member.adults[sex].push_back(QuickOf(rule.kind == Rule::Kind::kByDefaultRange ? rule.adults[sex] : rule, shape));
        member.undated = member.undated || !shape.dated;
      }
    }
    plain->members_.push_back(std::move(member));
  }
  CHECK(!plain->members_.empty());
  plain->female_only_ = !score && run.terms.Get(*fact.concept_id).female_only;
  if (fact.provided) {
    plain->proviso_ = SilentProviso::Of(*fact.provided, run);
    if (!plain->proviso_) return nullptr;
  }
  const Member& first = plain->members_.front();
  plain->quick_any_ = plain->members_.size() == 1 && first.columns != nullptr && !first.undated && plain->pick_ == Pick::kAny &&
                      !plain->keeps_only_true_ && !plain->female_only_ && !plain->proviso_ && !plain->items_;
  plain->quick_ = plain->members_.size() == 1 && first.columns != nullptr && !first.undated && plain->pick_ == Pick::kLatest &&
                  !plain->asks_for_any_ && !plain->keeps_only_true_ && !plain->female_only_;
  return plain;
}

std::optional<Reading> PlainMeasurement::Says(const Rule& rule, double number) {
  // Below zero nothing was tried.
  if (!rule.steps.empty() && (number < 0 || (rule.above_zero && number == 0))) return std::nullopt;
  std::size_t step = 0;
  for (; step < rule.steps.size(); ++step) {
    const double limit = rule.steps[step];
    if (number == limit && rule.at[step]) return rule.at[step];
    if (std::abs(number - limit) <= kNear * limit) return std::nullopt;
    if (number < limit) break;
  }
  return rule.says[step];
}

PlainMeasurement::Quick PlainMeasurement::QuickOf(const Rule& rule, const records::Shape& shape) {
  Quick quick;
  quick.by_default = rule.kind == Rule::Kind::kByDefaultRange;
  if (rule.kind != Rule::Kind::kSays || rule.steps.size() > 1) return quick;
  quick.says = true;
  quick.number = shape.number;
  quick.below = quick.above = rule.says.front();
  if (rule.steps.empty()) {
    quick.low = std::numeric_limits<double>::infinity();
    return quick;
  }
  quick.above = rule.says.back();
  quick.above_zero = rule.above_zero;
  quick.limit = rule.steps.front();
  quick.low = quick.limit * (1 - kNear);
  quick.high = quick.limit * (1 + kNear);
  quick.at_limit = rule.at.front().has_value();
  if (quick.at_limit) quick.at = *rule.at.front();
  return quick;
}

// Of those who were surely adults then.
const PlainMeasurement::Quick& PlainMeasurement::QuickFor(const Member& member, const records::Cell& cell,
                                                          records::PatientIndex patient) const {
  const Quick& rule = member.quick[cell.shape];
  if (!rule.by_default) return rule;
  constexpr std::int32_t kAdultDays = 366 * kAdult + 31;
  const Who& who = (*who_)[patient];
  const bool born = who.birth != Who::kNoBirth && who.birth != Who::kPartial;
  if (!born || cell.day - who.birth < kAdultDays || (who.sex != records::Sex::kFemale && who.sex != records::Sex::kMale)) return rule;
  return member.adults[who.sex == records::Sex::kFemale ? 0 : 1][cell.shape];
}

std::optional<Reading> PlainMeasurement::Says(const Quick& rule, double number) {
  if (!(number >= 0) || (rule.above_zero && number == 0)) return std::nullopt;
  if (number < rule.low) return rule.below;
  if (rule.at_limit && number == rule.limit) return rule.at;
  return number <= rule.high ? std::nullopt : std::optional(rule.above);
}

// The latest of one concept, where it stands alone on its day.
std::optional<Reading> PlainMeasurement::Quickly(const Member& member, records::PatientIndex patient) const {
  const Columns::Slice rows = member.columns->Of(patient);
  const std::int32_t last = std::min(window_.last, as_of_).day;
  std::size_t at = rows.size();
  while (at > 0 && rows[at - 1].day > last) --at;
  if (at == 0) {
    if (!items_) return Reading{};
    return rows.empty() ? WithoutTotal(patient) : std::nullopt;
  }
  const records::Cell& cell = rows[at - 1];
  const Quick& rule = QuickFor(member, cell, patient);
  const bool beside = at > 1 && rows[at - 2].day == cell.day;
  if (!rule.says || beside) return std::nullopt;
  if (items_ && !rule.number) return std::nullopt;
  auto reading = items_ && items_->leaves_out() ? LessItems(rule, cell, patient) : Says(rule, cell.number);
  if (!reading) return std::nullopt;
  if (cell.day < window_.first.day) reading->strict = Truth::kUnknown;
  return items_ ? BesideItems(*reading, cell, patient) : reading;
}

// Any of one concept in the window.
std::optional<LeafTruth> PlainMeasurement::AnyQuickly(const Member& member, records::PatientIndex patient) const {
  const std::int32_t last = std::min(window_.last, as_of_).day;
  bool found = false;
  Reading reading = Both(Truth::kFalse);
  for (const records::Cell& cell : member.columns->Of(patient)) {
    if (cell.day > last) break;
    if (cell.day < window_.first.day) continue;
    const Quick& rule = QuickFor(member, cell, patient);
    if (!rule.says && member.rules[cell.shape].kind == Rule::Kind::kNoResult) continue;
    const auto says = rule.says ? Says(rule, cell.number) : std::nullopt;
    if (!says) return std::nullopt;
    found = true;
    reading = Or(reading, *says);
  }
  return LeafTruth{found ? reading : Reading{}, false};
}

std::uint64_t PlainMeasurement::JudgeMany(records::PatientIndex first, std::uint64_t which, Lanes& strict, Lanes& presumed) const {
  const Member& member = members_.front();
  if (!quick_) return 0;
  which &= ~(proviso_ ? proviso_->Spoken(first / verdict::kBitsAWord) : 0);
  std::uint64_t told = 0;
  for (std::uint64_t left = which; left != 0; left &= left - 1) {
    const auto patient = first + static_cast<records::PatientIndex>(std::countr_zero(left));
    member.columns->Expect(patient + kAhead);
    if (items_) items_->Expect(patient + kAhead);
    auto reading = Quickly(member, patient);
    if (!reading) continue;
    if (proviso_) reading = While(*reading, proviso_->Of((*who_)[patient].sex));
    const std::uint64_t bit = left & ~(left - 1);
    told |= bit;
    strict.is_true |= reading->strict == Truth::kTrue ? bit : 0;
    strict.is_false |= reading->strict == Truth::kFalse ? bit : 0;
    presumed.is_true |= reading->presumed == Truth::kTrue ? bit : 0;
    presumed.is_false |= reading->presumed == Truth::kFalse ? bit : 0;
  }
  return told;
}

// The latest result of the window or before it: all of its day that can answer must say the same.
PlainMeasurement::Found PlainMeasurement::Latest(const Member& member, const Columns::Slice& rows, records::PatientIndex patient) const {
  Found found;
  std::int32_t day = 0;
  bool answers = false;   // whether one of them can
  bool unlike = false;    // some say more than others
  bool all_timed = true;  // then the last of them counts
  for (std::size_t i = rows.size(); i-- > 0;) {
    const records::Cell& cell = rows[i];
    if (cell.day > window_.last.day) continue;
    if (found.any && cell.day != day) break;
    const Rule& rule = RuleFor(member, cell, patient);
    if (rule.kind == Rule::Kind::kNoResult) continue;
    const auto says = rule.kind == Rule::Kind::kSays ? Says(rule, cell.number) : std::nullopt;
    if (!says) return {false, true, {}};
    const records::Shape& shape = member.columns->ShapeOf(cell);
    all_timed = all_timed && shape.timed;
    const bool can = says->presumed != Truth::kUnknown;
    if (found.any && *says != found.reading) {
      if (can == answers) return {false, true, {}};
      unlike = true;
    }
    if (!found.any || can || !answers) found.reading = *says;
    answers = answers || can;
    found.any = true;
    day = cell.day;
    found.one_number = shape.number && (found.last == nullptr || (found.one_number && found.last->number == cell.number));
    found.last = &cell;
  }
  if (unlike && all_timed) return {false, true, {}};
  if (found.any && day < window_.first.day) found.reading.strict = Truth::kUnknown;
  return found;
}

// Any or all results of the window.
PlainMeasurement::Found PlainMeasurement::Gather(const Member& member, const Columns::Slice& rows, bool all,
                                                 records::PatientIndex patient) const {
  Found found{true, false, Both(FromBool(all))};
  for (const records::Cell& cell : rows) {
    if (cell.day < window_.first.day || cell.day > window_.last.day) continue;
    const Rule& rule = RuleFor(member, cell, patient);
    if (rule.kind == Rule::Kind::kNoResult) continue;
    const auto says = rule.kind == Rule::Kind::kSays ? Says(rule, cell.number) : std::nullopt;
    if (!says) return {false, true, {}};
    found.any = true;
    found.reading = all ? And(found.reading, *says) : Or(found.reading, *says);
  }
  if (!found.any) found.reading = {};
  return found;
}

PlainMeasurement::Found PlainMeasurement::Look(const Member& member, records::PatientIndex patient) const {
  if (member.columns == nullptr) return {};
  member.columns->Expect(patient + kAhead);
  Columns::Slice rows = member.columns->Of(patient);
  const std::vector<records::Shape>& shapes = member.columns->shapes();
  // Rows of a day that is not known may be any one of them.
  if (member.undated) {
    for (const records::Cell& cell : rows) {
      if (!shapes[cell.shape].dated && member.rules[cell.shape].kind != Rule::Kind::kNoResult) return {false, false, {}};
    }
  }
  // What is dated after as-of does not exist.
  std::size_t known = rows.size();
  while (known > 0 && rows[known - 1].day > as_of_.day) --known;
  rows = rows.first(known);
  if (pick_ != Pick::kLatest) return Gather(member, rows, pick_ == Pick::kAll, patient);
  Found latest = Latest(member, rows, patient);
  if (!asks_for_any_ || !latest.plain || latest.reading == Both(Truth::kTrue)) return latest;
  const Found any = Gather(member, rows, false, patient);
  if (!any.plain) return any;
  if (any.any) latest = {true, true, Common(latest.reading, any.reading)};
  return latest;
}

std::optional<LeafTruth> PlainMeasurement::Judge(records::PatientIndex patient) const {
  if (const auto any = quick_any_ ? AnyQuickly(members_.front(), patient) : std::nullopt) return any;
  const Who& who = (*who_)[patient];
  if (female_only_ && who.sex == records::Sex::kMale) return std::nullopt;
  if (proviso_ && proviso_->SpeaksOf(patient)) return std::nullopt;
  // As JudgeMeasurement puts the members of a class together.
  Reading all = Both(Truth::kFalse);
  bool class_is_false = false;
  bool somebody = false;
  std::size_t silent = 0;
  for (const Member& member : members_) {
    Found found = Look(member, patient);
    if (!found.plain) return std::nullopt;
    if (items_) {
      const auto reading = ByItems(found, patient);
      if (!reading) return std::nullopt;
      found.reading = *reading;
      found.any = true;
    }
    const bool own = member.id == *fact_->concept_id;
    if (own && found.any && found.reading == Both(Truth::kFalse)) class_is_false = true;
    if (own && !found.any && members_.size() > 1) continue;
    somebody = true;
    if (!found.any) {
      ++silent;
    } else {
      all = Or(all, found.reading);
    }
  }
  if (silent > 0 && !class_is_false) all = Or(all, Reading{});
  if (!somebody) all = {};
  if (proviso_) all = While(all, proviso_->Of(who.sex));
  LeafTruth truth{all, false};
  if (keeps_only_true_ && all.strict != Truth::kTrue) truth = {Reading{}, true};
  return truth;
}

}  // namespace eligo::match
