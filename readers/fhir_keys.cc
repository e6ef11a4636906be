#include "readers/fhir_keys.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <unordered_set>

#include "readers/mix.h"

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
        if (IsSame(before.key(), key)) return false;
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

// Folded by a long product.
std::uint64_t Fold(std::uint64_t a, std::uint64_t b) {
  __extension__ using Long = unsigned __int128;
  const Long product = static_cast<Long>(a ^ 0x9e3779b97f4a7c15ULL) * (b ^ 0xd6e8feb86659fd93ULL);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t HashBytes(const char* at, std::size_t size) {
  const auto word = [](const char* from, std::size_t bytes) {
    std::uint64_t value = 0;
    std::memcpy(&value, from, bytes);
    return value;
  };
  std::uint64_t hash = size;
  for (; size >= 16; size -= 16, at += 16) hash = Fold(word(at, 8) ^ hash, word(at + 8, 8)) + std::rotl(hash, 29);
  if (size >= 8) hash = Fold(word(at, 8) ^ hash, word(at + size - 8, 8)) + std::rotl(hash, 29);
  if (size > 0 && size < 8) hash = Fold(word(at, size) ^ hash, size) + std::rotl(hash, 29);
  return hash;
}

// The shape of a value and its numbers, and where its strings stand. The parser writes strings, keys too, one behind another, each behind
// its length: they need no look one by one.
struct Walk {
  std::uint64_t shape = 0;
  const char* first = nullptr;
  const char* end = nullptr;

  void Join(std::uint64_t word) { shape = (std::rotl(shape, 7) ^ word) * 0x9fb21c651e98df25ULL; }
  void Saw(std::string_view text) {
    if (first == nullptr) {
      first = text.data();
      Join(text.size());
    }
    end = text.data() + text.size();
  }
  void Over(element value) {
    const element_type type = value.type();
    Join(static_cast<std::uint64_t>(type));
    switch (type) {
      case element_type::OBJECT: {
        const object members(value);
        for (const auto& [key, member] : members) {
          Saw(key);
          Over(member);
        }
        return Join(members.size());
      }
      case element_type::ARRAY: {
        const simdjson::dom::array items(value);
        for (const element item : items) Over(item);
        return Join(items.size());
      }
      case element_type::STRING: return Saw(std::string_view(value));
      case element_type::INT64: return Join(Mix(static_cast<std::uint64_t>(std::int64_t(value))));
      case element_type::UINT64: return Join(Mix(std::uint64_t(value)));
      case element_type::DOUBLE: return Join(Mix(std::bit_cast<std::uint64_t>(double(value))));
      case element_type::BOOL: return Join(static_cast<std::uint64_t>(bool(value)));
      case element_type::NULL_VALUE: return;
    }
  }
};

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
      if (IsSame(members_[i - 1U].key, key)) return false;
    }
    members_[count_] = {key, at.value(), first};
    first = ++count_;
  }
  return true;
}

std::optional<element> KeyTable::Find(std::string_view key) const {
  for (std::uint8_t i = first_[PlaceOf(key)]; i != 0; i = members_[i - 1U].next) {
    if (IsSame(members_[i - 1U].key, key)) return members_[i - 1U].value;
  }
  return std::nullopt;
}

bool KeysOnceInside(object object, Problem& problem) {
  bool once = true;
  for (const auto& [key, member] : object) once = once && (!IsNested(member) || AllOnce(member, true));
  if (once) return true;
  for (const auto& [key, member] : object) {
    if (IsNested(member) && TellRepeated(member, true, problem)) return false;
  }
  return true;
}

bool KeysOnce(element value, bool deep, Problem& problem) { return AllOnce(value, deep) || !TellRepeated(value, deep, problem); }

std::uint64_t ContentHash(element value) {
  Walk walk;
  walk.Over(value);
  return Mix(walk.shape ^ Mix(HashBytes(walk.first, static_cast<std::size_t>(walk.end - walk.first))));
}

}  // namespace eligo::readers
