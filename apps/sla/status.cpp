#include <algorithm>

#include "base/slug.hpp"
#include "context.hpp"
#include "monitor/service_store.hpp"
#include "options.hpp"
#include "sla/commands.hpp"
#include "sla/period.hpp"
#include "sla/policy_store.hpp"
#include "sla/standing_answer.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/current.hpp"
#include "ticket/standing_store.hpp"

namespace mssp::sla {
namespace {

constexpr int at_risk_status = 10;
constexpr int breached_status = 11;

struct Options {
  std::string tenant;
  std::optional<Months> months;
  bool at_risk = false;
  bool check = false;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), months(arguments), arguments.has("at-risk"), arguments.has("check")};
}

// A constant number of statements, however many tenants and tickets there are.
std::vector<TenantStanding> all_standings(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const std::vector<tenant::Tenant> tenants = tenant::named(store, options.tenant);
  std::vector<ticket::Wanted> wanted;
  std::vector<TenantStanding> out;
  for (const tenant::Tenant& tenant : tenants) {
    NamedPeriod named = period_for(options.months, tenant::zone_of(tenant), context.as_of());
    wanted.push_back({tenant, named.period});
    out.push_back({tenant, std::move(named.title), {}});
  }
  const ticket::Promises promises{versions(store, tenants), Calendars(config::load_calendars(context.folder()))};
  std::vector<std::string> changed;
  auto found = ticket::standings(store, wanted, options.tenant == every_tenant, promises, context.as_of(), context.now(), changed);
  const auto services = monitor::knowledge(store, tenants, context.as_of() + Seconds{1});
  for (std::size_t i = 0; i < out.size(); ++i) {
    ticket::Standing& standing = out[i].standing;
    standing = std::move(found[i]);
    if (standing.uptime.empty()) continue;  // none is promised
    const auto measured = monitor::measure_all(services, out[i].tenant.id, standing.period, standing.as_of,
                                               standing.uptime.front().uptime.target);
    if (!measured.empty()) standing.uptime.clear();
    for (const monitor::Measured& each : measured) standing.uptime.push_back({each.service, each.uptime});
  }
  ticket::tell_changed(context, changed);
  return out;
}

int check(const std::vector<TenantStanding>& all) {
  const auto any = [&](auto&& matches) { return std::any_of(all.begin(), all.end(), matches); };
  if (any([](const TenantStanding& of) { return of.standing.breached(); })) return breached_status;
  if (any([](const TenantStanding& of) { return !of.standing.attention.empty(); })) return at_risk_status;
  return 0;
}

render::Result run(Context& context, const Options& options) {
  const std::vector<TenantStanding> all = all_standings(context, options);
  render::Result result;
  if (options.at_risk) {
    result.answer = at_risk_list(all);
  } else if (options.tenant == every_tenant) {
    result.answer = overview(all);
  } else {
    result.answer = render::Record{.object = describe(all.front()), .lines = lines(all.front())};
  }
  if (options.check) result.status = check(all);
  return result;
}

}  // namespace

cli::Command status() {
  std::vector<cli::Option> all{options::tenant_or_all()};
  for (cli::Option& option : period_options()) all.push_back(std::move(option));
  all.push_back({.name = "at-risk", .value = "", .help = "list the clocks at risk, with the open time left"});
  all.push_back({.name = "check", .value = "", .help = "exit 10 when a clock is at risk, 11 when one is breached"});
  return {.path = "sla status",
          .summary = "show how a customer's SLA stands, or everybody's",
          .details =
              "A clock counts in the period in which it was decided: when it stopped, or when its due time passed. "
              "Compliance is met / (met + missed), rounded down. 'compliant' is no when a clock was missed, n/a (null) "
              "when none was decided. Figures are up to now, or to --as-of. Uptime is that of each watched service "
              "and of all together; an overspent error budget is a breach. While no service is watched, uptime is n/a and all "
              "time is shown as without data; it then counts neither for nor against.\n\n"
              "The list at the end names the open tickets that are overdue or have used more than 75 % of their time. "
              "--check exits 11 when a clock was missed or is overdue, 10 when one is at risk.",
          .examples = {"synos-mssp sla status --tenant acme-corp",
                       "synos-mssp sla status --tenant acme-corp --month 2025-09 --format json",
                       "synos-mssp sla status --tenant acme-corp --quarter 2025-Q3",
                       "synos-mssp sla status --tenant all --at-risk",
                       "synos-mssp sla status --tenant all --check"},
          .needs = {.store = true, .as_of = true},
          .options = std::move(all),
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
