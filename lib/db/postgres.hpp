// A store in PostgreSQL behind db::Connection; libpq is used in this folder only.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "db/connection.hpp"

namespace mssp::db {

// "postgresql://" or "postgres://" in front.
bool is_postgres(std::string_view url);

// The address as it may be shown and kept: Error{usage} when it holds a password, which would be seen in the list of
// processes, in a shell's history and in the configuration.
void require_no_secret(std::string_view url);

// Opens the database that `url` names, with the rights of the tool's role. Settings that are not in the address come
// from where libpq takes them: PGHOST, PGSERVICE, ~/.pgpass, sslrootcert ...
// Error{busy} when no server answers, Error{denied} when the login is refused.
std::unique_ptr<Connection> open_postgres(const std::string& url);

// The same with the rights of the login itself, who must own the database: for migrations and for filling a new store.
std::unique_ptr<Connection> open_postgres_as_owner(const std::string& url);

}  // namespace mssp::db
