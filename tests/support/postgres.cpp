#include "support/postgres.hpp"

#include <arpa/inet.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include "base/error.hpp"
#include "db/migrate.hpp"
#include "db/postgres.hpp"

namespace mssp::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* migrated = "mssp_migrated";
const Instant made_at = instant(1757930400);

fs::path newest_programs() {
  fs::path found;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql")) {
    if (fs::exists(version.path() / "bin/initdb") && version.path() > found) found = version.path();
  }
  if (found.empty()) throw std::runtime_error("PostgreSQL's server programs are not installed");
  return found / "bin";
}

// The server refuses to run as root.
const passwd* server_user() {
  if (::geteuid() != 0) return nullptr;
  for (const char* name : {"postgres", "nobody"}) {
    if (const passwd* found = ::getpwnam(name)) return found;
  }
  throw std::runtime_error("no user for the server");
}

int free_port() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(descriptor, any, size) != 0 || ::getsockname(descriptor, any, &size) != 0) throw std::runtime_error("no port");
  ::close(descriptor);
  return ntohs(address.sin_port);
}

std::function<void()> as_server_user() {
  const passwd* user = server_user();
  const uid_t uid = user == nullptr ? ::geteuid() : user->pw_uid;
  const gid_t gid = user == nullptr ? ::getegid() : user->pw_gid;
  return [uid, gid, change = user != nullptr] {
    if (change && (::setgroups(0, nullptr) != 0 || ::setgid(gid) != 0 || ::setuid(uid) != 0)) ::_exit(126);
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    ::umask(077);
  };
}

}  // namespace

Cluster& Cluster::shared() {
  static Cluster cluster;
  return cluster;
}

Cluster::Cluster() : programs_(newest_programs()), port_(free_port()) {
  const fs::path data = folder_.path() / "data";
  fs::create_directory(data);
  if (const passwd* user = server_user()) {
    for (const fs::path& place : {folder_.path(), data}) {
      if (::chown(place.c_str(), user->pw_uid, user->pw_gid) != 0) throw std::runtime_error("cannot give a folder away");
    }
  }
  const std::map<std::string, std::string> environment{{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}, {"TZ", "UTC"}};
  // Text ordered as in English: a store must not depend on it.
  const Ended made = Process({(programs_ / "initdb").native(), "--pgdata", data.native(), "--username", "postgres", "--auth", "trust",
                              "--encoding", "UTF8", "--locale-provider", "icu", "--icu-locale", "en", "--locale", "C.UTF-8", "--no-sync"},
                             environment, as_server_user())
                         .wait();
  if (made.status != 0) throw std::runtime_error("initdb: " + made.err);
  server_ = std::make_unique<Process>(
      std::vector<std::string>{(programs_ / "postgres").native(), "-D", data.native(), "-k", folder_.path().native(), "-p",
                               std::to_string(port_), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c",
                               "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=120", "-c",
                               "autovacuum=off", "-c", "shared_buffers=64MB", "-c", "wal_level=minimal", "-c", "max_wal_senders=0"},
      environment, as_server_user());
  for (int attempt = 0;; ++attempt) {
    try {
      administer("SELECT 1");
      break;
    } catch (const Error& error) {
      if (attempt == 1000 || !server_->running()) throw std::runtime_error("the server does not start: " + error.message());
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  administer("CREATE ROLE mssp_owner LOGIN CREATEROLE");
  administer("CREATE ROLE technician LOGIN");
  administer("CREATE ROLE outsider LOGIN");
  administer(std::string("CREATE DATABASE ") + migrated + " OWNER mssp_owner");
  db::migrate(*db::open_postgres_as_owner(url(migrated, "mssp_owner")), made_at);
  administer("GRANT synos_mssp TO technician");
}

Cluster::~Cluster() {
  if (!server_ || !server_->running()) return;
  server_->signal(SIGQUIT);  // nothing in it is to be kept
  server_->wait();
}

std::string Cluster::url(const std::string& database, const std::string& login) const {
  return "postgresql://" + login + "@/" + database + "?host=" + folder_.path().native() + "&port=" + std::to_string(port_);
}

std::string Cluster::tcp_url(const std::string& database, int port, const std::string& login) const {
  return "postgresql://" + login + "@127.0.0.1:" + std::to_string(port) + "/" + database;
}

void Cluster::administer(const std::string& statement, const std::string& database) {
  db::open_postgres_as_owner(url(database, "postgres"))->script(statement);
}

Database::Database(Content content) {
  static int count = 0;
  name_ = "mssp_" + std::to_string(++count);
  Cluster::shared().administer("CREATE DATABASE " + name_ + " OWNER mssp_owner" +
                               (content == Content::migrated ? std::string(" TEMPLATE ") + migrated : ""));
}

Database::~Database() {
  try {
    Cluster::shared().administer("DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (...) {  // the whole cluster goes soon
  }
}

}  // namespace mssp::test
