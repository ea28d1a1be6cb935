#include "store/health.hpp"

#include <map>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "db/migrate.hpp"
#include "db/sqlite.hpp"

namespace mssp::store {
namespace {

// A migration that was edited after it was applied leaves stores that look alike and are not.
void check_migrations(db::Connection& store, Health& health) {
  std::map<std::int64_t, std::string> applied;
  for (const db::Row& row : store.run("SELECT version, checksum FROM schema_migration")) {
    applied.emplace(row.integer(0), row.text(1));
  }
  for (const EmbeddedFile& file : db::migrations::files()) {
    const std::int64_t number = db::number_of(file);
    if (number > health.version) break;
    const auto found = applied.find(number);
    if (found == applied.end()) {
      health.findings.push_back("migration '" + std::string(file.name) + "' was never recorded");
    } else if (found->second != sha256_hex(file.text)) {
      health.findings.push_back("migration '" + std::string(file.name) + "' was applied with another content");
    }
  }
}

}  // namespace

Health examine(db::Connection& store) {
  Health health;
  health.findings = db::check_sqlite(store);
  if (!health.findings.empty()) return health;
  health.version = db::version_of(store);
  if (health.version == 0) {
    health.findings.emplace_back("it holds no tables");
    return health;
  }
  if (health.version > db::newest_version()) {
    health.findings.push_back("it is of version " + std::to_string(health.version) + ", this program knows up to " +
                              std::to_string(db::newest_version()));
    return health;
  }
  check_migrations(store, health);
  health.audit = audit::verify(store);
  if (const auto& broken = health.audit.broken) {
    health.findings.push_back("audit entry " + std::to_string(broken->number) + ": " + broken->reason);
  }
  return health;
}

Health require_sound(const std::filesystem::path& file) {
  const std::string shown = printable(file.native());
  std::error_code failure;
  if (!std::filesystem::exists(file, failure)) throw Error(Code::not_found, "no file '" + shown + "'");
  if (!std::filesystem::is_regular_file(file, failure)) throw Error(Code::invalid_input, "'" + shown + "' is not a file");
  Health health;
  try {
    health = examine(*db::open_sqlite(file, db::Access::copy));
  } catch (const Error& error) {
    throw Error(Code::invalid_input, "'" + shown + "' is not a sound store: " + error.message());
  }
  if (!health.findings.empty()) {
    throw Error(Code::invalid_input, "'" + shown + "' is not a sound store: " + health.findings.front());
  }
  return health;
}

}  // namespace mssp::store
