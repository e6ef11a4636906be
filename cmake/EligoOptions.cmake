# `eligo_options`: warnings and definitions for our own code. Sanitizers and optimisation are flags of the presets, because
# they must also reach the link line and every target alike.
option(ELIGO_WERROR "treat warnings as errors" OFF)

add_library(eligo_options INTERFACE)
target_compile_definitions(eligo_options INTERFACE ELIGO_VERSION="${PROJECT_VERSION}")
target_compile_options(eligo_options INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports std::optional and std::variant here when sanitizers are on; the sanitizers find the real ones.
  target_compile_options(eligo_options INTERFACE -Wno-maybe-uninitialized)
endif()
if(ELIGO_WERROR)
  target_compile_options(eligo_options INTERFACE -Werror)
endif()

# A second build of the same file costs nothing where ccache is installed (it asks for these two settings where headers are precompiled).
find_program(ELIGO_CCACHE ccache)
if(ELIGO_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${ELIGO_CCACHE})
endif()

# eligo_precompile(TARGET [HEADER...])   the standard headers that most files include, parsed once for all folders; with HEADERs, once
#                                        for this target. A file still includes what it uses: clang-tidy compiles without.
function(eligo_precompile target)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    return()
  endif()
  if(ELIGO_CCACHE)
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
  if(ARGN OR target STREQUAL "eligo_base")
    target_precompile_headers(${target} PRIVATE
      <algorithm> <array> <functional> <map> <memory> <optional> <set> <string> <string_view> <unordered_map> <utility> <variant> <vector>
      <fmt/format.h> ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM eligo_base)
  endif()
endfunction()
