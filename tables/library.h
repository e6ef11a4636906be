// Library: DuckDB's C functions, out of libduckdb.so when the first of them is needed.
//
// Linking would cost every start of a program 10 to 30 milliseconds and each of them the file; RTLD_LOCAL keeps the symbols
// of what is inside it (other libraries, of other versions) away from ours. Only tables/database.cc includes this.
#pragma once

#ifdef ELIGO_DUCKDB

#include <duckdb.h>

#include "base/result.h"

#define ELIGO_DUCKDB_FUNCTIONS(F)     \
  F(create_config)                    \
  F(set_config)                       \
  F(destroy_config)                   \
  F(open_ext)                         \
  F(close)                            \
  F(connect)                          \
  F(disconnect)                       \
  F(free)                             \
  F(query)                            \
  F(prepare)                          \
  F(destroy_prepare)                  \
  F(execute_prepared_streaming)       \
  F(destroy_result)                   \
  F(result_error)                     \
  F(result_error_type)                \
  F(column_count)                     \
  F(column_name)                      \
  F(column_type)                      \
  F(column_logical_type)              \
  F(decimal_internal_type)            \
  F(decimal_scale)                    \
  F(fetch_chunk)                      \
  F(destroy_data_chunk)               \
  F(data_chunk_get_size)              \
  F(data_chunk_get_vector)            \
  F(vector_get_data)                  \
  F(vector_get_validity)              \
  F(appender_create)                  \
  F(appender_close)                   \
  F(appender_column_count)            \
  F(appender_column_type)             \
  F(appender_destroy)                 \
  F(appender_flush)                   \
  F(append_data_chunk)                \
  F(create_data_chunk)                \
  F(data_chunk_reset)                 \
  F(data_chunk_set_size)              \
  F(destroy_logical_type)             \
  F(get_type_id)                      \
  F(vector_assign_string_element_len) \
  F(vector_ensure_validity_writable)  \
  F(vector_size)

namespace eligo::tables {

struct Library {
#define ELIGO_DECLARE(name) decltype(&::duckdb_##name) name = nullptr;
  ELIGO_DUCKDB_FUNCTIONS(ELIGO_DECLARE)
#undef ELIGO_DECLARE
};

// Opened once; the error is one line that says where it was looked for.
const Result<Library>& OpenLibrary();

}  // namespace eligo::tables

#endif  // ELIGO_DUCKDB
