// Scale: how much more than usual the random tests shall try: ELIGO_SCALE=100 in the environment makes each a hundred times longer
// (a night's run); 1 without it.
#pragma once

#include <algorithm>
#include <cstdlib>

namespace eligo::test {

inline int Scaled(int usual) {
  const char* scale = std::getenv("ELIGO_SCALE");
  return usual * std::max(1, scale == nullptr ? 1 : std::atoi(scale));
}

}  // namespace eligo::test
