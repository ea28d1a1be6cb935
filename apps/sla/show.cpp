#include "context.hpp"
#include "options.hpp"
#include "sla/commands.hpp"
#include "sla/policy_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::sla {
namespace {

struct Options {
  std::string tenant;
};

Options read(const cli::Arguments& arguments) { return {*arguments.slug("tenant")}; }

void add_rows(render::List& list, const Policy& policy, bool is_in_force) {
  const render::Value from = policy.version == 0 ? render::Value() : render::Value(policy.effective_from);
  for (const Priority priority : {Priority::p1, Priority::p2, Priority::p3, Priority::p4}) {
    const Targets& targets = policy.of(priority);
    list.rows.push_back({policy.version, from, is_in_force, name(priority), targets.response, targets.resolution,
                         policy.calendar_of(priority), policy.uptime});
  }
}

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  const Versions own = versions(store, {tenant}).at(tenant.id);
  const int in_force = policy_at(own, context.as_of()).version;
  render::List list{.columns = {{"version", "VERSION", render::Align::right},
                                {"effective_from", "FROM"},
                                {"in_force", "IN FORCE"},
                                {"priority", "PRIORITY"},
                                {"response_seconds", "RESPONSE", render::Align::right},
                                {"resolution_seconds", "RESOLUTION", render::Align::right},
                                {"calendar", "CALENDAR"},
                                {"uptime_percent", "UPTIME", render::Align::right}}};
  if (in_force == 0) add_rows(list, built_in_policy(), true);
  for (const Policy& policy : own) add_rows(list, policy, policy.version == in_force);
  return {.answer = std::move(list)};
}

}  // namespace

cli::Command show() {
  return {.path = "sla show",
          .summary = "show what a customer was promised, version by version",
          .details = "Version 0 is the built-in policy, shown while no other is in force.",
          .examples = {"synos-mssp sla show --tenant acme-corp"},
          .needs = {.store = true, .as_of = true},
          .options = {options::tenant()},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
