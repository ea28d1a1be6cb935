// The seam between the stores and a database engine. SQL is written so that SQLite and PostgreSQL both take it:
// parameters are $1, $2 ... and every one is bound; one statement a call; times are epoch seconds, booleans 0 and 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

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

  // Runs `body` in a transaction that holds the right to write from its start; an exception rolls it back. Nests.
  template <class Body>
  auto atomically(Body&& body) -> decltype(body()) {
    Scope scope(*this);
    if constexpr (std::is_void_v<decltype(body())>) {
      body();
      scope.commit();
    } else {
      auto result = body();
      scope.commit();
      return result;
    }
  }

  // How many statements were run, for the tests that forbid a statement per row. A bulk insert is one.
  std::size_t statements() const { return statements_; }

 protected:
  virtual Rows execute(std::string_view sql, const Values& arguments) = 0;
  virtual void insert_rows(std::string_view table, std::string_view columns, const std::vector<Values>& rows) = 0;
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  virtual void savepoint(std::size_t depth) = 0;
  virtual void release(std::size_t depth) = 0;
  virtual void rollback_to(std::size_t depth) noexcept = 0;

 private:
  class Scope {
   public:
    explicit Scope(Connection& connection);
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope();
    void commit();

   private:
    Connection& connection_;
    bool done_ = false;
  };

  std::size_t depth_ = 0;
  std::size_t statements_ = 0;
};

}  // namespace mssp::db
