// Bytes as a protocol: outline, parse, bind, print. Every reading must hold what test/fuzz/invariants.h says.
//
// Bytes that are no UTF-8 stand for themselves, so that no input is wasted; what begins with a brace goes through the reader of registry
// records.
#include <cstdio>
#include <cstdlib>

#include "readers/protocol.h"
#include "source/utf8.h"
#include "test/fuzz/invariants.h"
#include "test/fuzz/promise.h"

namespace eligo {
namespace {

std::vector<source::Document> Documents(std::string_view bytes) {
  if (bytes.starts_with('{')) {
    readers::ProtocolFiles files;
    readers::ReadProtocolBytes("fuzz.json", std::string(bytes), files);
    return std::move(files.documents);
  }
  source::Document document;
  document.path = "fuzz";
  if (auto text = source::DecodeUtf8(bytes)) {
    document.text = std::move(*text);
  } else {
    for (const char c : bytes) document.text += static_cast<char32_t>(static_cast<unsigned char>(c));
  }
  std::vector<source::Document> documents;
  documents.push_back(std::move(document));
  return documents;
}

}  // namespace
}  // namespace eligo

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace eligo;
  for (source::Document& document : Documents({reinterpret_cast<const char*>(data), size})) {
    const auto reading = pipeline::Read(std::move(document), fuzz::BuiltTerms(), pipeline::Stage::kLint);
    const auto broken = test::Invariants::Broken(reading, fuzz::BuiltTerms());
    for (const std::string& line : broken) std::fprintf(stderr, "broken: %s\n", line.c_str());
    if (!broken.empty()) std::abort();
  }
  return 0;
}
