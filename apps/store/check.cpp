#include "base/text.hpp"
#include "db/migrate.hpp"
#include "store/commands.hpp"
#include "store/place.hpp"

namespace mssp::store {
namespace {

struct Options {};

Options read(const cli::Arguments&) { return {}; }

render::Result run(Context& context, const Options&) {
  const Context::Place place = existing_store(context);
  const Health health = examine(*open_to_read(place));
  const bool sound = health.findings.empty();
  render::Record record;
  record.object.members = {{"store", place.shown()},
                           {"sound", sound},
                           {"version", health.version},
                           {"newest_version", db::newest_version()},
                           describe_audit(health.audit),
                           {"findings", render::Array(health.findings.begin(), health.findings.end())}};
  record.lines.push_back("store " + printable(place.shown()) + ", version " + std::to_string(health.version));
  for (const std::string& finding : health.findings) record.lines.push_back("not sound: " + printable(finding));
  if (sound && health.version == 0) {
    record.lines.emplace_back(place.in_postgres() ? "it is empty: 'synos-mssp store migrate' makes a store in it"
                                                  : "it is empty: the first change fills it");
  }
  if (sound && health.version > 0) {
    record.lines.emplace_back(place.in_postgres() ? "references, schema and row-level security are sound"
                                                  : "file, references and schema are sound");
    record.lines.push_back("audit trail of " + entries_of(health.audit) + " is whole, last hash " + health.audit.last_hash);
  }
  render::Result result{.answer = std::move(record), .status = sound ? 0 : 1};
  if (sound && health.version > 0 && health.version < db::newest_version()) {
    result.notes.push_back("it is older than this program: 'synos-mssp store migrate' brings it to version " +
                           std::to_string(db::newest_version()));
  }
  if (!sound) {
    result.notes.emplace_back(place.in_postgres() ? "the store is not sound: see synos-mssp-postgresql(7)"
                                                  : "the store is not sound: restore a backup with 'synos-mssp store restore'");
  }
  return result;
}

}  // namespace

cli::Command check() {
  return {.path = "store check",
          .summary = "examine the store from end to end",
          .details = "Reads every page, every reference and the whole audit trail, and compares the schema with this "
                     "program's; in PostgreSQL also whether row-level security is in force for every table. Exit "
                     "status 1 when anything is wrong.",
          .examples = {"synos-mssp store check", "synos-mssp store check --store sqlite:///backup/mssp.db --format json"},
          .needs = {.store = true},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::store
