// Row-level security of a store in PostgreSQL: every table shows only the rows of the scope that the transaction names
// (db::Scope), and none when it names none. Tables are found in the catalog, so a new one cannot be forgotten.
//
// It guards against mistakes in statements and in what builds on the store. A person who may log in as a member of the
// tool's role can name any scope.
#pragma once

#include <string>
#include <vector>

#include "db/connection.hpp"

namespace mssp::db {

// Makes the tool's role if need be, grants it what the tool does, and protects all tables; by the owner, in the
// transaction of a migration. Error{denied} when the role is missing and the login may not make it.
void protect_rows(Connection& store);

// A line for each table, right or role by which rows could be seen that are not of the scope.
std::vector<std::string> check_row_security(Connection& store);

}  // namespace mssp::db
