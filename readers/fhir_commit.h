// The second half of reading FHIR: what resources say -> events, in the order of the input.
//
// Everything that depends on what stands before lives here, on one thread: who the patients are, medications by reference, duplicates,
// what waits for something that comes later, the report. Only the commit speaks to the sink.
// Tested by test/readers/fhir_*_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "readers/fhir_read.h"
#include "readers/reporter.h"
#include "readers/seen_hashes.h"

namespace eligo::readers {

class FhirCommit : private Context {
 public:
  FhirCommit(const terms::Terms& terms, const Vocabulary* vocabulary, records::EventSink& sink, ReadReport& report)
      : reader_(terms, vocabulary, sink), sink_(sink), report_(report), reporter_(report) {}

  // Blocks come in the order of the input.
  void Commit(FhirBlock& block);
  // Of a block that is best not read beside others.
  void ReadAndCommit(FhirBlock& block);
  // After the last block: what waited for a patient or a medication that came later, or never, and what is to be said in the end.
  void Finish();

 private:
  struct Deferred {
    std::string place, full_url, text;
  };
  using Item = FhirBlock::Item;

  const records::Patient& person() const override { return sink_.patient(patient_); }
  bool IsPerson(std::string_view reference) const override { return FindPatient(Resolve(reference)) == patient_; }
  const Codeable* FindMedication(std::string_view reference) const override;
  bool last_chance() const override { return last_chance_; }

  void SkipFile(const std::string& place, const std::string& why);
  void SkipResource(std::string_view place, std::string_view name, const Problem& problem);
  std::string PlaceText(const FhirBlock& block, const FhirBlock::Place& place) const;
  simdjson::dom::element Element(const FhirBlock& block, const Item& item);

  std::size_t CommitItem(FhirBlock& block, std::size_t at);
  bool Person(FhirBlock& block, const Item& item);
  void Medication(FhirBlock& block, const Item& item);
  void About(FhirBlock& block, std::size_t at);
  void Taken(FhirBlock& block, std::size_t at, const FhirBlock& from, const Item& origin);
  void Inside(FhirBlock& block, std::size_t holder_at);
  void Keep(FhirBlock& block, std::size_t holder_at, std::size_t at);
  static std::string NameOf(const FhirBlock& block, std::size_t holder_at, std::size_t at);
  void Defer(const FhirBlock& block, const Item& item);
  void ReadDeferred();

  void MeetCodes(const FhirBlock& block, std::size_t at);
  records::CodeId InSink(KnownCode& code);
  records::StringId InSink(FhirBlock& block, records::StringId string);

  std::string Resolve(std::string_view reference) const;
  std::optional<records::PatientIndex> FindPatient(std::string key) const;

  FhirReader reader_;
  records::EventSink& sink_;
  ReadReport& report_;
  Reporter reporter_;

  int line_ = 0;       // lines of this file in the blocks before
  bool blank_ = true;  // they hold nothing

  FhirBlock again_, late_;        // read again with context, and at the end
  simdjson::dom::parser parser_;  // of what is read again
  const FhirBlock* parsed_ = nullptr;
  std::uint32_t parsed_document_ = 0;
  std::vector<simdjson::dom::element> parsed_entries_;
  simdjson::dom::element parsed_root_;

  // Of the resource at hand.
  records::PatientIndex patient_ = 0;
  std::string source_;
  records::Event not_kept_;     // of events that are given for their code alone
  std::string last_reference_;  // which names `last_patient_`
  std::optional<records::PatientIndex> last_patient_;
  std::vector<Deferred> deferred_;
  bool last_chance_ = false;
  std::unordered_map<std::string, std::string> urls_;      // fullUrl -> "Patient/1", "Medication/2"
  std::unordered_map<std::string, std::string> replaced_;  // "Patient/1" -> the reference to use instead
  std::unordered_map<std::string, Codeable> medications_;
  SeenHashes seen_;  // by patient, type and id
  int other_content_ = 0;
  int contained_unread_ = 0;
  std::unordered_map<std::string, bool> unit_known_;
};

}  // namespace eligo::readers
