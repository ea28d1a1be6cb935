// The SQL that measures the work of tenants.
#pragma once

#include <vector>

#include "db/connection.hpp"
#include "workload/load.hpp"

namespace mssp::workload {

// Every tenant that work is done for, by slug, with one statement.
std::vector<Measured> measure(db::Connection& store, Instant now);

}  // namespace mssp::workload
