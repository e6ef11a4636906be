#include "readers/record_sink.h"

#include <algorithm>

namespace eligo::readers {
namespace {

using records::Domain;
using records::Row;
using terms::Kind;

// A cache of codes must not grow with free text.
constexpr std::size_t kCacheEntries = 200'000;
constexpr std::size_t kLongestCode = 40;

std::string_view BearerName(Bearer bearer) {
  switch (bearer) {
    case Bearer::kEvent: return "event";
    case Bearer::kCondition: return "condition";
    case Bearer::kFinding: return "finding";
    case Bearer::kProcedure: return "procedure";
    case Bearer::kAllergy: return "allergy";
    case Bearer::kDrug: return "drug";
    case Bearer::kResult:
    case Bearer::kPoint: return "result";
    case Bearer::kConcept: break;
  }
  return "record";
}

// What stands for a thing without a meaning: its first code that is short enough, nothing when it has none.
const Coding* CodeOfUnknown(const Codeable& code) {
  const auto found = std::find_if(code.codings.begin(), code.codings.end(),
                                  [](const Coding& coding) { return !coding.code.empty() && coding.code.size() <= kLongestCode; });
  return found == code.codings.end() ? nullptr : &*found;
}

// Codes only: a text may hold anything.
std::string NameOfUnknown(const Coding* coding, Bearer bearer) {
  if (coding) return ShortSystem(coding->system) + " " + coding->code;
  return std::string(BearerName(bearer)) + " without a code";
}

// The domain of an event that says nothing of it, from what its concept is; false when it says nothing of that.
bool ByKind(Row& row, Kind kind, Bearer bearer) {
  const bool value = row.number || row.answer != records::Answer::kNone || row.text != 0;
  if (kind == Kind::kDrug) {
    const bool vaccine = row.exposure == records::Exposure::kAdministration;
    row.domain = vaccine ? Domain::kImmunization : Domain::kDrug;
    if (vaccine) row.end = row.start;
    if (!vaccine) row.recorded = row.start;
  } else if (kind == Kind::kProcedure) {
    row.domain = Domain::kProcedure;
    if (!row.end) row.end = row.start;
  } else if (value) {
    row.domain = Domain::kObservation;
    row.end = row.start;
  } else if (kind == Kind::kCondition) {
    row.domain = Domain::kCondition;
    row.ongoing = !row.end;
    if (row.end) row.course = records::Course::kInactive;
  } else if (kind == Kind::kObservation && bearer == Bearer::kCondition) {
    row.domain = Domain::kCondition;
    row.end.reset();
  } else {
    return false;
  }
  if (row.domain != Domain::kObservation) {
    row.number.reset();
    row.answer = records::Answer::kNone;
    row.text = row.unit = 0;
  }
  return true;
}

}  // namespace

RecordSink::RecordSink(const terms::Terms& terms, std::optional<terms::ConceptSet> needed, const Vocabulary* vocabulary)
    : terms_(terms), vocabulary_(vocabulary), mapper_(terms, vocabulary), needed_(std::move(needed)) {
  builder_.OnlyOf(needed_);
}

records::CodeId RecordSink::Code(const Codeable& code, Bearer bearer) {
  key_.clear();
  records::AppendKey(code, bearer, key_);
  if (const auto known = by_code_.find(key_); known != by_code_.end()) return {known->second};

  Meaning meaning;
  meaning.bearer = bearer;
  std::string same(1, static_cast<char>('a' + static_cast<int>(bearer)));
  for (const Mapped::Found& found : mapper_.Map(code, bearer).found) {
    const bool needed = !needed_ || needed_->Has(found.concept_id);
    meaning.found.push_back({found.concept_id, builder_.Intern(found.by), needed});
    meaning.kept |= needed;
    same += std::to_string(found.concept_id.value) + ' ';
    same += found.by + '\n';
  }
  if (meaning.found.empty()) {
    const Coding* coding = CodeOfUnknown(code);
    same += (meaning.unknown = NameOfUnknown(coding, bearer)) + '\n';
    if (unknown_) {
      std::string_view name = coding ? coding->display : code.Label();
      if (coding && name.empty()) name = code.text;
      meaning.unknown_id = unknown_->Of(meaning.unknown, coding == nullptr, name);
      same += std::to_string(meaning.unknown_id.name);
    }
  }
  const auto [at, added] = by_meaning_.emplace(std::move(same), static_cast<std::uint32_t>(meanings_.size()));
  if (added) meanings_.push_back(std::move(meaning));
  if (by_code_.size() >= kCacheEntries) by_code_.clear();
  by_code_.emplace(key_, at->second);
  return {at->second};
}

records::EventSink::Judge RecordSink::MakeJudge() const {
  return [this, mapper = Mapper(terms_, vocabulary_)](const Codeable& code, Bearer bearer) mutable {
    const Mapped mapped = mapper.Map(code, bearer);
    const auto needed = [this](const Mapped::Found& found) { return !needed_ || needed_->Has(found.concept_id); };
    return records::Worth{!mapped.found.empty(), std::any_of(mapped.found.begin(), mapped.found.end(), needed)};
  };
}

bool RecordSink::Settle(const records::Event& event, const Meaning& meaning, const terms::Concept& about, Row& row) const {
  if (meaning.bearer == Bearer::kFinding && about.kind != Kind::kCondition && about.kind != Kind::kObservation) return false;
  if (row.domain == Domain::kUnsaid) return ByKind(row, about.kind, meaning.bearer);
  // With several ingredients no dose is any one's.
  if (row.domain == Domain::kDrug && meaning.found.size() != 1) {
    row.daily_dose.reset();
    row.unit = 0;
  }
  if (event.ongoing_if_chronic) row.ongoing = row.course != records::Course::kInactive && about.chronic;
  return true;
}

void RecordSink::Add(const records::Event& event) {
  const Meaning& meaning = meanings_[event.code.value];
  if (meaning.found.empty()) {
    if (unknown_) unknown_->Add(meaning.unknown_id, event.row.patient);
    return builder_.Unmapped(meaning.unknown);
  }
  if (!meaning.kept) return;
  for (const Found& found : meaning.found) {
    if (!found.needed) continue;
    Row row = event.row;
    if (!Settle(event, meaning, terms_.Get(found.concept_id), row)) continue;
    row.matched = found.matched;
    builder_.Add(found.concept_id, row);
  }
}

}  // namespace eligo::readers
