// CqlSpan: the days that a fact speaks of, as expressions of CQL (contract sections 3.3, 3.4). As match/window.h, for all patients at once.
//
// Tested by test/publish/*.txt.
#pragma once

#include <string>

#include "base/result.h"
#include "publish/cql_library.h"

namespace eligo::publish {

struct Span {
  enum class Mode {
    kNow,      // at the anchor
    kEver,     // from the first of days
    kBetween,  // [first, last]
  };
  Mode mode = Mode::kNow;
  bool stated = false;              // the text says when
  std::string anchor, first, last;  // of kNow, first = last = anchor
};

// Or why there is no such expression.
Result<Span> SpanOf(const logic::Fact& fact, CqlLibrary& library);

}  // namespace eligo::publish
