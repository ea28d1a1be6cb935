#include "context.hpp"
#include "maintenance/commands.hpp"
#include "monitor/service_store.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::maintenance {
namespace {

struct Options {
  std::string tenant;
};

Options read(const cli::Arguments& arguments) { return {*arguments.slug("tenant")}; }

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  render::List list{.columns = {{"service", "SERVICE"},
                                {"from", "FROM"},
                                {"to", "TO"},
                                {"agreed_at", "AGREED"},
                                {"purpose", "PURPOSE"}},
                    .when_empty = "no maintenance is recorded"};
  for (const monitor::Knowledge& known : monitor::knowledge(store, {tenant}, Instant::max())) {
    for (const monitor::Maintenance& window : known.maintenance) {
      list.rows.push_back({known.service.name, window.from, window.to, window.agreed_at, window.reason});
    }
  }
  return {.answer = std::move(list)};
}

}  // namespace

cli::Command list_command() {
  return {.path = "maintenance list",
          .summary = "show the maintenance agreed with a customer",
          .examples = {"synos-mssp maintenance list --tenant acme-corp"},
          .needs = {.store = true},
          .options = {options::tenant()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::maintenance
