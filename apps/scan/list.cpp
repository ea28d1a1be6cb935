#include "base/slug.hpp"
#include "context.hpp"
#include "options.hpp"
#include "scan/commands.hpp"
#include "scan/scan_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::scan {
namespace {

struct Options {
  std::string tenant;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant")};
}

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const bool every = options.tenant == every_tenant;
  if (!every) tenant::get(store, options.tenant);
  render::List answer{.columns = {{"tenant", every ? "TENANT" : ""},
                                  {"scan", "SCAN"},
                                  {"scanner", "SCANNER"},
                                  {"hosts", "HOSTS", render::Align::right},
                                  {"reported", "REPORTED", render::Align::right},
                                  {"created", "CREATED", render::Align::right},
                                  {"untouched", "UNTOUCHED", render::Align::right},
                                  {"reopened", "REOPENED", render::Align::right},
                                  {"fixed", "FIXED", render::Align::right},
                                  {"skipped", ""},
                                  {"doubt", ""},
                                  {"started_at", ""},
                                  {"finished_at", ""},
                                  {"imported_at", "IMPORTED"},
                                  {"sha256", ""}},
                      .rows = {},
                      .when_empty = "no scans"};
  for (Scan& scan : list(store, options.tenant)) {
    answer.rows.push_back({std::move(scan.tenant), handle(scan.number), std::move(scan.scanner), scan.hosts,
                           scan.reported, scan.created, scan.untouched, scan.reopened, scan.fixed, scan.skipped,
                           scan.doubt.empty() ? render::Value() : render::Value(std::move(scan.doubt)), scan.started,
                           scan.finished, scan.imported_at, std::move(scan.sha256)});
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command list_command() {
  return {.path = "scan list",
          .summary = "show the scans that were imported",
          .details = "The newest comes first. 'doubt', in JSON and CSV, says why a scan closed nothing.",
          .examples = {"synos-mssp scan list --tenant acme-corp"},
          .needs = {.store = true},
          .options = {options::tenant_or_all()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::scan
