// StoreCodes: the codes of a STORE: numbered as they come, and as MEDS spells them.
//
// A code is kept as its source gave it, so that what it means is asked of the terms at each reading.
// Tested by test/cli/store_test.cc, test/readers/store_test.cc.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "records/event.h"
#include "tables/database.h"

namespace eligo::writers {

class StoreCodes {
 public:
  // Equal codes of equal bearers have the same number.
  records::CodeId Code(const records::Codeable& code, records::Bearer bearer);

  // The code of a MEDS event: "LOINC//718-7"; of words alone "DRUG//CellCept". An event that says what its code does not (an allergy, a
  // condition that is refuted or only supposed) has a word before it, lest another reader take it for the thing itself: the
  // code for any other row of this kind is the same. Valid as long as this.
  std::string_view MedsCode(records::CodeId code, const records::Row& row) const;

  // metadata/codes.parquet, for any MEDS reader, and eligo/codes.parquet, for ours. Both folders are there.
  Result<Done> Write(tables::Database& database, const std::string& folder) const;
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    records::Codeable code;
    records::Bearer bearer;
    std::string meds, allergy, refuted, provisional;
  };
  std::deque<Entry> entries_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

}  // namespace eligo::writers
