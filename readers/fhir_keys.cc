#include "readers/fhir_keys.h"

#include <algorithm>
#include <bit>
#include <string>
#include <unordered_set>

#include "readers/hash_set.h"

namespace eligo::readers {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

// A place of 64 for a key. Names of elements differ in their ends and lengths.
unsigned PlaceOf(std::string_view key) {
  if (key.empty()) return 0;
  return (static_cast<unsigned char>(key.front()) * 7U + static_cast<unsigned char>(key.back()) * 13U +
          static_cast<unsigned>(key.size()) * 29U) %
         64U;
}

// Keys that a person may see: names of elements, not what else may stand there.
bool IsElementName(std::string_view key) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !key.empty() && key.size() <= 40 && key[0] >= '_' && key[0] <= 'z' && std::all_of(key.begin(), key.end(), plain);
}

// The first key that stands twice in the object itself.
std::optional<std::string_view> RepeatedKey(object members) {
  std::unordered_set<std::string_view> seen;
  for (const auto& [key, value] : members) {
    if (!seen.insert(key).second) return key;
  }
  return std::nullopt;
}

bool IsNested(element value) { return value.type() == element_type::OBJECT || value.type() == element_type::ARRAY; }

// Whether no key stands twice, without a word about which. One pass; a filter of one word keeps the usual object from any comparison.
bool AllOnce(element value, bool deep) {
  if (value.type() == element_type::ARRAY) {
    for (const element item : simdjson::dom::array(value)) {
      if (IsNested(item) && !AllOnce(item, deep)) return false;
    }
    return true;
  }
  if (value.type() != element_type::OBJECT) return true;
  constexpr std::size_t kFew = 64;
  const object members(value);
  if (members.size() > kFew && RepeatedKey(members)) return false;
  std::uint64_t filter = members.size() > kFew ? ~std::uint64_t{0} : 0;
  const object::iterator end = members.end();
  for (object::iterator at = members.begin(); at != end; ++at) {
    const std::string_view key = at.key();
    const std::uint64_t bit = std::uint64_t{1} << PlaceOf(key);
    if ((filter & bit) != 0 && members.size() <= kFew) {
      for (object::iterator before = members.begin(); before != at; ++before) {
        if (before.key() == key) return false;
      }
    }
    filter |= bit;
    if (!deep) continue;
    if (const element member = at.value(); IsNested(member) && !AllOnce(member, deep)) return false;
  }
  return true;
}

// Which key it is: those of an object before those inside it.
bool TellRepeated(element value, bool deep, Problem& problem) {
  if (value.is_array()) {
    for (const element item : simdjson::dom::array(value)) {
      if (IsNested(item) && TellRepeated(item, deep, problem)) return true;
    }
    return false;
  }
  if (!value.is_object()) return false;
  const object members(value);
  if (const auto key = RepeatedKey(members)) {
    problem = {IsElementName(*key) ? std::string(*key) : std::string(), "stands twice in one object", false};
    if (problem.element.empty()) problem.what = "a key " + problem.what;
    return true;
  }
  if (!deep) return false;
  for (const auto& [key, member] : members) {
    if (IsNested(member) && TellRepeated(member, deep, problem)) return true;
  }
  return false;
}

std::uint64_t Joined(std::uint64_t hash, std::uint64_t word) { return Mix(hash * 0x9e3779b97f4a7c15ULL + word); }
std::uint64_t Joined(std::uint64_t hash, std::string_view text) { return Joined(hash, std::hash<std::string_view>()(text)); }

std::uint64_t Hash(element value, std::uint64_t hash) {
  const element_type type = value.type();
  hash = Joined(hash, static_cast<std::uint64_t>(type));
  switch (type) {
    case element_type::OBJECT: {
      const object members(value);
      for (const auto& [key, member] : members) hash = Hash(member, Joined(hash, key));
      return Joined(hash, members.size());
    }
    case element_type::ARRAY: {
      const simdjson::dom::array items(value);
      for (const element item : items) hash = Hash(item, hash);
      return Joined(hash, items.size());
    }
    case element_type::STRING: return Joined(hash, std::string_view(value));
    case element_type::INT64: return Joined(hash, static_cast<std::uint64_t>(std::int64_t(value)));
    case element_type::UINT64: return Joined(hash, std::uint64_t(value));
    case element_type::DOUBLE: return Joined(hash, std::bit_cast<std::uint64_t>(double(value)));
    case element_type::BOOL: return Joined(hash, static_cast<std::uint64_t>(bool(value)));
    case element_type::NULL_VALUE: break;
  }
  return hash;
}

}  // namespace

bool KeyTable::Build(object object) {
  first_.fill(0);
  count_ = 0;
  const simdjson::dom::object::iterator end = object.end();
  for (simdjson::dom::object::iterator at = object.begin(); at != end; ++at) {
    if (count_ == kPlaces) return false;
    const std::string_view key = at.key();
    std::uint8_t& first = first_[PlaceOf(key)];
    for (std::uint8_t i = first; i != 0; i = members_[i - 1U].next) {
      if (members_[i - 1U].key == key) return false;
    }
    members_[count_] = {key, at.value(), first};
    first = ++count_;
  }
  return true;
}

std::optional<element> KeyTable::Find(std::string_view key) const {
  for (std::uint8_t i = first_[PlaceOf(key)]; i != 0; i = members_[i - 1U].next) {
    if (members_[i - 1U].key == key) return members_[i - 1U].value;
  }
  return std::nullopt;
}

bool KeysOnce(element value, bool deep, Problem& problem) { return AllOnce(value, deep) || !TellRepeated(value, deep, problem); }

std::uint64_t ContentHash(element value) { return Hash(value, 0); }

}  // namespace eligo::readers
