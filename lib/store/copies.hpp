// Backups of a store, and the way back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "base/instant.hpp"
#include "db/connection.hpp"
#include "store/health.hpp"

namespace mssp::store {

struct Copy {
  std::filesystem::path file;
  std::uintmax_t bytes = 0;
  Health health;
};

// Error{conflict} when `target` is the store itself, a folder, or a file and `replace` is false.
void require_free(const std::filesystem::path& store_file, const std::filesystem::path& target, bool replace);

// Writes a consistent copy of the open store as one file, examined before it takes its name; others may go on writing.
// Fails as require_free does.
Copy back_up(db::Connection& store, const std::filesystem::path& store_file, const std::filesystem::path& target,
             bool replace);

// The name under which a store is kept when another takes its place: "mssp.db.before-restore-20250915T100000Z", with a
// number behind it when that is taken.
std::filesystem::path kept_name(const std::filesystem::path& store_file, const std::string& why, Instant now);

struct Restored {
  std::filesystem::path kept;  // the old store; empty when there was none
  Health health;               // of what was restored
};

// Puts a copy of `backup` in the place of the store, in one rename, while no other command has the store open; the
// restored audit trail gets an entry by `actor`. A crash at any moment leaves the old store or the new one.
// Error{not_found, invalid_input} when the backup is not there or not sound, Error{busy} when the store stays in use.
Restored restore(const std::filesystem::path& backup, const std::filesystem::path& store_file, const audit::Actor& actor);

struct Migrated {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::filesystem::path kept;  // the copy made before; empty when nothing had to be done, and with `dry_run`
  std::vector<std::string> migrations;
};

// Copies an older store, then brings it to the version of this program in one transaction with an audit entry. With
// `dry_run` the transaction is rolled back.
Migrated migrate(const std::filesystem::path& store_file, const audit::Actor& actor, bool dry_run);

// The same for an open store, of which no copy is made.
Migrated migrate(db::Connection& store, const audit::Actor& actor, bool dry_run);

}  // namespace mssp::store
