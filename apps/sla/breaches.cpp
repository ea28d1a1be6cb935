#include <algorithm>

#include "base/slug.hpp"
#include "context.hpp"
#include "options.hpp"
#include "sla/commands.hpp"
#include "sla/period.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/current.hpp"
#include "ticket/register_store.hpp"

namespace mssp::sla {
namespace {

struct Options {
  std::string tenant;
  std::optional<Months> months;
};

Options read(const cli::Arguments& arguments) { return {*arguments.slug("tenant"), months(arguments)}; }

render::Result run(Context& context, const Options& options) {
  using render::Align;
  db::Connection& store = context.store();
  const std::vector<tenant::Tenant> tenants = tenant::named(store, options.tenant);
  const bool all = options.tenant == every_tenant;
  render::List answer{.columns = {{"tenant", all ? "TENANT" : ""},
                                  {"ticket", "TICKET"},
                                  {"subject", ""},
                                  {"clock", "CLOCK"},
                                  {"number", ""},
                                  {"priority", "PRIORITY"},
                                  {"state", "STATE"},
                                  {"due_at", "DUE"},
                                  {"stopped_at", "STOPPED"},
                                  {"over_seconds", "OVER BY", Align::right},
                                  {"excused", "EXCUSED"},
                                  {"reason", "REASON"},
                                  {"approver", "APPROVED BY"}},
                      .rows = {},
                      .when_empty = "no breaches in this period"};
  if (tenants.empty()) return {.answer = std::move(answer)};
  const Zone zone = all ? context.organization_zone() : tenant::zone_of(tenants.front());
  const NamedPeriod named = period_for(options.months, zone, context.now());
  const auto only = all ? std::nullopt : std::optional(tenants.front().id);
  const ticket::Current current = ticket::current(context, tenants, only);
  const auto or_nothing = [](const std::string& text) { return text.empty() ? render::Value() : render::Value(text); };
  for (const ticket::Breach& each : ticket::breaches(store, only, named.period, current.calendars, current.fresh, context.now())) {
    const Clock& clock = each.clock;
    answer.rows.push_back({each.tenant, ticket::handle(each.number), each.subject, name(clock.kind), clock.ordinal,
                           name(clock.priority), name(clock.state), clock.due_at, clock.stopped_at,
                           std::max(Seconds{0}, clock.used - clock.target), each.excused, or_nothing(each.reason),
                           or_nothing(each.approver)});
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command breaches() {
  std::vector<cli::Option> all{options::tenant_or_all()};
  for (cli::Option& option : period_options()) all.push_back(std::move(option));
  return {.path = "sla breaches",
          .summary = "show the register of breaches: what was late, by how much, and why",
          .details = "Clocks whose due time passed in the period, whether they have stopped since or not, and those that "
                     "were voided in it, with the reason. OVER BY is open time beyond the target. With --tenant all the "
                     "period is that of the organization's zone.",
          .examples = {"synos-mssp sla breaches --tenant acme-corp --month 2025-09",
                       "synos-mssp sla breaches --tenant all --quarter 2025-Q3 --format csv"},
          .needs = {.store = true},
          .options = std::move(all),
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
