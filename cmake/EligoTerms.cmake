# data/terms/ and data/models/mentions.bin -> terms.bin beside the programs, made at build time by `compile_terms`, so that start-up
# maps one file and parses no text. The target is `terms_file`.
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/apps/compile_terms/*.cc)
file(GLOB_RECURSE term_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/terms/*)
if(sources AND term_files)
  add_executable(compile_terms ${sources})
  target_include_directories(compile_terms PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(compile_terms PRIVATE eligo_tagger nlohmann_json::nlohmann_json eligo_options)

  add_custom_command(
    OUTPUT ${CMAKE_BINARY_DIR}/terms.bin
    COMMAND compile_terms --model ${CMAKE_SOURCE_DIR}/data/models/mentions.bin ${CMAKE_SOURCE_DIR}/data/terms ${CMAKE_BINARY_DIR}/terms.bin
    DEPENDS compile_terms ${term_files} ${CMAKE_SOURCE_DIR}/data/models/mentions.bin
    COMMENT "Compiling data/terms into terms.bin"
    VERBATIM)
  add_custom_target(terms_file ALL DEPENDS ${CMAKE_BINARY_DIR}/terms.bin)
endif()
