// What the tests of the criteria language share: the built terms, and a document of a text.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "source/protocol.h"
#include "source/utf8.h"
#include "terms/terms.h"

namespace eligo::test {

inline const terms::Terms& LanguageTerms() {
  static const Result<terms::Terms> kTerms = terms::Terms::Open(std::string(ELIGO_BUILD_DIR) + "/terms.bin");
  if (!kTerms) {
    ADD_FAILURE() << kTerms.error();
    std::abort();
  }
  return *kTerms;
}

inline source::Document DocumentOf(std::string_view utf8, std::string path = "case.eligo") {
  source::Document document;
  document.path = std::move(path);
  document.text = source::DecodeUtf8(utf8).value_or(U"");
  return document;
}

}  // namespace eligo::test
