// What the parts of distribution ask of a draft.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "parse/draft.h"

namespace eligo::parse {

using TimeKind = syntax::TimePhrase::Kind;

inline terms::Kind KindOf(const Draft& d, const terms::Terms& terms) {
  return d.clause.heads.empty() || d.clause.heads.front().concepts.empty() ? terms::Kind::kObservation
                                                                           : terms.Get(d.clause.heads.front().concepts.front()).kind;
}

// The thing that is named, where it is one and known.
inline std::optional<terms::ConceptId> HeadOf(const syntax::Clause& c) {
  if (c.heads.size() != 1 || c.heads.front().concepts.empty()) return std::nullopt;
  return c.heads.front().concepts.front();
}
inline std::string_view IdOf(const Draft& d, const terms::Terms& terms) {
  const auto head = HeadOf(d.clause);
  return head ? terms.Get(*head).id : std::string_view();
}

inline bool Settled(const Draft& d) { return d.node || d.consent || d.judge || d.judged || d.no_restriction; }

// Of one that has a name, if only by its words.
inline const syntax::Name& NameOf(const Draft& d) { return d.clause.heads.empty() ? *d.by_words : d.clause.heads.front(); }

inline bool HasWindow(const syntax::Clause& c) {
  return std::any_of(c.times.begin(), c.times.end(), [](const auto& t) { return t.kind != TimeKind::kDuration; });
}

// A head passes the test.
inline bool AnyName(const Draft& d, const auto& test) { return std::any_of(d.clause.heads.begin(), d.clause.heads.end(), test); }

inline bool Measured(const Draft& d, const terms::Terms& terms) {
  return !d.clause.heads.empty() && (KindOf(d, terms) == terms::Kind::kMeasurement || KindOf(d, terms) == terms::Kind::kScore);
}

// Whether such a grade may be of what stands before it: "NYHA class III" behind a heart failure, not behind an infarction or an age.
bool MayGrade(const syntax::Grade& grade, const Draft& before, const terms::Terms& terms);

// States a time and nothing else.
bool OnlyTimes(const Draft& d);
// What its cues say: history, exposure, negation.
void TakeFlags(Draft& to, const Draft& from);
// "active or latent tuberculosis": the head behind has its own state in its name, so the limb's head is "active tuberculosis".
// False when no such name is known.
bool RestateHead(syntax::Clause& c, const terms::Terms& terms);

// "disease" of "skin infection or disease": it takes the adjective of the limb before it, and says another thing with it.
bool NounOf(const std::vector<Draft>& drafts, std::size_t i, const terms::Terms& terms);

// Limbs that state nothing of their own join a neighbour.
void MergeEmpty(std::vector<Draft>& drafts, const terms::Terms& terms);

// "platelets < 80 or > 700", "active or latent tuberculosis": a limb with a limit or a state alone takes the head of its neighbour.
void ShareHeads(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion);

// "renal, hepatic or cardiac disease", "cocaine or opioid dependence": the noun of the last is of all.
void ShareNouns(std::vector<Draft>& drafts, const terms::Terms& terms);

// "Inadequate response or intolerance to X": the first is to X, too.
void ShareResponses(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion);

// "Uncontrolled diabetes or hypertension" among what excludes: of the second it may be said or not, and is unread.
void ShareUncontrolled(std::vector<Draft>& drafts, const terms::Terms& terms);

// "Mother with HIV or hepatitis B", "dependence on alcohol or opioids" among what excludes: the second stands in the same relation, and is
// no fact by itself.
void ShareRelations(std::vector<Draft>& drafts, const terms::Terms& terms);

// "Colitis confirmed by endoscopy or MRI": what was not understood of the first is not understood of the second.
void ShareUnread(std::vector<Draft>& drafts, const terms::Terms& terms);

// "Current or planned pregnancy", "received or planning to receive a vaccine", "prior use of or allergy to X": what is or was stands for
// itself, and what it is of the limb behind it names. False where that is not so; then nothing is changed.
bool NamedBehind(std::vector<Draft>& drafts, std::size_t i, const terms::Terms& terms);

// "not of childbearing potential": what is said of women only.
inline bool OfWomen(const Draft& d, const terms::Terms& terms) {
  return !d.clause.heads.empty() && !d.clause.heads.front().concepts.empty() &&
         terms.Get(d.clause.heads.front().concepts.front()).female_only;
}

// Says a state and nothing else: "active" of "active or latent tuberculosis".
bool OnlyStates(const Draft& d);

// Windows and lengths of time that stand once for several limbs.
void ShareTimes(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion);

// Does the `no` of the limb before it reach limb `i` behind an `or`, is that not for us to say, is a result asked for besides, or is it
// what is asked instead?
enum class Reach { kNo, kYes, kUnclear, kBesides, kInstead };
Reach ReachOfNo(const std::vector<Draft>& drafts, std::size_t i, const terms::Terms& terms, bool exclusion);
// "No prednisone, or prednisone <= 10 mg/day" of who is to be let in: none of it, or so much. What limbs share would make one of the two.
void BlockNoneOrSome(std::vector<Draft>& drafts);

// "No hypertension with systolic pressure > 160" of who is to be let in: of those who have it; no value that is asked. One that is as it
// should be ("no heart failure with LVEF >= 50 %") may be.
void BlockDeniedWith(std::vector<Draft>& drafts, const terms::Terms& terms);

// Another class of the antibody that stands before it.
void BlockIsotypes(std::vector<Draft>& drafts, const terms::Terms& terms);

// A unit that stands once for two limits of one thing.
void ShareUnits(std::vector<Draft>& drafts);

// Lengths that say when (lengths.cc): since what was given, for how long nothing was, how long a disease has been there, how far back.
void SinceToWindow(std::vector<Draft>& drafts);
void AbsentForAsWindow(std::vector<Draft>& drafts, bool exclusion);
void ThroughAsLength(std::vector<Draft>& drafts, const terms::Terms& terms);
void AbsentLength(syntax::TimePhrase& time);
void ShownSince(std::vector<Draft>& drafts, const terms::Terms& terms);
void BracketAsDistance(std::vector<Draft>& drafts, const terms::Terms& terms);
void BareLengthAsWindow(std::vector<Draft>& drafts, const terms::Terms& terms, bool only_alone);

// A cause that stands once for several limbs; the diseases that a drug is given for.
void ShareCauses(std::vector<Draft>& drafts, const terms::Terms& terms, bool exclusion);

}  // namespace eligo::parse
