#include "writers/store.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace eligo::writers {
namespace {

using records::PatientIndex;
using records::StringId;

// An id that is a subject_id as it stands.
std::optional<std::int64_t> Whole(std::string_view id) {
  std::int64_t number = 0;
  const auto read = std::from_chars(id.data(), id.data() + id.size(), number);
  // "-0" and "007" are other ids than 0 and 7.
  const bool plain = read.ec == std::errc() && read.ptr == id.data() + id.size() && id.front() != '-';
  return plain && (id.size() == 1 || id.front() != '0') ? std::optional(number) : std::nullopt;
}

}  // namespace

Result<std::unique_ptr<StoreWriter>> StoreWriter::Open(const std::string& path) {
  auto folder = StoreFolder::Open(path);
  if (!folder) return Error{folder.error()};
  auto database = StoreShard::OpenDatabase({.scratch = folder->scratch()});
  if (!database) return Error{path + ": " + database.error()};
  return std::unique_ptr<StoreWriter>(new StoreWriter(std::move(*folder), std::move(*database)));
}

bool StoreWriter::Took(const Result<Done>& done) {
  if (!done && failure_.empty()) failure_ = done.error();
  return done.ok();
}

PatientIndex StoreWriter::AddPatient(records::Patient patient) {
  const auto index = static_cast<PatientIndex>(patients_.size());
  const bool added = by_id_.emplace(patient.id, index).second;
  CHECK(added);
  patients_.push_back(std::move(patient));
  return index;
}

std::optional<PatientIndex> StoreWriter::FindPatient(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

StringId StoreWriter::Intern(std::string_view text) {
  if (const auto known = interned_.find(text); known != interned_.end()) return known->second;
  const auto id = static_cast<StringId>(strings_.size());
  strings_.emplace_back(text);
  interned_.emplace(strings_.back(), id);
  return id;
}

StringId StoreWriter::Sources::Intern(std::string_view text) {
  if (text.empty()) return 0;
  if (const auto known = ids_.find(text); known != ids_.end()) return known->second;
  if (kept_.size() == kKept) {
    ids_.erase(kept_.front());
    kept_.pop_front();
    ++first_;
  }
  const auto id = static_cast<StringId>(first_ + kept_.size());
  kept_.emplace_back(text);
  ids_.emplace(kept_.back(), id);
  return id;
}

std::string_view StoreWriter::Sources::operator[](StringId id) const {
  if (id == 0) return {};
  CHECK(id - first_ < kept_.size());
  return kept_[id - first_];
}

StoreShard* StoreWriter::ShardOf(PatientIndex patient) {
  const std::uint32_t number = patient / StoreShard::kPatients;
  if (shards_.size() <= number) shards_.resize(number + 1);
  std::optional<StoreShard>& shard = shards_[number];
  if (!shard) {
    auto made = StoreShard::Make(database_, number);
    if (!made) {
      Took(Error{made.error()});
      return nullptr;
    }
    shard.emplace(std::move(*made));
  }
  return &*shard;
}

void StoreWriter::Add(const records::Event& event) {
  if (!failure_.empty()) return;
  const records::Row& row = event.row;
  CHECK(row.patient < patients_.size());
  StoreShard* shard = ShardOf(row.patient);
  if (shard == nullptr) return;
  Took(shard->Add(event, {codes_.MedsCode(event.code, row), strings_[row.unit], strings_[row.severity], strings_[row.text],
                          strings_[row.method], sources_[row.source.text]}));
  constexpr std::uint64_t kNowAndThen = 1 << 16;
  if (++events_ % kNowAndThen == 0 && progress_) progress_(events_);
}

// The ids where all are such numbers, else their ranks.
std::vector<std::int64_t> StoreWriter::Subjects() const {
  std::vector<std::int64_t> subjects;
  subjects.reserve(patients_.size());
  for (const records::Patient& patient : patients_) {
    const auto whole = Whole(patient.id);
    if (!whole) break;
    subjects.push_back(*whole);
  }
  if (subjects.size() == patients_.size()) return subjects;
  std::vector<PatientIndex> order(patients_.size());
  std::iota(order.begin(), order.end(), PatientIndex{0});
  std::sort(order.begin(), order.end(), [&](PatientIndex a, PatientIndex b) { return patients_[a].id < patients_[b].id; });
  subjects.resize(patients_.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) subjects[order[rank]] = static_cast<std::int64_t>(rank) + 1;
  return subjects;
}

Result<Done> StoreWriter::Close(const StoreNotes& notes) {
  const std::vector<std::int64_t> subjects = Subjects();
  std::uint64_t events = 0;
  for (PatientIndex first = 0; first < patients_.size() && failure_.empty(); first += StoreShard::kPatients) {
    StoreShard* shard = ShardOf(first);
    if (shard == nullptr) break;
    const auto last = std::min<std::size_t>(first + std::size_t{StoreShard::kPatients}, patients_.size());
    for (std::size_t i = first; i < last && failure_.empty(); ++i)
      Took(shard->AddPatient(static_cast<PatientIndex>(i), subjects[i], patients_[i]));
    if (failure_.empty()) Took(shard->Write(folder_.folder()));
    events += shard->events();
    shards_[shard->number()].reset();
  }
  if (!failure_.empty()) return folder_.Failed(failure_);
  return folder_.Close(database_, codes_, patients_.size(), events, notes);
}

}  // namespace eligo::writers
