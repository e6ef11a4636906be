// Runs the text cases of test/match: records and facts in, truth and words out.
#include <gtest/gtest.h>

#include "test/match/world.h"
#include "test/text_cases.h"

namespace eligo::match::test {
namespace {

TEST(MatchText, Cases) {
  eligo::test::RunTextCases("match", [](const eligo::test::TextCase& c) {
    const World world = ReadWorld(c.input);
    std::string out;
    for (const Question& question : world.questions) {
      if (!out.empty()) out += "\n";
      out += Print(Answer(world, question));
    }
    return out;
  });
}

}  // namespace
}  // namespace eligo::match::test
