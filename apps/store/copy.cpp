#include "base/error.hpp"
#include "base/text.hpp"
#include "db/migrate.hpp"
#include "db/postgres.hpp"
#include "db/sqlite.hpp"
#include "store/commands.hpp"
#include "store/place.hpp"
#include "store/transfer_store.hpp"
#include "world/file.hpp"

namespace mssp::store {
namespace {

struct Options {
  std::string from;
  std::string to;
};

Options read(const cli::Arguments& arguments) { return {arguments.text("from"), arguments.text("to")}; }

std::unique_ptr<db::Connection> open_source(const Context::Place& place) {
  require_there(place);
  return open_to_read(place);
}

std::unique_ptr<db::Connection> open_destination(const Context::Place& place) {
  if (place.in_postgres()) return db::open_postgres_as_owner(place.url);
  world::make_folder(place.path.parent_path());
  return db::open_sqlite(place.path, db::Access::write);
}

render::Result run(Context& context, const Options& options) {
  const Context::Place from = context.place_at(options.from, "--from");
  const Context::Place to = context.place_at(options.to, "--to");
  const auto source = open_source(from);
  const Transferred done = transfer(*source, *open_destination(to), context.now(), context.dry_run());
  render::Array tables;
  for (const Transferred::Table& table : done.tables) {
    tables.push_back(render::Object{{{"table", table.name}, {"rows", table.rows}}});
  }
  render::Object object{{{"from", from.shown()},
                         {"to", to.shown()},
                         {"version", db::newest_version()},
                         {"rows", done.rows()},
                         {"tables", std::move(tables)},
                         describe_audit(done.audit)}};
  return context.changed("copied " + counted(static_cast<std::size_t>(done.rows()), "row") + " of " +
                             counted(done.tables.size(), "table") + " to '" + printable(to.shown()) + "'",
                         std::move(object));
}

}  // namespace

cli::Command copy_command() {
  return {.path = "store copy",
          .summary = "move a whole store to another engine or place",
          .details = "Reads the source in one state while others work on it, and writes the destination, which must be "
                     "empty, in one transaction: interrupted, it leaves the destination empty. Rows keep their numbers. "
                     "Before anything is kept, the rows of each table are counted and both audit trails verified. What "
                     "is changed in the source afterwards does not follow.\n"
                     "A destination in PostgreSQL is given by the address of the database's owner.",
          .examples = {"synos-mssp store copy --from sqlite:///var/lib/synos/mssp/mssp.db --to postgresql://mssp_owner@db.example.net/mssp",
                       "synos-mssp store copy --from postgresql:///mssp --to sqlite:///var/backups/mssp.db --dry-run"},
          .options = {{.name = "from", .value = "URL", .help = "the store to read", .required = true},
                      {.name = "to", .value = "URL", .help = "an empty place: a new file or a database without tables", .required = true},
                      {.name = "dry-run", .value = "", .help = "do everything but keep nothing", .letter = 'n'}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::store
