# libpq for tables/: its header at build, its library at run time (opened when the first connection string is read).
#
# Defines eligo::libpq, which is empty when there is no header: everything builds, and connection strings are refused with one line.
find_path(Libpq_INCLUDE_DIR libpq-fe.h PATH_SUFFIXES postgresql)
mark_as_advanced(Libpq_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libpq REQUIRED_VARS Libpq_INCLUDE_DIR)

if(NOT TARGET eligo::libpq)
  add_library(eligo::libpq INTERFACE IMPORTED)
  if(Libpq_FOUND)
    target_include_directories(eligo::libpq SYSTEM INTERFACE ${Libpq_INCLUDE_DIR})
    target_compile_definitions(eligo::libpq INTERFACE ELIGO_LIBPQ)
    target_link_libraries(eligo::libpq INTERFACE ${CMAKE_DL_LIBS})
  else()
    message(WARNING "no libpq: PostgreSQL will not be read; run tools/setup")
  endif()
endif()
