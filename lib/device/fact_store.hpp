// The SQL that merges what an import staged of facts into those that are kept. See intake_store.cpp for the tables.
#pragma once

#include <cstdint>
#include <string>

#include "db/connection.hpp"
#include "tenant/tenant.hpp"

namespace mssp::device {

// The newest of each wins, in staged_fact and over what is kept; an item that is gone was told of last when it went. Gives
// how many are new or have another value. Two statements.
std::int64_t merge_facts(db::Connection& store, const tenant::Tenant& tenant, const std::string& source);

// Items of staged_removal that were not told since are gone; gives how many. A row that was removed is the one that was
// added before: with another value another row of the item is still there. One statement.
std::int64_t take_removed_away(db::Connection& store, const tenant::Tenant& tenant, const std::string& source);

// Items that the lists of staged_complete do not hold are gone; gives how many. One statement.
std::int64_t take_unlisted_away(db::Connection& store, const tenant::Tenant& tenant, const std::string& source);

}  // namespace mssp::device
