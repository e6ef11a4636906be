#include "logic/parse_fact.h"

#include <array>
#include <memory>
#include <utility>

#include "logic/derive.h"
#include "logic/nearest.h"
#include "logic/parse_amount.h"
#include "logic/vocabulary.h"

namespace eligo::logic {
namespace {

class FactReader {
 public:
  FactReader(LineReading& line, bool partial) : line_(line), cursor_(line.cursor), partial_(partial) {}

  std::optional<Fact> Read() {
    const int begin = cursor_.Peek().span.begin;
    if (!Distinct() || !Head()) return std::nullopt;
    while (Phrase()) {
    }
    return Finish(begin);
  }

  // An exception without brackets: what follows it is said of the whole.
  std::optional<Fact> ReadHead() {
    const int begin = cursor_.Peek().span.begin;
    if (!Head()) return std::nullopt;
    if (cursor_.taken() <= begin) {
      line_.Expected("what is meant, such as `topical` or a concept,");
      return std::nullopt;
    }
    return Finish(begin);
  }

 private:
  bool Fail(Span span, std::string message, std::string code = "kSyntax") {
    line_.Fail(span, std::move(message), std::move(code));
    return false;
  }

  // Says what stood twice, from `begin` on.
  bool Once(bool already, std::string_view what, int begin) {
    return !already || Fail({begin, cursor_.taken()}, "a second " + std::string(what) + "; a fact has one");
  }

  std::optional<Fact> Finish(int begin) {
    if (line_.mistake) return std::nullopt;
    fact_.span = {begin, cursor_.taken()};
    if (!about_) fact_.about = UsualAbout(fact_, line_.terms);
    if (other_) fact_.other_than = std::string(OtherThan(fact_.about));
    const terms::Concept* of = FindConcept(fact_, line_.terms);
    if (partial_ && !item_ && of != nullptr && of->kind == terms::Kind::kItem) fact_.item = fact_.concept_ref.id;
    if (of != nullptr) fact_.concept_ref.text = std::string(of->label);
    fact_.decides = decides_ ? *decides_ : partial_ ? Decides::kRecord : WhoDecides(fact_, of);
    fact_.phase = phase_ ? *phase_ : partial_ ? Phase::kPrescreen : WhenDecidable(fact_);
    return std::move(fact_);
  }

  // ">= 2 of", where several are counted.
  bool Distinct() {
    if (cursor_.Peek().kind != Token::Kind::kOperator && !cursor_.Peek().Is("between")) return true;
    CountBound count;
    if (!ParseCountBound(line_, count)) return false;
    if (!cursor_.Peek().Is("of")) {
      count.apart.emplace();
      if (!Apart(*count.apart)) return false;
    }
    if (!line_.Require("of", "`of` and what is counted")) return false;
    fact_.distinct = count;
    return true;
  }

  bool Apart(Period& apart) {
    const auto length = ParseLength(line_);
    if (!length || !line_.Require("apart", "`apart`")) return false;
    apart = length->offset;
    return length->half_lives == 0 || Fail(cursor_.Peek().span, "half-lives apart; write days");
  }

  bool Head() {
    while (true) {
      const Token& next = cursor_.Peek();
      if (next.kind == Token::Kind::kString) {
        fact_.concept_ref.text = cursor_.Take().text;
        return true;
      }
      if (next.kind == Token::Kind::kName) return Concept();
      if (next.kind != Token::Kind::kWord) break;
      if (Pick()) continue;
      if (IsState(next.text)) {
        fact_.state.push_back(cursor_.Take().text);
      } else if (IsRoute(next.text)) {
        if (!fact_.route.empty()) return Fail(next.span, "a second route; join routes with `or`");
        fact_.route.push_back(cursor_.Take().text);
        while (cursor_.Peek().Is("or") && cursor_.Second().kind == Token::Kind::kWord && IsRoute(cursor_.Second().text)) {
          cursor_.Take();
          fact_.route.push_back(cursor_.Take().text);
        }
      } else if (next.Is("other") && !cursor_.Second().Is("than")) {
        cursor_.Take();
        other_ = true;
      } else if (IsAbout(next)) {
        if (about_) return Fail(next.span, "a second kind of fact, " + Shown(next) + "; a fact is of one kind");
        if (!About()) return false;
      } else {
        break;
      }
    }
    const Token& next = cursor_.Peek();
    if (next.kind == Token::Kind::kWord && !IsReserved(next.text) && !ParseAnswer(next.text)) return Concept();
    if (partial_) return true;
    line_.Expected(cursor_.taken() > 0 && !fact_.state.empty() ? "a concept" : "a fact");
    return false;
  }

  bool Pick() {
    static constexpr auto kPicks =
        std::to_array<std::pair<std::string_view, std::optional<logic::Pick>>>({{"latest", {}},
                                                                                {"any", {}},
                                                                                {"last", logic::Pick::kLatest},
                                                                                {"ever", logic::Pick::kAny},
                                                                                {"every", logic::Pick::kAll},
                                                                                {"lowest", logic::Pick::kLowest},
                                                                                {"highest", logic::Pick::kHighest},
                                                                                {"first", logic::Pick::kFirst}});
    for (const auto& [word, pick] : kPicks) {
      if (!cursor_.Peek().Is(word)) continue;
      const Token taken = cursor_.Take();
      if (pick && fact_.pick) return Fail(taken.span, "a second choice among records, " + Shown(taken) + "; a fact has one");
      if (pick) fact_.pick = pick;
      return true;
    }
    return false;
  }

  bool IsAbout(const Token& next) const {
    if (next.Is("person")) return cursor_.Second().Is("confirms");
    if (next.Is("allergy")) return cursor_.Second().Is("to");
    for (const char* word :
         {"participation", "test", "cohort", "condition", "drug", "procedure", "measurement", "score", "observation", "demographic"}) {
      if (next.Is(word)) return true;
    }
    return false;
  }

  bool Words(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
      if (!line_.Require(word, "`" + std::string(word) + "`")) return false;
    }
    return true;
  }

  bool About() {
    using logic::About;
    const std::string word = cursor_.Take().text;
    if (word == "person") {
      about_ = fact_.about = About::kConsent;
      return Words({"confirms", ":"});
    }
    if (word == "allergy") {
      about_ = fact_.about = About::kAllergy;
      return Words({"to"});
    }
    if (word == "participation") {
      about_ = fact_.about = About::kTrialParticipation;
      return Words({"in", "a", "trial", "of"});
    }
    if (word == "test") {
      about_ = fact_.about = About::kMeasurement;
      return Words({"of"});
    }
    for (const About about : {About::kCohort, About::kCondition, About::kDrug, About::kProcedure, About::kMeasurement, About::kScore,
                              About::kObservation, About::kDemographic}) {
      if (ToString(about) == word) about_ = fact_.about = about;
    }
    return true;
  }

  bool Concept() {
    const Token name = cursor_.Take();
    fact_.concept_ref.id = name.text;
    return CheckConcept(name);
  }

  // A word behind a name that is none is taken for the rest of it, so that the message names all of it.
  bool CheckConcept(const Token& name) {
    if (line_.terms.Find(name.text)) return true;
    std::string words = name.text;
    Span span = name.span;
    const auto goes_on = [&](const Token& t) {
      return t.kind == Token::Kind::kWord && words.size() < 80 && !IsReserved(t.text) && !ParseAnswer(t.text);
    };
    while (name.kind == Token::Kind::kWord && goes_on(cursor_.Peek())) {
      span.end = cursor_.Peek().span.end;
      words += ' ' + cursor_.Take().text;
    }
    std::string near;
    for (const std::string& id : NearestConcepts(words, line_.terms)) near += (near.empty() ? "`" : ", `") + id + '`';
    return Fail(span,
                "unknown concept `" + words + "`; " +
                    (near.empty() ? "write a concept's id, or the words in quotes when none is known" : "nearest: " + near),
                "kUnknownConcept");
  }

  std::optional<std::vector<std::string>> List(std::string_view what) {
    std::vector<std::string> list;
    do {
      auto word = ParseWord(line_, what);
      if (!word) return std::nullopt;
      list.push_back(std::move(*word));
    } while (cursor_.TakeIf("or"));
    return list;
  }

  bool AddList(std::vector<std::string>& to, std::string_view what) {
    const int begin = cursor_.Take().span.begin;
    auto list = List(what);
    if (!list || !Once(!to.empty(), what, begin)) return false;
    to = std::move(*list);
    return true;
  }

  bool AddWord(std::string& to, std::string_view what) {
    const int begin = cursor_.Take().span.begin;
    auto word = ParseWord(line_, what);
    if (!word || !Once(!to.empty(), what, begin)) return false;
    to = std::move(*word);
    return true;
  }

  // One phrase behind the concept; false when there is none, or when it is wrong.
  bool Phrase() {
    const Token& next = cursor_.Peek();
    const int begin = next.span.begin;
    if (next.kind == Token::Kind::kOperator || next.Is("between")) return Limit();
    if (next.Is("(")) return Bracket();
    if (next.kind != Token::Kind::kWord) return false;
    if (const auto answer = ParseAnswer(next.text)) {
      cursor_.Take();
      if (!Once(fact_.answer.has_value(), "result", begin)) return false;
      fact_.answer = answer;
      return true;
    }
    const std::string word = next.text;
    if (word == "alone") return cursor_.Take(), fact_.alone = true;
    if (word == "item") return item_ = true, AddWord(fact_.item, "item");
    if (word == "is") return AddList(fact_.category, "class");
    if (word == "on") return AddWord(fact_.scale, "scale");
    if (word == "version") return AddWord(fact_.version, "version");
    if (word == "change") return cursor_.Take(), ParseChange(line_, fact_) && Once(std::exchange(change_, true), "change", begin);
    if (word == "dose") return cursor_.Take(), ParseDose(line_, fact_) && Once(std::exchange(dose_, true), "dose", begin);
    if (word == "for") return Duration();
    if (word == "by") return AddList(fact_.method, "method");
    if (word == "route") return AddList(fact_.route, "route");
    if (word == "specimen") return AddWord(fact_.specimen, "specimen");
    if (word == "in") return AddWord(fact_.subject, "person");
    if (word == "state") {
      cursor_.Take();
      auto state = ParseWord(line_, "a state");
      if (state) fact_.state.push_back(std::move(*state));
      return state.has_value();
    }
    if (word == "other" && cursor_.Second().Is("than")) return cursor_.Take(), AddWord(fact_.other_than, "`other than`");
    if (word == "due") return Cause(true);
    if (word == "not" && cursor_.Second().Is("due")) return cursor_.Take(), Cause(false);
    if (word == "except") return AddPartial(fact_.except);
    if (word == "requiring") return AddPartial(fact_.required);
    if (word == "provided") return Provided();
    if (word == "within" || word == "before" || word == "after" || word == "more" || word == "from" || word == "at")
      return ParseTime(line_, fact_);
    return false;
  }

  // A comparison, or how often.
  bool Limit() {
    const int begin = cursor_.Peek().span.begin;
    Compare compare;
    std::optional<CountBound> times;
    if (!ParseCompare(line_, compare, times)) return false;
    if (!times) {
      if (!Once(fact_.compare.has_value(), "comparison", begin)) return false;
      fact_.compare = compare;
      return true;
    }
    if (cursor_.Peek().kind == Token::Kind::kNumber) {
      times->apart.emplace();
      if (!Apart(*times->apart)) return false;
    }
    if (!Once(fact_.times.has_value(), "number of times", begin)) return false;
    fact_.times = times;
    return true;
  }

  bool Duration() {
    const int begin = cursor_.Take().span.begin;
    if (cursor_.Peek().kind != Token::Kind::kOperator) {
      line_.Expected("`>=` or another comparison");
      return false;
    }
    const auto op = ParseOperator(cursor_.Take().text);
    const auto length = ParseLength(line_);
    if (!length || !Once(fact_.duration.has_value(), "duration", begin)) return false;
    if (length->half_lives > 0) return Fail({begin, cursor_.taken()}, "a duration in half-lives; write days");
    fact_.duration = DurationBound{op, length->offset};
    return true;
  }

  bool Cause(bool is) {
    const int begin = cursor_.Take().span.begin;
    if (!line_.Require("to", "`to` and a concept")) return false;
    const Token& next = cursor_.Peek();
    if (next.kind != Token::Kind::kName && next.kind != Token::Kind::kWord) {
      line_.Expected("a concept");
      return false;
    }
    const Token name = cursor_.Take();
    if (!CheckConcept(name) || !Once(fact_.cause.has_value(), "cause", begin)) return false;
    fact_.cause = logic::Cause{name.text, is};
    return true;
  }

  bool AddPartial(std::vector<FactPtr>& to) {
    cursor_.Take();
    std::optional<Fact> part;
    if (cursor_.TakeIf("(")) {
      part = ParseFact(line_, true);
      if (!part || !line_.Require(")", "`)`")) return false;
    } else {
      part = FactReader(line_, true).ReadHead();
      if (!part) return false;
    }
    to.push_back(std::make_shared<Fact>(std::move(*part)));
    return true;
  }

  bool Provided() {
    const int begin = cursor_.Take().span.begin;
    if (!line_.Require("(", "`(` and what must hold")) return false;
    auto condition = ParseLine(line_);
    if (!condition || !line_.Require(")", "`)`") || !Once(fact_.provided != nullptr, "`provided`", begin)) return false;
    fact_.provided = std::make_shared<const Expression>(std::move(*condition));
    return true;
  }

  // "(open list)", "(decided by person)", "(phase treatment)".
  bool Bracket() {
    const Token inside = cursor_.Second();
    if (inside.Is("open")) {
      cursor_.Take();
      fact_.concept_ref.open = true;
      return Words({"open", "list", ")"});
    }
    if (inside.Is("decided")) {
      cursor_.Take();
      if (!Words({"decided", "by"})) return false;
      const Token who = cursor_.Take();
      for (const Decides d : {Decides::kRecord, Decides::kScore, Decides::kPerson, Decides::kMixed}) {
        if (who.Is(ToString(d))) decides_ = d;
      }
      if (!decides_) return Fail(who.span, Shown(who) + " decides nothing; write `record`, `score`, `person` or `mixed`");
      return Words({")"});
    }
    if (!inside.Is("phase")) return false;
    cursor_.Take();
    cursor_.Take();
    const Token when = cursor_.Take();
    for (const Phase p : {Phase::kPrescreen, Phase::kScreening, Phase::kTreatment}) {
      if (when.Is(ToString(p))) phase_ = p;
    }
    if (!phase_) return Fail(when.span, Shown(when) + " is no phase; write `prescreen`, `screening` or `treatment`");
    return Words({")"});
  }

  LineReading& line_;
  Cursor& cursor_;
  bool partial_;
  Fact fact_;
  std::optional<logic::About> about_;  // when the line names it
  std::optional<Decides> decides_;
  std::optional<Phase> phase_;
  bool other_ = false, item_ = false, change_ = false, dose_ = false;
};

}  // namespace

std::optional<Fact> ParseFact(LineReading& line, bool partial) {
  if (line.depth >= kMaxDepth)
    return line.Fail(line.cursor.Peek().span, "nested deeper than " + std::to_string(kMaxDepth) + " levels; no criterion is");
  ++line.depth;
  auto fact = FactReader(line, partial).Read();
  --line.depth;
  return line.mistake ? std::nullopt : std::move(fact);
}

}  // namespace eligo::logic
