#include "base/text.hpp"
#include "db/migrate.hpp"
#include "options.hpp"
#include "store/commands.hpp"
#include "store/copies.hpp"
#include "store/place.hpp"

namespace mssp::store {
namespace {

struct Options {
  std::string file;
};

Options read(const cli::Arguments& arguments) {
  Options options{arguments.text("file")};
  if (options.file == "-") cli::refuse("file", "the name of a file", "-");
  return options;
}

render::Result run(Context& context, const Options& options) {
  const Context::Place place = context.store_place();
  require_file(place, "pg_restore --dbname 'ADDRESS' FILE, into an empty database");
  const std::filesystem::path path = place.path;
  const std::filesystem::path backup = context.world().at(options.file);
  const Restored restored = context.dry_run() ? Restored{.kept = {}, .health = require_sound(backup)}
                                              : restore(backup, path, context.actor());
  if (!restored.kept.empty()) context.note("the store before is kept as '" + printable(restored.kept.native()) + "'");
  if (restored.health.version < db::newest_version()) {
    context.note("it is older than this program: run 'synos-mssp store migrate'");
  }
  render::Object object{{{"store", path.native()},
                         {"restored_from", backup.native()},
                         {"kept", restored.kept.empty() ? render::Value() : render::Value(restored.kept.native())},
                         {"version", restored.health.version},
                         describe_audit(restored.health.audit)}};
  return context.changed("restored the store from '" + printable(backup.native()) + "'", std::move(object));
}

}  // namespace

cli::Command restore_command() {
  return {.path = "store restore",
          .summary = "put a backup in the place of the store",
          .details = "The backup is examined first; a backup that is not sound changes nothing. The store that was "
                     "there is kept beside the new one under a dated name. Waits until no other command has the store "
                     "open.",
          .examples = {"synos-mssp store restore --file /var/backups/mssp-2025-09-15.db --yes"},
          .needs = {.store = true, .writes = true, .destructive = true},
          .options = {{.name = "file", .value = "FILE", .help = "the backup to go back to", .required = true, .offers = cli::Offers::files}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::store
