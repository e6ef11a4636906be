#include "parse/anchor.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "parse/phrases.h"

namespace eligo::parse {
namespace {

// Names of their own; those that say what begins, or is given first, are read below.
struct AnchorEntry {
  std::string_view anchor, phrases;
};

constexpr AnchorEntry kAnchors[] = {
    {"screening",
     "screening|screening visit|screening period|screening phase|eligibility screening|initial screening|the screening|visit "
     "1|screen|screening assessment|when screening|pre - screening"},
    {"enrolment", "enrollment|enrolment|entry|inclusion|recruitment|registration|participation|study participation"},
    {"consent",
     "signing the informed consent document|signing of the informed consent document|signing informed consent document|signing of "
     "informed consent document|informed consent document|signing the icf|signing of the icf|signing the informed consent form|signing of "
     "the informed consent form|signing informed "
     "consent|signing of informed consent|signing the informed consent|"
     "signing of icf|signing icf|informed consent signing|informed consent|consent|signed written consent|signed consent|signed informed "
     "consent|signed written informed consent|written informed consent|written consent|obtaining informed consent|obtaining "
     "consent|informed consent date|signed informed consent form|giving informed consent|icf signing|signature of informed consent|signing "
     "of "
     "consent|providing informed consent|consenting|the date of signing the informed consent form|consent / assent|informed consent / "
     "assent|assent|"
     "signature of the informed consent form|signing of the consent form"},
    {"baseline", "baseline|baseline visit|the baseline visit|baseline assessment|baseline period"},
    {"randomisation", "randomization|randomisation|randomization visit|being randomized"},
    {"first_dose",
     "first dose|first administration|first dosing|first injection|first treatment|first use of study drug|initial dose|dosing|study "
     "dosing|"
     "study drug|study treatment|start of treatment|beginning of treatment|starting treatment|initiation of treatment|treatment start|"
     "treatment initiation"},
    {"day_0",
     "day 0|day 1|study day 1|day - 1|day zero|day one|cycle 1 day 1|cycle 1 , day 1|day 1 of cycle 1|c1d1|c 1 d 1|study day 0|week 0"},
    {"leukapheresis", "leukapheresis|apheresis|the leukapheresis"},
    {"lymphodepletion",
     "lymphodepletion|lymphodepleting chemotherapy|start of lymphodepletion|lymphodepleting treatment|first day of lymphodepleting "
     "treatment|first day of lymphodepletion|first day of lymphodepleting chemotherapy|the start of lymphodepleting|start of "
     "lymphodepleting|"
     "lymphodepleting|initiation of lymphodepletion|lymphodepletion chemotherapy|start of lymphodepleting chemotherapy|the first day of "
     "lymphodepleting treatment"},
    {"infusion", "infusion|drug infusion|car - t infusion|cell infusion|first infusion|car - t cell infusion|study drug infusion"},
    {"last_dose", "last dose|last administration|final dose"}};

const PhraseTable<std::string_view>& Anchors() {
  static const auto kTable = [] {
    PhraseTable<std::string_view> table;
    for (const AnchorEntry& e : kAnchors) table.Add(e.anchor, e.phrases);
    table.Index();
    return table;
  }();
  return kTable;
}

// What the phrases have in common, read word by word.
using Tokens = std::vector<Token>;

std::size_t SkipThe(const Tokens& t, std::size_t i) {
  while (AtAny(t, i, {"the", "this", "our", "their", "his", "her"})) ++i;  // "any study drug" is no one's first
  return i;
}

// Nothing behind it that would make it the name of something else: "before treatment with X".
bool Ends(const Tokens& t, std::size_t i) {
  return i >= t.size() || t[i].kind == Token::Kind::kSymbol || AtAny(t, i, {"and", "or", "unless", "except", "if", "is", "are", "will"});
}

// "the assigned study drug", "double-blind treatment": its end; `at` when it names nothing that is given. Without `bare` one of its words
// must say that it is the trial's.
std::size_t ThingEnd(const Tokens& t, std::size_t at, bool bare) {
  std::size_t i = SkipThe(t, at);
  bool of_trial = bare;
  for (;; ++i) {
    if (AtAny(t, i,
              {"study", "trial", "investigational", "experimental", "assigned", "allocated", "randomized", "randomised", "blinded",
               "protocol", "test", "imp", "ip"})) {
      of_trial = true;
    } else if (!AtAny(t, i,
                      {"double", "blind", "open", "label", "masked", "specified", "indicated", "defined", "medicinal", "active", "planned",
                       "scheduled", "clinical"}) &&
               !(At(t, i, "-") && i > at)) {
      break;
    }
  }
  if (AtAny(t, i,
            {"drug", "agent", "medication", "treatment", "product", "intervention", "therapy", "vaccine", "vaccination", "device",
             "regimen", "compound", "medicine", "article"})) {
    return of_trial ? i + 1 : at;
  }
  return i > at && AtAny(t, i - 1, {"imp", "ip"}) ? i : at;
}

bool Giving(const Tokens& t, std::size_t i) {
  return AtAny(t, i, {"dose", "dosing", "administration", "injection", "infusion", "application", "intake", "exposure", "receipt"});
}

// "rituximab", "SNX-5422": the name or the code of one drug, `at` where none stands. A class ("chemotherapy") may lie long back.
std::size_t CodeEnd(const Tokens& t, std::size_t at) {
  if (at >= t.size() || t[at].kind != Token::Kind::kWord || Ends(t, at)) return at;
  static constexpr std::array<std::string_view, 6> kStems = {"mab", "nib", "cept", "leucel", "limus", "mod"};
  std::size_t i = at + 1;
  const bool code = At(t, i, "-") && !t[i].space_before && i + 1 < t.size() && t[i + 1].kind == Token::Kind::kNumber;
  if (!code &&
      std::none_of(kStems.begin(), kStems.end(), [&](std::string_view stem) { return std::string_view(t[at].low).ends_with(stem); }))
    return at;
  while (i < t.size() && !t[i].space_before && (At(t, i, "-") || t[i].kind != Token::Kind::kSymbol)) ++i;
  return i;
}

// "first dose of study drug", "first study drug administration", "initial treatment", "first day of dosing".
std::optional<AnchorMatch> OfADose(const Tokens& t, std::size_t at, bool before) {
  std::size_t i = SkipThe(t, at);
  const bool last = AtAny(t, i, {"last", "final"});
  if (!last && !AtAny(t, i, {"first", "initial"})) return std::nullopt;
  ++i;
  if (AtAny(t, i, {"planned", "scheduled", "actual"})) ++i;
  const auto end = [&](std::size_t to) { return AnchorMatch{to - at, last ? "last_dose" : "first_dose"}; };
  if (!last && AtWords(t, i, {"dosing", "day"})) return end(i + 2);
  if (!last && AtWords(t, i, {"day", "of"})) {
    i += 2;
    if (At(t, i, "dosing")) return end(i + 1);
    const std::size_t thing = ThingEnd(t, i, before);
    if (thing == i) return std::nullopt;
    return Giving(t, thing) ? end(thing + 1) : end(thing);
  }
  const std::size_t thing = ThingEnd(t, i, before && !last);
  const bool named = thing > i || AtAny(t, i, {"study", "trial"});
  i = thing > i || !named ? thing : i + 1;
  // "before the first rituximab infusion": of what the trial gives, whatever it is.
  if (before && !last && !Giving(t, i) && Giving(t, CodeEnd(t, i))) return end(CodeEnd(t, i) + 1);
  if (!Giving(t, i)) return thing > at + 1 && named && !last && !At(t, i, "with") ? std::optional(end(i)) : std::nullopt;
  ++i;
  if (AtAny(t, i, {"of", "with", "to", "in"})) {
    if (const std::size_t behind = ThingEnd(t, i + 1, before && !last); behind > i + 1) return end(behind);
    if (const std::size_t code = CodeEnd(t, SkipThe(t, i + 1)); before && !last && code > i + 1 && Ends(t, code)) return end(code);
  }
  return named ? std::optional(end(i)) : std::nullopt;
}

// "start of study treatment", "receiving the first dose of study drug", "study drug initiation".
std::optional<AnchorMatch> OfABegin(const Tokens& t, std::size_t at, bool before) {
  std::size_t i = SkipThe(t, at);
  const bool begin = AtAny(t, i, {"start", "initiation", "beginning", "commencement", "starting", "initiating", "commencing"});
  if (begin || AtAny(t, i, {"receipt", "administration", "receiving", "administering", "taking"})) {
    ++i;
    if (At(t, i, "of")) ++i;
    if (const auto dose = OfADose(t, i, before)) return AnchorMatch{i + dose->tokens - at, dose->anchor};
    if (AtWords(t, SkipThe(t, i), {"first", "dose"})) return AnchorMatch{SkipThe(t, i) + 2 - at, "first_dose"};
    const std::size_t thing = ThingEnd(t, i, before);
    if (thing > i && !At(t, thing, "with")) return AnchorMatch{(Giving(t, thing) ? thing + 1 : thing) - at, "first_dose"};
    return std::nullopt;
  }
  if (before && AtAny(t, i, {"treatment", "therapy", "administration"}) && Ends(t, i + 1)) return AnchorMatch{i + 1 - at, "first_dose"};
  if (const std::size_t drug = ThingEnd(t, i, before); drug > i && AtAny(t, drug, {"administration", "dosing", "intake"}))
    return AnchorMatch{drug + 1 - at, "first_dose"};
  const std::size_t thing = ThingEnd(t, i, false);
  if (thing == i) return std::nullopt;
  if (AtAny(t, thing, {"start", "initiation", "commencement", "exposure"})) return AnchorMatch{thing + 1 - at, "first_dose"};
  return before && Ends(t, thing) ? std::optional(AnchorMatch{thing - at, "first_dose"}) : std::nullopt;
}

// "the trial", "this clinical study": its end, or `at`.
std::size_t TrialEnd(const Tokens& t, std::size_t at) {
  std::size_t i = SkipThe(t, at);
  while (AtAny(t, i, {"clinical", "current", "present", "research"})) ++i;
  return AtAny(t, i, {"study", "trial"}) ? i + 1 : at;
}

// "entering the trial", "study registration", "being enrolled".
std::optional<AnchorMatch> OfATrial(const Tokens& t, std::size_t at, bool before) {
  const auto end = [&](std::size_t to, std::string_view anchor = "enrolment") { return AnchorMatch{to - at, anchor}; };
  if (At(t, at, "being")) {
    if (AtAny(t, at + 1, {"enrolled", "registered", "included", "recruited"})) return end(at + 2);
    return At(t, at + 1, "screened") ? std::optional(end(at + 2, "screening")) : std::nullopt;
  }
  std::size_t i = SkipThe(t, at);
  if (AtAny(t, i, {"first", "initial"}) && (At(t, i + 1, "visit") || AtWords(t, i + 1, {"study", "visit"})))
    return end(At(t, i + 1, "visit") ? i + 2 : i + 3, "screening");
  if (!before && AtAny(t, i, {"participation", "participating"})) return std::nullopt;  // "during participation in the study"
  if (AtAny(t, i,
            {"start", "beginning", "commencement", "initiation", "entering", "entry", "enrolling", "enrollment", "enrolment", "joining",
             "starting", "inclusion", "participation", "participating", "registration", "recruitment", "admission", "commencing"})) {
    ++i;
    if (AtAny(t, i, {"of", "in", "into", "to", "for", "on"})) ++i;
    const std::size_t trial = TrialEnd(t, i);
    return trial > i && !AtAny(t, trial, {"drug", "treatment", "medication"}) ? std::optional(end(trial)) : std::nullopt;
  }
  const std::size_t trial = TrialEnd(t, i);
  if (trial == i) return std::nullopt;
  if (AtAny(t, trial,
            {"enrollment", "enrolment", "entry", "registration", "inclusion", "start", "participation", "recruitment", "initiation"}))
    return end(trial + 1);
  if (At(t, trial, "screening")) return end(trial + 1, "screening");
  return before && Ends(t, trial) ? std::optional(end(trial)) : std::nullopt;
}

std::optional<AnchorMatch> Longest(const Tokens& t, std::size_t at, AnchorBehind behind) {
  std::optional<AnchorMatch> best;
  const auto take = [&](std::optional<AnchorMatch> match) {
    if (match && (!best || match->tokens > best->tokens)) best = match;
  };
  if (const auto* p = Anchors().Longest(t, at)) take(AnchorMatch{p->size(), p->meaning});
  if (behind == AnchorBehind::kNothing) return best;
  const bool before = behind == AnchorBehind::kBefore;
  take(OfADose(t, at, before));
  take(OfABegin(t, at, before));
  take(OfATrial(t, at, before));
  return best;
}

}  // namespace

std::vector<WordKey> AnchorBegins() { return Anchors().Begins(); }

std::optional<AnchorMatch> MatchAnchor(const std::vector<Token>& tokens, std::size_t at, AnchorBehind behind) {
  // The name comes before what may stand in front of it: "day 0", "the screening".
  for (std::size_t i = at; i < tokens.size(); ++i) {
    if (const auto match = Longest(tokens, i, behind)) return AnchorMatch{i + match->tokens - at, match->anchor};
    if (i >= at + 5 || !AtAny(tokens, i, {"the", "time", "date", "day", "of", "their", "planned"})) break;
  }
  return std::nullopt;
}

}  // namespace eligo::parse
