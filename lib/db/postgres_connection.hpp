// One connection to PostgreSQL as a db::Connection; for the files of this folder.
//
// Every statement runs in a transaction that says who it works for (SET LOCAL), so nothing of a session is relied on:
// behind a pool that hands a server connection to another client after each transaction it works the same.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.hpp"
#include "db/libpq.hpp"

namespace mssp::db {

// The role whose rights the tool works with, whoever logs in: it owns nothing and cannot bypass row-level security.
inline constexpr std::string_view tool_role = "synos_mssp";

// tool: with the rights of that role. owner: with those of the login, for migrations and copies.
enum class Rights { tool, owner };

// Throws what the failure of a statement means: Violation, Overtaken, or an Error in words for a user.
[[noreturn]] void fail(const PGresult* result);

class Postgres : public Connection {
 public:
  // Connects. Error{busy} when no server answers, Error{denied} when it lets the login not in.
  Postgres(std::string url, Rights rights);

  void script(const std::string& sql) override;
  std::vector<Table> tables() override;
  std::string dialect(std::string_view migration) const override;
  const std::vector<EmbeddedFile>& own_migrations() const override;
  std::int64_t version() override;
  void set_version(std::int64_t version) override;
  void protect() override;
  std::vector<std::string> check() override;
  void stream(const std::string& sql, const std::function<void(Rows)>& sink) override;
  void defer_references() override;
  void settle_references() override;
  void number_behind(const Table& table) override;

 protected:
  Rows execute(std::string_view sql, const Values& arguments) override;
  void insert_rows(std::string_view table, std::string_view columns, const std::vector<Values>& rows) override;
  void begin() override;
  void begin_reading() override;
  void end_reading() noexcept override;
  void commit() override;
  void rollback() noexcept override;
  void savepoint(std::size_t depth) override { script("SAVEPOINT nested_" + std::to_string(depth)); }
  void release(std::size_t depth) override { script("RELEASE nested_" + std::to_string(depth)); }
  void rollback_to(std::size_t depth) noexcept override;

 private:
  // Makes the references of tables to themselves `deferrable`: "DEFERRABLE INITIALLY DEFERRED" or "NOT DEFERRABLE".
  void alter_own_references(const std::string& deferrable);

  // A temporary table of this transaction: how many rows were copied into it, and how many there were when the planner
  // last looked at it.
  struct Temporary {
    std::size_t rows = 0;
    std::size_t analyzed = 0;
  };

  struct Asked {
    std::string sql;
    Values arguments;
  };

  // "BEGIN ...", then whom it works for.
  std::vector<Asked> opening(const std::string& begin) const;
  // Sends all at once and waits once; gives the answer of each. The first failure is thrown, after a transaction that
  // these statements began was rolled back.
  std::vector<ServerResult> together(const std::vector<Asked>& asked);
  ServerResult single(std::string_view sql, const Values& arguments);
  // Throws when the connection is gone or the result is a failure.
  void require(const PGresult* result) const;
  [[noreturn]] void lost() const;
  bool is_lost() const { return libpq().status(handle_.get()) != CONNECTION_OK; }
  bool in_transaction() const { return libpq().transaction(handle_.get()) != PQTRANS_IDLE; }
  void copy(const std::string& table, std::string_view columns, const std::vector<Values>& rows);
  // Whether the transaction that was to be committed when the connection broke was; a new connection takes its place.
  bool was_kept();

  std::string url_;
  Rights rights_;
  ServerHandle handle_;
  bool writing_ = false;
  std::map<std::string, Temporary, std::less<>> temporary_;
  std::string transaction_id_;  // of the transaction that writes
};

// Connects to `url`, a store's address of which require_no_secret() was satisfied.
ServerHandle connect(const std::string& url);

}  // namespace mssp::db
