// What an unread phrase names, beside it.
#pragma once

#include <vector>

#include "logic/expression.h"
#include "source/protocol.h"
#include "syntax/syntax.h"

namespace eligo::bind {

// `unread` joined by `and` with one fact a thing that `mentions` name within it, by its words only: what is said of it was not
// understood, so no record decides it and the whole stays unknown, as unread text is. A person sees what to look for.
logic::Expression WithNamed(logic::Expression unread, const std::vector<syntax::Mention>& mentions, const source::Document& document);

}  // namespace eligo::bind
