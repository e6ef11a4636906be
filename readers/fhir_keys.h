// What is asked of a JSON value as a whole: whether a key stands twice in it, where a member is, whether it is the same as another.
// Tested by test/readers/fhir_keys_test.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <simdjson.h>

#include "readers/read_report.h"

namespace eligo::readers {

// The members of one object by key. A reader asks a resource for twenty elements and most are absent: that is one bit here.
class KeyTable {
 public:
  // False when there are too many keys for it, or one stands twice. The values are those of the object, and as short-lived.
  bool Build(simdjson::dom::object object);
  // Nothing when no member has this key.
  std::optional<simdjson::dom::element> Find(std::string_view key) const;

 private:
  static constexpr std::size_t kPlaces = 64;
  struct Member {
    std::string_view key;
    simdjson::dom::element value;
    std::uint8_t next = 0;  // the next in the same place, from 1
  };
  std::array<std::uint8_t, kPlaces> first_{};  // from 1; 0 is none
  std::array<Member, kPlaces> members_;
  std::uint8_t count_ = 0;
};

// Most keys of one length differ in their first letter or their last: no call then.
inline bool IsSame(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  return a.empty() || (a.front() == b.front() && a.back() == b.back() && a == b);
}

// JSON lets a key stand twice in one object, and readers differ in which they take: the resource says two things. False, with
// the problem told, when a key of `value` (with `deep`, of anything inside) stands twice.
bool KeysOnce(simdjson::dom::element value, bool deep, Problem& problem);
// The same of an object whose own keys are known to stand once: a KeyTable was built of it.
bool KeysOnceInside(simdjson::dom::object object, Problem& problem);

// The same for all spellings of one value: white space, escapes and trailing noughts do not count, the order of keys does.
std::uint64_t ContentHash(simdjson::dom::element value);

}  // namespace eligo::readers
