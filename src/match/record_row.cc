#include "match/record_row.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

namespace eligo::match {
namespace {

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

void Unsure(std::string& unsure, std::string reason) {
  if (unsure.empty()) unsure = std::move(reason);
}

// "mild" 1 .. "fatal" 5; 0 for words that are no degree.
int Degree(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, int>, 7> kDegrees = {
      {{"mild", 1}, {"moderate", 2}, {"severe", 3}, {"life-threatening", 4}, {"life threatening", 4}, {"high", 4}, {"fatal", 5}}};
  for (const auto& [name, degree] : kDegrees) {
    if (word == name) return degree;
  }
  return 0;
}

Truth SeverityIs(std::string_view recorded, std::string_view wanted) {
  const int want = Degree(wanted);
  const int have = Degree(Lower(recorded));
  if (want == 0 || have == 0) return Lower(recorded) == wanted ? Truth::kTrue : Truth::kUnknown;
  // "severe" asks for severe or worse; "mild" and "moderate" mean just that.
  return FromBool(want >= 3 ? have >= want : have == want);
}

bool AsksForActivity(std::string_view state) {
  constexpr std::array<std::string_view, 5> kWords = {"active", "current", "ongoing", "concurrent", "concomitant"};
  return std::find(kWords.begin(), kWords.end(), state) != kWords.end();
}
bool AsksForRest(std::string_view state) {
  constexpr std::array<std::string_view, 4> kWords = {"inactive", "resolved", "in remission", "remission"};
  return std::find(kWords.begin(), kWords.end(), state) != kWords.end();
}

Truth ActivityOf(const records::Row& row, bool past) {
  if (past) return row.end ? Truth::kTrue : Truth::kUnknown;  // it was active before it ended
  switch (row.course) {
    case records::Course::kActive: return Truth::kTrue;
    case records::Course::kInactive: return Truth::kFalse;
    case records::Course::kUnstated: break;
  }
  return row.ongoing ? Truth::kTrue : Truth::kUnknown;
}

// Words before a class or grade.
constexpr std::array<std::string_view, 6> kLeads = {"nyha", "ctcae", "bilag", "class", "grade", "stage"};

// "Class III", "grade 3", "iii" -> "3"; letters and words stay.
std::string Grade(std::string_view written) {
  std::string text = Lower(written);
  for (const std::string_view lead : kLeads) {
    const std::size_t at = text.find(lead);
    if (at != std::string::npos) text.erase(at, lead.size());
  }
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == ':' || c == '-'; }), text.end());
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kRoman = {
      {{"i", "1"}, {"ii", "2"}, {"iii", "3"}, {"iv", "4"}, {"v", "5"}}};
  for (const auto& [roman, digit] : kRoman) {
    if (text == roman) return std::string(digit);
  }
  return text;
}

std::string_view Label(std::string_view id, const Subject& subject) {
  const auto found = subject.run.terms.Find(id);
  return found ? subject.Concept(*found).label : id;
}

bool Contains(const std::vector<terms::ConceptId>& sorted, terms::ConceptId id) {
  return std::binary_search(sorted.begin(), sorted.end(), id);
}

}  // namespace

bool SameCategory(std::string_view written, const std::vector<std::string>& categories) {
  const std::string grade = Grade(written);
  return std::any_of(categories.begin(), categories.end(), [&](const std::string& c) { return Grade(c) == grade; });
}

namespace {

// Whether words of this shape may be one of the categories: of numbered ones a number ("III", not "IIIb" or "unclear"), of letters a
// letter.
bool OfTheirShape(std::string_view grade, const std::vector<std::string>& categories) {
  const auto number = [](std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  };
  const auto letter = [](std::string_view text) { return text.size() == 1 && std::isalpha(static_cast<unsigned char>(text[0])) != 0; };
  const auto all = [&](const auto& shape) {
    return std::all_of(categories.begin(), categories.end(), [&](const std::string& c) { return shape(Grade(c)); });
  };
  if (all(number)) return number(grade);
  if (all(letter)) return letter(grade);
  constexpr std::array<std::string_view, 5> kNoAnswer = {"unclear", "unknown", "unspecified", "indeterminate", "pending"};
  return std::find(kNoAnswer.begin(), kNoAnswer.end(), grade) == kNoAnswer.end();
}

}  // namespace

Truth IsCategory(std::string_view written, const std::vector<std::string>& categories) {
  const auto leads = [](std::string_view w) {
    return w == "functional" || w == "who" || std::find(kLeads.begin(), kLeads.end(), w) != kLeads.end();
  };
  int words = 0;
  std::string word;
  for (const char c : Lower(written) + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      word += c;
      continue;
    }
    words += word.empty() || leads(word) ? 0 : 1;
    word.clear();
  }
  if (SameCategory(written, categories)) return Truth::kTrue;
  return words > 1 || !OfTheirShape(Grade(written), categories) ? Truth::kUnknown : Truth::kFalse;
}

Truth StateOf(RowAt at, const std::vector<std::string>& states, bool past, const Subject& subject, std::string& unsure) {
  Truth all = Truth::kTrue;
  for (const std::string& written : states) {
    const std::string state = Lower(written);
    Truth truth = Truth::kUnknown;
    if (AsksForActivity(state)) {
      truth = ActivityOf(at.row, past);
    } else if (AsksForRest(state)) {
      truth = Not(ActivityOf(at.row, past));
    } else if (at.row.severity != 0) {
      truth = SeverityIs(subject.run.records.Text(at.row.severity), state);
    }
    if (truth == Truth::kUnknown) Unsure(unsure, fmt::format("whether the {} is {}", subject.Concept(at.id).label, state));
    all = And(all, truth);
  }
  return all;
}

Truth CategoryOf(RowAt at, const logic::Fact& fact, const Subject& subject, std::string& unsure) {
  for (const records::StringId id : {at.row.text, at.row.severity}) {
    const std::string_view written = subject.run.records.Text(id);
    if (written.empty() || Degree(Lower(written)) != 0) continue;
    const Truth is = IsCategory(written, fact.category);
    if (is == Truth::kUnknown) break;
    return is;
  }
  Unsure(unsure, fmt::format("the {}{} of the {}", fact.scale, fact.scale == "NYHA" ? " class" : " grade", subject.Concept(at.id).label));
  return Truth::kUnknown;
}

Reading CauseOf(RowAt at, const PreparedFact& fact, const Subject& subject, std::string& unsure) {
  const auto caused = [&](Truth by_it) { return fact->cause->is ? by_it : Not(by_it); };
  if (Contains(fact.cause, at.id)) return Both(caused(Truth::kTrue));
  bool recorded = false;
  bool refuted = false;
  for (const terms::ConceptId id : fact.cause) {
    for (const records::Row& row : subject.Rows(id)) {
      if (row.domain != records::Domain::kCondition || !Exists(row, subject.known_by())) continue;
      (row.standing == records::Standing::kRefuted ? refuted : recorded) = true;
    }
  }
  Unsure(unsure, fmt::format("whether the {} is caused by {}", subject.Concept(at.id).label, Label(fact->cause->concept_id, subject)));
  if (recorded || fact.cause.empty()) return Both(Truth::kUnknown);
  const bool known = refuted || subject.Closed(logic::About::kCondition);
  return {known ? caused(Truth::kFalse) : Truth::kUnknown, caused(Truth::kFalse)};
}

Truth GivenFor(RowAt at, const PreparedFact& fact, const Subject& subject, std::string& unsure) {
  const auto given = [&](Truth for_it) { return fact->cause->is ? for_it : Not(for_it); };
  bool recorded = fact.cause.empty();
  bool refuted = false;
  for (const terms::ConceptId id : fact.cause) {
    for (const records::Row& row : subject.Rows(id)) {
      if (row.domain == records::Domain::kAllergy || !Exists(row, subject.known_by())) continue;
      (row.standing == records::Standing::kRefuted ? refuted : recorded) = true;
    }
  }
  if (!recorded && (refuted || subject.Closed(logic::About::kCondition))) return given(Truth::kFalse);
  Unsure(unsure, fmt::format("whether the {} was for {}", subject.Concept(at.id).label, Label(fact->cause->concept_id, subject)));
  return Truth::kUnknown;
}

Truth OtherThan(RowAt at, const logic::Fact& fact, const Subject& subject, std::string& unsure) {
  if (fact.other_than == "this_trial") return Truth::kTrue;  // what belongs to the trial cannot stand in a record from before it
  if (fact.other_than == "index_disease") {
    if (fact.about == logic::About::kCondition) return Not(IsIndexDisease(at, subject, unsure));
    Unsure(unsure, fmt::format("whether the {} is for another disease than the trial's", subject.Concept(at.id).label));
    return Truth::kUnknown;
  }
  const auto other = subject.run.terms.Find(fact.other_than);
  if (other) return FromBool(!subject.run.terms.IsA(at.id, *other));
  Unsure(unsure, fmt::format("whether the {} is another than `{}`", subject.Concept(at.id).label, fact.other_than));
  return Truth::kUnknown;
}

Truth Excepted(RowAt at, const PreparedFact& fact, const Subject& subject, std::string& unsure) {
  Truth any = Truth::kFalse;
  for (const PreparedFact& except : fact.except) {
    Truth truth = Truth::kTrue;
    const bool named = !except->concept_ref.id.empty() || !except->concept_ref.text.empty();
    if (named && !except.concept_id) {
      truth = Truth::kUnknown;
      Unsure(unsure, fmt::format("whether the {} is `{}`", subject.Concept(at.id).label, except->concept_ref.text));
    } else if (named) {
      truth = FromBool(Contains(except.closure, at.id));
    }
    if (truth != Truth::kFalse && !except->state.empty()) truth = And(truth, StateOf(at, except->state, false, subject, unsure));
    if (truth != Truth::kFalse && !except->category.empty()) truth = And(truth, CategoryOf(at, *except, subject, unsure));
    if (truth != Truth::kFalse && except->cause) truth = And(truth, CauseOf(at, except, subject, unsure).presumed);
    if (truth != Truth::kFalse && except->window) {
      // Taken away is what lies in the window as a whole.
      const TimeSpan span = Resolve(except, subject);
      const DateInterval start = KnownDays(at.row.start, subject.known_by());
      Truth within = span.problem.empty() && !span.later ? Within(start, at.row.minute, span) : Truth::kUnknown;
      if (at.row.end) within = And(within, Within(*at.row.end, records::kNoMinute, span));
      if (!at.row.end && at.row.domain == records::Domain::kCondition && at.row.course != records::Course::kInactive)
        within = And(within, FromBool(subject.as_of() <= span.last) == Truth::kTrue ? Truth::kTrue : Truth::kUnknown);
      truth = And(truth, within);
    }
    const Fields rest = except.fields & ~(kStateField | kCategoryField | kScaleField | kCauseField | kWindowField | kPickField);
    if (truth != Truth::kFalse && rest != 0) {
      truth = Truth::kUnknown;
      Unsure(unsure, fmt::format("whether the {} is the exception that the text makes ({})", subject.Concept(at.id).label, NamesOf(rest)));
    }
    if (!named && except.fields == 0) truth = Truth::kUnknown;
    any = Or(any, truth);
  }
  if (any == Truth::kUnknown) Unsure(unsure, fmt::format("whether the {} is one of the exceptions", subject.Concept(at.id).label));
  return any;
}

Truth IsIndexDisease(RowAt at, const Subject& subject, std::string& unsure) {
  if (Contains(subject.run.index_diseases, at.id)) return Truth::kTrue;
  if (!subject.run.index_diseases.empty() || !subject.Concept(at.id).index_disease) return Truth::kFalse;
  Unsure(unsure, fmt::format("whether {} is the disease that the trial is about", subject.Concept(at.id).label));
  return Truth::kUnknown;
}

}  // namespace eligo::match
