// What the programs of this folder share: the built terms, and the promise whose breach ends a run.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "terms/terms.h"

namespace eligo::fuzz {

inline void Require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what.c_str());
  std::abort();
}

inline const terms::Terms& BuiltTerms() {
  static const Result<terms::Terms> kTerms = terms::Terms::Open(ELIGO_BUILD_DIR "/terms.bin");
  if (!kTerms) {
    std::fprintf(stderr, "%s\n", kTerms.error().c_str());
    std::exit(1);
  }
  return *kTerms;
}

}  // namespace eligo::fuzz
