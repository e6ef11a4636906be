// Bind: syntax -> logic.
//
// Decides what the words mean: which concept, which unit, which kind of fact, who can answer and when.
// After this stage nothing looks at the text again except to underline it. Does no I/O.
// Tested by test/bind/*.txt and test/messages/*.txt.
#pragma once

#include "base/diagnostic.h"
#include "logic/protocol.h"
#include "source/protocol.h"
#include "syntax/syntax.h"
#include "terms/terms.h"

namespace eligo::bind {

// Never fails: what cannot be bound becomes an `unread` leaf, unknown for every patient, with a
// diagnostic that says why. `syntax` is Parse of `source`.
logic::Protocol Bind(const syntax::Protocol& syntax, const source::Protocol& source, const terms::Terms& terms, Diagnostics& diagnostics);

}  // namespace eligo::bind
