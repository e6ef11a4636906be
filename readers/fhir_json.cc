#include "readers/fhir_json.h"

#include <algorithm>
#include <charconv>

namespace eligo::readers {

Node Node::Absent() const {
  Node node(*problem_);
  node.path_ = path_;
  node.depth_ = depth_;
  return node;
}

void Node::Complain(std::string_view what, bool once) const {
  if (problem_->any()) return;
  problem_->what = what;
  problem_->once = once;
  for (std::size_t i = 0; i < depth_; ++i) {
    if (i > 0) problem_->element += '.';
    problem_->element += path_[i];
  }
}

Node Node::Child(std::string_view key) const {
  Node node = Absent();
  if (node.depth_ < node.path_.size()) node.path_[node.depth_++] = key.data();
  return node;
}

bool Node::GetObject(simdjson::dom::object& object) const {
  if (value_.get_object().get(object) == simdjson::SUCCESS) return true;
  Complain("is no object");
  return false;
}

Node Node::operator[](std::string_view key) const {
  Node node = Child(key);
  if (!present_) return node;
  if (table_ != nullptr) {
    if (const auto member = table_->Find(key)) node.Set(*member);
    return node;
  }
  simdjson::dom::object object;
  if (!GetObject(object)) return node;
  const simdjson::dom::object::iterator end = object.end();
  for (simdjson::dom::object::iterator at = object.begin(); at != end; ++at) {
    if (!IsSame(at.key(), key)) continue;
    node.Set(at.value());
    break;
  }
  return node;
}

std::vector<Node> Node::Items() const {
  std::vector<Node> items;
  if (!present_) return items;
  simdjson::dom::array array;
  if (value_.get_array().get(array) != simdjson::SUCCESS) {
    Complain("is no list");
    return items;
  }
  for (const simdjson::dom::element entry : array) {
    if (entry.is_null()) continue;
    Node& item = items.emplace_back(Absent());
    item.value_ = entry;
    item.present_ = true;
  }
  return items;
}

Node Node::First() const {
  const std::vector<Node> items = Items();
  return items.empty() ? Absent() : items.front();
}

std::string_view Node::Text() const {
  std::string_view text;
  if (present_ && value_.get_string().get(text) != simdjson::SUCCESS) Complain("is no text");
  return text;
}

bool Node::True() const {
  bool value = false;
  if (present_ && value_.get_bool().get(value) != simdjson::SUCCESS) Complain("is neither true nor false");
  return value;
}

std::optional<std::int64_t> Node::Whole() const {
  std::int64_t value = 0;
  if (!present_) return std::nullopt;
  if (value_.get_int64().get(value) != simdjson::SUCCESS) {
    Complain("is no whole number");
    return std::nullopt;
  }
  return value;
}

std::optional<units::Rational> Node::Decimal() const {
  if (!present_) return std::nullopt;
  // std::to_chars gives the shortest decimal that reads back as the same double: the one that was written.
  std::array<char, 32> text{};
  std::to_chars_result written{};
  std::int64_t whole = 0;
  double number = 0;
  if (value_.get_int64().get(whole) == simdjson::SUCCESS) return units::Rational(whole);
  if (value_.get_double().get(number) != simdjson::SUCCESS) {
    Complain("is no number");
    return std::nullopt;
  }
  written = std::to_chars(text.data(), text.data() + text.size(), number);
  const auto decimal = units::Rational::Parse(std::string_view(text.data(), static_cast<std::size_t>(written.ptr - text.data())));
  if (!decimal) Complain("is a number that cannot be held exactly");
  return decimal;
}

std::optional<DateInterval> Node::Day() const {
  if (!present_) return std::nullopt;
  const std::string_view text = Text();
  const auto day = ParseDate(text);
  if (!day) Complain("is no date");
  return day;
}

std::int16_t Node::Minute() const {
  const auto minute = present_ ? ParseInstantMinute(Text()) : std::nullopt;
  return minute ? static_cast<std::int16_t>(*minute) : records::kNoMinute;
}

DatePeriod ReadPeriod(const Node& period) {
  DatePeriod out;
  out.start = period["start"].Day();
  out.minute = period["start"].Minute();
  out.end = period["end"].Day();
  if (out.start && out.end && out.end->last < out.start->first) period.Complain("ends before it starts");
  return out;
}

bool IsId(std::string_view text) {
  return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == ':';
  });
}

}  // namespace eligo::readers
