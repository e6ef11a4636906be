#include "tables/postgres.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <poll.h>
#include <simdjson.h>

#include "tables/libpq.h"

namespace eligo::tables {

bool Postgres::IsAddress(std::string_view text) {
  const std::string head = LowerName(text.substr(0, 13));
  return head.starts_with("postgresql://") || head.starts_with("postgres://");
}

#ifdef ELIGO_LIBPQ

namespace {

constexpr int kConnectSeconds = 30;
// Also when the server said farewell: whether its words come through is chance.
constexpr const char* kLost = "was lost while it was read; the server, or the network on the way to it, went away";

// Our words for a class of error (SQLSTATE); the server's hold values.
std::string Explain(std::string_view state) {
  struct Class {
    std::string_view state;  // or its first two characters
    const char* words;
  };
  static constexpr std::array<Class, 19> kClasses = {{
      {"28P01", "refuses the password, or the user"},
      {"28", "refuses the user; pg_hba.conf of the server says who may connect"},
      {"3D", "there is no such database"},
      {"42501", "may not be read by this user; USAGE of the schema and SELECT on the table are needed"},
      {"42P01", "lacks a table or column that is asked for"},
      {"42703", "lacks a table or column that is asked for"},
      {"57014", "stopped the query: a time limit of the server, or somebody cancelled it"},
      {"40", "stopped the query: a standby could not keep the snapshot; raise max_standby_streaming_delay or read the primary"},
      {"57P03", "is starting up or shutting down; try again"},
      {"57P", kLost},
      {"25P", "was lost while it was read: a time limit of the server ended the transaction"},
      {"08", kLost},
      {"53300", "has no connection free"},
      {"53100", "has no disk space left for the query"},
      {"53200", "has no memory left for the query"},
      {"22021", "holds text that is not of its encoding"},
      {"22P05", "holds a character that UTF-8 does not have"},
      {"22", "holds a value of another type than its column"},
      {"58", "cannot be read; the server has trouble with its files"},
  }};
  const auto* const found = std::find_if(kClasses.begin(), kClasses.end(), [&](const Class& c) { return state.starts_with(c.state); });
  if (found != kClasses.end()) return found->words;
  return fmt::format("cannot be read; the server's log says why under SQLSTATE {}", state.empty() ? "unknown" : state);
}

// What may be printed of a host or database. In a damaged connection string a piece of the password may pass for one.
std::string Printable(const char* text) {
  const std::string_view name = text == nullptr ? "" : text;
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::strchr("._-:,", c) != nullptr;
  });
  return plain ? std::string(name) : "?";
}

std::string Named(std::string_view host, const char* database) {
  return fmt::format("postgresql://{}/{}", host.starts_with('/') ? "" : Printable(std::string(host).c_str()), Printable(database));
}

// libpq knows the beginning in small letters only.
std::string Tidied(const std::string& address) {
  const std::size_t at = address.find("://");
  return LowerName(address.substr(0, at)) + address.substr(at);
}

const char* Option(const PQconninfoOption* options, std::string_view name) {
  for (; options != nullptr && options->keyword != nullptr; ++options) {
    if (options->keyword == name) return options->val;
  }
  return nullptr;
}

// "connection to ... failed: FATAL:  28P01": what PQERRORS_SQLSTATE leaves of the server's words; "" when the server said nothing.
std::string StateIn(std::string_view message) {
  while (message.ends_with('\n')) message.remove_suffix(1);
  const std::size_t at = message.rfind(":  ");
  const std::string_view last = at == std::string_view::npos ? "" : message.substr(at + 3);
  const bool is_state =
      last.size() == 5 && std::all_of(last.begin(), last.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
  return is_state ? std::string(last) : "";
}

}  // namespace

struct Postgres::State {
  const Libpq* api = nullptr;
  PGconn* connection = nullptr;
  bool copying = false;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (connection != nullptr) api->finish(connection);
  }

  Result<Done> Connect(const std::string& address);
  // One statement; an error when it does not end with `wanted`.
  Result<Done> Execute(const std::string& sql, ExecStatusType wanted) {
    PGresult* result = api->exec(connection, sql.c_str());
    const bool done = api->resultStatus(result) == wanted;
    const std::string why = done ? "" : Why(result);
    api->clear(result);
    if (!done) return Error{why};
    return Done{};
  }
  std::string Why(const PGresult* result) const {
    const char* state = result == nullptr ? nullptr : api->resultErrorField(result, PG_DIAG_SQLSTATE);
    if (state != nullptr) return Explain(state);
    return Explain(api->status(connection) == CONNECTION_OK ? "" : "08");
  }
};

// By hand in place of PQconnectdb: before the server's first word, notices are silenced and errors cut down to their SQLSTATE.
Result<Done> Postgres::State::Connect(const std::string& address) {
  // What stands behind dbname wins over the address, what stands before it yields.
  const std::array<const char*, 8> keys = {"keepalives_idle",
                                           "keepalives_interval",
                                           "keepalives_count",
                                           "fallback_application_name",
                                           "dbname",
                                           "client_encoding",
                                           nullptr,
                                           nullptr};
  const std::array<const char*, 8> values = {"60", "10", "6", "eligo", address.c_str(), "UTF8", nullptr, nullptr};
  connection = api->connectStartParams(keys.data(), values.data(), 1);
  if (connection == nullptr) return Error{"cannot be connected to; there is no memory"};
  api->setNoticeReceiver(
      connection, [](void*, const PGresult*) {}, nullptr);
  api->setErrorVerbosity(connection, PQERRORS_SQLSTATE);

  int seconds = 0;
  PQconninfoOption* options = api->conninfo(connection);
  if (const char* given = Option(options, "connect_timeout"); given != nullptr)
    std::from_chars(given, given + std::strlen(given), seconds);  // stays 0 for what is no number
  api->conninfoFree(options);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds > 0 ? seconds : kConnectSeconds);

  PostgresPollingStatusType polled = api->status(connection) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
  while (polled == PGRES_POLLING_READING || polled == PGRES_POLLING_WRITING) {
    pollfd wait{api->socket(connection), static_cast<short>(polled == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    if (left <= 0) return Error{"does not answer; check host and port, or raise connect_timeout"};
    const int ready = poll(&wait, 1, static_cast<int>(std::min<std::int64_t>(left, 1000)));
    if (ready < 0 && errno != EINTR) return Error{"cannot be connected to"};
    if (ready > 0) polled = api->connectPoll(connection);
  }
  if (polled == PGRES_POLLING_OK) return Done{};
  const std::string state = StateIn(api->errorMessage(connection));
  if (state == "42501") return Error{"this user may not connect to the database"};
  if (!state.empty()) return Error{Explain(state)};
  if (api->connectionNeedsPassword(connection) != 0) return Error{"asks for a password; put it into ~/.pgpass or into PGPASSWORD"};
  return Error{"cannot be connected to; check that the server runs, host, port and sslmode"};
}

struct PostgresRows::State {
  Postgres::State* server = nullptr;
  char* row = nullptr;  // of libpq
  std::size_t length = 0;
  std::string failure;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { Free(); }
  void Free() {
    if (row != nullptr) server->api->freemem(row);
    row = nullptr;
  }
};

std::string Postgres::NameOf(const std::string& address) {
  const Result<Libpq>& library = OpenLibpq();
  std::string name = "postgresql://";
  if (!library.ok()) return name;
  PQconninfoOption* options = library->conninfoParse(Tidied(address).c_str(), nullptr);
  if (options == nullptr) return name;
  const char* host = Option(options, "host");
  name = Named(host == nullptr ? "" : host, Option(options, "dbname"));
  library->conninfoFree(options);
  return name;
}

Result<Postgres> Postgres::Open(const std::string& address) {
  const Result<Libpq>& library = OpenLibpq();
  if (!library.ok()) return Error{library.error()};
  auto state = std::make_unique<State>();
  state->api = &*library;
  const std::string tidy = Tidied(address);
  PQconninfoOption* options = library->conninfoParse(tidy.c_str(), nullptr);
  if (options == nullptr) return Error{"is no connection string; write postgresql://USER@HOST:PORT/DATABASE, other characters as %40"};
  library->conninfoFree(options);
  if (auto connected = state->Connect(tidy); !connected.ok()) return Error{connected.error()};
  // Bytes of unknown meaning the server does not convert, but fails on the first that is no UTF-8: here it is a row that is left out.
  const char* encoding = library->parameterStatus(state->connection, "server_encoding");
  if (encoding != nullptr && std::string_view(encoding) == "SQL_ASCII") {
    if (auto done = state->Execute("SET client_encoding = SQL_ASCII", PGRES_COMMAND_OK); !done.ok()) return Error{done.error()};
  }
  // Cells as the readers expect them, whatever the server's or the user's settings are; and rows in the order of the table, by one
  // process from its beginning, so that the same tables give the same lines of complaint.
  for (const char* sql : {"SET DateStyle = ISO", "SET TimeZone = 'UTC'", "SET extra_float_digits = 1", "SET bytea_output = hex",
                          "SET standard_conforming_strings = on", "SET synchronize_seqscans = off",
                          "SET max_parallel_workers_per_gather = 0", "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"}) {
    if (auto done = state->Execute(sql, PGRES_COMMAND_OK); !done.ok()) return Error{done.error()};
  }
  return Postgres(std::move(state));
}

Result<PostgresRows> Postgres::Copy(const std::string& select) {
  CHECK(!state_->copying);
  if (auto begun = state_->Execute("COPY (" + select + ") TO STDOUT", PGRES_COPY_OUT); !begun.ok()) return Error{begun.error()};
  state_->copying = true;
  auto rows = std::make_unique<PostgresRows::State>();
  rows->server = state_.get();
  return PostgresRows(std::move(rows));
}

bool PostgresRows::Next() {
  State& state = *state_;
  Postgres::State& server = *state.server;
  state.Free();
  if (!server.copying) return false;
  const int length = server.api->getCopyData(server.connection, &state.row, 0);
  if (length >= 0) {
    state.length = static_cast<std::size_t>(length);
    return true;
  }
  server.copying = false;
  // Only a COMMAND_OK behind the last row says that it was the last.
  bool whole = false;
  while (PGresult* result = server.api->getResult(server.connection)) {
    whole = server.api->resultStatus(result) == PGRES_COMMAND_OK && length == -1;
    if (!whole && state.failure.empty()) state.failure = server.Why(result);
    server.api->clear(result);
  }
  if (!whole && state.failure.empty()) state.failure = server.Why(nullptr);
  return false;
}

bool PostgresRows::Split(std::vector<std::string_view>& cells) {
  CHECK(state_->row != nullptr);
  char* read = state_->row;
  const char* end = read + state_->length;
  if (end != read && end[-1] == '\n') --end;
  if (!simdjson::validate_utf8(read, static_cast<std::size_t>(end - read))) return false;
  std::size_t cell = 0;
  while (true) {
    if (cell == cells.size()) return false;
    // Unescaped in place, which never grows.
    const char* const from = read;
    char* write = read;
    bool null = false;
    while (read != end && *read != '\t') {
      if (*read != '\\' || read + 1 == end) {
        *write++ = *read++;
        continue;
      }
      const char escaped = read[1];
      read += 2;
      null |= escaped == 'N';
      static constexpr std::string_view kLetters = "bfnrtv";
      static constexpr std::string_view kMeant = "\b\f\n\r\t\v";
      const std::size_t at = kLetters.find(escaped);
      *write++ = at == std::string_view::npos ? escaped : kMeant[at];
    }
    cells[cell++] = null ? std::string_view() : std::string_view(from, static_cast<std::size_t>(write - from));
    if (read == end) return cell == cells.size();
    ++read;
  }
}

const std::string& PostgresRows::failure() const { return state_->failure; }

#else  // built without libpq: nothing can be opened, so nothing else is ever called

struct Postgres::State {};
struct PostgresRows::State {
  std::string failure;
};

namespace {
Error Absent() { return Error{"eligo was built without libpq; run tools/setup and build again"}; }
}  // namespace

std::string Postgres::NameOf(const std::string& /*address*/) { return "postgresql://"; }
Result<Postgres> Postgres::Open(const std::string& /*address*/) { return Absent(); }
Result<PostgresRows> Postgres::Copy(const std::string& /*select*/) { return Absent(); }
bool PostgresRows::Next() { return false; }
bool PostgresRows::Split(std::vector<std::string_view>& /*cells*/) { return false; }
const std::string& PostgresRows::failure() const { return state_->failure; }

#endif  // ELIGO_LIBPQ

Result<std::vector<PostgresTable>> Postgres::Tables() {
  auto rows = Copy(
      "SELECT n.nspname::text, c.relname::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
      "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_catalog.pg_table_is_visible(c.oid) "
      "AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY c.relname COLLATE \"C\"");
  if (!rows.ok()) return Error{rows.error()};
  std::vector<PostgresTable> tables;
  std::vector<std::string_view> cells(2);
  while (rows->Next()) {
    if (rows->Split(cells)) tables.push_back({std::string(cells[0]), std::string(cells[1])});
  }
  if (!rows->failure().empty()) return Error{rows->failure()};
  return tables;
}

Postgres::Postgres(std::unique_ptr<State> state) : state_(std::move(state)) {}
Postgres::Postgres(Postgres&&) noexcept = default;
Postgres& Postgres::operator=(Postgres&&) noexcept = default;
Postgres::~Postgres() = default;
PostgresRows::PostgresRows(std::unique_ptr<State> state) : state_(std::move(state)) {}
PostgresRows::PostgresRows(PostgresRows&&) noexcept = default;
PostgresRows& PostgresRows::operator=(PostgresRows&&) noexcept = default;
PostgresRows::~PostgresRows() = default;

}  // namespace eligo::tables
