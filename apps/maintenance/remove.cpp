#include "base/error.hpp"
#include "context.hpp"
#include "maintenance/commands.hpp"
#include "monitor/outage_store.hpp"
#include "monitor/service_option.hpp"
#include "monitor/service_store.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::maintenance {
namespace {

struct Options {
  std::string tenant;
  std::string service;
  sla::Moment from;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), *arguments.slug("service"), monitor::required_moment(arguments, "from")};
}

render::Result run(Context& context, const Options& options) {
  const render::Object object = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    const monitor::Service service = monitor::get(store, tenant, options.service);
    const Instant from = options.from.in(tenant::zone_of(tenant));
    if (from <= context.now()) {
      throw Error(Code::conflict, "maintenance that has begun stays: it is in figures already",
                  "record an outage for what went wrong in it");
    }
    if (!monitor::remove_maintenance(store, service, from)) {
      throw Error(Code::not_found, "service '" + service.name + "' has no maintenance that begins at " + rfc3339(from),
                  "'synos-mssp maintenance list' shows those there are");
    }
    render::Object removed{{{"tenant", tenant.slug}, {"service", service.name}, {"from", from}}};
    context.audit({{tenant.slug, "maintenance " + service.name, render::json_line(removed), ""}});
    return removed;
  });
  return context.changed("maintenance of service '" + options.service + "' removed", object);
}

}  // namespace

cli::Command remove_command() {
  return {.path = "maintenance remove",
          .summary = "take back maintenance that has not begun",
          .examples = {"synos-mssp maintenance remove --tenant acme-corp --service web --from '2026-01-10 22:00'"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), monitor::service_option(),
                      {.name = "from", .value = "TIME", .help = "when it would begin, in the tenant's zone", .required = true}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::maintenance
