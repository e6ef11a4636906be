// compile_terms: data/terms (and a site's own folders) -> one terms file.
//
//   compile_terms FOLDER... OUT_FILE
//
// Exit 0 when the file is written; 1 with every error of the data files on standard error and nothing written;
// 2 when called otherwise.
#include <string>
#include <vector>

#include <fmt/core.h>

#include "terms/compile.h"

int main(int argc, char** argv) {
  std::vector<std::string> folders(argv + 1, argv + argc);
  if (folders.size() < 2) {
    fmt::print(stderr, "usage: compile_terms FOLDER... OUT_FILE\n");
    return 2;
  }
  const std::string out = folders.back();
  folders.pop_back();

  const eligo::terms::Compiled compiled = eligo::terms::CompileTerms(folders);
  for (const std::string& error : compiled.errors) fmt::print(stderr, "{}\n", error);
  if (!compiled.errors.empty()) {
    fmt::print(stderr, "{} errors, nothing written\n", compiled.errors.size());
    return 1;
  }
  if (const auto written = eligo::terms::WriteTermsFile(out, compiled.bytes); !written) {
    fmt::print(stderr, "{}\n", written.error());
    return 1;
  }
  fmt::print("{}: {} concepts, {} names, {} codes, {} classes\n", out, compiled.concepts, compiled.names, compiled.codes, compiled.classes);
  return 0;
}
