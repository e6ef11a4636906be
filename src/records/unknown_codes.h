// UnknownCodes: what records are about and no concept means, by code, with the number of records and of different patients.
//
// Patients are counted exactly: a list a code that becomes a bit a patient once that is shorter. A name stands beside its code. Of
// a code the first eight different names are counted apart, of what has words and no code the first ten thousand in all; of the rest,
// and of names longer than 80 bytes, nothing is kept. Who may see a code or a name is for the reader to decide (report/profile.h).
// Tested by test/records/unknown_codes_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "records/row.h"

namespace eligo::records {

// Different patients, added in any order.
class PatientSet {
 public:
  void Add(PatientIndex patient);
  std::size_t size() const;

 private:
  void Tidy();

  std::vector<PatientIndex> list_;   // not always sorted, some of them twice
  std::size_t tidy_at_ = 64;         // entries at which the list is sorted
  std::vector<std::uint64_t> bits_;  // in its place once it is used
};

struct UnknownName {
  std::string text;
  std::size_t records = 0, patients = 0;
};
struct UnknownCode {
  std::string code;      // "LOINC 1234-5", "result without a code"
  bool no_code = false;  // words alone: each name is a thing of its own
  std::size_t records = 0, patients = 0;
  std::vector<UnknownName> names;  // most patients first, then by text
};

class UnknownCodes {
 public:
  // Which code and which of its names; equal ones have equal ids.
  struct Id {
    std::uint32_t code = 0;
    std::uint32_t name = kNameless;
    static constexpr std::uint32_t kNameless = ~std::uint32_t{0};
  };
  Id Of(std::string_view code, bool no_code, std::string_view name);
  void Add(Id id, PatientIndex patient);
  // Most patients first, then most records, then by code.
  std::vector<UnknownCode> List() const;

 private:
  struct Tally {
    std::string text;
    std::size_t records = 0;
    PatientSet patients;
    void Add(PatientIndex patient);
  };
  struct Entry {
    Tally whole;
    bool no_code = false;
    std::vector<Tally> names;
    std::unordered_map<std::string, std::uint32_t> by_name;
  };
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::uint32_t> by_code_;
  std::size_t wordings_ = 0;
};

}  // namespace eligo::records
