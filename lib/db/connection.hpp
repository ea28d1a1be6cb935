// The seam between the stores and a database engine. SQL is written so that SQLite and PostgreSQL both take it:
// parameters are $1, $2 ... and every one is bound; one statement a call; times are epoch seconds, booleans 0 and 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/embedded.hpp"

namespace mssp::db {

using Value = std::variant<std::nullptr_t, std::int64_t, std::string>;
using Values = std::vector<Value>;

// A value that may be absent, as SQL NULL.
template <class T>
Value or_null(const std::optional<T>& value) {
  return value ? Value(*value) : Value(nullptr);
}

// One row of an answer. The accessors throw std::logic_error when the column has another type: that is a bug.
class Row {
 public:
  explicit Row(Values values) : values_(std::move(values)) {}
  bool is_null(std::size_t column) const;
  std::int64_t integer(std::size_t column) const;
  const std::string& text(std::size_t column) const;
  std::optional<std::int64_t> number_if(std::size_t column) const;  // empty when it is a text or null
  std::optional<std::int64_t> optional_integer(std::size_t column) const;
  std::optional<std::string> optional_text(std::size_t column) const;
  const Values& values() const { return values_; }

 private:
  Values values_;
};
using Rows = std::vector<Row>;

// A constraint refused a change. The store that made it says what that means; the text of the database never
// reaches a user. Every other failure of the engine is an mssp::Error already (busy, full, damaged, denied).
struct Violation {
  enum class Kind { unique, foreign_key, check } kind;
  std::string constraint;  // the engine's own words, for the log of a developer
};

// A change met another one, and the engine rolled it back: atomically() runs it again.
struct Overtaken {};

// Whose rows a connection works with. PostgreSQL enforces it row by row; SQLite, which has one user, does not.
class Scope {
 public:
  static Scope everyone() { return Scope("all"); }  // the provider's own staff
  static Scope tenant(std::int64_t id) { return Scope(std::to_string(id)); }
  static Scope none() { return Scope(""); }  // nobody's rows

  // "all", the number of a tenant, or empty.
  const std::string& setting() const { return setting_; }

 private:
  explicit Scope(std::string setting) : setting_(std::move(setting)) {}
  std::string setting_;
};

class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  // Runs one statement and gives all its rows.
  Rows run(std::string_view sql, const Values& arguments = {});

  // Inserts many rows with one statement: columns "tenant_id, email", each row with as many values.
  void insert(std::string_view table, std::string_view columns, const std::vector<Values>& rows);

  // How many rows a portion of stream() has.
  static constexpr std::size_t portion = 2000;

  // Runs several statements without parameters.
  virtual void script(const std::string& sql) = 0;

  // The tables with their columns, in the order in which they were made: a table refers to earlier ones only.
  struct Table {
    std::string name;
    std::vector<std::string> columns;
    bool has(std::string_view column) const;
  };
  virtual std::vector<Table> tables() = 0;

  // The text of a migration, written in PostgreSQL's words, as this engine takes it.
  virtual std::string dialect(std::string_view migration) const = 0;

  // Parts of migrations that only this engine takes; each belongs to the common one of the same number.
  virtual const std::vector<EmbeddedFile>& own_migrations() const = 0;
  // The version of the schema, 0 of an empty store; and the record of a newer one, inside its transaction.
  virtual std::int64_t version() = 0;
  virtual void set_version(std::int64_t version) = 0;
  // What a migration ends with: rights and row-level security, for new tables as well.
  virtual void protect() {}

  // The findings of the engine's own examination: content, references, protection. Empty when all is well.
  virtual std::vector<std::string> check() = 0;

  // Runs one query and gives its rows to `sink` in portions, so that a large table never is in memory.
  virtual void stream(const std::string& sql, const std::function<void(Rows)>& sink) = 0;

  // Inside a transaction: rows of a table that refers to itself may come in any order until settle_references(), which
  // throws a Violation when a reference leads nowhere.
  virtual void defer_references() = 0;
  virtual void settle_references() = 0;

  // After rows were inserted with their own numbers: new rows of the table are numbered behind them.
  virtual void number_behind(const Table&) {}

  // Whose rows the next transactions work with; at first everyone's.
  void scope(Scope scope) { scope_ = std::move(scope); }
  const Scope& scope() const { return scope_; }

  // Runs `body` in a transaction that holds the right to write from its start; an exception rolls it back. Nests.
  // The outermost body is run again when the engine asks for it: what it changes outside the store must bear that.
  // Error{busy} when that does not help.
  template <class Body>
  auto atomically(Body&& body) -> decltype(body()) {
    if (depth_ > 0) return once(body);
    for (int attempt = 1;; ++attempt) {
      try {
        return once(body);
      } catch (const Overtaken&) {
        pause(attempt);
      }
    }
  }

  // Runs `body`, which only reads, on one state of the store, whatever others change meanwhile. Does not nest.
  template <class Body>
  auto consistently(Body&& body) -> decltype(body()) {
    const Reading reading(*this);
    return body();
  }

  // How many statements were run, for the tests that forbid a statement per row. A bulk insert is one.
  std::size_t statements() const { return statements_; }

 protected:
  virtual Rows execute(std::string_view sql, const Values& arguments) = 0;
  virtual void insert_rows(std::string_view table, std::string_view columns, const std::vector<Values>& rows) = 0;
  virtual void begin() = 0;
  virtual void begin_reading() = 0;
  virtual void end_reading() noexcept = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  virtual void savepoint(std::size_t depth) = 0;
  virtual void release(std::size_t depth) = 0;
  virtual void rollback_to(std::size_t depth) noexcept = 0;

 private:
  class Transaction {
   public:
    explicit Transaction(Connection& connection);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

   private:
    Connection& connection_;
    bool done_ = false;
  };

  class Reading {
   public:
    explicit Reading(Connection& connection) : connection_(connection) { connection_.begin_reading(); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    ~Reading() { connection_.end_reading(); }

   private:
    Connection& connection_;
  };

  template <class Body>
  auto once(Body& body) -> decltype(body()) {
    Transaction transaction(*this);
    if constexpr (std::is_void_v<decltype(body())>) {
      body();
      transaction.commit();
    } else {
      auto result = body();
      transaction.commit();
      return result;
    }
  }

  // Waits a random time that grows with the attempts; Error{busy} after the last.
  static void pause(int attempt);

  Scope scope_ = Scope::everyone();
  std::size_t depth_ = 0;
  std::size_t statements_ = 0;
};

}  // namespace mssp::db
