// Many rows at once: a few in one INSERT, more by COPY. COPY does not go to a table with row-level security, so it fills
// a temporary table, from which one INSERT takes them.
#include <stdexcept>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/postgres_connection.hpp"

namespace mssp::db {
namespace {

constexpr std::size_t few_values = 1000;

// COPY's text format: tabs between columns, a newline behind each row, \N for NULL.
void append(std::string& buffer, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    buffer += std::to_string(*number);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    for (const char c : *text) {
      switch (c) {
        case '\\': buffer += "\\\\"; break;
        case '\n': buffer += "\\n"; break;
        case '\r': buffer += "\\r"; break;
        case '\t': buffer += "\\t"; break;
        case '\0': throw Error(Code::invalid_input, "a text holds a NUL character, which PostgreSQL cannot keep");
        default: buffer += c;
      }
    }
  } else {
    buffer += "\\N";
  }
}

}  // namespace

void Postgres::copy(const std::string& table, std::string_view columns, const std::vector<Values>& rows) {
  constexpr std::size_t enough = std::size_t{1} << 18U;
  const Libpq& pq = libpq();
  script("COPY " + table + " (" + std::string(columns) + ") FROM STDIN");
  std::string buffer;
  const auto send = [&] {
    if (pq.copy_data(handle_.get(), buffer.data(), static_cast<int>(buffer.size())) != 1) lost();
    buffer.clear();
  };
  try {
    for (const Values& row : rows) {
      if (row.size() != rows.front().size()) throw std::logic_error("rows of different width");
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) buffer += '\t';
        append(buffer, row[i]);
      }
      buffer += '\n';
      if (buffer.size() >= enough) send();
    }
    send();
  } catch (...) {
    pq.copy_end(handle_.get(), "given up");
    while (ServerResult(pq.result(handle_.get()))) {
    }
    throw;
  }
  if (pq.copy_end(handle_.get(), nullptr) != 1) lost();
  const ServerResult result(pq.result(handle_.get()));
  while (ServerResult(pq.result(handle_.get()))) {
  }
  require(result.get());
}

void Postgres::insert_rows(std::string_view table, std::string_view columns, const std::vector<Values>& rows) {
  const std::string into = std::string(table);
  const std::string list(columns);
  const std::size_t width = rows.front().size();
  if (rows.size() * width <= few_values) {
    std::string sql = "INSERT INTO " + into + " (" + list + ") VALUES ";
    Values all;
    for (const Values& row : rows) {
      if (row.size() != width) throw std::logic_error("rows of different width");
      sql += all.empty() ? "(" : ", (";
      for (std::size_t i = 0; i < width; ++i) {
        all.push_back(row[i]);
        sql += (i == 0 ? "$" : ", $") + std::to_string(all.size());
      }
      sql += ")";
    }
    execute(sql, all);
    return;
  }
  atomically([&] {
    if (const auto found = temporary_.find(table); found != temporary_.end()) {
      copy(into, columns, rows);
      Temporary& known = found->second;
      known.rows += rows.size();
      if (known.rows <= 4 * known.analyzed) return;
      script("ANALYZE " + into);  // nobody else does it in time, and without it joins go wrong
      known.analyzed = known.rows;
      return;
    }
    script("CREATE TEMP TABLE staged_rows ON COMMIT DROP AS SELECT " + list + " FROM " + into + " WITH NO DATA");
    copy("staged_rows", columns, rows);
    script("INSERT INTO " + into + " (" + list + ") SELECT " + list + " FROM staged_rows");
    script("DROP TABLE staged_rows");
  });
}

}  // namespace mssp::db
