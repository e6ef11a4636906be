# test/fuzz/NAME.cc -> build/fuzz/fuzz_NAME (libFuzzer, clang). tools/fuzz runs them on test/fuzz/corpus/NAME.
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "fuzzers need clang: configure with `cmake --preset fuzz`")
endif()

file(GLOB fuzzers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/test/fuzz/*.cc)
foreach(fuzzer ${fuzzers})
  get_filename_component(name ${fuzzer} NAME_WE)
  add_executable(fuzz_${name} ${fuzzer})
  target_include_directories(fuzz_${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_definitions(fuzz_${name} PRIVATE
    ELIGO_SOURCE_DIR="${CMAKE_SOURCE_DIR}" ELIGO_BUILD_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(fuzz_${name} PRIVATE
    eligo_pipeline eligo_readers eligo_writers simdjson::simdjson nlohmann_json::nlohmann_json eligo_options)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  if(TARGET terms_file)
    add_dependencies(fuzz_${name} terms_file)
  endif()
endforeach()
