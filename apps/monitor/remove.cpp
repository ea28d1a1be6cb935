#include "context.hpp"
#include "monitor/commands.hpp"
#include "monitor/service_option.hpp"
#include "monitor/service_store.hpp"
#include "options.hpp"
#include "render/json.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::monitor {
namespace {

struct Options {
  std::string tenant;
  std::string service;
};

Options read(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), *arguments.slug("service")}; }

render::Result run(Context& context, const Options& options) {
  const Service removed = context.change([&](db::Connection& store) {
    Service service = get(store, tenant::get(store, options.tenant), options.service);
    remove(store, service, context.now());
    context.audit({{service.tenant, "service " + service.name, render::json_line(describe(service)), ""}});
    return service;
  });
  return context.changed("service '" + removed.name + "' of tenant '" + removed.tenant + "' is watched no longer",
                         describe(removed));
}

}  // namespace

cli::Command remove_command() {
  return {.path = "monitor remove",
          .summary = "stop watching a service",
          .details = "What is known of it stays, and counts for the time it was watched. Its name is not used again.",
          .examples = {"synos-mssp monitor remove --tenant acme-corp --service web"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), service_option()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::monitor
