// Draft: one limb of a list while the list is being read.
//
// A limb may lack what another limb of the same list states for both: "ALT and AST <= 2.5 x ULN",
// "positive for A, B or C", "active or latent tuberculosis". Distribution fills that in; then a draft
// becomes a node.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parse/chunk.h"
#include "syntax/syntax.h"

namespace eligo::parse {

// How a limb is joined to the one before it.
enum class Join { kNone, kComma, kAnd, kOr, kSlash };

// A std::optional that is kept apart: few limbs have one, and a draft is moved often.
template <typename T>
class Rare {
 public:
  Rare() = default;
  Rare(T value) : value_(std::make_unique<T>(std::move(value))) {}  // NOLINT(google-explicit-constructor): as std::optional
  // NOLINTNEXTLINE(google-explicit-constructor): as std::optional
  Rare(std::optional<T> value) : value_(value ? std::make_unique<T>(std::move(*value)) : nullptr) {}
  Rare(const Rare& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Rare(Rare&&) noexcept = default;
  Rare& operator=(Rare other) noexcept {
    value_ = std::move(other.value_);
    return *this;
  }
  ~Rare() = default;
  explicit operator bool() const { return value_ != nullptr; }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return value_.get(); }
  const T* operator->() const { return value_.get(); }
  void reset() { value_.reset(); }

 private:
  std::unique_ptr<T> value_;
};

struct Draft {
  Join join = Join::kNone;
  bool opens_with = false;      // begins with "with": behind a comma, of the whole list before it
  bool opens_with_any = false;  // begins with "any": behind a comma, a statement of its own
  bool opens_need = false;      // begins with "requiring", "intolerant to": what is named behind it belongs to these words
  bool shown = false;           // "... showing X", "... confirmed by X": said of the limbs before it, too
  bool grade_with = false;      // "grade 2 with pain": the grade is of what the limb before it names
  bool state_first = false;     // a state stands before its head
  bool said_behind = false;     // what is said behind a limb of the same list was not understood
  bool with = false;            // joined by "with": holds besides, whatever the list around it says
  bool after_comma = false;     // ", or": the comma sets the limb apart
  Span span;
  syntax::Clause clause;
  Rare<syntax::Node> node;        // settled already: judgement, consent, a definition that was read
  Rare<syntax::Node> definition;  // "(defined as ...)"
  bool measures = false;          // which is what the bracket measures: "(PASI >= 12)"
  bool gives_noun = false;        // stands for a limb before it, too: what its bracket measures may be of that
  bool negated = false;
  bool tied = false;            // negated by the `no` of the limb before it: the two are one
  bool non = false;             // negated by "non-": of its own word alone
  bool says_no = false;         // negated by "no": of what excludes, what must be absent
  bool blocked = false;         // holds a word that may turn the sense: the whole limb is unread
  bool no_restriction = false;  // "of any gender"
  std::string sex;              // "female", "male": all there is, or who it is said of
  bool sex_behind = false;      // "... for females"
  bool sex_each = false;        // several limbs, each of its own sex
  bool must_be_one = false;     // of alternatives: whom it is said of must be one of those, too
  bool verb = false;            // has its own verb, not one carried over
  bool refuses = false;         // of consent: "unwilling", "unable to"
  Span uncontrolled;            // "poorly controlled" before its head
  Span dose_level;              // of "high dose", which a limit must say
  bool received = false;        // "has received"
  bool without = false;         // negated by "without"
  bool went = false;            // "... failure", "... intolerance": how a drug went
  bool found = false;           // a finding before the limb in front of it is said of it, too
  bool unable = false;          // of anything: "unable to undergo MRI"
  bool consent = false, judge = false, age = false, adult = false;
  bool time_before_head = false;
  Rare<syntax::Node> also;       // "active after receiving A": A, ever
  Rare<syntax::Node> whose;      // "(female of childbearing potential)": asked of those
  Rare<syntax::Node> exception;  // another fact that lifts it
  struct Subgroup {              // another limit for those with a condition
    syntax::Clause condition;
    syntax::Limit limit;
    Span span;
  };
  Rare<Subgroup> subgroup;
  std::string only_words;            // the limb's words, when it holds nothing else: "renal" of "renal, hepatic or cardiac disease"
  Rare<syntax::Limit> second_limit;  // the same limit in another unit
  Rare<syntax::Name> by_words;       // what its words name, though the lexicon does not know it
  std::vector<Span> brackets;        // leftover that stood in brackets
  bool negated_behind = false;       // by a verb behind the head: "must not be used"
  bool judge_first = false;          // the judgement stands before any name
  bool ignore_relax = false;
  bool both_heads = false;        // two names that must both hold
  bool clause_start = false;      // begins with a verb: "and have at least one ..."
  bool any_time = false;          // "ever", "at any time": of it alone
  bool own_time = false;          // states a time itself
  bool time_in_brackets = false;  // "(within 6 months)"
  bool time_apart = false;        // its window stands behind a comma at the end of the list: of all limbs
  bool value_shared = false;      // has or gives a limit that stands once for several limbs
  bool shows = false;             // "hypertension with systolic pressure > 160": a result that shows what stood before it
  bool limit_of_next = false;     // has its limit from the limb behind it
  bool together = false;          // "both A and B"
  bool each = false;              // "each for at least 3 months"
  bool time_valued = false;       // its head is measured in time: an age, a life expectancy
  bool ongoing = false;           // "ongoing", "current"
  bool suspected_too = false;     // "known or suspected X"
  bool function = false;          // "renal function (...)": what is adequate is said in the bracket
  bool of_another = false;        // "mother with HIV": of another person
  bool fails = false;             // "intolerant of X", "failed X": so of drugs behind it
  bool related = false;        // "dependence on alcohol", "hospitalized for asthma": its head stands in a relation to what stands before it
  bool related_list = false;   // ... which reaches over the commas behind it
  bool judged = false;         // "contraindication to X", "at risk of X": for a person to judge
  Span judged_span;            // of the words that say so
  bool turned_before = false;  // "failed A", "lupus refractory to A": said of drugs behind it, too
  bool stopped = false;        // "discontinued", "off": of what was given
  bool caused = false;         // "because of X", understood or not
  bool cause_listed = false;   // "caused by any of A, B": B is another cause
  bool exposed = false;        // "exposure to measles": not measles
  bool recent = false;         // "recent (< 6 months)"
  bool takes_part = false;     // "voluntarily participate": what signing the consent says too
  bool not_recovered = false;  // "... have not recovered": behind an `and`, of what stands before it
  std::string version;         // of the scale that is named: "5.0"
  std::string last_noun;       // the noun that closes words which are not read: "disease" of "other major disease"
  std::string only_noun;       // all it says: "disease" of "skin infection or disease"
  std::string only_filler;     // its one word, where that says nothing by itself: "blood" of "blood or plasma donation"
  bool during = false;         // all it says is "during the study"
  bool of_drugs = false;       // all it says is "drug", "drug use"
  bool only_given = false;     // all it says is "treatment", "drugs"
  bool one_of_them = false;    // "one >= 1.5 x ULN": of what the limb before it counts
  bool has_answer = false;     // begins with "have a negative"
  Span or_kin;                 // "(personal or family)": of a relative's, which is enough
  std::optional<syntax::Node> shown_by;  // "(positive IGRA)": the result that shows the disease
  bool empty_of_content() const {
    return clause.heads.empty() && !clause.limit && !clause.answer && clause.states.empty() && clause.times.empty() && !clause.grade &&
           !node && !definition && !no_restriction && sex.empty() && clause.leftover.empty() && !blocked && !consent && !judge &&
           clause.routes.empty() && clause.methods.empty() && clause.except.empty() && clause.required.empty() && !clause.cause &&
           !clause.distinct && !clause.repeats && !judged && !suspected_too;
  }
};

// A length of time said of what is measured in time ("life expectancy of at least 3 months") as its limit; false when it is none.
bool TimeAsLimit(syntax::Clause& clause);
// "over 65 years", counted from no day: an age, where it is said of persons.
bool Years(const syntax::TimePhrase& time);
// A time behind an exception may be of the whole ("cancer except of the skin within 5 years", "drugs other than A for a week"). How long
// ago a disease was, or lasts, is as well said of what is excepted ("except of the skin, cured for 5 years").
bool OfWhole(const syntax::TimePhrase& time, bool drug);

// Fills in what limbs of one list share.
void Distribute(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion);

}  // namespace eligo::parse
