// parse(print(x)) == x: of everything the reading of texts makes, and of facts with every field that nobody would write.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <zlib.h>

#include "logic/derive.h"
#include "logic/file.h"
#include "logic/number.h"
#include "logic/print.h"
#include "logic/same.h"
#include "pipeline/language.h"
#include "readers/protocol.h"
#include "test/language/terms.h"
#include "test/text_cases.h"

namespace eligo::test {
namespace {

namespace fs = std::filesystem;

std::string Told(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& d : diagnostics) out += d.message + "\n";
  return out;
}

// Through a file and back: the same logic, keys and hash; laid out by the formatter, the same bytes.
void ExpectSame(const logic::Protocol& protocol) {
  const std::string file = logic::PrintFile(protocol, LanguageTerms());
  const source::Document document = DocumentOf(file);
  Diagnostics diagnostics;
  const logic::Protocol back = logic::ParseFile(document, LanguageTerms(), diagnostics);
  EXPECT_EQ(Told(diagnostics), "") << file;
  std::string difference;
  EXPECT_TRUE(logic::Same(protocol, back, &difference)) << difference << "\n" << file << "\n" << logic::PrintFile(back, LanguageTerms());
  EXPECT_EQ(logic::HashOf(protocol, LanguageTerms()), logic::HashOf(back, LanguageTerms()));
  EXPECT_EQ(logic::FormatFile(document, LanguageTerms(), diagnostics), file);
}

void ExpectReadingsSame(std::vector<source::Document> documents) {
  ASSERT_FALSE(documents.empty());
  for (const pipeline::Reading& reading : pipeline::Read(std::move(documents), LanguageTerms())) {
    SCOPED_TRACE(reading.source.document.path);
    ExpectSame(*reading.logic);
  }
}

std::vector<source::Document> Files(const fs::path& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".txt" || entry.path().extension() == ".json") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return readers::ReadProtocols(paths).documents;
}

const fs::path& Root() {
  static const fs::path kRoot = ELIGO_SOURCE_DIR;
  return kRoot;
}

// The sentences of another stage's cases, each as a text of its own.
TEST(RoundTrip, TextCases) {
  for (const char* stage : {"bind", "parse"}) {
    std::vector<source::Document> documents;
    for (const auto& entry : fs::directory_iterator(Root() / "test" / stage)) {
      if (entry.path().extension() != ".txt") continue;
      std::ifstream in(entry.path());
      std::string text;
      bool input = false;
      for (std::string line; std::getline(in, line);) {
        if (line.starts_with("=== ") || line == "---") {
          if (!text.empty()) documents.push_back(DocumentOf(text, "case.txt"));
          text.clear();
          input = line != "---";
        } else if (input) {
          text += line == "inclusion" ? "Inclusion Criteria:\n" : line == "exclusion" ? "Exclusion Criteria:\n" : line + "\n";
        }
      }
    }
    ExpectReadingsSame(std::move(documents));
  }
}

TEST(RoundTrip, Examples) { ExpectReadingsSame(Files(Root() / "examples" / "protocols")); }

TEST(RoundTrip, Registry) {
  const fs::path shared = Root() / ".." / "shared";
  if (!fs::exists(shared / "corpora")) GTEST_SKIP() << "no ../shared: the public texts are not beside the tree";
  ExpectReadingsSame(Files(shared / "seeds"));
  ExpectReadingsSame(Files(shared / "corpora" / "registry"));
  std::vector<source::Document> pool;
  gzFile in = gzopen((shared / "corpora" / "trials-pool.jsonl.gz").c_str(), "rb");
  ASSERT_NE(in, nullptr);
  std::string line;
  for (int c = gzgetc(in); c != -1 && pool.size() < 300; c = gzgetc(in)) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    const auto json = nlohmann::json::parse(line);
    pool.push_back(DocumentOf(json["text"].get<std::string>(), json["id"].get<std::string>()));
    line.clear();
  }
  gzclose(in);
  ExpectReadingsSame(std::move(pool));
}

// Facts with any fields at all: half of a field's values are what people write, half are what a file must survive.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  logic::Protocol MakeProtocol() {
    logic::Protocol p;
    if (Chance(2)) p.path = "a \"path\"";
    if (Chance(2)) p.title = Words();
    if (Chance(2)) p.id = Word();
    p.has_inclusion_section = Chance(2);
    p.has_exclusion_section = Chance(2);
    if (Chance(2)) p.cohorts = {{"sle", Words(), "sle", {}}, {Word() + "2", "", std::nullopt, {}}};
    int counts[2] = {0, 0};
    for (int i = 0; i < 3; ++i) {
      logic::Criterion c;
      c.kind = Chance(2) ? logic::Kind::kInclusion : logic::Kind::kExclusion;
      c.id = std::string(c.kind == logic::Kind::kInclusion ? "inc-" : "exc-") +
             std::to_string(++counts[c.kind == logic::Kind::kInclusion ? 0 : 1]);
      c.cohort = p.cohorts.empty() ? -1 : Below(3) - 1;
      if (Chance(2)) c.number = Word();
      if (Chance(4)) c.field = "eligibilityModule.sex";
      c.text = Words();
      c.expression = MakeExpression(3);
      c.key = logic::KeyOf(c.kind, c.text);
      logic::Number(c);
      p.criteria.push_back(std::move(c));
    }
    p.hash = logic::HashOf(p, LanguageTerms());
    return p;
  }

 private:
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool Chance(int n) { return Below(n) == 0; }
  template <typename T>
  T Of(std::initializer_list<T> list) {
    return *(list.begin() + Below(static_cast<int>(list.size())));
  }

  std::string Word() {
    return Of<std::string>({"active", "oral",  "III",      "BILAG-2004", "5.0",   "-1",     "1/2", "a b", "",    "first",
                            "or",     "x",     "ULN",      "\"",         "\\",    "a\nb",   "é",   "#",   "# a", "99999999999999999999",
                            "1:80",   "5.0.1", "positive", "years",      "mg/dL", "stable", "a`b"});
  }
  std::string Some() {
    std::string word = Word();
    return word.empty() ? "some" : word;
  }
  std::string Words() { return Of<std::string>({"the text", "a\n  b\n\n# c\n| d", " a ", "\tx\r\ny", "", "any of", "\"\\\"", "漢字\n"}); }
  std::string Concept() {
    const auto& terms = LanguageTerms();
    return std::string(terms.Get(terms::ConceptId{static_cast<std::uint32_t>(random_() % terms.size())}).id);
  }
  std::vector<std::string> List() {
    std::vector<std::string> list;
    for (int i = Chance(3) ? 1 + Below(3) : 0; i > 0; --i) list.push_back(Word());
    return list;
  }
  std::vector<std::string> Names(std::initializer_list<const char*> plain) {
    std::vector<std::string> list;
    for (int i = Chance(3) ? 1 + Below(3) : 0; i > 0; --i) list.emplace_back(Chance(3) ? Word() : std::string(Of(plain)));
    return list;
  }
  units::Rational Number() {
    return *units::Rational::Of(Of<std::int64_t>({0, 1, -5, 85, 15, INT64_MAX, INT64_MIN, 123456789012345678}),
                                Of<std::int64_t>({1, 1, 1, 2, 10, 3, 7, 1LL << 40, INT64_MAX}));
  }
  logic::Operator Op() {
    using logic::Operator;
    return Of({Operator::kLess, Operator::kLessEqual, Operator::kEqual, Operator::kGreaterEqual, Operator::kGreater, Operator::kBetween});
  }
  logic::Operator Single() {
    const logic::Operator op = Op();
    return op == logic::Operator::kBetween ? logic::Operator::kGreater : op;
  }
  std::string Unit() {
    return Of<std::string>({"1",  "",    "g/L", "10*9/L", "a",  "mo",           "d",     "{score}", "[IU]/mL",          "mg/kg/d", "mg/d",
                            "%",  "/uL", "x",   "years",  "at", "no such unit", "{a b}", "(",       "mL/min/{1.73_m2}", "\"",      "per",
                            "ULN"});
  }
  Period Time() {
    const int sign = Chance(2) ? 1 : -1;
    return {sign * Of({0, 0, 1, 12, 18}), sign * Of({0, 0, 1, 7, 56, 30}), sign * Of({0, 0, 0, 48})};
  }
  Period Length() {
    const Period p = Time();
    return p.months < 0 || p.days < 0 || p.hours < 0 ? -p : p;
  }
  logic::Bound End() { return Chance(3) ? logic::Bound{{}, 1 + Below(5)} : logic::Bound{Chance(3) ? Period{} : Time(), 0}; }
  logic::CountBound Count() {
    logic::CountBound c{Op(), Below(4), std::nullopt};
    if (Chance(2)) c.apart = Length();
    return c;
  }
  logic::Anchor AnAnchor() {
    return *logic::ParseAnchor(Of<std::string_view>({"screening", "first_dose", "day_0", "consent", "infusion"}));
  }

  logic::Window AWindow(int depth) {
    logic::Window w;
    if (!Chance(3)) w.from = End();
    if (!Chance(3)) w.to = Chance(2) ? logic::Bound{} : End();
    w.open_from = Chance(3);
    w.open_to = Chance(4);
    if (Chance(4)) w.or_longer = End();
    if (depth > 0 && Chance(4)) {
      w.event = std::make_shared<logic::Fact>(MakeFact(depth - 1, false));
    } else if (!Chance(4)) {
      w.anchor = AnAnchor();
    }
    return w;
  }

  void Value(logic::Fact& f) {
    if (Chance(4)) {
      logic::Compare c{Op(), Number(), std::nullopt, Unit(), Chance(4), Chance(5), false, Chance(4)};
      if (Chance(5)) c.titer = true, c.times_uln = c.times_lln = false;
      if (c.titer || c.times_uln || c.times_lln) c.unit = Chance(2) ? "" : Unit();
      if (c.op == logic::Operator::kBetween && !Chance(4)) c.high = Number();
      f.compare = c;
    }
    if (Chance(5)) f.answer = Of({logic::Answer::kPositive, logic::Answer::kIndeterminate});
    f.category = List();
    if (Chance(4)) f.scale = Word();
    if (Chance(6)) f.version = Word();
    if (Chance(6)) f.change = logic::Change{Single(), Number(), Unit(), Word()};
    if (Chance(4)) {
      logic::Dose d{Op(), Number(), std::nullopt, Unit(), Chance(2) ? "prednisone" : Word(), Chance(2)};
      if (d.op == logic::Operator::kBetween && !Chance(4)) d.high = Number();
      f.dose = d;
    }
  }

  logic::Fact MakeFact(int depth, bool partial) {
    logic::Fact f;
    if (Chance(4)) {
      f.concept_ref.text = partial ? Words() : Some();
    } else if (!partial || !Chance(3)) {
      f.concept_ref.id = Concept();
    }
    f.concept_ref.open = Chance(5);
    f.state = Names({"active", "severe", "stable"});
    f.route = Names({"oral", "topical"});
    f.about = Chance(3) ? static_cast<logic::About>(Below(11)) : logic::UsualAbout(f, LanguageTerms());
    Value(f);
    if (Chance(5)) f.item = Chance(2) ? f.concept_ref.id : Word();
    f.method = List();
    if (Chance(6)) f.specimen = Word();
    if (Chance(6)) f.cause = logic::Cause{Concept(), Chance(2)};
    if (Chance(5)) f.other_than = Of<std::string>({"index_disease", "this_trial", Word()});
    if (Chance(6)) f.subject = Word();
    for (int i = depth > 0 && Chance(3) ? 1 + Below(2) : 0; i > 0; --i)
      f.except.push_back(std::make_shared<logic::Fact>(MakeFact(depth - 1, true)));
    for (int i = depth > 0 && Chance(4) ? 1 + Below(2) : 0; i > 0; --i)
      f.required.push_back(std::make_shared<logic::Fact>(MakeFact(depth - 1, true)));
    if (depth > 0 && Chance(4)) f.provided = std::make_shared<const logic::Expression>(MakeExpression(depth - 1));
    if (Chance(5)) f.duration = logic::DurationBound{Single(), Length()};
    if (Chance(5)) f.stable_for = Length();
    if (Chance(5)) f.distinct = Count();
    if (Chance(5)) f.times = Count();
    f.alone = Chance(6);
    if (Chance(4)) f.pick = static_cast<logic::Pick>(Below(6));
    if (Chance(3)) f.window = AWindow(depth);
    const bool usual = !Chance(4);
    if (!partial || Chance(3)) {
      f.decides = usual ? logic::WhoDecides(f, logic::FindConcept(f, LanguageTerms())) : static_cast<logic::Decides>(Below(4));
      f.phase = usual ? logic::WhenDecidable(f) : static_cast<logic::Phase>(Below(3));
    }
    return f;
  }

  logic::Expression MakeExpression(int depth) {
    const auto node = [&](logic::Op op, int children, int count = 0) {
      logic::Expression e;
      e.op = op;
      e.count = count;
      for (int i = 0; i < children; ++i) e.of.push_back(MakeExpression(depth - 1));
      return e;
    };
    if (depth > 0) {
      switch (Below(10)) {
        case 0: return node(logic::Op::kAnd, Below(4));
        case 1: return node(logic::Op::kOr, Below(4));
        case 2: return node(logic::Op::kNot, 1);
        case 3: return node(logic::Op::kAtLeast, Below(4), Below(4));
        case 4: return node(logic::Op::kIf, 2 + Below(2));
        case 5: return node(logic::Op::kUnless, 2);
        default: break;
      }
    }
    if (Chance(8)) return logic::Judgement(Word(), {});
    if (Chance(8)) {
      logic::Expression e = logic::Unread({});
      e.words = Some();
      return e;
    }
    return logic::Leaf(MakeFact(depth, false));
  }

  std::minstd_rand random_;
};

TEST(RoundTrip, AnyFields) {
  for (unsigned seed = 1; seed <= 300 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    ExpectSame(Maker(seed).MakeProtocol());
  }
}

}  // namespace
}  // namespace eligo::test
