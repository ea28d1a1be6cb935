#include "support/engine.hpp"

#include <cstdlib>
#include <string_view>
#include <vector>

#include "db/migrate.hpp"
#include "db/postgres.hpp"
#include "db/sqlite.hpp"
#include "support/postgres.hpp"

namespace mssp::test {

Engine engine() {
  const char* wanted = std::getenv("MSSP_TEST_ENGINE");
  return wanted != nullptr && std::string_view(wanted) == "postgresql" ? Engine::postgresql : Engine::sqlite;
}

std::unique_ptr<db::Connection> fresh_store() {
  if (engine() == Engine::sqlite) {
    auto store = db::open_sqlite_in_memory();
    db::migrate(*store, instant(1757930400));
    return store;
  }
  // A test has few stores at a time; what is older goes.
  constexpr std::size_t kept = 8;
  Cluster::shared();  // made before the databases, so that it outlives them
  static std::vector<std::unique_ptr<Database>> databases;
  if (databases.size() == kept) databases.erase(databases.begin());
  databases.push_back(std::make_unique<Database>());
  return db::open_postgres(databases.back()->url());
}

}  // namespace mssp::test
