// Copies of a store and the way back, on real files.
#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "db/migrate.hpp"
#include "db/sqlite.hpp"
#include "store/copies.hpp"
#include "support/test_world.hpp"

using namespace mssp;

namespace {

namespace fs = std::filesystem;
const Instant now = instant(1757930400);
const audit::Actor actor{.login = "tester", .staff = {}, .command = "test", .reason = {}, .at = now};

std::unique_ptr<db::Connection> fresh(const fs::path& file) {
  auto store = db::open_sqlite(file, db::Access::write);
  db::migrate(*store, now);
  return store;
}

void record(db::Connection& store, const std::string& object) {
  store.atomically([&] { audit::record(store, actor, {{"", object, "", "{}"}}); });
}

// A store as an earlier program left it: only the first migration.
void make_old(const fs::path& file) {
  const auto store = db::open_sqlite(file, db::Access::write);
  const EmbeddedFile& first = db::migrations::files().front();
  store->script(store->dialect(first.text));
  store->run("INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (1, $1, $2, 0)",
             {std::string(first.name), sha256_hex(first.text)});
  store->script("PRAGMA user_version = 1");
  record(*store, "old");
}

std::string first_finding(db::Connection& store) {
  const auto findings = store::examine(store).findings;
  return findings.empty() ? "" : findings.front();
}

Code code_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.code();
  }
  return Code::interrupted;
}

}  // namespace

TEST_CASE("an examination names what is wrong", "[sqlite]") {
  const test::TemporaryFolder folder;
  const auto store = fresh(folder.path() / "mssp.db");
  for (const char* object : {"a", "b", "c"}) record(*store, object);
  CHECK(first_finding(*store).empty());
  SECTION("an altered audit entry") {
    store->run("UPDATE audit SET reason = 'other' WHERE number = 2");
    CHECK(first_finding(*store) == "audit entry 2: its content was changed after it was written");
  }
  SECTION("a removed audit entry") {
    store->run("DELETE FROM audit WHERE number = 1");
    CHECK(first_finding(*store) == "audit entry 1: the entry is missing");
  }
  SECTION("a row that refers to nothing") {
    store->script("PRAGMA foreign_keys = OFF");
    store->run("INSERT INTO membership (tenant_id, person_id, role, assigned_at) VALUES (7, 7, 'admin', 0)");
    CHECK(first_finding(*store).starts_with("table 'membership' has a row that refers to a missing row of"));
  }
  SECTION("a migration of another content") {
    store->run("UPDATE schema_migration SET checksum = 'x' WHERE version = 1");
    CHECK(first_finding(*store) == "migration '0001_store.sql' was applied with another content");
  }
  SECTION("a newer version") {
    store->script("PRAGMA user_version = 9999");
    CHECK(first_finding(*store).starts_with("it is of version 9999, this program knows up to "));
  }
}

TEST_CASE("a backup holds what was committed, and nothing replaces a file unasked", "[sqlite]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "mssp.db";
  const fs::path backup = folder.path() / "backup.db";
  const auto store = fresh(file);
  record(*store, "kept");
  const store::Copy copy = store::back_up(*store, file, backup, false);
  CHECK(copy.bytes == fs::file_size(backup));
  CHECK(copy.health.audit.checked == 1);
  CHECK((fs::status(backup).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(code_of([&] { store::back_up(*store, file, backup, false); }) == Code::conflict);
  CHECK(code_of([&] { store::back_up(*store, file, file, true); }) == Code::conflict);
  CHECK(code_of([&] { store::back_up(*store, file, folder.path(), true); }) == Code::conflict);
  store::back_up(*store, file, backup, true);
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    INFO(entry.path());
    CHECK_FALSE(entry.path().filename().native().starts_with('.'));  // no temporary file is left
  }
}

TEST_CASE("a store that is not sound is not backed up", "[sqlite]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "mssp.db";
  const auto store = fresh(file);
  record(*store, "a");
  store->run("UPDATE audit SET object = 'b'");
  CHECK(code_of([&] { store::back_up(*store, file, folder.path() / "backup.db", false); }) == Code::invalid_input);
  CHECK_FALSE(fs::exists(folder.path() / "backup.db"));
}

TEST_CASE("a restore keeps the old store with everything in it", "[sqlite]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "mssp.db";
  const fs::path backup = folder.path() / "backup.db";
  {
    const auto store = fresh(file);
    record(*store, "before");
    store::back_up(*store, file, backup, false);
    record(*store, "after");
  }
  const store::Restored restored = store::restore(backup, file, actor);
  CHECK(restored.kept.filename() == "mssp.db.before-restore-20250915T100000Z");
  CHECK_FALSE(fs::exists(file.native() + "-wal"));
  const auto kept = audit::list(*db::open_sqlite(restored.kept, db::Access::read), {});
  REQUIRE(kept.size() == 2);
  CHECK(kept.back().change.object == "after");
  const auto store = db::open_sqlite(file, db::Access::read);
  const auto entries = audit::list(*store, {});
  REQUIRE(entries.size() == 2);
  CHECK(entries.back().change.object == "store");
  CHECK(first_finding(*store).empty());
}

TEST_CASE("a restored store belongs to whom the old one belonged to", "[sqlite]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "mssp.db";
  const fs::path backup = folder.path() / "backup.db";
  store::back_up(*fresh(file), file, backup, false);
  const uid_t owner = ::geteuid() == 0 ? 65534 : ::geteuid();
  REQUIRE(::chown(file.c_str(), owner, static_cast<gid_t>(-1)) == 0);
  store::restore(backup, file, actor);
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK(status.st_uid == owner);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("a writer that had the store open before a restore cannot write to the one that was put away", "[sqlite]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "mssp.db";
  const fs::path other = folder.path() / "other.db";
  fresh(other);
  const auto store = fresh(file);
  fs::rename(other, file);
  CHECK(code_of([&] { record(*store, "lost"); }) == Code::busy);
}

TEST_CASE("an older store is copied, then migrated", "[sqlite]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "mssp.db";
  make_old(file);
  CHECK(code_of([&] { db::require_current(*db::open_sqlite(file, db::Access::read)); }) == Code::conflict);
  CHECK(store::require_sound(file).version == 1);

  const store::Migrated tried = store::migrate(file, actor, true);
  CHECK(tried.from == 1);
  CHECK(tried.kept.empty());
  CHECK(tried.migrations.size() == db::migrations::files().size() - 1);
  CHECK(store::require_sound(file).version == 1);

  const store::Migrated migrated = store::migrate(file, actor, false);
  CHECK(migrated.kept.filename() == "mssp.db.version-1-20250915T100000Z");
  CHECK(store::require_sound(migrated.kept).version == 1);
  const store::Health health = store::require_sound(file);
  CHECK(health.version == db::newest_version());
  CHECK(health.audit.checked == 2);
  CHECK(store::migrate(file, actor, false).migrations.empty());
}

TEST_CASE("a newer store is not migrated, backed up as sound or restored", "[sqlite]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.path() / "mssp.db";
  fresh(file)->script("PRAGMA user_version = 9999");
  CHECK(code_of([&] { store::migrate(file, actor, false); }) == Code::failed);
  CHECK(code_of([&] { store::restore(file, folder.path() / "target.db", actor); }) == Code::invalid_input);
  CHECK_FALSE(fs::exists(folder.path() / "target.db"));
}

TEST_CASE("the commands of an older store say what to do", "[sqlite]") {
  test::TestWorld world;
  fs::create_directories(world.store().parent_path());
  make_old(world.store());
  const test::Ran refused = world.run({"tenant", "list"});
  CHECK(refused.status == 4);
  CHECK(refused.err.find("run 'synos-mssp store migrate'") != std::string::npos);
  const test::Ran migrated = world.run({"store", "migrate"});
  CHECK(migrated.status == 0);
  CHECK(migrated.err.find("migrated the store from version 1 to ") != std::string::npos);
  CHECK(world.run({"tenant", "list"}).status == 0);
}

TEST_CASE("a broken audit trail is told by its command with exit status 1", "[sqlite]") {
  test::TestWorld world;
  REQUIRE(world.run({"tenant", "create", "--name", "Acme", "--tier", "starter", "--seats", "2"}).status == 0);
  db::open_sqlite(world.store(), db::Access::write)->run("UPDATE audit SET login = 'nobody'");
  const test::Ran verified = world.run({"audit", "verify"});
  CHECK(verified.status == 1);
  CHECK(verified.out.find("broken at entry 1: its content was changed") != std::string::npos);
  const test::Ran checked = world.run({"store", "check"});
  CHECK(checked.status == 1);
  CHECK(checked.out.find("not sound: audit entry 1: ") != std::string::npos);
}
