#include "db/sqlite.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/gate.hpp"
#include "db/sqlite_connection.hpp"

namespace mssp::db {
namespace {

void configure(Sqlite& store) {
  sqlite3* handle = store.handle();
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  store.script("PRAGMA synchronous = FULL");  // an acknowledged change survives a power cut
  store.script("PRAGMA cache_size = -16384");  // KiB: imports of many findings fill indexes all over
}

void refuse_network_filesystem(const std::filesystem::path& path) {
  struct statfs status {};
  const std::string folder = path.has_parent_path() ? path.parent_path().native() : ".";
  if (statfs(folder.c_str(), &status) != 0 || !is_network_filesystem(status.f_type)) return;
  throw Error(Code::failed, "the store '" + printable(path.native()) + "' is on a network file system",
              "its locks cannot be relied on there: put the store on a local disk");
}

std::int64_t application_of(Sqlite& store) { return store.run("PRAGMA application_id").front().integer(0); }

// A foreign database is refused before anything is written to it. True when the file is marked as a store already.
bool check_application(Sqlite& store, const std::filesystem::path& path) {
  const std::int64_t application = application_of(store);
  if (application == sqlite_application_id) return true;
  if (application == 0 && is_empty(store)) return false;
  // Another first command may have marked and filled it between the two questions.
  if (application_of(store) == sqlite_application_id) return true;
  throw Foreign(Code::failed, "'" + printable(path.native()) + "' is a database of another program, not a store");
}

// Two first commands may come at once, and changing the journal mode does not wait for its turn.
void make_store(Sqlite& store, const std::filesystem::path& path) {
  Gate gate(path.native() + ".lock");
  gate.enter();
  store.require_in_place();
  store.script("PRAGMA journal_mode = WAL");
  if (!check_application(store, path)) {
    store.script("PRAGMA application_id = " + std::to_string(sqlite_application_id));
  }
}

std::unique_ptr<Connection> hold_alone(const std::filesystem::path& path) {
  try {
    return translated([&] {
      auto store = std::make_unique<Sqlite>(path.native(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
      configure(*store);
      check_application(*store, path);
      if (store->run("PRAGMA journal_mode = DELETE").front().text(0) != "delete") {
        throw Error(Code::busy, "the store is in use by another program", "try again when it has ended");
      }
      store->script("BEGIN EXCLUSIVE");
      return std::unique_ptr<Connection>(std::move(store));
    });
  } catch (const Damaged&) {
    return nullptr;
  }
}

}  // namespace

bool is_network_filesystem(std::int64_t type) {
  // NFS, SMB, CIFS, SMB2, AFS, Coda, NCP, Ceph, Lustre, GFS2, OCFS2, 9P (linux/magic.h and the projects' own headers).
  constexpr std::array<std::int64_t, 12> network{0x6969,     0x517b,     0xff534d42, 0xfe534d42, 0x5346414f, 0x73757245,
                                                 0x564c,     0x00c36400, 0x0bd00bd0, 0x01161970, 0x7461636f, 0x01021997};
  return std::find(network.begin(), network.end(), type & 0xffffffff) != network.end();
}

std::unique_ptr<Connection> open_sqlite(const std::filesystem::path& path, Access access) {
  if (access != Access::copy) refuse_network_filesystem(path);
  if (access != Access::copy) {
    // SQLite would make the file readable for everybody; customers' data is nobody else's. Nor does it say what it lacks.
    const int file = ::open(path.c_str(), (access == Access::write ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0600);
    if (file < 0) {
      const int reason = errno;
      throw Error(reason == EACCES || reason == EPERM || reason == EROFS ? Code::denied : Code::failed,
                  "cannot open the store '" + printable(path.native()) + "': " + std::strerror(reason),
                  "--store URL or SYNOS_MSSP_STORE names another one");
    }
    ::close(file);
  }
  return translated([&] {
    auto store = std::make_unique<Sqlite>(path.native(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
    configure(*store);
    const bool marked = check_application(*store, path);
    if (access == Access::write && (!marked || store->run("PRAGMA journal_mode").front().text(0) != "wal")) {
      make_store(*store, path);
    }
    return std::unique_ptr<Connection>(std::move(store));
  });
}

std::unique_ptr<Connection> open_sqlite_in_memory() {
  return translated([&] {
    auto store = std::make_unique<Sqlite>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX);
    configure(*store);
    return std::unique_ptr<Connection>(std::move(store));
  });
}

Held::Held(const std::filesystem::path& path) : gate_(path.native() + ".lock") {
  // A command that waits for the gate has the store open, so between two attempts the gate is free for it.
  constexpr int attempts = 50;
  for (int attempt = 1;; ++attempt) {
    gate_.enter();
    try {
      std::error_code failure;
      if (std::filesystem::exists(path, failure)) store_ = hold_alone(path);
      return;
    } catch (const Error& error) {
      gate_.leave();
      if (error.code() != Code::busy || attempt == attempts) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

Held::~Held() = default;

bool is_empty(Connection& connection) {
  return connection.run("SELECT count(*) FROM sqlite_master").front().integer(0) == 0;
}

void copy_sqlite(Connection& connection, const std::filesystem::path& target) {
  try {
    connection.run("VACUUM INTO $1", {target.native()});
  } catch (const NoSpace&) {
    throw NoSpace(Code::failed, "cannot write '" + printable(target.native()) + "': " + std::strerror(ENOSPC));
  }
  const int file = ::open(target.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fchmod(file, 0600) == 0 && ::fsync(file) == 0;
  const int reason = errno;
  if (file >= 0) ::close(file);
  if (!synced) throw Error(Code::failed, "cannot write '" + printable(target.native()) + "': " + std::strerror(reason));
}

}  // namespace mssp::db
