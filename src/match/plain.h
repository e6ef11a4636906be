// Plain: measurements against limits, told from columns alone where leaf and rows are plain.
//
// A leaf is plain that asks for a limit or an answer of a result, with or without a window, and nothing else; rows are that have one day
// and either one exact number or none. What a row says is not decided here: the kernel's own question is put to one row of each shape, at
// values around each limit, and gives the steps at which a number begins to say something else. Which row counts is decided here for plain
// rows; whatever is not plain (a partial date, a censored number, two results of one day that differ, a number very near a limit) is left
// to the kernel. Tested by test/match/counter_test.cc against Match().
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "match/plain_items.h"
#include "match/plain_signs.h"
#include "match/planes.h"
#include "match/silent.h"
#include "match/window.h"

namespace eligo::match {

class PlainMeasurement {
 public:
  // Nothing where the leaf is not plain. Threads may share what is returned.
  static std::unique_ptr<PlainMeasurement> Of(const PreparedLeaf& leaf, const Run& run, ColumnSet& columns);
  // The same of a fact, asked in these spans.
  static std::unique_ptr<PlainMeasurement> Of(const PreparedFact& fact, const std::vector<TimeSpan>& spans, const Run& run,
                                              ColumnSet& columns);

  // Nothing where a row is not plain: the kernel must be asked.
  std::optional<LeafTruth> Judge(records::PatientIndex patient) const;

  // The same of those of 64 patients from `first` on that are bits of `which`: sets the lanes of those it knows, which are unset so far,
  // and returns them. It knows fewer than Judge(), and nobody for whom the day to come counts.
  std::uint64_t JudgeMany(records::PatientIndex first, std::uint64_t which, Lanes& strict, Lanes& presumed) const;

 private:
  // What the rows of one shape say, by their number: says[i] below steps[i] and above steps[i - 1]; at a step that is whole at[i], else
  // very near one the kernel.
  struct Rule {
    enum class Kind { kNoResult, kAsk, kSays, kByDefaultRange } kind = Kind::kAsk;
    std::vector<double> steps;
    std::vector<Reading> says;
    std::vector<std::optional<Reading>> at;
    std::vector<Rule> adults;  // by default range: of women, of men
    bool above_zero = false;   // numbers must be: zero was a limit, too
  };
  // A rule with one limit or none, ready for many numbers: what it says of a number from zero (or above it) on below `low`, above `high`,
  // at `limit`.
  struct Quick {
    bool says = false;        // not: all is asked
    bool by_default = false;  // the rule is that of adults of one sex
    bool number = false, at_limit = false;
    bool above_zero = false;
    Reading below, above, at;
    double low = 0, high = 0, limit = 0;
  };
  struct Member {
    terms::ConceptId id;
    const records::Columns* columns = nullptr;  // nullptr: nobody has any
    std::vector<Rule> rules;                    // [shape]
    std::vector<Quick> quick;                   // [shape]
    std::array<std::vector<Quick>, 2> adults;   // of women, of men
    bool undated = false;                       // somebody's rows are
  };
  struct Found {
    bool plain = true, any = false;
    Reading reading;
    // Of the latest: whether all rows of the day give one number, and one of them.
    bool one_number = false;
    const records::Cell* last = nullptr;
  };

  struct Asked {
    const records::Shape& shape;
    const PreparedFact& fact;
    terms::ConceptId id;
    const Run& run;
  };
  static Rule RuleByDefault(const Asked& asked);
  static Rule Tried(const Asked& asked, const records::Patient& patient, const std::optional<units::Rational>& range_low,
                    const std::optional<units::Rational>& range_high);
  const Rule& RuleFor(const Member& member, const records::Cell& cell, records::PatientIndex patient) const;
  static Rule RuleOf(const records::Shape& shape, const PreparedFact& fact, terms::ConceptId id, const Run& run);
  static Quick QuickOf(const Rule& rule, const records::Shape& shape);
  const Quick& QuickFor(const Member& member, const records::Cell& cell, records::PatientIndex patient) const;
  std::optional<Reading> Quickly(const Member& member, records::PatientIndex patient) const;
  std::optional<LeafTruth> AnyQuickly(const Member& member, records::PatientIndex patient) const;
  static std::optional<Reading> Says(const Rule& rule, double number);
  Found Look(const Member& member, records::PatientIndex patient) const;
  Found Latest(const Member& member, const records::Columns::Slice& rows, records::PatientIndex patient) const;
  static std::optional<Reading> Says(const Quick& rule, double number);
  std::optional<Truth> Compared(const PlainItems::Range& range) const;
  std::optional<Reading> ByItemsOf(const PlainItems::OfDay& day) const;
  std::optional<Reading> WithoutTotal(records::PatientIndex patient) const;
  std::optional<Reading> BesideItems(Reading by_total, const records::Cell& total, records::PatientIndex patient) const;
  std::optional<Reading> LessItems(const Quick& rule, const records::Cell& total, records::PatientIndex patient) const;
  std::optional<Reading> ByItems(const Found& total, records::PatientIndex patient) const;
  Found Gather(const Member& member, const records::Columns::Slice& rows, bool all, records::PatientIndex patient) const;

  std::unique_ptr<const PreparedFact> whole_;  // the fact without the items that it leaves out
  const PreparedFact* fact_ = nullptr;
  const records::Records* records_ = nullptr;
  const std::vector<Who>* who_ = nullptr;
  TimeSpan window_;
  Date items_until_;  // the last day of items (ComputeScore)
  Date as_of_;
  logic::Pick pick_ = logic::Pick::kLatest;
  bool asks_for_any_ = false;     // an earlier result of the window may be what the text means (JudgeResults)
  bool keeps_only_true_ = false;  // of an excluding fact that waits for a later day (contract section 3.4)
  bool female_only_ = false;      // of men the kernel is asked
  std::unique_ptr<const SilentProviso> proviso_;
  bool quick_ = false;      // one concept whose latest result alone decides
  bool quick_any_ = false;  // or any of whose results does
  std::vector<Member> members_;
  std::shared_ptr<const PlainItems> items_;  // of an instrument that has some
  std::unique_ptr<PlainSigns> signs_;        // where there is no total
};

}  // namespace eligo::match
