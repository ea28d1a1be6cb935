#include "store/copies.hpp"

#include <algorithm>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/migrate.hpp"
#include "db/sqlite.hpp"
#include "render/json.hpp"
#include "world/file.hpp"

namespace mssp::store {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code failure;
  return fs::exists(path, failure);
}

fs::path with_suffix(fs::path path, const std::string& suffix) { return path += suffix; }

// A file in the making: removed, with what SQLite put beside it, unless it was given its name.
class Staged {
 public:
  explicit Staged(const fs::path& target) : path_(world::temporary_beside(target)) {}
  Staged(const Staged&) = delete;
  Staged& operator=(const Staged&) = delete;
  ~Staged() {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal", ".lock"}) fs::remove(with_suffix(path_, suffix), ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string stamp(Instant now) {
  std::string text = rfc3339(now);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

struct RolledBack {};

}  // namespace

fs::path kept_name(const fs::path& store_file, const std::string& why, Instant now) {
  const fs::path name = with_suffix(store_file, "." + why + "-" + stamp(now));
  if (!is_there(name)) return name;
  int number = 2;
  while (is_there(with_suffix(name, "-" + std::to_string(number)))) ++number;
  return with_suffix(name, "-" + std::to_string(number));
}

void require_free(const fs::path& store_file, const fs::path& target, bool replace) {
  const std::string shown = printable(target.native());
  std::error_code failure;
  if (fs::equivalent(target, store_file, failure)) {
    throw Error(Code::conflict, "'" + shown + "' is the store itself", "give the backup another name");
  }
  if (fs::is_directory(target, failure)) throw Error(Code::conflict, "'" + shown + "' is a folder", "name a file in it");
  if (is_there(target) && !replace) throw Error(Code::conflict, "'" + shown + "' exists already", "--force replaces it");
}

Copy back_up(db::Connection& store, const fs::path& store_file, const fs::path& target, bool replace) {
  require_free(store_file, target, replace);
  std::error_code failure;
  const Staged staged(target);
  db::copy_sqlite(store, staged.path());
  Copy copy{.file = target, .bytes = fs::file_size(staged.path(), failure), .health = require_sound(staged.path())};
  world::rename_synced(staged.path(), target);
  return copy;
}

Restored restore(const fs::path& backup, const fs::path& store_file, const audit::Actor& actor) {
  std::error_code failure;
  if (fs::equivalent(backup, store_file, failure)) {
    throw Error(Code::conflict, "'" + printable(backup.native()) + "' is the store itself", "name a backup of it");
  }
  Restored restored;
  restored.health = require_sound(backup);
  world::make_folder(store_file.parent_path());
  const Staged staged(store_file);
  db::copy_sqlite(*db::open_sqlite(backup, db::Access::copy), staged.path());
  {
    const auto store = db::open_sqlite(staged.path(), db::Access::write);
    const render::Object after{{{"restored_from", backup.filename().native()}}};
    store->atomically([&] { audit::record(*store, actor, {{"", "store", "", render::json_line(after)}}); });
  }
  require_sound(staged.path());
  // Restored with sudo, the store stays that of the service.
  if (is_there(store_file)) world::take_owner(staged.path(), store_file);
  const db::Held held(store_file);
  if (is_there(store_file)) {
    restored.kept = kept_name(store_file, "before-restore", actor.at);
    // Only a store too damaged to be held still has a log: it goes with its file, so that it is never replayed into
    // the restored one.
    const fs::path log = with_suffix(store_file, "-wal");
    if (is_there(log)) world::rename_synced(log, with_suffix(restored.kept, "-wal"));
    fs::remove(with_suffix(store_file, "-shm"), failure);
    world::link_file(store_file, restored.kept);
  }
  world::rename_synced(staged.path(), store_file);
  return restored;
}

Migrated migrate(const fs::path& store_file, const audit::Actor& actor, bool dry_run) {
  const auto store = db::open_sqlite(store_file, db::Access::write);
  const std::int64_t from = db::version_of(*store);
  fs::path kept;
  if (from > 0 && from < db::newest_version() && !dry_run) {
    kept = kept_name(store_file, "version-" + std::to_string(from), actor.at);
    const Staged staged(kept);
    db::copy_sqlite(*store, staged.path());
    world::rename_synced(staged.path(), kept);
  }
  Migrated migrated = migrate(*store, actor, dry_run);
  migrated.kept = kept;
  return migrated;
}

Migrated migrate(db::Connection& store, const audit::Actor& actor, bool dry_run) {
  Migrated migrated{.from = db::version_of(store), .to = db::newest_version(), .kept = {}, .migrations = {}};
  if (migrated.from == migrated.to) return migrated;
  try {
    store.atomically([&] {
      migrated.migrations = db::migrate(store, actor.at);
      if (!migrated.migrations.empty()) {
        audit::record(store, actor,
                      {{"", "store", render::json_line(render::Object{{{"version", migrated.from}}}),
                        render::json_line(render::Object{{{"version", migrated.to}}})}});
      }
      if (dry_run) throw RolledBack{};
    });
  } catch (const RolledBack&) {
  }
  return migrated;
}

}  // namespace mssp::store
