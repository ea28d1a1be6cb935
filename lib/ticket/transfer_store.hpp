// The SQL of what tickets an import finds and an export gives.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "ticket/import.hpp"

namespace mssp::ticket {

// Fills references, identities and analysts. Two statements.
void add_known(db::Connection& store, Known& known);

// Stores the tickets and their tags. A constant number of statements.
std::vector<Ticket> insert(db::Connection& store, const std::vector<Imported>& imported, const Promises& promises);

struct Exported {
  Ticket ticket;
  std::vector<Entry> entries;
  std::vector<std::string> tags;
};
// Of one tenant or of all, by number. Three statements.
std::vector<Exported> exported(db::Connection& store, const std::optional<std::string>& tenant);

}  // namespace mssp::ticket
