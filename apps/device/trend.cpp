#include <fmt/core.h>

#include "base/text.hpp"
#include "baseline/history_store.hpp"
#include "context.hpp"
#include "device/commands.hpp"
#include "options.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::device {
namespace {

struct Options {
  std::string tenant;
  std::int64_t days = 0;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), arguments.integer("days", 1, 3650).value_or(90)};
}

Options read_snapshot(const cli::Arguments& arguments) { return {arguments.slug("tenant").value_or("all"), 0}; }

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  constexpr auto right = render::Align::right;
  render::List answer{.columns = {{"day", "DAY"}, {"taken_at", ""}, {"devices", "DEVICES", right}, {"counted", "COUNTED", right},
                                  {"compliant", "COMPLIANT", right}, {"compliance_percent", "PERCENT", right}, {"exempt", ""}, {"retired", ""},
                                  {"overdue", ""}, {"reboot", ""}, {"stale", ""}, {"never_seen", ""}, {"no_data", ""}, {"told", ""},
                                  {"healthy", "HEALTHY", right}, {"warn", "WARN", right}, {"fail", "FAIL", right}, {"unknown", "UNKNOWN", right}},
                      .rows = {},
                      .when_empty = "no snapshots yet: 'device snapshot' takes one a day"};
  const std::string first = tenant::day_of(tenant, context.now() - Seconds{options.days * 86400});
  for (const baseline::Day& each : baseline::days(store, tenant, first, tenant::day_of(tenant, context.now()))) {
    answer.rows.push_back(render::row(each.day, each.taken_at, each.devices, each.counted, each.compliant, each.compliance(), each.exempt,
                                      each.retired, each.overdue, each.reboot, each.stale, each.never_seen, each.no_data, each.told,
                                      each.healthy, each.warn, each.fail, each.unknown));
  }
  return {.answer = std::move(answer)};
}

render::Result run_snapshot(Context& context, const Options& options) {
  const config::PatchPolicies policies = config::load_patch_policies(context.folder());
  struct Done {
    std::size_t tenants = 0;  // with a live device
    std::int64_t devices = 0;
    std::size_t changed = 0;
  };
  const Done done = context.change([&](db::Connection& store) {
    const auto tenants = tenant::named(store, options.tenant);
    for (const tenant::Tenant& tenant : tenants) tenant::require_open(tenant);
    const auto snapshots = baseline::count_now(store, tenants, policies, context.now());
    Done result{.changed = baseline::keep(store, snapshots)};
    for (const auto& [tenant_id, day] : snapshots) {
      result.tenants += day.devices > 0 ? 1 : 0;
      result.devices += day.devices;
    }
    return result;
  });
  return context.changed(fmt::format("took the snapshot of {} of {}", counted(static_cast<std::size_t>(done.devices), "device"),
                                     counted(done.tenants, "tenant")),
                         {{{"tenants", done.tenants}, {"devices", done.devices}}}, done.changed > 0);
}

}  // namespace

cli::Command trend() {
  return {.path = "device trend",
          .summary = "show how many devices kept to the patch policy and were healthy, day by day",
          .details = "From the snapshots of 'device snapshot'; a day without one is left out. PERCENT is COMPLIANT of COUNTED, rounded "
                     "down. JSON and CSV tell also why devices did not comply.",
          .examples = {"synos-mssp device trend --tenant acme-corp --days 30"},
          .needs = {.store = true},
          .options = {options::tenant(), {.name = "days", .value = "N", .help = "how far back; default is 90"}},
          .prepare = cli::steps(read, run)};
}

cli::Command snapshot() {
  return {.path = "device snapshot",
          .summary = "keep the day's counts of patch compliance and health",
          .details = "To be run once a day, by cron or a timer; a second run on the same day replaces the first. Nothing is kept of a "
                     "tenant without a live device.",
          .examples = {"synos-mssp device snapshot --tenant all"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(false)},
          .prepare = cli::steps(read_snapshot, run_snapshot)};
}

}  // namespace mssp::device
