# DuckDB for tables/: its C header at build, its library at run time (opened when the first Parquet or .duckdb file is read).
#
# Looked for in the folder ELIGO_DUCKDB, in the system, and where tools/setup_duckdb keeps it. Defines eligo::duckdb, which is
# empty when there is none: everything builds, and such files are refused with one line.
set(_duckdb_kept $ENV{ELIGO_DEPS})
if(NOT _duckdb_kept)
  set(_duckdb_kept $ENV{HOME}/.cache/eligo)
endif()
find_path(DuckDB_INCLUDE_DIR duckdb.h HINTS $ENV{ELIGO_DUCKDB} PATH_SUFFIXES include PATHS ${_duckdb_kept}/duckdb-1.4.4/include)
find_library(DuckDB_LIBRARY duckdb HINTS $ENV{ELIGO_DUCKDB} PATH_SUFFIXES lib PATHS ${_duckdb_kept}/duckdb-1.4.4/lib)
mark_as_advanced(DuckDB_INCLUDE_DIR DuckDB_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR)

if(NOT TARGET eligo::duckdb)
  add_library(eligo::duckdb INTERFACE IMPORTED)
  if(DuckDB_FOUND)
    target_include_directories(eligo::duckdb SYSTEM INTERFACE ${DuckDB_INCLUDE_DIR})
    target_compile_definitions(eligo::duckdb INTERFACE ELIGO_DUCKDB="${DuckDB_LIBRARY}")
    target_link_libraries(eligo::duckdb INTERFACE ${CMAKE_DL_LIBS})
  else()
    message(WARNING "no DuckDB: Parquet and .duckdb files will not be read; run tools/setup or set ELIGO_DUCKDB")
  endif()
endif()
