#include "db/connection.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <stdexcept>
#include <thread>

#include "base/error.hpp"

namespace mssp::db {

bool Row::is_null(std::size_t column) const { return std::holds_alternative<std::nullptr_t>(values_.at(column)); }

std::int64_t Row::integer(std::size_t column) const {
  const auto* value = std::get_if<std::int64_t>(&values_.at(column));
  if (value == nullptr) throw std::logic_error("column " + std::to_string(column) + " is not an integer");
  return *value;
}

const std::string& Row::text(std::size_t column) const {
  const auto* value = std::get_if<std::string>(&values_.at(column));
  if (value == nullptr) throw std::logic_error("column " + std::to_string(column) + " is not a text");
  return *value;
}

std::optional<std::int64_t> Row::number_if(std::size_t column) const {
  const auto* value = std::get_if<std::int64_t>(&values_.at(column));
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<std::int64_t> Row::optional_integer(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Row::optional_text(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

bool Connection::Table::has(std::string_view column) const {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

Rows Connection::run(std::string_view sql, const Values& arguments) {
  // Only the first of several statements would run, silently; values are bound, so no text holds a semicolon.
  if (sql.find(';') != std::string_view::npos) throw std::logic_error("run() takes one statement without ';'");
  ++statements_;
  try {
    return execute(sql, arguments);
  } catch (const Overtaken&) {
    if (depth_ > 0) throw;
    throw Error(Code::busy, "the server gave a query up for the sake of another's change", "try again");
  }
}

void Connection::insert(std::string_view table, std::string_view columns, const std::vector<Values>& rows) {
  if (rows.empty()) return;
  ++statements_;
  insert_rows(table, columns, rows);
}

void Connection::pause(int attempt) {
  constexpr int most = 12;
  if (attempt == most) {
    throw Error(Code::busy, "other commands changed the same rows " + std::to_string(most) + " times in between",
                "nothing was changed: try again");
  }
  std::random_device random;
  std::uniform_int_distribution<int> milliseconds(1, 10 << std::min(attempt, 6));
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(random)));
}

Connection::Transaction::Transaction(Connection& connection) : connection_(connection) {
  if (connection_.depth_ == 0) {
    connection_.begin();
  } else {
    connection_.savepoint(connection_.depth_);
  }
  ++connection_.depth_;
}

void Connection::Transaction::commit() {
  if (connection_.depth_ == 1) {
    connection_.commit();
  } else {
    connection_.release(connection_.depth_ - 1);
  }
  done_ = true;
  --connection_.depth_;
}

Connection::Transaction::~Transaction() {
  if (done_) return;
  --connection_.depth_;
  if (connection_.depth_ == 0) {
    connection_.rollback();
  } else {
    connection_.rollback_to(connection_.depth_);
  }
}

}  // namespace mssp::db
