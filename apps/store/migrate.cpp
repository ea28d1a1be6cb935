#include "base/text.hpp"
#include "store/commands.hpp"
#include "store/copies.hpp"
#include "store/place.hpp"

namespace mssp::store {
namespace {

struct Options {};

Options read(const cli::Arguments&) { return {}; }

render::Result run(Context& context, const Options&) {
  const std::filesystem::path path = existing_store(context);
  const Migrated migrated = migrate(path, context.actor(), context.dry_run());
  const bool changed = !migrated.migrations.empty();
  if (!migrated.kept.empty()) context.note("the store before is kept as '" + printable(migrated.kept.native()) + "'");
  render::Object object{{{"store", path.native()},
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
                     "none. A store that is newer than the program is left alone.",
          .examples = {"synos-mssp store migrate --dry-run", "synos-mssp store migrate"},
          .needs = {.store = true, .writes = true},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::store
