// PostgreSQL as Table, against a real server. Skipped where there is none.
#include "tables/postgres.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "test/tables/postgres_server.h"

namespace eligo::tables {
namespace {

using Lines = std::vector<std::string>;

TEST(Postgres, AddressesAndTheirNames) {
  EXPECT_TRUE(Postgres::IsAddress("postgresql://h/d"));
  EXPECT_TRUE(Postgres::IsAddress("postgres://h/d"));
  EXPECT_TRUE(Postgres::IsAddress("PostgreSQL://u:secret@h/d"));
  EXPECT_FALSE(Postgres::IsAddress("postgresql"));
  EXPECT_FALSE(Postgres::IsAddress("postgres:/folder"));
  if (Postgres::Open("postgres://h:x/d").error().find("libpq") != std::string::npos) GTEST_SKIP() << "no libpq";
  EXPECT_EQ(Postgres::NameOf("postgres://u:secret@db.example.org:5433/cdm?options=-csearch_path%3Dx"), "postgresql://db.example.org/cdm");
  EXPECT_EQ(Postgres::NameOf("POSTGRES://u:secret@h/cdm"), "postgresql://h/cdm");
  EXPECT_EQ(Postgres::NameOf("postgresql:///cdm?host=/var/run/secret"), "postgresql:///cdm");
  EXPECT_EQ(Postgres::NameOf("postgresql://a,b/cdm?password=secret"), "postgresql://a,b/cdm");
  // A password whose characters were not written as %XX stands elsewhere in part.
  for (const std::string damaged : {"postgresql://u:sec/ret@h/d", "postgresql://u:se@c/ret@h/d", "postgresql://u:x@sec@ret/d",
                                    "postgresql://h/d?secret", "postgresql://[secret/d", "postgresql://h/d?secret=%zz"}) {
    const std::string name = Postgres::NameOf(damaged);
    EXPECT_EQ(name.find("ret"), std::string::npos) << name;
    const auto refused = Postgres::Open(damaged);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().find("ret"), std::string::npos) << refused.error();
  }
  EXPECT_EQ(Postgres::Open("postgresql://h/d?nothing=1").error(),
            "is no connection string; write postgresql://USER@HOST:PORT/DATABASE, other characters as %40");
}

class PostgresTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string missing = test::PostgresServer::Missing(); !missing.empty()) GTEST_SKIP() << missing;
    if (Postgres::NameOf("postgres://h/d") != "postgresql://h/d") GTEST_SKIP() << Postgres::Open("postgres://h/d").error();
    ASSERT_TRUE(Server().started());
    Server().Run("DROP DATABASE IF EXISTS t; DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'secret'; CREATE DATABASE t;");
  }
  static test::PostgresServer& Server() { return test::PostgresServer::Shared(); }
  static void Do(const std::string& sql) { Server().Run(sql, "t"); }
  static std::shared_ptr<Postgres> Connect(const std::string& address) {
    auto opened = Postgres::Open(address);
    EXPECT_TRUE(opened.ok()) << opened.error();
    return opened.ok() ? std::make_shared<Postgres>(std::move(*opened)) : nullptr;
  }
  static std::shared_ptr<Postgres> Connect() { return Connect(Server().Address("reader:secret", "t")); }
  static std::string Refusal(const std::string& address) {
    const auto opened = Postgres::Open(address);
    return opened.ok() ? "was opened" : opened.error();
  }
  static std::unique_ptr<Table> Open(const std::shared_ptr<Postgres>& server, const std::string& table) {
    auto opened = OpenPostgresTable(server, {"public", table}, "t: " + table);
    EXPECT_TRUE(opened.ok()) << opened.error();
    return opened.ok() ? std::move(*opened) : nullptr;
  }
  // Cells joined by /, a row each; the failure as the last.
  static Lines Rows(Table& table, const std::vector<std::string>& columns) {
    const auto chosen = table.Choose({columns.begin(), columns.end()});
    if (!chosen.ok()) return {"not chosen: " + chosen.error()};
    return Rest(table, columns.size());
  }
  static Lines Rest(Table& table, std::size_t columns) {
    Lines out;
    while (table.Next([&](const std::string& place, const std::string& why) { out.push_back(place + " " + why); })) {
      std::string row;
      for (std::size_t i = 0; i < columns; ++i) row += (i > 0 ? "/" : "") + std::string(table.Cell(i));
      out.push_back(row);
    }
    if (!table.failure().empty()) out.push_back("failed: " + table.failure());
    return out;
  }
  static Lines Sorted(Lines lines) {
    std::sort(lines.begin(), lines.end());
    return lines;
  }
};

// Whatever the server, the database and the role prefer.
TEST_F(PostgresTest, CellsAreText) {
  Do(R"(CREATE TABLE "It's ""T""" ("ID" bigint, day date, t timestamp, tz timestamptz, x double precision, f real, d numeric(9,2), n text, b boolean);
INSERT INTO "It's ""T""" VALUES (42, '2020-02-29', '2020-02-29 08:30:00', '2020-02-29 08:30:00+09', 48.1, 0.1, 1.10, NULL, true);
CREATE TABLE s (s text, u text);
INSERT INTO s VALUES (E'tab\t line\n return\r back\\slash \\N \\t \u00E9 \b\f\x0B', ''), ('\N', NULL), ('', 'x');
GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
ALTER ROLE reader SET DateStyle = 'SQL, DMY';
ALTER ROLE reader SET TimeZone = 'Asia/Tokyo';
ALTER ROLE reader SET extra_float_digits = -3;
ALTER ROLE reader SET standard_conforming_strings = off;
ALTER ROLE reader SET client_encoding = 'LATIN1';
)");
  const auto server = Connect();
  ASSERT_NE(server, nullptr);
  auto table = Open(server, "It's \"T\"");
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->columns().front(), "ID");
  EXPECT_TRUE(table->Has("DAY"));
  EXPECT_TRUE(table->IsWhole("id"));
  EXPECT_FALSE(table->IsWhole("d"));
  EXPECT_FALSE(table->IsWhole("absent"));
  EXPECT_EQ(Rows(*table, {"id", "Day", "t", "tz", "x", "f", "d", "n", "b", "absent"}),
            (Lines{"42/2020-02-29/2020-02-29 08:30:00/2020-02-28 23:30:00+00/48.1/0.1/1.10//true/"}));
  EXPECT_EQ(table->Place(), "t: It's \"T\"");
  EXPECT_EQ(Rows(*table, {}).size(), 1U);
  EXPECT_EQ(Sorted(Rows(*Open(server, "s"), {"s", "u"})),
            (Lines{"/x", "\\N/", "tab\t line\n return\r back\\slash \\N \\t \xC3\xA9 \b\f\v/"}));
  // The order of rows is no play of processes.
  auto order = server->Copy("SELECT current_setting('synchronize_seqscans'), current_setting('max_parallel_workers_per_gather')");
  ASSERT_TRUE(order.ok()) << order.error();
  std::vector<std::string_view> settings(2);
  ASSERT_TRUE(order->Next() && order->Split(settings));
  EXPECT_EQ(settings, (std::vector<std::string_view>{"off", "0"}));
  EXPECT_FALSE(order->Next());
  const auto tables = server->Tables();
  ASSERT_TRUE(tables.ok());
  ASSERT_EQ(tables->size(), 2U);
  EXPECT_EQ((*tables)[0].name, "It's \"T\"");

  // Bytes that are no text pass through a database of this encoding.
  Server().Run("DROP DATABASE IF EXISTS ascii; CREATE DATABASE ascii ENCODING SQL_ASCII TEMPLATE template0;");
  Server().Run("SET client_encoding = SQL_ASCII; CREATE TABLE s AS SELECT 'good' AS s UNION ALL SELECT E'bad \\xE9';", "ascii");
  EXPECT_EQ(Sorted(Rows(*Open(Connect(Server().Address("postgres", "ascii")), "s"), {"s"})), (Lines{"good", "t: s is not UTF-8"}));
}

TEST_F(PostgresTest, RowsAreLeftOutByTheServerAndReadInOneSnapshot) {
  Do(R"(CREATE TABLE n AS SELECT i % 3 AS id, CASE i % 2 WHEN 0 THEN E'e,"v}\\e''n'::varchar END AS s, i AS n, i::float8 AS x FROM generate_series(0, 11) i;
INSERT INTO n VALUES (NULL, NULL, 12, 12);
GRANT ALL ON n TO reader;
)");
  const auto server = Connect();
  ASSERT_NE(server, nullptr);
  auto table = Open(server, "n");
  EXPECT_TRUE(table->Distinct());
  EXPECT_EQ(Rows(*table, {"id", "s"}).size(), 7U);

  // From here on nobody else is seen.
  Do("INSERT INTO n SELECT 1, E'e,\"v}\\\\e''n', 100;");
  table = Open(server, "n");
  const auto kept =
      table->Keep({"ID", "absent", "s"}, {{"1", "", "e,\"v}\\e'n"}, {"2", "", ""}, {"", "", "e,\"v}\\e'n"}, {"7", "", "NULL"}});
  ASSERT_TRUE(kept.ok()) << kept.error();
  EXPECT_TRUE(*kept);
  EXPECT_EQ(Sorted(Rows(*table, {"n"})), (Lines{"0", "10", "11", "4", "5", "6"}));
  table = Open(server, "n");
  EXPECT_TRUE(table->Keep({"id"}, {}).value());
  EXPECT_TRUE(Rows(*table, {"n"}).empty());
  table = Open(server, "n");
  EXPECT_TRUE(table->Keep({"id"}, {{"1"}, {"2"}}).value());
  EXPECT_EQ(Rows(*table, {"n"}).size(), 8U);
  table = Open(server, "n");
  EXPECT_TRUE(table->Keep({"id"}, {{""}}).value());
  EXPECT_EQ(Rows(*table, {"n"}).size(), 5U);
  // A number that is no id is not compared as text.
  table = Open(server, "n");
  EXPECT_FALSE(table->Keep({"x"}, {{"1"}}).value());
  EXPECT_EQ(Rows(*table, {"n"}).size(), 13U);
  // Also what the user may change stays as it is.
  const auto changing = server->Copy("DELETE FROM n RETURNING n::text");
  ASSERT_FALSE(changing.ok());
  EXPECT_EQ(changing.error(), "cannot be read; the server's log says why under SQLSTATE 25006");
  EXPECT_EQ(Rows(*Open(Connect(), "n"), {"n"}).size(), 14U);
}

TEST_F(PostgresTest, RefusalsInOurWords) {
  Do("CREATE TABLE p (patient text); INSERT INTO p VALUES ('Jane Doe'); CREATE VIEW v AS SELECT patient::date AS day FROM p;"
     "CREATE TABLE closed (a int); GRANT SELECT ON p, v TO reader; CREATE SCHEMA hidden; CREATE TABLE hidden.h (a int);");
  EXPECT_EQ(Refusal(Server().Address("reader:guess", "t")), "refuses the password, or the user");
  EXPECT_EQ(Refusal(Server().Address("stranger:guess", "t")), "refuses the password, or the user");
  EXPECT_EQ(Refusal(Server().Address("reader:secret", "nowhere")), "there is no such database");
  EXPECT_EQ(Refusal(Server().Address("reader:secret", "t", "?sslmode=require")),
            "cannot be connected to; check that the server runs, host, port and sslmode");
  EXPECT_EQ(Refusal("postgresql://reader:secret@127.0.0.1:1/t"),
            "cannot be connected to; check that the server runs, host, port and sslmode");
  EXPECT_EQ(Refusal(Server().Address("reader", "t", "?passfile=/none")), "asks for a password; put it into ~/.pgpass or into PGPASSWORD");
  EXPECT_EQ(Refusal(Server().Address("reader:secret", "t", "?options=-cnothing%3D1")),
            "cannot be read; the server's log says why under SQLSTATE 42704");
  Server().Run("REVOKE CONNECT ON DATABASE t FROM PUBLIC;");
  EXPECT_EQ(Refusal(Server().Address("reader:secret", "t")), "this user may not connect to the database");
  Server().Run("GRANT CONNECT ON DATABASE t TO PUBLIC;");

  EXPECT_EQ(Rows(*Open(Connect(), "closed"), {"a"}),
            Lines{"not chosen: may not be read by this user; USAGE of the schema and SELECT on the table are needed"});
  EXPECT_EQ(Rows(*Open(Connect(), "v"), {"day"}), Lines{"failed: holds a value of another type than its column"});
  EXPECT_EQ(Connect()->Copy("SELECT nothing::text FROM p").error(), "lacks a table or column that is asked for");
  const auto gone = OpenPostgresTable(Connect(), {"public", "gone"}, "t: gone");
  ASSERT_FALSE(gone.ok());
  EXPECT_EQ(gone.error(), "t: gone: lacks a table or column that is asked for");

  // A socket that takes connections and says nothing.
  const int silent = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): as sockets want it
  ASSERT_EQ(::bind(silent, plain, size), 0);
  ASSERT_EQ(::listen(silent, 1), 0);
  ASSERT_EQ(::getsockname(silent, plain, &size), 0);
  EXPECT_EQ(Refusal("postgresql://reader:secret@127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/t?connect_timeout=1"),
            "does not answer; check host and port, or raise connect_timeout");
  ::close(silent);
}

// More rows than the buffers between here and there hold, so that the end cannot be there yet.
TEST_F(PostgresTest, AServerThatGoesAwayMidRead) {
  Do("CREATE VIEW long AS SELECT i, repeat('x', 1000) AS s FROM generate_series(1, 1000000) i; GRANT SELECT ON long TO reader;");
  const std::string kLost = "was lost while it was read; the server, or the network on the way to it, went away";
  const auto begin = [](const std::shared_ptr<Postgres>& server) {
    auto table = Open(server, "long");
    EXPECT_TRUE(table->Choose({"i", "s"}).ok());
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(table->Next({}));
    return table;
  };
  const auto end = [](Table& table) {
    std::size_t rows = 0;
    while (table.Next({})) ++rows;
    EXPECT_LT(rows, 900'000U);
    EXPECT_FALSE(table.Next({}));
    return table.failure();
  };
  const std::string backend = "pid FROM pg_stat_activity WHERE usename = 'reader' AND query LIKE 'COPY%'";

  auto table = begin(Connect());
  Do("SELECT pg_cancel_backend(pid) FROM (SELECT " + backend + ") x;");
  EXPECT_EQ(end(*table), "stopped the query: a time limit of the server, or somebody cancelled it");

  table = begin(Connect());
  Do("SELECT pg_terminate_backend(pid) FROM (SELECT " + backend + ") x;");
  EXPECT_EQ(end(*table), kLost);

  // Its process is no more, and the whole server with it.
  const auto server = Connect();
  table = begin(server);
  const std::string pid = Server().Run("SELECT " + backend + ";");
  ASSERT_EQ(::kill(std::stoi(pid), SIGKILL), 0);
  EXPECT_EQ(end(*table), kLost);
  EXPECT_EQ(server->Tables().error(), kLost);
  const auto folder = Server().folder();
  Server().Stop();
  EXPECT_FALSE(std::filesystem::exists(folder));
}

}  // namespace
}  // namespace eligo::tables
