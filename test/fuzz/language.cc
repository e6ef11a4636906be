// Bytes as a .eligo file: read, print, read again, lay out, screen-ready.
//
// Asserted beside "no crash": every mistake lies in the text and is told; a file without one is printed to a file that says the same, and
// its layout is a fixed point that says the same too. What has no first line is given one, so that no input is wasted.
#include "pipeline/language.h"

#include <cstdio>
#include <cstdlib>

#include "logic/file.h"
#include "logic/number.h"
#include "logic/same.h"
#include "pipeline/print.h"
#include "source/utf8.h"

namespace eligo {
namespace {

const terms::Terms& FuzzTerms() {
  static const Result<terms::Terms> kTerms = terms::Terms::Open(ELIGO_BUILD_DIR "/terms.bin");
  if (!kTerms) {
    std::fprintf(stderr, "%s\n", kTerms.error().c_str());
    std::exit(1);
  }
  return *kTerms;
}

void Require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what.c_str());
  std::abort();
}

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
  logic::Protocol protocol = logic::ParseFile(DocumentOf(file), FuzzTerms(), diagnostics);
  for (const Diagnostic& d : diagnostics) Require(d.severity != Severity::kError, std::string(what) + ": " + d.message + "\n" + file);
  return protocol;
}

void RequireSame(const logic::Protocol& a, const logic::Protocol& b, const std::string& what) {
  std::string difference;
  Require(logic::Same(a, b, &difference) && logic::HashOf(a, FuzzTerms()) == logic::HashOf(b, FuzzTerms()), what + ": " + difference);
}

}  // namespace
}  // namespace eligo

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace eligo;
  const source::Document document = DocumentOf({reinterpret_cast<const char*>(data), size});
  const pipeline::Reading reading = pipeline::ReadLanguage(document, FuzzTerms());
  const auto length = static_cast<int>(document.text.size());
  bool mistaken = false;
  for (const Diagnostic& d : reading.diagnostics) {
    Require(d.span.begin >= 0 && d.span.begin <= d.span.end && d.span.end <= length, "a mistake outside the text: " + d.message);
    Require(!d.message.empty(), "a mistake without words");
    mistaken = mistaken || d.severity == Severity::kError;
  }
  const auto [laid_out, changed, errors] = pipeline::FormatLanguage(document, FuzzTerms());
  Require(mistaken == !errors.empty() && mistaken == laid_out.empty(), "the formatter sees other mistakes");
  std::string text;
  pipeline::PrintReading(reading, pipeline::ParseFormat::kText, FuzzTerms(), [&](std::string_view piece) {
    text += piece;
    return true;
  });
  Require(!text.empty(), "nothing printed");
  if (mistaken) return 0;
  const std::string file = logic::PrintFile(*reading.logic, FuzzTerms());
  RequireSame(*reading.logic, ReadWhole(file, "printed"), "printed and read again: " + file);
  RequireSame(*reading.logic, ReadWhole(laid_out, "laid out"), "laid out and read again: " + laid_out);
  Require(!pipeline::FormatLanguage(DocumentOf(laid_out), FuzzTerms()).changed, "laid out twice: " + laid_out);
  return 0;
}
