#include "match/findings.h"

#include <algorithm>

#include <fmt/format.h>

#include "match/phrase.h"

namespace eligo::match {
namespace {

constexpr std::size_t kShown = 5;  // rows shown as evidence; a class may have hundreds

Date DayOf(const records::Row& row) {
  if (row.recorded) return row.recorded->last;
  return row.start ? row.start->last : kDawn;
}

}  // namespace

void Findings::Add(const records::Row& row, terms::ConceptId id, Reading reading, std::string unsure) {
  found_ = Or(found_, reading);
  // Without words one of a kind is enough.
  const auto note = [&](std::vector<Seen>& rows, const std::string& why) {
    if (subject_.run.words || rows.empty()) rows.push_back({&row, id, why});
  };
  if (reading.presumed == Truth::kTrue) {
    note(hold_, "");
    latest_hold_ = std::max(latest_hold_, DayOf(row));
  } else if (reading.presumed == Truth::kUnknown || reading.strict == Truth::kUnknown) {
    note(doubt_, "");
  } else {
    note(outside_, unsure);
  }
  if (reading.strict == Truth::kUnknown && unsure_.empty()) unsure_ = std::move(unsure);
  conflict_ = !hold_.empty() && latest_denial_ > latest_hold_;
}

void Findings::Deny(const records::Row& row, terms::ConceptId id, std::string how) {
  denials_.push_back({&row, id, how});
  how_ = std::move(how);
  latest_denial_ = std::max(latest_denial_, DayOf(row));
  conflict_ = !hold_.empty() && latest_denial_ > latest_hold_;
}

void Findings::Show(const std::vector<Seen>& rows, LeafResult& result) const {
  // The latest rows say most; rows of one concept come in the order of their days.
  const std::size_t skip = rows.size() > kShown ? rows.size() - kShown : 0;
  for (std::size_t i = skip; i < rows.size(); ++i) {
    if (i > skip && rows[i].row == rows[i - 1].row) continue;  // a bridged gap repeats the row before it
    ShowRow(result.evidence, subject_, *rows[i].row, rows[i].id);
  }
}

std::string Findings::Latest(const std::vector<Seen>& rows) const {
  const auto later = [](const Seen& a, const Seen& b) {
    const Date da = a.row->start ? a.row->start->last : kDawn;
    const Date db = b.row->start ? b.row->start->last : kDawn;
    return da < db;
  };
  const Seen& seen = *std::max_element(rows.begin(), rows.end(), later);
  const std::string text = ValueText(subject_.run, *seen.row);
  std::string out = kind_ + std::string(subject_.Concept(seen.id).label);
  if (!text.empty() && seen.row->domain != records::Domain::kDrug) out += " " + text;
  const std::string note = seen.note.empty() ? "" : ", " + seen.note;
  if (!seen.row->start) return out + " on an unknown day" + note;
  if (seen.row->end && seen.row->end != seen.row->start) {
    return fmt::format("{} from {} to {}{}", out, DayText(seen.row->start), DayText(seen.row->end), note);
  }
  return fmt::format("{} {} {}{}", out, seen.row->ongoing ? "since" : "on", DayText(seen.row->start), note);
}

LeafResult Findings::Conclude(Silence silence, const std::string& name, const std::string& when) const {
  LeafResult result;
  Reading found = found_;
  if (conflict_) found = And(found, Both(Truth::kUnknown));
  const Reading base{silence.closed || denied() ? Truth::kFalse : Truth::kUnknown,
                     silence.closed || denied() || silence.absent ? Truth::kFalse : Truth::kUnknown};
  result.truth = Or(found, base);
  if (!subject_.run.words) {
    // That something was found is asked for (judge.cc).
    if (!hold_.empty() || !doubt_.empty() || !outside_.empty() || !denials_.empty()) result.evidence.AddUntold();
    return result;
  }

  if (conflict_) {
    Show(hold_, result);
    Show(denials_, result);
    result.says = fmt::format("the record both states and denies {}", name);
    result.missing = fmt::format("which of the records of {} is right", name);
  } else if (result.truth.strict == Truth::kTrue) {
    Show(hold_, result);
    result.says = fmt::format("{} is on record", Latest(hold_));
  } else if (!doubt_.empty() || !hold_.empty()) {
    Show(hold_, result);
    Show(doubt_, result);
    result.says = fmt::format("{} is on record; not known: {}", Latest(doubt_.empty() ? hold_ : doubt_), unsure_);
    result.missing = unsure_;
  } else if (denied()) {
    Show(denials_, result);
    result.says = how_.empty() ? fmt::format("the record says that there is no {}", name) : Latest(denials_);
  } else {
    Show(outside_, result);
    result.says = fmt::format("no {} on record {}", name, when);
    if (!outside_.empty()) result.says += fmt::format(" (last: {})", Latest(outside_));
    if (!silence.closed) result.missing = fmt::format("whether there was {} {}", name, when);
  }
  if (result.missing.empty() && !Known(result.truth.strict))
    result.missing = unsure_.empty() ? fmt::format("whether there was {} {}", name, when) : unsure_;
  if (Known(result.truth.strict)) result.missing.clear();
  return result;
}

}  // namespace eligo::match
