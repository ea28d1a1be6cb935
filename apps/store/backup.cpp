#include "base/error.hpp"
#include "base/text.hpp"
#include "db/migrate.hpp"
#include "db/sqlite.hpp"
#include "store/commands.hpp"
#include "store/copies.hpp"
#include "store/place.hpp"

namespace mssp::store {
namespace {

struct Options {
  std::string file;
  bool force = false;
};

Options read(const cli::Arguments& arguments) {
  Options options{arguments.text("file"), arguments.has("force")};
  if (options.file == "-") cli::refuse("file", "the name of a file", "-");
  return options;
}

render::Result run(Context& context, const Options& options) {
  const Context::Place place = existing_store(context);
  require_file(place, "PGOPTIONS='-c mssp.tenant=all' pg_dump --enable-row-security --format=custom --file FILE 'ADDRESS'");
  const std::filesystem::path path = place.path;
  const auto store = db::open_sqlite(path, db::Access::read);
  if (db::version_of(*store) == 0) throw Error(Code::failed, "the store is empty: there is nothing to back up");
  const std::filesystem::path target = context.world().at(options.file);
  if (context.dry_run()) require_free(path, target, options.force);
  const Copy copy = context.dry_run() ? Copy{.file = target, .bytes = 0, .health = require_sound(path)}
                                      : back_up(*store, path, target, options.force);
  render::Object object{{{"file", copy.file.native()},
                         {"version", copy.health.version},
                         describe_audit(copy.health.audit)}};
  object.members.push_back({"bytes", context.dry_run() ? render::Value() : render::Value(copy.bytes)});
  return context.changed("backed up the store to '" + printable(copy.file.native()) + "'", std::move(object));
}

}  // namespace

cli::Command backup() {
  return {.path = "store backup",
          .summary = "copy the store to a file while others work",
          .details = "The copy is consistent, examined like 'store check' does, and takes its name only when it is "
                     "sound. It can lie on any file system. The last hash of its audit trail, kept elsewhere, proves "
                     "later that nothing was cut off.",
          .examples = {"synos-mssp store backup --file /var/backups/mssp-2025-09-15.db",
                       "synos-mssp store backup --file /var/backups/mssp.db --force"},
          .options = {{.name = "file", .value = "FILE", .help = "where the copy goes", .required = true,
                       .offers = cli::Offers::files},
                      {.name = "force", .value = "", .help = "replace a file of that name"},
                      {.name = "dry-run", .value = "", .help = "do everything but keep nothing", .letter = 'n'}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::store
