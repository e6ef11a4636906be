// Node: a JSON value inside one FHIR resource that may be absent and may be of the wrong type.
//
// Access never throws and never checks twice: what is absent (or null) reads as absent; what has the wrong type is the
// resource's Problem, with the path of the element, and reads as absent. The caller asks once, at the end of the resource.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "base/date.h"
#include "readers/fhir_keys.h"
#include "readers/read_report.h"
#include "records/row.h"
#include "units/rational.h"

namespace eligo::readers {

class Node {
 public:
  Node(simdjson::dom::element value, Problem& problem) : value_(value), problem_(&problem), present_(!value.is_null()) {}
  // The root of a resource, whose members are looked up in a table of them.
  Node(simdjson::dom::element object, const KeyTable& table, Problem& problem) : Node(object, problem) { table_ = &table; }

  bool present() const { return present_; }
  bool IsText() const { return present_ && value_.is_string(); }
  bool IsObject() const { return present_ && value_.is_object(); }
  simdjson::dom::element element() const { return value_; }

  // A member of an object; `key` is a literal, or a part of a table of them: the node keeps where it stands.
  Node operator[](std::string_view key) const;
  // Several members, in one pass.
  template <std::size_t kCount>
  std::array<Node, kCount> Members(const std::array<std::string_view, kCount>& keys) const {
    std::array<Node, kCount> nodes = [&]<std::size_t... kAt>(std::index_sequence<kAt...>) {
      return std::array<Node, kCount>{Child(keys[kAt])...};
    }
    (std::make_index_sequence<kCount>());
    simdjson::dom::object object;
    if (!present_ || !GetObject(object)) return nodes;
    for (const auto& [key, member] : object) {
      for (std::size_t i = 0; i < kCount; ++i) {
        if (!nodes[i].present_ && IsSame(key, keys[i])) nodes[i].Set(member);
      }
    }
    return nodes;
  }
  // The entries of a list that are not null.
  std::vector<Node> Items() const;
  // The first entry of a list; absent when there is none.
  Node First() const;

  std::string_view Text() const;  // "" when absent
  bool True() const;              // false when absent
  std::optional<std::int64_t> Whole() const;
  // The decimal as written, up to 17 digits.
  std::optional<units::Rational> Decimal() const;
  std::optional<DateInterval> Day() const;
  // As Row::minute.
  std::int16_t Minute() const;

  void Complain(std::string_view what, bool once = false) const;

 private:
  explicit Node(Problem& problem) : problem_(&problem) {}
  Node Absent() const;
  Node Child(std::string_view key) const;
  // False, with the complaint, when it is none.
  bool GetObject(simdjson::dom::object& object) const;
  void Set(simdjson::dom::element value) {
    value_ = value;
    present_ = !value.is_null();
  }

  simdjson::dom::element value_;
  Problem* problem_;
  const KeyTable* table_ = nullptr;
  bool present_ = false;
  std::array<const char*, 5> path_{};
  std::uint8_t depth_ = 0;
};

// A Period: start and end, each maybe absent. An end before its start is a problem.
struct DatePeriod {
  std::optional<DateInterval> start, end;
  std::int16_t minute = records::kNoMinute;
};
DatePeriod ReadPeriod(const Node& period);

// A FHIR id, or nothing when it holds what no id may hold (then it is not shown either).
bool IsId(std::string_view text);

}  // namespace eligo::readers
