// FhirBlock: a piece of the input, and what was read in it, between the thread that reads and the one that commits.
//
// Some hundred lines, or one document. The reader (fhir_read.h) fills in the items without knowing what stands before it in the input;
// the commit (fhir_commit.h) takes them in order. Everything of one kind lies in one vector, and an item says where its part begins, so
// that a block that is used again needs no memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "readers/fhir_code.h"
#include "readers/read_report.h"
#include "records/event.h"

namespace eligo::readers {

inline constexpr int kMaxBundleDepth = 4;

enum class Outcome : std::uint8_t {
  kRead,
  kVoid,           // entered in error, cancelled, not done: silence
  kNothing,        // says nothing that is kept: no value, not about the patient
  kNeedsReference  // points to a Medication that has not been met
};

// What a Patient says.
struct PatientResource {
  records::Patient patient;
  std::string replaced_by;  // reference to the patient that is to be used instead; "" for none
};

struct FhirKind;

class FhirBlock {
 public:
  // Where a resource stands: the document of the block, and the entries of the bundles around it, outermost first.
  struct Place {
    std::uint32_t document = 0;
    std::array<int, kMaxBundleDepth> entries{};
    std::uint8_t depth = 0;
  };
  // A part of `words`.
  struct Words {
    std::uint32_t at = 0, size = 0;
  };
  // Where the parts of an item begin; they end where those of the next one do.
  struct Parts {
    std::uint32_t uses = 0, events = 0, units = 0;
  };
  static constexpr std::int32_t kNoRow = -1;
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  struct Item {
    enum class Kind : std::uint8_t {
      kNoResource,  // a document that is no JSON or no resource: skipped
      kUnread,      // a resource, bundle or entry that cannot be read
      kOther,       // of no interest
      kPatient,
      kMedication,
      kAbout,  // about a patient
      kInside  // an Observation inside the item of kind kAbout before it
    };
    Kind kind = Kind::kOther;
    Outcome outcome = Outcome::kNothing;
    bool counted = false;        // among the resources met
    bool needs_context = false;  // is to be read again, with it
    bool kept = false;           // some event is
    bool contains = false;       // what is inside may be read; kInside follow
    bool family = false;         // a FamilyMemberHistory
    Place place;
    const FhirKind* kind_read = nullptr;  // of kAbout
    Words id, full_url, reference;        // of kInside the id is what stands behind its holder's name
    std::uint32_t fault = kNone;          // in `faults`
    std::uint32_t inside_fault = kNone;   // what is wrong with the list of those inside
    std::uint32_t detail = kNone;         // in `persons` or `medications`
    std::uint32_t bundle = kNone;         // in `bundles`, of the bundle that it is an entry of
    std::uint32_t inside = 0;             // how many kInside follow
    std::uint32_t contained_unread = 0;
    std::uint64_t content = 0;  // ContentHash, of what may be a duplicate
    Parts begin;
  };
  struct Document {
    std::size_t at = 0, size = 0;  // in `text`
    int line = 0;                  // counted in the block, from 1; 0 where the document is the file
  };
  struct Fault {
    Problem problem;
    std::string name;  // of the resource
  };
  struct Person {
    PatientResource read;
    Problem date_problem;
  };
  struct Bundle {
    Place place;
    int entries = 0;
    std::uint32_t end = 0;  // the item behind its last
  };
  struct Event {
    KnownCode* code = nullptr;
    std::int32_t row = kNoRow;  // in `rows`, of what is kept
  };
  struct UnitUse {
    std::string_view element;
    records::StringId unit = 0;
  };
  struct Text {
    std::string text;
    records::StringId in_sink = 0;
    enum class Unit : std::uint8_t { kNotAsked, kKnown, kUnknown } unit = Unit::kNotAsked;
  };

  // The input. `text` has room for simdjson's padding.
  std::string path;
  std::string text;
  bool lines = false;     // one document a line
  bool first = true;      // of its file
  bool last = true;       // of its file
  bool too_long = false;  // a line that is longer than a document may be, and nothing else
  std::string failure;    // what is wrong with the file, found at its end or instead of it

  // What was read.
  std::vector<Document> documents;
  std::vector<Item> items;
  std::vector<Fault> faults;
  std::vector<Person> persons;
  std::vector<Codeable> medications;
  std::vector<Bundle> bundles;
  std::vector<KnownCode*> uses;  // codes in the order in which a sink is to meet them
  std::vector<Event> events;
  std::vector<records::Event> rows;  // with strings of this block, and without patient, code and source
  std::vector<UnitUse> units;
  std::string words;
  int line_count = 0;
  bool blank = true;                 // no line holds anything
  std::shared_ptr<CodeCache> codes;  // in which the codes stand

  // Forgets what was read.
  void Clear();
  // A string of this block; 0 for "".
  records::StringId Intern(std::string_view text);
  Text& string(records::StringId id) { return strings_[id]; }
  Words Keep(std::string_view text);
  std::string_view operator[](Words part) const { return std::string_view(words).substr(part.at, part.size); }
  Parts End() const;
  std::uint32_t Add(Problem problem, std::string name);

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::vector<Text> strings_{1};
  std::unordered_map<std::string, records::StringId, Hash, std::equal_to<>> string_ids_;
};

}  // namespace eligo::readers
