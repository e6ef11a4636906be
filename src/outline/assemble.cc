#include "outline/assemble.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "outline/lead.h"
#include "outline/list.h"
#include "source/utf8.h"

namespace eligo::outline {
namespace {

constexpr int kQuoted = 28;  // characters of an entry that a diagnostic underlines

class Assembler {
 public:
  Assembler(const std::vector<Row>& rows, const Zones& zones, const CohortReader& cohorts, source::Protocol& protocol,
            Diagnostics& diagnostics)
      : rows_(rows),
        zones_(zones),
        cohorts_(cohorts),
        protocol_(protocol),
        diagnostics_(diagnostics),
        text_(protocol.document.text),
        list_(text_, rows, zones.rows),
        cohort_follows_(rows.size() + 1, false) {
    for (std::size_t i = rows.size(); i-- > 0;) {
      cohort_follows_[i] = zones.rows[i].role == Role::kCohort || (!rows[i].heading && cohort_follows_[i + 1]);
    }
  }

  void Run() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const Row& row = rows_[i];
      const Zone& zone = zones_.rows[i];
      if (zone.role != Role::kItem && !(zone.role == Role::kCohort && IsEntry(i))) EndLists();
      switch (zone.role) {
        case Role::kItem: Item(i); break;
        case Role::kSection:
          AddHeader(row.whole(), source::HeaderKind::kSection);
          cohort_ = zone.cohort && !zone.cohort->everyone ? CohortOf(zone.cohort->label) : scope_;
          cohort_row_ = nullptr;
          break;
        case Role::kCohort: Cohort(i); break;
        case Role::kList:
        case Role::kNone: AddHeader(row.whole(), source::HeaderKind::kList); break;
        case Role::kMore:
          AddHeader(row.whole(), source::HeaderKind::kList);
          Say("kMoreCriteria", Severity::kWarning, row.span,
              "the text says that there are more criteria than it lists; ask for the protocol");
          break;
        case Role::kField: Field(i); break;
        case Role::kValue: break;
        case Role::kPage: AddHeader(row.whole(), source::HeaderKind::kPage); break;
      }
      last_role_ = zone.role;
    }
    EndItem();
  }

 private:
  void Say(const char* code, Severity severity, Span span, std::string message) {
    diagnostics_.push_back({code, severity, span, std::move(message)});
  }

  std::string Words(Span span) const { return source::EncodeUtf8(Sub(text_, span)); }

  // One header for a page's consecutive rows.
  void AddHeader(Span span, source::HeaderKind kind) {
    if (kind == source::HeaderKind::kPage && last_role_ == Role::kPage && !protocol_.headers.empty()) {
      protocol_.headers.back().span.end = span.end;
      return;
    }
    protocol_.headers.push_back({span, kind});
  }

  // "3. In the SSc cohort:" with its own list below: an entry of the outer list, whose numbers go on after it.
  bool IsEntry(std::size_t i) const {
    const Row& row = rows_[i];
    if (!row.marked() || i + 1 >= rows_.size() || zones_.rows[i + 1].role != Role::kItem) return false;
    const Row& next = rows_[i + 1];
    if (!next.marked()) return false;
    const bool other = next.marker.style != row.marker.style;
    return next.inlined ? other : next.indent > row.indent + 1 || (row.marker.numbered() && other);
  }

  void Cohort(std::size_t i) {
    const Zone& zone = zones_.rows[i];
    AddHeader(rows_[i].whole(), source::HeaderKind::kCohort);
    const bool entry = IsEntry(i);
    if (entry) {
      EndItem();
      cohort_depth_ = list_.Take(i).depth;
    } else {
      cohort_depth_ = -1;
    }
    cohort_ = zone.cohort->everyone ? -1 : CohortOf(zone.cohort->label);
    cohort_row_ = cohort_ < 0 ? nullptr : &rows_[i];
    cohort_numbered_ = zone.cohort->numbered;
    if (i + 1 < rows_.size() && rows_[i + 1].heading) scope_ = cohort_;
  }

  int CohortOf(Span label) {
    source::Cohort cohort = cohorts_.Make(label);
    const auto [place, added] = cohort_index_.emplace(cohort.id, static_cast<int>(protocol_.cohorts.size()));
    if (added) protocol_.cohorts.push_back(std::move(cohort));
    return place->second;
  }

  void EndLists() {
    list_.Reset();
    EndItem();
    cohort_depth_ = -1;
  }

  void EndItem() {
    if (open_) {
      source::Item& item = protocol_.items.back();
      for (const source::Part& part : item.parts) item.span = Hull(item.span, part.span);
    }
    open_ = false;
  }

  // A field of a page, its label and value: a criterion of its own.
  void Field(std::size_t i) {
    Span span = rows_[i].span;
    if (i + 1 < rows_.size() && zones_.rows[i + 1].role == Role::kValue) span.end = rows_[i + 1].span.end;
    source::Item item;
    item.span = span;
    item.parts.push_back({span, 0, ""});
    protocol_.items.push_back(std::move(item));
    Say("kPageField", Severity::kNote, span, "`" + Words(rows_[i].span) + "` is a field of the page, outside the criteria; read as one");
  }

  // ------------------------------------------------------------ items

  void Item(std::size_t i) {
    const Row& row = rows_[i];
    const Zone& zone = zones_.rows[i];
    Place place = list_.Take(i);
    if (cohort_depth_ >= 0 && place.depth > cohort_depth_) {
      place.depth -= cohort_depth_ + 1;
    } else if (cohort_depth_ >= 0) {
      cohort_depth_ = cohort_ = -1;
      cohort_row_ = nullptr;
    }
    if (cohort_ >= 0 && place.depth == 0 && !place.joins && EndsCohort(i)) {
      cohort_ = -1;
      cohort_row_ = nullptr;
    }
    Report(i, place);
    if (row.broken_at >= 0) {
      int begin = row.broken_at;
      while (begin > row.span.begin && !IsSpace(At(text_, begin - 1))) --begin;
      int end = Trim(text_, {row.broken_at, row.span.end}).begin;
      while (end < row.span.end && !IsSpace(At(text_, end))) ++end;
      Say("kLineBreak", Severity::kNote, {begin, end}, "the sentence is broken over two lines; read as one");
    }
    const source::Part part{row.span, place.depth, row.marked() ? Words(row.marker.span) : std::string()};
    const bool new_item = place.depth == 0 && !place.joins && !(open_ && IsAlternative(zone, place));
    if (new_item || !open_) {
      EndItem();
      source::Item item;
      item.kind = zone.kind;
      item.cohort = cohort_;
      if (row.marker.numbered()) item.number = Words(row.marker.digits);
      item.parts.push_back(part);
      item.parts.back().depth = 0;
      protocol_.items.push_back(std::move(item));
      open_ = true;
      return;
    }
    protocol_.items.back().parts.push_back(part);
  }

  // "ECOG 0-2 OR", then "Karnofsky 60-100%": one criterion. Exclusions are alternatives of each other anyway.
  bool IsAlternative(const Zone& zone, const Place& place) const {
    const source::Item& item = protocol_.items.back();
    return zone.kind == source::Kind::kInclusion && item.kind == zone.kind && item.cohort == cohort_ && place.ordinal > 1 &&
           EndsWithOr(text_, item.parts.back().span);
  }

  // Where the cohort's heading is no entry, and names a part of the protocol, all that stands below it is its own.
  bool EndsByAddress() const { return cohort_row_->marked() || !cohort_numbered_; }

  // Whose list has ended: the entry stands left of the cohort's list, or speaks to everybody after the last cohort's list.
  bool EndsCohort(std::size_t i) const {
    if (cohort_row_ == nullptr) return false;
    const Row& row = rows_[i];
    if (!row.inlined && row.indent < cohort_row_->indent) return true;
    return EndsByAddress() && !cohort_follows_[i] && AddressesAll(text_, row.span);
  }

  void Report(std::size_t i, const Place& place) {
    const Row& row = rows_[i];
    const Span whole = row.whole();
    const Span start{whole.begin, std::min(whole.end, whole.begin + kQuoted)};
    const std::string number = Words(row.marker.digits);
    if (row.hidden && !place.joins) {
      const bool item = place.depth == 0;
      Say("kHiddenItem", item ? Severity::kWarning : Severity::kNote, start,
          "item `" + number + "` stands inside the text of another item; read as " +
              (item ? "an item of its own" : "the next entry of the list"));
    }
    switch (place.oddity) {
      case Oddity::kRestarted:
        if (place.nested) {
          Say("kLostNumbering", Severity::kWarning, start,
              "number `" + number + "` restarts the list after `" + std::to_string(place.after) + "`; read as nested below it");
        } else {
          Say("kLostNumbering", Severity::kWarning, start,
              "number `" + number + "` restarts the list after `" + std::to_string(place.after) + "`; read as its entry " +
                  std::to_string(place.ordinal));
        }
        break;
      case Oddity::kOutOfOrder:
        Say("kLostNumbering", Severity::kWarning, start,
            "number `" + number + "` follows `" + std::to_string(place.after) + "` in the list; read as its entry " +
                std::to_string(place.ordinal));
        break;
      case Oddity::kGap:
        Say("kLostNumbering", Severity::kNote, start, "number `" + number + "` follows `" + std::to_string(place.after) + "` in the list");
        break;
      case Oddity::kNone: break;
    }
  }

  const std::vector<Row>& rows_;
  const Zones& zones_;
  const CohortReader& cohorts_;
  source::Protocol& protocol_;
  Diagnostics& diagnostics_;
  View text_;
  ListReader list_;
  std::vector<bool> cohort_follows_;  // in the same section, from this row on
  std::unordered_map<std::string, int> cohort_index_;
  bool open_ = false;  // the last item may take more parts
  Role last_role_ = Role::kSection;
  int cohort_ = -1;
  int scope_ = -1;  // the cohort that whole sections stand under
  const Row* cohort_row_ = nullptr;
  bool cohort_numbered_ = false;
  int cohort_depth_ = -1;  // the depth of the cohort's heading where it is an entry of a list
};

}  // namespace

void Assemble(const std::vector<Row>& rows, const Zones& zones, const CohortReader& cohorts, source::Protocol& protocol,
              Diagnostics& diagnostics) {
  Assembler(rows, zones, cohorts, protocol, diagnostics).Run();
}

}  // namespace eligo::outline
