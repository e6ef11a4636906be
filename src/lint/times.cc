// Times that are left out: a day to count from, now or ever, how long a dose was stable.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "lint/pattern.h"
#include "lint/quantity.h"
#include "lint/rules.h"
#include "logic/named_in_phrase.h"

namespace eligo::lint {
namespace {

using logic::About;

bool SaysEver(const logic::Fact& f) {
  return f.pick == logic::Pick::kAny || std::any_of(f.state.begin(), f.state.end(), [](const std::string& s) {
           return s == "history" || s == "ever" || s == "previous" || s == "past";
         });
}

// What a fact leaves open about its time; nothing when a day, a window or a length is written, or time plays no part.
std::optional<std::string> LeftOpen(const logic::Fact& f, const std::string& words) {
  if (f.window) return std::nullopt;
  const std::string name = words.empty() ? f.concept_ref.text : words;
  switch (f.about) {
    case About::kDemographic:
      if (f.concept_ref.id != "age") return std::nullopt;
      return fmt::format("no day is named for `{}`: at consent, screening or the first dose; read at screening", name);
    case About::kMeasurement:
    case About::kScore: return fmt::format("no day is named for `{}`; read at screening", name);
    case About::kCondition:
    case About::kObservation:
      if (SaysEver(f) || f.duration) return std::nullopt;
      return fmt::format("now or ever is not said of `{}`: no window or day is named", name);
    case About::kDrug:
    case About::kProcedure:
    case About::kTrialParticipation:
      if (f.stable_for || f.duration) return fmt::format("the length of `{}` is counted back from a day that is not named", name);
      return fmt::format("no window is named for `{}`: current or any time before", name);
    default: return std::nullopt;
  }
}

// One note a criterion, at the first fact that leaves it open: a list of ten antibodies lacks one day, not ten.
void MissingDays(const Material& material, Diagnostics& out) {
  for (const logic::Criterion& c : material.logic.criteria) {
    if (!c.field.empty()) continue;
    bool said = false;
    const std::vector<logic::NamedInPhrase> unread = logic::NamedInPhrases(c.expression);
    logic::ForEachLeaf(c.expression, [&](const logic::Expression& leaf) {
      if (said || leaf.op != logic::Op::kFact || leaf.fact->decides == logic::Decides::kPerson) return;
      // What an unread phrase names: what is said of it, its time too, was not read.
      if (std::any_of(unread.begin(), unread.end(), [&](const logic::NamedInPhrase& n) { return n.leaf == &leaf; })) return;
      std::string words = material.Said(leaf.fact->span);
      if (words.size() > 60) words.clear();
      if (const auto open = LeftOpen(*leaf.fact, words)) {
        said = true;
        out.push_back({"kMissingAnchor", Severity::kNote, leaf.fact->span, *open});
      }
    });
  }
}

constexpr std::string_view kAnchors[] = {"screening",     "baseline",  "enrollment", "enrolment", "randomization",  "consent",  "dose",
                                         "dosing",        "treatment", "visit",      "inclusion", "administration", "infusion", "entry",
                                         "leukapheresis", "study",     "day",        "signing",   "registration"};
constexpr std::string_view kLookBack[] = {"prior", "before", "preceding", "at",    "from",   "of",        "to",    "until",
                                          "past",  "last",   "ago",       "after", "during", "following", "since", "within"};

template <std::size_t N>
bool OneOf(const std::string& word, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// "for at least 6 months" whose sentence names no day up to which it is counted.
void LengthsWithoutEnd(const Passage& p, Diagnostics& out) {
  for (std::size_t i = 0; i + 1 < p.words.size(); ++i) {
    const bool lasts = p.words[i].text == "for" || p.words[i].text == "duration";
    if (!lasts) continue;
    const std::size_t end = p.RunEnd(i, Gap::kStop);
    std::size_t number = i + 1;
    while (number <= end && number < i + 6 && (p.words[number].text[0] < '0' || p.words[number].text[0] > '9')) ++number;
    if (number > end || number >= i + 6 || number + 1 > end) continue;
    static constexpr std::string_view kUnits[] = {"day", "week", "month", "year", "wk", "yr", "hour"};
    if (!OneOf(p.words[number + 1].text, kUnits)) continue;
    bool anchored = false;
    for (std::size_t k = p.RunBegin(i, Gap::kStop); k < end; ++k) {
      for (std::size_t n = k + 1; n <= std::min(end, k + 4); ++n) {
        anchored = anchored || (OneOf(p.words[k].text, kLookBack) && OneOf(p.words[n].text, kAnchors));
      }
    }
    if (anchored) continue;
    const Span span = p.Between(i, number + 1);
    out.push_back({"kMissingAnchor", Severity::kNote, span,
                   fmt::format("`{}` is counted up to a day that is not named; write one, such as `before screening`", p.Said(span))});
  }
}

// "stable dose" in a sentence without a length of time.
void StableWithoutLength(const Passage& p, const std::vector<Quantity>& quantities, Diagnostics& out) {
  static const Phrases kPhrases(
      {"stable|fixed|constant|unchanged ?background ?..2 dose|dosage|regimen|treatment|therapy|medication",
       "dose|dosage|treatment|therapy|medication ?be|been|is|are|remain|remained|has ?be|been stable|unchanged|constant", "stably treated",
       "stable ?on ?a ?standard ?treatment|therapy"});
  for (const Phrases::Found& f : kPhrases.Find(p)) {
    const Span sentence = p.Between(p.RunBegin(f.first, Gap::kStop), p.RunEnd(f.last, Gap::kStop));
    if (HasLength(quantities, sentence)) continue;
    const Span span = p.Between(f.first, f.last);
    // Only a dose is stable over a time; a "stable treatment" may be a name.
    const bool dose = p.Said(span).find("dos") != std::string::npos;
    out.push_back({"kMissingLength", dose ? Severity::kWarning : Severity::kNote, span,
                   fmt::format("`{}` without a length of time; say for how long it must not have changed", p.Said(span))});
  }
}

// "in the 12 months prior," counts back from nothing.
void WindowsWithoutEnd(const Passage& p, Diagnostics& out) {
  static const Phrases kPhrases(
      {"day|week|month|year prior|before|preceding|previously $", "within|in the past|last|previous|preceding ..1 day|week|month|year $"});
  for (const Phrases::Found& f : kPhrases.Find(p)) {
    const Span span = p.Between(f.first, f.last);
    out.push_back({"kMissingAnchor", Severity::kNote, span, fmt::format("`{}`: before which day is not said", p.Said(span))});
  }
}

// "prior to screening" without how long before.
void LookBackWithoutLength(const Passage& p, const std::vector<Quantity>& quantities, Diagnostics& out) {
  static const Phrases kPhrases(
      {"prior to|the screening|enrollment|randomization|baseline|consent", "before screening|enrollment|randomization|baseline"});
  for (const Phrases::Found& f : kPhrases.Find(p)) {
    const Span sentence = p.Between(p.RunBegin(f.first, Gap::kColon), p.RunEnd(f.last, Gap::kColon));
    if (HasLength(quantities, sentence)) continue;
    if (f.first > 0 && (p.words[f.first - 1].text == "or" || p.words[f.first - 1].text == "and")) continue;  // "at or before screening"
    const Span span = p.Between(f.first, f.last);
    out.push_back(
        {"kMissingLength", Severity::kNote, span, fmt::format("`{}` without a length of time; read as ever before", p.Said(span))});
  }
}

}  // namespace

void FindMissingTimes(const Material& material, Diagnostics& out) {
  MissingDays(material, out);
  for (const Passage& p : material.passages) {
    const std::vector<Quantity> quantities = Quantities(p);
    LengthsWithoutEnd(p, out);
    StableWithoutLength(p, quantities, out);
    WindowsWithoutEnd(p, out);
    LookBackWithoutLength(p, quantities, out);
  }
}

}  // namespace eligo::lint
