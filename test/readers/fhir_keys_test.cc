#include "readers/fhir_keys.h"

#include <string>

#include <gtest/gtest.h>

namespace eligo::readers {
namespace {

struct Parsed {
  explicit Parsed(const std::string& text) : root(parser.parse(text).value()) {}
  simdjson::dom::parser parser;
  simdjson::dom::element root;
};

std::uint64_t HashOf(const std::string& text) { return ContentHash(Parsed(text).root); }

std::string Repeated(const std::string& text, bool deep) {
  const Parsed parsed(text);
  Problem problem;
  return KeysOnce(parsed.root, deep, problem) ? "" : problem.element + ": " + problem.what;
}

TEST(KeyTable, FindsEachKeyOfAnObject) {
  std::string text;
  for (int i = 0; i < 64; ++i) text += (i == 0 ? "{" : ",") + std::string("\"key") + std::to_string(i) + "\":" + std::to_string(i);
  const Parsed most(text + "}");
  KeyTable table;
  ASSERT_TRUE(table.Build(most.root));
  for (int i = 0; i < 64; ++i) EXPECT_EQ(std::int64_t(*table.Find("key" + std::to_string(i))), i);
  EXPECT_FALSE(table.Find("key64"));
  EXPECT_FALSE(table.Find(""));
  const Parsed more(text + ",\"key64\":1}");
  EXPECT_FALSE(table.Build(more.root));
  const Parsed twice(R"({"":1,"a":2,"":3})");
  EXPECT_FALSE(table.Build(twice.root));
}

TEST(KeysOnce, TellsTheOuterOneFirst) {
  EXPECT_EQ(Repeated(R"({"a":{"b":1,"b":2},"c":1,"c":2})", true), "c: stands twice in one object");
  EXPECT_EQ(Repeated(R"({"a":[{"b":1,"b":2}],"c":1})", true), "b: stands twice in one object");
  EXPECT_EQ(Repeated(R"({"a":{"b":1,"b":2},"c":1})", false), "");
  EXPECT_EQ(Repeated(R"({"a b":1,"a b":2})", false), ": a key stands twice in one object");
  std::string many = "{";
  for (int i = 0; i < 200; ++i) many += "\"k" + std::to_string(i) + "\":{},";
  EXPECT_EQ(Repeated(many + "\"z\":1}", true), "");
  EXPECT_EQ(Repeated(many + "\"k7\":1}", true), ": a key stands twice in one object");
}

TEST(ContentHash, IsOfTheValueAndNotOfItsSpelling) {
  const std::string text = R"({"a":"x","b":[1,2.5,{"c":null,"d":true}],"e":"é"})";
  EXPECT_EQ(HashOf(text), HashOf("{ \"a\" : \"\\u0078\",\n\"b\":[1, 2.50, {\"c\":null,\"d\":true} ], \"e\":\"\\u00e9\"}"));
  const Parsed inside("[\"before\\n\"," + text + ",\"behind\"]");
  EXPECT_EQ(HashOf(text), ContentHash(inside.root.at(1).value()));
  for (const char* other :
       {R"({"a":"x","b":[1,2.5,{"c":null,"d":true}],"e":"e"})", R"({"a":"x","b":[1,2.5,{"c":null,"d":false}],"e":"é"})",
        R"({"a":"x","b":[1.0,2.5,{"c":null,"d":true}],"e":"é"})", R"({"a":"x","b":[1,2.5,{"c":null},{"d":true}],"e":"é"})",
        R"({"a":"x","e":"é","b":[1,2.5,{"c":null,"d":true}]})", R"({"a":"xb","":[1,2.5,{"c":null,"d":true}],"e":"é"})",
        R"({"a":"x","b":[1,2.5,{"c":null,"d":true}],"e":"é","f":[]})"})
    EXPECT_NE(HashOf(text), HashOf(other)) << other;
  EXPECT_NE(HashOf("[[],[]]"), HashOf("[[[]]]"));
  EXPECT_NE(HashOf("[1]"), HashOf("[2]"));
}

}  // namespace
}  // namespace eligo::readers
