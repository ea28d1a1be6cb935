// The same tests on both engines: MSSP_TEST_ENGINE=postgresql plays them on PostgreSQL, as ctest does once for a whole
// test program.
#pragma once

#include <memory>

#include "db/connection.hpp"

namespace mssp::test {

enum class Engine { sqlite, postgresql };

Engine engine();

// An empty store of the newest version; that of PostgreSQL with the rights of a technician.
std::unique_ptr<db::Connection> fresh_store();

}  // namespace mssp::test
