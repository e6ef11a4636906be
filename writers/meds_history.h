// MedsHistory: synthetic patients as a STORE (MEDS), the events that a reader of what FhirHistory writes would give.
//
// Shards of patients are written side by side, each by one thread; a shard has the same bytes whatever is written beside it. Codes
// are numbered before the first patient: the catalogue's, in the three ways in which a chart names an item.
// Tested by test/generate/meds_test.cc.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "history/catalogue.h"
#include "history/history.h"
#include "writers/store_codes.h"
#include "writers/store_folder.h"
#include "writers/store_shard.h"

namespace eligo::writers {

class MedsHistory {
 public:
  static Result<std::unique_ptr<MedsHistory>> Open(const std::string& path, const history::Catalogue& catalogue);

  using Take = std::function<void(const history::History&)>;
  // Patients (number - 1) x StoreShard::kPatients + 1 and the next ones, or some of them: `each` gives them one by one. On any thread.
  Result<Done> WriteShard(std::uint32_t number, const std::function<void(const Take&)>& each);
  Result<Done> Close(const std::string& program);

 private:
  // How a chart names an item: its code and text, its text, its brand.
  using Names = std::array<records::CodeId, 3>;
  struct Item {
    Names usual, allergy;
  };

  MedsHistory(StoreFolder folder, const history::Catalogue& catalogue);
  records::CodeId CodeOf(const history::Event& event) const;
  Result<Done> Add(const history::History& history, records::PatientIndex index, StoreShard& shard) const;

  StoreFolder folder_;
  StoreCodes codes_;
  std::vector<Item> items_;
  std::atomic<std::uint64_t> patients_ = 0, events_ = 0;
};

}  // namespace eligo::writers
