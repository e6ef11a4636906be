#include "logic/protocol.h"

namespace eligo::logic {

std::string_view ToString(Kind kind) { return kind == Kind::kInclusion ? "inclusion" : "exclusion"; }

}  // namespace eligo::logic
