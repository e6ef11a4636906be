// Scores: instruments, grades and classification criteria, from what the record stores of them.
//
//   field        honoured as
//   concept      the instrument itself; a sister instrument never stands in for it (contract section 4.5), it is named
//   compare      the stored total, held against items of its day; with items left out, total less items, by its bounds where an item is
//                not recorded (4.7); the items alone where no total is stored or they are of a later day (computed_score.h)
//   category     the stored letter, class or grade; scale and version only name it
//   distinct     with category: how many domains bear it (BILAG: nine domains)
//   item         that item's own value
//   except       items that do not count
//   qualitative  of classification criteria: met or not met
//   method       as stored with the result; unknown otherwise
//   provided     results count only while it holds
//   pick, window as for measurements; classification criteria have no limit (3.6)
//
// Classification criteria without a stored result: by the diagnosis, strict unknown and presumed true (3.11).
// Tested by test/match/score.txt and test/match/instruments.txt.
#include "match/score.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "match/computed_score.h"
#include "match/instrument_item.h"
#include "match/phrase.h"
#include "match/record_row.h"
#include "match/result.h"

namespace eligo::match {
namespace {

using logic::Operator;
using records::Number;
using records::Row;
using units::Rational;

constexpr Fields kHonoured = kCompareField | kAnswerField | kCategoryField | kScaleField | kItemField | kMethodField | kExceptField |
                             kProvidedField | kDistinctField | kPickField | kWindowField;

// Instruments whose values are mistaken for each other.
constexpr std::array<std::array<std::string_view, 4>, 3> kSisters = {
    {{"sledai_2k", "selena_sledai", "clinical_sledai_2k", "clinical_selena_sledai"},
     {"creatinine_clearance_cg", "creatinine_clearance_measured", "egfr", ""},
     {"physician_global", "patient_global", "", ""}}};

constexpr int kBilagDomains = 9;

std::optional<Rational> CutOffOf(std::string_view instrument) {
  const measure::Instrument* known = measure::Find(instrument);
  return known == nullptr ? std::nullopt : known->cut_off[0];
}

// "78 of MMT-8" may be of one side (0 to 80) or of both (0 to 150), unless the result's range tells.
bool OfUnknownLength(const Row& row, const terms::Concept& instrument) {
  const measure::Instrument* known = measure::Find(instrument.id);
  if (known == nullptr || !known->ambiguous_to || !row.number || !row.number->low) return false;
  return *row.number->low <= *known->ambiguous_to && !(row.ref_high && *row.ref_high > *known->ambiguous_to);
}

// A grade may be stored as a number ("2") or as text ("Grade 2").
std::string WrittenCategory(const Row& row, const Subject& subject) {
  if (row.text != 0) return std::string(subject.run.records.Text(row.text));
  return row.number && row.number->exact() ? row.number->low->ToString() : "";
}

// So many at least, and so many at most.
struct LetterCount {
  int least = 0, most = 0;
};

// How many domains bear a letter: every row of the latest day is a domain, or one row lists them ("A B B C D E").
Timeline CountCategories(const PreparedFact& fact, const Subject& subject, const TimeSpan& span, int& sure) {
  Timeline out;
  const Date first = FreshFrom(span, subject);
  const Date last = span.last;
  Date day = kDawn;
  std::vector<std::pair<terms::ConceptId, const Row*>> rows;
  std::vector<terms::ConceptId> domains = fact.closure;
  const bool bilag = subject.Concept(*fact.concept_id).id.find("bilag") != std::string_view::npos;
  if (bilag) domains.insert(domains.end(), subject.run.known.bilag_domains.begin(), subject.run.known.bilag_domains.end());
  for (const terms::ConceptId id : domains) {
    for (const Row& row : subject.Rows(id)) {
      if (row.domain != records::Domain::kObservation || !Exists(row, subject.known_by()) || row.text == 0) continue;
      if (!row.start || !row.start->exact() || row.start->first > last) continue;
      if (row.start->first > day) rows.clear();
      day = std::max(day, row.start->first);
      if (row.start->first == day) rows.emplace_back(id, &row);
    }
  }
  if (rows.empty()) return out;
  // The letters of a domain (of one day they may differ), and lists of all of them, of which the longest count. Other words are no letters.
  std::map<terms::ConceptId, std::set<std::string>> letters;
  std::vector<std::vector<std::string>> lists;
  for (const auto& [id, row] : rows) {
    std::vector<std::string> here;
    std::string word;
    for (const char c : std::string(subject.run.records.Text(row->text)) + " ") {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
        word += c;
        continue;
      }
      const bool letter = word.size() == 1 && std::string_view("ABCDEabcde").find(word[0]) != std::string_view::npos;
      if (!word.empty() && (letter || !bilag)) here.push_back(word);
      word.clear();
    }
    if (here.size() == 1) letters[id].insert(here[0]);
    if (here.size() > 1 && (lists.empty() || here.size() > lists[0].size())) lists.clear();
    if (here.size() > 1 && (lists.empty() || here.size() == lists[0].size())) lists.push_back(std::move(here));
    out.used.push_back(row);
  }
  const auto asked = [&](const std::string& letter) { return SameCategory(letter, fact->category); };
  // A letter of no stated domain may be that of a domain whose own row bears it, or stand in the list.
  const auto told_twice = [&](const std::string& letter) {
    const auto same = [&](const std::string& other) { return SameCategory(other, {letter}); };
    const auto in_domain = [&](const auto& other) {
      return other.first != *fact.concept_id && std::any_of(other.second.begin(), other.second.end(), same);
    };
    return std::any_of(letters.begin(), letters.end(), in_domain) ||
           (!lists.empty() && std::any_of(lists[0].begin(), lists[0].end(), same));
  };
  int known = 0;
  LetterCount in_domains, in_list;
  bool disagree = lists.size() > 1;
  std::vector<std::string> of_domains;
  for (const auto& [id, of] : letters) {
    if (bilag && id == *fact.concept_id) {
      for (const std::string& letter : of) {
        if (told_twice(letter)) continue;
        ++known;
        in_domains.least += asked(letter) ? 1 : 0;
        in_domains.most += asked(letter) ? 1 : 0;
        of_domains.push_back(letter);
      }
      continue;
    }
    ++known;
    in_domains.least += std::all_of(of.begin(), of.end(), asked) ? 1 : 0;
    in_domains.most += std::any_of(of.begin(), of.end(), asked) ? 1 : 0;
    disagree = disagree || of.size() > 1;
    of_domains.push_back(*of.begin());
  }
  for (const std::vector<std::string>& list : lists) {
    const int count = static_cast<int>(std::count_if(list.begin(), list.end(), asked));
    in_list.least = &list == &lists[0] ? count : std::min(in_list.least, count);
    in_list.most = std::max(in_list.most, count);
  }
  // Letters of domains are among those of the list, or else the two disagree and each may be right.
  const auto more_than_listed = [&](const std::string& letter) {
    const auto same = [&](const std::string& other) { return SameCategory(other, {letter}); };
    return std::count_if(of_domains.begin(), of_domains.end(), same) > std::count_if(lists[0].begin(), lists[0].end(), same);
  };
  disagree = disagree || (!lists.empty() && std::any_of(of_domains.begin(), of_domains.end(), more_than_listed));
  known = std::max(known, lists.empty() ? 0 : static_cast<int>(lists[0].size()));
  sure = std::max(in_domains.least, in_list.least);
  int most = std::max(in_domains.most, in_list.most) + (bilag ? std::max(0, kBilagDomains - known) : 0);
  if (bilag && disagree) most = std::max(most, std::min(kBilagDomains, in_domains.most + in_list.most));
  Number n;
  n.low = sure;
  n.high = most;
  const logic::CountBound bound = fact->distinct.value_or(logic::CountBound{Operator::kGreaterEqual, 1, std::nullopt});
  const Truth truth = CompareNumber(n, bound.op, bound.value, {});
  out.found = true;
  out.stale = day < first;
  out.reading = {out.stale ? Truth::kUnknown : truth, truth};
  out.unsure = Told(subject, "the letters of the other domains of {}", subject.Concept(*fact.concept_id).label);
  return out;
}

// As JudgeResults does of totals: letters of an earlier day of the window.
void OpenByEarlierLetters(const PreparedFact& fact, const Subject& subject, const TimeSpan& span, Timeline& latest) {
  if (!latest.found || latest.reading == Both(Truth::kTrue)) return;
  TimeSpan earlier = span;
  for (Timeline one = latest; one.found && one.used.front()->start->first > span.first;) {
    earlier.last = AddDays(one.used.front()->start->first, -1);
    int ignored = 0;
    one = CountCategories(fact, subject, earlier, ignored);
    if (!one.found || one.stale || Common(one.reading, latest.reading) == latest.reading) continue;
    latest.reading = Common(one.reading, latest.reading);
    latest.unsure = WhichResultCounts(subject.Concept(*fact.concept_id), span);
    latest.used.insert(latest.used.end(), one.used.begin(), one.used.end());
    return;
  }
}

// What the diagnosis says where no classification result is stored.
LeafResult ByDiagnosis(const PreparedFact& fact, const terms::Concept& criteria, const Subject& subject) {
  if (!fact.disease) return Unknown(fmt::format("a result of {}", criteria.label));
  const PreparedFact& diagnosis = *fact.disease;
  LeafResult result = JudgeCondition(diagnosis, subject, Resolve(diagnosis, subject));
  if (result.truth.strict == Truth::kTrue) {
    result.truth = {Truth::kUnknown, Truth::kTrue};
    result.says += Told(subject, ", without a result of {}", criteria.label);
  }
  if (result.truth.strict == Truth::kUnknown) result.missing = Told(subject, "a result of {}", criteria.label);
  return result;
}

// Criteria without a stored result: by their items where these settle it, else by the diagnosis; where items show that the criteria are
// met, but no diagnosis of the disease stands beside them, whether they are due to it is anybody's guess.
LeafResult ByItemsOrDiagnosis(const std::optional<ComputedScore>& computed, const PreparedFact& fact, const terms::Concept& criteria,
                              const Subject& subject) {
  LeafResult diagnosis = ByDiagnosis(fact, criteria, subject);
  if (!computed) return diagnosis;
  LeafResult result;
  result.evidence = computed->evidence;
  result.says = computed->says;
  if (Known(computed->reading.strict)) {
    const bool against = computed->reading.strict == Truth::kTrue && diagnosis.truth.strict == Truth::kFalse;
    result.truth = against ? Reading{} : computed->reading;
    if (!against) return result;
  } else if (!Known(computed->reading.presumed)) {
    return diagnosis;
  } else if (diagnosis.truth.strict == Truth::kFalse || computed->reading.presumed == diagnosis.truth.presumed) {
    result.truth = diagnosis.truth;
  }
  result.says += "; " + diagnosis.says;
  if (!Known(result.truth.strict)) result.missing = Told(subject, "a result of {}", criteria.label);
  result.evidence.Add(diagnosis.evidence);
  return result;
}

// What the items make of a score, in place of the stored total or beside it.
void ApplyItems(ComputedScore computed, bool stored, const std::string& fresh, LeafResult& result) {
  // Signs alone are told where they lead somewhere.
  if (!computed.answered && !Known(computed.reading.presumed)) return;
  const LeafResult total = std::move(result);
  result = {};
  result.truth = computed.reading;
  result.says = std::move(computed.says);
  result.evidence = std::move(computed.evidence);
  if (!Known(result.truth.strict)) {
    result.missing = computed.stale || !computed.answered || computed.missing.empty() ? fresh : computed.missing;
  }
  if (!stored) return;
  result.says += "; before, " + total.says;
  result.evidence.Add(total.evidence);
  if (!Known(result.truth.presumed)) result.truth.presumed = total.truth.presumed;
}

std::string SisterOnRecord(const PreparedFact& fact, const Subject& subject) {
  for (const std::string_view sister : SistersOf(subject.Concept(*fact.concept_id).id)) {
    const auto id = subject.run.terms.Find(sister);
    if (!id) continue;
    const auto rows = subject.Rows(*id);
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
      if (!row->number || !Exists(*row, subject.known_by())) continue;
      const Truth would = fact->compare && fact->except.empty()
                              ? CompareNumber(*row->number, fact->compare->op, fact->compare->value, fact->compare->high)
                              : Truth::kUnknown;
      std::string text =
          fmt::format("{} {} on {} is another instrument", subject.Concept(*id).label, NumberText(*row->number), DayText(row->start));
      if (Known(would))
        text += Told(subject, ", which would be {} {}", RelationText(fact->compare->op, would == Truth::kTrue), LimitText(*fact->compare));
      return text;
    }
  }
  return "";
}

}  // namespace

bool UnitSaysNothing(std::string_view unit) { return unit.empty() || unit == "1" || unit.front() == '{'; }

bool IsClassification(terms::ConceptId id, const Run& run) {
  const auto& all = run.known.classifications;
  return std::binary_search(all.begin(), all.end(), id) ||
         (run.terms.Get(id).kind == terms::Kind::kScore && !run.terms.Get(id).test_of.empty());
}

Reading AskOfScore(const Row& row, const PreparedFact& fact, const Subject& subject, std::string& unsure) {
  const terms::Concept& instrument = subject.Concept(*fact.concept_id);
  Reading reading = Both(Truth::kTrue);
  if (fact->compare) {
    const logic::Compare& c = *fact->compare;
    if (!row.number) {
      unsure = Told(subject, "the total of {}", instrument.label);
      reading = {};
    } else if (!fact.except.empty() && !UnitSaysNothing(c.unit)) {
      unsure = Told(subject, "what {} is in {} without the items left out", instrument.label, c.unit);
      reading = {};
    } else if (!UnitSaysNothing(c.unit) && !UnitSaysNothing(subject.run.records.Text(row.unit))) {
      reading = CompareResult(row, fact, *fact.concept_id, subject, unsure);
    } else {
      const auto n = LessItems(*row.number, fact, row, subject, unsure);
      reading = Both(n ? CompareNumber(*n, c.op, c.value, c.high) : Truth::kUnknown);
    }
    if (OfUnknownLength(row, instrument)) {
      unsure = Told(subject, "the range of {} ({} may be of the shorter form)", instrument.label, NumberText(*row.number));
      reading.strict = Truth::kUnknown;
    }
  }
  if (!fact->category.empty()) {
    const std::string written = WrittenCategory(row, subject);
    const Truth is = written.empty() ? Truth::kUnknown : IsCategory(written, fact->category);
    if (!Known(is)) unsure = Told(subject, "the category of {}", instrument.label);
    reading = And(reading, Both(is));
  }
  if (fact->answer) reading = And(reading, AnswerOfResult(row, *fact->answer, *fact.concept_id, subject, unsure));
  if (!fact.Has(kCompareField | kCategoryField | kAnswerField)) {  // criteria met or not met
    const auto cut = CutOffOf(instrument.id);
    if (row.answer == records::Answer::kPositive || row.answer == records::Answer::kNegative) {
      reading = Both(FromBool(row.answer == records::Answer::kPositive));
    } else if (row.number && cut) {
      reading = Both(CompareNumber(*row.number, Operator::kGreaterEqual, *cut, {}));
    } else {
      unsure = Told(subject, "whether {} is met", instrument.label);
      reading = {};
    }
  }
  if (!fact->method.empty()) {
    const std::string_view written = subject.run.records.Text(row.method);
    const bool same = std::any_of(fact->method.begin(), fact->method.end(), [&](const std::string& m) { return m == written; });
    if (!same) {
      unsure = Told(subject, "whether {} was scored with {}", instrument.label, Join(fact->method, " or "));
      reading = And(reading, Reading{});
    }
  }
  return reading;
}

std::vector<std::string_view> SistersOf(std::string_view instrument) {
  std::vector<std::string_view> sisters;
  for (const auto& family : kSisters) {
    if (std::find(family.begin(), family.end(), instrument) == family.end()) continue;
    std::copy_if(family.begin(), family.end(), std::back_inserter(sisters),
                 [&](std::string_view sister) { return !sister.empty() && sister != instrument; });
  }
  return sisters;
}

std::vector<std::string> ScaleConcepts(const logic::Fact& fact) {
  std::string id = fact.scale;
  std::transform(id.begin(), id.end(), id.begin(),
                 [](unsigned char c) { return static_cast<char>(c == ' ' || c == '-' ? '_' : std::tolower(c)); });
  return {id + "_" + fact.concept_ref.id, id, id + "_class"};
}

std::string_view DiseaseOf(const terms::Concept& criteria) {
  if (!criteria.test_of.empty()) return criteria.test_of;
  const std::size_t at = criteria.id.rfind('_');
  return at == std::string_view::npos ? std::string_view() : criteria.id.substr(at + 1);
}

LeafResult JudgeScore(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (auto refused = Guard(fact, kHonoured)) return *refused;
  const terms::Concept& instrument = subject.Concept(*fact.concept_id);
  const std::string name = Name(fact, subject);
  const bool classification = IsClassification(*fact.concept_id, subject.run);
  if (!classification && !fact.Has(kCompareField | kCategoryField | kAnswerField | kItemField))
    return Unknown(fmt::format("what the text asks of {}", name));
  if (fact->distinct && (fact->category.empty() || fact->compare || span.in_hours))
    return Unknown(fmt::format("{}distinct without category", kNotComputed));
  if (fact->compare && (fact->compare->times_uln || fact->compare->times_lln || fact->compare->titer || fact->compare->per_kg)) {
    return Unknown(fmt::format("{}a score in multiples", kNotComputed));
  }
  if (!fact->except.empty() && !fact->compare) return Unknown(fmt::format("{}except without compare", kNotComputed));
  for (const PreparedFact& except : fact.except) {
    if ((except.fields & ~kItemField) != 0)
      return Unknown(fmt::format("{}except with {}", kNotComputed, NamesOf(except.fields & ~kItemField)));
  }
  if (fact->pick == logic::Pick::kLowest || fact->pick == logic::Pick::kHighest || span.half_lives > 0) {
    return Unknown(fmt::format("{}this pick of a score", kNotComputed));
  }
  if (span.ahead(subject.as_of())) return Unknown(std::string(kLater), fmt::format("{} must be scored {}", name, ToString(span)));

  Timeline timeline;
  int counted = 0;
  terms::ConceptId told = *fact.concept_id;
  // "BILAG A": in any domain.
  const bool latest = fact->pick.value_or(logic::Pick::kLatest) == logic::Pick::kLatest;
  const auto& domains = subject.run.known.bilag_domains;
  const bool lettered = instrument.id == "bilag_2004" && !fact->category.empty() && !fact->compare && !fact->answer && fact->item.empty();
  const bool counts = fact->distinct || (lettered && latest);
  if (counts) {
    timeline = CountCategories(fact, subject, span, counted);
    if (AsksForAny(fact, span)) OpenByEarlierLetters(fact, subject, span, timeline);
  } else if (!fact->item.empty()) {
    const auto item = ItemConcept(subject.run.terms, instrument, ItemId(*fact));
    if (!item || !fact->except.empty()) return Unknown(fmt::format("the {} item of {}", fact->item, name));
    told = *item;
    timeline = JudgeResults(fact, *item, subject, span, fact->pick, Freshness::kLimited, [&](const Row& row, std::string& unsure) {
      if (fact.Has(kCompareField | kCategoryField)) return AskOfScore(row, fact, subject, unsure);
      if (row.number) return Both(CompareNumber(*row.number, Operator::kGreater, 0, {}));
      return AnswerOfResult(row, fact->answer.value_or(logic::Answer::kPositive), *item, subject, unsure);
    });
  } else {
    timeline = JudgeResults(fact, *fact.concept_id, subject, span, fact->pick, classification ? Freshness::kUnlimited : Freshness::kLimited,
                            [&](const Row& row, std::string& unsure) { return AskOfScore(row, fact, subject, unsure); });
    // Letters of single domains stand in rows of their own.
    const auto rows_of = [&](terms::ConceptId id) { return !subject.Rows(id).empty(); };
    if (lettered && std::any_of(domains.begin(), domains.end(), rows_of)) {
      const logic::Pick pick = fact->pick.value_or(logic::Pick::kLatest);
      timeline.reading = pick == logic::Pick::kAny   ? Or(timeline.reading, Reading{})
                         : pick == logic::Pick::kAll ? And(timeline.reading, Reading{})
                                                     : Reading{};
      timeline.unsure = Told(subject, "the letters of the domains of {} on each day", name);
    }
  }

  LeafResult result;
  result.truth = timeline.reading;
  for (const Row* row : timeline.used) ShowRow(result.evidence, subject, *row, told);
  std::string contradiction;
  const bool total = !counts && fact->item.empty();
  for (const Row* row : timeline.used) {
    if (total && contradiction.empty()) contradiction = Contradiction(fact, subject, *row, result.truth, result.evidence);
  }
  const bool words = subject.run.words;
  const std::string fresh = !words ? ""
                            : span.mode == TimeSpan::Mode::kNow && !classification
                                ? fmt::format("{} not older than {}", name, LengthText(subject.run.settings.validity))
                                : fmt::format("{} {}", name, ToString(span));
  if (words && timeline.found) {
    const Row& row = *timeline.used.back();
    const std::string of = fact->item.empty() ? name : std::string(subject.Concept(told).label);
    result.says = counts ? fmt::format("{} on {}: {} with {}", of, DayText(row.start), counted, Join(fact->category, " or "))
                         : fmt::format("{} {} on {}", of, ValueText(subject.run, row), DayText(row.start));
    const Truth truth = result.truth.presumed;
    if (fact->compare && Known(truth)) {
      result.says += fmt::format("{} is {} {}", fact->except.empty() ? "" : " less the items left out",
                                 RelationText(fact->compare->op, truth == Truth::kTrue), LimitText(*fact->compare));
    }
    if (timeline.stale && row.start) result.says += fmt::format(", {} days old", span.anchor.day - row.start->first.day);
    if (!contradiction.empty()) result.says += ", but " + contradiction;
    if (!Known(result.truth.strict)) result.missing = timeline.stale ? fresh : timeline.unsure;
    if (!contradiction.empty() && !Known(result.truth.strict))
      result.missing = fmt::format("which is right: {} and its items disagree", name);
  } else if (words) {
    result.says = fmt::format("no {} on record", fact->item.empty() ? name : std::string(subject.Concept(told).label));
    result.missing = fresh;
    if (const std::string sister = SisterOnRecord(fact, subject); !sister.empty()) {
      result.says += "; " + sister;
      result.missing += "; " + sister;
    }
  }
  if (!Known(result.truth.strict) && result.missing.empty()) result.missing = fresh;

  const bool judged = classification && (Known(timeline.reading.presumed) || timeline.conflict);
  const std::optional<Date> stored = timeline.found && timeline.used.back()->start && timeline.used.back()->start->exact()
                                         ? std::optional(timeline.used.back()->start->first)
                                         : std::nullopt;
  std::optional<ComputedScore> computed;
  if (total && !judged && (!timeline.found || stored)) computed = ComputeScore(fact, subject, span, stored);
  // Items may make what no stored total says, on another day than the latest.
  const logic::Pick pick = fact->pick.value_or(logic::Pick::kLatest);
  if (total && pick != logic::Pick::kLatest && fact->compare && HasItems(fact, subject, span)) {
    const Reading open = pick == logic::Pick::kAny   ? Or(result.truth, Reading{})
                         : pick == logic::Pick::kAll ? And(result.truth, Reading{})
                                                     : Reading{};
    if (open != result.truth) result.missing = Told(subject, "what the items of {} made on other days", name);
    result.truth = open;
  }
  if (classification && !judged) {
    LeafResult other = ByItemsOrDiagnosis(computed, fact, instrument, subject);
    // A stored total that cannot be judged does not undo the diagnosis.
    result.evidence.Add(other.evidence);
    other.evidence = std::move(result.evidence);
    result = std::move(other);
  } else if (computed) {
    ApplyItems(std::move(*computed), timeline.found, fresh, result);
  }
  // Where the latest does not meet it and an earlier one does, or may: a total, or what items make.
  if (total && fact->compare && AsksForAny(fact, span) &&
      (result.truth.strict == Truth::kFalse || result.truth.presumed == Truth::kFalse)) {
    Reading any = EarlierItems(fact, subject, span);
    if (stored) {
      const Timeline totals = JudgeTimeline(*fact.concept_id, subject, span, logic::Pick::kAny, Freshness::kLimited,
                                            [&](const Row& row, std::string& unsure) { return AskOfScore(row, fact, subject, unsure); });
      if (totals.found) any = Or(any, totals.reading);
    }
    const Reading latest_alone = result.truth;
    if (any.strict != Truth::kFalse && latest_alone.strict == Truth::kFalse) result.truth.strict = Truth::kUnknown;
    if (any.presumed != Truth::kFalse && latest_alone.presumed == Truth::kFalse) result.truth.presumed = Truth::kUnknown;
    if (result.truth != latest_alone) result.missing = WhichResultCounts(instrument, span);
  }
  if (fact.provided) {
    result.truth = While(result.truth, JudgeTree(*fact.provided, subject));
    if (!Known(result.truth.strict) && result.missing.empty())
      result.missing = Told(subject, "whether {} meets what the text asks of it", name);
  }
  return result;
}

LeafResult JudgeObservation(const PreparedFact& fact, const Subject& subject, const TimeSpan& span) {
  if (fact.Has(kCategoryField | kScaleField | kItemField)) return JudgeScore(fact, subject, span);
  if (fact.Has(kCompareField | kAnswerField)) return JudgeMeasurement(fact, subject, span);
  return JudgeCondition(fact, subject, span);
}

void ApplyNamedCriteria(const logic::Fact& fact, const Subject& subject, const TimeSpan& span, LeafResult& result) {
  const terms::Terms& terms = subject.run.terms;
  std::optional<terms::ConceptId> instrument;
  for (const std::string& name : {fact.scale + " " + fact.version, fact.scale}) {
    for (const terms::ConceptId id : terms.FindName(name)) {
      if (!instrument && IsClassification(id, subject.run)) instrument = id;
    }
  }
  if (instrument) {
    logic::Fact met;
    met.about = logic::About::kScore;
    met.concept_ref.id = terms.Get(*instrument).id;
    const PreparedFact prepared = Prepare(met, logic::Side::kIncluding, terms);
    const Timeline timeline =
        JudgeTimeline(*instrument, subject, span, logic::Pick::kLatest, Freshness::kUnlimited,
                      [&](const Row& row, std::string& unsure) { return AskOfScore(row, prepared, subject, unsure); });
    if (timeline.found && Known(timeline.reading.strict)) {
      for (const Row* row : timeline.used) ShowRow(result.evidence, subject, *row, *instrument);
      const Row& row = *timeline.used.back();
      result.says = Told(subject, "{} {} on {}", terms.Get(*instrument).label, ValueText(subject.run, row), DayText(row.start));
      // Met criteria confirm a diagnosis on record; they do not replace one that the record denies or doubts.
      if (timeline.reading.strict == Truth::kFalse || result.truth.strict == Truth::kTrue) {
        result.truth = And(result.truth, timeline.reading);
        if (Known(result.truth.strict)) result.missing.clear();
        return;
      }
    }
    if (!timeline.found) {
      const auto computed = ComputeScore(prepared, subject, span, {});
      if (computed && Known(computed->reading.strict) &&
          (computed->reading.strict == Truth::kFalse || result.truth.strict == Truth::kTrue)) {
        result.evidence.Add(computed->evidence);
        result.says = computed->says;
        result.truth = And(result.truth, computed->reading);
        if (Known(result.truth.strict)) result.missing.clear();
        return;
      }
    }
  }
  if (result.truth.strict != Truth::kTrue) return;
  const std::string criteria = fact.version.empty() ? fact.scale : fact.scale + " " + fact.version;
  result.truth.strict = Truth::kUnknown;
  result.missing = Told(subject, "a result of the {} criteria", criteria);
  result.says += Told(subject, ", without a result of the {} criteria", criteria);
}

}  // namespace eligo::match
