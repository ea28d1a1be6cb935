#include "base/error.hpp"
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
  Service service;
  std::optional<sla::Moment> since;
};

Options read(const cli::Arguments& arguments) {
  Options options{.tenant = *arguments.slug("tenant"), .service = {}, .since = sla::moment(arguments, "since")};
  Service& service = options.service;
  service.name = *arguments.slug("service");
  service.url = arguments.optional_text("url");
  if (service.url && !parse_url(*service.url)) {
    cli::refuse("url", "tcp://HOST:PORT or http://HOST[:PORT][/PATH]", *service.url,
                service.url->starts_with("https://") ? "tcp://HOST:443 watches the port of a TLS service" : "");
  }
  for (const char* flag : {"interval", "timeout", "retries"}) {
    if (!service.url && arguments.has(flag)) throw Error(Code::usage, std::string("--") + flag + " needs --url");
  }
  if (service.url && options.since) {
    throw Error(Code::usage, "--since and --url exclude each other", "what was not checked then is not known now");
  }
  service.interval = arguments.duration("interval").value_or(service.interval);
  service.timeout = arguments.duration("timeout").value_or(service.timeout);
  service.retries = arguments.integer("retries", 0, 10).value_or(service.retries);
  constexpr Seconds shortest{10};
  constexpr Seconds longest{24 * 3600};
  constexpr Seconds longest_timeout{60};
  if (service.interval < shortest || service.interval > longest) {
    cli::refuse("interval", "from 10s to 24h", arguments.text("interval"));
  }
  if (service.timeout > longest_timeout) cli::refuse("timeout", "60s at most", arguments.text("timeout"));
  return options;
}

render::Result run(Context& context, const Options& options) {
  Service service = options.service;
  context.change([&](db::Connection& store) {
    const tenant::Tenant tenant = tenant::get(store, options.tenant);
    tenant::require_open(tenant);
    service.tenant_id = tenant.id;
    service.tenant = tenant.slug;
    service.watched_from = options.since ? options.since->in(tenant::zone_of(tenant)) : context.now();
    if (service.watched_from > context.now()) throw Error(Code::usage, "--since lies in the future");
    insert(store, service);
    context.audit({{tenant.slug, "service " + service.name, "", render::json_line(describe(service))}});
    return true;
  });
  return context.changed("tenant '" + service.tenant + "': service '" + service.name + "' " +
                             (service.url ? "is checked every " + duration_text(service.interval) + " by 'monitor run'"
                                          : "is known by the outages that are recorded"),
                         describe(service));
}

}  // namespace

cli::Command add() {
  return {.path = "monitor add",
          .summary = "watch a service of a customer",
          .details =
              "With --url the service is checked by 'monitor run': a TCP connection, or an HTTP request that is answered "
              "with a status from 200 to 399; redirections are not followed. Before it counts as down it is tried again. "
              "Without --url its outages are recorded by hand ('outage add', 'outage import'); all other time since "
              "--since then counts as up.\n\n"
              "Time for which there is no check is unknown, never up.",
          .examples = {"synos-mssp monitor add --tenant acme-corp --service web --url http://www.acme.com/health --interval 60s",
                       "synos-mssp monitor add --tenant acme-corp --service mail --url tcp://mail.acme.com:25 --retries 1",
                       "synos-mssp monitor add --tenant acme-corp --service vpn --since 2025-09-01"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant(),
                      {.name = "service", .value = "NAME", .help = "a name such as web or mail-gateway", .required = true},
                      {.name = "url", .value = "URL", .help = "tcp://HOST:PORT or http://HOST[:PORT][/PATH]"},
                      {.name = "interval", .value = "DURATION", .help = "how often it is checked; default is 60s"},
                      {.name = "timeout", .value = "DURATION", .help = "how long an attempt may take; default is 5s"},
                      {.name = "retries", .value = "COUNT", .help = "further attempts before it is down; default is 2"},
                      {.name = "since", .value = "TIME",
                       .help = "from when on every outage is recorded, in the tenant's zone; default is now"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::monitor
