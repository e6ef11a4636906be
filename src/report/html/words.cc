#include "report/html/words.h"

#include <array>

namespace eligo::report {
namespace {

constexpr std::array<std::string_view, 4> kOverallClass = {"o0", "o1", "o2", "o3"};
constexpr std::array<std::string_view, 3> kOutcomeClass = {"c0", "c1", "c2"};

template <typename T>
std::string MakeBadge(T value) {
  std::string out = "<span class=\"b ";
  out += ClassOf(value);
  out += "\">";
  out += ToString(value);
  return out + "</span>";
}

std::string_view Say(Truth truth) {
  switch (truth) {
    case Truth::kFalse: return "no";
    case Truth::kUnknown: return "not known";
    case Truth::kTrue: return "yes";
  }
  return "not known";
}

}  // namespace

std::string_view ClassOf(verdict::Overall overall) { return kOverallClass[static_cast<std::size_t>(overall)]; }
std::string_view ClassOf(verdict::Outcome outcome) { return kOutcomeClass[static_cast<std::size_t>(outcome)]; }

std::string Badge(verdict::Overall overall) { return MakeBadge(overall); }
std::string Badge(verdict::Outcome outcome) { return MakeBadge(outcome); }

std::string TruthWords(Truth strict, Truth presumed) {
  std::string out(Say(strict));
  if (strict != presumed) out += ", presumed " + std::string(Say(presumed));
  return out;
}

std::string_view LeafNumber(std::string_view leaf) {
  const std::size_t dot = leaf.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : leaf.substr(dot + 1);
}

}  // namespace eligo::report
