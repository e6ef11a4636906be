// Atoms: the unit symbols that ParseUcum knows, each reduced to base units once.
//
// A hand-kept table of what clinical records and protocols use, not the whole of UCUM (whose file may
// be passed on only unmodified). Left out on purpose, because in records the symbol means something
// else: G (gauss; giga), T (tesla; tera), H (henry; hour), AU (astronomical unit; arbitrary unit), lx (lux: "mg/dlx" is a slip).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "units/rational.h"

namespace eligo::units {

// A unit while it is being put together.
struct Product {
  std::optional<Rational> factor = Rational(1);  // nothing: no exact factor that fits
  Rational offset = 0;                           // kept only while the unit stands alone
  std::array<std::int8_t, 8> dimension{};        // m, g, s, mol, K, cd, C, rad
  std::map<std::string, int> arbitrary;          // name -> power
  bool substance = false;                        // an amount of substance stands in it, cancelled or not
};

enum Base : std::uint8_t { kMetre, kGram, kSecond, kMole, kKelvin, kCandela, kCoulomb, kRadian };

enum class Prefixes : std::uint8_t {
  kNone,
  kSmall,  // up to kilo: nobody weighs in megagrams, but "Mg/dL" is written for mg/dL
  kAll
};

struct Atom {
  Product product;
  Prefixes prefixes = Prefixes::kNone;
};

class AtomTable {
 public:
  // The whole table, built on first use.
  static const AtomTable& Get();
  // The atom of exactly this symbol; null when there is none.
  const Atom* Find(std::string_view symbol) const;

 private:
  AtomTable();
  std::unordered_map<std::string_view, Atom> atoms_;
};

struct Prefix {
  std::string_view symbol;
  std::string_view factor;
  bool large = false;  // above kilo
};
// The prefixes of UCUM, "da" before "d".
const std::array<Prefix, 20>& AllPrefixes();

// product *= other^power; false when a power leaves the range that fits.
bool MultiplyInto(Product& product, const Product& other, int power);

}  // namespace eligo::units
