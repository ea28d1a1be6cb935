#include "base/error.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "monitor/outage_store.hpp"
#include "monitor/service_option.hpp"
#include "monitor/service_store.hpp"
#include "options.hpp"
#include "outage/commands.hpp"
#include "outage/describe.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::outage {
namespace {

struct Options {
  std::string tenant;
  std::string service;
  sla::Moment from;
  std::optional<sla::Moment> to;
  std::string cause;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), *arguments.slug("service"), monitor::required_moment(arguments, "from"),
          sla::moment(arguments, "to"), arguments.optional_text("cause").value_or("")};
}

struct Outcome {
  monitor::RecordedOutage recorded;
  monitor::Kept kept = monitor::Kept::same;
};

render::Result run(Context& context, const Options& options) {
  const Outcome outcome = context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    const Zone zone = tenant::zone_of(tenant);
    monitor::RecordedOutage recorded{monitor::get(store, tenant, options.service), {options.from.in(zone), {}, options.cause}};
    if (options.to) recorded.outage.to = options.to->in(zone);
    refuse_impossible(recorded.outage, context.now());
    const monitor::Kept kept = monitor::keep(store, {recorded}, context.now()).front();
    if (kept != monitor::Kept::same) context.audit({audited(recorded)});
    return Outcome{recorded, kept};
  });
  const monitor::Outage& outage = outcome.recorded.outage;
  return context.changed("outage of service '" + outcome.recorded.service.name + "' from " + rfc3339(outage.from) +
                             (outage.to ? " to " + rfc3339(*outage.to) : ", which lasts") +
                             (outcome.kept == monitor::Kept::same ? " is recorded already" : " recorded"),
                         describe(outcome.recorded), outcome.kept != monitor::Kept::same);
}

}  // namespace

cli::Command add() {
  return {.path = "outage add",
          .summary = "record an outage of a service, or its end",
          .details = "An outage is known by its service and beginning: given again with an end, it has ended. Without --to "
                     "it lasts. Outages within agreed maintenance do not count.",
          .examples = {"synos-mssp outage add --tenant acme-corp --service vpn --from '2025-09-15 10:00' --cause 'power failure'",
                       "synos-mssp outage add --tenant acme-corp --service vpn --from '2025-09-15 10:00' --to '2025-09-15 10:42' "
                       "--cause 'power failure'"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(), monitor::service_option(),
                      {.name = "from", .value = "TIME", .help = "when it began, in the tenant's zone", .required = true},
                      {.name = "to", .value = "TIME", .help = "when it ended"},
                      {.name = "cause", .value = "TEXT", .help = "what it was"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::outage
