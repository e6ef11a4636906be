// Image: the layout of the compiled terms file.
//
//   Header | strings | concepts | codes | code index | members | closures | names | name concepts | first words | prefixes | firsts |
//   begins | ranges | model of mentions
//
// Little-endian, every section aligned to 8 bytes. Concepts are sorted by id, so that a ConceptId is a rank and
// lists in id order are sorted numbers. Names are folded and sorted; a hash table of their first words says
// which run of them can match at all, so that most words of a text cost one probe.
// Written by compile.cc, read by terms.cc; a change of any struct here is a new kFormatVersion.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "terms/hash.h"

namespace eligo::terms::image {

static_assert(std::endian::native == std::endian::little, "the terms file is mapped as it is");

inline constexpr std::string_view kMagic = "eligoTM\n";  // 8 bytes
inline constexpr std::uint32_t kFormatVersion = 4;

enum Section : std::uint32_t {
  kStrings,
  kConcepts,
  kCodes,
  kCodeIndex,
  kMemberIds,
  kClosureIds,
  kNames,
  kNameConcepts,
  kFirstWords,
  kPrefixes,
  kFirsts,
  kBegins,
  kRanges,
  kModel,  // bytes, of no concern here (src/tagger); none without one
  kSectionCount,
};

struct SectionPlace {
  std::uint64_t offset;  // from the begin of the file
  std::uint64_t count;   // elements
};

struct Header {
  char magic[8];
  std::uint32_t format_version;
  std::uint32_t section_count;
  std::uint64_t file_size;
  Hash128 checksum;  // of everything after the header, and of `sections`
  SectionPlace sections[kSectionCount];
};

struct StringRef {
  std::uint32_t offset, size;
};

struct Fraction {
  std::int64_t numerator, denominator;  // denominator 0: no value
};

struct Range {
  std::uint32_t begin, end;
};

enum Flag : std::uint32_t {
  kRoutineTest = 1,
  kFemaleOnly = 2,
  kChronic = 4,
  kGlucocorticoid = 8,
  kIndexDisease = 16,
  kPerson = 32,
  kByName = 64,
  kThisTrial = 128,
  kLengthOfTime = 256,
  kMeasured = 512,
};

struct ConceptRecord {
  StringRef id, label, unit, certainty, test_of, scale;
  StringRef context;  // words, parted by spaces
  StringRef mechanism;
  std::uint32_t kind, flags;
  Range codes;    // in kCodes
  Range members;  // in kMemberIds
  Range closure;  // in kClosureIds: the concept itself and all below it
  Range ranges;   // in kRanges
  Fraction molar_mass, prednisone_factor, half_life_days;
};

// A default reference range; ages in completed years, both included.
struct RangeRecord {
  StringRef certainty;
  std::uint32_t sex, age_from, age_to, unused;  // sex: terms::RangeSex
  Fraction low, high;
};

struct CodeRecord {
  StringRef system, code, source;
};

// Sorted by system, then key: the code, for ICD10CM without its dot.
struct CodeIndexRecord {
  StringRef system, key;
  std::uint32_t concept_id, code;
};

// Sorted by the folded name.
struct NameRecord {
  StringRef folded;
  Range concepts;  // in kNameConcepts
};

// Open addressing, a power of two of slots; an empty slot has an empty word.
struct FirstWordRecord {
  StringRef word;
  Range names;  // in kNames
  std::uint32_t longest, unused;
};

// What names begin with, from one word to all of them, by the hash of its words. Names and strings lie far apart in memory: looking them up
// word by word would wait for each of them. Open addressing, a power of two of slots.
struct PrefixRecord {
  std::uint64_t hash;
  std::uint32_t name;  // one more than the place of the name that ends here; 0 for none
  std::uint16_t taken, goes_on;
};

// kFirsts, kBegins: sets of hashes, a bit each: the first words of names; and the names of one word, and the first two words of the
// others. A text's words are nearly never both, so that they need not be looked for among the prefixes, which no cache holds.
inline constexpr std::size_t kBeginBits = std::size_t{1} << 19;
constexpr std::size_t BeginOf(std::uint64_t first) { return (first ^ first >> 32) % kBeginBits; }
constexpr std::size_t BeginOf(std::uint64_t first, std::uint64_t second) { return BeginOf(first * 0x9E3779B97F4A7C15 + second); }
inline bool HasBit(std::span<const std::uint64_t> bits, std::size_t bit) { return (bits[bit / 64] >> bit % 64 & 1) != 0; }

constexpr std::uint64_t JoinHash(std::uint64_t before, std::uint64_t word) { return (before ^ before >> 29) * 0x9E3779B97F4A7C15 + word; }

// The slot of this hash, or the free one where it would stand.
inline std::size_t PrefixSlot(std::span<const PrefixRecord> prefixes, std::uint64_t hash) {
  const std::size_t mask = prefixes.size() - 1;
  std::size_t slot = (hash ^ hash >> 32) & mask;
  while (prefixes[slot].taken != 0 && prefixes[slot].hash != hash) slot = (slot + 1) & mask;
  return slot;
}

// FNV-1a, 64 bits: the hash of words.
constexpr std::uint64_t HashWord(std::string_view word) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : word) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3;
  return hash;
}

}  // namespace eligo::terms::image
