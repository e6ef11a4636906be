// Records: patients as timelines, one a concept, sorted by patient and day.
//
// Built once by a reader through RecordsBuilder, then immutable. Rows are kept packed and unpacked a patient at a time. Codes that no
// concept maps to are counted, not kept.
// Tested by test/records/*.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "records/row.h"
#include "records/timeline.h"
#include "terms/concept_set.h"
#include "terms/terms.h"

namespace eligo::records {

enum class Sex : std::uint8_t { kUnknown, kFemale, kMale, kOther };

struct Patient {
  std::string id;
  std::optional<DateInterval> birth;
  Sex gender = Sex::kUnknown;         // administrative
  Sex birth_sex = Sex::kUnknown;      // sex at birth, or for clinical use, when recorded
  std::optional<DateInterval> death;  // the day, or the interval of days it may be
  bool deceased = false;              // dead, with or without a date
  std::string source;                 // "Patient/123"
};

// A source in its parts: "Observation/" and 123; all of it and kNone where no number ends it.
struct SplitSource {
  std::string_view text;
  std::uint64_t number = Source::kNone;
};
SplitSource Split(std::string_view source);

class Records {
 public:
  const std::vector<Patient>& patients() const { return patients_; }
  // Rows of exactly this concept (not of its members), sorted by start day (undated first), minute, source; appended to `rows`.
  // CHECKs that the concept is one of those that were asked for when the records were read.
  void Read(terms::ConceptId concept_id, PatientIndex patient, std::vector<Row>& rows) const;
  std::vector<Row> Rows(terms::ConceptId concept_id, PatientIndex patient) const;
  bool Has(terms::ConceptId concept_id, PatientIndex patient) const;
  // Whether anyone has rows of exactly this concept; CHECKs as Read() does.
  bool HasAny(terms::ConceptId concept_id) const;
  // All rows of exactly this concept; nullptr when nobody has any. CHECKs as Read() does.
  const Timeline* Find(terms::ConceptId concept_id) const;
  std::string_view Text(StringId id) const { return strings_[id]; }
  std::string Text(const Source& source) const;
  // Codes and names met and not understood: how often each; for the coverage line of a report.
  const std::map<std::string, int>& unmapped() const { return unmapped_; }
  std::size_t row_count() const;

 private:
  friend class RecordsBuilder;
  std::vector<Patient> patients_;
  std::vector<std::unique_ptr<const Timeline>> timelines_;  // by concept; nothing where nobody has rows
  std::deque<std::string> strings_{std::string()};          // never moved
  std::map<std::string, int> unmapped_;
  std::optional<terms::ConceptSet> only_;
};

class RecordsBuilder {
 public:
  // The concepts whose rows are given; all others will have been left out. Nothing: none is left out.
  void OnlyOf(std::optional<terms::ConceptSet> concepts) { records_.only_ = std::move(concepts); }
  // Patients keep the order in which they were added; Finish() sorts them by id and renumbers the rows.
  PatientIndex AddPatient(Patient patient);
  std::optional<PatientIndex> FindPatient(std::string_view id) const;
  Patient& patient(PatientIndex index) { return records_.patients_[index]; }
  StringId Intern(std::string_view text);
  Source SourceOf(std::string_view text);
  void Add(terms::ConceptId concept_id, const Row& row);
  void Unmapped(std::string_view code) { ++records_.unmapped_[std::string(code)]; }
  Records Finish();

 private:
  Records records_;
  std::unordered_map<std::uint32_t, TimelineBuilder> timelines_;
  std::unordered_map<std::string_view, StringId> interned_{{"", 0}};
  std::unordered_map<std::string, PatientIndex> by_id_;
};

}  // namespace eligo::records
