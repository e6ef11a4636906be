#include "readers/source_code.h"

#include <algorithm>
#include <array>
#include <string>

#include "readers/fhir_text.h"

namespace eligo::readers {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool AllDigits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit); }

// 718-7: one to seven digits and the Luhn digit of them.
bool IsLoinc(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos || dash < 1 || dash > 7 || text.size() != dash + 2 || !IsDigit(text[dash + 1])) return false;
  const std::string_view digits = text.substr(0, dash);
  if (!AllDigits(digits)) return false;
  int sum = 0;
  bool doubled = true;
  for (std::size_t i = digits.size(); i-- > 0; doubled = !doubled) {
    const int digit = digits[i] - '0';
    sum += doubled ? (2 * digit) / 10 + (2 * digit) % 10 : digit;
  }
  return (10 - sum % 10) % 10 == text[dash + 1] - '0';
}

// Six to eighteen digits, of which the last checks the others (Verhoeff) and the two before it say that it is a concept.
bool IsSnomed(std::string_view text) {
  static constexpr std::array<std::array<int, 10>, 8> kPermuted{{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
                                                                 {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
                                                                 {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
                                                                 {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
                                                                 {9, 4, 5, 3, 1, 2, 6, 8, 7, 0},
                                                                 {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
                                                                 {2, 7, 9, 3, 8, 0, 6, 4, 1, 5},
                                                                 {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}}};
  // The product of two elements of the dihedral group of order ten.
  const auto times = [](int a, int b) {
    if (a < 5) return b < 5 ? (a + b) % 5 : 5 + (a + b - 5) % 5;
    return b < 5 ? 5 + (a - 5 - b + 5) % 5 : (a - b + 5) % 5;
  };
  if (text.size() < 6 || text.size() > 18 || !AllDigits(text) || text[0] == '0') return false;
  const std::string_view partition = text.substr(text.size() - 3, 2);
  if (partition != "00" && partition != "10") return false;
  int check = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    check = times(check, kPermuted[i % 8][static_cast<std::size_t>(text[text.size() - 1 - i] - '0')]);
  return check == 0;
}

// M32.14, m3214, E11.9: a letter, a digit, a digit or letter, then up to four more behind a point.
bool IsIcd(std::string_view text) {
  const auto alphanumeric = [](char c) { return IsDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  if (text.size() < 3 || text.size() > 8 || IsDigit(text[0]) || !alphanumeric(text[0]) || !IsDigit(text[1])) return false;
  if (!IsDigit(text[2]) && text[2] != 'A' && text[2] != 'B') return false;
  if (text.size() == 3) return true;
  if (text[3] != '.') return false;  // without the point too many other codes look like it
  return text.size() > 4 && std::all_of(text.begin() + 4, text.end(), alphanumeric);
}

}  // namespace

std::optional<Coding> CodingByShape(std::string_view value, bool is_drug) {
  value = Trim(value);
  const auto coding = [&](std::string_view system) { return Coding{std::string(system), TidyCode(system, value), "", true}; };
  if (is_drug) return AllDigits(value) && value.size() >= 2 && value.size() <= 8 ? std::optional(coding("RxNorm")) : std::nullopt;
  if (IsLoinc(value)) return coding("LOINC");
  if (IsSnomed(value)) return coding("SNOMED");
  if (IsIcd(value)) return coding("ICD10CM");
  return std::nullopt;
}

}  // namespace eligo::readers
