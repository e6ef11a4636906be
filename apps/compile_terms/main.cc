// compile_terms: data/terms (and a site's own folders) -> one terms file.
//
//   compile_terms [--model FILE] FOLDER... OUT_FILE
//
// A model of mentions (data/models) becomes part of the file, so that a program opens one file and a version names all that reads a text.
// Exit 0 when the file is written; 1 with every error of the data files on standard error and nothing written;
// 2 when called otherwise.
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "tagger/model.h"
#include "terms/compile.h"

int main(int argc, char** argv) {
  std::vector<std::string> folders(argv + 1, argv + argc);
  std::string model;
  if (folders.size() > 2 && folders[0] == "--model") {
    std::ifstream file(folders[1], std::ios::binary);
    model.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    const std::string wrong = file ? eligo::tagger::WhatIsWrong(model) : "cannot be read";
    if (!wrong.empty()) {
      fmt::print(stderr, "{}: {}; restore it or train it again\n", folders[1], wrong);
      return 1;
    }
    folders.erase(folders.begin(), folders.begin() + 2);
  }
  if (folders.size() < 2) {
    fmt::print(stderr, "usage: compile_terms [--model FILE] FOLDER... OUT_FILE\n");
    return 2;
  }
  const std::string out = folders.back();
  folders.pop_back();

  const eligo::terms::Compiled compiled = eligo::terms::CompileTerms(folders, model);
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
