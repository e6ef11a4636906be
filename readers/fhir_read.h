// The first half of reading FHIR: text -> what its resources say, without the input around it.
//
// Any number of blocks can be read at once, each thread by a reader of its own. What a resource says is the same wherever it
// stands, with few exceptions (an age counts from the birth date of someone who may stand elsewhere): those are marked, and the
// commit has them read again.
// Tested by test/readers/fhir_*_test.cc.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "readers/fhir_block.h"
#include "readers/fhir_keys.h"
#include "readers/fhir_resource.h"
#include "terms/terms.h"

namespace eligo::readers {

// A kind of resource that is about a patient and is read.
struct FhirKind {
  std::string_view type;
  std::string_view subject;  // the element that says whose it is
  Outcome (*read)(Resource&);
};

// "Observation/123" for lines about a resource; without what no type and no id may hold.
std::string NameOfResource(std::string_view type, std::string_view id);

class FhirReader {
 public:
  // All must outlive the reader. Of the sink nothing is used but its judges.
  FhirReader(const terms::Terms& terms, const Vocabulary* vocabulary, const records::EventSink& sink)
      : terms_(terms), vocabulary_(vocabulary), sink_(sink) {}

  // Fills in what the block's text says.
  void Read(FhirBlock& block);
  // One resource alone, into a block that is clear: its first item, with those inside it behind it. It was read before, and no key
  // stands twice in it.
  void ReadAgain(simdjson::dom::element resource, std::string_view full_url, const Context* context, FhirBlock& block);

 private:
  using Place = FhirBlock::Place;
  using Item = FhirBlock::Item;

  void Begin(FhirBlock& block);
  void ReadDocument();
  void ReadLines(bool strip);
  void ReadRoot(simdjson::dom::element root, const Place& place);
  void ReadBundle(simdjson::dom::element root, const Place& place);
  Item& AddItem(Item::Kind kind, Place place);
  void AddUnread(const Place& place, std::string name, Problem problem);
  void AddNoResource(const Place& place, std::string why);

  void ReadResource(simdjson::dom::element element, const Place& place, std::string_view full_url, std::uint32_t bundle, bool keys_once);
  void ReadOf(const FhirKind& kind, const Node& root, std::string_view id, std::size_t item, Problem& problem);
  void ReadInside(const FhirKind& kind, const Node& root, Resource& holder, std::size_t item);

  const terms::Terms& terms_;
  const Vocabulary* vocabulary_;
  const records::EventSink& sink_;
  std::shared_ptr<CodeCache> codes_;
  std::unique_ptr<Mapper> mapper_;
  simdjson::dom::parser parser_;
  KeyTable table_;
  FhirBlock* block_ = nullptr;
  const Context* context_ = nullptr;
};

}  // namespace eligo::readers
