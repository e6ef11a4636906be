// FhirHistory: synthetic patients as FHIR R4, in the layout of a Bulk Data export: NDJSON, one file a resource type.
//
// Writes what the chart keeps (history::Recording), nothing of what is true beside it. Resources refer to `Patient/NUMBER`; every
// one bears the label HTEST, test data.
// Tested by test/generate/formats_test.cc.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "history/catalogue.h"
#include "history/history.h"

namespace eligo::writers {

class FhirHistory {
 public:
  explicit FhirHistory(const history::Catalogue& catalogue);

  // Files of the export, in the order of `Append`'s pieces.
  static std::vector<std::string> Files();
  // The resource that says such an event: "MedicationRequest".
  static std::string_view Type(history::Kind kind);
  // What stands before the first patient: nothing in NDJSON.
  void Begin(const std::function<bool(std::size_t file, std::string_view bytes)>& /*write*/) const {}
  // Adds the lines of one patient to pieces[i], the text of the i-th file. One size: Files().size().
  void Append(const history::History& history, std::vector<std::string>& pieces) const;

 private:
  struct Item {
    std::string coded, text, brand;  // a CodeableConcept, by the three ways in which a chart names the item
  };
  const std::string& Code(const history::Event& event) const;
  void Person(const history::History& history, std::string& out) const;
  void Event(const history::Event& event, std::uint64_t patient, int serial, std::vector<std::string>& pieces) const;

  std::vector<Item> items_;
};

}  // namespace eligo::writers
