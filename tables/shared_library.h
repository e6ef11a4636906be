// What libraries that are opened when first needed have in common: the look-up of a function by its name.
#pragma once

#include <dlfcn.h>

namespace eligo::tables {

// False when the library that `handle` is has none of that name.
template <typename Function>
bool FindFunction(void* handle, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(handle, name));  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): dlsym gives void*
  return function != nullptr;
}

}  // namespace eligo::tables
