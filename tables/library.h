// Library: DuckDB's C functions, out of libduckdb.so when the first of them is needed.
//
// Linking would cost every start of a program 10 to 30 milliseconds and each of them the file; RTLD_LOCAL keeps the symbols
// of what is inside it (other libraries, of other versions) away from ours. Only tables/database.cc includes this.
#pragma once

#ifdef ELIGO_DUCKDB

#include <duckdb.h>

#include "base/result.h"

#define ELIGO_DUCKDB_FUNCTIONS(F) \
  F(create_config)                \
  F(set_config)                   \
  F(destroy_config)               \
  F(open_ext)                     \
  F(close)                        \
  F(connect)                      \
  F(disconnect)                   \
  F(free)                         \
  F(query)                        \
  F(prepare)                      \
  F(destroy_prepare)              \
  F(execute_prepared_streaming)   \
  F(destroy_result)               \
  F(result_error)                 \
  F(result_error_type)            \
  F(column_count)                 \
  F(column_name)                  \
  F(column_type)                  \
  F(fetch_chunk)                  \
  F(destroy_data_chunk)           \
  F(data_chunk_get_size)          \
  F(data_chunk_get_vector)        \
  F(vector_get_data)              \
  F(vector_get_validity)          \
  F(appender_create)              \
  F(appender_end_row)             \
  F(appender_close)               \
  F(appender_destroy)             \
  F(append_null)                  \
  F(append_bool)                  \
  F(append_int64)                 \
  F(append_float)                 \
  F(append_double)                \
  F(append_date)                  \
  F(append_timestamp)             \
  F(append_varchar_length)

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
