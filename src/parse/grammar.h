// The grammar: chunks -> a tree of clauses.
//
// From the outside in: sentences and semicolons; unless, if, definitions and labels; lists joined by
// and/or with what their limbs share; then one limb. A limb whose words are not all placed never
// becomes a plain clause: what restricts it is joined as unread text, what might turn its sense makes
// the whole limb unread.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "parse/chunk.h"
#include "parse/draft.h"
#include "syntax/syntax.h"
#include "terms/terms.h"

namespace eligo::parse {

class Grammar {
 public:
  Grammar(const terms::Terms& terms, bool exclusion) : terms_(terms), exclusion_(exclusion) {}

  syntax::Node Text(std::span<const Chunk> chunks);
  const std::vector<syntax::Remark>& remarks() const { return remarks_; }
  const std::vector<Span>& asides() const { return asides_; }  // sentences that restrict nobody
  bool exclusion() const { return exclusion_; }

  // A list's lead ("At least two of the following:"): how its entries are joined and what they inherit.
  struct Lead {
    syntax::Node::Kind join = syntax::Node::Kind::kAnd;
    int count = 0;
    Chunks inherited;                 // cues that hold for each entry
    std::optional<syntax::Node> own;  // what the lead itself states
    bool own_is_member = false;       // an open list: the lead is the class of its entries
    bool turned = false;              // "failure of any of the following": what is asked of the entries was not understood
    bool planned = false;             // "planned treatment with any of the following": a person says so, of all of them
    bool heading = false;             // "Bleeding": what its entries are about; each of them excludes by itself
  };
  // `entries` tells what some leads are about: "Allergies" of drugs.
  Lead ReadLead(std::span<const Chunk> chunks, std::span<const Chunk> entries);
  // "When combined with X, there is no minimum": lifts the lower bound of a dose range. False when it is not that.
  bool Waive(std::span<const Chunk> chunks, syntax::Node& base);
  // "Each was given for at least 3 months, and ...": the length of each drug before it. How many chunks say it; 0 when it is not that.
  std::size_t EachLasts(std::span<const Chunk> chunks, syntax::Node& base);

 private:
  // "In patients with liver metastases, AST <= 5 x ULN": what is asked of those only; nothing when it is not that.
  std::optional<syntax::Node> AskedOfSome(std::span<const Chunk> chunks);
  // "Women of childbearing potential must ...": who the subject is decides whether it is asked; nothing when it is not that.
  std::optional<syntax::Node> MustOfSome(std::span<const Chunk> chunks);
  // "No X", "wounds must be healed" among what excludes: what must be absent, or fails; nothing when it is not that.
  std::optional<syntax::Node> AskedAmongExclusions(std::span<const Chunk> chunks);
  // "Received or planning to receive X": the fact, or a person's answer; nothing when it is not that.
  std::optional<syntax::Node> PastOrPlanned(std::span<const Chunk> chunks);
  // "A, if used, must be ...", "A is allowed if the dose ...": of those who take it; nothing when it is not that.
  std::optional<syntax::Node> IfTaken(std::span<const Chunk> chunks);
  std::optional<syntax::Node> OfTakers(std::span<const Chunk> drugs, std::span<const Chunk> asked, Span span);
  // "Patients with A are eligible if B": of those with A is asked B; nothing when it is not that.
  std::optional<syntax::Node> EligibleIf(std::span<const Chunk> chunks);
  // Such a piece that loosens limits stated before it: each of them, or the case with the looser one. False when it is not that.
  static bool Loosens(const syntax::Node& piece, std::vector<syntax::Node>& pieces);
  // "If A is positive, B will be tested": A, for what the next sentence says of B.
  std::optional<syntax::Node> AsksForTest(std::span<const Chunk> chunks);
  // A disease that does not go away, and that no result shows by itself.
  bool Stays(const syntax::Name& name) const;
  // "At least two of A, B or C", "one or more of A, B, C": so many of the list; nothing when it is not that.
  std::optional<syntax::Node> Counted(std::span<const Chunk> chunks);
  // "Renal function: clearance >= 50", "X, defined as Y": the label names what follows; nothing where no label stands.
  std::optional<syntax::Node> Labelled(std::span<const Chunk> chunks);
  syntax::Node AllergyTo(std::span<const Chunk> heading, std::span<const Chunk> things);
  // "esophagitis as shown by endoscopy": the disease, by that method; nothing when it is not that.
  std::optional<syntax::Node> ShownBy(std::span<const Chunk> disease, std::span<const Chunk> by);
  // What another fact lifts: among what excludes it is `unless`; what is asked, or the other fact, lets a patient in.
  // `permits`: by a sentence of its own ("X is allowed").
  syntax::Node Lift(syntax::Node base, syntax::Node exception, Span span, bool permits = false) const;
  // "Cancer unless of the skin", "antibiotics; penicillin is allowed": what is one of what excludes is taken out of it, and lifts nothing
  // else. False when it is not that; then `exception` stays, or becomes unread where it would let through who has both.
  bool TakeOut(syntax::Node& base, syntax::Node& exception, bool permits) const;
  // "A unless B", with the word at `u`: another fact lifts the base.
  syntax::Node Unless(std::span<const Chunk> chunks, std::size_t u);
  // How many limbs at the end of a list an exception lifts: the last with a value of its own, fertile women; 0 when it lifts them all.
  std::size_t LiftedLimbs(const syntax::Node& list) const;
  // What a sentence with a permission lifts: whom it lets in; a drug that is allowed takes out no more than itself.
  syntax::Node Permitted(std::span<const Chunk> piece, const syntax::Node& base);
  // "A or B": diseases, of which nothing is measured.
  bool ListsDiseases(const syntax::Node& list) const;
  // "A or B unless C", without a comma: C lifts B; A it may lift or not, and with C there that is not for us to say.
  syntax::Node LiftLast(syntax::Node list, syntax::Node exception, Span span);
  // What lets a patient in, be it behind `unless` among what excludes: asked as an inclusion asks, all of "A, B and C".
  syntax::Node LetsIn(std::span<const Chunk> chunks);
  // "... unless due to X": only a person can say; nothing when it is not that.
  std::optional<syntax::Node> Attribution(std::span<const Chunk> chunks) const;
  // "However, patients with X are eligible": X, or unread.
  syntax::Node Relaxed(std::span<const Chunk> chunks, const syntax::Node& base);
  // "relapse after standard therapy (A + at least one B: C, D)": the bracket says what the therapy was, as "defined as" does.
  std::optional<Chunks> TherapyInBrackets(std::span<const Chunk> chunks) const;
  syntax::Node Piece(std::span<const Chunk> chunks);
  syntax::Node List(std::span<const Chunk> chunks);
  Draft Limb(std::span<const Chunk> chunks);
  void JoinJudged(std::vector<Draft>& drafts) const;
  void Group(Draft& draft, const Chunk& group);
  // "platelets >= 75, >= 30 if ITP": the second limit as a bracket; nothing where that is not all.
  std::optional<Chunks> LimitOfSome(std::span<const Chunk> chunks) const;
  // Reads a condition: who is asked, or when. A stricter reading of it would ask fewer.
  syntax::Node Condition(std::span<const Chunk> chunks);
  void JoinBehindSemicolon(std::vector<syntax::Node>& pieces, std::size_t first, std::size_t at) const;
  // "(women)", "(adults)": a bracket that says of whom the limb is asked.
  bool SaysWhose(Draft& draft, std::span<const Chunk> body) const;
  // A bracket that gives what stands before it a limit for each of several cases.
  std::optional<syntax::Node> LimitsByCase(const syntax::Clause& clause, std::span<const Chunk> body) const;
  void Modifier(Draft& draft, std::span<const Chunk> chunks, std::size_t& i);
  void Except(Draft& draft, const Chunk& except, std::span<const Chunk> chunks, std::size_t& i);  // chunks from i on
  syntax::Node Build(std::vector<Draft>& drafts);
  // The limbs from `at` on are asked besides those before it, or (kOr) instead of them.
  syntax::Node AskBoth(std::vector<Draft>& drafts, std::size_t at, syntax::Node::Kind join = syntax::Node::Kind::kAnd);
  syntax::Node Finish(Draft& draft);
  bool FemaleOnly(const Draft& draft) const;
  // "a female participant is not pregnant" of who is to be let in: no man is, so that it is asked of everybody.
  bool NotOfHer(const syntax::Clause& who, std::span<const Chunk> denied) const;
  bool TakeNegated(syntax::Node& node, std::vector<syntax::Node>& present) const;
  bool Response(const syntax::Name& name) const;
  bool Person(const syntax::Node& node) const;  // of what only a person can say
  bool Describes(const syntax::Node& node) const;
  void ReduceHeads(Draft& draft);
  terms::Kind KindOf(const syntax::Name& name) const;
  std::optional<terms::ConceptId> ItemOf(const syntax::Name& name) const;  // the item of a score that a name may mean
  // The same of a name that means something else by itself: "alopecia" of "clinical SLEDAI".
  std::optional<terms::ConceptId> ItemOf(const syntax::Name& name, const syntax::Name& score) const;
  // "X: wash-out period of 28 days", "X (4 weeks washout)": X within that time. Only what excludes is read so.
  std::optional<Chunks> WashoutAsWindow(std::span<const Chunk> chunks) const;
  // "X (6 months), Y (4 weeks)", drugs with a length each and nothing besides: their washouts.
  std::optional<Chunks> ListedWashouts(std::span<const Chunk> chunks) const;
  // "Standard treatment refers to: A, B": what a sentence before it calls standard treatment is any of them. False when it is not that.
  bool Defines(std::span<const Chunk> chunks, std::vector<syntax::Node>& pieces);
  void Remark(std::string code, Span span, std::string message, bool warning = false);

  const terms::Terms& terms_;
  bool exclusion_;
  std::vector<syntax::Remark> remarks_;
  std::vector<Span> asides_;
  std::vector<syntax::Name> defined_;  // classes that a sentence of this item has defined
  int depth_ = 0;
  bool defines_ = false;    // inside what a label or "defined as" introduces: a list of what makes it up
  bool condition_ = false;  // inside what says who is asked, or when
  bool any_of_ = false;     // inside a list of which one is enough ("at least one of the following")
};

// Of limbs that are said of a sex or an age group each: who is asked what.
void AskOfEach(std::vector<Draft>& drafts, bool exclusion);
syntax::Node MakeLeaf(syntax::Clause clause);  // where the clause stands
syntax::Node MakeUnread(Span span, std::string reason);
syntax::Node MakeJoin(syntax::Node::Kind kind, std::vector<syntax::Node> of);
syntax::Node MakeNot(syntax::Node node, Span span);
syntax::Node Opposite(syntax::Node node);  // true where it is false: "neither A nor B" becomes A or B
syntax::Node MakeJudgement(Span span, std::string_view reason);
// What a person says will be, or agrees to.
syntax::Node MakeConsent(Span span, syntax::Clause clause = {});
bool HasUnread(const syntax::Node& node);
// "Adequate liver and kidney function." before sentences that say what is adequate: nothing of its own.
bool SaysAdequate(std::span<const Chunk> piece, std::span<const Chunk> rest);
void MarkPast(syntax::Node& node);  // what was given before now, where nothing says when

}  // namespace eligo::parse
