#include <algorithm>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "context.hpp"
#include "options.hpp"
#include "sla/commands.hpp"
#include "sla/moment.hpp"
#include "sla/policy_store.hpp"
#include "sla/standing_answer.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/ticket_store.hpp"

namespace mssp::sla {
namespace {

constexpr int at_risk_status = 10;
constexpr int breached_status = 11;

struct Options {
  std::string tenant;
  std::optional<Month> month;
  bool check = false;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), arguments.month("month"), arguments.has("check")};
}

Period period_for(const Options& options, const Zone& zone, Instant as_of) {
  const Period period = period_of(options.month.value_or(month_of(as_of, zone)), zone);
  if (period.from > as_of) {
    throw Error(Code::usage, "month " + text(*options.month) + " has not begun at " + rfc3339(as_of));
  }
  return period;
}

// A constant number of statements, however many tenants and tickets there are.
std::vector<TenantStanding> standings(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const std::vector<tenant::Tenant> tenants = tenant::named(store, options.tenant);
  const Calendars calendars(config::load_calendars(context.folder()));
  std::vector<TenantStanding> out;
  Period all{Instant::max(), Instant::min()};  // months of different zones differ
  for (const tenant::Tenant& tenant : tenants) {
    const Period period = period_for(options, tenant::zone_of(tenant), context.as_of());
    all = {std::min(all.from, period.from), std::max(all.to, period.to)};
    out.push_back({tenant, {.period = period, .as_of = {}, .clocks = {}, .uptime = {}, .attention = {}}});
  }
  if (out.empty()) return out;
  const auto only = options.tenant == every_tenant ? std::nullopt : std::optional(out.front().tenant.id);
  std::map<std::int64_t, std::vector<ticket::History>> histories;
  for (ticket::History& history : ticket::histories(store, only, all)) {
    histories[history.ticket.tenant_id].push_back(std::move(history));
  }
  // After the tickets: every version they name is there then, whatever another command adds meanwhile.
  const auto known = versions(store, tenants);
  for (auto& [tenant, standing] : out) {
    standing = ticket::standing(histories[tenant.id], known.at(tenant.id), calendars, standing.period, context.as_of());
  }
  return out;
}

int check(const std::vector<TenantStanding>& all) {
  const auto any = [&](auto&& matches) { return std::any_of(all.begin(), all.end(), matches); };
  if (any([](const TenantStanding& of) { return of.standing.breached(); })) return breached_status;
  if (any([](const TenantStanding& of) { return !of.standing.attention.empty(); })) return at_risk_status;
  return 0;
}

render::Result run(Context& context, const Options& options) {
  const std::vector<TenantStanding> all = standings(context, options);
  render::Result result;
  if (options.tenant == every_tenant) {
    result.answer = overview(all);
  } else {
    result.answer = render::Record{.object = describe(all.front()), .lines = lines(all.front())};
  }
  if (options.check) result.status = check(all);
  return result;
}

}  // namespace

cli::Command status() {
  return {.path = "sla status",
          .summary = "show how a customer's SLA stands, or everybody's",
          .details =
              "A clock counts in the month in which it was decided: when it stopped, or when its due time passed. "
              "Compliance is met / (met + missed), rounded down. 'compliant' is no when a clock was missed, n/a (null) "
              "when none was decided. Figures are up to now, or to --as-of. While no service is watched, uptime is n/a "
              "and all time is shown as without data; it then counts neither for nor against.\n\n"
              "The list at the end names the open tickets that are overdue or have used more than 75 % of their time. "
              "--check exits 11 when a clock was missed or is overdue, 10 when one is at risk.",
          .examples = {"synos-mssp sla status --tenant acme-corp",
                       "synos-mssp sla status --tenant acme-corp --month 2025-09 --format json",
                       "synos-mssp sla status --tenant all --check"},
          .needs = {.store = true, .as_of = true},
          .options = {options::tenant_or_all(),
                      {.name = "month", .value = "MONTH", .help = "a month such as 2025-09; default is the current one"},
                      {.name = "check", .value = "", .help = "exit 10 when a clock is at risk, 11 when one is breached"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
