#include "match/coverage.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include <tbb/parallel_for.h>

#include "match/kernels.h"
#include "match/sources.h"

namespace eligo::match {
namespace {

using records::Row;
using verdict::Holder;
using verdict::LeafCoverage;

// "code LOINC 718-7" -> "code LOINC": which code it was is for `eligo terms`.
std::string WayOf(std::string_view matched) {
  std::size_t words = matched.starts_with("source value ") ? 3 : 2;
  std::size_t end = 0;
  while (words-- > 0 && end != std::string_view::npos) end = matched.find(' ', end == 0 ? 0 : end + 1);
  return std::string(matched.substr(0, end));
}

// The last day up to as-of that the row speaks of.
std::optional<Date> NewestDay(const Row& row, Date as_of) {
  std::optional<Date> newest;
  for (const auto& days : {row.start, row.recorded, row.end}) {
    if (!days || days->first > as_of) continue;
    const Date day = std::min(days->last, as_of);
    newest = newest ? std::max(*newest, day) : day;
  }
  // It lasted beyond as-of.
  if (row.end && row.end->first > as_of) newest = as_of;
  return newest;
}

// One leaf over all patients.
class Counter {
 public:
  Counter(const PreparedFact& fact, const records::Records& records, const terms::Terms& terms, const Run::Known& known,
          const verdict::Settings& settings, LeafCoverage& out)
      : fact_(fact), records_(records), terms_(terms), settings_(settings), out_(out) {
    for (const Source& source : SourcesOf(fact, terms, known)) {
      if (records.HasAny(source.id)) sources_.push_back(source);
    }
    if (!fact.limits.empty()) {
      const logic::Compare& c = fact.limits.front().compare;
      out_.unit = c.times_uln || c.times_lln ? std::string(terms.Get(*fact.concept_id).unit) : c.unit;
    } else if (fact.concept_id) {
      out_.unit = terms.Get(*fact.concept_id).unit;
    }
    target_ = units::ParseUnit(out_.unit);
  }

  void Count() {
    for (records::PatientIndex p = 0; p < records_.patients().size(); ++p) CountPatient(p);
    out_.ages.patients = ages_.size();
    std::sort(ages_.begin(), ages_.end());
    for (std::size_t q = 0; q < 3 && !ages_.empty(); ++q) out_.ages.quartiles[q] = ages_[((q + 1) * ages_.size() + 3) / 4 - 1];
    for (const int days : {90, 365, settings_.as_of.day - Add(settings_.as_of, -settings_.validity).day}) {
      out_.ages.within[days] = static_cast<std::size_t>(std::upper_bound(ages_.begin(), ages_.end(), days) - ages_.begin());
    }
  }

 private:
  void CountPatient(records::PatientIndex patient) {
    bool usable = false;
    bool any = false;
    std::optional<Date> newest;
    seen_.clear();
    for (const Source& source : sources_) {
      rows_.clear();
      records_.Read(source.id, patient, rows_);
      for (const Row& row : rows_) {
        if (!Speaks(row, source)) continue;
        any = true;
        const std::string_view why = WhyUnusable(row, source, fact_, records_, terms_, settings_.as_of);
        const bool result = (source.use == Use::kResult || source.use == Use::kAnswer) && row.domain == records::Domain::kObservation;
        if (result && why != "after the as-of day") CountResult(row, source);
        if (!why.empty()) {
          CountIn(out_.unusable_by[std::string(why)]);
          continue;
        }
        usable = true;
        CountIn(out_.found_by[Way(row.matched)]);
        if (const auto day = NewestDay(row, settings_.as_of)) newest = newest ? std::max(*newest, *day) : *day;
      }
    }
    out_.patients += usable ? 1 : 0;
    out_.unusable += any && !usable ? 1 : 0;
    if (newest) ages_.push_back(settings_.as_of.day - newest->day);
  }

  void CountResult(const Row& row, Source source) {
    CountIn(row.number ? out_.numbers : out_.without_number);
    if (!row.number || source.use != Use::kResult) return;
    const std::string unit(records_.Text(row.unit));
    const auto [at, added] = out_.units.emplace(unit, verdict::UnitTally{});
    if (added) {
      const auto read = units::ParseUnit(unit);
      at->second.known = read.has_value();
      at->second.converts = unit == out_.unit || (!unit.empty() && read && target_ &&
                                                  units::Convert(1, *read, *target_, terms_.Get(source.id).molar_mass).has_value());
    }
    CountIn(at->second.tally);
  }

  // A patient counts once in each.
  void CountIn(verdict::RecordTally& tally) {
    ++tally.records;
    if (seen_.insert(&tally).second) ++tally.patients;
  }

  const std::string& Way(records::StringId matched) {
    const auto [at, added] = ways_.emplace(matched, std::string());
    if (added) at->second = WayOf(records_.Text(matched));
    return at->second;
  }

  const PreparedFact& fact_;
  const records::Records& records_;
  const terms::Terms& terms_;
  const verdict::Settings& settings_;
  LeafCoverage& out_;
  std::vector<Source> sources_;
  std::optional<units::Unit> target_;
  std::vector<Row> rows_;
  std::vector<int> ages_;
  std::set<const verdict::RecordTally*> seen_;
  std::unordered_map<records::StringId, std::string> ways_;
};

struct Task {
  std::size_t criterion = 0, leaf = 0;
  const PreparedFact* fact = nullptr;
};

// The leaves of a protocol, prepared once.
class Leaves {
 public:
  Leaves(const logic::Protocol& protocol, const terms::Terms& terms) {
    for (const logic::Criterion& criterion : protocol.criteria) {
      coverage_.push_back({criterion.id, {}});
      trees_.push_back(std::make_unique<PreparedTree>(Prepare(criterion.expression, logic::SideOf(criterion.kind), terms)));
      AddTree(*trees_.back(), "");
    }
  }

  verdict::Coverage Take() { return std::move(coverage_); }
  LeafCoverage& At(const Task& task) { return coverage_[task.criterion].leaves[task.leaf]; }
  const std::vector<Task>& tasks() const { return tasks_; }

 private:
  void AddTree(const PreparedTree& tree, std::string_view part) {
    for (const PreparedLeaf& leaf : tree.leaves) {
      if (leaf.fact) {
        AddFact(*leaf.fact, (*leaf.fact)->id, part);
      } else {
        LeafCoverage& out = coverage_.back().leaves.emplace_back();
        out.leaf = leaf.expression->id;
        out.part = part;
        out.span = leaf.expression->span;
        out.holder = leaf.expression->op == logic::Op::kJudgement ? Holder::kPerson : Holder::kUnread;
      }
    }
  }

  void AddFact(const PreparedFact& fact, const std::string& leaf, std::string_view part) {
    std::vector<LeafCoverage>& leaves = coverage_.back().leaves;
    LeafCoverage& out = leaves.emplace_back();
    out.leaf = leaf;
    out.part = part;
    out.span = fact->span;
    out.about = fact->about;
    out.concept_id = fact->concept_ref.id;
    if (fact->about == logic::About::kDemographic || fact->concept_ref.id == "childbearing_potential") {
      out.holder = Holder::kPatient;
    } else if (fact->about == logic::About::kConsent) {
      out.holder = Holder::kPerson;
    } else if (!fact.concept_id) {
      out.holder = Holder::kNoConcept;
    }
    tasks_.push_back({coverage_.size() - 1, leaves.size() - 1, &fact});
    for (const PreparedFact& required : fact.required) AddFact(required, leaf, "requires");
    if (fact.event) AddFact(*fact.event, leaf, "event");
    if (fact.provided) AddTree(*fact.provided, "provided");
  }

  verdict::Coverage coverage_;
  std::vector<std::unique_ptr<PreparedTree>> trees_;
  std::vector<Task> tasks_;
};

void CountPatients(const records::Records& records, LeafCoverage& out) {
  const bool age = out.concept_id == "age";
  for (const records::Patient& patient : records.patients()) {
    const records::Sex sex = SexOf(patient);
    out.patients += age ? (patient.birth ? 1U : 0U) : (sex == records::Sex::kFemale || sex == records::Sex::kMale ? 1U : 0U);
  }
}

}  // namespace

verdict::Coverage Cover(const logic::Protocol& protocol, const records::Records& records, const terms::Terms& terms,
                        const verdict::Settings& settings) {
  Leaves leaves(protocol, terms);
  const Run::Known known = FindKnown(terms);
  tbb::parallel_for(std::size_t{0}, leaves.tasks().size(), [&](std::size_t i) {
    const Task& task = leaves.tasks()[i];
    LeafCoverage& out = leaves.At(task);
    if (out.holder == Holder::kPatient) CountPatients(records, out);
    if (out.holder == Holder::kRecords) Counter(*task.fact, records, terms, known, settings, out).Count();
  });
  return leaves.Take();
}

}  // namespace eligo::match
