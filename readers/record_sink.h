// RecordSink: events -> Records. Finds the concepts of each code once, keeps the rows of those that are asked for.
//
// What an event means for a concept that it is about is settled here, for every format alike: a dose belongs to the one ingredient of
// a product, a disease whose end is a visit's goes on if it is chronic, an event without a domain has its concept's.
// Tested by test/readers/record_sink_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "readers/code_map.h"
#include "records/event.h"
#include "records/unknown_codes.h"
#include "terms/terms.h"

namespace eligo::readers {

class RecordSink : public records::EventSink {
 public:
  // Keeps the rows of `needed` alone; of all concepts when it is nothing.
  explicit RecordSink(const terms::Terms& terms, std::optional<terms::ConceptSet> needed = std::nullopt,
                      const Vocabulary* vocabulary = nullptr);

  records::PatientIndex AddPatient(records::Patient patient) override { return builder_.AddPatient(std::move(patient)); }
  std::optional<records::PatientIndex> FindPatient(std::string_view id) const override { return builder_.FindPatient(id); }
  records::Patient& patient(records::PatientIndex index) override { return builder_.patient(index); }
  records::StringId Intern(std::string_view text) override { return builder_.Intern(text); }
  // Before the first code: what means nothing is counted by code, name and patient too. It takes memory that screening does without.
  void CountUnknown() { unknown_.emplace(); }
  // What was counted so.
  std::vector<records::UnknownCode> Unknown() const { return unknown_ ? unknown_->List() : std::vector<records::UnknownCode>(); }

  records::CodeId Code(const Codeable& code, Bearer bearer) override;
  bool Keeps(records::CodeId code) const override { return meanings_[code.value].kept; }
  bool KeepsAll() const override { return !needed_; }
  bool CountsUnknown() const override { return unknown_.has_value(); }
  bool Knows(records::CodeId code) const override { return !meanings_[code.value].found.empty(); }
  Judge MakeJudge() const override;
  void Add(const records::Event& event) override;

  records::Records Finish() { return builder_.Finish(); }

 private:
  records::StringId InternSource(std::string_view text) override { return builder_.Intern(text); }
  struct Found {
    terms::ConceptId concept_id;
    records::StringId matched = 0;
    bool needed = true;
  };
  // What a code means; codes that mean the same share one, so that free text does not let it grow.
  struct Meaning {
    Bearer bearer = Bearer::kEvent;
    std::vector<Found> found;
    bool kept = false;
    std::string unknown;  // under which it is counted when it means nothing: "LOINC 1234-5"
    records::UnknownCodes::Id unknown_id;
  };
  // Makes `row`, the event's, one of this concept; false when it is none.
  bool Settle(const records::Event& event, const Meaning& meaning, const terms::Concept& about, records::Row& row) const;

  const terms::Terms& terms_;
  const Vocabulary* vocabulary_;
  Mapper mapper_;
  records::RecordsBuilder builder_;
  std::optional<terms::ConceptSet> needed_;
  std::optional<records::UnknownCodes> unknown_;
  std::vector<Meaning> meanings_;
  std::unordered_map<std::string, std::uint32_t> by_code_, by_meaning_;
  std::string key_;
};

}  // namespace eligo::readers
