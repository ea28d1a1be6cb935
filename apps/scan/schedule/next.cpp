#include <queue>
#include <tuple>

#include "base/slug.hpp"
#include "options.hpp"
#include "scan/commands.hpp"
#include "scan/schedule/wanted.hpp"
#include "schedule/applied_store.hpp"
#include "schedule/from_config.hpp"

namespace mssp::scan {
namespace {

constexpr std::int64_t most_occurrences = 100'000;
constexpr Instant end_of_time{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}};  // RFC 3339 ends with 9999

struct Options {
  std::optional<std::string> tenant;
  std::size_t count = 10;
};

Options read(const cli::Arguments& arguments) {
  static_cast<void>(arguments.instant("after", Zone::utc()));  // its form; run() knows the zone
  return {arguments.slug("tenant"),
          static_cast<std::size_t>(arguments.integer("count", 1, most_occurrences).value_or(10))};
}

// One schedule for one tenant, at its next occurrence.
struct Upcoming {
  Instant due;
  const tenant::Tenant* tenant;
  const config::ScheduleFile* schedule;
  schedule::Rule rule;
};

struct Later {
  static auto rank(const Upcoming& each) {
    return std::tuple(each.due, std::string_view(each.tenant->slug), each.schedule->line);
  }
  bool operator()(const Upcoming& one, const Upcoming& other) const { return rank(one) > rank(other); }
};

render::Result run(Context& context, const Options& options) {
  const Wanted all = wanted(context, options.tenant);
  const bool one = options.tenant && *options.tenant != every_tenant;
  const Zone zone = one && !all.tenants.empty() ? tenant::zone_of(all.tenants.front()) : context.organization_zone();
  const Instant after = context.arguments().instant("after", zone).value_or(context.now());
  std::priority_queue<Upcoming, std::vector<Upcoming>, Later> queue;
  const auto steps = schedule::plan(all.schedules, schedule::applied(context.store()));
  for (std::size_t i = 0; i < all.schedules.size(); ++i) {
    // The steps begin with the schedules of the file, in its order.
    const config::ScheduleFile& schedule = all.schedules[i];
    if (!schedule.enabled || (steps[i].before && steps[i].before->paused_at)) continue;
    for (const tenant::Tenant* tenant : all.tenants_of(schedule)) {
      const schedule::Rule rule = schedule::rule_of(schedule, tenant::zone_of(*tenant));
      queue.push({schedule::next_after(rule, after), tenant, &schedule, rule});
    }
  }
  render::List answer{.columns = {{"tenant", "TENANT"}, {"scan_type", "TYPE"}, {"due_at", "DUE"}},
                      .rows = {},
                      .when_empty = "no scans are due"};
  while (!queue.empty() && queue.top().due < end_of_time && answer.rows.size() < options.count) {
    Upcoming next = queue.top();
    queue.pop();
    answer.rows.push_back({next.tenant->slug, config::name(next.schedule->scan_type), next.due});
    next.due = schedule::next_after(next.rule, next.due);
    queue.push(std::move(next));
  }
  return {.answer = std::move(answer)};
}

}  // namespace

cli::Command schedule_next() {
  return {.path = "scan schedule next",
          .summary = "show when the next scans are due",
          .details =
              "As scan-schedule.yml says, applied or not; the earliest comes first. Only active tenants are scanned, and "
              "schedules that are enabled and not paused. A time without an offset is in the tenant's zone, or in the provider's without --tenant.",
          .examples = {"synos-mssp scan schedule next --count 5",
                       "synos-mssp scan schedule next --tenant acme-corp --after 2025-10-01T00:00:00Z --format json"},
          .needs = {.store = true},
          .options = {options::tenant_or_all(false),
                      {.name = "count", .value = "N", .help = "how many; default is 10"},
                      {.name = "after", .value = "TIME", .help = "only those later than this; default is now"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::scan
