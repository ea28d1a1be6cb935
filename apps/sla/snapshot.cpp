#include <map>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "context.hpp"
#include "monitor/service_store.hpp"
#include "options.hpp"
#include "sla/commands.hpp"
#include "sla/policy_store.hpp"
#include "sla/snapshot_store.hpp"
#include "tenant/tenant_store.hpp"
#include "ticket/standing_store.hpp"

namespace mssp::sla {
namespace {

using Date = std::chrono::year_month_day;

struct Options {
  std::string tenant;
  std::optional<Date> day;
};

Options read(const cli::Arguments& arguments) {
  Options options{.tenant = arguments.slug("tenant").value_or(std::string(every_tenant)), .day = {}};
  if (const auto day = arguments.optional_text("day")) {
    options.day = parse_date(*day);
    if (!options.day) cli::refuse("day", "a date such as 2025-09-30", *day);
  }
  return options;
}

struct Task {
  const tenant::Tenant* tenant = nullptr;
  std::string day;
  Period period;  // from the first of the month to the end of the day
  Period month;
};

Task task_for(const tenant::Tenant& tenant, const std::optional<Date>& asked, Instant now) {
  const Zone zone = tenant::zone_of(tenant);
  const std::chrono::sys_days today{date_of(zone.civil(now))};
  const Date day = asked.value_or(Date{today - std::chrono::days{1}});
  const Instant end = zone.first_instant(midnight(Date{std::chrono::sys_days{day} + std::chrono::days{1}}));
  if (end > now) {
    throw Error(Code::usage, "day " + text(day) + " has not ended for tenant '" + tenant.slug + "'",
                "figures of a day are written down when it is over");
  }
  const Period month = period_of({static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month()))}, zone);
  return {&tenant, text(day), {month.from, end}, month};
}

Snapshot figures(const Task& task, const ticket::Standing& standing, const std::vector<monitor::Knowledge>& services,
                 const Versions& versions) {
  Snapshot snapshot;
  snapshot.day = task.day;
  for (const ClockRow& row : standing.clocks) {
    snapshot.met += row.met;
    snapshot.missed += row.missed;
    snapshot.voided += row.voided;
    snapshot.open += row.open;
    snapshot.open_breached += row.open_breached;
  }
  const Policy& policy = policy_at(versions, task.period.to - Seconds{1});
  const auto all = monitor::measure_all(services, task.tenant->id, task.month, task.period.to, policy.uptime.value_or(Percent{}));
  if (!all.empty()) {
    const monitor::Measured& sum = all.back();
    snapshot.services = {sum.promised, sum.up(), sum.uptime.downtime, sum.uptime.unknown};
  }
  return snapshot;
}

std::vector<Taken> take(Context& context, db::Connection& store, const std::vector<Task>& tasks, bool everybody) {
  std::vector<tenant::Tenant> tenants;
  Instant last = Instant::min();
  std::map<Instant, std::vector<const Task*>> by_end;  // a day ends once in each zone
  for (const Task& task : tasks) {
    tenants.push_back(*task.tenant);
    by_end[task.period.to].push_back(&task);
    last = std::max(last, task.period.to);
  }
  const ticket::Promises promises{versions(store, tenants), Calendars(config::load_calendars(context.folder()))};
  const auto services = monitor::knowledge(store, tenants, last);
  std::vector<Taken> taken;
  for (const auto& [end, group] : by_end) {
    std::vector<ticket::Wanted> wanted;
    for (const Task* task : group) wanted.push_back({*task->tenant, task->month});
    std::vector<std::string> changed_calendars;
    const auto standings = ticket::standings(store, wanted, everybody, promises, end, context.now(), changed_calendars);
    for (std::size_t i = 0; i < group.size(); ++i) {
      const std::int64_t id = group[i]->tenant->id;
      taken.push_back({id, figures(*group[i], standings[i], services, promises.versions.at(id))});
    }
  }
  insert(store, taken, context.now());
  return taken;
}

render::Result run(Context& context, const Options& options) {
  std::size_t there = 0;
  const std::size_t taken = context.change([&](db::Connection& store) {
    const std::vector<tenant::Tenant> tenants = tenant::named(store, options.tenant);
    std::vector<Task> tasks;
    std::vector<sla::Wanted> wanted;
    for (const tenant::Tenant& tenant : tenants) {
      tasks.push_back(task_for(tenant, options.day, context.now()));
      wanted.push_back({tenant.id, tasks.back().day});
    }
    std::map<std::int64_t, bool> left;
    for (const Wanted& each : missing(store, wanted)) left[each.tenant_id] = true;
    std::erase_if(tasks, [&](const Task& task) { return !left.contains(task.tenant->id); });
    there = tenants.size() - tasks.size();
    return tasks.empty() ? 0 : take(context, store, tasks, options.tenant == every_tenant).size();
  });
  return context.changed("wrote down the figures of " + counted(taken, "tenant") + ", " + std::to_string(there) + " there already",
                         {{{"taken", taken}, {"there_already", there}}}, taken > 0);
}

}  // namespace

cli::Command snapshot() {
  return {.path = "sla snapshot",
          .summary = "write down how customers stood at the end of a day",
          .details = "Call it once a day, from synos-mssp-snapshot.timer or cron, for 'sla trend'. Kept are the figures from "
                     "the first of the month to the end of the day in the tenant's zone. A day that is written down is "
                     "never computed again: called twice, it does nothing.",
          .examples = {"synos-mssp sla snapshot", "synos-mssp sla snapshot --tenant acme-corp --day 2025-09-30"},
          .needs = {.store = true, .writes = true},
          .options = {options::tenant_or_all(false),
                      {.name = "day", .value = "DATE", .help = "a day that is over; default is yesterday"}},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::sla
