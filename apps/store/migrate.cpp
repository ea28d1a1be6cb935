#include "base/text.hpp"
#include "db/postgres.hpp"
#include "store/commands.hpp"
#include "store/copies.hpp"
#include "store/place.hpp"

namespace mssp::store {
namespace {

struct Options {};

Options read(const cli::Arguments&) { return {}; }

render::Result run(Context& context, const Options&) {
  const Context::Place place = existing_store(context);
  const Migrated migrated = place.in_postgres()
                                ? migrate(*db::open_postgres_as_owner(place.url), context.actor(), context.dry_run())
                                : migrate(place.path, context.actor(), context.dry_run());
  const bool changed = !migrated.migrations.empty();
  if (!migrated.kept.empty()) context.note("the store before is kept as '" + printable(migrated.kept.native()) + "'");
  render::Object object{{{"store", place.shown()},
                         {"from", migrated.from},
                         {"to", migrated.to},
                         {"kept", migrated.kept.empty() ? render::Value() : render::Value(migrated.kept.native())},
                         {"migrations", render::Array(migrated.migrations.begin(), migrated.migrations.end())}}};
  const std::string versions =
      "from version " + std::to_string(migrated.from) + " to " + std::to_string(migrated.to);
  return context.changed(changed ? "migrated the store " + versions
                                 : "the store is of version " + std::to_string(migrated.to) + " already",
                         std::move(object), changed);
}

}  // namespace

cli::Command migrate_command() {
  return {.path = "store migrate",
          .summary = "bring an older store to the version of this program",
          .details = "A copy of the store is kept beside it first; then all migrations are done in one transaction, or "
                     "none. A store that is newer than the program is left alone.\n"
                     "In PostgreSQL it is run by the owner of the database, makes a new store as well, grants rights and "
                     "sets row-level security; the copy is yours to make.",
          .examples = {"synos-mssp store migrate --dry-run", "synos-mssp store migrate",
                       "synos-mssp store migrate --store postgresql://db.example.net/mssp"},
          .needs = {.store = true, .writes = true},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::store
