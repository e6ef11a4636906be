// Generated pairs of units against @lhncbc/ucum-lhc: whether a text is a unit, and what a value is in another unit, both ways.
//
// Runs on the file that `make conformance` names in ELIGO_UCUM_LHC (test/conformance/ucum_lhc.js writes it). Where the two differ, one of
// the reasons below must hold.
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "units/unit.h"

namespace eligo::units {
namespace {

struct Pair {
  bool conversion = false;
  std::string value, from, to, molar_mass, theirs;
};

std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == '\t') {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

// "yes", "no", "none" or the number.
std::string Ours(const Pair& pair) {
  const auto from = ParseUcum(pair.from);
  if (!pair.conversion) return from ? "yes" : "no";
  const auto to = ParseUcum(pair.to);
  const auto value = Rational::Parse(pair.value);
  const auto molar_mass = pair.molar_mass.empty() ? std::nullopt : Rational::Parse(pair.molar_mass);
  if (!from || !to || !value) return "none";
  const auto got = Convert(*value, *from, *to, molar_mass);
  if (!got) return "none";
  std::ostringstream text;
  text.precision(17);
  text << got->ToDouble();
  return text.str();
}

// Theirs is computed in floating point.
bool Agree(const std::string& ours, const std::string& theirs) {
  if (ours == theirs) return true;
  char* end = nullptr;
  const double a = std::strtod(ours.c_str(), &end);
  if (end == ours.c_str()) return false;
  const double b = std::strtod(theirs.c_str(), &end);
  if (end == theirs.c_str()) return false;
  return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

bool Holds(const Pair& pair, const std::string& part) {
  return pair.from.find(part) != std::string::npos || pair.to.find(part) != std::string::npos;
}

// Ours is nothing, theirs is what the two factors give when they are not multiplied exactly.
bool LeavesSixtyFourBits(const Pair& pair, const std::string& ours) {
  const auto from = ParseUcum(pair.from);
  const auto to = ParseUcum(pair.to);
  if (!pair.conversion || ours != "none" || pair.theirs == "none" || !from || !to || from->arbitrary != to->arbitrary) return false;
  if (from->factor == Rational(0) || to->factor == Rational(0)) return true;  // the factor itself does
  const int moles = to->dimension[3] - from->dimension[3];
  const double molar_mass = pair.molar_mass.empty() ? 1 : std::strtod(pair.molar_mass.c_str(), nullptr);
  const double value = std::strtod(pair.value.c_str(), nullptr) * from->factor.ToDouble() / to->factor.ToDouble();
  std::ostringstream text;
  text.precision(17);
  text << value * std::pow(molar_mass, -moles);
  return Agree(text.str(), pair.theirs);
}

// Does `why` hold of a symbol of the text that is no unit here?
bool RefusedFor(const Pair& pair, const std::string& ours, const std::function<bool(const std::string&)>& why) {
  if (pair.conversion || ours != "no") return false;
  static const std::regex kBetween("[./()]|\\{[^}]*\\}");
  static const std::regex kExponent("[-+]?[0-9]+$");
  for (std::sregex_token_iterator at(pair.from.begin(), pair.from.end(), kBetween, -1), end; at != end; ++at) {
    const std::string symbol = std::regex_replace(at->str(), kExponent, "");
    if (!symbol.empty() && !ParseUcum(symbol) && why(symbol)) return true;
  }
  return false;
}

struct Reason {
  const char* why;
  std::function<bool(const Pair&, const std::string& ours)> holds;
};

const std::vector<Reason>& Reasons() {
  static const std::vector<Reason> reasons = {
      {"an exact result leaves 64 bits, and there is no nearly right one", LeavesSixtyFourBits},
      {"the package converts no arbitrary unit, not even to itself per another volume",
       [](const Pair& p, const std::string&) {
         const auto from = ParseUcum(p.from);
         const auto to = ParseUcum(p.to);
         return p.conversion && p.theirs == "none" && from && to && !from->arbitrary.empty() && from->arbitrary == to->arbitrary;
       }},
      {"UCUM defines eq and osm as mol; the package keeps them apart",
       [](const Pair& p, const std::string&) { return p.conversion && p.theirs == "none" && (Holds(p, "eq") || Holds(p, "osm")); }},
      {"refused on purpose (docs/units.md): large prefixes, and units that are a slip of the keyboard in records",
       [](const Pair& p, const std::string& ours) {
         static const std::regex kRefused("[MGTPE](g|L|l|m|mol|eq|osm)|[cdmunpfkMGTPE]?(T|G|H|P|u|lx|AU|ar|Mx)|\\[(G|ston_av)\\]");
         return RefusedFor(p, ours, [](const std::string& symbol) { return std::regex_match(symbol, kRefused); });
       }},
      {"the package takes prefixes on units to which UCUM gives none",
       [](const Pair& p, const std::string& ours) {
         return RefusedFor(p, ours, [](const std::string& symbol) { return symbol.size() > 1 && ParseUcum(symbol.substr(1)).has_value(); });
       }},
      {"the package passes over what the grammar has no place for: an exponent of a number or of three digits, two units without an "
       "operator",
       [](const Pair& p, const std::string& ours) {
         static const std::regex kNoPlace("(^|[./(])[0-9]+-[0-9]|[A-Za-z][[]|[A-Za-z]10[*]|[A-Za-z\\]]-?[0-9]{3}");
         return !p.conversion && ours == "no" && std::regex_search(p.from, kNoPlace);
       }},
      {"a temperature in a product is a difference of temperatures here; UCUM has none there",
       [](const Pair& p, const std::string& ours) { return !p.conversion && ours == "yes" && (Holds(p, "Cel") || Holds(p, "[degF]")); }},
      {"a share of molecules is no share of mass or volume here",
       [](const Pair& p, const std::string& ours) {
         const auto from = ParseUcum(p.from);
         const auto to = ParseUcum(p.to);
         return p.conversion && ours == "none" && from && to && from->dimension == to->dimension &&
                (from->arbitrary == "mol/mol") != (to->arbitrary == "mol/mol");
       }},
  };
  return reasons;
}

TEST(UcumLhc, GeneratedPairs) {
  const char* path = std::getenv("ELIGO_UCUM_LHC");
  if (path == nullptr) GTEST_SKIP() << "ELIGO_UCUM_LHC names no file; `make conformance` makes one";
  std::ifstream file(path);
  ASSERT_TRUE(file) << path;
  std::map<std::string, int> counts;
  std::vector<int> used(Reasons().size());
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> cells = Cells(line);
    ASSERT_EQ(cells.size(), 6U) << line;
    const Pair pair{cells[0] == "convert", cells[1], cells[2], cells[3], cells[4], cells[5]};
    const std::string ours = Ours(pair);
    const std::string kind = pair.conversion ? "conversions" : "validations";
    ++counts[kind];
    if (Agree(ours, pair.theirs)) {
      ++counts[kind + ", the same"];
      continue;
    }
    bool explained = false;
    for (std::size_t i = 0; i < Reasons().size() && !explained; ++i) {
      explained = Reasons()[i].holds(pair, ours);
      used[i] += explained;
    }
    EXPECT_TRUE(explained) << line << "\n  ours: " << ours;
  }
  for (const auto& [what, count] : counts) std::cout << what << ": " << count << "\n";
  for (std::size_t i = 0; i < Reasons().size(); ++i) {
    std::cout << "  differ, " << Reasons()[i].why << ": " << used[i] << "\n";
    EXPECT_GT(used[i], 0) << "a reason that explains nothing: take it out";
  }
}

}  // namespace
}  // namespace eligo::units
