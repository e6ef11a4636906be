#include "tables/database.h"

#include <algorithm>
#include <future>
#include <mutex>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "tables/library.h"

namespace eligo::tables {

std::string Quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\0') {
      out += "' || chr(0) || '";  // SQL ends at a NUL
    } else {
      out += c == '\'' ? std::string("''") : std::string(1, c);
    }
  }
  return out + "'";
}

std::string QuotedName(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string QuotedFile(std::string_view path) {
  std::string exact;  // [x] is the pattern that is x
  for (const char c : path) exact += c == '*' || c == '?' || c == '[' ? fmt::format("[{}]", c) : std::string(1, c);
  return Quoted(exact);
}

#ifdef ELIGO_DUCKDB

namespace {

// Our words for a class of error; DuckDB's hold values.
std::string Explain(duckdb_error_type type) {
  switch (type) {
    case DUCKDB_ERROR_OUT_OF_MEMORY: return "needs more memory than is allowed";
    case DUCKDB_ERROR_PERMISSION: return "may not be read or written";
    case DUCKDB_ERROR_CATALOG:
    case DUCKDB_ERROR_BINDER: return "lacks a table or column that is asked for";
    case DUCKDB_ERROR_PARSER:
    case DUCKDB_ERROR_SYNTAX: return "is asked for in words that DuckDB does not know";
    case DUCKDB_ERROR_CONVERSION:
    case DUCKDB_ERROR_OUT_OF_RANGE:
    case DUCKDB_ERROR_MISMATCH_TYPE: return "holds a value of another type than its column";
    case DUCKDB_ERROR_INTERRUPT: return "was interrupted";
    default: return "cannot be read or written, is damaged, cut short or of another format";
  }
}

// What a Cursor gives the cells of.
bool Takes(duckdb_type type, bool decimal) {
  switch (type) {
    case DUCKDB_TYPE_VARCHAR:
    case DUCKDB_TYPE_DATE:
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_DOUBLE: return !decimal;
    case DUCKDB_TYPE_BIGINT: return true;
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER: return decimal;
    default: return false;
  }
}

std::optional<Moment> OfYears(std::int64_t day, int minute) {
  static const Date kFirst = FromCivil({1, 1, 1});
  static const Date kLast = FromCivil({9999, 12, 31});
  if (day < kFirst.day || day > kLast.day) return std::nullopt;
  return Moment{Date{static_cast<std::int32_t>(day)}, minute};
}

}  // namespace

struct Database::State {
  const Library* api = nullptr;
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (connection != nullptr) api->disconnect(&connection);
    if (database != nullptr) api->close(&database);
  }
};

struct Cursor::State {
  const Library* api = nullptr;
  duckdb_prepared_statement statement = nullptr;
  duckdb_result result{};
  duckdb_data_chunk chunk = nullptr;
  idx_t rows = 0, row = 0;
  std::vector<std::string> columns;
  std::vector<duckdb_type> types;           // of a decimal the type that holds its digits
  std::vector<int> scales;                  // of decimals, else -1
  std::vector<const void*> cells;           // a column each, of the chunk
  std::vector<const std::uint64_t*> valid;  // null: all are
  std::string failure;

  template <typename T>
  T Value(std::size_t column) const {
    return static_cast<const T*>(cells[column])[row];
  }

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (chunk != nullptr) api->destroy_data_chunk(&chunk);
    api->destroy_result(&result);
    if (statement != nullptr) api->destroy_prepare(&statement);
  }
};

// Rows are gathered in a chunk, column by column: a call of DuckDB's for each cell would cost more than all the rest.
struct Appender::State {
  const Library* api = nullptr;
  duckdb_appender appender = nullptr;
  duckdb_data_chunk chunk = nullptr;
  std::vector<duckdb_type> types;
  std::vector<duckdb_vector> vectors;
  std::vector<void*> data;
  std::vector<std::uint64_t*> valid;  // null until a NULL comes
  std::size_t column = 0;
  idx_t row = 0, rows = 0;
  int chunks = 0;
  bool failed = false;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (chunk != nullptr) api->destroy_data_chunk(&chunk);
    if (appender != nullptr) api->appender_destroy(&appender);
  }

  void Start() {
    std::vector<duckdb_logical_type> logical;
    const idx_t columns = api->appender_column_count(appender);
    for (idx_t i = 0; i < columns; ++i) {
      logical.push_back(api->appender_column_type(appender, i));
      types.push_back(api->get_type_id(logical.back()));
    }
    chunk = api->create_data_chunk(logical.data(), columns);
    for (duckdb_logical_type& type : logical) api->destroy_logical_type(&type);
    rows = api->vector_size();
    vectors.resize(columns);
    data.resize(columns);
    valid.resize(columns);
    Point();
  }

  void Point() {
    for (idx_t i = 0; i < vectors.size(); ++i) {
      vectors[i] = api->data_chunk_get_vector(chunk, i);
      data[i] = api->vector_get_data(vectors[i]);
      valid[i] = nullptr;
    }
    row = 0;
  }

  // The next cell, if its column has this type.
  bool Takes(duckdb_type type) {
    const bool takes = column < types.size() && types[column] == type;
    failed |= !takes;
    return takes;
  }
  template <typename T>
  void Put(T value) {
    static_cast<T*>(data[column++])[row] = value;
  }
  template <typename T>
  void PutWhole(std::int64_t value) {
    failed |= !std::in_range<T>(value);
    Put(static_cast<T>(value));
  }

  void Flush() {
    if (row == 0) return;
    api->data_chunk_set_size(chunk, row);
    failed |= api->append_data_chunk(appender, chunk) == DuckDBError;
    api->data_chunk_reset(chunk);
    Point();
    // DuckDB would hold a hundred chunks back, outside the memory that it is allowed; a program may append to many tables at a time.
    constexpr int kChunks = 4;
    if (++chunks % kChunks == 0) failed |= api->appender_flush(appender) == DuckDBError;
  }
};

namespace {

// What OpeningAhead opens, until it is taken.
class AheadSlot {
 public:
  static AheadSlot& Only() {
    static AheadSlot slot;
    return slot;
  }
  void Put(std::future<Result<Database>> opening) {
    const std::scoped_lock lock(mutex_);
    opening_ = std::move(opening);
  }
  std::future<Result<Database>> Take() {
    const std::scoped_lock lock(mutex_);
    return std::move(opening_);
  }

 private:
  std::mutex mutex_;
  std::future<Result<Database>> opening_;
};

}  // namespace

OpeningAhead::OpeningAhead() {
  try {
    AheadSlot::Only().Put(std::async(std::launch::async, [] { return Database::Open(DatabaseOptions()); }));
  } catch (const std::system_error&) {  // no thread to be had: Open() opens
  }
}
OpeningAhead::~OpeningAhead() { AheadSlot::Only().Take(); }

Result<Database> Database::Open() {
  auto opening = AheadSlot::Only().Take();
  return opening.valid() ? opening.get() : Open(DatabaseOptions());
}

Result<Database> Database::Open(const DatabaseOptions& options, const std::string& file) {
  const Result<Library>& library = OpenLibrary();
  if (!library.ok()) return Error{library.error()};
  auto state = std::make_unique<State>();
  state->api = &*library;
  const Library& api = *library;

  duckdb_config config = nullptr;
  api.create_config(&config);
  const auto set = [&](const char* name, const std::string& value) { api.set_config(config, name, value.c_str()); };
  set("threads", std::to_string(options.threads));
  set("memory_limit", std::to_string(options.memory_mb) + "MB");
  set("temp_directory", options.scratch);
  set("autoinstall_known_extensions", "false");
  set("autoload_known_extensions", "false");
  if (!file.empty()) set("access_mode", "READ_ONLY");
  char* message = nullptr;
  const duckdb_state opened = api.open_ext(file.empty() ? nullptr : file.c_str(), &state->database, config, &message);
  api.destroy_config(&config);
  if (message != nullptr) api.free(message);
  if (opened == DuckDBError || api.connect(state->database, &state->connection) == DuckDBError) {
    if (file.empty()) return Error{"DuckDB does not start; check the memory of the machine"};
    return Error{"cannot be read, is damaged, or is no DuckDB file of this or an earlier version"};
  }
  return Database(std::move(state));
}

Result<Done> Database::Run(const std::string& sql) {
  duckdb_result result{};
  const bool failed = state_->api->query(state_->connection, sql.c_str(), &result) == DuckDBError;
  const std::string why = failed ? Explain(state_->api->result_error_type(&result)) : std::string();
  state_->api->destroy_result(&result);
  if (failed) return Error{why};
  return Done{};
}

Result<Cursor> Database::Query(const std::string& sql) {
  auto cursor = std::make_unique<Cursor::State>();
  const Library& api = *(cursor->api = state_->api);
  if (api.prepare(state_->connection, sql.c_str(), &cursor->statement) == DuckDBError) {
    // A prepared statement tells no class of its error; running the text does, and fails the same way.
    const Result<Done> run = Run(sql);
    return Error{run.ok() ? Explain(DUCKDB_ERROR_INVALID) : run.error()};
  }
  if (api.execute_prepared_streaming(cursor->statement, &cursor->result) == DuckDBError) {
    return Error{Explain(api.result_error_type(&cursor->result))};
  }
  const idx_t columns = api.column_count(&cursor->result);
  for (idx_t i = 0; i < columns; ++i) {
    cursor->types.push_back(api.column_type(&cursor->result, i));
    cursor->scales.push_back(-1);
    if (cursor->types.back() == DUCKDB_TYPE_DECIMAL) {
      duckdb_logical_type decimal = api.column_logical_type(&cursor->result, i);
      cursor->types.back() = api.decimal_internal_type(decimal);
      cursor->scales.back() = api.decimal_scale(decimal);
      api.destroy_logical_type(&decimal);
    }
    CHECK(Takes(cursor->types.back(), cursor->scales.back() >= 0));
    cursor->columns.emplace_back(api.column_name(&cursor->result, i));
  }
  cursor->cells.resize(columns);
  cursor->valid.resize(columns);
  return Cursor(std::move(cursor));
}

Result<Appender> Database::Append(const std::string& table) {
  auto appender = std::make_unique<Appender::State>();
  appender->api = state_->api;
  if (state_->api->appender_create(state_->connection, nullptr, table.c_str(), &appender->appender) == DuckDBError) {
    return Error{"there is no table of that name"};
  }
  appender->Start();
  return Appender(std::move(appender));
}

const std::vector<std::string>& Cursor::columns() const { return state_->columns; }
const std::string& Cursor::failure() const { return state_->failure; }

bool Cursor::Next() {
  State& state = *state_;
  if (++state.row < state.rows) return true;
  if (!state.failure.empty()) return false;
  const Library& api = *state.api;
  do {
    if (state.chunk != nullptr) api.destroy_data_chunk(&state.chunk);
    state.chunk = api.fetch_chunk(state.result);
    if (state.chunk == nullptr) {
      state.rows = state.row = 0;
      if (api.result_error(&state.result) != nullptr) state.failure = Explain(api.result_error_type(&state.result));
      return false;
    }
    state.rows = api.data_chunk_get_size(state.chunk);
  } while (state.rows == 0);
  state.row = 0;
  for (std::size_t i = 0; i < state.cells.size(); ++i) {
    duckdb_vector vector = api.data_chunk_get_vector(state.chunk, i);
    state.cells[i] = api.vector_get_data(vector);
    state.valid[i] = api.vector_get_validity(vector);
  }
  return true;
}

bool Cursor::IsNull(std::size_t column) const {
  const std::uint64_t* valid = state_->valid[column];
  return valid != nullptr && (valid[state_->row / 64] >> (state_->row % 64) & 1U) == 0;
}

std::string_view Cursor::Text(std::size_t column) const {
  CHECK(state_->types[column] == DUCKDB_TYPE_VARCHAR);
  if (IsNull(column)) return {};
  const duckdb_string_t& cell = static_cast<const duckdb_string_t*>(state_->cells[column])[state_->row];
  const std::uint32_t length = cell.value.inlined.length;
  // Up to twelve bytes stand in the cell itself.
  return {length <= sizeof cell.value.inlined.inlined ? cell.value.inlined.inlined : cell.value.pointer.ptr, length};
}

std::int64_t Cursor::Whole(std::size_t column) const {
  CHECK(state_->types[column] == DUCKDB_TYPE_BIGINT && state_->scales[column] < 0);
  return IsNull(column) ? 0 : state_->Value<std::int64_t>(column);
}

std::optional<Moment> Cursor::Time(std::size_t column) const {
  if (IsNull(column)) return std::nullopt;
  if (state_->types[column] == DUCKDB_TYPE_DATE) return OfYears(state_->Value<std::int32_t>(column), 0);
  CHECK(state_->types[column] == DUCKDB_TYPE_TIMESTAMP);
  constexpr std::int64_t kMinute = 60'000'000, kDay = 24 * 60 * kMinute;  // in microseconds
  const auto time = state_->Value<std::int64_t>(column);
  const std::int64_t of_day = (time % kDay + kDay) % kDay;
  return OfYears((time - time % kDay) / kDay - (time % kDay < 0 ? 1 : 0), static_cast<int>(of_day / kMinute));
}

std::optional<Decimal> Cursor::Number(std::size_t column) const {
  if (IsNull(column)) return std::nullopt;
  const int scale = std::max(state_->scales[column], 0);
  switch (state_->types[column]) {
    case DUCKDB_TYPE_DOUBLE: return ShortestDecimal(state_->Value<double>(column));
    case DUCKDB_TYPE_SMALLINT: return Decimal{state_->Value<std::int16_t>(column), scale};
    case DUCKDB_TYPE_INTEGER: return Decimal{state_->Value<std::int32_t>(column), scale};
    default: CHECK(state_->types[column] == DUCKDB_TYPE_BIGINT); return Decimal{state_->Value<std::int64_t>(column), scale};
  }
}

void Appender::Null() {
  State& state = *state_;
  if (state.column >= state.types.size()) {
    state.failed = true;
    return;
  }
  std::uint64_t*& valid = state.valid[state.column];
  if (valid == nullptr) {
    state.api->vector_ensure_validity_writable(state.vectors[state.column]);
    valid = state.api->vector_get_validity(state.vectors[state.column]);
  }
  valid[state.row / 64] &= ~(std::uint64_t{1} << (state.row % 64));
  ++state.column;
}

void Appender::Bool(bool value) {
  if (state_->Takes(DUCKDB_TYPE_BOOLEAN)) state_->Put(value);
}

void Appender::Whole(std::int64_t value) {
  State& state = *state_;
  switch (state.column < state.types.size() ? state.types[state.column] : DUCKDB_TYPE_INVALID) {
    case DUCKDB_TYPE_BIGINT: return state.Put(value);
    case DUCKDB_TYPE_UINTEGER: return state.PutWhole<std::uint32_t>(value);
    case DUCKDB_TYPE_INTEGER: return state.PutWhole<std::int32_t>(value);
    case DUCKDB_TYPE_SMALLINT: return state.PutWhole<std::int16_t>(value);
    default: state.failed = true;
  }
}

void Appender::Float(float value) {
  if (state_->Takes(DUCKDB_TYPE_FLOAT)) state_->Put(value);
}

void Appender::Double(double value) {
  if (state_->Takes(DUCKDB_TYPE_DOUBLE)) state_->Put(value);
}

void Appender::Day(Date value) {
  if (state_->Takes(DUCKDB_TYPE_DATE)) state_->Put(duckdb_date{value.day});
}

void Appender::Minute(std::int64_t minutes) {
  if (state_->Takes(DUCKDB_TYPE_TIMESTAMP)) state_->Put(duckdb_timestamp{minutes * 60'000'000});
}

void Appender::Text(std::string_view utf8) {
  State& state = *state_;
  if (!state.Takes(DUCKDB_TYPE_VARCHAR)) return;
  duckdb_string_t inlined{};
  if (utf8.size() <= sizeof inlined.value.inlined.inlined) {
    // Up to twelve bytes stand in the cell itself, the rest of which is nought.
    inlined.value.inlined.length = static_cast<std::uint32_t>(utf8.size());
    std::copy(utf8.begin(), utf8.end(), static_cast<char*>(inlined.value.inlined.inlined));
    return state.Put(inlined);
  }
  state.api->vector_assign_string_element_len(state.vectors[state.column++], state.row, utf8.data(), utf8.size());
}

Result<Done> Appender::EndRow() {
  State& state = *state_;
  state.failed |= state.column != state.types.size();
  state.column = 0;
  if (!state.failed && ++state.row == state.rows) state.Flush();
  if (state.failed) return Error{"takes no such row"};
  return Done{};
}

Result<Done> Appender::Close() {
  State& state = *state_;
  if (!state.failed) state.Flush();
  state.failed |= state.api->appender_close(state.appender) == DuckDBError;
  if (state.failed) return Error{"took not all rows"};
  return Done{};
}

#else  // built without DuckDB: nothing can be opened, so nothing else is ever called

struct Database::State {};
struct Cursor::State {
  std::vector<std::string> columns;
  std::string failure;
};
struct Appender::State {};

namespace {
Error Absent() { return Error{"eligo was built without DuckDB; run tools/setup and build again"}; }
}  // namespace

OpeningAhead::OpeningAhead() = default;
OpeningAhead::~OpeningAhead() = default;
Result<Database> Database::Open() { return Absent(); }
Result<Database> Database::Open(const DatabaseOptions& /*options*/, const std::string& /*file*/) { return Absent(); }
Result<Done> Database::Run(const std::string& /*sql*/) { return Absent(); }
Result<Cursor> Database::Query(const std::string& /*sql*/) { return Absent(); }
Result<Appender> Database::Append(const std::string& /*table*/) { return Absent(); }
const std::vector<std::string>& Cursor::columns() const { return state_->columns; }
const std::string& Cursor::failure() const { return state_->failure; }
bool Cursor::Next() { return false; }
bool Cursor::IsNull(std::size_t /*column*/) const { return true; }
std::string_view Cursor::Text(std::size_t /*column*/) const { return {}; }
std::int64_t Cursor::Whole(std::size_t /*column*/) const { return 0; }
std::optional<Moment> Cursor::Time(std::size_t /*column*/) const { return std::nullopt; }
std::optional<Decimal> Cursor::Number(std::size_t /*column*/) const { return std::nullopt; }
void Appender::Null() {}
void Appender::Bool(bool /*value*/) {}
void Appender::Whole(std::int64_t /*value*/) {}
void Appender::Float(float /*value*/) {}
void Appender::Double(double /*value*/) {}
void Appender::Day(Date /*value*/) {}
void Appender::Minute(std::int64_t /*minutes*/) {}
void Appender::Text(std::string_view /*utf8*/) {}
Result<Done> Appender::EndRow() { return Absent(); }
Result<Done> Appender::Close() { return Absent(); }

#endif  // ELIGO_DUCKDB

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;
Cursor::Cursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;
Cursor::~Cursor() = default;
Appender::Appender(std::unique_ptr<State> state) : state_(std::move(state)) {}
Appender::Appender(Appender&&) noexcept = default;
Appender& Appender::operator=(Appender&&) noexcept = default;
Appender::~Appender() = default;

}  // namespace eligo::tables
