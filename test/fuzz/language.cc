// Bytes as a .eligo file: read, print, read again, lay out, screen-ready.
//
// Asserted beside "no crash": every mistake lies in the text and is told; a file without one is printed to a file that says the same, and
// its layout is a fixed point that says the same too. What has no first line is given one, so that no input is wasted.
#include "pipeline/language.h"

#include "logic/file.h"
#include "logic/number.h"
#include "logic/same.h"
#include "pipeline/print.h"
#include "source/utf8.h"
#include "test/fuzz/promise.h"

namespace eligo {
namespace {

using fuzz::Require;

source::Document DocumentOf(std::string_view bytes) {
  source::Document document;
  document.path = "fuzz.eligo";
  if (auto text = source::DecodeUtf8(bytes)) {
    document.text = std::move(*text);
  } else {
    for (const char c : bytes) document.text += static_cast<char32_t>(static_cast<unsigned char>(c));
  }
  if (!document.text.starts_with(U"eligo")) document.text = U"eligo 1\nexclusion\n  | the text\n  " + document.text;
  return document;
}

logic::Protocol ReadWhole(const std::string& file, std::string_view what) {
  Diagnostics diagnostics;
  logic::Protocol protocol = logic::ParseFile(DocumentOf(file), fuzz::BuiltTerms(), diagnostics);
  for (const Diagnostic& d : diagnostics) Require(d.severity != Severity::kError, std::string(what) + ": " + d.message + "\n" + file);
  return protocol;
}

void RequireSame(const logic::Protocol& a, const logic::Protocol& b, const std::string& what) {
  std::string difference;
  Require(logic::Same(a, b, &difference) && logic::HashOf(a, fuzz::BuiltTerms()) == logic::HashOf(b, fuzz::BuiltTerms()),
          what + ": " + difference);
}

}  // namespace
}  // namespace eligo

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace eligo;
  const source::Document document = DocumentOf({reinterpret_cast<const char*>(data), size});
  const pipeline::Reading reading = pipeline::ReadLanguage(document, fuzz::BuiltTerms());
  const auto length = static_cast<int>(document.text.size());
  bool mistaken = false;
  for (const Diagnostic& d : reading.diagnostics) {
    Require(d.span.begin >= 0 && d.span.begin <= d.span.end && d.span.end <= length, "a mistake outside the text: " + d.message);
    Require(!d.message.empty(), "a mistake without words");
    mistaken = mistaken || d.severity == Severity::kError;
  }
  const auto [laid_out, changed, errors] = pipeline::FormatLanguage(document, fuzz::BuiltTerms());
  Require(mistaken == !errors.empty() && mistaken == laid_out.empty(), "the formatter sees other mistakes");
  std::string text;
  pipeline::PrintReading(reading, pipeline::ParseFormat::kText, fuzz::BuiltTerms(), [&](std::string_view piece) {
    text += piece;
    return true;
  });
  Require(!text.empty(), "nothing printed");
  if (mistaken) return 0;
  const std::string file = logic::PrintFile(*reading.logic, fuzz::BuiltTerms());
  RequireSame(*reading.logic, ReadWhole(file, "printed"), "printed and read again: " + file);
  RequireSame(*reading.logic, ReadWhole(laid_out, "laid out"), "laid out and read again: " + laid_out);
  Require(!pipeline::FormatLanguage(DocumentOf(laid_out), fuzz::BuiltTerms()).changed, "laid out twice: " + laid_out);
  return 0;
}
