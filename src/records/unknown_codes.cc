#include "records/unknown_codes.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace eligo::records {
namespace {

constexpr std::size_t kNamesOfACode = 8;
constexpr std::size_t kWordings = 10'000;
constexpr std::size_t kLongestName = 80;
constexpr std::size_t kWord = 64;

}  // namespace

void PatientSet::Add(PatientIndex patient) {
  if (bits_.empty()) {
    if (!list_.empty() && list_.back() == patient) return;
    list_.push_back(patient);
    if (list_.size() >= tidy_at_) Tidy();
    return;
  }
  if (patient / kWord >= bits_.size()) bits_.resize(patient / kWord + 1);
  bits_[patient / kWord] |= std::uint64_t{1} << (patient % kWord);
}

void PatientSet::Tidy() {
  std::sort(list_.begin(), list_.end());
  list_.erase(std::unique(list_.begin(), list_.end()), list_.end());
  tidy_at_ = std::max<std::size_t>(64, 2 * list_.size());
  // A list of so many takes more than a bit for everyone up to the last.
  if (list_.size() * 8 * sizeof(PatientIndex) < list_.back()) return;
  bits_.resize(list_.back() / kWord + 1);
  const std::vector<PatientIndex> patients = std::move(list_);
  list_ = {};
  for (const PatientIndex patient : patients) Add(patient);
}

std::size_t PatientSet::size() const {
  if (bits_.empty()) {
    std::vector<PatientIndex> list = list_;
    std::sort(list.begin(), list.end());
    return static_cast<std::size_t>(std::unique(list.begin(), list.end()) - list.begin());
  }
  std::size_t size = 0;
  for (const std::uint64_t word : bits_) size += static_cast<std::size_t>(std::popcount(word));
  return size;
}

void UnknownCodes::Tally::Add(PatientIndex patient) {
  ++records;
  patients.Add(patient);
}

UnknownCodes::Id UnknownCodes::Of(std::string_view code, bool no_code, std::string_view name) {
  const auto [at, added] = by_code_.emplace(std::string(code), static_cast<std::uint32_t>(entries_.size()));
  if (added) {
    entries_.emplace_back();
    entries_.back().whole.text = code;
    entries_.back().no_code = no_code;
  }
  Id id{at->second, Id::kNameless};
  if (name.empty() || name.size() > kLongestName) return id;
  Entry& entry = entries_[id.code];
  if (const auto known = entry.by_name.find(std::string(name)); known != entry.by_name.end()) {
    id.name = known->second;
  } else if (no_code ? wordings_ < kWordings : entry.names.size() < kNamesOfACode) {
    wordings_ += no_code ? 1 : 0;
    id.name = static_cast<std::uint32_t>(entry.names.size());
    entry.by_name.emplace(std::string(name), id.name);
    entry.names.emplace_back();
    entry.names.back().text = name;
  }
  return id;
}

void UnknownCodes::Add(Id id, PatientIndex patient) {
  Entry& entry = entries_[id.code];
  entry.whole.Add(patient);
  if (id.name != Id::kNameless) entry.names[id.name].Add(patient);
}

std::vector<UnknownCode> UnknownCodes::List() const {
  std::vector<UnknownCode> list;
  const auto before = [](const auto& a, const auto& b, const std::string& a_text, const std::string& b_text) {
    return std::tie(b.patients, b.records, a_text) < std::tie(a.patients, a.records, b_text);
  };
  for (const Entry& entry : entries_) {
    if (entry.whole.records == 0) continue;
    UnknownCode& out = list.emplace_back();
    out.code = entry.whole.text;
    out.no_code = entry.no_code;
    out.records = entry.whole.records;
    out.patients = entry.whole.patients.size();
    for (const Tally& name : entry.names) {
      if (name.records > 0) out.names.push_back({name.text, name.records, name.patients.size()});
    }
    std::sort(out.names.begin(), out.names.end(), [&](const UnknownName& a, const UnknownName& b) { return before(a, b, a.text, b.text); });
  }
  std::sort(list.begin(), list.end(), [&](const UnknownCode& a, const UnknownCode& b) { return before(a, b, a.code, b.code); });
  return list;
}

}  // namespace eligo::records
