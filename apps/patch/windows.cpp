#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "config/patch_policy.hpp"
#include "context.hpp"
#include "device/device_store.hpp"
#include "monitor/service_store.hpp"
#include "options.hpp"
#include "patch/calendar.hpp"
#include "patch/commands.hpp"
#include "patch/policy_file.hpp"
#include "patch/window_store.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::patch {
namespace {

constexpr std::int64_t most_days = 366;

struct Options {
  std::string tenant;
  std::string group;
  std::optional<std::string> from;
  std::int64_t days = 90;
  bool calendar = false;
};

Options read(const cli::Arguments& arguments) {
  return {*arguments.slug("tenant"), arguments.handle("group").value_or(""), arguments.optional_text("from"),
          arguments.integer("days", 1, most_days).value_or(90), arguments.optional_text("format") == "ics"};
}

// The windows of the tenant's policy, of groups that have one of their own, and the maintenance agreed for services.
std::vector<Window> all_windows(Context& context, const tenant::Tenant& tenant, const Options& options, const Period& period) {
  const config::PatchPolicies policies = policies_of(context.store(), tenant, config::load_patch_policies(context.folder()));
  const Zone zone = tenant::zone_of(tenant);
  const std::string file = policy_file(context);
  std::set<std::string> groups;
  if (!options.group.empty()) {
    groups.insert(options.group);
  } else {
    groups.insert("");
    for (const config::PatchPolicy& each : policies.policies) {
      if (each.tenant == tenant.slug && !each.group.empty()) groups.insert(each.group);
    }
  }
  std::vector<Window> all;
  for (const std::string& group : groups) {
    const Policy policy = effective(policies, tenant.slug, group, "", file);
    for (Window& each : windows(policy, tenant.slug, group.empty() ? "" : "group " + group, zone, period)) all.push_back(std::move(each));
  }
  if (options.group.empty()) {
    for (const monitor::Knowledge& known : monitor::knowledge(context.store(), {tenant}, Instant::max())) {
      for (const monitor::Maintenance& each : known.maintenance) {
        if (each.to <= period.from || each.from >= period.to) continue;
        all.push_back({fmt::format("{}-service-{}-{}", tenant.slug, known.service.name, epoch(each.from)), "service " + known.service.name,
                       "maintenance", each.from, each.to, each.reason});
      }
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Window& a, const Window& b) { return a.from < b.from; });
  return all;
}

render::Result run(Context& context, const Options& options) {
  db::Connection& store = context.store();
  const tenant::Tenant tenant = tenant::get(store, options.tenant);
  Instant from = context.now();
  if (options.from) {
    const auto given = parse_instant(*options.from, tenant::zone_of(tenant));
    if (!given) cli::refuse("from", "a time such as 2026-01-31 or 2026-01-31T08:00:00Z", *options.from);
    from = *given;
  }
  const auto all = all_windows(context, tenant, options, {from, from + Seconds{options.days * 86400}});
  if (options.calendar) return {.answer = render::Document{calendar(all, "Maintenance of " + tenant.name)}};
  render::List answer{.columns = {{"tenant", ""}, {"from", "FROM"}, {"to", "TO"}, {"what", "WHAT"}, {"scope", "SCOPE"}, {"note", "NOTE"}},
                      .rows = {},
                      .when_empty = "no windows"};
  for (const Window& each : all) {
    answer.rows.push_back(render::row(tenant.slug, each.from, each.to, each.what, each.scope.empty() ? render::Value() : render::Value(each.scope),
                                      each.note.empty() ? render::Value() : render::Value(each.note)));
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command windows_command() {
  return {.path = "patch windows",
          .summary = "show when a tenant's devices are patched, and export it as a calendar",
          .details = "With the maintenance agreed for its services. --format ics writes iCalendar, in which a window keeps its identity.",
          .examples = {"synos-mssp patch windows --tenant acme-corp --days 14",
                       "synos-mssp patch windows --tenant acme-corp --format ics --output acme-corp.ics"},
          .needs = {.store = true},
          .options = {options::tenant(),
                      {.name = "group", .value = "NAME", .help = "only those of a group"},
                      {.name = "from", .value = "TIME", .help = "the first day (default: now)"},
                      {.name = "days", .value = "NUMBER", .help = "how many days, up to 366 (default: 90)"}},
          .formats = {"table", "json", "csv", "ics"},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::patch
