// One open SQLite file as a db::Connection; for the files of this folder.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>
#include <sys/types.h>

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "db/connection.hpp"
#include "db/gate.hpp"

namespace mssp::db {

// Throws a Violation for a broken constraint, and an Error in words for a user for every other failure.
[[noreturn]] void fail(const SQLite::Exception& failure);

template <class Body>
auto translated(Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const SQLite::Exception& failure) {
    fail(failure);
  }
}

class Sqlite : public Connection {
 public:
  Sqlite(const std::string& path, int flags);

  void script(const std::string& sql) override;
  std::vector<Table> tables() override;
  std::string dialect(std::string_view migration) const override;
  const std::vector<EmbeddedFile>& own_migrations() const override;
  std::int64_t version() override;
  void set_version(std::int64_t version) override;
  std::vector<std::string> check() override;
  void defer_references() override;
  void settle_references() override;
  void stream(const std::string& sql, const std::function<void(Rows)>& sink) override;
  // To be asked behind the gate. Error{busy} when another file has taken the name of this one since it was opened: what
  // would be written is lost with the old file, and its log would be taken for the new one's.
  void require_in_place() const;

  sqlite3* handle() { return database_.getHandle(); }

 protected:
  Rows execute(std::string_view sql, const Values& arguments) override;
  void insert_rows(std::string_view table, std::string_view columns, const std::vector<Values>& rows) override;
  void begin() override;
  void begin_reading() override;
  void end_reading() noexcept override;
  void commit() override;
  void rollback() noexcept override;
  void savepoint(std::size_t depth) override { nested("SAVEPOINT", depth); }
  void release(std::size_t depth) override { nested("RELEASE", depth); }
  void rollback_to(std::size_t depth) noexcept override;

 private:
  using Identity = std::pair<dev_t, ino_t>;  // device and inode

  static Identity identity_of(const std::string& path);
  void nested(const char* verb, std::size_t depth);
  SQLite::Statement& prepared(std::string_view sql);

  std::string path_;
  Gate gate_;
  bool gated_;
  Identity opened_;
  SQLite::Database database_;
  // After the database, so that it is destroyed first: a statement that outlives its database aborts.
  std::unordered_map<std::string, SQLite::Statement> statements_;
};

}  // namespace mssp::db
