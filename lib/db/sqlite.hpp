// SQLite behind db::Connection. The only user of SQLiteCpp.
#pragma once

#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "db/connection.hpp"
#include "db/gate.hpp"

namespace mssp::db {

// PRAGMA application_id of our files ("MSSP"), so that another program's database is never taken for a store.
inline constexpr std::int64_t sqlite_application_id = 0x4d535350;

// Failures that are told apart, all of them Error{failed}: content that is no database or a broken one may be replaced
// by a backup, another program's database never; and a disk may be full that is not the store's.
struct Damaged : Error {
  using Error::Error;
};
struct NoSpace : Error {
  using Error::Error;
};
struct Foreign : Error {
  using Error::Error;
};

// copy: reads a backup, which nobody else writes and which may lie on a network file system.
enum class Access { read, write, copy };

// Opens an existing file, or with Access::write makes it (mode 0600). Foreign keys are on, the schema is not trusted,
// defensive mode is on; a file opened for writing gets WAL. Error{failed} when it is no database or lies on a network file system,
// where SQLite's locks cannot be relied on; Error{denied} without rights.
std::unique_ptr<Connection> open_sqlite(const std::filesystem::path& path, Access access);

// An empty store in memory.
std::unique_ptr<Connection> open_sqlite_in_memory();

bool is_empty(Connection& connection);  // no table at all

// A consistent copy of the open store as one file of its own, which must not exist yet; its content is synced.
void copy_sqlite(Connection& connection, const std::filesystem::path& target);

// Holds a store file so that it can be replaced: no other command writes to it or has it open, its write-ahead log is
// merged into the file and gone. A file too damaged to be opened, or none, is held by the gate alone. Error{busy} when
// others keep it open.
class Held {
 public:
  explicit Held(const std::filesystem::path& path);
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held();

 private:
  Gate gate_;
  std::unique_ptr<Connection> store_;
};

// True for the f_type values of statfs(2) that stand for a network file system.
bool is_network_filesystem(std::int64_t type);

}  // namespace mssp::db
