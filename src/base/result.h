// Result: a value, or one line that says why there is none.
//
// For what the world does to us (a file, a database, a budget) and for what a target
// cannot express. What a text says wrongly is a Diagnostic; what a record leaves out is
// Truth::kUnknown; what we got wrong is CHECK.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace eligo {

// One line, lower case, no full stop: `file:place: what was seen; what to do`.
struct Error {
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor): reads as the value
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor): reads as the error

  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }
  const T& value() const& { return std::get<T>(state_); }
  T& value() & { return std::get<T>(state_); }
  T&& value() && { return std::get<T>(std::move(state_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }
  const std::string& error() const { return std::get<Error>(state_).message; }

 private:
  std::variant<T, Error> state_;
};

// For work that gives nothing back but may fail.
struct Done {};

}  // namespace eligo

// A promise of ours that no input can break. Prints where and stops; the message carries no data.
#define CHECK(condition)                                                                          \
  do {                                                                                            \
    if (!(condition)) {                                                                           \
      std::fprintf(stderr, "eligo: internal error: %s:%d: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                               \
    }                                                                                             \
  } while (false)
