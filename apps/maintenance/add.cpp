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
  sla::Moment to;
  std::optional<sla::Moment> agreed;
  std::string purpose;
};

Options read(const cli::Arguments& arguments) {
  Options options{*arguments.slug("tenant"), *arguments.slug("service"), monitor::required_moment(arguments, "from"),
                  monitor::required_moment(arguments, "to"), sla::moment(arguments, "agreed"),
                  arguments.optional_text("purpose").value_or("")};
  if (options.agreed && !arguments.has("reason")) {
    throw Error(Code::usage, "--agreed needs --reason", "say where the agreement is written down: it is kept in the audit trail");
  }
  return options;
}

monitor::RecordedMaintenance checked(Context& context, db::Connection& store, const Options& options) {
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  tenant::require_open(tenant);
  const Zone zone = tenant::zone_of(tenant);
  const Instant agreed = options.agreed ? options.agreed->in(zone) : context.now();
  monitor::RecordedMaintenance window{monitor::get(store, tenant, options.service),
                                      {options.from.in(zone), options.to.in(zone), agreed, options.purpose}};
  const auto& [from, to, agreed_at, reason] = window.window;
  if (to <= from) throw Error(Code::usage, "the maintenance does not end after it begins");
  if (agreed_at > context.now()) throw Error(Code::usage, "--agreed lies in the future");
  if (agreed_at > from) {
    throw Error(Code::conflict, "maintenance must be agreed before it begins at " + rfc3339(from),
                "if it was, say when with --agreed, and with --reason where that is written down");
  }
  return window;
}

render::Result run(Context& context, const Options& options) {
  struct Outcome {
    monitor::RecordedMaintenance recorded;
    bool is_new = false;
  };
  const auto object = [](const monitor::RecordedMaintenance& each) {
    return render::Object{{{"tenant", each.service.tenant},
                           {"service", each.service.name},
                           {"from", each.window.from},
                           {"to", each.window.to},
                           {"agreed_at", each.window.agreed_at},
                           {"purpose", each.window.reason}}};
  };
  const Outcome outcome = context.change([&](db::Connection& store) {
    const monitor::RecordedMaintenance window = checked(context, store, options);
    const bool is_new = monitor::insert(store, window, context.now());
    if (is_new) context.audit({{window.service.tenant, "maintenance " + window.service.name, "", render::json_line(object(window))}});
    return Outcome{window, is_new};
  });
  const monitor::Maintenance& window = outcome.recorded.window;
  return context.changed("maintenance of service '" + outcome.recorded.service.name + "' from " + rfc3339(window.from) + " to " +
                             rfc3339(window.to) + (outcome.is_new ? " recorded" : ": one that begins then is there already"),
                         object(outcome.recorded), outcome.is_new);
}

}  // namespace

cli::Command add() {
  return {.path = "maintenance add",
          .summary = "record maintenance that was agreed with a customer",
          .details = "Time of agreed maintenance leaves the uptime's denominator. It must be agreed before it begins: one that "
                     "is recorded later needs --agreed, and --reason that says where the agreement is written down.",
          .examples = {"synos-mssp maintenance add --tenant acme-corp --service web --from '2026-01-10 22:00' "
                       "--to '2026-01-11 02:00' --purpose 'database upgrade'"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), monitor::service_option(),
                      {.name = "from", .value = "TIME", .help = "when it begins, in the tenant's zone", .required = true},
                      {.name = "to", .value = "TIME", .help = "when it ends", .required = true},
                      {.name = "agreed", .value = "TIME", .help = "when it was agreed; default is now"},
                      {.name = "purpose", .value = "TEXT", .help = "what is done"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::maintenance
