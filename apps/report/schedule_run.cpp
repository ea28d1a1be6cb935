#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "render/json.hpp"
#include "report/commands.hpp"
#include "report/schedule_store.hpp"
#include "report/workshop.hpp"
#include "tenant/tenant_store.hpp"

namespace mssp::report {
namespace {

struct None {};
None read(const cli::Arguments&) { return {}; }

struct Task {
  Occurrence occurrence;
  const Schedule* schedule = nullptr;
  const tenant::Tenant* tenant = nullptr;
};

// What is due and not done, for tenants that are active now.
std::vector<Task> tasks(db::Connection& store, const std::vector<Schedule>& schedules,
                        const std::vector<tenant::Tenant>& tenants, Instant now) {
  std::vector<Task> all;
  std::vector<Occurrence> due;
  for (const Schedule& schedule : schedules) {
    for (const tenant::Tenant& tenant : tenants) {
      if (schedule.target != every_tenant && schedule.target != tenant.slug) continue;
      const Zone zone = tenant::zone_of(tenant);
      const auto at = schedule.latest_due(zone, now);
      if (!at) continue;
      due.push_back({schedule.id, tenant.id, *at});
      all.push_back({due.back(), &schedule, &tenant});
    }
  }
  std::vector<Task> left;
  std::size_t next = 0;
  for (const Occurrence& occurrence : unclaimed(store, due)) {
    // unclaimed() keeps the order
    while (all[next].occurrence.schedule_id != occurrence.schedule_id || all[next].occurrence.tenant_id != occurrence.tenant_id) ++next;
    left.push_back(all[next]);
  }
  return left;
}

render::Result run(Context& context, const None&) {
  Workshop shop = workshop(context);
  std::vector<Done> done;
  std::vector<Produced> reports;
  std::vector<std::string> failures;
  context.change([&](db::Connection& store) {
    done.clear();
    reports.clear();
    failures.clear();
    const auto all_schedules = schedules(store);
    const auto tenants = tenant::named(store, std::string(every_tenant));
    std::vector<audit::Change> changes;
    for (const Task& task : tasks(store, all_schedules, tenants, context.now())) {
      const tenant::Tenant& tenant = *task.tenant;
      const Zone zone = tenant::zone_of(tenant);
      std::vector<std::string> to = task.schedule->recipients;
      if (to.empty() && !tenant.contact.empty()) to = {tenant.contact};
      const Order order{tenant, Schedule::month_reported(task.occurrence.due_at, zone), task.schedule->formats, to};
      try {
        // One customer's trouble must not keep the others' reports back.
        reports.push_back(store.atomically([&] { return produce(store, shop, order, context.now()); }));
        changes.push_back({tenant.slug, "report " + reports.back().revision.handle(), "", render::json_line(describe(reports.back()))});
        done.push_back({task.occurrence, false, reports.back().revision.handle()});
      } catch (const Error& error) {
        failures.push_back("tenant '" + tenant.slug + "': " + error.message());
        done.push_back({task.occurrence, true, error.message()});
      }
    }
    record(store, done, context.now());
    context.audit(changes);
    return done.size();
  });
  for (const std::string& failure : failures) context.note("failed: " + failure);
  render::Array made;
  for (const Produced& produced : reports) made.push_back(describe(produced));
  render::Result result = context.changed(
      done.empty() ? "nothing is due" : "made " + counted(reports.size(), "report"),
      {{{"reports", std::move(made)}, {"failed", failures.size()}}}, !done.empty());
  if (!failures.empty()) result.status = exit_status(Code::failed);
  return result;
}

}  // namespace

cli::Command schedule_run() {
  return {.path = "report schedule run",
          .summary = "make the reports that are due now",
          .details = "For cron and systemd. Each time a report is due it is made once, whoever runs this and however "
                     "often; of several times missed only the last is made up. Exit status 1 says that at least one "
                     "report could not be made.",
          .examples = {"synos-mssp report schedule run --quiet"},
          .needs = {.store = true, .writes = true},
          .prepare = cli::steps(read, run)};
}

}  // namespace mssp::report
