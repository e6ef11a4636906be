// Terms: concepts, their names, codes, classes and clinical facts.
//
// Compiled from data/terms/ (text files, a folder a source) at build into one checksummed file
// that is memory-mapped: start-up parses no text. The file's hash is the terms version and stands
// in every result. Lookups return views into the mapping; Terms must outlive them.
// Tested by test/terms/*.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "units/rational.h"

namespace eligo::terms {

struct ConceptId {
  std::uint32_t value = 0;
  friend constexpr auto operator<=>(ConceptId, ConceptId) = default;
};

enum class Kind : std::uint8_t {
  kCondition,
  kDrug,
  kProcedure,
  kMeasurement,
  kScore,  // an instrument's total or result: SLEDAI-2K, mRSS, CTCAE grade
  kItem,   // one item of a score: alopecia, complement
  kObservation,
  kDemographic,
  kTrial,    // participation in a clinical trial
  kConsent,  // consent, willingness, contraception: a person answers
};
std::string_view ToString(Kind kind);

struct Code {
  std::string_view system;  // "ICD10CM", "SNOMED", "LOINC", "RxNorm", "CVX"
  std::string_view code;
  std::string_view source;  // where the mapping was seen
};

enum class RangeSex : std::uint8_t { kAny, kFemale, kMale };
std::string_view ToString(RangeSex sex);  // "", "female", "male"

// A default reference range, in the concept's unit, of persons of this sex and age; marked as a default wherever it is used.
struct ReferenceRange {
  static constexpr int kNoLimit = 999;

  RangeSex sex = RangeSex::kAny;
  int age_from = 0, age_to = kNoLimit;       // completed years, both included
  std::optional<units::Rational> low, high;  // one of them at least
  std::string_view certainty;                // "[S]", "[S2]", "[G]", with the source

  bool Covers(RangeSex of, int age) const { return (sex == RangeSex::kAny || sex == of) && age_from <= age && age <= age_to; }
};

struct Concept {
  std::string_view id;     // "anti_dsdna"
  std::string_view label;  // "anti-dsDNA antibody"
  Kind kind = Kind::kCondition;
  bool routine_test = false;  // a routine test decides it, so silence stays unknown (HBV, HCV, HIV, syphilis, TB)
  bool female_only = false;   // false for males: pregnancy, lactation, childbearing potential
  bool chronic = false;       // in a look-back window it counts by onset or documented activity
  bool glucocorticoid = false;
  bool index_disease = false;                        // a disease that trials enrol for: a cohort's heading may name it
  bool person = false;                               // only a person can answer (consent, contraception, willingness)
  bool by_name = false;                              // few or none of its codes are known: silence about it is unknown
  bool this_trial = false;                           // taking part in the very trial that asks, not in another
  bool length_of_time = false;                       // its value is how long something has lasted
  bool measured = false;                             // a result shows it, whether a record names it or not (anemia)
  std::string_view scale;                            // the scale of a class said of it without one ("class III"); "" when none
  std::vector<std::string_view> context;             // folded words of which one must stand in a text for its names to mean it
  std::string_view unit;                             // canonical unit, UCUM; "" when none
  std::optional<units::Rational> molar_mass;         // g/mol
  std::optional<units::Rational> prednisone_factor;  // mg of prednisone that 1 mg equals
  std::optional<units::Rational> half_life_days;
  std::vector<ReferenceRange> ranges;  // in order of sex and age; no two cover one person
  std::string_view certainty;          // of the factor and the half-life: "[S]", "[S2]", "[G]", with the source
  std::string_view mechanism;          // of a class of drugs: how they act, with certainty and source; "" when none is given
  std::string_view test_of;            // for a measurement: the condition it shows (hbsag -> hepatitis_b); "" when none
};

struct NameMatch {
  std::size_t words = 0;            // how many of the given words the name takes
  std::vector<ConceptId> concepts;  // usually one
};

class Terms {
 public:
  // Fails on a file that is missing, cut short, of another version or whose checksum differs.
  static Result<Terms> Open(const std::string& path);
  // Of the bytes of such a file, which it keeps; `name` stands before what is wrong with them.
  static Result<Terms> FromBytes(std::string bytes, const std::string& name);
  Terms(Terms&&) noexcept;
  Terms& operator=(Terms&&) noexcept;
  ~Terms();

  std::string_view version() const;  // hex hash of the content
  // The model of mentions that was compiled in (tagger/model.h); "" when none was.
  std::string_view model() const;
  std::size_t size() const;
  const Concept& Get(ConceptId id) const;
  std::optional<ConceptId> Find(std::string_view id) const;

  std::span<const ConceptId> Members(ConceptId concept_id) const;  // direct members of a class, in id order
  // The concept itself and everything below it, each once, sorted.
  std::vector<ConceptId> Closure(ConceptId concept_id) const;
  bool IsA(ConceptId member, ConceptId ancestor) const;

  std::span<const Code> Codes(ConceptId concept_id) const;
  // Concepts that bear this code. For ICD10CM a concept with code M32 bears M32.10 too (the hierarchy is in the code).
  // system as in Code; known URLs and OIDs are translated by the readers.
  std::vector<ConceptId> FindCode(std::string_view system, std::string_view code) const;

  // The longest name that the folded words begin with.
  std::optional<NameMatch> LongestName(std::span<const std::string_view> words) const;
  // Concepts whose name is the whole text, folded.
  std::vector<ConceptId> FindName(std::string_view utf8) const;
  // Every name, folded, in order.
  std::size_t NameCount() const;
  std::string_view Name(std::size_t index) const;
  std::span<const ConceptId> NameConcepts(std::size_t index) const;

 private:
  struct Image;
  explicit Terms(std::unique_ptr<Image> image);
  static Result<Terms> Read(std::unique_ptr<Image> image, const std::string& name);
  std::unique_ptr<Image> image_;
};

}  // namespace eligo::terms
