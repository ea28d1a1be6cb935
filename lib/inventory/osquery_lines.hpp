// The lines of osquery's results log, whatever they are about.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "inventory/inventory.hpp"
#include "json/tree.hpp"

namespace mssp::inventory {

struct OsqueryLine {
  std::size_t line = 0;
  std::string host;   // its identifier, lower case
  std::string query;  // the name of the query, lower case
  std::optional<Instant> at;
  bool snapshot = false;  // all rows there are
};

// Gives each line and a row of it that was added or is there; a snapshot without rows is given with the null value.
// Rows that were removed are given with `removed`. Error{invalid_input} "FILE:LINE: ..." for what is no such line.
void read_osquery_lines(const Input& input,
                        const std::function<void(const OsqueryLine& line, const json::Tree& row, bool removed)>& each);

// Whether the query's name is that of the table, or ends with it behind '_', '-' or '/'.
bool is_about(const OsqueryLine& line, std::string_view table);

}  // namespace mssp::inventory
