// Event: one record about one patient in the codes and words of its source, before anyone knows which concepts it is about.
//
// Readers give events to an EventSink. One sink finds the concepts and builds Records (readers/record_sink.h), one writes a store
// (writers/store.h); a store's events are read back as they were given, and their codes looked up anew.
// Tested by test/readers/record_sink_test.cc.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/records.h"

namespace eligo::records {

struct Coding {
  std::string system;  // as in Terms ("LOINC"), else as given: a URL, a vocabulary
  std::string code, display;
  bool guessed = false;  // the system is seen in the code's shape; the record does not name it

  bool operator==(const Coding&) const = default;
};

// What a record says that it is about: codes of one thing in several systems, and words.
struct Codeable {
  std::vector<Coding> codings;
  std::string text;
  std::vector<Coding> above = {};  // the nearest known ones above, where the record brings the hierarchy of its codes

  bool empty() const { return codings.empty() && text.empty(); }
  // The code in a system, "" when there is none.
  std::string_view CodeIn(std::string_view system) const;
  // What a person would read: the text, else the first display, else the first code.
  std::string_view Label() const;

  bool operator==(const Codeable&) const = default;
};

// What kind of record bears the code: which kinds of concepts its name may mean (a code may mean any), and how it is searched.
enum class Bearer : std::uint8_t {
  kEvent,      // the record does not say
  kCondition,  // a diagnosis, a problem
  kFinding,    // a question's answer, or a finding without a value: a condition or an observation, nothing else
  kProcedure,  // also a device in use
  kAllergy,    // to what; products are searched for ingredients
  kDrug,       // products are searched for ingredients
  kResult,     // words that every result may bear are passed over
  kPoint,      // a component of an instrument: "proteinuria 4" there is its item, not a protein
  kConcept     // the reader knows the concept: its id is the one code, the text says how it was found
};
inline constexpr int kBearers = 9;

// Appends what is equal for equal codes of equal bearers, and for no others.
void AppendKey(const Codeable& code, Bearer bearer, std::string& key);

// A code in a sink. Equal codes of equal bearers have the same.
struct CodeId {
  std::uint32_t value = 0;
};

struct Event {
  CodeId code;
  Row row;  // `matched` is left to the sink; of a drug's dose, too, whether it can be any one ingredient's
  // Of a condition whose end is a visit's: it goes on where its concept is chronic.
  bool ongoing_if_chronic = false;
};

// What a sink makes of a code.
struct Worth {
  bool known = true;  // it means something
  bool kept = true;   // its events are kept
};

class EventSink {
 public:
  EventSink() = default;
  EventSink(const EventSink&) = delete;
  EventSink& operator=(const EventSink&) = delete;
  virtual ~EventSink() = default;

  // An id that is not there yet (CHECKed).
  virtual PatientIndex AddPatient(Patient patient) = 0;
  virtual std::optional<PatientIndex> FindPatient(std::string_view id) const = 0;
  virtual Patient& patient(PatientIndex index) = 0;

  // For the strings of rows that come again and again; sources have a way of their own.
  virtual StringId Intern(std::string_view text) = 0;
  // "Observation/123"; what stands before the number is interned. It holds for the next million of them: a sink need not keep all.
  Source SourceOf(std::string_view text);
  // The same in its parts, "Observation/" and 123: a number of up to eighteen digits, and no digit before it.
  Source SourceOf(std::string_view before, std::uint64_t number) { return {InternSource(before), number}; }

  virtual CodeId Code(const Codeable& code, Bearer bearer) = 0;
  // Whether events of this code are kept: a reader need not look at their values otherwise, but gives them all the same.
  virtual bool Keeps(CodeId code) const = 0;
  // Whether everything is kept, so that nothing can be left in the file.
  virtual bool KeepsAll() const { return true; }
  // Whether patients are counted for what means nothing, so that its rows must not be left in the file either.
  virtual bool CountsUnknown() const { return false; }
  // Whether it means anything at all; what means nothing is counted by its code.
  virtual bool Knows(CodeId code) const = 0;
  // A function that says of a code what Keeps and Knows say of its id, for a thread that reads ahead: each has its own, and all may be
  // called, and made, while the sink takes events. The sink must outlive it.
  using Judge = std::function<Worth(const Codeable&, Bearer)>;
  virtual Judge MakeJudge() const {
    return [](const Codeable& /*code*/, Bearer /*bearer*/) { return Worth(); };
  }
  virtual void Add(const Event& event) = 0;

 private:
  virtual StringId InternSource(std::string_view text) = 0;
};

}  // namespace eligo::records
