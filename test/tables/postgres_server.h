// PostgresServer: a PostgreSQL server on loopback for one program of tests, in a temporary folder, run by a plain user.
//
// A shell keeps it: when the program of tests lets go of the shell's input, or dies in whatever way, the server is stopped and the
// folder removed. As root it runs as `postgres` or `nobody`, which PostgreSQL insists on.
#pragma once

#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <pwd.h>

namespace eligo::tables::test {

class PostgresServer {
 public:
  // "" when a server can be started; else why not.
  static std::string Missing() {
    if (Binaries().empty()) return "no PostgreSQL server under /usr/lib/postgresql";
    if (getuid() == 0 && PlainUser().empty()) return "neither a user postgres nor nobody to run a server as";
    return "";
  }
  // Started with the first test that asks, or again when a test stopped it.
  static PostgresServer& Shared() {
    static std::unique_ptr<PostgresServer> server;
    if (server == nullptr || server->keeper_ == nullptr) server = std::make_unique<PostgresServer>();
    return *server;
  }

  PostgresServer() {
    std::string pattern = (std::filesystem::temp_directory_path() / "eligo_postgres_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    std::ofstream(folder_ / "keep.sh") << kKeep;
    std::string as = "exec setsid";
    if (getuid() == 0) {
      const std::string user = PlainUser();
      const passwd* entry = getpwnam(user.c_str());  // NOLINT(concurrency-mt-unsafe): one thread
      EXPECT_EQ(chown(folder_.c_str(), entry->pw_uid, entry->pw_gid), 0);
      as += " setpriv --reuid " + user + " --regid " + std::to_string(entry->pw_gid) + " --clear-groups";
    }
    port_ = FreePort();
    const std::string command =
        as + " sh '" + (folder_ / "keep.sh").string() + "' '" + Binaries() + "' '" + folder_.string() + "' " + std::to_string(port_);
    keeper_ = ::popen(command.c_str(), "we");  // e: no child of ours holds the shell's input open
    started_ = WaitUntilReady();
    EXPECT_TRUE(started_) << Read(folder_ / "log");
  }
  ~PostgresServer() { Stop(); }
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  bool started() const { return started_; }
  const std::filesystem::path& folder() const { return folder_; }
  // Returns when the server is down and its folder gone.
  void Stop() {
    if (keeper_ != nullptr) ::pclose(keeper_);
    keeper_ = nullptr;
  }
  // The process of the whole server.
  pid_t pid() const { return static_cast<pid_t>(std::atoi(Read(folder_ / "data/postmaster.pid").c_str())); }

  // `who` is USER or USER:PASSWORD; the user postgres needs none.
  std::string Address(const std::string& who, const std::string& database, const std::string& more = "") const {
    return "postgresql://" + who + "@127.0.0.1:" + std::to_string(port_) + "/" + database + more;
  }
  // Statements as the superuser, by psql; what they print.
  std::string Run(const std::string& statements, const std::string& database = "postgres") const {
    const std::filesystem::path in = folder_ / "in.sql";
    const std::filesystem::path out = folder_ / "out.txt";
    std::ofstream(in) << statements;
    const std::string command = "'" + Binaries() + "/psql' -X -q -A -t -v ON_ERROR_STOP=1 -d '" + Address("postgres", database) + "' -f '" +
                                in.string() + "' > '" + out.string() + "' 2>&1";
    const int status = std::system(command.c_str());  // NOLINT(cert-env33-c,concurrency-mt-unsafe): our own words, one thread
    EXPECT_EQ(status, 0) << Read(out);
    return Read(out);
  }

 private:
  // initdb, the server, and a wait for the end of the input.
  static constexpr const char* kKeep = R"(umask 077
bin=$1 folder=$2
cd "$folder" && exec > log 2>&1 && export LC_ALL=C
trap 'rm -rf "$folder"' EXIT
"$bin/initdb" -D data -U postgres -A trust -E UTF8 --no-locale --no-sync > initdb.log || { cat initdb.log; cat > /dev/null; exit 1; }
cat > data/pg_hba.conf << END
host all postgres 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
END
cat >> data/postgresql.conf << END
listen_addresses = '127.0.0.1'
port = $3
unix_socket_directories = ''
fsync = off
restart_after_crash = off
shared_buffers = 16MB
max_connections = 10
autovacuum = off
END
"$bin/postgres" -D data &
server=$!
cat > /dev/null
kill -INT $server
wait $server
)";

  // The newest of /usr/lib/postgresql/*/bin; "" for none.
  static std::string Binaries() {
    std::string newest;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql", none)) {
      const std::string bin = (entry.path() / "bin").string();
      if (std::filesystem::exists(bin + "/initdb") && std::filesystem::exists(bin + "/postgres") && bin > newest) newest = bin;
    }
    return newest;
  }
  static std::string PlainUser() {
    for (const char* name : {"postgres", "nobody"}) {
      if (getpwnam(name) != nullptr) return name;  // NOLINT(concurrency-mt-unsafe): one thread
    }
    return "";
  }
  static int FreePort() {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): as sockets want it
    EXPECT_EQ(::bind(probe, plain, size), 0);
    EXPECT_EQ(::getsockname(probe, plain, &size), 0);
    ::close(probe);
    return ntohs(address.sin_port);
  }
  static std::string Read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  bool WaitUntilReady() const {
    for (int i = 0; i < 1200; ++i) {
      if (Read(folder_ / "data/postmaster.pid").find("ready") != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }

  std::filesystem::path folder_;
  std::FILE* keeper_ = nullptr;
  int port_ = 0;
  bool started_ = false;
};

}  // namespace eligo::tables::test
