#include "report/explain_text.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "report/asks.h"
#include "report/layout.h"
#include "report/logic_answered.h"
#include "report/plain_logic.h"
#include "verdict/failing_days.h"

namespace eligo::report {
namespace {

using verdict::CriterionVerdict;
using verdict::Outcome;
using verdict::Overall;
using verdict::PatientVerdict;

constexpr int kIndent = 2;
constexpr std::size_t kShownAsks = 6;

std::string Counted(std::size_t n, std::string_view noun, std::string_view nouns) {
  return std::to_string(n) + ' ' + std::string(n == 1 ? noun : nouns);
}

std::string Criteria(std::size_t n) { return Counted(n, "criterion", "criteria"); }

std::string Joined(const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) out += (out.empty() ? "" : ", ") + id;
  return out;
}

std::string_view KindText(std::string_view kind) {
  if (kind == "chart") return "look in the chart";
  if (kind == "lab") return "laboratory";
  if (kind == "visit") return "at the visit";
  if (kind == "person") return "ask";
  if (kind == "later") return "on a later day";
  return kind;
}

// The criterion ids of one reading, by outcome.
struct Sorted {
  std::vector<std::string> fail, open;
};
Sorted Sort(const PatientVerdict& verdict, Outcome CriterionVerdict::*reading) {
  Sorted sorted;
  for (const CriterionVerdict& criterion : verdict.criteria) {
    if (criterion.*reading == Outcome::kFail) sorted.fail.push_back(criterion.id);
    if (criterion.*reading == Outcome::kUnknown) sorted.open.push_back(criterion.id);
  }
  return sorted;
}

std::string Stops(const std::vector<std::string>& ids) {
  return fmt::format("{} {} the patient ({})", Criteria(ids.size()), ids.size() == 1 ? "stops" : "stop", Joined(ids));
}
std::string AreOpen(std::size_t n) { return Criteria(n) + (n == 1 ? " is open" : " are open"); }

std::string ReadingText(const PatientVerdict& verdict, Overall overall, Outcome CriterionVerdict::*reading) {
  const Sorted sorted = Sort(verdict, reading);
  switch (overall) {
    case Overall::kIneligible:
      if (verdict.deceased()) return "not eligible: the patient has died";
      return "not eligible: " + Stops(sorted.fail) + (sorted.open.empty() ? "" : "; " + AreOpen(sorted.open.size()));
    case Overall::kUndetermined:
      if (sorted.open.empty()) return "not decided: no criterion stops the patient, but the text of the protocol is not complete";
      return "not decided: no criterion stops the patient; " + AreOpen(sorted.open.size());
    case Overall::kCandidate:
      if (sorted.open.empty()) return "a candidate: every criterion that was read passes";
      return "a candidate: no record stops the patient; " + AreOpen(sorted.open.size()) + " for a person, the visit or a later day (" +
             Joined(sorted.open) + ')';
    case Overall::kEligible: return "eligible: every criterion passes";
  }
  return "";
}

class Page {
 public:
  Page(const Screening& screening, const Judged& judged, const PatientVerdict& verdict, const terms::Terms& terms,
       const ExplainChoice& choice)
      : screening_(screening), judged_(judged), verdict_(verdict), terms_(terms), choice_(choice) {
    for (const logic::Criterion& criterion : judged.reading.logic->criteria) read_.emplace(criterion.id, &criterion);
  }

  std::string Text() const {
    std::string out = Head();
    if (choice_.criteria.empty()) return out + Asks() + Groups();
    for (const CriterionVerdict& criterion : verdict_.criteria) {
      if (Chosen(criterion)) out += '\n' + Block(criterion);
    }
    return out;
  }

 private:
  Date AsOf() const { return screening_.settings.as_of; }
  const logic::Criterion& ReadOf(const CriterionVerdict& verdict) const {
    const auto found = read_.find(verdict.id);
    CHECK(found != read_.end());
    return *found->second;
  }
  bool Chosen(const CriterionVerdict& criterion) const {
    return std::find(choice_.criteria.begin(), choice_.criteria.end(), criterion.id) != choice_.criteria.end();
  }

  std::string Head() const {
    const source::Document& document = judged_.reading.source.document;
    std::string title = verdict_.patient + " for " + ShortName(document.path);
    if (verdict_.cohort >= 0) {
      const logic::Cohort& cohort = judged_.reading.logic->cohorts[static_cast<std::size_t>(verdict_.cohort)];
      title += ", cohort " + OneLine(cohort.label.empty() ? cohort.id : cohort.label);
    }
    title += ", as of " + ToString(AsOf());
    std::string out;
    for (const std::string& line : Wrap(title, kTextWidth)) out += line + '\n';
    out += std::string(static_cast<std::size_t>(std::min(kTextWidth, Width(title))), '=') + '\n';
    if (const std::string name = DisplayName(judged_.reading); name != ShortName(document.path)) out += Wrapped(OneLine(name), 0);
    out += '\n';
    const std::string presumed = ReadingText(verdict_, verdict_.presumed, &CriterionVerdict::presumed);
    const std::string strict = ReadingText(verdict_, verdict_.strict, &CriterionVerdict::strict);
    out += Wrapped(static_cast<char>(presumed[0] - 'a' + 'A') + presumed.substr(1) + '.', 0);
    out += Wrapped(StrictText(presumed, strict), 0);
    out += Dates();
    for (const Diagnostic& d : verdict_.diagnostics) out += Wrapped("Note: " + d.message + '.', 0);
    return out;
  }

  std::string StrictText(const std::string& presumed, const std::string& strict) const {
    if (strict == presumed) return "The same by what the record states alone.";
    const Sorted silent = Sort(verdict_, &CriterionVerdict::presumed);
    const Sorted stated = Sort(verdict_, &CriterionVerdict::strict);
    if (verdict_.strict == verdict_.presumed && stated.fail == silent.fail)
      return "The same by what the record states alone, but then " + AreOpen(stated.open.size()) + '.';
    return "By what the record states alone: " + strict + '.';
  }

  std::string Dates() const {
    const auto& from = verdict_.eligible_from;
    if (!from || verdict_.deceased()) return "";
    const bool until = verdict_.eligible_until && *verdict_.eligible_until;
    const std::string last = until ? ToString(**verdict_.eligible_until) : "";
    const std::string then = until ? EndedBy(AddDays(**verdict_.eligible_until, 1)) : "";
    const std::string stop = then.empty() ? "" : "; then " + then + " stops the patient";
    if (!*from) {
      return Wrapped("No day within ten years on which no criterion stops the patient, were the record to stay as it is: " +
                         verdict_.controlled_by + " does not clear by itself.",
                     0);
    }
    if (**from > AsOf()) {
      return Wrapped(fmt::format("No criterion stops the patient from {}, when {} clears{}, were the record to stay as it is{}.",
                                 ToString(**from), verdict_.controlled_by, until ? ", until " + last : "", stop),
                     0);
    }
    return until ? Wrapped("This holds until " + last + ", were the record to stay as it is" + stop + '.', 0) : "";
  }

  // The criteria that begin to fail on this day.
  std::string EndedBy(Date day) const {
    std::vector<std::string> ids;
    for (const CriterionVerdict& criterion : verdict_.criteria) {
      const verdict::FailingDays course = verdict::CourseOf(ReadOf(criterion), criterion, AsOf());
      if (course.On(day) && !course.On(AddDays(day, -1))) ids.push_back(criterion.id);
    }
    return ids.size() == 1 ? ids.front() : "";
  }

  std::string Asks() const {
    const std::vector<verdict::Ask>& asks = verdict_.decisive;
    if (asks.empty()) return "";
    std::string out = "\nAsk next\n";
    const std::size_t needed = Needed(asks);
    const std::size_t shown = choice_.all || needed <= kShownAsks + 1 ? needed : kShownAsks;
    for (std::size_t i = 0; i < shown; ++i) out += Wrapped(fmt::format("{}. {}", i + 1, AskText(asks[i])), kIndent, 3);
    if (shown < needed) out += Wrapped(fmt::format("and {} more, shown by --all", needed - shown), kIndent);
    if (needed == asks.size()) return out;
    if (!choice_.all) return out + Wrapped(fmt::format("or {} in place of some of these, shown by --all", asks.size() - needed), kIndent);
    out += Wrapped("or, in place of some of these:", kIndent);
    for (std::size_t i = needed; i < asks.size(); ++i) out += Wrapped(AskText(asks[i]), kIndent + 3, 3);
    return out;
  }

  std::string AskText(const verdict::Ask& ask) const {
    std::string line = PlainLogic(ask.ask, terms_, {});
    if (!ask.kind.empty()) line += " (" + std::string(KindText(ask.kind)) + ')';
    return ask.settles.empty() ? line : line + ", for " + Joined(ask.settles);
  }

  std::string Groups() const {
    std::string out;
    for (const Outcome outcome : {Outcome::kFail, Outcome::kUnknown, Outcome::kPass}) {
      std::vector<const CriterionVerdict*> group;
      for (const CriterionVerdict& criterion : verdict_.criteria) {
        if (criterion.presumed == outcome) group.push_back(&criterion);
      }
      if (group.empty()) continue;
      const std::string_view heading = outcome == Outcome::kFail      ? "What stops the patient"
                                       : outcome == Outcome::kUnknown ? "What is open"
                                                                      : "What passes";
      out += '\n' + std::string(heading) + '\n' + std::string(heading.size(), '-') + '\n';
      if (outcome == Outcome::kPass && !choice_.all) {
        out += Passing(group);
        continue;
      }
      for (std::size_t i = 0; i < group.size(); ++i) out += (i > 0 ? "\n" : "") + Block(*group[i]);
    }
    return out;
  }

  // When a criterion that does not fail begins to.
  std::optional<Date> FailsFrom(const CriterionVerdict& criterion) const {
    if (criterion.presumed == Outcome::kFail) return std::nullopt;
    const std::vector<Date> changes = verdict::CourseOf(ReadOf(criterion), criterion, AsOf()).Changes();
    return changes.size() > 1 ? std::optional(changes[1]) : std::nullopt;
  }

  std::string Passing(const std::vector<const CriterionVerdict*>& group) const {
    std::size_t width = 6;
    for (const CriterionVerdict* criterion : group) width = std::max(width, criterion->id.size());
    std::string out;
    bool starred = false;
    for (const CriterionVerdict* criterion : group) {
      const bool silent = criterion->strict != criterion->presumed;
      starred = starred || silent;
      std::string line = criterion->id + std::string(width - criterion->id.size(), ' ') + (silent ? " * " : "   ");
      if (const auto from = FailsFrom(*criterion)) line += "until " + ToString(AddDays(*from, -1)) + ": ";
      out += std::string(kIndent, ' ') + Shorten(line + Why(*criterion), kTextWidth - kIndent) + '\n';
    }
    return out + (starred ? "  * not by what the record states alone: silence is read as no, an old result as it is\n" : "");
  }

  // Without what the page says in its own place: that it is presumed, what is needed.
  static std::string Why(const CriterionVerdict& criterion) {
    std::string why = criterion.why;
    for (const std::string_view tail : {" (presumed: the record does not settle it)", "; needed: "}) {
      const std::size_t at = why.find(tail);
      if (at != std::string::npos) why = why.substr(0, at) + '.';
    }
    return why;
  }

  std::string State(const CriterionVerdict& criterion) const {
    const auto& clears = criterion.clears_on;
    std::string out;
    switch (criterion.presumed) {
      case Outcome::kFail:
        out = "stops the patient";
        if (clears) out += *clears ? " until " + ToString(AddDays(**clears, -1)) : " while the record stays as it is";
        break;
      case Outcome::kUnknown: out = "open"; break;
      case Outcome::kPass: out = "passes"; break;
    }
    if (const auto from = FailsFrom(criterion)) out += fmt::format("; stops the patient from {}", ToString(*from));
    if (criterion.strict == criterion.presumed) return out;
    return out + (criterion.strict == Outcome::kUnknown ? "; open by what the record states alone"
                                                        : "; by what the record states alone: " + std::string(ToString(criterion.strict)));
  }

  std::string Block(const CriterionVerdict& criterion) const {
    const logic::Criterion& read = ReadOf(criterion);
    std::string out = Wrapped(criterion.id + ": " + State(criterion), 0, kIndent);
    out += Wrapped('"' + OneLine(read.text) + '"', kIndent);
    if (criterion.presumed != Outcome::kUnknown) out += Wrapped(Why(criterion), kIndent);
    return out + LogicAnswered({screening_, judged_, terms_, read, criterion}, 2 * kIndent, choice_.all || !choice_.criteria.empty());
  }

  const Screening& screening_;
  const Judged& judged_;
  const PatientVerdict& verdict_;
  const terms::Terms& terms_;
  const ExplainChoice& choice_;
  std::unordered_map<std::string_view, const logic::Criterion*> read_;
};

// Cohorts whose disease the record rules out judge nobody, which a reader who asked would take for a mistake.
std::string NotTaken(const Judged& judged) {
  std::string out;
  const std::vector<logic::Cohort>& cohorts = judged.reading.logic->cohorts;
  for (std::size_t c = 0; c < cohorts.size(); ++c) {
    const auto of_cohort = [c](const PatientVerdict& verdict) { return verdict.cohort == static_cast<int>(c); };
    if (std::any_of(judged.verdicts.begin(), judged.verdicts.end(), of_cohort)) continue;
    out += Wrapped("Cohort " + OneLine(cohorts[c].label) + ": the record rules out its disease.", 0);
  }
  return out;
}

// Several pages follow: which one to read.
std::string Overview(const Judged& judged) {
  std::string out = Counted(judged.verdicts.size(), "cohort", "cohorts") + ", a page each\n";
  for (const PatientVerdict& verdict : judged.verdicts) {
    const logic::Cohort& cohort = judged.reading.logic->cohorts[static_cast<std::size_t>(verdict.cohort)];
    out += Wrapped(OneLine(cohort.label) + ": " + ReadingText(verdict, verdict.presumed, &CriterionVerdict::presumed), kIndent, kIndent);
  }
  return out;
}

// Of several protocols: the verdict of each, and what to find out for as many of them as can be.
std::string AllProtocols(const Screening& screening, const terms::Terms& terms, bool all) {
  std::string out = screening.patients.front() + " for " + Counted(screening.protocols.size(), "protocol", "protocols") + ", as of " +
                    ToString(screening.settings.as_of);
  out = Wrapped(out, 0) + std::string(static_cast<std::size_t>(std::min(kTextWidth, Width(out))), '=') + '\n';
  for (const Judged& judged : screening.protocols) {
    const std::string name = ShortName(judged.reading.source.document.path);
    if (judged.verdicts.empty()) out += Wrapped(name + ": the record rules out the disease of every cohort", kIndent, kIndent);
    for (const PatientVerdict& verdict : judged.verdicts) {
      std::string line = name;
      if (verdict.cohort >= 0) {
        const logic::Cohort& cohort = judged.reading.logic->cohorts[static_cast<std::size_t>(verdict.cohort)];
        line += ", cohort " + OneLine(cohort.label.empty() ? cohort.id : cohort.label);
      }
      out += Wrapped(line + ": " + ReadingText(verdict, verdict.presumed, &CriterionVerdict::presumed), kIndent, kIndent);
    }
  }
  const AsksOfTrials asks = AcrossTrials(screening);
  if (asks.asks.empty()) return out + '\n';
  out += "\nAsk first, for " + Counted(asks.open, "open trial", "open trials") + '\n';
  const std::size_t shown = all || asks.asks.size() <= kShownAsks + 1 ? asks.asks.size() : kShownAsks;
  for (std::size_t i = 0; i < shown; ++i) {
    const AskOfTrials& ask = asks.asks[i];
    out += Wrapped(fmt::format("{}. {} ({}), for {}", i + 1, PlainLogic(ask.ask, terms, {}), KindText(ask.kind), Joined(ask.trials)),
                   kIndent, 3);
  }
  if (shown < asks.asks.size()) out += Wrapped(fmt::format("and {} more, shown by --all", asks.asks.size() - shown), kIndent);
  return out + '\n';
}

}  // namespace

bool ExplainText(const Screening& screening, const terms::Terms& terms, const ExplainChoice& choice, const Sink& sink) {
  CHECK(screening.patients.size() == 1);
  if (screening.protocols.size() > 1 && !sink(AllProtocols(screening, terms, choice.all))) return false;
  for (const Judged& judged : screening.protocols) {
    if (judged.verdicts.size() > 1 && choice.criteria.empty() && !sink(Overview(judged) + '\n')) return false;
    for (const PatientVerdict& verdict : judged.verdicts) {
      if (!sink(Page(screening, judged, verdict, terms, choice).Text() + '\n')) return false;
    }
    if (const std::string not_taken = NotTaken(judged); !not_taken.empty() && !sink(not_taken + '\n')) return false;
  }
  return sink("eligo proposes; people enrol.\n");
}

}  // namespace eligo::report
