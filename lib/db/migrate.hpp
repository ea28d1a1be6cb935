// The schema: numbered SQL files of schemas/, compiled in, applied in order in one transaction with their record.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/embedded.hpp"
#include "base/instant.hpp"
#include "db/connection.hpp"

namespace mssp::db {

namespace migrations {
const std::vector<EmbeddedFile>& files();  // "0001_store.sql" ..., in order
}
// Those of schemas/sqlite and schemas/postgresql: run after the common one of the same number.
namespace sqlite_migrations {
const std::vector<EmbeddedFile>& files();
}
namespace postgresql_migrations {
const std::vector<EmbeddedFile>& files();
}

// The version this program writes: the number of its last migration.
std::int64_t newest_version();

// The version of a store; 0 for an empty one.
std::int64_t version_of(Connection& connection);

// Error{failed} when the store is newer than the program;
// Error{conflict} when it is older (the hint names `store migrate`).
void require_current(Connection& connection);

// The migrations up to the store's version that are not on its record, or are there with another content: stores that
// look alike and are not. A line each, empty when all is well.
std::vector<std::string> check_migrations(Connection& connection);

// Brings an empty or older store to newest_version(); gives the names of the migrations applied, none when current.
// All or nothing.
std::vector<std::string> migrate(Connection& connection, Instant now);

}  // namespace mssp::db
