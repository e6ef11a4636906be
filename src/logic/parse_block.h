// ParseBlock: indented lines -> an expression.
//
//     any of                  if                 latent_tuberculosis
//       pregnancy               any prednisone   unless
//       lactation             then                 any isoniazid
//                               ...
//
// Members stand deeper than their head and in one column. A mistake costs its line (an `unread` leaf takes its place) and what
// stands deeper; the lines beside it are read on. Tested by test/language/*.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "logic/expression.h"
#include "logic/lines.h"
#include "terms/terms.h"

namespace eligo::logic {

// More mistakes than this are not told: the file is no .eligo file.
inline constexpr std::size_t kMaxMistakes = 50;

// The errors of a file, among its diagnostics.
class Mistakes {
 public:
  explicit Mistakes(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  // The one after the last that is told says that there are more.
  void Add(Diagnostic mistake);
  // Nothing more is told, so that nothing more needs to be read.
  bool full() const { return count_ > kMaxMistakes; }

 private:
  Diagnostics& diagnostics_;
  std::size_t count_ = 0;
};

// Lines with code only, all of one criterion. Empty: nothing is said, which is a mistake of the caller's text.
Expression ParseBlock(std::u32string_view text, const std::vector<SourceLine>& lines, const terms::Terms& terms, Mistakes& mistakes);

}  // namespace eligo::logic
