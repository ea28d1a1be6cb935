#include "db/migrate.hpp"

#include <map>

#include "base/error.hpp"
#include "base/sha256.hpp"

namespace mssp::db {
namespace {

std::int64_t number_of(const EmbeddedFile& migration) { return std::stoll(std::string(migration.name.substr(0, 4))); }

// The part of a migration that only this engine takes; empty when there is none.
std::string_view own_part(const Connection& connection, const EmbeddedFile& migration) {
  for (const EmbeddedFile& own : connection.own_migrations()) {
    if (number_of(own) == number_of(migration)) return own.text;
  }
  return {};
}

// What was applied, as its checksum tells: the common text and the engine's own.
std::string checksum_of(const Connection& connection, const EmbeddedFile& migration) {
  return sha256_hex(std::string(migration.text) + std::string(own_part(connection, migration)));
}

[[noreturn]] void refuse_newer(std::int64_t version) {
  throw Error(Code::failed,
              "the store is of version " + std::to_string(version) + ", this program knows up to " +
                  std::to_string(newest_version()),
              "install the newer synos-mssp that wrote it");
}

}  // namespace

std::int64_t newest_version() { return number_of(migrations::files().back()); }

std::int64_t version_of(Connection& connection) { return connection.version(); }

void require_current(Connection& connection) {
  const std::int64_t version = version_of(connection);
  if (version > newest_version()) refuse_newer(version);
  if (version < newest_version()) {
    throw Error(Code::conflict,
                "the store is of version " + std::to_string(version) + ", this program needs " +
                    std::to_string(newest_version()),
                "run 'synos-mssp store migrate': of a file it keeps a copy, in PostgreSQL the owner runs it");
  }
}

std::vector<std::string> check_migrations(Connection& connection) {
  std::map<std::int64_t, std::string> recorded;
  for (const Row& row : connection.run("SELECT version, checksum FROM schema_migration")) {
    recorded.emplace(row.integer(0), row.text(1));
  }
  std::vector<std::string> findings;
  const std::int64_t version = version_of(connection);
  for (const EmbeddedFile& file : migrations::files()) {
    const auto found = recorded.find(number_of(file));
    const std::string subject = "migration '" + std::string(file.name) + "' ";
    if (number_of(file) > version) break;
    if (found == recorded.end()) {
      findings.push_back(subject + "was never recorded");
    } else if (found->second != checksum_of(connection, file)) {
      findings.push_back(subject + "was applied with another content");
    }
  }
  return findings;
}

std::vector<std::string> migrate(Connection& connection, Instant now) {
  return connection.atomically([&] {
    std::vector<std::string> applied;
    const std::int64_t version = version_of(connection);
    if (version > newest_version()) refuse_newer(version);
    for (const EmbeddedFile& file : migrations::files()) {
      if (number_of(file) <= version) continue;
      connection.script(connection.dialect(file.text));
      if (const std::string own(own_part(connection, file)); !own.empty()) connection.script(own);
      connection.run("INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
                     {number_of(file), std::string(file.name), checksum_of(connection, file), epoch(now)});
      applied.emplace_back(file.name);
    }
    if (!applied.empty()) connection.set_version(newest_version());
    if (!applied.empty()) connection.protect();
    return applied;
  });
}

}  // namespace mssp::db
