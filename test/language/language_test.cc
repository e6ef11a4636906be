// The criteria language: text cases of what is read, said back in its canonical form, or refused with its place.
//
// A case that begins with `eligo` is a file; any other is the logic of one exclusion. Printed are the mistakes with their underline, else
// the canonical form (of a file: with its comments).
#include <fstream>
#include <regex>

#include <gtest/gtest.h>

#include "logic/file.h"
#include "logic/print.h"
#include "logic/vocabulary.h"
#include "report/diagnostic_text.h"
#include "source/utf8.h"
#include "test/language/terms.h"
#include "test/text_cases.h"

namespace eligo::test {
namespace {

std::string Told(const Diagnostics& diagnostics, const source::Document& document) {
  std::string out;
  const report::Lines lines(document.text);
  for (const Diagnostic& d : diagnostics) out += report::DiagnosticText(d, document, lines);
  return out;
}

std::string Indented(const std::string& text) {
  std::string out = "  ";
  for (const char c : text) out += c == '\n' ? std::string("\n  ") : std::string(1, c);
  return out;
}

TEST(Language, Cases) {
  RunTextCases("language", [](const TextCase& c) {
    const bool file = c.input.starts_with("eligo") || c.input.starts_with("#");
    const std::string lead = "eligo 1\nexclusion\n  | the text\n";
    source::Document document = DocumentOf(file ? c.input : lead + Indented(c.input));
    Diagnostics diagnostics;
    const std::string formatted = logic::FormatFile(document, LanguageTerms(), diagnostics);
    std::string out = Told(diagnostics, document);
    if (formatted.empty()) return out;
    EXPECT_EQ(logic::FormatFile(DocumentOf(formatted), LanguageTerms(), diagnostics), formatted) << "laid out twice, and not the same";
    if (file) return out + formatted;
    Diagnostics again;
    return out + logic::Print(logic::ParseFile(document, LanguageTerms(), again).criteria.front().expression, 0, &LanguageTerms());
  });
}

// No concept may be written as a word that means something else; those that are words of the language stand in backticks.
TEST(Language, EveryConceptIsReadBack) {
  for (std::uint32_t i = 0; i < LanguageTerms().size(); ++i) {
    const std::string id(LanguageTerms().Get(terms::ConceptId{i}).id);
    Diagnostics diagnostics;
    const auto document = DocumentOf("eligo 1\nexclusion\n  | x\n  " + logic::NameText(id) + "\n");
    const logic::Protocol p = logic::ParseFile(document, LanguageTerms(), diagnostics);
    ASSERT_TRUE(diagnostics.empty()) << id << ": " << Told(diagnostics, document);
    EXPECT_EQ(p.criteria.front().expression.fact->concept_ref.id, id);
  }
}

// The states and routes that the reading of texts knows are words of the language; others would be printed as `state "..."`.
TEST(Language, KnowsStatesAndRoutes) {
  std::ifstream in(std::string(ELIGO_SOURCE_DIR) + "/src/parse/cues.cc");
  const std::regex cue(R"re(\{ChunkKind::(kState|kCue), "(route:)?([a-z_]+)")re");
  int found = 0;
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (!std::regex_search(line, match, cue)) continue;
    const bool route = match[2].matched;
    if (match[1] == "kCue" && !route) continue;
    if (match[3] == "moderate_or_severe" || match[3] == "mild_or_moderate") continue;  // bound as two states
    ++found;
    EXPECT_TRUE(route ? logic::IsRoute(match[3].str()) : logic::IsState(match[3].str())) << match[3];
  }
  EXPECT_GT(found, 20);
}

// Deep, long and broken: one message that says what is wrong.
TEST(Language, Levels) {
  std::string deep = "eligo 1\nexclusion\n  | x\n";
  for (int i = 1; i <= 1000; ++i) deep += std::string(static_cast<std::size_t>(i) * 2, ' ') + "any of\n";
  std::string brackets = "eligo 1\nexclusion\n  | x\n  ";
  for (int i = 0; i < 1000; ++i) brackets += "not (";
  std::string provided = "eligo 1\nexclusion\n  | x\n  ";
  for (int i = 0; i < 1000; ++i) provided += "pregnancy provided (";
  std::string events = "eligo 1\nexclusion\n  | x\n  ";
  for (int i = 0; i < 1000; ++i) events += "pregnancy before [";
  for (const std::string& text : {deep, brackets, provided, events}) {
    Diagnostics diagnostics;
    logic::ParseFile(DocumentOf(text), LanguageTerms(), diagnostics);
    ASSERT_EQ(diagnostics.size(), 1u) << diagnostics.back().message;
    EXPECT_NE(diagnostics.front().message.find("deeper than 100 levels"), std::string::npos) << diagnostics.front().message;
  }
}

TEST(Language, ManyMistakesEndSomewhere) {
  std::string text = "eligo 1\n";
  for (int i = 0; i < 3000; ++i) text += "exclusion\n  | x\n  rituximap\n";
  Diagnostics diagnostics;
  const logic::Protocol p = logic::ParseFile(DocumentOf(text), LanguageTerms(), diagnostics);
  EXPECT_LE(p.criteria.size(), 51u);
  EXPECT_EQ(diagnostics.size(), 51u);
  EXPECT_NE(diagnostics.back().message.find("more mistakes"), std::string::npos);
}

// Notes take nobody's place: a mistake behind many of them is told all the same.
TEST(Language, NotesHideNoMistake) {
  std::string text = "eligo 1\n";
  for (int i = 0; i < 100; ++i) text += "exclusion exc-999\n  | x\n  rituximab\n";
  Diagnostics diagnostics;
  logic::ParseFile(DocumentOf(text + "exclusion\n  | x\n  rituximap\n"), LanguageTerms(), diagnostics);
  EXPECT_EQ(diagnostics.size(), 101u);
  EXPECT_EQ(diagnostics.back().severity, Severity::kError);
}

}  // namespace
}  // namespace eligo::test
